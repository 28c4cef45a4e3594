//! Nothing is lost: a payload is written back as it was read, and a payload that was built is read as it was written.

use std::borrow::Cow;

use idcloud_types::webhook::{Field, Payload, RawPayload};
use serde_json::Value;
use uuid::Uuid;

use crate::json::is_written_back;

/// What is read is written back; what is built from any strings is written as it can be read; and no name of a known
/// member is written twice.
///
/// # Panics
///
/// If that does not hold.
pub fn round_trip(input: &[u8]) {
    if let Ok(raw) = RawPayload::from_slice(input) {
        let body: Value = serde_json::from_slice(input).unwrap();
        assert!(is_written_back(&body, &serde_json::to_value(&raw).unwrap()));
        is_read_as_it_was_written(&raw);
    }
    if let Ok(text) = std::str::from_utf8(input) {
        is_read_as_it_was_written(&built(text));
    }
}

fn is_read_as_it_was_written(raw: &RawPayload) {
    let text = serde_json::to_string(raw).unwrap();
    let mut expected = raw.clone();
    expected
        .extra
        .retain(|name, value| !is_misplaced(raw, name, value));
    let read = RawPayload::from_slice(text.as_bytes()).unwrap();
    assert_eq!(read, expected);
    assert_eq!(serde_json::from_str::<RawPayload>(&text).unwrap(), expected);
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    assert_eq!(read.delivery_key(), raw.delivery_key());

    let key = raw.delivery_key().to_string();
    assert!(key.bytes().all(|byte| byte.is_ascii_graphic()));

    let has_misplaced = expected != *raw;
    match Payload::try_from(raw.clone()) {
        Ok(payload) => {
            assert!(!has_misplaced);
            assert_eq!(serde_json::to_string(&payload).unwrap(), text);
            assert_eq!(text.parse::<Payload>().unwrap(), payload);
        }
        Err(invalid) => assert_eq!(invalid.into_raw(), *raw),
    }
}

/// Whether a member of `extra` has the name of another one, and is not one of another type in its place.
fn is_misplaced(raw: &RawPayload, name: &str, value: &Value) -> bool {
    let is_absent = match Field::ALL.iter().find(|field| field.as_str() == name) {
        None => return false,
        Some(Field::State) => raw.state.is_none(),
        Some(Field::Flow) => raw.flow.is_none(),
        Some(Field::Result) => raw.result.is_none(),
        Some(Field::LastEvent) => raw.last_event.is_none(),
        Some(Field::LastEventDescription) => raw.last_event_description.is_none(),
        Some(_) => false,
    };
    !is_absent || value.is_string() || value.is_null()
}

/// A payload with a line of the input for each value, and pairs of the lines that follow as members in `extra`.
fn built(text: &str) -> RawPayload {
    let mut lines = text.split('\n');
    let mut value = || lines.next().filter(|line| *line != "-");
    let mut raw = RawPayload::new(Uuid::from_bytes(std::array::from_fn(|at| {
        text.as_bytes().get(at).copied().unwrap_or_default()
    })));
    raw.state = value().map(Into::into);
    raw.flow = value().map(Into::into);
    raw.result = value().map(Into::into);
    raw.last_event = value().map(Into::into);
    raw.last_event_description = value().map(|text| Cow::Owned(text.to_owned()));
    while let (Some(name), Some(value)) = (lines.next(), lines.next()) {
        let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
        raw.extra.insert(name.to_owned(), value);
    }
    raw
}
