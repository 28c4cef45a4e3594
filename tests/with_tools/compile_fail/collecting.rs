//! A collection of one vocabulary takes no value of another, and is not asked with one.

use std::collections::{BTreeSet, HashSet};

use idcloud_types::ProcessState;
use idcloud_types::get_process::ProcessResult;
use idcloud_types::webhook::{EventType, ResultCode};

fn collect() {
    let _: Vec<ResultCode> = [ProcessState::Finished].into_iter().collect(); //~ E0277
    let _: Vec<ResultCode> = [EventType::SessionEnded].into_iter().collect(); //~ E0277
    let _: Vec<ResultCode> = [ProcessResult::Ok].into_iter().collect(); //~ E0277
    let _: Vec<ProcessState> = [ResultCode::Ok].into_iter().collect(); //~ E0277
    let _: Vec<ProcessState> = [EventType::SessionEnded].into_iter().collect(); //~ E0277
    let _: Vec<ProcessState> = [ProcessResult::Ok].into_iter().collect(); //~ E0277
    let _: Vec<EventType> = [ResultCode::Ok].into_iter().collect(); //~ E0277
    let _: Vec<EventType> = [ProcessState::Finished].into_iter().collect(); //~ E0277
    let _: Vec<EventType> = [ProcessResult::Ok].into_iter().collect(); //~ E0277
    let _: Vec<ProcessResult> = [ResultCode::Ok].into_iter().collect(); //~ E0277
    let _: Vec<ProcessResult> = [ProcessState::Finished].into_iter().collect(); //~ E0277
    let _: Vec<ProcessResult> = [EventType::SessionEnded].into_iter().collect(); //~ E0277
}

fn ask_hashed(
    code: &HashSet<ResultCode>,
    state: &HashSet<ProcessState>,
    event: &HashSet<EventType>,
    result: &HashSet<ProcessResult>,
) {
    let _ = code.contains(&ProcessState::Finished); //~ E0277
    let _ = code.contains(&EventType::SessionEnded); //~ E0277
    let _ = code.contains(&ProcessResult::Ok); //~ E0277
    let _ = state.contains(&ResultCode::Ok); //~ E0277
    let _ = state.contains(&EventType::SessionEnded); //~ E0277
    let _ = state.contains(&ProcessResult::Ok); //~ E0277
    let _ = event.contains(&ResultCode::Ok); //~ E0277
    let _ = event.contains(&ProcessState::Finished); //~ E0277
    let _ = event.contains(&ProcessResult::Ok); //~ E0277
    let _ = result.contains(&ResultCode::Ok); //~ E0277
    let _ = result.contains(&ProcessState::Finished); //~ E0277
    let _ = result.contains(&EventType::SessionEnded); //~ E0277
}

fn ask_sorted(
    code: &BTreeSet<ResultCode>,
    state: &BTreeSet<ProcessState>,
    event: &BTreeSet<EventType>,
    result: &BTreeSet<ProcessResult>,
) {
    let _ = code.contains(&ProcessState::Finished); //~ E0277
    let _ = code.contains(&EventType::SessionEnded); //~ E0277
    let _ = code.contains(&ProcessResult::Ok); //~ E0277
    let _ = state.contains(&ResultCode::Ok); //~ E0277
    let _ = state.contains(&EventType::SessionEnded); //~ E0277
    let _ = state.contains(&ProcessResult::Ok); //~ E0277
    let _ = event.contains(&ResultCode::Ok); //~ E0277
    let _ = event.contains(&ProcessState::Finished); //~ E0277
    let _ = event.contains(&ProcessResult::Ok); //~ E0277
    let _ = result.contains(&ResultCode::Ok); //~ E0277
    let _ = result.contains(&ProcessState::Finished); //~ E0277
    let _ = result.contains(&EventType::SessionEnded); //~ E0277
}

fn main() {}
