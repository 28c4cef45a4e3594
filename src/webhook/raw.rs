//! The shape of the payload: read and written as it is, without any rule.

use alloc::borrow::Cow;

use serde_json::Map;

use super::event_type::EventType;
use super::field::Field;
use super::result_code::ResultCode;
use crate::other_message::OtherMessage;
use crate::process::{Flow, ProcessId, ProcessState};
use crate::wire::malformed::Malformed;
use crate::wire::object::open_object;

/// What an error calls the message.
pub(super) const MESSAGE: &str = "webhook payload";

open_object! {
    /// A webhook payload as it was sent, whether or not it keeps the rules of the contract.
    ///
    /// Services usually read a [`Payload`](super::Payload), which checks the rules. This type is for what precedes that
    /// (keeping a delivery that breaks them) and beside (building any payload in a test: start with
    /// [`RawPayload::new`] and set the public fields).
    ///
    /// Reading takes a JSON object only, and refuses a repeated known member. Writing keeps the documented order, omits
    /// what is absent, and puts `extra` last. What is read is written back as an equal JSON value: unknown values keep
    /// their text, and unknown members are kept in [`extra`](Self::extra). The exceptions are all of these:
    ///
    /// - `null` at a known member is read as absent, and not written;
    /// - `processId` is written in lower case;
    /// - of a repeated unknown member, at any depth, the last value is kept;
    /// - an integer beyond 64 bits, and any other number, is kept to the precision of a double.
    ///
    /// ```
    /// use idcloud_types::ProcessState;
    /// use idcloud_types::webhook::{RawPayload, ResultCode};
    ///
    /// let body = br#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","result":"ok","attempt":2}"#;
    /// let raw = RawPayload::from_slice(body)?;
    /// assert_eq!(raw.result, Some(ResultCode::Ok));
    /// assert_eq!(raw.extra["attempt"], 2);
    /// assert_eq!(raw.state, None);
    /// # Ok::<(), idcloud_types::Malformed>(())
    /// ```
    ///
    /// `Debug` is safe to log; to see a text, take its field.
    #[derive(Clone, PartialEq, Eq)]
    pub struct RawPayload {
        /// The process that the message is about. The only member without which a body can't be read.
        process_id: ProcessId = "processId",
        /// How far the process has got.
        state: Option<ProcessState> = "state",
        /// Which product flow it ran.
        flow: Option<Flow> = "flow",
        /// How it ended. `""` is kept, and means absent.
        result: Option<ResultCode> = "result",
        /// The last event before it expired. `""` is kept, and means absent.
        last_event: Option<EventType> = "lastEvent",
        /// Text for people about `lastEvent`. `""` is kept, and means absent. Borrowed where it is a documented one and
        /// was read from a delivery without escapes.
        last_event_description: Option<Cow<'static, str>> = "lastEventDescription",
    }
    other_message = OtherMessage::recognize;
}

impl RawPayload {
    /// A payload that names its process and nothing else.
    #[must_use]
    pub fn new(process_id: impl Into<ProcessId>) -> Self {
        Self {
            process_id: process_id.into(),
            state: None,
            flow: None,
            result: None,
            last_event: None,
            last_event_description: None,
            extra: Map::new(),
        }
    }

    /// Lists the values that this version does not know, with their fields: log them, escaped, to detect values that
    /// the platform has added.
    ///
    /// Unknown members are in [`extra`](Self::extra). A description is free text, so it is never unknown.
    ///
    /// ```
    /// use idcloud_types::webhook::Payload;
    ///
    /// let payload: Payload = r#"{
    ///     "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
    ///     "state": "PROCESS_STATE_FINISHED",
    ///     "flow": "id",
    ///     "result": "error"
    /// }"#.parse()?;
    /// for (field, value) in payload.as_raw().unknown_values() {
    ///     eprintln!("unknown value in `{field}`: {value:?}");
    /// }
    /// # assert_eq!(payload.as_raw().unknown_values().count(), 1);
    /// # Ok::<(), idcloud_types::webhook::PayloadError>(())
    /// ```
    #[inline]
    pub fn unknown_values(&self) -> impl Iterator<Item = (Field, &str)> {
        let state = self.state.as_ref().filter(|state| !state.is_known());
        let flow = self.flow.as_ref().filter(|flow| !flow.is_known());
        let result = self.result().filter(|code| !code.is_known());
        let last_event = self.last_event().filter(|event| !event.is_known());
        [
            (Field::State, state.map(ProcessState::as_str)),
            (Field::Flow, flow.map(Flow::as_str)),
            (Field::Result, result.map(ResultCode::as_str)),
            (Field::LastEvent, last_event.map(EventType::as_str)),
        ]
        .into_iter()
        .filter_map(|(field, wire)| Some((field, wire?)))
    }

    /// `result` as the rules read it: how it ended. `""` is absent here, and kept in the field.
    #[must_use]
    #[inline]
    pub fn result(&self) -> Option<&ResultCode> {
        let code = self.result.as_ref();
        code.filter(|code| !matches!(code, ResultCode::Unknown(text) if text.as_str().is_empty()))
    }

    /// `lastEvent` as the rules read it: where the user was when it expired. `""` is absent here, and kept in the field.
    #[must_use]
    #[inline]
    pub fn last_event(&self) -> Option<&EventType> {
        let event = self.last_event.as_ref();
        event.filter(|event| !matches!(event, EventType::Unknown(text) if text.as_str().is_empty()))
    }

    /// `lastEventDescription` as the rules read it: text for people about `lastEvent`. `""` is absent here, and kept in
    /// the field. Escape it before it reaches a log.
    #[must_use]
    #[inline]
    pub fn last_event_description(&self) -> Option<&str> {
        let text = self.last_event_description.as_deref();
        text.filter(|text| !text.is_empty())
    }
}

impl Malformed {
    /// The known member of the webhook payload that is missing, repeated, or could not be read, where that is what is
    /// wrong.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        let name = self.path().filter(|_| self.message() == MESSAGE)?;
        Field::named(name)
    }
}
