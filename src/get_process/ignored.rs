//! The entries of `ignores`: what they may name, and which one names a member.

use alloc::sync::Arc;
use core::cmp::Ordering;
use core::fmt;

use super::check::Check;
use super::contract::Contract;
use super::criteria_error::Rule;
use crate::wire::redact::is_plain_name;

/// The name of the body itself, where a member is named by the object that it is in.
pub(super) const BODY: &str = "response";

/// Whether a name is `result` or `results`, ignoring case and surrounding spaces.
pub(super) fn is_bare_result(name: &str) -> bool {
    let name = name.trim();
    name.eq_ignore_ascii_case("result") || name.eq_ignore_ascii_case("results")
}

/// Checks an entry: the name of an unknown member, or `<object>.<name>` for a name that is known.
pub(super) fn check_entry(entry: &str) -> Result<(), Rule> {
    match entry.rsplit_once('.') {
        Some((object, name)) => check_entry_in(object, name),
        None if is_bare_result(entry) => Err(Rule::Result),
        None if super::is_known_member(entry) => Err(Rule::KnownMember),
        None => Ok(()),
    }
}

/// Checks an entry that names a member and its object.
pub(super) fn check_entry_in(object: &str, name: &str) -> Result<(), Rule> {
    let is_bare = is_bare_result(name);
    let check = Check::known_in_any_case(if is_bare { object } else { name });
    let is_in_place = match check.and_then(Check::contract) {
        None => false,
        Some(_) if is_bare => true,
        Some(Contract::WebSdk) => object.eq_ignore_ascii_case("authenticationInfo"),
        Some(Contract::Api) => object.eq_ignore_ascii_case(BODY),
    };
    if is_in_place {
        Err(Rule::InPlace)
    } else {
        Ok(())
    }
}

/// The name of the check that an entry would be; `None` if it names a member that is known elsewhere.
pub(super) fn check_of(entry: &str) -> Option<&str> {
    match entry.rsplit_once('.') {
        Some((object, name)) => is_bare_result(name).then_some(object),
        None => Some(entry),
    }
}

/// An entry of `ignores`: the name of a member, with its object where the name is known elsewhere. Its parts are shared,
/// because thousands of members may be in one object.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Ignored {
    pub(super) object: Option<Arc<str>>,
    pub(super) name: Arc<str>,
}

impl Ignored {
    pub(super) fn object(&self) -> Option<&str> {
        self.object.as_deref()
    }

    /// Whether a log may show it. A name that is written with its object is a known one.
    pub(super) fn is_plain(&self) -> bool {
        is_plain_name(self.object.as_ref().unwrap_or(&self.name))
    }
}

impl PartialOrd for Ignored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ignored {
    fn cmp(&self, other: &Self) -> Ordering {
        let by = |one: &Arc<str>, other: &Arc<str>| {
            if Arc::ptr_eq(one, other) {
                Ordering::Equal
            } else {
                one.cmp(other)
            }
        };
        let objects = match (&self.object, &other.object) {
            (Some(one), Some(other)) => by(one, other),
            (one, other) => one.is_some().cmp(&other.is_some()),
        };
        objects.then_with(|| by(&self.name, &other.name))
    }
}

impl fmt::Display for Ignored {
    /// Writes the entry as a configuration has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(object) = &self.object {
            write!(f, "{object}.")?;
        }
        f.write_str(&self.name)
    }
}
