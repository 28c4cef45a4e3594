//! Open enums: the macro that writes every one of them, from one row per known value.

use alloc::boxed::Box;
use core::fmt;

use thiserror::Error;

use super::redact::Length;

/// The error that `try_known` returns for an unknown value.
///
/// `Display` and `Debug` name the vocabulary and never repeat the string, so both are safe to log;
/// [`value`](Self::value) returns the string.
///
/// ```
/// use idcloud_types::webhook::EventType;
///
/// let typo = EventType::try_known("EVENT_TYPE_SESION_ENDED").unwrap_err();
/// assert_eq!(typo.value(), "EVENT_TYPE_SESION_ENDED");
/// assert_eq!(typo.vocabulary(), "EventType");
/// assert_eq!(
///     typo.to_string(),
///     "a string of 23 bytes is not a known `EventType`; expected one of `EventType::KNOWN`",
/// );
/// ```
#[derive(Clone, PartialEq, Eq, Error)]
#[error(
    "a string of {} bytes is not a known `{vocabulary}`; expected one of `{vocabulary}::KNOWN`",
    value.len()
)]
pub struct UnknownValueError {
    vocabulary: &'static str,
    value: Box<str>,
}

impl fmt::Debug for UnknownValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownValueError")
            .field("vocabulary", &self.vocabulary)
            .field("value", &Length(&self.value))
            .finish()
    }
}

impl UnknownValueError {
    pub(crate) fn new(vocabulary: &'static str, value: &str) -> Self {
        Self {
            vocabulary,
            value: value.into(),
        }
    }

    /// The name of the type that rejected the string, such as `EventType`.
    #[must_use]
    pub fn vocabulary(&self) -> &'static str {
        self.vocabulary
    }

    /// The string that was rejected, unchanged: escape it before it reaches a log.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// Writes an open enum, the struct of its unknown values, and the impls of both, from one row per known value.
///
/// A row is a variant, its value on the wire and, where the platform documents one, its description. A value in two
/// rows does not compile. The values are strings or, with `: i64` after the name, integers. `shown if` names the
/// function that finds out whether an unknown value may reach a log; without it, that is a value that looks like the
/// known ones.
///
/// Everything rests on two primitives, `as_str` and `known`, so that reading, writing, comparing and hashing agree.
macro_rules! open_enum {
    (
        $(#[$($meta:tt)*])*
        pub enum $Enum:ident {
            $($(#[$($variant_meta:tt)*])* $Variant:ident = $wire:literal $(=> $description:literal)?,)+
            _ => Unknown($Unknown:ident),
        }
        $(shown if $is_shown:path;)?
    ) => {
        $crate::wire::vocabulary::open_enum! {
            @write $(#[$($meta)*])*
            pub enum $Enum {
                $($(#[$($variant_meta)*])* #[doc(alias = $wire)] $Variant = $wire $(=> $description)?,)+
                _ => Unknown($Unknown),
            }
            $(shown if $is_shown;)?
        }
    };
    (
        $(#[$($meta:tt)*])*
        pub enum $Enum:ident: i64 { $($rows:tt)+ }
    ) => {
        $crate::wire::vocabulary::open_enum! { @write $(#[$($meta)*])* pub enum $Enum: i64 { $($rows)+ } }
    };
    (
        @write $(#[$($meta:tt)*])*
        pub enum $Enum:ident $(: $integer:ident)? {
            $($(#[$($variant_meta:tt)*])* $Variant:ident = $wire:literal $(=> $description:literal)?,)+
            _ => Unknown($Unknown:ident),
        }
        $(shown if $is_shown:path;)?
    ) => {
        $(#[$($meta)*])*
        #[doc = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/wire/vocabulary.md"))]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum $Enum {
            $(
                $(#[$($variant_meta)*])*
                #[doc = concat!("Wire: `", $wire, "`.")]
                $Variant,
            )+
            /// A value that this version does not know; read it with [`as_str`](Self::as_str).
            Unknown($Unknown),
        }

        #[doc = concat!("A value of [`", stringify!($Enum), "`] that this version does not know.")]
        ///
        #[doc = concat!("It has no constructor: write `", stringify!($Enum), "::from(...)`.")]
        // Shared: thousands of results of a check may have one name.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Unknown(::alloc::sync::Arc<str>);

        impl $Enum {
            /// Every value that this version knows, in the order of the specification.
            pub const KNOWN: &'static [Self] = &[$(Self::$Variant),+];

            /// The value on the wire as a string, known or not.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => concat!($wire),)+
                    Self::Unknown(unknown) => unknown.as_str(),
                }
            }

            /// The value on the wire, for use as a metric label, if it is known.
            ///
            /// `None` for an unknown value, so the number of labels is bounded.
            #[must_use]
            #[inline]
            pub const fn known_str(&self) -> Option<&'static str> {
                match self {
                    $(Self::$Variant => Some(concat!($wire)),)+
                    Self::Unknown(_) => None,
                }
            }

            /// Whether this version has a variant of its own for the value.
            #[inline]
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }

            /// Reads a known value and rejects any other, for code in which a typo must be an error.
            ///
            /// To read values from the platform, use `From` or serde instead, which accept every value.
            ///
            /// # Errors
            ///
            /// [`UnknownValueError`](crate::UnknownValueError) when this version does not know the value.
            pub fn try_known(wire: &str) -> Result<Self, $crate::UnknownValueError> {
                Self::known(wire)
                    .ok_or_else(|| $crate::UnknownValueError::new(stringify!($Enum), wire))
            }

            #[inline]
            pub(crate) fn known(wire: &str) -> Option<Self> {
                match wire {
                    $(concat!($wire) => Some(Self::$Variant),)+
                    _ => None,
                }
            }

            /// Whether a log may show the value.
            pub(crate) fn is_shown(&self) -> bool {
                match self {
                    Self::Unknown(unknown) => {
                        $crate::wire::vocabulary::is_shown!(unknown.as_str(), [$(concat!($wire)),+], $($integer)? $($is_shown)?)
                    }
                    _ => true,
                }
            }
        }

        $crate::wire::vocabulary::descriptions!($Enum { $($Variant $(=> $description)?,)+ });

        impl $Unknown {
            /// The value on the wire, which is never a known value.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Debug for $Unknown {
            /// Writes the value, quoted and escaped.
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl ::core::fmt::Display for $Unknown {
            /// Writes the value, escaped.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_str().escape_debug(), f)
            }
        }

        impl ::core::fmt::Display for $Enum {
            /// Writes the value on the wire unchanged; use `Debug` where an unknown value may reach a log.
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $Enum {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        // `Eq`, `Hash` and `Ord` go by the string, as `Borrow<str>` demands.
        impl ::core::borrow::Borrow<str> for $Enum {
            #[inline]
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq for $Enum {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $Enum {}

        impl PartialOrd for $Enum {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<::core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $Enum {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl ::core::hash::Hash for $Enum {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        $crate::wire::vocabulary::conversions!($Enum, $Unknown, $($integer,)? { $($Variant = $wire,)+ });

        #[cfg(feature = "schemars1")]
        $crate::external::schemars1::open_enum! {
            $(#[$($meta)*])*
            $Enum: $($integer)?;
            $($(#[$($variant_meta)*])* $wire $(=> $description)?,)+
        }
        #[cfg(feature = "proptest1")]
        $crate::external::proptest1::open_enum!($Enum: $($integer)?);
    };
}

/// Writes the conversions of an open enum: of strings, or of integers.
macro_rules! conversions {
    ($Enum:ident, $Unknown:ident, { $($rows:tt)+ }) => {
        impl From<&str> for $Enum {
            #[inline]
            fn from(wire: &str) -> Self {
                Self::known(wire).unwrap_or_else(|| Self::Unknown($Unknown(wire.into())))
            }
        }

        impl From<::alloc::string::String> for $Enum {
            #[inline]
            fn from(wire: ::alloc::string::String) -> Self {
                Self::known(&wire).unwrap_or_else(|| Self::Unknown($Unknown(wire.into())))
            }
        }

        impl From<::alloc::borrow::Cow<'_, str>> for $Enum {
            #[inline]
            fn from(wire: ::alloc::borrow::Cow<'_, str>) -> Self {
                Self::known(&wire).unwrap_or_else(|| Self::Unknown($Unknown(wire.into())))
            }
        }

        impl ::core::str::FromStr for $Enum {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(wire: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(wire))
            }
        }

        impl ::serde::Serialize for $Enum {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Enum {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let expecting = concat!("a string (`", stringify!($Enum), "`)");
                $crate::wire::visitor::read_str(deserializer, expecting).map(Self::from)
            }
        }

        impl $crate::wire::value::WireValue for $Enum {
            const EXPECTED: &'static str = "a string";

            fn of_string(text: &str) -> Option<Self> {
                Some(text.into())
            }

            fn fmt_redacted(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::vocabulary::fmt_open(self, self.as_str(), self.is_shown(), f)
            }

            fn find_unknown<'a>(
                &'a self,
                at: &$crate::wire::unknown::At<'_>,
                found: $crate::wire::unknown::FoundUnknown<'_, 'a>,
            ) {
                if !self.is_known() && !self.as_str().is_empty() {
                    found(at, $crate::wire::unknown::Unknown::Value {
                        value: self.as_str(),
                        is_shown: self.is_shown(),
                    });
                }
            }
        }
    };
    ($Enum:ident, $Unknown:ident, i64, { $($Variant:ident = $number:literal,)+ }) => {
        impl $Enum {
            /// The integer on the wire, known or not.
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$Variant => $number,)+
                    // It was built from an integer.
                    Self::Unknown(unknown) => unknown.as_str().parse().unwrap_or_default(),
                }
            }
        }

        impl From<i64> for $Enum {
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$Variant,)+
                    unknown => {
                        let wire = ::alloc::string::ToString::to_string(&unknown);
                        Self::Unknown($Unknown(wire.into()))
                    }
                }
            }
        }

        impl ::core::str::FromStr for $Enum {
            type Err = ::core::num::ParseIntError;

            /// Reads an integer in decimal digits.
            fn from_str(wire: &str) -> Result<Self, Self::Err> {
                wire.parse::<i64>().map(Self::from)
            }
        }

        impl ::serde::Serialize for $Enum {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Enum {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                <i64 as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        impl $crate::wire::value::WireValue for $Enum {
            const EXPECTED: &'static str = "an integer";

            fn of_number(number: &::serde_json::Number) -> Option<Self> {
                number.as_i64().map(Self::from)
            }

            fn fmt_redacted(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::vocabulary::fmt_open(self, self.as_str(), self.is_shown(), f)
            }

            fn find_unknown<'a>(
                &'a self,
                at: &$crate::wire::unknown::At<'_>,
                found: $crate::wire::unknown::FoundUnknown<'_, 'a>,
            ) {
                if !self.is_known() {
                    found(at, $crate::wire::unknown::Unknown::Number(self.as_i64()));
                }
            }
        }
    };
}

/// Whether a log may show an unknown value.
macro_rules! is_shown {
    ($value:expr, $known:expr, i64) => {
        $crate::wire::redact::is_short_integer($value)
    };
    ($value:expr, $known:expr, $is_shown:path) => {
        $is_shown($value)
    };
    ($value:expr, $known:expr,) => {
        $crate::wire::redact::looks_like_known($value, &$known)
    };
}

/// Shows a value of an open enum in the `Debug` of its object.
pub(crate) fn fmt_open(
    value: &dyn fmt::Debug,
    wire: &str,
    is_shown: bool,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    if is_shown {
        fmt::Debug::fmt(value, f)
    } else {
        write!(f, "Unknown({:?})", Length(wire))
    }
}

/// Writes `description`, where the rows have descriptions.
macro_rules! descriptions {
    ($Enum:ident { $($Variant:ident => $description:literal,)+ }) => {
        impl $Enum {
            /// The description that the platform documents for a known value, in English; `None` for an unknown one.
            #[must_use]
            #[inline]
            pub const fn description(&self) -> Option<&'static str> {
                match self {
                    $(Self::$Variant => Some($description),)+
                    Self::Unknown(_) => None,
                }
            }
        }
    };
    ($Enum:ident { $($Variant:ident,)+ }) => {};
}

pub(crate) use {conversions, descriptions, is_shown, open_enum};

#[cfg(test)]
mod tests;
