//! Open objects: the macros that write the impls of every object, from one table row per field.
//!
//! The structs themselves stand as literal source. What a single object means stays out of this file.

use alloc::string::String;

use serde::de;
use serde_json::{Map, Value};

/// Writes `Deserialize`, `Serialize`, `Debug` and the private `Member` of an object with an `extra` field.
///
/// Reading takes objects only, refuses a repeated known member, and keeps unknown ones in `extra`. Writing keeps the
/// order of the table, omits what is absent, and puts `extra` last, without the names whose field is filled: nothing
/// stands in the output twice. `Debug` shows what is there and no text that may be a person's.
///
/// A field that is missing from the table does not compile.
///
/// Where another message can be read as this object, a function at the end tells it: by the member that only this
/// object has, and the message.
macro_rules! open_object {
    ($Object:ident, $expecting:literal, { $($field:ident => $wire:literal,)+ } $(, $foreign:expr)?) => {
        impl $crate::get_process::member::Member for $Object {
            const EXPECTED: &'static str = "an object";

            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                trail: &mut $crate::get_process::trail::Trail,
            ) -> Result<Self, D::Error> {
                struct Reader<'t>(&'t mut $crate::get_process::trail::Trail);

                impl<'de> ::serde::de::Visitor<'de> for Reader<'_> {
                    type Value = $Object;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_map<A: ::serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$Object, A::Error> {
                        let Self(trail) = self;
                        trail.problem = $crate::get_process::trail::Problem::Value;
                        $(let mut $field = None;)+
                        let mut extra = ::serde_json::Map::new();
                        while let Some(name) = map.next_key::<::alloc::string::String>()? {
                            match name.as_str() {
                                $($wire => trail.member(&mut map, $wire, &mut $field)?,)+
                                _ => trail.other(&mut map, name, &mut extra)?,
                            }
                        }
                        let object = $Object {
                            $($field: trail.finish($wire, $field, &extra)?,)+
                            extra,
                        };
                        $(trail.refuse($foreign(&object))?;)?
                        Ok(object)
                    }
                }

                deserializer.deserialize_map(Reader(trail))
            }

            fn show(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self, f)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Object {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let mut trail = $crate::get_process::trail::Trail::new();
                $crate::get_process::member::Member::read(deserializer, &mut trail)
            }
        }

        impl ::serde::Serialize for $Object {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use ::serde::ser::SerializeMap as _;
                use $crate::get_process::member::Member as _;

                let mut map = serializer.serialize_map(None)?;
                $(if !self.$field.is_absent() {
                    map.serialize_entry($wire, &self.$field)?;
                })+
                for (name, value) in &self.extra {
                    let is_free = match name.as_str() {
                        $($wire => self.$field.is_absent(),)+
                        _ => true,
                    };
                    if is_free {
                        map.serialize_entry(name, value)?;
                    }
                }
                map.end()
            }
        }

        impl ::core::fmt::Debug for $Object {
            /// Shows what is there: known words, short numbers, truth values and times. Of any other text it shows the
            /// length.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                use $crate::get_process::member::{Member as _, Shown};

                let mut object = f.debug_struct(stringify!($Object));
                $(if !self.$field.is_absent() {
                    object.field(stringify!($field), &Shown(&self.$field));
                })+
                if !self.extra.is_empty() {
                    object.field("extra", &format_args!("<{} members>", self.extra.len()));
                }
                object.finish()
            }
        }
    };
}

/// Writes the entry points of an object that is a body of its own.
macro_rules! body {
    ($Object:ident) => {
        impl $Object {
            /// Reads the body of an answer. `str::parse` does the same for text.
            ///
            /// Prefer it to `serde_json::from_slice` and its like, and to an HTTP client's own `.json()`: their errors
            /// are serde's, whose words may quote the body, a person's data included, and say neither the path nor
            /// which message it is.
            ///
            /// # Errors
            ///
            /// [`MalformedResponse`](crate::get_process::MalformedResponse) when the body is not one JSON object, a
            /// member has the wrong type or is repeated, or a required one is missing.
            pub fn from_slice(body: &[u8]) -> Result<Self, $crate::get_process::MalformedResponse> {
                let json = ::serde_json::Deserializer::from_slice(body);
                $crate::get_process::error::read(body, json)
            }
        }

        impl ::core::str::FromStr for $Object {
            type Err = $crate::get_process::MalformedResponse;

            fn from_str(body: &str) -> Result<Self, Self::Err> {
                let json = ::serde_json::Deserializer::from_str(body);
                $crate::get_process::error::read(body.as_bytes(), json)
            }
        }
    };
}

/// Refuses a number that came as an object, as every number does under `serde_json/arbitrary_precision`.
///
/// For a value that is asked for as "any" and may be an object: `extra` is what that object has left.
pub(super) fn refuse_number<E: de::Error>(extra: &Map<String, Value>) -> Result<(), E> {
    if extra.contains_key("$serde_json::private::Number") {
        return Err(E::custom("a number stands where none should"));
    }
    Ok(())
}

pub(super) use {body, open_object};
