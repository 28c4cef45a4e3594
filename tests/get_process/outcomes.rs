//! Nothing unknown, unspecified, absent or contradictory reads as verified: over the whole domain, on both contracts.

use idcloud_types::get_process::web_sdk::AuthenticationInfo;
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

/// Every liveness result, and whether a process can be verified beside it.
const LIVENESS: &[(Option<&str>, bool)] = &[
    (None, false),
    (Some(""), false),
    (Some("LIVENESS_RESULT_UNSPECIFIED"), false),
    (Some("LIVENESS_RESULT_LIVE"), true),
    (Some("LIVENESS_RESULT_NOT_LIVE"), false),
    (Some("NOT_LIVE"), false),
    (Some("NO"), false),
    (Some("LIVE"), false),
    (Some("YES"), false),
    (Some("LIVENESS_RESULT_UNSPECIFIE"), false),
    (Some("AUTHENTICATION_RESULT_POSITIVE"), false),
];

/// Every authentication result, and whether a process can be verified beside it.
const AUTHENTICATION: &[(Option<&str>, bool)] = &[
    (None, true),
    (Some(""), true),
    (Some("AUTHENTICATION_RESULT_UNSPECIFIED"), true),
    (Some("AUTHENTICATION_RESULT_POSITIVE"), true),
    (Some("AUTHENTICATION_RESULT_INCONCLUSIVE"), true),
    (Some("AUTHENTICATION_RESULT_NEGATIVE"), false),
    (Some("AUTHENTICATION_RESULT_UNSPECIFIE"), false),
    (Some("NEGATIVE"), false),
    (Some("POSITIVE"), false),
    (Some("UNSPECIFIED"), false),
    (Some("LIVENESS_RESULT_UNSPECIFIED"), false),
];

/// Every result of the alerts, and whether a process can be verified beside it.
const TRUST: &[(Option<&str>, bool)] = &[
    (None, true),
    (Some(""), true),
    (Some("TRUST_RESULT_UNSPECIFIED"), true),
    (Some("TRUST_RESULT_UNSPECIFIE"), true),
    (Some("TRUST_RESULT_INCONCLUSIVE"), true),
    (Some("TRUST_RESULT_YES"), false),
    (Some("TRUST_RESULT_SUSPICIOUS"), false),
    (Some("TRUST_RESULT_UNSPECIFI"), false),
    (Some("SUSPICIOUS"), false),
    (Some("YES"), false),
    (Some("INCONCLUSIVE"), false),
    (Some("RISK_LEVEL_RESULT_UNSPECIFIED"), false),
];

/// The members that hold a trust result.
const ALERTS: &[&str] = &[
    "identityFraudstersResult",
    "trustResult",
    "faceWithOtherIdResult",
    "riskLevelResult",
];

/// The checks of which no answer was ever seen, and their word for nothing.
const SILENT: &[(&str, &str)] = &[
    (
        "bioTokenEngineResult",
        "BIO_TOKEN_ENGINE_RESULT_UNSPECIFIED",
    ),
    (
        "smartRevalidationResult",
        "SMART_REVALIDATION_RESULT_UNSPECIFIED",
    ),
    ("idAgeResult", "ID_AGE_RESULT_UNSPECIFIED"),
    ("frictionlessResult", "FRICTIONLESS_RESULT_UNSPECIFIED"),
];

/// Whether a result says nothing.
fn is_silent(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.is_empty() || text.ends_with("_UNSPECIFIED"))
}

fn process(state: Option<&str>, result: Option<&str>) -> web_sdk::Process {
    let mut process = web_sdk::Process::new(bodies::id());
    process.state = state.map(Into::into);
    process.result = result.map(Into::into);
    process
}

fn info(liveness: Option<&str>, authentication: Option<&str>) -> AuthenticationInfo {
    let mut info = AuthenticationInfo::default();
    info.liveness_result = liveness.map(Into::into);
    info.authentication_result = authentication.map(Into::into);
    info
}

#[test]
fn web_sdk_is_verified_only_when_finished_and_ok_with_info() {
    for &state in STATES {
        for &result in RESULTS {
            let mut process = process(state, result);
            assert_eq!(process.verified(), None, "{state:?} {result:?}");
            process.authentication_info = Some(info(Some("LIVENESS_RESULT_LIVE"), None));
            let is_ok =
                state == Some("PROCESS_STATE_FINISHED") && result == Some("PROCESS_RESULT_OK");
            assert_eq!(process.verified().is_some(), is_ok, "{state:?} {result:?}");
            assert_eq!(process.outcome().is_ok(), is_ok, "{state:?} {result:?}");
        }
    }
}

/// A finished process with an OK, and these members of its info.
fn finished_with(info: &Value) -> web_sdk::Process {
    let body = json!({
        "id": ID,
        "state": "PROCESS_STATE_FINISHED",
        "result": "PROCESS_RESULT_OK",
        "authenticationInfo": info,
    });
    serde_json::from_value(body).unwrap()
}

#[track_caller]
fn assert_verified(info: &Value, is_verified: bool) {
    let process = finished_with(info);
    assert_eq!(process.verified().is_some(), is_verified, "{info}");
    assert_eq!(process.outcome().is_ok(), is_verified, "{info}");
    assert_eq!(process.outcome().is_unrecognized(), !is_verified, "{info}");
}

#[test]
fn web_sdk_is_verified_only_when_live_and_identity_says_nothing_against_it() {
    for &(liveness, may_live) in LIVENESS {
        for &(authentication, may_be_them) in AUTHENTICATION {
            let info =
                json!({ "livenessResult": liveness, "authenticationResult": authentication });
            assert_verified(&info, may_live && may_be_them);
        }
    }
}

#[test]
fn web_sdk_is_verified_only_when_no_alert_says_anything_but_inconclusive() {
    for alert in ALERTS {
        for &(word, may_pass) in TRUST {
            for authentication in [None, Some("AUTHENTICATION_RESULT_POSITIVE")] {
                let mut info = json!({
                    "livenessResult": "LIVENESS_RESULT_LIVE",
                    "authenticationResult": authentication,
                });
                info[*alert] = word.into();
                assert_verified(&info, may_pass);
                // what the others say makes up for nothing
                for other in ALERTS.iter().filter(|other| *other != alert) {
                    info[*other] = "TRUST_RESULT_INCONCLUSIVE".into();
                }
                assert_verified(&info, may_pass);
            }
        }
    }
}

#[test]
fn web_sdk_is_verified_only_when_a_check_without_known_answers_says_nothing() {
    for (member, nothing) in SILENT {
        let answer = |last: &str| nothing.replace("UNSPECIFIED", last);
        for (word, may_pass) in [
            (None, true),
            (Some(String::new()), true),
            (Some(answer("UNSPECIFIED")), true),
            (Some(answer("UNSPECIFIE")), false),
            (Some(answer("POSITIVE")), false),
            (Some(answer("INCONCLUSIVE")), false),
            (Some(answer("OK")), false),
            (Some(answer("YES")), false),
            (Some("UNSPECIFIED".into()), false),
            (Some("TRUST_RESULT_UNSPECIFIED".into()), false),
            (Some("TRUST_RESULT_INCONCLUSIVE".into()), false),
        ] {
            let mut info = json!({
                "livenessResult": "LIVENESS_RESULT_LIVE",
                "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE",
            });
            info[*member] = word.into();
            assert_verified(&info, may_pass);
        }
    }
}

#[test]
fn web_sdk_flows_whose_answers_were_never_seen_are_not_verified() {
    for (flow, member, answer) in [
        (
            "idtoken",
            "bioTokenEngineResult",
            "BIO_TOKEN_ENGINE_RESULT_POSITIVE",
        ),
        ("idage", "idAgeResult", "ID_AGE_RESULT_POSITIVE"),
        (
            "idsmart",
            "smartRevalidationResult",
            "SMART_REVALIDATION_RESULT_POSITIVE",
        ),
    ] {
        let mut process =
            finished_with(&json!({ "livenessResult": "LIVENESS_RESULT_LIVE", member: answer }));
        process.flow = Some(flow.into());
        assert_eq!(
            process.outcome(),
            web_sdk::Outcome::Unrecognized(&process),
            "{flow}"
        );
    }
}

#[test]
fn web_sdk_outcomes_are_those_of_the_published_order() {
    use web_sdk::Outcome;
    let finished = Some("PROCESS_STATE_FINISHED");
    for &state in STATES {
        for &result in RESULTS {
            let process = process(state, result);
            let nothing = is_silent(result);
            let expected = match (state, result) {
                _ if state == finished && result == Some("PROCESS_RESULT_EXPIRED") => {
                    Outcome::Expired
                }
                _ if state == finished && result == Some("PROCESS_RESULT_ERROR") => Outcome::Error,
                _ if state == finished && result == Some("PROCESS_RESULT_INVALID_IDENTITY") => {
                    Outcome::InvalidIdentity(None)
                }
                (Some("PROCESS_STATE_CREATED"), _) if nothing => Outcome::Unfinished,
                (Some("PROCESS_STATE_FAILED"), Some("PROCESS_RESULT_ERROR")) => Outcome::Failed,
                (Some("PROCESS_STATE_FAILED"), _) if nothing => Outcome::Failed,
                _ => Outcome::Unrecognized(&process),
            };
            assert_eq!(process.outcome(), expected, "{state:?} {result:?}");
        }
    }
}

#[test]
fn an_invalid_identity_keeps_its_details() {
    let mut process = process(
        Some("PROCESS_STATE_FINISHED"),
        Some("PROCESS_RESULT_INVALID_IDENTITY"),
    );
    let details = info(Some("LIVENESS_RESULT_NOT_LIVE"), None);
    process.authentication_info = Some(details.clone());
    assert_eq!(
        process.outcome(),
        web_sdk::Outcome::InvalidIdentity(Some(&details))
    );
    assert_eq!(process.verified(), None);
}

fn api_process(status: Option<i64>, result: Option<&str>, liveness: Option<i64>) -> api::Process {
    let mut body = json!({ "id": ID });
    if let Some(status) = status {
        body["status"] = status.into();
    }
    if let Some(result) = result {
        body["unicoId"] = json!({ "result": result });
    }
    if let Some(liveness) = liveness {
        body["liveness"] = liveness.into();
    }
    serde_json::from_value(body).unwrap()
}

#[test]
fn api_is_verified_only_at_3_with_yes_and_no_contradiction() {
    use api::Outcome;

    for status in (-3..10)
        .map(Some)
        .chain([None, Some(i64::MAX), Some(i64::MIN)])
    {
        for result in [
            None,
            Some(""),
            Some("yes"),
            Some("no"),
            Some("inconclusive"),
            Some("YES"),
            Some("true"),
        ] {
            for liveness in [None, Some(1), Some(2), Some(0), Some(3), Some(-1)] {
                let process = api_process(status, result, liveness);
                let is_verified = status == Some(3)
                    && result == Some("yes")
                    && matches!(liveness, None | Some(1));
                let case = format!("{status:?} {result:?} {liveness:?}");
                assert_eq!(process.verified().is_some(), is_verified, "{case}");
                assert_eq!(process.is_final(), matches!(status, Some(3..=5)), "{case}");

                let is_readable = matches!(result, None | Some("" | "no" | "inconclusive"))
                    && matches!(liveness, None | Some(1 | 2));
                match process.outcome() {
                    Outcome::Verified(_) => assert!(is_verified, "{case}"),
                    Outcome::Processing => assert_eq!(status, Some(1), "{case}"),
                    Outcome::Divergence => assert_eq!(status, Some(2), "{case}"),
                    Outcome::Canceled => assert_eq!(status, Some(4), "{case}"),
                    Outcome::Error => assert_eq!(status, Some(5), "{case}"),
                    Outcome::Finished {
                        result: shown,
                        liveness: lived,
                    } => {
                        assert!(status == Some(3) && is_readable, "{case}");
                        assert_eq!(
                            shown.map(api::UnicoIdResult::as_str),
                            result.filter(|text| !text.is_empty())
                        );
                        assert_eq!(lived.map(api::Liveness::as_i64), liveness);
                    }
                    Outcome::Unrecognized(kept) => {
                        assert_eq!(kept, &process, "{case}");
                        let is_unreadable = status == Some(3) && !is_verified && !is_readable;
                        assert!(is_unreadable || !matches!(status, Some(1..=5)), "{case}");
                    }
                    _ => panic!("{case}"),
                }
            }
        }
    }
}

#[test]
fn api_is_verified_only_when_every_check_that_answered_agrees() {
    for (member, value, is_verified) in [
        ("identityFraudsters", json!({}), true),
        ("identityFraudsters", json!({ "result": "" }), true),
        (
            "identityFraudsters",
            json!({ "result": "inconclusive" }),
            true,
        ),
        ("identityFraudsters", json!({ "result": "yes" }), false),
        (
            "identityFraudsters",
            json!({ "result": "suspicious" }),
            false,
        ),
        ("idCloud", json!({ "result": "approved" }), true),
        ("idCloud", json!({ "result": "" }), true),
        ("idCloud", json!({ "result": "denied" }), false),
        ("idCloud", json!({ "result": "critical-risk" }), false),
        ("idCloud", json!({ "result": "high-risk" }), false),
        ("idCloud", json!({ "result": "retry" }), false),
        ("idCloud", json!({ "result": "inconclusive" }), false),
        ("idCloud", json!({ "result": "of-tomorrow" }), false),
        ("score", json!(null), true),
        ("score", json!(100), false),
        ("score", json!(28), false),
        ("score", json!(0), false),
        ("score", json!(-1), false),
        ("score", json!(-0.5), false),
        ("document", json!({ "cpfMatch": true }), true),
        ("document", json!({ "cpfMatch": false }), false),
        ("document", json!({}), true),
        ("government", json!({ "serpro": -2 }), true),
        ("ofTomorrow", json!({ "result": "no" }), true),
    ] {
        let mut body = json!({ "id": ID, "status": 3, "unicoId": { "result": "yes" } });
        body[member] = value.clone();
        let process: api::Process = serde_json::from_value(body).unwrap();
        assert_eq!(
            process.verified().is_some(),
            is_verified,
            "{member} {value}"
        );
        assert_eq!(
            process.outcome().is_unrecognized(),
            !is_verified,
            "{member} {value}"
        );
    }
}

/// The published matrices, as far as they were seen: no row but those with a result of OK reads as verified.
#[test]
fn what_the_matrices_refuse_or_retry_for_want_of_an_answer_is_not_verified() {
    for (result, liveness, authentication) in [
        (
            "PROCESS_RESULT_OK",
            "LIVENESS_RESULT_UNSPECIFIED",
            "AUTHENTICATION_RESULT_UNSPECIFIED",
        ),
        (
            "PROCESS_RESULT_INVALID_IDENTITY",
            "LIVENESS_RESULT_LIVE",
            "AUTHENTICATION_RESULT_UNSPECIFIED",
        ),
        (
            "PROCESS_RESULT_INVALID_IDENTITY",
            "LIVENESS_RESULT_NOT_LIVE",
            "AUTHENTICATION_RESULT_UNSPECIFIED",
        ),
        (
            "PROCESS_RESULT_INVALID_IDENTITY",
            "LIVENESS_RESULT_LIVE",
            "AUTHENTICATION_RESULT_NEGATIVE",
        ),
    ] {
        let mut process = process(Some("PROCESS_STATE_FINISHED"), Some(result));
        process.authentication_info = Some(info(Some(liveness), Some(authentication)));
        assert_eq!(process.verified(), None);
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

    let mut built = web_sdk::Response::new(process(
        Some("PROCESS_STATE_FINISHED"),
        Some("PROCESS_RESULT_OK"),
    ));
    built.process.authentication_info = Some(info(Some("LIVENESS_RESULT_LIVE"), None));
    let written: Value = serde_json::to_value(&built).unwrap();
    assert_eq!(
        written["process"]["authenticationInfo"]["livenessResult"],
        "LIVENESS_RESULT_LIVE"
    );
    assert_eq!(built, written.to_string().parse().unwrap());
}
