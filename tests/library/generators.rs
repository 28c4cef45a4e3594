//! What the features `proptest1` and `arbitrary1` generate: every outcome, every known value and unknown ones, and
//! nothing that can't arrive.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Debug;

use idcloud_types::get_process::web_sdk::{AuthenticationInfo, Criteria, Services};
use idcloud_types::get_process::{ErrorBody, api, web_sdk};
use idcloud_types::strategies;
use idcloud_types::webhook::{EventType, Payload, RawPayload, ResultCode, Subscription};
use idcloud_types::{Flow, ProcessId, ProcessState};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

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
    keeps_to(&strategy::failed(), |payload| payload.outcome().is_failed());
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
    assert_eq!(outcomes(payloads.collect()).len(), 6);
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

/// A kind of value, and whether a value is of it.
type Kind<T> = (&'static str, fn(&T) -> bool);

/// Whether some values of a strategy are of each of these kinds.
#[track_caller]
fn has_kinds<T: Debug>(strategy: &BoxedStrategy<T>, kinds: &[Kind<T>]) {
    for (kind, is_kind) in kinds {
        let mut values = samples(strategy.clone());
        assert!(values.any(|value| is_kind(&value)), "{kind}");
    }
}

/// The checks of an answer of the Web & SDK contract that is generated with them.
fn info(answer: &web_sdk::Response) -> &AuthenticationInfo {
    answer.process.authentication_info.as_ref().unwrap()
}

#[test]
fn an_answer_of_the_web_and_sdk_contract_has_its_outcome_for_every_reason() {
    use strategies::web_sdk as strategy;
    use web_sdk::{AuthenticationResult, LivenessResult, TrustResult};

    has_kinds(
        &strategy::verified(),
        &[
            ("alert: none", |answer| info(answer).trust_result.is_none()),
            ("alert: unspecified", |answer| {
                info(answer).trust_result == Some(TrustResult::Unspecified)
            }),
            ("alert: inconclusive", |answer| {
                info(answer).trust_result == Some(TrustResult::Inconclusive)
            }),
            ("a silent check", |answer| {
                let word = info(answer).bio_token_engine_result.as_ref();
                word.is_some_and(|word| word.as_str().ends_with("_UNSPECIFIED"))
            }),
            ("an unknown member", |answer| !info(answer).extra.is_empty()),
            ("a document of the same person", |answer| {
                let services = answer.process.services.iter();
                let mut documents = services.flat_map(Services::documents);
                documents.any(|document| document.cpf_match == Some(true))
            }),
        ],
    );
    has_kinds(
        &strategy::unanswered(),
        &[
            ("a token", |answer| {
                answer.process.flow == Some(Flow::IdToken)
            }),
            ("an age", |answer| answer.process.flow == Some(Flow::IdAge)),
            ("liveness: none", |answer| {
                info(answer).liveness_result.is_none()
            }),
            ("liveness: unspecified", |answer| {
                info(answer).liveness_result == Some(LivenessResult::Unspecified)
            }),
        ],
    );
    has_kinds(
        &strategy::finished(),
        &[
            ("an inconclusive check", |answer| {
                info(answer).authentication_result == Some(AuthenticationResult::Inconclusive)
            }),
            ("an alert", |answer| {
                info(answer).identity_fraudsters_result == Some(TrustResult::Yes)
            }),
            ("an unknown flow", |answer| {
                !answer.process.flow.as_ref().unwrap().is_known()
            }),
        ],
    );
    has_kinds(
        &strategy::unrecognized(),
        &[
            ("not live", |answer| {
                info(answer).liveness_result == Some(LivenessResult::NotLive)
            }),
            ("another person", |answer| {
                info(answer).authentication_result == Some(AuthenticationResult::Negative)
            }),
            ("an unknown word", |answer| {
                let word = info(answer).id_age_result.as_ref();
                word.is_some_and(|word| word.as_str().ends_with("_OF_TOMORROW"))
            }),
            ("an unknown check", |answer| {
                info(answer).extra.contains_key("checkOfTomorrowResult")
            }),
            ("an unknown check elsewhere", |answer| {
                answer.process.extra.contains_key("checkOfTomorrowResult")
            }),
            ("an unknown result", |answer| {
                !answer.process.result.as_ref().unwrap().is_known()
            }),
            ("an unknown state", |answer| {
                !answer.process.state.as_ref().unwrap().is_known()
            }),
        ],
    );
}

#[test]
fn an_answer_of_the_api_contract_has_its_outcome_for_every_reason() {
    use api::{Liveness, UnicoIdResult};
    use strategies::api as strategy;

    has_kinds(
        &strategy::finished(),
        &[
            ("inconclusive", |process| {
                process
                    .unico_id
                    .as_ref()
                    .is_some_and(|unico_id| unico_id.result == Some(UnicoIdResult::Inconclusive))
            }),
            ("no", |process| {
                process
                    .unico_id
                    .as_ref()
                    .is_some_and(|unico_id| unico_id.result == Some(UnicoIdResult::No))
            }),
            ("no result", |process| {
                process
                    .unico_id
                    .as_ref()
                    .is_some_and(|unico_id| unico_id.result.is_none())
            }),
            ("no identity verification", |process| {
                process.unico_id.is_none()
            }),
        ],
    );
    has_kinds(
        &strategy::unrecognized(),
        &[
            ("no status", |process| process.status.is_none()),
            ("an unknown status", |process| {
                process.status.is_some_and(|status| !status.is_known())
            }),
            ("not live", |process| {
                process.liveness == Some(Liveness::Failed)
            }),
            ("an alert", |process| {
                process
                    .identity_fraudsters
                    .as_ref()
                    .is_some_and(|alert| alert.result.as_ref().unwrap().is_yes())
            }),
            ("an unknown word", |process| {
                process
                    .id_cloud
                    .as_ref()
                    .is_some_and(|id_cloud| !id_cloud.result.as_ref().unwrap().is_known())
            }),
            ("a score", |process| process.score.is_some()),
            ("an unknown check", |process| {
                process.extra.contains_key("checkOfTomorrowResult")
            }),
        ],
    );
}

/// How many arrays and objects are one in another.
fn levels(value: &Value) -> usize {
    let inner = match value {
        Value::Array(elements) => elements.iter().map(levels).max(),
        Value::Object(members) => members.values().map(levels).max(),
        _ => return 0,
    };
    1 + inner.unwrap_or_default()
}

#[test]
fn unknown_members_hold_any_json_of_at_most_three_levels() {
    let values: Vec<Value> = samples(any::<RawPayload>().boxed())
        .flat_map(|raw| raw.extra.into_iter().map(|(_, value)| value))
        .collect();
    let kinds: [Kind<Value>; 8] = [
        ("null", Value::is_null),
        ("a truth value", Value::is_boolean),
        ("a negative number", |value| {
            value.as_i64().is_some_and(i64::is_negative)
        }),
        ("a large number", |value| {
            value.as_u64().is_some_and(|number| number > u64::MAX / 2)
        }),
        ("a float", Value::is_f64),
        ("a string", Value::is_string),
        ("an array", Value::is_array),
        ("an object", Value::is_object),
    ];
    for (kind, is_kind) in kinds {
        assert!(values.iter().any(is_kind), "{kind}");
    }
    assert_eq!(values.iter().map(levels).max(), Some(3));
}

#[test]
fn texts_hold_the_characters_that_writers_and_logs_get_wrong() {
    let texts: Vec<String> = samples(any::<RawPayload>().boxed())
        .filter_map(|raw| raw.last_event_description)
        .map(Cow::into_owned)
        .collect();
    for character in ['a', '"', '\\', '\n', '\0', '%', '漢'] {
        assert!(
            texts.iter().any(|text| text.contains(character)),
            "{character:?}"
        );
    }
    assert!(texts.iter().any(String::is_empty));
}

#[test]
fn words_are_known_or_like_one_or_of_another_vocabulary_or_any_text() {
    let is = |is_kind: fn(&ResultCode) -> bool| {
        samples(any::<RawPayload>().boxed()).any(|raw| raw.result.as_ref().is_some_and(is_kind))
    };
    assert!(is(ResultCode::is_known));
    assert!(is(|code| code.as_str() == "expired_OF_TOMORROW"));
    assert!(is(|code| code.as_str() == "PROCESS_RESULT_OK"));
    assert!(is(|code| code.as_str().contains('漢')));
}

#[test]
fn processes_differ() {
    let ids: BTreeSet<ProcessId> = samples(strategies::webhook::payload())
        .map(|payload| payload.process_id())
        .collect();
    assert!(ids.len() > CASES as usize / 2, "{}", ids.len());
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
    for member in ["states", "results", "flows", "last_events"] {
        for kind in ["\"all\"", "[]", "[\"", "{\"except\":["] {
            let part = format!("\"{member}\":{kind}");
            assert!(
                subscriptions.iter().any(|text| text.contains(&part)),
                "{part}"
            );
        }
    }
    for part in ["\"ok\"", "OF_TOMORROW"] {
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
