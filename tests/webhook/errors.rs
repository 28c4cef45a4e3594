//! The message of every error and of every violation, to the letter: people grep logs for them.
//!
//! Those of `ReadError` are in `reading.rs`, beside the bodies that cause them.

#[cfg(feature = "get-process")]
use idcloud_types::get_process::ProcessResult;
use idcloud_types::webhook::{
    EventType, Field, Payload, PayloadError, RawPayload, ResultCode, Selection, Subscription,
    Violation,
};
use idcloud_types::{Flow, ProcessId, ProcessState};
use serde_json::{Value, json};

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

/// The violations of a body with these members.
fn violations(members: Value) -> Vec<Violation> {
    let Value::Object(members) = members else {
        panic!("members of an object")
    };
    let mut body =
        json!({ "processId": ID, "state": "PROCESS_STATE_FINISHED", "flow": "id", "result": "ok" });
    for (name, value) in members {
        body[name] = value;
    }
    let raw: RawPayload = serde_json::from_value(body).unwrap();
    Payload::try_from(raw).unwrap_err().violations().to_vec()
}

#[test]
fn a_violation_names_what_is_wrong_and_its_field() {
    for (members, texts) in [
        (json!({ "state": null }), vec!["`state` is missing"]),
        (json!({ "flow": null }), vec!["`flow` is missing"]),
        (
            json!({ "result": null }),
            vec!["`result` is missing although `state` is `PROCESS_STATE_FINISHED`"],
        ),
        (
            json!({ "state": "PROCESS_STATE_CREATED" }),
            vec!["`result` is present although `state` shows that the process has not ended"],
        ),
        (
            json!({ "lastEvent": "EVENT_TYPE_QR_CODE_READ", "lastEventDescription": "x" }),
            vec![
                "`lastEvent` is present although `result` is not `expired`",
                "`lastEventDescription` is present although `result` is not `expired`",
            ],
        ),
        (
            json!({ "result": "expired", "lastEventDescription": "x" }),
            vec!["`lastEventDescription` is present without `lastEvent`"],
        ),
        (
            json!({ "state": "PROCESS_RESULT_OK", "result": "PROCESS_STATE_FINISHED" }),
            vec![
                "`state` holds a `PROCESS_RESULT_*` value of GetProcess",
                "`result` holds a `PROCESS_STATE_*` value",
            ],
        ),
        (
            json!({ "flow": "EVENT_TYPE_QR_CODE_READ", "result": "expired", "lastEvent": "ok" }),
            vec![
                "`flow` holds an `EVENT_TYPE_*` value",
                "`lastEvent` holds a webhook result code",
            ],
        ),
        (
            json!({ "state": 7, "flow": [], "result": {} }),
            vec![
                "`state` is not a string",
                "`flow` is not a string",
                "`result` is not a string",
            ],
        ),
        (
            json!({
                "state": "PROCESS_CAPACITY_IDLIVE",
                "flow": "DUI_TYPE_BR_CPF",
                "result": "LIVENESS_RESULT_LIVE",
                "lastEvent": "NOTIFICATION_CHANNEL_SMS",
            }),
            vec![
                "`state` holds a `PROCESS_CAPACITY_*` value of GetProcess",
                "`flow` holds a `DUI_TYPE_*` value of GetProcess",
                "`result` holds a `*_RESULT_*` value of GetProcess",
                "`lastEvent` holds a `NOTIFICATION_CHANNEL_*` value of GetProcess",
            ],
        ),
        (
            json!({ "result": "SCORE_ENABLED_TRUE" }),
            vec!["`result` holds a `SCORE_ENABLED_*` value of GetProcess"],
        ),
    ] {
        let found = violations(members)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>();
        assert_eq!(found, texts);
    }
}

#[test]
fn an_invalid_payload_names_every_broken_rule_and_what_to_do() {
    let body = json!({ "processId": ID, "lastEvent": "PROCESS_RESULT_OK" }).to_string();
    let error = Payload::from_slice(body.as_bytes()).unwrap_err();
    let text = "invalid webhook payload: `state` is missing; `flow` is missing; \
                `lastEvent` is present although `result` is not `expired`; \
                `lastEvent` holds a `PROCESS_RESULT_*` value of GetProcess; \
                acknowledge it, keep it and ask GetProcess";
    assert_eq!(error.to_string(), text);
    assert!(error.is_invalid() && !error.is_malformed());
    assert!(std::error::Error::source(&error).is_none());

    let flattened = serde_json::from_str::<Payload>(&body).unwrap_err();
    assert!(flattened.to_string().starts_with(text), "{flattened}");
}

#[test]
fn a_malformed_payload_has_the_same_error_through_every_type() {
    let error = Payload::from_slice(b"[]").unwrap_err();
    let text = "malformed webhook payload at line 1 column 2: the body is not an object; \
                expected one JSON object";
    assert_eq!(error.to_string(), text);
    assert!(error.is_malformed() && !error.is_invalid());
    let PayloadError::Malformed(malformed) = error else {
        panic!("{error}")
    };
    assert_eq!(malformed.to_string(), text);
    assert_eq!(
        format!("{malformed:?}"),
        "ReadError { message: \"webhook payload\", line: 1, column: 2, category: Data, path: \"\", cause: NotAnObject, .. }",
    );
    assert_eq!(malformed.json_error().to_string(), "expected an object");
}

#[test]
fn a_value_of_a_wrong_type_is_expected_by_name() {
    fn text<T: serde::de::DeserializeOwned + std::fmt::Debug>() -> String {
        serde_json::from_str::<T>("7").unwrap_err().to_string()
    }
    for (found, expected) in [
        (text::<EventType>(), "a string (`EventType`)"),
        (text::<ResultCode>(), "a string (`ResultCode`)"),
        (text::<ProcessState>(), "a string (`ProcessState`)"),
        (text::<Flow>(), "a string (`Flow`)"),
        #[cfg(feature = "get-process")]
        (text::<ProcessResult>(), "a string (`ProcessResult`)"),
        (
            text::<ProcessId>(),
            "a process id (a UUID in its hyphenated form)",
        ),
    ] {
        assert_eq!(
            found,
            format!("invalid type: integer `7`, expected {expected} at line 1 column 1")
        );
    }
}

#[test]
fn try_known_names_the_vocabulary_and_the_length_of_the_string() {
    for (error, vocabulary) in [
        (EventType::try_known("nope").unwrap_err(), "EventType"),
        (ResultCode::try_known("nope").unwrap_err(), "ResultCode"),
        (ProcessState::try_known("nope").unwrap_err(), "ProcessState"),
        (Flow::try_known("nope").unwrap_err(), "Flow"),
        #[cfg(feature = "get-process")]
        (
            ProcessResult::try_known("nope").unwrap_err(),
            "ProcessResult",
        ),
    ] {
        assert_eq!(
            error.to_string(),
            format!(
                "a string of 4 bytes is not a known `{vocabulary}`; expected one of `{vocabulary}::KNOWN`"
            ),
        );
        assert_eq!(
            format!("{error:?}"),
            format!("UnknownValueError {{ vocabulary: \"{vocabulary}\", value: <4 bytes> }}"),
        );
        assert_eq!((error.vocabulary(), error.value()), (vocabulary, "nope"));
    }
}

#[test]
fn the_error_of_a_bad_process_id_names_what_is_expected() {
    assert_eq!(
        "8263a2685388492abca228e1ff4a69f0"
            .parse::<ProcessId>()
            .unwrap_err()
            .to_string(),
        "a string of 32 bytes is not a process id; \
         expected a hyphenated UUID such as 8263a268-5388-492a-bca2-28e1ff4a69f0",
    );
}

#[test]
fn the_error_of_a_selection_names_the_wrong_entry_and_what_to_do() {
    for (text, entry, problem) in [
        ("", 1, " is blank; write a name or remove it"),
        ("ok, ,expired", 2, " is blank; write a name or remove it"),
        ("ok,expired,", 3, " is blank; write a name or remove it"),
        (
            "ok, ALL",
            2,
            ", \"ALL\", is not a name; write \"all\" alone to select every value",
        ),
        (
            "ok,all",
            2,
            ", \"all\", is not a name; write \"all\" alone to select every value",
        ),
    ] {
        let error = text.parse::<Selection<ResultCode>>().unwrap_err();
        assert_eq!(error.to_string(), format!("entry {entry}{problem}"));
        assert_eq!(error.entry(), entry);

        let listed = json!(text.split(',').collect::<Vec<_>>());
        for written in [
            json!(text),
            listed.clone(),
            json!({ "only": text }),
            json!({ "except": listed }),
        ] {
            let same = serde_json::from_value::<Selection<ResultCode>>(written).unwrap_err();
            assert_eq!(same.to_string(), error.to_string());
        }
    }
}

#[test]
fn a_subscription_that_can_not_be_meant_fails_at_its_place() {
    for (toml, line, text) in [
        (
            "flows = \"id\"\nlast_event = \"all\"",
            2,
            "unknown field `last_event`, expected one of `states`, `results`, `flows`, `last_events`",
        ),
        (
            "results = 7",
            1,
            "invalid type: integer `7`, expected `all`, a list of strings, or a table with `only` or `except`",
        ),
        (
            "results = [\"ok\", 7]",
            1,
            "invalid type: integer `7`, expected a string",
        ),
        (
            "results = [\"ok\", \" \"]",
            1,
            "entry 2 is blank; write a name or remove it",
        ),
        (
            "results = { onyl = [\"ok\"] }",
            1,
            "unknown field `onyl`, expected `only` or `except`",
        ),
        ("results = {}", 1, "expected either `only` or `except`"),
        (
            "results = { only = [\"ok\"], except = [\"ok\"] }",
            1,
            "expected either `only` or `except`",
        ),
        (
            "results = { only = 7 }",
            1,
            "invalid type: integer `7`, expected a list of strings",
        ),
    ] {
        let error = toml::from_str::<Subscription>(toml).unwrap_err();
        assert_eq!(error.message(), text, "{toml}");
        let start = error.span().unwrap().start;
        assert_eq!(toml[..start].matches('\n').count() + 1, line, "{toml}");
    }
}

#[test]
fn a_field_and_a_selection_are_named_as_they_are_written() {
    use idcloud_types::webhook::{Decision, SubscriptionField};

    let names = [
        "processId",
        "state",
        "flow",
        "result",
        "lastEvent",
        "lastEventDescription",
    ];
    assert_eq!(
        Field::ALL
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        names
    );
    assert_eq!(format!("{:>8}", Field::State), "   state");

    assert_eq!(Decision::React.to_string(), "react");
    for (field, text, selects) in [
        (SubscriptionField::States, "states", Field::State),
        (SubscriptionField::Results, "results", Field::Result),
        (SubscriptionField::Flows, "flows", Field::Flow),
        (
            SubscriptionField::LastEvents,
            "last_events",
            Field::LastEvent,
        ),
    ] {
        assert_eq!((field.as_str(), field.selects()), (text, selects));
        assert_eq!(
            Decision::Ignore(field).to_string(),
            format!("ignore: not selected by `{text}`")
        );
    }
}

#[test]
fn the_error_of_serde_distinguishes_a_repeated_member_from_a_missing_one() {
    for (body, text) in [
        (
            r#"{"state":"PROCESS_STATE_CREATED","state":null}"#,
            "duplicate field `state`",
        ),
        (r#"{"state":null}"#, "missing field `processId`"),
    ] {
        let error = RawPayload::from_slice(body.as_bytes()).unwrap_err();
        let serde = error.json_error().to_string();
        assert!(serde.starts_with(text), "{serde}");
    }
}
