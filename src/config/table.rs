//! Tables of lists of names.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Display};
use core::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use thiserror::Error;

use super::{NameError, Names, NamesSeed};

/// A table whose values are lists of names.
pub(crate) trait Table {
    /// Its own key in the configuration.
    const NAME: &'static str;
    type Key: Ord;
    type Entry;
    /// What a key, an entry or a list does not allow, and what to write.
    type Rule: Display;

    /// Reads a key that is trimmed and not blank.
    fn key(key: &str) -> Result<Self::Key, Self::Rule>;

    /// Reads an entry that is trimmed and not blank.
    fn entry(key: &Self::Key, entry: &str) -> Result<Self::Entry, Self::Rule>;

    /// Checks the list as a whole.
    fn list(_key: &Self::Key, _entries: &[Self::Entry]) -> Result<(), Self::Rule> {
        Ok(())
    }

    /// Reads a key as the table does; for setters.
    fn read_key(key: &str) -> Result<Self::Key, TableError<Self::Rule>> {
        let read = match key.trim() {
            "" => Err(TableProblem::Blank),
            key => Self::key(key).map_err(TableProblem::Rule),
        };
        read.map_err(|problem| TableError::new::<Self>(key, problem))
    }

    /// Reads the list of a key as the table does; for setters. `written` is the key as it is written.
    fn read_list(
        written: &str,
        key: &Self::Key,
        names: &Names<'_>,
    ) -> Result<Vec<Self::Entry>, TableError<Self::Rule>> {
        let entries = names.read(|entry| Self::entry(key, entry));
        let read = entries.map_err(TableProblem::Name).and_then(|entries| {
            Self::list(key, &entries).map_err(TableProblem::Rule)?;
            Ok(entries)
        });
        read.map_err(|problem| TableError::new::<Self>(written, problem))
    }
}

/// The lists of a table, by their keys.
pub(crate) type Lists<T> = BTreeMap<<T as Table>::Key, Vec<<T as Table>::Entry>>;

/// Why a table is rejected.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{table}.{}`{problem}", key.escape_debug())]
pub(crate) struct TableError<Rule> {
    pub(crate) table: &'static str,
    /// The key as it is written.
    pub(crate) key: Box<str>,
    pub(crate) problem: TableProblem<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum TableProblem<Rule> {
    #[error(" has a blank key; write a name or remove it")]
    Blank,
    #[error(" is repeated; write it once")]
    Repeated,
    /// About the key, or the list as a whole.
    #[error(" {0}")]
    Rule(Rule),
    #[error(": {0}")]
    Name(NameError<Rule>),
}

impl<Rule> TableError<Rule> {
    fn new<T: Table + ?Sized>(key: &str, problem: TableProblem<Rule>) -> Self {
        Self {
            table: T::NAME,
            key: key.into(),
            problem,
        }
    }
}

/// Deserializes a table, for `deserialize_with`. A repeated key is an error, and an error is reported at its place.
pub(crate) fn read_table<'de, T: Table, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Lists<T>, D::Error> {
    deserializer.deserialize_map(TableVisitor::<T>(PhantomData))
}

struct TableVisitor<T>(PhantomData<T>);

impl<'de, T: Table> Visitor<'de> for TableVisitor<T> {
    type Value = Lists<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the table `{}`, of lists of names", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut lists = Lists::<T>::new();
        while let Some((written, key)) = map.next_key_seed(KeySeed::<T>(&lists))? {
            let read = |names: &Names<'_>| T::read_list(&written, &key, names);
            let entries = map.next_value_seed(NamesSeed(read))?;
            lists.insert(key, entries);
        }
        Ok(lists)
    }
}

/// Reads a key that is not among these lists: as it is written, and as it is read.
struct KeySeed<'a, T: Table>(&'a Lists<T>);

impl<'de, T: Table> DeserializeSeed<'de> for KeySeed<'_, T> {
    type Value = (String, T::Key);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T: Table> Visitor<'_> for KeySeed<'_, T> {
    type Value = (String, T::Key);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, written: &str) -> Result<Self::Value, E> {
        let key = T::read_key(written).map_err(E::custom)?;
        if self.0.contains_key(&key) {
            let repeated = TableProblem::<T::Rule>::Repeated;
            return Err(E::custom(TableError::new::<T>(written, repeated)));
        }
        Ok((written.to_owned(), key))
    }
}

#[cfg(test)]
mod tests;
