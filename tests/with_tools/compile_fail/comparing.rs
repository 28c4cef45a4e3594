//! No two vocabularies compare, for equality or for order.

use idcloud_types::ProcessState;
use idcloud_types::get_process::ProcessResult;
use idcloud_types::webhook::{EventType, ResultCode};

fn equal(code: ResultCode, state: ProcessState, event: EventType, result: ProcessResult) {
    let _ = code == state; //~ E0308
    let _ = code == event; //~ E0308
    let _ = code == result; //~ E0308
    let _ = state == code; //~ E0308
    let _ = state == event; //~ E0308
    let _ = state == result; //~ E0308
    let _ = event == code; //~ E0308
    let _ = event == state; //~ E0308
    let _ = event == result; //~ E0308
    let _ = result == code; //~ E0308
    let _ = result == state; //~ E0308
    let _ = result == event; //~ E0308
}

fn ordered(code: ResultCode, state: ProcessState, event: EventType, result: ProcessResult) {
    let _ = code < state; //~ E0308
    let _ = code < event; //~ E0308
    let _ = code < result; //~ E0308
    let _ = state < code; //~ E0308
    let _ = state < event; //~ E0308
    let _ = state < result; //~ E0308
    let _ = event < code; //~ E0308
    let _ = event < state; //~ E0308
    let _ = event < result; //~ E0308
    let _ = result < code; //~ E0308
    let _ = result < state; //~ E0308
    let _ = result < event; //~ E0308
}

fn to_text(code: ResultCode, state: ProcessState, event: EventType, result: ProcessResult) {
    let _ = code == "ok"; //~ E0308
    let _ = state == "ok"; //~ E0308
    let _ = event == "ok"; //~ E0308
    let _ = result == "ok"; //~ E0308
}

fn main() {}
