//! `RawPayload::from_slice` takes a short cut for plain bodies; serde alone does not. Both must make the same of
//! every body.

use idcloud_types::Flow;
use idcloud_types::ProcessState;
use idcloud_types::webhook::{EventType, RawPayload, ResultCode};

const OK: &str = include_str!("../examples/payloads/webhook-ok.json");
const EXPIRED: &str = include_str!("../examples/payloads/webhook-expired.json");
const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

#[track_caller]
fn assert_same(body: &[u8]) {
    let short = RawPayload::from_slice(body).map_err(|error| error.json_error().to_string());
    let long = serde_json::from_slice::<RawPayload>(body).map_err(|error| error.to_string());
    if str::from_utf8(body).is_ok() {
        assert_eq!(short, long, "{}", body.escape_ascii());
    } else {
        // Both refuse what is not UTF-8: one before it reads, the other where it meets it.
        assert!(short.is_err() && long.is_err(), "{}", body.escape_ascii());
    }
}

#[test]
fn every_cut_of_a_documented_body() {
    for body in [OK, EXPIRED] {
        for end in 0..=body.len() {
            assert_same(&body.as_bytes()[..end]);
            assert_same(&body.as_bytes()[end..]);
        }
    }
}

#[test]
fn every_byte_of_a_documented_body_replaced_inserted_and_doubled() {
    const BYTES: &[u8] = b"\"\\{}[]:,n0 \n\t\r\x0b\x0c\0\x1f\x7f\xC3\xFFz-";
    for body in [OK, EXPIRED] {
        for at in 0..body.len() {
            for byte in BYTES {
                let mut changed = body.as_bytes().to_vec();
                changed[at] = *byte;
                assert_same(&changed);
                changed[at] = body.as_bytes()[at];
                changed.insert(at, *byte);
                assert_same(&changed);
            }
            let mut doubled = body.as_bytes().to_vec();
            doubled.insert(at, body.as_bytes()[at]);
            assert_same(&doubled);
        }
    }
}

#[test]
fn members_in_any_order_repeated_or_unknown() {
    let members = [
        format!(r#""processId":"{ID}""#),
        r#""state":"PROCESS_STATE_FINISHED""#.to_owned(),
        r#""result":"ok""#.to_owned(),
        r#""attempt":"2""#.to_owned(),
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
fn every_kind_of_value_in_every_member() {
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
fn no_documented_text_needs_an_escape() {
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
