//! Reactions and criteria as configuration.

use std::fmt::{Debug, Display};

use idcloud_types::get_process::{Check, Criteria, Meaning};
use idcloud_types::testing::{web_sdk, webhook};
use idcloud_types::webhook::{EventType, Payload, ResultCode, Selection, Subscription};
use idcloud_types::{Flow, ProcessState};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// A configuration in TOML, JSON or an environment variable is the same when it is written and read again; each warning
/// is one line; and no entry makes a failing value pass.
///
/// # Panics
///
/// If that does not hold.
pub fn configuration(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    for subscription in read::<Subscription>(text) {
        try_subscription(&subscription);
    }
    for criteria in read::<Criteria>(text) {
        try_criteria(&criteria);
    }
    if let Ok(selection) = text.parse::<Selection<EventType>>() {
        is_written_and_read(&selection);
        for event in EventType::KNOWN {
            let is_named = text.split(',').any(|name| name.trim() == event.as_str());
            let is_all = text.trim().eq_ignore_ascii_case("all");
            assert_eq!(selection.contains(event), is_all || is_named);
        }
    }
}

/// The input as each of the formats.
fn read<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) -> Vec<T> {
    let read = [
        toml::from_str::<T>(text).map_err(|error| error.to_string()),
        serde_json::from_str::<T>(text).map_err(|error| error.to_string()),
    ];
    let read: Vec<T> = read.into_iter().flatten().collect();
    for configured in &read {
        is_written_and_read(configured);
        let written = toml::to_string(configured).unwrap();
        assert_eq!(toml::from_str::<T>(&written).unwrap(), *configured);
    }
    read
}

fn is_written_and_read<T: DeserializeOwned + Serialize + PartialEq + Debug>(configured: &T) {
    let written = serde_json::to_string(configured).unwrap();
    assert_eq!(serde_json::from_str::<T>(&written).unwrap(), *configured);
}

fn try_subscription(subscription: &Subscription) {
    subscription.warnings().into_iter().for_each(is_one_line);

    let ok = webhook::ok();
    let is_selected = subscription.states.contains(ok.state())
        && subscription.results.contains(&ResultCode::Ok)
        && subscription.flows.contains(ok.flow());
    assert_eq!(subscription.decide(&ok).is_react(), is_selected);

    for event in EventType::KNOWN {
        let payload = Payload::expired(webhook::PROCESS_ID, Flow::Id, event.clone()).unwrap();
        let is_selected = subscription.states.contains(&ProcessState::Finished)
            && subscription.results.contains(&ResultCode::Expired)
            && subscription.flows.contains(&Flow::Id)
            && subscription.last_events.contains(event);
        assert_eq!(subscription.decide(&payload).is_react(), is_selected);
    }
}

fn try_criteria(criteria: &Criteria) {
    criteria.warnings().into_iter().for_each(is_one_line);
    // No value that fails, raises the alert or means that there is no result passes, or can be listed beside those that
    // do.
    for check in Check::KNOWN {
        let bad = check
            .values()
            .iter()
            .filter(|(_, meaning)| matches!(meaning, Meaning::Fails | Meaning::Alert));
        let bad = bad.map(|(value, _)| *value);
        for value in bad.chain(["UNSPECIFIED", "TRUST_RESULT_UNSPECIFIE", ""]) {
            assert!(!criteria.accepts(check, value), "{check} {value}");
            let mut more = serde_json::to_value(criteria).unwrap();
            let mut accepted: Vec<&str> = criteria.accepted(check).collect();
            accepted.push(value);
            if let Some(accepts) = more["accepts"].as_object_mut() {
                accepts.retain(|name, _| !name.eq_ignore_ascii_case(check.as_str()));
            }
            more["accepts"][check.as_str()] = json!(accepted);
            assert!(
                serde_json::from_value::<Criteria>(more).is_err(),
                "{check} {value}"
            );
        }
    }
    for flow in Flow::KNOWN {
        assert_ne!(
            criteria.required(flow).map(<[Check]>::len),
            Some(0),
            "{flow}"
        );
    }

    // A process without results is not verified, whatever is required.
    for flow in Flow::KNOWN {
        let checks: [(Check, &str); 0] = [];
        let response = web_sdk::finished(webhook::PROCESS_ID, flow.clone(), checks);
        assert!(response.verified_by(criteria).is_none(), "{flow}");
    }
}

fn is_one_line(warning: impl Display) {
    let warning = warning.to_string();
    assert!(!warning.contains(char::is_control), "{warning:?}");
}
