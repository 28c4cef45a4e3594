//! Reactions as configuration: every form that people write, and what a subscription decides.

use std::collections::BTreeSet;

use idcloud_types::webhook::{
    Decision, EventType, Payload, RawPayload, ResultCode, Selection, Subscription,
    SubscriptionField, Vocabulary,
};
use idcloud_types::{Flow, ProcessId, ProcessState};
use proptest::prelude::*;
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
    assert_eq!(subscription.results, Selection::All);
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
    assert_eq!(selection(&json!("all")), Selection::All);
    assert_eq!(selection(&json!(" All ")), Selection::All);
    assert_eq!(selection(&json!([])), Selection::Only(BTreeSet::new()));
    assert_eq!(Selection::<EventType>::default(), Selection::All);
}

#[test]
fn membership_goes_by_the_text_for_known_and_unknown_names_alike() {
    let names = ["EVENT_TYPE_QR_CODE_READ", "EVENT_TYPE_OF_TOMORROW"];
    let only = Selection::<EventType>::only(names);
    let except = Selection::<EventType>::except(names);
    let all_texts =
        EventType::KNOWN
            .iter()
            .map(EventType::as_str)
            .chain(["EVENT_TYPE_OF_TOMORROW", "x", ""]);
    for text in all_texts {
        let event = EventType::from(text);
        assert_eq!(only.contains(&event), names.contains(&text), "{text}");
        assert_eq!(except.contains(&event), !names.contains(&text), "{text}");
        assert!(Selection::All.contains(&event), "{text}");
    }
}

#[test]
fn a_selection_is_written_sorted() {
    let written = |selection: Selection<ResultCode>| serde_json::to_string(&selection).unwrap();
    assert_eq!(written(Selection::All), r#""all""#);
    assert_eq!(
        written(Selection::only(["ok", "zzz", "expired", "ok"])),
        r#"["expired","ok","zzz"]"#
    );
    assert_eq!(
        written(Selection::except(["ok", "error"])),
        r#"{"except":["error","ok"]}"#
    );
}

#[test]
fn a_subscription_is_written_as_it_is_read() {
    let toml = r#"results = "all"
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
    // What loaders of environment variables hand to serde: a flat map of texts.
    let variables = [("results", "expired,error"), ("last_events", "all")];
    let map =
        serde::de::value::MapDeserializer::<_, serde::de::value::Error>::new(variables.into_iter());
    let subscription: Subscription = serde::Deserialize::deserialize(map).unwrap();
    assert_eq!(subscription.results, Selection::only(["expired", "error"]));
    assert_eq!(subscription.flows, Selection::All);
    assert_eq!(subscription.last_events, Selection::All);
}

/// What the first selection that says no is, by the words of the configuration's documentation.
fn expected(subscription: &Subscription, payload: &RawPayload) -> Decision {
    fn says_no<T: Ord>(selection: &Selection<T>, value: Option<&T>) -> bool {
        value.is_some_and(|value| match selection {
            Selection::Only(names) => !names.contains(value),
            Selection::Except(names) => names.contains(value),
            _ => false,
        })
    }
    if says_no(&subscription.results, payload.result.as_ref()) {
        Decision::Ignore(SubscriptionField::Results)
    } else if says_no(&subscription.flows, payload.flow.as_ref()) {
        Decision::Ignore(SubscriptionField::Flows)
    } else if says_no(&subscription.last_events, payload.last_event.as_ref()) {
        Decision::Ignore(SubscriptionField::LastEvents)
    } else {
        Decision::React
    }
}

/// Every selection over two names: all, and only or except each of the four sets.
fn selections<T: Ord + Clone + for<'a> From<&'a str>>(names: [&str; 2]) -> Vec<Selection<T>> {
    let sets: [&[&str]; 4] = [&[], &names[..1], &names[1..], &names];
    let mut selections = vec![Selection::All];
    for set in sets {
        selections.push(Selection::only(set.iter().copied()));
        selections.push(Selection::except(set.iter().copied()));
    }
    selections
}

fn payloads() -> Vec<Payload> {
    let mut payloads = Vec::new();
    for flow in ["id", "flow-of-tomorrow", "idage"] {
        payloads.push(Payload::ok(id(), flow).unwrap());
        payloads.push(Payload::invalid_identity(id(), flow).unwrap());
        for event in [
            "EVENT_TYPE_QR_CODE_READ",
            "EVENT_TYPE_OF_TOMORROW",
            "EVENT_TYPE_SESSION_ENDED",
        ] {
            payloads.push(Payload::expired(id(), flow, event).unwrap());
        }
        // Without a last event, without a result, with an unknown result, and with an unknown state.
        for (state, result) in [
            (ProcessState::Finished, Some("expired")),
            (ProcessState::Created, None),
            (ProcessState::Finished, Some("error")),
            (ProcessState::from("PROCESS_STATE_OF_TOMORROW"), None),
        ] {
            let mut raw = RawPayload::new(id());
            raw.state = Some(state);
            raw.flow = Some(flow.into());
            raw.result = result.map(Into::into);
            payloads.push(raw.try_into().unwrap());
        }
    }
    payloads
}

#[test]
fn the_first_selection_that_says_no_is_named() {
    let mut reacted = 0;
    let mut decided = 0;
    for results in selections::<ResultCode>(["expired", "error"]) {
        for flows in selections::<Flow>(["id", "flow-of-tomorrow"]) {
            for last_events in
                selections::<EventType>(["EVENT_TYPE_QR_CODE_READ", "EVENT_TYPE_OF_TOMORROW"])
            {
                let subscription = Subscription {
                    results: results.clone(),
                    flows: flows.clone(),
                    last_events,
                };
                for payload in payloads() {
                    let decision = subscription.decide(&payload);
                    assert_eq!(decision, expected(&subscription, payload.as_raw()));
                    decided += 1;
                    reacted += usize::from(decision.is_react());
                }
            }
        }
    }
    assert!(
        reacted > 1_000 && decided - reacted > 1_000,
        "{reacted} of {decided}"
    );
}

#[test]
fn a_payload_without_the_member_passes_its_selection() {
    let nothing = Subscription {
        results: Selection::Only(BTreeSet::new()),
        flows: Selection::All,
        last_events: Selection::Only(BTreeSet::new()),
    };
    let mut raw = RawPayload::new(id());
    raw.state = Some(ProcessState::Created);
    raw.flow = Some(Flow::Id);
    let payload = Payload::try_from(raw).unwrap();
    assert_eq!(nothing.decide(&payload), Decision::React);
    assert_eq!(
        nothing.decide(&Payload::ok(id(), Flow::Id).unwrap()),
        Decision::Ignore(SubscriptionField::Results),
    );
}

#[test]
fn every_unrecognized_name_is_listed_with_its_place_and_its_look() {
    let subscription: Subscription = toml::from_str(
        r#"
        results = ["ok", "PROCESS_RESULT_OK", "error"]
        flows = { except = ["id", "ok", "EVENT_TYPE_QR_CODE_READ"] }
        last_events = "EVENT_TYPE_QR_CODE_READ, EVENT_TYPE_OF_TOMORROW, expired, PROCESS_STATE_FINISHED"
        "#,
    )
    .unwrap();
    let listed: Vec<_> = subscription
        .unrecognized()
        .map(|name| (name.field(), name.name(), name.looks_like()))
        .collect();
    assert_eq!(
        listed,
        [
            (
                SubscriptionField::Results,
                "PROCESS_RESULT_OK",
                Some(Vocabulary::ProcessResult)
            ),
            (SubscriptionField::Results, "error", None),
            (
                SubscriptionField::Flows,
                "EVENT_TYPE_QR_CODE_READ",
                Some(Vocabulary::EventType)
            ),
            (SubscriptionField::Flows, "ok", None),
            (
                SubscriptionField::LastEvents,
                "EVENT_TYPE_OF_TOMORROW",
                None
            ),
            (
                SubscriptionField::LastEvents,
                "PROCESS_STATE_FINISHED",
                Some(Vocabulary::ProcessState)
            ),
            (
                SubscriptionField::LastEvents,
                "expired",
                Some(Vocabulary::ResultCode)
            ),
        ],
    );
    let texts: Vec<_> = subscription
        .unrecognized()
        .take(2)
        .map(|name| name.to_string())
        .collect();
    assert_eq!(
        texts,
        [
            "`results` names \"PROCESS_RESULT_OK\", which this version does not know: \
             it looks like a `PROCESS_RESULT_*` value of GetProcess",
            "`results` names \"error\", which this version does not know: \
             a typo, or a value newer than this version",
        ],
    );
    assert_eq!(Subscription::default().unrecognized().count(), 0);
}

fn any_name() -> impl Strategy<Value = String> {
    // A blank name and `all` can't be written.
    any::<String>()
        .prop_map(|name| name.trim().to_owned())
        .prop_filter("a name", |name| {
            !name.is_empty() && !name.eq_ignore_ascii_case("all")
        })
}

proptest! {
    #[test]
    fn any_selection_goes_there_and_back(names in prop::collection::vec(any_name(), 0..5), kind in 0..3) {
        let selection = match kind {
            0 => Selection::All,
            1 => Selection::<EventType>::only(names),
            _ => Selection::except(names),
        };
        let json = serde_json::to_string(&selection).unwrap();
        prop_assert_eq!(serde_json::from_str::<Selection<EventType>>(&json).unwrap(), selection);
    }
}
