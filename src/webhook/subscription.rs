//! Reactions as configuration: which payloads an endpoint reacts to.
//!
//! The event-types page ("Configurable handling") asks for this, so that a new event can be enabled without a deploy.
//! Only what can be written in a configuration belongs here; the reaction itself is up to the service.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use strum::{Display, EnumIs, IntoStaticStr, VariantArray};
use thiserror::Error;

use super::event_type::EventType;
use super::field::{Field, Vocabulary};
use super::payload::Payload;
use super::result_code::ResultCode;
use super::rules;
use super::selection::Selection;
use crate::config::{nearest, read_from_table};
use crate::process::{Flow, ProcessState};

/// The payloads that an endpoint reacts to, as a section of your service's configuration.
///
/// A key that is left out means `all`. A mistyped key is an error, so it fails at start-up rather than silently. In
/// code, start with [`Subscription::default`] and call the method of each selection that you want to set.
///
/// A list selects only its values, so it does not select a payload without a value; `all` and `except` do.
///
/// ```
/// use idcloud_types::webhook::{Decision, Payload, Subscription, SubscriptionField};
/// use idcloud_types::{Flow, ProcessId};
///
/// let subscription: Subscription = toml::from_str(r#"
///     results = ["expired"]
///     last_events = { except = ["EVENT_TYPE_PROCESS_CREATED"] }
/// "#)?;
///
/// let id: ProcessId = "8263a268-5388-492a-bca2-28e1ff4a69f0".parse()?;
/// let stopped = Payload::expired(id, Flow::Id, "EVENT_TYPE_OF_TOMORROW")?;
/// assert_eq!(subscription.decide(&stopped), Decision::React);
/// let ok = Payload::ok(id, Flow::Id)?;
/// assert_eq!(subscription.decide(&ok), Decision::Ignore(SubscriptionField::Results));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Nest, don't flatten
///
/// Give the subscription a key of its own in the service's configuration. With `#[serde(flatten)]`, a key that neither
/// your type nor the subscription names is an error without its place in the file, and serde turns every error in a
/// flattened `Option<Subscription>` into `None`.
///
/// ```
/// use idcloud_types::webhook::{ResultCode, Subscription};
///
/// #[derive(serde::Deserialize)]
/// #[serde(deny_unknown_fields)]
/// struct Config {
///     port: u16,
///     #[serde(default)]
///     webhook: Subscription,
/// }
///
/// let config: Config = toml::from_str(r#"
///     port = 8080
///     [webhook]
///     results = ["expired"]
/// "#)?;
/// assert!(!config.webhook.results.contains(&ResultCode::Ok));
///
/// let mistyped = toml::from_str::<Config>(r#"
///     port = 8080
///     [webhook]
///     result = ["expired"]
/// "#);
/// assert!(mistyped.is_err());
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Subscription {
    /// The values of `state` to react to.
    pub states: Selection<ProcessState>,
    /// The values of `result` to react to. A list does not select a payload without `result`: its process has not
    /// finished, or this version does not know its state.
    pub results: Selection<ResultCode>,
    /// The values of `flow` to react to.
    pub flows: Selection<Flow>,
    /// The values of `lastEvent` to react to, which filter only payloads whose `result` is `expired`. A list does not
    /// select an expired payload without `lastEvent`.
    pub last_events: Selection<EventType>,
}

/// How a [`Subscription`] is read.
#[derive(Default, serde::Deserialize)]
#[serde(remote = "Subscription", default, deny_unknown_fields)]
struct SubscriptionFields {
    states: Selection<ProcessState>,
    results: Selection<ResultCode>,
    flows: Selection<Flow>,
    last_events: Selection<EventType>,
}

read_from_table!(
    Subscription,
    SubscriptionFields,
    "a table with the selections of a subscription"
);

impl Subscription {
    /// Sets [`states`](Self::states) to a selection, or to a list of values or names.
    ///
    /// ```
    /// use idcloud_types::webhook::{ResultCode, Selection, Subscription};
    ///
    /// let subscription = Subscription::default()
    ///     .results([ResultCode::Ok, ResultCode::Expired])
    ///     .last_events(["EVENT_TYPE_SESSION_ENDED"])
    ///     .flows(Selection::except(["idlive".into()]));
    /// assert!(subscription.warnings().is_empty());
    /// ```
    #[must_use]
    pub fn states(mut self, states: impl Into<Selection<ProcessState>>) -> Self {
        self.states = states.into();
        self
    }

    /// Sets [`results`](Self::results) in the same way as [`states`](Self::states()).
    #[must_use]
    pub fn results(mut self, results: impl Into<Selection<ResultCode>>) -> Self {
        self.results = results.into();
        self
    }

    /// Sets [`flows`](Self::flows) in the same way as [`states`](Self::states()).
    #[must_use]
    pub fn flows(mut self, flows: impl Into<Selection<Flow>>) -> Self {
        self.flows = flows.into();
        self
    }

    /// Sets [`last_events`](Self::last_events) in the same way as [`states`](Self::states()).
    #[must_use]
    pub fn last_events(mut self, last_events: impl Into<Selection<EventType>>) -> Self {
        self.last_events = last_events.into();
        self
    }

    /// Decides whether the endpoint reacts to the payload, checking the selections in the order of the fields.
    ///
    /// A payload that breaks the rules has no decision: always keep it and look at it.
    #[must_use]
    pub fn decide(&self, payload: &Payload) -> Decision {
        let result = payload.result();
        let is_expired = result == Some(&ResultCode::Expired);
        if !self.states.contains(payload.state()) {
            Decision::Ignore(SubscriptionField::States)
        } else if !self.results.holds(result) {
            Decision::Ignore(SubscriptionField::Results)
        } else if !self.flows.contains(payload.flow()) {
            Decision::Ignore(SubscriptionField::Flows)
        } else if is_expired && !self.last_events.holds(payload.last_event()) {
            Decision::Ignore(SubscriptionField::LastEvents)
        } else {
            Decision::React
        }
    }

    /// Lists the selections that look wrong. Log each warning at start-up.
    ///
    /// ```
    /// use idcloud_types::webhook::Subscription;
    ///
    /// let subscription: Subscription = toml::from_str(r#"
    ///     results = ["OK", "PROCESS_RESULT_OK"]
    ///     last_events = []
    /// "#)?;
    /// let warnings: Vec<String> = subscription.warnings().iter().map(ToString::to_string).collect();
    /// assert_eq!(warnings, [
    ///     "`results` names \"OK\", which this version does not know: did you mean `ok`?",
    ///     "`results` names \"PROCESS_RESULT_OK\", which this version does not know: \
    ///      it looks like a `PROCESS_RESULT_*` value of GetProcess, which never matches",
    ///     "`last_events` is an empty list, which selects nothing: write \"all\" to select everything",
    ///     "`last_events` has no effect, because `results` does not select `expired`",
    /// ]);
    /// # Ok::<(), toml::de::Error>(())
    /// ```
    #[must_use]
    pub fn warnings(&self) -> Vec<SubscriptionWarning> {
        use SubscriptionField::{Flows, LastEvents, Results, States};

        let mut warnings = warnings_of(States, &self.states, ProcessState::KNOWN);
        warnings.extend(warnings_of(Results, &self.results, ResultCode::KNOWN));
        warnings.extend(warnings_of(Flows, &self.flows, Flow::KNOWN));
        warnings.extend(warnings_of(LastEvents, &self.last_events, EventType::KNOWN));

        let mut contradicts = |field, other| {
            warnings.push(SubscriptionWarning::Contradiction { field, other });
        };
        let has_no_result = self
            .states
            .listed()
            .is_some_and(|states| !states.is_empty() && !states.iter().any(rules::may_have_result));
        if has_no_result && self.results.listed().is_some() {
            contradicts(Results, States);
        }
        if !self.last_events.is_all() {
            if has_no_result {
                contradicts(LastEvents, States);
            } else if !self.results.contains(&ResultCode::Expired) {
                contradicts(LastEvents, Results);
            }
        }
        warnings
    }
}

/// The warnings about the names of one selection, or about an empty one.
fn warnings_of<T: PartialEq + AsRef<str>>(
    field: SubscriptionField,
    selection: &Selection<T>,
    known: &'static [T],
) -> Vec<SubscriptionWarning> {
    let foreign = |name: &T| Vocabulary::foreign_to(field.selects(), name.as_ref());
    let unknown = selection.named().filter(|name| !known.contains(name));
    let unknown = unknown.map(|name| SubscriptionWarning::UnknownName {
        field,
        name: name.as_ref().into(),
        suggestion: nearest(name.as_ref(), known),
        looks_like: foreign(name),
    });
    let mut warnings: Vec<_> = unknown.collect();
    match selection.listed() {
        Some(names) if names.is_empty() => warnings.push(SubscriptionWarning::EmptyList { field }),
        Some(names) if names.iter().all(|name| foreign(name).is_some()) => {
            warnings.push(SubscriptionWarning::NeverMatches { field });
        }
        None if !selection.is_all() && selection.named().next().is_none() => {
            warnings.push(SubscriptionWarning::EmptyExcept { field });
        }
        _ => {}
    }
    warnings
}

/// A selection of a [`Subscription`], named after its key in the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum SubscriptionField {
    /// `states`
    States,
    /// `results`
    Results,
    /// `flows`
    Flows,
    /// `last_events`
    LastEvents,
}

impl SubscriptionField {
    /// All selections, in the order in which they are checked.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The key in the configuration.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The member of the payload that the selection applies to.
    #[must_use]
    pub const fn selects(self) -> Field {
        match self {
            Self::States => Field::State,
            Self::Results => Field::Result,
            Self::Flows => Field::Flow,
            Self::LastEvents => Field::LastEvent,
        }
    }
}

/// The decision of a [`Subscription`] about a payload. Acknowledge the delivery with a 2xx in either case, or the
/// platform will send it again.
///
/// Ask [`is_react`](Self::is_react) or [`is_ignore`](Self::is_ignore): a variant added by a later version is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumIs)]
#[non_exhaustive]
pub enum Decision {
    /// Every selection matches the payload.
    #[strum(to_string = "react")]
    React,
    /// A selection does not match the payload; this is the first one that does not.
    #[strum(to_string = "ignore: not selected by `{0}`")]
    Ignore(SubscriptionField),
}

/// A selection in a [`Subscription`] that is allowed but looks wrong.
///
/// `Display` writes the line to log at start-up, with names quoted and escaped.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum SubscriptionWarning {
    /// This version does not know the name: it is a typo, or a value that the platform has added.
    #[error(
        "`{field}` names {name:?}, which this version does not know: {}",
        meant(*suggestion, *looks_like)
    )]
    UnknownName {
        /// The selection that contains the name.
        field: SubscriptionField,
        /// The name, as it is written in the configuration.
        name: String,
        /// The known name that was probably meant.
        ///
        /// It differs only in case, ends with this name after a `_` (as with `SESSION_ENDED`), or has one letter
        /// missing, added, changed, or swapped with the next. Failing that, it starts with this name. `None` if no
        /// known name is that close, or more than one is.
        suggestion: Option<&'static str>,
        /// The vocabulary that the name appears to belong to, if it is not the selection's own; such a name never
        /// matches.
        looks_like: Option<Vocabulary>,
    },
    /// An empty list, which selects nothing.
    #[error(
        "`{field}` is an empty list, which selects nothing: write \"all\" to select everything"
    )]
    EmptyList {
        /// The selection.
        field: SubscriptionField,
    },
    /// An empty list after `except`, which excludes nothing.
    #[error("`{field}` excludes nothing: write \"all\" to select everything")]
    EmptyExcept {
        /// The selection.
        field: SubscriptionField,
    },
    /// A list whose names all belong to other vocabularies.
    #[error("`{field}` never matches: it names only values of other vocabularies")]
    NeverMatches {
        /// The selection.
        field: SubscriptionField,
    },
    /// A selection that never matches, or has no effect, because of another one.
    #[error("`{field}` {}", consequence(*field, *other))]
    Contradiction {
        /// The selection.
        field: SubscriptionField,
        /// The selection that it contradicts.
        other: SubscriptionField,
    },
}

impl SubscriptionWarning {
    /// The selection that the warning is about.
    #[must_use]
    pub fn field(&self) -> SubscriptionField {
        match self {
            Self::UnknownName { field, .. }
            | Self::EmptyList { field }
            | Self::EmptyExcept { field }
            | Self::NeverMatches { field }
            | Self::Contradiction { field, .. } => *field,
        }
    }
}

/// What an unknown name probably is.
fn meant(suggestion: Option<&'static str>, looks_like: Option<Vocabulary>) -> String {
    match (suggestion, looks_like) {
        (Some(known), _) => format!("did you mean `{known}`?"),
        (None, Some(vocabulary)) => format!("it looks like {vocabulary}, which never matches"),
        (None, None) => "a typo, or a value newer than this version".into(),
    }
}

/// What a contradiction leads to.
fn consequence(field: SubscriptionField, other: SubscriptionField) -> &'static str {
    match (field, other) {
        (SubscriptionField::Results, _) => {
            "never matches, because `states` selects only states without a `result`"
        }
        (_, SubscriptionField::States) => {
            "has no effect, because `states` selects only states without a `result`"
        }
        _ => "has no effect, because `results` does not select `expired`",
    }
}
