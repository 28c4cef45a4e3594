//! What the configurations of both messages share: lists of names, and which known name was meant.
//!
//! A configuration is the operator's own, so its errors quote it, escaped.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Display};

use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use thiserror::Error;

/// A list of names as it is written: an array, or one string with commas, for environment variables.
pub(crate) enum Names<'a> {
    Array(Vec<String>),
    String(&'a str),
}

impl Names<'static> {
    /// A list that is built in code.
    pub(crate) fn array<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().map(|name| name.as_ref().to_owned());
        Self::Array(names.collect())
    }
}

impl Names<'_> {
    /// Reads each name, without the spaces around it.
    ///
    /// `read` reads a name that is not blank, or returns what this kind of name does not allow.
    pub(crate) fn read<T, Rule>(
        &self,
        read: impl Fn(&str) -> Result<T, Rule>,
    ) -> Result<Vec<T>, NameError<Rule>> {
        match self {
            Self::Array(names) => read_each(names.iter().map(String::as_str), read),
            Self::String(names) => match punctuation(names) {
                Some(error) => Err(error),
                None => read_each(names.split(','), read),
            },
        }
    }
}

fn read_each<'a, T, Rule>(
    names: impl Iterator<Item = &'a str>,
    read: impl Fn(&str) -> Result<T, Rule>,
) -> Result<Vec<T>, NameError<Rule>> {
    let read = |name: &str| match name.trim() {
        "" => Err(Cause::Blank),
        name => read(name).map_err(|rule| {
            let name = name.into();
            Cause::Rule { name, rule }
        }),
    };
    let read = |(name, entry)| read(name).map_err(|cause| NameError { entry, cause });
    names.zip(1..).map(read).collect()
}

/// The error for brackets or quotes in a string, which would be part of a name.
fn punctuation<Rule>(names: &str) -> Option<NameError<Rule>> {
    const PUNCTUATION: &[char] = &['[', ']', '{', '}', '(', ')', '"', '\'', '`'];

    let entry = names
        .split(',')
        .position(|name| name.contains(PUNCTUATION))?;
    let plain = names.replace(PUNCTUATION, "");
    let plain = plain.split(',').map(str::trim);
    let plain: Vec<_> = plain.filter(|name| !name.is_empty()).collect();
    let correct = plain.join(", ").into();
    Some(NameError {
        entry: entry + 1,
        cause: Cause::Punctuation { correct },
    })
}

/// Why a list of names is rejected: which entry is wrong, counting from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("entry {entry}{cause}")]
pub(crate) struct NameError<Rule> {
    pub(crate) entry: usize,
    pub(crate) cause: Cause<Rule>,
}

/// What is wrong with an entry. `Rule` has what this kind of name does not allow, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Cause<Rule> {
    #[error(" is blank; write a name or remove it")]
    Blank,
    #[error(" has brackets or quotes inside its string; write {}", form(correct))]
    Punctuation { correct: Box<str> },
    #[error(", {name:?}, {rule}")]
    Rule { name: Box<str>, rule: Rule },
}

/// The correct form of a string, if it has one.
fn form(correct: &str) -> String {
    match correct {
        "" => "the names alone, with commas".to_owned(),
        correct => format!("{correct:?}"),
    }
}

/// Deserializes a list of names with a function that reads it, and reports the function's error at the list.
pub(crate) struct NamesSeed<F>(pub(crate) F);

impl<'de, F, T, E> DeserializeSeed<'de> for NamesSeed<F>
where
    F: FnOnce(&Names<'_>) -> Result<T, E>,
    E: Display,
{
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F, T, E> Visitor<'de> for NamesSeed<F>
where
    F: FnOnce(&Names<'_>) -> Result<T, E>,
    E: Display,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of strings")
    }

    fn visit_str<E2: de::Error>(self, names: &str) -> Result<T, E2> {
        self.0(&Names::String(names)).map_err(E2::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<T, A::Error> {
        let names = Vec::deserialize(SeqAccessDeserializer::new(array))?;
        self.0(&Names::Array(names)).map_err(de::Error::custom)
    }
}

/// Writes `Deserialize` for a configuration, calling the derived function of its private `#[serde(remote)]` struct: as
/// an inherent function of the configuration itself, that function would be called instead of this one. Reads only a
/// table: a derived struct also reads an array, and `flatten` would hide its mistyped keys. `$check` may check the
/// whole.
macro_rules! read_from_table {
    ($Config:ty, $Remote:ty, $expecting:literal $(, $check:path)?) => {
        impl<'de> ::serde::Deserialize<'de> for $Config {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct TableVisitor;

                impl<'de> ::serde::de::Visitor<'de> for TableVisitor {
                    type Value = $Config;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_map<A: ::serde::de::MapAccess<'de>>(
                        self,
                        map: A,
                    ) -> Result<$Config, A::Error> {
                        let map = ::serde::de::value::MapAccessDeserializer::new(map);
                        let config = <$Remote>::deserialize(map)?;
                        $($check(&config).map_err(::serde::de::Error::custom)?;)?
                        Ok(config)
                    }
                }

                // `any`, which a format that is not self-describing refuses: it would read the bytes as another table.
                deserializer.deserialize_any(TableVisitor)
            }
        }
    };
}

pub(crate) use read_from_table;

/// The one known name that is near a name, or else the one that starts with it.
pub(crate) fn nearest<T: AsRef<str> + ?Sized + 'static>(
    name: &str,
    known: impl IntoIterator<Item = &'static T>,
) -> Option<&'static str> {
    let known: Vec<_> = known.into_iter().map(AsRef::as_ref).collect();
    let matching = |is_meant: fn(&str, &str) -> bool| -> Vec<_> {
        let meant = known.iter().copied().filter(|known| is_meant(name, known));
        meant.collect()
    };
    match *matching(is_near) {
        [nearest] => Some(nearest),
        [] => match *matching(is_start) {
            [longer] => Some(longer),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the name, ignoring case, is a known one or the part of one after a `_`, or is one letter off.
fn is_near(name: &str, known: &str) -> bool {
    let start = known.len().checked_sub(name.len());
    let split = start.and_then(|start| known.split_at_checked(start));
    let is_end = split.is_some_and(|(start, end)| {
        end.eq_ignore_ascii_case(name) && (start.is_empty() || start.ends_with('_'))
    });
    is_end || is_one_letter_off(name, known)
}

/// Whether a known name starts with the name, ignoring case.
fn is_start(name: &str, known: &str) -> bool {
    let start = known.get(..name.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// Whether one letter is missing, added, changed, or swapped with the next, ignoring case.
pub(crate) fn is_one_letter_off(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(str::as_bytes);
    let is_same = |(a, b): &(&u8, &u8)| a.eq_ignore_ascii_case(b);
    let start = one.iter().zip(other).take_while(is_same).count();
    let [one, other] = [one, other].map(|text| text.get(start..).unwrap_or_default());
    let end = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(is_same)
        .count();
    let [one, other] = [one, other].map(|text| text.get(..text.len() - end).unwrap_or_default());
    match (one, other) {
        ([], [_]) | ([_], [] | [_]) => true,
        ([a, b], [c, d]) => is_same(&(a, d)) && is_same(&(b, c)),
        _ => false,
    }
}
