//! Outcomes in the published order of evaluation, and the details at a glance. What counts as a yes is in `criteria`.

use idcloud_types::get_process::web_sdk::{AuthenticationInfo, Check, Criteria};
use idcloud_types::get_process::{Score, api, web_sdk};
use serde_json::{Value, json};

use crate::bodies::{self, ID};

const STATES: &[Option<&str>] = &[
    None,
    Some(""),
    Some("PROCESS_STATE_CREATED"),
    Some("PROCESS_STATE_FAILED"),
    Some("PROCESS_STATE_FINISHED"),
    Some("PROCESS_STATE_OF_TOMORROW"),
    Some("finished"),
    Some("PROCESS_RESULT_OK"),
];

const RESULTS: &[Option<&str>] = &[
    None,
    Some(""),
    Some("PROCESS_RESULT_OK"),
    Some("PROCESS_RESULT_ERROR"),
    Some("PROCESS_RESULT_INVALID_IDENTITY"),
    Some("PROCESS_RESULT_EXPIRED"),
    Some("PROCESS_RESULT_UNSPECIFIED"),
    Some("PROCESS_RESULT_FAILED"),
    Some("PROCESS_STATE_FINISHED"),
    Some("ok"),
    Some("OK"),
];

/// A process in which every check that `id` requires is a yes.
fn process(state: Option<&str>, result: Option<&str>) -> web_sdk::Process {
    let mut process = web_sdk::Process::new(bodies::id());
    process.state = state.map(Into::into);
    process.result = result.map(Into::into);
    process.flow = Some("id".into());
    process.authentication_info = Some(info(&json!({
        "livenessResult": "LIVENESS_RESULT_LIVE",
        "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE",
    })));
    process
}

fn info(members: &Value) -> AuthenticationInfo {
    serde_json::from_value(members.clone()).unwrap()
}

#[test]
fn web_sdk_outcomes_are_those_of_the_published_order() {
    use web_sdk::Outcome;
    let finished = Some("PROCESS_STATE_FINISHED");
    for &state in STATES {
        for &result in RESULTS {
            for has_info in [true, false] {
                let mut process = process(state, result);
                if !has_info {
                    process.authentication_info = None;
                }
                let info = process.authentication_info.as_ref();
                let is_silent = matches!(result, None | Some("" | "PROCESS_RESULT_UNSPECIFIED"));
                let is_error = result == Some("PROCESS_RESULT_ERROR");
                let expected = match (state, result, info) {
                    (_, Some("PROCESS_RESULT_OK"), Some(info)) if state == finished => {
                        Outcome::Verified(info)
                    }
                    (_, Some("PROCESS_RESULT_OK"), None) if state == finished => {
                        Outcome::Unanswered {
                            check: &Check::Liveness,
                        }
                    }
                    (_, Some("PROCESS_RESULT_EXPIRED"), _) if state == finished => Outcome::Expired,
                    (_, Some("PROCESS_RESULT_INVALID_IDENTITY"), info) if state == finished => {
                        Outcome::InvalidIdentity(info)
                    }
                    _ if state == finished && is_error => Outcome::Error,
                    (Some("PROCESS_STATE_CREATED"), ..) if is_silent => Outcome::Unfinished,
                    (Some("PROCESS_STATE_FAILED"), ..) if is_silent || is_error => Outcome::Failed,
                    _ => Outcome::Unrecognized(&process),
                };
                assert_eq!(process.outcome(), expected, "{state:?} {result:?}");
                let verified = expected.is_verified().then_some(info).flatten();
                assert_eq!(process.verified(), verified, "{state:?} {result:?}");
            }
        }
    }
}

/// Result, liveness, authentication, alert, and the outcome.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    fn(web_sdk::Outcome) -> bool,
);

/// The rows of the published matrix that were seen.
#[test]
fn the_published_matrix_is_kept() {
    use web_sdk::Outcome;
    let (live, not_live) = ("LIVENESS_RESULT_LIVE", "LIVENESS_RESULT_NOT_LIVE");
    let inconclusive = "AUTHENTICATION_RESULT_INCONCLUSIVE";
    let (ok, invalid) = ("PROCESS_RESULT_OK", "PROCESS_RESULT_INVALID_IDENTITY");
    let is: [Row; 8] = [
        // retry
        (ok, "LIVENESS_RESULT_UNSPECIFIED", "", "", |it| {
            it == Outcome::Unanswered {
                check: &Check::Liveness,
            }
        }),
        (ok, live, "AUTHENTICATION_RESULT_UNSPECIFIED", "", |it| {
            it == Outcome::Unanswered {
                check: &Check::Authentication,
            }
        }),
        (
            invalid,
            live,
            "AUTHENTICATION_RESULT_UNSPECIFIED",
            "",
            |it| it.is_invalid_identity(),
        ),
        // retry at score 0, reprove below it
        (ok, live, inconclusive, "TRUST_RESULT_INCONCLUSIVE", |it| {
            it.is_finished()
        }),
        // reprove
        (invalid, not_live, "", "", |it| it.is_invalid_identity()),
        (invalid, live, "AUTHENTICATION_RESULT_NEGATIVE", "", |it| {
            it.is_invalid_identity()
        }),
        (ok, live, inconclusive, "TRUST_RESULT_YES", |it| {
            it.is_finished()
        }),
        // approved, of an older list
        (ok, live, "AUTHENTICATION_RESULT_POSITIVE", "", |it| {
            it.is_verified()
        }),
    ];
    for (result, liveness, authentication, alert, is) in is {
        let mut process = process(Some("PROCESS_STATE_FINISHED"), Some(result));
        process.authentication_info = Some(info(&json!({
            "livenessResult": liveness,
            "authenticationResult": authentication,
            "identityFraudstersResult": alert,
        })));
        let outcome = process.outcome();
        assert!(
            is(outcome),
            "{liveness} {authentication} {alert}: {outcome:?}"
        );
    }
}

/// Where the platform puts answers, and how it might put those of a check that is added.
const UNKNOWN_CHECKS: &[(&str, &str, bool)] = &[
    ("deepfakeResult", r#""DEEPFAKE_RESULT_NO""#, true),
    ("deepfakeResult", "0", true),
    ("deepfakeResult", "false", true),
    ("deepfakeResult", "{}", true),
    ("deepfakeResult", "[]", true),
    ("deepfake_result", r#""no""#, true),
    ("DEEPFAKE_RESULT", r#""no""#, true),
    ("deepfake", r#"{"result":"no"}"#, true),
    ("deepfake", r#"{"score":1,"deepfakeResult":3}"#, true),
    ("checks", r#"[{},{"name":"deepfake","result":"no"}]"#, true),
    ("checks", r#"{"deepfake":{"deepfakeResult":"no"}}"#, true),
    ("documentOfTomorrow", r#"[{"cpf_match":false}]"#, true),
    ("documentOfTomorrow", r#"{"cpfMatch":false}"#, true),
    ("documentOfTomorrow", r#"{"cpfMatch":"false"}"#, true),
    ("documentOfTomorrow", r#"{"cpf_match":[true,0]}"#, true),
    (
        "documentOfTomorrow",
        r#"[{"cpf_match":true,"cpfMatch":null}]"#,
        false,
    ),
    ("documentOfTomorrow", r#"{"cpfMatch":""}"#, false),
    // by its word
    ("deepfake", r#""DEEPFAKE_RESULT_YES""#, true),
    ("deepfake", r#""DEEPFAKE_RESULT_NO""#, true),
    ("deepfake", r#"["LIVENESS_RESULT_LIVE"]"#, true),
    ("deepfake", r#"{"answer":"DEEPFAKE_RESULT_YES"}"#, true),
    ("deepfake", r#""DEEPFAKE_RESULT_UNSPECIFIED""#, false),
    ("deepfake", r#""DEEPFAKE_YES""#, false),
    // another spelling of one that is known
    ("LivenessResult", r#""LIVENESS_RESULT_NOT_LIVE""#, true),
    ("deepfakeResult", "null", false),
    ("deepfakeResult", r#""""#, false),
    ("deepfakeResult", r#""DEEPFAKE_RESULT_UNSPECIFIED""#, false),
    ("deepfake", r#"{"result":null}"#, false),
    ("checks", r#"[{"result":""},{"name":"no"},"result"]"#, false),
    ("deepfake", r#"{"result":""}"#, false),
    ("deepfake", r#"{"result":"X_UNSPECIFIED"}"#, false),
    ("deepfake", r#"{"resultId":"x"}"#, false),
    ("note", r#""no""#, false),
    ("results", "1", false),
];

/// Whether a process is verified, and whether it is unrecognized.
type Judge = fn(&Value) -> (bool, bool);

/// A process of each contract that is verified, with every object that this version knows.
fn verified_bodies() -> [(Value, Judge); 2] {
    let web_sdk = |body: &Value| {
        let process: web_sdk::Process = serde_json::from_value(body.clone()).unwrap();
        let is_unrecognized = process.outcome().is_unrecognized();
        (process.verified().is_some(), is_unrecognized)
    };
    let api = |body: &Value| {
        let process: api::Process = serde_json::from_value(body.clone()).unwrap();
        let is_unrecognized = process.outcome().is_unrecognized();
        (process.verified().is_some(), is_unrecognized)
    };
    [
        (bodies::whole_web_sdk()["process"].clone(), web_sdk),
        (bodies::verified_api(), api),
    ]
}

/// Every object of a body, the body itself included.
fn objects(body: &Value) -> Vec<bodies::Place> {
    let mut places = bodies::places(body);
    places.push(Vec::new());
    places.retain(|place| bodies::at(&mut body.clone(), place).is_object());
    places
}

/// What was read from a document is data, whatever its names.
fn is_data(place: &[bodies::Step]) -> bool {
    let is_data = |name: &str| place.contains(&bodies::Step::Member(name.to_owned()));
    is_data("data") || is_data("content")
}

#[test]
fn a_check_that_this_version_does_not_know_is_heard_wherever_it_stands() {
    for (body, judge) in verified_bodies() {
        assert_eq!(judge(&body), (true, false));
        for place in objects(&body) {
            for (name, value, is_check) in UNKNOWN_CHECKS {
                let mut body = body.clone();
                bodies::at(&mut body, &place)[*name] = serde_json::from_str(value).unwrap();
                let is_heard = *is_check && !is_data(&place);
                let expected = (!is_heard, is_heard);
                assert_eq!(judge(&body), expected, "{place:?} {name} {value}");
            }
        }
    }
}

/// The criteria hold for it there too, and what it answers elsewhere stands in for no check of `authenticationInfo`.
#[test]
fn a_check_elsewhere_is_weighed_by_the_criteria_and_stands_in_for_none() {
    let accepts = Criteria::default()
        .accept("deepfakeResult", ["DEEPFAKE_RESULT_NO"])
        .unwrap();
    let requires = accepts
        .clone()
        .require("idunicodocssign", ["deepfakeResult"]);
    let requires = requires.unwrap();
    let whole = &bodies::whole_web_sdk()["process"];
    for place in objects(whole).iter().filter(|place| !is_data(place)) {
        let mut body = whole.clone();
        bodies::at(&mut body, place)["deepfakeResult"] = "DEEPFAKE_RESULT_NO".into();
        let process: web_sdk::Process = serde_json::from_value(body).unwrap();
        assert!(process.verified().is_none(), "{place:?}");
        assert!(process.verified_by(&accepts).is_some(), "{place:?}");
        let answers = process.answers_by(&accepts);
        let heard = answers.filter(|answer| !answer.check().is_known());
        let words: Vec<_> = heard.map(|answer| answer.word()).collect();
        assert_eq!(words, [Some("DEEPFAKE_RESULT_NO")], "{place:?}");

        let is_required_there = *place == [bodies::Step::Member("authenticationInfo".into())];
        let outcome = process.outcome_by(&requires);
        assert_eq!(outcome.is_verified(), is_required_there, "{place:?}");
        assert_eq!(outcome.is_unanswered(), !is_required_there, "{place:?}");
    }
}

/// A member that is named in the criteria is a check, whatever its name.
#[test]
fn a_check_by_any_name_is_heard_once_it_is_configured() {
    let mut process = process(Some("PROCESS_STATE_FINISHED"), Some("PROCESS_RESULT_OK"));
    let info = process.authentication_info.as_mut().unwrap();
    info.extra.insert("deepfake".to_owned(), "no".into());
    assert!(process.verified().is_some());

    let accepts = Criteria::default().accept("deepfake", ["no"]).unwrap();
    assert!(process.verified_by(&accepts).is_some());
    assert_eq!(process.answers_by(&accepts).count(), 3);
    assert_eq!(process.answers().count(), 2);
    let info = process.authentication_info.as_ref().unwrap();
    assert_eq!(info.answers().count(), 2);
    let last = info.answers_by(&accepts).last().unwrap();
    assert_eq!(
        (last.check().as_str(), last.word()),
        ("deepfake", Some("no"))
    );
    let accepts = Criteria::default().accept("deepfake", ["none"]).unwrap();
    assert!(process.outcome_by(&accepts).is_unrecognized());

    let requires = Criteria::default().require("id", ["deepfake"]).unwrap();
    assert!(process.outcome_by(&requires).is_unrecognized());
    let info = process.authentication_info.as_mut().unwrap();
    info.extra.insert("deepfake".to_owned(), "".into());
    assert_eq!(
        process.outcome_by(&requires),
        web_sdk::Outcome::Unanswered {
            check: &"deepfake".into()
        }
    );
}

/// What an unknown member of a process means that is verified without it, by the criteria that accept and require a
/// check of tomorrow.
#[test]
fn what_is_inside_an_unknown_member_is_weighed_by_its_own_name() {
    let criteria = Criteria::default()
        .accept("deepfake", ["DEEPFAKE_NO"])
        .and_then(|criteria| criteria.require("idlive", ["livenessResult", "deepfake"]))
        .unwrap();
    for (members, expected) in [
        (json!({ "deepfake": "DEEPFAKE_NO" }), "verified"),
        (
            json!({ "deepfake": { "result": "DEEPFAKE_NO", "score": 1 } }),
            "verified",
        ),
        (
            json!({ "deepfake": { "result": "DEEPFAKE_YES" } }),
            "unrecognized",
        ),
        (
            json!({ "deepfake": { "RESULT": "DEEPFAKE_YES", "result": "DEEPFAKE_NO" } }),
            "unrecognized",
        ),
        // of a form that is not known
        (json!({ "deepfake": { "result": "" } }), "unrecognized"),
        (json!({ "deepfake": ["DEEPFAKE_NO"] }), "unrecognized"),
        (json!({ "deepfake": { "score": 1 } }), "unrecognized"),
        (json!({ "deepfake": true }), "unrecognized"),
        // inside another one, it is no answer to what is required, and still heard
        (json!({}), "unanswered"),
        (
            json!({ "checks": [{ "deepfake": "DEEPFAKE_NO" }] }),
            "unanswered",
        ),
        (
            json!({ "checks": { "result": "DEEPFAKE_NO" } }),
            "unrecognized",
        ),
        (
            json!({ "deepfake": "DEEPFAKE_NO", "checks": { "deepfake": "DEEPFAKE_NO" } }),
            "verified",
        ),
        (
            json!({ "deepfake": "DEEPFAKE_NO", "checks": [{ "deepfake": "DEEPFAKE_YES" }] }),
            "unrecognized",
        ),
        // known words, under whatever name
        (
            json!({ "deepfake": "DEEPFAKE_NO", "old": { "livenessResult": "LIVENESS_RESULT_LIVE" } }),
            "verified",
        ),
        (
            json!({ "deepfake": "DEEPFAKE_NO", "livenessStatus": "LIVENESS_RESULT_NOT_LIVE" }),
            "unrecognized",
        ),
        (
            json!({ "deepfake": "DEEPFAKE_NO", "note": "TRUST_RESULT_YES" }),
            "unrecognized",
        ),
    ] {
        let mut details = members.clone();
        details["livenessResult"] = "LIVENESS_RESULT_LIVE".into();
        let mut process = process(Some("PROCESS_STATE_FINISHED"), Some("PROCESS_RESULT_OK"));
        process.flow = Some("idlive".into());
        process.authentication_info = Some(info(&details));
        let outcome = match process.outcome_by(&criteria) {
            web_sdk::Outcome::Verified(_) => "verified",
            web_sdk::Outcome::Unanswered { .. } => "unanswered",
            web_sdk::Outcome::Unrecognized(_) => "unrecognized",
            other => panic!("{other:?}"),
        };
        assert_eq!(outcome, expected, "{members}");
    }
}

/// It is not among the alerts that are shown, so nobody would weigh it.
#[test]
fn an_alert_that_is_not_in_the_details_is_unrecognized() {
    for (word, is_verified) in [
        ("TRUST_RESULT_INCONCLUSIVE", true),
        ("TRUST_RESULT_UNSPECIFIED", true),
        ("TRUST_RESULT_YES", false),
        ("TRUST_RESULT_OF_TOMORROW", false),
    ] {
        let mut process = process(Some("PROCESS_STATE_FINISHED"), Some("PROCESS_RESULT_OK"));
        let alert = "identityFraudstersResult".to_owned();
        process.extra.insert(alert, word.into());
        assert_eq!(process.verified().is_some(), is_verified, "{word}");
        assert_eq!(process.outcome().is_unrecognized(), !is_verified, "{word}");
    }
}

#[test]
fn another_cpf_on_a_document_is_never_verified_on_either_contract() {
    for (matches, is_verified) in [
        (json!(true), true),
        (Value::Null, true),
        (json!(false), false),
    ] {
        let documents = json!({ "documents": [{ "cpf_match": true }, { "cpf_match": matches }] });
        for services in [json!([{}, documents]), json!({ "docs": documents })] {
            let mut process = process(Some("PROCESS_STATE_FINISHED"), Some("PROCESS_RESULT_OK"));
            process.services = Some(serde_json::from_value(services.clone()).unwrap());
            assert_eq!(process.verified().is_some(), is_verified, "{services}");
        }
        let body = json!({
            "id": ID, "status": 3, "unicoId": { "result": "yes" }, "document": { "cpfMatch": matches },
        });
        let process: api::Process = serde_json::from_value(body).unwrap();
        assert_eq!(process.verified().is_some(), is_verified, "{matches}");
    }
}

#[test]
fn api_decides_at_status_3_alone() {
    use api::Outcome;
    let statuses = (-3..10).chain([i64::MAX, i64::MIN]).map(Some);
    for status in statuses.chain([None]) {
        let mut process = api::Process::new(bodies::id());
        process.status = status.map(Into::into);
        process.unico_id = Some(api::UnicoId::new("yes"));
        let expected = match status {
            Some(1) => Outcome::Processing,
            Some(2) => Outcome::Divergence,
            Some(3) => Outcome::Verified(process.unico_id.as_ref().unwrap()),
            Some(4) => Outcome::Canceled,
            Some(5) => Outcome::Error,
            _ => Outcome::Unrecognized(&process),
        };
        assert_eq!(process.outcome(), expected, "{status:?}");
        assert_eq!(
            process.verified().is_some(),
            status == Some(3),
            "{status:?}"
        );
        assert_eq!(
            process.is_final(),
            matches!(status, Some(3..=5)),
            "{status:?}"
        );
    }
}

#[test]
fn any_score_beside_a_yes_of_the_api_contract_contradicts_it() {
    for score in [json!(100), json!(28), json!(0), json!(-1), json!(-0.5)] {
        let body = json!({ "id": ID, "status": 3, "unicoId": { "result": "yes" }, "score": score });
        let process: api::Process = serde_json::from_value(body).unwrap();
        assert!(process.outcome().is_unrecognized(), "{score}");
    }
    // which the bands of a government base do not
    let body = json!({
        "id": ID, "status": 3, "unicoId": { "result": "yes" }, "government": { "serpro": -2 },
    });
    let process: api::Process = serde_json::from_value(body).unwrap();
    assert!(process.verified().is_some());
}

#[test]
fn the_details_give_every_answer_at_a_glance() {
    let details = info(&json!({
        "riskLevelResult": "TRUST_RESULT_SUSPICIOUS",
        "identityFraudstersResult": "TRUST_RESULT_YES",
        "trustResult": "TRUST_RESULT_INCONCLUSIVE",
        "faceWithOtherIdResult": "TRUST_RESULT_UNSPECIFIE",
        "frictionlessResult": "FRICTIONLESS_RESULT_OF_TOMORROW",
        "livenessResult": "LIVENESS_RESULT_LIVE",
        "authenticationResult": "AUTHENTICATION_RESULT_UNSPECIFIED",
        "idAgeResult": null,
        "smartRevalidationResult": "",
        "authenticationId": "x",
        "serproResult": { "score": 92 },
        "scoreEngineResult": { "scoreEnabled": "SCORE_ENABLED_TRUE", "score": 0 },
        "deepfakeResult": "DEEPFAKE_RESULT_NO",
        "emptyResult": "",
        "objectResult": { "is": "an answer" },
    }));
    let answers: Vec<_> = details
        .answers()
        .map(|answer| (answer.check().to_string(), answer.word()))
        .collect();
    let answers: Vec<_> = answers
        .iter()
        .map(|(check, word)| (check.as_str(), *word))
        .collect();
    assert_eq!(
        answers,
        [
            ("livenessResult", Some("LIVENESS_RESULT_LIVE")),
            ("identityFraudstersResult", Some("TRUST_RESULT_YES")),
            ("trustResult", Some("TRUST_RESULT_INCONCLUSIVE")),
            ("riskLevelResult", Some("TRUST_RESULT_SUSPICIOUS")),
            (
                "frictionlessResult",
                Some("FRICTIONLESS_RESULT_OF_TOMORROW")
            ),
            ("deepfakeResult", Some("DEEPFAKE_RESULT_NO")),
            ("objectResult", None),
        ]
    );
    let alerts: Vec<Check> = details.alerts().map(|alert| alert.check()).collect();
    assert_eq!(
        alerts,
        [
            Check::IdentityFraudsters,
            Check::RiskLevel,
            Check::Frictionless
        ]
    );
    assert_eq!(details.score().and_then(Score::as_i64), Some(0));
    assert_eq!(info(&json!({})).answers().count(), 0);
    assert_eq!(info(&json!({})).alerts().count(), 0);
}

/// What is inside an unknown member is heard of the process, and is no answer of `authenticationInfo`, whatever its name.
#[test]
fn the_answers_of_the_details_are_those_of_its_own_members() {
    let mut process = process(Some("PROCESS_STATE_FINISHED"), Some("PROCESS_RESULT_OK"));
    process.authentication_info = Some(info(&json!({
        "deepfakeResult": { "deepfakeResult": "DEEPFAKE_RESULT_NO" },
        "checks": { "deepfakeResult": "DEEPFAKE_RESULT_NO" },
    })));
    let details = process.authentication_info.as_ref().unwrap();
    let words: Vec<_> = details.answers().map(|answer| answer.word()).collect();
    assert_eq!(words, [None]);
    let words: Vec<_> = process.answers().map(|answer| answer.word()).collect();
    let inside = Some("DEEPFAKE_RESULT_NO");
    assert_eq!(words.len(), 3);
    assert_eq!(words.iter().filter(|word| **word == inside).count(), 2);
}

#[test]
fn a_score_counts_only_where_it_is_enabled() {
    for (engine, counts) in [
        (
            json!({ "scoreEnabled": "SCORE_ENABLED_TRUE", "score": -40 }),
            true,
        ),
        (
            json!({ "scoreEnabled": "SCORE_ENABLED_TRUE", "score": 0 }),
            true,
        ),
        (
            json!({ "scoreEnabled": "SCORE_ENABLED_FALSE", "score": -40 }),
            false,
        ),
        (
            json!({ "scoreEnabled": "SCORE_ENABLED_UNSPECIFIED", "score": -40 }),
            false,
        ),
        (
            json!({ "scoreEnabled": "SCORE_ENABLED_OF_TOMORROW", "score": -40 }),
            false,
        ),
        (json!({ "scoreEnabled": "", "score": -40 }), false),
        (json!({ "score": -40 }), false),
        (json!({ "scoreEnabled": "SCORE_ENABLED_TRUE" }), false),
        (Value::Null, false),
    ] {
        let details = info(&json!({ "scoreEngineResult": engine }));
        assert_eq!(details.score().is_some(), counts, "{engine}");
    }
}

/// Names and words that this version does not know are text of the body, and may be a person's.
#[test]
fn no_debug_shows_text_of_the_body() {
    let details = info(&json!({
        "livenessResult": "LIVENESS_RESULT_LIVE",
        "authenticationResult": "Luke",
        "trustResult": "LIVENESS_RESULT_LIVE",
        "Skywalker\u{1b}Result": "12345678909",
        "objectResult": { "Luke": 1 },
    }));
    let shown: Vec<String> = details
        .answers()
        .map(|answer| format!("{answer:?}"))
        .collect();
    assert_eq!(
        shown,
        [
            "livenessResult: LIVENESS_RESULT_LIVE",
            "authenticationResult: <4 bytes>",
            "trustResult: <20 bytes>",
            "<16 bytes>: <11 bytes>",
            "<12 bytes>: <JSON>",
        ]
    );

    let mut process = process(Some("PROCESS_STATE_FINISHED"), Some("PROCESS_RESULT_OK"));
    process.authentication_info = Some(details);
    assert!(process.outcome().is_unrecognized());
    let unrecognized = format!("{:?}", process.outcome());
    process.result = Some("PROCESS_RESULT_INVALID_IDENTITY".into());
    let invalid = format!("{:?}", process.outcome());
    let body = json!({ "id": ID, "status": 3, "unicoId": { "result": "Luke" }, "Skywalker": "12345678909" });
    let api: api::Process = serde_json::from_value(body).unwrap();
    let finished = |extra: &str| {
        let body = json!({ "id": ID, "status": 3, "unicoId": { "result": "yes", "Luke": extra } });
        let process: api::Process = serde_json::from_value(body).unwrap();
        format!("{:?}", process.outcome())
    };
    for shown in [
        unrecognized,
        invalid,
        format!("{:?}", api.outcome()),
        finished("Skywalker"),
    ] {
        for text in ["Luke", "Skywalker", "12345678909", "\u{1b}", "objectResult"] {
            assert!(!shown.contains(text), "{shown}");
        }
    }
}

#[test]
fn what_is_built_in_a_test_reads_as_what_arrives() {
    let mut built = api::Process::new(bodies::id());
    built.status = Some(3.into());
    built.unico_id = Some(api::UnicoId::default());
    built.unico_id.as_mut().unwrap().result = Some(api::UnicoIdResult::Yes);
    let read: api::Process = serde_json::from_value(serde_json::to_value(&built).unwrap()).unwrap();
    assert_eq!(built, read);
    assert!(built.verified().is_some());
    built.score = Some(Score::from(10));
    assert!(built.verified().is_none());

    let process = process(Some("PROCESS_STATE_FINISHED"), Some("PROCESS_RESULT_OK"));
    let built = web_sdk::Response::new(process);
    let written: Value = serde_json::to_value(&built).unwrap();
    assert_eq!(
        written["process"]["authenticationInfo"]["livenessResult"],
        "LIVENESS_RESULT_LIVE"
    );
    assert_eq!(built, written.to_string().parse().unwrap());
}
