//! Heap allocations, counted: a documented payload costs none.

use allocation_counter::measure;
use idcloud_types::webhook::{EventType, Outcome, Payload, RawPayload, Subscription};

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

/// How many allocations it takes to read the body, as a checked payload and as a raw one.
#[track_caller]
fn allocations(body: &str) -> u64 {
    let body = body.as_bytes();
    let raw = measure(|| drop(RawPayload::from_slice(body).unwrap())).count_total;
    let checked = measure(|| drop(Payload::from_slice(body).unwrap())).count_total;
    assert_eq!(raw, checked);
    checked
}

fn expired(last_event: &str, description: &str) -> String {
    format!(
        r#"{{"processId":"{ID}","state":"PROCESS_STATE_FINISHED","flow":"id","result":"expired",
            "lastEvent":"{last_event}","lastEventDescription":"{description}"}}"#
    )
}

#[test]
fn the_counter_counts() {
    assert_eq!(
        measure(|| drop(std::hint::black_box(Box::new(7)))).count_total,
        1
    );
}

#[test]
fn a_documented_payload_allocates_nothing() {
    assert_eq!(
        allocations(include_str!("../examples/payloads/webhook-ok.json")),
        0
    );
    assert_eq!(
        allocations(include_str!("../examples/payloads/webhook-expired.json")),
        0
    );
}

#[test]
fn every_documented_event_with_its_description_allocates_nothing() {
    for event in EventType::KNOWN {
        let body = expired(event.as_str(), event.description().unwrap());
        assert_eq!(allocations(&body), 0, "{event:?}");
        // The description of another event is documented too.
        let body = expired(event.as_str(), EventType::KNOWN[0].description().unwrap());
        assert_eq!(allocations(&body), 0, "{event:?}");
    }
}

#[test]
fn one_unknown_short_value_allocates_once() {
    let known = expired("EVENT_TYPE_QR_CODE_READ", "QR code was read");
    for (value, unknown) in [
        ("PROCESS_STATE_FINISHED", "PROCESS_STATE_NEW"),
        (r#""flow":"id""#, r#""flow":"new""#),
        (r#""result":"expired""#, r#""result":"new""#),
        ("EVENT_TYPE_QR_CODE_READ", "EVENT_TYPE_NEW"),
        ("QR code was read", "new"),
    ] {
        let body = known.replace(value, unknown);
        assert_ne!(body, known);
        assert_eq!(allocations(&body), 1, "{unknown}");
    }
}

#[test]
fn what_is_done_with_a_payload_allocates_nothing() {
    let subscription: Subscription =
        toml::from_str(r#"last_events = ["EVENT_TYPE_SESSION_ENDED", "EVENT_TYPE_NEW"]"#).unwrap();
    let session_ended = EventType::SessionEnded;
    let body = expired(session_ended.as_str(), session_ended.description().unwrap());
    let payload = Payload::from_slice(body.as_bytes()).unwrap();
    let mut buffer = Vec::with_capacity(1_000);
    let counted = measure(|| {
        assert!(matches!(payload.outcome(), Outcome::Expired { .. }));
        assert_eq!(payload.as_raw().outcome(), payload.outcome());
        assert!(subscription.decide(&payload).is_react());
        assert!(payload.as_raw().unknown_values().is_empty());
        assert_eq!(payload.delivery_key(), payload.as_raw().delivery_key());
        serde_json::to_writer(&mut buffer, &payload).unwrap();
    });
    assert_eq!(counted.count_total, 0);
}

#[test]
fn an_outcome_shares_the_unknown_value_that_it_holds() {
    let payload = Payload::from_slice(expired("EVENT_TYPE_NEW", "new").as_bytes()).unwrap();
    let counted = measure(|| assert!(payload.outcome().is_expired()));
    assert_eq!(counted.count_total, 0);
}
