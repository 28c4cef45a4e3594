//! What can be wrong with an answer: it can't be read.
//!
//! The text of an error says what, where and what to do, in one line and without any text of the body, so that it is
//! safe to log. Who wants serde's own words asks for them by name.

use alloc::boxed::Box;
use core::fmt;

use serde_json::error::Category;

use super::member::Member;
use super::message::Message;
use super::trail::{Problem, Trail};

/// A body that can't be read as the answer that was asked for: not JSON, not an object, with a wrong type or a repeated
/// member, without its `id`, or another message.
///
/// Its `Display` and `Debug` never repeat the body. What `serde_json` says of it may, and is behind
/// [`json_error`](Self::json_error); it is not the error's `source`, so that a logged chain of errors does not repeat
/// it either.
///
/// ```
/// use idcloud_types::get_process::web_sdk::Response;
///
/// let body = br#"{"process":{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0","person":{"duiType":7}}}"#;
/// let error = Response::from_slice(body).unwrap_err();
/// assert_eq!(error.path(), Some("process.person.duiType"));
/// assert_eq!((error.line(), error.column()), (1, 77));
/// assert_eq!(
///     error.to_string(),
///     "malformed GetProcess answer at line 1 column 77: \
///      `process.person.duiType` does not hold what it should; expected a string",
/// );
/// ```
///
/// A body that is another message says so:
///
/// ```
/// use idcloud_types::get_process::Message;
/// use idcloud_types::get_process::web_sdk::Response;
///
/// let webhook = br#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","result":"ok"}"#;
/// let error = Response::from_slice(webhook).unwrap_err();
/// assert_eq!(error.looks_like(), Some(Message::Webhook));
/// ```
pub struct MalformedResponse {
    problem: Problem,
    path: Box<str>,
    expected: &'static str,
    is_in_open_value: bool,
    json: serde_json::Error,
}

/// Reads a whole body.
pub(super) fn read<'de, T: Member, R: serde_json::de::Read<'de>>(
    body: &[u8],
    mut json: serde_json::Deserializer<R>,
) -> Result<T, MalformedResponse> {
    let mut trail = Trail::new();
    T::read(&mut json, &mut trail)
        .and_then(|value| {
            trail.problem = Problem::End;
            json.end().map(|()| value)
        })
        .map_err(|error| MalformedResponse {
            problem: match trail.problem {
                Problem::Start if body.starts_with(b"\xEF\xBB\xBF") => Problem::ByteOrderMark,
                problem => problem,
            },
            path: trail.path().into(),
            is_in_open_value: trail.is_in_open_value(),
            expected: trail.expected,
            json: error,
        })
}

impl MalformedResponse {
    /// The line where reading stopped, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.json.line()
    }

    /// The column where reading stopped, in bytes; 0 at the very start of a line.
    #[must_use]
    pub fn column(&self) -> usize {
        self.json.column()
    }

    /// Whether the JSON itself is broken (`Syntax`), ends too early (`Eof`), or holds something else than the answer
    /// (`Data`).
    #[must_use]
    pub fn category(&self) -> Category {
        self.json.classify()
    }

    /// The way to the member that is missing, repeated, or could not be read, such as `process.services[].documents`.
    ///
    /// It consists of names that this version knows: `[]` stands for an element of an array, and `*` for a member whose
    /// name it does not know.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        Some(&*self.path).filter(|path| !path.is_empty())
    }

    /// The message that the body looks like, when a member that every answer has is missing and the others are those of
    /// another message.
    #[must_use]
    pub fn looks_like(&self) -> Option<Message> {
        match self.problem {
            Problem::Foreign(message) => Some(message),
            _ => None,
        }
    }

    /// What `serde_json` says. **It may quote the body**, so escape it and mind personal data before it reaches a log.
    #[must_use]
    pub fn json_error(&self) -> &serde_json::Error {
        &self.json
    }
}

impl fmt::Display for MalformedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "malformed GetProcess answer at line {} column {}: ",
            self.line(),
            self.column(),
        )?;
        let Self { path, expected, .. } = self;
        match (self.problem, self.category()) {
            (_, Category::Eof) => {
                f.write_str("the text ends too early; expected one whole JSON object")
            }
            (Problem::ByteOrderMark, _) => {
                f.write_str("a byte-order mark stands before the JSON; expected plain UTF-8")
            }
            (Problem::Start, Category::Data) => {
                f.write_str("the JSON is not an object; expected one JSON object")
            }
            (Problem::Value, Category::Data) => write!(
                f,
                "`{path}` does not hold what it should; expected {expected}"
            ),
            (Problem::Repeated, _) => {
                write!(f, "`{path}` is repeated; expected every member once")
            }
            (Problem::Missing, _) => write!(f, "`{path}` is missing; expected {expected}"),
            (Problem::Foreign(message), _) => {
                write!(f, "`{path}` is missing; the body looks like {message}")
            }
            (Problem::Value, _) if self.is_in_open_value => write!(
                f,
                "the JSON of `{path}` is broken, or more than serde_json holds; \
                 expected at most 128 levels, and numbers in the range of a double",
            ),
            (Problem::Value, _) if !path.is_empty() => {
                write!(
                    f,
                    "the JSON is broken in `{path}`; expected one JSON object"
                )
            }
            (Problem::End, _) => {
                f.write_str("text follows the JSON object; expected nothing after it")
            }
            (Problem::Start | Problem::Value, _) => {
                f.write_str("the JSON is broken; expected one JSON object")
            }
        }
    }
}

impl fmt::Debug for MalformedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MalformedResponse")
            .field("line", &self.line())
            .field("column", &self.column())
            .field("category", &self.category())
            .field("problem", &self.problem)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl core::error::Error for MalformedResponse {}
