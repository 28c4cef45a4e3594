//! What a member can hold: how each kind of value is read, with the path to it, and shown in a log.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A value that can be a member of an object or an element of an array.
///
/// The type of a field decides: an `Option` may be absent (and reads `null` as that), everything else is required.
pub(crate) trait WireValue: Sized {
    /// What a body should hold here, for the text of an error.
    const EXPECTED: &'static str;

    /// Reads the value into its place. After an error, what is in the place has no meaning.
    ///
    /// An object is large, and a deserializer moves what a visitor returns more than once.
    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        path: &mut Path,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error>;

    /// Reads the value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D, path: &mut Path) -> Result<Self, D::Error> {
        let mut value = None;
        Self::read_into(deserializer, path, &mut value)?;
        value.ok_or_else(|| de::Error::custom(NOTHING))
    }

    /// Writes the value for a log, without any text that may be a person's.
    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The absent value, if there is one.
    fn absent() -> Option<Self> {
        None
    }

    fn is_absent(&self) -> bool {
        false
    }

    /// Lists the members without a field, of every object in the value.
    // The webhook alone has no checks to look for.
    #[cfg_attr(not(feature = "get-process"), allow(dead_code))]
    fn list_unknown<'a>(&'a self, _members: &mut Unknown<'a>) {}
}

/// The error of a place that was left empty, which no reader does.
pub(crate) const NOTHING: &str = "nothing was read";

/// Members that this version does not know, with their values.
pub(crate) type Unknown<'a> = Vec<(&'a str, &'a Value)>;

/// The path to the value that could not be read.
///
/// A serde error can't carry it, so it is kept beside, and recorded only while an error unwinds: reading a sound body
/// costs nothing for it.
#[derive(Default)]
pub(crate) struct Path {
    /// From the value outwards.
    segments: Vec<Segment>,
    kind: ErrorKind,
    /// What the value at the end of the path should be.
    expected: &'static str,
    /// How many objects and arrays are open.
    depth: usize,
}

#[derive(Clone, Copy)]
pub(crate) enum Segment {
    /// A member that this version knows.
    Member(&'static str),
    /// A member that this version does not know; its name is text of the body.
    Unknown,
    /// An element of an array.
    Element,
}

/// What is wrong at the end of the path.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum ErrorKind {
    /// The value, or the JSON in it.
    #[default]
    Value,
    /// The member is repeated.
    Repeated,
    /// The member is missing.
    Missing,
    /// The member is missing, and the others are those of the message that the text names.
    OtherMessage(&'static str),
    /// The value is nested too deep.
    TooDeep,
    /// The body is not UTF-8.
    NotUtf8,
    /// A byte-order mark precedes the body.
    ByteOrderMark,
    /// Text follows the body.
    Trailing,
}

impl Path {
    /// How deep a body may be nested: one level less, as in `serde_json`, whose own count a feature can restart.
    const LIMIT: usize = 128;

    /// A path that starts inside an object, for a reader of single members.
    pub(crate) fn inside_object() -> Self {
        Self {
            depth: 1,
            ..Self::default()
        }
    }

    /// Opens an object or an array. Where it closes, [`close`](Self::close) is due.
    pub(crate) fn open<E: de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth < Self::LIMIT {
            return Ok(());
        }
        self.kind = ErrorKind::TooDeep;
        Err(E::custom("nested too deep"))
    }

    pub(crate) fn close(&mut self) {
        self.depth -= 1;
    }

    /// Whether the object that is open is the body itself.
    pub(crate) fn is_at_body(&self) -> bool {
        self.depth == 1
    }

    /// Records that the error that unwinds is from here, and what was expected.
    #[cold]
    pub(crate) fn record(&mut self, segment: Segment, expected: &'static str) {
        if self.segments.is_empty() {
            self.expected = expected;
        }
        self.segments.push(segment);
    }

    /// Fails at a member of the object that is open.
    #[cold]
    pub(crate) fn fail<E: de::Error>(
        &mut self,
        kind: ErrorKind,
        name: &'static str,
        expected: &'static str,
    ) -> E {
        self.kind = kind;
        self.record(Segment::Member(name), expected);
        match kind {
            ErrorKind::Repeated => E::duplicate_field(name),
            _ => E::missing_field(name),
        }
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(crate) fn expected(&self) -> &'static str {
        self.expected
    }
}

impl fmt::Display for Path {
    /// Writes a path such as `process.services[].documents`, in names that this crate knows.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.segments.iter().rev().enumerate() {
            let dot = if index == 0 { "" } else { "." };
            match segment {
                Segment::Member(name) => write!(f, "{dot}{name}")?,
                Segment::Unknown => write!(f, "{dot}*")?,
                Segment::Element => f.write_str("[]")?,
            }
        }
        Ok(())
    }
}

/// Reads one value into its place, with the path.
pub(crate) struct ValueSeed<'a, T> {
    pub(crate) path: &'a mut Path,
    pub(crate) place: &'a mut Option<T>,
}

impl<'de, T: WireValue> DeserializeSeed<'de> for ValueSeed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::read_into(deserializer, self.path, self.place)
    }
}

/// Reads the elements of an array, with the path.
pub(crate) fn read_elements<'de, A: SeqAccess<'de>, T: WireValue>(
    mut seq: A,
    path: &mut Path,
) -> Result<Vec<T>, A::Error> {
    let mut elements = Vec::new();
    let mut element = None;
    path.open()?;
    loop {
        let place = &mut element;
        match seq.next_element_seed(ValueSeed { path, place }) {
            Ok(Some(())) => elements.extend(element.take()),
            Ok(None) => break,
            Err(error) => {
                path.record(Segment::Element, T::EXPECTED);
                return Err(error);
            }
        }
    }
    path.close();
    Ok(elements)
}

/// Reads a string, without a copy where the input holds it as it is.
pub(crate) fn read_text<'de, D: Deserializer<'de>>(
    deserializer: D,
    expecting: &'static str,
) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_str(TextVisitor(expecting))
}

/// Reads the name of a member, without a copy where the input holds it as it is.
pub(crate) const NAME: TextVisitor = TextVisitor("the name of a member");

/// Visits a string, as [`read_text`] does.
pub(crate) struct TextVisitor(&'static str);

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text))
    }
}

impl<'de> DeserializeSeed<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

/// A value as its object's `Debug` shows it.
pub(crate) struct Redacted<'a, T>(pub(crate) &'a T);

impl<T: WireValue> fmt::Debug for Redacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt_redacted(f)
    }
}

/// Shows how long a text is, and nothing of it.
pub(crate) fn fmt_length(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "<{} bytes>", text.len())
}

/// A text as a `Debug` shows it: [how long](fmt_length) it is.
pub(crate) struct Length<'a>(pub(crate) &'a str);

impl fmt::Debug for Length<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_length(self.0, f)
    }
}

/// Shows a number of up to five digits, as the documented ones are. A longer one may name a person.
pub(crate) fn fmt_number(number: &impl fmt::Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = number.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = |byte| matches!(byte, b'0'..=b'9' | b'-' | b'.');
    if digits <= 5 && text.bytes().all(is_plain) {
        f.write_str(&text)
    } else {
        f.write_str("<number>")
    }
}

impl<T: WireValue> WireValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        path: &mut Path,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        struct OptionVisitor<'a, T>(ValueSeed<'a, T>);

        impl<'de, T: WireValue> Visitor<'de> for OptionVisitor<'_, T> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} or null", T::EXPECTED)
            }

            fn visit_unit<E>(self) -> Result<(), E> {
                Ok(())
            }

            fn visit_none<E>(self) -> Result<(), E> {
                Ok(())
            }

            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                self.0.deserialize(deserializer)
            }
        }

        let place = place.insert(None);
        deserializer.deserialize_option(OptionVisitor(ValueSeed { path, place }))
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

    fn list_unknown<'a>(&'a self, members: &mut Unknown<'a>) {
        if let Some(value) = self {
            value.list_unknown(members);
        }
    }
}

impl<T: WireValue> WireValue for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        path: &mut Path,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        struct VecVisitor<'p, T>(&'p mut Path, PhantomData<T>);

        impl<'de, T: WireValue> Visitor<'de> for VecVisitor<'_, T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Vec<T>, A::Error> {
                read_elements(seq, self.0)
            }
        }

        *place = Some(deserializer.deserialize_seq(VecVisitor(path, PhantomData))?);
        Ok(())
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Redacted)).finish()
    }

    fn list_unknown<'a>(&'a self, members: &mut Unknown<'a>) {
        for element in self {
            element.list_unknown(members);
        }
    }
}

/// Writes `WireValue` for types that read themselves.
macro_rules! wire_value {
    ($($Type:ty, $expected:literal, |$value:ident, $f:ident| $redacted:expr;)+) => {
        $(impl $crate::wire::value::WireValue for $Type {
            const EXPECTED: &'static str = $expected;

            fn read_into<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                _: &mut $crate::wire::value::Path,
                place: &mut Option<Self>,
            ) -> Result<(), D::Error> {
                *place = Some(::serde::Deserialize::deserialize(deserializer)?);
                Ok(())
            }

            fn fmt_redacted(&self, $f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let $value = self;
                $redacted
            }
        })+
    };
}

pub(crate) use wire_value;

wire_value! {
    bool, "true or false", |value, f| fmt::Debug::fmt(value, f);
    Cow<'static, str>, "a string", |text, f| fmt_length(text, f);
    String, "a string", |text, f| fmt_length(text, f);
}

impl WireValue for Number {
    const EXPECTED: &'static str = "a number";

    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        path: &mut Path,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        let Value::Number(number) = Value::read(deserializer, path)? else {
            return Err(de::Error::custom("expected a number"));
        };
        *place = Some(number);
        Ok(())
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_number(self, f)
    }
}

impl WireValue for Value {
    const EXPECTED: &'static str = "any JSON value";

    fn read_into<'de, D: Deserializer<'de>>(
        deserializer: D,
        path: &mut Path,
        place: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        *place = Some(read_any(deserializer, path)?);
        Ok(())
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<JSON>")
    }
}

/// Reads any JSON value as data, whatever its names are, and nested no deeper than [`Path`] allows.
pub(crate) fn read_any<'de, D: Deserializer<'de>>(
    deserializer: D,
    path: &mut Path,
) -> Result<Value, D::Error> {
    let is_owned = &Cell::new(false);
    AnyVisitor { path, is_owned }.deserialize(deserializer)
}

/// Builds any JSON value.
///
/// `serde_json`'s own `Value` gives a meaning to some names of members when another crate of the build turns a feature
/// on: under `raw_value` a text is parsed again, with a new count of the depth. Here they are data.
struct AnyVisitor<'a> {
    path: &'a mut Path,
    /// Whether a string was handed over as its own, which no text of a body is.
    is_owned: &'a Cell<bool>,
}

impl AnyVisitor<'_> {
    /// The name by which `serde_json` hands over a number under `arbitrary_precision`.
    const NUMBER: &'static str = "$serde_json::private::Number";
}

impl<'de> DeserializeSeed<'de> for AnyVisitor<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyVisitor<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Value::EXPECTED)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Value, E> {
        number_of(&number.to_string())
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Value, E> {
        number_of(&number.to_string())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        self.is_owned.set(true);
        Ok(Value::String(text))
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let Self { path, is_owned } = self;
        path.open()?;
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element_seed(AnyVisitor { path, is_owned })? {
            elements.push(element);
        }
        path.close();
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let Self { path, is_owned } = self;
        path.open()?;
        let mut members = Map::new();
        while let Some(name) = map.next_key_seed(NAME)? {
            is_owned.set(false);
            let value = map.next_value_seed(AnyVisitor { path, is_owned })?;
            // A number, not data: a body's own name would be owned, or its text would not.
            if let (Cow::Borrowed(Self::NUMBER), true, Value::String(text)) =
                (&name, is_owned.get(), &value)
            {
                path.close();
                return number_of(text);
            }
            members.insert(name.into_owned(), value);
        }
        path.close();
        Ok(Value::Object(members))
    }
}

/// Reads a number as `serde_json` does in a text.
fn number_of<E: de::Error>(text: &str) -> Result<Value, E> {
    text.parse().map(Value::Number).map_err(E::custom)
}
