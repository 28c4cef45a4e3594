//! Names that are compared in any case.

use alloc::boxed::Box;
use core::cmp::Ordering;

use serde::Serialize;

use super::check::Check;

/// The name of a check or member as it is written, equal to itself in any case: an environment variable arrives in lower
/// case.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(super) struct AnyCase(Box<str>);

impl AnyCase {
    pub(super) fn new(name: &str) -> Self {
        Self(name.trim().into())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&Check> for AnyCase {
    fn from(check: &Check) -> Self {
        Self::new(check.as_str())
    }
}

impl PartialEq for AnyCase {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for AnyCase {}

impl PartialOrd for AnyCase {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AnyCase {
    fn cmp(&self, other: &Self) -> Ordering {
        let lower = |name: &Self| name.0.to_ascii_lowercase();
        lower(self).cmp(&lower(other))
    }
}
