//! Open objects: the macro that writes every object of every message, from one row per member.

use super::place::Place;
use super::value::WireValue;

/// Writes a struct with a field per row and `extra`, its reading and writing, and its redacted `Debug`.
///
/// Reading takes a JSON object, refuses a repeated known member, and keeps in `extra` each unknown member and each
/// known one of another type. Writing keeps the order of the rows, omits what is absent, and puts `extra` last.
///
/// An object that can be a body may have two more rows at the end. If a required member is missing, `other_message`
/// returns the message that the body looks like, by its unknown members. If none is missing, but the body is another
/// message all the same, `refused` returns the member that it lacks, and that message.
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
            /// The members that this version does not know, and known members with a JSON type other than the
            /// documented one. A repeated unknown member keeps its last value.
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
                use $crate::wire::object::Field as _;

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
                use $crate::wire::object::Field as _;
                use $crate::wire::value::WireValue;

                match name {
                    $($wire => self.$field.is_absent() && !<$Type as WireValue>::is_type_of(value),)+
                    _ => false,
                }
            }
        }

        impl $crate::wire::value::WireValue for $Object {
            const EXPECTED: &'static str = "an object";

            fn empty_object() -> Option<Self> {
                Some($crate::wire::object::Field::blank())
            }

            fn object_mut(&mut self) -> Option<&mut dyn $crate::wire::place::Object> {
                Some(self)
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

        const _: () = {
            /// The index of each field.
            #[allow(non_camel_case_types)]
            enum Index {
                $($field,)+
            }

            impl $crate::wire::place::Object for $Object {
                fn field(&mut self, name: &str) -> Option<$crate::wire::place::KnownMember<'_>> {
                    use $crate::wire::object::Field as _;

                    let (index, name, place) = match name {
                        $($wire => (Index::$field, $wire, self.$field.place()),)+
                        _ => return None,
                    };
                    Some($crate::wire::place::KnownMember { bit: 1 << index as u32, name, place })
                }

                fn extra(&mut self) -> &mut ::serde_json::Map<::alloc::string::String, ::serde_json::Value> {
                    &mut self.extra
                }

                fn missing(&self, seen: u64) -> Option<(&'static str, &'static str)> {
                    use $crate::wire::object::Field;
                    use $crate::wire::value::WireValue;

                    $(if <$Type as Field>::IS_REQUIRED && seen & (1 << Index::$field as u32) == 0 {
                        return Some(($wire, <$Type as WireValue>::EXPECTED));
                    })+
                    None
                }

                $(fn other_message(&self) -> Option<$crate::OtherMessage> {
                    $other_message(&self.extra)
                })?

                $(fn refused(&self) -> Option<(&'static str, $crate::OtherMessage)> {
                    $refused(self)
                })?
            }
        };

        impl $crate::wire::place::Place for $Object {
            fn expected(&self) -> &'static str {
                <Self as $crate::wire::value::WireValue>::EXPECTED
            }

            fn is_required(&self) -> bool {
                true
            }

            fn begin_object(&mut self) -> Option<&mut dyn $crate::wire::place::Object> {
                Some(self)
            }
        }

        impl $crate::wire::object::Field for $Object {
            fn blank() -> Self {
                Self {
                    $($field: $crate::wire::object::Field::blank(),)+
                    extra: ::serde_json::Map::new(),
                }
            }

            fn place(&mut self) -> &mut dyn $crate::wire::place::Place {
                self
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Object {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::wire::visitor::read_whole(deserializer)
            }
        }

        impl ::serde::Serialize for $Object {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use ::serde::ser::SerializeMap as _;
                use $crate::wire::object::Field as _;

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

/// The type of a field: an `Option` may be absent (and reads `null` as that), everything else is required.
pub(crate) trait Field {
    const IS_REQUIRED: bool = true;

    /// The value before the member is read.
    fn blank() -> Self;

    fn place(&mut self) -> &mut dyn Place;

    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: WireValue> Field for Option<T> {
    const IS_REQUIRED: bool = false;

    fn blank() -> Self {
        None
    }

    fn place(&mut self) -> &mut dyn Place {
        self
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}
