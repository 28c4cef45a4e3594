//! Reactions as configuration: every form that people write, and what a subscription decides.

use idcloud_types::webhook::{
    Decision, EventType, Outcome, Payload, RawPayload, ResultCode, Selection, Subscription,
    SubscriptionField, SubscriptionWarning, Vocabulary,
};
use idcloud_types::{Flow, ProcessId, ProcessState};
use serde::Deserialize;
use serde_json::{Value, json};

fn id() -> ProcessId {
    "8263a268-5388-492a-bca2-28e1ff4a69f0".parse().unwrap()
}

/// Reads a selection as JSON, and inside a subscription as TOML and as YAML.
#[track_caller]
fn selection(written: &Value) -> Selection<EventType> {
    let read: Selection<EventType> = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(
        serde_json::from_str::<Selection<EventType>>(&written.to_string()).unwrap(),
        read
    );

    let toml = toml::to_string(&json!({ "last_events": written })).unwrap();
    let subscription: Subscription = toml::from_str(&toml).unwrap();
    assert_eq!(subscription.last_events, read, "{toml}");
    let yaml = serde_yaml_ng::to_string(&json!({ "last_events": written })).unwrap();
    assert_eq!(
        serde_yaml_ng::from_str::<Subscription>(&yaml).unwrap(),
        subscription,
        "{yaml}"
    );
    assert_eq!(subscription.results, Selection::all());
    if let Some(text) = written.as_str() {
        assert_eq!(text.parse::<Selection<EventType>>().unwrap(), read);
    }
    read
}

#[test]
fn every_written_form_means_the_same() {
    for written in [
        json!(["EVENT_TYPE_SESSION_ENDED", "EVENT_TYPE_QR_CODE_READ"]),
        json!([
            "EVENT_TYPE_QR_CODE_READ",
            "EVENT_TYPE_SESSION_ENDED",
            "EVENT_TYPE_QR_CODE_READ"
        ]),
        json!("EVENT_TYPE_QR_CODE_READ,EVENT_TYPE_SESSION_ENDED"),
        json!(" EVENT_TYPE_SESSION_ENDED , EVENT_TYPE_QR_CODE_READ\n"),
        json!({ "only": ["EVENT_TYPE_SESSION_ENDED", "EVENT_TYPE_QR_CODE_READ"] }),
        json!({ "only": "EVENT_TYPE_SESSION_ENDED, EVENT_TYPE_QR_CODE_READ" }),
        json!(["EVENT_TYPE_SESSION_ENDED ", "\tEVENT_TYPE_QR_CODE_READ"]),
    ] {
        let expected = Selection::only([EventType::QrCodeRead, EventType::SessionEnded]);
        assert_eq!(selection(&written), expected, "{written}");
    }
    for written in [
        json!({ "except": ["EVENT_TYPE_QR_CODE_READ"] }),
        json!({ "except": "EVENT_TYPE_QR_CODE_READ" }),
    ] {
        assert_eq!(
            selection(&written),
            Selection::except([EventType::QrCodeRead]),
            "{written}"
        );
    }
    assert_eq!(selection(&json!("all")), Selection::all());
    assert_eq!(selection(&json!(" All ")), Selection::all());
    assert_eq!(selection(&json!([])), Selection::only([]));
    assert_eq!(Selection::<EventType>::default(), Selection::all());
}

#[test]
fn membership_goes_by_the_string_for_known_and_unknown_names_alike() {
    let names = ["EVENT_TYPE_QR_CODE_READ", "EVENT_TYPE_OF_TOMORROW"];
    let only = Selection::<EventType>::try_only(names).unwrap();
    let except = Selection::<EventType>::try_except(names).unwrap();
    let all_texts =
        EventType::KNOWN
            .iter()
            .map(EventType::as_str)
            .chain(["EVENT_TYPE_OF_TOMORROW", "x", ""]);
    for text in all_texts {
        let event = EventType::from(text);
        assert_eq!(only.contains(&event), names.contains(&text), "{text}");
        assert_eq!(except.contains(&event), !names.contains(&text), "{text}");
        assert!(Selection::all().contains(&event), "{text}");
    }
}

#[test]
fn a_selection_is_written_sorted() {
    let written = |selection: Selection<ResultCode>| serde_json::to_string(&selection).unwrap();
    assert_eq!(written(Selection::all()), r#""all""#);
    assert_eq!(
        written(Selection::try_only(["ok", "zzz", "expired", "ok"]).unwrap()),
        r#"["expired","ok","zzz"]"#
    );
    assert_eq!(
        written(Selection::except([ResultCode::Ok, "error".into()])),
        r#"{"except":["error","ok"]}"#
    );
}

#[test]
fn a_subscription_is_written_as_it_is_read() {
    let toml = r#"states = ["PROCESS_STATE_FINISHED"]
results = "all"
last_events = ["EVENT_TYPE_OF_TOMORROW", "EVENT_TYPE_QR_CODE_READ"]

[flows]
except = ["idage"]
"#;
    let subscription: Subscription = toml::from_str(toml).unwrap();
    let written = toml::to_string(&subscription).unwrap();
    assert_eq!(
        toml::from_str::<Subscription>(&written).unwrap(),
        subscription
    );
    assert_eq!(
        serde_json::to_value(&subscription).unwrap(),
        json!({
            "states": ["PROCESS_STATE_FINISHED"],
            "results": "all",
            "flows": { "except": ["idage"] },
            "last_events": ["EVENT_TYPE_OF_TOMORROW", "EVENT_TYPE_QR_CODE_READ"],
        }),
    );
}

#[test]
fn what_is_not_written_is_all() {
    assert_eq!(
        toml::from_str::<Subscription>("").unwrap(),
        Subscription::default()
    );
    assert_eq!(
        serde_json::from_str::<Subscription>("{}").unwrap(),
        Subscription::default()
    );
}

#[test]
fn a_subscription_comes_from_environment_variables() {
    // What loaders of environment variables hand to serde: a flat map of strings.
    let variables = [("results", "expired,error"), ("last_events", "all")];
    let map =
        serde::de::value::MapDeserializer::<_, serde::de::value::Error>::new(variables.into_iter());
    let subscription = Subscription::deserialize(map).unwrap();
    assert_eq!(
        subscription.results,
        Selection::only([ResultCode::Expired, "error".into()])
    );
    assert_eq!(subscription.flows, Selection::all());
    assert_eq!(subscription.last_events, Selection::all());
}

/// A selection as the documentation describes it, and not as the library keeps it.
#[derive(Clone, Copy)]
enum Rule<'a> {
    All,
    Only(&'a [&'a str]),
    Except(&'a [&'a str]),
}

impl Rule<'_> {
    fn selects(self, value: Option<&str>) -> bool {
        match (self, value) {
            (Rule::Only(_), None) => false,
            (Rule::Only(names), Some(value)) => names.contains(&value),
            (Rule::Except(names), Some(value)) => !names.contains(&value),
            (Rule::All | Rule::Except(_), _) => true,
        }
    }

    fn selection<T: Ord + for<'a> From<&'a str>>(self) -> Selection<T> {
        match self {
            Rule::All => Selection::all(),
            Rule::Only(names) => Selection::try_only(names).unwrap(),
            Rule::Except(names) => Selection::try_except(names).unwrap(),
        }
    }
}

/// Every selection over two names: all, and only or except each of the four sets.
fn rules<'a>(names: &'a [&'a str; 2]) -> Vec<Rule<'a>> {
    let sets: [&[&str]; 4] = [&[], &names[..1], &names[1..], names];
    let mut rules = vec![Rule::All];
    for set in sets {
        rules.extend([Rule::Only(set), Rule::Except(set)]);
    }
    rules
}

/// Every combination of states, results and last events that keeps the rules.
fn payloads() -> Vec<Payload> {
    let mut payloads = Vec::new();
    for state in [
        "PROCESS_STATE_FINISHED",
        "PROCESS_STATE_CREATED",
        "PROCESS_STATE_OF_TOMORROW",
    ] {
        for flow in ["id", "idage", "flow-of-tomorrow"] {
            for result in [None, Some(""), Some("ok"), Some("expired"), Some("error")] {
                for event in [
                    None,
                    Some(""),
                    Some("EVENT_TYPE_QR_CODE_READ"),
                    Some("EVENT_TYPE_SESSION_ENDED"),
                    Some("EVENT_TYPE_OF_TOMORROW"),
                ] {
                    let mut raw = RawPayload::new(id());
                    raw.state = Some(state.into());
                    raw.flow = Some(flow.into());
                    raw.result = result.map(Into::into);
                    raw.last_event = event.map(Into::into);
                    payloads.extend(Payload::try_from(raw));
                }
            }
        }
    }
    payloads
}

#[test]
fn the_first_selection_that_does_not_hold_the_payload_is_named() {
    let payloads = payloads();
    assert_eq!(payloads.len(), 3 * (12 + 4 + 25));
    let mut decisions = [0; 5];
    for states in rules(&["PROCESS_STATE_FINISHED", "PROCESS_STATE_OF_TOMORROW"]) {
        for results in rules(&["expired", "error"]) {
            for flows in rules(&["id", "flow-of-tomorrow"]) {
                for last_events in rules(&["EVENT_TYPE_QR_CODE_READ", "EVENT_TYPE_OF_TOMORROW"]) {
                    let subscription = Subscription::default()
                        .states(states.selection::<ProcessState>())
                        .results(results.selection::<ResultCode>())
                        .flows(flows.selection::<Flow>())
                        .last_events(last_events.selection::<EventType>());
                    for payload in &payloads {
                        let result = payload.result().map(ResultCode::as_str);
                        let event = payload.last_event().map(EventType::as_str);
                        let (which, expected) = if !states.selects(Some(payload.state().as_str())) {
                            (0, Decision::Ignore(SubscriptionField::States))
                        } else if !results.selects(result) {
                            (1, Decision::Ignore(SubscriptionField::Results))
                        } else if !flows.selects(Some(payload.flow().as_str())) {
                            (2, Decision::Ignore(SubscriptionField::Flows))
                        } else if result == Some("expired") && !last_events.selects(event) {
                            (3, Decision::Ignore(SubscriptionField::LastEvents))
                        } else {
                            (4, Decision::React)
                        };
                        assert_eq!(
                            subscription.decide(payload),
                            expected,
                            "{subscription:?} {payload:?}"
                        );
                        decisions[which] += 1;
                    }
                }
            }
        }
    }
    assert!(
        decisions.iter().all(|count| *count > 1_000),
        "{decisions:?}"
    );
}

/// A payload in the state, without result.
fn without_result(state: &str) -> Payload {
    let mut raw = RawPayload::new(id());
    raw.state = Some(state.into());
    raw.flow = Some(Flow::Id);
    raw.try_into().unwrap()
}

#[test]
fn a_list_of_results_does_not_select_a_payload_without_result() {
    let decide = |toml: &str, payload: &Payload| {
        toml::from_str::<Subscription>(toml)
            .unwrap()
            .decide(payload)
    };
    for state in ["PROCESS_STATE_CREATED", "PROCESS_STATE_OF_TOMORROW"] {
        let payload = without_result(state);
        let ignored = Decision::Ignore(SubscriptionField::Results);
        assert_eq!(decide(r#"results = ["ok"]"#, &payload), ignored);
        assert_eq!(decide("results = []", &payload), ignored);
        assert_eq!(decide(r#"results = "all""#, &payload), Decision::React);
        assert_eq!(
            decide(r#"results = { except = ["ok"] }"#, &payload),
            Decision::React
        );
        assert_eq!(
            decide("results = { except = [] }", &payload),
            Decision::React
        );
    }
}

#[test]
fn a_selection_of_states_decides_first() {
    let subscription: Subscription = toml::from_str(
        r#"
        states = ["PROCESS_STATE_FINISHED"]
        results = []
        "#,
    )
    .unwrap();
    let ok = Payload::ok(id(), Flow::Id).unwrap();
    for (payload, field) in [
        (
            without_result("PROCESS_STATE_CREATED"),
            SubscriptionField::States,
        ),
        (
            without_result("PROCESS_STATE_OF_TOMORROW"),
            SubscriptionField::States,
        ),
        (ok, SubscriptionField::Results),
    ] {
        assert_eq!(subscription.decide(&payload), Decision::Ignore(field));
    }
}

#[test]
fn last_events_is_about_expired_payloads_alone() {
    let subscription: Subscription =
        toml::from_str(r#"last_events = ["EVENT_TYPE_QR_CODE_READ"]"#).unwrap();
    let ignored = Decision::Ignore(SubscriptionField::LastEvents);
    for payload in payloads() {
        let decision = match payload.outcome() {
            _ if payload.result() != Some(&ResultCode::Expired) => Decision::React,
            _ if payload.last_event() == Some(&EventType::QrCodeRead) => Decision::React,
            Outcome::Expired { .. } | Outcome::Unrecognized { .. } => ignored,
            outcome => panic!("{outcome:?}"),
        };
        assert_eq!(subscription.decide(&payload), decision, "{payload:?}");
    }
}

/// What a service writes in its configuration.
#[derive(Debug, serde::Deserialize)]
struct Nested {
    #[serde(default)]
    webhook: Subscription,
}

/// What the documentation advises against.
#[derive(Debug, serde::Deserialize)]
struct Flattened {
    #[serde(flatten)]
    webhook: Subscription,
}

/// And what is worse.
#[derive(Debug, serde::Deserialize)]
struct FlattenedOption {
    #[serde(flatten)]
    webhook: Option<Subscription>,
}

#[test]
fn a_mistyped_key_fails_where_the_subscription_is_nested_and_where_it_is_flattened() {
    for key in ["last_event", "result", "Results", "state"] {
        let list = format!("{key} = [\"x\"]\n");
        let text = format!(
            "unknown field `{key}`, expected one of `states`, `results`, `flows`, `last_events`"
        );
        let nested = toml::from_str::<Nested>(&format!("[webhook]\n{list}")).unwrap_err();
        assert_eq!(nested.message(), text);
        let flattened = toml::from_str::<Flattened>(&list).unwrap_err();
        assert_eq!(flattened.message(), text);
    }
    // serde turns every error in a flattened `Option` into `None`.
    let optional: FlattenedOption = toml::from_str("result = [\"x\"]").unwrap();
    assert_eq!(optional.webhook, None);
    let flattened: Flattened = toml::from_str("results = []").unwrap();
    assert_eq!(flattened.webhook.results, Selection::only([]));
    let nested: Nested = toml::from_str("[webhook]\nresults = []").unwrap();
    assert_eq!(nested.webhook.results, Selection::only([]));
    assert_eq!(
        toml::from_str::<Nested>("").unwrap().webhook,
        Subscription::default()
    );
}

/// The suggestion of a warning of an unknown name.
#[track_caller]
fn suggested(warning: &SubscriptionWarning) -> Option<&'static str> {
    match warning {
        SubscriptionWarning::UnknownName { suggestion, .. } => *suggestion,
        other => panic!("{other}"),
    }
}

#[test]
fn the_known_name_that_was_meant_is_suggested() {
    for (field, name, suggestion) in [
        ("results", "OK", Some("ok")),
        ("results", "Expired", Some("expired")),
        ("results", "expird", Some("expired")),
        ("results", "exxpired", Some("expired")),
        ("results", "EXPIRDE", Some("expired")),
        ("results", "expirad", Some("expired")),
        ("results", "invalid-identity", Some("invalid_identity")),
        ("results", "expir", Some("expired")),
        ("results", "e", Some("expired")),
        ("results", "xpir", None),
        // Two letters are swapped, and one of them is wrong.
        ("results", "exiwred", None),
        ("results", "exwpred", None),
        ("results", "error", None),
        ("results", "finished", None),
        ("states", "FINISHED", Some("PROCESS_STATE_FINISHED")),
        ("states", "STATE_CREATED", Some("PROCESS_STATE_CREATED")),
        (
            "states",
            "process_state_failed",
            Some("PROCESS_STATE_FAILED"),
        ),
        ("states", "PROCESS_STATE_OF_TOMORROW", None),
        ("states", "INISHED", None),
        (
            "last_events",
            "SESSION_ENDED",
            Some("EVENT_TYPE_SESSION_ENDED"),
        ),
        (
            "last_events",
            "session_ended",
            Some("EVENT_TYPE_SESSION_ENDED"),
        ),
        (
            "last_events",
            "EVENT_TYPE_SESION_ENDED",
            Some("EVENT_TYPE_SESSION_ENDED"),
        ),
        ("last_events", "EVENT_TYPE_OF_TOMORROW", None),
        // Two known values end with this.
        ("last_events", "STEP_FINISHED", None),
        ("last_events", "FINISHED", None),
        ("flows", "ID", Some("id")),
        ("flows", "idTokenn", Some("idtoken")),
        ("flows", "ditoken", Some("idtoken")),
        // `idtrustdocs` is nearer than `idtrustdocssign`, and nothing is near these.
        ("flows", "idtrustdoc", Some("idtrustdocs")),
        ("flows", "adaptiveidtoken", None),
        ("flows", "idtransact", Some("idtransactional")),
        ("flows", "idtrustd", Some("idtrust")),
        ("flows", "idunico", None),
        ("flows", "\u{e7}\u{e3}o", None),
    ] {
        let written = json!({ field: [name] });
        let subscription: Subscription = serde_json::from_value(written).unwrap();
        let warnings = subscription.warnings();
        let [warning, ..] = &*warnings else {
            panic!("{field} {name}");
        };
        assert_eq!(suggested(warning), suggestion, "{field} {name}");
        let text = warning.to_string();
        let ends = suggestion.map(|known| format!(": did you mean `{known}`?"));
        assert_eq!(text.contains("did you mean"), ends.is_some(), "{text}");
        assert!(
            text.ends_with(ends.as_deref().unwrap_or_default()),
            "{text}"
        );
    }
}

/// Every string that is one letter off, and the string in capitals.
fn mistyped(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut mistyped = vec![text.to_uppercase(), text.to_lowercase()];
    for at in 0..=letters.len() {
        let mut change = |with: fn(&mut Vec<char>, usize)| {
            let mut letters = letters.clone();
            with(&mut letters, at);
            mistyped.push(letters.into_iter().collect());
        };
        change(|letters, at| letters.insert(at, '~'));
        if at < letters.len() {
            change(|letters, at| letters[at] = '~');
            change(|letters, at| {
                letters.remove(at);
            });
        }
        if at + 1 < letters.len() {
            change(|letters, at| letters.swap(at, at + 1));
        }
    }
    mistyped.retain(|mistyped| mistyped != text && !mistyped.is_empty());
    mistyped
}

#[test]
fn every_known_name_is_suggested_for_a_letter_off_unless_another_is_as_near() {
    let mut suggested = 0;
    let mut silent = 0;
    let mut check = |field: &str, known: &[&str]| {
        for name in known
            .iter()
            .flat_map(|name| mistyped(name).into_iter().map(move |typo| (name, typo)))
        {
            let (meant, typo) = name;
            if known.contains(&typo.as_str()) {
                continue;
            }
            let subscription: Subscription =
                serde_json::from_value(json!({ field: [typo] })).unwrap();
            let suggestion = self::suggested(&subscription.warnings()[0]);
            // `~` is any letter.
            let is_typo = |near: &String| {
                near.chars().count() == typo.chars().count()
                    && near
                        .chars()
                        .zip(typo.chars())
                        .all(|(a, b)| a == '~' || a.eq_ignore_ascii_case(&b))
            };
            let is_near = |name: &&&str| mistyped(name).iter().any(is_typo);
            let others = known
                .iter()
                .filter(|name| *name != meant)
                .filter(is_near)
                .count();
            if let Some(suggestion) = suggestion {
                assert_eq!(suggestion, *meant, "{typo}");
                suggested += 1;
            } else {
                assert!(others > 0, "{typo}");
                silent += 1;
            }
        }
    };
    check(
        "states",
        &ProcessState::KNOWN
            .iter()
            .map(ProcessState::as_str)
            .collect::<Vec<_>>(),
    );
    check(
        "results",
        &ResultCode::KNOWN
            .iter()
            .map(ResultCode::as_str)
            .collect::<Vec<_>>(),
    );
    check(
        "flows",
        &Flow::KNOWN.iter().map(Flow::as_str).collect::<Vec<_>>(),
    );
    check(
        "last_events",
        &EventType::KNOWN
            .iter()
            .map(EventType::as_str)
            .collect::<Vec<_>>(),
    );
    assert!(suggested > 1_000 && silent < 20, "{suggested} and {silent}");
}

fn warnings(toml: &str) -> Vec<String> {
    let subscription: Subscription = toml::from_str(toml).unwrap();
    let warnings = subscription.warnings();
    for warning in &warnings {
        let start = format!("`{}` ", warning.field());
        assert!(warning.to_string().starts_with(&start), "{warning}");
    }
    warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn a_subscription_that_is_sound_has_no_warning() {
    assert_eq!(Subscription::default().warnings(), []);
    for toml in [
        "",
        r#"results = "all""#,
        r#"results = ["ok"]"#,
        r#"results = { except = ["ok"] }"#,
        r#"states = ["PROCESS_STATE_CREATED"]"#,
        r#"states = ["PROCESS_STATE_FAILED"]
           results = ["expired"]"#,
        r#"states = ["PROCESS_STATE_CREATED"]
           results = { except = ["ok"] }"#,
        r#"results = ["expired"]
           last_events = ["EVENT_TYPE_QR_CODE_READ"]"#,
        r#"results = { except = ["ok"] }
           last_events = { except = ["EVENT_TYPE_QR_CODE_READ"] }"#,
        r#"last_events = ["EVENT_TYPE_QR_CODE_READ"]"#,
    ] {
        assert_eq!(warnings(toml), [""; 0], "{toml}");
    }
}

#[test]
fn every_unknown_name_is_warned_of_with_its_selection_and_its_look() {
    let unknown = |field, name: &str, looks_like| SubscriptionWarning::UnknownName {
        field,
        name: name.into(),
        suggestion: None,
        looks_like,
    };
    let subscription: Subscription = toml::from_str(
        r#"
        results = ["ok", "PROCESS_RESULT_OK", "error"]
        flows = { except = ["id", "ok", "EVENT_TYPE_QR_CODE_READ"] }
        last_events = { except = "EVENT_TYPE_QR_CODE_READ, EVENT_TYPE_OF_TOMORROW, expired, PROCESS_STATE_FINISHED" }
        "#,
    )
    .unwrap();
    assert_eq!(
        subscription.warnings(),
        [
            unknown(
                SubscriptionField::Results,
                "PROCESS_RESULT_OK",
                Some(Vocabulary::ProcessResult)
            ),
            unknown(SubscriptionField::Results, "error", None),
            unknown(
                SubscriptionField::Flows,
                "EVENT_TYPE_QR_CODE_READ",
                Some(Vocabulary::EventType)
            ),
            unknown(SubscriptionField::Flows, "ok", None),
            unknown(
                SubscriptionField::LastEvents,
                "EVENT_TYPE_OF_TOMORROW",
                None
            ),
            unknown(
                SubscriptionField::LastEvents,
                "PROCESS_STATE_FINISHED",
                Some(Vocabulary::ProcessState)
            ),
            unknown(
                SubscriptionField::LastEvents,
                "expired",
                Some(Vocabulary::ResultCode)
            ),
            SubscriptionWarning::Contradiction {
                field: SubscriptionField::LastEvents,
                other: SubscriptionField::Results,
            },
        ],
    );
}

#[test]
fn every_warning_is_one_line_that_names_the_selection_and_what_is_wrong() {
    const NO_EFFECT: &str =
        "`last_events` has no effect, because `results` does not select `expired`";
    for (toml, expected) in [
        (
            r#"results = ["ok", "Expired"]"#,
            &[
                "`results` names \"Expired\", which this version does not know: did you mean `expired`?",
            ][..],
        ),
        (
            r#"results = ["ok", "PROCESS_RESULT_OK"]"#,
            &[
                "`results` names \"PROCESS_RESULT_OK\", which this version does not know: \
               it looks like a `PROCESS_RESULT_*` value of GetProcess, which never matches",
            ],
        ),
        (
            r#"results = ["err\nor"]"#,
            &[
                "`results` names \"err\\nor\", which this version does not know: \
               a typo, or a value newer than this version",
            ],
        ),
        (
            "flows = []",
            &[
                "`flows` is an empty list, which selects nothing: write \"all\" to select everything",
            ],
        ),
        (
            "states = { only = [] }",
            &[
                "`states` is an empty list, which selects nothing: write \"all\" to select everything",
            ],
        ),
        (
            "flows = { except = [] }",
            &["`flows` excludes nothing: write \"all\" to select everything"],
        ),
        (
            r#"flows = ["LIVENESS_RESULT_LIVE"]"#,
            &[
                "`flows` names \"LIVENESS_RESULT_LIVE\", which this version does not know: \
               it looks like a `*_RESULT_*` value of GetProcess, which never matches",
                "`flows` never matches: it names only values of other vocabularies",
            ],
        ),
        (
            r#"results = ["ok"]
               last_events = ["EVENT_TYPE_SESSION_ENDED"]"#,
            &[NO_EFFECT],
        ),
        (
            r#"results = { except = ["expired"] }
               last_events = { except = ["EVENT_TYPE_SESSION_ENDED"] }"#,
            &[NO_EFFECT],
        ),
        (
            r#"states = ["PROCESS_STATE_CREATED", "PROCESS_STATE_UNSPECIFIED"]
               results = ["ok"]
               last_events = ["EVENT_TYPE_SESSION_ENDED"]"#,
            &[
                "`results` never matches, because `states` selects only states without a `result`",
                "`last_events` has no effect, because `states` selects only states without a `result`",
            ],
        ),
    ] {
        assert_eq!(warnings(toml), expected, "{toml}");
    }
}

#[test]
fn a_subscription_that_never_matches_by_its_known_names_is_warned_of() {
    for states in rules(&["PROCESS_STATE_FINISHED", "PROCESS_STATE_CREATED"]) {
        for results in rules(&["ok", "expired"]) {
            for last_events in rules(&["EVENT_TYPE_QR_CODE_READ", "EVENT_TYPE_SESSION_ENDED"]) {
                let subscription = Subscription::default()
                    .states(states.selection::<ProcessState>())
                    .results(results.selection::<ResultCode>())
                    .last_events(last_events.selection::<EventType>());
                let reacts = payloads()
                    .iter()
                    .any(|payload| subscription.decide(payload) == Decision::React);
                if !reacts {
                    assert_ne!(subscription.warnings(), [], "{subscription:?}");
                }
            }
        }
    }
}

#[test]
fn the_setters_set_one_selection_each() {
    let all = Subscription::default();
    let set = all
        .clone()
        .states([ProcessState::Finished])
        .results(["ok"])
        .flows(Selection::except([Flow::IdLive]))
        .last_events(
            "EVENT_TYPE_QR_CODE_READ"
                .parse::<Selection<EventType>>()
                .unwrap(),
        );
    assert_eq!(set.states, Selection::only([ProcessState::Finished]));
    assert_eq!(set.results, Selection::only([ResultCode::Ok]));
    assert_eq!(set.flows, Selection::except([Flow::IdLive]));
    assert_eq!(set.last_events, Selection::only([EventType::QrCodeRead]));
    for (one, field) in [
        (all.clone().states(["x"]), 0),
        (all.clone().results(["x"]), 1),
        (all.clone().flows(["x"]), 2),
        (all.clone().last_events(["x"]), 3),
    ] {
        let is_set = [
            one.states != all.states,
            one.results != all.results,
            one.flows != all.flows,
            one.last_events != all.last_events,
        ];
        assert_eq!(std::array::from_fn(|index| index == field), is_set);
    }
}

#[test]
fn the_selections_are_listed_by_their_keys() {
    let keys: Vec<_> = SubscriptionField::ALL
        .iter()
        .map(|field| field.as_str())
        .collect();
    assert_eq!(keys, ["states", "results", "flows", "last_events"]);
    let written = serde_json::to_value(Subscription::default()).unwrap();
    assert!(keys.iter().all(|key| written[key] == "all"));
    let members = SubscriptionField::ALL
        .iter()
        .map(|field| field.selects().as_str());
    assert_eq!(
        members.collect::<Vec<_>>(),
        ["state", "result", "flow", "lastEvent"]
    );
}

#[test]
fn a_subscription_holds_each_key_once_and_is_not_a_list() {
    for (json, text) in [
        (
            r#"{"flows":"all","flows":["id"]}"#,
            "duplicate field `flows` at line 1 column 22",
        ),
        (
            r#"{"flows":{"only":["id"],"only":["id"]}}"#,
            "duplicate field `only` at line 1 column 30",
        ),
        (
            r#"{"flows":{"only":["id"],"except":["id"]}}"#,
            "expected either `only` or `except` at line 1 column 40",
        ),
        (
            r#"{"flows":{"only":null,"except":["id"]}}"#,
            "invalid type: null, expected a list of strings at line 1 column 21",
        ),
        (
            r#"["all","all","all","all"]"#,
            "invalid type: sequence, expected a table with the selections of a subscription at line 1 column 1",
        ),
        (r#"{7:"all"}"#, "key must be a string at line 1 column 2"),
    ] {
        let error = serde_json::from_str::<Subscription>(json).unwrap_err();
        assert_eq!(error.to_string(), text, "{json}");
    }
    // A call by the name of the type, and not by the trait.
    let error = Subscription::deserialize(&json!(["all", "all", "all", "all"])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: sequence, expected a table with the selections of a subscription"
    );
    let error = serde_yaml_ng::from_str::<Subscription>("[states]: all").unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: sequence, expected field identifier"
    );
}
