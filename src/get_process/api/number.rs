//! Open numbers: the macro that writes the impls of an open enum whose wire form is an integer.
//!
//! They guarantee the same as the open vocabularies: an unknown number is kept, and nobody outside can build an unknown
//! number that is a known one.

/// Writes an open enum, the struct of its unknown numbers, and the impls of both, from one row per known number.
macro_rules! open_number {
    (
        $(#[$($meta:tt)*])*
        pub enum $Enum:ident {
            $($(#[$($variant_meta:tt)*])* $Variant:ident = $number:literal,)+
            _ => Unknown($Unknown:ident),
        }
    ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ::strum::EnumIs)]
        #[non_exhaustive]
        pub enum $Enum {
            $(
                $(#[$($variant_meta)*])*
                #[doc = concat!("Wire: `", $number, "`.")]
                $Variant,
            )+
            /// A number that this version does not know; read it with [`as_i64`](Self::as_i64).
            Unknown($Unknown),
        }

        #[doc = concat!("The number of a [`", stringify!($Enum), "`] that this version does not know.")]
        ///
        #[doc = concat!("It has no constructor: write `", stringify!($Enum), "::from(...)`.")]
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $Unknown(i64);

        impl $Enum {
            /// Every value that this version knows, in the order of the specification.
            pub const KNOWN: &'static [Self] = &[$(Self::$Variant),+];

            /// The number on the wire, known or not.
            #[must_use]
            #[inline]
            pub const fn as_i64(self) -> i64 {
                match self {
                    $(Self::$Variant => $number,)+
                    Self::Unknown(unknown) => unknown.as_i64(),
                }
            }

            /// Whether this version has a variant of its own for the number.
            #[must_use]
            #[inline]
            pub const fn is_known(self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl $Unknown {
            /// The number on the wire, which no known value has.
            #[must_use]
            #[inline]
            pub const fn as_i64(self) -> i64 {
                self.0
            }
        }

        impl ::core::fmt::Debug for $Unknown {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl From<i64> for $Enum {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$Variant,)+
                    unknown => Self::Unknown($Unknown(unknown)),
                }
            }
        }

        impl ::core::fmt::Display for $Enum {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl PartialOrd for $Enum {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<::core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $Enum {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                self.as_i64().cmp(&other.as_i64())
            }
        }

        impl ::serde::Serialize for $Enum {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Enum {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                <i64 as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        $crate::wire::value::wire_value! {
            $Enum, "an integer", |number, f| match number {
                Self::Unknown(unknown) => {
                    f.write_str("Unknown(")?;
                    $crate::wire::value::fmt_number(&unknown.as_i64(), f)?;
                    f.write_str(")")
                }
                known => ::core::fmt::Debug::fmt(known, f),
            };
        }

        #[cfg(feature = "schemars1")]
        impl ::schemars::JsonSchema for $Enum {
            $crate::wire::schema::named!($Enum);

            #[inline]
            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                use $crate::wire::schema::{KnownValue, any_integer, docs, vocabulary};

                let known = [$(KnownValue {
                    value: $number.into(),
                    docs: docs!($(#[$($variant_meta)*])*),
                    title: None,
                }),+];
                vocabulary(docs!($(#[$($meta)*])*), known, any_integer())
            }
        }

        #[cfg(any(feature = "arbitrary1", feature = "proptest1"))]
        impl $crate::wire::generate::Generate for $Enum {
            fn generate(choices: &mut $crate::wire::generate::Choices<'_>) -> Self {
                match choices.known(Self::KNOWN) {
                    Some(known) => *known,
                    None => i64::generate(choices).into(),
                }
            }
        }

        #[cfg(any(feature = "arbitrary1", feature = "proptest1"))]
        $crate::wire::generate::arbitrary!($Enum);
    };
}

pub(super) use open_number;

#[cfg(test)]
mod tests;
