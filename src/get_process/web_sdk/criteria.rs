//! What counts as a yes, as configuration.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::check::{Answer, Check, Meaning};
use super::invalid_criteria::{InvalidCriteria, Problem, check_named, problem_of_word};
use crate::config::{Keys, nearest};
use crate::get_process::answer::{Member, hear};
use crate::process::Flow;

/// What counts as a yes: a section of the service's configuration.
///
/// Everything that is not written is as [documented](#defaults); a mistyped key is an error, so that it fails at start-up
/// and not in silence. A word without a documented meaning is no yes until the criteria accept it: a service that learns
/// one adds it in two lines, without a deploy, as [`Subscription`](crate::webhook::Subscription) does for the payloads
/// that an endpoint reacts to. Ask with [`Process::outcome_by`](super::Process::outcome_by) and
/// [`verified_by`](super::Process::verified_by), and test yours with the answers of the module `testing`.
///
/// ```
/// use idcloud_types::get_process::web_sdk::{Check, Criteria};
///
/// let criteria: Criteria = toml::from_str(r#"
///     [accepts]
///     bioTokenEngineResult = ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"] # from the account manager
///     deepfakeResult = ["DEEPFAKE_RESULT_NO"] # a check that this version does not know
/// "#)?;
/// assert!(criteria.accepts(&Check::BioToken, "BIO_TOKEN_ENGINE_RESULT_POSITIVE"));
/// assert!(!Criteria::default().accepts(&Check::BioToken, "BIO_TOKEN_ENGINE_RESULT_POSITIVE"));
/// # Ok::<(), toml::de::Error>(())
/// ```
///
/// - `accepts` names, for a check, every word that is a yes. It replaces the default of that check. An empty list
///   accepts nothing.
/// - `requires` names, for a flow, every check that must have answered with a yes. It replaces the default of that flow,
///   and may not be empty: silence is never a yes.
///
/// Names and words are those on the wire, known or not; spaces around them do not count. A member without a field that
/// is named here is a check, whatever its name and its place; one that is required must be in `authenticationInfo`.
/// Where it holds an object, that object's `result` is its word.
///
/// A blank name or word is an error. So is a word that means no, or nothing (`..._UNSPECIFIED`), among those that are
/// accepted; a key that is repeated; and the name of a member of `authenticationInfo` that holds no word.
///
/// # Nest, don't flatten
///
/// Give the criteria a key of their own in the service's configuration. With `#[serde(flatten)]` every other key that
/// your type does not name is an error without its place in the file; and of a flattened `Option<Criteria>`, serde takes
/// every error for `None`.
///
/// ```
/// use idcloud_types::get_process::web_sdk::Criteria;
/// use idcloud_types::webhook::Subscription;
///
/// #[derive(serde::Deserialize)]
/// struct Config {
///     #[serde(default)]
///     subscription: Subscription,
///     #[serde(default)]
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
#[doc = include_str!("criteria.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteria {
    accepts: BTreeMap<Check, BTreeSet<Box<str>>>,
    requires: BTreeMap<Flow, Vec<Check>>,
}

const ACCEPTS: &str = "accepts";
const REQUIRES: &str = "requires";

/// What an answer is worth by the criteria.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    /// A yes.
    Yes,
    /// Neither a yes nor a no: inconclusive, or an alert.
    Open,
    /// A no, or an answer that can't be read.
    Refused,
}

impl Criteria {
    /// The documented defaults.
    pub(super) const DEFAULT: &'static Self = &Self {
        accepts: BTreeMap::new(),
        requires: BTreeMap::new(),
    };

    /// Accepts these words, and no others, as a yes of the check.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::{Check, Criteria};
    ///
    /// let criteria = Criteria::default()
    ///     .accept(Check::BioToken, ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"])?
    ///     .require("adaptiveidtoken", [Check::Liveness, Check::BioToken])?;
    /// assert!(criteria.accepts(&Check::BioToken, "BIO_TOKEN_ENGINE_RESULT_POSITIVE"));
    /// # Ok::<(), idcloud_types::get_process::web_sdk::InvalidCriteria>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidCriteria`] when the name of the check is blank or that of a member of `authenticationInfo` that holds no
    /// word, or a word is blank, means no, or means nothing.
    pub fn accept<W: AsRef<str>>(
        mut self,
        check: impl Into<Check>,
        words: impl IntoIterator<Item = W>,
    ) -> Result<Self, InvalidCriteria> {
        let check = check.into();
        let key = check.as_str();
        let check = check_named(key).map_err(|problem| problem.at(ACCEPTS, key, None))?;
        let mut accepted = BTreeSet::new();
        for word in words {
            let word = word.as_ref().trim();
            if let Some(problem) = problem_of_word(&check, word) {
                return Err(problem.at(ACCEPTS, key, Some(word)));
            }
            accepted.insert(word.into());
        }
        self.accepts.insert(check, accepted);
        Ok(self)
    }

    /// Requires a yes of these checks, and of no others, for the flow.
    ///
    /// # Errors
    ///
    /// [`InvalidCriteria`] when there is no check, the flow is blank, or the name of a check is blank or that of a member
    /// of `authenticationInfo` that holds no word.
    pub fn require<C: Into<Check>>(
        mut self,
        flow: impl Into<Flow>,
        checks: impl IntoIterator<Item = C>,
    ) -> Result<Self, InvalidCriteria> {
        let flow = flow.into();
        let key = flow.as_str();
        if key.trim().is_empty() {
            return Err(Problem::Blank.at(REQUIRES, key, None));
        }
        let mut required = Vec::new();
        for check in checks {
            let check = check.into();
            let check = check_named(check.as_str())
                .map_err(|problem| problem.at(REQUIRES, key, Some(check.as_str())))?;
            if !required.contains(&check) {
                required.push(check);
            }
        }
        if required.is_empty() {
            return Err(Problem::Empty.at(REQUIRES, key, None));
        }
        self.requires.insert(key.trim().into(), required);
        Ok(self)
    }

    /// Whether the word is a yes of the check.
    #[must_use]
    pub fn accepts(&self, check: &Check, word: &str) -> bool {
        self.weigh(Answer::new(check.as_str(), Some(word))) == Worth::Yes
    }

    /// The words that are a yes of the check.
    pub fn accepted(&self, check: &Check) -> impl Iterator<Item = &str> {
        let own = self.accepts.get(check);
        let default = check.yes().filter(|_| own.is_none());
        own.into_iter().flatten().map(AsRef::as_ref).chain(default)
    }

    /// The checks that a flow requires; `None` if that is not known, and then no process of it is verified.
    #[must_use]
    pub fn required(&self, flow: &Flow) -> Option<&[Check]> {
        match self.requires.get(flow) {
            Some(checks) => Some(checks),
            None => default_checks(flow),
        }
    }

    /// Every configured name and word that this version does not know: a typo, or a value that is newer than it. Log
    /// these at start-up.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::Criteria;
    ///
    /// let criteria: Criteria = toml::from_str(r#"
    ///     [requires]
    ///     idtokn = ["livenessResult"]
    /// "#)?;
    /// let warnings: Vec<String> = criteria.unrecognized().map(|name| name.to_string()).collect();
    /// assert_eq!(warnings, [
    ///     "`requires` names \"idtokn\", which this version does not know: did you mean `idtoken`?",
    /// ]);
    /// # Ok::<(), toml::de::Error>(())
    /// ```
    pub fn unrecognized(&self) -> impl Iterator<Item = UnrecognizedCriterion<'_>> {
        let accepts = self.accepts.iter().flat_map(|(check, words)| {
            let words = words.iter().map(AsRef::as_ref);
            let unknown = words.filter(|word| check.meaning(word).is_none());
            unrecognized(ACCEPTS, check.as_str(), check.is_known(), unknown)
        });
        let requires = self.requires.iter().flat_map(|(flow, checks)| {
            let unknown = checks.iter().filter(|check| !check.is_known());
            let unknown = unknown.map(Check::as_str);
            unrecognized(REQUIRES, flow.as_str(), flow.is_known(), unknown)
        });
        accepts.chain(requires)
    }

    /// What an answer is worth.
    pub(super) fn weigh(&self, answer: Answer<'_>) -> Worth {
        let meaning = answer.meaning();
        let is_accepted = match (self.accepts.get(answer.name()), answer.word()) {
            (Some(words), Some(word)) => words.contains(word),
            _ => meaning == Some(Meaning::Yes),
        };
        match meaning {
            _ if is_accepted => Worth::Yes,
            Some(Meaning::Yes | Meaning::Inconclusive | Meaning::Alert) => Worth::Open,
            Some(Meaning::No) | None => Worth::Refused,
        }
    }

    /// What a member that this version does not know answers, itself and inside.
    pub(super) fn hear<'a>(&self, member: Member<'a>) -> Vec<Answer<'a>> {
        let heard = hear(member, &|name| self.names(name)).into_iter();
        heard
            .map(|(name, value)| Answer::new(name, value.as_str()))
            .collect()
    }

    /// Whether a member is a check because it is named here.
    fn names(&self, member: &str) -> bool {
        self.accepts.contains_key(member)
            || self
                .requires
                .values()
                .flatten()
                .any(|check| check.as_str() == member)
    }
}

/// A key, if it is unknown, and the unknown entries of its list.
fn unrecognized<'a>(
    table: &'static str,
    key: &'a str,
    is_known: bool,
    entries: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = UnrecognizedCriterion<'a>> {
    let names = (!is_known).then_some((None, key)).into_iter();
    names
        .chain(entries.map(move |entry| (Some(key), entry)))
        .map(move |(key, name)| UnrecognizedCriterion { table, key, name })
}

/// The checks of a flow, as `criteria.md` documents them.
fn default_checks(flow: &Flow) -> Option<&'static [Check]> {
    static LIVENESS: [Check; 1] = [Check::Liveness];
    static IDENTITY: [Check; 2] = [Check::Liveness, Check::Authentication];
    static TOKEN: [Check; 2] = [Check::Liveness, Check::BioToken];
    static AGE: [Check; 3] = [Check::Liveness, Check::Authentication, Check::Age];
    static AGE_WITHOUT_DOCUMENT: [Check; 2] = [Check::Liveness, Check::Age];
    static SMART: [Check; 1] = [Check::SmartRevalidation];

    Some(match flow {
        Flow::IdLive | Flow::IdLiveTrust => &LIVENESS,
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
        | Flow::IdUnicoSerproDocsSign => &IDENTITY,
        Flow::IdToken | Flow::IdTokenTrust | Flow::IdTokenSign => &TOKEN,
        Flow::IdAge => &AGE,
        Flow::IdAgeDocumentless => &AGE_WITHOUT_DOCUMENT,
        Flow::IdSmart => &SMART,
        Flow::CreditoConsignado | Flow::Unknown(_) => return None,
    })
}

/// A configured name or word that this version does not know.
///
/// Its `Display` is the line to log at start-up, with the name quoted and escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnrecognizedCriterion<'a> {
    table: &'static str,
    key: Option<&'a str>,
    name: &'a str,
}

impl<'a> UnrecognizedCriterion<'a> {
    /// The table that it is in: `accepts` or `requires`.
    #[must_use]
    pub fn table(&self) -> &'static str {
        self.table
    }

    /// The key whose list holds it; `None` if it is a key itself.
    #[must_use]
    pub fn key(&self) -> Option<&'a str> {
        self.key
    }

    /// The name or word, as it was written.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The known flow or check that was probably meant, or the documented yes of the check.
    ///
    /// It differs as [`UnrecognizedName::suggestion`](crate::webhook::UnrecognizedName::suggestion) explains.
    #[must_use]
    pub fn suggestion(&self) -> Option<&'static str> {
        match (self.table, self.key) {
            (ACCEPTS, Some(check)) => nearest(self.name, Check::known(check)?.yes()),
            (REQUIRES, None) => nearest(self.name, Flow::KNOWN),
            _ => nearest(self.name, Check::KNOWN),
        }
    }
}

impl fmt::Display for UnrecognizedCriterion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, key, name } = self;
        match key {
            Some(key) => write!(f, "`{table}.{}`", key.escape_debug())?,
            None => write!(f, "`{table}`")?,
        }
        write!(f, " names {name:?}, which this version does not know: ")?;
        match self.suggestion() {
            Some(known) => write!(f, "did you mean `{known}`?"),
            None => f.write_str("a typo, or a value newer than this version"),
        }
    }
}

impl Serialize for Criteria {
    /// Writes what is configured, and no default.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tables = serializer.serialize_map(None)?;
        if !self.accepts.is_empty() {
            tables.serialize_entry(ACCEPTS, &self.accepts)?;
        }
        if !self.requires.is_empty() {
            tables.serialize_entry(REQUIRES, &self.requires)?;
        }
        tables.end()
    }
}

impl<'de> Deserialize<'de> for Criteria {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CriteriaVisitor;

        impl<'de> Visitor<'de> for CriteriaVisitor {
            type Value = Criteria;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the tables `accepts` and `requires`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Criteria, A::Error> {
                let mut criteria = Criteria::default();
                let mut keys = Keys::new(&[ACCEPTS, REQUIRES]);
                while let Some(name) = keys.next(&mut map)? {
                    criteria = map.next_value_seed(Table { name, criteria })?;
                }
                Ok(criteria)
            }
        }

        deserializer.deserialize_map(CriteriaVisitor)
    }
}

/// One of the tables, and the criteria that its entries are added to.
struct Table {
    name: &'static str,
    criteria: Criteria,
}

impl<'de> DeserializeSeed<'de> for Table {
    type Value = Criteria;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Criteria, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Table {
    type Value = Criteria;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the table `{}`, of lists of strings", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Criteria, A::Error> {
        let Self { name, mut criteria } = self;
        while let Some((key, entries)) = map.next_entry::<String, Value>()? {
            let entries = strings(&entries).ok_or(Problem::NoList);
            let added = entries.map_err(|problem| problem.at(name, &key, None));
            criteria = added
                .and_then(|entries| criteria.add(name, &key, entries))
                .map_err(de::Error::custom)?;
        }
        Ok(criteria)
    }
}

impl Criteria {
    /// Adds an entry of a table. A key that is there is one that is repeated.
    fn add(
        self,
        table: &'static str,
        key: &str,
        entries: Vec<&str>,
    ) -> Result<Self, InvalidCriteria> {
        let name = key.trim();
        let is_repeated = match table {
            ACCEPTS => self.accepts.contains_key(name),
            _ => self.requires.contains_key(name),
        };
        if is_repeated {
            return Err(Problem::Repeated.at(table, key, None));
        }
        match table {
            ACCEPTS => self.accept(key, entries),
            _ => self.require(key, entries),
        }
    }
}

/// A list of strings, and nothing else.
fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}
