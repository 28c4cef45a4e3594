//! The rules of the contract, against an oracle that reads the body as any JSON.

use idcloud_types::webhook::{Payload, PayloadError, RawPayload, Violation, Vocabulary};
use serde_json::Value;

/// A body that can be read is accepted exactly when it breaks no rule, breaks those that the oracle names, and is a
/// success only when the body is one.
///
/// # Panics
///
/// If that does not hold.
pub fn rules(body: &[u8]) {
    let Ok(raw) = RawPayload::from_slice(body) else {
        assert!(matches!(
            Payload::from_slice(body),
            Err(PayloadError::Malformed(_))
        ));
        return;
    };
    let json: Value = serde_json::from_slice(body).unwrap();
    let expected = broken_rules(&json);
    let is_success =
        expected.is_empty() && json["state"] == "PROCESS_STATE_FINISHED" && json["result"] == "ok";
    assert_eq!(raw.outcome().is_ok(), is_success);

    match Payload::from_slice(body) {
        Ok(payload) => {
            assert_eq!(expected, [""; 0]);
            assert_eq!(payload.outcome(), raw.outcome());
            assert_eq!(payload.state().as_str(), json["state"]);
            assert_eq!(payload.flow().as_str(), json["flow"]);
            assert_eq!(payload.result().map(AsRef::as_ref), text(&json, "result"));
            assert_eq!(
                payload.last_event().map(AsRef::as_ref),
                text(&json, "lastEvent")
            );
            assert_eq!(
                payload.last_event_description(),
                text(&json, "lastEventDescription")
            );
            assert_eq!(payload.into_raw(), raw);
        }
        Err(PayloadError::Invalid(invalid)) => {
            let broken: Vec<_> = invalid.violations().iter().copied().map(name).collect();
            assert_eq!(broken, expected);
            assert_eq!(invalid.into_raw(), raw);
        }
        Err(other) => panic!("{other}"),
    }
}

/// A string that is present: `""` and `null` are absent.
fn text<'a>(json: &'a Value, member: &str) -> Option<&'a str> {
    json[member].as_str().filter(|text| !text.is_empty())
}

const MEMBERS: [&str; 5] = [
    "state",
    "flow",
    "result",
    "lastEvent",
    "lastEventDescription",
];

/// The rule table, row by row.
fn broken_rules(json: &Value) -> Vec<String> {
    // Only the three optional strings are absent when they are empty.
    let state = json["state"].as_str();
    let flow = json["flow"].as_str();
    let result = text(json, "result");
    let last_event = text(json, "lastEvent");
    // A member of another type is present, and unknown.
    let is_wrong_type = |member: &str| !(json[member].is_null() || json[member].is_string());
    let has_result = result.is_some() || is_wrong_type("result");
    let has_event = last_event.is_some() || is_wrong_type("lastEvent");
    let has_description =
        text(json, "lastEventDescription").is_some() || is_wrong_type("lastEventDescription");

    let is_finished = state == Some("PROCESS_STATE_FINISHED");
    let is_before = matches!(
        state,
        Some("PROCESS_STATE_CREATED" | "PROCESS_STATE_UNSPECIFIED")
    );
    let is_over = matches!(
        state,
        Some("PROCESS_STATE_FAILED" | "PROCESS_STATE_CANCELED")
    );
    let is_absent = json["state"].is_null();
    let is_unknown = !(is_absent || is_finished || is_before || is_over);
    let is_without_expired = !has_result || matches!(result, Some("ok" | "invalid_identity"));

    let table = [
        ("MissingState", is_absent),
        ("MissingFlow", json["flow"].is_null()),
        ("MissingResult", is_finished && !has_result),
        ("ResultBeforeEnd", is_before && has_result),
        (
            "LastEventWithoutExpired",
            !is_unknown && has_event && is_without_expired,
        ),
        (
            "DescriptionWithoutExpired",
            !is_unknown && has_description && is_without_expired,
        ),
        (
            "DescriptionWithoutEvent",
            !is_unknown && has_description && !has_event,
        ),
    ];
    let table = table.into_iter().filter(|(_, is_broken)| *is_broken);
    let wrong_type = MEMBERS.into_iter().filter(|member| is_wrong_type(member));
    let foreign = [
        foreign("state", state, "PROCESS_STATE_", true),
        foreign("flow", flow, "", false),
        foreign("result", result, "", false),
        foreign("lastEvent", last_event, "EVENT_TYPE_", true),
    ];
    let table = table.map(|(name, _)| name.to_owned());
    let wrong_type = wrong_type.map(|member| format!("{member} is not a string"));
    let table = table.chain(wrong_type);
    table.chain(foreign.into_iter().flatten()).collect()
}

/// A value that looks like one of another vocabulary.
fn foreign(field: &str, value: Option<&str>, own: &str, has_no_codes: bool) -> Option<String> {
    let value = value?;
    let prefix = PREFIXES
        .into_iter()
        .find(|prefix| value.starts_with(prefix))
        .or_else(|| value.contains("_RESULT_").then_some("_RESULT_"));
    if let Some(prefix) = prefix {
        return (prefix != own).then(|| format!("{field} holds {prefix}"));
    }
    let is_code = ["ok", "expired", "invalid_identity"].contains(&value);
    (is_code && has_no_codes).then(|| format!("{field} holds a result code"))
}

const PREFIXES: [&str; 7] = [
    "PROCESS_STATE_",
    "EVENT_TYPE_",
    "PROCESS_RESULT_",
    "PROCESS_CAPACITY_",
    "DUI_TYPE_",
    "NOTIFICATION_CHANNEL_",
    "SCORE_ENABLED_",
];

/// A violation as the oracle names it.
fn name(violation: Violation) -> String {
    match violation {
        Violation::ForeignVocabulary { field, vocabulary } => {
            let holds = match vocabulary {
                Vocabulary::ProcessState => "PROCESS_STATE_",
                Vocabulary::ProcessResult => "PROCESS_RESULT_",
                Vocabulary::EventType => "EVENT_TYPE_",
                Vocabulary::Capacity => "PROCESS_CAPACITY_",
                Vocabulary::DuiType => "DUI_TYPE_",
                Vocabulary::NotificationChannel => "NOTIFICATION_CHANNEL_",
                Vocabulary::ScoreEnabled => "SCORE_ENABLED_",
                Vocabulary::CheckResult => "_RESULT_",
                Vocabulary::ResultCode => "a result code",
                other => panic!("{other:?} is not in the rule table"),
            };
            format!("{field} holds {holds}")
        }
        Violation::WrongType { field } => format!("{field} is not a string"),
        other => format!("{other:?}"),
    }
}
