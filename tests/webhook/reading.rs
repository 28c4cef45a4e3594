//! How a body is read: what is malformed, with its place, and what is not.

use std::borrow::Cow;

use idcloud_types::webhook::{EventType, Field, Payload, PayloadError, RawPayload, Violation};
use idcloud_types::{Flow, ProcessId, ProcessState};
use idcloud_types::{OtherMessage, ReadError, UnknownKind};
use serde_json::error::Category::{self, Data, Eof, Syntax};
use serde_json::{Value, json};

const ID: &str = r#""processId":"8263a268-5388-492a-bca2-28e1ff4a69f0""#;

/// A body with the process id and these members.
fn body(members: &str) -> String {
    format!("{{{ID},{members}}}")
}

#[track_caller]
fn read(body: &str) -> RawPayload {
    let raw =
        RawPayload::from_slice(body.as_bytes()).unwrap_or_else(|error| panic!("{error}: {body}"));
    assert_eq!(body.parse::<RawPayload>().unwrap(), raw);
    assert_eq!(serde_json::from_str::<RawPayload>(body).unwrap(), raw);
    assert_eq!(
        serde_json::from_reader::<_, RawPayload>(body.as_bytes()).unwrap(),
        raw
    );
    raw
}

#[track_caller]
fn malformed(body: &[u8]) -> ReadError {
    let error = RawPayload::from_slice(body).expect_err("a malformed body");
    match Payload::from_slice(body) {
        Err(PayloadError::Malformed(same)) => assert_eq!(same.to_string(), error.to_string()),
        other => panic!("{other:?}"),
    }
    if let Ok(text) = std::str::from_utf8(body) {
        assert_eq!(
            text.parse::<RawPayload>().unwrap_err().to_string(),
            error.to_string()
        );
        assert!(serde_json::from_str::<RawPayload>(text).is_err());
        assert!(serde_json::from_str::<Payload>(text).is_err());
    }
    error
}

/// The member that an error is about.
fn field_of(error: &ReadError) -> Option<Field> {
    let path = error.path().filter(|path| *path != "*")?;
    let field = Field::ALL.iter().find(|field| field.as_str() == path);
    Some(*field.unwrap_or_else(|| panic!("{path}")))
}

/// A malformed body, what its error reports, and the message after "malformed webhook payload at line ".
type Row = (String, Category, Option<Field>, &'static str);

#[track_caller]
fn check(rows: impl IntoIterator<Item = Row>) {
    for (body, category, field, text) in rows {
        let error = malformed(body.as_bytes());
        assert_eq!(
            error.to_string(),
            format!("malformed webhook payload at line {text}"),
            "{body}"
        );
        assert!(
            text.starts_with(&format!("{} column {}: ", error.line(), error.column())),
            "{body}"
        );
        assert_eq!(error.category(), category, "{body}");
        assert_eq!(field_of(&error), field, "{body}");
        assert_eq!(error.json_error().classify(), category, "{body}");
        assert!(
            std::error::Error::source(&error).is_none(),
            "the text of serde_json is asked for by name"
        );
    }
}

#[test]
fn a_body_that_ends_too_early_is_malformed() {
    check([
        (
            String::new(),
            Eof,
            None,
            "1 column 0: the body ends too early; expected one whole JSON object",
        ),
        (
            " \n ".into(),
            Eof,
            None,
            "2 column 1: the body ends too early; expected one whole JSON object",
        ),
        (
            format!("{{{ID}"),
            Eof,
            None,
            "1 column 51: the body ends too early; expected one whole JSON object",
        ),
        (
            format!("{{{ID},\"state\":\"PROC"),
            Eof,
            Some(Field::State),
            "1 column 65: `state` ends too early; expected one whole JSON object",
        ),
    ]);
}

#[test]
fn broken_json_is_malformed() {
    check([
        (
            "processId".into(),
            Syntax,
            None,
            "1 column 1: the body is broken JSON: expected value",
        ),
        (
            format!("{{{ID},}}"),
            Syntax,
            None,
            "1 column 53: the body is broken JSON: trailing comma",
        ),
        (
            // After an unknown member, too, it is not that member's fault.
            body(r#""x":1,"#),
            Syntax,
            None,
            "1 column 59: the body is broken JSON: trailing comma",
        ),
        (
            body("state:1"),
            Syntax,
            None,
            "1 column 53: the body is broken JSON: key must be a string",
        ),
        (
            body(r#""state" "x""#),
            Syntax,
            Some(Field::State),
            "1 column 61: `state` is broken JSON: expected `:`",
        ),
        (
            body(r#""state":tru"#),
            Syntax,
            Some(Field::State),
            "1 column 64: `state` is broken JSON: expected ident",
        ),
        (
            body("\"flow\":\"a\nb\""),
            Syntax,
            Some(Field::Flow),
            "2 column 0: `flow` is broken JSON: control character (\\u0000-\\u001F) found while parsing a string",
        ),
        (
            body(r#""lastEvent":"\ud800""#),
            Syntax,
            Some(Field::LastEvent),
            "1 column 72: `lastEvent` is broken JSON: unexpected end of hex escape",
        ),
    ]);
}

#[test]
fn a_byte_order_mark_and_trailing_data_are_malformed() {
    check([
        (
            format!("\u{feff}{{{ID}}}"),
            Syntax,
            None,
            "1 column 1: the body starts with a byte-order mark; expected plain UTF-8",
        ),
        (
            format!("{{{ID}}} ok"),
            Syntax,
            None,
            "1 column 54: the body has data after the JSON object; expected nothing after it",
        ),
        (
            format!("{{{ID}}}\n{{{ID}}}"),
            Syntax,
            None,
            "2 column 1: the body has data after the JSON object; expected nothing after it",
        ),
    ]);
}

#[test]
fn bytes_that_are_not_utf8_are_malformed_at_the_first_of_them() {
    let start = b"{\"processId\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\",\"flow\":\"";
    for (before, bad, line, column) in [
        (&b""[..], &b"\xFF"[..], 1, 1),
        (b"{\n\n", b"\xC3", 3, 1),
        (start, b"\xFF\"}", 1, 61),
        (b"{\"\xC3\xA7\": \n  \"", b"\xED\xA0\xBD\"}", 2, 4),
        // An earlier syntax error does not matter: the bytes are checked first.
        (b"nonsense \n", b"\x80", 2, 1),
    ] {
        let error = malformed(&[before, bad].concat());
        assert_eq!((error.line(), error.column()), (line, column));
        assert_eq!((error.category(), field_of(&error)), (Syntax, None));
        assert_eq!(
            error.to_string(),
            format!(
                "malformed webhook payload at line {line} column {column}: \
                 the body is not UTF-8; expected UTF-8"
            ),
        );
    }
}

#[test]
fn a_body_that_is_not_an_object_is_malformed() {
    let array = r#"["8263a268-5388-492a-bca2-28e1ff4a69f0","PROCESS_STATE_FINISHED"]"#;
    for json in ["null", "true", "7", "\"x\"", "[]", array] {
        let error = malformed(json.as_bytes());
        assert_eq!(
            (error.category(), field_of(&error), error.line()),
            (Data, None, 1),
            "{json}"
        );
        let text = ": the body is not an object; expected one JSON object";
        assert!(error.to_string().ends_with(text), "{error}");
    }
}

#[test]
fn a_missing_or_bad_process_id_is_malformed() {
    let id = Some(Field::ProcessId);
    check([
        (
            "{}".into(),
            Data,
            id,
            "1 column 2: `processId` is missing; expected a hyphenated UUID",
        ),
        (
            "{\n  \"processid\": \"8263a268-5388-492a-bca2-28e1ff4a69f0\"\n}".into(),
            Data,
            id,
            "3 column 1: `processId` is missing; expected a hyphenated UUID",
        ),
        (
            r#"{"processId":null}"#.into(),
            Data,
            id,
            "1 column 17: `processId` has the wrong type or form; expected a hyphenated UUID",
        ),
    ]);
    for spelling in [
        "",
        "8263a268",
        "8263a2685388492abca228e1ff4a69f0",
        "{8263a268-5388-492a-bca2-28e1ff4a69f0}",
        "urn:uuid:8263a268-5388-492a-bca2-28e1ff4a69f0",
        " 8263a268-5388-492a-bca2-28e1ff4a69f0",
        "8263a268-5388-492a-bca2-28e1ff4a69fg",
        "8263a268_5388_492a_bca2_28e1ff4a69f0",
        "8263a268-5388-492a-bca228e1-ff4a69f0",
    ] {
        let error = malformed(json!({ "processId": spelling }).to_string().as_bytes());
        assert_eq!(
            (error.category(), field_of(&error)),
            (Data, id),
            "{spelling}"
        );
        let text = "`processId` has the wrong type or form; expected a hyphenated UUID";
        assert!(error.to_string().ends_with(text), "{error}");
        assert!(spelling.parse::<ProcessId>().is_err(), "{spelling}");
    }
    for json in ["7", "true", "[]", "{}"] {
        let error = malformed(format!("{{\"processId\":{json}}}").as_bytes());
        assert_eq!((error.category(), field_of(&error)), (Data, id), "{json}");
    }
}

#[test]
fn a_known_member_of_another_type_is_kept_written_back_and_a_violation() {
    for field in Field::ALL
        .iter()
        .filter(|field| **field != Field::ProcessId)
    {
        for json in [
            "7",
            "0.5",
            "true",
            "[]",
            "{}",
            r#"["ok"]"#,
            r#"{"ok":null}"#,
        ] {
            let text = body(&format!("\"{field}\":{json}"));
            let value: Value = serde_json::from_str(json).unwrap();
            let raw = read(&text);
            assert_eq!(raw.extra[field.as_str()], value, "{text}");
            assert_eq!(serde_json::to_string(&raw).unwrap(), text);
            let unknown = raw.unknown_values();
            assert_eq!(unknown.len(), 1, "{text}");
            assert_eq!(unknown[0].kind(), UnknownKind::WrongType, "{text}");
            assert_eq!(
                (unknown[0].path(), unknown[0].value()),
                (field.as_str(), &value)
            );

            let Err(PayloadError::Invalid(invalid)) = Payload::from_slice(text.as_bytes()) else {
                panic!("{text}");
            };
            let wrong_type = Violation::WrongType { field: *field };
            assert!(invalid.violations().contains(&wrong_type), "{text}");
            assert_eq!(wrong_type.to_string(), format!("`{field}` is not a string"));
            assert_eq!(wrong_type.field(), *field);
            assert!(!invalid.as_raw().outcome().is_ok());
        }
    }
}

#[test]
fn a_member_of_another_type_is_the_only_violation_of_a_sound_payload() {
    for field in [Field::State, Field::Flow, Field::Result] {
        let mut object = json!({
            "processId": &ID[13..49],
            "state": "PROCESS_STATE_FINISHED",
            "flow": "id",
            "result": "ok",
        });
        object[field.as_str()] = json!({ "name": "x" });
        let Err(PayloadError::Invalid(invalid)) = object.to_string().parse::<Payload>() else {
            panic!("{object}");
        };
        assert_eq!(invalid.violations(), [Violation::WrongType { field }]);
    }
}

#[test]
fn a_repeated_known_member_is_malformed_whatever_its_values() {
    for field in Field::ALL {
        for (first, second) in [
            ("\"x\"", "\"x\""),
            ("null", "\"x\""),
            ("\"x\"", "null"),
            ("null", "null"),
            ("\"x\"", "7"),
        ] {
            let members = if *field == Field::ProcessId {
                format!("\n{ID}")
            } else {
                format!("\"{field}\":{first},\n\"{field}\":{second}")
            };
            let error = malformed(body(&members).as_bytes());
            assert_eq!(
                (error.category(), field_of(&error), error.line()),
                (Data, Some(*field), 2)
            );
            let text = format!("`{field}` is repeated; expected each member at most once");
            assert!(error.to_string().ends_with(&text), "{error}");
        }
    }
    check([(
        body(r#""st\u0061te":"x","state":"y""#),
        Data,
        Some(Field::State),
        "1 column 76: `state` is repeated; expected each member at most once",
    )]);
}

#[test]
fn an_unknown_member_with_broken_json_is_malformed_for_its_true_cause() {
    let deep = format!("\"x\":{}1{}", "[".repeat(200), "]".repeat(200));
    let mut rows = vec![
        (
            body(r#""x":"\ud83d""#),
            "1 column 64: `*` is broken JSON: unexpected end of hex escape",
        ),
        (
            body(r#""x":tru"#),
            "1 column 60: `*` is broken JSON: expected ident",
        ),
        (
            body(r#""x" 1"#),
            "1 column 57: `*` is broken JSON: expected `:`",
        ),
        (
            body(r#""x":[1,2"#) + "}",
            "1 column 61: `*` is broken JSON: expected `,` or `]`",
        ),
        (
            body(&deep),
            "1 column 183: `*` is nested too deep; expected fewer than 128 levels",
        ),
    ];
    // A build with `arbitrary_precision` keeps any number.
    if serde_json::from_str::<Value>("1e999").is_err() {
        rows.push((
            body(r#""x":1e999"#),
            "1 column 61: `*` is broken JSON: number out of range",
        ));
    }
    check(
        rows.into_iter()
            .map(|(body, text)| (body, Syntax, None, text)),
    );
}

#[test]
fn another_message_is_recognized_and_named() {
    let web_sdk = "a GetProcess response of the Web & SDK contract; \
                   read it with `get_process::web_sdk::Response`";
    let web_sdk_process = "the `process` of a Web & SDK response without its wrapper; \
                           read it with `get_process::web_sdk::Process`";
    let api = "a GetProcess response of the API contract; read it with `get_process::api::Process`";
    let error = "the body of an HTTP error; check the status, \
                 then read it with `get_process::ErrorBody`";
    let update_process = "the older `update_process` event, which this crate does not read";
    for (body, message, name) in [
        (
            include_str!("../../examples/payloads/getprocess-web-sdk-current-cut.json"),
            OtherMessage::WebSdk,
            web_sdk,
        ),
        (
            include_str!("../../examples/payloads/getprocess-web-sdk-idlive-2024-12.json"),
            OtherMessage::WebSdk,
            web_sdk,
        ),
        (
            include_str!("../../examples/payloads/getprocess-web-sdk-idunicosign-2025-cut.json"),
            OtherMessage::WebSdk,
            web_sdk,
        ),
        (
            include_str!("../../examples/payloads/getprocess-api-full.json"),
            OtherMessage::Api,
            api,
        ),
        (
            include_str!("../../examples/payloads/getprocess-api-yes.json"),
            OtherMessage::Api,
            api,
        ),
        (
            include_str!("../../examples/payloads/getprocess-api-error.json"),
            OtherMessage::Api,
            api,
        ),
        (
            r#"{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0","state":"PROCESS_STATE_FINISHED","authenticationInfo":{}}"#,
            OtherMessage::WebSdkProcess,
            web_sdk_process,
        ),
        (
            r#"{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0","state":"PROCESS_STATE_CREATED","callbackUri":"x"}"#,
            OtherMessage::WebSdkProcess,
            web_sdk_process,
        ),
        (
            include_str!("../../examples/payloads/webhook-legacy-update-process.json"),
            OtherMessage::UpdateProcess,
            update_process,
        ),
        (
            r#"{"event":"update_process","data":{}}"#,
            OtherMessage::UpdateProcess,
            update_process,
        ),
        (
            r#"{"code":5,"message":"x"}"#,
            OtherMessage::HttpError,
            error,
        ),
        (r#"{"error":{"code":404}}"#, OtherMessage::HttpError, error),
        (
            r#"{"Error":{"code":"40004"}}"#,
            OtherMessage::HttpError,
            error,
        ),
    ] {
        let error = malformed(body.as_bytes());
        assert_eq!(error.looks_like(), Some(message));
        assert_eq!(
            (error.category(), field_of(&error)),
            (Data, Some(Field::ProcessId))
        );
        assert_eq!(message.to_string(), name);
        let text = format!(": `processId` is missing; the body looks like {name}");
        assert!(error.to_string().ends_with(&text), "{error}");
    }
    for body in [
        "{}",
        r#"{"id":1}"#,
        r#"{"status":1}"#,
        r#"{"event":1}"#,
        r#"{"data":1}"#,
        r#"{"processId":1,"process":1}"#,
    ] {
        assert_eq!(malformed(body.as_bytes()).looks_like(), None, "{body}");
    }
    // With a `processId` it is a payload, whatever else it holds.
    assert_eq!(
        read(&body(r#""process":1,"id":1,"status":1"#)).extra.len(),
        3
    );
}

#[test]
fn the_documented_payloads_read_as_documented() {
    let ok = read(include_str!("../../examples/payloads/webhook-ok.json"));
    assert_eq!(
        ok.process_id.to_string(),
        "8263a268-5388-492a-bca2-28e1ff4a69f0"
    );
    assert_eq!(ok.state, Some(ProcessState::Finished));
    assert_eq!(ok.flow, Some(Flow::Id));
    assert_eq!(ok.result.as_ref().map(AsRef::as_ref), Some("ok"));
    assert_eq!(
        (ok.last_event, ok.last_event_description, ok.extra.len()),
        (None, None, 0)
    );

    let expired = read(include_str!("../../examples/payloads/webhook-expired.json"));
    assert_eq!(expired.result.as_ref().map(AsRef::as_ref), Some("expired"));
    assert_eq!(expired.last_event, Some(EventType::SessionEnded));
    assert_eq!(
        expired.last_event_description.as_deref(),
        Some("Session ended by timeout or by new session created"),
    );
}

#[test]
fn null_is_absent() {
    let bare = read(&format!("{{{ID}}}"));
    for field in Field::ALL
        .iter()
        .filter(|field| **field != Field::ProcessId)
    {
        assert_eq!(read(&body(&format!("\"{field}\":null"))), bare, "{field}");
    }
}

#[test]
fn an_empty_optional_string_is_kept_and_means_absent() {
    let bare = read(&format!("{{{ID}}}"));
    for field in [Field::Result, Field::LastEvent, Field::LastEventDescription] {
        let text = body(&format!("\"{field}\":\"\""));
        let raw = read(&text);
        assert_ne!(raw, bare, "{field}");
        assert_eq!(serde_json::to_string(&raw).unwrap(), text);
        assert_eq!(raw.outcome(), bare.outcome(), "{field}");
        assert_eq!(raw.delivery_key(), bare.delivery_key(), "{field}");
        assert_eq!(raw.unknown_values(), [], "{field}");
    }
    let created = body(
        r#""state":"PROCESS_STATE_CREATED","flow":"id","result":"","lastEvent":"","lastEventDescription":"""#,
    );
    let payload: Payload = created.parse().unwrap();
    assert_eq!(
        (
            payload.result(),
            payload.last_event(),
            payload.last_event_description()
        ),
        (None, None, None)
    );
    assert_eq!(serde_json::to_string(&payload).unwrap(), created);
    // In the two required members, `""` is an unknown value.
    assert_eq!(read(&body(r#""state":"""#)).state.unwrap().as_str(), "");
    assert_eq!(read(&body(r#""flow":"""#)).flow.unwrap().as_str(), "");
}

#[test]
fn an_id_in_upper_case_is_the_same_process() {
    let upper = read(r#"{"processId":"8263A268-5388-492A-BCA2-28E1FF4A69F0"}"#);
    assert_eq!(upper, read(&format!("{{{ID}}}")));
    assert_eq!(
        serde_json::to_string(&upper).unwrap(),
        r#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0"}"#,
    );
}

#[test]
fn white_space_order_and_escapes_do_not_matter() {
    let plain = read(&body(
        r#""state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok""#,
    ));
    let same = read(
        " {\r\n\t\"re\\u0073ult\" : \"\\u006fk\", \"flow\":\"i\\u0064\",\
         \"state\":\"PROCESS_STATE_FINISHED\",\n\"processId\":\"8263a268-5388-492a-bca2-28e1ff4a69f0\" } \n",
    );
    assert_eq!(same, plain);
}

#[test]
fn a_name_in_another_case_is_an_unknown_member_and_is_kept() {
    let raw = read(&body(r#""State":"x","lastevent":"y","RESULT":"ok""#));
    assert_eq!((raw.state, raw.last_event, raw.result), (None, None, None));
    assert_eq!(
        Value::from(raw.extra),
        json!({ "State": "x", "lastevent": "y", "RESULT": "ok" })
    );
}

#[test]
fn a_repeated_unknown_member_keeps_its_last_value() {
    let raw = read(&body(r#""x":1,"y":2,"x":3"#));
    assert_eq!(Value::from(raw.extra), json!({ "x": 3, "y": 2 }));
}

#[test]
fn unknown_values_are_listed_with_their_fields() {
    let raw = read(&body(
        r#""state":"S","flow":"F","result":"R","lastEvent":"L","lastEventDescription":7,"x":1"#,
    ));
    let unknown: Vec<_> = raw.unknown_values();
    let listed: Vec<_> = unknown
        .iter()
        .map(|unknown| (unknown.kind(), unknown.path(), unknown.value().to_string()))
        .collect();
    let listed: Vec<_> = listed
        .iter()
        .map(|(kind, path, value)| (*kind, *path, value.as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            (UnknownKind::Value, "state", "\"S\""),
            (UnknownKind::Value, "flow", "\"F\""),
            (UnknownKind::Value, "result", "\"R\""),
            (UnknownKind::Value, "lastEvent", "\"L\""),
            (UnknownKind::WrongType, "lastEventDescription", "7"),
            (UnknownKind::Member, "x", "1"),
        ],
    );
    let known = read(include_str!("../../examples/payloads/webhook-expired.json"));
    assert_eq!(known.unknown_values(), []);
}

#[test]
fn only_a_documented_description_is_borrowed() {
    for event in EventType::KNOWN {
        let text = event.description().unwrap();
        let raw =
            read(&json!({ "processId": &ID[13..49], "lastEventDescription": text }).to_string());
        assert!(matches!(raw.last_event_description, Some(Cow::Borrowed(same)) if same == text));
    }
    let raw = read(&body(r#""lastEventDescription":"Process created.""#));
    assert!(matches!(raw.last_event_description, Some(Cow::Owned(_))));
}
