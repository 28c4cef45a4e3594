//! Where a delivery's body is read, and the quick way to do it.
//!
//! The quick way takes known members that are plain strings, which is what every documented body has, and members that
//! this version does not know. It gives the same payload as `RawPayload`'s `Deserialize`, or none: what is wrong with a
//! body is reported there.

use alloc::borrow::{Cow, ToOwned};
use core::str::FromStr;

use uuid::Uuid;
use uuid::fmt::Hyphenated;

use super::event_type::EventType;
use super::field::Field;
use super::raw::{MESSAGE, RawPayload};
use crate::wire::malformed::Malformed;
use crate::wire::value::AnyValue;

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

    let mut text = Text::new(body);
    text.take(b'{')?;
    loop {
        text.take(b'"')?;
        match text.known_name() {
            Some(Field::ProcessId) => {
                text.take(b':')?;
                text.take(b'"')?;
                let id = text.string_of(Hyphenated::LENGTH)?.parse().ok()?;
                if process_id.replace(id).is_some() {
                    return None;
                }
            }
            Some(field) => {
                text.take(b':')?;
                text.take(b'"')?;
                let value = text.string()?;
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
            None => read_unknown(&mut text, &mut raw)?,
        }
        match text.symbol()? {
            b',' => {}
            b'}' => break,
            _ => return None,
        }
    }
    if !text.is_over() {
        return None;
    }
    raw.process_id = process_id?;
    Some(raw)
}

/// Fills an empty field.
#[inline]
fn fill<T>(field: &mut Option<T>, value: impl Into<T>) -> Option<()> {
    if field.is_some() {
        return None;
    }
    *field = Some(value.into());
    Some(())
}

/// Reads a member that this version does not know, from behind the quote that opens its name.
#[inline(never)]
fn read_unknown(text: &mut Text<'_>, raw: &mut RawPayload) -> Option<()> {
    let name = text.string()?;
    text.take(b':')?;
    let rest = text.body.get(text.at()..)?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<AnyValue>();
    let AnyValue(value) = values.next()?.ok()?;
    text.rest = text.rest.get(values.byte_offset()..)?;
    raw.extra.insert(name.to_owned(), value);
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

/// A body, and what of it is still to be read.
struct Text<'a> {
    body: &'a str,
    rest: &'a [u8],
}

impl<'a> Text<'a> {
    #[inline]
    fn new(body: &'a str) -> Self {
        Self {
            body,
            rest: body.as_bytes(),
        }
    }

    /// Takes the next byte that is no white space.
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

    #[inline]
    fn take(&mut self, symbol: u8) -> Option<()> {
        (self.symbol()? == symbol).then_some(())
    }

    /// Whether nothing but white space is left.
    #[inline]
    fn is_over(&mut self) -> bool {
        self.symbol().is_none()
    }

    /// Takes the name of a known member.
    #[inline]
    fn known_name(&mut self) -> Option<Field> {
        // The closing quote is part of it: no name is taken for the beginning of a longer one.
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

    /// Where in the body the rest begins.
    #[inline]
    fn at(&self) -> usize {
        self.body.len() - self.rest.len()
    }

    /// Takes the rest of a string, if nothing in it is escaped or has to be.
    #[inline]
    fn string(&mut self) -> Option<&'a str> {
        self.string_of(plain_length(self.rest)?)
    }

    /// Takes the rest of a string of so many bytes.
    #[inline]
    fn string_of(&mut self, length: usize) -> Option<&'a str> {
        let start = self.at();
        let (b'"', rest) = self.rest.get(length..)?.split_first()? else {
            return None;
        };
        self.rest = rest;
        self.body.get(start..start + length)
    }
}

/// How many bytes precede the first quote, backslash or control character; looked for in eight bytes at a time.
#[inline(never)]
fn plain_length(json: &[u8]) -> Option<usize> {
    let mut rest = json;
    while let Some((eight, next)) = rest.split_first_chunk() {
        let specials = specials(u64::from_le_bytes(*eight));
        if specials != 0 {
            return Some(json.len() - rest.len() + specials.trailing_zeros() as usize / 8);
        }
        rest = next;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..b' ');
    Some(json.len() - rest.len() + rest.iter().position(is_special)?)
}

/// The high bits of the bytes that are a quote, a backslash or a control character. Only the lowest one can be relied on: a
/// subtraction may borrow from the byte above.
#[inline]
fn specials(eight: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;

    let quote = eight ^ (ONES * b'"' as u64);
    let backslash = eight ^ (ONES * b'\\' as u64);
    let below = |bytes: u64, limit: u8| bytes.wrapping_sub(ONES * u64::from(limit)) & !bytes;
    (below(quote, 1) | below(backslash, 1) | below(eight, b' ')) & HIGH
}
