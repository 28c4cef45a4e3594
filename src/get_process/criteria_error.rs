//! The rules that criteria must follow.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;

use thiserror::Error;

use super::check::{Check, Meaning};
use crate::config::NameError;

/// What a name, a value or a list may not be, and what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum Rule {
    #[error("means that the check has no result, which never passes; remove it")]
    NoResult,
    #[error("means that the check fails; remove it")]
    Fails,
    #[error("means that the alert is raised; remove it")]
    Alert,
    #[error(
        "is empty; name at least one check, because an empty requirement would let everything pass"
    )]
    Empty,
    #[error(
        "is the name of a known member; to ignore a member of this name elsewhere, name its object too, as in `person.liveness`"
    )]
    KnownMember,
    #[error("would ignore every result; name the object too, as in `documents.result`")]
    Result,
    #[error("is a check in its documented place; remove it")]
    InPlace,
    #[error("is accepted or required too; remove it here or there")]
    Used,
}

impl Rule {
    /// Checks an accepted value.
    pub(super) fn check_accepted(check: &Check, value: &str) -> Result<(), Self> {
        match check.meaning(value) {
            _ if check.is_no_result(value) => Err(Self::NoResult),
            Some(Meaning::Fails) => Err(Self::Fails),
            Some(Meaning::Alert) => Err(Self::Alert),
            Some(Meaning::Passes | Meaning::Inconclusive) | None => Ok(()),
        }
    }
}

/// Whether a configuration reads a name or value as it is: not blank, and without spaces around it.
pub(super) fn is_entry(name: &str) -> bool {
    !name.is_empty() && name.trim() == name
}

/// Why criteria are rejected: which entry is wrong, and what to write instead.
///
/// ```
/// use idcloud_types::get_process::{Check, Criteria};
///
/// let error = Criteria::default()
///     .accept(Check::LivenessResult, ["LIVENESS_RESULT_NOT_LIVE"])
///     .unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`accepts.livenessResult`: entry 1, \"LIVENESS_RESULT_NOT_LIVE\", means that the check fails; remove it",
/// );
/// assert_eq!((error.table(), error.key(), error.entry()), ("accepts", Some("livenessResult"), Some(1)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{table}{}`{problem}", after_table(key.as_deref()))]
pub struct CriteriaError {
    /// The table, or the list beside the tables.
    table: &'static str,
    /// The key in the table, as it is written.
    key: Option<Box<str>>,
    problem: Problem,
}

/// What is wrong with a list of criteria, or with its key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum Problem {
    #[error(" has a blank key; write a name or remove it")]
    Blank,
    #[error(" is repeated; write it once")]
    Repeated,
    #[error(" is a key of the criteria, not of `{0}`; move it above the tables")]
    Misplaced(&'static str),
    #[error(" {0}")]
    List(Rule),
    #[error(": {0}")]
    Name(NameError<Rule>),
}

fn after_table(key: Option<&str>) -> String {
    key.map_or_else(String::new, |key| format!(".{}", key.escape_debug()))
}

impl CriteriaError {
    pub(super) fn new(table: &'static str, key: Option<&str>, problem: Problem) -> Self {
        let key = key.map(Into::into);
        Self {
            table,
            key,
            problem,
        }
    }

    /// The table or list with the wrong entry: `accepts`, `requires`, `api_requires` or `ignores`.
    #[must_use]
    pub fn table(&self) -> &'static str {
        self.table
    }

    /// The key in that table, as it is written in the configuration.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The position of the wrong entry in its list, counting from 1; `None` if the key or the whole list is wrong.
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        match &self.problem {
            Problem::Name(error) => Some(error.entry),
            Problem::Blank | Problem::Repeated | Problem::Misplaced(_) | Problem::List(_) => None,
        }
    }
}
