//! The rules of the contract as conditions of a JSON Schema, those of `rules.rs`; and a selection, as people write it.
//!
//! `null` means absent everywhere, and so does `""` in the three optional strings. A state that this version does not
//! know switches the rules between fields off.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::field::{Field, Vocabulary};
use super::payload::Payload;
use super::raw::RawPayload;
use super::result_code::ResultCode;
use super::selection::{ALL, Selection};
use crate::process::ProcessState;
use crate::wire::schema::{in_any_case, named, one_of_in_any_case};

impl JsonSchema for Payload {
    named!(Payload);

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = RawPayload::json_schema(generator);
        let mut rules = rules_between_fields();
        rules.extend(Field::ALL.iter().copied().filter_map(rule_of_vocabulary));
        schema.insert(
            "description".into(),
            "A webhook payload that keeps the rules of the contract.".into(),
        );
        schema.insert("allOf".into(), rules.into());
        schema
    }
}

fn rules_between_fields() -> Vec<Value> {
    let is_finished = ProcessState::Finished.as_str();
    let is_known = words(ProcessState::KNOWN, |_| true);
    let is_known_and_not_finished = words(ProcessState::KNOWN, |state| {
        *state != ProcessState::Finished
    });
    let mut has_no_event = words(ResultCode::KNOWN, |code| *code != ResultCode::Expired);
    has_no_event.extend([Value::Null, "".into()]);
    let is_absent = json!({ "enum": [null, ""] });
    let is_present = json!({ "type": "string", "minLength": 1 });

    let rules = json!([
        {
            "description": "`state` and `flow` are required.",
            "required": ["state", "flow"],
            "properties": { "state": { "type": "string" }, "flow": { "type": "string" } },
        },
        {
            "description": "A finished process has a `result`.",
            "if": {
                "required": ["state"],
                "properties": { "state": { "const": is_finished } },
            },
            "then": { "required": ["result"], "properties": { "result": is_present } },
        },
        {
            "description": "A process that is known not to be finished has no `result`.",
            "if": {
                "required": ["state"],
                "properties": { "state": { "enum": is_known_and_not_finished } },
            },
            "then": { "properties": { "result": is_absent } },
        },
        {
            "description":
                "Without a `result`, or with a known one other than `expired`, there is no `lastEvent` and no \
                 `lastEventDescription`.",
            "if": {
                "required": ["state"],
                "properties": { "state": { "enum": is_known }, "result": { "enum": has_no_event } },
            },
            "then": { "properties": { "lastEvent": is_absent, "lastEventDescription": is_absent } },
        },
        {
            "description": "`lastEventDescription` is about a `lastEvent`.",
            "if": {
                "required": ["state", "lastEventDescription"],
                "properties": { "state": { "enum": is_known }, "lastEventDescription": is_present },
            },
            "then": { "required": ["lastEvent"], "properties": { "lastEvent": is_present } },
        },
    ]);
    match rules {
        Value::Array(rules) => rules,
        _ => Vec::new(),
    }
}

/// A field does not hold a value of another field's vocabulary.
fn rule_of_vocabulary(field: Field) -> Option<Value> {
    const FAMILIES: [&str; 3] = ["PROCESS_STATE_", "PROCESS_RESULT_", "EVENT_TYPE_"];

    let is_foreign = |text: &str| Vocabulary::foreign_to(field, text).is_some();
    let families: Vec<&str> = FAMILIES
        .into_iter()
        .filter(|family| is_foreign(family))
        .collect();
    if families.is_empty() {
        return None;
    }
    let pattern = format!("^({})", families.join("|"));
    let mut foreign = Vec::from([json!({ "pattern": pattern })]);
    let codes = words(ResultCode::KNOWN, |code| is_foreign(code.as_str()));
    if !codes.is_empty() {
        foreign.push(json!({ "enum": codes }));
    }
    // `pattern` holds for whatever is no string.
    let foreign = json!({ "type": "string", "anyOf": foreign });
    Some(json!({
        "description": format!("`{field}` holds no value of another field's vocabulary."),
        "properties": { field.as_str(): { "not": foreign } },
    }))
}

/// The words of those known values that a condition holds for.
fn words<T: AsRef<str>>(known: &[T], is_wanted: impl Fn(&T) -> bool) -> Vec<Value> {
    let wanted = known.iter().filter(|value| is_wanted(value));
    wanted.map(|value| value.as_ref().into()).collect()
}

impl<T: JsonSchema> JsonSchema for Selection<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("SelectionOf{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("{}::Selection<{}>", module_path!(), T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let all = one_of_in_any_case(&[ALL]);
        let blank_or_all = format!("({})?", in_any_case(ALL));
        let list = json!({
            "type": "array",
            "items": {
                "allOf": [generator.subschema_for::<T>()],
                "not": { "pattern": format!("^\\s*{blank_or_all}\\s*$") },
            },
        });
        let text = json!({
            "description": "Names with commas between them.",
            "type": "string",
            "not": { "pattern": format!("(^|,)\\s*{blank_or_all}\\s*(,|$)") },
        });
        let names = json!({ "anyOf": [list, text] });
        json_schema!({
            "anyOf": [
                { "description": "Every value.", "const": ALL },
                { "type": "string", "pattern": all },
                list,
                text,
                {
                    "type": "object",
                    "properties": { "only": names, "except": names },
                    "additionalProperties": false,
                    "minProperties": 1,
                    "maxProperties": 1,
                },
            ],
        })
    }
}
