//! What the strategies of both contracts share.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::Just;
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::strategy::{BoxedStrategy, Strategy};

use crate::get_process::{Check, Contract, Criteria, Meaning};

/// The checks that a contract documents.
pub(super) fn documented(contract: Contract) -> impl Iterator<Item = &'static Check> {
    let checks = Check::KNOWN.iter();
    checks.filter(move |check| check.contract() == Some(contract))
}

/// The documented values with one of these meanings.
pub(super) fn with_meaning(
    contract: Contract,
    meanings: &'static [Meaning],
) -> Vec<(Check, &'static str)> {
    let values = |check: &'static Check| {
        let values = check.values().iter();
        let wanted = values.filter(|(_, meaning)| meanings.contains(meaning));
        wanted.map(|(value, _)| (check.clone(), *value))
    };
    documented(contract).flat_map(values).collect()
}

/// Each of these checks with a value that the criteria accept.
pub(super) fn accepted(
    checks: &[Check],
    criteria: &Criteria,
) -> Vec<BoxedStrategy<(Check, String)>> {
    let accepted = |check: &Check| {
        let values: Vec<String> = criteria.accepted(check).map(ToString::to_string).collect();
        (Just(check.clone()), select(values)).boxed()
    };
    checks.iter().map(accepted).collect()
}

/// Documented checks that are not among these, each absent, without a result, or with a value that the criteria accept.
pub(super) fn others(
    contract: Contract,
    checks: &[Check],
    criteria: &Criteria,
) -> Vec<BoxedStrategy<Option<(Check, String)>>> {
    let is_other = |check: &&Check| !checks.contains(check);
    let other = |check: &Check| {
        let mut values: Vec<String> = criteria.accepted(check).map(ToString::to_string).collect();
        values.push(check.unspecified());
        let result = (Just(check.clone()), select(values)).prop_map(Some);
        prop_oneof![4 => Just(None), 1 => result].boxed()
    };
    documented(contract).filter(is_other).map(other).collect()
}

/// Gives a check this value, in the place of those that it has in any spelling.
pub(super) fn replace(checks: &mut Vec<(Check, String)>, check: &Check, value: String) {
    checks.retain(|(other, _)| !other.as_str().eq_ignore_ascii_case(check.as_str()));
    checks.push((check.clone(), value));
}

/// A check with a documented value, or without a result.
pub(super) fn any_value(check: &Check) -> impl Strategy<Value = (Check, String)> + use<> {
    let values = check.values().iter().map(|(value, _)| (*value).into());
    let values: Vec<String> = values.chain([check.unspecified()]).collect();
    (Just(check.clone()), select(values))
}
