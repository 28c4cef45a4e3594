//! A member that this version does not know is kept as `serde_json::Value` reads it in its place, whatever the format and
//! whatever is around the message.

use std::collections::BTreeMap;
use std::fmt::Debug;

use idcloud_types::get_process::{api, web_sdk};
use idcloud_types::webhook::RawPayload;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

/// A format that says of itself which type a value has.
struct Format {
    name: &'static str,
    /// `None` for a value that the format does not have.
    write: fn(&Native) -> Option<Vec<u8>>,
    write_value: fn(&Value) -> Option<Vec<u8>>,
}

/// Writes the functions of a format.
macro_rules! written_by {
    ($name:literal, |$value:ident| $write:expr) => {
        Format {
            name: $name,
            write: |$value| $write,
            write_value: |$value| $write,
        }
    };
}

const FORMATS: [Format; 6] = [
    written_by!("JSON", |value| serde_json::to_vec(value).ok()),
    // Its bytes are JSON too, and it is read as a `Value` before it is read as a message.
    written_by!("JSON Value", |value| serde_json::to_vec(value).ok()),
    written_by!("CBOR", |value| {
        let mut bytes = Vec::new();
        ciborium::into_writer(value, &mut bytes).ok()?;
        Some(bytes)
    }),
    written_by!("MessagePack", |value| rmp_serde::to_vec_named(value).ok()),
    written_by!("YAML", |value| serde_yaml_ng::to_string(value)
        .ok()
        .map(String::into_bytes)),
    written_by!("TOML", |value| toml::to_string(value)
        .ok()
        .map(String::into_bytes)),
];

impl Format {
    fn read<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, String> {
        let text = || std::str::from_utf8(bytes).unwrap();
        match self.name {
            "JSON" => serde_json::from_slice(bytes).map_err(|error| error.to_string()),
            "JSON Value" => serde_json::from_slice(bytes)
                .and_then(serde_json::from_value)
                .map_err(|error| error.to_string()),
            "CBOR" => ciborium::from_reader(bytes).map_err(|error| error.to_string()),
            "MessagePack" => rmp_serde::from_slice(bytes).map_err(|error| error.to_string()),
            "YAML" => serde_yaml_ng::from_str(text()).map_err(|error| error.to_string()),
            _ => toml::from_str(text()).map_err(|error| error.to_string()),
        }
    }
}

/// A value whose numbers are those of the format: under `arbitrary_precision`, a `Value` writes a number as an object.
#[derive(Serialize)]
#[serde(untagged)]
enum Native {
    Null(()),
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Double(f64),
    String(String),
    Array(Vec<Native>),
    #[serde(serialize_with = "serialize_members")]
    Object(Vec<(String, Native)>),
}

fn serialize_members<S: serde::Serializer>(
    members: &[(String, Native)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
}

impl From<&Value> for Native {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null(()),
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => Self::Unsigned(number),
                (_, Some(number)) => Self::Signed(number),
                _ => Self::Double(number.as_f64().unwrap()),
            },
            Value::String(text) => Self::String(text.clone()),
            Value::Array(elements) => Self::Array(elements.iter().map(Self::from).collect()),
            Value::Object(members) => Self::Object(
                (members.iter())
                    .map(|(name, value)| (name.clone(), value.into()))
                    .collect(),
            ),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Flattened<T> {
    #[expect(dead_code, reason = "only read")]
    kind: String,
    #[serde(flatten)]
    message: T,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged<T> {
    #[expect(dead_code, reason = "never fits")]
    Other {
        of_another_message: bool,
    },
    Message(T),
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind")]
enum InternallyTagged<T> {
    #[serde(rename = "message")]
    Message(T),
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", content = "content")]
enum AdjacentlyTagged<T> {
    #[serde(rename = "message")]
    Message(T),
}

#[derive(Clone, Copy, Debug)]
enum Wrapping {
    Plain,
    Flattened,
    Untagged,
    InternallyTagged,
    AdjacentlyTagged,
}

impl Wrapping {
    const ALL: [Self; 5] = [
        Self::Plain,
        Self::Flattened,
        Self::Untagged,
        Self::InternallyTagged,
        Self::AdjacentlyTagged,
    ];

    /// A message with an unknown member, and all that is around it.
    fn document(self, value: &Value) -> Value {
        // Every message finds its own id.
        let mut message = Map::new();
        message.insert("x".to_owned(), value.clone());
        message.insert("processId".to_owned(), ID.into());
        message.insert("id".to_owned(), ID.into());
        self.around(message)
    }

    fn around(self, mut message: Map<String, Value>) -> Value {
        match self {
            Self::Plain | Self::Untagged => {}
            Self::Flattened | Self::InternallyTagged => {
                message.insert("kind".to_owned(), "message".into());
            }
            Self::AdjacentlyTagged => return json!({ "kind": "message", "content": message }),
        }
        message.into()
    }

    fn read<T: DeserializeOwned>(self, format: &Format, bytes: &[u8]) -> Result<T, String> {
        Ok(match self {
            Self::Plain => format.read(bytes)?,
            Self::Flattened => format.read::<Flattened<T>>(bytes)?.message,
            Self::Untagged => match format.read(bytes)? {
                Untagged::Message(message) => message,
                Untagged::Other { .. } => unreachable!(),
            },
            Self::InternallyTagged => {
                let InternallyTagged::Message(message) = format.read(bytes)?;
                message
            }
            Self::AdjacentlyTagged => {
                let AdjacentlyTagged::Message(message) = format.read(bytes)?;
                message
            }
        })
    }
}

/// Numbers with a fraction first: they are what goes wrong.
fn values() -> Vec<Value> {
    let number = "$serde_json::private::Number";
    let flat = [
        json!(1.5),
        json!(0.0),
        json!(-0.1),
        json!(1e300),
        json!(85.0),
        json!(0),
        json!(-1),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(null),
        json!(true),
        json!(false),
        json!(""),
        json!("ok"),
        json!("12"),
        json!("a\n\"b\" \u{1F600}"),
        json!({ number: "12" }),
        json!([]),
        json!({}),
    ];
    let nested = flat.iter().map(|value| json!([value, { "a": value }]));
    let deeper = flat.iter().map(|value| json!({ "a": [[value], "x"] }));
    flat.iter().cloned().chain(nested).chain(deeper).collect()
}

/// Objects that can't be numbers, though they have the name by which `serde_json` hands over one. `Value` refuses them, or
/// loses their other members.
fn data() -> Vec<Value> {
    let number = "$serde_json::private::Number";
    vec![
        json!({ number: "1.5", "a": true }),
        json!({ "a": true, number: "1.5" }),
        json!({ number: "x" }),
        json!({ number: "" }),
        json!({ number: true }),
        json!({ number: { "a": "1.5" } }),
    ]
}

/// Every way to write a message with the value, as a format, what is around the message, and its bytes.
fn for_each_document(value: &Value, mut check: impl FnMut(&Format, Wrapping, &[u8])) {
    for format in &FORMATS {
        for wrapping in Wrapping::ALL {
            let document = wrapping.document(value);
            let native = (format.write)(&Native::from(&document));
            for bytes in native.into_iter().chain((format.write_value)(&document)) {
                check(format, wrapping, &bytes);
            }
        }
    }
}

/// Checks that a message keeps the unknown member, and writes it back.
#[track_caller]
fn assert_keeps<M: DeserializeOwned + Serialize + Debug>(
    format: &Format,
    wrapping: Wrapping,
    bytes: &[u8],
    expected: &Value,
) {
    let place = format!("{} {wrapping:?} {}", format.name, bytes.escape_ascii());
    let read: M = (wrapping.read(format, bytes)).unwrap_or_else(|error| panic!("{place}: {error}"));
    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(&written["x"], expected, "{place}: {read:?}");
}

#[test]
fn an_unknown_member_is_kept_as_value_reads_it_in_every_format_and_wrapping() {
    let values = values();
    let mut count = 0;
    for value in &values {
        for_each_document(value, |format, wrapping, bytes| {
            let document: Value = wrapping.read(format, bytes).unwrap();
            let expected = &document["x"];
            assert_keeps::<RawPayload>(format, wrapping, bytes, expected);
            assert_keeps::<web_sdk::Process>(format, wrapping, bytes, expected);
            assert_keeps::<api::Process>(format, wrapping, bytes, expected);
            count += 1;
        });
    }
    // TOML has no `null`, and no integer beyond `i64`.
    let all = 2 * FORMATS.len() * Wrapping::ALL.len() * values.len();
    assert!(count > all * 9 / 10, "{count} of {all}");
}

#[test]
fn an_object_with_the_private_name_of_a_number_is_data_where_it_is_not_a_number() {
    for value in data() {
        for_each_document(&value, |format, wrapping, bytes| {
            // `Value` itself has refused it, or lost a member.
            if format.name != "JSON Value" {
                assert_keeps::<RawPayload>(format, wrapping, bytes, &value);
                assert_keeps::<web_sdk::Process>(format, wrapping, bytes, &value);
                assert_keeps::<api::Process>(format, wrapping, bytes, &value);
            }
        });
    }
}

/// Whatever the format makes of it, and though a member of another type was read before.
#[test]
fn null_at_a_documented_member_is_absent_in_every_format_and_wrapping() {
    let members = json!({ "processId": ID, "id": ID, "flow": 7, "state": null });
    for wrapping in Wrapping::ALL {
        let document = wrapping.around(members.as_object().unwrap().clone());
        for format in &FORMATS {
            let Some(bytes) = (format.write)(&Native::from(&document)) else {
                continue;
            };
            let raw: RawPayload = wrapping.read(format, &bytes).unwrap();
            let process: web_sdk::Process = wrapping.read(format, &bytes).unwrap();
            for extra in [raw.extra, process.extra] {
                assert_eq!(extra["flow"], 7, "{} {wrapping:?}", format.name);
                assert_eq!(extra.get("state"), None, "{} {wrapping:?}", format.name);
            }
        }
    }
}

#[test]
fn a_process_that_is_not_an_object_is_refused_in_every_format_and_wrapping() {
    for process in [
        json!(null),
        json!([]),
        json!([1]),
        json!("a"),
        json!(1),
        json!(true),
    ] {
        let members = json!({ "process": process });
        for wrapping in Wrapping::ALL {
            let document = wrapping.around(members.as_object().unwrap().clone());
            for format in &FORMATS {
                let Some(bytes) = (format.write)(&Native::from(&document)) else {
                    continue;
                };
                let read = wrapping.read::<web_sdk::Response>(format, &bytes);
                assert!(read.is_err(), "{process} in {} {wrapping:?}", format.name);
            }
        }
    }
}

/// JSON has no such number, and no `Value` holds one.
#[test]
fn a_number_that_json_does_not_have_reads_as_absent() {
    for number in [f64::NAN, f64::INFINITY] {
        let document = BTreeMap::from([
            ("id", ciborium::Value::from(ID)),
            ("score", ciborium::Value::from(number)),
        ]);
        let mut bytes = Vec::new();
        ciborium::into_writer(&document, &mut bytes).unwrap();
        let process: api::Process = ciborium::from_reader(&*bytes).unwrap();
        assert_eq!((process.score, process.extra.len()), (None, 0));
    }
}
