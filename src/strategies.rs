//! Strategies of `proptest`, for the unit tests of services that use this crate.
//!
//! Every message and configuration implements `proptest`'s `Arbitrary`, so `any::<Payload>()` is a payload of any
//! outcome, `any::<RawPayload>()` one that may break the rules, and `any::<Subscription>()` and `any::<Criteria>()` are
//! configurations. The functions here make one outcome each. A case that fails shrinks to a simpler one of that outcome.
//!
//! ```toml
//! [dev-dependencies]
//! idcloud-types = { version = "0.1", features = ["proptest1"] }
//! proptest = "1"
//! ```
//!
//! The feature `arbitrary1` implements the `Arbitrary` of `arbitrary`, for fuzzing, for the same types.
//!
//! # My handler never approves what is not verified
//!
#![cfg_attr(feature = "get-process", doc = "```")]
#![cfg_attr(not(feature = "get-process"), doc = "```ignore")]
//! // The service:
//! use idcloud_types::get_process::web_sdk::{Outcome, Response};
//!
//! fn is_approved(response: &Response) -> bool {
//!     match response.process.outcome() {
//!         Outcome::Verified(_) => true,
//!         _ => false,
//!     }
//! }
//!
//! // Its tests:
//! use idcloud_types::strategies::web_sdk;
//! use proptest::prelude::*;
//!
//! proptest! {
//!     # #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
//!     # /*
//!     #[test]
//!     # */
//!     fn my_handler_never_approves_what_is_not_verified(response in web_sdk::response()) {
//!         prop_assert!(!is_approved(&response) || response.process.verified().is_some());
//!     }
//!
//!     # /*
//!     #[test]
//!     # */
//!     fn my_handler_approves_what_is_verified(response in web_sdk::verified()) {
//!         prop_assert!(is_approved(&response));
//!     }
//! }
//! # my_handler_never_approves_what_is_not_verified();
//! # my_handler_approves_what_is_verified();
//! ```

/// Writes a strategy per row.
macro_rules! strategies {
    ($Type:ty: $($(#[$meta:meta])* $name:ident,)+) => {
        $(
            $(#[$meta])*
            pub fn $name() -> ::proptest::strategy::BoxedStrategy<$Type> {
                $crate::wire::generate::strategy(generate::$name)
            }
        )+
    };
}

/// Payloads that keep the rules, by their [`Outcome`](crate::webhook::Outcome).
pub mod webhook {
    use crate::webhook::{Payload, generate};

    strategies! {
        Payload:
        /// Any outcome, each as often as another.
        payload,
        /// [`Ok`](crate::webhook::Outcome::Ok).
        ok,
        /// [`Expired`](crate::webhook::Outcome::Expired).
        expired,
        /// [`InvalidIdentity`](crate::webhook::Outcome::InvalidIdentity).
        invalid_identity,
        /// [`Unfinished`](crate::webhook::Outcome::Unfinished).
        unfinished,
        /// [`Unrecognized`](crate::webhook::Outcome::Unrecognized): of an unknown state, or with an unknown result.
        unrecognized,
    }
}

/// Answers of the Web & SDK contract, by their [`Outcome`](crate::get_process::web_sdk::Outcome) under the documented
/// criteria.
#[cfg(feature = "get-process")]
pub mod web_sdk {
    use crate::get_process::web_sdk::{Response, generate};

    strategies! {
        Response:
        /// Any outcome, each as often as another.
        response,
        /// [`Verified`](crate::get_process::web_sdk::Outcome::Verified).
        verified,
        /// [`Finished`](crate::get_process::web_sdk::Outcome::Finished): an inconclusive check, an alert, or a flow of
        /// which it is not known what it requires.
        finished,
        /// [`Unanswered`](crate::get_process::web_sdk::Outcome::Unanswered).
        unanswered,
        /// [`Expired`](crate::get_process::web_sdk::Outcome::Expired).
        expired,
        /// [`InvalidIdentity`](crate::get_process::web_sdk::Outcome::InvalidIdentity).
        invalid_identity,
        /// [`Error`](crate::get_process::web_sdk::Outcome::Error).
        error,
        /// [`Failed`](crate::get_process::web_sdk::Outcome::Failed).
        failed,
        /// [`Unfinished`](crate::get_process::web_sdk::Outcome::Unfinished).
        unfinished,
        /// [`Unrecognized`](crate::get_process::web_sdk::Outcome::Unrecognized): an unknown state, result or answer, or
        /// an OK that a check contradicts.
        unrecognized,
    }
}

/// Answers of the API contract, by their [`Outcome`](crate::get_process::api::Outcome).
#[cfg(feature = "get-process")]
pub mod api {
    use crate::get_process::api::{Process, generate};

    strategies! {
        Process:
        /// Any outcome, each as often as another.
        process,
        /// [`Verified`](crate::get_process::api::Outcome::Verified).
        verified,
        /// [`Finished`](crate::get_process::api::Outcome::Finished).
        finished,
        /// [`Processing`](crate::get_process::api::Outcome::Processing).
        processing,
        /// [`Divergence`](crate::get_process::api::Outcome::Divergence).
        divergence,
        /// [`Canceled`](crate::get_process::api::Outcome::Canceled).
        canceled,
        /// [`Error`](crate::get_process::api::Outcome::Error).
        error,
        /// [`Unrecognized`](crate::get_process::api::Outcome::Unrecognized): an unknown status or none, or a yes that
        /// something else contradicts.
        unrecognized,
    }
}
