//! Open vocabularies: the macro that writes every open enum, from one row per known value.

use alloc::boxed::Box;
use core::fmt;

use super::value::Length;

/// Why `try_known` refused a string: the vocabulary does not know it.
///
/// Its `Display` and `Debug` name the vocabulary and never repeat the string, so both are safe to log; the string is
/// behind [`value`](Self::value).
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
#[derive(Clone, PartialEq, Eq)]
pub struct Unrecognized {
    vocabulary: &'static str,
    value: Box<str>,
}

impl fmt::Display for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (vocabulary, length) = (self.vocabulary, self.value.len());
        write!(
            f,
            "a string of {length} bytes is not a known `{vocabulary}`; \
             expected one of `{vocabulary}::KNOWN`"
        )
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unrecognized")
            .field("vocabulary", &self.vocabulary)
            .field("value", &Length(&self.value))
            .finish()
    }
}

impl core::error::Error for Unrecognized {}

impl Unrecognized {
    pub(crate) fn new(vocabulary: &'static str, value: &str) -> Self {
        Self {
            vocabulary,
            value: value.into(),
        }
    }

    /// The name of the type that refused the string, such as `EventType`.
    #[must_use]
    pub fn vocabulary(&self) -> &'static str {
        self.vocabulary
    }

    /// The string that was refused, unchanged: escape it before it reaches a log.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// Writes an open enum, the struct of its unknown values, and the impls of both, from one row per known value.
///
/// A row is a variant, its string on the wire and, where the platform documents one, its description. A string in two
/// rows does not compile. `shown if` names the function that finds out whether an unknown value looks like the
/// platform's, and may reach a log; without it, that is a value that begins like the known ones.
///
/// Everything rests on two primitives, `as_str` and `known`, so that reading, writing, comparing and hashing agree.
macro_rules! open_vocabulary {
    (
        $(#[$($meta:tt)*])*
        pub enum $Enum:ident {
            $($(#[$($variant_meta:tt)*])* $Variant:ident = $wire:literal $(=> $description:literal)?,)+
            _ => Unknown($Unknown:ident),
        }
        $(shown if $is_word:path;)?
    ) => {
        $(#[$($meta)*])*
        #[doc = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/wire/vocabulary.md"))]
        #[derive(Clone, Debug, ::strum::EnumIs)]
        #[non_exhaustive]
        pub enum $Enum {
            $(
                $(#[$($variant_meta)*])*
                #[doc = concat!("Wire: `", $wire, "`.")]
                #[doc(alias = $wire)]
                $Variant,
            )+
            /// A value that this version does not know; read it with [`as_str`](Self::as_str).
            Unknown($Unknown),
        }

        #[doc = concat!("The string of a [`", stringify!($Enum), "`] that this version does not know.")]
        ///
        #[doc = concat!("It has no constructor: write `", stringify!($Enum), "::from(\"...\")`.")]
        #[derive(Clone)]
        pub struct $Unknown(::alloc::boxed::Box<str>);

        impl $Enum {
            /// Every value that this version knows, in the order of the specification.
            pub const KNOWN: &'static [Self] = &[$(Self::$Variant),+];

            /// The exact string on the wire, known or not.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $wire,)+
                    Self::Unknown(unknown) => unknown.as_str(),
                }
            }

            /// The string of a known value, for use as a metric label.
            ///
            /// `None` for an unknown value, so the number of labels is bounded.
            #[must_use]
            #[inline]
            pub const fn known_str(&self) -> Option<&'static str> {
                match self {
                    $(Self::$Variant => Some($wire),)+
                    Self::Unknown(_) => None,
                }
            }

            /// Whether this version has a variant of its own for the value.
            #[inline]
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }

            /// Reads a known value and refuses every other, for code in which a typo must fail.
            ///
            /// Read what the platform sends with `From` or serde instead, which take every value.
            ///
            /// # Errors
            ///
            /// [`Unrecognized`](crate::Unrecognized) when this version does not know the string.
            pub fn try_known(wire: &str) -> Result<Self, $crate::Unrecognized> {
                Self::known(wire)
                    .ok_or_else(|| $crate::Unrecognized::new(stringify!($Enum), wire))
            }

            #[inline]
            pub(crate) fn known(wire: &str) -> Option<Self> {
                match wire {
                    $($wire => Some(Self::$Variant),)+
                    _ => None,
                }
            }
        }

        $crate::wire::vocabulary::descriptions!($Enum { $($Variant $(=> $description)?,)+ });

        impl $Unknown {
            /// The exact string on the wire, which no known value has.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Debug for $Unknown {
            /// Writes the string quoted and escaped.
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl From<&str> for $Enum {
            #[inline]
            fn from(wire: &str) -> Self {
                Self::known(wire).unwrap_or_else(|| Self::Unknown($Unknown(wire.into())))
            }
        }

        impl From<::alloc::boxed::Box<str>> for $Enum {
            #[inline]
            fn from(wire: ::alloc::boxed::Box<str>) -> Self {
                Self::known(&wire).unwrap_or_else(|| Self::Unknown($Unknown(wire)))
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

        impl ::core::fmt::Display for $Enum {
            /// Writes the string on the wire unchanged; use `Debug` where an unknown value may reach a log.
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
                $crate::wire::value::read_text(deserializer, expecting).map(Self::from)
            }
        }

        $crate::wire::value::wire_value! {
            $Enum, "a string", |word, f| match word {
                Self::Unknown(unknown)
                    if !$crate::wire::vocabulary::is_word!(unknown.as_str(), [$($wire),+], $($is_word)?) =>
                {
                    f.write_str("Unknown(")?;
                    $crate::wire::value::fmt_length(unknown.as_str(), f)?;
                    f.write_str(")")
                }
                word => ::core::fmt::Debug::fmt(word, f),
            };
        }

        #[cfg(feature = "schemars1")]
        impl ::schemars::JsonSchema for $Enum {
            $crate::wire::schema::named!($Enum);

            #[inline]
            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                use $crate::wire::schema::{KnownValue, docs, vocabulary};

                let known = [$(KnownValue {
                    value: $wire.into(),
                    docs: docs!($(#[$($variant_meta)*])*),
                    title: None$(.or(Some($description)))?,
                }),+];
                vocabulary(docs!($(#[$($meta)*])*), known, ::serde_json::json!({ "type": "string" }))
            }
        }

        #[cfg(any(feature = "arbitrary1", feature = "proptest1"))]
        impl $crate::wire::generate::Generate for $Enum {
            fn generate(choices: &mut $crate::wire::generate::Choices<'_>) -> Self {
                choices.word(Self::KNOWN)
            }
        }

        #[cfg(any(feature = "arbitrary1", feature = "proptest1"))]
        $crate::wire::generate::arbitrary!($Enum);
    };
}

/// Writes `description`, where the rows have descriptions.
macro_rules! descriptions {
    ($Enum:ident { $($Variant:ident => $description:literal,)+ }) => {
        impl $Enum {
            /// The text that the platform documents for a known value, in English; `None` for an unknown one.
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

/// Whether an unknown value may reach a log.
macro_rules! is_word {
    ($text:expr, $known:expr, $is_word:path) => {
        $is_word($text)
    };
    ($text:expr, $known:expr,) => {
        $crate::wire::vocabulary::begins_like(&$known, $text)
    };
}

/// Whether a text looks like another word of a vocabulary, such as `PROCESS_STATE_CANCELED` beside
/// `PROCESS_STATE_CREATED`: the words begin alike, and all of it is capitals. A number, an address or a token never does.
pub(crate) fn begins_like(known: &[&str], text: &str) -> bool {
    let first = known.first().copied().unwrap_or_default();
    let common = known.iter().fold(first, |common, word| {
        let pairs = common.bytes().zip(word.bytes());
        let length = pairs.take_while(|(one, other)| one == other).count();
        common.get(..length).unwrap_or_default()
    });
    let Some((family, _)) = common.rsplit_once('_') else {
        return false;
    };
    let rest = text.strip_prefix(family);
    rest.is_some_and(|rest| rest.starts_with('_'))
        && text.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'_'))
}

pub(crate) use {descriptions, is_word, open_vocabulary};

#[cfg(test)]
mod tests;
