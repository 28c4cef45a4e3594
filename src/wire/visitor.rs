//! What a deserializer calls: the one visitor of values, and that of strings.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use core::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::place::{Failed, Place, read_object};
use super::reader::Reader;
use super::value::WireValue;

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

    /// Fails if a value that does not fit can't be kept.
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

/// How a map starts: with its feature `arbitrary_precision`, `serde_json` hands over a number as a map.
pub(super) enum Start<'de> {
    Number(Number),
    Object(ObjectStart<'de>),
}

/// The part of an object that was read to find out that it is not a number.
pub(super) struct ObjectStart<'de> {
    /// The value of the first member, if it has the name of a number's member.
    pub(super) no_number: Option<Value>,
    /// The name of the next member, whose value is still to be read.
    pub(super) name: Option<Cow<'de, str>>,
}

impl<'de> Start<'de> {
    /// The name of the only member of a number.
    pub(super) const NUMBER: &'static str = "$serde_json::private::Number";

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

/// Reads a string, without a copy if the input holds it unescaped.
pub(crate) fn read_str<'de, D: Deserializer<'de>>(
    deserializer: D,
    expecting: &'static str,
) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_str(StrVisitor(expecting))
}

/// Reads the name of a member, without a copy if the input holds it unescaped.
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
