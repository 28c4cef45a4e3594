//! The checks of both contracts, and what their values mean.

#[cfg(all(feature = "testing", feature = "proptest1"))]
use alloc::{format, string::String};

use super::contract::Contract;
use crate::wire::redact::{is_in_capitals, is_in_lower_case, is_short, is_short_integer};
use crate::wire::vocabulary::open_enum;

open_enum! {
    /// A check of a process, named after its member on the wire.
    ///
    /// A check asks one question (`livenessResult`: was a living person in front of the camera?) or raises an alert
    /// (`identityFraudstersResult`). The two contracts use different names, so one vocabulary contains them all. Even a
    /// check that this version does not know can be named in [`Criteria`](super::Criteria):
    ///
    /// ```
    /// use idcloud_types::get_process::{Check, CheckKind, Contract};
    ///
    /// assert_eq!(Check::from("livenessResult"), Check::LivenessResult);
    /// assert_eq!(Check::IdentityFraudsters.kind(), Some(CheckKind::Alert));
    /// assert_eq!(Check::IdentityFraudsters.contract(), Some(Contract::Api));
    /// assert!(!Check::from("tomorrowResult").is_known());
    /// ```
    ///
    /// # What the values mean
    ///
    #[doc = include_str!("check.md")]
    pub enum Check {
        /// Web & SDK: whether a living person was in front of the camera.
        LivenessResult = "livenessResult",
        /// Web & SDK, identity verification: whether the face belongs to the holder of the document number.
        AuthenticationResult = "authenticationResult",
        /// Web & SDK: whether the face matches the reference process (inferred).
        BioTokenEngineResult = "bioTokenEngineResult",
        /// Web & SDK: the result of a smart revalidation.
        SmartRevalidationResult = "smartRevalidationResult",
        /// Web & SDK: the result of an age verification.
        IdAgeResult = "idAgeResult",
        /// Web & SDK, alert: whether the person is known for identity fraud.
        IdentityFraudstersResult = "identityFraudstersResult",
        /// Web & SDK, alert: an older member.
        TrustResult = "trustResult",
        /// Web & SDK, alert: whether the face has been used with another document number (inferred); an older member.
        FaceWithOtherIdResult = "faceWithOtherIdResult",
        /// Web & SDK, alert: an older member.
        RiskLevelResult = "riskLevelResult",
        /// Web & SDK, alert (inferred): an older member.
        FrictionlessResult = "frictionlessResult",
        /// API, identity verification: whether the face belongs to the holder of the document number.
        UnicoId = "unicoId",
        /// API: whether a living person was in front of the camera.
        Liveness = "liveness",
        /// API: the overall verdict on the checks.
        IdCloud = "idCloud",
        /// API: whether the face matches the reference; an older member.
        FaceMatch = "faceMatch",
        /// API, silent authentication: whether the device was validated without a capture.
        SilentAuth = "silentAuth",
        /// API: whether the face belongs to a known person.
        IdFace = "idFace",
        /// API, alert: whether the person has committed identity fraud.
        IdentityFraudsters = "identityFraudsters",
        /// API, alert: whether the face has been used with another person's document; an older member.
        FaceWithOtherId = "faceWithOtherId",
        /// API, alert: whether the face and the document can be trusted together; an older member, deprecated.
        Trust = "trust",
        _ => Unknown(UnknownCheck),
    }
}

/// Whether a check asks a question or raises an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum CheckKind {
    /// A question that a flow can require.
    Question,
    /// An alert. No flow requires one by default, but every alert that has a result affects the outcome.
    Alert,
}

/// What a documented value means as the result of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Meaning {
    /// The check passes; an alert with this value is not raised.
    Passes,
    /// The check found no evidence either way.
    Inconclusive,
    /// The check fails.
    Fails,
    /// The alert is raised.
    Alert,
}

/// What this version knows about a check.
pub(crate) struct Row {
    contract: Contract,
    kind: CheckKind,
    /// The prefix that its values share; empty if they share none.
    pub(crate) prefix: &'static str,
    values: &'static [(&'static str, Meaning)],
    /// Other forms, in capitals and without the prefix, that fail or raise the alert.
    pub(crate) short: &'static [&'static str],
    /// The value that means "no result" for this check, besides those that mean it for every check.
    pub(crate) no_result: Option<&'static str>,
}

/// A question of the Web & SDK contract.
const QUESTION: Row = Row {
    contract: Contract::WebSdk,
    kind: CheckKind::Question,
    prefix: "",
    values: &[],
    short: NO,
    no_result: None,
};
/// An alert of the Web & SDK contract.
const ALERT: Row = Row {
    kind: CheckKind::Alert,
    prefix: "TRUST_RESULT",
    values: &[
        ("TRUST_RESULT_INCONCLUSIVE", Meaning::Passes),
        ("TRUST_RESULT_YES", Meaning::Alert),
    ],
    short: YES,
    ..QUESTION
};
/// A question of the API contract.
const API: Row = Row {
    contract: Contract::Api,
    short: &[],
    ..QUESTION
};
/// An alert of the API contract.
const API_ALERT: Row = Row {
    kind: CheckKind::Alert,
    ..API
};

/// The short forms of a value that fails.
const NO: &[&str] = &["NO", "NEGATIVE", "NOT_LIVE"];
/// The short forms of an alert that is raised.
const YES: &[&str] = &["YES", "SUSPICIOUS"];

impl Check {
    /// One row per check: `check.md` documents the same.
    pub(crate) const fn row(&self) -> Option<Row> {
        use Meaning::{Alert, Fails, Inconclusive, Passes};

        Some(match self {
            Self::LivenessResult => Row {
                prefix: "LIVENESS_RESULT",
                values: &[
                    ("LIVENESS_RESULT_LIVE", Passes),
                    ("LIVENESS_RESULT_NOT_LIVE", Fails),
                ],
                ..QUESTION
            },
            Self::AuthenticationResult => Row {
                prefix: "AUTHENTICATION_RESULT",
                values: &[
                    ("AUTHENTICATION_RESULT_POSITIVE", Passes),
                    ("AUTHENTICATION_RESULT_INCONCLUSIVE", Inconclusive),
                    ("AUTHENTICATION_RESULT_NEGATIVE", Fails),
                ],
                ..QUESTION
            },
            Self::BioTokenEngineResult => Row {
                prefix: "BIO_TOKEN_ENGINE_RESULT",
                ..QUESTION
            },
            Self::SmartRevalidationResult => Row {
                prefix: "SMART_REVALIDATION_RESULT",
                ..QUESTION
            },
            Self::IdAgeResult => Row {
                prefix: "ID_AGE_RESULT",
                ..QUESTION
            },
            Self::IdentityFraudstersResult
            | Self::TrustResult
            | Self::FaceWithOtherIdResult
            | Self::RiskLevelResult => ALERT,
            Self::FrictionlessResult => Row {
                prefix: "FRICTIONLESS_RESULT",
                values: &[],
                short: &[],
                ..ALERT
            },
            Self::UnicoId => Row {
                values: &[
                    ("yes", Passes),
                    ("inconclusive", Inconclusive),
                    ("no", Fails),
                ],
                short: NO,
                ..API
            },
            Self::Liveness => Row {
                values: &[("1", Passes), ("0", Inconclusive), ("2", Fails)],
                short: NO,
                ..API
            },
            Self::IdCloud => Row {
                values: &[
                    ("approved", Passes),
                    ("inconclusive", Inconclusive),
                    ("retry", Inconclusive),
                    ("denied", Fails),
                    ("reproved", Fails),
                    ("critical-risk", Alert),
                    ("high-risk", Alert),
                    ("risk-critical", Alert),
                    ("risk-high", Alert),
                ],
                ..API
            },
            Self::FaceMatch => Row {
                values: &[("1", Passes), ("2", Fails)],
                short: NO,
                no_result: Some("0"),
                ..API
            },
            Self::SilentAuth => Row {
                values: &[
                    ("yes", Passes),
                    ("inconclusive", Inconclusive),
                    ("no", Inconclusive),
                ],
                ..API
            },
            Self::IdFace => Row {
                values: &[("FOUND", Inconclusive), ("NOT_FOUND", Inconclusive)],
                ..API
            },
            Self::IdentityFraudsters | Self::FaceWithOtherId => Row {
                values: &[("inconclusive", Passes), ("yes", Alert)],
                short: YES,
                ..API_ALERT
            },
            Self::Trust => Row {
                values: &[("inconclusive", Passes), ("no", Alert)],
                ..API_ALERT
            },
            Self::Unknown(_) => return None,
        })
    }

    /// Whether the check asks a question or raises an alert; `None` for an unknown check.
    #[must_use]
    pub const fn kind(&self) -> Option<CheckKind> {
        match self.row() {
            Some(row) => Some(row.kind),
            None => None,
        }
    }

    /// The contract that the check belongs to; `None` for an unknown check.
    #[must_use]
    pub const fn contract(&self) -> Option<Contract> {
        match self.row() {
            Some(row) => Some(row.contract),
            None => None,
        }
    }

    /// Whether the check is an alert; `false` for an unknown check.
    #[must_use]
    pub fn is_alert(&self) -> bool {
        self.kind() == Some(CheckKind::Alert)
    }

    /// The documented values and their meanings; empty for an unknown check.
    ///
    /// ```
    /// use idcloud_types::get_process::{Check, Meaning};
    ///
    /// assert_eq!(Check::UnicoId.values()[0], ("yes", Meaning::Passes));
    /// ```
    #[must_use]
    pub fn values(&self) -> &'static [(&'static str, Meaning)] {
        self.row().map_or(&[], |row| row.values)
    }

    /// The check of a member with this name, ignoring case and surrounding spaces: a known one, or an unknown one as it
    /// is written.
    pub(super) fn named(name: &str) -> Self {
        Self::known_in_any_case(name)
            .cloned()
            .unwrap_or_else(|| name.trim().into())
    }

    pub(super) fn known_in_any_case(name: &str) -> Option<&'static Self> {
        let mut known = Self::KNOWN.iter();
        known.find(|check| check.as_str().eq_ignore_ascii_case(name.trim()))
    }

    /// What a value means as the result of this check; `None` if this version does not know it.
    ///
    /// A value passes only exactly as documented. It fails, or raises the alert, in upper or lower case and in its
    /// short forms too.
    pub(super) fn meaning(&self, value: &str) -> Option<Meaning> {
        let row = self.row()?;
        let exact = row.values.iter().find(|(known, _)| *known == value);
        if let Some((_, meaning)) = exact {
            return Some(*meaning);
        }
        let bad = match row.kind {
            CheckKind::Question => Meaning::Fails,
            CheckKind::Alert => Meaning::Alert,
        };
        let short = short_form(value);
        let known = row.values.iter().find(|(known, meaning)| {
            matches!(meaning, Meaning::Fails | Meaning::Alert)
                && short_form(known).eq_ignore_ascii_case(short)
        });
        let is_short = || row.short.iter().any(|bad| bad.eq_ignore_ascii_case(short));
        known
            .map(|(_, meaning)| *meaning)
            .or_else(|| is_short().then_some(bad))
    }

    /// Whether a string means that the check has no result. Used by reading and by configuration.
    pub(super) fn is_no_result(&self, value: &str) -> bool {
        let row = self.row();
        is_unspecified(value, row.as_ref().map(|row| row.prefix))
            || row.is_some_and(|row| row.no_result == Some(value))
    }

    /// The value with which the platform reports that the check has no result.
    #[cfg(all(feature = "testing", feature = "proptest1"))]
    pub(crate) fn unspecified(&self) -> String {
        match self.row() {
            Some(Row {
                no_result: Some(value),
                ..
            }) => value.into(),
            Some(Row { prefix, .. }) if !prefix.is_empty() => format!("{prefix}_UNSPECIFIED"),
            _ => String::new(),
        }
    }

    /// Whether a log may show a value of this check.
    pub(super) fn shows(&self, value: &str) -> bool {
        let has_prefix = || match self.row() {
            Some(row) => {
                !row.prefix.is_empty()
                    && value
                        .strip_prefix(row.prefix)
                        .is_some_and(|rest| rest.starts_with('_'))
            }
            None => value.contains("_RESULT_"),
        };
        let is_known = || self.values().iter().any(|(known, _)| *known == value);
        // A short form is one of a few, but anything may stand before `_RESULT_`.
        let is_short_form = || !contains_result(value) && self.meaning(value).is_some();
        is_short(value)
            && (is_known()
                || is_short_form()
                || is_in_lower_case(value)
                || (is_in_capitals(value) && has_prefix())
                || is_short_integer(value))
    }
}

/// Whether a string means that there is no value, ignoring case: `""`, `UNSPECIFIED`, the same with the prefix of its
/// vocabulary or, if that is not known, with any `<NAME>_RESULT`, or `TRUST_RESULT_UNSPECIFIE`, which a published
/// example cuts short.
pub(super) fn is_unspecified(value: &str, prefix: Option<&str>) -> bool {
    let Some(start) = strip_end(value, "UNSPECIFIED") else {
        return value.is_empty() || value.eq_ignore_ascii_case("TRUST_RESULT_UNSPECIFIE");
    };
    match (start.strip_suffix('_'), prefix) {
        (None, _) => start.is_empty(),
        (Some(""), _) => false,
        (Some(start), Some(prefix)) => start.eq_ignore_ascii_case(prefix),
        (Some(start), None) => is_result_prefix(start),
    }
}

/// The part of a string before an end, ignoring case.
fn strip_end<'a>(value: &'a str, end: &str) -> Option<&'a str> {
    let (rest, last) = value.split_at_checked(value.len().checked_sub(end.len())?)?;
    last.eq_ignore_ascii_case(end).then_some(rest)
}

/// Whether a string is `<NAME>_RESULT`, with one `RESULT`, ignoring case.
fn is_result_prefix(prefix: &str) -> bool {
    let name = strip_end(prefix, "_RESULT").unwrap_or_default();
    let is_in_name = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    !name.is_empty()
        && name.bytes().all(is_in_name)
        && !name.starts_with('_')
        && !contains_result(name)
        && strip_end(name, "_RESULT").is_none()
}

const RESULT: &str = "_RESULT_";

/// Whether a string contains `_RESULT_`, ignoring case.
pub(super) fn contains_result(value: &str) -> bool {
    short_form(value).len() < value.len()
}

/// The part of a value after its last `_RESULT_`, ignoring case; without one, the value.
fn short_form(value: &str) -> &str {
    let mut windows = value.as_bytes().windows(RESULT.len());
    windows
        .rposition(|part| part.eq_ignore_ascii_case(RESULT.as_bytes()))
        .and_then(|start| value.get(start + RESULT.len()..))
        .unwrap_or(value)
}
