//! The checks with results that can't be read, and what would allow them.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, btree_map};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::any_case::AnyCase;
use super::check::{Check, Meaning};
use super::check_result::{CheckResult, Place};
use super::criteria::IGNORES;
use super::criteria_error::{Rule, is_entry};
use super::detection::Findings;
use super::ignored::{Ignored, check_of};
use super::reason::{ACCEPTS, CRITERIA, Detail, Entry, Reason};

/// A check with every result that can't be read.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Uncertain {
    pub(super) check: Check,
    /// `None` for a result that is not a string or an integer.
    pub(super) values: BTreeSet<Option<Box<str>>>,
    pub(super) is_in_place: bool,
    /// Whether each result can be ignored, and the entries of `ignores` for that.
    pub(super) is_ignorable: bool,
    pub(super) ignored_as: BTreeSet<Ignored>,
}

impl Uncertain {
    fn new(check: &Check) -> Self {
        Self {
            check: check.clone(),
            values: BTreeSet::new(),
            is_in_place: true,
            is_ignorable: true,
            ignored_as: BTreeSet::new(),
        }
    }

    fn add(&mut self, result: &CheckResult) {
        self.values.insert(result.value().map(Into::into));
        let ignored_as = match &result.place {
            Place::Documented => None,
            Place::Detected { ignored_as } => {
                self.is_in_place = false;
                ignored_as.clone()
            }
        };
        self.is_ignorable &= ignored_as.is_some();
        self.ignored_as.extend(ignored_as);
    }

    /// Adds the results of another member for the same check.
    fn merge(&mut self, other: Self) {
        self.values.extend(other.values);
        self.is_in_place &= other.is_in_place;
        self.is_ignorable &= other.is_ignorable;
        self.ignored_as.extend(other.ignored_as);
    }

    /// Whether a reason may suggest accepting every value: criteria allow it, and none is documented as inconclusive.
    fn is_acceptable(&self) -> bool {
        let is_acceptable = |value: &str| {
            Rule::check_accepted(&self.check, value).is_ok()
                && self.check.meaning(value) != Some(Meaning::Inconclusive)
                && is_entry(value)
        };
        self.values
            .iter()
            .all(|value| value.as_deref().is_some_and(is_acceptable))
            && is_entry(self.check.as_str())
    }
}

/// One reason for each check, with the entry that would allow all its results.
pub(super) fn reasons(findings: &Findings<'_>) -> Vec<Reason> {
    let Findings {
        criteria, named, ..
    } = findings;
    // Criteria may not name a check and ignore it.
    let ignored = criteria.ignored().filter_map(check_of).map(AnyCase::new);
    let ignored: BTreeSet<AnyCase<'_>> = ignored.collect();
    let mut found = unread(findings);
    for (check, found) in &mut found {
        found.is_ignorable &= !named.contains(check);
    }
    let is_acceptable =
        |check: &AnyCase<'_>, found: &Uncertain| !ignored.contains(check) && found.is_acceptable();
    let to_ignore = found
        .iter()
        .filter(|(check, found)| found.is_ignorable && !is_acceptable(check, found));
    let new = to_ignore.flat_map(|(_, found)| found.ignored_as.iter().map(ToString::to_string));
    let entries: BTreeSet<String> = criteria.ignored().map(String::from).chain(new).collect();
    let entries: Arc<[Box<str>]> = entries.into_iter().map(Into::into).collect();
    let reason = |(check, found): (AnyCase<'_>, Uncertain)| {
        let entry = if is_acceptable(&check, &found) {
            let new = found.values.iter().flatten().map(AsRef::as_ref);
            let values: BTreeSet<&str> = criteria.accepted(&found.check).chain(new).collect();
            let values = values.into_iter().map(Into::into).collect();
            Some(Entry::new(ACCEPTS, found.check.as_str(), values))
        } else if found.is_ignorable {
            Some(Entry::new(CRITERIA, IGNORES, Arc::clone(&entries)))
        } else {
            None
        };
        Reason::new(Detail::Check(found), entry)
    };
    found.into_iter().map(reason).collect()
}

/// The results that can't be read, by check.
fn unread<'a>(findings: &'a Findings<'_>) -> BTreeMap<AnyCase<'a>, Uncertain> {
    let is_unread = |result: &&CheckResult| !result.passed() && result.meaning().is_none();
    // By address first: thousands of results may share one long name, which is then compared once.
    let mut positions = BTreeMap::new();
    let mut by_address: Vec<(&Check, Uncertain)> = Vec::new();
    for result in findings.results.iter().filter(is_unread) {
        let position = positions
            .entry(result.addresses())
            .or_insert(by_address.len());
        if *position == by_address.len() {
            by_address.push((result.check(), Uncertain::new(result.check())));
        }
        if let Some((_, found)) = by_address.get_mut(*position) {
            found.add(result);
        }
    }
    let mut by_name = BTreeMap::new();
    for (check, found) in by_address {
        match by_name.entry(AnyCase::from(check)) {
            btree_map::Entry::Vacant(vacant) => drop(vacant.insert(found)),
            btree_map::Entry::Occupied(mut same) => same.get_mut().merge(found),
        }
    }
    by_name
}
