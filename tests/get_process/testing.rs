//! The answers that the feature `testing` offers for a service's tests.

use idcloud_types::get_process::{ErrorBody, ProcessResult, api, web_sdk};
use idcloud_types::testing::get_process;

use crate::bodies;

#[test]
fn every_answer_of_get_process_reads() {
    for body in [
        get_process::WEB_SDK,
        get_process::WEB_SDK_LIVENESS,
        get_process::WEB_SDK_DOCUMENTS,
    ] {
        assert!(
            body.parse::<web_sdk::Response>()
                .unwrap()
                .process
                .verified()
                .is_some()
        );
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
    use api::{Liveness, Outcome, Process, UnicoIdResult};

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
    for (what, body) in get_process::WEB_SDK_MALFORMED {
        assert!(web_sdk::Response::from_slice(body).is_err(), "{what}");
    }
    for (what, body) in get_process::API_MALFORMED {
        assert!(api::Process::from_slice(body).is_err(), "{what}");
    }
}

#[test]
fn the_usual_answers_are_built_as_values() {
    let id = bodies::id();
    for result in ProcessResult::KNOWN {
        let response = get_process::web_sdk_finished(id, result.clone());
        let process = &response.process;
        assert_eq!((process.id, process.result.as_ref()), (id, Some(result)));
        assert_eq!(process.verified().is_some(), result.is_ok());
        let written = serde_json::to_string(&response).unwrap();
        assert_eq!(written.parse::<web_sdk::Response>().unwrap(), response);
    }
    let created = get_process::web_sdk_created(id).process;
    assert_eq!(created.outcome(), web_sdk::Outcome::Unfinished);
    let failed = get_process::web_sdk_failed(id).process;
    assert_eq!(failed.outcome(), web_sdk::Outcome::Failed);

    for result in api::UnicoIdResult::KNOWN {
        let process = get_process::api_finished(id, result.clone());
        assert_eq!(process.verified().is_some(), result.is_yes());
    }
    for status in api::Status::KNOWN {
        let process = get_process::api_in_status(id, *status);
        assert_eq!((process.id, process.status), (id, Some(*status)));
        assert_eq!(process.verified(), None);
    }
    let mut process = get_process::api_finished(id, "yes");
    process.identity_fraudsters = Some(api::IdentityFraudsters::new("inconclusive"));
    process.id_cloud = Some(api::IdCloud::new("approved"));
    assert_eq!(process.verified(), Some(&api::UnicoId::new("yes")));
    process.id_cloud = Some(api::IdCloud::new("denied"));
    assert_eq!(process.verified(), None);
}
