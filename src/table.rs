//! Tables of a configuration: how their keys are read, and which known name was probably meant.

use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

/// The keys of a table that is read. Each may occur once; any other is an error, at the place of the key.
///
/// Ask the deserializer for a map and not for a struct: a sequence would do for one, and `flatten` would hide what is
/// mistyped.
pub(crate) struct Keys {
    known: &'static [&'static str],
    seen: Vec<&'static str>,
}

impl Keys {
    pub(crate) fn new(known: &'static [&'static str]) -> Self {
        Self {
            known,
            seen: Vec::new(),
        }
    }

    /// Reads the next key, which is one of the known.
    pub(crate) fn next<'de, A: MapAccess<'de>>(
        &mut self,
        table: &mut A,
    ) -> Result<Option<&'static str>, A::Error> {
        table.next_key_seed(self)
    }
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = &'static str;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = &'static str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        let Some(key) = self.known.iter().find(|key| **key == text) else {
            return Err(E::unknown_field(text, self.known));
        };
        if self.seen.contains(key) {
            return Err(E::duplicate_field(key));
        }
        self.seen.push(key);
        Ok(key)
    }
}

/// The one known name that is near a name.
pub(crate) fn nearest<T: AsRef<str> + ?Sized + 'static>(
    name: &str,
    known: impl IntoIterator<Item = &'static T>,
) -> Option<&'static str> {
    let known = known.into_iter().map(AsRef::as_ref);
    let mut near = known.filter(|known| is_near(name, known));
    let nearest = near.next()?;
    near.next().is_none().then_some(nearest)
}

/// Whether the name is a known one, or its last words, in any case, or one letter off.
fn is_near(name: &str, known: &str) -> bool {
    let start = known.len().checked_sub(name.len());
    let split = start.and_then(|start| known.split_at_checked(start));
    let is_end = split.is_some_and(|(start, end)| {
        end.eq_ignore_ascii_case(name) && (start.is_empty() || start.ends_with('_'))
    });
    is_end || is_one_letter_off(name, known)
}

/// Whether one letter is too few, too many, wrong, or swapped with the next, in any case.
fn is_one_letter_off(one: &str, other: &str) -> bool {
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
