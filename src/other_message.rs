//! Which other message of the platform a body is, by the names of its members alone.

use alloc::string::String;
use core::fmt;

use serde_json::{Map, Value};
use strum::EnumIs;

use crate::wire::malformed::Malformed;

/// The message that a malformed body looks like, when it is not the one that was asked for.
///
/// Only the names of members are compared, and nothing is converted.
///
/// ```
/// use idcloud_types::OtherMessage;
/// use idcloud_types::webhook::RawPayload;
///
/// let answer = br#"{"process":{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0"}}"#;
/// let error = RawPayload::from_slice(answer).unwrap_err();
/// assert_eq!(error.looks_like(), Some(OtherMessage::WebSdk));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIs)]
#[non_exhaustive]
pub enum OtherMessage {
    /// A delivery to a webhook: it has a `processId`.
    Webhook,
    /// The older `update_process` event: it has an `eventDate`, or an `event` with `data`.
    UpdateProcess,
    /// An answer of the Web & SDK contract: it has a `process`.
    WebSdk,
    /// The object inside an answer of the Web & SDK contract: it has an `id`, and a `state` or what no other message
    /// has.
    WebSdkProcess,
    /// An answer of the API contract: it has an `id` and a `status`.
    Api,
    /// An answer of the legacy Check API, whose names begin with capitals: it has an `Id`.
    LegacyCheck,
    /// The body of an HTTP error: it has a `message`, a `code`, an `error` or an `Error`.
    HttpError,
}

impl OtherMessage {
    const ALL: [Self; 7] = [
        Self::Webhook,
        Self::UpdateProcess,
        Self::WebSdk,
        Self::WebSdkProcess,
        Self::Api,
        Self::LegacyCheck,
        Self::HttpError,
    ];

    /// Recognizes a message by members that the one that was asked for does not have, and names it.
    pub(crate) fn recognize(members: &Map<String, Value>) -> Option<&'static str> {
        let has = |name| members.contains_key(name);
        let message = if has("processId") {
            Self::Webhook
        } else if has("eventDate") || (has("event") && has("data")) {
            Self::UpdateProcess
        } else if has("process") {
            Self::WebSdk
        } else if has("id")
            && ["state", "authenticationInfo", "callbackUri"]
                .into_iter()
                .any(has)
        {
            Self::WebSdkProcess
        } else if has("id") && has("status") {
            Self::Api
        } else if has("Id") {
            Self::LegacyCheck
        } else if ["message", "code", "error", "Error"].into_iter().any(has) {
            Self::HttpError
        } else {
            return None;
        };
        Some(message.as_str())
    }

    /// Names the message, and what reads it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "a webhook delivery; read it with `webhook::Payload`",
            Self::UpdateProcess => {
                "the older `update_process` event, which this crate does not read"
            }
            Self::WebSdk => {
                "a GetProcess answer of the Web & SDK contract; \
                 read it with `get_process::web_sdk::Response`"
            }
            Self::WebSdkProcess => {
                "the `process` of a Web & SDK answer without its wrapper; \
                 read it with `get_process::web_sdk::Process`"
            }
            Self::Api => {
                "a GetProcess answer of the API contract; read it with `get_process::api::Process`"
            }
            Self::LegacyCheck => {
                "an answer of the legacy Check API, which this crate does not read"
            }
            Self::HttpError => {
                "the body of an HTTP error; check the status, \
                 then read it with `get_process::ErrorBody`"
            }
        }
    }
}

impl fmt::Display for OtherMessage {
    /// Names the message, and what reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Malformed {
    /// The other message of the platform that the body looks like, by its members' names. `None` if it resembles none,
    /// or if the error has another cause.
    #[must_use]
    pub fn looks_like(&self) -> Option<OtherMessage> {
        let other = self.other_message()?;
        OtherMessage::ALL
            .into_iter()
            .find(|message| message.as_str() == other)
    }
}
