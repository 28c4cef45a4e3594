//! The payload that follows the rules.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::delivery_key::DeliveryKey;
use super::event_type::EventType;
use super::invalid::{BuildError, InvalidPayloadError, PayloadError};
use super::outcome::Outcome;
use super::raw::RawPayload;
use super::result_code::ResultCode;
use super::rules;
use crate::process::{Flow, ProcessId, ProcessState};

/// A checked webhook payload, which follows the rules of the contract.
///
/// No `Payload` breaks a rule of [`Violation`](super::Violation): reading, building and converting go through the same
/// check. Unknown values and members are kept, never refused.
///
/// ```
/// use idcloud_types::webhook::{Outcome, Payload};
///
/// let body = br#"{
///     "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
///     "state": "PROCESS_STATE_FINISHED",
///     "flow": "id",
///     "result": "ok"
/// }"#;
/// let payload = Payload::from_slice(body)?;
/// assert_eq!(payload.outcome(), Outcome::Ok);
/// # Ok::<(), idcloud_types::webhook::PayloadError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Payload {
    raw: RawPayload,
}

impl Payload {
    /// Reads the body of a delivery and checks it. `str::parse` does the same for a string.
    ///
    /// **Limit the size of the body before you read it.** A payload is shorter than 1 KiB, but anybody may post to an
    /// open endpoint, and unknown members take up to 130 times the memory of their JSON: a body of 10 MB takes more
    /// than 1 GB. A limit of 16 KiB leaves room for whatever the platform adds.
    ///
    /// # Errors
    ///
    /// [`PayloadError::Malformed`] when the body can't be read; [`PayloadError::Invalid`], with every broken rule, when
    /// it can be read but breaks the contract. Three defects make the whole body malformed even inside a member that
    /// this version does not know: 128 levels or more, a number too large for a double, and a lone surrogate.
    /// [`PayloadError`] has a table of all cases.
    ///
    /// ```
    /// use idcloud_types::webhook::{Payload, PayloadError};
    ///
    /// let with = |value: &str| format!(r#"{{
    ///     "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
    ///     "state": "PROCESS_STATE_FINISHED",
    ///     "flow": "id",
    ///     "result": "ok",
    ///     "memberOfTomorrow": {value}
    /// }}"#);
    /// assert!(with("[1e300]").parse::<Payload>().is_ok());
    ///
    /// let too_deep = "[".repeat(127) + &"]".repeat(127);
    /// for value in [r#""\ud83d""#, &too_deep] {
    ///     assert!(matches!(with(value).parse::<Payload>(), Err(PayloadError::Malformed(_))));
    /// }
    /// ```
    pub fn from_slice(body: &[u8]) -> Result<Self, PayloadError> {
        Ok(Self::try_from(RawPayload::from_slice(body)?)?)
    }

    /// Creates the payload of a finished process with `result` = `ok`.
    ///
    /// The id is a [`ProcessId`], a `Uuid`, or a string.
    ///
    /// ```
    /// use idcloud_types::Flow;
    /// use idcloud_types::webhook::{Outcome, Payload};
    ///
    /// let payload = Payload::ok("8263a268-5388-492a-bca2-28e1ff4a69f0", Flow::IdToken)?;
    /// assert_eq!(payload.outcome(), Outcome::Ok);
    /// # Ok::<(), idcloud_types::webhook::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError`] when the id is not a hyphenated UUID, or the flow is a value of another field's vocabulary.
    pub fn ok<I>(id: I, flow: impl Into<Flow>) -> Result<Self, BuildError>
    where
        I: TryInto<ProcessId, Error: Into<BuildError>>,
    {
        Self::build(id, flow, ProcessState::Finished, Some(ResultCode::Ok), None)
    }

    /// Creates the payload of a finished process with `result` = `invalid_identity`. No example of one is published.
    ///
    /// # Errors
    ///
    /// The same as for [`ok`](Self::ok).
    pub fn invalid_identity<I>(id: I, flow: impl Into<Flow>) -> Result<Self, BuildError>
    where
        I: TryInto<ProcessId, Error: Into<BuildError>>,
    {
        let result = Some(ResultCode::InvalidIdentity);
        Self::build(id, flow, ProcessState::Finished, result, None)
    }

    /// Creates the payload of a finished process with `result` = `expired`, its last event and, if there is one, the
    /// documented description of that event.
    ///
    /// ```
    /// use idcloud_types::webhook::{EventType, Payload};
    ///
    /// let id = "8263a268-5388-492a-bca2-28e1ff4a69f0";
    /// let payload = Payload::expired(id, "id", EventType::QrCodeRead)?;
    /// assert_eq!(payload.last_event_description(), Some("QR code was read"));
    /// # Ok::<(), idcloud_types::webhook::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError`] when the id is not a hyphenated UUID, or the flow or the event is a value of another field's
    /// vocabulary.
    pub fn expired<I>(
        id: I,
        flow: impl Into<Flow>,
        last_event: impl Into<EventType>,
    ) -> Result<Self, BuildError>
    where
        I: TryInto<ProcessId, Error: Into<BuildError>>,
    {
        let result = Some(ResultCode::Expired);
        let last_event = Some(last_event.into());
        Self::build(id, flow, ProcessState::Finished, result, last_event)
    }

    /// Creates the payload of a process that has not ended.
    ///
    /// The event-types page documents only finished processes; this state is documented for GetProcess.
    ///
    /// # Errors
    ///
    /// The same as for [`ok`](Self::ok).
    pub fn created<I>(id: I, flow: impl Into<Flow>) -> Result<Self, BuildError>
    where
        I: TryInto<ProcessId, Error: Into<BuildError>>,
    {
        Self::build(id, flow, ProcessState::Created, None, None)
    }

    /// Creates the payload of a process that could not be completed. As with [`created`](Self::created), the state is
    /// documented only for GetProcess.
    ///
    /// # Errors
    ///
    /// The same as for [`ok`](Self::ok).
    pub fn failed<I>(id: I, flow: impl Into<Flow>) -> Result<Self, BuildError>
    where
        I: TryInto<ProcessId, Error: Into<BuildError>>,
    {
        Self::build(id, flow, ProcessState::Failed, None, None)
    }

    /// Creates the payload of a process that was canceled. As with [`created`](Self::created), the state is documented
    /// only for GetProcess.
    ///
    /// # Errors
    ///
    /// The same as for [`ok`](Self::ok).
    pub fn canceled<I>(id: I, flow: impl Into<Flow>) -> Result<Self, BuildError>
    where
        I: TryInto<ProcessId, Error: Into<BuildError>>,
    {
        Self::build(id, flow, ProcessState::Canceled, None, None)
    }

    fn build<I>(
        id: I,
        flow: impl Into<Flow>,
        state: ProcessState,
        result: Option<ResultCode>,
        last_event: Option<EventType>,
    ) -> Result<Self, BuildError>
    where
        I: TryInto<ProcessId, Error: Into<BuildError>>,
    {
        let mut raw = RawPayload::new(id.try_into().map_err(Into::into)?);
        raw.state = Some(state);
        raw.flow = Some(flow.into());
        raw.result = result;
        let description = last_event.as_ref().and_then(EventType::description);
        raw.last_event_description = description.map(Cow::Borrowed);
        raw.last_event = last_event;
        Ok(Self::try_from(raw)?)
    }

    /// The outcome of the process: the enum that most services match on.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        Outcome::of(&self.raw)
    }

    /// Builds the key that identifies duplicate deliveries.
    #[must_use]
    pub fn delivery_key(&self) -> DeliveryKey {
        self.raw.delivery_key()
    }

    /// `processId`: the process to ask GetProcess about. To recognize a duplicate delivery, use
    /// [`delivery_key`](Self::delivery_key), because several messages may be about one process.
    #[must_use]
    pub fn process_id(&self) -> ProcessId {
        self.raw.process_id
    }

    /// `state`: how far the process has got.
    #[must_use]
    #[expect(
        clippy::unreachable,
        reason = "nothing without a state passes the check"
    )]
    pub fn state(&self) -> &ProcessState {
        match &self.raw.state {
            Some(state) => state,
            None => unreachable!("the check refuses `MissingState`"),
        }
    }

    /// `flow`: the product flow of the process.
    #[must_use]
    #[expect(
        clippy::unreachable,
        reason = "nothing without a flow passes the check"
    )]
    pub fn flow(&self) -> &Flow {
        match &self.raw.flow {
            Some(flow) => flow,
            None => unreachable!("the check refuses `MissingFlow`"),
        }
    }

    /// `result`: how the process ended. Always present when `state` is `PROCESS_STATE_FINISHED`, and never `""`.
    #[must_use]
    pub fn result(&self) -> Option<&ResultCode> {
        self.raw.non_empty_result()
    }

    /// `lastEvent`: the last event before the process expired.
    #[must_use]
    pub fn last_event(&self) -> Option<&EventType> {
        self.raw.non_empty_last_event()
    }

    /// `lastEventDescription`: a human-readable description of `lastEvent`, as it was sent. Escape it before it reaches
    /// a log.
    #[must_use]
    pub fn last_event_description(&self) -> Option<&str> {
        self.raw.non_empty_last_event_description()
    }

    /// The members that this version does not know.
    #[must_use]
    pub fn extra(&self) -> &Map<String, Value> {
        &self.raw.extra
    }

    /// Borrows the payload as it was sent.
    #[must_use]
    pub fn as_raw(&self) -> &RawPayload {
        &self.raw
    }

    /// Returns the payload as it was sent, so that you can change it and check it again.
    #[must_use]
    pub fn into_raw(self) -> RawPayload {
        self.raw
    }
}

impl fmt::Debug for Payload {
    /// Shows what is safe to log, like the `Debug` of [`RawPayload`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt_named("Payload", f)
    }
}

impl TryFrom<RawPayload> for Payload {
    type Error = InvalidPayloadError;

    #[inline]
    fn try_from(raw: RawPayload) -> Result<Self, Self::Error> {
        let violations = rules::check(&raw);
        if violations.is_empty() {
            Ok(Self { raw })
        } else {
            Err(InvalidPayloadError::new(raw, violations))
        }
    }
}

impl From<Payload> for RawPayload {
    fn from(payload: Payload) -> Self {
        payload.raw
    }
}

impl FromStr for Payload {
    type Err = PayloadError;

    fn from_str(body: &str) -> Result<Self, Self::Err> {
        Ok(Self::try_from(body.parse::<RawPayload>()?)?)
    }
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Payload {
    /// Reads a payload inside another message, such as one in a queue.
    ///
    /// A violation appears only in the message of the deserializer's error, and the input is lost: read the body of a
    /// delivery with [`Payload::from_slice`]. serde's message about a wrong type may quote the payload.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(RawPayload::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
