//! The answer that is asked for: what the GetProcess endpoints say of a process.
//!
//! | endpoint | contract | its answer |
//! | --- | --- | --- |
//! | `GET /client/v1/process/{id}` | Web & SDK ("by Unico") | [`web_sdk::Response`] |
//! | `GET /processes/v1/{id}`, `/v2/{id}` | API ("by Client") | [`api::Process`] |
//!
//! Both contracts name the process by its [`ProcessId`](crate::ProcessId) and tell everything else in words of their
//! own, so nothing converts or compares between them, and nothing of the webhook enters here. What an HTTP error
//! answers with is an [`ErrorBody`]; look at the status first, because a negative result comes with status 200.
//!
//! ```
//! use idcloud_types::get_process::web_sdk::{Outcome, Response};
//! use idcloud_types::get_process::AuthenticationResult;
//!
//! let body = br#"{"process": {
//!     "id": "8263a268-5388-492a-bca2-28e1ff4a69f0",
//!     "state": "PROCESS_STATE_FINISHED",
//!     "result": "PROCESS_RESULT_OK",
//!     "authenticationInfo": {
//!         "livenessResult": "LIVENESS_RESULT_LIVE",
//!         "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE"
//!     }
//! }}"#;
//! let response = Response::from_slice(body)?;
//! match response.process.outcome() {
//!     Outcome::Ok(info) if info.authentication() == Some(&AuthenticationResult::Positive) => println!("weigh the alerts"),
//!     Outcome::Unfinished => println!("ask again later"),
//!     other => println!("look closer: {other:?}"),
//! }
//! # Ok::<(), idcloud_types::get_process::MalformedResponse>(())
//! ```
//!
//! # What is kept
//!
//! Every object has public fields, all of them optional but the process's `id`, and an `extra` with the members that
//! this version does not know. Reading takes JSON objects only, refuses a repeated known member, and reads `null` as
//! absent. `""` stays what it is, so that a body is written back as it came; methods such as
//! [`web_sdk::Process::outcome`] read it, and every `..._UNSPECIFIED`, as nothing. Writing omits what is absent and
//! puts `extra` last.
//!
//! # What a log may see
//!
//! Personal data and secrets are [`Sensitive`]. Beyond that, the `Debug` of an object shows known words, words that
//! look like the platform's (`PROCESS_STATE_CANCELED`, and of flows `idonboarding`), process ids, numbers of up to five
//! digits, truth values and times. Whatever else stands in their place may be anything, a CPF for one: of a longer
//! number it shows `<number>`, of any other text the length, and of `extra` the number of members. What you take out of
//! an object yourself has the `Debug` of its own type.
//!
//! Errors show nothing of a body, as long as it is read with `from_slice` or `str::parse`. Prefer those to
//! `serde_json::from_slice` and its like, and to an HTTP client's own `.json()`: their errors are serde's, whose words
//! may quote the body, such as a CPF in the place of a number.

pub mod api;
mod authentication_result;
mod bio_token_engine_result;
mod capacity;
mod dui_type;
mod error;
mod error_body;
mod frictionless_result;
mod id_age_result;
mod liveness_result;
mod member;
mod message;
mod notification_channel;
mod object;
mod process_result;
mod said;
mod score;
mod score_enabled;
mod sensitive;
mod smart_revalidation_result;
mod timestamp;
mod trail;
mod trust_result;
pub mod web_sdk;

pub use authentication_result::{AuthenticationResult, UnknownAuthenticationResult};
pub use bio_token_engine_result::{BioTokenEngineResult, UnknownBioTokenEngineResult};
pub use capacity::{Capacity, UnknownCapacity};
pub use dui_type::{DuiType, UnknownDuiType};
pub use error::MalformedResponse;
pub use error_body::{ErrorBody, ErrorCode, ErrorContent, ErrorDetail};
pub use frictionless_result::{FrictionlessResult, UnknownFrictionlessResult};
pub use id_age_result::{IdAgeResult, UnknownIdAgeResult};
pub use liveness_result::{LivenessResult, UnknownLivenessResult};
pub use message::Message;
pub use notification_channel::{NotificationChannel, UnknownNotificationChannel};
pub use process_result::{ProcessResult, UnknownProcessResult};
pub use score::Score;
pub use score_enabled::{ScoreEnabled, UnknownScoreEnabled};
pub use sensitive::Sensitive;
pub use smart_revalidation_result::{SmartRevalidationResult, UnknownSmartRevalidationResult};
pub use timestamp::Timestamp;
pub use trust_result::{TrustResult, UnknownTrustResult};
