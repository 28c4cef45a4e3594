//! Where a plain string ends, and what is left to the deserializer.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::{plain_length, read_members};

/// The members that are read; a repeated one keeps its last value, as in a `Map`.
fn read(body: &str) -> Option<Map<String, Value>> {
    let mut members = Map::new();
    read_members(
        body,
        |_| None::<((), usize)>,
        |(), _| None,
        |name, value| {
            members.insert(name.into(), value);
        },
    )?;
    Some(members)
}

#[test]
fn it_reads_what_serde_json_reads_or_nothing() {
    for body in [
        r#"{"a":"b"}"#,
        " { \"a\" : \"\" ,\r\n\t\"\" : null } ",
        r#"{"a":"x\n\u0041","b":[1,{"a":"}"}],"a":-0.5e3}"#,
        r#"{"a":{"b":"\""},"c":true}"#,
        r"{}",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":"b",}"#,
        r#"{"a":"b"}}"#,
        r#"{"a":"b"} x"#,
        r#"{"a\u0041":"b"}"#,
        r#"{"a":"b" "c":"d"}"#,
        r#"["a"]"#,
        r#"{"a":01}"#,
        r#"{"a":"b"#,
        "{\"a\":\"b\n\"}",
        "{\"a\n\":\"b\"}",
        "{\"a\":\"b \"}",
        "",
    ] {
        if let Some(members) = read(body) {
            assert_eq!(serde_json::from_str(body).ok(), Some(members), "{body}");
        }
    }
    assert!(read(r#"{"a":"x\n","b":[1]}"#).is_some());
    assert!(read(r"{}").is_none());
}

#[test]
fn a_string_is_plain_up_to_its_first_special_byte_wherever_that_is() {
    let is_special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    for length in 0..20 {
        assert_eq!(plain_length(&"a".repeat(length).into_bytes()), None);
        for at in 0..length {
            for byte in 0..=u8::MAX {
                // What follows must not matter: a special byte, its neighbours, and bytes that are not ASCII.
                for other in [b'a', b'"', b'#', b'!', 0, b'\\', 0x1F, 0x80, 0xFF] {
                    let mut text: Vec<u8> = "\u{7f}".repeat(length).into_bytes();
                    text[at] = byte;
                    if let Some(next) = text.get_mut(at + 1) {
                        *next = other;
                    }
                    let expected = text.iter().position(|byte| is_special(*byte));
                    assert_eq!(plain_length(&text), expected, "{}", text.escape_ascii());
                }
            }
        }
    }
}
