//! The feature `testing`, used as a service uses it: from outside, and in unit tests.

use idcloud_types::testing::webhook::{self, RawPayloadBuilder};
use idcloud_types::webhook::{
    EventType, Outcome, Payload, PayloadError, RawPayload, ResultCode, Violation,
};
use idcloud_types::{Flow, ProcessId, ProcessState};
use serde_json::{Value, json};

/// A fixture and the label of its outcome.
type Fixture = (fn() -> Payload, &'static str);

#[test]
fn every_documented_body_is_there_as_json_and_as_the_same_value() {
    assert_eq!(webhook::OK.parse::<Payload>().unwrap(), webhook::ok());
    assert_eq!(
        webhook::EXPIRED.parse::<Payload>().unwrap(),
        webhook::expired()
    );
    assert_eq!(
        webhook::WITHOUT_RESULT.parse::<RawPayload>().unwrap(),
        webhook::without_result()
    );
    for (text, raw) in [
        (webhook::OK, webhook::ok().into_raw()),
        (webhook::EXPIRED, webhook::expired().into_raw()),
        (webhook::WITHOUT_RESULT, webhook::without_result()),
    ] {
        assert_eq!(
            serde_json::to_value(raw).unwrap(),
            serde_json::from_str::<Value>(text).unwrap()
        );
    }
}

#[test]
fn each_fixture_has_the_outcome_that_it_is_named_after() {
    let fixtures: [Fixture; 7] = [
        (webhook::ok, "ok"),
        (webhook::expired, "expired"),
        (webhook::invalid_identity, "invalid_identity"),
        (webhook::failed, "failed"),
        (webhook::canceled, "canceled"),
        (webhook::unfinished, "unfinished"),
        (webhook::unrecognized, "unrecognized"),
    ];
    for (fixture, expected) in fixtures {
        let payload = fixture();
        assert_eq!(payload.outcome().as_str(), expected);
        assert_eq!(payload.process_id(), webhook::PROCESS_ID);
    }
}

#[test]
fn every_spelling_of_absence_reads_as_absent() {
    let empty = webhook::EMPTY_STRINGS.parse::<Payload>().unwrap();
    let absent = webhook::ok();
    assert_eq!(empty.outcome(), absent.outcome());
    assert_eq!(empty.delivery_key(), absent.delivery_key());
    assert_eq!(
        (empty.last_event(), empty.last_event_description()),
        (None, None)
    );
    // They are kept, and written back.
    assert_eq!(
        serde_json::to_value(&empty).unwrap(),
        serde_json::from_str::<Value>(webhook::EMPTY_STRINGS).unwrap()
    );
    let nulls = webhook::NULLS.parse::<RawPayload>().unwrap();
    assert_eq!(
        nulls,
        RawPayloadBuilder::empty()
            .extra("extra", Value::Null)
            .build()
    );
}

#[test]
fn the_bodies_that_are_not_payloads_are_refused_for_what_they_are() {
    let Err(PayloadError::Invalid(invalid)) = webhook::WITHOUT_RESULT.parse::<Payload>() else {
        panic!()
    };
    assert_eq!(invalid.violations(), [Violation::MissingResult]);
    let Err(PayloadError::Malformed(malformed)) = webhook::LEGACY_UPDATE_PROCESS.parse::<Payload>()
    else {
        panic!()
    };
    assert_eq!(malformed.path(), Some("processId"));
}

#[test]
fn every_malformed_body_is_malformed() {
    for (what, body) in webhook::MALFORMED {
        assert!(
            Payload::from_slice(body).unwrap_err().is_malformed(),
            "{what}"
        );
    }
}

#[test]
fn the_builder_starts_from_the_constructors_payloads() {
    let id = webhook::PROCESS_ID;
    let built = |builder: RawPayloadBuilder| Payload::try_from(builder.build()).unwrap();
    assert_eq!(
        built(RawPayloadBuilder::ok()),
        Payload::ok(id, Flow::Id).unwrap()
    );
    assert_eq!(
        built(RawPayloadBuilder::invalid_identity()),
        Payload::invalid_identity(id, Flow::Id).unwrap(),
    );
    for event in EventType::KNOWN
        .iter()
        .cloned()
        .chain(["EVENT_TYPE_OF_TOMORROW".into()])
    {
        assert_eq!(
            built(RawPayloadBuilder::expired_at(event.clone())),
            Payload::expired(id, Flow::Id, event).unwrap(),
        );
    }
    assert_eq!(RawPayloadBuilder::empty().build(), RawPayload::new(id));
}

#[test]
fn the_builder_reaches_every_shape() {
    let other: ProcessId = "00000000-0000-4000-8000-000000000000".parse().unwrap();
    let full = RawPayloadBuilder::empty()
        .process_id(other)
        .state(ProcessState::Created)
        .flow("flow-of-tomorrow")
        .result(ResultCode::from("error"))
        .last_event("EVENT_TYPE_OF_TOMORROW")
        .last_event_description("text")
        .extra("attempt", 2)
        .extra("nested", json!({ "a": [null] }));
    assert_eq!(
        serde_json::from_str::<Value>(&full.to_json()).unwrap(),
        json!({
            "processId": "00000000-0000-4000-8000-000000000000",
            "state": "PROCESS_STATE_CREATED",
            "flow": "flow-of-tomorrow",
            "result": "error",
            "lastEvent": "EVENT_TYPE_OF_TOMORROW",
            "lastEventDescription": "text",
            "attempt": 2,
            "nested": { "a": [null] },
        }),
    );
    assert_eq!(
        full.to_json().parse::<RawPayload>().unwrap(),
        full.clone().build()
    );
    assert!(matches!(
        full.clone().build().outcome(),
        Outcome::Unrecognized { .. }
    ));

    let bare = full
        .without_state()
        .without_flow()
        .without_result()
        .without_last_event()
        .without_last_event_description()
        .build();
    assert_eq!(
        (&bare.state, &bare.flow, &bare.result),
        (&None, &None, &None)
    );
    assert_eq!(
        (&bare.last_event, &bare.last_event_description),
        (&None, &None)
    );
    assert_eq!(bare.extra.len(), 2);
}

#[test]
#[should_panic(expected = "`state` is a known member; use its setter")]
fn the_builder_refuses_a_known_member_as_an_extra_one() {
    let _ = RawPayloadBuilder::ok().extra("state", "x");
}
