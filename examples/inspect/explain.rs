//! One body, explained.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use idcloud_types::get_process::{ErrorBody, api, web_sdk};
use idcloud_types::webhook::{EventType, Outcome, Payload, PayloadError, RawPayload, ResultCode};
use idcloud_types::{Flow, OtherMessage, ProcessState, ReadError, UnknownValue};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::Config;
use crate::input::{Text, holds_json};

/// How well a body was understood. The worst of all is the exit code.
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
    pub unknown: Vec<Unknown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub broken_rules: Vec<String>,
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
    /// In a string, of which the position in the file is not known.
    InString,
    /// It was an object inside another and was written anew.
    Rewritten,
}

/// A body, or what carries others.
pub enum Explained {
    Body(Report),
    /// The bodies inside an envelope, each with its path.
    Envelope(Vec<(String, Inner)>),
}

/// What an envelope carries.
pub enum Inner {
    Text(Vec<u8>),
    Object(Vec<u8>),
}

const DIFFERENT_MESSAGE: &str = "answer it with a client error, and find out who sent it";
const NOT_WHOLE: &str = "get the whole body; a receiver answers it with a client error";
const BROKEN: &str =
    "a receiver answers it with a client error; if a tool wrote the file, look at how";
const LOOK_AT_THE_REQUEST: &str = "decide nothing, and check which endpoint was called";
const EMPTY_ENVELOPE: &str =
    "this looks like the envelope of a gateway or queue: look for the body where it was recorded";

/// Explains an object.
pub fn explain(body: &[u8], place: Place, config: &Config) -> Explained {
    let malformed = match Payload::from_slice(body) {
        Ok(payload) => {
            let decide = |subscription: &idcloud_types::webhook::Subscription| {
                subscription.decide(&payload).to_string()
            };
            return Explained::Body(Report {
                decision: config.subscription.as_ref().map(decide),
                ..webhook(payload.as_raw())
            });
        }
        Err(PayloadError::Invalid(invalid)) => {
            return Explained::Body(Report {
                understood: Understood::RulesBroken,
                broken_rules: invalid
                    .violations()
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
                what_to_do: Some("acknowledge it, keep it and ask GetProcess"),
                ..webhook(invalid.as_raw())
            });
        }
        Err(PayloadError::Malformed(malformed)) => malformed,
        Err(other) => return Explained::Body(unreadable(other.to_string(), DIFFERENT_MESSAGE)),
    };
    // The webhook shares members with the other messages, by which it can't recognize them.
    let other = malformed
        .looks_like()
        .or_else(|| web_sdk::Response::from_slice(body).err()?.looks_like());
    let members = serde_json::from_slice::<Map<String, Value>>(body).unwrap_or_default();
    if matches!(other, None | Some(OtherMessage::HttpError)) && !members.contains_key("processId") {
        let inner = inner("", &Value::Object(members.clone()));
        if !inner.is_empty() {
            return Explained::Envelope(inner);
        }
    }
    Explained::Body(get_process(body, other, config).unwrap_or_else(|error| {
        let error = error.unwrap_or(malformed);
        let what_to_do = match error.category() {
            _ if other.is_some_and(|other| !other.is_webhook()) => LOOK_AT_THE_REQUEST,
            serde_json::error::Category::Eof => NOT_WHOLE,
            serde_json::error::Category::Syntax => BROKEN,
            _ if members.contains_key("body") => EMPTY_ENVELOPE,
            _ => DIFFERENT_MESSAGE,
        };
        unreadable(relocate(&error, place), what_to_do)
    }))
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
    let (outcome, meaning) = match raw.outcome() {
        Outcome::Ok => (
            "ok",
            "the process ran to its end; ask GetProcess for its results",
        ),
        Outcome::Expired {
            last_event: None, ..
        } => ("expired", "not completed in time"),
        Outcome::Expired { .. } => (
            "expired",
            "not completed in time; it stopped at the last event",
        ),
        Outcome::InvalidIdentity => ("invalid_identity", "GetProcess has the reason"),
        Outcome::Failed => ("failed", "there will be no result; offer a new process"),
        Outcome::Unfinished => ("unfinished", "there is no result yet"),
        // `Unrecognized`, and whatever a later version adds
        _ => ("unrecognized", "not a success: ask GetProcess"),
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
        shown: format!("`{}`: {}", unknown.path(), unknown.value()),
        known_as: known_as(&unknown),
    });
    Report {
        message: Some(Message::Webhook),
        outcome: Some(outcome),
        meaning,
        members: members
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect(),
        unknown: unknown.collect(),
        ..Report::default()
    }
}

/// Explains a response. Without an error it is not one.
fn get_process(
    body: &[u8],
    other: Option<OtherMessage>,
    config: &Config,
) -> Result<Report, Option<ReadError>> {
    let _ = config;
    let report = |message, outcome: String, unknown: Vec<UnknownValue>| {
        let unknown = unknown.into_iter().map(|unknown| Unknown {
            path: unknown.to_string(),
            value: None,
            shown: unknown.to_string(),
            known_as: known_as(&unknown),
        });
        Report {
            message: Some(message),
            members: vec![("details", outcome)],
            unknown: unknown.collect(),
            ..Report::default()
        }
    };
    Ok(match other {
        Some(OtherMessage::WebSdk) => {
            let response = web_sdk::Response::from_slice(body)?;
            report(
                Message::WebSdk,
                format!("{:?}", response.process.outcome()),
                response.unknown_values(),
            )
        }
        Some(OtherMessage::WebSdkProcess) => {
            let process = web_sdk::Process::from_slice(body)?;
            report(
                Message::WebSdk,
                format!("{:?}", process.outcome()),
                process.unknown_values(),
            )
        }
        Some(OtherMessage::Api) => {
            let process = api::Process::from_slice(body)?;
            report(
                Message::Api,
                format!("{:?}", process.outcome()),
                process.unknown_values(),
            )
        }
        Some(OtherMessage::HttpError) => {
            let error = ErrorBody::from_slice(body)?;
            Report {
                message: Some(Message::HttpError),
                outcome: Some("error"),
                meaning: "the call failed; look at its HTTP status",
                members: vec![("details", format!("{error:?}"))],
                ..Report::default()
            }
        }
        _ => return Err(None),
    })
}

/// What an object carries that is not a message itself: JSON in a string, as it is or as base64, and messages deeper.
fn inner(path: &str, value: &Value) -> Vec<(String, Inner)> {
    let step = |name: &str| match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    };
    match value {
        Value::Object(members) if !path.is_empty() && is_message(value) => {
            let object = serde_json::to_vec(members).unwrap_or_default();
            vec![(path.to_owned(), Inner::Object(object))]
        }
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| inner(&step(name), value))
            .collect(),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .flat_map(|(index, value)| inner(&format!("{path}[{index}]"), value))
            .collect(),
        Value::String(string) if holds_json(string) => {
            vec![(path.to_owned(), Inner::Text(string.clone().into_bytes()))]
        }
        Value::String(string) => BASE64_STANDARD
            .decode(string)
            .map(|bytes| Text::of(bytes).bytes)
            .ok()
            .filter(|bytes| std::str::from_utf8(bytes).is_ok_and(holds_json))
            .map(|bytes| (path.to_owned(), Inner::Text(bytes)))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether an object has the members of a webhook payload or a response.
fn is_message(value: &Value) -> bool {
    let body = value.to_string();
    let looks_like = web_sdk::Response::from_slice(body.as_bytes())
        .map_or_else(|error| error.looks_like(), |_| Some(OtherMessage::WebSdk));
    looks_like.is_some_and(|other| !other.is_http_error())
}

/// The known value that a string differs from only in case, by the member at the end of its path.
fn known_as(unknown: &UnknownValue) -> Option<&'static str> {
    fn all<T: AsRef<str>>(known: &'static [T]) -> Vec<&'static str> {
        known.iter().map(AsRef::as_ref).collect()
    }
    let value = unknown.value().as_str()?;
    let member = unknown.path().rsplit('.').next()?;
    let known = match member {
        "state" => all(ProcessState::KNOWN),
        "flow" => all(Flow::KNOWN),
        "result" => all(ResultCode::KNOWN),
        "lastEvent" => all(EventType::KNOWN),
        _ => Vec::new(),
    };
    known
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(value))
}
