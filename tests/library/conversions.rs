//! What converts into what without loss, and what is read from a format other than JSON.

use idcloud_types::get_process::{ErrorBody, Sensitive};
use idcloud_types::testing::webhook;
use idcloud_types::webhook::{Payload, RawPayload};
use idcloud_types::{OtherMessage, ProcessId};
use serde_json::json;

#[test]
fn an_id_is_its_uuid() {
    let uuid = *webhook::PROCESS_ID.as_uuid();
    assert_eq!(uuid.to_string(), webhook::PROCESS_ID.to_string());
    assert_eq!(ProcessId::from_uuid(uuid), webhook::PROCESS_ID);
    assert_ne!(ProcessId::from_uuid(uuid::Uuid::nil()), webhook::PROCESS_ID);
}

#[test]
fn a_payload_gives_its_raw_payload_back() {
    let payload = webhook::expired();
    assert_eq!(RawPayload::from(payload.clone()), payload.into_raw());
}

#[test]
fn a_secret_is_built_from_its_string() {
    let secret: Sensitive<String> = "Luke".into();
    assert_eq!(secret, Sensitive::from("Luke".to_owned()));
    assert_eq!(secret.expose(), "Luke");
}

#[test]
fn another_message_is_shown_as_in_the_error() {
    let error = RawPayload::from_slice(br#"{"process":{}}"#).unwrap_err();
    let other = error.looks_like().unwrap();
    assert_eq!(other, OtherMessage::WebSdk);
    assert!(error.to_string().ends_with(&other.to_string()), "{error}");
    assert!(other.to_string().contains("web_sdk::Response"), "{other}");
}

#[test]
fn a_message_is_read_from_another_self_describing_format() {
    let mut body: serde_json::Value = serde_json::from_str(webhook::EXPIRED).unwrap();
    // Numbers in YAML's own notation: `serde_json` writes its own as a map under `arbitrary_precision`.
    let yaml = serde_yaml_ng::to_string(&body).unwrap()
        + "ofTomorrow: { list: [null, 1, -1, 1.5, text, true], nothing: null }\n";
    body["ofTomorrow"] = json!({ "list": [null, 1, -1, 1.5, "text", true], "nothing": null });
    let payload: Payload = serde_yaml_ng::from_str(&yaml).unwrap();
    assert_eq!(serde_json::to_value(&payload).unwrap(), body);

    let refused = serde_yaml_ng::from_str::<Payload>("processId: []").unwrap_err();
    assert!(refused.to_string().contains("UUID"), "{refused}");

    let error: ErrorBody = serde_yaml_ng::from_str("error: { code: 40004, message: no }").unwrap();
    assert_eq!(error.message(), Some("no"));
}

/// Some formats, and `serde_json`'s own values under `arbitrary_precision`, hand over integers of 128 bits.
#[test]
fn an_integer_of_more_than_64_bits_is_read_from_any_format_as_from_json() {
    for integer in [
        "18446744073709551616",
        "-9223372036854775809",
        "340282366920938463463374607431768211455",
    ] {
        let body = format!(
            r#"{{"processId":"{}","ofTomorrow":{integer}}}"#,
            webhook::PROCESS_ID
        );
        let read: RawPayload = body.parse().unwrap();
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(serde_json::from_value::<RawPayload>(value).unwrap(), read);
        assert_eq!(serde_yaml_ng::from_str::<RawPayload>(&body).unwrap(), read);

        let error = format!(r#"{{"error":{{"requestId":{integer}}}}}"#);
        assert!(ErrorBody::from_slice(error.as_bytes()).is_ok(), "{error}");
    }
}
