//! The six members of the payload, and the vocabularies whose values get mixed up.

use core::fmt;

use super::result_code::ResultCode;

/// A member of the webhook payload: which one an error or a violation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// `processId`
    ProcessId,
    /// `state`
    State,
    /// `flow`
    Flow,
    /// `result`
    Result,
    /// `lastEvent`
    LastEvent,
    /// `lastEventDescription`
    LastEventDescription,
}

impl Field {
    /// Every member, in the order of the documented examples.
    pub const ALL: &'static [Self] = &[
        Self::ProcessId,
        Self::State,
        Self::Flow,
        Self::Result,
        Self::LastEvent,
        Self::LastEventDescription,
    ];

    /// The name of the member on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ProcessId => "processId",
            Self::State => "state",
            Self::Flow => "flow",
            Self::Result => "result",
            Self::LastEvent => "lastEvent",
            Self::LastEventDescription => "lastEventDescription",
        }
    }

    #[inline]
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|field| field.as_str() == name)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A family of values that has a place of its own: what a value in the wrong place looks like.
///
/// The event-types page ("Status vocabulary") warns against mixing these up. Nothing is converted: a value is only
/// recognized by its prefix, or, for the webhook's result codes, by its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Vocabulary {
    /// `PROCESS_STATE_*`, the values of `state`.
    ProcessState,
    /// `PROCESS_RESULT_*`, the values of `result` in GetProcess's answer.
    ProcessResult,
    /// `EVENT_TYPE_*`, the values of `lastEvent`.
    EventType,
    /// `ok`, `expired` and `invalid_identity`, the values of the webhook's `result`.
    ResultCode,
}

impl Vocabulary {
    /// The vocabulary that a string belongs to by its look, if that is not the vocabulary of its field.
    ///
    /// `flow` has no prefix of its own and plain words for values, so a result code there is just an unknown flow;
    /// `lastEventDescription` is free text, and `processId` a UUID.
    pub(crate) fn foreign_to(field: Field, wire: &str) -> Option<Self> {
        let own = match field {
            Field::State => Self::ProcessState,
            Field::LastEvent => Self::EventType,
            Field::Result | Field::Flow => Self::ResultCode,
            Field::ProcessId | Field::LastEventDescription => return None,
        };
        let looks_like = if wire.starts_with("PROCESS_STATE_") {
            Self::ProcessState
        } else if wire.starts_with("PROCESS_RESULT_") {
            Self::ProcessResult
        } else if wire.starts_with("EVENT_TYPE_") {
            Self::EventType
        } else if ResultCode::known(wire).is_some() {
            Self::ResultCode
        } else {
            return None;
        };
        (own != looks_like).then_some(looks_like)
    }
}

impl fmt::Display for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ProcessState => "a `PROCESS_STATE_*` value",
            Self::ProcessResult => "a `PROCESS_RESULT_*` value of GetProcess",
            Self::EventType => "an `EVENT_TYPE_*` value",
            Self::ResultCode => "a webhook result code",
        })
    }
}
