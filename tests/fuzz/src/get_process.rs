//! The GetProcess answers: written back as they were read, and verified only when the JSON itself is a yes.

use idcloud_types::Flow;
use idcloud_types::get_process::web_sdk::{Criteria, Process, Response};
use idcloud_types::get_process::{ErrorBody, api};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::json::is_written_back;

/// Every body that can be read is written back, and read again as an equal value. What is verified, by the documented
/// criteria or by others, is so by an oracle that reads the body as any JSON, and is not once a check that nobody knows
/// answers anywhere in it.
///
/// # Panics
///
/// Where that does not hold.
pub fn get_process(body: &[u8]) {
    if let Ok(error) = ErrorBody::from_slice(body) {
        assert_written_back(body, &error);
    }
    if let Ok(process) = api::Process::from_slice(body) {
        let json = assert_written_back(body, &process);
        assert_eq!(
            process.verified().is_some(),
            process.outcome().is_verified()
        );
        if process.verified().is_some() {
            assert!(api_is_yes(&json), "{json}");
            assert_unknown_checks_are_heard(&json, |json| {
                let process: api::Process = serde_json::from_value(json).unwrap();
                process.verified().is_some()
            });
        }
    }
    if let Ok(process) = Process::from_slice(body) {
        let json = assert_written_back(body, &process);
        assert_verified_by_the_oracle(&json, &process);
    }
    if let Ok(response) = Response::from_slice(body) {
        let json = assert_written_back(body, &response);
        assert_verified_by_the_oracle(&json["process"], &response.process);
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

fn assert_verified_by_the_oracle(json: &Value, process: &Process) {
    let configured = json!({
        "accepts": {
            "bioTokenEngineResult": ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"],
            "deepfakeResult": ["DEEPFAKE_RESULT_NO"],
            "authenticationResult": ["AUTHENTICATION_RESULT_INCONCLUSIVE"],
        },
        "requires": {
            "adaptiveidtoken": ["livenessResult", "bioTokenEngineResult"],
            "id": ["deepfakeResult"],
        },
    });
    for text in [json!({}), configured] {
        let criteria: Criteria = serde_json::from_value(text.clone()).unwrap();
        let is_verified = process.verified_by(&criteria).is_some();
        assert_eq!(
            is_verified,
            process.outcome_by(&criteria).is_verified(),
            "{json}"
        );
        match is_yes(json, &text) {
            Verdict::No => assert!(!is_verified, "{json} by {text}"),
            Verdict::Yes => assert!(is_verified, "{json} by {text}"),
            Verdict::YesIfNothingIsUnknown => {}
        }
    }
    let default = Criteria::default();
    assert_eq!(process.outcome(), process.outcome_by(&default));
    if process.verified().is_some() {
        assert_unknown_checks_are_heard(json, |json| {
            let process: Process = serde_json::from_value(json).unwrap();
            process.verified().is_some()
        });
    }
}

/// Plants a check in each object of a process that is verified. Which one follows from the body, so that all are tried.
fn assert_unknown_checks_are_heard(json: &Value, is_verified: impl Fn(Value) -> bool) {
    let mut objects = Vec::new();
    list_objects(json, String::new(), &mut objects);
    let answers = [
        json!(false),
        json!(true),
        json!(0),
        json!("NO"),
        json!({}),
        json!([]),
    ];
    let which = json.to_string().len();
    for (place, object) in objects.iter().enumerate() {
        let answer = answers[(which + place) % answers.len()].clone();
        let (name, check) = match which % 5 {
            0 => ("checkOfTomorrowResult", answer),
            1 => ("CHECK_OF_TOMORROW_RESULT", answer),
            2 => ("checkOfTomorrow", json!({ "result": answer })),
            3 => ("checkOfTomorrow", json!(["CHECK_OF_TOMORROW_RESULT_NO"])),
            _ => (
                "checksOfTomorrow",
                json!([{ "some": {} }, { "of": { "result": answer } }]),
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

enum Verdict {
    No,
    Yes,
    /// A member that this version does not know may be a check.
    YesIfNothingIsUnknown,
}

/// What every check can answer so that it is a yes, with the members that are none.
const YES: [(&str, &[&str]); 10] = [
    ("livenessResult", &["LIVENESS_RESULT_LIVE"]),
    ("authenticationResult", &["AUTHENTICATION_RESULT_POSITIVE"]),
    ("bioTokenEngineResult", &[]),
    ("smartRevalidationResult", &[]),
    ("idAgeResult", &[]),
    ("identityFraudstersResult", &["TRUST_RESULT_INCONCLUSIVE"]),
    ("trustResult", &["TRUST_RESULT_INCONCLUSIVE"]),
    ("faceWithOtherIdResult", &["TRUST_RESULT_INCONCLUSIVE"]),
    ("riskLevelResult", &["TRUST_RESULT_INCONCLUSIVE"]),
    ("frictionlessResult", &[]),
];

const NO_CHECKS: [&str; 3] = ["scoreEngineResult", "serproResult", "authenticationId"];

fn is_yes(process: &Value, criteria: &Value) -> Verdict {
    let nothing = Map::new();
    let info = process["authenticationInfo"].as_object();
    let info = info.unwrap_or(&nothing);
    let is_yes = |check: &str, word: &Value| match &criteria["accepts"][check] {
        Value::Array(words) => {
            let mut members = word.as_object().into_iter().flatten();
            words.contains(word)
                || members
                    .any(|(name, word)| name.eq_ignore_ascii_case("result") && words.contains(word))
        }
        _ => YES
            .iter()
            .any(|(name, words)| *name == check && words.iter().any(|yes| yes == word)),
    };
    let says_yes = |check: &str| info.get(check).is_some_and(|word| is_yes(check, word));
    let is_silent_or_yes = |check: &str, word: &Value| is_nothing(word) || is_yes(check, word);

    let is_finished =
        process["state"] == "PROCESS_STATE_FINISHED" && process["result"] == "PROCESS_RESULT_OK";
    let has_required = match required(&process["flow"], &criteria["requires"]) {
        Some(checks) => checks.iter().all(|check| says_yes(check)),
        None => false,
    };
    let is_check = |name: &str| name.ends_with("Result") && !NO_CHECKS.contains(&name);
    // The checks, and whatever looks like one beside them.
    let is_heard = [info, process.as_object().unwrap_or(&nothing)]
        .into_iter()
        .flatten()
        .filter(|(name, _)| is_check(name))
        .all(|(name, word)| is_silent_or_yes(name, word));
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let services = list(&process["services"]);
    let mut documents = services
        .iter()
        .flat_map(|service| list(&service["documents"]));
    let is_same_cpf = documents.all(|document| document["cpf_match"] != false);

    let is_known = |name: &String| is_check(name) || NO_CHECKS.contains(&name.as_str());
    let weighed = info.keys().filter(|name| names_result(name)).count();
    let own = usize::from(process.get("result").is_some());
    let words = info
        .values()
        .chain(process.get("result"))
        .filter(|value| is_word(value));
    let is_all_known = info.keys().all(is_known)
        && count(process, &|name, _| names_result(name)) == own + weighed
        && count(process, &|_, value| is_word(value)) == words.count()
        && count(process, &is_other_cpf) == 0;
    if !(is_finished && has_required && is_heard && is_same_cpf) {
        Verdict::No
    } else if is_all_known {
        Verdict::Yes
    } else {
        Verdict::YesIfNothingIsUnknown
    }
}

fn names_result(name: &str) -> bool {
    name.to_lowercase().ends_with("result")
}

/// Whether a value looks like the word of a check.
fn is_word(value: &Value) -> bool {
    value.as_str().is_some_and(|word| word.contains("_RESULT_"))
}

fn is_other_cpf(name: &str, value: &Value) -> bool {
    matches!(name, "cpf_match" | "cpfMatch") && !value.is_null() && *value != true
}

/// How many members hold of those anywhere inside a value. An element has the name of its array.
fn count(value: &Value, is_one: &dyn Fn(&str, &Value) -> bool) -> usize {
    fn inside(name: &str, value: &Value, is_one: &dyn Fn(&str, &Value) -> bool) -> usize {
        usize::from(is_one(name, value))
            + match value {
                Value::Array(elements) => elements.iter().map(|it| inside(name, it, is_one)).sum(),
                Value::Object(_) => count(value, is_one),
                _ => 0,
            }
    }
    let members = value.as_object().into_iter().flatten();
    members
        .map(|(name, value)| inside(name, value, is_one))
        .sum()
}

/// Whether a value is one that the platform writes for nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(word) => {
            word.is_empty() || word.ends_with("_UNSPECIFIED") || word == "TRUST_RESULT_UNSPECIFIE"
        }
        _ => false,
    }
}

/// The checks of a flow, as the design words them.
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
        "creditoconsignado" => return None,
        "idlive" | "idlivetrust" => &["livenessResult"],
        "idage" => &["livenessResult", "authenticationResult", "idAgeResult"],
        "idagedocumentless" => &["livenessResult", "idAgeResult"],
        "idsmart" => &["smartRevalidationResult"],
        token if token.starts_with("idtoken") => &["livenessResult", "bioTokenEngineResult"],
        _ => &["livenessResult", "authenticationResult"],
    };
    Some(checks.iter().map(ToString::to_string).collect())
}

/// The same of the other contract: identity verification answered with a yes, and nothing contradicts it.
fn api_is_yes(process: &Value) -> bool {
    let is_silent_or = |value: &Value, yes: &Value| is_nothing(value) || value == yes;
    let others = process.as_object().unwrap();
    let known = [
        "unicoId",
        "identityFraudsters",
        "idCloud",
        "government",
        "document",
        "processAdditionalInfo",
    ];
    let mut unknown = others
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()));
    let mut inside = known
        .iter()
        .filter_map(|name| process[name].as_object())
        .flatten();
    process["status"] == 3
        && process["unicoId"]["result"] == "yes"
        && is_silent_or(&process["liveness"], &json!(1))
        && is_silent_or(
            &process["identityFraudsters"]["result"],
            &"inconclusive".into(),
        )
        && is_silent_or(&process["idCloud"]["result"], &"approved".into())
        && process["score"].is_null()
        && process["document"]["cpfMatch"] != false
        && unknown.all(|(_, value)| is_nothing(&value["result"]))
        && inside.all(|(name, value)| !name.ends_with("Result") || is_nothing(value))
}
