//! A dependant that asks GetProcess too.

use idcloud_types::get_process::{Criteria, api, web_sdk};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Config {
    #[serde(default)]
    pub criteria: Criteria,
}

#[must_use]
pub fn is_approved(config: &Config, response: &web_sdk::Response) -> bool {
    response.verified_by(&config.criteria).is_some()
}

#[must_use]
pub fn is_approved_by_api(process: &api::Process) -> bool {
    process.verified().is_some()
}

#[test]
fn a_response_of_either_contract_is_approved() {
    let config: Config = serde_json::from_str(
        r#"{"criteria": {"requires": {"adaptiveidtoken": ["livenessResult"]}}}"#,
    )
    .unwrap();
    let response = web_sdk::Response::from_slice(
        br#"{"process": {
            "id": "8263a268-5388-492a-bca2-28e1ff4a69f0",
            "flow": "adaptiveidtoken",
            "state": "PROCESS_STATE_FINISHED",
            "result": "PROCESS_RESULT_OK",
            "authenticationInfo": {"livenessResult": "LIVENESS_RESULT_LIVE"}
        }}"#,
    )
    .unwrap();
    assert!(is_approved(&config, &response));
    assert!(response.verified().is_none());

    let process = api::Process::from_slice(
        br#"{"id": "80371b2a-3ac7-432e-866d-57fe37896ac6", "status": 3, "unicoId": {"result": "yes"}}"#,
    )
    .unwrap();
    assert!(is_approved_by_api(&process));
}
