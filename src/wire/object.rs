//! Open objects: the macro that writes every object of every message, from one row per member.

use alloc::string::String;

use serde::de::MapAccess;
use serde_json::{Map, Value};

use super::other_message::OtherMessage;
use super::value::{Problem, Reader, Segment, ValueSeed, WireValue};

/// Writes a struct with a field per row and `extra`, its reading and writing, and its redacted `Debug`.
///
/// Reading takes a JSON object, refuses a repeated known member, and keeps in `extra` each unknown member and each
/// known one of another type. Writing keeps the order of the rows, omits what is absent, and puts `extra` last.
///
/// A body of its own may have two more rows at the end. `other_message` names the message that a body with these
/// unknown members is, when a required member is missing. `refused` names a member that is missing, and the message
/// that the body is, when an object is complete and still another message.
macro_rules! open_object {
    (
        $(#[$($meta:tt)*])*
        pub struct $Object:ident {
            $($(#[$($field_meta:tt)*])* $field:ident: $Type:ty = $wire:literal,)+
        }
        $(other_message = $other_message:path;)?
        $(refused = $refused:path;)?
    ) => {
        $(#[$($meta)*])*
        #[non_exhaustive]
        pub struct $Object {
            $(
                #[doc = concat!("`", $wire, "`.")]
                $(#[$($field_meta)*])*
                pub $field: $Type,
            )+
            /// The members that this version does not know, and known members with a JSON type other than documented. A
            /// repeated unknown member keeps its last value.
            ///
            /// A known name with a value of the documented type does not belong here, and is never written.
            pub extra: ::serde_json::Map<::alloc::string::String, ::serde_json::Value>,
        }

        impl $Object {
            /// The names on the wire that have a field, in the order of the fields.
            pub(crate) const MEMBERS: &'static [&'static str] = &[$($wire),+];

            /// Shows what is present under the name of a type, without any string that may be a person's.
            pub(crate) fn fmt_named(&self, name: &str, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                use $crate::wire::redact::Redacted;
                use $crate::wire::value::WireValue as _;

                let mut object = f.debug_struct(name);
                $(if !self.$field.is_absent() {
                    object.field(stringify!($field), &Redacted(&self.$field));
                })+
                if !self.extra.is_empty() {
                    object.field("extra", &format_args!("<{} members>", self.extra.len()));
                }
                object.finish()
            }

            /// Whether a member of `extra` has a known name and a value of another type, as reading puts it there.
            pub(crate) fn is_wrong_type(&self, name: &str, value: &::serde_json::Value) -> bool {
                use $crate::wire::value::WireValue;

                match name {
                    $($wire => self.$field.is_absent() && !<$Type as WireValue>::is_type_of(value),)+
                    _ => false,
                }
            }
        }

        impl $crate::wire::value::WireValue for $Object {
            const EXPECTED: &'static str = "an object";

            fn read_object<'de, A: ::serde::de::MapAccess<'de>>(
                start: $crate::wire::value::ObjectStart<'de>,
                mut map: A,
                reader: &mut $crate::wire::value::Reader,
                place: &mut Option<Self>,
            ) -> Result<(), A::Error> {
                use $crate::wire::object::{missing, read_member, read_unknown};
                use $crate::wire::value::{NAME, WireValue};

                $(let mut $field: Option<$Type> = None;)+
                let mut extra = start.members;
                let mut next = start.name;
                while let Some(name) = next {
                    match &*name {
                        $($wire => read_member(&mut map, $wire, &mut $field, &mut extra, reader)?,)+
                        _ => read_unknown(&mut map, name.into_owned(), &mut extra, reader)?,
                    }
                    next = map.next_key_seed(NAME)?;
                }
                let other_message = || -> Option<$crate::OtherMessage> {
                    None$(.or_else(|| $other_message(&extra)))?
                };
                *place = Some($Object {
                    $($field: match $field.or_else(WireValue::absent) {
                        Some(value) => value,
                        None => {
                            let expected = <$Type as WireValue>::EXPECTED;
                            return Err(missing($wire, expected, other_message(), reader));
                        }
                    },)+
                    extra,
                });
                $(if let Some((name, other)) = place.as_ref().and_then($refused).filter(|_| reader.is_at_body()) {
                    let problem = $crate::wire::value::Problem::OtherMessage(other);
                    return Err(reader.fail(Some(problem), name, ""));
                })?
                Ok(())
            }

            fn is_type_of(value: &::serde_json::Value) -> bool {
                value.is_object()
            }

            fn fmt_redacted(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self, f)
            }

            fn find_unknown<'a>(
                &'a self,
                at: &$crate::wire::unknown::At<'_>,
                found: $crate::wire::unknown::FoundUnknown<'_, 'a>,
            ) {
                use $crate::wire::unknown::{At, Unknown};

                $($crate::wire::value::WireValue::find_unknown(&self.$field, &At::Member(at, $wire), found);)+
                for (name, value) in &self.extra {
                    if !Self::MEMBERS.contains(&name.as_str()) {
                        found(at, Unknown::Member(name, value));
                    } else if self.is_wrong_type(name, value) {
                        found(at, Unknown::WrongType(name, value));
                    }
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Object {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::wire::value::read_whole(deserializer)
            }
        }

        impl ::serde::Serialize for $Object {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use ::serde::ser::SerializeMap as _;
                use $crate::wire::value::WireValue as _;

                let mut map = serializer.serialize_map(None)?;
                $(if !self.$field.is_absent() {
                    map.serialize_entry($wire, &self.$field)?;
                })+
                for (name, value) in &self.extra {
                    if !Self::MEMBERS.contains(&name.as_str()) || self.is_wrong_type(name, value) {
                        map.serialize_entry(name, value)?;
                    }
                }
                map.end()
            }
        }

        impl ::core::fmt::Debug for $Object {
            /// Shows the members that are present. Known values, short numbers, booleans and times appear as they are,
            /// any other string as its length, and `extra` as its number of members.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.fmt_named(stringify!($Object), f)
            }
        }

        #[cfg(feature = "schemars1")]
        $crate::external::schemars1::open_object! {
            $(#[$($meta)*])*
            $Object;
            $($(#[$($field_meta)*])* $Type = $wire,)+
        }
        #[cfg(feature = "proptest1")]
        $crate::external::proptest1::open_object!($Object { $($field: $Type,)+ });
    };
}

pub(crate) use open_object;

/// Reads the value of a member that has a field, and refuses it when the member is repeated.
///
/// A value of another type goes to `extra`, unless the member is required.
pub(crate) fn read_member<'de, A: MapAccess<'de>, T: WireValue>(
    map: &mut A,
    name: &'static str,
    field: &mut Option<T>,
    extra: &mut Map<String, Value>,
    reader: &mut Reader,
) -> Result<(), A::Error> {
    if field.is_some() || extra.contains_key(name) {
        return Err(reader.fail(Some(Problem::Repeated), name, ""));
    }
    let place = &mut *field;
    map.next_value_seed(ValueSeed { reader, place })
        .inspect_err(|_| reader.record(Segment::Member(name), T::EXPECTED))?;
    if field.is_none() {
        if T::absent().is_none() {
            return Err(reader.fail(None, name, T::EXPECTED));
        }
        extra.insert(name.into(), reader.take_stray());
    }
    Ok(())
}

/// Reads the value of a member that has no field. A repeated one keeps its last value.
pub(crate) fn read_unknown<'de, A: MapAccess<'de>>(
    map: &mut A,
    name: String,
    extra: &mut Map<String, Value>,
    reader: &mut Reader,
) -> Result<(), A::Error> {
    let value = map
        .next_value_seed(super::value::AnySeed(reader))
        .inspect_err(|_| reader.record(Segment::Unknown, "any JSON value"))?;
    extra.insert(name, value);
    Ok(())
}

/// The error for a required member that is missing. In the body itself it names the message that the body is instead.
#[cold]
pub(crate) fn missing<E: serde::de::Error>(
    name: &'static str,
    expected: &'static str,
    other_message: Option<OtherMessage>,
    reader: &mut Reader,
) -> E {
    let problem = match other_message {
        Some(other) if reader.is_at_body() => Problem::OtherMessage(other),
        _ => Problem::Missing,
    };
    reader.fail(Some(problem), name, expected)
}
