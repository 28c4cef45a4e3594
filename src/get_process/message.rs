//! Which message a body is, told by the names of its members alone.

use alloc::string::String;
use core::fmt;

use serde_json::{Map, Value};
use strum::EnumIs;

/// The message that a body looks like when it is not the one that was asked for.
///
/// Only names of members are looked at, and nothing is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIs)]
#[non_exhaustive]
pub enum Message {
    /// What the platform posts to a webhook: it has a `processId`.
    Webhook,
    /// The older `update_process` event: it has an `eventDate`, or an `event` with `data`.
    UpdateProcess,
    /// An answer of the Web & SDK contract: it has a `process`.
    WebSdk,
    /// The object inside an answer of the Web & SDK contract: it has an `id` and a `state`.
    WebSdkProcess,
    /// An answer of the API contract: it has an `id`, and no `state`.
    Api,
    /// An answer of the legacy Check API, whose names begin with capitals: it has an `Id`.
    LegacyCheck,
    /// The body of an HTTP error: it has a `message`, a `code`, an `error` or an `Error`.
    Error,
}

impl Message {
    /// Tells a message by the members that do not belong to the one that was asked for.
    pub(super) fn of(members: &Map<String, Value>) -> Option<Self> {
        let has = |name| members.contains_key(name);
        Some(if has("processId") {
            Self::Webhook
        } else if has("eventDate") || (has("event") && has("data")) {
            Self::UpdateProcess
        } else if has("process") {
            Self::WebSdk
        } else if has("id") && has("state") {
            Self::WebSdkProcess
        } else if has("id") {
            Self::Api
        } else if has("Id") {
            Self::LegacyCheck
        } else if ["message", "code", "error", "Error"].into_iter().any(has) {
            Self::Error
        } else {
            return None;
        })
    }
}

impl fmt::Display for Message {
    /// Names the message and says what reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Webhook => "a webhook body; read it with `webhook::Payload`",
            Self::UpdateProcess => {
                "the older `update_process` event, which this crate does not read"
            }
            Self::WebSdk => "an answer of the Web & SDK contract; read it with `web_sdk::Response`",
            Self::WebSdkProcess => {
                "the `process` of a Web & SDK answer without its wrapper; \
                 read it with `web_sdk::Process`"
            }
            Self::Api => "an answer of the API contract; read it with `api::Process`",
            Self::LegacyCheck => {
                "an answer of the legacy Check API, which this crate does not read"
            }
            Self::Error => {
                "the body of an HTTP error; check the status, then read it with `ErrorBody`"
            }
        })
    }
}
