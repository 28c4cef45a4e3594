//! A raw payload may gain members, so a literal of it does not compile, not even a partial one.

use idcloud_types::ProcessId;
use idcloud_types::webhook::RawPayload;

fn literal(process_id: ProcessId) {
    //~v E0639
    let _ = RawPayload {
        process_id,
        ..RawPayload::new(process_id)
    };
}

fn main() {}
