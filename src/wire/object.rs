//! Open objects: the macro that writes every object of every message, from one row per member.

use alloc::string::String;

use serde::de::MapAccess;
use serde_json::{Map, Value};

use super::value::{ErrorKind, Path, Segment, ValueSeed, WireValue};

/// Writes a struct with a field per row and `extra`, its reading and writing, and its redacted `Debug`.
///
/// Reading takes a JSON object only, refuses a repeated known member, and keeps unknown ones in `extra`. Writing keeps
/// the order of the rows, omits what is absent, and puts `extra` last, without the names that have a field.
///
/// A body of its own has up to three rows at the end. `message` is what an error calls the body that `from_slice` and
/// `str::parse` read. `other_message` names the message that a body with these unknown members is, when a required
/// member is missing. `refused` names a member that is missing, and the message that the body is, when an object is
/// complete and still another message.
macro_rules! open_object {
    (
        $(#[$($meta:tt)*])*
        pub struct $Object:ident {
            $($(#[$($field_meta:tt)*])* $field:ident: $Type:ty = $wire:literal,)+
        }
        $(message = $message:expr;)?
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
            /// The members that this version does not know. A repeated one keeps its last value.
            ///
            /// A name that has a field of its own does not belong here, and is never written.
            pub extra: ::serde_json::Map<::alloc::string::String, ::serde_json::Value>,
        }

        impl $Object {
            /// The names on the wire that have a field, in the order of the fields.
            pub(crate) const MEMBERS: &'static [&'static str] = &[$($wire),+];

            /// Shows what is present under the name of a type, without any text that may be a person's.
            pub(crate) fn fmt_named(&self, name: &str, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                use $crate::wire::value::{Redacted, WireValue as _};

                let mut object = f.debug_struct(name);
                $(if !self.$field.is_absent() {
                    object.field(stringify!($field), &Redacted(&self.$field));
                })+
                if !self.extra.is_empty() {
                    object.field("extra", &format_args!("<{} members>", self.extra.len()));
                }
                object.finish()
            }
        }

        $(impl $Object {
            #[doc = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/wire/from_slice.md"))]
            pub fn from_slice(body: &[u8]) -> Result<Self, $crate::wire::malformed::Malformed> {
                $crate::wire::malformed::Malformed::text(body, $message)?.parse()
            }
        }

        impl ::core::str::FromStr for $Object {
            type Err = $crate::wire::malformed::Malformed;

            fn from_str(body: &str) -> Result<Self, Self::Err> {
                $crate::wire::malformed::Malformed::read(body, $message)
            }
        })?

        impl $crate::wire::value::WireValue for $Object {
            const EXPECTED: &'static str = "an object";

            fn read_into<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                path: &mut $crate::wire::value::Path,
                place: &mut Option<Self>,
            ) -> Result<(), D::Error> {
                use $crate::wire::object::{missing, read_member, read_unknown};
                use $crate::wire::value::{NAME, Path, WireValue};

                struct ObjectVisitor<'a>(&'a mut Path, &'a mut Option<$Object>);

                impl<'de> ::serde::de::Visitor<'de> for ObjectVisitor<'_> {
                    type Value = ();

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str(concat!("a JSON object (`", stringify!($Object), "`)"))
                    }

                    fn visit_map<A: ::serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<(), A::Error> {
                        let Self(path, place) = self;
                        path.open()?;
                        $(let mut $field: Option<$Type> = None;)+
                        let mut extra = ::serde_json::Map::new();
                        while let Some(name) = map.next_key_seed(NAME)? {
                            match &*name {
                                $($wire => read_member(&mut map, $wire, &mut $field, path)?,)+
                                _ => read_unknown(&mut map, name.into_owned(), &mut extra, path)?,
                            }
                        }
                        let other_message = || -> Option<&'static str> {
                            None$(.or_else(|| $other_message(&extra)))?
                        };
                        *place = Some($Object {
                            $($field: match $field {
                                Some(value) => value,
                                None => match WireValue::absent() {
                                    Some(absent) => absent,
                                    None => {
                                        let expected = <$Type as WireValue>::EXPECTED;
                                        return Err(missing($wire, expected, other_message(), path));
                                    }
                                },
                            },)+
                            extra,
                        });
                        $(if let Some((name, other)) = place.as_ref().and_then($refused).filter(|_| path.is_at_body()) {
                            return Err(path.fail($crate::wire::value::ErrorKind::OtherMessage(other), name, ""));
                        })?
                        path.close();
                        Ok(())
                    }
                }

                deserializer.deserialize_map(ObjectVisitor(path, place))
            }

            fn fmt_redacted(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self, f)
            }

            fn list_unknown<'a>(&'a self, members: &mut $crate::wire::value::Unknown<'a>) {
                $($crate::wire::value::WireValue::list_unknown(&self.$field, members);)+
                for (name, value) in &self.extra {
                    if !Self::MEMBERS.contains(&name.as_str()) {
                        members.push((name, value));
                    }
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Object {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let mut path = $crate::wire::value::Path::default();
                $crate::wire::value::WireValue::read(deserializer, &mut path)
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
                    if !Self::MEMBERS.contains(&name.as_str()) {
                        map.serialize_entry(name, value)?;
                    }
                }
                map.end()
            }
        }

        impl ::core::fmt::Debug for $Object {
            /// Shows the members that are present. Known values, short numbers, booleans and times appear as they are; any
            /// other text appears as its length, and `extra` as its number of members.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.fmt_named(stringify!($Object), f)
            }
        }

        #[cfg(feature = "schemars1")]
        impl ::schemars::JsonSchema for $Object {
            $crate::wire::schema::named!($Object);

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                use $crate::wire::schema::{Member, docs, object};
                use $crate::wire::value::WireValue;

                let members = [$(Member {
                    name: $wire,
                    docs: docs!($(#[$($field_meta)*])*),
                    schema: generator.subschema_for::<$Type>(),
                    is_required: <$Type as WireValue>::absent().is_none(),
                }),+];
                object(docs!($(#[$($meta)*])*), members)
            }
        }

        #[cfg(any(feature = "arbitrary1", feature = "proptest1"))]
        impl $crate::wire::generate::Generate for $Object {
            fn generate(choices: &mut $crate::wire::generate::Choices<'_>) -> Self {
                Self {
                    $($field: $crate::wire::generate::Generate::generate(choices),)+
                    extra: choices.extra(Self::MEMBERS),
                }
            }
        }

        #[cfg(any(feature = "arbitrary1", feature = "proptest1"))]
        $crate::wire::generate::arbitrary!($Object);
    };
}

pub(crate) use open_object;

/// Reads the value of a member that has a field, and refuses it when the field is filled.
pub(crate) fn read_member<'de, A: MapAccess<'de>, T: WireValue>(
    map: &mut A,
    name: &'static str,
    field: &mut Option<T>,
    path: &mut Path,
) -> Result<(), A::Error> {
    if field.is_some() {
        return Err(path.fail(ErrorKind::Repeated, name, ""));
    }
    let place = field;
    map.next_value_seed(ValueSeed { path, place })
        .inspect_err(|_| path.record(Segment::Member(name), T::EXPECTED))
}

/// Reads the value of a member that has no field. A repeated one keeps its last value.
pub(crate) fn read_unknown<'de, A: MapAccess<'de>>(
    map: &mut A,
    name: String,
    extra: &mut Map<String, Value>,
    path: &mut Path,
) -> Result<(), A::Error> {
    let mut value = None;
    let place = &mut value;
    map.next_value_seed(ValueSeed { path, place })
        .inspect_err(|_| path.record(Segment::Unknown, Value::EXPECTED))?;
    extra.extend(value.map(|value| (name, value)));
    Ok(())
}

/// The error of a required member that is missing; in the body itself, of the message that it is instead.
#[cold]
pub(crate) fn missing<E: serde::de::Error>(
    name: &'static str,
    expected: &'static str,
    other_message: Option<&'static str>,
    path: &mut Path,
) -> E {
    let kind = match other_message {
        Some(other) if path.is_at_body() => ErrorKind::OtherMessage(other),
        _ => ErrorKind::Missing,
    };
    path.fail(kind, name, expected)
}
