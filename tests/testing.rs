//! The feature `testing`, used as a service uses it: from outside, and in unit tests.
#![cfg(feature = "testing")]

use idcloud_types::testing::webhook::{self, RawPayloadBuilder};
use idcloud_types::webhook::{
    EventType, Field, Outcome, Payload, PayloadError, RawPayload, ResultCode, Violation,
};
use idcloud_types::{Flow, ProcessId, ProcessState};
use serde_json::{Value, json};

#[test]
fn every_documented_body_stands_as_text_and_as_the_same_value() {
    assert_eq!(webhook::OK.parse::<Payload>().unwrap(), webhook::ok());
    assert_eq!(
        webhook::EXPIRED.parse::<Payload>().unwrap(),
        webhook::expired()
    );
    assert_eq!(
        webhook::WITHOUT_RESULT.parse::<RawPayload>().unwrap(),
        webhook::without_result()
    );
    for (text, raw) in [
        (webhook::OK, webhook::ok().into_raw()),
        (webhook::EXPIRED, webhook::expired().into_raw()),
        (webhook::WITHOUT_RESULT, webhook::without_result()),
    ] {
        assert_eq!(
            serde_json::to_value(raw).unwrap(),
            serde_json::from_str::<Value>(text).unwrap()
        );
    }
}

#[test]
fn every_spelling_of_absence_reads_as_absent() {
    assert_eq!(
        webhook::EMPTY_STRINGS.parse::<Payload>().unwrap(),
        webhook::ok()
    );
    let nulls = webhook::NULLS.parse::<RawPayload>().unwrap();
    assert_eq!(
        nulls,
        RawPayloadBuilder::empty()
            .extra("extra", Value::Null)
            .build()
    );
}

#[test]
fn the_bodies_that_are_no_payload_are_refused_for_what_they_are() {
    let Err(PayloadError::Invalid(invalid)) = webhook::WITHOUT_RESULT.parse::<Payload>() else {
        panic!()
    };
    assert_eq!(invalid.violations(), [Violation::MissingResult]);
    let Err(PayloadError::Malformed(malformed)) = webhook::LEGACY_UPDATE_PROCESS.parse::<Payload>()
    else {
        panic!()
    };
    assert_eq!(malformed.field(), Some(Field::ProcessId));
}

#[test]
fn every_malformed_body_is_malformed() {
    for (what, body) in webhook::MALFORMED {
        assert!(
            Payload::from_slice(body).unwrap_err().is_malformed(),
            "{what}"
        );
    }
}

#[test]
fn the_builder_starts_from_the_constructors_payloads() {
    let id = webhook::PROCESS_ID;
    let built = |builder: RawPayloadBuilder| Payload::try_from(builder.build()).unwrap();
    assert_eq!(
        built(RawPayloadBuilder::ok()),
        Payload::ok(id, Flow::Id).unwrap()
    );
    assert_eq!(
        built(RawPayloadBuilder::invalid_identity()),
        Payload::invalid_identity(id, Flow::Id).unwrap(),
    );
    for event in EventType::KNOWN
        .iter()
        .cloned()
        .chain(["EVENT_TYPE_OF_TOMORROW".into()])
    {
        assert_eq!(
            built(RawPayloadBuilder::expired_at(event.clone())),
            Payload::expired(id, Flow::Id, event).unwrap(),
        );
    }
    assert_eq!(RawPayloadBuilder::empty().build(), RawPayload::new(id));
}

#[test]
fn the_builder_reaches_every_shape() {
    let other: ProcessId = "00000000-0000-4000-8000-000000000000".parse().unwrap();
    let full = RawPayloadBuilder::empty()
        .process_id(other)
        .state(ProcessState::Created)
        .flow("flow-of-tomorrow")
        .result(ResultCode::from("error"))
        .last_event("EVENT_TYPE_OF_TOMORROW")
        .last_event_description("text")
        .extra("attempt", 2)
        .extra("nested", json!({ "a": [null] }));
    assert_eq!(
        serde_json::from_str::<Value>(&full.to_json()).unwrap(),
        json!({
            "processId": "00000000-0000-4000-8000-000000000000",
            "state": "PROCESS_STATE_CREATED",
            "flow": "flow-of-tomorrow",
            "result": "error",
            "lastEvent": "EVENT_TYPE_OF_TOMORROW",
            "lastEventDescription": "text",
            "attempt": 2,
            "nested": { "a": [null] },
        }),
    );
    assert_eq!(
        full.to_json().parse::<RawPayload>().unwrap(),
        full.clone().build()
    );
    assert!(matches!(
        full.clone().build().outcome(),
        Outcome::Unrecognized { .. }
    ));

    let bare = full
        .without_state()
        .without_flow()
        .without_result()
        .without_last_event()
        .without_last_event_description()
        .build();
    assert_eq!(
        (&bare.state, &bare.flow, &bare.result),
        (&None, &None, &None)
    );
    assert_eq!(
        (&bare.last_event, &bare.last_event_description),
        (&None, &None)
    );
    assert_eq!(bare.extra.len(), 2);
}

#[test]
#[should_panic(expected = "`state` is a known member; use its setter")]
fn the_builder_refuses_a_known_member_as_an_extra_one() {
    let _ = RawPayloadBuilder::ok().extra("state", "x");
}

#[test]
fn every_answer_of_get_process_reads() {
    use idcloud_types::get_process::{api, web_sdk};
    use idcloud_types::testing::get_process;

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

#[test]
fn the_usual_answers_are_built_as_values() {
    use idcloud_types::get_process::{ProcessResult, api, web_sdk};
    use idcloud_types::testing::get_process;

    let id = webhook::PROCESS_ID;
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
