//! Bodies that are not one per line: in an array, several on a line, or over several lines.

use std::iter;
use std::ops::Range;

use memchr::memchr_iter;
use serde_json::Value;

use crate::blocks::LONGEST_BODY;

/// Finds the bodies of a text, one after the other, and whether each is sound.
///
/// A body is a JSON object, or whatever else is not a separator. What can't be read ends where the next sound object
/// begins, unless that is the value of a member: a torn body does not hide the ones after it.
pub fn split(text: &[u8]) -> impl Iterator<Item = (Range<usize>, bool)> {
    let mut at = 0;
    iter::from_fn(move || {
        at += separators(text.get(at..)?);
        let start = at;
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let sound = length(rest);
        at += sound.unwrap_or_else(|| next_sound(rest));
        Some((start..at, sound.is_some()))
    })
}

/// The length of the sound object at the start of a text.
fn length(text: &[u8]) -> Option<usize> {
    if !text.starts_with(b"{") {
        return None;
    }
    // One that is longer is too long for a delivery, whether it is sound or not.
    let text = text.get(..=LONGEST_BODY).unwrap_or(text);
    // Not `IgnoredAny`, which nests without a limit: a text of brackets alone would be read again from each.
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

/// A text without what may surround a body: white space, a byte-order mark, and the NUL bytes of a gap.
pub fn trim(text: &[u8]) -> &[u8] {
    let text = text.get(separators(text)..).unwrap_or_default();
    let is_inside = |byte: &u8| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' | 0);
    let end = text.iter().rposition(is_inside).map_or(0, |last| last + 1);
    text.get(..end).unwrap_or_default()
}

/// The length of what may precede a body.
fn separators(text: &[u8]) -> usize {
    let mut rest = text;
    loop {
        rest = match rest {
            [
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | 0 | 0x1E,
                rest @ ..,
            ]
            | [0xEF, 0xBB, 0xBF, rest @ ..] => rest,
            _ => return text.len() - rest.len(),
        };
    }
}

/// Where the next sound object begins, after the first byte; the end of the text if there is none.
fn next_sound(text: &[u8]) -> usize {
    let is_sound = |start: &usize| {
        let (before, object) = text.split_at(*start);
        !before.trim_ascii_end().ends_with(b":") && length(object).is_some_and(|length| length > 2)
    };
    let mut starts = memchr_iter(b'{', text).filter(|start| *start > 0);
    starts.find(is_sound).unwrap_or(text.len())
}
