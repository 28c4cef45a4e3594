//! The entry that a reason gives opens what it names and nothing else, and a configuration reads it as it is.

use idcloud_types::get_process::{Criteria, Outcome, Reason, api, web_sdk};
use serde_json::{Value, json};

use crate::bodies::ID;

/// A process of the API contract that has ended, with these members.
fn api(members: Value) -> api::Process {
    body(json!({ "id": ID, "status": 3 }), members)
        .parse()
        .unwrap()
}

/// A process of a flow that is verified, with these members instead of its own.
fn web_sdk(flow: &str, members: Value) -> web_sdk::Response {
    let process = json!({
        "id": ID,
        "flow": flow,
        "state": "PROCESS_STATE_FINISHED",
        "result": "PROCESS_RESULT_OK",
        "authenticationInfo": {
            "livenessResult": "LIVENESS_RESULT_LIVE",
            "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE",
        },
    });
    format!(r#"{{"process":{}}}"#, body(process, members))
        .parse()
        .unwrap()
}

fn body(mut body: Value, members: Value) -> String {
    let Value::Object(members) = members else {
        panic!("an object of members")
    };
    body.as_object_mut().unwrap().extend(members);
    body.to_string()
}

fn yes() -> Value {
    json!({ "result": "yes" })
}

/// The only reason.
fn reason(outcome: Outcome) -> Reason {
    let Outcome::Unrecognized(reasons) = outcome else {
        panic!("{outcome}")
    };
    assert_eq!(reasons.len(), 1, "{reasons}");
    reasons[0].clone()
}

fn ignoring(name: &str) -> Criteria {
    Criteria::default().ignore([name]).unwrap()
}

/// Accepted, such a value would pass in its documented place too.
#[test]
fn an_inconclusive_value_in_another_place_may_be_ignored_and_not_accepted() {
    for (members, entry) in [
        (
            json!({ "previous": { "unicoId": "inconclusive" } }),
            "previous.unicoId",
        ),
        (
            json!({ "previous": { "liveness": 0 } }),
            "previous.liveness",
        ),
        (
            json!({ "previous": { "silentAuth": "no" } }),
            "previous.silentAuth",
        ),
        (
            json!({ "previous": [{ "idCloud": { "result": "retry" } }] }),
            "idCloud.result",
        ),
        (
            json!({ "previous": { "authenticationResult": "AUTHENTICATION_RESULT_INCONCLUSIVE" } }),
            "previous.authenticationResult",
        ),
    ] {
        let mut members = members;
        members["unicoId"] = yes();
        let process = api(members);
        let reason = reason(process.outcome());
        assert_ne!(reason.table(), Some("criteria.accepts"), "{reason}");
        if let Some(key) = reason.key() {
            assert_eq!((key, &*reason.values()[0]), ("ignores", entry), "{reason}");
            assert!(process.verified_by(&ignoring(entry)).is_some(), "{reason}");
        }
    }
}

/// What is beside a result in its object may be a check of its own.
#[test]
fn a_result_is_ignored_without_what_is_beside_it() {
    let members = |scan: Value| json!({ "unicoId": yes(), "scan": scan });
    let process = api(members(json!({ "result": true })));
    let reason = reason(process.outcome());
    assert_eq!(reason.values(), ["scan.result".into()]);
    let criteria = ignoring("scan.result");
    assert!(process.verified_by(&criteria).is_some());
    for scan in [
        json!({ "result": true, "cpf_match": false }),
        json!({ "result": true, "livenessResult": "LIVENESS_RESULT_NOT_LIVE" }),
    ] {
        let outcome = api(members(scan)).outcome_by(&criteria);
        assert!(outcome.is_unrecognized(), "{outcome}");
    }
}

#[test]
fn no_entry_names_another_member_too() {
    // the body itself goes by the name `response`
    let other = json!({ "unicoId": yes(), "extras": { "response": { "result": true } } });
    let body = json!({ "unicoId": yes(), "result": true });
    assert_eq!(reason(api(other.clone()).outcome()).table(), None);
    let criteria = ignoring("response.result");
    assert!(api(body).verified_by(&criteria).is_some());
    assert_eq!(api(other).verified_by(&criteria), None);

    // a name may hold a dot
    let dotted = json!({ "unicoId": yes(), "audit.livenessResult": true });
    let nested = json!({ "unicoId": yes(), "audit": { "livenessResult": true } });
    assert_eq!(reason(api(dotted.clone()).outcome()).table(), None);
    let criteria = ignoring("audit.livenessResult");
    assert!(api(nested).verified_by(&criteria).is_some());
    assert_eq!(api(dotted).verified_by(&criteria), None);
}

/// A configuration trims names and values, and refuses blank ones.
#[test]
fn what_a_configuration_would_read_differently_has_no_entry() {
    for flow in ["id ", " id", "", " "] {
        let outcome = web_sdk(flow, json!({})).outcome();
        assert_eq!(reason(outcome).table(), None, "{flow:?}");
    }
    for value in ["CLEAR ", " CLEAR", " ", "\t"] {
        let process = api(json!({ "unicoId": yes(), "tomorrowResult": value }));
        let reason = reason(process.outcome());
        assert_eq!(reason.key(), Some("ignores"), "{value:?}");
    }
    let failing =
        json!({ "authenticationInfo": { "livenessResult": "LIVENESS_RESULT_NOT_LIVE " } });
    assert_eq!(reason(web_sdk("idlive", failing).outcome()).table(), None);
    for name in ["", " "] {
        let process = api(json!({ "unicoId": yes(), name: { "result": "clear" } }));
        assert_eq!(reason(process.outcome()).table(), None, "{name:?}");
    }
}

#[test]
fn a_negative_score_counts_under_a_value_of_score_enabled_that_is_not_known() {
    for (enabled, counts) in [
        (json!("SCORE_ENABLED_TRUE"), true),
        (json!("SCORE_ENABLED_OF_TOMORROW"), true),
        (json!("true"), true),
        (json!("SCORE_ENABLED_FALSE"), false),
        (json!("SCORE_ENABLED_UNSPECIFIED"), false),
        (json!(""), false),
        (json!(null), false),
    ] {
        let info = json!({
            "livenessResult": "LIVENESS_RESULT_LIVE",
            "scoreEngineResult": { "scoreEnabled": enabled, "score": -1 },
        });
        let response = web_sdk("idlive", json!({ "authenticationInfo": info }));
        assert_eq!(response.score().is_some(), counts, "{enabled}");
        assert_eq!(response.outcome().is_inconclusive(), counts, "{enabled}");
        assert_eq!(response.verified().is_some(), !counts, "{enabled}");
    }
}

#[test]
fn another_cpf_contradicts_in_any_case() {
    for name in [
        "cpf_match",
        "cpfMatch",
        "CPF_MATCH",
        "CpfMatch",
        " cpfmatch ",
    ] {
        let process = api(json!({ "unicoId": yes(), "scan": { name: false } }));
        assert!(process.outcome().is_unrecognized(), "{name}");
    }
}
