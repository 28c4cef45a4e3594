//! No log of a response shows a person: every text of a body is searched for in every output.

use std::error::Error;

use idcloud_types::get_process::{
    DuiType, ErrorBody, MalformedResponse, ProcessResult, Sensitive, Timestamp, api, web_sdk,
};
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
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJsdWtlIn0.c2VjcmV0",
    "https://example.com/a?X-Goog-Signature=5ec2e7",
    "line\n2024-01-01 INFO verified",
    "\u{1b}[31m\u{0}\u{202e}",
];

/// Every output of a body that a log may get, on every type that can read it.
fn outputs(body: &Value) -> Vec<String> {
    fn of<T: std::fmt::Debug>(
        read: Result<T, MalformedResponse>,
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
        format!("{:?}", response.process.outcome())
    });
    outputs.extend(of(text.parse::<api::Process>(), |process| {
        format!("{:?}", process.outcome())
    }));
    outputs.extend(of(text.parse::<ErrorBody>(), |_| String::new()));
    outputs
}

#[track_caller]
fn assert_unseen(body: &Value, secret: &str) {
    for output in outputs(body) {
        // neither as it came nor as `Debug` escapes it
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

#[test]
fn no_text_of_a_body_reaches_a_log_from_any_place() {
    let errors = json!({
        "code": "1", "message": "m",
        "error": { "code": "1", "message": "m", "description": "d" },
        "Error": { "code": "1", "message": "m", "description": "d" },
    });
    for whole in [bodies::whole_web_sdk(), bodies::whole_api(), errors] {
        for place in bodies::places(&whole) {
            for secret in SECRETS {
                // in place of what stands there
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

#[test]
fn no_text_reaches_a_log_from_every_place_at_once() {
    for whole in [bodies::whole_web_sdk(), bodies::whole_api()] {
        for secret in SECRETS {
            let mut body = whole.clone();
            for place in bodies::places(&whole) {
                let is_id = place.last() == Some(&Step::Member("id".into())) && place.len() < 3;
                let value = bodies::at(&mut body, &place);
                if value.is_string() && !is_id {
                    *value = json!(secret);
                }
            }
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
    assert_eq!(secret.into_exposed(), "Luke");
}

#[test]
fn a_word_that_was_taken_out_shows_its_text_escaped() {
    // that is how every vocabulary logs news; the objects are what hides misplaced text
    assert_eq!(format!("{:?}", DuiType::from("a\nb")), "Unknown(\"a\\nb\")");
    assert_eq!(format!("{:?}", ProcessResult::from("b")), "Unknown(\"b\")");
    assert_eq!(format!("{:?}", Timestamp::from("Luke")), "<4 bytes>");
}
