//! A verified response, changed in one place: it stays verified only where the documentation says that the place does not
//! matter. What matters is written here, from the documentation, and is not looked up in the library.

use idcloud_types::get_process::{api, web_sdk};
use serde_json::{Map, Value, json};

use crate::bodies::{ID, Place, Step, at, places, remove, whole_api, whole_web_sdk};
use crate::oracle::{API, FLOWS, WEB_SDK, find, is_no_result};

/// A change of one member or element: another name, or another value, which is none if it is removed.
#[derive(Debug)]
enum Change {
    Renamed(String),
    Replaced(Option<Value>),
}

use Change::{Renamed, Replaced};

/// Every change of a member, or of an element, which has no name.
fn changes(name: Option<&str>, value: &Value) -> Vec<Change> {
    let mut values = vec![
        json!(null),
        json!(""),
        json!("x"),
        json!("yes"),
        json!("no"),
        json!("TOMORROW"),
        json!("X_RESULT_Y"),
        json!("UNSPECIFIED"),
        json!("TRUST_RESULT_UNSPECIFIED"),
        json!("TRUST_RESULT_YES"),
        json!("SCORE_ENABLED_FALSE"),
        json!("LIVENESS_RESULT_NOT_LIVE"),
        json!(-1),
        json!(0),
        json!(1),
        json!(2),
        json!(1.5),
        json!(true),
        json!(false),
        json!([]),
        json!([null]),
        json!(["x"]),
        json!({}),
        json!({ "a": 1 }),
        json!({ "result": "x" }),
        json!({ "result": "" }),
        json!([value]),
        json!({ "result": value }),
    ];
    if let Value::String(text) = value {
        values.extend([
            json!(text.to_lowercase()),
            json!(text.to_uppercase()),
            json!(format!("{text} ")),
        ]);
    }
    values.retain(|other| other != value);
    let renamed = name.into_iter().flat_map(|name| {
        let names = [
            name.to_uppercase(),
            format!("{name} "),
            format!("{name}2"),
            format!("x{name}"),
            format!("{name}Result"),
        ];
        names.into_iter().filter(move |other| other != name)
    });
    let replaced = values.into_iter().map(Some).chain([None]).map(Replaced);
    renamed.map(Renamed).chain(replaced).collect()
}

fn is_result(name: &str) -> bool {
    ["result", "results"].contains(&&*name.trim().to_lowercase())
}

/// Whether a member that no version documents is detected as a check by its name.
fn names_check(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let unnumbered = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_known = find(known_spelling(&name)).is_some();
    is_known || unnumbered.ends_with("result") || unnumbered.ends_with("results")
}

/// The name of a known check that is this one in another case, or the same name.
fn known_spelling(name: &str) -> &str {
    let mut rows = WEB_SDK.iter().chain(API);
    let row = rows.find(|row| row.check.eq_ignore_ascii_case(name.trim()));
    row.map_or(name, |row| row.check)
}

/// Whether the value of a member that no version documents, or whose type is not the documented one, is the result of a
/// check.
fn is_heard(object: &str, name: &str, value: &Value) -> bool {
    let is_check = names_check(name);
    let check = if is_result(name) { object } else { name };
    match value {
        Value::Null => false,
        Value::String(value) => {
            let is_shaped = value.to_uppercase().contains("_RESULT_");
            (is_check || is_shaped) && !is_no_result(known_spelling(check), value)
        }
        Value::Array(elements) if !elements.is_empty() => elements
            .iter()
            .any(|element| is_heard(object, name, element)),
        Value::Object(members) => {
            let has_result = members.keys().any(|name| is_result(name));
            (is_check && !has_result) || holds_heard(check, members)
        }
        _ => is_check && !is_integer_without_result(check, value),
    }
}

fn is_integer_without_result(check: &str, value: &Value) -> bool {
    value.is_i64() && is_no_result(known_spelling(check), &value.to_string())
}

fn holds_heard(object: &str, members: &Map<String, Value>) -> bool {
    members
        .iter()
        .any(|(name, value)| is_heard(object, name, value))
}

/// Whether a value in the documented place of a check lets it pass, or leaves it without a result.
fn is_harmless_result(check: &str, is_required: bool, value: Option<&Value>) -> bool {
    let row = find(check).unwrap();
    match value {
        None | Some(Value::Null) => !is_required,
        Some(Value::String(value)) => {
            row.passes.contains(&value.as_str()) || (!is_required && is_no_result(check, value))
        }
        Some(value) => !is_required && !is_heard("", check, value),
    }
}

/// Whether a body that is verified stays so: the documented meaning of every place.
fn is_harmless(path: &str, old: &Value, change: &Change, required: &[&str]) -> bool {
    let (object, name) = path.rsplit_once('.').unwrap_or(("response", path));
    let object = object.rsplit('.').next().unwrap_or_default();
    // What was read from a document is not looked at.
    if ["process.services.documents.doc.data.", "document.content."]
        .iter()
        .any(|start| path.starts_with(start))
    {
        return true;
    }
    let value = match change {
        // The known member is absent then, and an unknown one is there.
        Renamed(other) => {
            return !is_heard(object, other, old)
                && is_harmless(path, old, &Replaced(None), required);
        }
        Replaced(value) => value.as_ref(),
    };
    let is_absent = value.is_none_or(Value::is_null);
    let is_required = |check: &str| required.contains(&check);
    let integer = |check: &str| match value {
        Some(Value::Number(number)) if number.is_i64() => {
            let number = number.to_string();
            find(check).unwrap().passes.contains(&number.as_str()) || is_no_result(check, &number)
        }
        Some(Value::String(value)) => is_no_result(check, value),
        value => is_harmless_result(check, is_required(check), value),
    };
    match path {
        "process.id" | "id" => value
            .and_then(Value::as_str)
            .is_some_and(|id| id.eq_ignore_ascii_case(ID)),
        "process"
        | "process.state"
        | "process.result"
        | "process.flow"
        | "process.authenticationInfo"
        | "status" => false,
        "liveness" | "faceMatch" => integer(path),
        "authenticated" => is_absent || value == Some(&json!(true)),
        "process.services.documents.cpf_match" | "document.cpfMatch" => {
            is_absent || value == Some(&json!(true))
        }
        "process.authenticationInfo.scoreEngineResult.scoreEnabled" => {
            is_absent || value.is_some_and(Value::is_string)
        }
        "process.authenticationInfo.scoreEngineResult.score" | "score" => {
            is_absent
                || value
                    .and_then(Value::as_f64)
                    .is_some_and(|score| score >= 0.0)
        }
        "process.authenticationInfo.scoreEngineResult" => {
            is_absent
                || value
                    .and_then(Value::as_object)
                    .is_some_and(|members| !holds_heard(name, members))
        }
        "process.services.documents.doc.data" | "document.content" => true,
        _ if path.starts_with("process.authenticationInfo.") && find(name).is_some() => {
            is_harmless_result(name, is_required(name), value)
        }
        _ if find(path).is_some() => match value {
            Some(Value::Object(members)) => match members.get("result") {
                Some(result) => is_harmless_result(path, is_required(path), Some(result)),
                None => !is_required(path),
            },
            value => {
                !is_required(path) && !value.is_some_and(|value| is_heard(object, path, value))
            }
        },
        _ if path.ends_with(".result") && find(path.trim_end_matches(".result")).is_some() => {
            let check = path.trim_end_matches(".result");
            is_harmless_result(check, is_required(check), value)
        }
        // what decides nothing
        _ => match (old, value) {
            (Value::Object(_), Some(Value::Object(members))) => !holds_heard(name, members),
            (_, None) | (Value::String(_), Some(Value::String(_))) => true,
            (_, Some(value)) => !is_heard(object, name, value),
        },
    }
}

/// The names on the way to a place.
fn path(place: &[Step]) -> String {
    let names = place.iter().filter_map(|step| match step {
        Step::Member(name) => Some(name.as_str()),
        Step::Element(_) => None,
    });
    names.collect::<Vec<_>>().join(".")
}

fn changed(body: &Value, place: &Place, change: &Change) -> Value {
    let mut body = body.clone();
    match change {
        Replaced(Some(value)) => *at(&mut body, place) = value.clone(),
        Replaced(None) => remove(&mut body, place),
        Renamed(name) => {
            let value = at(&mut body, place).clone();
            remove(&mut body, place);
            at(&mut body, &place[..place.len() - 1])[name] = value;
        }
    }
    body
}

fn is_verified(is_api: bool, body: &Value) -> bool {
    let text = body.to_string();
    if is_api {
        text.parse::<api::Process>()
            .is_ok_and(|process| process.verified().is_some())
    } else {
        text.parse::<web_sdk::Response>()
            .is_ok_and(|response| response.verified().is_some())
    }
}

/// Changes every place of a body in every way. Returns how many changes were harmless, and how many were not.
fn check(
    is_api: bool,
    body: &Value,
    required: &[&str],
    is_looked_at: impl Fn(&str) -> bool,
) -> [usize; 2] {
    assert!(is_verified(is_api, body), "{body}");
    let mut counts = [0; 2];
    for place in places(body) {
        let path = path(&place);
        if !is_looked_at(&path) {
            continue;
        }
        let old = at(&mut body.clone(), &place).clone();
        let name = match place.last() {
            Some(Step::Member(name)) => Some(name.as_str()),
            _ => None,
        };
        for change in changes(name, &old) {
            let body = changed(body, &place, &change);
            let is_harmless = is_harmless(&path, &old, &change, required);
            let is_verified = is_verified(is_api, &body);
            assert_eq!(is_verified, is_harmless, "`{path}`: {change:?}\n{body}");
            counts[usize::from(!is_harmless)] += 1;
        }
    }
    counts
}

#[test]
fn a_verified_response_of_the_web_sdk_contract_stays_verified_only_by_a_harmless_change() {
    let mut body = whole_web_sdk();
    body["process"]["authenticationInfo"]["scoreEngineResult"]["score"] = json!(85.5);
    let mut verified = 0;
    for (flow, required) in FLOWS {
        let rows = required.iter().map(|check| find(check).unwrap());
        if rows.clone().any(|row| row.passes.is_empty()) {
            continue;
        }
        body["process"]["flow"] = json!(flow);
        // Everything that does not decide is changed in one flow alone.
        let is_whole = verified == 0;
        let counts = check(false, &body, required, |path| {
            is_whole || path == "process.flow" || path.contains(".livenessResult")
        });
        assert!(
            !is_whole || counts.iter().all(|count| *count > 500),
            "{counts:?}"
        );
        verified += 1;
    }
    assert_eq!(verified, 22);
}

#[test]
fn a_verified_response_of_the_api_contract_stays_verified_only_by_a_harmless_change() {
    let mut body = whole_api();
    // which no documented value lets pass
    body.as_object_mut().unwrap().remove("idFace");
    let counts = check(true, &body, &["unicoId"], |_| true);
    assert!(counts.iter().all(|count| *count > 300), "{counts:?}");
}
