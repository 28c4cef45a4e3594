//! A response can be stored in a format other than JSON, and comes back equal.

use idcloud_types::get_process::web_sdk::Services;
use idcloud_types::get_process::{ErrorBody, api, web_sdk};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::bodies;

#[track_caller]
fn assert_kept<T: Serialize + DeserializeOwned>(body: &Value) {
    let value: T = serde_json::from_value(body.clone()).unwrap();
    let mut cbor = Vec::new();
    ciborium::into_writer(&value, &mut cbor).unwrap();
    let read: T = ciborium::from_reader(&*cbor).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), *body, "CBOR");
    let yaml = serde_yaml_ng::to_string(&value).unwrap();
    let read: T = serde_yaml_ng::from_str(&yaml).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), *body, "YAML");
}

/// `services` is an array or an object; the format says which.
#[test]
fn services_come_back_in_their_shape() {
    for body in [
        json!([]),
        json!([{}]),
        json!([{ "documents": [{ "doc_id": "a" }], "ofTomorrow": [1, null] }, { "envelopeId": "e" }]),
        json!({}),
        json!({ "docs": { "documents": [], "consent_granted": true } }),
    ] {
        assert_kept::<Services>(&body);
        assert_kept::<web_sdk::Process>(&json!({ "id": bodies::ID, "services": body }));
    }
}

#[test]
fn whole_responses_come_back() {
    assert_kept::<web_sdk::Response>(&bodies::whole_web_sdk());
    assert_kept::<api::Process>(&bodies::whole_api());
}

/// Values that are one of several types: a string, a list, a number, an object, a boolean.
#[test]
fn errors_come_back_in_their_shape() {
    for body in [
        json!({ "code": 5, "message": "m" }),
        json!({ "code": "0000", "message": ["a", "b"], "error": true }),
        json!({ "error": { "code": 404, "description": "d" }, "Error": "e" }),
    ] {
        assert_kept::<ErrorBody>(&body);
    }
}

/// A member of another type is kept in these formats too.
#[test]
fn a_member_of_another_type_comes_back() {
    for body in [
        json!({ "id": bodies::ID, "createdAt": 1_704_103_200, "services": "none" }),
        json!({ "id": bodies::ID, "person": { "duiType": 1 }, "capacities": ["a", 7] }),
    ] {
        assert_kept::<web_sdk::Process>(&body);
    }
}
