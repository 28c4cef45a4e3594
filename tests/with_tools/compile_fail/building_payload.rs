//! A payload can't be changed, and a raw one becomes one only through the check.

use idcloud_types::ProcessId;
use idcloud_types::webhook::{Payload, RawPayload};

fn change(mut payload: Payload, id: ProcessId) {
    payload.raw.process_id = id; //~ E0616
}

fn unchecked(raw: RawPayload) {
    let _: Payload = raw.into(); //~ E0277
}

fn main() {}
