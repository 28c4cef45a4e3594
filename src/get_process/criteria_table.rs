//! The tables of criteria, whose values are lists of names.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::criteria::{API_REQUIRES, IGNORES};
use super::criteria_error::{CriteriaError, Problem};
use crate::config::{Names, NamesSeed};

/// A table whose values are lists.
pub(super) struct Table<K, L> {
    /// The key of the table in the criteria.
    pub(super) name: &'static str,
    /// Reads a key that is trimmed and not blank.
    pub(super) key: fn(&str) -> K,
    /// Reads the list of a key.
    pub(super) list: fn(&K, &Names<'_>) -> Result<L, Problem>,
}

impl<K: Ord, L> Table<K, L> {
    /// Adds a list to those of the table, or replaces the one with this key.
    pub(super) fn insert(
        &self,
        lists: &mut BTreeMap<K, L>,
        key: &str,
        names: &Names<'_>,
    ) -> Result<(), CriteriaError> {
        let read_key = self.read_key(key)?;
        let list = self.read_list(key, &read_key, names)?;
        lists.insert(read_key, list);
        Ok(())
    }

    fn read_key(&self, written: &str) -> Result<K, CriteriaError> {
        match written.trim() {
            "" => Err(CriteriaError::new(self.name, Some(written), Problem::Blank)),
            "accepts" | "requires" | API_REQUIRES | IGNORES => {
                let problem = Problem::Misplaced(self.name);
                Err(CriteriaError::new(self.name, Some(written), problem))
            }
            key => Ok((self.key)(key)),
        }
    }

    fn read_list(&self, written: &str, key: &K, names: &Names<'_>) -> Result<L, CriteriaError> {
        let list = (self.list)(key, names);
        list.map_err(|problem| CriteriaError::new(self.name, Some(written), problem))
    }
}

/// Reads the table. A repeated key is an error, and an error is reported at its place.
impl<'de, K: Ord, L> Visitor<'de> for &Table<K, L> {
    type Value = BTreeMap<K, L>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the table `{}`, of lists of names", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut lists = BTreeMap::new();
        while let Some((written, key)) = map.next_key_seed(KeySeed(self, &lists))? {
            let read = |names: &Names<'_>| self.read_list(&written, &key, names);
            let list = map.next_value_seed(NamesSeed(read))?;
            lists.insert(key, list);
        }
        Ok(lists)
    }
}

/// Reads a key that these lists don't have yet, and returns it as written and as read.
struct KeySeed<'a, K, L>(&'a Table<K, L>, &'a BTreeMap<K, L>);

impl<'de, K: Ord, L> DeserializeSeed<'de> for KeySeed<'_, K, L> {
    type Value = (String, K);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<K: Ord, L> Visitor<'_> for KeySeed<'_, K, L> {
    type Value = (String, K);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, written: &str) -> Result<Self::Value, E> {
        let Self(table, lists) = self;
        let key = table.read_key(written).map_err(E::custom)?;
        if lists.contains_key(&key) {
            let repeated = CriteriaError::new(table.name, Some(written), Problem::Repeated);
            return Err(E::custom(repeated));
        }
        Ok((written.to_owned(), key))
    }
}
