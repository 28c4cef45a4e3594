//! The criteria as a JSON Schema, so that an editor checks the configuration.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::check::Check;
use super::criteria::Criteria;
use super::invalid_criteria::{NO_CHECKS, problem_of_word};
use super::values::{AuthenticationResult, LivenessResult, TrustResult};
use crate::process::Flow;
use crate::wire::schema::{in_any_case, named, one_of_in_any_case};

/// A name or word that `trim` leaves nothing of.
const BLANK: &str = "^\\s*$";

impl JsonSchema for Criteria {
    named!(Criteria);

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let check = json!({
            "allOf": [generator.subschema_for::<Check>()],
            "not": { "anyOf": [{ "pattern": BLANK }, { "enum": NO_CHECKS }] },
        });
        let flow = json!({
            "allOf": [generator.subschema_for::<Flow>()],
            "not": { "pattern": BLANK },
        });
        let known_checks: Map<_, _> = Check::KNOWN
            .iter()
            .map(|check| (check.as_str().into(), words_of(check)))
            .collect();
        json_schema!({
            "description": "What counts as a yes, over the documented defaults.",
            "type": "object",
            "properties": {
                "accepts": {
                    "description":
                        "For a check, every word that is a yes. It replaces the default of that check.",
                    "type": "object",
                    "propertyNames": check,
                    "properties": known_checks,
                    "additionalProperties": words_of(&Check::from("checkOfTomorrow")),
                },
                "requires": {
                    "description":
                        "For a flow, every check that must have answered with a yes. It replaces the default of that \
                         flow.",
                    "type": "object",
                    "propertyNames": flow,
                    "additionalProperties": { "type": "array", "minItems": 1, "items": check },
                },
            },
            "additionalProperties": false,
        })
    }
}

/// A list of words that may be a yes of the check.
fn words_of(check: &Check) -> Value {
    const SHORT: [&str; 6] = [
        "NO",
        "NOT_LIVE",
        "NEGATIVE",
        "YES",
        "SUSPICIOUS",
        "UNSPECIFIED",
    ];

    let is_refused = |word: &&str| problem_of_word(check, word).is_some();
    let liveness = LivenessResult::KNOWN.iter().map(LivenessResult::as_str);
    let authentication = AuthenticationResult::KNOWN.iter();
    let authentication = authentication.map(AuthenticationResult::as_str);
    let trust = TrustResult::KNOWN.iter().map(TrustResult::as_str);
    let refused: Vec<&str> = liveness
        .chain(authentication)
        .chain(trust)
        .chain(["TRUST_RESULT_UNSPECIFIE"])
        .filter(is_refused)
        .collect();
    let short: Vec<String> = SHORT
        .into_iter()
        .filter(is_refused)
        .map(in_any_case)
        .collect();
    let short = format!(
        "(^\\s*|{})({})\\s*$",
        in_any_case("_RESULT_"),
        short.join("|")
    );
    let unspecified = format!("{}\\s*$", in_any_case("_UNSPECIFIED"));
    json!({
        "type": "array",
        "items": {
            "type": "string",
            "not": {
                "anyOf": [
                    { "pattern": BLANK },
                    { "pattern": unspecified },
                    { "pattern": one_of_in_any_case(&refused) },
                    { "pattern": short },
                ],
            },
        },
    })
}
