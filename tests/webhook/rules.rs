//! The rules of the contract, over their whole domain, against an oracle that is the rule table itself.

use std::collections::BTreeSet;

use idcloud_types::ProcessId;
use idcloud_types::webhook::{
    BuildError, EventType, Field, Outcome, Payload, PayloadError, RawPayload, Violation, Vocabulary,
};
use serde_json::{Value, json};

use crate::violations;

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

const STATES: [Option<&str>; 15] = [
    None,
    Some("PROCESS_STATE_UNSPECIFIED"),
    Some("PROCESS_STATE_CREATED"),
    Some("PROCESS_STATE_FAILED"),
    Some("PROCESS_STATE_CANCELED"),
    Some("PROCESS_STATE_FINISHED"),
    // unknown
    Some("PROCESS_STATE_OF_TOMORROW"),
    Some("finished"),
    // foreign
    Some("PROCESS_RESULT_OK"),
    Some("PROCESS_CAPACITY_OF_TOMORROW"),
    Some("LIVENESS_RESULT_LIVE"),
    Some("EVENT_TYPE_SESSION_ENDED"),
    Some("ok"),
    Some("expired"),
    // of another type
    NUMBER,
];

const RESULTS: [Option<&str>; 12] = [
    None,
    Some("ok"),
    Some("expired"),
    Some("invalid_identity"),
    // unknown
    Some("result_of_tomorrow"),
    Some("approved"),
    // foreign
    Some("PROCESS_RESULT_OK"),
    Some("LIVENESS_RESULT_LIVE"),
    Some("DUI_TYPE_OF_TOMORROW"),
    Some("PROCESS_STATE_FINISHED"),
    Some("EVENT_TYPE_SESSION_ENDED"),
    // of another type
    NUMBER,
];

const LAST_EVENTS: [Option<&str>; 18] = [
    None,
    Some("EVENT_TYPE_PROCESS_CREATED"),
    Some("EVENT_TYPE_QR_CODE_READ"),
    Some("EVENT_TYPE_PROCESS_STARTED_BY_USER"),
    Some("EVENT_TYPE_IDENTITY_VALIDATION_STEP_FINISHED"),
    Some("EVENT_TYPE_DOCUMENT_STEP_STARTED"),
    Some("EVENT_TYPE_DOCUMENT_PHOTO_CAPTURED"),
    Some("EVENT_TYPE_DOCUMENT_UPLOADED_FROM_GALLERY"),
    Some("EVENT_TYPE_DOCUMENT_STEP_FINISHED"),
    Some("EVENT_TYPE_SESSION_ENDED"),
    Some("EVENT_TYPE_ERROR_ON_DOCUMENT_STEP"),
    // unknown
    Some("EVENT_TYPE_OF_TOMORROW"),
    // foreign
    Some("PROCESS_STATE_FINISHED"),
    Some("PROCESS_RESULT_EXPIRED"),
    Some("ok"),
    Some("expired"),
    Some("invalid_identity"),
    // of another type
    NUMBER,
];

const FLOWS: [Option<&str>; 9] = [
    None,
    Some("idtoken"),
    // unknown, a result code among them: the values of a flow have no prefix
    Some("adaptiveidtoken"),
    Some("ok"),
    // foreign
    Some("PROCESS_STATE_FINISHED"),
    Some("PROCESS_RESULT_OK"),
    Some("EVENT_TYPE_QR_CODE_READ"),
    Some("NOTIFICATION_CHANNEL_SMS"),
    // of another type
    NUMBER,
];

/// A flow of each kind: no rule is about a flow and another member.
const FEW_FLOWS: [Option<&str>; 5] = [
    None,
    Some("idtoken"),
    Some("ok"),
    Some("PROCESS_STATE_FINISHED"),
    NUMBER,
];

/// Absent, documented for `EVENT_TYPE_SESSION_ENDED`, any string, even one that looks like a value, and another type.
const DESCRIPTIONS: [Option<&str>; 5] = [
    NUMBER,
    None,
    Some("Session ended by timeout or by new session created"),
    Some("Sessão encerrada"),
    Some("EVENT_TYPE_OF_TOMORROW"),
];

/// The number 7 in the place of a string.
const NUMBER: Option<&str> = Some("7");

/// What a member holds.
fn wire(value: &str) -> Value {
    match Some(value) {
        NUMBER => json!(7),
        _ => value.into(),
    }
}

/// One combination of the domain.
#[derive(Clone, Copy, Debug)]
struct Case {
    state: Option<&'static str>,
    flow: Option<&'static str>,
    result: Option<&'static str>,
    last_event: Option<&'static str>,
    description: Option<&'static str>,
}

fn domain() -> impl Iterator<Item = Case> {
    STATES.into_iter().flat_map(|state| {
        RESULTS.into_iter().flat_map(move |result| {
            LAST_EVENTS.into_iter().flat_map(move |last_event| {
                DESCRIPTIONS.into_iter().flat_map(move |description| {
                    FEW_FLOWS.into_iter().map(move |flow| Case {
                        state,
                        flow,
                        result,
                        last_event,
                        description,
                    })
                })
            })
        })
    })
}

impl Case {
    fn json(&self) -> Value {
        let mut object = json!({ "processId": ID });
        for (name, value) in self.members() {
            if let Some(value) = value {
                object[name] = wire(value);
            }
        }
        object
    }

    fn raw(&self) -> RawPayload {
        let mut raw = RawPayload::new(id());
        let string = |value: Option<&'static str>| value.filter(|_| value != NUMBER);
        raw.state = string(self.state).map(Into::into);
        raw.flow = string(self.flow).map(Into::into);
        raw.result = string(self.result).map(Into::into);
        raw.last_event = string(self.last_event).map(Into::into);
        raw.last_event_description = string(self.description).map(Into::into);
        let numbers = self
            .members()
            .into_iter()
            .filter(|(_, value)| *value == NUMBER);
        raw.extra
            .extend(numbers.map(|(name, _)| (name.into(), 7.into())));
        raw
    }

    fn members(&self) -> [(&'static str, Option<&'static str>); 5] {
        [
            ("state", self.state),
            ("flow", self.flow),
            ("result", self.result),
            ("lastEvent", self.last_event),
            ("lastEventDescription", self.description),
        ]
    }

    /// The rule table, row by row.
    fn broken_rules(&self) -> Vec<String> {
        let Case {
            state,
            flow,
            result,
            last_event,
            description,
        } = *self;

        let known_state = [
            "PROCESS_STATE_UNSPECIFIED",
            "PROCESS_STATE_CREATED",
            "PROCESS_STATE_FAILED",
            "PROCESS_STATE_CANCELED",
            "PROCESS_STATE_FINISHED",
        ]
        .map(Some)
        .contains(&state);
        let unknown_state = state.is_some() && !known_state;
        let known_result = ["ok", "expired", "invalid_identity"]
            .map(Some)
            .contains(&result);
        let finished = state == Some("PROCESS_STATE_FINISHED");
        let not_ended = [
            Some("PROCESS_STATE_CREATED"),
            Some("PROCESS_STATE_UNSPECIFIED"),
        ]
        .contains(&state);
        // "present while `result` is absent or a known one other than `expired`"
        let without_expired = result.is_none() || (known_result && result != Some("expired"));

        let table = [
            ("MissingState", state.is_none()),
            ("MissingFlow", flow.is_none()),
            ("MissingResult", finished && result.is_none()),
            ("ResultBeforeEnd", not_ended && result.is_some()),
            (
                "LastEventWithoutExpired",
                !unknown_state && last_event.is_some() && without_expired,
            ),
            (
                "DescriptionWithoutExpired",
                !unknown_state && description.is_some() && without_expired,
            ),
            (
                "DescriptionWithoutEvent",
                !unknown_state && description.is_some() && last_event.is_none(),
            ),
        ];
        let foreign = [
            ("state", "PROCESS_STATE_", state),
            ("flow", "", flow),
            ("result", "", result),
            ("lastEvent", "EVENT_TYPE_", last_event),
        ]
        .into_iter()
        .filter_map(|(field, own_prefix, value)| {
            let value = value?;
            let prefix = PREFIXES
                .into_iter()
                .find(|prefix| value.starts_with(prefix))
                .or_else(|| value.contains("_RESULT_").then_some("_RESULT_"))
                .filter(|prefix| *prefix != own_prefix);
            let is_code = ["ok", "expired", "invalid_identity"].contains(&value);
            match prefix {
                Some(prefix) => Some(format!("{field} holds {prefix}")),
                None if is_code && ["state", "lastEvent"].contains(&field) => {
                    Some(format!("{field} holds a result code"))
                }
                None => None,
            }
        });
        let broken = table
            .into_iter()
            .filter(|(_, broken)| *broken)
            .map(|(name, _)| name.to_owned());
        let wrong_type = self
            .members()
            .into_iter()
            .filter(|(_, value)| *value == NUMBER)
            .map(|(name, _)| format!("{name} is not a string"));
        broken.chain(wrong_type).chain(foreign).collect()
    }

    /// What the payload means, when it keeps the rules.
    fn meaning(&self) -> &'static str {
        match (self.state, self.result) {
            (Some("PROCESS_STATE_FINISHED"), Some("ok")) => "ok",
            (Some("PROCESS_STATE_FINISHED"), Some("expired")) => "expired",
            (Some("PROCESS_STATE_FINISHED"), Some("invalid_identity")) => "invalid_identity",
            (Some("PROCESS_STATE_FAILED"), _) => "failed",
            (Some("PROCESS_STATE_CANCELED"), _) => "canceled",
            (Some("PROCESS_STATE_CREATED"), _) => "unfinished",
            _ => "unrecognized",
        }
    }
}

/// The prefixes of the webhook's vocabularies and of GetProcess's.
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

fn names(violations: &[Violation]) -> Vec<String> {
    violations.iter().copied().map(name).collect()
}

fn id() -> ProcessId {
    ID.parse().unwrap()
}

#[track_caller]
fn invalid(error: PayloadError) -> idcloud_types::webhook::InvalidPayloadError {
    match error {
        PayloadError::Invalid(invalid) => invalid,
        other => panic!("{other}"),
    }
}

/// So that no rule that is added later is left out of the docs, or goes untried.
#[test]
fn every_violation_is_documented_and_occurs_in_the_domain() {
    let source = include_str!("../../src/webhook/rules.rs");
    let (_, code) = source.split_once("pub enum Violation {\n").unwrap();
    let (code, _) = code.split_once("\n}\n").unwrap();
    let variants = code.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?.trim_end_matches([',', ' ', '{']);
        let is_name = name.starts_with(|first: char| first.is_ascii_uppercase());
        is_name.then_some(name)
    });
    let variants: Vec<&str> = variants.collect();
    assert_eq!(variants, violations::documented().collect::<Vec<_>>());

    let mut seen: BTreeSet<String> = domain()
        .filter_map(|case| Payload::try_from(case.raw()).err())
        .flat_map(|invalid| invalid.violations().to_vec())
        .map(violations::rule)
        .collect();
    // Reading never puts a member there: `a_known_name_in_extra_is_a_violation_and_is_never_written`.
    seen.insert("MisplacedMember".to_owned());
    assert_eq!(seen, variants.into_iter().map(str::to_owned).collect());
}

#[test]
fn every_way_in_breaks_exactly_the_rules_of_the_table_in_their_order() {
    let mut accepted = 0;
    let mut refused = 0;
    for case in domain() {
        let expected = case.broken_rules();
        let json = case.json();
        let text = json.to_string();

        let converted = Payload::try_from(case.raw());
        let from_slice = Payload::from_slice(text.as_bytes());
        let from_str = text.parse::<Payload>();
        let deserialized = serde_json::from_str::<Payload>(&text);
        let embedded = serde_json::from_value::<(Payload,)>(json!([json]));

        if expected.is_empty() {
            accepted += 1;
            let payload = converted.unwrap();
            assert_eq!(payload.as_raw(), &case.raw(), "{case:?}");
            assert_eq!(from_slice.unwrap(), payload, "{case:?}");
            assert_eq!(from_str.unwrap(), payload, "{case:?}");
            assert_eq!(deserialized.unwrap(), payload, "{case:?}");
            assert_eq!(embedded.unwrap().0, payload, "{case:?}");
            assert_eq!(serde_json::to_value(&payload).unwrap(), json, "{case:?}");
        } else {
            refused += 1;
            let error = converted.unwrap_err();
            assert_eq!(names(error.violations()), expected, "{case:?}");
            assert_eq!(error.process_id(), id());
            assert_eq!(error.as_raw(), &case.raw(), "{case:?}");
            assert_eq!(invalid(from_slice.unwrap_err()), error, "{case:?}");
            assert_eq!(invalid(from_str.unwrap_err()), error, "{case:?}");
            for flattened in [deserialized.unwrap_err(), embedded.unwrap_err()] {
                assert!(
                    flattened.to_string().starts_with(&error.to_string()),
                    "{case:?}: {flattened}"
                );
            }
            assert_eq!(error.into_raw(), case.raw(), "{case:?}");
        }
    }
    // The domain has both kinds, and is all there.
    assert_eq!(accepted + refused, 15 * 12 * 18 * 5 * 5);
    assert!(
        accepted > 1_000 && refused > 1_000,
        "{accepted} accepted, {refused} refused"
    );
}

#[test]
fn the_outcome_is_that_of_the_table_and_nothing_else_reads_as_ok() {
    for case in domain() {
        let raw = case.raw();
        let is_valid = case.broken_rules().is_empty();
        let meaning = if is_valid {
            case.meaning()
        } else {
            "unrecognized"
        };
        let outcome = raw.outcome();
        assert_eq!(outcome.is_ok(), meaning == "ok", "{case:?}");
        assert_eq!(outcome.as_str(), meaning, "{case:?}");
        assert_eq!(outcome.to_string(), meaning, "{case:?}");
        match &outcome {
            Outcome::Expired { last_event } => {
                assert_eq!(last_event.as_ref().map(EventType::as_str), case.last_event);
            }
            Outcome::Unrecognized { state, result } => {
                let string = |value: Option<&'static str>| value.filter(|_| value != NUMBER);
                assert_eq!(state.as_ref().map(AsRef::as_ref), string(case.state));
                assert_eq!(result.as_ref().map(AsRef::as_ref), string(case.result));
            }
            Outcome::Ok
            | Outcome::InvalidIdentity
            | Outcome::Failed
            | Outcome::Canceled
            | Outcome::Unfinished => {}
            other => panic!("{other:?} is not in the table"),
        }
        if let Ok(payload) = Payload::try_from(raw.clone()) {
            assert_eq!(payload.outcome(), outcome, "{case:?}");
        }
    }
}

#[test]
fn the_accessors_return_what_was_sent() {
    for case in domain().filter(|case| case.broken_rules().is_empty()) {
        let payload = Payload::try_from(case.raw()).unwrap();
        assert_eq!(payload.process_id(), id());
        assert_eq!(Some(payload.state().as_str()), case.state);
        assert_eq!(Some(payload.flow().as_str()), case.flow);
        assert_eq!(payload.result().map(AsRef::as_ref), case.result);
        assert_eq!(payload.last_event().map(AsRef::as_ref), case.last_event);
        assert_eq!(payload.last_event_description(), case.description);
        assert!(payload.extra().is_empty());
        assert_eq!(payload.into_raw(), case.raw());
    }
}

#[test]
fn the_constructors_agree_with_the_check() {
    for flow in FLOWS.into_iter().filter(|flow| *flow != NUMBER).flatten() {
        let case = |result, last_event, description| Case {
            state: Some("PROCESS_STATE_FINISHED"),
            flow: Some(flow),
            result: Some(result),
            last_event,
            description,
        };
        let mut built = vec![
            (Payload::ok(id(), flow), case("ok", None, None)),
            (
                Payload::invalid_identity(id(), flow),
                case("invalid_identity", None, None),
            ),
        ];
        for (constructed, state) in [
            (Payload::created(id(), flow), "PROCESS_STATE_CREATED"),
            (Payload::failed(id(), flow), "PROCESS_STATE_FAILED"),
            (Payload::canceled(id(), flow), "PROCESS_STATE_CANCELED"),
        ] {
            let without_result = Case {
                state: Some(state),
                result: None,
                ..case("ok", None, None)
            };
            built.push((constructed, without_result));
        }
        for last_event in LAST_EVENTS
            .into_iter()
            .filter(|event| *event != NUMBER)
            .flatten()
        {
            let description = EventType::from(last_event).description();
            built.push((
                Payload::expired(id(), flow, last_event),
                case("expired", Some(last_event), description),
            ));
        }
        for (constructed, case) in built {
            let converted = Payload::try_from(case.raw()).map_err(BuildError::Invalid);
            assert_eq!(constructed, converted, "{case:?}");
            match constructed {
                Ok(payload) => assert_eq!(serde_json::to_value(payload).unwrap(), case.json()),
                Err(BuildError::Invalid(error)) => {
                    assert_eq!(names(error.violations()), case.broken_rules());
                }
                Err(other) => panic!("{other}"),
            }
        }
    }
}

#[test]
fn an_empty_optional_string_is_absent_however_it_got_there() {
    for case in domain().filter(|case| case.flow == Some("idtoken")) {
        let mut spelt = case.raw();
        let mut json = case.json();
        if case.result.is_none() {
            spelt.result = Some("".into());
            json["result"] = "".into();
        }
        if case.last_event.is_none() {
            spelt.last_event = Some("".into());
            json["lastEvent"] = "".into();
        }
        if case.description.is_none() {
            spelt.last_event_description = Some("".into());
            json["lastEventDescription"] = "".into();
        }
        assert_eq!(spelt.outcome(), case.raw().outcome(), "{case:?}");
        assert_eq!(spelt.delivery_key(), case.raw().delivery_key(), "{case:?}");
        // It is kept and written back.
        assert_eq!(serde_json::to_value(&spelt).unwrap(), json, "{case:?}");
        assert_eq!(
            RawPayload::from_slice(json.to_string().as_bytes()).unwrap(),
            spelt
        );
        match Payload::try_from(spelt) {
            Ok(payload) => {
                assert_eq!(payload.result().map(AsRef::as_ref), case.result);
                assert_eq!(payload.last_event().map(AsRef::as_ref), case.last_event);
                assert_eq!(payload.last_event_description(), case.description);
            }
            Err(error) => assert_eq!(names(error.violations()), case.broken_rules(), "{case:?}"),
        }
    }
}

#[test]
fn a_violation_names_its_field() {
    for case in domain() {
        let Err(error) = Payload::try_from(case.raw()) else {
            continue;
        };
        for violation in error.violations() {
            let field = match name(*violation).as_str() {
                "MissingState" => Field::State,
                "MissingFlow" => Field::Flow,
                "MissingResult" | "ResultBeforeEnd" => Field::Result,
                "LastEventWithoutExpired" => Field::LastEvent,
                "DescriptionWithoutExpired" | "DescriptionWithoutEvent" => {
                    Field::LastEventDescription
                }
                foreign => {
                    let named = foreign.split(' ').next().unwrap();
                    *Field::ALL
                        .iter()
                        .find(|field| field.as_str() == named)
                        .unwrap()
                }
            };
            assert_eq!(violation.field(), field);
        }
    }
}

#[test]
fn a_value_of_every_other_vocabulary_is_diagnosed_by_name_in_every_field() {
    let values = [
        (Vocabulary::ProcessState, "PROCESS_STATE_FINISHED"),
        (Vocabulary::ProcessState, "PROCESS_STATE_OF_TOMORROW"),
        (Vocabulary::ProcessResult, "PROCESS_RESULT_OK"),
        (Vocabulary::ProcessResult, "PROCESS_RESULT_OF_TOMORROW"),
        (Vocabulary::EventType, "EVENT_TYPE_QR_CODE_READ"),
        (Vocabulary::EventType, "EVENT_TYPE_OF_TOMORROW"),
        (Vocabulary::EventType, "EVENT_TYPE_WITH_RESULT_OF_TOMORROW"),
        (
            Vocabulary::ProcessState,
            "PROCESS_STATE_WITH_RESULT_OF_TOMORROW",
        ),
        (Vocabulary::Capacity, "PROCESS_CAPACITY_OF_TOMORROW"),
        (Vocabulary::DuiType, "DUI_TYPE_OF_TOMORROW"),
        (
            Vocabulary::NotificationChannel,
            "NOTIFICATION_CHANNEL_OF_TOMORROW",
        ),
        (Vocabulary::ScoreEnabled, "SCORE_ENABLED_OF_TOMORROW"),
        (Vocabulary::CheckResult, "LIVENESS_RESULT_LIVE"),
        (Vocabulary::CheckResult, "X_RESULT_OF_TOMORROW"),
        (Vocabulary::ResultCode, "ok"),
        (Vocabulary::ResultCode, "expired"),
        (Vocabulary::ResultCode, "invalid_identity"),
    ];
    let own = [
        (Field::State, Some(Vocabulary::ProcessState)),
        (Field::Flow, None),
        (Field::Result, Some(Vocabulary::ResultCode)),
        (Field::LastEvent, Some(Vocabulary::EventType)),
    ];
    for (field, own) in own {
        for (vocabulary, value) in values {
            let body = json!({ "processId": ID, (field.as_str()): value });
            let raw: RawPayload = serde_json::from_value(body).unwrap();
            let error = Payload::try_from(raw).unwrap_err();
            let found: Vec<_> = error
                .violations()
                .iter()
                .filter_map(|violation| match violation {
                    Violation::ForeignVocabulary { field, vocabulary } => {
                        Some((*field, *vocabulary))
                    }
                    _ => None,
                })
                .collect();
            let is_plain_word_in_flow =
                field == Field::Flow && vocabulary == Vocabulary::ResultCode;
            if own == Some(vocabulary) || is_plain_word_in_flow {
                assert_eq!(found, [], "{field} {value}");
            } else {
                assert_eq!(found, [(field, vocabulary)], "{field} {value}");
            }
        }
    }
}

#[test]
fn the_constructors_take_an_id_as_a_string_and_report_one_that_is_not() {
    let uuid = *id().as_uuid();
    assert_eq!(Payload::ok(ID, "id"), Payload::ok(id(), "id"));
    assert_eq!(Payload::ok(uuid, "id"), Payload::ok(id(), "id"));
    assert_eq!(
        Payload::expired(ID, "id", "EVENT_TYPE_OF_TOMORROW")
            .unwrap()
            .process_id(),
        id()
    );
    for (built, text) in [
        (
            Payload::failed("8263", "id"),
            "a string of 4 bytes is not a process id; \
             expected a hyphenated UUID such as 8263a268-5388-492a-bca2-28e1ff4a69f0",
        ),
        (
            Payload::expired(ID, "PROCESS_STATE_FINISHED", "ok"),
            "this is not a valid webhook payload: `flow` holds a `PROCESS_STATE_*` value; \
             `lastEvent` holds a webhook result code",
        ),
    ] {
        assert_eq!(built.unwrap_err().to_string(), text);
    }
}

#[test]
fn the_outcome_of_every_constructor_is_that_of_its_name() {
    for (payload, outcome) in [
        (Payload::ok(ID, "id"), Outcome::Ok),
        (
            Payload::invalid_identity(ID, "id"),
            Outcome::InvalidIdentity,
        ),
        (
            Payload::expired(ID, "id", EventType::QrCodeRead),
            Outcome::Expired {
                last_event: Some(EventType::QrCodeRead),
            },
        ),
        (Payload::created(ID, "id"), Outcome::Unfinished),
        (Payload::failed(ID, "id"), Outcome::Failed),
        (Payload::canceled(ID, "id"), Outcome::Canceled),
    ] {
        assert_eq!(payload.unwrap().outcome(), outcome);
    }
}

#[test]
fn equal_payloads_and_outcomes_have_the_same_hash() {
    use std::collections::HashSet;

    let payloads = || domain().filter_map(|case| Payload::try_from(case.raw()).ok());
    let distinct: HashSet<_> = payloads().chain(payloads()).collect();
    assert_eq!(distinct.len(), payloads().count());
    let outcomes: HashSet<_> = payloads().map(|payload| payload.outcome()).collect();
    assert!(
        outcomes.contains(&Outcome::Ok) && outcomes.len() > 20,
        "{}",
        outcomes.len()
    );
}

#[test]
fn a_lower_case_value_of_getprocess_is_not_foreign() {
    for value in [
        "approved",
        "inconclusive",
        "yes",
        "no",
        "retry",
        "high-risk",
        "liveness_result_live",
    ] {
        let mut raw = RawPayload::new(id());
        raw.state = Some("PROCESS_STATE_FINISHED".into());
        raw.flow = Some("id".into());
        raw.result = Some(value.into());
        let payload = Payload::try_from(raw).unwrap();
        assert!(
            matches!(payload.outcome(), Outcome::Unrecognized { .. }),
            "{value}"
        );
    }
}

#[test]
fn a_string_under_a_known_name_in_extra_is_misplaced_and_anything_else_has_another_type() {
    for field in Field::ALL.iter().copied() {
        for (value, is_misplaced) in [
            (json!("ok"), true),
            (json!(""), true),
            (Value::Null, true),
            (json!(7), field == Field::ProcessId),
            (json!({ "value": "ok" }), field == Field::ProcessId),
        ] {
            let mut raw = RawPayload::new(id());
            raw.extra.insert(field.to_string(), value.clone());
            let error = Payload::try_from(raw).unwrap_err();
            let misplaced = Violation::MisplacedMember { field };
            let wrong_type = Violation::WrongType { field };
            let found =
                [misplaced, wrong_type].map(|violation| error.violations().contains(&violation));
            assert_eq!(found, [is_misplaced, !is_misplaced], "{field}: {value}");
        }
    }
}
