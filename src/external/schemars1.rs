//! The JSON Schemas: vocabularies with their known values, objects with their members, the rules of the webhook, and
//! configurations as people write them.
//!
//! They use only constructs that type generators understand: `allOf` becomes an intersection of types, and a `title` a
//! type of its own, so only the root has one. Generators don't look for types inside a condition.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

#[cfg(feature = "get-process")]
use crate::get_process::web_sdk::{NamedServices, Service, Services};
#[cfg(feature = "get-process")]
use crate::get_process::{Check, Criteria, Meaning, Score, Sensitive, Timestamp};
use crate::process::{Flow, ProcessId, ProcessState};
use crate::webhook::rules::may_have_result;
use crate::webhook::selection::{ALL, Rule};
use crate::webhook::{
    EventType, Field, Payload, RawPayload, ResultCode, Selection, Subscription, SubscriptionField,
    Vocabulary,
};

/// The schema's name: the message or the contract, then the type. No two types share a name, whatever else the document
/// contains.
pub(crate) fn name(module: &str, name: &str) -> Cow<'static, str> {
    const OWNERS: [(&str, &str); 4] = [
        ("::webhook", "Webhook"),
        ("::get_process::web_sdk", "WebSdk"),
        ("::get_process::api", "Api"),
        ("::get_process", "GetProcess"),
    ];
    let owner = OWNERS.iter().find(|(path, _)| module.contains(path));
    [owner.map_or("", |(_, owner)| owner), name].concat().into()
}

/// Writes the names by which a schema generator tells types apart.
macro_rules! named {
    ($name:expr) => {
        fn schema_name() -> ::alloc::borrow::Cow<'static, str> {
            $name.into()
        }

        fn schema_id() -> ::alloc::borrow::Cow<'static, str> {
            [env!("CARGO_PKG_NAME"), "::", &Self::schema_name()]
                .concat()
                .into()
        }
    };
}

/// Writes `JsonSchema` for an open enum, from its docs and its rows.
macro_rules! open_enum {
    (
        $(#[$($meta:tt)*])*
        $Enum:ident: $($integer:ident)?;
        $($(#[$($variant_meta:tt)*])* $wire:literal $(=> $description:literal)?,)+
    ) => {
        impl ::schemars::JsonSchema for $Enum {
            $crate::external::schemars1::named!($crate::external::schemars1::name(module_path!(), stringify!($Enum)));

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                use $crate::external::schemars1::{KnownValue, docs, vocabulary};

                let known = [$(KnownValue {
                    value: $wire.into(),
                    docs: docs!($(#[$($variant_meta)*])*),
                    text: None$(.or(Some($description)))?,
                }),+];
                let other = $crate::external::schemars1::other_values!($($integer)?);
                vocabulary(docs!($(#[$($meta)*])*), known, other)
            }
        }
    };
}

/// Writes `JsonSchema` for an open object, from its docs and its rows.
macro_rules! open_object {
    (
        $(#[$($meta:tt)*])*
        $Object:ident;
        $($(#[$($field_meta:tt)*])* $Type:ty = $wire:literal,)+
    ) => {
        impl ::schemars::JsonSchema for $Object {
            $crate::external::schemars1::named!($crate::external::schemars1::name(module_path!(), stringify!($Object)));

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                use $crate::external::schemars1::{Member, docs, object};

                let members = [$(Member {
                    name: $wire,
                    docs: docs!($(#[$($field_meta)*])*),
                    schema: generator.subschema_for::<$Type>(),
                    is_required: <$Type as $crate::wire::object::Field>::IS_REQUIRED,
                }),+];
                object(docs!($(#[$($meta)*])*), members)
            }
        }
    };
}

/// The schema of a value that is not known.
macro_rules! other_values {
    () => {
        ::serde_json::json!({ "type": "string" })
    };
    (i64) => {
        $crate::external::schemars1::any_integer()
    };
}

/// The lines of the doc comment among some attributes.
macro_rules! docs {
    ($(#[$($meta:tt)*])*) => {
        $crate::external::schemars1::docs!([] $([$($meta)*])*)
    };
    ([$($line:literal)*] [doc = $next:literal] $($rest:tt)*) => {
        $crate::external::schemars1::docs!([$($line)* $next] $($rest)*)
    };
    ([$($line:literal)*] $($rest:tt)*) => {
        &[$($line),*] as &[&str]
    };
}

pub(crate) use {docs, named, open_enum, open_object, other_values};

/// A known value of a vocabulary.
pub(crate) struct KnownValue {
    pub(crate) value: Value,
    pub(crate) docs: &'static [&'static str],
    /// The platform's own description of it.
    pub(crate) text: Option<&'static str>,
}

/// The known values of a vocabulary, or any other value of their type.
pub(crate) fn vocabulary(
    docs: &[&str],
    known: impl IntoIterator<Item = KnownValue>,
    other: Value,
) -> Schema {
    let known = known.into_iter().map(|known| {
        let mut description = summary(known.docs);
        if let Some(text) = known.text {
            description = format!("{description} The platform describes it as \"{text}\".");
        }
        json!({ "const": known.value, "description": description })
    });
    let values: Vec<Value> = known.chain([other]).collect();
    json_schema!({ "description": summary(docs), "anyOf": values })
}

/// A member of an object that has a field.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) docs: &'static [&'static str],
    pub(crate) schema: Schema,
    pub(crate) is_required: bool,
}

/// An object with these members and any other.
pub(crate) fn object(docs: &[&str], members: impl IntoIterator<Item = Member>) -> Schema {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for member in members {
        let mut schema = member.schema;
        let description = summary(member.docs);
        if !description.is_empty() {
            schema.insert("description".into(), description.into());
        }
        if member.is_required {
            required.push(member.name);
        }
        properties.insert(member.name.into(), schema.into());
    }
    let mut object = json_schema!({
        "type": "object",
        "description": summary(docs),
        "properties": properties,
    });
    if !required.is_empty() {
        object.insert("required".into(), required.into());
    }
    object
}

/// The first paragraph of a doc comment, without its links.
pub(crate) fn summary(docs: &[&str]) -> String {
    let lines: Vec<&str> = docs
        .iter()
        .map(|line| line.trim())
        .take_while(|line| !line.is_empty())
        .collect();
    without_links(&lines.join(" "))
}

/// Turns `[x](y)` and `[x]` into `x`.
fn without_links(text: &str) -> String {
    let link = text.split_once('[').and_then(|(before, rest)| {
        let (name, rest) = rest.split_once(']')?;
        Some((before, name, rest))
    });
    let Some((before, name, rest)) = link else {
        return text.to_string();
    };
    let target = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let rest = target.map_or(rest, |(_, rest)| rest);
    [before, name, &without_links(rest)].concat()
}

/// An integer of 64 bits.
#[cfg(feature = "get-process")]
pub(crate) fn any_integer() -> Value {
    json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX })
}

/// A pattern for a string, ignoring case.
pub(crate) fn in_any_case(word: &str) -> String {
    let letter = |letter: char| {
        if letter.is_ascii_alphabetic() {
            String::from_iter([
                '[',
                letter.to_ascii_uppercase(),
                letter.to_ascii_lowercase(),
                ']',
            ])
        } else {
            letter.to_string()
        }
    };
    word.chars().map(letter).collect()
}

impl JsonSchema for ProcessId {
    named!("ProcessId");

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The id of the process that a message is about: a hyphenated UUID.",
            "type": "string",
            "format": "uuid",
            "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
        })
    }
}

impl JsonSchema for Payload {
    named!("WebhookPayload");

    /// An unknown state turns off the rules between fields. `null` means absent everywhere, and so does `""` in the
    /// three optional strings.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = RawPayload::json_schema(generator);
        let required = [
            ("state", generator.subschema_for::<ProcessState>()),
            ("flow", generator.subschema_for::<Flow>()),
        ];
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for (name, mut schema) in required {
                if let Some(description) =
                    properties.get(name).and_then(|old| old.get("description"))
                {
                    schema.insert("description".into(), description.clone());
                }
                properties.insert(name.into(), schema.into());
            }
        }
        let vocabularies = Field::ALL.iter().copied().filter_map(rule_of_vocabulary);
        let rules: Vec<Value> = rules_between_fields()
            .into_iter()
            .chain(vocabularies)
            .collect();
        schema.insert(
            "description".into(),
            "A webhook payload that keeps the rules of the contract.".into(),
        );
        schema.insert("required".into(), json!(["processId", "state", "flow"]));
        // In a condition, where no generator looks for types: each would become an empty one.
        schema.insert("if".into(), true.into());
        schema.insert("then".into(), json!({ "allOf": rules }));
        schema
    }
}

fn rules_between_fields() -> [Value; 4] {
    let is_finished = ProcessState::Finished.as_str();
    let is_known = words(ProcessState::KNOWN, |_| true);
    let has_not_ended = words(ProcessState::KNOWN, |state| !may_have_result(state));
    let mut has_no_event = words(ResultCode::KNOWN, |code| *code != ResultCode::Expired);
    has_no_event.extend([Value::Null, "".into()]);
    let is_absent = json!({ "enum": [null, ""] });
    let is_present = json!({ "type": "string", "minLength": 1 });

    [
        json!({
            "description": "A finished process has a `result`.",
            "if": {
                "required": ["state"],
                "properties": { "state": { "const": is_finished } },
            },
            "then": { "required": ["result"], "properties": { "result": is_present } },
        }),
        json!({
            "description": "A process that has not ended has no `result`.",
            "if": {
                "required": ["state"],
                "properties": { "state": { "enum": has_not_ended } },
            },
            "then": { "properties": { "result": is_absent } },
        }),
        json!({
            "description":
                "Without a `result`, or with a known one other than `expired`, there is no `lastEvent` and no \
                 `lastEventDescription`.",
            "if": {
                "required": ["state"],
                "properties": { "state": { "enum": is_known }, "result": { "enum": has_no_event } },
            },
            "then": { "properties": { "lastEvent": is_absent, "lastEventDescription": is_absent } },
        }),
        json!({
            "description": "`lastEventDescription` is about a `lastEvent`.",
            "if": {
                "required": ["state", "lastEventDescription"],
                "properties": { "state": { "enum": is_known }, "lastEventDescription": is_present },
            },
            "then": { "required": ["lastEvent"], "properties": { "lastEvent": is_present } },
        }),
    ]
}

/// A field does not hold a value of another field's vocabulary.
fn rule_of_vocabulary(field: Field) -> Option<Value> {
    let is_foreign = |value: &str| Vocabulary::foreign_to(field, value).is_some();
    let (foreign, own): (Vec<_>, Vec<_>) = Vocabulary::PREFIXES
        .into_iter()
        .map(|(prefix, _)| prefix)
        .partition(|prefix| is_foreign(prefix));
    if foreign.is_empty() {
        return None;
    }
    let result = json!({ "pattern": Vocabulary::CHECK_RESULT });
    let result = own.iter().fold(
        result,
        |result, own| json!({ "allOf": [result], "not": { "pattern": format!("^{own}") } }),
    );
    let prefixes = json!({ "pattern": format!("^({})", foreign.join("|")) });
    let mut foreign = Vec::from([prefixes, result]);
    let codes = words(ResultCode::KNOWN, |code| is_foreign(code.as_str()));
    if !codes.is_empty() {
        foreign.push(json!({ "enum": codes }));
    }
    // `pattern` holds for whatever is not a string.
    let foreign = json!({ "type": "string", "anyOf": foreign });
    Some(json!({
        "description": format!("`{field}` does not hold a value of another field's vocabulary."),
        "properties": { field.as_str(): { "not": foreign } },
    }))
}

/// The known values that meet a condition.
fn words<T: AsRef<str>>(known: &[T], is_wanted: impl Fn(&T) -> bool) -> Vec<Value> {
    let wanted = known.iter().filter(|value| is_wanted(value));
    wanted.map(|value| value.as_ref().into()).collect()
}

/// Patterns for a string with one letter missing, added, changed, or swapped with the next, ignoring case.
fn one_letter_off(word: &str) -> Vec<String> {
    const ANY: &str = "[\\x00-+\\--\\x7f]";

    let letters: Vec<String> = word
        .chars()
        .map(|letter| in_any_case(letter.encode_utf8(&mut [0; 4])))
        .collect();
    let mut patterns = Vec::new();
    for at in 0..=letters.len() {
        let (before, after) = letters.split_at(at);
        patterns.push(format!("{}{ANY}{}", before.concat(), after.concat()));
        if let [letter, rest @ ..] = after {
            patterns.push(format!("{}{}", before.concat(), rest.concat()));
            patterns.push(format!("{}{ANY}{}", before.concat(), rest.concat()));
            if let [next, rest @ ..] = rest {
                let swapped = format!("{}{next}{letter}{}", before.concat(), rest.concat());
                patterns.push(swapped);
            }
        }
    }
    patterns
}

impl<T: JsonSchema> JsonSchema for Selection<T> {
    named!(format!("SelectionOf{}", T::schema_name()));

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let all = in_any_case(ALL);
        let blank_or_all = format!("({all})?");
        let list = json!({
            "type": "array",
            "items": {
                "allOf": [generator.subschema_for::<T>()],
                "not": { "type": "string", "pattern": format!("^\\s*{blank_or_all}\\s*$") },
            },
        });
        let not_meant = Rule::EVERY.iter().chain(&Rule::NOTHING);
        let not_meant: Vec<_> = not_meant.map(|word| in_any_case(word)).collect();
        let not_meant = not_meant.join("|").replace('*', "\\*");
        let near_all = one_letter_off(ALL).join("|");
        let text = json!({
            "description": "Names with commas between them, without brackets and quotes.",
            "type": "string",
            "not": {
                "anyOf": [
                    { "pattern": format!("(^|,)\\s*({blank_or_all}|{not_meant}|{near_all})\\s*(,|$)") },
                    { "pattern": "[\\[\\](){}\"'`]" },
                ],
            },
        });
        let names = json!({ "anyOf": [list, text] });
        json_schema!({
            "anyOf": [
                { "description": "Every value.", "const": ALL },
                { "type": "string", "pattern": format!("^\\s*({all})\\s*$") },
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

impl JsonSchema for Subscription {
    named!("WebhookSubscription");

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let properties = Map::from_iter([
            selection::<ProcessState>(SubscriptionField::States, generator),
            selection::<ResultCode>(SubscriptionField::Results, generator),
            selection::<Flow>(SubscriptionField::Flows, generator),
            selection::<EventType>(SubscriptionField::LastEvents, generator),
        ]);
        json_schema!({
            "description": "Which payloads an endpoint reacts to.",
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        })
    }
}

fn selection<T: JsonSchema>(
    field: SubscriptionField,
    generator: &mut SchemaGenerator,
) -> (String, Value) {
    let member = field.selects();
    let description = format!("The values of `{member}` to react to; `all` if left out.");
    let mut schema = generator.subschema_for::<Selection<T>>();
    schema.insert("description".into(), description.into());
    schema.insert("default".into(), ALL.into());
    (field.to_string(), schema.into())
}

/// A blank name or value.
#[cfg(feature = "get-process")]
const BLANK: &str = "^\\s*$";

/// No key of a table of criteria: a blank, or a key of the criteria themselves.
#[cfg(feature = "get-process")]
const BLANK_OR_MISPLACED: &str = "^\\s*(accepts|requires|api_requires|ignores)?\\s*$";

/// A list in one string: names with commas, none of them blank, without brackets and quotes.
#[cfg(feature = "get-process")]
const LIST: &str = "^\\s*[^\\s,\\[\\](){}\"'`][^,\\[\\](){}\"'`]*(,\\s*[^\\s,\\[\\](){}\"'`][^,\\[\\](){}\"'`]*)*$";

#[cfg(feature = "get-process")]
impl JsonSchema for Criteria {
    named!("GetProcessCriteria");

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let name = json!({ "type": "string", "not": { "pattern": BLANK } });
        let except = |pattern: &str, schema: Schema| {
            let wrong = json!({ "type": "string", "pattern": pattern });
            json!({ "allOf": [schema], "not": wrong })
        };
        let check = except(BLANK, generator.subschema_for::<Check>());
        let check_key = except(BLANK_OR_MISPLACED, generator.subschema_for::<Check>());
        let flow_key = except(BLANK_OR_MISPLACED, generator.subschema_for::<Flow>());
        let known_checks: Map<String, Value> = Check::KNOWN
            .iter()
            .map(|check| (check.as_str().into(), values_of(check)))
            .collect();
        let requirement = json!([
            { "type": "array", "minItems": 1, "items": check },
            { "type": "string", "pattern": LIST },
        ]);
        json_schema!({
            "description": "The required checks and accepted values; anything left out keeps its documented default.",
            "type": "object",
            "properties": {
                "accepts": {
                    "description": "Every value that passes, by check. It replaces the default of that check.",
                    "type": "object",
                    "propertyNames": check_key,
                    "additionalProperties": values_of(&Check::from("checkOfTomorrow")),
                    // Type generators would write optional members beside an index of required ones.
                    "if": true,
                    "then": { "properties": known_checks },
                },
                "requires": {
                    "description":
                        "Every check that must pass, by flow of the Web & SDK contract. It replaces the default of \
                         that flow.",
                    "type": "object",
                    "propertyNames": flow_key,
                    "additionalProperties": { "anyOf": requirement },
                },
                "api_requires": {
                    "description": "Every check that must pass under the API contract.",
                    "anyOf": requirement,
                },
                "ignores": {
                    "description": "Members that are not checks, with everything inside them.",
                    "allOf": [{ "anyOf": [
                        { "type": "array", "items": name },
                        { "type": "string", "pattern": LIST },
                    ] }],
                },
            },
            "additionalProperties": false,
        })
    }
}

/// A list of values that may be accepted for the check.
#[cfg(feature = "get-process")]
fn values_of(check: &Check) -> Value {
    let rejected = rejected(check);
    json!({ "anyOf": [
        {
            "type": "array",
            "items": { "type": "string", "not": { "pattern": format!("^\\s*({rejected})?\\s*$") } },
        },
        {
            "type": "string",
            "pattern": LIST,
            "not": { "pattern": format!("(^|,)\\s*({rejected})\\s*(,|$)") },
        },
    ] })
}

/// A pattern for what fails, raises the alert or means that the check has no result.
#[cfg(feature = "get-process")]
fn rejected(check: &Check) -> String {
    let row = check.row();
    let values = check.values().iter();
    let bad = values.filter(|(_, meaning)| matches!(meaning, Meaning::Fails | Meaning::Alert));
    let bad = bad.map(|(value, _)| {
        value
            .rsplit_once("_RESULT_")
            .map_or(*value, |(_, short)| short)
    });
    let short = row.iter().flat_map(|row| row.short).copied();
    let mut short: Vec<String> = bad.chain(short).map(in_any_case).collect();
    short.sort_unstable();
    short.dedup();
    let mut rejected: Vec<String> = short
        .into_iter()
        .map(|short| format!("([^,]*{})?{short}", in_any_case("_RESULT_")))
        .collect();
    let prefix = match &row {
        Some(row) if row.prefix.is_empty() => String::new(),
        Some(row) => format!("({}_)?", in_any_case(row.prefix)),
        // One `_RESULT_`: the rest of the reader's rule is about names that no check has.
        None => format!("([A-Za-z][A-Za-z_]*{})?", in_any_case("_RESULT_")),
    };
    rejected.push(prefix + &in_any_case("UNSPECIFIED"));
    rejected.push(in_any_case("TRUST_RESULT_UNSPECIFIE"));
    rejected.extend(row.and_then(|row| row.no_result).map(in_any_case));
    rejected.join("|")
}

#[cfg(feature = "get-process")]
impl JsonSchema for Score {
    named!("GetProcessScore");

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A score: an integer or a decimal, possibly negative.",
            "type": "number",
        })
    }
}

#[cfg(feature = "get-process")]
impl JsonSchema for Timestamp {
    named!("GetProcessTimestamp");

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A time, usually in RFC 3339 format; it may have no zone, and may be blank.",
            "type": "string",
        })
    }
}

#[cfg(feature = "get-process")]
impl JsonSchema for Services {
    named!("WebSdkServices");

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Documents and signatures: an array, or in the older shape an object.",
            "anyOf": [
                generator.subschema_for::<Vec<Service>>(),
                generator.subschema_for::<NamedServices>(),
            ],
        })
    }
}

/// The schema of the wrapped value: the contract is public even if the value is personal.
#[cfg(feature = "get-process")]
impl<T: JsonSchema> JsonSchema for Sensitive<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
