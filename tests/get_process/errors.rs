//! The error of a body that can't be read: its message to the letter, its path and its category.

use idcloud_types::get_process::{ErrorBody, api, web_sdk};
use idcloud_types::{OtherMessage, ReadError};
use serde_json::error::Category;

use crate::bodies::ID;

/// The error of a body, with `ID` for the id.
#[track_caller]
fn web_sdk(body: &str) -> ReadError {
    let body = body.replace("ID", ID);
    let error = web_sdk::Response::from_slice(body.as_bytes()).unwrap_err();
    // strings and bytes read alike
    assert_eq!(
        body.parse::<web_sdk::Response>().unwrap_err().to_string(),
        error.to_string()
    );
    error
}

#[track_caller]
fn api(body: &str) -> ReadError {
    api::Process::from_slice(body.replace("ID", ID).as_bytes()).unwrap_err()
}

#[track_caller]
fn bare_web_sdk(body: &str) -> ReadError {
    web_sdk::Process::from_slice(body.replace("ID", ID).as_bytes()).unwrap_err()
}

#[track_caller]
fn assert_error(error: &ReadError, path: Option<&str>, category: Category, text: &str) {
    let text = format!(
        "malformed GetProcess response at line {} column {}: {text}",
        error.line(),
        error.column(),
    );
    assert_eq!(error.to_string(), text);
    assert_eq!((error.path(), error.category()), (path, category));
    // serde's error for a body that is not an object has no position
    assert!([0, error.line()].contains(&error.json_error().line()));
}

#[test]
fn the_error_of_a_required_member_names_its_path_and_the_expected_type() {
    for wrong in ["7", "[]", "null", "\"a\"", "true"] {
        let error = web_sdk(&format!(r#"{{"process":{wrong}}}"#));
        let text = "`process` has the wrong type or form; expected an object";
        assert_error(&error, Some("process"), Category::Data, text);
    }
    for wrong in ["7", "[]", "{}", "null", "\"8263\"", "true"] {
        for (error, path) in [
            (
                web_sdk(&format!(r#"{{"process":{{"id":{wrong}}}}}"#)),
                "process.id",
            ),
            (bare_web_sdk(&format!(r#"{{"id":{wrong}}}"#)), "id"),
            (api(&format!(r#"{{"id":{wrong}}}"#)), "id"),
        ] {
            let text = format!("`{path}` has the wrong type or form; expected a hyphenated UUID");
            assert_error(&error, Some(path), Category::Data, &text);
        }
    }
}

#[test]
fn a_missing_id_is_named() {
    assert_error(
        &web_sdk("{}"),
        Some("process"),
        Category::Data,
        "`process` is missing; expected an object",
    );
    assert_error(
        &web_sdk(r#"{"process":{"state":"PROCESS_STATE_FINISHED","message":"m"}}"#),
        Some("process.id"),
        Category::Data,
        "`process.id` is missing; expected a hyphenated UUID",
    );
    assert_error(
        &api(r#"{"status":3}"#),
        Some("id"),
        Category::Data,
        "`id` is missing; expected a hyphenated UUID",
    );
}

#[test]
fn a_repeated_member_is_named() {
    for (body, path) in [
        (
            r#"{"process":{"id":"ID"},"process":{"id":"ID"}}"#,
            "process",
        ),
        (
            r#"{"process":{"id":"ID","state":null,"state":"a"}}"#,
            "process.state",
        ),
        (
            r#"{"process":{"person":{"email":"a","email":"a"}}}"#,
            "process.person.email",
        ),
        (
            r#"{"process":{"services":[{"documents":[],"documents":[]}]}}"#,
            "process.services[].documents",
        ),
    ] {
        let text = format!("`{path}` is repeated; expected each member at most once");
        assert_error(&web_sdk(body), Some(path), Category::Data, &text);
    }
    // a repeated unknown member keeps its last value
    let body = r#"{"id":"ID","a":1,"a":2}"#.replace("ID", ID);
    assert_eq!(body.parse::<api::Process>().unwrap().extra["a"], 2);
}

#[test]
fn broken_json_is_distinguished_from_a_wrong_body() {
    for (body, path, category, text) in [
        (
            "",
            None,
            Category::Eof,
            "the body ends too early; expected one whole JSON object",
        ),
        (
            "  \n",
            None,
            Category::Eof,
            "the body ends too early; expected one whole JSON object",
        ),
        (
            r#"{"process":{"id":"ID""#,
            Some("process"),
            Category::Eof,
            "`process` ends too early; expected one whole JSON object",
        ),
        (
            "\u{feff}{}",
            None,
            Category::Syntax,
            "the body starts with a byte-order mark; expected plain UTF-8",
        ),
        (
            "7",
            None,
            Category::Data,
            "the body is not an object; expected one JSON object",
        ),
        (
            "null",
            None,
            Category::Data,
            "the body is not an object; expected one JSON object",
        ),
        (
            "[]",
            None,
            Category::Data,
            "the body is not an object; expected one JSON object",
        ),
        (
            r#"[{"id":"ID"}]"#,
            None,
            Category::Data,
            "the body is not an object; expected one JSON object",
        ),
        (
            "<html>",
            None,
            Category::Syntax,
            "the body is broken JSON: expected value",
        ),
        (
            "{7:1}",
            None,
            Category::Syntax,
            "the body is broken JSON: key must be a string",
        ),
        (
            r#"{"process":{"id":"ID","person":{"email":"a" "b"}}}"#,
            Some("process.person"),
            Category::Syntax,
            "`process.person` is broken JSON: expected `,` or `}`",
        ),
        (
            r#"{"process":{"id":"ID","a name of tomorrow":nul}}"#,
            Some("process.*"),
            Category::Syntax,
            "`process.*` is broken JSON: expected ident",
        ),
        (
            r#"{"process":{"id":"ID","capacities":["a";"b"]}}"#,
            Some("process.capacities[]"),
            Category::Syntax,
            "`process.capacities[]` is broken JSON: expected `,` or `]`",
        ),
        (
            r#"{"process":{"id":"ID"}} {}"#,
            None,
            Category::Syntax,
            "the body has data after the JSON object; expected nothing after it",
        ),
    ] {
        assert_error(&web_sdk(body), path, category, text);
    }
}

#[test]
fn a_value_that_is_more_than_json_holds_is_refused_for_its_true_cause() {
    let deep = "[".repeat(200) + &"]".repeat(200);
    let huge = "1e999";
    // under `serde_json/arbitrary_precision` no number is too large
    let is_bounded = serde_json::from_str::<serde_json::Value>(huge).is_err();
    let lone = r#""\ud83d""#;
    for (body, path, cause, is_refused) in [
        (format!(r#"{{"id":"ID","a":{deep}}}"#), "*", None, true),
        (
            format!(r#"{{"id":"ID","a":{huge}}}"#),
            "*",
            Some("number out of range"),
            is_bounded,
        ),
        (
            format!(r#"{{"id":"ID","score":{huge}}}"#),
            "score",
            Some("number out of range"),
            is_bounded,
        ),
        (
            format!(r#"{{"id":"ID","a":{lone}}}"#),
            "*",
            Some("unexpected end of hex escape"),
            true,
        ),
        (
            format!(r#"{{"document":{{"content":{deep}}}}}"#),
            "document.content",
            None,
            true,
        ),
        (
            format!(r#"{{"document":{{"content":[{huge}],"id":7}}}}"#),
            "document.content",
            Some("number out of range"),
            is_bounded,
        ),
    ] {
        if is_refused {
            let text = match cause {
                Some(cause) => format!("`{path}` is broken JSON: {cause}"),
                None => format!("`{path}` is nested too deep; expected fewer than 128 levels"),
            };
            assert_error(&api(&body), Some(path), Category::Syntax, &text);
        }
    }
    // what follows such a value is not in it
    let text = "`document` is broken JSON: expected `,` or `}`";
    let broken = api(r#"{"document":{"content":{} "id":"a"}}"#);
    assert_error(&broken, Some("document"), Category::Syntax, text);
}

#[test]
fn bytes_that_are_not_utf8_are_refused_at_the_first_of_them() {
    let in_id = [&b"{\"id\":\n\""[..], &[0xFF], b"\"}"].concat();
    for (body, line, column) in [
        // the start of a byte-order mark is none
        (&b"\xEF\xBB{}"[..], 1, 1),
        (b"\xEF{}", 1, 1),
        (&in_id, 2, 2),
    ] {
        for error in [
            web_sdk::Response::from_slice(body).unwrap_err(),
            web_sdk::Process::from_slice(body).unwrap_err(),
            api::Process::from_slice(body).unwrap_err(),
            ErrorBody::from_slice(body).unwrap_err(),
        ] {
            assert_eq!((error.line(), error.column()), (line, column));
            assert_eq!((error.path(), error.category()), (None, Category::Syntax));
            let text = ": the body is not UTF-8; expected UTF-8";
            assert!(error.to_string().ends_with(text), "{error}");
        }
    }
}

#[test]
fn a_body_of_another_message_is_recognized_and_named() {
    let webhook =
        r#"{"processId":"ID","state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok"}"#;
    let legacy = r#"{"eventDate":"d","event":"update_process","data":{"id":"ID","status":3}}"#;
    let web = r#"{"process":{"id":"ID"}}"#;
    let bare = r#"{"id":"ID","flow":"id","state":"PROCESS_STATE_FINISHED"}"#;
    let answer = r#"{"id":"ID","status":3}"#;
    let check = r#"{"Id":"ID","Status":3}"#;
    let http_errors = [
        r#"{"code":5,"message":"not found"}"#,
        r#"{"code":5}"#,
        r#"{"message":"Jwt is expired"}"#,
        r#"{"error":"invalid_token"}"#,
        r#"{"error":{"code":404,"message":"m"}}"#,
        r#"{"Error":{"code":"40004","description":"d"}}"#,
    ];

    let without_flow = r#"{"processId":"ID","state":"PROCESS_STATE_FINISHED","result":"ok"}"#;

    let of_webhook = "a webhook delivery; read it with `webhook::Payload`";
    let of_update = "the older `update_process` event, which this crate does not read";
    for (body, message, text) in [
        (webhook, OtherMessage::Webhook, of_webhook),
        (without_flow, OtherMessage::Webhook, of_webhook),
        (legacy, OtherMessage::UpdateProcess, of_update),
        (
            r#"{"eventDate":"d"}"#,
            OtherMessage::UpdateProcess,
            of_update,
        ),
        (
            r#"{"event":"e","data":{}}"#,
            OtherMessage::UpdateProcess,
            of_update,
        ),
    ] {
        for (error, path) in [(web_sdk(body), "process"), (api(body), "id")] {
            assert_eq!(error.looks_like(), Some(message));
            let text = format!("`{path}` is missing; the body looks like {text}");
            assert_error(&error, Some(path), Category::Data, &text);
        }
    }
    for (error, message, text) in [
        (
            web_sdk(answer),
            OtherMessage::Api,
            "`process` is missing; the body looks like a GetProcess response of the API contract; \
             read it with `get_process::api::Process`",
        ),
        (
            web_sdk(bare),
            OtherMessage::WebSdkProcess,
            "`process` is missing; the body looks like the `process` of a Web & SDK response without its wrapper; \
             read it with `get_process::web_sdk::Process`",
        ),
        (
            api(web),
            OtherMessage::WebSdk,
            "`id` is missing; the body looks like a GetProcess response of the Web & SDK contract; \
             read it with `get_process::web_sdk::Response`",
        ),
        (
            api(bare),
            OtherMessage::WebSdkProcess,
            "`status` is missing; the body looks like the `process` of a Web & SDK response without its wrapper; \
             read it with `get_process::web_sdk::Process`",
        ),
        (
            bare_web_sdk(answer),
            OtherMessage::Api,
            "`state` is missing; the body looks like a GetProcess response of the API contract; \
             read it with `get_process::api::Process`",
        ),
        (
            api(check),
            OtherMessage::LegacyCheck,
            "`id` is missing; the body looks like a response of the legacy Check API, which this crate does not read",
        ),
    ] {
        assert_eq!(error.looks_like(), Some(message));
        assert_error(&error, error.path(), Category::Data, text);
    }
    for body in http_errors {
        for error in [web_sdk(body), api(body)] {
            assert_eq!(error.looks_like(), Some(OtherMessage::HttpError));
            let text = "is missing; the body looks like the body of an HTTP error; \
                        check the status, then read it with `get_process::ErrorBody`";
            assert!(error.to_string().ends_with(text), "{error}");
        }
    }
    // the names at the top decide, and nothing deeper does
    let error = web_sdk(r#"{"process":{"processId":"ID"}}"#);
    assert_eq!(
        (error.looks_like(), error.path()),
        (None, Some("process.id"))
    );
}

/// A process counts as another message only if its own member is absent, and only if it is the whole body.
#[test]
fn a_process_with_a_member_of_the_other_contract_reads() {
    let with = |members: &str| format!("{{\"id\":\"{ID}\",{members}}}");
    for members in [r#""status":3,"state":"x""#, r#""state":"x","status":3"#] {
        let body = with(members);
        assert_eq!(body.parse::<api::Process>().unwrap().extra["state"], "x");
        assert_eq!(body.parse::<web_sdk::Process>().unwrap().extra["status"], 3);
    }
    let wrapped = format!("{{\"process\":{}}}", with("\"status\":3"));
    assert!(wrapped.parse::<web_sdk::Response>().is_ok());
    // `null` is absent
    let body = with(r#""status":null,"state":"x""#);
    let error = body.parse::<api::Process>().unwrap_err();
    assert_eq!(error.looks_like(), Some(OtherMessage::WebSdkProcess));
}

#[test]
fn a_process_without_its_wrapper_reads_and_its_errors_have_paths_too() {
    let read = |body: &str| web_sdk::Process::from_slice(body.replace("ID", ID).as_bytes());
    let whole = crate::bodies::whole_web_sdk();
    let text = whole["process"].to_string();
    let process = web_sdk::Process::from_slice(text.as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(&process).unwrap(), whole["process"]);
    assert_eq!(text.parse::<web_sdk::Process>().unwrap(), process);

    assert_error(
        &read(r#"{"id":"ID","person":{"email":"a","email":"b"}}"#).unwrap_err(),
        Some("person.email"),
        Category::Data,
        "`person.email` is repeated; expected each member at most once",
    );
    let error = read(r#"{"process":{"id":"ID"}}"#).unwrap_err();
    assert_eq!(error.looks_like(), Some(OtherMessage::WebSdk));
    assert_error(
        &error,
        Some("id"),
        Category::Data,
        "`id` is missing; the body looks like a GetProcess response of the Web & SDK contract; \
         read it with `get_process::web_sdk::Response`",
    );
    assert_error(
        &"[]".parse::<web_sdk::Process>().unwrap_err(),
        None,
        Category::Data,
        "the body is not an object; expected one JSON object",
    );
}

#[test]
fn an_error_shows_its_path_in_debug() {
    assert_eq!(
        format!("{:?}", api(r#"{"id":"a secret"}"#)),
        "ReadError { message: \"GetProcess response\", line: 1, column: 16, category: Data, path: \"id\", \
         cause: Value(\"a hyphenated UUID\"), .. }",
    );
}

#[test]
fn a_name_that_has_a_field_is_never_written_from_extra() {
    let mut process = api::Process::new(crate::bodies::id());
    process.extra.insert("liveness".into(), 2.into());
    assert_eq!(
        serde_json::to_value(&process).unwrap(),
        serde_json::json!({ "id": ID })
    );
    process.liveness = Some(api::Liveness::Passed);
    let text = serde_json::to_string(&process).unwrap();
    assert_eq!(text.matches("liveness").count(), 1, "{text}");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&text).unwrap()["liveness"],
        1
    );
    // Any value has the type of this member.
    for content in [serde_json::json!({ "a": 1 }), 7.into(), "text".into()] {
        let mut document = api::Document::default();
        document.extra.insert("content".into(), content);
        let written = serde_json::to_value(&document).unwrap();
        assert_eq!(written, serde_json::json!({}));
    }
    for urls in [serde_json::json!([]), serde_json::json!(["u"])] {
        let mut document = api::Document::default();
        document.extra.insert("fileUrls".into(), urls);
        let written = serde_json::to_value(&document).unwrap();
        assert_eq!(written, serde_json::json!({}));
    }
}

#[test]
fn the_error_of_serde_names_what_was_expected() {
    let serde = web_sdk(r#"{"process":{"id":7}}"#).json_error().to_string();
    assert!(serde.contains("expected a hyphenated UUID"), "{serde}");
    for (wrong, expected) in [
        ("7", "expected an array or an object"),
        ("[7]", "expected an array or an object"),
    ] {
        let error = serde_json::from_str::<web_sdk::Services>(wrong).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}
