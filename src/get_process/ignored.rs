//! The entry of `ignores` that names a member.

use alloc::sync::Arc;
use core::cmp::Ordering;
use core::fmt;

use crate::wire::redact::is_plain_name;

/// An entry of `ignores`: the name of a member, with its object where the name is known elsewhere. Its parts are shared,
/// because thousands of members may be in one object.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Ignored {
    pub(super) object: Option<Arc<str>>,
    pub(super) name: Arc<str>,
}

impl Ignored {
    /// Whether a log may show it. A name that is in it with its object is a known one.
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
