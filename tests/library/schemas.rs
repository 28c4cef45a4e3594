//! The JSON Schemas in `tests/schema/`, which are those of `JsonSchema`, and what they describe.
//!
//! `UPDATE_SCHEMAS=1 cargo test --all-features --test library schemas` writes them anew.

use std::path::PathBuf;
use std::{env, fs};

use idcloud_types::Flow;
use idcloud_types::get_process::{Check, Criteria, Sensitive, api, web_sdk};
use idcloud_types::webhook::{EventType, Payload, RawPayload, Selection, Subscription};
use schemars::{Schema, SchemaGenerator, schema_for};
use serde_json::Value;

fn schemas() -> [(&'static str, Schema); 7] {
    [
        ("webhook-payload", schema_for!(Payload)),
        ("webhook-raw-payload", schema_for!(RawPayload)),
        (
            "get-process-web-sdk-response",
            schema_for!(web_sdk::Response),
        ),
        ("get-process-web-sdk-process", schema_for!(web_sdk::Process)),
        ("get-process-api-process", schema_for!(api::Process)),
        ("subscription", schema_for!(Subscription)),
        ("criteria", schema_for!(Criteria)),
    ]
}

#[test]
fn the_files_are_current() {
    for (name, schema) in schemas() {
        let path =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/schema/{name}.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if env::var_os("UPDATE_SCHEMAS").is_some() {
            fs::write(&path, text).unwrap();
        }
        let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert!(
            schema.as_value() == &file,
            "{name}.json is out of date; write it anew with \
             `UPDATE_SCHEMAS=1 cargo test --all-features --test library schemas`",
        );
    }
}

/// The `anyOf` of a definition.
fn values(schema: &Schema, definition: &str) -> Vec<Value> {
    let pointer = format!("/$defs/{definition}/anyOf");
    schema
        .pointer(&pointer)
        .unwrap()
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn a_schema_is_named_after_its_contract_whatever_was_registered_before_it() {
    macro_rules! names {
        ($($Type:ty = $name:literal,)+) => {
            [$((|generator: &mut SchemaGenerator| generator.subschema_for::<$Type>(), $name)),+]
        };
    }
    type Register = fn(&mut SchemaGenerator) -> Schema;
    let names: [(Register, &str); 12] = names! {
        web_sdk::Response = "WebSdkResponse",
        web_sdk::Process = "WebSdkProcess",
        api::Process = "ApiProcess",
        web_sdk::Document = "WebSdkDocument",
        api::Document = "ApiDocument",
        web_sdk::Services = "WebSdkServices",
        Criteria = "GetProcessCriteria",
        Payload = "WebhookPayload",
        RawPayload = "WebhookRawPayload",
        Subscription = "WebhookSubscription",
        Selection<EventType> = "SelectionOfWebhookEventType",
        Flow = "Flow",
    };
    for reversed in [false, true] {
        let mut names = names.to_vec();
        if reversed {
            names.reverse();
        }
        let mut generator = SchemaGenerator::default();
        for (register, name) in &names {
            let schema = register(&mut generator);
            assert_eq!(schema.get("$ref").unwrap(), &format!("#/$defs/{name}"));
        }
        let numbered = |name: &&String| name.ends_with(|last: char| last.is_ascii_digit());
        assert_eq!(generator.definitions().keys().find(numbered), None);
    }
}

#[test]
fn the_root_alone_has_a_title_which_is_its_name() {
    fn titles<'a>(schema: &'a Value, found: &mut Vec<&'a Value>) {
        match schema {
            Value::Object(members) => {
                found.extend(members.get("title"));
                members.values().for_each(|value| titles(value, found));
            }
            Value::Array(elements) => elements.iter().for_each(|value| titles(value, found)),
            _ => {}
        }
    }
    let expected = [
        ("webhook-payload", "WebhookPayload"),
        ("webhook-raw-payload", "WebhookRawPayload"),
        ("get-process-web-sdk-response", "WebSdkResponse"),
        ("get-process-web-sdk-process", "WebSdkProcess"),
        ("get-process-api-process", "ApiProcess"),
        ("subscription", "WebhookSubscription"),
        ("criteria", "GetProcessCriteria"),
    ];
    for ((name, schema), expected) in schemas().iter().zip(expected) {
        let mut found = Vec::new();
        titles(schema.as_value(), &mut found);
        assert_eq!((*name, found), (expected.0, vec![&Value::from(expected.1)]));
    }
}

#[test]
fn a_vocabulary_is_its_known_values_with_their_descriptions_and_any_other_string() {
    let values = values(&schema_for!(Payload), "WebhookEventType");
    let (other, known) = values.split_last().unwrap();
    assert_eq!(*other, serde_json::json!({ "type": "string" }));
    assert_eq!(known.len(), EventType::KNOWN.len());
    for (value, event) in known.iter().zip(EventType::KNOWN) {
        assert_eq!(value["const"], event.as_str());
        let description = value["description"].as_str().unwrap();
        let (own, platforms) = description
            .split_once(" The platform describes it as ")
            .unwrap();
        assert!(own.ends_with('.'), "{description}");
        assert_eq!(platforms, format!("{:?}.", event.description().unwrap()));
    }
}

#[test]
fn an_open_number_is_its_known_values_and_any_other_integer() {
    let values = values(&schema_for!(api::Process), "ApiStatus");
    let known: Vec<i64> = values
        .iter()
        .filter_map(|value| value["const"].as_i64())
        .collect();
    assert_eq!(
        known,
        api::Status::KNOWN
            .iter()
            .map(api::Status::as_i64)
            .collect::<Vec<_>>()
    );
    assert_eq!(values.last().unwrap()["type"], "integer");
}

#[test]
fn every_documented_member_has_its_description_without_links() {
    fn check(name: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(description)) = members.get("description") {
                    assert!(
                        description.starts_with(|first: char| first.is_uppercase() || first == '`')
                            && !description.contains("](")
                            && !description.contains("[`"),
                        "{name}: {description}",
                    );
                }
                members.values().for_each(|value| check(name, value));
            }
            Value::Array(elements) => elements.iter().for_each(|value| check(name, value)),
            _ => {}
        }
    }
    for (name, schema) in schemas() {
        check(name, schema.as_value());
    }
}

#[test]
fn personal_data_has_the_schema_of_its_value() {
    let mut generator = SchemaGenerator::default();
    let hidden = [
        generator.subschema_for::<Sensitive<Flow>>(),
        generator.subschema_for::<Sensitive<String>>(),
    ];
    let shown = [
        generator.subschema_for::<Flow>(),
        generator.subschema_for::<String>(),
    ];
    assert_eq!(hidden, shown);
    assert_eq!(hidden[0].get("$ref").unwrap(), "#/$defs/Flow");
    assert_eq!(hidden[1].get("type").unwrap(), "string");
    assert!(generator.definitions().keys().eq(["Flow"]));
}

#[test]
fn only_what_a_body_can_not_be_read_without_is_required() {
    for (name, schema) in schemas() {
        let required = schema.get("required").cloned().unwrap_or_default();
        let expected = match name {
            "webhook-payload" => serde_json::json!(["processId", "state", "flow"]),
            "webhook-raw-payload" => serde_json::json!(["processId"]),
            "get-process-web-sdk-response" => serde_json::json!(["process"]),
            "get-process-web-sdk-process" | "get-process-api-process" => serde_json::json!(["id"]),
            _ => Value::Null,
        };
        assert_eq!(required, expected, "{name}");
    }
}

#[test]
fn the_criteria_list_the_checks_for_an_editor() {
    let schema = schema_for!(Criteria);
    let accepts = schema
        .pointer("/properties/accepts/then/properties")
        .unwrap()
        .as_object()
        .unwrap();
    assert_eq!(accepts.len(), Check::KNOWN.len());
    assert!(
        Check::KNOWN
            .iter()
            .all(|check| accepts.contains_key(check.as_str()))
    );
}
