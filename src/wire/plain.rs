//! A scanner of flat objects of plain strings, such as every documented delivery. It is independent of the messages.
//!
//! It reads strings without escapes itself, leaves any other value of an unknown member to `serde_json`, and gives up
//! on everything else: if it yields all members, they are those that `serde_json` reads.

use core::ops::Range;

use serde::de::DeserializeSeed as _;
use serde_json::Value;

use super::reader::Reader;
use super::visitor::ValueSeed;

/// Reads every member of an object, which must fill the body: a string under a known name goes to `known`, and any
/// value under another name to `unknown`.
///
/// `find_known` finds a known name with its closing quote at the start of the JSON, and the length of both. `None` if
/// the body is not such an object, or if `known` refuses a member: then read it with a deserializer.
#[inline]
pub(crate) fn read_members<'a, N>(
    body: &'a str,
    find_known: impl Fn(&[u8]) -> Option<(N, usize)>,
    mut known: impl FnMut(N, &'a str) -> Option<()>,
    mut unknown: impl FnMut(&'a str, Value),
) -> Option<()> {
    let mut scanner = Scanner { body, at: 0 };
    scanner.take(b'{')?;
    loop {
        scanner.take(b'"')?;
        if let Some((name, length)) = find_known(body.as_bytes().get(scanner.at..)?) {
            scanner.at += length;
            scanner.take(b':')?;
            scanner.take(b'"')?;
            known(name, body.get(scanner.string()?)?)?;
        } else {
            let name = body.get(scanner.string()?)?;
            scanner.take(b':')?;
            let (value, length) = any_value(body.get(scanner.at..)?)?;
            scanner.at += length;
            unknown(name, value);
        }
        match scanner.symbol()? {
            b',' => {}
            b'}' => break,
            _ => return None,
        }
    }
    scanner.symbol().is_none().then_some(())
}

/// A body, and how far it is read.
struct Scanner<'a> {
    body: &'a str,
    at: usize,
}

impl Scanner<'_> {
    /// Takes the next byte that is not white space.
    #[inline]
    fn symbol(&mut self) -> Option<u8> {
        let bytes = self.body.as_bytes();
        let mut byte = *bytes.get(self.at)?;
        self.at += 1;
        // A colon is followed by one space, and a comma by a line break and an indent.
        if byte == b' ' {
            byte = *bytes.get(self.at)?;
            self.at += 1;
        }
        if byte <= b' ' {
            self.at += space_length(bytes.get(self.at - 1..)?);
            byte = *bytes.get(self.at - 1)?;
        }
        Some(byte)
    }

    /// Takes the next byte that is not white space, if it is this one.
    #[inline]
    fn take(&mut self, symbol: u8) -> Option<()> {
        (self.symbol()? == symbol).then_some(())
    }

    /// Takes a string without escapes, its opening quote already taken.
    #[inline]
    fn string(&mut self) -> Option<Range<usize>> {
        let bytes = self.body.as_bytes();
        let start = self.at;
        let end = start + plain_length(bytes.get(start..)?)?;
        self.at = end + 1;
        (*bytes.get(end)? == b'"').then_some(start..end)
    }
}

/// Reads the value at the start of a string, with its length there.
// It takes no scanner, so that the loop can keep that in registers.
#[inline(never)]
fn any_value(json: &str) -> Option<(Value, usize)> {
    let mut scanner = Scanner { body: json, at: 0 };
    if let Some(text) = scanner.take(b'"').and_then(|()| scanner.string()) {
        return Some((json.get(text)?.into(), scanner.at));
    }
    let mut json = serde_json::Deserializer::from_str(json);
    let mut value = None::<Value>;
    let (place, reader) = (&mut value, &mut Reader::of_members());
    ValueSeed { place, reader }.deserialize(&mut json).ok()?;
    Some((
        value.unwrap_or_default(),
        json.into_iter::<Value>().byte_offset(),
    ))
}

/// How many bytes of white space there are at the start.
// Inlined, it takes the registers of the loop around it.
#[inline(never)]
fn space_length(json: &[u8]) -> usize {
    let is_space = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    json.iter().take_while(is_space).count()
}

/// How many bytes precede the first quote, backslash or control character. Looks at eight bytes at a time.
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

    let minus = |bytes: u64, limit: u8| bytes.wrapping_sub(EACH * u64::from(limit));
    let quote = minus(eight ^ (EACH * u64::from(b'"')), 1);
    let backslash = minus(eight ^ (EACH * u64::from(b'\\')), 1);
    let control = minus(eight, b' ');
    (quote | backslash | control) & !eight & (EACH << 7)
}

#[cfg(test)]
mod tests;
