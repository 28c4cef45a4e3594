//! A selection of the values of one vocabulary: the building block of a subscription.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::Serialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use thiserror::Error;

use crate::config::{NameError, Names, NamesSeed, is_one_letter_off};

/// The values of one vocabulary that an endpoint reacts to.
///
/// Values are compared by the string on the wire, so a name that this version does not know works today, and the same
/// file keeps its meaning when a later version knows the name. A selection can be written in these forms, in TOML,
/// JSON, YAML or an environment variable:
///
/// | written | meaning | in code |
/// | --- | --- | --- |
/// | `"all"` | every value, the default | [`all`](Self::all) |
/// | `["ok", "expired"]` | these alone; `[]` selects nothing | [`only`](Self::only), [`try_only`](Self::try_only) |
/// | `"ok, expired"` | the same, for environment variables | `str::parse` |
/// | `{ only = [...] }` | the same, in full | |
/// | `{ except = [...] }` | every value except these, including values added later | [`except`](Self::except), [`try_except`](Self::try_except) |
///
/// A selection is written as `"all"`, a sorted list, or a sorted `{ except = [...] }`, which reads back as an equal
/// selection.
///
/// Spaces around a name are ignored. An unknown name is allowed, but these are errors:
///
/// - a blank name;
/// - `all` among other names, in upper or lower case, because it would select only a value of that name;
/// - in a string, anything that is probably not meant as a name: `all` with one letter wrong, `any`, `none` and the
///   like, and brackets or quotes.
///
/// In a string, every comma separates two names. In a list, any other name is taken as it is written.
///
/// ```
/// use idcloud_types::webhook::{EventType, Selection};
///
/// let selection: Selection<EventType> = "EVENT_TYPE_SESSION_ENDED, EVENT_TYPE_OF_TOMORROW".parse()?;
/// assert!(selection.contains(&EventType::SessionEnded));
/// assert!(selection.contains(&EventType::from("EVENT_TYPE_OF_TOMORROW")));
/// assert!(!selection.contains(&EventType::QrCodeRead));
/// # Ok::<(), idcloud_types::webhook::SelectionError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Selection<T>(Selected<T>);

// Private, so that every name in it can be written and read again.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Selected<T> {
    All,
    #[serde(untagged)]
    Only(BTreeSet<T>),
    #[serde(untagged)]
    Except {
        except: BTreeSet<T>,
    },
}

impl<T> Selection<T> {
    /// Selects every value, known or not.
    #[must_use]
    pub const fn all() -> Self {
        Self(Selected::All)
    }
}

/// Selects only these values, or the values with these names, like [`Selection::only`].
///
/// ```
/// use idcloud_types::webhook::{ResultCode, Selection};
///
/// let selection = Selection::<ResultCode>::from(["ok", "error"]);
/// assert_eq!(selection, Selection::only([ResultCode::Ok, "error".into()]));
/// ```
impl<T, V, const N: usize> From<[V; N]> for Selection<T>
where
    T: Ord + AsRef<str> + for<'a> From<&'a str>,
    V: Into<T>,
{
    fn from(values: [V; N]) -> Self {
        Self::only(values.map(Into::into))
    }
}

impl<T> Default for Selection<T> {
    /// [`Selection::all`].
    fn default() -> Self {
        Self::all()
    }
}

impl<T: Ord + AsRef<str> + for<'a> From<&'a str>> Selection<T> {
    /// Selects only these values.
    ///
    /// Spaces around a value are ignored, as in reading. A blank value or `all` is left out, because no configuration
    /// can name it and the platform sends neither. For names from outside the code, use [`try_only`](Self::try_only),
    /// which reports these as errors.
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

    /// Selects every value except these, which are read in the same way as by [`only`](Self::only).
    pub fn except(values: impl IntoIterator<Item = T>) -> Self {
        let except = writable(values);
        Self(Selected::Except { except })
    }
}

impl<T: Ord + for<'a> From<&'a str>> Selection<T> {
    /// Selects only the values with these names, like a list in a configuration.
    ///
    /// ```
    /// use idcloud_types::webhook::{ResultCode, Selection};
    ///
    /// let selection = Selection::<ResultCode>::try_only(["expired", "error"])?;
    /// assert!(selection.contains(&ResultCode::Expired));
    /// assert!(Selection::<ResultCode>::try_only(["ok", ""]).is_err());
    /// # Ok::<(), idcloud_types::webhook::SelectionError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`SelectionError`] when a name is blank or `all`.
    pub fn try_only<N: AsRef<str>>(
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, SelectionError> {
        Ok(Self(Selected::Only(read(&Names::array(names))?)))
    }

    /// Selects every value except those with these names, like `{ except = [...] }` in a configuration.
    ///
    /// # Errors
    ///
    /// [`SelectionError`] when a name is blank or `all`.
    pub fn try_except<N: AsRef<str>>(
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, SelectionError> {
        let except = read(&Names::array(names))?;
        Ok(Self(Selected::Except { except }))
    }
}

impl<T: Ord> Selection<T> {
    /// Whether the selection contains the value.
    #[must_use]
    pub fn contains(&self, value: &T) -> bool {
        match &self.0 {
            Selected::All => true,
            Selected::Only(set) => set.contains(value),
            Selected::Except { except } => !except.contains(value),
        }
    }

    /// Whether the selection contains the value. An absent value counts as contained unless the selection is a list.
    pub(super) fn holds(&self, value: Option<&T>) -> bool {
        match value {
            Some(value) => self.contains(value),
            None => !matches!(self.0, Selected::Only(_)),
        }
    }
}

impl<T> Selection<T> {
    /// The values that are named.
    pub(super) fn named(&self) -> impl Iterator<Item = &T> {
        let named = match &self.0 {
            Selected::All => None,
            Selected::Only(set) | Selected::Except { except: set } => Some(set),
        };
        named.into_iter().flatten()
    }

    /// The values, if only these are selected.
    pub(super) fn listed(&self) -> Option<&BTreeSet<T>> {
        match &self.0 {
            Selected::Only(set) => Some(set),
            Selected::All | Selected::Except { .. } => None,
        }
    }

    pub(super) fn is_all(&self) -> bool {
        matches!(self.0, Selected::All)
    }
}

impl<T: fmt::Debug> fmt::Debug for Selection<T> {
    /// Shows the names, escaped but not redacted, because the configuration is the operator's own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Selected::All => f.write_str("All"),
            Selected::Only(only) => f.debug_tuple("Only").field(only).finish(),
            Selected::Except { except } => f.debug_tuple("Except").field(except).finish(),
        }
    }
}

/// Why a selection is rejected: which entry is wrong, and what to write instead.
///
/// ```
/// use idcloud_types::webhook::{ResultCode, Selection};
///
/// let error = "ok,,expired".parse::<Selection<ResultCode>>().unwrap_err();
/// assert_eq!(error.entry(), 2);
/// assert_eq!(error.to_string(), "entry 2 is blank; write a name or remove it");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct SelectionError(NameError<Rule>);

impl SelectionError {
    /// The position of the wrong entry, counting from 1.
    #[must_use]
    pub fn entry(&self) -> usize {
        self.0.entry
    }
}

pub(crate) const ALL: &str = "all";

/// What a selection does not allow among its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum Rule {
    #[error("is not a name; write \"all\" alone to select every value")]
    All,
    #[error(
        "selects no value; write \"all\" to select every value, or put the name in a list to select a value of that name"
    )]
    Every,
    #[error(
        "selects no value; write an empty list to select nothing, or put the name in a list to select a value of that name"
    )]
    Nothing,
}

impl Rule {
    /// What people write for `all`, and for an empty list.
    pub(crate) const EVERY: [&str; 5] = ["*", "any", "every", "everything", "true"];
    pub(crate) const NOTHING: [&str; 5] = ["none", "nothing", "null", "nil", "false"];

    /// Reads a name of a list. `all` is rejected in upper or lower case: it would silently select only a value of that
    /// name.
    fn in_list(name: &str) -> Result<&str, Self> {
        if name.eq_ignore_ascii_case(ALL) {
            return Err(Self::All);
        }
        Ok(name)
    }

    /// Reads a name of a string.
    fn in_string(name: &str) -> Result<&str, Self> {
        let is_one_of = |words: [&str; 5]| words.iter().any(|word| name.eq_ignore_ascii_case(word));
        if is_one_of(Self::NOTHING) {
            Err(Self::Nothing)
        } else if is_one_of(Self::EVERY) || is_one_letter_off(name, ALL) {
            Err(Self::Every)
        } else {
            Self::in_list(name)
        }
    }
}

/// The values under the names that reading gives them.
fn writable<T: Ord + AsRef<str> + for<'a> From<&'a str>>(
    values: impl IntoIterator<Item = T>,
) -> BTreeSet<T> {
    let read = |value: T| match value.as_ref().trim() {
        "" => None,
        name => Rule::in_list(name).ok().map(T::from),
    };
    values.into_iter().filter_map(read).collect()
}

fn read<T: Ord + for<'a> From<&'a str>>(names: &Names<'_>) -> Result<BTreeSet<T>, SelectionError> {
    let rule = match names {
        Names::Array(_) => Rule::in_list,
        Names::String(_) => Rule::in_string,
    };
    let values = names.read(|name| rule(name).map(T::from));
    Ok(values.map_err(SelectionError)?.into_iter().collect())
}

impl<T: Ord + for<'a> From<&'a str>> FromStr for Selection<T> {
    type Err = SelectionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().eq_ignore_ascii_case(ALL) {
            return Ok(Self::all());
        }
        Ok(Self(Selected::Only(read(&Names::String(text))?)))
    }
}

/// A selection in full.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, bound = "T: Ord + for<'a> From<&'a str>")]
struct SelectionMap<T> {
    #[serde(default, deserialize_with = "some_names")]
    only: Option<BTreeSet<T>>,
    #[serde(default, deserialize_with = "some_names")]
    except: Option<BTreeSet<T>>,
}

fn some_names<'de, T, D>(deserializer: D) -> Result<Option<BTreeSet<T>>, D::Error>
where
    T: Ord + for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    NamesSeed(read).deserialize(deserializer).map(Some)
}

impl<'de, T: Ord + for<'a> From<&'a str>> Deserialize<'de> for Selection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SelectionVisitor<T>(PhantomData<T>);

        impl<'de, T: Ord + for<'a> From<&'a str>> Visitor<'de> for SelectionVisitor<T> {
            type Value = Selection<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`all`, a list of strings, or a table with `only` or `except`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<Self::Value, A::Error> {
                let names = Vec::<String>::deserialize(SeqAccessDeserializer::new(array))?;
                Selection::try_only(names).map_err(de::Error::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let map = SelectionMap::deserialize(MapAccessDeserializer::new(map))?;
                match (map.only, map.except) {
                    (Some(only), None) => Ok(Selection(Selected::Only(only))),
                    (None, Some(except)) => Ok(Selection(Selected::Except { except })),
                    _ => Err(de::Error::custom("expected either `only` or `except`")),
                }
            }
        }

        deserializer.deserialize_any(SelectionVisitor(PhantomData))
    }
}
