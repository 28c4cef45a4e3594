//! Strategies of `proptest`, for the unit tests of services that use this crate.
//!
//! Every message and configuration implements `proptest`'s `Arbitrary`, so `any::<Payload>()` is a payload of any
//! outcome, `any::<RawPayload>()` one that may break the rules, and `any::<Subscription>()` and `any::<Criteria>()` are
//! configurations. The functions here make one outcome each. A case that fails shrinks to a simpler one of that
//! outcome.
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

#[cfg(feature = "get-process")]
pub mod api;
#[cfg(feature = "get-process")]
pub mod web_sdk;
pub mod webhook;
