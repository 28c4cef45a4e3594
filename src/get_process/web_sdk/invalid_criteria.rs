//! What criteria can't mean: which entry is refused, and why.

use alloc::boxed::Box;
use core::fmt;

use super::check::{Check, means_no};
use crate::get_process::answer::specified;

/// The members of `authenticationInfo` that hold no word.
///
/// One that is added does not belong here: criteria may have named it before.
pub(super) const NO_CHECKS: [&str; 3] = ["authenticationId", "scoreEngineResult", "serproResult"];

pub(super) fn check_named(name: &str) -> Result<Check, Problem> {
    let name = name.trim();
    if name.is_empty() {
        Err(Problem::Blank)
    } else if NO_CHECKS.contains(&name) {
        Err(Problem::NoCheck)
    } else {
        Ok(name.into())
    }
}

/// Why a word can't be a yes of a check.
///
/// The case does not count here: a yes in the words of a no is a slip, however it is written.
pub(super) fn problem_of_word(check: &Check, word: &str) -> Option<Problem> {
    let upper = word.to_ascii_uppercase();
    // Some pages shorten the words.
    let short = upper.rsplit("_RESULT_").next().unwrap_or_default();
    if word.is_empty() {
        Some(Problem::Blank)
    } else if specified(&upper).is_none() || short == "UNSPECIFIED" {
        Some(Problem::Unspecified)
    } else if means_no(&upper) || is_short_no(check, short) {
        Some(Problem::MeansNo)
    } else {
        None
    }
}

/// Whether a word, without its `..._RESULT_`, means no as an answer of the check, or an alert.
fn is_short_no(check: &Check, short: &str) -> bool {
    match check {
        _ if short == "NOT_LIVE" => true,
        Check::Liveness
        | Check::Authentication
        | Check::BioToken
        | Check::SmartRevalidation
        | Check::Age => matches!(short, "NO" | "NEGATIVE"),
        Check::IdentityFraudsters
        | Check::Trust
        | Check::FaceWithOtherId
        | Check::RiskLevel
        | Check::Frictionless => matches!(short, "YES" | "SUSPICIOUS"),
        // A check that becomes known goes on accepting what it accepted before, so it belongs here.
        Check::Unknown(_) => false,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Blank,
    Unspecified,
    MeansNo,
    NoCheck,
    Empty,
    Repeated,
    NoList,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "is blank; write a name there or remove it",
            Self::Unspecified => {
                "means that the check did not answer, which is never a yes; remove it"
            }
            Self::MeansNo => "means no, or an alert; remove it",
            Self::NoCheck => {
                "is not a check; name a member of `authenticationInfo` that holds a word"
            }
            Self::Empty => "names no check; name at least one, because silence is never a yes",
            Self::Repeated => "is repeated; write it once",
            Self::NoList => "is not a list of strings",
        })
    }
}

impl Problem {
    pub(super) fn at(self, table: &'static str, key: &str, entry: Option<&str>) -> InvalidCriteria {
        InvalidCriteria {
            table,
            key: key.into(),
            entry: entry.map(Into::into),
            problem: self,
        }
    }
}

/// Criteria that can't mean what was written: which entry is wrong, and why.
///
/// ```
/// use idcloud_types::get_process::web_sdk::{Check, Criteria};
///
/// let error = Criteria::default()
///     .accept(Check::Liveness, ["LIVENESS_RESULT_NOT_LIVE"])
///     .unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`accepts.livenessResult`: \"LIVENESS_RESULT_NOT_LIVE\" means no, or an alert; remove it",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCriteria {
    table: &'static str,
    key: Box<str>,
    entry: Option<Box<str>>,
    problem: Problem,
}

impl InvalidCriteria {
    /// The table that it is in: `accepts` or `requires`.
    #[must_use]
    pub fn table(&self) -> &'static str {
        self.table
    }

    /// The key in that table, as it was written: a check of `accepts`, or a flow of `requires`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The entry of the key's list that is wrong; `None` if the key itself or the whole list is.
    #[must_use]
    pub fn entry(&self) -> Option<&str> {
        self.entry.as_deref()
    }
}

impl fmt::Display for InvalidCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, problem, .. } = self;
        // A key is shown as it is written only where that is one plain word.
        let key = self.key.escape_debug();
        match &self.entry {
            Some(entry) => write!(f, "`{table}.{key}`: {entry:?} {problem}"),
            None => write!(f, "`{table}.{key}` {problem}"),
        }
    }
}

impl core::error::Error for InvalidCriteria {}
