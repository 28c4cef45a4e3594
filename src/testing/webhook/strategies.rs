//! `proptest` strategies for payloads, one for each [`Outcome`](crate::webhook::Outcome).
//!
//! A failing case shrinks to a simpler payload with the same outcome. For payloads that may break the rules, use
//! `any::<RawPayload>()`.

use alloc::string::String;

use proptest::arbitrary::any;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::Just;
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::strategy::{BoxedStrategy, Strategy};

use crate::external::proptest1::extra;
use crate::process::{Flow, ProcessId, ProcessState};
use crate::webhook::{EventType, Payload, RawPayload, ResultCode};

/// Payloads with any outcome; every outcome is equally likely.
pub fn payload() -> BoxedStrategy<Payload> {
    prop_oneof![
        ok(),
        expired(),
        invalid_identity(),
        failed(),
        canceled(),
        unfinished(),
        unrecognized(),
    ]
    .boxed()
}

/// Payloads with the outcome [`Ok`](crate::webhook::Outcome::Ok).
pub fn ok() -> BoxedStrategy<Payload> {
    finished("ok", Just(ResultCode::Ok), Just(None))
}

/// Payloads with the outcome [`Expired`](crate::webhook::Outcome::Expired), with any last event or none.
pub fn expired() -> BoxedStrategy<Payload> {
    finished("expired", Just(ResultCode::Expired), last_event())
}

/// Payloads with the outcome [`InvalidIdentity`](crate::webhook::Outcome::InvalidIdentity).
pub fn invalid_identity() -> BoxedStrategy<Payload> {
    finished(
        "invalid_identity",
        Just(ResultCode::InvalidIdentity),
        Just(None),
    )
}

/// Payloads with the outcome [`Failed`](crate::webhook::Outcome::Failed), with any result or none.
pub fn failed() -> BoxedStrategy<Payload> {
    let result = prop_oneof![no_result(), any::<ResultCode>().prop_map(Some)];
    payloads("failed", Just(ProcessState::Failed), result, Just(None))
}

/// Payloads with the outcome [`Canceled`](crate::webhook::Outcome::Canceled), with any result or none.
pub fn canceled() -> BoxedStrategy<Payload> {
    let result = prop_oneof![no_result(), any::<ResultCode>().prop_map(Some)];
    payloads("canceled", Just(ProcessState::Canceled), result, Just(None))
}

/// Payloads with the outcome [`Unfinished`](crate::webhook::Outcome::Unfinished).
pub fn unfinished() -> BoxedStrategy<Payload> {
    payloads(
        "unfinished",
        Just(ProcessState::Created),
        no_result(),
        Just(None),
    )
}

/// Payloads with the outcome [`Unrecognized`](crate::webhook::Outcome::Unrecognized): an unknown state, or an unknown
/// result.
pub fn unrecognized() -> BoxedStrategy<Payload> {
    let is_unknown = |state: &ProcessState| !state.is_known();
    let state = any::<ProcessState>().prop_filter("a known state", is_unknown);
    let result = vec(proptest::char::range('a', 'z'), 3..12)
        .prop_map(|letters| ResultCode::from(String::from_iter(letters)));
    prop_oneof![
        payloads(
            "unrecognized",
            state,
            option::of(any::<ResultCode>()),
            last_event()
        ),
        finished("unrecognized", result, last_event()),
    ]
    .boxed()
}

/// An event with its description, or none.
type LastEvent = Option<(EventType, Option<String>)>;

fn last_event() -> impl Strategy<Value = LastEvent> + 'static {
    let other = vec(any::<char>(), 1..12).prop_map(String::from_iter);
    let described = any::<EventType>().prop_map(|event| {
        let description = event.description().map(String::from);
        (event, description)
    });
    option::of(prop_oneof![3 => described, 1 => (any::<EventType>(), option::of(other))])
}

/// Absent, or `""`.
fn no_result() -> impl Strategy<Value = Option<ResultCode>> + 'static {
    select(&[None, Some("")][..]).prop_map(|result| result.map(ResultCode::from))
}

fn finished(
    outcome: &'static str,
    result: impl Strategy<Value = ResultCode> + 'static,
    last_event: impl Strategy<Value = LastEvent> + 'static,
) -> BoxedStrategy<Payload> {
    payloads(
        outcome,
        Just(ProcessState::Finished),
        result.prop_map(Some),
        last_event,
    )
}

fn payloads(
    outcome: &'static str,
    state: impl Strategy<Value = ProcessState> + 'static,
    result: impl Strategy<Value = Option<ResultCode>> + 'static,
    last_event: impl Strategy<Value = LastEvent> + 'static,
) -> BoxedStrategy<Payload> {
    let extra = extra(RawPayload::MEMBERS);
    (
        any::<ProcessId>(),
        any::<Flow>(),
        state,
        result,
        last_event,
        extra,
    )
        .prop_filter_map(
            "another outcome",
            move |(id, flow, state, result, last_event, extra)| {
                let mut raw = RawPayload::new(id);
                raw.flow = Some(flow);
                raw.state = Some(state);
                raw.result = result;
                if let Some((event, description)) = last_event {
                    raw.last_event = Some(event);
                    raw.last_event_description = description.map(Into::into);
                }
                raw.extra = extra;
                let payload = Payload::try_from(raw).ok()?;
                (payload.outcome().as_str() == outcome).then_some(payload)
            },
        )
        .boxed()
}
