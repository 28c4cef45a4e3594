//! Why a response is unrecognized, and what would allow it.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Deref;

use super::check::Check;
use super::check_result::Shown;
use super::criteria::IGNORES;
use super::ignored::Ignored;
use super::process_result::ProcessResult;
use super::uncertain::Uncertain;
use crate::process::{Flow, ProcessState};
use crate::wire::redact::{Name, ShownNumber, is_in_lower_case, is_plain_name};

/// One reason why a response is [`Outcome::Unrecognized`](super::Outcome::Unrecognized).
///
/// `Display` writes one line for a log. If configuration can allow the response, that line gives the table, the key and
/// the whole list to write once the platform confirms it, or the entry to add to `ignores`; otherwise the line says that
/// no entry allows it. [`table`](Self::table),
/// [`key`](Self::key) and [`values`](Self::values) return the same as data. Names and values appear only if they look
/// like the platform's.
///
/// ```
/// use idcloud_types::get_process::api::Process;
/// use idcloud_types::get_process::{Outcome, ReasonKind};
///
/// let process: Process = r#"{
///     "id": "8263a268-5388-492a-bca2-28e1ff4a69f0",
///     "status": 3,
///     "unicoId": { "result": "yes" },
///     "tomorrow": { "result": "clear" }
/// }"#.parse()?;
/// let Outcome::Unrecognized(reasons) = process.outcome() else { panic!() };
/// assert_eq!(reasons.len(), 1);
/// assert_eq!(reasons[0].kind(), ReasonKind::UnknownCheck);
/// assert_eq!(
///     reasons[0].to_string(),
///     "`tomorrow` is clear: this version does not know the check; if the platform confirms that it passes: \
///      `tomorrow = [\"clear\"]` in `[criteria.accepts]`; if it is not a check: `\"tomorrow.result\"` in `ignores` \
///      of `[criteria]`",
/// );
/// assert_eq!(reasons[0].table(), Some("criteria.accepts"));
/// assert_eq!(reasons[0].key(), Some("tomorrow"));
/// assert_eq!(reasons[0].values(), ["clear".into()]);
/// # Ok::<(), idcloud_types::ReadError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Reason {
    detail: Detail,
    entry: Option<Entry>,
}

/// The kind of a [`Reason`], as a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum ReasonKind {
    /// `state` is missing or unknown, or this version does not know what it means together with this `result`.
    UnknownState,
    /// `result` is missing although the process has finished, or this version does not know what it means.
    UnknownResult,
    /// `status` is missing or unknown.
    UnknownStatus,
    /// The flow is missing, or this version does not know which checks it requires.
    UnknownFlow,
    /// This version does not know the check.
    UnknownCheck,
    /// A known check has an unknown value, or was found in another place or spelling.
    UnknownValue,
    /// A known member that affects the outcome has a JSON type other than the documented one. A check with another type
    /// is an [`UnknownValue`](Self::UnknownValue).
    WrongType,
    /// Two members contradict each other.
    Contradiction,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Detail {
    State(Option<ProcessState>, Option<ProcessResult>),
    Status(Option<i64>),
    Flow(Option<Flow>),
    Check(Uncertain),
    WrongType(&'static str),
    Failed { check: Check, beside: &'static str },
    Contradiction(&'static str),
}

/// The tables of a configuration that a reason can name.
pub(super) const ACCEPTS: &str = "criteria.accepts";
pub(super) const REQUIRES: &str = "criteria.requires";
pub(super) const CRITERIA: &str = "criteria";

/// An entry of a configuration.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Entry {
    table: &'static str,
    key: Box<str>,
    /// Shared by every reason that names the same list.
    values: Arc<[Box<str>]>,
}

impl Entry {
    pub(super) fn new(table: &'static str, key: &str, values: Arc<[Box<str>]>) -> Self {
        let key = key.into();
        Self { table, key, values }
    }
}

impl Hash for Reason {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Without the entry, whose list every reason may share.
        self.detail.hash(state);
    }
}

impl Reason {
    pub(super) fn new(detail: Detail, entry: Option<Entry>) -> Self {
        Self { detail, entry }
    }

    /// The kind of reason.
    #[must_use]
    pub fn kind(&self) -> ReasonKind {
        match &self.detail {
            Detail::State(Some(ProcessState::Finished), _) => ReasonKind::UnknownResult,
            Detail::State(..) => ReasonKind::UnknownState,
            Detail::Status(_) => ReasonKind::UnknownStatus,
            Detail::Flow(_) => ReasonKind::UnknownFlow,
            Detail::Check(found) if found.check.is_known() => ReasonKind::UnknownValue,
            Detail::Check(_) => ReasonKind::UnknownCheck,
            Detail::WrongType(_) => ReasonKind::WrongType,
            Detail::Failed { .. } | Detail::Contradiction(_) => ReasonKind::Contradiction,
        }
    }

    /// The check that the reason is about, if it is about one.
    #[must_use]
    pub fn check(&self) -> Option<&Check> {
        match &self.detail {
            Detail::Check(Uncertain { check, .. }) | Detail::Failed { check, .. } => Some(check),
            _ => None,
        }
    }

    /// The configuration table whose entry would allow the response: `criteria.accepts`, `criteria.requires` or
    /// `criteria`.
    ///
    /// `None` if no entry would: that takes a release of this crate, or somebody has to look at the body.
    #[must_use]
    pub fn table(&self) -> Option<&'static str> {
        self.entry.as_ref().map(|entry| entry.table)
    }

    /// The key in that table: a check, a flow, or `ignores`. It may be part of the body: escape it before it reaches a
    /// log.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.entry.as_ref().map(|entry| &*entry.key)
    }

    /// The whole list to write under that key: the current entries, and those that would allow this response. Entries
    /// may be part of the body: escape them before they reach a log.
    ///
    /// Empty for a flow, because only the platform knows which checks it requires.
    #[must_use]
    pub fn values(&self) -> &[Box<str>] {
        self.entry.as_ref().map_or(&[], |entry| &entry.values)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.detail {
            Detail::State(None, _) => f.write_str("`state` is missing"),
            Detail::State(Some(ProcessState::Finished), None) => {
                f.write_str("`result` is missing although `state` is PROCESS_STATE_FINISHED")
            }
            Detail::State(Some(state), result) => {
                let state = Shown(state.as_str(), state.is_shown());
                write!(f, "this version does not know what `state` {state}")?;
                if let Some(result) = result {
                    let result = Shown(result.as_str(), result.is_shown());
                    write!(f, " with `result` {result}")?;
                }
                f.write_str(" means")
            }
            Detail::Status(None) => f.write_str("`status` is missing"),
            Detail::Status(Some(status)) => {
                let status = ShownNumber(status);
                write!(f, "this version does not know what `status` {status} means")
            }
            Detail::Flow(None) => {
                f.write_str("`flow` is missing, so the required checks are not known")
            }
            Detail::Flow(Some(flow)) => {
                let value = flow.as_str();
                let is_shown = !value.is_empty() && (flow.is_shown() || is_in_lower_case(value));
                let flow = Shown(value, is_shown);
                write!(
                    f,
                    "this version does not know which checks the flow {flow} requires"
                )?;
                if self.entry.is_some() {
                    f.write_str("; once the platform says which: ")?;
                    if is_shown {
                        write!(f, "`{flow} = [...]` in `[{REQUIRES}]`")?;
                    } else {
                        write!(
                            f,
                            "list them in `[{REQUIRES}]` under the flow, which the log hides"
                        )?;
                    }
                }
                Ok(())
            }
            Detail::Check(found) => self.fmt_check(found, f),
            Detail::WrongType(member) => {
                write!(f, "`{member}` has a JSON type other than documented")
            }
            Detail::Failed { check, beside } => {
                write!(f, "`{check}` fails although {beside}")
            }
            Detail::Contradiction(text) => f.write_str(text),
        }?;
        match self.entry {
            Some(_) => Ok(()),
            None => f.write_str("; no entry allows it"),
        }
    }
}

impl Reason {
    fn fmt_check(&self, found: &Uncertain, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Uncertain {
            check,
            values,
            is_in_place,
            is_ignorable,
            ignored_as,
        } = found;
        let name = Name(check.as_str());
        write!(f, "`{name}` is ")?;
        fmt_list(values, f, ", ", |value, f| match value {
            Some(value) => write!(f, "{}", Shown(value, check.shows(value))),
            None => f.write_str("<JSON>"),
        })?;
        f.write_str(match (check.is_known(), *is_in_place) {
            (true, true) => ": this version does not know the value",
            (true, false) => ", but not in its documented place, spelling or type",
            (false, _) => ": this version does not know the check",
        })?;
        if let Some(entry) = self.entry.as_ref().filter(|entry| entry.table == ACCEPTS) {
            f.write_str("; if the platform confirms that it passes: ")?;
            let mut values = entry.values.iter();
            if !is_plain_name(check.as_str()) {
                write!(
                    f,
                    "list it in `[{ACCEPTS}]` under its name, which the log hides"
                )?;
            } else if entry.values.len() <= MAX_LISTED && values.all(|value| check.shows(value)) {
                write!(f, "`{name} = [")?;
                fmt_list(&*entry.values, f, ", ", |value, f| write!(f, "\"{value}\""))?;
                write!(f, "]` in `[{ACCEPTS}]`")?;
            } else {
                write!(
                    f,
                    "list the values, not all of which the log shows, under `{name}` in `[{ACCEPTS}]`"
                )?;
            }
        }
        if *is_ignorable {
            f.write_str("; if it is not a check: ")?;
            if ignored_as.len() <= MAX_LISTED && ignored_as.iter().all(Ignored::is_plain) {
                fmt_list(ignored_as, f, ", ", |entry, f| write!(f, "`\"{entry}\"`"))?;
            } else {
                f.write_str("the names, not all of which the log shows,")?;
            }
            write!(f, " in `{IGNORES}` of `[{CRITERIA}]`")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reason({self})")
    }
}

/// Every [`Reason`] why a response is unrecognized; never empty.
#[derive(Clone, Eq)]
pub struct Reasons(pub(super) Vec<Reason>);

impl PartialEq for Reasons {
    fn eq(&self, other: &Self) -> bool {
        // Every reason that names `ignores` has the same list, which is compared once.
        let is_shared = |reason: &&Reason| reason.table() == Some(CRITERIA);
        let [shared, others] =
            [self, other].map(|reasons| reasons.iter().find(is_shared).map(Reason::values));
        let is_same = |(one, other): (&Reason, &Reason)| {
            one.detail == other.detail
                && (one.table(), one.key()) == (other.table(), other.key())
                && (is_shared(&one) || one.values() == other.values())
        };
        shared == others && self.len() == other.len() && self.iter().zip(other).all(is_same)
    }
}

impl Hash for Reasons {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Deref for Reasons {
    type Target = [Reason];

    fn deref(&self) -> &[Reason] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Reasons {
    type Item = &'a Reason;
    type IntoIter = core::slice::Iter<'a, Reason>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Reasons {
    /// Writes the reasons on one line, separated by ` | `.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_list(self, f, " | ", fmt::Display::fmt)
    }
}

impl fmt::Debug for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        list.entries(self.iter().take(MAX_LISTED));
        if self.len() > MAX_LISTED {
            list.finish_non_exhaustive()
        } else {
            list.finish()
        }
    }
}

/// How many elements of a list a log shows.
const MAX_LISTED: usize = 16;

/// Writes the elements of a list with a separator between them, or the first of them and how many more there are.
fn fmt_list<T>(
    list: impl IntoIterator<Item = T>,
    f: &mut fmt::Formatter<'_>,
    separator: &str,
    fmt: impl Fn(T, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    let mut list = list.into_iter();
    for (index, element) in list.by_ref().take(MAX_LISTED).enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        fmt(element, f)?;
    }
    match list.count() {
        0 => Ok(()),
        more => write!(f, "{separator}and {more} more"),
    }
}
