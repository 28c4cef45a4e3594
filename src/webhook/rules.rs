//! The rules of the contract: the one check behind the constructors, `TryFrom` and `Deserialize`.
//!
//! The rules know the documented values only. What the platform adds must not break a service, so an unknown value
//! is never a violation by itself, and it switches off the rules that may not hold for it.

use alloc::vec::Vec;
use core::fmt;

use super::event_type::EventType;
use super::field::{Field, Vocabulary};
use super::raw::RawPayload;
use super::result_code::ResultCode;
use crate::process::{Flow, ProcessState};

/// A rule of the contract that a payload breaks.
///
/// The rules are those of the event-types page ("Payload schema", "Status vocabulary"), in full:
///
/// | a payload breaks | when |
/// | --- | --- |
/// | [`MissingState`](Self::MissingState) | `state` is absent |
/// | [`MissingFlow`](Self::MissingFlow) | `flow` is absent |
/// | [`MissingResult`](Self::MissingResult) | `state` is `PROCESS_STATE_FINISHED` and `result` is absent |
/// | [`ResultBeforeFinished`](Self::ResultBeforeFinished) | `state` is another known one and `result` is present |
/// | [`LastEventWithoutExpired`](Self::LastEventWithoutExpired) | `lastEvent` is present, and `result` is absent or a known one other than `expired` |
/// | [`DescriptionWithoutExpired`](Self::DescriptionWithoutExpired) | the same of `lastEventDescription` |
/// | [`DescriptionWithoutEvent`](Self::DescriptionWithoutEvent) | `lastEventDescription` is present and `lastEvent` is absent |
/// | [`MisplacedMember`](Self::MisplacedMember) | `extra` holds the name of a known member, which reading never puts there |
/// | [`ForeignVocabulary`](Self::ForeignVocabulary) | a field holds a value of another vocabulary: a `PROCESS_STATE_*`, `PROCESS_RESULT_*` or `EVENT_TYPE_*` one outside its own field, or a result code in `state` or `lastEvent`; `lastEventDescription` is free text, and not looked at |
///
/// Absent is a member that is left out or `null`, and of the three optional strings also `""`. An unknown value is never
/// a violation by itself. Under an unknown `state`, the rules about `result`, `lastEvent` and `lastEventDescription` do
/// not apply; under an unknown `result`, `lastEvent` may be present.
///
/// A payload's violations are listed in this order, those that name a field in the order of the fields. The interface is
/// this type; its text is for people and may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Violation {
    /// `state` is absent.
    MissingState,
    /// `flow` is absent. That it is always sent is inferred from the examples.
    MissingFlow,
    /// `state` is `PROCESS_STATE_FINISHED` and `result` is absent: ask GetProcess how it ended.
    MissingResult,
    /// `result` is present although `state` is a known one other than `PROCESS_STATE_FINISHED`.
    ResultBeforeFinished,
    /// `lastEvent` is present although `result` is absent, or a known one other than `expired`.
    LastEventWithoutExpired,
    /// `lastEventDescription` is present although `result` is absent, or a known one other than `expired`.
    DescriptionWithoutExpired,
    /// `lastEventDescription` is present and `lastEvent` is absent.
    DescriptionWithoutEvent,
    /// A known member is in `extra` of a [`RawPayload`] that was built, where it would be read as that member.
    MisplacedMember {
        /// The member.
        field: Field,
    },
    /// A field holds a value of another field's vocabulary, such as GetProcess's `PROCESS_RESULT_OK` in `result`.
    ForeignVocabulary {
        /// The field that holds the value.
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
            Self::MissingResult | Self::ResultBeforeFinished => Field::Result,
            Self::LastEventWithoutExpired => Field::LastEvent,
            Self::DescriptionWithoutExpired | Self::DescriptionWithoutEvent => {
                Field::LastEventDescription
            }
            Self::MisplacedMember { field } | Self::ForeignVocabulary { field, .. } => *field,
        }
    }
}

impl fmt::Display for Violation {
    /// Writes what is wrong, without any text of the payload.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self {
            Self::MissingState | Self::MissingFlow => "is missing",
            Self::MissingResult => "is missing although `state` is `PROCESS_STATE_FINISHED`",
            Self::ResultBeforeFinished => {
                "is present although `state` is not `PROCESS_STATE_FINISHED`"
            }
            Self::LastEventWithoutExpired | Self::DescriptionWithoutExpired => {
                "is present although `result` is not `expired`"
            }
            Self::DescriptionWithoutEvent => "is present without `lastEvent`",
            Self::MisplacedMember { .. } => "is in `extra`, although it has a field of its own",
            Self::ForeignVocabulary { field, vocabulary } => {
                return write!(f, "`{field}` holds {vocabulary}");
            }
        };
        write!(f, "`{}` {problem}", self.field())
    }
}

/// Every rule that the payload breaks, in the order of [`Violation`]. Costs no allocation when there is none.
pub(super) fn check(raw: &RawPayload) -> Vec<Violation> {
    let mut broken = Vec::new();
    let mut rule = |is_broken: bool, violation| {
        if is_broken {
            broken.push(violation);
        }
    };

    let state = raw.state.as_ref();
    let result = raw.result();
    let last_event = raw.last_event();
    let has_description = raw.last_event_description().is_some();

    rule(state.is_none(), Violation::MissingState);
    rule(raw.flow.is_none(), Violation::MissingFlow);

    // A state that this version does not know brings rules that it does not know either.
    if state.is_none_or(ProcessState::is_known) {
        let is_finished = state == Some(&ProcessState::Finished);
        rule(is_finished && result.is_none(), Violation::MissingResult);
        rule(
            state.is_some() && !is_finished && result.is_some(),
            Violation::ResultBeforeFinished,
        );

        let may_have_event =
            result.is_some_and(|code| *code == ResultCode::Expired || !code.is_known());
        rule(
            last_event.is_some() && !may_have_event,
            Violation::LastEventWithoutExpired,
        );
        rule(
            has_description && !may_have_event,
            Violation::DescriptionWithoutExpired,
        );
        rule(
            has_description && last_event.is_none(),
            Violation::DescriptionWithoutEvent,
        );
    }

    if raw.extra.keys().any(|name| Field::named(name).is_some()) {
        let misplaced = |field: &&Field| raw.extra.contains_key(field.as_str());
        let fields = Field::ALL.iter().filter(misplaced);
        broken.extend(fields.map(|field| Violation::MisplacedMember { field: *field }));
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
