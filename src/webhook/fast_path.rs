//! Where a delivery's body is read, and the quick way to do it.
//!
//! The quick way takes one flat object of plain strings, which is what every documented body is. It gives the same
//! payload as `RawPayload`'s `Deserialize`, or none: what is wrong with a body is reported there.

use alloc::borrow::{Cow, ToOwned};
use core::str::FromStr;

use serde_json::Map;
use uuid::fmt::Hyphenated;

use super::event_type::EventType;
use super::field::Field;
use super::raw::{MESSAGE, RawPayload};
use super::result_code::ResultCode;
use crate::process::{Flow, ProcessId, ProcessState};
use crate::wire::malformed::Malformed;

impl RawPayload {
    /// Reads the body of a delivery. `str::parse` does the same for text.
    ///
    /// Bound the body before you read it: a payload is shorter than 1 KiB, and unknown members take up to 95 times the
    /// memory of their text.
    ///
    /// # Errors
    ///
    /// [`Malformed`] when the body is not one JSON object, a member has the wrong type or is repeated, or `processId` is
    /// missing or not a hyphenated UUID; when it is nested 128 levels deep, or holds a number beyond a double or a lone
    /// surrogate, even in a member that this version does not know.
    pub fn from_slice(body: &[u8]) -> Result<Self, Malformed> {
        Malformed::text(body, MESSAGE)?.parse()
    }
}

impl FromStr for RawPayload {
    type Err = Malformed;

    fn from_str(body: &str) -> Result<Self, Self::Err> {
        read_quickly(body).map_or_else(|| Malformed::read(body, MESSAGE), Ok)
    }
}

/// Reads the body, or leaves it to the deserializer.
fn read_quickly(body: &str) -> Option<RawPayload> {
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
            Field::LastEventDescription => description.replace(documented_or_owned(text)).is_some(),
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

/// A description, borrowed where it is a documented one.
fn documented_or_owned(text: &str) -> Cow<'static, str> {
    let mut documented = EventType::KNOWN.iter().filter_map(EventType::description);
    match documented.find(|description| *description == text) {
        Some(description) => Cow::Borrowed(description),
        None => Cow::Owned(text.to_owned()),
    }
}
