//! The GetProcess responses: written back as they were read, and verified only when the JSON itself is a yes.

use idcloud_types::Flow;
use idcloud_types::get_process::web_sdk::{Process, Response};
#[cfg(test)]
use idcloud_types::get_process::{Check, Contract, Meaning};
use idcloud_types::get_process::{Criteria, ErrorBody, Outcome, api};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::json::is_written_back;

/// Every body that can be read is written back, and read again as an equal value. A response is verified, by the
/// documented criteria or by others, only if an oracle that reads the body as plain JSON allows it, and no longer once
/// an unknown check has a result anywhere in it. Every reason is one line, and the criteria read the entry that it
/// suggests.
///
/// # Panics
///
/// If that does not hold.
pub fn get_process(body: &[u8]) {
    if let Ok(error) = ErrorBody::from_slice(body) {
        assert_written_back(body, &error);
    }
    if let Ok(process) = Process::from_slice(body) {
        assert_written_back(body, &process);
    }
    if let Ok(process) = api::Process::from_slice(body) {
        let json = assert_written_back(body, &process);
        let outcome = process.outcome();
        assert_decided(&json, &json!({}), &outcome, api_may_be_verified);
        let criteria: Criteria = serde_json::from_value(configured()).unwrap();
        assert_entries_are_read(&process.outcome_by(&criteria), &criteria);
        if process.verified().is_some() {
            assert_unknown_checks_are_heard(&json, |json| {
                let process: api::Process = serde_json::from_value(json).unwrap();
                process.verified().is_some()
            });
        }
    }
    if let Ok(response) = Response::from_slice(body) {
        let json = assert_written_back(body, &response);
        for written in [json!({}), configured()] {
            let criteria: Criteria = serde_json::from_value(written.clone()).unwrap();
            let outcome = response.outcome_by(&criteria);
            assert_eq!(
                response.verified_by(&criteria).is_some(),
                outcome.is_verified()
            );
            assert_decided(&json, &written, &outcome, web_sdk_may_be_verified);
            assert_entries_are_read(&outcome, &criteria);
        }
        if response.verified().is_some() {
            assert_unknown_checks_are_heard(&json, |json| {
                let response: Response = serde_json::from_value(json).unwrap();
                response.verified().is_some()
            });
        }
    }
}

fn configured() -> Value {
    json!({
        "accepts": {
            "bioTokenEngineResult": ["BIO_TOKEN_ENGINE_RESULT_YES"],
            "deepfakeResult": ["DEEPFAKE_RESULT_NO"],
            "authenticationResult": ["AUTHENTICATION_RESULT_INCONCLUSIVE"],
        },
        "requires": {
            "adaptiveidtoken": ["livenessResult", "bioTokenEngineResult"],
            "id": ["deepfakeResult"],
        },
        "ignores": ["tomorrow.result"],
    })
}

/// Each entry that a reason suggests is one that the criteria take.
fn assert_entries_are_read(outcome: &Outcome, criteria: &Criteria) {
    let Outcome::Unrecognized(reasons) = outcome else {
        return;
    };
    for reason in reasons {
        let (values, criteria) = (reason.values(), criteria.clone());
        let read = match (reason.table(), reason.key()) {
            (Some("criteria.accepts"), Some(check)) => criteria.accept(check, values),
            (Some("criteria"), Some("ignores")) => criteria.ignore(values),
            _ => Ok(criteria),
        };
        assert!(read.is_ok(), "{reason}: {read:?}");
    }
}

fn assert_written_back<T>(body: &[u8], message: &T) -> Value
where
    T: serde::Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let json: Value = serde_json::from_slice(body).unwrap();
    let written = serde_json::to_value(message).unwrap();
    assert!(is_written_back(&json, &written), "{json}\n{written}");
    assert!(*message == serde_json::from_value::<T>(written).unwrap());
    json
}

fn assert_decided(
    json: &Value,
    criteria: &Value,
    outcome: &Outcome,
    may_be_verified: fn(&Value, &Value) -> bool,
) {
    let line = outcome.to_string();
    assert!(!line.contains(char::is_control), "{line:?}");
    if let Outcome::Unrecognized(reasons) = outcome {
        assert!(!reasons.is_empty());
    }
    if outcome.is_verified() {
        assert!(may_be_verified(json, criteria), "{json} by {criteria}");
    }
}

/// Plants a check in each object of a process that is verified. Which one follows from the body, so that all are tried.
fn assert_unknown_checks_are_heard(json: &Value, is_verified: impl Fn(Value) -> bool) {
    let mut objects = Vec::new();
    list_objects(json, String::new(), &mut objects);
    let results = [
        json!(false),
        json!(true),
        json!(0),
        json!("NO"),
        json!({}),
        json!([]),
    ];
    let which = json.to_string().len();
    for (place, object) in objects.iter().enumerate() {
        let result = results[(which + place) % results.len()].clone();
        let (name, check) = match which % 5 {
            0 => ("checkOfTomorrowResult", result),
            1 => ("CHECK_OF_TOMORROW_RESULT", result),
            2 => ("checkOfTomorrow", json!({ "result": result })),
            3 => ("checkOfTomorrow", json!(["CHECK_OF_TOMORROW_RESULT_NO"])),
            _ => (
                "checksOfTomorrow",
                json!([{ "some": {} }, { "of": { "result": result } }]),
            ),
        };
        let mut planted = json.clone();
        planted.pointer_mut(object).unwrap()[name] = check;
        assert!(!is_verified(planted.clone()), "{planted}");
    }
}

/// Lists every object, by its pointer, except what was read from a document, which is data.
fn list_objects(value: &Value, pointer: String, objects: &mut Vec<String>) {
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                list_objects(element, format!("{pointer}/{index}"), objects);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                if name != "data" && name != "content" {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    list_objects(value, format!("{pointer}/{name}"), objects);
                }
            }
            objects.push(pointer);
        }
        _ => {}
    }
}

/// The values with which each check passes.
const PASSES: [(&str, &[&str]); 6] = [
    ("livenessResult", &["LIVENESS_RESULT_LIVE"]),
    ("authenticationResult", &["AUTHENTICATION_RESULT_POSITIVE"]),
    ("identityFraudstersResult", &["TRUST_RESULT_INCONCLUSIVE"]),
    ("trustResult", &["TRUST_RESULT_INCONCLUSIVE"]),
    ("faceWithOtherIdResult", &["TRUST_RESULT_INCONCLUSIVE"]),
    ("riskLevelResult", &["TRUST_RESULT_INCONCLUSIVE"]),
];

/// Whether each required check passes, and nothing directly in `authenticationInfo` says otherwise.
fn web_sdk_may_be_verified(response: &Value, criteria: &Value) -> bool {
    let process = &response["process"];
    let info = &process["authenticationInfo"];
    let accepted = |check: &str| {
        let accepts = criteria["accepts"].as_object()?;
        let mut named = accepts.iter();
        let (_, values) = named.find(|(name, _)| name.eq_ignore_ascii_case(check.trim()))?;
        values.as_array()
    };
    let passes = |check: &str, value: &Value| match accepted(check) {
        Some(values) => values.contains(value),
        None => PASSES
            .iter()
            .any(|(name, values)| *name == check && values.iter().any(|passing| passing == value)),
    };
    let Some(required) = required(&process["flow"], &criteria["requires"]) else {
        return false;
    };
    let is_check = |name: &str| {
        name.ends_with("Result") && !matches!(name, "scoreEngineResult" | "serproResult")
    };
    let mut checks = info
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| is_check(name));
    process["state"] == "PROCESS_STATE_FINISHED"
        && process["result"] == "PROCESS_RESULT_OK"
        && required.iter().all(|check| {
            let value = &info[check];
            passes(check, value)
                || passes(check, &value["result"])
                || accepted(check).is_some_and(|values| is_detected(response, check, values))
        })
        && checks.all(|(name, value)| {
            is_no_result(value) || passes(name, value) || value.is_object() || value.is_array()
        })
        && !holds_other_cpf(response)
}

/// Whether a member of this name, anywhere and in any case, has one of the values in it.
fn is_detected(value: &Value, check: &str, accepted: &[Value]) -> bool {
    fn holds(value: &Value, accepted: &[Value]) -> bool {
        match value {
            Value::Array(elements) => elements.iter().any(|inner| holds(inner, accepted)),
            Value::Object(members) => members.values().any(|inner| holds(inner, accepted)),
            value => accepted.contains(value),
        }
    }
    match value {
        Value::Array(elements) => elements
            .iter()
            .any(|inner| is_detected(inner, check, accepted)),
        Value::Object(members) => members.iter().any(|(name, inner)| {
            (name.trim().eq_ignore_ascii_case(check) && holds(inner, accepted))
                || is_detected(inner, check, accepted)
        }),
        _ => false,
    }
}

fn is_no_result(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(value) => {
            let value = value.to_uppercase();
            value.is_empty() || value.ends_with("UNSPECIFIED") || value == "TRUST_RESULT_UNSPECIFIE"
        }
        _ => false,
    }
}

/// Whether the CPF on a document is not the person's, looking anywhere but in the data read from a document.
fn holds_other_cpf(value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.iter().any(holds_other_cpf),
        Value::Object(members) => members.iter().any(|(name, value)| {
            let is_other = matches!(name.as_str(), "cpf_match" | "cpfMatch")
                && !value.is_null()
                && *value != true;
            let is_data = matches!(name.as_str(), "data" | "content");
            is_other || (!is_data && holds_other_cpf(value))
        }),
        _ => false,
    }
}

/// The checks of a flow, as they are documented.
fn required(flow: &Value, configured: &Value) -> Option<Vec<String>> {
    let flow = flow.as_str()?;
    if let Some(checks) = configured[flow].as_array() {
        let names = checks.iter().filter_map(Value::as_str);
        return Some(names.map(str::to_owned).collect());
    }
    if !Flow::from(flow).is_known() {
        return None;
    }
    let checks: &[&str] = match flow {
        "creditoconsignado" | "idface" | "idonboarding" | "idtransactional" => return None,
        "idlive" | "idlivetrust" => &["livenessResult"],
        "idage" => &["livenessResult", "authenticationResult", "idAgeResult"],
        "idagedocumentless" => &["livenessResult", "idAgeResult"],
        "idsmart" => &["smartRevalidationResult"],
        token if token.starts_with("idtoken") => &["livenessResult", "bioTokenEngineResult"],
        _ => &["livenessResult", "authenticationResult"],
    };
    Some(checks.iter().map(ToString::to_string).collect())
}

/// The same on the API contract: identity verification is a yes, and nothing that is documented contradicts it.
fn api_may_be_verified(process: &Value, _: &Value) -> bool {
    let is_or = |value: &Value, passes: Value| is_no_result(value) || *value == passes;
    process["status"] == 3
        && process["unicoId"]["result"] == "yes"
        && is_or(&process["liveness"], json!(1))
        && is_or(
            &process["identityFraudsters"]["result"],
            json!("inconclusive"),
        )
        && is_or(&process["faceWithOtherId"]["result"], json!("inconclusive"))
        && is_or(&process["trust"]["result"], json!("inconclusive"))
        && is_or(&process["idCloud"]["result"], json!("approved"))
        && process["score"].as_f64().is_none_or(|score| score >= 0.0)
        && process["authenticated"] != false
        && !holds_other_cpf(process)
}

#[test]
fn the_required_checks_of_each_known_flow_are_the_default() {
    let criteria = Criteria::default();
    for flow in Flow::KNOWN {
        let default = criteria.required(flow);
        let default = default.map(|checks| checks.iter().map(ToString::to_string).collect());
        assert_eq!(
            required(&flow.as_str().into(), &Value::Null),
            default,
            "{flow}"
        );
    }
}

#[test]
fn the_passing_values_of_each_known_check_are_the_documented_ones() {
    for check in Check::KNOWN {
        let is_web_sdk = check.contract() == Some(Contract::WebSdk);
        let passing = check
            .values()
            .iter()
            .filter(|(_, meaning)| is_web_sdk && *meaning == Meaning::Passes);
        let listed = PASSES.iter().filter(|(name, _)| *name == check.as_str());
        let listed: Vec<&str> = listed.flat_map(|(_, values)| *values).copied().collect();
        assert_eq!(
            listed,
            passing.map(|(value, _)| *value).collect::<Vec<_>>(),
            "{check}"
        );
    }
}
