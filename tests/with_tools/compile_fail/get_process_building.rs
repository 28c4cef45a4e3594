//! An unknown value has no constructor, and no body a literal.

use idcloud_types::get_process::api::UnknownStatus;
use idcloud_types::get_process::web_sdk;
use idcloud_types::get_process::web_sdk::LivenessResult;

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

fn main() {}
