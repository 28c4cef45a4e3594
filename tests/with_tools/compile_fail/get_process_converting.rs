//! Nothing converts between the values and the bodies of the contracts, or between them and the webhook.

use idcloud_types::get_process::api::{
    self, IdentityFraudstersResult, Liveness, Status, UnicoIdResult,
};
use idcloud_types::get_process::web_sdk::{LivenessResult, TrustResult};
use idcloud_types::get_process::{ProcessResult, web_sdk};
use idcloud_types::{ProcessId, webhook};

fn words() {
    let _: Status = Liveness::from(1).into(); //~ E0277
    let _: TrustResult = LivenessResult::Live.into(); //~ E0277
    let _: IdentityFraudstersResult = UnicoIdResult::Yes.into(); //~ E0277
    let _: ProcessResult = webhook::ResultCode::Ok.into(); //~ E0277
    let _: webhook::ResultCode = ProcessResult::Ok.into(); //~ E0277
    let _: UnicoIdResult = webhook::ResultCode::Ok.into(); //~ E0277
}

fn bodies(id: ProcessId, response: web_sdk::Response) {
    let _: api::Process = web_sdk::Process::new(id); //~ E0308
    let _: webhook::RawPayload = response.into(); //~ E0277
}

fn main() {}
