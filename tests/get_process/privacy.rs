//! No log of a response shows a person: every string of a body is searched for in every output.

use std::collections::BTreeSet;
use std::error::Error;

use idcloud_types::get_process::web_sdk::DuiType;
use idcloud_types::get_process::{
    ErrorBody, ProcessResult, Score, Sensitive, Timestamp, api, web_sdk,
};
use idcloud_types::webhook::RawPayload;
use idcloud_types::{Flow, ReadError, UnknownValue};
use serde_json::{Value, json};

use crate::bodies::{self, Step};

/// What must not be seen: a CPF, a name, an e-mail, a phone, a token, a signed URL, a forged line of log, and a long
/// text.
const SECRETS: &[&str] = &[
    "12345678909",
    "123.456.789-09",
    "Luke",
    "LUKE_SKYWALKER",
    "Luke Skywalker",
    "PROCESS_STATE_12345678909",
    "luke@example.com",
    "+55 11 99999-5555",
    "2024-12345678909T10:00:00Z",
    "2024-01-01T10:00:00.12345678909",
    "TRUST_RESULT_OF LUKE",
    "id12345678909",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJsdWtlIn0.c2VjcmV0",
    "https://example.com/a?X-Goog-Signature=5ec2e7",
    "line\n2024-01-01 INFO verified",
    "\u{1b}[31m\u{0}\u{202e}",
];

/// Every output of a body that a log may get, on every type that can read it.
fn outputs(body: &Value) -> Vec<String> {
    fn of<T: std::fmt::Debug>(
        read: Result<T, ReadError>,
        rest: impl Fn(&T) -> String,
    ) -> Vec<String> {
        match read {
            Ok(value) => vec![format!("{value:?}"), format!("{value:#?}"), rest(&value)],
            Err(error) => {
                assert!(error.source().is_none());
                vec![
                    format!("{error}"),
                    format!("{error:?}"),
                    format!("{error:#?}"),
                ]
            }
        }
    }
    let text = body.to_string();
    let mut outputs = of(text.parse::<web_sdk::Response>(), |response| {
        let (outcome, checks) = (response.outcome(), response.checks());
        format!("{outcome} {outcome:?} {checks:?}")
    });
    outputs.extend(of(text.parse::<api::Process>(), |process| {
        let (outcome, checks) = (process.outcome(), process.checks());
        format!("{outcome} {outcome:?} {checks:?}")
    }));
    outputs.extend(of(text.parse::<ErrorBody>(), ToString::to_string));
    outputs
}

#[track_caller]
fn assert_unseen(body: &Value, secret: &str) {
    for output in outputs(body) {
        // neither unchanged nor as `Debug` escapes it
        let escaped = format!("{secret:?}");
        let escaped = &escaped[1..escaped.len() - 1];
        assert!(
            !output.contains(secret) && !output.contains(escaped),
            "{secret:?} in {output}"
        );
        assert!(
            !output.replace('\n', " ").chars().any(char::is_control),
            "{output:?}"
        );
    }
}

/// A whole body with this in place of every string but the process id.
fn with_every_string(whole: &Value, text: &str) -> Value {
    let mut body = whole.clone();
    for place in bodies::places(whole) {
        let is_id = place.last() == Some(&Step::Member("id".into())) && place.len() < 3;
        let value = bodies::at(&mut body, &place);
        if value.is_string() && !is_id {
            *value = json!(text);
        }
    }
    body
}

#[test]
fn no_string_of_a_body_reaches_a_log_from_any_place() {
    let errors = json!({
        "code": "1", "message": ["m"], "error_description": "d", "status": "1", "statusCode": "1",
        "error": { "code": "1", "message": "m", "description": "d" },
        "Error": { "code": "1", "message": "m", "description": "d" },
    });
    for whole in [bodies::whole_web_sdk(), bodies::whole_api(), errors] {
        for place in bodies::places(&whole) {
            for secret in SECRETS {
                // in place of what is there
                let mut body = whole.clone();
                *bodies::at(&mut body, &place) = json!(secret);
                assert_unseen(&body, secret);
                // in a member beside it, as a name, as a value, and in an array
                let mut body = whole.clone();
                if let Value::Object(members) = bodies::at(&mut body, &place) {
                    members.insert((*secret).into(), json!({ *secret: [secret] }));
                    assert_unseen(&body, secret);
                }
            }
        }
    }
}

/// Numbers that may name a person, and the digits that must not be seen.
const NUMBERS: &[(&str, &str)] = &[
    ("12345678909", "12345678909"),
    ("-12345678909", "12345678909"),
    ("12345678909.5", "12345678909"),
    ("0.12345678909", "12345678909"),
    ("5511999995555", "999995555"),
    ("736892", "736892"),
    ("-736892", "736892"),
    ("73.6892", "6892"),
];

#[test]
fn no_long_number_of_a_body_reaches_a_log_from_any_place() {
    let errors = json!({
        "code": 1, "message": "m", "error": { "code": 1 }, "Error": { "code": 1 },
        "status": 1, "statusCode": 1,
    });
    for whole in [bodies::whole_web_sdk(), bodies::whole_api(), errors] {
        for place in bodies::places(&whole) {
            for (number, digits) in NUMBERS {
                let mut body = whole.clone();
                *bodies::at(&mut body, &place) = serde_json::from_str(number).unwrap();
                assert_unseen(&body, digits);
            }
        }
        // and from every numeric place at once, where the body reads
        for (number, digits) in NUMBERS {
            let mut body = whole.clone();
            for place in bodies::places(&whole) {
                let value = bodies::at(&mut body, &place);
                if value.is_number() {
                    *value = serde_json::from_str(number).unwrap();
                }
            }
            assert_unseen(&body, digits);
        }
    }
}

#[test]
fn a_number_of_up_to_five_digits_is_shown() {
    for (number, shown) in [
        ("0", "0"),
        ("-100", "-100"),
        ("85.5", "85.5"),
        ("-0.5", "-0.5"),
        ("99999", "99999"),
        ("-99999", "-99999"),
        ("100000", "<number>"),
        ("-100000", "<number>"),
        ("85.1234", "<number>"),
        ("1e300", "<number>"),
    ] {
        let score: Score = serde_json::from_str(number).unwrap();
        assert_eq!(format!("{score:?}"), shown);
        let body = format!("{{\"id\":\"{}\",\"score\":{number}}}", bodies::ID);
        let process: api::Process = body.parse().unwrap();
        assert!(format!("{process:?}").ends_with(&format!("score: {shown} }}")));
    }
    for (number, shown) in [
        (6, "\"6\""),
        (99_999, "\"99999\""),
        (-99_999, "\"-99999\""),
        (100_000, "<6 bytes>"),
        (i64::MIN, "<20 bytes>"),
    ] {
        let mut process = api::Process::new(bodies::id());
        process.status = Some(number.into());
        process.liveness = Some(number.into());
        let expected = format!("status: Unknown({shown}), liveness: Unknown({shown}) }}");
        assert!(format!("{process:?}").ends_with(&expected), "{process:?}");
        let digits = number.to_string();
        let listed = if digits.trim_start_matches('-').len() <= 5 {
            format!("unknown value at `status`: {digits}")
        } else {
            "unknown value at `status`: <number>".to_owned()
        };
        assert_eq!(process.unknown_values()[0].to_string(), listed);
        // what is taken out is yours
        assert_eq!(
            format!("{:?}", process.status),
            format!("Some(Unknown(\"{number}\"))")
        );
    }
}

/// Where a value is in a whole body, its field in `Debug`, and the prefix of its vocabulary.
const VALUES: &[(&str, &str, &str)] = &[
    ("/process/state", "state", "PROCESS_STATE_"),
    ("/process/result", "result", "PROCESS_RESULT_"),
    ("/process/capacities/0", "capacities", "PROCESS_CAPACITY_"),
    ("/process/person/duiType", "dui_type", "DUI_TYPE_"),
    (
        "/process/person/notifications/0/notificationChannel",
        "notification_channel",
        "NOTIFICATION_CHANNEL_",
    ),
    (
        "/process/authenticationInfo/authenticationResult",
        "authentication_result",
        "AUTHENTICATION_RESULT_",
    ),
    (
        "/process/authenticationInfo/scoreEngineResult/scoreEnabled",
        "score_enabled",
        "SCORE_ENABLED_",
    ),
    (
        "/process/authenticationInfo/livenessResult",
        "liveness_result",
        "LIVENESS_RESULT_",
    ),
    (
        "/process/authenticationInfo/bioTokenEngineResult",
        "bio_token_engine_result",
        "BIO_TOKEN_ENGINE_RESULT_",
    ),
    (
        "/process/authenticationInfo/trustResult",
        "trust_result",
        "TRUST_RESULT_",
    ),
    (
        "/process/authenticationInfo/identityFraudstersResult",
        "identity_fraudsters_result",
        "TRUST_RESULT_",
    ),
    (
        "/process/authenticationInfo/faceWithOtherIdResult",
        "face_with_other_id_result",
        "TRUST_RESULT_",
    ),
    (
        "/process/authenticationInfo/frictionlessResult",
        "frictionless_result",
        "FRICTIONLESS_RESULT_",
    ),
    (
        "/process/authenticationInfo/riskLevelResult",
        "risk_level_result",
        "TRUST_RESULT_",
    ),
    (
        "/process/authenticationInfo/smartRevalidationResult",
        "smart_revalidation_result",
        "SMART_REVALIDATION_RESULT_",
    ),
    (
        "/process/authenticationInfo/idAgeResult",
        "id_age_result",
        "ID_AGE_RESULT_",
    ),
];

#[test]
fn an_unknown_value_is_shown_if_it_has_the_prefix_of_its_vocabulary_and_is_in_capitals() {
    for (pointer, field, family) in VALUES {
        let shown = |word: &str| {
            let mut body = bodies::whole_web_sdk();
            *body.pointer_mut(pointer).unwrap() = json!(word);
            format!(
                "{:?}",
                body.to_string().parse::<web_sdk::Response>().unwrap()
            )
        };
        let place = |shown: &str| match *field {
            "capacities" => format!("capacities: [{shown}]"),
            field => format!(" {field}: {shown}"),
        };
        let word = format!("{family}OF_TOMORROW");
        let expected = place(&format!("Unknown({word:?})"));
        assert!(shown(&word).contains(&expected), "{}", shown(&word));

        let others = VALUES.iter().filter(|(_, _, other)| other != family);
        let of_others = others.map(|(_, _, other)| format!("{other}OF_TOMORROW"));
        let hidden = [
            format!("{family}OF TOMORROW"),
            format!("{family}OF_TOMORROW_2"),
            format!("{family}of_tomorrow"),
            format!("{family}OF-TOMORROW"),
            format!(" {word}"),
            format!("X{word}"),
            word[1..].to_owned(),
            word.replacen('_', "", 1),
            "LUKE_SKYWALKER".to_owned(),
            "EVENT_TYPE_OF_TOMORROW".to_owned(),
        ];
        for hidden in hidden.into_iter().chain(of_others) {
            let expected = place(&format!("Unknown(<{} bytes>)", hidden.len()));
            assert!(shown(&hidden).contains(&expected), "{}", shown(&hidden));
        }
    }
}

const API_VALUES: [&str; 7] = [
    "/unicoId/result",
    "/identityFraudsters/result",
    "/idCloud/result",
    "/faceWithOtherId/result",
    "/idFace/result",
    "/trust/result",
    "/silentAuth/result",
];

/// The values of the API contract share no prefix, so that no string is known to be one of them.
#[test]
fn an_unknown_value_of_the_api_contract_is_never_shown() {
    for pointer in API_VALUES {
        for word in ["maybe", "YES", "PROCESS_RESULT_OF_TOMORROW", "luke", ""] {
            let mut body = bodies::whole_api();
            *body.pointer_mut(pointer).unwrap() = json!(word);
            let shown = format!("{:?}", body.to_string().parse::<api::Process>().unwrap());
            let expected = format!("{{ result: Unknown(<{} bytes>)", word.len());
            assert!(shown.contains(&expected), "{shown}");
        }
    }
}

/// So that a member with a vocabulary that is added later is tried too. Flows and numbers have tests of their own.
#[test]
fn the_tables_above_have_every_member_with_a_vocabulary() {
    fn places<'a>(pointers: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        let places = pointers.into_iter();
        places
            .map(|pointer| pointer[1..].replace("/0", "[0]").replace('/', "."))
            .collect()
    }
    fn listed(unknown: &[UnknownValue]) -> BTreeSet<String> {
        unknown
            .iter()
            .map(|value| value.path().to_owned())
            .collect()
    }
    let body = with_every_string(&bodies::whole_web_sdk(), "?");
    let response: web_sdk::Response = serde_json::from_value(body).unwrap();
    let pointers = VALUES.iter().map(|(pointer, ..)| *pointer);
    let expected = places(pointers.chain(["/process/flow"]));
    assert_eq!(listed(&response.unknown_values()), expected);

    let body = with_every_string(&bodies::whole_api(), "?");
    let process: api::Process = serde_json::from_value(body).unwrap();
    assert_eq!(listed(&process.unknown_values()), places(API_VALUES));
}

#[test]
fn an_unknown_flow_is_shown_when_it_is_made_of_known_parts() {
    for (flow, is_shown) in [
        ("adaptiveidtoken", true),
        ("idunicodocs_r2", true),
        ("idlive-docs", false),
        ("idalina_souza_11999", false),
        ("id_pass_2", false),
        ("id2026", false),
        ("id12345678909", false),
        ("id123456", false),
        ("12345678909", false),
        ("luke", false),
        ("idluke", false),
        ("IDLIVE", false),
        ("id live", false),
        ("idlive@example.com", false),
        ("idé", false),
        ("", false),
    ] {
        assert_flow_is_shown(flow, is_shown);
    }
    for known in Flow::KNOWN {
        assert_flow_is_shown(&format!("{known}_r2"), true);
    }
}

#[track_caller]
fn assert_flow_is_shown(flow: &str, is_shown: bool) {
    let mut process = web_sdk::Process::new(bodies::id());
    process.flow = Some(flow.into());
    let expected = if is_shown {
        format!("flow: Unknown({flow:?}) }}")
    } else {
        format!("flow: Unknown(<{} bytes>) }}", flow.len())
    };
    assert!(format!("{process:?}").ends_with(&expected), "{process:?}");
}

/// The one rule, at its limit, in every output that has a part in it.
#[test]
fn a_log_shows_at_most_64_bytes_of_a_string_and_32_of_a_lower_case_value() {
    let padded = |start: &str, length: usize| format!("{start:A<length$}");
    let process = |members: Value| {
        let mut body = json!({ "process": { "id": bodies::ID, "flow": "id" } });
        let process = body["process"].as_object_mut().unwrap();
        process.insert("state".to_owned(), json!("PROCESS_STATE_FINISHED"));
        process.insert("result".to_owned(), json!("PROCESS_RESULT_OK"));
        process.extend(members.as_object().unwrap().clone());
        let response: web_sdk::Response = serde_json::from_value(body).unwrap();
        let unknown = format!("{:?}", response.unknown_values());
        let outcome = response.outcome().to_string();
        let checks = format!("{:?}", response.checks());
        [format!("{response:?}"), unknown, outcome, checks]
    };
    let api = |members: Value| {
        let mut body = json!({ "id": bodies::ID, "status": 3 });
        let members = members.as_object().unwrap().clone();
        body.as_object_mut().unwrap().extend(members);
        let process: api::Process = serde_json::from_value(body).unwrap();
        let checks = format!("{:?}", process.checks());
        [process.outcome().to_string(), checks]
    };
    let webhook = |state: &str| {
        let mut raw = RawPayload::new(bodies::id());
        raw.state = Some(state.into());
        let unknown = format!("{:?}", raw.unknown_values());
        let key = format!("{:?}", raw.delivery_key());
        [format!("{raw:?}"), unknown, key]
    };
    for length in [32, 33, 64, 65] {
        let assert_shown = |string: &str, limit: usize, outputs: &[&String]| {
            assert_eq!(string.len(), length);
            for output in outputs {
                assert_eq!(output.contains(string), length <= limit, "{output}");
                let has_length = output.contains(&format!("<{length} bytes>"));
                assert_eq!(has_length, length > limit, "{output}");
            }
        };

        let state = padded("PROCESS_STATE_", length);
        assert_shown(&state, 64, &webhook(&state).each_ref());
        let [debug, unknown, outcome, _] = process(json!({ "state": state }));
        assert_shown(&state, 64, &[&debug, &unknown, &outcome]);

        let flow = match length % 2 {
            0 => "id".repeat(length / 2),
            _ => "age".to_owned() + &"id".repeat(length / 2 - 1),
        };
        let [debug, unknown, outcome, _] = process(json!({ "flow": flow }));
        assert_shown(&flow, 64, &[&debug, &unknown, &outcome]);

        let value = padded("LIVENESS_RESULT_", length);
        let info = json!({ "livenessResult": value });
        let [debug, unknown, outcome, checks] = process(json!({ "authenticationInfo": info }));
        assert_shown(&value, 64, &[&debug, &unknown, &outcome, &checks]);

        let value = padded("MORPH_RESULT_", length);
        let [_, _, outcome, checks] = process(json!({ "morph": value }));
        assert_shown(&value, 64, &[&outcome, &checks]);

        let value = "a-b".repeat(22)[..length].to_owned();
        let [outcome, checks] = api(json!({ "idCloud": { "result": value } }));
        assert_shown(&value, 32, &[&outcome, &checks]);

        let name = format!("{}Result", "a".repeat(length - "Result".len()));
        let [_, unknown, outcome, checks] = process(json!({ name.clone(): true }));
        assert_shown(&name, 64, &[&unknown, &outcome, &checks]);
    }
}

#[test]
fn the_name_of_a_member_is_shown_when_it_is_a_plain_identifier() {
    for (name, is_shown) in [
        ("a", true),
        ("_a", true),
        ("aB_2", true),
        ("a12345", true),
        ("a123456", false),
        ("a1_2_3_4_5_6", false),
        ("1a", false),
        ("a-b", false),
        ("a.b", false),
        ("a b", false),
        ("é", false),
        ("", false),
    ] {
        let mut process = web_sdk::Process::new(bodies::id());
        process.extra.insert(name.to_owned(), json!(1));
        let expected = if is_shown {
            format!("unknown member `{name}`")
        } else {
            format!("unknown member `<{} bytes>`", name.len())
        };
        assert_eq!(process.unknown_values()[0].to_string(), expected);
    }
}

#[test]
fn a_time_is_shown_when_it_has_the_form_of_one() {
    for time in [
        "2024-01-01T10:00:00",
        "2024-01-01T10:00:00Z",
        "2024-01-01T10:00:00.1Z",
        "2024-01-01T10:00:00.123456789Z",
        "2023-04-19T13:10:00.0000000Z",
        "2024-01-01T10:00:00.028228",
        "2024-01-01T10:00:00-03:00",
        "2024-01-01T10:00:00.5+05:30",
    ] {
        assert_eq!(format!("{:?}", Timestamp::from(time)), time);
    }
    for text in [
        "2024-01-01T10:00:0012345678909",
        "2024-01-01T10:00:00.12345678909",
        "2024-01-01T10:00:00.1234567890Z",
        "2024-01-01T10:00:00-12345678909",
        "2024-01-01T10:00:00Z12345678909",
        "2024-01-01T10:00:00.",
        "2024-01-01T10:00:00.Z",
        "2024-01-01T10:00:00..1",
        "2024-01-01T10:00:00z",
        "2024-01-01T10:00:00+0300",
        "2024-01-01T10:00:00 Z",
        "2024-01-01 10:00:00Z",
        "2024-01-01T10:00:0",
        "2024-01-01T10:00:0é",
        "12024-01-01T10:00:00",
        "+024-01-01T10:00:00",
    ] {
        let shown = format!("<{} bytes>", text.len());
        assert_eq!(format!("{:?}", Timestamp::from(text)), shown, "{text}");
    }
}

#[test]
fn no_string_reaches_a_log_from_every_place_at_once() {
    for whole in [bodies::whole_web_sdk(), bodies::whole_api()] {
        for secret in SECRETS {
            let body = with_every_string(&whole, secret);
            // it reads all the same and is written back, so these are outputs of whole responses
            let text = body.to_string();
            let written = match text.parse::<web_sdk::Response>() {
                Ok(response) => serde_json::to_value(response),
                Err(_) => serde_json::to_value(text.parse::<api::Process>().unwrap()),
            };
            assert_eq!(written.unwrap(), body);
            assert_unseen(&body, secret);
        }
    }
}

#[test]
fn a_log_shows_what_helps() {
    let body = json!({ "process": {
        "id": bodies::ID,
        "flow": "flow of tomorrow",
        "state": "PROCESS_STATE_OF_TOMORROW",
        "result": "PROCESS_RESULT_OK",
        "createdAt": "2024-12-23T13:23:49.540865Z",
        "person": { "duiType": "12345678909", "duiValue": "12345678909" },
        "purpose": "creditprocess",
        "services": [],
        "authenticationInfo": { "scoreEngineResult": { "score": 85.5 } },
        "ofTomorrow": "Luke",
    }});
    let response: web_sdk::Response = serde_json::from_value(body).unwrap();
    assert_eq!(
        format!("{response:?}"),
        "Response { process: Process { id: ProcessId(8263a268-5388-492a-bca2-28e1ff4a69f0), \
         flow: Unknown(<16 bytes>), state: Unknown(\"PROCESS_STATE_OF_TOMORROW\"), result: Ok, \
         created_at: 2024-12-23T13:23:49.540865Z, \
         person: Person { dui_type: Unknown(<11 bytes>), dui_value: <redacted> }, \
         purpose: <13 bytes>, services: [], \
         authentication_info: AuthenticationInfo { score_engine_result: ScoreEngineResult { score: 85.5 } }, \
         extra: <1 members> } }",
    );
    let mut process = api::Process::new(bodies::id());
    process.authenticated = Some(true);
    process.has_biometry = Some(false);
    assert_eq!(
        format!("{process:?}"),
        "Process { id: ProcessId(8263a268-5388-492a-bca2-28e1ff4a69f0), authenticated: true, has_biometry: false }",
    );
}

#[test]
fn sensitive_is_transparent_to_serde_and_opaque_to_logs() {
    let secret: Sensitive<String> = serde_json::from_str("\"Luke\"").unwrap();
    assert_eq!(serde_json::to_string(&secret).unwrap(), "\"Luke\"");
    assert_eq!(
        format!("{secret:?} {secret:#?} {:?}", Some(&secret)),
        "<redacted> <redacted> Some(<redacted>)"
    );
    assert_eq!(secret.expose(), "Luke");
    assert_eq!(secret, Sensitive::new("Luke".to_owned()));
    assert_eq!(secret, Sensitive::from("Luke"));
    assert_eq!(secret.into_exposed(), "Luke");
}

#[test]
fn a_single_value_is_shown_in_full_and_escaped() {
    // only objects redact: a value by itself shows what the platform has added
    assert_eq!(format!("{:?}", DuiType::from("a\nb")), "Unknown(\"a\\nb\")");
    assert_eq!(format!("{:?}", ProcessResult::from("b")), "Unknown(\"b\")");
    assert_eq!(format!("{:?}", Timestamp::from("Luke")), "<4 bytes>");
}
