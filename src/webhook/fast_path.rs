//! Where a delivery's body is read, and the quick way to do it.
//!
//! The quick way takes known members that are plain strings, which is what every documented body has, and members that
//! this version does not know. It gives the same payload as `RawPayload`'s `Deserialize`, or none: what is wrong with a
//! body is reported there.

use alloc::borrow::{Cow, ToOwned};
use core::str::FromStr;

use serde_json::Value;
use uuid::Uuid;
use uuid::fmt::Hyphenated;

use super::event_type::EventType;
use super::field::Field;
use super::raw::{MESSAGE, RawPayload};
use crate::wire::malformed::Malformed;
use crate::wire::value::{Path, read_any};

impl RawPayload {
    /// Reads the body of a delivery. `str::parse` does the same for text.
    ///
    /// Bound the body before you read it: a payload is shorter than 1 KiB, and unknown members take up to 130 times the
    /// memory of their text.
    ///
    /// # Errors
    ///
    /// [`Malformed`] when the body is not one JSON object, a member has the wrong type or is repeated, or `processId` is
    /// missing or not a hyphenated UUID; when it is nested 128 levels deep, or holds a number beyond a double or a lone
    /// surrogate, even in a member that this version does not know.
    #[inline]
    pub fn from_slice(body: &[u8]) -> Result<Self, Malformed> {
        Malformed::text(body, MESSAGE)?.parse()
    }
}

impl FromStr for RawPayload {
    type Err = Malformed;

    #[inline]
    fn from_str(body: &str) -> Result<Self, Self::Err> {
        read_quickly(body).map_or_else(|| Malformed::read(body, MESSAGE), Ok)
    }
}

/// Reads the body, or leaves it to the deserializer.
#[inline]
fn read_quickly(body: &str) -> Option<RawPayload> {
    let mut process_id = None;
    let mut raw = RawPayload::new(Uuid::nil());

    let mut cursor = Cursor::new(body);
    cursor.take(b'{')?;
    loop {
        cursor.take(b'"')?;
        match cursor.known_name() {
            Some(Field::ProcessId) => {
                cursor.take(b':')?;
                cursor.take(b'"')?;
                let id = cursor.string_of(Hyphenated::LENGTH)?.parse().ok()?;
                if process_id.replace(id).is_some() {
                    return None;
                }
            }
            Some(field) => {
                cursor.take(b':')?;
                cursor.take(b'"')?;
                let value = cursor.string()?;
                match field {
                    // Read above.
                    Field::ProcessId => return None,
                    Field::State => fill(&mut raw.state, value)?,
                    Field::Flow => fill(&mut raw.flow, value)?,
                    Field::Result => fill(&mut raw.result, value)?,
                    Field::LastEvent => fill(&mut raw.last_event, value)?,
                    Field::LastEventDescription => {
                        fill(&mut raw.last_event_description, documented_or_owned(value))?;
                    }
                }
            }
            None => read_unknown(&mut cursor, &mut raw)?,
        }
        match cursor.symbol()? {
            b',' => {}
            b'}' => break,
            _ => return None,
        }
    }
    if cursor.symbol().is_some() {
        return None;
    }
    raw.process_id = process_id?;
    Some(raw)
}

/// Fills a field, which a repeated member finds filled.
#[inline]
fn fill<T>(field: &mut Option<T>, value: impl Into<T>) -> Option<()> {
    if field.is_some() {
        return None;
    }
    *field = Some(value.into());
    Some(())
}

/// A description, borrowed where it is a documented one.
fn documented_or_owned(text: &str) -> Cow<'static, str> {
    let mut documented = EventType::KNOWN.iter().filter_map(EventType::description);
    match documented.find(|description| *description == text) {
        Some(description) => Cow::Borrowed(description),
        None => Cow::Owned(text.to_owned()),
    }
}

/// Reads a member that this version does not know, its opening quote already taken. A repeated one keeps its last value.
#[inline(never)]
fn read_unknown(cursor: &mut Cursor<'_>, raw: &mut RawPayload) -> Option<()> {
    let name = cursor.string()?;
    cursor.take(b':')?;
    let mut ahead = Cursor { ..*cursor };
    let value = if let Some(text) = ahead.take(b'"').and_then(|()| ahead.string()) {
        cursor.rest = ahead.rest;
        Value::String(text.to_owned())
    } else {
        let rest = cursor.body.get(cursor.position()..)?;
        let mut json = serde_json::Deserializer::from_str(rest);
        let value = read_any(&mut json, &mut Path::inside_object()).ok()?;
        let length = json.into_iter::<Value>().byte_offset();
        cursor.rest = cursor.rest.get(length..)?;
        value
    };
    raw.extra.insert(name.to_owned(), value);
    Some(())
}

/// A body, and how far it is read.
struct Cursor<'a> {
    body: &'a str,
    /// What is left of the body.
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    #[inline]
    fn new(body: &'a str) -> Self {
        Self {
            body,
            rest: body.as_bytes(),
        }
    }

    #[inline]
    fn position(&self) -> usize {
        self.body.len() - self.rest.len()
    }

    /// Takes the next byte that is not white space.
    #[inline]
    fn symbol(&mut self) -> Option<u8> {
        loop {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
        }
    }

    /// Takes the next byte that is not white space, if it is this one.
    #[inline]
    fn take(&mut self, symbol: u8) -> Option<()> {
        (self.symbol()? == symbol).then_some(())
    }

    /// Takes the name of a known member, its opening quote already taken.
    #[inline]
    fn known_name(&mut self) -> Option<Field> {
        // With the closing quote, so that no name is taken for the beginning of a longer one.
        let (field, rest) = [
            (Field::ProcessId, "processId\""),
            (Field::State, "state\""),
            (Field::Flow, "flow\""),
            (Field::Result, "result\""),
            (Field::LastEvent, "lastEvent\""),
            (Field::LastEventDescription, "lastEventDescription\""),
        ]
        .into_iter()
        .find_map(|(field, name)| Some((field, self.rest.strip_prefix(name.as_bytes())?)))?;
        self.rest = rest;
        Some(field)
    }

    /// Takes a string without escapes, its opening quote already taken.
    #[inline]
    fn string(&mut self) -> Option<&'a str> {
        self.string_of(plain_length(self.rest)?)
    }

    /// Takes a string of this length, its opening quote already taken. Nothing in it is looked at.
    #[inline]
    fn string_of(&mut self, length: usize) -> Option<&'a str> {
        let start = self.position();
        let (b'"', rest) = self.rest.get(length..)?.split_first()? else {
            return None;
        };
        self.rest = rest;
        self.body.get(start..start + length)
    }
}

/// How many bytes precede the first quote, backslash or control character. Looks at eight bytes at a time.
// Inlined, it takes the registers of the loop around it, and half as many instructions again.
#[inline(never)]
fn plain_length(json: &[u8]) -> Option<usize> {
    let mut rest = json;
    while let Some((eight, next)) = rest.split_first_chunk() {
        let special = special_bytes(u64::from_le_bytes(*eight));
        if special != 0 {
            return Some(json.len() - rest.len() + special.trailing_zeros() as usize / 8);
        }
        rest = next;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..b' ');
    Some(json.len() - rest.len() + rest.iter().position(is_special)?)
}

/// Marks, by its highest bit, each byte that is a quote, a backslash or a control character.
///
/// Only the lowest mark is exact: a subtraction may borrow from the bytes above.
#[inline]
fn special_bytes(eight: u64) -> u64 {
    const EACH: u64 = u64::from_le_bytes([1; 8]);

    let is_less = |bytes: u64, limit: u8| bytes.wrapping_sub(EACH * u64::from(limit)) & !bytes;
    let is_quote = is_less(eight ^ (EACH * u64::from(b'"')), 1);
    let is_backslash = is_less(eight ^ (EACH * u64::from(b'\\')), 1);
    let is_control = is_less(eight, b' ');
    (is_quote | is_backslash | is_control) & (EACH << 7)
}

#[cfg(test)]
mod tests;
