//! Webhook payloads: the documented bodies, a fixture for each outcome, malformed bodies of every kind, and a builder
//! for any other payload.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use serde_json::Value;
use uuid::uuid;

use crate::process::{Flow, ProcessId, ProcessState};
use crate::webhook::{EventType, Field, Payload, RawPayload, ResultCode};

#[cfg(feature = "proptest1")]
pub mod strategies;

/// The example "Finished — successful" of the event-types page.
pub const OK: &str = include_str!("../../examples/payloads/webhook-ok.json");

/// The example "Finished — expired" of the event-types page.
pub const EXPIRED: &str = include_str!("../../examples/payloads/webhook-expired.json");

/// A finished process without `result`, as shown in a third party's digest of the event-types page on 2026-09-02.
///
/// It breaks [`MissingResult`](crate::webhook::Violation::MissingResult): no page documents whether such deliveries are
/// still sent.
pub const WITHOUT_RESULT: &str =
    include_str!("../../examples/payloads/webhook-without-result.json");

/// A payload with `null` in every optional member and in an unknown one. No published example contains `null`.
pub const NULLS: &str = r#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","state":null,"flow":null,"result":null,"lastEvent":null,"lastEventDescription":null,"extra":null}"#;

/// [`OK`] with `""` in the other optional strings, one of the ways in which the platform represents absence.
pub const EMPTY_STRINGS: &str = r#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok","lastEvent":"","lastEventDescription":""}"#;

/// The older `update_process` event of the "by Client" products, from an integrator's documentation. It is another
/// message, without `processId`, so it is malformed here. An endpoint that is shared with an older integration may
/// receive it.
pub const LEGACY_UPDATE_PROCESS: &str =
    include_str!("../../examples/payloads/webhook-legacy-update-process.json");

/// The process id in the documented bodies.
pub const PROCESS_ID: ProcessId =
    ProcessId::from_uuid(uuid!("8263a268-5388-492a-bca2-28e1ff4a69f0"));

/// Bodies that can't be read, each with its defect. Reading one must return a [`ReadError`](crate::ReadError).
pub const MALFORMED: &[(&str, &[u8])] = &[
    ("empty", b""),
    ("not JSON", b"processId=8263a268-5388-492a-bca2-28e1ff4a69f0"),
    ("not UTF-8", b"{\"processId\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"flow\":\"\xFF\"}"),
    ("cut short", b"{\"processId\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"state\":\"PROC"),
    ("a byte-order mark", b"\xEF\xBB\xBF{\"processId\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"}"),
    ("text after it", b"{\"processId\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\"} ok"),
    ("null", b"null"),
    ("an array", b"[\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"PROCESS_STATE_FINISHED\",\"id\",\"ok\"]"),
    ("no processId", b"{\"state\":\"PROCESS_STATE_FINISHED\",\"flow\":\"id\",\"result\":\"ok\"}"),
    ("processId is null", b"{\"processId\":null}"),
    ("processId is not a UUID", b"{\"processId\":\"8263\"}"),
    ("processId without hyphens", b"{\"processId\":\"8263a2685388492abca228e1ff4a69f0\"}"),
    (
        "a repeated member",
        b"{\"processId\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"result\":\"ok\",\"result\":\"ok\"}",
    ),
];

/// [`OK`] as a [`Payload`].
#[must_use]
pub fn ok() -> Payload {
    checked(Payload::ok(PROCESS_ID, Flow::Id))
}

/// [`EXPIRED`] as a [`Payload`].
#[must_use]
pub fn expired() -> Payload {
    checked(Payload::expired(
        PROCESS_ID,
        Flow::Id,
        EventType::SessionEnded,
    ))
}

/// A finished process with `result` = `invalid_identity`; no example is published.
#[must_use]
pub fn invalid_identity() -> Payload {
    checked(Payload::invalid_identity(PROCESS_ID, Flow::Id))
}

/// A process that could not be completed; no example is published.
#[must_use]
pub fn failed() -> Payload {
    checked(Payload::failed(PROCESS_ID, Flow::Id))
}

/// A process that was canceled; no example is published.
#[must_use]
pub fn canceled() -> Payload {
    checked(Payload::canceled(PROCESS_ID, Flow::Id))
}

/// A process that has not ended; no example is published.
#[must_use]
pub fn unfinished() -> Payload {
    checked(Payload::created(PROCESS_ID, Flow::Id))
}

/// A finished process with an unknown result.
#[must_use]
pub fn unrecognized() -> Payload {
    let raw = RawPayloadBuilder::ok().result("result_of_tomorrow").build();
    checked(Payload::try_from(raw))
}

/// [`WITHOUT_RESULT`] as a [`RawPayload`]; it breaks a rule, so it can't be a [`Payload`].
#[must_use]
pub fn without_result() -> RawPayload {
    RawPayloadBuilder::ok().without_result().build()
}

#[expect(
    clippy::expect_used,
    reason = "the fixtures keep the rules, as a test shows"
)]
fn checked<E: fmt::Debug>(built: Result<Payload, E>) -> Payload {
    built.expect("a fixture keeps the rules")
}

/// Builds any payload from a documented one, even one that breaks rules.
///
/// ```
/// use idcloud_types::testing::webhook::RawPayloadBuilder;
/// use idcloud_types::webhook::{Payload, Violation};
///
/// let broken = RawPayloadBuilder::ok().last_event("EVENT_TYPE_QR_CODE_READ").without_flow().build();
/// let invalid = Payload::try_from(broken).unwrap_err();
/// assert_eq!(
///     invalid.violations(),
///     [
///         Violation::MissingFlow,
///         Violation::LastEventWithoutExpired,
///         Violation::DescriptionWithoutExpired,
///     ],
/// );
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct RawPayloadBuilder {
    raw: RawPayload,
}

impl RawPayloadBuilder {
    /// Starts from a payload with nothing but [`PROCESS_ID`].
    pub fn empty() -> Self {
        Self {
            raw: RawPayload::new(PROCESS_ID),
        }
    }

    /// Starts from [`OK`].
    pub fn ok() -> Self {
        Self::empty()
            .state(ProcessState::Finished)
            .flow(Flow::Id)
            .result(ResultCode::Ok)
    }

    /// Starts from a finished process with `result` = `invalid_identity`; no example is published.
    pub fn invalid_identity() -> Self {
        Self::ok().result(ResultCode::InvalidIdentity)
    }

    /// Starts from [`EXPIRED`].
    pub fn expired() -> Self {
        Self::expired_at(EventType::SessionEnded)
    }

    /// Starts from [`EXPIRED`] with another last event and its documented description.
    pub fn expired_at(last_event: impl Into<EventType>) -> Self {
        Self::ok()
            .result(ResultCode::Expired)
            .last_event(last_event)
    }

    /// Sets `processId`.
    pub fn process_id(mut self, process_id: impl Into<ProcessId>) -> Self {
        self.raw.process_id = process_id.into();
        self
    }

    /// Sets `state`.
    pub fn state(mut self, state: impl Into<ProcessState>) -> Self {
        self.raw.state = Some(state.into());
        self
    }

    /// Leaves `state` out.
    pub fn without_state(mut self) -> Self {
        self.raw.state = None;
        self
    }

    /// Sets `flow`.
    pub fn flow(mut self, flow: impl Into<Flow>) -> Self {
        self.raw.flow = Some(flow.into());
        self
    }

    /// Leaves `flow` out.
    pub fn without_flow(mut self) -> Self {
        self.raw.flow = None;
        self
    }

    /// Sets `result`.
    pub fn result(mut self, result: impl Into<ResultCode>) -> Self {
        self.raw.result = Some(result.into());
        self
    }

    /// Leaves `result` out.
    pub fn without_result(mut self) -> Self {
        self.raw.result = None;
        self
    }

    /// Sets `lastEvent`, and sets `lastEventDescription` to its documented description, if there is one.
    pub fn last_event(mut self, last_event: impl Into<EventType>) -> Self {
        let last_event = last_event.into();
        self.raw.last_event_description = last_event.description().map(Cow::Borrowed);
        self.raw.last_event = Some(last_event);
        self
    }

    /// Leaves `lastEvent` and `lastEventDescription` out.
    pub fn without_last_event(mut self) -> Self {
        self.raw.last_event = None;
        self.raw.last_event_description = None;
        self
    }

    /// Sets `lastEventDescription`.
    pub fn last_event_description(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.raw.last_event_description = Some(text.into());
        self
    }

    /// Leaves `lastEventDescription` out.
    pub fn without_last_event_description(mut self) -> Self {
        self.raw.last_event_description = None;
        self
    }

    /// Adds a member that this version does not know.
    ///
    /// # Panics
    ///
    /// When the member is one of the six that have a setter.
    #[track_caller]
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let name = name.into();
        assert!(
            Field::ALL.iter().all(|field| field.as_str() != name),
            "`{name}` is a known member; use its setter",
        );
        self.raw.extra.insert(name, value.into());
        self
    }

    /// Builds the payload.
    #[must_use]
    pub fn build(self) -> RawPayload {
        self.raw
    }

    /// Builds the payload as the body of a delivery. Absent members are left out; for other forms of absence, see
    /// [`NULLS`] and [`EMPTY_STRINGS`].
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "text and numbers always print, and `extra` holds no known member"
    )]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.raw).expect("a built payload prints")
    }
}
