//! The fields of a `Verified` are private.

use idcloud_types::get_process::{Contract, Verified};
use idcloud_types::{Flow, ProcessId};

fn literal(process_id: ProcessId, flow: Option<Flow>) -> Verified {
    let contract = Contract::WebSdk;
    Verified {
        process_id, //~ E0451
        flow,
        contract,
    }
}

fn main() {}
