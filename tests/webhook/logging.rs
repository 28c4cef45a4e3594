//! Nothing personal and nothing untrusted reaches a log: not by `Debug`, `Display`, an error, or `.unwrap()`.

use std::error::Error;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

use idcloud_types::webhook::{
    Decision, EventType, Field, Outcome, Payload, PayloadError, RawPayload, Selection,
    Subscription, Violation,
};
use idcloud_types::{ProcessId, ProcessState};
use serde_json::{Value, json};

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

/// What must not be seen in a log, in any part of it.
const PERSONAL: [&str; 8] = [
    "123.456.789-09",
    "12345678909",
    "Idalina Souza de Tal",
    "idalina_souza_11999",
    "idalina",
    "IDALINA_SOUZA",
    "idalina@example.org",
    "forged\n2026-01-01 ERROR all is lost",
];

/// Bodies with a string in every place that takes one, each with the name of the place.
fn bodies(text: &str) -> Vec<(String, Value)> {
    let ok = json!({
        "processId": ID,
        "state": "PROCESS_STATE_FINISHED",
        "flow": "id",
        "result": "ok",
    });
    let expired = json!({
        "processId": ID,
        "state": "PROCESS_STATE_FINISHED",
        "flow": "id",
        "result": "expired",
        "lastEvent": "EVENT_TYPE_SESSION_ENDED",
        "lastEventDescription": "Session ended by timeout or by new session created",
    });
    let mut bodies = Vec::new();
    for base in [ok, expired] {
        let mut place = |name: String, member: &str, value: Value| {
            let mut body = base.clone();
            body[member] = value;
            bodies.push((name, body));
        };
        for field in &Field::ALL[1..] {
            place(field.to_string(), field.as_str(), json!(text));
        }
        place("the name of a member".into(), text, json!(1));
        place("an unknown member".into(), "member", json!(text));
        place("a nested value".into(), "member", json!({ "a": [text] }));
        place(
            "a nested name".into(),
            "member",
            json!({ "a": [{ text: 1 }] }),
        );
        place(
            "the value of a similar member".into(),
            "Result",
            json!(text),
        );
        if let Ok(number) = text.parse::<u64>() {
            place("a number".into(), "member", json!(number));
        }
    }
    bodies
}

/// Whether a part of the log shows the string, as it is or escaped.
#[track_caller]
fn is_silent(log: &str, text: &str, what: &str) {
    let escaped = format!("{text:?}");
    let escaped = escaped.trim_matches('"');
    assert!(
        !log.contains(text) && !log.contains(escaped),
        "{what}: {log}"
    );
}

#[track_caller]
fn debug_is_silent(value: &impl Debug, text: &str, what: &str) {
    let line = format!("{value:?}");
    assert!(!line.contains('\n'), "{what}: {line}");
    is_silent(&line, text, what);
    is_silent(&format!("{value:#?}"), text, what);
}

#[track_caller]
fn error_is_silent(error: &(impl Error + 'static), text: &str, what: &str) {
    debug_is_silent(error, text, what);
    let mut next: Option<&dyn Error> = Some(error);
    while let Some(error) = next {
        let line = error.to_string();
        assert!(!line.contains('\n'), "{what}: {line}");
        is_silent(&line, text, what);
        next = error.source();
    }
}

/// What a panic prints.
fn panic_text<T>(panics: impl FnOnce() -> T) -> String {
    let panic = catch_unwind(AssertUnwindSafe(panics)).err().unwrap();
    panic.downcast_ref::<String>().unwrap().clone()
}

#[test]
fn no_string_of_a_payload_is_logged_from_any_place() {
    let mut payloads = 0;
    let mut invalid_payloads = 0;
    for text in PERSONAL {
        for (place, body) in bodies(text) {
            let what = &format!("{text:?} in {place}");
            let body = body.to_string();
            let raw: RawPayload = body.parse().unwrap();
            debug_is_silent(&raw, text, what);
            debug_is_silent(&raw.outcome(), text, what);
            debug_is_silent(&raw.delivery_key(), text, what);
            match body.parse::<Payload>() {
                Ok(payload) => {
                    payloads += 1;
                    debug_is_silent(&payload, text, what);
                    debug_is_silent(&payload.outcome(), text, what);
                    let unwrapped = panic_text(|| body.parse::<Payload>().unwrap_err());
                    is_silent(&unwrapped, text, what);
                }
                Err(error) => {
                    invalid_payloads += 1;
                    error_is_silent(&error, text, what);
                    let unwrapped = panic_text(|| body.parse::<Payload>().unwrap());
                    is_silent(&unwrapped, text, what);
                    let PayloadError::Invalid(invalid) = error else {
                        panic!("{what}")
                    };
                    error_is_silent(&invalid, text, what);
                    debug_is_silent(&invalid.violations(), text, what);
                }
            }
        }
    }
    assert!(
        payloads > 50 && invalid_payloads > 10,
        "{payloads} and {invalid_payloads}"
    );
}

#[test]
fn no_string_of_a_malformed_body_is_logged() {
    for text in PERSONAL {
        let quoted = json!(text).to_string();
        let mut bodies = vec![
            text.to_owned(),
            quoted.clone(),
            format!("[{quoted}]"),
            format!("{{{quoted}:1}}"),
            format!(r#"{{"processId":{quoted}}}"#),
            format!(r#"{{"processId":[{quoted}]}}"#),
            format!(r#"{{"processId":{{{quoted}:1}}}}"#),
            format!(r#"{{"processId":"{ID}","result":{quoted},"result":{quoted}}}"#),
            format!(r#"{{"processId":"{ID}"}} {text}"#),
            format!(r#"{{"processId":"{ID}",{quoted}:tru}}"#),
            format!(r#"{{"processId":"{ID}",{quoted}:"\ud83d"}}"#),
        ];
        // A build with `arbitrary_precision` keeps any number.
        if serde_json::from_str::<Value>("1e999").is_err() {
            bodies.push(format!(r#"{{"processId":"{ID}",{quoted}:1e999}}"#));
        }
        if text.parse::<u64>().is_ok() {
            bodies.push(format!(r#"{{"processId":{text}}}"#));
        }
        for body in bodies {
            let error = body.parse::<Payload>().unwrap_err();
            assert!(error.is_malformed(), "{body}");
            error_is_silent(&error, text, &body);
            is_silent(
                &panic_text(|| body.parse::<Payload>().unwrap()),
                text,
                &body,
            );
        }
        error_is_silent(&text.parse::<ProcessId>().unwrap_err(), text, "an id");
    }
}

#[test]
fn no_string_of_a_member_of_another_type_is_logged() {
    for text in PERSONAL {
        for value in [json!([text]), json!({ text: 1 }), json!({ "name": text })] {
            for field in [
                "state",
                "flow",
                "result",
                "lastEvent",
                "lastEventDescription",
            ] {
                let body = json!({ "processId": ID, field: value }).to_string();
                let error = body.parse::<Payload>().unwrap_err();
                assert!(error.is_invalid(), "{body}");
                error_is_silent(&error, text, &body);
                let raw: RawPayload = body.parse().unwrap();
                for unknown in raw.unknown_values() {
                    debug_is_silent(&unknown, text, &body);
                    is_silent(&unknown.to_string(), text, &body);
                }
            }
        }
    }
}

#[test]
fn no_string_of_a_hand_built_payload_is_logged() {
    for text in PERSONAL {
        for field in Field::ALL {
            let mut raw = RawPayload::new(ID.parse::<ProcessId>().unwrap());
            raw.extra.insert(field.to_string(), json!(text));
            let invalid = Payload::try_from(raw).unwrap_err();
            assert!(
                invalid
                    .violations()
                    .contains(&Violation::MisplacedMember { field: *field })
            );
            error_is_silent(&invalid, text, field.as_str());
            debug_is_silent(&invalid.as_raw().outcome(), text, field.as_str());
        }
    }
}

#[test]
fn debug_of_a_payload_shows_known_values_and_lengths() {
    let payload: Payload = json!({
        "processId": ID,
        "state": "PROCESS_STATE_FINISHED",
        "flow": "idalina",
        "result": "expired",
        "lastEvent": "EVENT_TYPE_OF_TOMORROW",
        "lastEventDescription": "Idalina",
        "cpf": "12345678909",
    })
    .to_string()
    .parse()
    .unwrap();
    assert_eq!(
        format!("{payload:?}"),
        "Payload { process_id: ProcessId(8263a268-5388-492a-bca2-28e1ff4a69f0), state: Finished, \
         flow: Unknown(<7 bytes>), result: Expired, last_event: Unknown(\"EVENT_TYPE_OF_TOMORROW\"), \
         last_event_description: <7 bytes>, extra: <1 members> }",
    );
}

#[test]
fn debug_of_a_payload_is_that_of_its_raw_payload_under_its_own_name() {
    for (place, body) in PERSONAL.into_iter().flat_map(bodies) {
        if let Ok(payload) = body.to_string().parse::<Payload>() {
            let raw = format!("{:?}", payload.as_raw());
            assert_eq!(format!("Raw{payload:?}"), raw, "{place}");
            assert_eq!(
                format!("Raw{payload:#?}"),
                format!("{:#?}", payload.as_raw()),
                "{place}"
            );
        }
    }
}

#[test]
fn debug_of_an_invalid_payload_shows_what_is_broken() {
    let error =
        format!(r#"{{"processId":"{ID}","state":"PROCESS_STATE_FINISHED","cpf":"12345678909"}}"#)
            .parse::<Payload>()
            .unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        "Invalid(InvalidPayloadError { violations: [MissingFlow, MissingResult], \
         raw: RawPayload { process_id: ProcessId(8263a268-5388-492a-bca2-28e1ff4a69f0), state: Finished, \
         extra: <1 members> } })",
    );
}

#[test]
fn debug_of_an_outcome_shows_known_values_and_lengths() {
    for (outcome, shown) in [
        (Outcome::Ok, "Ok"),
        (Outcome::InvalidIdentity, "InvalidIdentity"),
        (
            Outcome::Expired {
                last_event: Some(EventType::QrCodeRead),
            },
            "Expired { last_event: Some(QrCodeRead) }",
        ),
        (
            Outcome::Expired {
                last_event: Some("12345678909".into()),
            },
            "Expired { last_event: Some(Unknown(<11 bytes>)) }",
        ),
        (
            Outcome::Expired { last_event: None },
            "Expired { last_event: None }",
        ),
        (Outcome::Failed, "Failed"),
        (Outcome::Canceled, "Canceled"),
        (Outcome::Unfinished, "Unfinished"),
        (
            Outcome::Unrecognized {
                state: Some(ProcessState::Finished),
                result: Some("12345678909".into()),
            },
            "Unrecognized { state: Some(Finished), result: Some(Unknown(<11 bytes>)) }",
        ),
        (
            Outcome::Unrecognized {
                state: Some("PROCESS_STATE_OF_TOMORROW".into()),
                result: None,
            },
            "Unrecognized { state: Some(Unknown(\"PROCESS_STATE_OF_TOMORROW\")), result: None }",
        ),
    ] {
        assert_eq!(format!("{outcome:?}"), shown);
    }
}

#[test]
fn a_configuration_is_the_operators_own_and_is_shown_escaped() {
    for text in PERSONAL {
        let subscription = Subscription::default()
            .states([text])
            .results(Selection::try_except([text]).unwrap())
            .flows([text])
            .last_events(Selection::try_except([text]).unwrap());
        let escaped = format!("{text:?}");
        let debug = format!("{subscription:?}");
        assert_eq!(debug.matches(&escaped).count(), 4, "{debug}");
        assert!(!debug.contains('\n'), "{debug}");
        let mut count = 0;
        for warning in subscription.warnings() {
            for line in [warning.to_string(), format!("{warning:?}")] {
                assert!(line.contains(&escaped) && !line.contains('\n'), "{line}");
            }
            count += 1;
        }
        assert_eq!(count, 4);
    }
}

#[test]
fn a_decision_shows_no_string_of_the_payload() {
    for text in PERSONAL {
        let body = json!({
            "processId": ID, "state": text, "flow": text, "result": text, "lastEvent": text,
        });
        let payload: Payload = body.to_string().parse().unwrap();
        for toml in ["", "states = []", "results = []", "flows = []"] {
            let decision: Decision = toml::from_str::<Subscription>(toml)
                .unwrap()
                .decide(&payload);
            debug_is_silent(&decision, text, toml);
            is_silent(&decision.to_string(), text, toml);
        }
    }
}
