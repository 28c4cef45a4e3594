//! The strategies of `proptest`: each value has the outcome that its strategy is named after, and so has whatever it
//! shrinks to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use idcloud_types::get_process::{
    Check, CheckResult, Contract, Criteria, Meaning, Outcome, Reason, Score, Verified, api, web_sdk,
};
use idcloud_types::testing;
use idcloud_types::webhook::{EventType, Payload, RawPayload, Subscription};
use idcloud_types::{Flow, ProcessState};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A strategy and the label of its outcome.
type Case<T> = (fn() -> BoxedStrategy<T>, &'static str);

/// Criteria by which every flow of the Web & SDK contract can be verified, and the API contract in its own way.
fn criteria() -> Criteria {
    let told: Criteria = toml::from_str(
        r#"
        api_requires = ["liveness", "faceMatch", "deepfake"]
        [accepts]
        bioTokenEngineResult = ["BIO_TOKEN_ENGINE_RESULT_POSITIVE", "BIO_TOKEN_ENGINE_RESULT_YES"]
        smartRevalidationResult = ["YES"]
        idAgeResult = ["YES"]
        deepfake = ["no", "DEEPFAKE_RESULT_NO"]
        authenticationResult = ["AUTHENTICATION_RESULT_INCONCLUSIVE", "AUTHENTICATION_RESULT_POSITIVE"]
        [requires]
        adaptiveidtoken = ["bioTokenEngineResult", "livenessResult"]
        "#,
    )
    .unwrap();
    let unknown = Flow::KNOWN
        .iter()
        .filter(|flow| told.required(flow).is_none());
    unknown.fold(told.clone(), |told, flow| {
        told.require(flow, ["deepfake"]).unwrap()
    })
}

/// Checks some values of a strategy, and every value that they shrink to. Gives the smallest ones.
fn check<T: Debug + Clone>(
    strategy: &BoxedStrategy<T>,
    cases: usize,
    mut is_right: impl FnMut(&T) -> Result<(), String>,
) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    let mut check = |value: &T| {
        if let Err(found) = is_right(value) {
            panic!("{found}: {value:?}");
        }
    };
    let mut smallest = Vec::new();
    for _ in 0..cases {
        let mut tree = strategy.new_tree(&mut runner).unwrap();
        check(&tree.current());
        for _ in 0..1_000 {
            if !tree.simplify() {
                break;
            }
            check(&tree.current());
        }
        smallest.push(tree.current());
    }
    smallest
}

fn expect(outcome: &str, expected: &str) -> Result<(), String> {
    if outcome == expected {
        Ok(())
    } else {
        Err(format!("{outcome} instead of {expected}"))
    }
}

#[test]
fn each_payload_has_the_outcome_of_its_strategy_and_shrinks_within_it() {
    use testing::webhook::strategies as payloads;

    let strategies: [Case<Payload>; 7] = [
        (payloads::ok, "ok"),
        (payloads::expired, "expired"),
        (payloads::invalid_identity, "invalid_identity"),
        (payloads::failed, "failed"),
        (payloads::canceled, "canceled"),
        (payloads::unfinished, "unfinished"),
        (payloads::unrecognized, "unrecognized"),
    ];
    for (strategy, expected) in strategies {
        let smallest = check(&strategy(), 100, |payload| {
            expect(payload.outcome().as_str(), expected)
        });
        for payload in smallest {
            assert!(payload.extra().is_empty(), "{payload:?}");
            assert!(payload.process_id().as_uuid().is_nil(), "{payload:?}");
        }
    }
}

#[test]
fn each_response_of_the_web_sdk_contract_has_the_outcome_of_its_strategy_and_shrinks_within_it() {
    use testing::web_sdk::strategies as responses;

    type By = fn(&Criteria) -> BoxedStrategy<web_sdk::Response>;
    let by: [(By, &str); 4] = [
        (responses::verified_by, "verified"),
        (responses::inconclusive_by, "inconclusive"),
        (responses::unanswered_by, "unanswered"),
        (responses::unrecognized_by, "unrecognized"),
    ];
    let others: [Case<web_sdk::Response>; 10] = [
        (responses::verified, "verified"),
        (responses::inconclusive, "inconclusive"),
        (responses::unanswered, "unanswered"),
        (responses::unrecognized, "unrecognized"),
        (responses::invalid_identity, "invalid_identity"),
        (responses::expired, "expired"),
        (responses::canceled, "canceled"),
        (responses::error, "error"),
        (responses::failed, "failed"),
        (responses::unfinished, "unfinished"),
    ];
    let told = criteria();
    for (strategy, expected) in by {
        check(&strategy(&told), 20, |response| {
            expect(response.outcome_by(&told).as_str(), expected)
        });
    }
    for (strategy, expected) in others {
        let smallest = check(&strategy(), 20, |response| {
            expect(response.outcome().as_str(), expected)
        });
        for response in smallest {
            let process = &response.process;
            assert!(process.id.as_uuid().is_nil(), "{response:?}");
            assert!(
                process.person.is_none() && process.services.is_none(),
                "{response:?}"
            );
        }
    }
}

#[test]
fn each_process_of_the_api_contract_has_the_outcome_of_its_strategy_and_shrinks_within_it() {
    use testing::api::strategies as processes;

    type By = fn(&Criteria) -> BoxedStrategy<api::Process>;
    let by: [(By, &str); 4] = [
        (processes::verified_by, "verified"),
        (processes::inconclusive_by, "inconclusive"),
        (processes::unanswered_by, "unanswered"),
        (processes::unrecognized_by, "unrecognized"),
    ];
    let others: [Case<api::Process>; 8] = [
        (processes::verified, "verified"),
        (processes::inconclusive, "inconclusive"),
        (processes::unanswered, "unanswered"),
        (processes::unrecognized, "unrecognized"),
        (processes::invalid_identity, "invalid_identity"),
        (processes::canceled, "canceled"),
        (processes::error, "error"),
        (processes::unfinished, "unfinished"),
    ];
    let told = criteria();
    for (strategy, expected) in by {
        check(&strategy(&told), 20, |process| {
            expect(process.outcome_by(&told).as_str(), expected)
        });
    }
    for (strategy, expected) in others {
        let smallest = check(&strategy(), 20, |process| {
            expect(process.outcome().as_str(), expected)
        });
        for process in smallest {
            assert!(process.id.as_uuid().is_nil(), "{process:?}");
            assert!(
                process.document.is_none() && process.government.is_none(),
                "{process:?}"
            );
        }
    }
}

/// The values of some cases.
fn values<T: Debug>(strategy: impl Strategy<Value = T>, cases: usize) -> impl Iterator<Item = T> {
    let mut runner = TestRunner::deterministic();
    (0..cases).map(move |_| strategy.new_tree(&mut runner).unwrap().current())
}

#[test]
fn a_generated_message_may_have_unknown_members_and_a_score_may_be_a_negative_decimal() {
    assert!(values(any::<RawPayload>(), 200).any(|raw| !raw.extra.is_empty()));
    assert!(values(any::<web_sdk::Process>(), 200).any(|process| !process.extra.is_empty()));
    assert!(values(any::<api::Process>(), 200).any(|process| !process.extra.is_empty()));

    let scores: Vec<f64> = values(any::<Score>(), 500)
        .filter_map(|score| score.as_f64())
        .collect();
    for range in [-2.0..-1.0, -1.0..0.0, 0.1..1.0, 1e200..f64::MAX] {
        let is_decimal = |score: &f64| score.fract() != 0.0 || *score > 1e200;
        let mut decimals = scores.iter().filter(|score| is_decimal(score));
        assert!(decimals.any(|score| range.contains(score)), "{range:?}");
    }
}

/// The schema names every known member, so one that is added later must be drawn, too.
#[test]
fn a_strategy_of_the_api_contract_draws_every_known_member() {
    let schema = include_str!("../schema/get-process-api-process.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let mut missing: BTreeSet<&String> = schema["properties"].as_object().unwrap().keys().collect();
    for process in values(testing::api::strategies::unfinished(), 500) {
        let written = serde_json::to_value(process).unwrap();
        missing.retain(|name| written.get(name).is_none());
    }
    assert_eq!(missing, BTreeSet::new());
}

/// What does not decide varies within the outcome.
#[test]
fn a_strategy_varies_what_does_not_decide() {
    use testing::{api::strategies as processes, web_sdk::strategies as responses};

    let is_negative = |score: &Score| score.as_f64().is_some_and(|score| score < 0.0);
    let mut unfinished = values(processes::unfinished(), 200);
    assert!(unfinished.any(|process| process.score.as_ref().is_some_and(is_negative)));
    let infos = |strategy| {
        let infos = values(strategy, 300).map(|response: web_sdk::Response| response.process);
        let infos = infos.filter_map(|process| process.authentication_info);
        infos.collect::<Vec<_>>()
    };
    let expired = infos(responses::expired());
    let engines = expired
        .iter()
        .filter_map(|info| info.score_engine_result.as_ref());
    let mut scores = engines.filter_map(|engine| engine.score.as_ref());
    assert!(scores.any(is_negative));
    let verified = infos(responses::verified());
    assert!(verified.iter().any(|info| info.authentication_id.is_some()));
    assert!(verified.iter().any(|info| info.serpro_result.is_some()));
    let engines = verified
        .iter()
        .filter_map(|info| info.score_engine_result.as_ref());
    let enabled: BTreeSet<_> = engines.map(|engine| engine.score_enabled.clone()).collect();
    assert!(enabled.len() > 2, "{enabled:?}");
    let unrecognized: Vec<Payload> =
        values(testing::webhook::strategies::unrecognized(), 200).collect();
    assert!(
        unrecognized
            .iter()
            .any(|payload| payload.state().is_known())
    );
    assert!(
        unrecognized
            .iter()
            .any(|payload| !payload.state().is_known())
    );
}

/// A strategy that draws what has another outcome drops it, and slows down; drawing on, it would never come to some.
#[test]
fn a_strategy_rarely_draws_another_outcome() {
    fn assert_rarely<T: Debug>(name: &str, strategy: &BoxedStrategy<T>) {
        const CASES: u32 = 400;
        let config = Config {
            max_local_rejects: CASES / 8,
            ..Config::default()
        };
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(config, rng);
        for case in 0..CASES {
            let tree = strategy.new_tree(&mut runner);
            assert!(tree.is_ok(), "{name}: too many rejected before case {case}");
        }
    }
    use testing::{api::strategies as processes, web_sdk::strategies as responses};

    assert_rarely("verified response", &responses::verified());
    assert_rarely("inconclusive response", &responses::inconclusive());
    assert_rarely("unanswered response", &responses::unanswered());
    assert_rarely("invalid response", &responses::invalid_identity());
    assert_rarely("expired response", &responses::expired());
    assert_rarely("verified process", &processes::verified());
    assert_rarely("inconclusive process", &processes::inconclusive());
    assert_rarely("unanswered process", &processes::unanswered());
    assert_rarely("invalid process", &processes::invalid_identity());
    assert_rarely("canceled process", &processes::canceled());
}

/// Why a message is not verified: each check that did not pass, or else the score.
fn causes(checks: &[CheckResult]) -> BTreeSet<String> {
    let failed = checks.iter().filter(|result| !result.passed());
    let names: BTreeSet<String> = failed.map(|result| result.check().to_string()).collect();
    if names.is_empty() {
        BTreeSet::from(["score".to_owned()])
    } else {
        names
    }
}

#[test]
fn an_inconclusive_message_is_so_by_every_check_that_may_be_and_by_its_score() {
    let expected = |contract| {
        let doubtful = |(_, meaning): &(&str, Meaning)| {
            matches!(meaning, Meaning::Inconclusive | Meaning::Alert)
        };
        let known = Check::KNOWN
            .iter()
            .filter(|check| check.contract() == Some(contract));
        let known = known.filter(|check| check.values().iter().any(doubtful));
        let names = known.map(ToString::to_string).chain(["score".to_owned()]);
        names.collect::<BTreeSet<_>>()
    };
    let responses = values(testing::web_sdk::strategies::inconclusive(), 1_000);
    let found: BTreeSet<String> = responses
        .flat_map(|response| causes(&response.checks()))
        .collect();
    assert_eq!(found, expected(Contract::WebSdk));
    let processes = values(testing::api::strategies::inconclusive(), 1_000);
    let found: BTreeSet<String> = processes
        .flat_map(|process| causes(&process.checks()))
        .collect();
    assert_eq!(found, expected(Contract::Api));
}

#[test]
fn an_unrecognized_message_is_so_for_every_reason_that_may_be() {
    fn assert_kinds(outcomes: impl Iterator<Item = Outcome>, expected: &[&str]) {
        let kinds = outcomes.flat_map(|outcome| match outcome {
            Outcome::Unrecognized(reasons) => reasons.iter().map(Reason::kind).collect(),
            _ => Vec::new(),
        });
        let kinds: BTreeSet<String> = kinds.map(|kind| kind.to_string()).collect();
        assert!(kinds.iter().eq(expected), "{kinds:?}");
    }
    let responses = values(testing::web_sdk::strategies::unrecognized(), 1_000);
    assert_kinds(
        responses.map(|response| response.outcome()),
        &[
            "contradiction",
            "unknown_check",
            "unknown_flow",
            "unknown_result",
            "unknown_state",
            "unknown_value",
        ],
    );
    let processes = values(testing::api::strategies::unrecognized(), 1_000);
    assert_kinds(
        processes.map(|process| process.outcome()),
        &[
            "contradiction",
            "unknown_check",
            "unknown_status",
            "unknown_value",
        ],
    );
}

#[test]
fn criteria_that_accept_a_bio_token_value_verify_5000_responses_in_every_flow() {
    let told = criteria();
    let mut flows = BTreeMap::<Flow, usize>::new();
    let mut bio_tokens = BTreeMap::<String, usize>::new();
    for response in values(testing::web_sdk::strategies::verified_by(&told), 5_000) {
        let verified = response.verified_by(&told).unwrap();
        assert_eq!(verified.process_id(), response.process.id);
        *flows.entry(verified.flow().unwrap().clone()).or_default() += 1;
        let info = response.process.authentication_info.unwrap();
        if let Some(value) = info.bio_token_engine_result {
            *bio_tokens.entry(value.to_string()).or_default() += 1;
        }
    }
    let expected = Flow::KNOWN
        .iter()
        .cloned()
        .chain(["adaptiveidtoken".into()]);
    assert_eq!(
        expected
            .filter(|flow| !flows.contains_key(flow))
            .collect::<Vec<_>>(),
        []
    );
    for value in [
        "BIO_TOKEN_ENGINE_RESULT_POSITIVE",
        "BIO_TOKEN_ENGINE_RESULT_YES",
    ] {
        assert!(bio_tokens[value] > 100, "{bio_tokens:?}");
    }

    for process in values(testing::api::strategies::verified_by(&told), 5_000) {
        let verified = process.verified_by(&told).unwrap();
        assert_eq!(verified.process_id(), process.id);
    }
}

/// As the platform writes it: `LIVENESS_RESULT_UNSPECIFIED`, and 0 for the comparison of two faces.
#[test]
fn a_check_without_a_result_is_also_generated_as_the_platform_writes_it() {
    let responses = values(testing::web_sdk::strategies::unanswered(), 500);
    let written: BTreeSet<String> = responses
        .filter_map(|response| {
            response
                .process
                .authentication_info
                .unwrap()
                .liveness_result
        })
        .map(|value| value.to_string())
        .collect();
    assert!(
        written.contains("LIVENESS_RESULT_UNSPECIFIED"),
        "{written:?}"
    );
    let mut processes = values(testing::api::strategies::verified(), 500);
    assert!(processes.any(|process| process.face_match == Some(0.into())));
}

/// How often each label comes up.
fn count<'a>(labels: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for label in labels {
        *counts.entry(label).or_default() += 1;
    }
    counts
}

#[test]
fn a_message_of_any_outcome_has_each_as_often_as_another() {
    let payloads = values(testing::webhook::strategies::payload(), 1_000);
    let webhook = count(payloads.map(|payload| payload.outcome().as_str()));
    let responses = values(testing::web_sdk::strategies::response(), 1_000);
    let web_sdk = count(responses.map(|response| response.outcome().as_str()));
    let processes = values(testing::api::strategies::process(), 1_000);
    let api = count(processes.map(|process| process.outcome().as_str()));
    for (counts, outcomes) in [(webhook, 7), (web_sdk, 10), (api, 8)] {
        assert_eq!(counts.len(), outcomes, "{counts:?}");
        let least = 1_000 / outcomes / 2;
        assert!(counts.values().all(|count| *count > least), "{counts:?}");
    }
}

#[test]
#[should_panic(expected = "the criteria verify no flow")]
fn criteria_that_verify_no_flow_have_no_verified_response() {
    let none = Criteria::default()
        .accept(Check::LivenessResult, [""; 0])
        .unwrap();
    let none = none
        .require(Flow::IdSmart, ["smartRevalidationResult"])
        .unwrap();
    let _ = testing::web_sdk::strategies::verified_by(&none);
}

/// Whatever is generated is written and read again as an equal value.
fn round_trips<T: Arbitrary + Serialize + DeserializeOwned + PartialEq>(cases: usize) {
    for value in values(any::<T>(), cases) {
        let written = serde_json::to_string(&value).unwrap();
        assert_eq!(
            serde_json::from_str::<T>(&written).unwrap(),
            value,
            "{written}"
        );
    }
}

#[test]
fn every_message_configuration_and_vocabulary_is_generated_and_reads_as_it_was_written() {
    round_trips::<RawPayload>(1_000);
    round_trips::<Payload>(500);
    round_trips::<web_sdk::Response>(300);
    round_trips::<api::Process>(500);
    round_trips::<web_sdk::Doc>(1_000);
    round_trips::<api::Document>(1_000);
    round_trips::<Subscription>(1_000);
    round_trips::<Criteria>(1_000);
    round_trips::<ProcessState>(1_000);
    round_trips::<api::Status>(1_000);
}

#[test]
fn an_open_enum_has_every_known_value_and_others() {
    let all: Vec<EventType> = values(any::<EventType>(), 2_000).collect();
    assert!(EventType::KNOWN.iter().all(|event| all.contains(event)));
    let unknown = all.iter().filter(|event| !event.is_known());
    let (similar, other): (Vec<_>, Vec<_>) =
        unknown.partition(|event| event.as_str().starts_with("EVENT_TYPE_"));
    assert!(
        similar.len() > 100 && other.len() > 50,
        "{} {}",
        similar.len(),
        other.len()
    );
}

#[test]
fn generated_criteria_and_subscriptions_are_written_in_every_part() {
    let mut parts = [0; 4];
    for criteria in values(any::<Criteria>(), 1_000) {
        let written = serde_json::to_value(&criteria).unwrap();
        for (part, key) in parts
            .iter_mut()
            .zip(["accepts", "requires", "api_requires", "ignores"])
        {
            *part += usize::from(written.get(key).is_some());
        }
    }
    assert!(parts.iter().all(|part| *part > 100), "{parts:?}");
    let all = Subscription::default();
    let written = values(any::<Subscription>(), 1_000).filter(|subscription| *subscription != all);
    assert!(written.count() > 500);
}

/// A service whose approving function demands a `Verified`.
mod service {
    use super::*;

    #[derive(Debug, PartialEq)]
    pub enum Step {
        Approved(Flow),
        Review,
        Retry,
        Refused,
    }

    fn approve(verified: &Verified) -> Step {
        match verified.flow() {
            Some(Flow::IdLive | Flow::IdLiveTrust) => Step::Review,
            flow => Step::Approved(flow.cloned().unwrap_or(Flow::Id)),
        }
    }

    pub fn next_step(response: &web_sdk::Response, criteria: &Criteria) -> Step {
        use idcloud_types::get_process::Outcome;

        match response.outcome_by(criteria) {
            Outcome::Verified(verified) => approve(&verified),
            Outcome::InvalidIdentity { .. } => Step::Refused,
            Outcome::Inconclusive | Outcome::Unrecognized(_) => Step::Review,
            _ => Step::Retry,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_service_approves_only_what_is_verified(
        response in testing::web_sdk::strategies::response_by(&criteria())
    ) {
        let criteria = criteria();
        let step = service::next_step(&response, &criteria);
        if let service::Step::Approved(flow) = step {
            let verified = response.verified_by(&criteria).unwrap();
            prop_assert_eq!(verified.flow(), Some(&flow));
            prop_assert!(!matches!(flow, Flow::IdLive | Flow::IdLiveTrust));
        }
    }

    #[test]
    fn a_service_approves_or_reviews_what_is_verified(
        response in testing::web_sdk::strategies::verified_by(&criteria())
    ) {
        use service::Step::{Approved, Review};
        prop_assert!(matches!(service::next_step(&response, &criteria()), Approved(_) | Review));
    }
}
