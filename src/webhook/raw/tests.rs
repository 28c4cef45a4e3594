//! The scanner reads documented bodies itself, which nothing else would show: the deserializer gives the same payload.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use super::{EventType, Field, RawPayload, read_plain};

const OK: &str = include_str!("../../../examples/payloads/webhook-ok.json");
const EXPIRED: &str = include_str!("../../../examples/payloads/webhook-expired.json");
const WITHOUT_RESULT: &str = include_str!("../../../examples/payloads/webhook-without-result.json");

#[track_caller]
fn assert_reads(body: &str) {
    let quick = read_plain(body);
    assert!(quick.is_some(), "left to the deserializer: {body}");
    assert_eq!(quick, serde_json::from_str::<RawPayload>(body).ok());
}

#[test]
fn it_reads_the_documented_bodies() {
    for body in [OK, EXPIRED, WITHOUT_RESULT] {
        assert_reads(body);
        assert_reads(&body.replace('\n', "\r\n\t"));
        let compact = serde_json::from_str::<Value>(body).unwrap().to_string();
        assert_reads(&compact);
    }
}

#[test]
fn it_finds_every_known_name_and_no_other() {
    for field in Field::ALL {
        let name = field.as_str();
        let json = format!("{name}\": \"ok\"");
        let found = Some((*field, name.len() + 1));
        assert_eq!(Field::at_start_of(json.as_bytes()), found);
        for other in [
            name.to_string(),
            format!("{name}s\""),
            format!("\"{name}\""),
        ] {
            assert_eq!(Field::at_start_of(other.as_bytes()), None, "{other}");
        }
    }
}

#[test]
fn it_reads_every_documented_event() {
    for event in EventType::KNOWN {
        let description = event.description().unwrap();
        let event = event.as_str();
        assert_reads(&format!(
            r#"{{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","lastEvent":"{event}",
            "lastEventDescription":"{description}"}}"#
        ));
    }
}

#[test]
fn it_reads_members_in_any_order() {
    let members: Vec<&str> = EXPIRED
        .trim()
        .trim_matches(['{', '}'])
        .split(',')
        .map(str::trim)
        .collect();
    for first in 0..members.len() {
        let (end, start) = members.split_at(first);
        assert_reads(&format!("{{{},{}}}", start.join(","), end.join(",")).replace(",}", "}"));
    }
}

#[test]
fn it_reads_empty_and_unknown_values() {
    for text in [
        "",
        "x",
        "news",
        "a value that is longer than sixteen bytes",
        "ação \u{1F600}",
    ] {
        for member in [
            "state",
            "flow",
            "result",
            "lastEvent",
            "lastEventDescription",
        ] {
            assert_reads(&format!(
                r#"{{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","{member}":"{text}"}}"#
            ));
        }
    }
}

#[test]
fn it_reads_unknown_members_of_every_kind() {
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
    for value in values {
        for name in [
            "",
            "attempt",
            "processid",
            "stat",
            "states",
            "lastEventD",
            "não",
        ] {
            let member = format!(r#""{name}":{value}"#);
            assert_reads(&OK.replacen('{', &format!("{{{member},"), 1));
            assert_reads(&OK.replacen(',', &format!(",{member},"), 1));
            assert_reads(&format!("{},{member} }} ", OK.trim().trim_end_matches('}')));
            // The last value counts.
            assert_reads(&OK.replacen('{', &format!(r#"{{"{name}":1,{member},"#), 1));
        }
    }
}

#[test]
fn an_unknown_member_is_nested_as_deep_as_the_deserializer_allows() {
    let nested = |levels: usize| {
        let value = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        OK.replacen('{', &format!(r#"{{"deep":{value},"#), 1)
    };
    assert_reads(&nested(126));
    assert!(read_plain(&nested(127)).is_none());
    assert!(serde_json::from_str::<RawPayload>(&nested(127)).is_err());
}

#[test]
fn it_leaves_the_rest_to_the_deserializer() {
    let bodies: [String; 6] = [
        OK.replace(r#""ok""#, "null"),
        OK.replace(r#""ok""#, r#""\u006fk""#),
        OK.replace(r#""flow""#, r#""fl\u006fw""#),
        OK.replace(r#""flow""#, r#""state""#),
        OK.replace("8263a268-", "8263a268"),
        format!("{OK}é"),
    ];
    for body in bodies {
        assert_ne!(body, OK);
        assert!(read_plain(&body).is_none(), "{body}");
    }
}
