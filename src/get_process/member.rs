//! What can stand in a message: how each kind of value is read with a trail, and what a log may see of it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::trail::Trail;
use crate::process::{Flow, ProcessId, ProcessState};

/// A value that can be a member of an object or an element of an array.
///
/// The type of a field says all: `Option` may be absent (and reads `null` as that), everything else is required.
pub(super) trait Member: Sized {
    /// What a body should hold here, for the text of an error.
    const EXPECTED: &'static str;

    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        trail: &mut Trail,
    ) -> Result<Self, D::Error>;

    /// Writes the value for a log, where no text of a person may stand.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The absent value, if there is one.
    fn absent() -> Option<Self> {
        None
    }

    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads a member with the trail.
pub(super) struct Seed<'t, T> {
    trail: &'t mut Trail,
    member: PhantomData<T>,
}

impl<'t, T> Seed<'t, T> {
    pub(super) const fn new(trail: &'t mut Trail) -> Self {
        Self {
            trail,
            member: PhantomData,
        }
    }
}

impl<'de, T: Member> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer, self.trail)
    }
}

/// A member as its object's `Debug` shows it.
pub(super) struct Shown<'a, T>(pub(super) &'a T);

impl<T: Member> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}

/// A text as a log may see it: how long it is.
pub(super) fn show_length(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "<{} bytes>", text.len())
}

/// A number as a log may see it. The documented ones have up to five digits; a longer one may name a person.
pub(super) fn show_number(number: &impl fmt::Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = number.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits <= 5
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'.'))
    {
        f.write_str(&text)
    } else {
        f.write_str("<number>")
    }
}

/// How the words of the platform begin, family by family.
const FAMILIES: &[&str] = &[
    "AUTHENTICATION_",
    "BIO_TOKEN_",
    "DUI_TYPE_",
    "FRICTIONLESS_",
    "ID_AGE_",
    "LIVENESS_",
    "NOTIFICATION_CHANNEL_",
    "PROCESS_",
    "SCORE_ENABLED_",
    "SMART_REVALIDATION_",
    "TRUST_",
];

/// Whether a text that no vocabulary knows looks like a word of the platform, such as `PROCESS_STATE_CANCELED`. No
/// number, address or token does.
fn is_platform_word(text: &str) -> bool {
    FAMILIES.iter().any(|family| text.starts_with(family))
        && text.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'_'))
}

/// Whether a text that no vocabulary knows looks like a flow, such as `idonboarding`: a new one is what an operator
/// must hear of.
fn is_flow(text: &str) -> bool {
    text.starts_with("id")
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        // more digits than a version has may name a person
        && text.bytes().filter(u8::is_ascii_digit).count() <= 5
}

impl<T: Member> Member for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        trail: &mut Trail,
    ) -> Result<Self, D::Error> {
        struct OptionVisitor<'t, T>(Seed<'t, T>);

        impl<'de, T: Member> Visitor<'de> for OptionVisitor<'_, T> {
            type Value = Option<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} or null", T::EXPECTED)
            }

            fn visit_unit<E>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_none<E>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_some<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Option<T>, D::Error> {
                self.0.deserialize(deserializer).map(Some)
            }
        }

        deserializer.deserialize_option(OptionVisitor(Seed::new(trail)))
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => value.show(f),
            None => f.write_str("None"),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Member> Member for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        trail: &mut Trail,
    ) -> Result<Self, D::Error> {
        struct VecVisitor<'t, T>(Seed<'t, T>);

        impl<'de, T: Member> Visitor<'de> for VecVisitor<'_, T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Vec<T>, A::Error> {
                self.0.trail.elements(seq)
            }
        }

        deserializer.deserialize_seq(VecVisitor(Seed::new(trail)))
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Shown)).finish()
    }
}

/// Writes `Member` for types that read themselves.
macro_rules! plain_member {
    ($($Type:ty, $expected:literal, |$value:ident, $f:ident| $show:expr;)+) => {
        $(impl $crate::get_process::member::Member for $Type {
            const EXPECTED: &'static str = $expected;

            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                _: &mut $crate::get_process::trail::Trail,
            ) -> Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer)
            }

            fn show(&self, $f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let $value = self;
                $show
            }
        })+
    };
}

pub(super) use plain_member;

plain_member! {
    bool, "true or false", |value, f| fmt::Debug::fmt(value, f);
    Number, "a number", |value, f| show_number(value, f);
    ProcessId, "a hyphenated UUID", |value, f| fmt::Debug::fmt(value, f);
    String, "a string", |value, f| show_length(value, f);
    Value, "any JSON value", |_value, f| f.write_str("<JSON>");
}

/// Writes `Member` for open vocabularies.
macro_rules! word_member {
    ($($Word:ty),+ $(,)?) => {
        plain_member! {$(
            $Word, "a string", |word, f| {
                show_word(word, word.is_known() || is_platform_word(word.as_str()), word.as_str(), f)
            };
        )+}
    };
}

/// An unknown word may be anything that stands in the wrong place, so only what looks like a word is shown.
fn show_word(
    word: &impl fmt::Debug,
    is_word: bool,
    text: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    if is_word {
        fmt::Debug::fmt(word, f)
    } else {
        write!(f, "Unknown(<{} bytes>)", text.len())
    }
}

plain_member! {
    Flow, "a string", |flow, f| {
        show_word(flow, flow.is_known() || is_flow(flow.as_str()), flow.as_str(), f)
    };
}

word_member! {
    ProcessState,
    super::AuthenticationResult,
    super::BioTokenEngineResult,
    super::Capacity,
    super::DuiType,
    super::FrictionlessResult,
    super::IdAgeResult,
    super::LivenessResult,
    super::NotificationChannel,
    super::ProcessResult,
    super::ScoreEnabled,
    super::SmartRevalidationResult,
    super::TrustResult,
    super::api::IdCloudResult,
    super::api::IdentityFraudstersResult,
    super::api::UnicoIdResult,
}
