//! The one error of reading, for every message.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::{fmt, str};

use serde::de::{DeserializeSeed as _, Error as _};
use serde_json::error::Category;
use thiserror::Error;

use super::other_message::OtherMessage;
use super::place::Place;
use super::reader::{Problem, Reader};
use super::value::WireValue;
use super::visitor::ValueSeed;

/// The error for a body that can't be read: broken JSON, anything other than a single object, a repeated member, or no
/// usable id.
///
/// `Display` and `Debug` never quote the body, so both are safe to log. `serde_json`'s own error, which
/// [`json_error`](Self::json_error) returns, may quote it. It is not this error's `source`, so a logged chain of errors
/// does not quote the body either.
///
/// ```
/// use idcloud_types::webhook::RawPayload;
///
/// let error = RawPayload::from_slice(b"{\"processId\": 7}").unwrap_err();
/// assert_eq!(error.path(), Some("processId"));
/// assert_eq!((error.line(), error.column()), (1, 15));
/// assert_eq!(
///     error.to_string(),
///     "malformed webhook payload at line 1 column 15: \
///      `processId` has the wrong type or form; expected a hyphenated UUID",
/// );
/// ```
///
/// | malformed | the error message names |
/// | --- | --- |
/// | not UTF-8, a byte-order mark, broken JSON, data after the object | the place, and the cause |
/// | a lone surrogate such as `"\ud83d"`, a number too large for a double, 128 levels or more, anywhere in the body | the path, and the cause |
/// | a known member that is repeated | the path |
/// | the id of the process, missing or not a hyphenated UUID | the path, and the expected type |
/// | another message of the platform, recognized by the names of its members | that message |
///
/// A known member with a JSON type other than the documented one does not make a body malformed: it is kept in `extra`.
#[derive(Error)]
#[error("malformed {message} at line {line} column {column}: {} {cause}", self.subject())]
pub struct ReadError {
    message: &'static str,
    path: Box<str>,
    line: usize,
    column: usize,
    cause: Cause,
    json: serde_json::Error,
}

/// What is wrong with the value at the path, or with the body.
#[derive(Debug, Error)]
enum Cause {
    #[error("is not UTF-8; expected UTF-8")]
    NotUtf8,
    #[error("starts with a byte-order mark; expected plain UTF-8")]
    ByteOrderMark,
    #[error("has data after the JSON object; expected nothing after it")]
    Trailing,
    #[error("ends too early; expected one whole JSON object")]
    Eof,
    #[error("is not an object; expected one JSON object")]
    NotAnObject,
    #[error("is broken JSON: {0}")]
    Syntax(Box<str>),
    #[error("is nested too deep; expected fewer than 128 levels")]
    TooDeep,
    #[error("is repeated; expected each member at most once")]
    Repeated,
    #[error("is missing; expected {0}")]
    Missing(&'static str),
    #[error("is missing; the body looks like {0}")]
    OtherMessage(OtherMessage),
    #[error("has the wrong type or form; expected {0}")]
    Value(&'static str),
}

impl ReadError {
    /// Reads the body of a message; `message` is its name in an error.
    pub(crate) fn read_slice<T: WireValue>(body: &[u8], message: &'static str) -> Result<T, Self> {
        Self::read_str(Self::utf8(body, message)?, message)
    }

    /// The body as a string. Checked once for the whole body, so that no string needs a check of its own.
    pub(crate) fn utf8<'a>(body: &'a [u8], message: &'static str) -> Result<&'a str, Self> {
        str::from_utf8(body).map_err(|error| {
            let sound = body.get(..error.valid_up_to()).unwrap_or_default();
            let json = serde_json::Error::custom(error);
            Self::at_end_of(sound, Cause::NotUtf8, message, json)
        })
    }

    /// Reads the body of a message from a string.
    // If this were inlined, the fast path for deliveries would not be.
    #[inline(never)]
    pub(crate) fn read_str<T: WireValue>(body: &str, message: &'static str) -> Result<T, Self> {
        let mut value = None;
        Self::read_into(&mut value, body, message)?;
        value.ok_or_else(|| {
            let json = serde_json::Error::custom("expected an object");
            let body = body.trim_ascii_end().as_bytes();
            Self::at_end_of(body, Cause::NotAnObject, message, json)
        })
    }

    fn read_into(place: &mut dyn Place, body: &str, message: &'static str) -> Result<(), Self> {
        let reader = &mut Reader::of_body();
        let mut json = serde_json::Deserializer::from_str(body);
        let read = ValueSeed { place, reader }.deserialize(&mut json);
        let (json, cause) = match read.map(|_| json.end()) {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => (error, Cause::Trailing),
            Err(error) => {
                let cause = Cause::of(&error, reader, body);
                (error, cause)
            }
        };
        Err(Self {
            message,
            path: reader.path().into(),
            line: json.line(),
            column: json.column(),
            cause,
            json,
        })
    }

    /// An error at the end of what was read.
    #[cold]
    fn at_end_of(
        read: &[u8],
        cause: Cause,
        message: &'static str,
        json: serde_json::Error,
    ) -> Self {
        let lines = || read.rsplit(|byte| *byte == b'\n');
        let after = usize::from(matches!(cause, Cause::NotUtf8));
        Self {
            message,
            path: Box::default(),
            line: lines().count(),
            column: lines().next().unwrap_or_default().len() + after,
            cause,
            json,
        }
    }

    /// What the cause is about.
    fn subject(&self) -> String {
        match self.path() {
            Some(path) => ["`", path, "`"].concat(),
            None => "the body".into(),
        }
    }

    /// The line where reading stopped, counting from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column where reading stopped, in bytes; 0 at the very start of a line.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// Whether the JSON is broken (`Syntax`), ends too early (`Eof`), or is something other than the message (`Data`).
    #[must_use]
    pub fn category(&self) -> Category {
        match self.cause {
            Cause::NotUtf8 => Category::Syntax,
            _ => self.json.classify(),
        }
    }

    /// The path to the member that is missing, repeated, or can't be read, such as `process.services[].documents`.
    ///
    /// `None` if the body as a whole can't be read. The path consists of names that this version knows: `[]` is an
    /// element of an array, and `*` a member whose name this version does not know.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        Some(&*self.path).filter(|path| !path.is_empty())
    }

    /// The other message of the platform that the body looks like, judging by the names of its members.
    ///
    /// `None` if it resembles no other message, or if the error has another cause.
    #[must_use]
    pub fn looks_like(&self) -> Option<OtherMessage> {
        match self.cause {
            Cause::OtherMessage(other) => Some(other),
            _ => None,
        }
    }

    /// The underlying `serde_json` error. **It may quote the body**: escape it, and remove personal data, before it
    /// reaches a log.
    #[must_use]
    pub fn json_error(&self) -> &serde_json::Error {
        &self.json
    }
}

impl Cause {
    fn of(json: &serde_json::Error, reader: &Reader, body: &str) -> Self {
        match reader.problem() {
            _ if body.starts_with('\u{FEFF}') => return Self::ByteOrderMark,
            Some(Problem::TooDeep) => return Self::TooDeep,
            Some(Problem::Repeated) => return Self::Repeated,
            Some(Problem::Missing) => return Self::Missing(reader.expected()),
            Some(Problem::OtherMessage(other)) => return Self::OtherMessage(other),
            None => {}
        }
        match json.classify() {
            Category::Eof => Self::Eof,
            Category::Data => Self::Value(reader.expected()),
            Category::Syntax | Category::Io => {
                // The messages about broken JSON are fixed and quote nothing.
                let text = json.to_string();
                match text
                    .split_once(" at line ")
                    .map_or(&*text, |(cause, _)| cause)
                {
                    "recursion limit exceeded" => Self::TooDeep,
                    cause => Self::Syntax(cause.into()),
                }
            }
        }
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadError")
            .field("message", &self.message)
            .field("line", &self.line)
            .field("column", &self.column)
            .field("category", &self.category())
            .field("path", &self.path)
            .field("cause", &self.cause)
            .finish_non_exhaustive()
    }
}
