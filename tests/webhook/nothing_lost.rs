//! The webhook loses nothing, lets nothing in through `extra`, and reads names and depth as any JSON.

use std::collections::BTreeSet;

use idcloud_types::webhook::{
    EventType, Field, Outcome, Payload, RawPayload, ResultCode, Violation,
};
use idcloud_types::{Flow, ProcessId, ProcessState};
use serde_json::{Value, json};

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

fn ok() -> Value {
    json!({ "processId": ID, "state": "PROCESS_STATE_FINISHED", "flow": "id", "result": "ok" })
}

#[test]
fn an_empty_string_is_kept_written_back_and_read_as_absent() {
    for member in ["result", "lastEvent", "lastEventDescription"] {
        let mut body = ok();
        body["state"] = json!("PROCESS_STATE_CREATED");
        body["result"] = Value::Null;
        body[member] = json!("");
        let payload: Payload = body.to_string().parse().unwrap();
        let values = (
            payload.result(),
            payload.last_event(),
            payload.last_event_description(),
        );
        assert_eq!(values, (None, None, None), "{member}");
        assert_eq!(payload.outcome(), Outcome::Unfinished);

        let written = serde_json::to_value(&payload).unwrap();
        assert_eq!(written[member], "", "{member}");
        assert_eq!(written.to_string().parse::<Payload>().unwrap(), payload);
    }
}

#[test]
fn an_empty_result_does_not_count_as_the_result_of_a_finished_process() {
    let mut body = ok();
    body["result"] = json!("");
    let raw: RawPayload = body.to_string().parse().unwrap();
    let invalid = Payload::try_from(raw.clone()).unwrap_err();
    assert_eq!(invalid.violations(), [Violation::MissingResult]);
    assert_eq!(invalid.into_raw(), raw);
}

#[test]
fn a_known_name_in_extra_is_a_violation_and_is_never_written() {
    for field in Field::ALL {
        let mut raw: RawPayload = ok().to_string().parse().unwrap();
        raw.extra.insert(field.to_string(), json!("ok"));
        raw.extra.insert("attempt".into(), json!(2));
        let invalid = Payload::try_from(raw.clone()).unwrap_err();
        assert_eq!(
            invalid.violations(),
            [Violation::MisplacedMember { field: *field }]
        );

        let mut expected = ok();
        expected["attempt"] = json!(2);
        assert_eq!(serde_json::to_value(&raw).unwrap(), expected, "{field}");
        let text = serde_json::to_string(&raw).unwrap();
        assert_eq!(text.matches("processId").count(), 1, "{text}");
    }
}

#[test]
fn everything_in_extra_is_nothing() {
    let mut raw = RawPayload::new(ID.parse::<ProcessId>().unwrap());
    raw.extra = serde_json::from_value(ok()).unwrap();
    let fields = [Field::ProcessId, Field::State, Field::Flow, Field::Result];
    let mut expected = vec![Violation::MissingState, Violation::MissingFlow];
    expected.extend(fields.map(|field| Violation::MisplacedMember { field }));
    let invalid = Payload::try_from(raw).unwrap_err();
    assert_eq!(invalid.violations(), expected);
    let written = serde_json::to_string(invalid.as_raw()).unwrap();
    assert!(!written.parse::<RawPayload>().unwrap().outcome().is_ok());
}

#[test]
fn depth_is_bounded_in_any_member() {
    let body = |depth: usize| {
        let nested = "[".repeat(depth) + &"]".repeat(depth);
        ok().to_string()
            .replacen('{', &format!("{{\"member\":{nested},"), 1)
    };
    // The payload itself is one level.
    assert!(body(126).parse::<Payload>().is_ok());
    assert!(body(127).parse::<Payload>().unwrap_err().is_malformed());
}

#[test]
fn names_that_serde_json_uses_itself_are_data() {
    for name in [
        "$serde_json::private::Number",
        "$serde_json::private::RawValue",
    ] {
        for value in [json!("1"), json!("{}"), json!({ name: "[1]" })] {
            for member in [json!({ name: value }), json!([{ name: value }])] {
                let mut body = ok();
                body["member"] = member;
                let payload: Payload = body.to_string().parse().unwrap();
                assert_eq!(payload.extra()["member"], body["member"]);
                assert_eq!(serde_json::to_value(&payload).unwrap(), body);
            }
        }
    }
}

#[test]
fn a_label_is_one_of_the_known_values() {
    let labels = |texts: Vec<Option<&'static str>>| texts.into_iter().collect::<BTreeSet<_>>();
    let known: Vec<_> = EventType::KNOWN.iter().map(EventType::known_str).collect();
    assert_eq!(labels(known).len(), EventType::KNOWN.len());
    for code in ResultCode::KNOWN {
        assert_eq!(code.known_str(), Some(code.as_str()));
    }
    for unknown in ["", "OK", "error"] {
        assert_eq!(ResultCode::from(unknown).known_str(), None);
        assert_eq!(EventType::from(unknown).known_str(), None);
        assert_eq!(Flow::from(unknown).known_str(), None);
        assert_eq!(ProcessState::from(unknown).known_str(), None);
    }
}
