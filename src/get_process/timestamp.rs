//! Times, as the platform writes them.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::wire::redact::fmt_length;
use crate::wire::value::WireValue;

/// A time, as the platform wrote it: a string that you parse into the date type of your choice.
///
/// The Web & SDK examples have RFC 3339 in UTC, without a fraction (`2024-01-01T10:00:00Z`) or with one of six digits.
/// The API contract's `processAdditionalInfo.finishedAt` has **no time zone** (`2024-10-04T18:53:17.028228`), and no
/// page documents which zone is meant. One published example is an impossible date, and `""` may mean none, so handle
/// the error.
///
/// Two times are equal if their strings are. They have no order, because strings of different forms do not sort by
/// time.
///
/// ```
/// use idcloud_types::get_process::Timestamp;
/// # #[derive(Debug, PartialEq)]
/// # struct Date(u16);
/// # impl std::str::FromStr for Date {
/// #     type Err = std::num::ParseIntError;
/// #     fn from_str(text: &str) -> Result<Self, Self::Err> { text.get(..4).unwrap_or("").parse().map(Date) }
/// # }
///
/// let created_at = Timestamp::from("2023-10-05T18:28:58.537985Z");
/// assert_eq!(created_at.as_str(), "2023-10-05T18:28:58.537985Z");
/// // `Date` is any type that implements `FromStr`.
/// assert_eq!(created_at.parse::<Date>(), Ok(Date(2023)));
/// assert!(Timestamp::from("").parse::<Date>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Timestamp(Box<str>);

impl Timestamp {
    /// The exact string on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Parses the string into a date type.
    ///
    /// # Errors
    ///
    /// That type's own, which may quote the string.
    pub fn parse<T: FromStr>(&self) -> Result<T, T::Err> {
        self.0.parse()
    }
}

impl AsRef<str> for Timestamp {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Timestamp {
    /// Writes the string unchanged; use `Debug` where it may reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Timestamp {
    /// Shows a time in RFC 3339 format, with or without a time zone; any other string appears as its length.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_date_and_time(&self.0) {
            f.write_str(&self.0)
        } else {
            fmt_length(&self.0, f)
        }
    }
}

fn is_date_and_time(text: &str) -> bool {
    let Some((seconds, rest)) = text.split_at_checked("0000-00-00T00:00:00".len()) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            // up to nanoseconds; a longer number may name a person
            if !(1..=9).contains(&(fraction.len() - zone.len())) {
                return false;
            }
            zone
        }
        None => rest,
    };
    has_form(seconds, "0000-00-00T00:00:00")
        && (matches!(zone, "" | "Z") || has_form(zone, "+00:00") || has_form(zone, "-00:00"))
}

/// Whether a string has a form, where `0` is any digit.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text
            .bytes()
            .zip(form.bytes())
            .all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                wanted => byte == wanted,
            })
}

impl WireValue for Timestamp {
    const EXPECTED: &'static str = "a string";

    fn of_string(text: &str) -> Option<Self> {
        Some(Self(text.into()))
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
