//! The probable mistakes in criteria.

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use super::check::{Check, Meaning};
use super::contract::Contract;
use super::criteria::{API_REQUIRES, Criteria, documented_checks};
use crate::config::nearest;
use crate::process::Flow;

/// An entry in [`Criteria`] that is allowed but looks wrong. Log each one at start-up.
///
/// ```
/// use idcloud_types::get_process::Criteria;
///
/// let criteria: Criteria = toml::from_str(r#"
///     [requires]
///     idtokn = ["livenessResult"]
/// "#)?;
/// let warnings: Vec<String> = criteria.warnings().iter().map(ToString::to_string).collect();
/// assert_eq!(warnings, [
///     "`requires.idtokn`: this version does not know the flow; did you mean `idtoken`?",
/// ]);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CriteriaWarning {
    /// This version does not know the flow: a typo, or a newer one.
    UnknownFlow {
        /// The flow, as it is written.
        flow: Flow,
    },
    /// This version does not know the check: a typo, or a newer one.
    UnknownCheck {
        /// The place, such as `accepts` or `requires.id`.
        place: Box<str>,
        /// The check, as it is written.
        check: Check,
    },
    /// The check belongs to the other contract, where the place has no effect.
    OtherContract {
        /// The place, such as `requires.id`.
        place: Box<str>,
        /// The check.
        check: Check,
    },
    /// This version does not know the accepted value: a typo, or a newer one.
    UnknownValue {
        /// The check.
        check: Check,
        /// The value, as it is written.
        value: Box<str>,
    },
    /// The accepted value is documented as inconclusive.
    InconclusiveValue {
        /// The check.
        check: Check,
        /// The value, as it is written.
        value: Box<str>,
    },
    /// An empty list accepts nothing, so the check never passes.
    EmptyList {
        /// The check.
        check: Check,
    },
    /// The list leaves out a value that is documented to pass, so that value no longer passes.
    DocumentedValueLeftOut {
        /// The check.
        check: Check,
        /// The documented value.
        value: &'static str,
    },
    /// The check is required and no value of it passes, so nothing is verified.
    NeverPasses {
        /// The place, such as `requires.idtoken`.
        place: Box<str>,
        /// The check.
        check: Check,
    },
    /// The flow requires less than the platform documents for it.
    WeakerThanDocumented {
        /// The flow.
        flow: Flow,
        /// The documented checks that are not required.
        missing: Vec<Check>,
    },
    /// An ignored member has nearly the name of a check.
    NearlyACheck {
        /// The entry of `ignores`, as it is written.
        name: Box<str>,
    },
}

impl CriteriaWarning {
    /// The known name that was probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<&'static str> {
        match self {
            Self::UnknownFlow { flow } => nearest(flow.as_str(), Flow::KNOWN),
            Self::UnknownCheck { check, .. } | Self::OtherContract { check, .. } => {
                let mut others = Check::KNOWN.iter().filter(|known| *known != check);
                nearest(check.as_str(), others.by_ref())
            }
            Self::NearlyACheck { name } => nearest(name, Check::KNOWN),
            Self::UnknownValue { check, value } => {
                nearest(value, check.values().iter().map(|(known, _)| *known))
            }
            _ => None,
        }
    }

    pub(super) fn list(criteria: &Criteria) -> Vec<Self> {
        let mut warnings = Vec::new();
        for (check, values) in criteria.written_accepts() {
            if !check.is_known() {
                let place = "accepts".into();
                warnings.push(Self::UnknownCheck {
                    place,
                    check: check.clone(),
                });
            }
            if values.is_empty() {
                let check = check.clone();
                warnings.push(Self::EmptyList { check });
            } else {
                let documented = check.values().iter();
                let passing = documented.filter(|(_, meaning)| *meaning == Meaning::Passes);
                let left_out = passing.filter(|(value, _)| !values.contains(*value));
                warnings.extend(left_out.map(|(value, _)| {
                    let check = check.clone();
                    Self::DocumentedValueLeftOut { check, value }
                }));
            }
            for value in values {
                let (check, value) = (check.clone(), value.clone());
                match check.meaning(&value) {
                    Some(Meaning::Inconclusive) => {
                        warnings.push(Self::InconclusiveValue { check, value });
                    }
                    // Nothing is known of an unknown check, which has its own warning.
                    None if check.is_known() => warnings.push(Self::UnknownValue { check, value }),
                    _ => {}
                }
            }
        }
        for (flow, checks) in criteria.written_requires() {
            let place = format!("requires.{flow}");
            if !flow.is_known() {
                warnings.push(Self::UnknownFlow { flow: flow.clone() });
            }
            Self::list_required(&place, Contract::WebSdk, checks, criteria, &mut warnings);
            let documented = documented_checks(flow).unwrap_or_default().iter();
            let missing = documented.filter(|check| !checks.contains(check));
            let missing: Vec<_> = missing.cloned().collect();
            if !missing.is_empty() {
                let flow = flow.clone();
                warnings.push(Self::WeakerThanDocumented { flow, missing });
            }
        }
        if let Some(checks) = criteria.written_api_requires() {
            Self::list_required(API_REQUIRES, Contract::Api, checks, criteria, &mut warnings);
        }
        let ignored = criteria
            .ignored()
            .map(|name| Self::NearlyACheck { name: name.into() });
        warnings.extend(ignored.filter(|warning| warning.suggestion().is_some()));
        warnings
    }

    fn list_required(
        place: &str,
        contract: Contract,
        checks: &[Check],
        criteria: &Criteria,
        warnings: &mut Vec<Self>,
    ) {
        for check in checks {
            let (place, check): (Box<str>, _) = (place.into(), check.clone());
            match check.contract() {
                None => warnings.push(Self::UnknownCheck {
                    place: place.clone(),
                    check: check.clone(),
                }),
                Some(other) if other != contract => {
                    warnings.push(Self::OtherContract {
                        place: place.clone(),
                        check: check.clone(),
                    });
                }
                Some(_) => {}
            }
            if criteria.accepted(&check).next().is_none() {
                warnings.push(Self::NeverPasses { place, check });
            }
        }
    }
}

impl fmt::Display for CriteriaWarning {
    /// Writes one line, with configured names and values escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFlow { flow } => {
                let flow = flow.as_str().escape_debug();
                write!(f, "`requires.{flow}`: this version does not know the flow")
            }
            Self::UnknownCheck { place, check } => {
                let place = place.escape_debug();
                write!(
                    f,
                    "`{place}`: this version does not know the check {:?}",
                    check.as_str()
                )
            }
            Self::OtherContract { place, check } => {
                let place = place.escape_debug();
                write!(f, "`{place}`: `{check}` is a check of the other contract")
            }
            Self::UnknownValue { check, value } => {
                let check = check.as_str().escape_debug();
                write!(
                    f,
                    "`accepts.{check}`: this version does not know the value {value:?}"
                )
            }
            Self::InconclusiveValue { check, value } => {
                let check = check.as_str().escape_debug();
                write!(
                    f,
                    "`accepts.{check}`: {value:?} is documented as inconclusive"
                )
            }
            Self::EmptyList { check } => {
                let check = check.as_str().escape_debug();
                write!(
                    f,
                    "`accepts.{check}`: the list is empty, so the check never passes"
                )
            }
            Self::DocumentedValueLeftOut { check, value } => {
                write!(
                    f,
                    "`accepts.{check}` leaves out `{value}`, which is documented to pass"
                )
            }
            Self::NeverPasses { place, check } => {
                let (place, check) = (place.escape_debug(), check.as_str().escape_debug());
                write!(
                    f,
                    "`{place}`: no value of `{check}` passes; list one in `accepts.{check}`"
                )
            }
            Self::WeakerThanDocumented { flow, missing } => {
                let names = missing.iter().map(|check| format!("`{check}`"));
                let names = names.collect::<Vec<_>>().join(" and ");
                write!(
                    f,
                    "`requires.{flow}` leaves out {names}, documented for the flow"
                )
            }
            Self::NearlyACheck { name } => {
                write!(f, "`ignores`: {name:?} is nearly the name of a check")
            }
        }?;
        match self.suggestion() {
            Some(known) => write!(f, "; did you mean `{known}`?"),
            None => Ok(()),
        }
    }
}
