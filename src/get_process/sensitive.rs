//! Personal data and secrets, kept out of logs.

use alloc::string::String;
use core::fmt;

use serde_json::{Number, Value};

use crate::wire::place::{Failed, NextElement, Object};
use crate::wire::reader::Reader;
use crate::wire::value::WireValue;

/// Personal data or a secret, redacted in logs: `Debug` never shows the value, but serde reads and writes it.
///
/// It has no `Display`: call [`expose`](Self::expose) or [`into_exposed`](Self::into_exposed) to get the value. A
/// response that is serialized into a log shows everything.
///
/// ```
/// use idcloud_types::get_process::Sensitive;
///
/// let email: Sensitive<String> = "luke@example.com".into();
/// assert_eq!(format!("{email:?}"), "<redacted>");
/// assert_eq!(email.expose(), "luke@example.com");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[serde(transparent)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Wraps a value to keep it out of logs.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Borrows the value: keep it out of logs and errors.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Returns the value, which is no longer redacted.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Sensitive<String> {
    fn from(value: &str) -> Self {
        Self(value.into())
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

impl<T: WireValue> WireValue for Sensitive<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn of_string(text: &str) -> Option<Self> {
        T::of_string(text).map(Self)
    }

    fn of_number(number: &Number) -> Option<Self> {
        T::of_number(number).map(Self)
    }

    fn of_bool(value: bool) -> Option<Self> {
        T::of_bool(value).map(Self)
    }

    fn empty_object() -> Option<Self> {
        T::empty_object().map(Self)
    }

    fn object_mut(&mut self) -> Option<&mut dyn Object> {
        self.0.object_mut()
    }

    fn read_array(
        next: NextElement<'_>,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), Failed> {
        let mut value = None;
        T::read_array(next, reader, &mut value)?;
        *place = value.map(Self);
        Ok(())
    }

    fn is_type_of(value: &Value) -> bool {
        T::is_type_of(value)
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
