//! `RawPayload::from_slice` reads plain bodies quickly; serde alone does not. Both must read every body alike.

use std::borrow::Cow;

use idcloud_types::Flow;
use idcloud_types::ProcessState;
use idcloud_types::webhook::{EventType, Field, RawPayload, ResultCode};

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

/// The body with a documented description at its end, unless it has one.
fn described(body: &str) -> String {
    if body.contains(r#""lastEventDescription""#) {
        return body.to_owned();
    }
    let members = body.trim_end().strip_suffix('}').unwrap();
    format!(r#"{members},"lastEventDescription":"QR code was read"}}"#)
}

/// Whether the body is read quickly: the quick reader alone borrows a documented description.
#[track_caller]
fn is_quick(body: &str) -> bool {
    assert_same(body.as_bytes());
    let raw = described(body).parse::<RawPayload>().unwrap();
    matches!(raw.last_event_description, Some(Cow::Borrowed(_)))
}

#[track_caller]
fn assert_quick(body: &str) {
    assert!(is_quick(body), "left to serde: {body}");
}

#[test]
fn the_documented_bodies_are_read_quickly() {
    for body in [OK, EXPIRED, WITHOUT_RESULT] {
        assert_quick(body);
        assert_quick(&body.replace('\n', "\r\n\t"));
        let compact = serde_json::from_str::<serde_json::Value>(body).unwrap();
        assert_quick(&compact.to_string());
    }
}

#[test]
fn every_documented_event_is_read_quickly() {
    for event in EventType::KNOWN {
        let description = event.description().unwrap();
        assert_quick(&format!(
            r#"{{"processId":"{ID}","lastEvent":"{event}",
            "lastEventDescription":"{description}"}}"#
        ));
    }
}

#[test]
fn members_in_any_order_are_read_quickly() {
    let members = EXPIRED.trim().trim_matches(['{', '}']).split(',');
    let mut members: Vec<&str> = members.map(str::trim).collect();
    for _ in 0..members.len() {
        members.rotate_left(1);
        assert_quick(&format!("{{{}}}", members.join(",")));
    }
}

#[test]
fn empty_and_unknown_values_are_read_quickly() {
    for text in [
        "",
        "x",
        "news",
        "a value that is longer than sixteen bytes",
        "ação \u{1F600}",
    ] {
        for member in ["state", "flow", "result", "lastEvent"] {
            assert_quick(&format!(r#"{{"processId":"{ID}","{member}":"{text}"}}"#));
        }
    }
}

#[test]
fn unknown_members_of_every_kind_are_read_quickly() {
    let values = [
        r#""""#,
        r#""x\n\u0041""#,
        "null",
        "true",
        "7",
        "-0.5e3",
        " [ 1 , [ ] ] ",
        r#"{ "a" : { "processId" : "}" } }"#,
    ];
    let known = Field::ALL.iter().map(|field| field.as_str());
    let longer = known.map(|name| format!("{name}s"));
    let others = ["", "attempt", "processid", "stat", "lastEventD", "não"].map(String::from);
    let names: Vec<String> = longer.chain(others).collect();
    for value in values {
        for name in &names {
            let member = format!(r#""{name}":{value}"#);
            assert_quick(&OK.replacen('{', &format!("{{{member},"), 1));
            assert_quick(&OK.replacen(',', &format!(",{member},"), 1));
            assert_quick(&format!("{},{member} }} ", OK.trim().trim_end_matches('}')));
            // The last value counts.
            assert_quick(&OK.replacen('{', &format!(r#"{{"{name}":1,{member},"#), 1));
        }
    }
}

#[test]
fn an_unknown_member_is_nested_as_deep_as_serde_allows() {
    let nested = |levels: usize| {
        let value = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        OK.replacen('{', &format!(r#"{{"deep":{value},"#), 1)
    };
    assert_quick(&nested(126));
    assert_same(nested(127).as_bytes());
    assert!(nested(127).parse::<RawPayload>().is_err());
}

#[test]
fn a_body_that_is_not_plain_is_left_to_serde() {
    for body in [
        OK.replace(r#""ok""#, "null"),
        OK.replace(r#""ok""#, r#""\u006fk""#),
        OK.replace(r#""flow""#, r#""fl\u006fw""#),
    ] {
        assert_ne!(body, OK);
        assert!(!is_quick(&body), "{body}");
    }
    for body in [
        OK.replace(r#""flow""#, r#""state""#),
        OK.replace("8263a268-", "8263a268"),
        format!("{OK}é"),
    ] {
        assert_ne!(body, OK);
        assert_same(body.as_bytes());
        assert!(body.parse::<RawPayload>().is_err(), "{body}");
    }
}
