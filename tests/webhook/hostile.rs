//! Hostile strings as any value, key or description: they are kept, and never reach a log unescaped.

use std::fmt::Debug;

use idcloud_types::webhook::{
    Field, Payload, RawPayload, Selection, Subscription, SubscriptionWarning, Violation,
};
use idcloud_types::{Flow, ProcessId, ProcessState, webhook};
use serde_json::{Value, json};

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

fn hostile() -> Vec<String> {
    let mut texts = [
        "she said \"no\"",
        "forged\n2026-01-01 ERROR all is lost",
        "cr\rlf\r\n",
        "nul\0nul",
        "\u{1b}[2J\u{1b}[31mred",
        "\u{9b}31mred",
        "\u{202e}desrever\u{202c}",
        "\u{200f}mark\u{2066}isolate\u{2069}",
        "\u{7f}\u{8}\u{8}\u{8}gone",
        "\u{feff}mark",
        "line\u{2028}separator\u{2029}",
        "{\"processId\":\"x\"}",
        "fails at line 77 column 3",
        "{}{:?}%s%n${jndi}",
        "back\\slash\\",
    ]
    .map(String::from)
    .to_vec();
    texts.push("\u{1b}[31m\n\"".repeat(10_000 / 7));
    // The same where a prefix sends it through the diagnosis of foreign values.
    for prefix in ["PROCESS_RESULT_", "PROCESS_STATE_", "EVENT_TYPE_"] {
        texts.push(format!("{prefix}\u{1b}[31m\n\0"));
    }
    texts
}

/// What must not be in a log: control characters, and those that change the direction of writing.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

#[track_caller]
fn is_safe_to_log(value: &impl Debug) {
    let debug = format!("{value:?}");
    assert!(!debug.contains(is_hostile), "{debug}");
}

/// The message of an error: one line, without the payload's strings.
#[track_caller]
fn is_silent(error: &(impl std::error::Error + 'static), hostile: &str) {
    is_safe_to_log(error);
    let mut error: Option<&dyn std::error::Error> = Some(error);
    while let Some(link) = error {
        for text in [link.to_string(), format!("{link:?}")] {
            assert!(!text.contains(hostile), "{text}");
            assert!(!text.contains(is_hostile), "{text}");
        }
        error = link.source();
    }
}

/// A payload that keeps the rules, with the string in one place, for every place that takes any string.
fn bodies(text: &str) -> Vec<Value> {
    let expired = json!({
        "processId": ID,
        "state": "PROCESS_STATE_FINISHED",
        "flow": "id",
        "result": "expired",
        "lastEvent": "EVENT_TYPE_QR_CODE_READ",
        "lastEventDescription": "QR code was read",
    });
    let with = |name: &str, value: Value| {
        let mut body = expired.clone();
        body[name] = value;
        body
    };
    let known = Field::ALL
        .iter()
        .filter(|field| **field != Field::ProcessId);
    let mut bodies: Vec<Value> = known
        .map(|field| with(field.as_str(), text.into()))
        .collect();
    bodies.push(with(text, 1.into()));
    bodies.push(with("x", text.into()));
    bodies.push(with("x", json!({ (text): [text] })));
    bodies
}

#[test]
fn hostile_strings_round_trip_and_are_escaped() {
    let mut accepted = 0;
    let mut refused = 0;
    for text in hostile() {
        for body in bodies(&text) {
            let raw = RawPayload::from_slice(body.to_string().as_bytes()).unwrap();
            assert_eq!(serde_json::to_value(&raw).unwrap(), body);
            is_safe_to_log(&raw);
            is_safe_to_log(&raw.outcome());
            match Payload::try_from(raw) {
                Ok(payload) => {
                    accepted += 1;
                    is_safe_to_log(&payload);
                    is_safe_to_log(&payload.outcome());
                    assert_eq!(serde_json::to_value(&payload).unwrap(), body);
                }
                Err(invalid) => {
                    refused += 1;
                    is_silent(&invalid, &text);
                    assert!(matches!(
                        invalid.violations(),
                        [Violation::ForeignVocabulary { .. }, ..]
                    ));
                    for violation in invalid.violations() {
                        is_safe_to_log(violation);
                        assert!(!violation.to_string().contains(&text));
                        assert!(!violation.to_string().contains(is_hostile));
                    }
                }
            }
        }
    }
    // Only the strings with a foreign prefix are refused.
    assert!(
        accepted > 100 && refused > 5,
        "{accepted} accepted, {refused} refused"
    );
}

#[test]
fn the_error_of_a_malformed_body_shows_no_hostile_string() {
    for text in hostile() {
        let json = Value::from(text.as_str()).to_string();
        let mut bodies = vec![
            text.clone(),
            json.clone(),
            format!("{{{json}:"),
            format!("{{{json}:1}}"),
        ];
        for field in Field::ALL {
            let id = if *field == Field::ProcessId {
                String::new()
            } else {
                format!("\"processId\":\"{ID}\",")
            };
            if *field == Field::ProcessId {
                bodies.push(format!("{{\"{field}\":{{{json}:{json}}}}}"));
            }
            bodies.push(format!("{{{id}\"{field}\":{json},\"{field}\":{json}}}"));
            bodies.push(format!("{{{id}\"{field}\":{json} {json}}}"));
        }
        bodies.push(format!("{{\"processId\":{json}}}"));
        for body in bodies {
            let error = RawPayload::from_slice(body.as_bytes()).unwrap_err();
            is_silent(&error, &text);
            is_silent(&Payload::from_slice(body.as_bytes()).unwrap_err(), &text);
        }
    }
}

#[test]
fn try_known_refuses_hostile_strings_without_showing_them() {
    for text in hostile() {
        is_silent(&webhook::EventType::try_known(&text).unwrap_err(), &text);
        is_silent(&webhook::ResultCode::try_known(&text).unwrap_err(), &text);
        is_silent(&ProcessState::try_known(&text).unwrap_err(), &text);
        is_silent(&Flow::try_known(&text).unwrap_err(), &text);
        #[cfg(feature = "get-process")]
        is_silent(
            &idcloud_types::get_process::ProcessResult::try_known(&text).unwrap_err(),
            &text,
        );
        is_silent(&text.parse::<ProcessId>().unwrap_err(), &text);
    }
}

#[test]
fn hostile_strings_of_a_configuration_are_escaped_in_its_warnings() {
    for text in hostile() {
        let subscription = Subscription::default()
            .results([text.as_str()])
            .flows(Selection::except([text.as_str().into()]))
            .last_events([text.as_str()]);
        is_safe_to_log(&subscription);
        let mut names = 0;
        for warning in subscription.warnings() {
            is_safe_to_log(&warning);
            assert!(!warning.to_string().contains(is_hostile), "{warning}");
            if let SubscriptionWarning::UnknownName { name, .. } = &warning {
                assert_eq!(name, text.trim());
                names += 1;
            }
        }
        assert_eq!(names, 3);
    }
}
