//! Which other message of the platform a body is, by the names of its members alone.

use alloc::string::String;

use serde_json::{Map, Value};
use strum::{Display, IntoStaticStr, VariantArray};

/// Another message of the platform, recognized in a malformed body.
///
/// Only the names of members are compared, and nothing is converted. `Display` names the message and the type that
/// reads it.
///
/// ```
/// use idcloud_types::OtherMessage;
/// use idcloud_types::webhook::RawPayload;
///
/// let response = br#"{"process":{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0"}}"#;
/// let error = RawPayload::from_slice(response).unwrap_err();
/// assert_eq!(error.looks_like(), Some(OtherMessage::WebSdk));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, IntoStaticStr, VariantArray)]
#[non_exhaustive]
pub enum OtherMessage {
    /// A delivery to a webhook: it has a `processId`.
    #[strum(to_string = "a webhook delivery; read it with `webhook::Payload`")]
    Webhook,
    /// The older `update_process` event: it has an `eventDate`, or an `event` with `data`.
    #[strum(to_string = "the older `update_process` event, which this crate does not read")]
    UpdateProcess,
    /// A response of the Web & SDK contract: it has a `process`.
    #[strum(to_string = "a GetProcess response of the Web & SDK contract; \
                     read it with `get_process::web_sdk::Response`")]
    WebSdk,
    /// The object inside a response of the Web & SDK contract: it has an `id`, and a `state` or a member that no other
    /// message has.
    #[strum(
        to_string = "the `process` of a Web & SDK response without its wrapper; \
                     read it with `get_process::web_sdk::Process`"
    )]
    WebSdkProcess,
    /// A response of the API contract: it has an `id` and a `status`.
    #[strum(to_string = "a GetProcess response of the API contract; \
                     read it with `get_process::api::Process`")]
    Api,
    /// A response of the legacy Check API, whose members begin with capitals: it has an `Id`.
    #[strum(to_string = "a response of the legacy Check API, which this crate does not read")]
    LegacyCheck,
    /// The body of an HTTP error: it has a `message`, a `code`, an `error` or an `Error`.
    #[strum(to_string = "the body of an HTTP error; \
                     check the status, then read it with `get_process::ErrorBody`")]
    HttpError,
}

impl OtherMessage {
    /// Recognizes a message by members that the one that was asked for does not have.
    pub(crate) fn recognize(members: &Map<String, Value>) -> Option<Self> {
        let has = |name| members.contains_key(name);
        let has_one_of = |names: &[&str]| names.iter().any(|name| members.contains_key(*name));
        Some(if has("processId") {
            Self::Webhook
        } else if has("eventDate") || (has("event") && has("data")) {
            Self::UpdateProcess
        } else if has("process") {
            Self::WebSdk
        } else if has("id") && has_one_of(&["state", "authenticationInfo", "callbackUri"]) {
            Self::WebSdkProcess
        } else if has("id") && has("status") {
            Self::Api
        } else if has("Id") {
            Self::LegacyCheck
        } else if has_one_of(&["message", "code", "error", "Error"]) {
            Self::HttpError
        } else {
            return None;
        })
    }
}
