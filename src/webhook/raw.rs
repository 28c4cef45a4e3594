//! The shape of the payload: read and written as it is, without any rule.

use alloc::borrow::{Cow, ToOwned};
use alloc::vec::Vec;
use core::str::FromStr;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::event_type::EventType;
use super::field::Field;
use super::result_code::ResultCode;
use crate::process::{Flow, ProcessId, ProcessState};
use crate::wire::error::ReadError;
use crate::wire::object::open_object;
use crate::wire::other_message::OtherMessage;
use crate::wire::plain;
use crate::wire::unknown::UnknownValue;

/// What an error calls the message.
pub(super) const MESSAGE: &str = "webhook payload";

open_object! {
    /// A webhook payload as it was sent, whether or not it follows the rules of the contract.
    ///
    /// Services usually read a [`Payload`](super::Payload), which checks the rules. Use this type to keep a delivery
    /// that breaks them, or to build any payload in a test: start with [`RawPayload::new`] and set the public fields.
    ///
    /// Reading accepts only a JSON object, and rejects a repeated known member. Writing keeps the documented order,
    /// omits absent members, and puts `extra` last. A payload is written back as a JSON value equal to the one that was
    /// read: unknown values keep their strings, and unknown members are kept in [`extra`](Self::extra). The only
    /// exceptions are:
    ///
    /// - `null` at a known member is read as absent, and not written;
    /// - `processId` is written in lower case;
    /// - a repeated unknown member, at any depth, keeps its last value;
    /// - an integer of more than 64 bits, or a number that is not an integer, keeps only the precision of a double.
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
    /// # Ok::<(), idcloud_types::ReadError>(())
    /// ```
    ///
    /// `Debug` is safe to log; the `Debug` of a single field shows its value in full.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct RawPayload {
        /// The id of the process that the message is about. It is the only member required for reading.
        process_id: ProcessId = "processId",
        /// How far the process has got.
        state: Option<ProcessState> = "state",
        /// The product flow of the process.
        flow: Option<Flow> = "flow",
        /// How the process ended. `""` is kept, and means absent.
        result: Option<ResultCode> = "result",
        /// The last event before the process expired. `""` is kept, and means absent.
        last_event: Option<EventType> = "lastEvent",
        /// A human-readable description of `lastEvent`. `""` is kept, and means absent. It is borrowed if it is a
        /// documented description that was read from a body without escapes.
        last_event_description: Option<Cow<'static, str>> = "lastEventDescription",
    }
    other_message = OtherMessage::recognize;
}

impl FromStr for RawPayload {
    type Err = ReadError;

    #[inline]
    fn from_str(body: &str) -> Result<Self, Self::Err> {
        read_plain(body).map_or_else(|| ReadError::read_str(body, MESSAGE), Ok)
    }
}

impl RawPayload {
    /// Reads the body of a delivery. `str::parse` does the same for a string.
    ///
    /// Limit the size of the body before you read it: a payload is shorter than 1 KiB, and unknown members take up to
    /// 130 times the memory of their JSON.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when the body is not one JSON object, a known member is repeated, or `processId` is missing or not
    /// a hyphenated UUID; also when the body is nested 128 levels deep, or contains a lone surrogate or a number too
    /// large for a double, even in a member that this version does not know.
    #[inline]
    pub fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        ReadError::utf8(body, MESSAGE)?.parse()
    }

    /// Creates a payload that contains only its `processId`.
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

    /// Lists every value, member and JSON type that this version does not know, with its path. Log them to detect what
    /// the platform has added.
    ///
    /// A description is free text, so it is never unknown.
    ///
    /// ```
    /// use idcloud_types::webhook::Payload;
    ///
    /// let payload: Payload = r#"{
    ///     "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
    ///     "state": "PROCESS_STATE_FINISHED",
    ///     "flow": "id",
    ///     "result": "result_of_tomorrow"
    /// }"#.parse()?;
    /// for unknown in payload.as_raw().unknown_values() {
    ///     eprintln!("{unknown}");
    /// }
    /// # assert_eq!(payload.as_raw().unknown_values().len(), 1);
    /// # Ok::<(), idcloud_types::webhook::PayloadError>(())
    /// ```
    #[must_use]
    pub fn unknown_values(&self) -> Vec<UnknownValue> {
        UnknownValue::list(self)
    }

    /// The value of a known member whose JSON type is not the documented one.
    pub(super) fn wrong_type(&self, field: Field) -> Option<&Value> {
        if self.extra.is_empty() {
            return None;
        }
        let name = field.as_str();
        let value = self.extra.get(name);
        value.filter(|value| self.is_wrong_type(name, value))
    }

    /// The unknown values of the fields that have a vocabulary.
    #[inline]
    pub(super) fn unknown_fields(&self) -> impl Iterator<Item = (Field, &str)> {
        let state = self.state.as_ref().filter(|state| !state.is_known());
        let flow = self.flow.as_ref().filter(|flow| !flow.is_known());
        let result = self.non_empty_result().filter(|code| !code.is_known());
        let last_event = self
            .non_empty_last_event()
            .filter(|event| !event.is_known());
        [
            (Field::State, state.map(ProcessState::as_str)),
            (Field::Flow, flow.map(Flow::as_str)),
            (Field::Result, result.map(ResultCode::as_str)),
            (Field::LastEvent, last_event.map(EventType::as_str)),
        ]
        .into_iter()
        .filter_map(|(field, wire)| Some((field, wire?)))
    }

    /// How the process ended: `result`, or `None` if the field is `""`, which the rules treat as absent.
    #[must_use]
    #[inline]
    pub fn non_empty_result(&self) -> Option<&ResultCode> {
        let code = self.result.as_ref();
        code.filter(|code| !matches!(code, ResultCode::Unknown(text) if text.as_str().is_empty()))
    }

    /// The last event before the process expired: `lastEvent`, or `None` if the field is `""`.
    #[must_use]
    #[inline]
    pub fn non_empty_last_event(&self) -> Option<&EventType> {
        let event = self.last_event.as_ref();
        event.filter(|event| !matches!(event, EventType::Unknown(text) if text.as_str().is_empty()))
    }

    /// A human-readable description of `lastEvent`: `lastEventDescription`, or `None` if the field is `""`. Escape it
    /// before it reaches a log.
    #[must_use]
    #[inline]
    pub fn non_empty_last_event_description(&self) -> Option<&str> {
        let text = self.last_event_description.as_deref();
        text.filter(|text| !text.is_empty())
    }
}

/// Reads a body whose known members are strings without escapes, as in every documented body. The deserializer would
/// read the same payload; it reads every other body, and reports the errors.
#[inline]
fn read_plain(body: &str) -> Option<RawPayload> {
    let mut process_id = None;
    let mut raw = RawPayload::new(Uuid::nil());
    plain::read_members(
        body,
        Field::at_start_of,
        |field, value| match field {
            Field::ProcessId => fill(&mut process_id, value.parse::<ProcessId>().ok()?),
            Field::State => fill(&mut raw.state, value),
            Field::Flow => fill(&mut raw.flow, value),
            Field::Result => fill(&mut raw.result, value),
            Field::LastEvent => fill(&mut raw.last_event, value),
            Field::LastEventDescription => {
                fill(&mut raw.last_event_description, documented_or_owned(value))
            }
        },
        |name, value| {
            raw.extra.insert(name.to_owned(), value);
        },
    )?;
    raw.process_id = process_id?;
    Some(raw)
}

/// Fills a field; `None` if a repeated member has filled it already.
#[inline]
fn fill<T>(field: &mut Option<T>, value: impl Into<T>) -> Option<()> {
    if field.is_some() {
        return None;
    }
    *field = Some(value.into());
    Some(())
}

/// A description, borrowed if it is a documented one.
fn documented_or_owned(value: &str) -> Cow<'static, str> {
    let mut documented = EventType::KNOWN.iter().filter_map(EventType::description);
    match documented.find(|description| *description == value) {
        Some(description) => Cow::Borrowed(description),
        None => Cow::Owned(value.to_owned()),
    }
}
