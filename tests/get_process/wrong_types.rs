//! A known member of a JSON type other than documented loses itself alone; a repeated one is still malformed.

use idcloud_types::get_process::{api, web_sdk};
use idcloud_types::{UnknownKind, UnknownValue};
use serde_json::{Value, json};

use crate::bodies::{self, Place, Step};

/// A value of every JSON type, and of every form that a type is narrowed to.
fn values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(3),
        json!(2.5),
        json!("text"),
        json!([]),
        json!([true]),
        json!(["text"]),
        json!([{}]),
        json!({}),
        json!({ "a": [1] }),
    ]
}

/// Whether a value has the documented type of a member, by the member's name and the value of a whole body.
fn has_documented_type(name: &str, whole: &Value, value: &Value) -> bool {
    match (name, whole) {
        // what was read from a document
        ("data" | "content", _) => true,
        ("status" | "liveness" | "faceMatch", Value::Number(_)) => value.is_i64(),
        ("services", _) => value.is_object() || is_array_of(value, Value::is_object),
        (_, Value::Array(elements)) => match &elements[0] {
            Value::Object(_) => is_array_of(value, Value::is_object),
            _ => is_array_of(value, Value::is_string),
        },
        (_, Value::Object(_)) => value.is_object(),
        (_, Value::String(_)) => value.is_string(),
        (_, Value::Number(_)) => value.is_number(),
        (_, Value::Bool(_)) => value.is_boolean(),
        (_, Value::Null) => unreachable!("no whole body has a null"),
    }
}

fn is_array_of(value: &Value, is_element: fn(&Value) -> bool) -> bool {
    let elements = value.as_array();
    elements.is_some_and(|elements| elements.iter().all(is_element))
}

/// The path of a place, as `unknown_values` writes it.
fn path(place: &[Step]) -> String {
    place.iter().fold(String::new(), |path, step| match step {
        Step::Member(name) if path.is_empty() => name.clone(),
        Step::Member(name) => format!("{path}.{name}"),
        Step::Element(index) => format!("{path}[{index}]"),
    })
}

/// The places of all members that have a field, with their names: not those of what was read from a document.
fn known_members(whole: &Value) -> Vec<(Place, String)> {
    let is_data =
        |step: &Step| matches!(step, Step::Member(name) if name == "data" || name == "content");
    bodies::places(whole)
        .into_iter()
        .filter(|place| !place[..place.len() - 1].iter().any(is_data))
        .filter_map(|place| match place.last() {
            Some(Step::Member(name)) => Some((place.clone(), name.clone())),
            _ => None,
        })
        .collect()
}

/// Reads a body of either contract: what is unknown of it, and how it is written.
fn read(body: &str, is_web_sdk: bool) -> Result<(Vec<UnknownValue>, Value), String> {
    if is_web_sdk {
        let response = body
            .parse::<web_sdk::Response>()
            .map_err(|error| error.to_string())?;
        Ok((
            response.unknown_values(),
            serde_json::to_value(&response).unwrap(),
        ))
    } else {
        let process = body
            .parse::<api::Process>()
            .map_err(|error| error.to_string())?;
        Ok((
            process.unknown_values(),
            serde_json::to_value(&process).unwrap(),
        ))
    }
}

fn contracts() -> [(Value, bool); 2] {
    [
        (bodies::whole_web_sdk(), true),
        (bodies::whole_api(), false),
    ]
}

/// Whether a response can't be read without this member.
fn is_required(place: &[Step], is_web_sdk: bool) -> bool {
    let path = path(place);
    if is_web_sdk {
        path == "process" || path == "process.id"
    } else {
        path == "id"
    }
}

#[test]
fn a_member_of_another_type_is_kept_in_extra_and_listed() {
    for (whole, is_web_sdk) in contracts() {
        for (place, name) in known_members(&whole) {
            for value in values() {
                let mut body = whole.clone();
                let there = bodies::at(&mut body, &place);
                let is_documented = has_documented_type(&name, there, &value);
                *there = value.clone();
                let path = path(&place);
                if is_required(&place, is_web_sdk) {
                    assert!(
                        read(&body.to_string(), is_web_sdk).is_err(),
                        "{path}: {value}"
                    );
                    continue;
                }
                let (unknown, written) = read(&body.to_string(), is_web_sdk).unwrap();
                if value.is_null() {
                    bodies::remove(&mut body, &place);
                }
                assert_eq!(written, body, "{path}: {value}");
                let wrong: Vec<_> = unknown
                    .iter()
                    .filter(|unknown| unknown.kind() == UnknownKind::WrongType)
                    .map(|unknown| (unknown.path(), unknown.value()))
                    .collect();
                if is_documented || value.is_null() {
                    assert_eq!(wrong, [], "{path}: {value}");
                } else {
                    assert_eq!(wrong, [(&*path, &value)]);
                }
            }
        }
    }
}

/// An element of another type moves its whole array, the elements before and after it included.
#[test]
fn an_element_of_another_type_moves_its_whole_array() {
    for (whole, is_web_sdk) in contracts() {
        let mut arrays = 0;
        for (place, name) in known_members(&whole) {
            let mut body = whole.clone();
            let there = bodies::at(&mut body, &place);
            let Some(element) = there.as_array().map(|elements| elements[0].clone()) else {
                continue;
            };
            if name == "data" || name == "content" {
                continue;
            }
            arrays += 1;
            for wrong in [json!(7), Value::Null, json!(true), json!([])] {
                let mut body = whole.clone();
                let array = json!([element, wrong, element]);
                *bodies::at(&mut body, &place) = array.clone();
                let (unknown, written) = read(&body.to_string(), is_web_sdk).unwrap();
                assert_eq!(written, body);
                let listed: Vec<_> = unknown
                    .iter()
                    .map(|unknown| (unknown.kind(), unknown.path(), unknown.value()))
                    .collect();
                assert_eq!(listed, [(UnknownKind::WrongType, &*path(&place), &array)]);
            }
        }
        assert_eq!(arrays, if is_web_sdk { 4 } else { 1 });
    }
}

/// Whatever the types of the two values are, and whichever is the first.
#[test]
fn a_repeated_member_is_malformed_whatever_its_types() {
    for (whole, is_web_sdk) in contracts() {
        for (place, name) in known_members(&whole) {
            let is_required = is_required(&place, is_web_sdk);
            for second in values() {
                // names that sort before and after every other
                for marker in ["!twin", "~twin"] {
                    let mut body = whole.clone();
                    let parent = bodies::at(&mut body, &place[..place.len() - 1]);
                    parent[marker] = second.clone();
                    let text = body.to_string();
                    let text = text.replace(&format!("{marker:?}"), &format!("{name:?}"));
                    let error = read(&text, is_web_sdk).unwrap_err();
                    let is_repeated =
                        error.ends_with("is repeated; expected each member at most once");
                    assert!(is_repeated || is_required, "{text}: {error}");
                }
            }
        }
    }
}

/// A process has its own `state` or `status` also where that has another type, so it is not one of the other contract.
#[test]
fn the_member_that_tells_the_contracts_apart_may_have_another_type() {
    let body = json!({ "id": bodies::ID, "state": 5, "status": 3 }).to_string();
    let process: web_sdk::Process = body.parse().unwrap();
    assert_eq!(process.extra["state"], 5);
    assert!(body.parse::<api::Process>().is_ok());

    let body = json!({ "id": bodies::ID, "state": "PROCESS_STATE_FINISHED", "status": "3" });
    let process: api::Process = body.to_string().parse().unwrap();
    assert_eq!(process.extra["status"], "3");
    assert!(body.to_string().parse::<web_sdk::Process>().is_ok());
}

#[test]
fn a_log_shows_the_type_of_such_a_member_and_nothing_of_its_value() {
    for (value, shown) in [
        (json!(true), "a boolean"),
        (json!(3), "a number"),
        (json!([3]), "an array"),
        (json!({ "a": 3 }), "an object"),
    ] {
        let body = json!({ "id": bodies::ID, "person": { "email": value } });
        let process: web_sdk::Process = serde_json::from_value(body).unwrap();
        let shown = format!("unknown type at `person.email`: {shown}");
        assert_eq!(process.unknown_values()[0].to_string(), shown);
    }
    let body = json!({ "id": bodies::ID, "score": "luke" });
    let process: api::Process = serde_json::from_value(body).unwrap();
    let shown = process.unknown_values()[0].to_string();
    assert_eq!(shown, "unknown type at `score`: a string");
}
