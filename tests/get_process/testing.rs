//! The answers that the feature `testing` offers for a service's tests.

use idcloud_types::testing::webhook;

#[test]
fn every_answer_of_get_process_reads() {
    use idcloud_types::get_process::{api, web_sdk};
    use idcloud_types::testing::get_process;

    for (body, is_verified) in [
        // inconclusive
        (get_process::WEB_SDK, false),
        (get_process::WEB_SDK_LIVENESS, true),
        // inconclusive
        (get_process::WEB_SDK_DOCUMENTS, false),
    ] {
        let response: web_sdk::Response = body.parse().unwrap();
        let outcome = response.process.outcome();
        assert_eq!(outcome.is_verified(), is_verified);
        assert_eq!(outcome.is_finished(), !is_verified);
    }
    for (body, is_verified) in [
        (get_process::API, true),
        (get_process::API_YES, true),
        (get_process::API_ERROR, false),
    ] {
        assert_eq!(
            body.parse::<api::Process>().unwrap().verified().is_some(),
            is_verified
        );
    }
}

#[test]
fn the_captured_answers_that_are_inconclusive_are_not_verified() {
    use idcloud_types::get_process::api::{Liveness, Outcome, Process, UnicoIdResult};
    use idcloud_types::testing::get_process;

    let read = |body: &str| body.parse::<Process>().unwrap();
    let inconclusive = |liveness| Outcome::Finished {
        result: Some(&UnicoIdResult::Inconclusive),
        liveness: Some(liveness),
    };
    let process = read(get_process::API_INCONCLUSIVE);
    assert_eq!(process.outcome(), inconclusive(Liveness::Passed));
    assert_eq!(process.score.unwrap().as_i64(), Some(28));
    let process = read(get_process::API_NOT_LIVE);
    assert_eq!(process.outcome(), inconclusive(Liveness::Failed));
    assert_eq!(process.score, None);
    let process = read(get_process::API_DIVERGENCE);
    assert_eq!(process.outcome(), Outcome::Divergence);
}

#[test]
fn every_error_of_get_process_reads_with_a_message() {
    use idcloud_types::get_process::{ErrorBody, api, web_sdk};
    use idcloud_types::testing::get_process;

    for (what, body) in get_process::ERRORS {
        let error: ErrorBody = body.parse().unwrap();
        assert!(error.message().is_some(), "{what}");
        assert_eq!(error.code().is_some(), body.contains("\"code\""), "{what}");
        assert!(error.extra.is_empty(), "{what}");
        assert!(body.parse::<web_sdk::Response>().is_err(), "{what}");
        assert!(body.parse::<api::Process>().is_err(), "{what}");
    }
}

#[test]
fn every_malformed_answer_is_malformed() {
    use idcloud_types::get_process::{api, web_sdk};
    use idcloud_types::testing::get_process;

    for (what, body) in get_process::WEB_SDK_MALFORMED {
        assert!(web_sdk::Response::from_slice(body).is_err(), "{what}");
    }
    for (what, body) in get_process::API_MALFORMED {
        assert!(api::Process::from_slice(body).is_err(), "{what}");
    }
}

/// The name of an outcome's variant.
fn variant(outcome: &impl std::fmt::Debug) -> String {
    let shown = format!("{outcome:?}");
    let end = shown.find(|c: char| !c.is_alphabetic());
    shown[..end.unwrap_or(shown.len())].to_owned()
}

/// Whatever the flow and the criteria, each answer has the outcome that it is named after.
#[test]
fn the_answers_of_web_sdk_have_the_outcomes_that_they_are_named_after() {
    use idcloud_types::Flow;
    use idcloud_types::get_process::web_sdk::{Check, Criteria, Outcome, Response};
    use idcloud_types::testing::get_process as answers;

    let id = webhook::PROCESS_ID;
    let told = Criteria::default()
        .accept(Check::BioToken, ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"])
        .and_then(|told| told.accept(Check::SmartRevalidation, ["YES"]))
        .and_then(|told| told.accept(Check::Age, ["YES"]))
        .and_then(|told| told.accept("deepfakeResult", ["DEEPFAKE_RESULT_NO"]))
        .and_then(|told| told.require(Flow::CreditoConsignado, ["deepfakeResult"]))
        .and_then(|told| told.require("adaptiveidtoken", [Check::BioToken, Check::Liveness]))
        .unwrap();
    for flow in Flow::KNOWN
        .iter()
        .cloned()
        .chain(["adaptiveidtoken".into()])
    {
        let first = &told.required(&flow).unwrap()[0];
        for (response, expected) in [
            (
                answers::web_sdk_verified(id, flow.clone(), &told),
                "Verified",
            ),
            (
                answers::web_sdk_unanswered(id, flow.clone(), &told),
                "Unanswered",
            ),
            (
                answers::web_sdk_inconclusive(id, flow.clone(), &told),
                "Finished",
            ),
            (answers::web_sdk_alert(id, flow.clone(), &told), "Finished"),
            (
                answers::web_sdk_unrecognized(id, flow.clone(), &told),
                "Unrecognized",
            ),
        ] {
            let process = &response.process;
            assert_eq!((process.id, process.flow.as_ref()), (id, Some(&flow)));
            let outcome = process.outcome_by(&told);
            assert_eq!(variant(&outcome), expected, "{flow}");
            if let Outcome::Unanswered { check } = outcome {
                assert_eq!(check, first);
            }
            let written = serde_json::to_string(&response).unwrap();
            assert_eq!(written.parse::<Response>().unwrap(), response);
        }
    }

    for (response, expected) in [
        (answers::web_sdk_expired(id), "Expired"),
        (answers::web_sdk_invalid_identity(id), "InvalidIdentity"),
        (answers::web_sdk_error(id), "Error"),
        (answers::web_sdk_failed(id), "Failed"),
        (answers::web_sdk_created(id), "Unfinished"),
    ] {
        assert_eq!(response.process.id, id);
        assert_eq!(variant(&response.process.outcome()), expected);
    }
}

#[test]
fn an_invalid_identity_is_of_a_living_person_whose_face_is_not_the_holders() {
    use idcloud_types::get_process::web_sdk::{AuthenticationResult, LivenessResult};
    use idcloud_types::testing::get_process::web_sdk_invalid_identity;

    let response = web_sdk_invalid_identity(webhook::PROCESS_ID);
    let info = response.process.authentication_info.unwrap();
    assert_eq!(info.liveness(), Some(&LivenessResult::Live));
    assert_eq!(info.authentication(), Some(&AuthenticationResult::Negative));
}

#[test]
fn an_answer_is_built_from_checks_and_words() {
    use idcloud_types::testing::get_process::web_sdk_finished;

    let answers = [
        ("livenessResult", "LIVENESS_RESULT_LIVE"),
        ("trustResult", "SUSPICIOUS"),
        ("deepfakeResult", "DEEPFAKE_RESULT_NO"),
    ];
    let process = web_sdk_finished(webhook::PROCESS_ID, "idlive", answers).process;
    let info = process.authentication_info.unwrap();
    let given = info
        .answers()
        .map(|answer| (answer.check().to_string(), answer.word()));
    assert!(given.eq(answers.map(|(check, word)| (check.to_owned(), Some(word)))));
}

#[test]
#[should_panic(expected = "no word of the check BioToken is accepted")]
fn no_answer_is_a_yes_where_no_word_is() {
    use idcloud_types::get_process::web_sdk::Criteria;
    use idcloud_types::testing::get_process::web_sdk_verified;
    let _ = web_sdk_verified(webhook::PROCESS_ID, "idtoken", &Criteria::default());
}

#[test]
#[should_panic(expected = "what the flow Unknown(\"adaptiveidtoken\") requires is not known")]
fn no_answer_is_a_yes_of_an_unknown_flow() {
    use idcloud_types::get_process::web_sdk::Criteria;
    use idcloud_types::testing::get_process::web_sdk_alert;
    let _ = web_sdk_alert(webhook::PROCESS_ID, "adaptiveidtoken", &Criteria::default());
}

#[test]
fn the_answers_of_api_have_the_outcomes_that_they_are_named_after() {
    use idcloud_types::get_process::api::{IdCloud, IdentityFraudsters, Process, Status};
    use idcloud_types::get_process::api::{UnicoId, UnicoIdResult};
    use idcloud_types::testing::get_process as answers;

    let id = webhook::PROCESS_ID;
    for (process, expected) in [
        (answers::api_verified(id), "Verified"),
        (answers::api_inconclusive(id), "Finished"),
        (answers::api_unrecognized(id), "Unrecognized"),
        (answers::api_in_status(id, 1), "Processing"),
        (answers::api_in_status(id, 2), "Divergence"),
        (answers::api_in_status(id, 4), "Canceled"),
        (answers::api_in_status(id, 5), "Error"),
    ] {
        assert_eq!(process.id, id);
        assert_eq!(variant(&process.outcome()), expected);
        let written = serde_json::to_string(&process).unwrap();
        assert_eq!(written.parse::<Process>().unwrap(), process);
    }
    for result in UnicoIdResult::KNOWN {
        let process = answers::api_finished(id, result.clone());
        assert_eq!(process.verified().is_some(), *result == UnicoIdResult::Yes);
    }
    for status in Status::KNOWN {
        let process = answers::api_in_status(id, status.clone());
        assert_eq!((process.id, process.status.as_ref()), (id, Some(status)));
        assert_eq!(process.verified(), None);
    }
    let mut process = answers::api_verified(id);
    process.identity_fraudsters = Some(IdentityFraudsters::new("inconclusive"));
    process.id_cloud = Some(IdCloud::new("approved"));
    assert_eq!(process.verified(), Some(&UnicoId::new("yes")));
    process.id_cloud = Some(IdCloud::new("denied"));
    assert_eq!(process.verified(), None);
}
