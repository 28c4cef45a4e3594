//! A dependant that turns everything on, as a unit test or a fuzz target does.

#![cfg(test)]

use idcloud_types::get_process::{Criteria, Outcome};
use idcloud_types::testing;
use idcloud_types::testing::web_sdk::strategies;
use idcloud_types::webhook::{Payload, Subscription};
use proptest::prelude::*;
use schemars::{JsonSchema, schema_for};

use crate::get_process::{Config, is_approved};
use crate::webhook::{self, Step};

/// A configuration whose schema holds those of the crate.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "its schema is what counts")]
struct Configuration {
    webhook: Subscription,
    criteria: Criteria,
}

fn config() -> Config {
    Config {
        criteria: Criteria::default(),
    }
}

#[test]
fn a_schema_of_its_own_holds_those_of_the_crate() {
    let schema = schema_for!(Configuration);
    assert!(
        schema
            .pointer("/$defs/WebhookSubscription/properties/results")
            .is_some()
    );
    assert!(
        schema
            .pointer("/$defs/GetProcessCriteria/properties/requires")
            .is_some()
    );
}

#[test]
fn documented_bodies_are_read() {
    let all = webhook::Config {
        webhook: Subscription::default(),
    };
    let step = webhook::step(&all, testing::webhook::OK.as_bytes());
    assert!(matches!(step, Step::AskGetProcess { .. }));
}

proptest! {
    #[test]
    fn my_handler_never_approves_what_is_not_verified(response in strategies::response()) {
        let is_verified = matches!(response.outcome(), Outcome::Verified(_));
        prop_assert_eq!(is_approved(&config(), &response), is_verified);
    }

    #[test]
    fn any_payload_has_a_next_step(payload: Payload, subscription: Subscription) {
        let body = serde_json::to_vec(&payload).unwrap();
        let step = webhook::step(&webhook::Config { webhook: subscription }, &body);
        prop_assert!(!matches!(step, Step::Keep(_) | Step::Reject(_)), "{step:?}");
    }
}
