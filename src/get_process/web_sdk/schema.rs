//! The criteria as a JSON Schema, so that an editor checks the configuration.

use alloc::string::String;
use alloc::vec::Vec;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::get_process::{Check, Criteria, Meaning};
use crate::process::Flow;
use crate::wire::schema::{named, one_of_in_any_case};

/// A name or value that `trim` leaves nothing of.
const BLANK: &str = "^\\s*$";
/// A list in one string: names with commas, none of them blank, without brackets and quotes.
const LIST: &str = "^\\s*[^\\s,\\[\\](){}\"'`][^,\\[\\](){}\"'`]*(,\\s*[^\\s,\\[\\](){}\"'`][^,\\[\\](){}\"'`]*)*$";

impl JsonSchema for Criteria {
    named!(Criteria);

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let name = json!({ "type": "string", "not": { "pattern": BLANK } });
        let check = json!({
            "allOf": [generator.subschema_for::<Check>()],
            "not": { "pattern": BLANK },
        });
        let flow = json!({
            "allOf": [generator.subschema_for::<Flow>()],
            "not": { "pattern": BLANK },
        });
        let known_checks: Map<String, Value> = Check::KNOWN
            .iter()
            .map(|check| (check.as_str().into(), list(&values_of(check))))
            .collect();
        let requirement = json!([
            { "type": "array", "minItems": 1, "items": check },
            { "type": "string", "pattern": LIST },
        ]);
        json_schema!({
            "description": "What passes, over the documented defaults.",
            "type": "object",
            "properties": {
                "accepts": {
                    "description": "By check, every value that passes. It replaces the default of that check.",
                    "type": "object",
                    "propertyNames": check,
                    "properties": known_checks,
                    "additionalProperties": list(&name),
                },
                "requires": {
                    "description":
                        "By flow of the Web & SDK contract, every check that must pass. It replaces the default of \
                         that flow.",
                    "type": "object",
                    "propertyNames": flow,
                    "additionalProperties": { "anyOf": requirement },
                },
                "api_requires": {
                    "description": "Every check that must pass on the API contract.",
                    "anyOf": requirement,
                },
                "ignores": {
                    "description": "Members that are not checks, with everything inside them.",
                    "allOf": [list(&name)],
                },
            },
            "additionalProperties": false,
        })
    }
}

/// A list, as an array or as one string.
fn list(entry: &Value) -> Value {
    json!({ "anyOf": [
        { "type": "array", "items": entry },
        { "type": "string", "pattern": LIST },
    ] })
}

/// A value that may be accepted for the check.
fn values_of(check: &Check) -> Value {
    let bad = check
        .values()
        .iter()
        .filter(|(_, meaning)| matches!(meaning, Meaning::Fails | Meaning::Alert));
    let bad: Vec<&str> = bad.map(|(value, _)| *value).collect();
    let mut rejected = Vec::from([json!({ "pattern": BLANK })]);
    if !bad.is_empty() {
        rejected.push(json!({ "pattern": one_of_in_any_case(&bad) }));
    }
    json!({ "type": "string", "not": { "anyOf": rejected } })
}
