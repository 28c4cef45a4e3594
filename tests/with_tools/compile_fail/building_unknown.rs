//! Only reading builds an unknown value, so that it never holds a known one.

use idcloud_types::get_process::{ProcessResult, UnknownProcessResult};
use idcloud_types::webhook::{EventType, ResultCode, UnknownEventType, UnknownResultCode};
use idcloud_types::{Flow, ProcessState, UnknownFlow, UnknownProcessState};

fn from_string() {
    let _ = ResultCode::Unknown("ok".into()); //~ E0277
    let _ = ProcessState::Unknown("ok".into()); //~ E0277
    let _ = EventType::Unknown("ok".into()); //~ E0277
    let _ = ProcessResult::Unknown("ok".into()); //~ E0277
    let _ = Flow::Unknown("ok".into()); //~ E0277
}

fn from_parts() {
    let _ = UnknownResultCode("ok".into()); //~ E0423
    let _ = UnknownProcessState("ok".into()); //~ E0423
    let _ = UnknownEventType("ok".into()); //~ E0423
    let _ = UnknownProcessResult("ok".into()); //~ E0423
    let _ = UnknownFlow("ok".into()); //~ E0423
}

fn from_another_vocabulary(code: UnknownResultCode, state: UnknownProcessState) {
    let _ = ResultCode::Unknown(state); //~ E0308
    let _ = EventType::Unknown(code); //~ E0308
}

fn main() {}
