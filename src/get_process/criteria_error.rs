//! The rules that criteria must keep.

use thiserror::Error;

use super::check::{Check, Meaning};
use super::contract::Contract;
use super::detection::{BODY, is_bare_result};
use crate::config::{NameError, TableError, TableProblem};

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

    /// Checks an entry of `ignores`: the name of an unknown member, or `<object>.<name>` for a name that is known.
    pub(super) fn check_ignored(entry: &str) -> Result<(), Self> {
        match entry.rsplit_once('.') {
            Some((object, name)) => Self::check_ignored_in(object, name),
            None if is_bare_result(entry) => Err(Self::Result),
            None if super::is_known_member(entry) => Err(Self::KnownMember),
            None => Ok(()),
        }
    }

    /// Checks an entry of `ignores` that names a member and its object.
    pub(super) fn check_ignored_in(object: &str, name: &str) -> Result<(), Self> {
        let is_bare = is_bare_result(name);
        let check = Check::known_in_any_case(if is_bare { object } else { name });
        let is_in_place = match check.and_then(Check::contract) {
            None => false,
            Some(_) if is_bare => true,
            Some(Contract::WebSdk) => object.eq_ignore_ascii_case("authenticationInfo"),
            Some(Contract::Api) => object.eq_ignore_ascii_case(BODY),
        };
        if is_in_place {
            Err(Self::InPlace)
        } else {
            Ok(())
        }
    }
}

/// Whether a configuration reads a name or value as it is: not blank, and without spaces around it.
pub(super) fn is_entry(name: &str) -> bool {
    !name.is_empty() && name.trim() == name
}

/// Why criteria are rejected: which entry is wrong, and what to write.
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
#[error(transparent)]
pub struct CriteriaError(#[from] Problem);

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum Problem {
    /// In one of the tables.
    #[error(transparent)]
    Table(#[from] TableError<Rule>),
    /// In one of the lists beside them.
    #[error("`{list}`: {error}")]
    List {
        list: &'static str,
        error: NameError<Rule>,
    },
    #[error("`{list}` {rule}")]
    WholeList { list: &'static str, rule: Rule },
}

impl CriteriaError {
    /// The table or list: `accepts`, `requires`, `api_requires` or `ignores`.
    #[must_use]
    pub fn table(&self) -> &'static str {
        match &self.0 {
            Problem::Table(error) => error.table,
            Problem::List { list, .. } | Problem::WholeList { list, .. } => list,
        }
    }

    /// The key in that table, as it is written.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match &self.0 {
            Problem::Table(error) => Some(&error.key),
            Problem::List { .. } | Problem::WholeList { .. } => None,
        }
    }

    /// Which entry of the list is wrong, from 1; `None` if the key or the whole list is.
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        match &self.0 {
            Problem::Table(error) => match &error.problem {
                TableProblem::Name(error) => Some(error.entry()),
                _ => None,
            },
            Problem::List { error, .. } => Some(error.entry()),
            Problem::WholeList { .. } => None,
        }
    }
}
