//! Reactions as configuration: which payloads an endpoint reacts to.
//!
//! The event-types page ("Configurable handling") asks for this, so that a new event is enabled without a deploy. Only
//! what can be written in a configuration belongs here; what a reaction does is the service's.

use core::fmt;

use strum::EnumIs;

use super::event_type::EventType;
use super::field::{Field, Vocabulary};
use super::payload::Payload;
use super::result_code::ResultCode;
use super::selection::Selection;
use crate::process::Flow;

/// Which payloads an endpoint reacts to: a section of the service's configuration.
///
/// Everything that is not written is `all`; a mistyped key is an error, so that it fails at start-up and not in
/// silence. In code, end the literal with `..Subscription::default()`: then a selection that a later version adds
/// changes nothing.
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
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Subscription {
    /// Which values of `result`.
    pub results: Selection<ResultCode>,
    /// Which values of `flow`.
    pub flows: Selection<Flow>,
    /// Which values of `lastEvent`.
    pub last_events: Selection<EventType>,
}

impl Subscription {
    /// Whether the endpoint reacts to the payload. One that breaks the rules is not decided on: it is always to be kept
    /// and looked at.
    ///
    /// A member that the payload does not carry can't be excluded: one without `lastEvent` passes `last_events`, and
    /// one without `result` (a process that has not finished, or a state that this version does not know) passes
    /// `results`.
    #[must_use]
    pub fn decide(&self, payload: &Payload) -> Decision {
        if payload
            .result()
            .is_some_and(|code| !self.results.contains(code))
        {
            Decision::Ignore(SubscriptionField::Results)
        } else if !self.flows.contains(payload.flow()) {
            Decision::Ignore(SubscriptionField::Flows)
        } else if payload
            .last_event()
            .is_some_and(|event| !self.last_events.contains(event))
        {
            Decision::Ignore(SubscriptionField::LastEvents)
        } else {
            Decision::React
        }
    }

    /// Every configured name that this version does not know: a typo, or a value that is newer than it. Log these at
    /// start-up.
    ///
    /// ```
    /// use idcloud_types::webhook::Subscription;
    ///
    /// let subscription: Subscription = toml::from_str(r#"results = ["ok", "PROCESS_RESULT_OK"]"#)?;
    /// let warnings: Vec<String> = subscription.unrecognized().map(|name| name.to_string()).collect();
    /// assert_eq!(warnings, [
    ///     "`results` names \"PROCESS_RESULT_OK\", which this version does not know: \
    ///      it looks like a `PROCESS_RESULT_*` value of GetProcess",
    /// ]);
    /// # Ok::<(), toml::de::Error>(())
    /// ```
    pub fn unrecognized(&self) -> impl Iterator<Item = UnrecognizedName<'_>> {
        let named = |field| move |name| UnrecognizedName { field, name };
        let results = self
            .results
            .named()
            .filter(|code| !code.is_known())
            .map(ResultCode::as_str);
        let flows = self
            .flows
            .named()
            .filter(|flow| !flow.is_known())
            .map(Flow::as_str);
        let last_events = self
            .last_events
            .named()
            .filter(|event| !event.is_known())
            .map(EventType::as_str);
        results
            .map(named(SubscriptionField::Results))
            .chain(flows.map(named(SubscriptionField::Flows)))
            .chain(last_events.map(named(SubscriptionField::LastEvents)))
    }
}

/// One of the selections of a [`Subscription`], by its key in the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SubscriptionField {
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
            Self::Results => "results",
            Self::Flows => "flows",
            Self::LastEvents => "last_events",
        }
    }

    /// The member of the payload that the selection looks at.
    #[must_use]
    pub const fn selects(self) -> Field {
        match self {
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

/// What a [`Subscription`] says of a payload. Acknowledge both with a 2xx, or the platform sends it again.
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
    /// The selection that the name stands in.
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
}

impl fmt::Display for UnrecognizedName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` names {:?}, which this version does not know: ",
            self.field, self.name
        )?;
        match self.looks_like() {
            Some(vocabulary) => write!(f, "it looks like {vocabulary}"),
            None => f.write_str("a typo, or a value newer than this version"),
        }
    }
}
