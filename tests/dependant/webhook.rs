//! Every dependant: it reads deliveries, decides on them and stores them. No feature is needed.

use alloc::string::{String, ToString};

use idcloud_types::webhook::{Outcome, Payload, PayloadError, Subscription};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Config {
    #[serde(default)]
    pub webhook: Subscription,
}

/// What the service does with a delivery.
#[derive(Debug, PartialEq)]
pub enum Step {
    AskGetProcess { key: String },
    Remind,
    Ignore,
    Keep(String),
    Reject(String),
}

#[must_use]
pub fn step(config: &Config, body: &[u8]) -> Step {
    let payload = match Payload::from_slice(body) {
        Ok(payload) => payload,
        Err(PayloadError::Invalid(invalid)) => return Step::Keep(invalid.to_string()),
        Err(malformed) => return Step::Reject(malformed.to_string()),
    };
    if !config.webhook.decide(&payload).is_react() {
        return Step::Ignore;
    }
    match payload.outcome() {
        Outcome::Expired {
            last_event: Some(event),
            ..
        } if event.as_str() == "EVENT_TYPE_PROCESS_CREATED" => Step::Remind,
        _ => Step::AskGetProcess {
            key: payload.delivery_key().to_string(),
        },
    }
}

/// Whether an error is one, with and without the standard library.
#[must_use]
pub fn is_error(error: &PayloadError) -> &dyn core::error::Error {
    error
}

#[test]
fn a_delivery_is_read_decided_on_and_recognized() {
    let all: Config = serde_json::from_str("{}").unwrap();
    let expired: Config = serde_json::from_str(r#"{"webhook": {"results": ["expired"]}}"#).unwrap();
    let body = br#"{
        "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
        "state": "PROCESS_STATE_FINISHED",
        "flow": "id",
        "result": "ok"
    }"#;
    let key = "8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_FINISHED:ok:-".to_string();
    assert_eq!(step(&all, body), Step::AskGetProcess { key });
    assert_eq!(step(&expired, body), Step::Ignore);
    assert!(matches!(step(&all, b"{}"), Step::Reject(_)));
    let without_flow = br#"{"processId": "8263a268-5388-492a-bca2-28e1ff4a69f0"}"#;
    assert!(matches!(step(&all, without_flow), Step::Keep(_)));
    let error = Payload::from_slice(b"{}").unwrap_err();
    assert!(is_error(&error).to_string().contains("processId"));
}
