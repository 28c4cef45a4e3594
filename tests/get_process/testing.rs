//! The responses that the feature `testing` offers for a service's tests.

use idcloud_types::get_process::web_sdk::ScoreEnabled;
use idcloud_types::get_process::{Check, Criteria, ErrorBody, Meaning, Outcome, Score};
use idcloud_types::testing::webhook::PROCESS_ID as ID;
use idcloud_types::testing::{api, web_sdk};
use idcloud_types::{Flow, ProcessId};

#[test]
fn every_documented_body_has_its_outcome() {
    for (body, expected) in [
        (web_sdk::CURRENT, "inconclusive"),
        (web_sdk::LIVENESS, "verified"),
        (web_sdk::DOCUMENTS, "inconclusive"),
    ] {
        let response: idcloud_types::get_process::web_sdk::Response = body.parse().unwrap();
        assert_eq!(response.outcome().as_str(), expected, "{body}");
    }
    for (body, expected) in [
        (api::FULL, "verified"),
        (api::YES, "verified"),
        (api::ERROR, "error"),
        (api::INCONCLUSIVE, "inconclusive"),
        (api::NOT_LIVE, "invalid_identity"),
        (api::DIVERGENCE, "unfinished"),
    ] {
        let process: idcloud_types::get_process::api::Process = body.parse().unwrap();
        assert_eq!(process.outcome().as_str(), expected, "{body}");
    }
}

#[test]
fn every_error_reads_with_a_message_and_as_nothing_else() {
    use idcloud_types::get_process::{api, web_sdk};
    use idcloud_types::testing;

    let errors = [testing::web_sdk::ERRORS, testing::api::ERRORS].concat();
    assert_eq!(errors.len(), 7);
    for (what, body) in errors {
        let error: ErrorBody = body.parse().unwrap();
        assert!(error.message().is_some(), "{what}");
        assert_eq!(error.code().is_some(), body.contains("\"code\""), "{what}");
        assert!(body.parse::<web_sdk::Response>().is_err(), "{what}");
        assert!(body.parse::<api::Process>().is_err(), "{what}");
    }
}

#[test]
fn every_malformed_body_is_a_read_error() {
    use idcloud_types::get_process::api::Process;
    use idcloud_types::get_process::web_sdk::Response;

    for (what, body) in web_sdk::MALFORMED {
        assert!(Response::from_slice(body).is_err(), "{what}");
    }
    for (what, body) in api::MALFORMED {
        assert!(Process::from_slice(body).is_err(), "{what}");
    }
}

/// Criteria by which every flow can be verified, with a check that this version does not know.
fn criteria() -> Criteria {
    toml::from_str(
        r#"
        [accepts]
        bioTokenEngineResult = ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"]
        smartRevalidationResult = ["YES"]
        idAgeResult = ["YES"]
        deepfakeResult = ["DEEPFAKE_RESULT_NO"]
        authenticationResult = ["AUTHENTICATION_RESULT_INCONCLUSIVE", "AUTHENTICATION_RESULT_POSITIVE"]
        "#,
    )
    .unwrap()
}

#[test]
fn each_response_of_the_web_sdk_contract_has_the_outcome_that_it_is_named_after() {
    use idcloud_types::get_process::web_sdk::Response;

    fn check(response: &Response, flow: &Flow, criteria: &Criteria, expected: &str) -> Outcome {
        let process = &response.process;
        assert_eq!((process.id, process.flow.as_ref()), (ID, Some(flow)));
        let outcome = response.outcome_by(criteria);
        assert_eq!(outcome.as_str(), expected, "{flow}: {outcome}");
        let written = serde_json::to_string(response).unwrap();
        assert_eq!(written.parse::<Response>().unwrap(), *response);
        outcome
    }

    type Fixture = fn(ProcessId, Flow) -> Response;
    type FixtureBy = fn(ProcessId, Flow, &Criteria) -> Response;
    let by: [(FixtureBy, Fixture, &str); 5] = [
        (web_sdk::verified_by, web_sdk::verified, "verified"),
        (web_sdk::unanswered_by, web_sdk::unanswered, "unanswered"),
        (
            web_sdk::inconclusive_by,
            web_sdk::inconclusive,
            "inconclusive",
        ),
        (web_sdk::alert_by, web_sdk::alert, "inconclusive"),
        (
            web_sdk::unrecognized_by,
            web_sdk::unrecognized,
            "unrecognized",
        ),
    ];
    let others: [(Fixture, &str); 6] = [
        (web_sdk::invalid_identity, "invalid_identity"),
        (web_sdk::expired, "expired"),
        (web_sdk::canceled, "canceled"),
        (web_sdk::error, "error"),
        (web_sdk::failed, "failed"),
        (web_sdk::unfinished, "unfinished"),
    ];
    let default = Criteria::default();
    let flows = Flow::KNOWN
        .iter()
        .cloned()
        .chain(["adaptiveidtoken".into()]);
    let unknown = flows
        .clone()
        .filter(|flow| default.required(flow).is_none());
    let checks = ["deepfakeResult", "bioTokenEngineResult"];
    let require = |told: Criteria, flow| told.require(flow, checks).unwrap();
    let told = unknown.fold(criteria(), require);
    for flow in flows {
        let required = told.required(&flow).unwrap();
        for (fixture, _, expected) in by {
            let response = fixture(ID, flow.clone(), &told);
            let outcome = check(&response, &flow, &told, expected);
            if let Outcome::Unanswered { check } = outcome {
                assert_eq!(check, required[0]);
            }
        }
        let accepts = |check: &Check| default.accepted(check).next().is_some();
        if default
            .required(&flow)
            .is_some_and(|checks| checks.iter().all(accepts))
        {
            for (_, fixture, expected) in by {
                check(&fixture(ID, flow.clone()), &flow, &default, expected);
            }
        }
        for (fixture, expected) in others {
            check(&fixture(ID, flow.clone()), &flow, &told, expected);
        }
    }
}

#[test]
fn each_response_of_the_api_contract_has_the_outcome_that_it_is_named_after() {
    use idcloud_types::get_process::api::Process;

    fn check(process: &Process, criteria: &Criteria, expected: &str) {
        assert_eq!(process.id, ID);
        let outcome = process.outcome_by(criteria);
        assert_eq!(outcome.as_str(), expected, "{outcome}");
        let written = serde_json::to_string(process).unwrap();
        assert_eq!(written.parse::<Process>().unwrap(), *process);
    }

    type Fixture = fn(ProcessId) -> Process;
    type FixtureBy = fn(ProcessId, &Criteria) -> Process;
    let by: [(FixtureBy, Fixture, &str); 5] = [
        (api::verified_by, api::verified, "verified"),
        (api::unanswered_by, api::unanswered, "unanswered"),
        (api::inconclusive_by, api::inconclusive, "inconclusive"),
        (api::alert_by, api::alert, "inconclusive"),
        (api::unrecognized_by, api::unrecognized, "unrecognized"),
    ];
    let others: [(Fixture, &str); 4] = [
        (api::invalid_identity, "invalid_identity"),
        (api::canceled, "canceled"),
        (api::error, "error"),
        (api::unfinished, "unfinished"),
    ];
    let required: [&[&str]; 5] = [
        &["unicoId"],
        &["liveness"],
        &["unicoId", "faceMatch", "silentAuth", "idCloud"],
        &["identityFraudsters"],
        &["deepfakeResult", "liveness"],
    ];
    for (fixture, expected) in others {
        check(&fixture(ID), &Criteria::default(), expected);
    }
    for (_, fixture, expected) in by {
        check(&fixture(ID), &Criteria::default(), expected);
    }
    for required in required {
        let criteria = criteria().require_api(required).unwrap();
        for (fixture, _, expected) in by {
            check(&fixture(ID, &criteria), &criteria, expected);
        }
    }
}

#[test]
fn a_response_is_built_from_checks_and_values() {
    let results = [
        ("livenessResult", "LIVENESS_RESULT_LIVE"),
        ("trustResult", "SUSPICIOUS"),
        ("deepfakeResult", "DEEPFAKE_RESULT_NO"),
    ];
    let checks = web_sdk::finished(ID, "idlive", results).checks();
    let given = checks
        .iter()
        .map(|result| (result.check().as_str(), result.value().unwrap()));
    assert!(given.eq(results));

    let results = [
        ("unicoId", "yes"),
        ("liveness", "1"),
        ("faceMatch", "2"),
        ("morph", "clear"),
    ];
    let checks = api::finished(ID, results).checks();
    let given = checks
        .iter()
        .map(|result| (result.check().as_str(), result.value().unwrap()));
    assert!(given.eq(results));
}

#[test]
#[should_panic(expected = "no check is named `id`")]
fn a_check_is_not_the_id_of_the_process() {
    let _ = api::finished(ID, [("id", "yes")]);
}

#[test]
#[should_panic(expected = "the criteria accept no value of the check `bioTokenEngineResult`")]
fn a_flow_with_a_check_that_accepts_no_value_has_no_verified_response() {
    let _ = web_sdk::verified(ID, "idtoken");
}

#[test]
#[should_panic(
    expected = "the required checks of the flow Unknown(\"adaptiveidtoken\") are not known"
)]
fn a_flow_whose_requirements_are_not_known_has_no_verified_response() {
    let _ = web_sdk::alert(ID, "adaptiveidtoken");
}

#[test]
#[should_panic(expected = "the criteria accept no value of the check `idFace`")]
fn a_check_of_the_api_contract_that_accepts_no_value_has_no_verified_response() {
    let criteria = Criteria::default().require_api(["idFace"]).unwrap();
    let _ = api::verified_by(ID, &criteria);
}

/// As their docs say; the outcome alone would be the same without.
#[test]
fn fixtures_hold_the_scores_and_checks_that_they_describe() {
    let negative = |score: Option<&Score>| {
        score
            .and_then(Score::as_f64)
            .is_some_and(|score| score < 0.0)
    };
    let process = api::inconclusive(ID);
    assert!(negative(process.score()), "{process:?}");
    let response = web_sdk::inconclusive(ID, Flow::Id);
    assert!(negative(response.score()), "{response:?}");
    let info = response.process.authentication_info.as_ref().unwrap();
    let engine = info.score_engine_result.as_ref().unwrap();
    assert_eq!(engine.score_enabled, Some(ScoreEnabled::True));

    let checks = web_sdk::invalid_identity(ID, Flow::Id).checks();
    let meanings = checks
        .iter()
        .map(|result| (result.check().clone(), result.meaning()));
    assert_eq!(
        meanings.collect::<Vec<_>>(),
        [
            (Check::LivenessResult, Some(Meaning::Passes)),
            (Check::AuthenticationResult, Some(Meaning::Fails)),
        ]
    );
}
