//! Every published body reads, is written back as an equal JSON value, and means what its page documents.

use std::collections::BTreeSet;

use idcloud_types::get_process::web_sdk::{
    AuthenticationResult, Capacity, DuiType, LivenessResult, NotificationChannel,
};
use idcloud_types::get_process::{ErrorBody, Outcome, api, web_sdk};
use idcloud_types::{Flow, ProcessState, UnknownKind, UnknownValue};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::bodies::{self, API, WEB_SDK};

#[track_caller]
fn assert_round_trip<T: DeserializeOwned + Serialize + PartialEq>(name: &str, body: &Value) {
    let value: T = serde_json::from_str(&body.to_string()).unwrap();
    assert_eq!(&serde_json::to_value(&value).unwrap(), body, "{name}");
    // by way of a `Value` too, and what was written reads as the same
    let again: T = serde_json::from_value(body.clone()).unwrap();
    assert!(again == value, "{name}");
}

#[test]
fn published_bodies_come_back_equal() {
    for (name, body) in WEB_SDK {
        assert!(web_sdk::Response::from_slice(body.as_bytes()).is_ok());
        assert_round_trip::<web_sdk::Response>(name, &serde_json::from_str(body).unwrap());
    }
    for (name, body) in API {
        assert!(api::Process::from_slice(body.as_bytes()).is_ok());
        assert_round_trip::<api::Process>(name, &serde_json::from_str(body).unwrap());
    }
}

/// The name of a file says which message it holds; the webhook's have tests of their own.
#[test]
fn every_file_of_the_examples_reads_without_an_unknown_member_and_comes_back_equal() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/payloads");
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let body: Value = serde_json::from_str(&text).unwrap();
        let (written, unknown) = if name.starts_with("getprocess-api-") {
            let process: api::Process = text.parse().unwrap();
            (serde_json::to_value(&process), process.unknown_values())
        } else if name.starts_with("getprocess-web-sdk-") {
            let response: web_sdk::Response = text.parse().unwrap();
            (serde_json::to_value(&response), response.unknown_values())
        } else if name.starts_with("error-") {
            let error: ErrorBody = text.parse().unwrap();
            (serde_json::to_value(&error), Vec::new())
        } else {
            assert!(name.starts_with("webhook-"), "{name}");
            continue;
        };
        assert_eq!(written.unwrap(), body, "{name}");
        let is_value = |unknown: &UnknownValue| unknown.kind() == UnknownKind::Value;
        assert!(unknown.iter().all(is_value), "{name}: {unknown:?}");
        count += 1;
    }
    assert_eq!(count, WEB_SDK.len() + API.len() + 2);
}

#[test]
fn published_bodies_have_no_unknown_member() {
    let whole = bodies::whole_web_sdk().to_string();
    for body in WEB_SDK.iter().map(|(_, body)| *body).chain([&*whole]) {
        let shown = format!("{:?}", body.parse::<web_sdk::Response>().unwrap());
        assert!(!shown.contains("extra"), "{shown}");
    }
    let whole = bodies::whole_api().to_string();
    for body in API.iter().map(|(_, body)| *body).chain([&*whole]) {
        let shown = format!("{:?}", body.parse::<api::Process>().unwrap());
        assert!(!shown.contains("extra"), "{shown}");
    }
}

#[test]
fn whole_bodies_have_every_known_member() {
    for (schema, body) in [
        (bodies::WEB_SDK_SCHEMA, bodies::whole_web_sdk()),
        (bodies::API_SCHEMA, bodies::whole_api()),
    ] {
        assert_eq!(bodies::missing_members(schema, &body), BTreeSet::new());
    }
}

#[test]
fn whole_bodies_come_back_equal_with_news_at_every_level() {
    for (is_web_sdk, body) in [
        (true, bodies::whole_web_sdk()),
        (false, bodies::whole_api()),
    ] {
        let mut news = body.clone();
        for place in bodies::places(&body) {
            if let Value::Object(members) = bodies::at(&mut news, &place) {
                members.insert("ofTomorrow".into(), json!({ "a": [1, null, "x", -2.5] }));
            }
        }
        for body in [body, news] {
            if is_web_sdk {
                assert_round_trip::<web_sdk::Response>("web_sdk", &body);
            } else {
                assert_round_trip::<api::Process>("api", &body);
            }
        }
    }
}

/// The captured responses of the API contract, as the vendor's collection holds them.
#[test]
fn captured_responses_come_back_equal() {
    for body in [
        json!({ "id": bodies::ID, "status": 3, "unicoId": { "result": "inconclusive" }, "liveness": 1, "score": 28 }),
        json!({ "id": bodies::ID, "status": 2, "unicoId": { "result": "inconclusive" }, "liveness": 1 }),
        json!({ "id": bodies::ID, "status": 3, "unicoId": { "result": "inconclusive" }, "liveness": 2 }),
    ] {
        assert_round_trip::<api::Process>("captured", &body);
        let process: api::Process = serde_json::from_value(body).unwrap();
        assert_eq!(process.verified(), None);
    }
}

#[test]
fn the_current_example_reads_as_its_page_describes() {
    let response = WEB_SDK[0].1.parse::<web_sdk::Response>().unwrap();
    let process = &response.process;
    let person = process.person.as_ref().unwrap();
    let info = process.authentication_info.as_ref().unwrap();
    assert_eq!(process.flow, Some(Flow::IdUnicoSign));
    assert_eq!(process.state, Some(ProcessState::Finished));
    assert_eq!(person.dui_type, Some(DuiType::BrCpf));
    assert_eq!(person.dui_value.as_ref().unwrap().expose(), "12345678909");
    assert_eq!(
        process.capacities,
        Some(vec![Capacity::from("liveness"), "face_match".into()])
    );
    let channel = person.notifications.as_ref().unwrap()[0]
        .notification_channel
        .as_ref();
    assert_eq!(channel, Some(&NotificationChannel::from("email")));
    assert_eq!(info.liveness_result, Some(LivenessResult::Live));
    assert_eq!(
        info.authentication_result,
        Some(AuthenticationResult::Inconclusive)
    );
    let engine = info.score_engine_result.as_ref().unwrap();
    assert_eq!(engine.score.as_ref().unwrap().as_f64(), Some(85.5));
    assert_eq!(info.authentication_id.as_deref(), Some("auth-123"));
    assert_eq!(response.outcome(), Outcome::Inconclusive);
}

#[test]
fn a_misspelt_value_stays_misspelt() {
    let response = WEB_SDK[1].1.parse::<web_sdk::Response>().unwrap();
    assert!(response.verified().is_some());
    let info = response.process.authentication_info.as_ref().unwrap();
    let misspelt = info.face_with_other_id_result.as_ref().unwrap();
    assert_eq!(misspelt.as_str(), "TRUST_RESULT_UNSPECIFIE");
    assert!(!misspelt.is_known());
    let listed: Vec<_> = response.unknown_values();
    assert_eq!(listed.len(), 1);
    assert_eq!(
        listed[0].path(),
        "process.authenticationInfo.faceWithOtherIdResult"
    );
}
