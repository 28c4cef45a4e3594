//! The probable mistakes in criteria.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::str::EscapeDebug;

use thiserror::Error;

use super::check::{Check, Meaning};
use super::contract::Contract;
use super::criteria::{API_REQUIRES, Criteria, IGNORES, documented_checks};
use super::criteria_error::Rule;
use super::detection::unversioned;
use crate::config::nearest;
use crate::process::Flow;
use crate::wire::redact::is_plain_name;

/// An entry in [`Criteria`] that is allowed but looks wrong.
///
/// `Display` writes the line to log at start-up, with names and values escaped.
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum CriteriaWarning {
    /// This version does not know the flow: it is a typo, or was added later.
    #[error("`requires.{}`: this version does not know the flow{}", escaped(flow), self.did_you_mean())]
    UnknownFlow {
        /// The flow, as it is written in the configuration.
        flow: Flow,
    },
    /// This version does not know the check: it is a typo, or was added later.
    #[error("`{}`: this version does not know the check {:?}{}", escaped(place), check.as_str(), self.did_you_mean())]
    UnknownCheck {
        /// The place in the configuration, such as `accepts` or `requires.id`.
        place: Box<str>,
        /// The check, as it is written in the configuration.
        check: Check,
    },
    /// The key or entry looks like a path, or like several names in one string, rather than like one name.
    #[error(
        "`{}`: {name:?} does not look like a name; write {}",
        escaped(place),
        expected_name(place)
    )]
    NotAName {
        /// The place in the configuration, such as `accepts` or `ignores`.
        place: Box<str>,
        /// The entry or key, as it is written in the configuration.
        name: Box<str>,
    },
    /// The check belongs to the other contract, so a response has no result for it.
    #[error("`{}`: `{check}` is a check of the other contract, so it has no result here{}", escaped(place), self.did_you_mean())]
    OtherContract {
        /// The place in the configuration, such as `requires.id`.
        place: Box<str>,
        /// The check.
        check: Check,
    },
    /// This version does not know the accepted value: it is a typo, or was added later.
    #[error("`accepts.{}`: this version does not know the value {value:?}{}", escaped(check), self.meant_value())]
    UnknownValue {
        /// The check.
        check: Check,
        /// The value, as it is written in the configuration.
        value: Box<str>,
    },
    /// The accepted value is documented as inconclusive.
    #[error(
        "`accepts.{}`: {value:?} is documented as inconclusive",
        escaped(check)
    )]
    InconclusiveValue {
        /// The check.
        check: Check,
        /// The value, as it is written in the configuration.
        value: Box<str>,
    },
    /// An empty list accepts nothing, so the check never passes.
    #[error(
        "`accepts.{}`: the list is empty, so the check never passes",
        escaped(check)
    )]
    EmptyList {
        /// The check.
        check: Check,
    },
    /// The list leaves out a value that is documented to pass, so that value no longer passes.
    #[error("`accepts.{check}` leaves out `{value}`, which is documented to pass")]
    DocumentedValueLeftOut {
        /// The check.
        check: Check,
        /// The documented value.
        value: &'static str,
    },
    /// The check is required, but none of its values passes, so no process is verified.
    #[error("`{}`: no value of `{name}` passes; list one in `accepts.{name}`", escaped(place), name = escaped(check))]
    NeverPasses {
        /// The place in the configuration, such as `requires.idtoken`.
        place: Box<str>,
        /// The check.
        check: Check,
    },
    /// Every required check is an alert, so a process is verified although nothing says who the person is.
    #[error(
        "`{}` requires only alerts, which do not verify a person",
        escaped(place)
    )]
    OnlyAlerts {
        /// The place in the configuration: `api_requires`, or `requires` with a flow.
        place: Box<str>,
    },
    /// The flow requires less than the platform documents for it.
    #[error(
        "`requires.{flow}` leaves out {}, documented for the flow",
        in_words(missing)
    )]
    WeakerThanDocumented {
        /// The flow.
        flow: Flow,
        /// The documented checks that are not required.
        missing: Vec<Check>,
    },
    /// An ignored member has almost the same name as a check.
    #[error("`ignores`: {name:?} is nearly the name of a check{}", self.did_you_mean())]
    NearlyACheck {
        /// The entry of `ignores`, as it is written in the configuration.
        name: Box<str>,
    },
}

impl Criteria {
    /// Lists the entries that look wrong: unknown names and values, checks that never pass, flows that require less
    /// than documented, requirements of alerts alone. Defaults are never listed.
    #[must_use]
    pub fn warnings(&self) -> Vec<CriteriaWarning> {
        let mut warnings = Vec::new();
        for (check, values) in self.written_accepts() {
            CriteriaWarning::add_accepted(&check, values, &mut warnings);
        }
        for (flow, checks) in self.written_requires() {
            CriteriaWarning::add_flow(flow, checks, self, &mut warnings);
        }
        if let Some(checks) = self.written_api_requires() {
            let contract = Contract::Api;
            CriteriaWarning::add_required(API_REQUIRES, contract, checks, self, &mut warnings);
        }
        for name in self.ignored() {
            if !is_member(name) {
                warnings.push(CriteriaWarning::not_a_name(IGNORES, name));
            } else if nearest(unversioned(name), Check::KNOWN).is_some() {
                let name = name.into();
                warnings.push(CriteriaWarning::NearlyACheck { name });
            }
        }
        warnings
    }
}

impl CriteriaWarning {
    /// The known name that was probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<&'static str> {
        match self {
            Self::UnknownFlow { flow } => nearest(flow.as_str(), Flow::KNOWN),
            Self::UnknownCheck { check, .. } => nearest(check.as_str(), Check::KNOWN),
            Self::OtherContract { check, .. } => {
                let is_other = |known: &&Check| known.contract() != check.contract();
                let name = check.as_str();
                let name = name.strip_suffix("Result").unwrap_or(name);
                nearest(name, Check::KNOWN.iter().filter(is_other))
            }
            Self::NearlyACheck { name } => nearest(unversioned(name), Check::KNOWN),
            Self::UnknownValue { check, value } => {
                nearest(value, check.values().iter().map(|(known, _)| *known))
            }
            _ => None,
        }
    }

    /// What was probably meant, unless criteria may not accept it.
    fn meant_value(&self) -> String {
        match (self, self.suggestion()) {
            (Self::UnknownValue { check, .. }, Some(known))
                if Rule::check_accepted(check, known).is_err() =>
            {
                format!("; it is nearly `{known}`, which never passes")
            }
            _ => self.did_you_mean(),
        }
    }

    fn did_you_mean(&self) -> String {
        let known = self.suggestion();
        known.map_or_else(String::new, |known| format!("; did you mean `{known}`?"))
    }

    fn add_accepted(check: &Check, values: &BTreeSet<Box<str>>, warnings: &mut Vec<Self>) {
        if !check.is_known() {
            warnings.push(Self::unknown_check("accepts", check));
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

    fn add_flow(flow: &Flow, checks: &[Check], criteria: &Criteria, warnings: &mut Vec<Self>) {
        if !flow.is_known() {
            warnings.push(Self::UnknownFlow { flow: flow.clone() });
        }
        let place = format!("requires.{flow}");
        Self::add_required(&place, Contract::WebSdk, checks, criteria, warnings);
        let documented = documented_checks(flow).unwrap_or_default().iter();
        let missing = documented.filter(|check| !checks.contains(check));
        let missing: Vec<_> = missing.cloned().collect();
        if !missing.is_empty() {
            let flow = flow.clone();
            warnings.push(Self::WeakerThanDocumented { flow, missing });
        }
    }

    fn add_required(
        place: &str,
        contract: Contract,
        checks: &[Check],
        criteria: &Criteria,
        warnings: &mut Vec<Self>,
    ) {
        if checks.iter().all(Check::is_alert) {
            let place = place.into();
            warnings.push(Self::OnlyAlerts { place });
        }
        for check in checks {
            match check.contract() {
                None => warnings.push(Self::unknown_check(place, check)),
                Some(other) if other != contract => {
                    let (place, check) = (place.into(), check.clone());
                    warnings.push(Self::OtherContract { place, check });
                }
                Some(_) => {}
            }
            if criteria.accepted(check).next().is_none() {
                let (place, check) = (place.into(), check.clone());
                warnings.push(Self::NeverPasses { place, check });
            }
        }
    }

    fn unknown_check(place: &str, check: &Check) -> Self {
        if !is_plain_name(check.as_str()) {
            return Self::not_a_name(place, check.as_str());
        }
        let (place, check) = (place.into(), check.clone());
        Self::UnknownCheck { place, check }
    }

    fn not_a_name(place: &str, name: &str) -> Self {
        let (place, name) = (place.into(), name.into());
        Self::NotAName { place, name }
    }
}

/// Whether an entry of `ignores` looks like the name of a member, or like an object and a name.
fn is_member(entry: &str) -> bool {
    match entry.split_once('.') {
        Some((object, name)) => is_plain_name(object) && is_plain_name(name),
        None => is_plain_name(entry),
    }
}

fn expected_name(place: &str) -> &'static str {
    match place {
        IGNORES => "one name, or an object and a name",
        _ => "the name of the check alone",
    }
}

fn escaped(name: &impl AsRef<str>) -> EscapeDebug<'_> {
    name.as_ref().escape_debug()
}

fn in_words(checks: &[Check]) -> String {
    let names: Vec<String> = checks.iter().map(|check| format!("`{check}`")).collect();
    names.join(" and ")
}
