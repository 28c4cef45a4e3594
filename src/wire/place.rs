//! The places that a body is read into: of values, and of the members of objects.

use alloc::borrow::ToOwned;
use alloc::string::String;

use serde::de::MapAccess;
use serde_json::{Map, Number, Value};

use super::other_message::OtherMessage;
use super::reader::{Problem, Reader, Segment};
use super::value::WireValue;
use super::visitor::{NAME, ObjectStart, Start, ValueSeed};

/// Reads the next element of an array into its place; `false` at the end.
pub(crate) type NextElement<'a> =
    &'a mut dyn FnMut(&mut dyn Place, &mut Reader) -> Result<bool, Failed>;

/// Reading failed; the visitor of the array keeps the error.
pub(crate) struct Failed;

/// The place that a value of any type is read into. It is used as a trait object, so that the code that reads values is
/// compiled once, not once per type.
///
/// Each function that fills it returns whether the value fits.
pub(crate) trait Place {
    fn expected(&self) -> &'static str;

    /// Whether a value that does not fit is an error. No required type takes an array.
    fn is_required(&self) -> bool {
        false
    }

    fn fill_string(&mut self, _: &str) -> bool {
        false
    }

    fn fill_number(&mut self, _: &Number) -> bool {
        false
    }

    fn fill_bool(&mut self, _: bool) -> bool {
        false
    }

    fn fill_null(&mut self) -> bool {
        false
    }

    /// The object to read the members into.
    fn begin_object(&mut self) -> Option<&mut dyn Object> {
        None
    }

    fn read_array(&mut self, _: NextElement<'_>, _: &mut Reader) -> Result<bool, Failed> {
        Ok(false)
    }
}

impl<T: WireValue> Place for Option<T> {
    fn expected(&self) -> &'static str {
        T::EXPECTED
    }

    fn fill_string(&mut self, text: &str) -> bool {
        *self = T::of_string(text);
        self.is_some()
    }

    fn fill_number(&mut self, number: &Number) -> bool {
        *self = T::of_number(number);
        self.is_some()
    }

    fn fill_bool(&mut self, value: bool) -> bool {
        *self = T::of_bool(value);
        self.is_some()
    }

    fn fill_null(&mut self) -> bool {
        true
    }

    fn begin_object(&mut self) -> Option<&mut dyn Object> {
        *self = T::empty_object();
        self.as_mut()?.object_mut()
    }

    fn read_array(&mut self, next: NextElement<'_>, reader: &mut Reader) -> Result<bool, Failed> {
        T::read_array(next, reader, self)?;
        Ok(self.is_some())
    }
}

/// An object whose members are read.
pub(crate) trait Object {
    /// The place of a member that has a field.
    fn field(&mut self, name: &str) -> Option<KnownMember<'_>>;

    /// Whether it has fields. Only then does the path of an error name its members.
    fn is_message(&self) -> bool {
        true
    }

    /// The members that have no field, and those that do not fit.
    fn extra(&mut self) -> &mut Map<String, Value>;

    /// The name and the type of a required member whose bit is not set in `_seen`.
    fn missing(&self, _seen: u64) -> Option<(&'static str, &'static str)> {
        None
    }

    /// The other message that a body without a required member looks like.
    fn other_message(&self) -> Option<OtherMessage> {
        None
    }

    /// The member that the body lacks, and the message that it is, if it has every required member but is another
    /// message.
    fn refused(&self) -> Option<(&'static str, OtherMessage)> {
        None
    }
}

/// A member that has a field.
pub(crate) struct KnownMember<'a> {
    /// The one bit that is set for the field.
    pub(crate) bit: u64,
    pub(crate) name: &'static str,
    pub(crate) place: &'a mut dyn Place,
}

/// An object without known members.
impl Object for Map<String, Value> {
    fn field(&mut self, _: &str) -> Option<KnownMember<'_>> {
        None
    }

    fn is_message(&self) -> bool {
        false
    }

    fn extra(&mut self) -> &mut Self {
        self
    }
}

/// Reads the members of an object. A repeated member is an error if it has a field; otherwise, its last value is kept.
///
/// A value that does not fit goes to `extra`, unless the member is required.
pub(super) fn read_object<'de, A: MapAccess<'de>>(
    start: ObjectStart<'de>,
    mut map: A,
    object: &mut dyn Object,
    reader: &mut Reader,
) -> Result<(), A::Error> {
    if let Some(value) = start.no_number {
        object.extra().insert(Start::NUMBER.to_owned(), value);
    }
    let mut next = start.name;
    let mut seen = 0;
    while let Some(name) = next {
        if let Some(KnownMember { bit, name, place }) = object.field(&name) {
            if seen & bit != 0 {
                return Err(reader.fail(Problem::Repeated, name, ""));
            }
            seen |= bit;
            let fits = map
                .next_value_seed(ValueSeed { place, reader })
                .inspect_err(|_| reader.record(Segment::Member(name), place.expected()))?;
            if !fits {
                object.extra().insert(name.into(), reader.take_stray());
            }
        } else {
            let mut value = None::<Value>;
            let place = &mut value;
            if let Err(error) = map.next_value_seed(ValueSeed { place, reader }) {
                if object.is_message() {
                    reader.record(Segment::Unknown, Value::EXPECTED);
                }
                return Err(error);
            }
            let value = value.unwrap_or_default();
            object.extra().insert(name.into_owned(), value);
        }
        next = map.next_key_seed(NAME)?;
    }
    let is_body = reader.is_at_body();
    if let Some((name, expected)) = object.missing(seen) {
        let other = object.other_message().filter(|_| is_body);
        let problem = other.map_or(Problem::Missing, Problem::OtherMessage);
        return Err(reader.fail(problem, name, expected));
    }
    if let Some((name, other)) = object.refused().filter(|_| is_body) {
        return Err(reader.fail(Problem::OtherMessage(other), name, ""));
    }
    Ok(())
}
