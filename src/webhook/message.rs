//! Which other message a body is, told by the names of its members alone.

use alloc::string::String;
use core::fmt;

use serde_json::{Map, Value};

/// The message that a body looks like when it has no `processId`: somebody sent it to the wrong place.
///
/// Only names of members are looked at, and nothing is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Message {
    /// GetProcess's answer of the Web & SDK contract: it has a `process`.
    WebSdkAnswer,
    /// GetProcess's answer of the API contract: it has an `id` and a `status`.
    ApiAnswer,
    /// The older `update_process` event: it has an `eventDate`, or an `event` with `data`.
    UpdateProcess,
    /// The body of an HTTP error: it has a `message`, an `error` or an `Error`.
    Error,
}

impl Message {
    /// Tells a message by the members that are not the payload's.
    pub(super) fn of(members: &Map<String, Value>) -> Option<Self> {
        let has = |name| members.contains_key(name);
        if has("process") {
            Some(Self::WebSdkAnswer)
        } else if has("id") && has("status") {
            Some(Self::ApiAnswer)
        } else if has("eventDate") || (has("event") && has("data")) {
            Some(Self::UpdateProcess)
        } else if has("message") || has("error") || has("Error") {
            Some(Self::Error)
        } else {
            None
        }
    }
}

impl fmt::Display for Message {
    /// Names the message and says what reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::WebSdkAnswer => {
                "a GetProcess answer; read it with `get_process::web_sdk::Response`"
            }
            Self::ApiAnswer => "a GetProcess answer; read it with `get_process::api::Process`",
            Self::UpdateProcess => {
                "the older `update_process` event, which this crate does not read"
            }
            Self::Error => "the body of an HTTP error; read it with `get_process::ErrorBody`",
        })
    }
}
