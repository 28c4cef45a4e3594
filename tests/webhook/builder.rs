//! The builder of payloads keeps a last event and its description together.

use idcloud_types::testing::webhook::{self, RawPayloadBuilder};
use idcloud_types::webhook::{EventType, Payload, Violation};

fn events() -> impl Iterator<Item = EventType> {
    let unknown = EventType::from("EVENT_TYPE_OF_TOMORROW");
    EventType::KNOWN.iter().cloned().chain([unknown])
}

#[test]
fn a_last_event_has_its_own_description() {
    for before in events() {
        for event in events() {
            let builder = RawPayloadBuilder::expired_at(before.clone()).last_event(event.clone());
            let payload = Payload::try_from(builder.build()).unwrap();
            assert_eq!(payload.last_event(), Some(&event));
            assert_eq!(payload.last_event_description(), event.description());
            let id = webhook::PROCESS_ID;
            assert_eq!(payload, Payload::expired(id, "id", event).unwrap());
        }
    }
}

#[test]
fn a_description_of_ones_own_is_set_after_the_event() {
    let raw = RawPayloadBuilder::expired()
        .last_event(EventType::QrCodeRead)
        .last_event_description("QR lido")
        .build();
    assert_eq!(raw.last_event_description.as_deref(), Some("QR lido"));
}

#[test]
fn without_a_last_event_there_is_no_description_unless_it_is_set() {
    let builder = RawPayloadBuilder::expired().without_last_event();
    assert!(Payload::try_from(builder.clone().build()).is_ok());
    let broken = builder.last_event_description("text").build();
    let invalid = Payload::try_from(broken).unwrap_err();
    assert_eq!(invalid.violations(), [Violation::DescriptionWithoutEvent]);
}
