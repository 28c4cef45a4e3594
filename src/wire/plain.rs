//! A scanner of flat objects of plain strings, which is what every documented delivery is. It knows no message.
//!
//! It reads strings without escapes itself, gives any other value to `serde_json`, and gives up on everything else: where
//! it yields all members, they are those that `serde_json` reads.

use serde_json::Value;

use super::value::{AnyValue, Reader, read_any};

/// Passes every member of an object to `member`, its opening quote of the name to the last byte of the body.
///
/// `None` if the body is not such an object, or if `member` refuses a member: then read it again by a deserializer.
#[inline]
pub(crate) fn read_members<'a>(
    body: &'a str,
    mut member: impl FnMut(&'a str, AnyValue<'a>) -> Option<()>,
) -> Option<()> {
    let mut cursor = Cursor::new(body);
    cursor.take(b'{')?;
    loop {
        cursor.take(b'"')?;
        let name = cursor.string()?;
        cursor.take(b':')?;
        let mut ahead = cursor;
        let value = match ahead.take(b'"').and_then(|()| ahead.string()) {
            Some(value) => {
                cursor = ahead;
                AnyValue::String(value.into())
            }
            None => cursor.any_value()?,
        };
        member(name, value)?;
        match cursor.symbol()? {
            b',' => {}
            b'}' => break,
            _ => return None,
        }
    }
    cursor.symbol().is_none().then_some(())
}

/// A body, and how far it is read.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    body: &'a str,
    /// What is left of the body.
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    #[inline]
    fn new(body: &'a str) -> Self {
        let rest = body.as_bytes();
        Self { body, rest }
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

    /// Takes a string without escapes, its opening quote already taken.
    #[inline]
    fn string(&mut self) -> Option<&'a str> {
        let start = self.position();
        let length = plain_length(self.rest)?;
        let (b'"', rest) = self.rest.get(length..)?.split_first()? else {
            return None;
        };
        self.rest = rest;
        self.body.get(start..start + length)
    }

    /// Takes any value of a member of the body.
    #[inline(never)]
    fn any_value(&mut self) -> Option<AnyValue<'a>> {
        let rest = self.body.get(self.position()..)?;
        let mut json = serde_json::Deserializer::from_str(rest);
        let value = read_any(&mut json, &mut Reader::of_members()).ok()?;
        let length = json.into_iter::<Value>().byte_offset();
        self.rest = self.rest.get(length..)?;
        Some(value)
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
