//! Every message is read as by the reference, which looks at JSON values alone.

use std::collections::BTreeSet;

use idcloud_types::get_process::{api, web_sdk};
use idcloud_types::webhook::RawPayload;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::any_json::any_json;
use crate::reference::{Members, Message, Shape, check, check_all};

const ID: &str = "8263A268-5388-492a-bca2-28e1ff4a69f0";

/// A message: how to check a body, the documented members, and a body to put one into.
type Case = (fn(&[u8]) -> bool, Members, Value);

/// Both responses are verified, so that one is seen that must not be any more.
fn cases() -> [Case; 4] {
    fn case<M: Message>(base: Value) -> Case {
        (check::<M>, M::MEMBERS, base)
    }
    let process = json!({
        "id": ID,
        "flow": "id",
        "state": "PROCESS_STATE_FINISHED",
        "result": "PROCESS_RESULT_OK",
        "authenticationInfo": {
            "livenessResult": "LIVENESS_RESULT_LIVE",
            "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE",
            "identityFraudstersResult": "TRUST_RESULT_INCONCLUSIVE",
            "scoreEngineResult": { "scoreEnabled": "SCORE_ENABLED_TRUE", "score": 85.5 },
        },
    });
    [
        case::<RawPayload>(json!({
            "processId": ID,
            "state": "PROCESS_STATE_FINISHED",
            "flow": "id",
            "result": "expired",
        })),
        case::<web_sdk::Response>(json!({ "process": process })),
        case::<web_sdk::Process>(process),
        case::<api::Process>(json!({
            "id": ID,
            "status": 3,
            "unicoId": { "result": "yes" },
            "liveness": 1,
            "score": 28,
        })),
    ]
}

/// A value of every JSON type, and of every form that a type is narrowed to.
fn any_type() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(3),
        json!(u64::MAX),
        json!(3.0),
        json!(""),
        json!("text"),
        json!(ID),
        json!(ID.replace('-', "")),
        json!(format!("{{{ID}}}")),
        json!([]),
        json!([null]),
        json!({}),
        json!({ "result": "text" }),
    ]
}

/// A value of the documented type.
fn sound(shape: &Shape) -> Value {
    match shape {
        Shape::Text(known) => json!(known().first().unwrap_or(&"text")),
        Shape::Integer(known) => json!(known()[0]),
        Shape::Number => json!(2.5),
        Shape::Bool => json!(true),
        Shape::Any => json!([1]),
        Shape::Id => json!(ID),
        Shape::List(element) => json!([sound(element)]),
        Shape::Object(members) => {
            let values = members.iter();
            values
                .map(|(name, shape)| ((*name).to_owned(), sound(shape)))
                .collect()
        }
        Shape::OneOf(shapes) => sound(&shapes[0]),
        Shape::Required(shape) => sound(shape),
    }
}

/// The sound value, a value of every type, and objects and arrays with one such value inside, at any depth.
fn variants(shape: &Shape) -> Vec<Value> {
    let mut values = any_type();
    values.push(sound(shape));
    match shape {
        Shape::Object(members) => {
            for (name, shape) in *members {
                let inner = variants(shape).into_iter();
                values.extend(inner.map(|value| json!({ *name: value, "x": 1 })));
            }
        }
        Shape::List(element) => {
            for value in variants(element) {
                values.push(json!([value]));
                values.push(json!([sound(element), value, sound(element)]));
            }
        }
        Shape::OneOf(shapes) => values.extend(shapes.iter().flat_map(variants)),
        Shape::Required(shape) => values.extend(variants(shape)),
        _ => {}
    }
    values
}

/// Puts the members of one object into another one.
fn merge(base: &mut Value, value: Value) {
    match (base, value) {
        (Value::Object(base), Value::Object(members)) => {
            for (name, value) in members {
                merge(base.entry(name).or_insert(Value::Null), value);
            }
        }
        (base, value) => *base = value,
    }
}

#[test]
fn every_documented_member_with_a_value_of_every_type_is_read_as_by_the_reference() {
    for (check, members, base) in cases() {
        assert!(check(base.to_string().as_bytes()));
        let [mut read, mut malformed] = [0, 0];
        for value in variants(&Shape::Object(members)) {
            let mut merged = base.clone();
            merge(&mut merged, value.clone());
            for body in [value, merged] {
                if check(body.to_string().as_bytes()) {
                    read += 1;
                } else {
                    malformed += 1;
                }
            }
        }
        assert!(
            read > 20 && malformed > 5,
            "{read} read, {malformed} malformed"
        );
    }
}

#[test]
fn a_repeated_documented_member_is_refused_as_by_the_reference() {
    for (check, members, mut body) in cases() {
        for (name, shape) in members {
            merge(&mut body, json!({ *name: sound(shape) }));
            let text = body.to_string();
            for value in any_type().into_iter().chain([sound(shape)]) {
                let twice = format!("{{\"{name}\":{value},{}", &text[1..]);
                assert!(!check(twice.as_bytes()), "{twice}");
            }
        }
    }
}

/// The schemas name the known members, because they are generated from the code.
#[test]
fn the_reference_knows_every_member() {
    fn add_of_schema(schema: &Value, names: &mut BTreeSet<String>) {
        match schema {
            Value::Object(members) => {
                let properties = members.get("properties").and_then(Value::as_object);
                names.extend(
                    properties
                        .into_iter()
                        .flat_map(|names| names.keys().cloned()),
                );
                members
                    .values()
                    .for_each(|inner| add_of_schema(inner, names));
            }
            Value::Array(elements) => elements
                .iter()
                .for_each(|inner| add_of_schema(inner, names)),
            _ => {}
        }
    }
    let schemas = [
        include_str!("../schema/webhook-raw-payload.json"),
        include_str!("../schema/get-process-web-sdk-response.json"),
        include_str!("../schema/get-process-web-sdk-process.json"),
        include_str!("../schema/get-process-api-process.json"),
    ];
    for ((_, members, _), schema) in cases().into_iter().zip(schemas) {
        let mut in_schema = BTreeSet::new();
        add_of_schema(&serde_json::from_str(schema).unwrap(), &mut in_schema);
        let mut in_reference = BTreeSet::new();
        add_names(&Shape::Object(members), &mut in_reference);
        assert_eq!(in_reference, in_schema);
    }
}

fn add_names(shape: &Shape, names: &mut BTreeSet<String>) {
    match shape {
        Shape::Object(members) => {
            for (name, shape) in *members {
                names.insert((*name).to_owned());
                add_names(shape, names);
            }
        }
        Shape::List(shape) | Shape::Required(shape) => add_names(shape, names),
        Shape::OneOf(shapes) => shapes.iter().for_each(|shape| add_names(shape, names)),
        _ => {}
    }
}

/// The JSON of a value of the documented type; inside, members may have another one.
fn value_of(shape: &Shape) -> BoxedStrategy<String> {
    match shape {
        Shape::Text(known) => {
            let known = [known(), vec!["", "VALUE_OF_TOMORROW"]].concat();
            prop_oneof![4 => select(known).prop_map(str::to_owned), 1 => any::<String>()]
                .prop_map(|text| Value::from(text).to_string())
                .boxed()
        }
        Shape::Integer(known) => prop_oneof![4 => select(known()), 1 => any::<i64>()]
            .prop_map(|number| number.to_string())
            .boxed(),
        Shape::Number => any_json()
            .prop_filter("a number", Value::is_number)
            .prop_map(|number| number.to_string())
            .boxed(),
        Shape::Bool => any::<bool>().prop_map(|value| value.to_string()).boxed(),
        Shape::Any => any_json().prop_map(|value| value.to_string()).boxed(),
        Shape::Id => select(vec![json!(ID), json!(ID.to_ascii_lowercase())])
            .prop_map(|id| id.to_string())
            .boxed(),
        Shape::List(element) => prop::collection::vec(member_of(element), 0..3)
            .prop_map(|elements| format!("[{}]", elements.join(",")))
            .boxed(),
        Shape::Object(members) => object_of(members),
        Shape::OneOf(shapes) => prop::strategy::Union::new(shapes.iter().map(value_of)).boxed(),
        Shape::Required(shape) => value_of(shape),
    }
}

/// The JSON of a member's value, now and then of another type.
fn member_of(shape: &Shape) -> BoxedStrategy<String> {
    prop_oneof![
        20 => value_of(shape),
        1 => select(any_type()).prop_map(|value| value.to_string()),
        1 => any_json().prop_map(|value| value.to_string()),
    ]
    .boxed()
}

/// The JSON of an object, with members that are not documented for it, or that are repeated, in any order.
fn object_of(members: Members) -> BoxedStrategy<String> {
    let documented: Vec<_> = members
        .iter()
        .map(|(name, shape)| {
            let probability = if matches!(shape, Shape::Required(_)) {
                0.98
            } else {
                0.4
            };
            prop::option::weighted(probability, (Just((*name).to_owned()), member_of(shape)))
        })
        .collect();
    let mut known = BTreeSet::new();
    for (_, members, _) in cases() {
        add_names(&Shape::Object(members), &mut known);
    }
    let known: Vec<String> = known.into_iter().collect();
    let name = prop_oneof![1 => select(known), 2 => any::<String>()];
    let other = (name, any_json().prop_map(|value| value.to_string()));
    (documented, prop::collection::vec(other, 0..3))
        .prop_map(|(documented, other)| documented.into_iter().flatten().chain(other).collect())
        .prop_flat_map(|members: Vec<_>| (Just(members).prop_shuffle(), prop::bool::weighted(0.1)))
        .prop_map(|(members, is_escaped)| {
            let members = members.iter().map(|(name, value)| {
                let name = if is_escaped {
                    escaped(name)
                } else {
                    Value::from(&**name).to_string()
                };
                format!("{name}:{value}")
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        })
        .boxed()
}

/// A JSON string in which every character is escaped.
fn escaped(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
    format!("\"{}\"", units.collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// A body that is made for one message is read as all of them.
    #[test]
    fn any_body_is_read_as_by_the_reference(
        body in prop::strategy::Union::new(cases().map(|(_, members, _)| object_of(members))),
        other in any_json(),
    ) {
        check_all(body.as_bytes());
        check_all(other.to_string().as_bytes());
    }
}
