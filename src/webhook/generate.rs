//! Payloads and subscriptions for tests.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::event_type::EventType;
use super::field::{Field, Vocabulary};
use super::payload::Payload;
use super::raw::RawPayload;
use super::result_code::ResultCode;
use super::selection::Selection;
use super::subscription::Subscription;
use crate::process::{Flow, ProcessState};
use crate::wire::generate::{Choices, Generate, arbitrary};

/// A payload of any outcome.
pub(crate) fn payload(choices: &mut Choices<'_>) -> Payload {
    const OUTCOMES: [fn(&mut Choices<'_>) -> Payload; 6] = [
        ok,
        expired,
        invalid_identity,
        failed,
        unfinished,
        unrecognized,
    ];
    let outcome = choices.one_of(&OUTCOMES).copied().unwrap_or(ok);
    outcome(choices)
}

pub(crate) fn ok(choices: &mut Choices<'_>) -> Payload {
    finished(ResultCode::Ok, choices)
}

pub(crate) fn expired(choices: &mut Choices<'_>) -> Payload {
    finished(ResultCode::Expired, choices)
}

pub(crate) fn invalid_identity(choices: &mut Choices<'_>) -> Payload {
    finished(ResultCode::InvalidIdentity, choices)
}

pub(crate) fn failed(choices: &mut Choices<'_>) -> Payload {
    without_result(ProcessState::Failed, choices)
}

pub(crate) fn unfinished(choices: &mut Choices<'_>) -> Payload {
    without_result(ProcessState::Created, choices)
}

fn without_result(state: ProcessState, choices: &mut Choices<'_>) -> Payload {
    let mut raw = RawPayload::generate(choices);
    raw.state = Some(state);
    // `""` means absent.
    raw.result = raw.result.filter(|code| code.as_str().is_empty());
    keep_rules(raw)
}

/// A payload of an unknown state, or with an unknown result.
pub(crate) fn unrecognized(choices: &mut Choices<'_>) -> Payload {
    if choices.flip() {
        let mut raw = RawPayload::generate(choices);
        let state = raw.state.take().filter(|state| is_own(Field::State, state));
        let unknown = state.filter(|state| !state.is_known());
        raw.state = unknown.or_else(|| Some("PROCESS_STATE_OF_TOMORROW".into()));
        keep_rules(raw)
    } else {
        let code = ResultCode::generate(choices);
        let is_unknown = !code.is_known() && !code.as_str().is_empty();
        let code = Some(code).filter(|code| is_unknown && is_own(Field::Result, code));
        finished(code.unwrap_or_else(|| "result_of_tomorrow".into()), choices)
    }
}

fn finished(result: ResultCode, choices: &mut Choices<'_>) -> Payload {
    let mut raw = RawPayload::generate(choices);
    raw.state = Some(ProcessState::Finished);
    raw.result = Some(result);
    let documented = raw.last_event().and_then(EventType::description);
    if let (Some(text), false) = (documented, choices.flip()) {
        raw.last_event_description = Some(Cow::Borrowed(text));
    }
    keep_rules(raw)
}

/// Replaces what breaks a rule, in a payload that has a state, and a result exactly if it is finished.
#[expect(
    clippy::expect_used,
    reason = "what breaks a rule was replaced, as a test shows"
)]
fn keep_rules(mut raw: RawPayload) -> Payload {
    let flow = raw.flow.filter(|flow| is_own(Field::Flow, flow));
    raw.flow = flow.or(Some(Flow::Id));
    raw.result = raw.result.filter(|code| is_own(Field::Result, code));
    raw.last_event = raw
        .last_event
        .filter(|event| is_own(Field::LastEvent, event));

    if raw.state.as_ref().is_some_and(ProcessState::is_known) {
        let result = raw.result();
        let may_have_event = result.is_some_and(|code| code.is_expired() || !code.is_known());
        if !may_have_event {
            raw.last_event = raw.last_event.filter(|event| event.as_str().is_empty());
        }
        if raw.last_event().is_none() {
            let text = raw.last_event_description;
            raw.last_event_description = text.filter(|text| text.is_empty());
        }
    }
    raw.try_into().expect("the payload keeps the rules")
}

/// Whether the value is not of another field's vocabulary.
fn is_own<T: AsRef<str>>(field: Field, value: &T) -> bool {
    Vocabulary::foreign_to(field, value.as_ref()).is_none()
}

impl Generate for Payload {
    fn generate(choices: &mut Choices<'_>) -> Self {
        payload(choices)
    }
}

impl<T> Generate for Selection<T>
where
    T: Generate + Ord + AsRef<str> + for<'a> From<&'a str>,
{
    fn generate(choices: &mut Choices<'_>) -> Self {
        match choices.below(3) {
            0 => Self::all(),
            1 => Self::only(Vec::generate(choices)),
            _ => Self::except(Vec::generate(choices)),
        }
    }
}

impl Generate for Subscription {
    fn generate(choices: &mut Choices<'_>) -> Self {
        Self {
            states: Generate::generate(choices),
            results: Generate::generate(choices),
            flows: Generate::generate(choices),
            last_events: Generate::generate(choices),
        }
    }
}

arbitrary!(Payload, Subscription);
