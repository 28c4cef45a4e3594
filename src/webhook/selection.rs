//! Which values of one vocabulary: the piece that a subscription is made of.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Which values of one vocabulary an endpoint reacts to.
///
/// Membership goes by the string on the wire, so a name that this version does not know works today, and the same
/// file keeps its meaning when a later version learns the name. It reads every form that people write, from TOML,
/// JSON, YAML or an environment variable:
///
/// | written | meaning |
/// | --- | --- |
/// | `"all"` | [`All`](Self::All), the default |
/// | `["ok", "expired"]` | [`Only`](Self::Only) these |
/// | `"ok, expired"` | the same, for environment variables |
/// | `{ only = [...] }` | the same, spelt out |
/// | `{ except = [...] }` | every value but these, those of tomorrow included |
///
/// It writes `"all"`, a sorted list, or a sorted `{ except = [...] }`. Spaces around a name don't count. A blank name
/// is an error, and so is `all` among other names, which would otherwise select nothing but itself; an unknown name
/// is not.
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Selection<T> {
    /// Every value, known or not.
    #[default]
    All,
    /// These values and no others. Empty, it selects nothing.
    Only(BTreeSet<T>),
    /// Every value but these.
    Except(BTreeSet<T>),
}

impl<T: Ord> Selection<T> {
    /// These values and no others.
    ///
    /// ```
    /// use idcloud_types::webhook::{ResultCode, Selection};
    ///
    /// let selection = Selection::<ResultCode>::only(["expired", "error"]);
    /// assert!(selection.contains(&ResultCode::Expired));
    /// ```
    pub fn only<V: Into<T>>(values: impl IntoIterator<Item = V>) -> Self {
        Self::Only(values.into_iter().map(Into::into).collect())
    }

    /// Every value but these.
    pub fn except<V: Into<T>>(values: impl IntoIterator<Item = V>) -> Self {
        Self::Except(values.into_iter().map(Into::into).collect())
    }

    /// Whether the selection holds the value.
    #[must_use]
    pub fn contains(&self, value: &T) -> bool {
        match self {
            Self::All => true,
            Self::Only(set) => set.contains(value),
            Self::Except(set) => !set.contains(value),
        }
    }

    pub(super) fn named(&self) -> impl Iterator<Item = &T> {
        match self {
            Self::All => None,
            Self::Only(set) | Self::Except(set) => Some(set),
        }
        .into_iter()
        .flatten()
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {entry} of the selection {problem}")]
pub struct InvalidSelection {
    entry: usize,
    problem: &'static str,
}

impl InvalidSelection {
    /// Which entry is wrong, from 1.
    #[must_use]
    pub fn entry(&self) -> usize {
        self.entry
    }
}

const ALL: &str = "all";

/// Whether somebody means `all`, which no name is: in any case, or it would silently select nothing but itself.
fn is_all(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case(ALL)
}

impl<T: Ord + for<'a> From<&'a str>> FromStr for Selection<T> {
    type Err = InvalidSelection;

    /// Reads `all`, or names with commas between them: the form of an environment variable.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_all(text) {
            Ok(Self::All)
        } else {
            Names::split(text).map(|Names(names)| Self::Only(names))
        }
    }
}

impl<T: Serialize> Serialize for Selection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str(ALL),
            Self::Only(names) => names.serialize(serializer),
            Self::Except(names) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("except", names)?;
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
                let Names(names) = Names::deserialize(SeqAccessDeserializer::new(seq))?;
                Ok(Selection::Only(names))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                match SpeltOut::deserialize(MapAccessDeserializer::new(map))? {
                    SpeltOut {
                        only: Some(Names(names)),
                        except: None,
                    } => Ok(Selection::Only(names)),
                    SpeltOut {
                        only: None,
                        except: Some(Names(names)),
                    } => Ok(Selection::Except(names)),
                    _ => Err(de::Error::custom("expected either `only` or `except`")),
                }
            }
        }

        deserializer.deserialize_any(SelectionVisitor(PhantomData))
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, bound = "T: Ord + for<'a> From<&'a str>")]
struct SpeltOut<T> {
    only: Option<Names<T>>,
    except: Option<Names<T>>,
}

/// The names of a selection: a list, or a text with commas.
struct Names<T>(BTreeSet<T>);

impl<T: Ord + for<'a> From<&'a str>> Names<T> {
    fn split(text: &str) -> Result<Self, InvalidSelection> {
        Self::check(text.split(','))
    }

    fn check<'a>(names: impl Iterator<Item = &'a str>) -> Result<Self, InvalidSelection> {
        let check = |(index, name): (usize, &str)| {
            let name = name.trim();
            let problem = if name.is_empty() {
                "is blank; write a name there or remove it"
            } else if is_all(name) {
                "is `all`, which is no name; write `all` alone to select every value"
            } else {
                return Ok(T::from(name));
            };
            Err(InvalidSelection {
                entry: index + 1,
                problem,
            })
        };
        names
            .enumerate()
            .map(check)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl<'de, T: Ord + for<'a> From<&'a str>> Deserialize<'de> for Names<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor<T>(PhantomData<T>);

        impl<'de, T: Ord + for<'a> From<&'a str>> Visitor<'de> for NamesVisitor<T> {
            type Value = Names<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of names")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Names::split(text).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                let names = Vec::<String>::deserialize(SeqAccessDeserializer::new(seq))?;
                Names::check(names.iter().map(String::as_str)).map_err(de::Error::custom)
            }
        }

        deserializer.deserialize_any(NamesVisitor(PhantomData))
    }
}
