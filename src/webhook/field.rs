//! The six members of the payload, and the vocabularies whose values get mixed up.

use strum::{Display, IntoStaticStr, VariantArray};

use super::result_code::ResultCode;

/// A member of the webhook payload, as named by errors and violations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "camelCase")]
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
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name of the member on the wire.
    #[must_use]
    #[inline]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The member whose name and closing quote are at the start of the JSON, and the length of both.
    #[inline]
    pub(super) fn at_start_of(json: &[u8]) -> Option<(Self, usize)> {
        #[inline]
        fn find<const N: usize>(
            json: &[u8],
            name: &[u8; N],
            field: Field,
        ) -> Option<(Field, usize)> {
            json.starts_with(name).then_some((field, N))
        }
        find(json, b"processId\"", Self::ProcessId)
            .or_else(|| find(json, b"state\"", Self::State))
            .or_else(|| find(json, b"flow\"", Self::Flow))
            .or_else(|| find(json, b"result\"", Self::Result))
            .or_else(|| find(json, b"lastEvent\"", Self::LastEvent))
            .or_else(|| find(json, b"lastEventDescription\"", Self::LastEventDescription))
    }
}

/// A family of values; reported when one of its values is in the wrong member.
///
/// The event-types page ("Status vocabulary") warns against mixing these up. Values are recognized, never converted: by
/// their prefix or, for the webhook's result codes, by the whole value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, IntoStaticStr, VariantArray)]
#[non_exhaustive]
pub enum Vocabulary {
    /// `PROCESS_STATE_*`, the values of `state`.
    #[strum(to_string = "a `PROCESS_STATE_*` value")]
    ProcessState,
    /// `EVENT_TYPE_*`, the values of `lastEvent`.
    #[strum(to_string = "an `EVENT_TYPE_*` value")]
    EventType,
    /// `ok`, `expired` and `invalid_identity`, the values of the webhook's `result`.
    #[strum(to_string = "a webhook result code")]
    ResultCode,
    /// `PROCESS_RESULT_*`, the values of `result` in the response of GetProcess.
    #[strum(to_string = "a `PROCESS_RESULT_*` value of GetProcess")]
    ProcessResult,
    /// `PROCESS_CAPACITY_*`, the values of `capacities` in the response of GetProcess.
    #[strum(to_string = "a `PROCESS_CAPACITY_*` value of GetProcess")]
    Capacity,
    /// `DUI_TYPE_*`, the types of a person's identifier in the response of GetProcess.
    #[strum(to_string = "a `DUI_TYPE_*` value of GetProcess")]
    DuiType,
    /// `NOTIFICATION_CHANNEL_*`, the channels of a notification in the response of GetProcess.
    #[strum(to_string = "a `NOTIFICATION_CHANNEL_*` value of GetProcess")]
    NotificationChannel,
    /// `SCORE_ENABLED_*`, the values of `scoreEnabled` in the response of GetProcess.
    #[strum(to_string = "a `SCORE_ENABLED_*` value of GetProcess")]
    ScoreEnabled,
    /// Any other value that contains `_RESULT_`, such as `LIVENESS_RESULT_LIVE`: the values of the checks of
    /// GetProcess.
    #[strum(to_string = "a `*_RESULT_*` value of GetProcess")]
    CheckResult,
}

impl Vocabulary {
    /// The prefixes that identify a vocabulary.
    pub(crate) const PREFIXES: [(&'static str, Self); 7] = [
        ("PROCESS_STATE_", Self::ProcessState),
        ("EVENT_TYPE_", Self::EventType),
        ("PROCESS_RESULT_", Self::ProcessResult),
        ("PROCESS_CAPACITY_", Self::Capacity),
        ("DUI_TYPE_", Self::DuiType),
        ("NOTIFICATION_CHANNEL_", Self::NotificationChannel),
        ("SCORE_ENABLED_", Self::ScoreEnabled),
    ];

    /// What every other value of a check contains.
    pub(crate) const CHECK_RESULT: &'static str = "_RESULT_";

    /// The vocabulary of a field that has one.
    ///
    /// The values of `flow` have no prefix, so a result code there is just an unknown flow;
    /// `lastEventDescription` is free text, and `processId` a UUID.
    pub(crate) const fn of(field: Field) -> Option<Self> {
        match field {
            Field::State => Some(Self::ProcessState),
            Field::LastEvent => Some(Self::EventType),
            Field::Result | Field::Flow => Some(Self::ResultCode),
            Field::ProcessId | Field::LastEventDescription => None,
        }
    }

    /// The vocabulary that a string appears to belong to, if it is not the vocabulary of its field.
    pub(crate) fn foreign_to(field: Field, wire: &str) -> Option<Self> {
        let own = Self::of(field)?;
        let with_prefix = Self::PREFIXES
            .into_iter()
            .find(|(prefix, _)| wire.starts_with(prefix));
        let looks_like = match with_prefix {
            Some((_, vocabulary)) => vocabulary,
            None if wire.contains(Self::CHECK_RESULT) => Self::CheckResult,
            None if ResultCode::known(wire).is_some() => Self::ResultCode,
            None => return None,
        };
        (own != looks_like).then_some(looks_like)
    }
}
