//! What the features `proptest1` and `arbitrary1` generate: every outcome, every known value and unknown ones, and
//! nothing that can't arrive.
#![cfg(all(feature = "proptest1", feature = "get-process"))]

use std::collections::BTreeSet;
use std::fmt::Debug;

use idcloud_types::get_process::web_sdk::Criteria;
use idcloud_types::get_process::{ErrorBody, api, web_sdk};
use idcloud_types::strategies;
use idcloud_types::webhook::{EventType, Payload, RawPayload, ResultCode, Subscription};
use idcloud_types::{Flow, ProcessState};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;

const CASES: u32 = 256;

/// Values of a strategy, the same in every run.
fn samples<T: Debug>(strategy: BoxedStrategy<T>) -> impl Iterator<Item = T> {
    let mut runner = TestRunner::deterministic();
    (0..CASES).map(move |_| strategy.new_tree(&mut runner).unwrap().current())
}

/// Whether the values of a strategy, and all that they shrink to, have the outcome.
fn keeps_to<T: Debug>(strategy: &BoxedStrategy<T>, is_the_outcome: impl Fn(&T) -> bool) {
    for value in samples(strategy.clone()) {
        assert!(is_the_outcome(&value), "{value:?}");
    }
    let mut runner = TestRunner::deterministic();
    for _ in 0..2 {
        let mut tree = strategy.new_tree(&mut runner).unwrap();
        while tree.simplify() {
            assert!(is_the_outcome(&tree.current()), "{:?}", tree.current());
        }
    }
}

#[test]
fn a_payload_has_its_outcome_and_shrinks_within_it() {
    use strategies::webhook as strategy;

    keeps_to(&strategy::ok(), |payload| payload.outcome().is_ok());
    keeps_to(&strategy::expired(), |payload| {
        payload.outcome().is_expired()
    });
    keeps_to(&strategy::invalid_identity(), |payload| {
        payload.outcome().is_invalid_identity()
    });
    keeps_to(&strategy::unfinished(), |payload| {
        payload.outcome().is_unfinished()
    });
    keeps_to(&strategy::unrecognized(), |payload| {
        payload.outcome().is_unrecognized()
    });
}

#[test]
fn an_answer_of_the_web_and_sdk_contract_has_its_outcome_and_shrinks_within_it() {
    use strategies::web_sdk as strategy;

    keeps_to(&strategy::verified(), |answer| {
        answer.process.outcome().is_verified()
    });
    keeps_to(&strategy::finished(), |answer| {
        answer.process.outcome().is_finished()
    });
    keeps_to(&strategy::unanswered(), |answer| {
        answer.process.outcome().is_unanswered()
    });
    keeps_to(&strategy::expired(), |answer| {
        answer.process.outcome().is_expired()
    });
    keeps_to(&strategy::invalid_identity(), |answer| {
        answer.process.outcome().is_invalid_identity()
    });
    keeps_to(&strategy::error(), |answer| {
        answer.process.outcome().is_error()
    });
    keeps_to(&strategy::failed(), |answer| {
        answer.process.outcome().is_failed()
    });
    keeps_to(&strategy::unfinished(), |answer| {
        answer.process.outcome().is_unfinished()
    });
    keeps_to(&strategy::unrecognized(), |answer| {
        answer.process.outcome().is_unrecognized()
    });
}

#[test]
fn an_answer_of_the_api_contract_has_its_outcome_and_shrinks_within_it() {
    use strategies::api as strategy;

    keeps_to(&strategy::verified(), |process| {
        process.outcome().is_verified()
    });
    keeps_to(&strategy::finished(), |process| {
        process.outcome().is_finished()
    });
    keeps_to(&strategy::processing(), |process| {
        process.outcome().is_processing()
    });
    keeps_to(&strategy::divergence(), |process| {
        process.outcome().is_divergence()
    });
    keeps_to(&strategy::canceled(), |process| {
        process.outcome().is_canceled()
    });
    keeps_to(&strategy::error(), |process| process.outcome().is_error());
    keeps_to(&strategy::unrecognized(), |process| {
        process.outcome().is_unrecognized()
    });
}

#[test]
fn any_outcome_is_every_outcome() {
    let outcomes = |debug: Vec<String>| -> BTreeSet<String> {
        let name = |text: String| {
            text.split(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap()
                .to_owned()
        };
        debug.into_iter().map(name).collect()
    };
    let payloads =
        samples(strategies::webhook::payload()).map(|payload| format!("{:?}", payload.outcome()));
    let responses = samples(strategies::web_sdk::response())
        .map(|response| format!("{:?}", response.process.outcome()));
    let processes =
        samples(strategies::api::process()).map(|process| format!("{:?}", process.outcome()));
    assert_eq!(outcomes(payloads.collect()).len(), 5);
    assert_eq!(outcomes(responses.collect()).len(), 9);
    assert_eq!(outcomes(processes.collect()).len(), 7);
}

/// The words of a member over many payloads.
fn words<'a>(words: impl Iterator<Item = Option<&'a str>>) -> BTreeSet<&'a str> {
    words.flatten().collect()
}

#[test]
fn payloads_have_every_known_value_and_unknown_ones() {
    let mut runner = TestRunner::deterministic();
    let strategy = strategies::webhook::payload();
    let payloads: Vec<Payload> = (0..16 * CASES)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect();
    let states = words(
        payloads
            .iter()
            .map(|payload| Some(payload.state().as_str())),
    );
    let flows = words(payloads.iter().map(|payload| Some(payload.flow().as_str())));
    let results = words(
        payloads
            .iter()
            .map(|payload| payload.result().map(ResultCode::as_str)),
    );
    let events = words(
        payloads
            .iter()
            .map(|payload| payload.last_event().map(EventType::as_str)),
    );

    for (seen, known) in [
        (
            states,
            ProcessState::KNOWN
                .iter()
                .map(ProcessState::as_str)
                .collect::<Vec<_>>(),
        ),
        (flows, Flow::KNOWN.iter().map(Flow::as_str).collect()),
        (
            results,
            ResultCode::KNOWN.iter().map(ResultCode::as_str).collect(),
        ),
        (
            events,
            EventType::KNOWN.iter().map(EventType::as_str).collect(),
        ),
    ] {
        for word in &known {
            assert!(seen.contains(word), "{word}");
        }
        assert!(seen.len() > known.len() + 1);
    }
    assert!(payloads.iter().any(|payload| !payload.extra().is_empty()));
    assert!(payloads.iter().any(|payload| {
        let documented = payload.last_event().and_then(EventType::description);
        documented.is_some() && payload.last_event_description() == documented
    }));
}

#[test]
fn any_raw_payload_may_keep_the_rules_or_break_them() {
    let kept = samples(any::<RawPayload>().boxed())
        .filter(|raw| Payload::try_from(raw.clone()).is_ok())
        .count();
    assert!((1..CASES as usize).contains(&kept), "{kept}");
}

#[test]
fn every_kind_of_subscription_and_of_criteria_is_generated() {
    let subscriptions: Vec<String> = samples(any::<Subscription>().boxed())
        .map(|subscription| serde_json::to_string(&subscription).unwrap())
        .collect();
    let criteria: Vec<String> = samples(any::<Criteria>().boxed())
        .map(|criteria| serde_json::to_string(&criteria).unwrap())
        .collect();
    for part in ["\"all\"", "\"except\"", "[]", "\"ok\"", "OF_TOMORROW"] {
        assert!(
            subscriptions.iter().any(|text| text.contains(part)),
            "{part}"
        );
    }
    for part in ["accepts", "requires", "livenessResult", "OF_TOMORROW"] {
        assert!(criteria.iter().any(|text| text.contains(part)), "{part}");
    }
}

/// What is written reads as an equal value.
fn round_trips<T: PartialEq + Serialize + DeserializeOwned>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert!(read == *value, "{text}");
}

proptest! {
    #![proptest_config(Config { cases: CASES, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_payload_is_written_and_read_again(payload: Payload) {
        round_trips(&payload);
        let text = serde_json::to_vec(&payload).unwrap();
        prop_assert_eq!(Payload::from_slice(&text).unwrap(), payload);
    }

    #[test]
    fn any_raw_payload_is_written_and_read_again(raw: RawPayload) {
        round_trips(&raw);
        let text = serde_json::to_vec(&raw).unwrap();
        prop_assert_eq!(RawPayload::from_slice(&text).unwrap(), raw);
    }

    #[test]
    fn any_answer_is_written_and_read_again(
        response: web_sdk::Response,
        process: api::Process,
        error: ErrorBody,
    ) {
        round_trips(&response);
        round_trips(&process);
        round_trips(&error);
    }

    #[test]
    fn any_configuration_is_written_and_read_again(subscription: Subscription, criteria: Criteria) {
        round_trips(&subscription);
        round_trips(&criteria);
    }
}

#[cfg(feature = "arbitrary1")]
mod arbitrary1 {
    use arbitrary::{Arbitrary, Unstructured};

    use super::*;

    #[test]
    fn no_bytes_make_the_simplest_value() {
        let payload = Payload::arbitrary(&mut Unstructured::new(&[])).unwrap();
        assert!(payload.outcome().is_ok());
        let response = web_sdk::Response::arbitrary(&mut Unstructured::new(&[])).unwrap();
        assert!(response == web_sdk::Response::new(web_sdk::Process::new(response.process.id)));
    }

    proptest! {
        #![proptest_config(Config { cases: CASES, failure_persistence: None, ..Config::default() })]

        #[test]
        fn any_bytes_make_a_value(bytes: Vec<u8>) {
            let bytes = || Unstructured::new(&bytes);
            round_trips(&Payload::arbitrary(&mut bytes()).unwrap());
            round_trips(&RawPayload::arbitrary(&mut bytes()).unwrap());
            round_trips(&web_sdk::Response::arbitrary(&mut bytes()).unwrap());
            round_trips(&api::Process::arbitrary(&mut bytes()).unwrap());
            round_trips(&Subscription::arbitrary(&mut bytes()).unwrap());
            round_trips(&Criteria::arbitrary(&mut bytes()).unwrap());
        }
    }
}
