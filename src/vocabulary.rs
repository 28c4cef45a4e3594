//! Open vocabularies: the one macro that writes the impls of every open enum.
//!
//! An enum and its `Unknown…` struct stand as literal source in a file of their own; only their impls are
//! written here, from one table row per known value. Everything rests on two primitives, `as_str` and `known`, so
//! that parsing, printing, comparing and hashing can't drift apart. What a single vocabulary means stays out
//! of this file.

use alloc::boxed::Box;

/// A string that a vocabulary does not know, refused by its `try_known`.
///
/// Its `Display` names the vocabulary and never repeats the string, so it is safe to log; the string is behind
/// [`value`](Self::value).
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a string of {} bytes is not a known `{vocabulary}`; expected one of `{vocabulary}::KNOWN`",
    value.len()
)]
pub struct Unrecognized {
    vocabulary: &'static str,
    value: Box<str>,
}

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

    /// The string that was refused, as it came: escape it before it reaches a log.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// Writes the impls of an open vocabulary from its table.
///
/// A variant that is missing from the table, or a string that stands in it twice, does not compile.
macro_rules! open_vocabulary {
    (
        $Enum:ident, $Unknown:ident, $expecting:literal,
        { $($Variant:ident => $wire:literal,)+ }
    ) => {
        impl $Enum {
            /// Every value that this version knows, in the order of the specification.
            pub const KNOWN: &'static [Self] = &[$(Self::$Variant),+];

            /// The exact string on the wire, known or not.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $wire,)+
                    Self::Unknown(unknown) => unknown.as_str(),
                }
            }

            /// Whether this version has a variant of its own for the value.
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }

            /// Reads a known value and refuses every other: for code that wants a typo to fail.
            ///
            /// Messages from the wire are read with `From` or serde instead, which never fail on a new value.
            ///
            /// # Errors
            ///
            /// [`Unrecognized`](crate::Unrecognized) when this version does not know the string.
            pub fn try_known(wire: &str) -> Result<Self, $crate::Unrecognized> {
                Self::known(wire)
                    .ok_or_else(|| $crate::Unrecognized::new(stringify!($Enum), wire))
            }

            pub(crate) fn known(wire: &str) -> Option<Self> {
                match wire {
                    $($wire => Some(Self::$Variant),)+
                    _ => None,
                }
            }
        }

        // Every variant but `Unknown` has its row.
        const _: () = assert!($Enum::KNOWN.len() + 1 == <$Enum as ::strum::EnumCount>::COUNT);

        impl $Unknown {
            /// The exact string on the wire, which no known value has.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Debug for $Unknown {
            /// Writes the string quoted and escaped.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl From<&str> for $Enum {
            fn from(wire: &str) -> Self {
                Self::known(wire).unwrap_or_else(|| Self::Unknown($Unknown(wire.into())))
            }
        }

        impl From<::alloc::boxed::Box<str>> for $Enum {
            fn from(wire: ::alloc::boxed::Box<str>) -> Self {
                Self::known(&wire).unwrap_or_else(|| Self::Unknown($Unknown(wire)))
            }
        }

        impl From<::alloc::string::String> for $Enum {
            fn from(wire: ::alloc::string::String) -> Self {
                Self::known(&wire).unwrap_or_else(|| Self::Unknown($Unknown(wire.into())))
            }
        }

        impl From<::alloc::borrow::Cow<'_, str>> for $Enum {
            fn from(wire: ::alloc::borrow::Cow<'_, str>) -> Self {
                Self::known(&wire).unwrap_or_else(|| Self::Unknown($Unknown(wire.into())))
            }
        }

        impl ::core::str::FromStr for $Enum {
            type Err = ::core::convert::Infallible;

            fn from_str(wire: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(wire))
            }
        }

        impl ::core::fmt::Display for $Enum {
            /// Writes the string on the wire as it came; use `Debug` where an unknown value may reach a log.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $Enum {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        // `Eq`, `Hash` and `Ord` go by the string, as `Borrow<str>` demands.
        impl ::core::borrow::Borrow<str> for $Enum {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq for $Enum {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $Enum {}

        impl PartialOrd for $Enum {
            fn partial_cmp(&self, other: &Self) -> Option<::core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $Enum {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl ::core::hash::Hash for $Enum {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl ::serde::Serialize for $Enum {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Enum {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct Visitor;

                impl ::serde::de::Visitor<'_> for Visitor {
                    type Value = $Enum;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_str<E>(self, wire: &str) -> Result<$Enum, E> {
                        Ok($Enum::from(wire))
                    }

                    fn visit_string<E>(
                        self,
                        wire: ::alloc::string::String,
                    ) -> Result<$Enum, E> {
                        Ok($Enum::from(wire))
                    }
                }

                deserializer.deserialize_str(Visitor)
            }
        }
    };
}

pub(crate) use open_vocabulary;

#[cfg(test)]
mod tests;
