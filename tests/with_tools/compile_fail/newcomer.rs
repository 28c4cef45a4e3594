//! What a newcomer writes first; the docs of `webhook` put the right way beside each.

use idcloud_types::ProcessId;
use idcloud_types::webhook::{EventType, Payload, RawPayload};

fn comparing(payload: &Payload) -> bool {
    payload.state() == "PROCESS_STATE_FINISHED" //~ E0277
}

fn comparing_an_option(payload: &Payload) -> bool {
    payload.result() == Some("ok") //~ E0308
}

fn matching(payload: &Payload) -> bool {
    match payload.state() {
        "PROCESS_STATE_FINISHED" => true, //~ E0308
        _ => false,
    }
}

fn building(process_id: ProcessId) -> RawPayload {
    //~v E0639
    RawPayload {
        process_id,
        state: None,
        flow: None,
        result: None,
        last_event: None,
        last_event_description: None,
        extra: Default::default(),
    }
}

fn naming() -> EventType {
    EventType::Unknown("EVENT_TYPE_OF_TOMORROW".into()) //~ E0277
}

fn main() {}
