//! Tables of a configuration: how their keys are read.

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
