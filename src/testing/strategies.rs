//! What the strategies of both contracts share.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Debug;

use proptest::option;
use proptest::prelude::Just;
use proptest::sample::select;
use proptest::strategy::Strategy;

use crate::get_process::{Check, Contract, Criteria, Meaning};

/// What decides about a process: its checks with their values, and the rest, which differs by contract.
#[derive(Clone, Debug)]
pub(super) struct Decisive<R> {
    pub(super) checks: Vec<(Check, String)>,
    pub(super) rest: R,
}

impl<R: Clone + Debug> Decisive<R> {
    /// Gives a check this value, replacing those that it has in any spelling.
    pub(super) fn with(mut self, check: &Check, value: impl Into<String>) -> Self {
        self.checks
            .retain(|(other, _)| !other.as_str().eq_ignore_ascii_case(check.as_str()));
        self.checks.push((check.clone(), value.into()));
        self
    }

    /// Gives one of these checks its value.
    pub(super) fn with_one_of(
        process: impl Strategy<Value = Self>,
        values: Vec<(Check, &'static str)>,
    ) -> impl Strategy<Value = Self> {
        (process, select(values)).prop_map(|(process, (check, value))| process.with(&check, value))
    }
}

/// The checks that a contract documents.
pub(super) fn documented(contract: Contract) -> impl Iterator<Item = &'static Check> {
    let checks = Check::KNOWN.iter();
    checks.filter(move |check| check.contract() == Some(contract))
}

fn with_meaning(contract: Contract, meanings: &[Meaning]) -> Vec<(Check, &'static str)> {
    let values = |check: &'static Check| {
        let values = check.values().iter();
        let wanted = values.filter(|(_, meaning)| meanings.contains(meaning));
        wanted.map(|(value, _)| (check.clone(), *value))
    };
    documented(contract).flat_map(values).collect()
}

/// The documented values that fail.
pub(super) fn failing(contract: Contract) -> Vec<(Check, &'static str)> {
    with_meaning(contract, &[Meaning::Fails])
}

/// The documented values that are inconclusive or raise an alert, and that the criteria do not accept.
pub(super) fn doubtful(contract: Contract, criteria: &Criteria) -> Vec<(Check, &'static str)> {
    let mut doubtful = with_meaning(contract, &[Meaning::Inconclusive, Meaning::Alert]);
    doubtful.retain(|(check, value)| !criteria.accepts(check, value));
    doubtful
}

/// Each required check has a value that the criteria accept; any other documented check is absent, without a result, or
/// has a value that they accept.
pub(super) fn passing<R: Clone + Debug, S: Strategy<Value = R>>(
    contract: Contract,
    required: &[Check],
    criteria: &Criteria,
    rest: S,
) -> impl Strategy<Value = Decisive<R>> + use<R, S> {
    let one_of = |check: &Check, other: Option<String>| {
        let accepted = criteria.accepted(check).map(String::from);
        let values: Vec<String> = accepted.chain(other).collect();
        (Just(check.clone()), select(values))
    };
    let others = documented(contract).filter(|check| !required.contains(check));
    let others =
        others.map(|check| option::weighted(0.2, one_of(check, Some(check.unspecified()))));
    let others: Vec<_> = others.collect();
    let required: Vec<_> = required.iter().map(|check| one_of(check, None)).collect();
    (required, others, rest).prop_map(|(mut checks, others, rest)| {
        checks.extend(others.into_iter().flatten());
        Decisive { checks, rest }
    })
}

/// Each documented check is absent, without a result, or has a documented value.
pub(super) fn any_checks<R: Clone + Debug>(
    contract: Contract,
    rest: impl Strategy<Value = R>,
) -> impl Strategy<Value = Decisive<R>> {
    let any_value = |check: &Check| {
        let values = check.values().iter().map(|(value, _)| (*value).into());
        let values: Vec<String> = values.chain([check.unspecified()]).collect();
        option::weighted(0.3, (Just(check.clone()), select(values)))
    };
    let checks: Vec<_> = documented(contract).map(any_value).collect();
    (checks, rest).prop_map(|(checks, rest)| Decisive {
        checks: checks.into_iter().flatten().collect(),
        rest,
    })
}
