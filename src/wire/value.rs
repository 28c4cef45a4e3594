//! The values that can be members: how each is read, compared, shown and searched.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::ser::Serialize;
use serde_json::{Map, Number, Value};

use super::place::{Failed, NextElement, Object};
use super::reader::{Reader, Segment};
use super::redact::{Redacted, fmt_length, fmt_number};
use super::unknown::{At, FoundUnknown};

/// A value that can be a member of an object or an element of an array.
///
/// A type writes a function for each JSON type that it takes. A value of another type leaves its place empty and is kept
/// in [`Reader::stray`]. Nothing here is generic over the deserializer, for the reason in [`Place`].
pub(crate) trait WireValue: Sized + Serialize {
    /// The documented type, for the message of an error.
    const EXPECTED: &'static str;

    fn of_string(_: &str) -> Option<Self> {
        None
    }

    fn of_number(_: &Number) -> Option<Self> {
        None
    }

    fn of_bool(_: bool) -> Option<Self> {
        None
    }

    /// The value before the members of an object are read into [`object_mut`](Self::object_mut).
    fn empty_object() -> Option<Self> {
        None
    }

    fn object_mut(&mut self) -> Option<&mut dyn Object> {
        None
    }

    /// Reads the elements of an array into the place.
    fn read_array(
        next: NextElement<'_>,
        reader: &mut Reader,
        _place: &mut Option<Self>,
    ) -> Result<(), Failed> {
        reader.stray = Some(read_any_array(next, reader)?);
        Ok(())
    }

    /// Whether a JSON value has the type that is read here; the members of an object are not looked at.
    fn is_type_of(value: &Value) -> bool {
        match value {
            Value::String(text) => Self::of_string(text).is_some(),
            Value::Number(number) => Self::of_number(number).is_some(),
            Value::Bool(value) => Self::of_bool(*value).is_some(),
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        }
    }

    /// Writes the value for a log, without any string that may be a person's.
    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Reports everything in the value that this version does not know.
    fn find_unknown<'a>(&'a self, _at: &At<'_>, _found: FoundUnknown<'_, 'a>) {}
}

fn read_any_array(next: NextElement<'_>, reader: &mut Reader) -> Result<Value, Failed> {
    let mut elements = Vec::new();
    let mut element = None::<Value>;
    while next(&mut element, reader)? {
        elements.push(element.take().unwrap_or_default());
    }
    Ok(Value::Array(elements))
}

impl<T: WireValue> WireValue for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn read_array(
        next: NextElement<'_>,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), Failed> {
        let mut elements = Vec::new();
        // The whole array, once an element is of another type.
        let mut stray: Option<Vec<Value>> = None;
        loop {
            let mut element = None;
            let read = next(&mut element, reader);
            if !read.inspect_err(|_| reader.record(Segment::Element, T::EXPECTED))? {
                break;
            }
            match (element, &mut stray) {
                (Some(element), None) => elements.push(element),
                (Some(element), Some(stray)) => stray.push(written(&element)),
                (None, stray) => {
                    let read = || elements.iter().map(written).collect();
                    stray.get_or_insert_with(read).push(reader.take_stray());
                }
            }
        }
        match stray {
            Some(stray) => reader.stray = Some(Value::Array(stray)),
            None => *place = Some(elements),
        }
        Ok(())
    }

    fn is_type_of(value: &Value) -> bool {
        let elements = value.as_array();
        elements.is_some_and(|elements| elements.iter().all(T::is_type_of))
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Redacted)).finish()
    }

    fn find_unknown<'a>(&'a self, at: &At<'_>, found: FoundUnknown<'_, 'a>) {
        for (index, element) in self.iter().enumerate() {
            element.find_unknown(&At::Element(at, index), found);
        }
    }
}

/// The value as it is written.
fn written(value: &impl Serialize) -> Value {
    // No key is anything but a string, so this can't fail.
    serde_json::to_value(value).unwrap_or_default()
}

impl<T: WireValue> WireValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn is_type_of(value: &Value) -> bool {
        value.is_null() || T::is_type_of(value)
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => value.fmt_redacted(f),
            None => f.write_str("None"),
        }
    }

    fn find_unknown<'a>(&'a self, at: &At<'_>, found: FoundUnknown<'_, 'a>) {
        if let Some(value) = self {
            value.find_unknown(at, found);
        }
    }
}

impl WireValue for bool {
    const EXPECTED: &'static str = "true or false";

    fn of_bool(value: bool) -> Option<Self> {
        Some(value)
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl WireValue for String {
    const EXPECTED: &'static str = "a string";

    fn of_string(text: &str) -> Option<Self> {
        Some(text.into())
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_length(self, f)
    }
}

impl WireValue for Cow<'static, str> {
    const EXPECTED: &'static str = "a string";

    fn of_string(text: &str) -> Option<Self> {
        Some(Cow::Owned(text.into()))
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_length(self, f)
    }
}

impl WireValue for Number {
    const EXPECTED: &'static str = "a number";

    fn of_number(number: &Number) -> Option<Self> {
        Some(number.clone())
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_number(self, f)
    }
}

/// Takes everything but `null`, which leaves the place empty, because a `null` member is absent.
///
/// It builds what `Deserialize` builds, nested no deeper than [`Reader`] allows, with one deliberate difference. If
/// another crate in the build turns on `serde_json/raw_value`, `Deserialize` parses a string under a private name
/// again, counting the depth from 0. Here, that string is data.
impl WireValue for Value {
    const EXPECTED: &'static str = "any JSON value";

    fn of_string(text: &str) -> Option<Self> {
        Some(text.into())
    }

    fn of_number(number: &Number) -> Option<Self> {
        Some(number.clone().into())
    }

    fn of_bool(value: bool) -> Option<Self> {
        Some(value.into())
    }

    fn empty_object() -> Option<Self> {
        Some(Self::Object(Map::new()))
    }

    fn object_mut(&mut self) -> Option<&mut dyn Object> {
        self.as_object_mut().map(|members| members as _)
    }

    fn read_array(
        next: NextElement<'_>,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), Failed> {
        *place = Some(read_any_array(next, reader)?);
        Ok(())
    }

    fn is_type_of(value: &Value) -> bool {
        !value.is_null()
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<JSON>")
    }
}
