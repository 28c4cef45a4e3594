//! The crate and the validator agree on every documented body, and on every malformed one that is JSON.

use crate::{Message, Verdict};
use idcloud_types::testing::{api, web_sdk, webhook};
use serde_json::Value;

fn agree(message: &Message, body: &[u8]) -> Verdict {
    let verdict = (message.reader)(body);
    let is_valid = match serde_json::from_slice::<Value>(body) {
        Ok(value) => message.validator.is_valid(&value),
        Err(_) => false,
    };
    assert_eq!(
        verdict == Verdict::Accepted,
        is_valid,
        "{}: {}",
        message.name,
        String::from_utf8_lossy(body),
    );
    verdict
}

#[test]
fn the_two_agree_on_documented_deliveries() {
    let (payload, raw) = (Message::payload(), Message::raw_payload());
    for (body, verdict) in [
        (webhook::OK, Verdict::Accepted),
        (webhook::EXPIRED, Verdict::Accepted),
        (webhook::EMPTY_STRINGS, Verdict::Accepted),
        (webhook::WITHOUT_RESULT, Verdict::Invalid),
        (webhook::NULLS, Verdict::Invalid),
        (webhook::LEGACY_UPDATE_PROCESS, Verdict::Malformed),
    ] {
        assert_eq!(agree(&payload, body.as_bytes()), verdict, "{body}");
        agree(&raw, body.as_bytes());
    }
}

#[test]
fn the_two_agree_on_documented_responses() {
    for body in [web_sdk::CURRENT, web_sdk::LIVENESS, web_sdk::DOCUMENTS] {
        assert_eq!(
            agree(&Message::web_sdk(), body.as_bytes()),
            Verdict::Accepted
        );
    }
    for body in [
        api::FULL,
        api::YES,
        api::ERROR,
        api::INCONCLUSIVE,
        api::DIVERGENCE,
        api::NOT_LIVE,
    ] {
        assert_eq!(agree(&Message::api(), body.as_bytes()), Verdict::Accepted);
    }
}

/// Bodies that are malformed only because of a difference are in `differences.rs`.
#[test]
fn the_two_agree_on_malformed_bodies() {
    let differs = ["a repeated member", "a process of the Web & SDK contract"];
    for (message, bodies) in [
        (Message::payload(), webhook::MALFORMED),
        (Message::web_sdk(), web_sdk::MALFORMED),
        (Message::api(), api::MALFORMED),
    ] {
        for (what, body) in bodies {
            if !differs.contains(what) {
                assert_eq!(agree(&message, body), Verdict::Malformed, "{what}");
            }
        }
    }
}
