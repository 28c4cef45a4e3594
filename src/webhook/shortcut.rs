//! The short cut of the reader: one flat object of plain strings, which is what every documented body is.
//!
//! It takes a body only when it is sure that [`RawPayload`]'s `Deserialize` makes the same of it, and leaves every
//! other to that one: it refuses nothing and reports nothing. What a body means, and what is wrong with one, is not
//! decided here.

use alloc::borrow::Cow;

use serde_json::Map;
use uuid::fmt::Hyphenated;

use super::event_type::EventType;
use super::field::Field;
use super::raw::{self, RawPayload};
use super::result_code::ResultCode;
use crate::process::{Flow, ProcessId, ProcessState};

/// Reads the body, or leaves it to the deserializer.
pub(super) fn read(body: &str) -> Option<RawPayload> {
    let mut process_id: Option<ProcessId> = None;
    let mut state: Option<ProcessState> = None;
    let mut flow: Option<Flow> = None;
    let mut result: Option<ResultCode> = None;
    let mut last_event: Option<EventType> = None;
    let mut description: Option<Cow<'static, str>> = None;

    let mut json = symbol(body, b'{')?;
    loop {
        let (name, rest) = string(json)?;
        let field = Field::named(name)?;
        let value = symbol(rest, b':')?;
        let (text, rest) = match field {
            Field::ProcessId => string_of(Hyphenated::LENGTH, value)?,
            _ => string(value)?,
        };
        let is_repeated = match field {
            Field::ProcessId => process_id.replace(text.parse().ok()?).is_some(),
            Field::State => state.replace(text.into()).is_some(),
            Field::Flow => flow.replace(text.into()).is_some(),
            Field::Result => result.replace(text.into()).is_some(),
            Field::LastEvent => last_event.replace(text.into()).is_some(),
            Field::LastEventDescription => description.replace(raw::description(text)).is_some(),
        };
        if is_repeated {
            return None;
        }
        match symbol(rest, b',') {
            Some(next) => json = next,
            None => break json = rest,
        }
    }
    if !skip_space(symbol(json, b'}')?).is_empty() {
        return None;
    }

    let raw = RawPayload {
        process_id: process_id?,
        state,
        flow,
        result,
        last_event,
        last_event_description: description,
        extra: Map::new(),
    };
    is_plain(&raw).then_some(raw)
}

/// Whether no text holds an escape, or a control character, which JSON forbids. A documented text holds neither, so
/// only the others are looked at.
fn is_plain(raw: &RawPayload) -> bool {
    let is_plain = |text: &str| !text.bytes().any(|byte| byte == b'\\' || byte < b' ');
    let has_plain_description = match &raw.last_event_description {
        Some(Cow::Owned(text)) => is_plain(text),
        Some(Cow::Borrowed(_)) | None => true,
    };
    has_plain_description && raw.unknown_values().all(|(_, text)| is_plain(text))
}

/// The text after the symbol, if that is what comes next.
fn symbol(json: &str, symbol: u8) -> Option<&str> {
    let json = skip_space(json);
    match json.as_bytes().first() {
        Some(first) if *first == symbol => json.get(1..),
        _ => None,
    }
}

/// The string that comes next, up to the next quote, and the text after it. An empty one, which may mean absence, is
/// left to the deserializer.
// Inlined, the search takes half as many instructions again for each byte.
#[inline(never)]
fn string(json: &str) -> Option<(&str, &str)> {
    let json = symbol(json, b'"')?;
    let length = json.bytes().position(|byte| byte == b'"')?;
    (length > 0).then_some((json.get(..length)?, json.get(length + 1..)?))
}

/// The string that comes next, when it can only be of this length: nobody needs to search for its end.
fn string_of(length: usize, json: &str) -> Option<(&str, &str)> {
    let (text, rest) = symbol(json, b'"')?.split_at_checked(length)?;
    Some((text, rest.strip_prefix('"')?))
}

/// The text after what JSON takes for white space.
fn skip_space(mut json: &str) -> &str {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = json.as_bytes().first() {
        json = json.get(1..).unwrap_or_default();
    }
    json
}
