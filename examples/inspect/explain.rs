//! One body, explained.

use idcloud_types::get_process::{Check, ProcessResult, Score, web_sdk};
use idcloud_types::webhook::{EventType, Outcome, Payload, PayloadError, RawPayload, ResultCode};
use idcloud_types::{Flow, OtherMessage, ProcessState, ReadError, UnknownKind, UnknownValue};
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::error::Category;

use crate::Config;
use crate::envelope::is_envelope;
use crate::response::{self, CheckReport, ReasonReport};

/// How well a body was understood. The worst of all is the exit status.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Understood {
    #[default]
    Wholly = 0,
    RulesBroken = 1,
    Unreadable = 2,
    JobFailed = 3,
}

/// What is known of a body.
#[derive(Default, Serialize)]
pub struct Report {
    pub understood: Understood,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
    /// The label of the outcome, and what it means to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    #[serde(skip)]
    pub meaning: &'static str,
    /// Members that a person wants to see first.
    #[serde(flatten, serialize_with = "as_object")]
    pub members: Vec<(&'static str, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReasonReport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Unknown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_to_do: Option<&'static str>,
}

fn as_object<S: Serializer>(members: &[(&str, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    Webhook,
    WebSdk,
    Api,
    HttpError,
}

impl Message {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::WebSdk => "web_sdk",
            Self::Api => "api",
            Self::HttpError => "http_error",
        }
    }
}

/// A value, member or type that this version does not know.
#[derive(Serialize)]
pub struct Unknown {
    pub path: String,
    /// Only of a webhook payload, which holds nothing personal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    #[serde(skip)]
    pub shown: String,
    /// The known value that differs from it only in case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_as: Option<&'static str>,
}

/// Where a body begins.
#[derive(Clone, Copy)]
pub enum Place {
    /// In the text of the file.
    At { line: usize, column: usize },
    /// In a string, whose position in the file is not known.
    InString,
    /// In an object inside another one, which was written anew.
    Rewritten,
}

const LOOK_AT_THE_SENDER: &str = "reply with a client error, and find out who sent it";
const NOT_WHOLE: &str = "get the whole body; a receiver replies with a client error";
const BROKEN: &str =
    "a receiver replies with a client error; if a tool wrote the file, check how it does so";
const LOOK_AT_THE_REQUEST: &str = "decide nothing, and check which endpoint was called";
const EMPTY_ENVELOPE: &str =
    "this looks like the envelope of a gateway or queue: look for the body where it was recorded";

/// Explains an object.
pub fn explain(body: &[u8], place: Place, config: &Config) -> Report {
    let malformed = match Payload::from_slice(body) {
        Ok(payload) => {
            let subscription = config.subscription.as_ref();
            return Report {
                decision: subscription.map(|it| it.decide(&payload).to_string()),
                ..webhook(payload.as_raw())
            };
        }
        Err(PayloadError::Invalid(invalid)) => {
            let violations = invalid.violations().iter();
            return Report {
                understood: Understood::RulesBroken,
                violations: violations.map(ToString::to_string).collect(),
                what_to_do: Some("acknowledge it, keep it and ask GetProcess"),
                ..webhook(invalid.as_raw())
            };
        }
        Err(PayloadError::Malformed(malformed)) => malformed,
        Err(other) => return unreadable(other.to_string(), LOOK_AT_THE_SENDER),
    };
    let message = message(body);
    let report = response::explain(body, message, &config.criteria);
    let mut report = report.unwrap_or_else(|error| {
        let error = error.unwrap_or(malformed);
        let what_to_do = match error.category() {
            Category::Eof => NOT_WHOLE,
            Category::Syntax => BROKEN,
            _ if message.is_some_and(|message| message != OtherMessage::Webhook) => {
                LOOK_AT_THE_REQUEST
            }
            _ if is_envelope(body) => EMPTY_ENVELOPE,
            _ => LOOK_AT_THE_SENDER,
        };
        unreadable(relocate(&error, place), what_to_do)
    });
    if !config.shows_entries {
        let reasons = report.reasons.iter_mut();
        reasons.for_each(|reason| reason.entry = None);
    }
    report
}

/// Which message an object looks like. A reader's error recognizes every message but its own.
pub fn message(body: &[u8]) -> Option<OtherMessage> {
    let webhook = || RawPayload::from_slice(body).err()?.looks_like();
    match web_sdk::Response::from_slice(body) {
        Ok(_) => Some(OtherMessage::WebSdk),
        Err(error) => error.looks_like().or_else(webhook),
    }
}

fn unreadable(error: String, what_to_do: &'static str) -> Report {
    Report {
        understood: Understood::Unreadable,
        error: Some(error),
        what_to_do: Some(what_to_do),
        ..Report::default()
    }
}

/// The text of an error, with its position in the file.
fn relocate(error: &ReadError, place: Place) -> String {
    let found = format!(" at line {} column {}", error.line(), error.column());
    let position = match place {
        Place::At { line, column } if error.line() == 1 => {
            format!(" at line {line} column {}", column - 1 + error.column())
        }
        Place::At { line, .. } => {
            let line = line + error.line() - 1;
            format!(" at line {line} column {}", error.column())
        }
        Place::InString => format!("{found} of the string"),
        Place::Rewritten => String::new(),
    };
    error.to_string().replacen(&found, &position, 1)
}

fn webhook(raw: &RawPayload) -> Report {
    let outcome = raw.outcome();
    let meaning = match &outcome {
        Outcome::Ok => "the process ran to its end; ask GetProcess for its results",
        Outcome::Expired { last_event: None } => "not completed in time",
        Outcome::Expired { .. } => "not completed in time; it stopped at the last event",
        Outcome::InvalidIdentity => "GetProcess has the reason",
        Outcome::Failed | Outcome::Canceled => "there will be no result; offer a new process",
        Outcome::Unfinished => "there is no result yet",
        // `Unrecognized`, and whatever a later version adds
        _ => "not a success: ask GetProcess",
    };
    let documented = raw.last_event.as_ref().and_then(EventType::description);
    let members = [
        ("process", Some(raw.process_id.to_string())),
        (
            "state",
            raw.state.as_ref().map(|state| state.as_str().to_owned()),
        ),
        (
            "flow",
            raw.flow.as_ref().map(|flow| flow.as_str().to_owned()),
        ),
        (
            "result",
            raw.result.as_ref().map(|result| result.as_str().to_owned()),
        ),
        (
            "last_event",
            raw.last_event
                .as_ref()
                .map(|event| event.as_str().to_owned()),
        ),
        (
            "description",
            raw.last_event_description
                .as_deref()
                .or(documented)
                .map(str::to_owned),
        ),
    ];
    let unknown = raw.unknown_values().into_iter().map(|unknown| Unknown {
        path: unknown.path().to_owned(),
        value: Some(unknown.value().clone()),
        shown: match unknown.kind() {
            UnknownKind::Member => format!("member `{}`: {}", unknown.path(), unknown.value()),
            UnknownKind::WrongType => format!("type at `{}`: {}", unknown.path(), unknown.value()),
            _ => format!("value at `{}`: {}", unknown.path(), unknown.value()),
        },
        known_as: known_as(&unknown),
    });
    Report {
        message: Some(Message::Webhook),
        outcome: Some(outcome.as_str()),
        meaning,
        members: members
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect(),
        unknown: unknown.collect(),
        ..Report::default()
    }
}

/// The known value that differs from a string only in case, looked up by the end of the string's path.
pub fn known_as(unknown: &UnknownValue) -> Option<&'static str> {
    fn all<T: AsRef<str>>(known: &'static [T]) -> Vec<&'static str> {
        known.iter().map(AsRef::as_ref).collect()
    }
    let value = unknown.value().as_str()?;
    let path = unknown.path();
    let member = path.strip_suffix(".result").unwrap_or(path);
    let member = member.rsplit('.').next()?;
    let known = match member {
        "state" => all(ProcessState::KNOWN),
        "flow" => all(Flow::KNOWN),
        "result" if path == member => all(ResultCode::KNOWN),
        "process" | "result" => all(ProcessResult::KNOWN),
        "lastEvent" => all(EventType::KNOWN),
        check => Check::from(check)
            .values()
            .iter()
            .map(|(value, _)| *value)
            .collect(),
    };
    known
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(value))
}
