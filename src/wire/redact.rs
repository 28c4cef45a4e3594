//! What a log may show.
//!
//! Every `Debug` and every reason follows this one rule: a value that this version does not know appears only if it
//! looks like the platform's, because anything else may be personal or come from an attacker.

use alloc::string::ToString;
use core::fmt;

use super::value::WireValue;

/// The length up to which a string may be shown, in bytes.
const MAX_SHOWN: usize = 64;

/// The same for a value of a check that is not in capitals.
const MAX_SHOWN_IN_LOWER_CASE: usize = 32;

/// Whether a value looks like another one of a vocabulary: capitals and `_`, with the prefix that its known values
/// share, such as `PROCESS_STATE_`. A number, an address or a token never does.
pub(crate) fn looks_like_known(value: &str, known: &[&str]) -> bool {
    let first = known.first().copied().unwrap_or_default();
    let common = known.iter().fold(first, |common, known| {
        let pairs = common.bytes().zip(known.bytes());
        let length = pairs.take_while(|(one, other)| one == other).count();
        common.get(..length).unwrap_or_default()
    });
    let Some((prefix, _)) = common.rsplit_once('_') else {
        return false;
    };
    let rest = value.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.starts_with('_')) && is_in_capitals(value)
}

/// Whether a string is short and consists of capitals and `_`.
pub(crate) fn is_in_capitals(value: &str) -> bool {
    is_short(value) && value.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'_'))
}

/// Whether a string is at most as long as one that may be shown.
pub(crate) fn is_short(value: &str) -> bool {
    value.len() <= MAX_SHOWN
}

/// Whether the value of a check is short and consists of lower-case letters and `-`, as in the API contract.
pub(crate) fn is_in_lower_case(value: &str) -> bool {
    value.len() <= MAX_SHOWN_IN_LOWER_CASE
        && value.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'-'))
}

/// Whether a string is an integer of up to five digits, as the documented ones are. A longer one may name a person.
pub(crate) fn is_short_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the name of a member is a plain identifier, with no more digits than a version needs.
pub(crate) fn is_plain_name(name: &str) -> bool {
    let is_start = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    is_short(name)
        && name.as_bytes().first().is_some_and(is_start)
        && name.bytes().filter(u8::is_ascii_digit).count() <= 5
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A value as its object's `Debug` shows it.
pub(crate) struct Redacted<'a, T>(pub(crate) &'a T);

impl<T: WireValue> fmt::Debug for Redacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt_redacted(f)
    }
}

/// Writes the length of a string, and nothing of it.
pub(crate) fn fmt_length(value: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "<{} bytes>", value.len())
}

/// A string as its [length](fmt_length).
pub(crate) struct Length<'a>(pub(crate) &'a str);

impl fmt::Display for Length<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_length(self.0, f)
    }
}

impl fmt::Debug for Length<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_length(self.0, f)
    }
}

/// The name of a member, if it is a plain one, else its length.
pub(crate) struct Name<'a>(pub(crate) &'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_plain_name(self.0) {
            f.write_str(self.0)
        } else {
            fmt_length(self.0, f)
        }
    }
}

/// Writes a number of up to five digits, as the documented ones are. A longer one may name a person.
pub(crate) fn fmt_number(number: &impl fmt::Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = number.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = |byte| matches!(byte, b'0'..=b'9' | b'-' | b'.');
    if digits <= 5 && text.bytes().all(is_plain) {
        f.write_str(&text)
    } else {
        f.write_str("<number>")
    }
}

/// A number as [`fmt_number`] writes it.
pub(crate) struct ShownNumber<T>(pub(crate) T);

impl<T: fmt::Display> fmt::Display for ShownNumber<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_number(&self.0, f)
    }
}
