//! No two vocabularies of GetProcess compare, and none with one of the webhook; nor do their outcomes.

use idcloud_types::get_process;
use idcloud_types::get_process::ProcessResult;
use idcloud_types::get_process::api::{IdentityFraudstersResult, Liveness, Status, UnicoIdResult};
use idcloud_types::get_process::web_sdk::{AuthenticationResult, LivenessResult, TrustResult};
use idcloud_types::{ProcessState, webhook};

fn words(
    authentication: AuthenticationResult,
    liveness: LivenessResult,
    trust: TrustResult,
    result: ProcessResult,
    state: ProcessState,
    code: webhook::ResultCode,
) {
    let _ = authentication == liveness; //~ E0308
    let _ = trust == authentication; //~ E0308
    let _ = result == state; //~ E0308
    let _ = result == code; //~ E0308
    let _ = liveness == "LIVENESS_RESULT_LIVE"; //~ E0308
}

fn words_of_the_api(
    identity: UnicoIdResult,
    fraudsters: IdentityFraudstersResult,
    code: webhook::ResultCode,
    authentication: AuthenticationResult,
) {
    let _ = identity == fraudsters; //~ E0308
    let _ = identity == code; //~ E0308
    let _ = identity == authentication; //~ E0308
}

fn numbers(status: Status, liveness: Liveness) {
    let _ = status == liveness; //~ E0308
    let _ = status == 3; //~ E0308
}

fn outcomes(get_process: get_process::Outcome, webhook: webhook::Outcome) {
    let _ = get_process == webhook; //~ E0308
    let _ = get_process == "verified"; //~ E0308
}

fn main() {}
