//! The required checks and the accepted values, as configuration.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use serde::de::DeserializeSeed;
use serde::{Deserialize, Deserializer, Serialize};

use super::any_case::AnyCase;
use super::check::{Check, Meaning};
use super::criteria_error::{CriteriaError, Problem, Rule};
use super::criteria_table::Table;
use super::ignored::{check_entry, check_of};
use crate::config::{Cause, NameError, Names, NamesSeed, read_from_table};
use crate::process::Flow;

/// The required checks and the accepted values, as a section of your service's configuration.
///
/// Anything you leave out keeps its [documented default](#defaults). A check, a value of a check or a flow that the
/// platform adds is refused until these criteria allow it, without a deploy: the [`Reason`](super::Reason) for the
/// refusal names the table, the key and the list.
///
/// ```
/// use idcloud_types::get_process::{Check, Criteria};
///
/// let criteria: Criteria = toml::from_str(r#"
///     api_requires = ["liveness"] # the API key has no identity verification
///     ignores = ["ocrResult"] # not a check
///
///     [accepts]
///     bioTokenEngineResult = ["BIO_TOKEN_ENGINE_RESULT_YES"] # made up: ask your account manager
///     tomorrowResult = ["TOMORROW_RESULT_NO"] # a check that this version does not know
///
///     [requires]
///     adaptiveidtoken = ["livenessResult", "bioTokenEngineResult"]
/// "#)?;
/// assert!(criteria.accepts(&Check::BioTokenEngineResult, "BIO_TOKEN_ENGINE_RESULT_YES"));
/// assert!(!Criteria::default().accepts(&Check::BioTokenEngineResult, "BIO_TOKEN_ENGINE_RESULT_YES"));
/// # Ok::<(), toml::de::Error>(())
/// ```
///
/// - `accepts` lists, by check, every value that passes. It replaces the default of that check. Write an integer as a
///   string. A value that is listed for a known check also passes, and satisfies a requirement, if the check is found
///   in another place.
/// - `requires` lists, by flow of the Web & SDK contract, every check that must pass. It replaces the default of that
///   flow.
/// - `api_requires` lists the same for the API contract, whose responses do not name the flow.
/// - `ignores` lists members that look like checks but are not; everything inside them is ignored too. If the name is
///   known elsewhere, write it with the object that contains it: `documents.result`, or `response.result` for the body
///   itself.
///
/// Names of checks and of ignored members are compared ignoring case and surrounding spaces, so that environment
/// variables work; values are compared exactly. Each list may also be one string, `"a, b"`.
///
/// The following are rejected with an error that names the place: a mistyped or repeated key; a blank name; in
/// `accepts`, a value that fails, raises the alert or means that the check has no result; an empty requirement; in
/// `ignores`, the name of a known member, a check in its documented place, `result`, and a name that is accepted or
/// required too. [`warnings`](Self::warnings) lists
/// entries that are allowed but look wrong: log them at start-up.
///
/// # Nest, don't flatten
///
/// Give the criteria a key of their own. With `#[serde(flatten)]`, serde reports errors without their place, and turns
/// every error in a flattened `Option<Criteria>` into `None`.
///
/// ```
/// use idcloud_types::get_process::Criteria;
/// use idcloud_types::webhook::Subscription;
///
/// #[derive(Default, serde::Deserialize)]
/// #[serde(default, deny_unknown_fields)]
/// struct Config {
///     subscription: Subscription,
///     criteria: Criteria,
/// }
///
/// let config: Config = toml::from_str(r#"
///     [subscription]
///     results = ["ok"]
///     [criteria.requires]
///     adaptiveidtoken = ["livenessResult", "bioTokenEngineResult"]
/// "#)?;
/// assert_eq!(config.criteria.required(&"adaptiveidtoken".into()).map(<[_]>::len), Some(2));
///
/// let mistyped = toml::from_str::<Config>(r#"
///     [criteria.require]
///     adaptiveidtoken = ["livenessResult"]
/// "#);
/// assert!(mistyped.is_err());
/// # Ok::<(), toml::de::Error>(())
/// ```
///
/// # Defaults
///
#[doc = include_str!("criteria.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Criteria {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    accepts: BTreeMap<AnyCase<'static>, BTreeSet<Box<str>>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    requires: BTreeMap<Flow, Vec<Check>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_requires: Option<Vec<Check>>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    ignores: BTreeSet<AnyCase<'static>>,
}

/// How [`Criteria`] are read.
#[derive(Default, Deserialize)]
#[serde(remote = "Criteria", default, deny_unknown_fields)]
struct CriteriaFields {
    #[serde(deserialize_with = "read_accepts")]
    accepts: BTreeMap<AnyCase<'static>, BTreeSet<Box<str>>>,
    #[serde(deserialize_with = "read_requires")]
    requires: BTreeMap<Flow, Vec<Check>>,
    #[serde(deserialize_with = "read_api_requires")]
    api_requires: Option<Vec<Check>>,
    #[serde(deserialize_with = "read_ignores")]
    ignores: BTreeSet<AnyCase<'static>>,
}

read_from_table!(
    Criteria,
    CriteriaFields,
    "the criteria, as a table",
    Criteria::check_ignores
);

pub(super) const API_REQUIRES: &str = "api_requires";
pub(super) const IGNORES: &str = "ignores";

const ACCEPTS: Table<AnyCase<'static>, BTreeSet<Box<str>>> = Table {
    name: "accepts",
    key: |check| AnyCase::from(&Check::named(check)).into_owned(),
    list: |check, names| {
        let check = Check::named(check.as_str());
        let values = names.read(|value| Rule::check_accepted(&check, value).map(|()| value.into()));
        Ok(values.map_err(Problem::Name)?.into_iter().collect())
    },
};

const REQUIRES: Table<Flow, Vec<Check>> = Table {
    name: "requires",
    key: |flow| flow.into(),
    list: |_, names| required(names),
};

fn required(names: &Names<'_>) -> Result<Vec<Check>, Problem> {
    let checks = names.read(|check| Ok(Check::named(check)));
    match checks.map_err(Problem::Name)? {
        checks if checks.is_empty() => Err(Problem::List(Rule::Empty)),
        checks => Ok(checks),
    }
}

fn api_requires(names: &Names<'_>) -> Result<Vec<Check>, CriteriaError> {
    required(names).map_err(|problem| CriteriaError::new(API_REQUIRES, None, problem))
}

fn ignores(names: &Names<'_>) -> Result<BTreeSet<AnyCase<'static>>, CriteriaError> {
    let names = names.read(|entry| {
        let parts = entry.rsplit_once('.');
        let entry = parts.map_or_else(
            || entry.into(),
            |(object, name)| [object.trim(), name.trim()].join("."),
        );
        check_entry(&entry).map(|()| AnyCase::new(&entry).into_owned())
    });
    let names = names.map_err(|error| CriteriaError::new(IGNORES, None, Problem::Name(error)))?;
    Ok(names.into_iter().collect())
}

fn read_accepts<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<AnyCase<'static>, BTreeSet<Box<str>>>, D::Error> {
    deserializer.deserialize_map(&ACCEPTS)
}

fn read_requires<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<Flow, Vec<Check>>, D::Error> {
    deserializer.deserialize_map(&REQUIRES)
}

fn read_api_requires<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<Check>>, D::Error> {
    NamesSeed(api_requires).deserialize(deserializer).map(Some)
}

fn read_ignores<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeSet<AnyCase<'static>>, D::Error> {
    NamesSeed(ignores).deserialize(deserializer)
}

impl Criteria {
    /// The documented defaults.
    pub(crate) const DEFAULT: &'static Self = &Self {
        accepts: BTreeMap::new(),
        requires: BTreeMap::new(),
        api_requires: None,
        ignores: BTreeSet::new(),
    };

    /// Accepts only these values of a check.
    ///
    /// ```
    /// use idcloud_types::get_process::{Check, Criteria};
    ///
    /// let criteria = Criteria::default()
    ///     .accept(Check::BioTokenEngineResult, ["BIO_TOKEN_ENGINE_RESULT_YES"])?
    ///     .require("adaptiveidtoken", ["livenessResult", "bioTokenEngineResult"])?
    ///     .require_api(["liveness"])?
    ///     .ignore(["ocrResult"])?;
    /// assert!(criteria.accepts(&Check::BioTokenEngineResult, "BIO_TOKEN_ENGINE_RESULT_YES"));
    /// # Ok::<(), idcloud_types::get_process::CriteriaError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CriteriaError`] when the name of the check or a value is blank, the check is ignored, or a value fails, raises
    /// the alert or means that the check has no result.
    pub fn accept<V: AsRef<str>>(
        mut self,
        check: impl AsRef<str>,
        values: impl IntoIterator<Item = V>,
    ) -> Result<Self, CriteriaError> {
        ACCEPTS.insert(&mut self.accepts, check.as_ref(), &Names::array(values))?;
        self.check_ignores()?;
        Ok(self)
    }

    /// Requires only these checks for a flow of the Web & SDK contract.
    ///
    /// # Errors
    ///
    /// [`CriteriaError`] when there is no check, the name of the flow or of a check is blank, or a check is ignored.
    pub fn require<C: AsRef<str>>(
        mut self,
        flow: impl AsRef<str>,
        checks: impl IntoIterator<Item = C>,
    ) -> Result<Self, CriteriaError> {
        REQUIRES.insert(&mut self.requires, flow.as_ref(), &Names::array(checks))?;
        self.check_ignores()?;
        Ok(self)
    }

    /// Requires only these checks for the API contract.
    ///
    /// # Errors
    ///
    /// [`CriteriaError`] when there is no check, the name of a check is blank, or a check is ignored.
    pub fn require_api<C: AsRef<str>>(
        mut self,
        checks: impl IntoIterator<Item = C>,
    ) -> Result<Self, CriteriaError> {
        self.api_requires = Some(api_requires(&Names::array(checks))?);
        self.check_ignores()?;
        Ok(self)
    }

    /// Ignores only these members, and everything inside them.
    ///
    /// # Errors
    ///
    /// [`CriteriaError`] when a name is blank, is known, is `result`, or names a check that is accepted or required.
    pub fn ignore<N: AsRef<str>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, CriteriaError> {
        self.ignores = ignores(&Names::array(names))?;
        self.check_ignores()?;
        Ok(self)
    }

    /// Whether this value passes when the check is in its documented place.
    #[must_use]
    pub fn accepts(&self, check: &Check, value: &str) -> bool {
        match self.written_values(check) {
            Some(values) => values.contains(value),
            None => check.meaning(value) == Some(Meaning::Passes),
        }
    }

    /// The accepted values of the check: the configured ones or, by default, the documented ones.
    pub fn accepted(&self, check: &Check) -> impl Iterator<Item = &str> {
        let written = self.written_values(check);
        let documented = check.values().iter().filter(move |_| written.is_none());
        let passing = documented.filter(|(_, meaning)| *meaning == Meaning::Passes);
        let written = written.into_iter().flatten().map(AsRef::as_ref);
        written.chain(passing.map(|(value, _)| *value))
    }

    /// The checks that a flow of the Web & SDK contract requires; `None` if they are unknown, in which case no process
    /// of the flow is verified.
    #[must_use]
    pub fn required(&self, flow: &Flow) -> Option<&[Check]> {
        match self.requires.get(flow) {
            Some(checks) => Some(checks),
            None => documented_checks(flow),
        }
    }

    /// The checks that the API contract requires.
    #[must_use]
    pub fn api_required(&self) -> &[Check] {
        self.api_requires.as_deref().unwrap_or(&[Check::UnicoId])
    }

    /// The ignored members, as they are written in the configuration.
    pub fn ignored(&self) -> impl Iterator<Item = &str> {
        self.ignores.iter().map(AnyCase::as_str)
    }

    pub(super) fn written_accepts(&self) -> impl Iterator<Item = (Check, &BTreeSet<Box<str>>)> {
        let accepts = self.accepts.iter();
        accepts.map(|(check, values)| (Check::named(check.as_str()), values))
    }

    pub(crate) fn written_requires(&self) -> &BTreeMap<Flow, Vec<Check>> {
        &self.requires
    }

    pub(super) fn written_api_requires(&self) -> Option<&[Check]> {
        self.api_requires.as_deref()
    }

    /// The configured values of the check, without the defaults.
    pub(super) fn written_values(&self, check: &Check) -> Option<&BTreeSet<Box<str>>> {
        // Owned, because a borrowed key would tie the lifetime of the values to that of the check.
        self.accepts.get(&AnyCase::from(check).into_owned())
    }

    /// Whether `ignores` contains an entry.
    pub(super) fn ignores(&self, entry: &str) -> bool {
        self.ignores.contains(&AnyCase::new(entry))
    }

    /// The members that `ignores` names together with this object.
    pub(super) fn ignored_in(&self, object: &str) -> BTreeSet<AnyCase<'_>> {
        if self.ignores.is_empty() {
            return BTreeSet::new();
        }
        let start = [object, "."].concat();
        let start = AnyCase::new(&start).into_owned();
        let length = start.as_str().len();
        let entries = self.ignores.range(start.clone()..);
        let names = entries.map_while(|entry| {
            let (object, name) = entry.as_str().split_at_checked(length)?;
            (AnyCase::new(object) == start).then_some(name)
        });
        names.map(AnyCase::new).collect()
    }

    /// The checks that are named anywhere in these criteria.
    pub(super) fn named(&self) -> BTreeSet<AnyCase<'_>> {
        let required = self.requires.values().chain(&self.api_requires).flatten();
        let accepted = self.accepts.keys().cloned();
        accepted.chain(required.map(AnyCase::from)).collect()
    }

    /// Checks that no ignored member is accepted or required too.
    fn check_ignores(&self) -> Result<(), CriteriaError> {
        let named = self.named();
        let is_used =
            |entry: &str| check_of(entry).is_some_and(|check| named.contains(&AnyCase::new(check)));
        match self.ignored().zip(1..).find(|(entry, _)| is_used(entry)) {
            None => Ok(()),
            Some((name, entry)) => {
                let (name, rule) = (name.into(), Rule::Used);
                let cause = Cause::Rule { name, rule };
                let error = NameError { entry, cause };
                Err(CriteriaError::new(IGNORES, None, Problem::Name(error)))
            }
        }
    }
}

/// The checks of a flow, as `criteria.md` documents them.
pub(super) fn documented_checks(flow: &Flow) -> Option<&'static [Check]> {
    Some(match flow {
        Flow::IdLive | Flow::IdLiveTrust => &[Check::LivenessResult],
        Flow::Id
        | Flow::IdTrust
        | Flow::IdTrustDocs
        | Flow::IdTrustSign
        | Flow::IdTrustDocsSign
        | Flow::IdCheck
        | Flow::IdDocs
        | Flow::IdSign
        | Flow::IdDocsSign
        | Flow::IdCheckTrust
        | Flow::IdCheckTrustDocs
        | Flow::IdCheckTrustSign
        | Flow::IdCheckTrustDocsSign
        | Flow::IdCheckSerpro
        | Flow::IdCheckSerproDocs
        | Flow::IdCheckSerproDocsSign
        | Flow::IdUnicoDocs
        | Flow::IdUnicoSign
        | Flow::IdUnicoDocsSign
        | Flow::IdUnicoSerproDocsSign => &[Check::LivenessResult, Check::AuthenticationResult],
        Flow::IdToken | Flow::IdTokenTrust | Flow::IdTokenSign => {
            &[Check::LivenessResult, Check::BioTokenEngineResult]
        }
        Flow::IdAge => &[
            Check::LivenessResult,
            Check::AuthenticationResult,
            Check::IdAgeResult,
        ],
        Flow::IdAgeDocumentless => &[Check::LivenessResult, Check::IdAgeResult],
        Flow::IdSmart => &[Check::SmartRevalidationResult],
        Flow::CreditoConsignado
        | Flow::IdFace
        | Flow::IdOnboarding
        | Flow::IdTransactional
        | Flow::Unknown(_) => return None,
    })
}
