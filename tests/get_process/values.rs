//! Values that come in more than one form: services, scores, times, numbers, `null` and `""`.

use std::collections::{BTreeSet, HashSet};

use idcloud_types::get_process::api::{FaceMatch, Liveness, Status};
use idcloud_types::get_process::web_sdk::{Process, Services};
use idcloud_types::get_process::{Score, Timestamp, api, web_sdk};
use serde::de::value::{BytesDeserializer, Error};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde_json::{Value, json};

use crate::bodies::ID;

#[track_caller]
fn process(members: &Value) -> Process {
    let mut body = json!({ "id": ID });
    for (name, value) in members.as_object().unwrap() {
        body[name] = value.clone();
    }
    let process: Process = serde_json::from_value(body.clone()).unwrap();
    assert_eq!(process, body.to_string().parse_as());
    assert_eq!(serde_json::to_value(&process).unwrap(), body);
    process
}

trait ParseAs {
    fn parse_as<T: serde::de::DeserializeOwned>(&self) -> T;
}

impl ParseAs for String {
    #[track_caller]
    fn parse_as<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_str(self).unwrap()
    }
}

#[test]
fn services_keep_their_shape() {
    let documents = json!([{ "doc": { "code": "RG", "data": { "filiacao": ["a", 1] } } }, { "signed_url": "u" }]);
    let list = process(&json!({ "services": [
        { "documents": documents, "consent_granted": true },
        { "envelopeId": "e", "ofTomorrow": [] },
        {},
    ]}));
    let list = list.services.unwrap();
    assert_eq!(list.iter().count(), 3);
    assert_eq!(list.documents().count(), 2);

    let named =
        process(&json!({ "services": { "docs": { "documents": documents }, "sign": { "a": 1 } } }));
    let named = named.services.unwrap();
    assert!(matches!(named, Services::Named(_)));
    assert!(format!("{named:?}").starts_with("NamedServices { docs: Service {"));
    assert!(format!("{list:?}").starts_with("[Service {"));
    assert_eq!(named.iter().count(), 1);
    assert_eq!(named.documents().count(), 2);
    assert_eq!(
        named.documents().collect::<Vec<_>>(),
        list.documents().collect::<Vec<_>>()
    );

    for empty in [json!([]), json!({})] {
        assert_eq!(
            process(&json!({ "services": empty }))
                .services
                .unwrap()
                .iter()
                .count(),
            0
        );
    }
    for wrong in ["1", "-2.5", "true", "\"a\"", "[[]]", "[1]"] {
        assert!(serde_json::from_str::<Services>(wrong).is_err(), "{wrong}");
    }
}

/// An older page shows the consent in the object, and only the code of a document.
#[test]
fn services_in_the_older_shape_have_a_consent() {
    let process = process(&json!({ "services": { "docs": {
        "documents": [{ "doc": { "code": "CNH" } }],
        "consent_granted": true,
    } } }));
    assert_eq!(process.unknown_values(), []);
    let services = process.services.unwrap();
    assert_eq!(services.iter().next().unwrap().consent_granted, Some(true));
    let doc = services.documents().next().unwrap().doc.as_ref().unwrap();
    assert_eq!(doc.code.as_deref(), Some("CNH"));
}

/// The documented length is 320; a service's own limit is its own affair.
#[test]
fn the_number_or_address_of_a_person_is_any_string() {
    for value in [
        "12345678909",
        "luke@example.com",
        "a|b|c",
        &"é".repeat(320),
        "",
    ] {
        let process =
            process(&json!({ "person": { "duiType": "DUI_TYPE_ZZ_EMAIL", "duiValue": value } }));
        let person = process.person.unwrap();
        assert_eq!(person.dui_value.unwrap().expose(), value);
    }
}

#[test]
fn a_person_found_by_face_has_an_id_in_either_spelling() {
    for (face, id) in [
        (json!({ "result": "FOUND", "person_id": "a" }), Some("a")),
        (json!({ "result": "FOUND", "personId": "b" }), Some("b")),
        (
            json!({ "result": "FOUND", "person_id": "a", "personId": "b" }),
            Some("a"),
        ),
        (
            json!({ "result": "FOUND", "person_id": "", "personId": "b" }),
            Some("b"),
        ),
        (
            json!({ "result": "FOUND", "person_id": "", "personId": "" }),
            None,
        ),
        (json!({ "result": "NOT_FOUND" }), None),
    ] {
        let body = json!({ "id": ID, "status": 3, "idFace": face });
        let process: api::Process = serde_json::from_value(body.clone()).unwrap();
        assert_eq!(process.unknown_values(), []);
        assert_eq!(serde_json::to_value(&process).unwrap(), body);
        let face = process.id_face.unwrap();
        assert_eq!(face.person_id().map(|id| id.expose().as_str()), id);
        let shown = format!("{face:?}");
        assert!(
            id.is_none()
                || shown.contains("person_id: <redacted>")
                || shown.contains("person_id_in_camel_case: <redacted>"),
            "{shown}"
        );
    }
}

/// The older response of a one-to-one comparison names neither a status nor a state.
#[test]
fn a_response_without_a_status_reads() {
    for authenticated in [true, false] {
        let body = json!({ "id": ID, "authenticated": authenticated, "liveness": 1 });
        let process = api::Process::from_slice(body.to_string().as_bytes()).unwrap();
        assert_eq!(
            (process.status.as_ref(), process.authenticated),
            (None, Some(authenticated))
        );
        assert_eq!(process.unknown_values(), []);
        let outcome = process.outcome();
        assert!(outcome.is_unrecognized());
        assert_eq!(
            outcome.to_string(),
            "unrecognized: `status` is missing; no entry allows it"
        );
        assert_eq!(serde_json::to_value(&process).unwrap(), body);
    }
}

/// The process that Set Process Document returns.
#[test]
fn a_process_of_an_id_and_a_person_reads() {
    let person = json!({ "duiType": "DUI_TYPE_BR_CPF", "duiValue": "12345678909" });
    assert_eq!(process(&json!({ "person": person })).unknown_values(), []);
}

#[test]
fn data_of_a_document_is_kept_whatever_it_is() {
    for data in [
        json!({ "rgNumero": 5_478_854, "nome": null }),
        json!([1]),
        json!("text"),
        json!(7),
    ] {
        let kept =
            process(&json!({ "services": [{ "documents": [{ "doc": { "data": data } }] }] }));
        let services = kept.services.unwrap();
        let doc = services.documents().next().unwrap().doc.as_ref().unwrap();
        assert_eq!(doc.data.as_ref().unwrap().expose(), &data);
    }
}

#[test]
fn the_version_of_a_document_is_any_number() {
    for version in ["2", "2.5", "-1", "0", "18446744073709551615"] {
        let body = format!(
            r#"{{"id":"{ID}","services":[{{"documents":[{{"doc":{{"version":{version}}}}}]}}]}}"#
        );
        let process: Process = body.parse().unwrap();
        let services = process.services.as_ref().unwrap();
        let doc = services.documents().next().unwrap().doc.as_ref().unwrap();
        assert_eq!(doc.version.as_ref().unwrap().to_string(), version);
        let shown = if version.len() > 5 {
            "<number>"
        } else {
            version
        };
        assert_eq!(format!("{doc:?}"), format!("Doc {{ version: {shown} }}"));
        assert_eq!(serde_json::to_string(&process).unwrap(), body);
    }
}

#[test]
fn scores_come_back_as_they_were_written() {
    for (text, float, integer) in [
        ("0", 0.0, Some(0)),
        ("50", 50.0, Some(50)),
        ("85.5", 85.5, None),
        ("-0.5", -0.5, None),
        ("-100", -100.0, Some(-100)),
        ("50.0", 50.0, None),
        (
            "9007199254740993",
            9_007_199_254_740_992.0,
            Some(9_007_199_254_740_993),
        ),
    ] {
        let body =
            format!("{{\"id\":\"{ID}\",\"score\":{text},\"government\":{{\"serpro\":{text}}}}}");
        let process: api::Process = body.parse().unwrap();
        assert_eq!(
            serde_json::to_value(&process).unwrap(),
            serde_json::from_str::<Value>(&body).unwrap()
        );
        let score = process.score.unwrap();
        assert_eq!(Some(&score), process.government.unwrap().serpro.as_ref());
        assert_eq!(
            (score.as_f64(), score.as_i64()),
            (Some(float), integer),
            "{text}"
        );
        assert_eq!(score.to_string(), text);
    }
    let absent: api::Process = format!("{{\"id\":\"{ID}\",\"score\":null}}")
        .parse()
        .unwrap();
    assert_eq!(absent.score, None);
    assert_ne!(Some(Score::from(0)), absent.score);
    let float: Score = serde_json::from_str("50.0").unwrap();
    assert_eq!(Score::from_f64(50.0), Some(float));
    assert_ne!(Score::from_f64(50.0), Some(Score::from(50)));
    assert_eq!(Score::from_f64(f64::NAN), None);
    assert_eq!(Score::from_f64(f64::INFINITY), None);
}

/// A format that marks a value as present.
struct Present(i64);

impl<'de> Deserializer<'de> for Present {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self.0.into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn a_number_of_another_format_may_be_marked_as_present_and_may_not_be_bytes() {
    assert_eq!(Score::deserialize(Present(7)), Ok(Score::from(7)));
    let error = Score::deserialize(BytesDeserializer::<Error>::new(b"7")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: byte array, expected a number"
    );
}

#[test]
fn times_keep_their_string() {
    #[derive(Debug, PartialEq)]
    struct Year(u16);
    impl std::str::FromStr for Year {
        type Err = &'static str;
        fn from_str(text: &str) -> Result<Self, Self::Err> {
            text.get(..4)
                .and_then(|year| year.parse().ok())
                .map(Year)
                .ok_or("no year")
        }
    }
    for (text, year, shown) in [
        (
            "2024-01-01T10:00:00Z",
            Ok(Year(2024)),
            "2024-01-01T10:00:00Z",
        ),
        (
            "2023-10-05T18:28:58.537985Z",
            Ok(Year(2023)),
            "2023-10-05T18:28:58.537985Z",
        ),
        (
            "2024-10-04T18:53:17.028228",
            Ok(Year(2024)),
            "2024-10-04T18:53:17.028228",
        ),
        (
            "2025-10-35T00:00:00+03:00",
            Ok(Year(2025)),
            "2025-10-35T00:00:00+03:00",
        ),
        ("2024-01-01", Ok(Year(2024)), "<10 bytes>"),
        ("12345678909", Ok(Year(1234)), "<11 bytes>"),
        ("", Err("no year"), "<0 bytes>"),
        ("soon\n", Err("no year"), "<5 bytes>"),
    ] {
        let process = process(&json!({ "createdAt": text }));
        let time = process.created_at.unwrap();
        assert_eq!((time.as_str(), time.to_string().as_str()), (text, text));
        assert_eq!(AsRef::<str>::as_ref(&time), text);
        assert_eq!(time.parse::<Year>(), year);
        assert_eq!(format!("{time:?}"), shown);
        assert_eq!(time, Timestamp::from(text.to_owned()));
    }
}

#[test]
fn numbers_are_open() {
    let table = [
        (Status::Processing, 1, false),
        (Status::Divergence, 2, false),
        (Status::Finished, 3, true),
        (Status::Canceled, 4, true),
        (Status::Error, 5, true),
    ];
    assert_eq!(Status::KNOWN, table.clone().map(|(status, ..)| status));
    for (status, number, is_final) in table {
        assert_eq!(
            (status.as_i64(), status.is_final(), status.is_known()),
            (number, is_final, true)
        );
        assert_eq!(Status::from(number), status);
        let mut process = api::Process::new(crate::bodies::id());
        assert!(!process.is_final());
        process.status = Some(status);
        assert_eq!(process.is_final(), is_final);
    }
    let known = [Liveness::Inconclusive, Liveness::Passed, Liveness::Failed];
    assert_eq!(Liveness::KNOWN, known);
    assert_eq!([0, 1, 2].map(Liveness::from), known);
    let known = [FaceMatch::Off, FaceMatch::Passed, FaceMatch::Failed];
    assert_eq!(FaceMatch::KNOWN, known);
    assert_eq!([0, 1, 2].map(FaceMatch::from), known);
    for status in Status::KNOWN {
        assert_eq!(status.known_str(), Some(status.as_str()));
    }
    assert_eq!(Status::from(6).known_str(), None);

    let numbers = [i64::MIN, -1, 0, 1, 2, 3, 4, 5, 6, 99999, i64::MAX];
    for number in numbers {
        let status = Status::from(number);
        assert_eq!(status.as_i64(), number);
        assert_eq!(status.is_known(), (1..=5).contains(&number));
        assert_eq!(status.is_final(), (3..=5).contains(&number));
        assert_eq!(serde_json::to_string(&status).unwrap(), number.to_string());
        assert_eq!(
            serde_json::from_str::<Status>(&number.to_string()).unwrap(),
            status
        );
        assert_eq!(format!("{status:>8}"), format!("{number:>8}"));
        assert_eq!(
            serde_json::to_string(&Liveness::from(number)).unwrap(),
            number.to_string()
        );
    }
    // by the string on the wire, and each once
    let sorted: BTreeSet<Status> = numbers.iter().rev().copied().map(Status::from).collect();
    let mut strings = numbers.map(|number| number.to_string());
    strings.sort();
    assert!(sorted.iter().map(Status::as_str).eq(strings));
    assert_eq!(
        numbers
            .map(Status::from)
            .into_iter()
            .collect::<HashSet<_>>()
            .len(),
        numbers.len()
    );
    assert_eq!(
        format!("{:?} {:?}", Status::from(7), Status::Finished),
        "Unknown(\"7\") Finished"
    );
    for wrong in [
        "\"3\"",
        "3.0",
        "3.5",
        "null",
        "[3]",
        "{}",
        "true",
        "9223372036854775808",
    ] {
        assert!(serde_json::from_str::<Status>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn null_is_absent_at_every_optional_place() {
    for whole in [crate::bodies::whole_web_sdk(), crate::bodies::whole_api()] {
        for place in crate::bodies::places(&whole) {
            let crate::bodies::Step::Member(name) = place.last().unwrap() else {
                continue;
            };
            let is_required = name == "process"
                || (name == "id"
                    && place.len() < 3
                    && !place.contains(&crate::bodies::Step::Member("document".into())));
            // inside raw JSON a null is a value
            if is_required || matches!(name.as_str(), "rgNumero" | "nomeCivil") {
                continue;
            }
            let (mut with_null, mut without) = (whole.clone(), whole.clone());
            *crate::bodies::at(&mut with_null, &place) = Value::Null;
            crate::bodies::remove(&mut without, &place);
            let written = if whole.get("process").is_some() {
                serde_json::to_value(with_null.to_string().parse::<web_sdk::Response>().unwrap())
            } else {
                serde_json::to_value(with_null.to_string().parse::<api::Process>().unwrap())
            };
            assert_eq!(written.unwrap(), without, "{place:?}");
        }
    }
}

#[test]
fn an_empty_string_is_kept_and_is_not_a_result() {
    let process = process(&json!({
        "state": "", "result": "", "token": "", "flow": "", "createdAt": "",
        "authenticationInfo": { "livenessResult": "", "authenticationResult": "", "authenticationId": "" },
    }));
    assert_eq!(process.unknown_values(), []);
    let response = web_sdk::Response::new(process);
    assert_eq!(response.checks(), []);
    assert!(response.outcome().is_unrecognized());
}

#[test]
fn every_body_and_error_can_cross_threads() {
    fn assert_thread_safe<T: Send + Sync + Unpin + 'static>() {}
    assert_thread_safe::<web_sdk::Response>();
    assert_thread_safe::<api::Process>();
    assert_thread_safe::<idcloud_types::get_process::ErrorBody>();
    assert_thread_safe::<idcloud_types::ReadError>();
    assert_thread_safe::<idcloud_types::get_process::Sensitive<String>>();
}

/// A known name in a hand-built `extra` is news only if its value has another type.
#[test]
fn services_in_extra_are_of_another_type_unless_they_are_an_array_or_an_object() {
    for (services, is_listed) in [
        (json!([]), false),
        (json!({}), false),
        (json!(7), true),
        (json!("a"), true),
    ] {
        let mut process = Process::new(crate::bodies::id());
        process.extra.insert("services".to_owned(), services);
        assert_eq!(
            process.unknown_values().len(),
            usize::from(is_listed),
            "{process:?}"
        );
    }
}
