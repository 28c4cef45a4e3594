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
/// A type writes a function for each JSON type that it takes. A value of another type leaves its place empty and is kept
/// in [`Reader::stray`]. Nothing here is generic over the deserializer: [`Place`] says why.
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
enum Segment {
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
    fn open<E: de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth < Self::LIMIT {
            return Ok(());
        }
        self.problem = Some(Problem::TooDeep);
        Err(E::custom("nested too deep"))
    }

    fn close(&mut self) {
        self.depth -= 1;
    }

    /// Whether the object that is open is the body itself.
    fn is_at_body(&self) -> bool {
        self.depth == 1
    }

    /// Takes the value that did not fit into its place.
    fn take_stray(&mut self) -> Value {
        self.stray.take().unwrap_or_default()
    }

    /// Records that the error that unwinds is from here, and what was expected.
    #[cold]
    fn record(&mut self, segment: Segment, expected: &'static str) {
        if self.path.is_empty() {
            self.expected = expected;
        }
        self.path.push(segment);
    }

    /// Fails at a member of the object that is open.
    #[cold]
    fn fail<E: de::Error>(
        &mut self,
        problem: Problem,
        name: &'static str,
        expected: &'static str,
    ) -> E {
        self.problem = Some(problem);
        self.record(Segment::Member(name), expected);
        match problem {
            Problem::Repeated => E::duplicate_field(name),
            _ => E::missing_field(name),
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

/// Reads the next element of an array into its place; `false` at the end.
pub(crate) type NextElement<'a> =
    &'a mut dyn FnMut(&mut dyn Place, &mut Reader) -> Result<bool, Failed>;

/// Reading failed. Its error is kept beside the array.
pub(crate) struct Failed;

/// The place of a value of any type, filled where it is: what reads a value is compiled once, and not for each type.
///
/// Each function that fills it returns whether the value fits.
pub(crate) trait Place {
    fn expected(&self) -> &'static str;

    /// Whether reading fails where the value does not fit. No type that is required takes an array.
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

    /// Whether it has fields. The path of an error leads to its members, and not into other objects.
    fn is_message(&self) -> bool {
        true
    }

    /// The members that have no field, and those that do not fit.
    fn extra(&mut self) -> &mut Map<String, Value>;

    /// The name and the type of a required member whose bit is not among those that were seen.
    fn missing(&self, _seen: u64) -> Option<(&'static str, &'static str)> {
        None
    }

    /// The message that a body without a required member is instead.
    fn other_message(&self) -> Option<OtherMessage> {
        None
    }

    /// The member that is missing, and the message that the body is, when the object is complete and still another
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

/// An object of which no member is known.
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

/// Reads the members of an object, and refuses a repeated one that has a field. One that has none keeps its last value.
///
/// A value that does not fit goes to `extra`, unless the member is required.
fn read_object<'de, A: MapAccess<'de>>(
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

/// Reads one value into its place, and returns whether it fits.
pub(crate) struct ValueSeed<'a> {
    pub(crate) place: &'a mut dyn Place,
    pub(crate) reader: &'a mut Reader,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl ValueSeed<'_> {
    fn fit<E: de::Error>(&mut self, fits: bool, stray: impl FnOnce() -> Value) -> Result<bool, E> {
        if !fits {
            self.allow_stray()?;
            self.reader.stray = Some(stray());
        }
        Ok(fits)
    }

    fn fill_number<E: de::Error>(mut self, number: Number) -> Result<bool, E> {
        let fits = self.place.fill_number(&number);
        self.fit(fits, || number.into())
    }

    fn fill_null<E: de::Error>(mut self) -> Result<bool, E> {
        let fits = self.place.fill_null();
        self.fit(fits, || Value::Null)
    }

    /// Fails where a value that does not fit can't be kept.
    fn allow_stray<E: de::Error>(&self) -> Result<(), E> {
        if self.place.is_required() {
            let expected = self.place.expected();
            return Err(E::custom(format_args!("expected {expected}")));
        }
        Ok(())
    }
}

/// Accepts every value that `serde_json::Value` accepts, and builds the same one. An integer of more than 64 bits is
/// read as from JSON.
impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.place.expected())
    }

    fn visit_bool<E: de::Error>(mut self, value: bool) -> Result<bool, E> {
        let fits = self.place.fill_bool(value);
        self.fit(fits, || value.into())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<bool, E> {
        self.fill_number(number.into())
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<bool, E> {
        self.fill_number(number.to_string().parse().map_err(E::custom)?)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<bool, E> {
        self.fill_number(number.into())
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<bool, E> {
        self.fill_number(number.to_string().parse().map_err(E::custom)?)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<bool, E> {
        match Number::from_f64(number) {
            Some(number) => self.fill_number(number),
            None => self.fill_null(),
        }
    }

    fn visit_str<E: de::Error>(mut self, text: &str) -> Result<bool, E> {
        self.reader.is_owned = false;
        let fits = self.place.fill_string(text);
        self.fit(fits, || text.into())
    }

    fn visit_string<E: de::Error>(mut self, text: String) -> Result<bool, E> {
        self.reader.is_owned = true;
        let fits = self.place.fill_string(&text);
        self.fit(fits, || text.into())
    }

    fn visit_none<E: de::Error>(self) -> Result<bool, E> {
        self.fill_null()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
        self.fill_null()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<bool, A::Error> {
        self.allow_stray()?;
        self.reader.open()?;
        let mut error = None;
        let mut next = |place: &mut dyn Place, reader: &mut Reader| {
            let element = array.next_element_seed(ValueSeed { place, reader });
            element.map(|fits| fits.is_some()).map_err(|cause| {
                error = Some(cause);
                Failed
            })
        };
        let read = self.place.read_array(&mut next, self.reader);
        if let Some(error) = error {
            return Err(error);
        }
        self.reader.close();
        Ok(read.unwrap_or(false))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        self.reader.open()?;
        let start = match Start::read(&mut map, self.reader)? {
            Start::Object(start) => start,
            Start::Number(number) => {
                self.reader.close();
                return self.fill_number(number);
            }
        };
        let fits = if let Some(object) = self.place.begin_object() {
            read_object(start, map, object, self.reader)?;
            true
        } else {
            self.allow_stray()?;
            let mut members = Map::new();
            read_object(start, map, &mut members, self.reader)?;
            self.reader.stray = Some(Value::Object(members));
            false
        };
        self.reader.close();
        Ok(fits)
    }
}

/// Reads a whole value outside a body, such as a message inside another one. The value of another type is an error.
pub(crate) fn read_whole<'de, T: WireValue, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut value = None;
    let (place, reader) = (&mut value, &mut Reader::default());
    ValueSeed { place, reader }.deserialize(deserializer)?;
    value.ok_or_else(|| de::Error::custom(format_args!("expected {}", T::EXPECTED)))
}

fn read_any_array(next: NextElement<'_>, reader: &mut Reader) -> Result<Value, Failed> {
    let mut elements = Vec::new();
    let mut element = None::<Value>;
    while next(&mut element, reader)? {
        elements.push(element.take().unwrap_or_default());
    }
    Ok(Value::Array(elements))
}

/// How a map starts: `serde_json` hands over a number as a map where its feature `arbitrary_precision` is on.
enum Start<'de> {
    Number(Number),
    Object(ObjectStart<'de>),
}

/// What was read of an object to find out that it is not a number.
struct ObjectStart<'de> {
    /// The value of a first member that is named as that of a number.
    no_number: Option<Value>,
    /// The name of the next member, whose value comes next.
    name: Option<Cow<'de, str>>,
}

impl<'de> Start<'de> {
    /// The name of the only member of a number.
    const NUMBER: &'static str = "$serde_json::private::Number";

    fn read<A: MapAccess<'de>>(map: &mut A, reader: &mut Reader) -> Result<Self, A::Error> {
        let name = map.next_key_seed(NAME)?;
        if name.as_deref() != Some(Self::NUMBER) || !is_any_number_kept() {
            let no_number = None;
            return Ok(Self::Object(ObjectStart { no_number, name }));
        }
        let mut value = None::<Value>;
        let place = &mut value;
        map.next_value_seed(ValueSeed { place, reader })?;
        let value = value.unwrap_or_default();
        let is_owned = reader.is_owned;
        let name = map.next_key_seed(NAME)?;
        // The JSON of a body has no owned string. Elsewhere nothing tells a number from data, and `Value` reads a number.
        let is_number = name.is_none() && (is_owned || !reader.is_body);
        let number = value.as_str().filter(|_| is_number);
        if let Some(number) = number.and_then(|text| text.parse().ok()) {
            return Ok(Self::Number(number));
        }
        let no_number = Some(value);
        Ok(Self::Object(ObjectStart { no_number, name }))
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

/// Takes everything but `null`, which leaves the place empty: it means absent in a member.
///
/// It builds what `Deserialize` builds, and nested no deeper than [`Reader`] allows. One difference is on purpose: where
/// another crate of the build turns on `serde_json/raw_value`, that parses a string under a private name again, with a
/// new count of the depth. Here it is data.
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
