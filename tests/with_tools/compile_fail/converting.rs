//! Nothing converts one vocabulary into another.

use idcloud_types::ProcessState;
use idcloud_types::get_process::ProcessResult;
use idcloud_types::webhook::{EventType, ResultCode};

fn into() {
    let _: ResultCode = ProcessState::Finished.into(); //~ E0277
    let _: ResultCode = EventType::SessionEnded.into(); //~ E0277
    let _: ResultCode = ProcessResult::Ok.into(); //~ E0277
    let _: ProcessState = ResultCode::Ok.into(); //~ E0277
    let _: ProcessState = EventType::SessionEnded.into(); //~ E0277
    let _: ProcessState = ProcessResult::Ok.into(); //~ E0277
    let _: EventType = ResultCode::Ok.into(); //~ E0277
    let _: EventType = ProcessState::Finished.into(); //~ E0277
    let _: EventType = ProcessResult::Ok.into(); //~ E0277
    let _: ProcessResult = ResultCode::Ok.into(); //~ E0277
    let _: ProcessResult = ProcessState::Finished.into(); //~ E0277
    let _: ProcessResult = EventType::SessionEnded.into(); //~ E0277
}

fn from() {
    let _ = ResultCode::from(ProcessState::Finished); //~ E0277
    let _ = ResultCode::from(EventType::SessionEnded); //~ E0277
    let _ = ResultCode::from(ProcessResult::Ok); //~ E0277
    let _ = ProcessState::from(ResultCode::Ok); //~ E0277
    let _ = ProcessState::from(EventType::SessionEnded); //~ E0277
    let _ = ProcessState::from(ProcessResult::Ok); //~ E0277
    let _ = EventType::from(ResultCode::Ok); //~ E0277
    let _ = EventType::from(ProcessState::Finished); //~ E0277
    let _ = EventType::from(ProcessResult::Ok); //~ E0277
    let _ = ProcessResult::from(ResultCode::Ok); //~ E0277
    let _ = ProcessResult::from(ProcessState::Finished); //~ E0277
    let _ = ProcessResult::from(EventType::SessionEnded); //~ E0277
}

fn main() {}
