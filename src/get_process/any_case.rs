//! Names that are compared ignoring case.

use alloc::borrow::Cow;
use core::cmp::Ordering;
use core::ptr;

use serde::Serialize;

use super::check::Check;

/// The name of a check or member as it is written, compared ignoring case, because an environment variable arrives in
/// lower case.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(super) struct AnyCase<'a>(Cow<'a, str>);

impl<'a> AnyCase<'a> {
    pub(super) fn new(name: &'a str) -> Self {
        Self(name.trim().into())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_owned(self) -> AnyCase<'static> {
        AnyCase(self.0.into_owned().into())
    }
}

impl<'a> From<&'a Check> for AnyCase<'a> {
    fn from(check: &'a Check) -> Self {
        Self::new(check.as_str())
    }
}

impl PartialEq for AnyCase<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for AnyCase<'_> {}

impl PartialOrd for AnyCase<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AnyCase<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Thousands of results may be of one long name.
        if ptr::eq(self.as_str(), other.as_str()) {
            return Ordering::Equal;
        }
        let [one, other] = [self, other].map(|name| name.as_str().bytes());
        let lower = |byte: u8| byte.to_ascii_lowercase();
        one.map(lower).cmp(other.map(lower))
    }
}
