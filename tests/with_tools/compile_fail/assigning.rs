//! A value of one vocabulary can't be used where another is expected.

use idcloud_types::ProcessState;
use idcloud_types::get_process::ProcessResult;
use idcloud_types::webhook::{EventType, ResultCode};

fn main() {
    let _: ResultCode = ProcessState::Finished; //~ E0308
    let _: ResultCode = EventType::SessionEnded; //~ E0308
    let _: ResultCode = ProcessResult::Ok; //~ E0308
    let _: ProcessState = ResultCode::Ok; //~ E0308
    let _: ProcessState = EventType::SessionEnded; //~ E0308
    let _: ProcessState = ProcessResult::Ok; //~ E0308
    let _: EventType = ResultCode::Ok; //~ E0308
    let _: EventType = ProcessState::Finished; //~ E0308
    let _: EventType = ProcessResult::Ok; //~ E0308
    let _: ProcessResult = ResultCode::Ok; //~ E0308
    let _: ProcessResult = ProcessState::Finished; //~ E0308
    let _: ProcessResult = EventType::SessionEnded; //~ E0308
}
