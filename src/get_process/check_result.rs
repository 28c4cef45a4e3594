//! The results of checks, as a response has them.

use alloc::boxed::Box;
use core::{fmt, ptr};

use super::check::{Check, Meaning};
use super::ignored::Ignored;
use crate::wire::redact::{Length, Name};

/// The result of one check of a process.
///
/// A check whose member is absent, `null`, `""` or `..._UNSPECIFIED` has no result. `Display` and `Debug` are safe to
/// log: they show the name of a member only if it is a plain identifier, and a value only if it looks like the
/// platform's.
///
/// ```
/// use idcloud_types::get_process::web_sdk::Response;
/// use idcloud_types::get_process::{Check, Meaning};
///
/// let response: Response = r#"{"process": {
///     "id": "8263a268-5388-492a-bca2-28e1ff4a69f0",
///     "authenticationInfo": {
///         "livenessResult": "LIVENESS_RESULT_LIVE",
///         "authenticationResult": "AUTHENTICATION_RESULT_UNSPECIFIED",
///         "tomorrowResult": "TOMORROW_RESULT_NO"
///     }
/// }}"#.parse()?;
/// let checks = response.checks();
/// assert_eq!(checks.len(), 2);
/// assert_eq!(checks[0].check(), &Check::LivenessResult);
/// assert_eq!(checks[0].meaning(), Some(Meaning::Passes));
/// assert!(checks[0].passed());
/// assert_eq!(checks[1].value(), Some("TOMORROW_RESULT_NO"));
/// assert!(!checks[1].passed());
/// assert_eq!(checks[1].to_string(), "tomorrowResult: TOMORROW_RESULT_NO");
/// # Ok::<(), idcloud_types::ReadError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CheckResult {
    pub(super) check: Check,
    pub(super) value: Option<Box<str>>,
    pub(super) is_passed: bool,
    pub(super) place: Place,
}

/// Where a result comes from.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// The member that the contract documents for the check.
    Documented,
    /// A member that was detected as a check, and the entry of `ignores` that names it, if one can.
    Detected { ignored_as: Option<Ignored> },
}

impl CheckResult {
    /// The check. A known check found in another place or letter case is returned under its documented name.
    #[must_use]
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// The value: a string unchanged, or an integer in decimal digits. `None` for any other JSON type.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// The documented meaning of the value; `None` if this version does not know it.
    ///
    /// A known check whose JSON type, place or spelling differs from the documented one has no meaning.
    #[must_use]
    pub fn meaning(&self) -> Option<Meaning> {
        self.value()
            .filter(|_| self.place == Place::Documented)
            .and_then(|value| self.check.meaning(value))
    }

    /// Where the names of the check and of the object in its entry are in memory.
    pub(super) fn addresses(&self) -> (*const str, Option<*const str>) {
        let object = match &self.place {
            Place::Detected { ignored_as } => ignored_as.as_ref().and_then(Ignored::object),
            Place::Documented => None,
        };
        (self.check.as_str(), object.map(ptr::from_ref))
    }

    /// Whether the check passed under the criteria that were used; for an alert, whether it was not raised.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.is_passed
    }
}

impl fmt::Display for CheckResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", Name(self.check.as_str()))?;
        match self.value() {
            Some(value) => Shown(value, self.check.shows(value)).fmt(f),
            None => f.write_str("<JSON>"),
        }
    }
}

impl fmt::Debug for CheckResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CheckResult({self}, passed: {})", self.is_passed)
    }
}

/// A value, or its length if a log may not show it.
pub(super) struct Shown<'a>(pub(super) &'a str, pub(super) bool);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(value, true) => f.write_str(value),
            Self(value, false) => Length(value).fmt(f),
        }
    }
}
