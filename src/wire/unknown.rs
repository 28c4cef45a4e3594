//! What this version does not know in a message that it has read.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde_json::Value;

use super::redact::{Length, Name, ShownNumber};
use super::value::WireValue;

/// A value, member or JSON type, found in a message, that this version does not know.
///
/// Log it to detect what the platform has added. `Display` and `Debug` show a value only if it looks like the
/// platform's, and the name of a member only if it is a plain identifier: at most 64 ASCII letters and `_`, with up to
/// five digits. [`path`](Self::path) and [`value`](Self::value) return both unchanged, so mind personal data there.
///
/// ```
/// use idcloud_types::webhook::RawPayload;
///
/// let raw: RawPayload = r#"{
///     "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
///     "state": "PROCESS_STATE_OF_TOMORROW",
///     "attempt": 2
/// }"#.parse()?;
/// let unknown: Vec<String> = raw.unknown_values().iter().map(ToString::to_string).collect();
/// assert_eq!(unknown, [
///     "unknown value at `state`: PROCESS_STATE_OF_TOMORROW",
///     "unknown member `attempt`",
/// ]);
/// # Ok::<(), idcloud_types::ReadError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownValue {
    kind: UnknownKind,
    path: String,
    value: Value,
    /// What a log may show of it.
    shown: String,
}

/// The kind of an [`UnknownValue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum UnknownKind {
    /// A value without a variant, in a known member.
    Value,
    /// A member that has no field.
    Member,
    /// A known member whose value has a JSON type other than the documented one.
    WrongType,
}

impl UnknownValue {
    /// Lists everything in a message that this version does not know, in the order of its fields.
    pub(crate) fn list(message: &impl WireValue) -> Vec<Self> {
        let mut values = Vec::new();
        message.find_unknown(&At::Root, &mut |at, unknown| {
            values.push(Self::new(at, unknown));
        });
        values
    }

    fn new(at: &At<'_>, unknown: Unknown<'_>) -> Self {
        let (kind, at, value, shown) = match unknown {
            Unknown::Value { value, is_shown } => {
                let shown = if is_shown {
                    value.to_string()
                } else {
                    Length(value).to_string()
                };
                (UnknownKind::Value, *at, value.into(), shown)
            }
            Unknown::Number(number) => {
                let shown = ShownNumber(number).to_string();
                (UnknownKind::Value, *at, number.into(), shown)
            }
            Unknown::Member(name, value) => (
                UnknownKind::Member,
                At::Member(at, name),
                value.clone(),
                String::new(),
            ),
            Unknown::WrongType(name, value) => {
                let shown = type_name(value).to_string();
                (
                    UnknownKind::WrongType,
                    At::Member(at, name),
                    value.clone(),
                    shown,
                )
            }
        };
        let place = ShownPath(&at);
        let shown = match kind {
            UnknownKind::Value => format!("unknown value at `{place}`: {shown}"),
            UnknownKind::Member => format!("unknown member `{place}`"),
            UnknownKind::WrongType => format!("unknown type at `{place}`: {shown}"),
        };
        Self {
            kind,
            path: at.to_string(),
            value,
            shown,
        }
    }

    /// What is unknown: a value, a member or a JSON type.
    #[must_use]
    pub fn kind(&self) -> UnknownKind {
        self.kind
    }

    /// The path to the value, such as `process.services[0].documents`. The name of an unknown member is part of the
    /// body, so escape it before it reaches a log.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value. It may be personal data.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.shown)
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UnknownValue")
            .field(&format_args!("{self}"))
            .finish()
    }
}

/// The JSON type of a value, for people.
pub(crate) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// What is unknown, as [`WireValue::find_unknown`] reports it.
#[derive(Clone, Copy)]
pub(crate) enum Unknown<'a> {
    Value {
        value: &'a str,
        /// Whether a log may show it.
        is_shown: bool,
    },
    Number(i64),
    Member(&'a str, &'a Value),
    WrongType(&'a str, &'a Value),
}

/// Receives what is unknown, with the path to the value, or to the object of the member.
pub(crate) type FoundUnknown<'f, 'a> = &'f mut dyn FnMut(&At<'_>, Unknown<'a>);

/// A place in a message: a path that costs nothing until it is written.
#[derive(Clone, Copy)]
pub(crate) enum At<'p> {
    Root,
    Member(&'p At<'p>, &'p str),
    Element(&'p At<'p>, usize),
}

impl At<'_> {
    /// The name of the member at this place, or of the array that the place is in; `None` for the body itself.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Root => None,
            Self::Member(_, name) => Some(name),
            Self::Element(outer, _) => outer.name(),
        }
    }

    fn fmt_with(
        &self,
        f: &mut fmt::Formatter<'_>,
        fmt_name: fn(&str, &mut fmt::Formatter<'_>) -> fmt::Result,
    ) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(Self::Root, name) => fmt_name(name, f),
            Self::Member(outer, name) => {
                outer.fmt_with(f, fmt_name)?;
                f.write_str(".")?;
                fmt_name(name, f)
            }
            Self::Element(outer, index) => {
                outer.fmt_with(f, fmt_name)?;
                write!(f, "[{index}]")
            }
        }
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_with(f, |name, f| f.write_str(name))
    }
}

/// A path whose names may be shown.
struct ShownPath<'a>(&'a At<'a>);

impl fmt::Display for ShownPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .fmt_with(f, |name, f| fmt::Display::fmt(&Name(name), f))
    }
}
