//! What must compile, so that the files beside fail for their own reasons and not for a missing dependency.
//@check-pass

use idcloud_types::get_process::ProcessResult;
use idcloud_types::webhook::{EventType, Payload, ResultCode};
use idcloud_types::{Flow, ProcessId, ProcessState};

/// A vocabulary compares with itself, and with another by way of the string, which nobody writes by accident.
#[must_use]
pub fn compare(
    code: &ResultCode,
    state: &ProcessState,
    event: &EventType,
    result: &ProcessResult,
) -> bool {
    *code == ResultCode::Ok
        && *state == ProcessState::Finished
        && *event == EventType::from("EVENT_TYPE_OF_TOMORROW")
        && *result == ProcessResult::Ok
        && code.as_str() != result.as_str()
}

/// A payload is built by its constructors.
#[must_use]
pub fn build(id: ProcessId) -> bool {
    Payload::ok(id, Flow::Id).is_ok()
}
