//! Which values of one vocabulary: the piece that a subscription is made of.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::config::Keys;

/// Which values of one vocabulary an endpoint reacts to.
///
/// Membership goes by the string on the wire, so a name that this version does not know works today, and the same
/// file keeps its meaning when a later version learns the name. It reads every form that people write, from TOML,
/// JSON, YAML or an environment variable:
///
/// | written | meaning | in code |
/// | --- | --- | --- |
/// | `"all"` | every value, the default | [`all`](Self::all) |
/// | `["ok", "expired"]` | these alone; `[]` selects nothing | [`only`](Self::only), [`try_only`](Self::try_only) |
/// | `"ok, expired"` | the same, for environment variables | `str::parse` |
/// | `{ only = [...] }` | the same, spelt out | |
/// | `{ except = [...] }` | every value but these, those of tomorrow included | [`except`](Self::except), [`try_except`](Self::try_except) |
///
/// It writes `"all"`, a sorted list, or a sorted `{ except = [...] }`, and reads that back as an equal selection.
///
/// Spaces around a name don't count. A blank name is an error, and so is `all` among other names, in any case, which
/// would otherwise select nothing but itself; an unknown name is not. A name may hold anything else. In a text with
/// commas, every comma separates: a name that holds one needs a list.
///
/// ```
/// use idcloud_types::webhook::{EventType, Selection};
///
/// let selection: Selection<EventType> = "EVENT_TYPE_SESSION_ENDED, EVENT_TYPE_OF_TOMORROW".parse()?;
/// assert!(selection.contains(&EventType::SessionEnded));
/// assert!(selection.contains(&EventType::from("EVENT_TYPE_OF_TOMORROW")));
/// assert!(!selection.contains(&EventType::QrCodeRead));
/// # Ok::<(), idcloud_types::webhook::InvalidSelection>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Selection<T>(Selected<T>);

// Private, so that every name in it can be written and read again.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Selected<T> {
    All,
    Only(BTreeSet<T>),
    Except(BTreeSet<T>),
}

impl<T> Selection<T> {
    /// Selects every value, known or not.
    #[must_use]
    pub const fn all() -> Self {
        Self(Selected::All)
    }
}

impl<T> Default for Selection<T> {
    /// [`Selection::all`].
    fn default() -> Self {
        Self::all()
    }
}

impl<T: Ord + AsRef<str> + for<'a> From<&'a str>> Selection<T> {
    /// Selects these values and no others.
    ///
    /// Spaces around a value don't count, as in reading. A value that no configuration can name, blank or `all`, is left
    /// out: the platform sends neither. For names that are not written in code, [`try_only`](Self::try_only) reports it.
    ///
    /// ```
    /// use idcloud_types::webhook::{ResultCode, Selection};
    ///
    /// let selection = Selection::only([ResultCode::Expired, "error".into()]);
    /// assert!(selection.contains(&ResultCode::Expired));
    /// assert!(!selection.contains(&ResultCode::Ok));
    /// ```
    pub fn only(values: impl IntoIterator<Item = T>) -> Self {
        Self(Selected::Only(writable(values)))
    }

    /// Selects every value but these, which are taken as [`only`](Self::only) takes them.
    pub fn except(values: impl IntoIterator<Item = T>) -> Self {
        Self(Selected::Except(writable(values)))
    }
}

impl<T: Ord + for<'a> From<&'a str>> Selection<T> {
    /// Selects the values with these names and no others, as reading a list of them does.
    ///
    /// ```
    /// use idcloud_types::webhook::{ResultCode, Selection};
    ///
    /// let selection = Selection::<ResultCode>::try_only(["expired", "error"])?;
    /// assert!(selection.contains(&ResultCode::Expired));
    /// assert!(Selection::<ResultCode>::try_only(["ok", ""]).is_err());
    /// # Ok::<(), idcloud_types::webhook::InvalidSelection>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidSelection`] when a name is blank or `all`.
    pub fn try_only<N: AsRef<str>>(
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, InvalidSelection> {
        NameList::check(names).map(NameList::only)
    }

    /// Selects every value but those with these names, as reading a list of them does.
    ///
    /// # Errors
    ///
    /// [`InvalidSelection`] when a name is blank or `all`.
    pub fn try_except<N: AsRef<str>>(
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, InvalidSelection> {
        NameList::check(names).map(NameList::except)
    }
}

impl<T: Ord> Selection<T> {
    /// Whether the selection holds the value.
    #[must_use]
    pub fn contains(&self, value: &T) -> bool {
        match &self.0 {
            Selected::All => true,
            Selected::Only(set) => set.contains(value),
            Selected::Except(set) => !set.contains(value),
        }
    }

    /// Whether the selection holds the value, or, of an absent one, does not ask for certain values alone.
    pub(super) fn holds(&self, value: Option<&T>) -> bool {
        match value {
            Some(value) => self.contains(value),
            None => !matches!(self.0, Selected::Only(_)),
        }
    }
}

impl<T: PartialEq + AsRef<str>> Selection<T> {
    /// The names that are none of the known values.
    pub(super) fn names_outside(&self, known: &[T]) -> impl Iterator<Item = &str> {
        let named = match &self.0 {
            Selected::All => None,
            Selected::Only(set) | Selected::Except(set) => Some(set),
        };
        let is_unknown = |value: &&T| !known.contains(value);
        named
            .into_iter()
            .flatten()
            .filter(is_unknown)
            .map(T::as_ref)
    }
}

impl<T: fmt::Debug> fmt::Debug for Selection<T> {
    /// Shows the names, escaped: a configuration is the operator's own text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A selection that can't mean what was written: which entry is wrong, and why.
///
/// ```
/// use idcloud_types::webhook::{ResultCode, Selection};
///
/// let error = "ok,,expired".parse::<Selection<ResultCode>>().unwrap_err();
/// assert_eq!(error.entry(), 2);
/// assert_eq!(error.to_string(), "entry 2 of the selection is blank; write a name there or remove it");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSelection {
    entry: usize,
    problem: &'static str,
}

impl fmt::Display for InvalidSelection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entry, problem } = self;
        write!(f, "entry {entry} of the selection {problem}")
    }
}

impl core::error::Error for InvalidSelection {}

impl InvalidSelection {
    /// Which entry is wrong, from 1.
    #[must_use]
    pub fn entry(&self) -> usize {
        self.entry
    }
}

pub(crate) const ALL: &str = "all";
const ONLY: &str = "only";
const EXCEPT: &str = "except";

/// Whether somebody means `all`, which no name is: in any case, or it would silently select nothing but itself.
fn is_all(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case(ALL)
}

/// The values under the names that reading gives them.
fn writable<T: Ord + AsRef<str> + for<'a> From<&'a str>>(
    values: impl IntoIterator<Item = T>,
) -> BTreeSet<T> {
    let read = |value: T| name(value.as_ref()).ok().map(T::from);
    values.into_iter().filter_map(read).collect()
}

/// The name that is read from a text, or why it is none.
fn name(text: &str) -> Result<&str, &'static str> {
    let name = text.trim();
    if name.is_empty() {
        Err("is blank; write a name there or remove it")
    } else if is_all(name) {
        Err("is `all`, which is no name; write `all` alone to select every value")
    } else {
        Ok(name)
    }
}

impl<T: Ord + for<'a> From<&'a str>> FromStr for Selection<T> {
    type Err = InvalidSelection;

    /// Reads `all`, or names with commas between them: the form of an environment variable.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_all(text) {
            Ok(Self::all())
        } else {
            NameList::split(text).map(NameList::only)
        }
    }
}

impl<T: Serialize> Serialize for Selection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Selected::All => serializer.serialize_str(ALL),
            Selected::Only(names) => names.serialize(serializer),
            Selected::Except(names) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(EXCEPT, names)?;
                map.end()
            }
        }
    }
}

impl<'de, T: Ord + for<'a> From<&'a str>> Deserialize<'de> for Selection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SelectionVisitor<T>(PhantomData<T>);

        impl<'de, T: Ord + for<'a> From<&'a str>> Visitor<'de> for SelectionVisitor<T> {
            type Value = Selection<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`all`, a list of names, or a map with `only` or `except`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                NameList::deserialize(SeqAccessDeserializer::new(seq)).map(NameList::only)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let one_of_both = || de::Error::custom("expected either `only` or `except`");
                let mut keys = Keys::new(&[ONLY, EXCEPT]);
                let key = keys.next(&mut map)?.ok_or_else(one_of_both)?;
                let names: NameList<T> = map.next_value()?;
                if keys.next(&mut map)?.is_some() {
                    return Err(one_of_both());
                }
                Ok(match key {
                    ONLY => names.only(),
                    _ => names.except(),
                })
            }
        }

        deserializer.deserialize_any(SelectionVisitor(PhantomData))
    }
}

/// The names of a selection: a list, or a text with commas.
struct NameList<T>(BTreeSet<T>);

impl<T> NameList<T> {
    fn only(self) -> Selection<T> {
        Selection(Selected::Only(self.0))
    }

    fn except(self) -> Selection<T> {
        Selection(Selected::Except(self.0))
    }
}

impl<T: Ord + for<'a> From<&'a str>> NameList<T> {
    fn split(text: &str) -> Result<Self, InvalidSelection> {
        Self::check(text.split(','))
    }

    fn check<N: AsRef<str>>(texts: impl IntoIterator<Item = N>) -> Result<Self, InvalidSelection> {
        let check = |(index, text): (usize, N)| match name(text.as_ref()) {
            Ok(name) => Ok(T::from(name)),
            Err(problem) => Err(InvalidSelection {
                entry: index + 1,
                problem,
            }),
        };
        let names = texts.into_iter().enumerate().map(check);
        names.collect::<Result<_, _>>().map(Self)
    }
}

impl<'de, T: Ord + for<'a> From<&'a str>> Deserialize<'de> for NameList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameListVisitor<T>(PhantomData<T>);

        impl<'de, T: Ord + for<'a> From<&'a str>> Visitor<'de> for NameListVisitor<T> {
            type Value = NameList<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of names")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                NameList::split(text).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                let names = Vec::<String>::deserialize(SeqAccessDeserializer::new(seq))?;
                NameList::check(names).map_err(de::Error::custom)
            }
        }

        deserializer.deserialize_any(NameListVisitor(PhantomData))
    }
}
