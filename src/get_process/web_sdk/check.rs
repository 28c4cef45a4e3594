//! The checks of a process, and what they answered.

use core::fmt;

use super::values::{AuthenticationResult, LivenessResult, TrustResult};
use crate::wire::redact::Length;
use crate::wire::vocabulary::open_enum;

open_enum! {
    /// A check of a process, by the name of its member in `authenticationInfo`.
    ///
    /// The known ones are the members `...Result` of the published examples and of the `OpenAPI` document that hold a
    /// word. A check that this version does not know is named in [`Criteria`](super::Criteria) all the same:
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::Check;
    ///
    /// assert_eq!(Check::from("livenessResult"), Check::Liveness);
    /// assert!(!Check::from("deepfakeResult").is_known());
    /// ```
    pub enum Check {
        /// Whether a living person was in front of the camera.
        Liveness = "livenessResult",
        /// Whether the face is that of the holder of the document number (identity verification).
        Authentication = "authenticationResult",
        /// Whether the face is that of the reference process; that the member is this comparison is inferred.
        BioToken = "bioTokenEngineResult",
        /// How a smart revalidation ended.
        SmartRevalidation = "smartRevalidationResult",
        /// How an age verification ended.
        Age = "idAgeResult",
        /// Whether there is an alert about the person.
        IdentityFraudsters = "identityFraudstersResult",
        /// Whether there is an alert; an older member.
        Trust = "trustResult",
        /// Whether the face is known with another document number (inferred); an older member.
        FaceWithOtherId = "faceWithOtherIdResult",
        /// Whether there is an alert; an older member.
        RiskLevel = "riskLevelResult",
        /// Whether there is an alert (inferred); an older member.
        Frictionless = "frictionlessResult",
        _ => Unknown(UnknownCheck),
    }
}

impl Check {
    /// Whether the check is an alert: no flow requires it by default, and its answer always counts.
    #[must_use]
    pub const fn is_alert(&self) -> bool {
        matches!(
            self,
            Self::IdentityFraudsters
                | Self::Trust
                | Self::FaceWithOtherId
                | Self::RiskLevel
                | Self::Frictionless
        )
    }

    /// The documented word that is a yes; of an alert, that there is none.
    pub(super) const fn yes(&self) -> Option<&'static str> {
        match self {
            Self::Liveness => LivenessResult::Live.known_str(),
            Self::Authentication => AuthenticationResult::Positive.known_str(),
            Self::IdentityFraudsters | Self::Trust | Self::FaceWithOtherId | Self::RiskLevel => {
                TrustResult::Inconclusive.known_str()
            }
            Self::BioToken
            | Self::SmartRevalidation
            | Self::Age
            | Self::Frictionless
            | Self::Unknown(_) => None,
        }
    }

    /// What a word means as an answer of this check; `None` if this version does not know it.
    pub(super) fn meaning(&self, word: &str) -> Option<Meaning> {
        if self.yes() == Some(word) {
            return Some(Meaning::Yes);
        }
        match self {
            Self::Liveness => match LivenessResult::known(word)? {
                LivenessResult::NotLive => Some(Meaning::No),
                _ => None,
            },
            Self::Authentication => match AuthenticationResult::known(word)? {
                AuthenticationResult::Inconclusive => Some(Meaning::Inconclusive),
                AuthenticationResult::Negative => Some(Meaning::No),
                _ => None,
            },
            Self::IdentityFraudsters | Self::Trust | Self::FaceWithOtherId | Self::RiskLevel => {
                match TrustResult::known(word)? {
                    TrustResult::Yes => Some(Meaning::Alert),
                    _ => None,
                }
            }
            Self::BioToken
            | Self::SmartRevalidation
            | Self::Age
            | Self::Frictionless
            | Self::Unknown(_) => None,
        }
    }
}

/// Whether a documented word means no, or an alert, as an answer of any check.
pub(super) fn means_no(word: &str) -> bool {
    let means_no =
        |check: &Check| matches!(check.meaning(word), Some(Meaning::No | Meaning::Alert));
    Check::KNOWN.iter().any(means_no)
}

/// What a documented word means as an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Yes; of an alert, that there is none.
    Yes,
    /// There is no evidence either way.
    Inconclusive,
    /// There is an alert.
    Alert,
    /// No.
    No,
}

/// What one check answered.
///
/// A check that is absent, `null`, `""` or `..._UNSPECIFIED` did not answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Answer<'a> {
    name: &'a str,
    word: Option<&'a str>,
}

impl<'a> Answer<'a> {
    pub(super) const fn new(name: &'a str, word: Option<&'a str>) -> Self {
        Self { name, word }
    }

    /// The check. An unknown one is a member of an `extra`, or inside one.
    #[must_use]
    pub fn check(&self) -> Check {
        self.name.into()
    }

    /// The word that it answered; `None` if the value of an unknown check is not a string.
    #[must_use]
    pub fn word(&self) -> Option<&'a str> {
        self.word
    }

    pub(super) const fn name(&self) -> &'a str {
        self.name
    }

    /// What the word means; `None` if this version does not know it.
    pub(super) fn meaning(&self) -> Option<Meaning> {
        Check::known(self.name)?.meaning(self.word?)
    }
}

impl fmt::Debug for Answer<'_> {
    /// Shows known names and words; any other appears as its length.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Check::known(self.name) {
            Some(check) => f.write_str(check.as_str())?,
            None => write!(f, "{:?}", Length(self.name))?,
        }
        match self.word {
            Some(word) if self.meaning().is_some() => write!(f, ": {word}"),
            Some(word) => write!(f, ": {:?}", Length(word)),
            None => f.write_str(": <JSON>"),
        }
    }
}
