//! How duplicate deliveries are recognized: they have the same process, state, result and last event.

use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use idcloud_types::webhook::{DeliveryKey, Payload, RawPayload, ResultCode};
use idcloud_types::{Flow, ProcessId, ProcessState};
use proptest::prelude::*;
use serde_json::Value;

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";
const OTHER_ID: &str = "00000000-0000-4000-8000-000000000000";

/// Process, state, result and last event.
type Values<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn raw((id, state, result, last_event): Values) -> RawPayload {
    let mut raw = RawPayload::new(id.parse::<ProcessId>().unwrap());
    raw.state = state.map(Into::into);
    raw.result = result.map(Into::into);
    raw.last_event = last_event.map(Into::into);
    raw
}

fn key(values: Values) -> DeliveryKey {
    raw(values).delivery_key()
}

/// The values as the contract means them: `""` in the optional strings is absent.
fn meant((id, state, result, last_event): Values) -> Values {
    (
        id,
        state,
        result.filter(|text| !text.is_empty()),
        last_event.filter(|text| !text.is_empty()),
    )
}

fn hash(key: &DeliveryKey) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(key)
}

/// Holds two keys against the values that they are made of.
fn agrees(one: Values, other: Values) {
    let is_same = meant(one) == meant(other);
    let [one, other] = [one, other].map(key);
    assert_eq!(one == other, is_same, "{one} {other}");
    assert_eq!(
        one.to_string() == other.to_string(),
        is_same,
        "{one} {other}"
    );
    assert_eq!(one.cmp(&other).is_eq(), is_same, "{one} {other}");
    assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
    if is_same {
        assert_eq!(hash(&one), hash(&other));
    }
}

#[test]
fn a_key_is_equal_exactly_if_the_four_values_are() {
    let texts = [None, Some(""), Some("-"), Some(":"), Some("ok")];
    let mut all = Vec::new();
    for id in [ID, OTHER_ID] {
        for state in texts {
            for result in texts {
                all.extend(texts.map(|last_event| (id, state, result, last_event)));
            }
        }
    }
    for one in &all {
        for other in &all {
            agrees(*one, *other);
        }
    }
    // `""` in the two optional values counts as absent.
    let distinct = 2 * 5 * 4 * 4;
    let keys = || all.iter().map(|values| key(*values));
    assert_eq!(keys().collect::<BTreeSet<_>>().len(), distinct);
    assert_eq!(keys().collect::<HashSet<_>>().len(), distinct);
    let texts: BTreeSet<String> = keys().map(|key| key.to_string()).collect();
    assert_eq!(texts.len(), distinct);
}

#[test]
fn nothing_else_in_a_payload_changes_its_key() {
    let values = (
        ID,
        Some("PROCESS_STATE_FINISHED"),
        Some("expired"),
        Some("EVENT_TYPE_QR_CODE_READ"),
    );
    let mut other = raw(values);
    other.flow = Some(Flow::Id);
    other.last_event_description = Some("QR code was read".into());
    other.extra.insert("attempt".into(), 2.into());
    assert_eq!(other.delivery_key(), key(values));
    let payload = Payload::try_from(other).unwrap();
    assert_eq!(payload.delivery_key(), key(values));
    assert_eq!(payload.delivery_key().process_id(), ID.parse().unwrap());
}

#[test]
fn a_message_after_another_about_the_same_process_is_not_a_repeated_delivery() {
    let created = key((ID, Some("PROCESS_STATE_CREATED"), None, None));
    let finished = key((ID, Some("PROCESS_STATE_FINISHED"), Some("ok"), None));
    assert_ne!(created, finished);
}

/// Such deliveries are invalid, and the next one is still not a duplicate.
#[test]
fn a_value_of_another_type_is_part_of_the_key() {
    for member in ["state", "result", "lastEvent"] {
        let values = [
            "null",
            "{}",
            "[]",
            "7",
            "true",
            r#"{"code":"ok"}"#,
            r#"{"code":"expired"}"#,
        ];
        let digits = format!(r#""{}""#, "7".repeat(200));
        let object = format!("{{\"a\":{digits}}}");
        let text = Value::from(&*object).to_string();
        let values = values.into_iter().chain([&*digits, &object, &text]);
        let keys: BTreeSet<String> = values
            .map(|value| {
                let body = format!(r#"{{"processId":"{ID}","{member}":{value}}}"#);
                let key = body.parse::<RawPayload>().unwrap().delivery_key();
                assert_eq!(key.to_string().parse::<DeliveryKey>().unwrap(), key);
                key.to_string()
            })
            .collect();
        assert_eq!(keys.len(), 10, "{keys:?}");
    }
    // It is in databases.
    let body = format!(r#"{{"processId":"{ID}","result":{{"code":"ok"}}}}"#);
    let key = body.parse::<RawPayload>().unwrap().delivery_key();
    assert_eq!(
        key.to_string(),
        format!("{ID}:-:~10826bf5-725f-53e7-b92c-b3afc1c9085e:-"),
    );
}

#[test]
fn the_case_of_an_id_and_null_change_nothing() {
    let read = |body: &str| body.parse::<RawPayload>().unwrap().delivery_key();
    let upper = ID.to_uppercase();
    assert_eq!(
        read(&format!(
            r#"{{"processId":"{upper}","result":null,"lastEvent":""}}"#
        )),
        key((ID, None, None, None)),
    );
}

/// The strings are in databases, so they never change, for known values or for unknown ones.
#[test]
fn the_string_is_pinned() {
    for (values, text) in [
        (
            (ID, None, None, None),
            "8263a268-5388-492a-bca2-28e1ff4a69f0:-:-:-",
        ),
        (
            (ID, Some("PROCESS_STATE_FINISHED"), Some("ok"), None),
            "8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_FINISHED:ok:-",
        ),
        (
            (
                ID,
                Some("PROCESS_STATE_FINISHED"),
                Some("invalid_identity"),
                Some(""),
            ),
            "8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_FINISHED:invalid_identity:-",
        ),
        (
            (
                ID,
                Some("PROCESS_STATE_FINISHED"),
                Some("expired"),
                Some("EVENT_TYPE_SESSION_ENDED"),
            ),
            "8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_FINISHED:expired:EVENT_TYPE_SESSION_ENDED",
        ),
        (
            (
                ID,
                Some("PROCESS_STATE_OF_TOMORROW"),
                Some("error"),
                Some("EVENT_TYPE_OF_TOMORROW"),
            ),
            "8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_OF_TOMORROW:error:EVENT_TYPE_OF_TOMORROW",
        ),
        (
            (OTHER_ID, Some(""), Some("-"), Some("a:b %\n\u{e7}~v1.2_x")),
            "00000000-0000-4000-8000-000000000000::%2D:a%3Ab%20%25%0A%C3%A7%7Ev1.2_x",
        ),
    ] {
        assert_eq!(key(values).to_string(), text);
    }
}

#[test]
fn debug_shows_the_process_known_values_and_lengths() {
    let key = key((ID, Some("PROCESS_STATE_FINISHED"), Some("Luke"), None));
    assert_eq!(
        format!("{key:?}"),
        format!(
            "DeliveryKey {{ process_id: ProcessId({ID}), state: Finished, \
             result: Unknown(<4 bytes>), last_event: None }}"
        )
    );
    // A long value that was read from a string of a key is known by its digest alone.
    let long = "EVENT_TYPE_".repeat(20);
    let written = self::key((ID, None, None, Some(&long))).to_string();
    let (_, digest) = written.rsplit_once(':').unwrap();
    let read: DeliveryKey = written.parse().unwrap();
    assert!(
        format!("{read:?}").ends_with(&format!("last_event: {digest} }}")),
        "{read:?}"
    );
}

#[test]
fn a_value_that_becomes_known_keeps_its_string() {
    // A known value is written as any string of these letters is, so nothing changes on the day it becomes known.
    for known in ResultCode::KNOWN.iter().map(ResultCode::as_str) {
        assert_eq!(
            key((ID, None, Some(known), None)).to_string(),
            format!("{ID}:-:{known}:-"),
        );
    }
    for known in ProcessState::KNOWN.iter().map(ProcessState::as_str) {
        assert_eq!(
            key((ID, Some(known), None, None)).to_string(),
            format!("{ID}:{known}:-:-")
        );
    }
}

/// A value whose encoded form takes this many bytes.
fn long(bytes: usize) -> String {
    "x".repeat(bytes)
}

#[test]
fn a_value_of_more_than_128_bytes_is_written_as_its_uuid() {
    let (short, long) = (long(128), long(129));
    assert_eq!(
        key((ID, Some(&short), None, None)).to_string(),
        format!("{ID}:{short}:-:-")
    );
    let digest = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, long.as_bytes());
    assert_eq!(
        key((ID, Some(&long), None, Some(&long))).to_string(),
        format!("{ID}:~{digest}:-:~{digest}")
    );
    // An encoded byte counts as three.
    let (short, long) = (":".repeat(42), ":".repeat(43));
    assert!(
        key((ID, Some(&short), None, None))
            .to_string()
            .ends_with("%3A:-:-")
    );
    assert!(
        key((ID, Some(&long), None, None))
            .to_string()
            .starts_with(&format!("{ID}:~"))
    );
}

#[test]
fn the_digest_of_a_long_value_is_pinned() {
    assert_eq!(
        key((ID, Some(&long(1_000_000)), Some("ok"), None)).to_string(),
        format!("{ID}:~650dae09-c3c6-5bef-9009-c81b3b71378f:ok:-")
    );
}

#[test]
fn a_key_is_at_most_512_bytes_long() {
    for bytes in [0, 1, 42, 43, 128, 129, 1_000_000] {
        for letter in ["x", ":", "\u{e7}", "~"] {
            let value = letter.repeat(bytes);
            let text = key((ID, Some(&value), Some(&value), Some(&value))).to_string();
            assert!(text.len() <= 512, "{}", text.len());
        }
    }
}

#[test]
fn a_key_reads_as_itself_from_its_string_and_through_serde() {
    for values in [
        (ID, None, None, None),
        (ID, Some("PROCESS_STATE_FINISHED"), Some("ok"), None),
        (OTHER_ID, Some(""), Some("-"), Some("a:b %\n\u{e7}~v1.2_x")),
        (ID, Some(&*long(500)), Some("~"), Some(&*long(128))),
    ] {
        let key = key(values);
        assert_eq!(key.to_string().parse::<DeliveryKey>().unwrap(), key);
        let json = serde_json::to_value(&key).unwrap();
        assert_eq!(json, key.to_string());
        assert_eq!(serde_json::from_value::<DeliveryKey>(json).unwrap(), key);
    }
}

/// Those that are stored were written with every value in full.
#[test]
fn a_key_that_was_written_before_long_values_had_digests_reads_as_the_same_key() {
    for value in [long(129), long(5_000)] {
        let stored = format!("{ID}:PROCESS_STATE_FINISHED:expired:{value}");
        let values = (
            ID,
            Some("PROCESS_STATE_FINISHED"),
            Some("expired"),
            Some(&*value),
        );
        assert_eq!(stored.parse::<DeliveryKey>().unwrap(), key(values));
    }
    let stored = format!("{ID}:{}:-:-", "%3A".repeat(43));
    let value = ":".repeat(43);
    assert_eq!(
        stored.parse::<DeliveryKey>().unwrap(),
        key((ID, Some(&value), None, None))
    );
}

#[test]
fn a_string_that_is_not_a_key_is_rejected_with_its_length_alone() {
    for text in [
        "",
        ID,
        &format!("{ID}:-:-"),
        &format!("{ID}:-:-:-:-"),
        "8263a268:-:-:-",
        &format!("{ID}:a b:-:-"),
        &format!("{ID}:%:-:-"),
        &format!("{ID}:%4:-:-"),
        &format!("{ID}:%ZZ:-:-"),
        &format!("{ID}:%+1:-:-"),
        &format!("{ID}:%C3:-:-"),
        &format!("{ID}:~:-:-"),
        &format!("{ID}:~8263a2685388492abca228e1ff4a69f0:-:-"),
        &format!("{ID}:a~b:-:-"),
    ] {
        let error = text.parse::<DeliveryKey>().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "a string of {} bytes is not a delivery key; expected one that `DeliveryKey` wrote, \
                 such as 8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_FINISHED:ok:-",
                text.len()
            ),
        );
        assert_eq!(
            format!("{error:?}"),
            format!("DeliveryKeyError {{ length: {} }}", text.len())
        );
        let error = serde_json::from_value::<DeliveryKey>(text.into()).unwrap_err();
        assert!(error.to_string().starts_with("a string of"), "{error}");
    }
}

/// Short strings of the characters that a key consists of, so that two are often alike, and any others.
fn any_value() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop_oneof![
        4 => "[-:%_.~a2D]{0,3}",
        4 => any::<String>(),
        1 => "[a:]{40,130}",
        1 => "a{126,130}",
        1 => "~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_text_of_a_key_is_injective_and_printable(
        one in [any_value(), any_value(), any_value()],
        other in [any_value(), any_value(), any_value()],
        is_same_id: bool,
    ) {
        fn values<'a>(id: &'a str, [state, result, event]: &'a [Option<String>; 3]) -> Values<'a> {
            (id, state.as_deref(), result.as_deref(), event.as_deref())
        }
        let one = values(ID, &one);
        let other = values(if is_same_id { ID } else { OTHER_ID }, &other);
        agrees(one, other);
        agrees(one, one);
        let text = key(one).to_string();
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_graphic()), "{text:?}");
        prop_assert_eq!(text.matches(':').count(), 3);
        prop_assert!(text.len() <= 512);
        // `""` of the two optional values is absent.
        prop_assert_eq!(text.parse::<DeliveryKey>().unwrap(), key(one));
    }
}
