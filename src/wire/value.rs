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
/// The type of a field decides: an `Option` may be absent (and reads `null` as that), everything else is required.
pub(crate) trait WireValue: Sized + Serialize {
    /// The documented type, for the message of an error.
    const EXPECTED: &'static str;

    /// Reads the value into its place. A value of another type leaves the place empty and is kept in
    /// [`Reader::stray`].
    ///
    /// The place is a parameter because an object is large, and a deserializer moves what a visitor returns more than
    /// once.
    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error>;

    /// Whether a JSON value has the type that is read here; of a container, the outer type.
    fn is_type_of(value: &Value) -> bool;

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
    /// Whether the input is the text of a body, in which every name is data.
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

    /// A reader of the text of a body.
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

    /// Keeps a value that does not fit into its place.
    pub(crate) fn set_stray(&mut self, value: Value) {
        self.stray = Some(value);
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

/// Reads a whole value outside a body, such as a message inside another one. The value of another type is an error.
pub(crate) fn read_whole<'de, T: WireValue, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut place = None;
    T::read_into(deserializer, &mut Reader::default(), &mut place)?;
    place.ok_or_else(|| de::Error::custom(format_args!("expected {}", T::EXPECTED)))
}

/// Any JSON value. A string is borrowed where the input holds it as it is.
pub(crate) enum AnyValue<'de> {
    String(Cow<'de, str>),
    Other(Value),
}

impl From<AnyValue<'_>> for Value {
    fn from(value: AnyValue<'_>) -> Self {
        match value {
            AnyValue::String(value) => Self::String(value.into_owned()),
            AnyValue::Other(value) => value,
        }
    }
}

/// Reads any JSON value.
pub(crate) fn read_any<'de, D: Deserializer<'de>>(
    deserializer: D,
    reader: &mut Reader,
) -> Result<AnyValue<'de>, D::Error> {
    AnySeed(reader).deserialize(deserializer)
}

/// Reads a value that is a string, a number or a boolean; `convert` hands back what is of another type.
pub(crate) fn read_plain<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    reader: &mut Reader,
    place: &mut Option<T>,
    convert: impl FnOnce(AnyValue<'de>) -> Result<T, AnyValue<'de>>,
) -> Result<(), D::Error> {
    match convert(read_any(deserializer, reader)?) {
        Ok(value) => *place = Some(value),
        Err(other) => reader.set_stray(other.into()),
    }
    Ok(())
}

/// Builds any JSON value as `serde_json::Value` does, and nested no deeper than [`Reader`] allows.
///
/// One difference is on purpose: where another crate of the build turns on `serde_json/raw_value`, `Value` parses a
/// string under a private name again, with a new count of the depth. Here it is data.
pub(crate) struct AnySeed<'a>(pub(crate) &'a mut Reader);

impl<'de> DeserializeSeed<'de> for AnySeed<'_> {
    type Value = AnyValue<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnySeed<'_> {
    type Value = AnyValue<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(AnyValue::Other(Value::Bool(value)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(AnyValue::Other(Value::Number(number.into())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(AnyValue::Other(Value::Number(number.into())))
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Self::Value, E> {
        number_of(&number.to_string())
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Self::Value, E> {
        number_of(&number.to_string())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        let number = Number::from_f64(number);
        Ok(AnyValue::Other(number.map_or(Value::Null, Value::Number)))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        self.0.is_owned = false;
        Ok(AnyValue::String(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        self.0.is_owned = false;
        Ok(AnyValue::String(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        self.0.is_owned = true;
        Ok(AnyValue::String(Cow::Owned(value)))
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(AnyValue::Other(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(AnyValue::Other(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<Self::Value, A::Error> {
        read_any_array(array, self.0).map(AnyValue::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Self(reader) = self;
        reader.open()?;
        let value = match Start::read(&mut map, reader)? {
            Start::Number(number) => Value::Number(number),
            Start::Object(start) => read_any_object(start, map, reader)?,
        };
        reader.close();
        Ok(AnyValue::Other(value))
    }
}

fn read_any_array<'de, A: SeqAccess<'de>>(
    mut array: A,
    reader: &mut Reader,
) -> Result<Value, A::Error> {
    reader.open()?;
    let mut elements = Vec::new();
    while let Some(element) = array.next_element_seed(AnySeed(reader))? {
        elements.push(element.into());
    }
    reader.close();
    Ok(Value::Array(elements))
}

fn read_any_object<'de, A: MapAccess<'de>>(
    start: ObjectStart<'de>,
    mut map: A,
    reader: &mut Reader,
) -> Result<Value, A::Error> {
    let ObjectStart { mut members, name } = start;
    let mut next = name;
    while let Some(name) = next {
        let value = map.next_value_seed(AnySeed(reader))?;
        members.insert(name.into_owned(), value.into());
        next = map.next_key_seed(NAME)?;
    }
    Ok(Value::Object(members))
}

/// Reads a number as `serde_json` does.
fn number_of<'de, E: de::Error>(text: &str) -> Result<AnyValue<'de>, E> {
    let number = text.parse().map_err(E::custom)?;
    Ok(AnyValue::Other(Value::Number(number)))
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
        let value = Value::from(map.next_value_seed(AnySeed(reader))?);
        let is_owned = reader.is_owned;
        let name = map.next_key_seed(NAME)?;
        // The text of a body has no owned string. Elsewhere nothing tells a number from data, and `Value` reads a number.
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

/// A value that is an object, an array, or either. What it does not take is a value of another type.
pub(crate) trait Container: WireValue {
    fn read_array<'de, A: SeqAccess<'de>>(
        array: A,
        reader: &mut Reader,
        _place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        let array = read_any_array(array, reader)?;
        reader.set_stray(array);
        Ok(())
    }

    /// Reads the members of an object that is open.
    fn read_object<'de, A: MapAccess<'de>>(
        start: ObjectStart<'de>,
        map: A,
        reader: &mut Reader,
        _place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        let object = read_any_object(start, map, reader)?;
        reader.set_stray(object);
        Ok(())
    }

    /// Reads anything else.
    fn read_other(value: Value, reader: &mut Reader, _place: &mut Option<Self>) {
        reader.set_stray(value);
    }
}

/// Reads a container into its place, as [`WireValue::read_into`] does.
pub(crate) fn read_container<'de, T: Container, D: Deserializer<'de>>(
    deserializer: D,
    reader: &mut Reader,
    place: &mut Option<T>,
) -> Result<(), D::Error> {
    deserializer.deserialize_any(ContainerVisitor(ValueSeed { reader, place }))
}

struct ContainerVisitor<'a, T>(ValueSeed<'a, T>);

impl<T: Container> ContainerVisitor<'_, T> {
    fn read_other(self, value: impl Into<Value>) {
        T::read_other(value.into(), self.0.reader, self.0.place);
    }
}

impl<'de, T: Container> Visitor<'de> for ContainerVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.read_other(value);
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.read_other(number);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.read_other(number);
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.read_other(number);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.read_other(value);
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.read_other(());
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.deserialize(deserializer)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.read_other(());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        T::read_array(array, self.0.reader, self.0.place)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let ValueSeed { reader, place } = self.0;
        reader.open()?;
        match Start::read(&mut map, reader)? {
            Start::Number(number) => T::read_other(Value::Number(number), reader, place),
            Start::Object(start) => T::read_object(start, map, reader, place)?,
        }
        reader.close();
        Ok(())
    }
}

impl<T: WireValue> WireValue for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        read_container(deserializer, reader, place)
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

impl<T: WireValue> Container for Vec<T> {
    fn read_array<'de, A: SeqAccess<'de>>(
        mut array: A,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        reader.open()?;
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
        reader.close();
        match stray {
            Some(stray) => reader.set_stray(Value::Array(stray)),
            None => *place = Some(elements),
        }
        Ok(())
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

/// Writes `WireValue` for a type that is a string, a number or a boolean.
macro_rules! plain_value {
    (
        $Type:ty, $expected:literal, $is_type_of:expr,
        |$any:ident| $convert:expr,
        |$value:ident, $f:ident| $redacted:expr
        $(, unknown |$unknown:ident| $find:expr)?
    ) => {
        impl $crate::wire::value::WireValue for $Type {
            const EXPECTED: &'static str = $expected;

            fn read_into<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                reader: &mut $crate::wire::value::Reader,
                place: &mut Option<Self>,
            ) -> Result<(), D::Error> {
                $crate::wire::value::read_plain(deserializer, reader, place, |$any| $convert)
            }

            fn is_type_of(value: &::serde_json::Value) -> bool {
                $is_type_of(value)
            }

            fn fmt_redacted(&self, $f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let $value = self;
                $redacted
            }

            $(fn find_unknown<'a>(
                &'a self,
                at: &$crate::wire::unknown::At<'_>,
                found: $crate::wire::unknown::FoundUnknown<'_, 'a>,
            ) {
                let $unknown = self;
                if let Some(value) = $find {
                    found(at, value);
                }
            })?
        }
    };
}

pub(crate) use plain_value;

plain_value!(
    bool,
    "true or false",
    Value::is_boolean,
    |value| match value {
        AnyValue::Other(Value::Bool(value)) => Ok(value),
        other => Err(other),
    },
    |value, f| fmt::Debug::fmt(value, f)
);

plain_value!(
    String,
    "a string",
    Value::is_string,
    |value| match value {
        AnyValue::String(value) => Ok(value.into_owned()),
        other @ AnyValue::Other(_) => Err(other),
    },
    |value, f| fmt_length(value, f)
);

plain_value!(
    Cow<'static, str>,
    "a string",
    Value::is_string,
    |value| match value {
        AnyValue::String(value) => Ok(Cow::Owned(value.into_owned())),
        other @ AnyValue::Other(_) => Err(other),
    },
    |value, f| fmt_length(value, f)
);

plain_value!(
    Number,
    "a number",
    Value::is_number,
    |value| match value {
        AnyValue::Other(Value::Number(number)) => Ok(number),
        other => Err(other),
    },
    |number, f| fmt_number(number, f)
);

plain_value!(
    Value,
    "any JSON value",
    |_| true,
    |value| match value {
        // As for any member, `null` means absent.
        null @ AnyValue::Other(Value::Null) => Err(null),
        value => Ok(value.into()),
    },
    |_value, f| f.write_str("<JSON>")
);
