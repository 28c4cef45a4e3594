//! Where JSON itself is doubtful: what each message takes, what it refuses, and the message of the refusal.

use std::thread;

use idcloud_types::ReadError;
use idcloud_types::get_process::{ErrorBody, api, web_sdk};
use idcloud_types::webhook::RawPayload;
use serde_json::{Map, Value, json};

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

/// One of the messages: its body around the members of an object, and what reading that body gives.
struct Message {
    name: &'static str,
    /// The start of the body, up to the members, and its end.
    start: String,
    end: &'static str,
    /// The path to the object of the members, with its dot.
    path: &'static str,
    /// A known member that holds a string.
    known: &'static str,
    read: fn(&[u8]) -> Result<Read, ReadError>,
}

/// What was read: the members without a field, and the whole of it written back.
struct Read {
    extra: Map<String, Value>,
    written: String,
}

fn messages() -> [Message; 3] {
    [
        Message {
            name: "malformed webhook payload",
            start: format!(r#"{{"processId":"{ID}","#),
            end: "}",
            path: "",
            known: "result",
            read: |body| {
                let raw = RawPayload::from_slice(body)?;
                let written = serde_json::to_string(&raw).unwrap();
                Ok(Read {
                    extra: raw.extra,
                    written,
                })
            },
        },
        Message {
            name: "malformed GetProcess response",
            start: format!(r#"{{"process":{{"id":"{ID}","#),
            end: "}}",
            path: "process.",
            known: "result",
            read: |body| {
                let response = web_sdk::Response::from_slice(body)?;
                let written = serde_json::to_string(&response).unwrap();
                Ok(Read {
                    extra: response.process.extra,
                    written,
                })
            },
        },
        Message {
            name: "malformed GetProcess response",
            start: format!(r#"{{"id":"{ID}","status":3,"unicoId":{{"#),
            end: "}}",
            path: "unicoId.",
            known: "result",
            read: |body| {
                let process = api::Process::from_slice(body)?;
                let written = serde_json::to_string(&process).unwrap();
                Ok(Read {
                    extra: process.unico_id.unwrap().extra,
                    written,
                })
            },
        },
    ]
}

impl Message {
    fn body(&self, members: &str) -> String {
        format!("{}{members}{}", self.start, self.end)
    }

    #[track_caller]
    fn accepts(&self, body: &str) -> Read {
        (self.read)(body.as_bytes()).unwrap_or_else(|error| panic!("{error}: {body}"))
    }

    /// Checks the message of a refusal after its position, where `%` is the path to the members.
    #[track_caller]
    fn refuses(&self, body: &[u8], text: &str) {
        let Err(error) = (self.read)(body) else {
            panic!("read {}", body.escape_ascii())
        };
        let (line, column) = (error.line(), error.column());
        let text = text.replace('%', self.path);
        let expected = format!("{} at line {line} column {column}: {text}", self.name);
        assert_eq!(error.to_string(), expected, "{}", body.escape_ascii());
    }
}

/// Whether this build of `serde_json` keeps any number (`arbitrary_precision`).
fn keeps_any_number() -> bool {
    serde_json::from_str::<Value>("1e999").is_ok()
}

#[test]
fn only_white_space_may_surround_the_object() {
    for message in messages() {
        let body = message.body(r#""x":1"#);
        let bytes = body.as_bytes();
        message.accepts(&format!(" \t\r\n{body}\n\r\t "));

        let mark = "the body starts with a byte-order mark; expected plain UTF-8";
        message.refuses(format!("\u{feff}{body}").as_bytes(), mark);
        let trailing = "the body has data after the JSON object; expected nothing after it";
        for after in ["x", "{}", ",", "}", "\0", "\u{feff}", "// x"] {
            message.refuses(format!("{body}{after}").as_bytes(), trailing);
        }
        let no_object = "the body is not an object; expected one JSON object";
        for other in ["null", "7", "\"x\"", &format!("[{body}]"), "[]", "true"] {
            message.refuses(other.as_bytes(), no_object);
        }
        let early = "the body ends too early; expected one whole JSON object";
        for cut in [&bytes[..0], &bytes[..1], &bytes[..bytes.len() - 1]] {
            message.refuses(cut, early);
        }
        let no_json = "the body is broken JSON: expected value";
        for before in ["\0", "\u{b}", "\u{a0}", "x"] {
            message.refuses(format!("{before}{body}").as_bytes(), no_json);
        }
    }
}

#[test]
fn bytes_that_are_not_utf8_are_refused_wherever_they_are() {
    let not_utf8 = "the body is not UTF-8; expected UTF-8";
    for message in messages() {
        let (start, end) = (message.start.as_bytes(), message.end.as_bytes());
        // a lone byte, an overlong `/`, a surrogate, and a character cut short
        for bad in [&b"\xFF"[..], b"\xC0\xAF", b"\xED\xA0\xBD", b"\xE2\x82"] {
            message.refuses(&[bad, start, b"\"x\":1", end].concat(), not_utf8);
            message.refuses(&[start, b"\"x", bad, b"\":1", end].concat(), not_utf8);
            message.refuses(&[start, b"\"x\":\"", bad, b"\"", end].concat(), not_utf8);
            let known = format!("\"{}\":\"", message.known);
            message.refuses(
                &[start, known.as_bytes(), bad, b"\"", end].concat(),
                not_utf8,
            );
            message.refuses(&[start, b"\"x\":1", end, bad].concat(), not_utf8);
        }
    }
}

#[test]
fn a_known_member_may_be_there_once_however_its_name_is_spelt() {
    for message in messages() {
        let known = message.known;
        let repeated = format!("`%{known}` is repeated; expected each member at most once");
        for members in [
            format!(r#""{known}":"a","{known}":"a""#),
            format!(r#""{known}":null,"{known}":"a""#),
            format!(r#""{known}":"a","{known}":null"#),
            format!(r#""{known}":"a","x":1,"{known}":7"#),
            r#""result":"a","resul\u0074":"b""#.to_owned(),
            r#""\u0072\u0065sult":"a","result":"b""#.to_owned(),
        ] {
            message.refuses(message.body(&members).as_bytes(), &repeated);
        }
        // An escaped name is the same name.
        let read = message.accepts(&message.body(r#""\u0072esul\u0074":"a""#));
        assert_eq!(read.written, message.body(r#""result":"a""#));
        assert!(read.extra.is_empty());
    }
}

#[test]
fn of_a_repeated_unknown_member_the_last_value_is_kept() {
    for message in messages() {
        for members in [
            r#""x":1,"x":{"a":[]},"x":2"#,
            r#""x":1,"\u0078":2"#,
            r#""\u0078":1,"x":2"#,
        ] {
            let read = message.accepts(&message.body(members));
            assert_eq!(read.written, message.body(r#""x":2"#), "{members}");
        }
        let read = message.accepts(&message.body(r#""x":{"a":1,"\u0061":2}"#));
        assert_eq!(read.extra["x"], json!({ "a": 2 }));
    }
}

#[test]
fn a_broken_string_is_refused_for_its_true_cause() {
    let control = "control character (\\u0000-\\u001F) found while parsing a string";
    for message in messages() {
        for (broken, cause) in [
            (r"\ud83d", "unexpected end of hex escape"),
            (r"\ud83dx", "unexpected end of hex escape"),
            (r"\ud83d\n", "unexpected end of hex escape"),
            (r"\ud83d\u0041", "lone leading surrogate in hex escape"),
            (r"\ude00", "lone leading surrogate in hex escape"),
            (r"\u12", "invalid escape"),
            (r"\x", "invalid escape"),
            ("\0", control),
            ("\u{1f}", control),
            ("a\nb", control),
            ("a\tb", control),
        ] {
            for (members, path) in [
                (format!(r#""x":"{broken}""#), "*"),
                (format!(r#""x":[{{"a":"{broken}"}}]"#), "*"),
                (format!(r#""{}":"{broken}""#, message.known), message.known),
            ] {
                let text = format!("`%{path}` is broken JSON: {cause}");
                message.refuses(message.body(&members).as_bytes(), &text);
            }
            // In a name it is the object that is broken.
            let text = match message.path.trim_end_matches('.') {
                "" => format!("the body is broken JSON: {cause}"),
                object => format!("`{object}` is broken JSON: {cause}"),
            };
            let members = format!("\"{broken}\":1");
            message.refuses(message.body(&members).as_bytes(), &text);
        }
    }
}

#[test]
fn any_other_string_is_kept() {
    for message in messages() {
        for text in [
            "\0",
            "\u{7f}",
            "\u{feff}",
            "\u{2028}",
            "😀",
            "\u{10ffff}",
            "\"\\/",
        ] {
            let members = Value::from(Map::from_iter([
                (text.to_owned(), json!([text])),
                (message.known.to_owned(), text.into()),
            ]));
            let members = members.to_string();
            let body = message.body(&members[1..members.len() - 1]);
            let read = message.accepts(&body);
            assert_eq!(read.extra[text], json!([text]));
            let written: Value = serde_json::from_str(&read.written).unwrap();
            assert_eq!(written, serde_json::from_str::<Value>(&body).unwrap());
        }
        let read = message.accepts(&message.body(r#""x":"\ud83d\ude00\u0000\/""#));
        assert_eq!(read.extra["x"], "😀\0/");
    }
}

#[test]
fn numbers_are_kept_up_to_64_bits_and_to_the_precision_of_a_double() {
    for message in messages() {
        for number in [
            "0",
            "-1",
            "1.0",
            "-0.0",
            "0.1",
            "1e-7",
            "18446744073709551615",
            "-9223372036854775808",
            "1.7976931348623157e308",
            "5e-324",
            "85.5",
        ] {
            let body = message.body(&format!("\"x\":{number}"));
            let read = message.accepts(&body);
            assert_eq!(
                read.extra["x"],
                serde_json::from_str::<Value>(number).unwrap()
            );
            let again: Value = serde_json::from_str(&read.written).unwrap();
            assert_eq!(again, serde_json::from_str::<Value>(&body).unwrap());
            assert!(read.extra["x"].is_number());
        }
        // A number that is not an integer does not become one.
        let read = message.accepts(&message.body("\"x\":1.0"));
        assert_eq!(read.written, message.body("\"x\":1.0"));
        let read = message.accepts(&message.body("\"x\":-0"));
        let integer = serde_json::to_string(&serde_json::from_str::<Value>("-0").unwrap());
        assert_eq!(read.extra["x"].to_string(), integer.unwrap());

        let huge = message.body("\"x\":123456789012345678901234567890");
        let read = message.accepts(&huge);
        assert_eq!(read.extra["x"].as_f64(), Some(1.234_567_890_123_456_8e29));
        if keeps_any_number() {
            assert_eq!(read.written, huge);
            assert_eq!(
                message.accepts(&message.body("\"x\":1e999")).written,
                message.body("\"x\":1e+999")
            );
        } else {
            let beyond = "`%*` is broken JSON: number out of range";
            for number in ["1e999", "-1e999", "[1e309]"] {
                message.refuses(message.body(&format!("\"x\":{number}")).as_bytes(), beyond);
            }
        }
        for (number, cause) in [
            ("01", "invalid number"),
            ("-", "invalid number"),
            ("1.", "invalid number"),
            ("+1", "expected value"),
            (".5", "expected value"),
            ("NaN", "expected value"),
            ("Infinity", "expected value"),
            ("0x10", "expected `,` or `}`"),
        ] {
            let body = message.body(&format!("\"x\":{number}"));
            let Err(error) = (message.read)(body.as_bytes()) else {
                panic!("{body}")
            };
            assert!(
                error.to_string().ends_with(&format!(": {cause}")),
                "{error}: {body}"
            );
        }
    }
}

#[test]
fn a_body_may_have_127_levels_and_not_128() {
    for message in messages() {
        let outer = message.start.matches('{').count();
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = |levels: usize| {
                let inner = levels - outer;
                message.body(&format!(
                    "\"x\":{}1{}",
                    open.repeat(inner),
                    close.repeat(inner)
                ))
            };
            let body = nested(127);
            assert_eq!(message.accepts(&body).written, body);
            for levels in [128, 129, 200, 100_000] {
                let text = "`%*` is nested too deep; expected fewer than 128 levels";
                message.refuses(nested(levels).as_bytes(), text);
            }
        }
    }
}

#[test]
fn an_object_is_not_read_from_an_array() {
    for message in messages() {
        let array = format!(r#"["{ID}","PROCESS_STATE_FINISHED","id","ok"]"#);
        let text = "the body is not an object; expected one JSON object";
        message.refuses(array.as_bytes(), text);
    }
    let [_, web_sdk, _] = messages();
    let text = "`process` has the wrong type or form; expected an object";
    web_sdk.refuses(format!(r#"{{"process":["{ID}"]}}"#).as_bytes(), text);
    // An optional one loses itself alone.
    let body = format!(r#"{{"id":"{ID}","status":3,"unicoId":["yes"]}}"#);
    let process: api::Process = body.parse().unwrap();
    assert_eq!(process.unico_id, None);
    assert_eq!(process.extra["unicoId"], json!(["yes"]));
    assert_eq!(serde_json::to_string(&process).unwrap(), body);
}

/// The names by which `serde_json` hands over values under some of its features. In a body they are data.
const PRIVATE: [&str; 2] = [
    "$serde_json::private::RawValue",
    "$serde_json::private::Number",
];

/// Values that a private name could give a meaning to.
fn private_values() -> Vec<Value> {
    let mut values = Vec::new();
    for name in PRIVATE {
        for value in [
            json!("1"),
            json!("[1, {\"a\": 2}]"),
            json!("no JSON"),
            json!(""),
            json!(7),
            json!(null),
            json!(["1"]),
            json!({ name: "1" }),
        ] {
            values.push(json!({ name: value }));
            values.push(json!([{ "a": { name: value } }]));
            values.push(json!({ name: value, "b": 1 }));
            values.push(json!({ "a": 1, name: value }));
        }
    }
    values
}

/// JSON written by hand: `serde_json` writes those values under their meaning.
fn text_of_value(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                format!("{}:{}", Value::from(name.as_str()), text_of_value(value))
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(elements) => {
            let elements = elements.iter().map(text_of_value);
            format!("[{}]", elements.collect::<Vec<_>>().join(","))
        }
        value => value.to_string(),
    }
}

#[test]
fn a_private_name_of_serde_json_is_data() {
    for message in messages() {
        for value in private_values() {
            let body = message.body(&format!("\"x\":{}", text_of_value(&value)));
            let read = message.accepts(&body);
            assert_eq!(read.extra["x"], value, "{body}");
            assert_eq!(read.written, body);
        }
        for name in PRIVATE {
            for value in [json!("1"), json!({ "a": 1 }), json!("no JSON")] {
                let body = message.body(&format!("\"{name}\":{}", text_of_value(&value)));
                let read = message.accepts(&body);
                assert_eq!(read.extra[name], value, "{body}");
                assert_eq!(read.written, body);
            }
        }
    }
}

/// A raw value in a raw value, and so on: under `serde_json/raw_value` each is a string to be read again, whose depth
/// `serde_json` counts from 0.
fn nested_raw_values(levels: usize) -> String {
    let name = PRIVATE[0];
    (0..levels).fold("1".to_owned(), |inner, _| {
        format!("{{\"{name}\":{}}}", Value::from(inner))
    })
}

#[test]
fn no_body_overflows_a_stack_of_2_mib() {
    let read = || {
        for message in messages() {
            // Each level doubles the escapes.
            for levels in [1, 5, 10, 14] {
                let body = message.body(&format!("\"x\":{}", nested_raw_values(levels)));
                assert_eq!(message.accepts(&body).written, body);
            }
            let name = PRIVATE[0];
            for open in [
                "[".to_owned(),
                "{\"a\":".to_owned(),
                format!("{{\"{name}\":"),
            ] {
                let body = message.body(&format!("\"x\":{}", open.repeat(100_000)));
                let text = "`%*` is nested too deep; expected fewer than 128 levels";
                message.refuses(body.as_bytes(), text);
                let body = message.body(&format!("\"{}\":{}", message.known, open.repeat(100_000)));
                assert!((message.read)(body.as_bytes()).is_err());
            }
        }
    };
    let stack = thread::Builder::new().stack_size(2 * 1024 * 1024);
    stack.spawn(read).unwrap().join().unwrap();
}

/// In the members whose readers take more than one kind of value.
#[test]
fn a_private_name_is_data_or_a_wrong_type_in_a_member_with_a_field() {
    let [_, web_sdk, api] = messages();
    for value in private_values().iter().filter(|value| value.is_object()) {
        let text = text_of_value(value);
        for read in [
            (
                web_sdk.read,
                web_sdk.body(&format!("\"services\":[{{\"x\":{text}}}]")),
            ),
            (
                web_sdk.read,
                web_sdk.body(&format!(
                    "\"services\":[{{\"documents\":[{{\"doc\":{{\"data\":{text}}}}}]}}]"
                )),
            ),
            (
                api.read,
                format!(
                    r#"{{"id":"{ID}","status":3,"unicoId":{{}},"document":{{"content":{text}}}}}"#
                ),
            ),
        ] {
            let (read, body) = read;
            let read = read(body.as_bytes()).unwrap_or_else(|error| panic!("{error}: {body}"));
            assert_eq!(read.written, body);
        }
        let body = format!("{{\"error\":{{\"x\":{text}}}}}");
        let error: ErrorBody = body.parse().unwrap();
        assert_eq!(serde_json::to_string(&error).unwrap(), body);
        let body = format!("{{\"error\":{text}}}");
        let error: ErrorBody = body.parse().unwrap();
        assert_eq!(serde_json::to_string(&error).unwrap(), body);

        // A score is a number, and no object is one.
        let body = format!(r#"{{"id":"{ID}","status":3,"score":{text}}}"#);
        let process: api::Process = body.parse().unwrap();
        assert_eq!((process.score, &process.extra["score"]), (None, value));
        let body = web_sdk.body(&format!(
            r#""authenticationInfo":{{"scoreEngineResult":{{"score":{text}}}}}"#
        ));
        let response: web_sdk::Response = body.parse().unwrap();
        assert_eq!(serde_json::to_string(&response).unwrap(), body);
        let info = response.process.authentication_info.unwrap();
        let score = info.score_engine_result.unwrap();
        assert_eq!((score.score, &score.extra["score"]), (None, value));
    }
}
