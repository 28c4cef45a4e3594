//! How the value of a member is read, with the path to it, and what becomes of a value of another type.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use serde_json::{Map, Number, Value};

use super::other_message::OtherMessage;
use super::redact::{Redacted, fmt_length, fmt_number};
use super::unknown::{At, FoundUnknown};

/// A value that can be a member of an object or an element of an array.
///
/// The type of a field decides: an `Option` may be absent (and reads `null` as that), everything else is required. A
/// type writes a method for each JSON type that it takes; a value of another type leaves its place empty and is kept in
/// [`Reader::stray`].
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

    /// Reads the elements of an array into the place.
    fn read_array<'de, A: SeqAccess<'de>>(
        array: A,
        reader: &mut Reader,
        _place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        reader.stray = Some(read_any_array(array, reader)?);
        Ok(())
    }

    /// Reads the members of an object into the place.
    fn read_object<'de, A: MapAccess<'de>>(
        start: ObjectStart<'de>,
        map: A,
        reader: &mut Reader,
        _place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        reader.stray = Some(Value::Object(read_any_object(start, map, reader)?));
        Ok(())
    }

    /// Reads the value into its place.
    ///
    /// The place is a parameter because an object is large, and a deserializer moves what a visitor returns more than
    /// once.
    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        deserializer.deserialize_any(ValueSeed { reader, place })
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

    /// The absent value, if there is one.
    fn absent() -> Option<Self> {
        None
    }

    fn is_absent(&self) -> bool {
        false
    }

    /// Reports everything in the value that this version does not know.
    fn find_unknown<'a>(&'a self, _at: &At<'_>, _found: FoundUnknown<'_, 'a>) {}
}

/// What is known while a body is read: the depth, the value that did not fit, and the path of an error.
///
/// A serde error can't carry a path, so it is kept here, and recorded only while an error unwinds: a sound body costs
/// nothing for it.
#[derive(Default)]
pub(crate) struct Reader {
    /// The value of another type that was read last.
    stray: Option<Value>,
    /// From the value that could not be read outwards.
    path: Vec<Segment>,
    problem: Option<Problem>,
    /// The documented type of the value at the end of the path.
    expected: &'static str,
    /// The number of open objects and arrays.
    depth: usize,
    /// Whether the input is the JSON of a body, in which every name is data.
    is_body: bool,
    /// Whether the last string was handed over as an owned one.
    is_owned: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Segment {
    /// A member that this version knows.
    Member(&'static str),
    /// A member that this version does not know; its name is part of the body.
    Unknown,
    /// An element of an array.
    Element,
}

/// What is wrong at the end of the path, unless it is the value itself or the JSON in it.
#[derive(Clone, Copy)]
pub(crate) enum Problem {
    Repeated,
    Missing,
    OtherMessage(OtherMessage),
    TooDeep,
}

impl Reader {
    /// The depth that is refused: as in `serde_json`, whose own count a feature can switch off.
    const LIMIT: usize = 128;

    /// A reader of the JSON of a body.
    pub(crate) fn of_body() -> Self {
        Self {
            is_body: true,
            ..Self::default()
        }
    }

    /// A reader of the members of a body whose object is open.
    pub(crate) fn of_members() -> Self {
        Self {
            depth: 1,
            ..Self::of_body()
        }
    }

    /// Opens an object or an array. Where it closes, [`close`](Self::close) is due.
    pub(crate) fn open<E: de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth < Self::LIMIT {
            return Ok(());
        }
        self.problem = Some(Problem::TooDeep);
        Err(E::custom("nested too deep"))
    }

    pub(crate) fn close(&mut self) {
        self.depth -= 1;
    }

    /// Whether the object that is open is the body itself.
    pub(crate) fn is_at_body(&self) -> bool {
        self.depth == 1
    }

    /// Takes the value that did not fit into its place.
    pub(crate) fn take_stray(&mut self) -> Value {
        self.stray.take().unwrap_or_default()
    }

    /// Records that the error that unwinds is from here, and what was expected.
    #[cold]
    pub(crate) fn record(&mut self, segment: Segment, expected: &'static str) {
        if self.path.is_empty() {
            self.expected = expected;
        }
        self.path.push(segment);
    }

    /// Fails at a member of the object that is open.
    #[cold]
    pub(crate) fn fail<E: de::Error>(
        &mut self,
        problem: Option<Problem>,
        name: &'static str,
        expected: &'static str,
    ) -> E {
        self.problem = problem;
        self.record(Segment::Member(name), expected);
        match problem {
            Some(Problem::Repeated) => E::duplicate_field(name),
            Some(_) => E::missing_field(name),
            None => E::custom(format_args!("expected {expected}")),
        }
    }

    pub(crate) fn problem(&self) -> Option<Problem> {
        self.problem
    }

    pub(crate) fn expected(&self) -> &'static str {
        self.expected
    }

    /// The path to the value that could not be read, such as `process.services[].documents`, in names that this crate
    /// knows.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.path.iter().rev() {
            let name = match segment {
                Segment::Element => "[]",
                Segment::Member(name) => name,
                Segment::Unknown => "*",
            };
            if !path.is_empty() && !matches!(segment, Segment::Element) {
                path.push('.');
            }
            path.push_str(name);
        }
        path
    }
}

/// Reads one value into its place.
pub(crate) struct ValueSeed<'a, T> {
    pub(crate) reader: &'a mut Reader,
    pub(crate) place: &'a mut Option<T>,
}

impl<'de, T: WireValue> DeserializeSeed<'de> for ValueSeed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::read_into(deserializer, self.reader, self.place)
    }
}

impl<T: WireValue> ValueSeed<'_, T> {
    #[inline]
    fn fill(self, value: Option<T>, stray: impl FnOnce() -> Value) {
        if value.is_none() {
            self.reader.stray = Some(stray());
        }
        *self.place = value;
    }

    fn fill_number(self, number: Number) {
        self.fill(T::of_number(&number), || number.into());
    }
}

/// Accepts every value that `serde_json::Value` accepts, and builds the same one. An integer of more than 64 bits is
/// read as from JSON.
impl<'de, T: WireValue> Visitor<'de> for ValueSeed<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.fill(T::of_bool(value), || value.into());
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.fill_number(number.into());
        Ok(())
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<(), E> {
        self.fill_number(number.to_string().parse().map_err(E::custom)?);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.fill_number(number.into());
        Ok(())
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<(), E> {
        self.fill_number(number.to_string().parse().map_err(E::custom)?);
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        match Number::from_f64(number) {
            Some(number) => self.fill_number(number),
            None => self.reader.stray = Some(Value::Null),
        }
        Ok(())
    }

    #[inline]
    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.reader.is_owned = false;
        self.fill(T::of_string(text), || text.into());
        Ok(())
    }

    fn visit_string<E>(self, text: String) -> Result<(), E> {
        self.reader.is_owned = true;
        self.fill(T::of_string(&text), || text.into());
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.reader.stray = Some(Value::Null);
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.reader.stray = Some(Value::Null);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        self.reader.open()?;
        T::read_array(array, self.reader, self.place)?;
        self.reader.close();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.reader.open()?;
        match Start::read(&mut map, self.reader)? {
            Start::Object(start) => T::read_object(start, map, self.reader, self.place)?,
            Start::Number(number) => {
                self.reader.close();
                self.fill_number(number);
                return Ok(());
            }
        }
        self.reader.close();
        Ok(())
    }
}

/// Reads a whole value outside a body, such as a message inside another one. The value of another type is an error.
pub(crate) fn read_whole<'de, T: WireValue, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut place = None;
    T::read_into(deserializer, &mut Reader::default(), &mut place)?;
    place.ok_or_else(|| de::Error::custom(format_args!("expected {}", T::EXPECTED)))
}

/// Builds any JSON value as `serde_json::Value` does, and nested no deeper than [`Reader`] allows.
///
/// One difference is on purpose: where another crate of the build turns on `serde_json/raw_value`, `Value` parses a
/// string under a private name again, with a new count of the depth. Here it is data.
pub(crate) struct AnySeed<'a>(pub(crate) &'a mut Reader);

impl<'de> DeserializeSeed<'de> for AnySeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let mut place = None;
        Value::read_into(deserializer, self.0, &mut place)?;
        // `null` leaves the place empty.
        Ok(place.unwrap_or_default())
    }
}

fn read_any_array<'de, A: SeqAccess<'de>>(
    mut array: A,
    reader: &mut Reader,
) -> Result<Value, A::Error> {
    let mut elements = Vec::new();
    while let Some(element) = array.next_element_seed(AnySeed(reader))? {
        elements.push(element);
    }
    Ok(Value::Array(elements))
}

/// Reads every member of an object. A repeated one keeps its last value.
pub(crate) fn read_any_object<'de, A: MapAccess<'de>>(
    start: ObjectStart<'de>,
    mut map: A,
    reader: &mut Reader,
) -> Result<Map<String, Value>, A::Error> {
    let ObjectStart { mut members, name } = start;
    let mut next = name;
    while let Some(name) = next {
        let value = map.next_value_seed(AnySeed(reader))?;
        members.insert(name.into_owned(), value);
        next = map.next_key_seed(NAME)?;
    }
    Ok(members)
}

/// How a map starts: `serde_json` hands over a number as a map where its feature `arbitrary_precision` is on.
enum Start<'de> {
    Number(Number),
    Object(ObjectStart<'de>),
}

/// What was read of an object to find out that it is not a number.
pub(crate) struct ObjectStart<'de> {
    pub(crate) members: Map<String, Value>,
    /// The name of the next member, whose value comes next.
    pub(crate) name: Option<Cow<'de, str>>,
}

impl<'de> Start<'de> {
    /// The name of the only member of a number.
    const NUMBER: &'static str = "$serde_json::private::Number";

    fn read<A: MapAccess<'de>>(map: &mut A, reader: &mut Reader) -> Result<Self, A::Error> {
        let name = map.next_key_seed(NAME)?;
        let mut members = Map::new();
        if name.as_deref() != Some(Self::NUMBER) || !is_any_number_kept() {
            return Ok(Self::Object(ObjectStart { members, name }));
        }
        let value = map.next_value_seed(AnySeed(reader))?;
        let is_owned = reader.is_owned;
        let name = map.next_key_seed(NAME)?;
        // The JSON of a body has no owned string. Elsewhere nothing tells a number from data, and `Value` reads a number.
        let is_number = name.is_none() && (is_owned || !reader.is_body);
        let number = value.as_str().filter(|_| is_number);
        if let Some(number) = number.and_then(|text| text.parse().ok()) {
            return Ok(Self::Number(number));
        }
        members.insert(Self::NUMBER.to_owned(), value);
        Ok(Self::Object(ObjectStart { members, name }))
    }
}

/// Whether another crate of the build has turned on `serde_json/arbitrary_precision`.
fn is_any_number_kept() -> bool {
    "1e999".parse::<Number>().is_ok()
}

/// Reads a string, without a copy where the input holds it as it is.
pub(crate) fn read_str<'de, D: Deserializer<'de>>(
    deserializer: D,
    expecting: &'static str,
) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_str(StrVisitor(expecting))
}

/// Reads the name of a member, without a copy where the input holds it as it is.
pub(crate) const NAME: StrVisitor = StrVisitor("the name of a member");

/// Visits a string, as [`read_str`] does.
#[derive(Clone, Copy)]
pub(crate) struct StrVisitor(&'static str);

impl<'de> Visitor<'de> for StrVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value))
    }
}

impl<'de> DeserializeSeed<'de> for StrVisitor {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T: WireValue> WireValue for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn read_array<'de, A: SeqAccess<'de>>(
        mut array: A,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        let mut elements = Vec::new();
        // The whole array, once an element is of another type.
        let mut stray: Option<Vec<Value>> = None;
        loop {
            let mut element = None;
            let place = &mut element;
            match array.next_element_seed(ValueSeed { reader, place }) {
                Ok(Some(())) => {}
                Ok(None) => break,
                Err(error) => {
                    reader.record(Segment::Element, T::EXPECTED);
                    return Err(error);
                }
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

    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        let value = place.insert(None);
        T::read_into(deserializer, reader, value)?;
        let is_null = || matches!(reader.stray, Some(Value::Null));
        if value.is_none() && !is_null() {
            *place = None;
        }
        Ok(())
    }

    fn is_type_of(value: &Value) -> bool {
        value.is_null() || T::is_type_of(value)
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => value.fmt_redacted(f),
            None => f.write_str("None"),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
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

/// Takes everything but `null`, which means absent, as for any member.
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

    fn read_array<'de, A: SeqAccess<'de>>(
        array: A,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        *place = Some(read_any_array(array, reader)?);
        Ok(())
    }

    fn read_object<'de, A: MapAccess<'de>>(
        start: ObjectStart<'de>,
        map: A,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        *place = Some(Self::Object(read_any_object(start, map, reader)?));
        Ok(())
    }

    fn is_type_of(value: &Value) -> bool {
        !value.is_null()
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<JSON>")
    }
}
