//! An unknown value, a body and a yes can't be built by hand.

use idcloud_types::get_process::api::UnknownStatus;
use idcloud_types::get_process::web_sdk;
use idcloud_types::get_process::web_sdk::LivenessResult;
use idcloud_types::get_process::{Contract, Verified};

fn unknown() {
    let _ = UnknownStatus(3); //~ E0423
    let _ = LivenessResult::default(); //~ E0599
}

fn literal(process: web_sdk::Process, response: web_sdk::Response) {
    //~v E0639
    let _ = web_sdk::Response {
        process,
        ..response
    };
}

fn verified(process_id: idcloud_types::ProcessId) {
    //~v E0451
    let _ = Verified {
        process_id, //~ E0451
        flow: None, //~ E0451
        contract: Contract::Api,
    };
    let _ = Verified::default(); //~ E0599
    let _ = serde_json::from_str::<Verified>("{}"); //~ E0277
}

fn main() {}
