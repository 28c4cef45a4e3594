//! The one error of reading, for both messages.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::{fmt, str};

use serde::de::Error as _;
use serde_json::error::Category;

use super::value::{ErrorKind, NOTHING, Path, WireValue};

/// Why a body can't be read: not JSON, not one object, a wrong type, a repeated member, or a missing one.
///
/// Its `Display` and `Debug` never quote the body, so both are safe to log. `serde_json`'s own message may quote it:
/// [`json_error`](Self::json_error) returns it. It is not the error's `source`, so a logged chain of errors does not
/// quote the body either.
///
/// ```
/// use idcloud_types::webhook::{Field, RawPayload};
///
/// let error = RawPayload::from_slice(b"{\"processId\": 7}").unwrap_err();
/// assert_eq!(error.path(), Some("processId"));
/// assert_eq!(error.field(), Some(Field::ProcessId));
/// assert_eq!((error.line(), error.column()), (1, 15));
/// assert_eq!(
///     error.to_string(),
///     "malformed webhook payload at line 1 column 15: \
///      `processId` has the wrong type or form; expected a hyphenated UUID",
/// );
/// ```
///
/// | what makes a whole body malformed | the text names |
/// | --- | --- |
/// | not UTF-8, a byte-order mark, broken JSON, text after the object | the place, and what `serde_json` found there |
/// | a lone surrogate such as `"\ud83d"`, a number beyond a double, 128 levels or more, anywhere in it | the path, and the same |
/// | a known member of the wrong type, repeated, or missing although it is required | the path and what is expected |
/// | another message of the platform, recognized by the names of its members | that message |
pub struct Malformed {
    message: &'static str,
    kind: ErrorKind,
    path: Box<str>,
    expected: &'static str,
    line: usize,
    column: usize,
    json: serde_json::Error,
}

impl Malformed {
    /// The text of a body, if it is UTF-8; `message` is what the error calls the body.
    ///
    /// Checked once for the whole body, so that strings need no check of their own.
    pub(crate) fn text<'a>(body: &'a [u8], message: &'static str) -> Result<&'a str, Self> {
        str::from_utf8(body).map_err(|error| Self::not_utf8(body, error, message))
    }

    /// Reads a whole body.
    pub(crate) fn read<T: WireValue>(body: &str, message: &'static str) -> Result<T, Self> {
        let mut path = Path::default();
        let mut json = serde_json::Deserializer::from_str(body);
        let mut value = None;
        let (kind, error) = match T::read_into(&mut json, &mut path, &mut value) {
            Ok(()) => match json.end() {
                Ok(()) => match value {
                    Some(value) => return Ok(value),
                    None => (ErrorKind::Value, serde_json::Error::custom(NOTHING)),
                },
                Err(error) => (ErrorKind::Trailing, error),
            },
            Err(error) if body.starts_with('\u{FEFF}') => (ErrorKind::ByteOrderMark, error),
            Err(error) => (path.kind(), error),
        };
        Err(Self {
            message,
            kind,
            path: path.to_string().into(),
            expected: path.expected(),
            line: error.line(),
            column: error.column(),
            json: error,
        })
    }

    /// The error of a body that is not UTF-8, at its first bad byte.
    #[cold]
    fn not_utf8(body: &[u8], error: str::Utf8Error, message: &'static str) -> Self {
        let sound = body.get(..error.valid_up_to()).unwrap_or_default();
        let lines = || sound.rsplit(|byte| *byte == b'\n');
        Self {
            message,
            kind: ErrorKind::NotUtf8,
            path: Box::default(),
            expected: "",
            line: lines().count(),
            column: 1 + lines().next().unwrap_or_default().len(),
            json: serde_json::Error::custom(error),
        }
    }

    /// The line where reading stopped, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column where reading stopped, in bytes; 0 at the very start of a line.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// Whether the JSON itself is broken (`Syntax`), ends too early (`Eof`), or holds something else than the message
    /// (`Data`).
    #[must_use]
    pub fn category(&self) -> Category {
        match self.kind {
            ErrorKind::NotUtf8 => Category::Syntax,
            _ => self.json.classify(),
        }
    }

    /// The path to the member that is missing, repeated, or can't be read, such as `process.services[].documents`; `None`
    /// where the body as a whole can't.
    ///
    /// It consists of names that this version knows: `[]` is an element of an array, and `*` a member whose name this
    /// version does not know.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        Some(&*self.path).filter(|path| !path.is_empty())
    }

    /// What `serde_json` reports. **It may quote the body**, so escape it and mind personal data before it reaches a
    /// log.
    #[must_use]
    pub fn json_error(&self) -> &serde_json::Error {
        &self.json
    }

    /// What kind of message was read, in the words of the error.
    pub(crate) fn message(&self) -> &'static str {
        self.message
    }

    /// The text about the message that the body looks like.
    pub(crate) fn other_message(&self) -> Option<&'static str> {
        match self.kind {
            ErrorKind::OtherMessage(other) => Some(other),
            _ => None,
        }
    }

    /// What is broken in the JSON, in `serde_json`'s words. Those of broken JSON are fixed and quote nothing.
    fn syntax_error(&self) -> String {
        let text = self.json.to_string();
        match text.split_once(" at line ") {
            Some((cause, _)) => cause.into(),
            None => text,
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            message,
            path,
            expected,
            line,
            column,
            ..
        } = self;
        write!(f, "malformed {message} at line {line} column {column}: ")?;
        match (self.kind, self.category()) {
            (ErrorKind::NotUtf8, _) => f.write_str("the text is not UTF-8; expected UTF-8"),
            (ErrorKind::ByteOrderMark, _) => {
                f.write_str("a byte-order mark precedes the JSON; expected plain UTF-8")
            }
            (ErrorKind::Trailing, _) => {
                f.write_str("text follows the JSON object; expected nothing after it")
            }
            (ErrorKind::TooDeep, _) => too_deep(path, f),
            (ErrorKind::Repeated, _) => {
                write!(f, "`{path}` is repeated; expected every member once")
            }
            (ErrorKind::Missing, _) => write!(f, "`{path}` is missing; expected {expected}"),
            (ErrorKind::OtherMessage(other), _) => {
                write!(f, "`{path}` is missing; the body looks like {other}")
            }
            (ErrorKind::Value, Category::Eof) => {
                f.write_str("the text ends too early; expected one whole JSON object")
            }
            (ErrorKind::Value, Category::Data) if path.is_empty() => {
                f.write_str("the JSON is not an object; expected one JSON object")
            }
            (ErrorKind::Value, Category::Data) => {
                write!(
                    f,
                    "`{path}` has the wrong type or form; expected {expected}"
                )
            }
            (ErrorKind::Value, _) => match self.syntax_error().as_str() {
                "recursion limit exceeded" => too_deep(path, f),
                cause => {
                    f.write_str("the JSON is broken")?;
                    if !path.is_empty() {
                        write!(f, " in `{path}`")?;
                    }
                    write!(f, ": {cause}")
                }
            },
        }
    }
}

fn too_deep(path: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(
        f,
        "`{path}` is nested too deep; expected fewer than 128 levels"
    )
}

impl fmt::Debug for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Malformed")
            .field("message", &self.message)
            .field("line", &self.line)
            .field("column", &self.column)
            .field("category", &self.category())
            .field("kind", &self.kind)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl core::error::Error for Malformed {}
