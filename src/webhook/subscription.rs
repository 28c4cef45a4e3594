//! Reactions as configuration: which payloads an endpoint reacts to.
//!
//! The event-types page ("Configurable handling") asks for this, so that a new event is enabled without a deploy. Only
//! what can be written in a configuration belongs here; what a reaction does is the service's.

use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use strum::EnumIs;

use super::event_type::EventType;
use super::field::{Field, Vocabulary};
use super::payload::Payload;
use super::result_code::ResultCode;
use super::selection::Selection;
use crate::config::{Keys, nearest};
use crate::process::{Flow, ProcessState};

/// Which payloads an endpoint reacts to: a section of the service's configuration.
///
/// Everything that is not written is `all`. A mistyped key is an error, so that it fails at start-up and not in silence.
/// In code, end the literal with `..Subscription::default()`: then a selection that a later version adds changes nothing.
///
/// A list selects these values alone, so it does not select a payload without the value; `all` and `except` do.
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
/// Give the subscription a key of its own in the service's configuration. With `#[serde(flatten)]` every other key that
/// your type does not name is an error without its place in the file; and of a flattened `Option<Subscription>`, serde
/// takes every error for `None`.
///
/// ```
/// use idcloud_types::webhook::{ResultCode, Subscription};
///
/// #[derive(serde::Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// Which values of `state`.
    pub states: Selection<ProcessState>,
    /// Which values of `result`. A list does not select a payload without `result`: one of a process that has not
    /// finished, or of a state that this version does not know.
    pub results: Selection<ResultCode>,
    /// Which values of `flow`.
    pub flows: Selection<Flow>,
    /// Which values of `lastEvent`, of payloads whose `result` is `expired`: every other payload passes. A list does not
    /// select an expired payload without `lastEvent`.
    pub last_events: Selection<EventType>,
}

const STATES: &str = "states";
const RESULTS: &str = "results";
const FLOWS: &str = "flows";
const LAST_EVENTS: &str = "last_events";

impl Subscription {
    const KEYS: &'static [&'static str] = &[STATES, RESULTS, FLOWS, LAST_EVENTS];

    /// Decides whether the endpoint reacts to the payload, in the order of the fields.
    ///
    /// A payload that breaks the rules is not decided on: always keep it and look at it.
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

    /// Lists every configured name that this version does not know: a typo, or a newer value. Log these at start-up.
    ///
    /// ```
    /// use idcloud_types::webhook::Subscription;
    ///
    /// let subscription: Subscription = toml::from_str(r#"results = ["OK", "PROCESS_RESULT_OK"]"#)?;
    /// let warnings: Vec<String> = subscription.unrecognized().map(|name| name.to_string()).collect();
    /// assert_eq!(warnings, [
    ///     "`results` names \"OK\", which this version does not know: did you mean `ok`?",
    ///     "`results` names \"PROCESS_RESULT_OK\", which this version does not know: \
    ///      it looks like a `PROCESS_RESULT_*` value of GetProcess",
    /// ]);
    /// # Ok::<(), toml::de::Error>(())
    /// ```
    pub fn unrecognized(&self) -> impl Iterator<Item = UnrecognizedName<'_>> {
        let named = |field| move |name| UnrecognizedName { field, name };
        let states = self.states.names_outside(ProcessState::KNOWN);
        let results = self.results.names_outside(ResultCode::KNOWN);
        let flows = self.flows.names_outside(Flow::KNOWN);
        let last_events = self.last_events.names_outside(EventType::KNOWN);
        states
            .map(named(SubscriptionField::States))
            .chain(results.map(named(SubscriptionField::Results)))
            .chain(flows.map(named(SubscriptionField::Flows)))
            .chain(last_events.map(named(SubscriptionField::LastEvents)))
    }
}

impl Serialize for Subscription {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut table = serializer.serialize_map(Some(Self::KEYS.len()))?;
        table.serialize_entry(STATES, &self.states)?;
        table.serialize_entry(RESULTS, &self.results)?;
        table.serialize_entry(FLOWS, &self.flows)?;
        table.serialize_entry(LAST_EVENTS, &self.last_events)?;
        table.end()
    }
}

impl<'de> Deserialize<'de> for Subscription {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SubscriptionVisitor;

        impl<'de> Visitor<'de> for SubscriptionVisitor {
            type Value = Subscription;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table with the selections of a subscription")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Subscription, A::Error> {
                let mut subscription = Subscription::default();
                let mut keys = Keys::new(Subscription::KEYS);
                while let Some(key) = keys.next(&mut map)? {
                    match key {
                        STATES => subscription.states = map.next_value()?,
                        RESULTS => subscription.results = map.next_value()?,
                        FLOWS => subscription.flows = map.next_value()?,
                        _ => subscription.last_events = map.next_value()?,
                    }
                }
                Ok(subscription)
            }
        }

        deserializer.deserialize_map(SubscriptionVisitor)
    }
}

/// One of the selections of a [`Subscription`], by its key in the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// The key in the configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::States => STATES,
            Self::Results => RESULTS,
            Self::Flows => FLOWS,
            Self::LastEvents => LAST_EVENTS,
        }
    }

    /// The member of the payload that the selection looks at.
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

impl fmt::Display for SubscriptionField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a [`Subscription`] decides about a payload. Acknowledge both with a 2xx, or the platform sends it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIs)]
#[non_exhaustive]
pub enum Decision {
    /// Every selection holds the payload.
    React,
    /// The named selection is the first that does not.
    Ignore(SubscriptionField),
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::React => f.write_str("react"),
            Self::Ignore(field) => write!(f, "ignore: not selected by `{field}`"),
        }
    }
}

/// A configured name that this version does not know.
///
/// Its `Display` is the line to log at start-up, with the name quoted and escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnrecognizedName<'a> {
    field: SubscriptionField,
    name: &'a str,
}

impl<'a> UnrecognizedName<'a> {
    /// The selection that holds the name.
    #[must_use]
    pub fn field(&self) -> SubscriptionField {
        self.field
    }

    /// The name as it was written.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The vocabulary that the name belongs to by its look, when that is not the one of its selection: then it will
    /// never match.
    #[must_use]
    pub fn looks_like(&self) -> Option<Vocabulary> {
        Vocabulary::foreign_to(self.field.selects(), self.name)
    }

    /// The known name that was probably meant.
    ///
    /// It is equal but for the case, ends with this name after a `_` (as with `SESSION_ENDED`), or differs by one letter
    /// that is missing, added, changed, or swapped with the next. `None` if no known name is that near, or more than one
    /// is.
    ///
    /// ```
    /// use idcloud_types::webhook::Subscription;
    ///
    /// let written = r#"last_events = ["SESSION_ENDED", "EVENT_TYPE_OF_TOMORROW"]"#;
    /// let subscription: Subscription = toml::from_str(written)?;
    /// let suggestions: Vec<_> = subscription.unrecognized().map(|name| name.suggestion()).collect();
    /// assert_eq!(suggestions, [None, Some("EVENT_TYPE_SESSION_ENDED")]);
    /// # Ok::<(), toml::de::Error>(())
    /// ```
    #[must_use]
    pub fn suggestion(&self) -> Option<&'static str> {
        let name = self.name;
        match self.field {
            SubscriptionField::States => nearest(name, ProcessState::KNOWN),
            SubscriptionField::Results => nearest(name, ResultCode::KNOWN),
            SubscriptionField::Flows => nearest(name, Flow::KNOWN),
            SubscriptionField::LastEvents => nearest(name, EventType::KNOWN),
        }
    }
}

impl fmt::Display for UnrecognizedName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` names {:?}, which this version does not know: ",
            self.field, self.name
        )?;
        match (self.suggestion(), self.looks_like()) {
            (Some(known), _) => write!(f, "did you mean `{known}`?"),
            (None, Some(vocabulary)) => write!(f, "it looks like {vocabulary}"),
            (None, None) => f.write_str("a typo, or a value newer than this version"),
        }
    }
}
