//! The rules of the contract, against an oracle that reads the body as any JSON.

use idcloud_types::webhook::{Payload, PayloadError, RawPayload, Violation, Vocabulary};
use serde_json::Value;

/// A body that can be read is accepted exactly when it breaks no rule, breaks those that the oracle names, and is a
/// success only when the body is one.
///
/// # Panics
///
/// Where that does not hold.
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

/// A value that is present: `""` and `null` are absent.
fn text<'a>(json: &'a Value, member: &str) -> Option<&'a str> {
    json[member].as_str().filter(|text| !text.is_empty())
}

/// The rule table, row by row.
fn broken_rules(json: &Value) -> Vec<String> {
    // Only the three optional strings are absent when they are empty.
    let state = json["state"].as_str();
    let flow = json["flow"].as_str();
    let result = text(json, "result");
    let last_event = text(json, "lastEvent");
    let has_description = text(json, "lastEventDescription").is_some();

    let is_finished = state == Some("PROCESS_STATE_FINISHED");
    let is_before = matches!(
        state,
        Some("PROCESS_STATE_CREATED" | "PROCESS_STATE_FAILED")
    );
    let is_unknown = state.is_some() && !is_finished && !is_before;
    let is_without_expired = matches!(result, None | Some("ok" | "invalid_identity"));

    let table = [
        ("MissingState", state.is_none()),
        ("MissingFlow", flow.is_none()),
        ("MissingResult", is_finished && result.is_none()),
        ("ResultBeforeFinished", is_before && result.is_some()),
        (
            "LastEventWithoutExpired",
            !is_unknown && last_event.is_some() && is_without_expired,
        ),
        (
            "DescriptionWithoutExpired",
            !is_unknown && has_description && is_without_expired,
        ),
        (
            "DescriptionWithoutEvent",
            !is_unknown && has_description && last_event.is_none(),
        ),
    ];
    let table = table.into_iter().filter(|(_, is_broken)| *is_broken);
    let foreign = [
        foreign("state", state, &["PROCESS_STATE_"], true),
        foreign("flow", flow, &[], false),
        foreign("result", result, &[], false),
        foreign("lastEvent", last_event, &["EVENT_TYPE_"], true),
    ];
    let table = table.map(|(name, _)| name.to_owned());
    table.chain(foreign.into_iter().flatten()).collect()
}

/// A value that looks like one of another vocabulary.
fn foreign(field: &str, value: Option<&str>, own: &[&str], has_no_codes: bool) -> Option<String> {
    let value = value?;
    let prefixes = ["PROCESS_STATE_", "PROCESS_RESULT_", "EVENT_TYPE_"];
    if let Some(prefix) = prefixes
        .into_iter()
        .find(|prefix| value.starts_with(prefix))
    {
        return (!own.contains(&prefix)).then(|| format!("{field} holds {prefix}"));
    }
    let is_code = ["ok", "expired", "invalid_identity"].contains(&value);
    (is_code && has_no_codes).then(|| format!("{field} holds a result code"))
}

/// A violation in the words of the oracle.
fn name(violation: Violation) -> String {
    match violation {
        Violation::ForeignVocabulary { field, vocabulary } => {
            let holds = match vocabulary {
                Vocabulary::ProcessState => "PROCESS_STATE_",
                Vocabulary::ProcessResult => "PROCESS_RESULT_",
                Vocabulary::EventType => "EVENT_TYPE_",
                Vocabulary::ResultCode => "a result code",
                other => panic!("{other:?} is not in the rule table"),
            };
            format!("{field} holds {holds}")
        }
        other => format!("{other:?}"),
    }
}
