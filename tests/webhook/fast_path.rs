//! `RawPayload::from_slice` reads plain bodies quickly; serde alone does not. Both must make the same of every body.

use idcloud_types::Flow;
use idcloud_types::ProcessState;
use idcloud_types::webhook::{EventType, RawPayload, ResultCode};

const OK: &str = include_str!("../../examples/payloads/webhook-ok.json");
const EXPIRED: &str = include_str!("../../examples/payloads/webhook-expired.json");
const WITHOUT_RESULT: &str = include_str!("../../examples/payloads/webhook-without-result.json");
const LEGACY: &str = include_str!("../../examples/payloads/webhook-legacy-update-process.json");
const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

#[track_caller]
fn assert_same(body: &[u8]) {
    let quick = RawPayload::from_slice(body);
    let Ok(text) = std::str::from_utf8(body) else {
        assert!(quick.is_err(), "{}", body.escape_ascii());
        return;
    };
    let quick = quick.map_err(|error| error.json_error().to_string());
    let serde = serde_json::from_str::<RawPayload>(text).map_err(|error| error.to_string());
    if serde == Err("expected an object".into()) {
        // What follows a value that is not an object is reported first where the whole body is known.
        assert!(quick.is_err(), "{text:?}");
    } else {
        assert_eq!(quick, serde, "{text:?}");
    }
}

/// Every documented body of the webhook, pretty-printed and compact, and one with members of tomorrow.
fn bodies() -> Vec<String> {
    let unknown = OK.replacen(
        '{',
        r#"{"attempt":2,"sent\u0041t":null,"tenant":{"id":[7,"x"]},"#,
        1,
    );
    [OK, EXPIRED, WITHOUT_RESULT, LEGACY, &unknown]
        .into_iter()
        .flat_map(|body| {
            let compact = serde_json::from_str::<serde_json::Value>(body).unwrap();
            [body.to_owned(), compact.to_string()]
        })
        .collect()
}

#[test]
fn both_readers_agree_on_every_cut() {
    for body in bodies() {
        for end in 0..=body.len() {
            assert_same(&body.as_bytes()[..end]);
            assert_same(&body.as_bytes()[end..]);
        }
    }
}

#[test]
fn both_readers_agree_on_every_changed_byte() {
    const BYTES: &[u8] = b"\"\\{}[]:,n0u \n\t\r\x0b\x0c\0\x1f\x7f\xC3\xFFz-";
    for body in bodies() {
        let body = body.as_bytes();
        for at in 0..body.len() {
            for byte in BYTES {
                let mut changed = body.to_vec();
                changed[at] = *byte;
                assert_same(&changed);
                changed[at] = body[at];
                changed.insert(at, *byte);
                assert_same(&changed);
            }
            let mut changed = body.to_vec();
            changed.insert(at, body[at]);
            assert_same(&changed);
            changed.drain(at..=at + 1);
            assert_same(&changed);
        }
    }
}

#[test]
fn both_readers_agree_on_every_changed_member() {
    for body in bodies() {
        let parts: Vec<&str> = body.split(',').collect();
        for at in 0..parts.len() {
            let mut changed = parts.clone();
            changed.insert(at, parts[at]);
            assert_same(changed.join(",").as_bytes());
            changed.drain(at..=at + 1);
            assert_same(changed.join(",").as_bytes());
        }
    }
}

#[test]
fn both_readers_agree_on_members_in_any_order() {
    let members = [
        format!(r#""processId":"{ID}""#),
        r#""state":"PROCESS_STATE_FINISHED""#.to_owned(),
        r#""result":"ok""#.to_owned(),
        r#""attempt":"2""#.to_owned(),
        r#""attempt":[2]"#.to_owned(),
    ];
    for a in &members {
        assert_same(format!("{{{a}}}").as_bytes());
        for b in &members {
            assert_same(format!("{{{a},{b}}}").as_bytes());
            for c in &members {
                assert_same(format!("{{{a} ,\r\n\t{b} , {c} }} ").as_bytes());
            }
        }
    }
}

#[test]
fn both_readers_agree_on_every_kind_of_value() {
    let values = [
        r#""""#,
        r#"" ""#,
        "null",
        "true",
        "7",
        "-0.5e3",
        "[]",
        "{}",
        r#"{"a":"b"}"#,
        "\"x",
        r#""x\"y""#,
        r#""x\ny""#,
        r#""\u0041""#,
        "\"a\nb\"",
        "\"a\u{7f}b\"",
        "\"ação\"",
        r#""ok""#,
        r#""\u006fk""#,
        r#""ok ""#,
        r#""OK""#,
        r#""PROCESS_RESULT_OK""#,
        r#""a"b""#,
        r#""8263A268-5388-492A-BCA2-28E1FF4A69F0""#,
        r#""8263a2685388492abca228e1ff4a69f0""#,
        r#""{8263a268-5388-492a-bca2-28e1ff4a69f}""#,
        r#""8263a268-5388-492a-bca2-28e1ff4a69f0 ""#,
        r#""8263a268-5388-492a-bca2-28e1ff4a69f""#,
        r#""8263a268-5388-492a-bca2-28e1ff4a69ç""#,
    ];
    for name in [
        "processId",
        "state",
        "flow",
        "result",
        "lastEvent",
        "lastEventDescription",
        "other",
        "processid",
        "st\\u0061te",
        "",
    ] {
        for value in values {
            assert_same(format!(r#"{{"processId":"{ID}","{name}":{value}}}"#).as_bytes());
            assert_same(format!(r#"{{"{name}":{value},"processId":"{ID}"}}"#).as_bytes());
            assert_same(format!(r#"{{"{name}":{value}}}"#).as_bytes());
        }
    }
}

#[test]
fn no_documented_string_needs_an_escape() {
    let descriptions = EventType::KNOWN.iter().filter_map(EventType::description);
    let texts = (ProcessState::KNOWN.iter().map(ProcessState::as_str))
        .chain(Flow::KNOWN.iter().map(Flow::as_str))
        .chain(ResultCode::KNOWN.iter().map(ResultCode::as_str))
        .chain(EventType::KNOWN.iter().map(EventType::as_str))
        .chain(descriptions);
    for text in texts {
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
        assert!(text.bytes().all(is_plain), "{text:?}");
    }
}
