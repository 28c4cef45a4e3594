//! Objects that carry bodies: those of gateways, queues and logs.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use idcloud_types::OtherMessage;
use serde_json::{Map, Value};

use crate::explain::message;
use crate::input::{Text, holds_json};

/// What an envelope carries.
pub enum Inner {
    Text(Vec<u8>),
    Object(Vec<u8>),
}

/// The bodies in an object that is not a message itself, each with its path.
pub fn open(object: &[u8]) -> Vec<(String, Inner)> {
    match serde_json::from_slice(object) {
        Ok(value) if !is_message(&value) => inner("", &value),
        _ => Vec::new(),
    }
}

/// Whether an object has the member in which an envelope carries a body.
pub fn is_envelope(object: &[u8]) -> bool {
    serde_json::from_slice::<Map<String, Value>>(object)
        .is_ok_and(|members| members.contains_key("body"))
}

/// Whether an object has the members of a message. Those of an HTTP error don't count: an envelope may have them too.
fn is_message(object: &Value) -> bool {
    message(object.to_string().as_bytes()).is_some_and(|message| message != OtherMessage::HttpError)
}

/// What an object that is not a message carries: JSON in a string, plain or as base64, and nested messages.
fn inner(path: &str, value: &Value) -> Vec<(String, Inner)> {
    let step = |name: &str| match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    };
    match value {
        Value::Object(members) if !path.is_empty() && is_message(value) => {
            let object = serde_json::to_vec(members).unwrap_or_default();
            vec![(path.to_owned(), Inner::Object(object))]
        }
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| inner(&step(name), value))
            .collect(),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .flat_map(|(index, value)| inner(&format!("{path}[{index}]"), value))
            .collect(),
        Value::String(string) if holds_json(string) => {
            vec![(path.to_owned(), Inner::Text(string.clone().into_bytes()))]
        }
        Value::String(string) => BASE64_STANDARD
            .decode(string)
            .map(|bytes| Text::of(bytes).bytes)
            .ok()
            .filter(|bytes| std::str::from_utf8(bytes).is_ok_and(holds_json))
            .map(|bytes| (path.to_owned(), Inner::Text(bytes)))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}
