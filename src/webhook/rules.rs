//! The rules of the contract: the one check behind the constructors, `TryFrom` and `Deserialize`.
//!
//! The rules are about documented values only. A value that the platform adds must not break a service, so an unknown
//! value is never a violation by itself, and turns off the rules that may not hold for it.

use alloc::vec::Vec;

use strum::Display;

use super::event_type::EventType;
use super::field::{Field, Vocabulary};
use super::raw::RawPayload;
use super::result_code::ResultCode;
use crate::process::{Flow, ProcessState};

/// A rule of the contract that a payload breaks.
///
/// These are all the rules of the event-types page ("Payload schema", "Status vocabulary"):
///
/// | a payload breaks | when |
/// | --- | --- |
/// | [`MissingState`](Self::MissingState) | `state` is absent |
/// | [`MissingFlow`](Self::MissingFlow) | `flow` is absent |
/// | [`MissingResult`](Self::MissingResult) | `state` is `PROCESS_STATE_FINISHED` and `result` is absent |
/// | [`ResultBeforeEnd`](Self::ResultBeforeEnd) | `state` is `PROCESS_STATE_CREATED` or `PROCESS_STATE_UNSPECIFIED` and `result` is present |
/// | [`LastEventWithoutExpired`](Self::LastEventWithoutExpired) | `lastEvent` is present, and `result` is absent or a known one other than `expired` |
/// | [`DescriptionWithoutExpired`](Self::DescriptionWithoutExpired) | the same for `lastEventDescription` |
/// | [`DescriptionWithoutEvent`](Self::DescriptionWithoutEvent) | `lastEventDescription` is present and `lastEvent` is absent |
/// | [`WrongType`](Self::WrongType) | a known member is not a string |
/// | [`MisplacedMember`](Self::MisplacedMember) | `extra` has a string under the name of a known member; reading never puts one there |
/// | [`ForeignVocabulary`](Self::ForeignVocabulary) | `state`, `flow`, `result` or `lastEvent` contains a value of another [`Vocabulary`]; `lastEventDescription` is free text and is not checked |
///
/// A member that is left out or `null` is absent, and so is `""` in the three optional strings. An unknown value is
/// never a violation by itself, and neither is a lower-case value of GetProcess such as `approved`: the webhook may
/// adopt it. Under an unknown `state`, the rules about `result`, `lastEvent` and `lastEventDescription` do not apply;
/// under an unknown `result`, `lastEvent` may be present. A member of another type counts as present and unknown.
///
/// It is inferred that `PROCESS_STATE_FAILED` and `PROCESS_STATE_CANCELED` may have a `result`, because GetProcess
/// documents one with `PROCESS_STATE_FAILED`.
///
/// Violations are listed in this order, and those of one kind in the order of their fields. Rely on the type: its
/// messages are for people and may change.
#[derive(Clone, Copy, Debug, Display, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Violation {
    /// `state` is absent.
    #[strum(to_string = "`state` is missing")]
    MissingState,
    /// `flow` is absent. The rule is inferred from the examples, which always have it.
    #[strum(to_string = "`flow` is missing")]
    MissingFlow,
    /// `state` is `PROCESS_STATE_FINISHED` and `result` is absent: ask GetProcess how the process ended.
    #[strum(to_string = "`result` is missing although `state` is `PROCESS_STATE_FINISHED`")]
    MissingResult,
    /// `result` is present although, by its `state`, the process has not ended.
    #[strum(
        to_string = "`result` is present although `state` shows that the process has not ended"
    )]
    ResultBeforeEnd,
    /// `lastEvent` is present although `result` is absent or is a known value other than `expired`.
    #[strum(to_string = "`lastEvent` is present although `result` is not `expired`")]
    LastEventWithoutExpired,
    /// `lastEventDescription` is present although `result` is absent or is a known value other than `expired`.
    #[strum(to_string = "`lastEventDescription` is present although `result` is not `expired`")]
    DescriptionWithoutExpired,
    /// `lastEventDescription` is present and `lastEvent` is absent.
    #[strum(to_string = "`lastEventDescription` is present without `lastEvent`")]
    DescriptionWithoutEvent,
    /// A known member is not a string. It is kept in `extra`.
    #[strum(to_string = "`{field}` is not a string")]
    WrongType {
        /// The member.
        field: Field,
    },
    /// A known member is in `extra` of a [`RawPayload`] that was built in code, although it has a field.
    #[strum(to_string = "`{field}` is in `extra`, although it has a field of its own")]
    MisplacedMember {
        /// The member.
        field: Field,
    },
    /// A field contains a value of another vocabulary, such as GetProcess's `PROCESS_RESULT_OK` in `result`.
    #[strum(to_string = "`{field}` holds {vocabulary}")]
    ForeignVocabulary {
        /// The field that contains the value.
        field: Field,
        /// The vocabulary that the value belongs to.
        vocabulary: Vocabulary,
    },
}

impl Violation {
    /// The field that the violation is about.
    #[must_use]
    pub const fn field(&self) -> Field {
        match self {
            Self::MissingState => Field::State,
            Self::MissingFlow => Field::Flow,
            Self::MissingResult | Self::ResultBeforeEnd => Field::Result,
            Self::LastEventWithoutExpired => Field::LastEvent,
            Self::DescriptionWithoutExpired | Self::DescriptionWithoutEvent => {
                Field::LastEventDescription
            }
            Self::WrongType { field }
            | Self::MisplacedMember { field }
            | Self::ForeignVocabulary { field, .. } => *field,
        }
    }
}

/// Whether a process in this state may have a result: false only if it is known not to have ended.
pub(crate) fn may_have_result(state: &ProcessState) -> bool {
    !matches!(state, ProcessState::Created | ProcessState::Unspecified)
}

/// Every rule that the payload breaks, in the order of [`Violation`]. Allocates nothing if there is none.
pub(super) fn check(raw: &RawPayload) -> Vec<Violation> {
    let mut broken = Vec::new();
    let mut rule = |is_broken: bool, violation| {
        if is_broken {
            broken.push(violation);
        }
    };

    let has_wrong_type = |field| raw.wrong_type(field).is_some();

    let state = raw.state.as_ref();
    let result = raw.non_empty_result();
    let last_event = raw.non_empty_last_event();
    let has_state = state.is_some() || has_wrong_type(Field::State);
    let has_flow = raw.flow.is_some() || has_wrong_type(Field::Flow);
    let has_result = result.is_some() || has_wrong_type(Field::Result);
    let has_event = last_event.is_some() || has_wrong_type(Field::LastEvent);
    let has_description = raw.non_empty_last_event_description().is_some()
        || has_wrong_type(Field::LastEventDescription);

    rule(!has_state, Violation::MissingState);
    rule(!has_flow, Violation::MissingFlow);

    // A state that this version does not know brings rules that it does not know either.
    if state.map_or(!has_state, ProcessState::is_known) {
        let is_finished = state == Some(&ProcessState::Finished);
        rule(is_finished && !has_result, Violation::MissingResult);
        rule(
            has_result && !state.is_none_or(may_have_result),
            Violation::ResultBeforeEnd,
        );

        let may_have_event = result.map_or(has_result, |code| {
            *code == ResultCode::Expired || !code.is_known()
        });
        rule(
            has_event && !may_have_event,
            Violation::LastEventWithoutExpired,
        );
        rule(
            has_description && !may_have_event,
            Violation::DescriptionWithoutExpired,
        );
        rule(
            has_description && !has_event,
            Violation::DescriptionWithoutEvent,
        );
    }

    // Cheaper than a look-up of every field.
    if raw
        .extra
        .keys()
        .any(|name| RawPayload::MEMBERS.contains(&name.as_str()))
    {
        let in_extra = |field: &Field| raw.extra.contains_key(field.as_str());
        let fields = Field::ALL.iter().copied();
        let wrong_type = fields.clone().filter(|field| has_wrong_type(*field));
        broken.extend(wrong_type.map(|field| Violation::WrongType { field }));
        let misplaced = fields.filter(|field| in_extra(field) && !has_wrong_type(*field));
        broken.extend(misplaced.map(|field| Violation::MisplacedMember { field }));
    }

    let is_known = state.is_none_or(ProcessState::is_known)
        && raw.flow.as_ref().is_none_or(Flow::is_known)
        && result.is_none_or(ResultCode::is_known)
        && last_event.is_none_or(EventType::is_known);
    if is_known {
        return broken;
    }
    let unknown = raw.unknown_fields();
    broken.extend(unknown.filter_map(|(field, wire)| {
        let vocabulary = Vocabulary::foreign_to(field, wire)?;
        Some(Violation::ForeignVocabulary { field, vocabulary })
    }));
    broken
}
