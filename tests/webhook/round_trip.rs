//! What is read is written back: nothing is lost, and nothing is invented.

use idcloud_types::ProcessId;
use idcloud_types::webhook::{EventType, Field, Payload, RawPayload, Violation};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::any_json::any_json;

#[track_caller]
fn round_trips(body: &str) {
    let expected: Value = serde_json::from_str(body).unwrap();
    let raw = RawPayload::from_slice(body.as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(&raw).unwrap(), expected);

    let printed = serde_json::to_string(&raw).unwrap();
    assert_eq!(printed.parse::<RawPayload>().unwrap(), raw);
    if let Ok(payload) = Payload::try_from(raw) {
        assert_eq!(serde_json::to_string(&payload).unwrap(), printed);
    }
}

#[test]
fn the_documented_payloads_are_written_as_documented() {
    for body in [
        include_str!("../../examples/payloads/webhook-ok.json"),
        include_str!("../../examples/payloads/webhook-expired.json"),
    ] {
        round_trips(body);
        // To the letter, the order of the members included.
        let payload: Payload = body.parse().unwrap();
        assert_eq!(
            serde_json::to_string_pretty(&payload).unwrap(),
            body.trim_end()
        );
    }
    round_trips(include_str!(
        "../../examples/payloads/webhook-without-result.json"
    ));
}

#[test]
fn unknown_members_come_after_the_documented_ones() {
    let body = r#"{"attempt":2,"lastEvent":"EVENT_TYPE_QR_CODE_READ","state":"PROCESS_STATE_FINISHED","result":"expired",
        "lastEventDescription":"QR code was read","flow":"id","processId":"8263a268-5388-492a-bca2-28e1ff4a69f0"}"#;
    let payload: Payload = body.parse().unwrap();
    assert_eq!(
        serde_json::to_string(&payload).unwrap(),
        r#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","state":"PROCESS_STATE_FINISHED","flow":"id","#
            .to_owned()
            + r#""result":"expired","lastEvent":"EVENT_TYPE_QR_CODE_READ","#
            + r#""lastEventDescription":"QR code was read","attempt":2}"#,
    );
}

#[test]
fn a_known_member_among_the_unknown_ones_is_never_written_and_breaks_a_rule() {
    let full = include_str!("../../examples/payloads/webhook-expired.json");
    for field in Field::ALL {
        let mut raw: RawPayload = full.parse().unwrap();
        raw.extra.insert(field.to_string(), "x".into());
        assert_eq!(
            serde_json::to_value(&raw).unwrap(),
            serde_json::from_str::<Value>(full).unwrap(),
            "{field}"
        );
        let misplaced = Violation::MisplacedMember { field: *field };
        assert_eq!(misplaced.field(), *field);
        assert_eq!(
            misplaced.to_string(),
            format!("`{field}` is in `extra`, although it has a field of its own")
        );
        let kept = raw.clone();
        let invalid = Payload::try_from(raw).unwrap_err();
        assert_eq!(invalid.violations(), [misplaced]);
        assert_eq!(invalid.into_raw(), kept);

        let mut raw = RawPayload::new(kept.process_id);
        raw.extra.insert(field.to_string(), "x".into());
        let expected = json!({ "processId": raw.process_id });
        assert_eq!(serde_json::to_value(&raw).unwrap(), expected);
        let invalid = Payload::try_from(raw).unwrap_err();
        assert!(invalid.violations().contains(&misplaced), "{field}");
    }
    // A name in another case has no field.
    let mut raw: RawPayload = full.parse().unwrap();
    raw.extra.insert("State".into(), "x".into());
    assert_eq!(serde_json::to_value(&raw).unwrap()["State"], "x");
    assert!(Payload::try_from(raw).is_ok());
}

#[test]
fn a_payload_inside_other_shapes_is_read_and_written_back() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Flattened {
        received: u64,
        #[serde(flatten)]
        payload: Payload,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Untagged {
        Payload(Payload),
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind")]
    enum Tagged {
        Payload(Payload),
    }

    let body = r#""processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok""#;
    // Serde buffers these shapes, so that `null` and `""` come another way than straight from JSON.
    for (absent, written) in [
        ("", ""),
        (r#","lastEvent":null,"lastEventDescription":null"#, ""),
        (
            r#","lastEvent":"","lastEventDescription":"""#,
            r#","lastEvent":"","lastEventDescription":"""#,
        ),
    ] {
        let payload: Payload = format!("{{{body}{absent}}}").parse().unwrap();
        assert_eq!(
            (payload.last_event(), payload.last_event_description()),
            (None, None)
        );
        let flattened: Flattened =
            serde_json::from_str(&format!("{{\"received\":7,{body}{absent}}}")).unwrap();
        assert_eq!(
            flattened,
            Flattened {
                received: 7,
                payload: payload.clone()
            }
        );
        let untagged: Untagged = serde_json::from_str(&format!("{{{body}{absent}}}")).unwrap();
        assert_eq!(untagged, Untagged::Payload(payload.clone()));
        let tagged: Tagged =
            serde_json::from_str(&format!("{{\"kind\":\"Payload\",{body}{absent}}}")).unwrap();
        assert_eq!(tagged, Tagged::Payload(payload));
        assert_eq!(
            serde_json::to_string(&flattened).unwrap(),
            format!("{{\"received\":7,{body}{written}}}")
        );
        assert_eq!(
            serde_json::to_string(&tagged).unwrap(),
            format!("{{\"kind\":\"Payload\",{body}{written}}}")
        );
    }
}

fn known_or_any(known: &[&'static str]) -> impl Strategy<Value = Option<String>> {
    let known = proptest::sample::select(known.to_vec()).prop_map(String::from);
    prop::option::of(prop_oneof![known, Just(String::new()), any::<String>()])
}

prop_compose! {
    fn any_body()(
        id in any::<u128>(),
        state in known_or_any(&["PROCESS_STATE_FINISHED", "PROCESS_STATE_CREATED"]),
        flow in known_or_any(&["id", "idtoken"]),
        result in known_or_any(&["ok", "expired", "invalid_identity"]),
        last_event in known_or_any(&["EVENT_TYPE_QR_CODE_READ", "EVENT_TYPE_SESSION_ENDED"]),
        description in known_or_any(&["QR code was read"]),
        extra in prop::collection::hash_map(any::<String>(), any_json(), 0..4),
    ) -> Value {
        let mut body = Map::from_iter(extra);
        body.insert("processId".into(), Uuid::from_u128(id).to_string().into());
        let members = [
            ("state", state),
            ("flow", flow),
            ("result", result),
            ("lastEvent", last_event),
            ("lastEventDescription", description),
        ];
        for (name, value) in members {
            body.remove(name);
            if let Some(value) = value {
                body.insert(name.into(), value.into());
            }
        }
        body.into()
    }
}

proptest! {
    #[test]
    fn any_body_that_can_be_read_is_written_back(body in any_body()) {
        round_trips(&body.to_string());
    }

    #[test]
    fn any_event_goes_there_and_back(text in any::<String>()) {
        let json = serde_json::to_string(&text).unwrap();
        let event: EventType = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::to_string(&event).unwrap(), json);
    }

    #[test]
    fn any_process_id_goes_there_and_back(id in any::<u128>(), upper in any::<bool>()) {
        let canonical = Uuid::from_u128(id).to_string();
        let spelling = if upper { canonical.to_ascii_uppercase() } else { canonical.clone() };
        let id: ProcessId = spelling.parse().unwrap();
        prop_assert_eq!(id.to_string(), &canonical[..]);
        prop_assert_eq!(serde_json::to_value(id).unwrap(), json!(canonical));
        prop_assert_eq!(serde_json::from_value::<ProcessId>(json!(spelling)).unwrap(), id);
        prop_assert_eq!(ProcessId::from(Uuid::from(id)), id);
        prop_assert_eq!(format!("{id:>40}"), format!("{canonical:>40}"));
    }

    #[test]
    fn any_bytes_are_read_or_refused_in_one_line(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = Payload::from_slice(&bytes) {
            prop_assert!(!error.to_string().contains(char::is_control));
        }
    }
}
