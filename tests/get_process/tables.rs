//! The documented tables, read from the files that the documentation shows, against the code.

use std::collections::BTreeSet;

use idcloud_types::Flow;
use idcloud_types::ProcessState;
use idcloud_types::get_process::{
    Check, CheckKind, CheckResult, Contract, Criteria, Meaning, ProcessResult, api, web_sdk,
};
use serde_json::{Map, json};
use strum::VariantArray;

use crate::bodies::{self, ID};

const CHECKS: &str = include_str!("../../src/get_process/check.md");
const OUTCOMES: &str = include_str!("../../src/get_process/outcome.md");
const FLOWS: &str = include_str!("../../src/get_process/criteria.md");

/// The rows of the table whose first header is this one.
fn table<'a>(text: &'a str, header: &str) -> Vec<Vec<&'a str>> {
    let start = format!("| {header} |");
    let mut lines = text.lines().skip_while(|line| !line.starts_with(&start));
    assert!(lines.next().is_some(), "no table of {header}");
    let rows = lines.skip(1).take_while(|line| line.starts_with('|'));
    rows.map(|line| {
        let cells = line.trim_matches('|').split('|');
        cells.map(str::trim).collect()
    })
    .collect()
}

/// What a cell has between backticks.
fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The values of a part such as "fails: `2`", with what they mean.
fn values(part: &str) -> Vec<(&str, Meaning)> {
    let Some((meaning, values)) = part.split_once(": ") else {
        assert_eq!(part, "none documented");
        return Vec::new();
    };
    let meaning = match meaning {
        "passes" => Meaning::Passes,
        "inconclusive" => Meaning::Inconclusive,
        "fails" => Meaning::Fails,
        "alert" => Meaning::Alert,
        other => panic!("{other} is not a meaning"),
    };
    names(values)
        .into_iter()
        .map(|value| (value, meaning))
        .collect()
}

#[test]
fn checks_have_the_documented_values_and_meanings() {
    let rows = table(CHECKS, "check");
    let documented: Vec<&str> = rows.iter().flat_map(|row| names(row[0])).collect();
    let known: Vec<&str> = Check::KNOWN.iter().map(Check::as_str).collect();
    assert_eq!(documented, known);
    for (row, check) in rows.iter().zip(Check::KNOWN) {
        let documented: Vec<(&str, Meaning)> = row[1].split("; ").flat_map(values).collect();
        assert_eq!(check.values(), documented, "{check}");
    }
}

/// The known values of a check, except those that mean no result.
fn vocabulary(check: &Check) -> BTreeSet<String> {
    fn of<V: ToString>(known: &[V]) -> Vec<String> {
        known.iter().map(ToString::to_string).collect()
    }
    let known = match check {
        Check::LivenessResult => of(web_sdk::LivenessResult::KNOWN),
        Check::AuthenticationResult => of(web_sdk::AuthenticationResult::KNOWN),
        Check::BioTokenEngineResult => of(web_sdk::BioTokenEngineResult::KNOWN),
        Check::SmartRevalidationResult => of(web_sdk::SmartRevalidationResult::KNOWN),
        Check::IdAgeResult => of(web_sdk::IdAgeResult::KNOWN),
        Check::IdentityFraudstersResult
        | Check::TrustResult
        | Check::FaceWithOtherIdResult
        | Check::RiskLevelResult => of(web_sdk::TrustResult::KNOWN),
        Check::FrictionlessResult => of(web_sdk::FrictionlessResult::KNOWN),
        Check::UnicoId => of(api::UnicoIdResult::KNOWN),
        Check::Liveness => of(api::Liveness::KNOWN),
        Check::IdCloud => of(api::IdCloudResult::KNOWN),
        Check::FaceMatch => of(api::FaceMatch::KNOWN),
        Check::SilentAuth => of(api::SilentAuthResult::KNOWN),
        Check::IdFace => of(api::IdFaceResult::KNOWN),
        Check::IdentityFraudsters => of(api::IdentityFraudstersResult::KNOWN),
        Check::FaceWithOtherId => of(api::FaceWithOtherIdResult::KNOWN),
        Check::Trust => of(api::TrustResult::KNOWN),
        other => panic!("name the vocabulary of {other}"),
    };
    let is_no_result = |value: &String| {
        value.ends_with("_UNSPECIFIED") || (*check == Check::FaceMatch && value == "0")
    };
    known
        .into_iter()
        .filter(|value| !is_no_result(value))
        .collect()
}

#[test]
fn every_known_value_of_a_vocabulary_has_a_meaning() {
    for check in Check::KNOWN {
        let values: BTreeSet<String> = check
            .values()
            .iter()
            .map(|(value, _)| (*value).into())
            .collect();
        assert_eq!(values, vocabulary(check), "{check}");
    }
}

#[test]
fn flows_require_the_documented_checks() {
    let criteria = Criteria::default();
    let mut listed = BTreeSet::new();
    for row in table(FLOWS, "requires") {
        let checks = names(row[0]);
        for flow in names(row[1]) {
            let required = criteria.required(&Flow::from(flow));
            let required =
                required.map(|checks| checks.iter().map(Check::as_str).collect::<Vec<_>>());
            assert_eq!(required.unwrap_or_default(), checks, "{flow}");
            assert!(listed.insert(flow), "{flow} is listed twice");
        }
    }
    for flow in Flow::KNOWN {
        assert!(listed.contains(flow.as_str()), "{flow} is not documented");
    }
    assert_eq!(criteria.required(&"tomorrow".into()), None);
    assert_eq!(criteria.api_required(), [Check::UnicoId]);
    assert!(FLOWS.contains("The API contract requires `unicoId`."));
}

/// The label of the outcome of a response that is not decided by its checks, else `by the checks`.
fn label(outcome: &idcloud_types::get_process::Outcome) -> &'static str {
    match outcome.as_str() {
        // without any check, one that is required has no result
        "unanswered" => "by the checks",
        label => label,
    }
}

#[test]
fn states_and_results_have_the_documented_outcomes() {
    let rows = table(OUTCOMES, "`state`");
    let states = ProcessState::KNOWN.iter().map(ProcessState::as_str);
    let results = ProcessResult::KNOWN.iter().map(ProcessResult::as_str);
    let results: Vec<_> = results
        .map(Some)
        .chain([None, Some(""), Some("TOMORROW")])
        .collect();
    for state in states.map(Some).chain([None, Some(""), Some("TOMORROW")]) {
        for result in &results {
            let short_state = state
                .unwrap_or_default()
                .trim_start_matches("PROCESS_STATE_");
            let short_result = match *result {
                None | Some("" | "PROCESS_RESULT_UNSPECIFIED") => "none",
                Some(result) => result.trim_start_matches("PROCESS_RESULT_"),
            };
            let documented = rows.iter().find(|row| {
                let is_result = names(row[1]).contains(&short_result)
                    || (short_result == "none" && row[1].starts_with("none"));
                names(row[0]).contains(&short_state) && is_result
            });
            let documented = documented.map_or("unrecognized", |row| row[2]);
            let mut process = json!({ "id": ID, "flow": "id", "state": state, "result": result });
            process
                .as_object_mut()
                .unwrap()
                .retain(|_, value| !value.is_null());
            let body = json!({ "process": process }).to_string();
            let outcome = body.parse::<web_sdk::Response>().unwrap().outcome();
            assert_eq!(label(&outcome), documented, "{body}");
        }
    }
}

#[test]
fn statuses_have_the_documented_outcomes() {
    let rows = table(OUTCOMES, "`status`");
    for status in -1..9 {
        let documented = rows
            .iter()
            .find(|row| row[0].split(", ").any(|cell| cell == status.to_string()));
        let documented = documented.map_or("unrecognized", |row| row[1]);
        let body = json!({ "id": ID, "status": status }).to_string();
        let outcome = body.parse::<api::Process>().unwrap().outcome();
        assert_eq!(label(&outcome), documented, "{body}");
    }
    let body = json!({ "id": ID }).to_string();
    assert_eq!(
        body.parse::<api::Process>().unwrap().outcome().as_str(),
        "unrecognized"
    );
}

/// One body for each line of the order, beside which every later line applies too.
#[test]
fn the_order_of_evaluation_is_the_documented_one() {
    let documented: Vec<&str> = table(OUTCOMES, "| when").iter().map(|row| row[2]).collect();
    let bodies = [
        json!({ "unicoId": { "result": "tomorrow" }, "liveness": 2, "score": -1 }),
        json!({ "unicoId": { "result": "yes" }, "liveness": 2, "score": -1 }),
        json!({ "liveness": 2, "score": -1 }),
        json!({ "liveness": 0, "score": -1 }),
        json!({ "unicoId": { "result": "yes" }, "score": 0 }),
        json!({ "unicoId": { "result": "yes" }, "score": -1 }),
    ];
    let seen = bodies.map(|mut body| {
        body["id"] = json!(ID);
        body["status"] = json!(3);
        body.to_string()
            .parse::<api::Process>()
            .unwrap()
            .outcome()
            .as_str()
    });
    assert_eq!(documented, seen);
}

#[test]
fn contracts_have_these_labels() {
    let labels: Vec<&str> = Contract::VARIANTS
        .iter()
        .map(|contract| contract.as_str())
        .collect();
    assert_eq!(labels, ["web_sdk", "api"]);
    let displayed = Contract::VARIANTS.iter().map(ToString::to_string);
    assert!(displayed.eq(labels));
}

#[test]
fn alerts_are_those_of_the_docs() {
    let alerts = [
        "identityFraudstersResult",
        "trustResult",
        "faceWithOtherIdResult",
        "riskLevelResult",
        "frictionlessResult",
        "identityFraudsters",
        "faceWithOtherId",
        "trust",
    ];
    for check in Check::KNOWN {
        let is_alert = alerts.contains(&check.as_str());
        let kind = if is_alert {
            CheckKind::Alert
        } else {
            CheckKind::Question
        };
        assert_eq!(
            (check.kind(), check.is_alert()),
            (Some(kind), is_alert),
            "{check}"
        );
    }
    assert_eq!(
        (
            Check::from("deepfakeResult").kind(),
            Check::from("deepfakeResult").is_alert()
        ),
        (None, false)
    );
}

/// Each alert that is raised or can't be read, and no question, in whatever way it does not pass.
#[test]
fn alerts_of_a_response_are_those_that_do_not_pass() {
    let of = |contract: Contract| {
        let checks = Check::KNOWN
            .iter()
            .filter(move |check| check.contract() == Some(contract));
        checks.map(Check::as_str).collect::<Vec<_>>()
    };
    let names = |alerts: Vec<CheckResult>| {
        let names = alerts.iter().map(|alert| alert.check().to_string());
        names.collect::<Vec<_>>()
    };
    let is_alert = |check: &&str| Check::from(*check).is_alert();
    for value in [
        "TOMORROW",
        "TRUST_RESULT_YES",
        "TRUST_RESULT_INCONCLUSIVE",
        "",
    ] {
        let checks = of(Contract::WebSdk);
        let members: Map<_, _> = checks
            .iter()
            .map(|check| ((*check).to_owned(), json!(value)))
            .collect();
        let body = json!({ "process": { "id": ID, "authenticationInfo": members } }).to_string();
        let alerts = body.parse::<web_sdk::Response>().unwrap().alerts();
        let expected = checks
            .into_iter()
            .filter(is_alert)
            .filter(|check| match value {
                "TOMORROW" | "TRUST_RESULT_YES" => true,
                // which is not a documented value of this one
                "TRUST_RESULT_INCONCLUSIVE" => *check == "frictionlessResult",
                _ => false,
            });
        assert_eq!(names(alerts), expected.collect::<Vec<_>>(), "{value}");
    }
    for (value, raised) in [
        (
            "tomorrow",
            ["identityFraudsters", "faceWithOtherId", "trust"].as_slice(),
        ),
        ("yes", &["identityFraudsters", "faceWithOtherId", "trust"]),
        ("no", &["identityFraudsters", "faceWithOtherId", "trust"]),
        ("inconclusive", &[]),
        ("", &[]),
    ] {
        let objects = of(Contract::Api)
            .into_iter()
            .filter(|check| !["liveness", "faceMatch"].contains(check));
        let mut body: Map<_, _> = objects
            .map(|check| (check.to_owned(), json!({ "result": value })))
            .collect();
        body.insert("id".into(), json!(ID));
        let alerts = json!(body)
            .to_string()
            .parse::<api::Process>()
            .unwrap()
            .alerts();
        assert_eq!(names(alerts), raised, "{value}");
    }
}

/// In any case, and behind any `_RESULT_`. Criteria tell what a value means by what they refuse.
#[test]
fn short_forms_fail_or_raise_the_alert_of_some_checks() {
    let (no, yes): (&[&str], &[&str]) = (&["NO", "NEGATIVE", "NOT_LIVE"], &["YES", "SUSPICIOUS"]);
    for check in Check::KNOWN {
        let (bad, meaning): (&[&str], _) = match check {
            Check::LivenessResult
            | Check::AuthenticationResult
            | Check::BioTokenEngineResult
            | Check::SmartRevalidationResult
            | Check::IdAgeResult
            | Check::UnicoId
            | Check::Liveness
            | Check::FaceMatch => (no, "means that the check fails; remove it"),
            Check::IdentityFraudstersResult
            | Check::TrustResult
            | Check::FaceWithOtherIdResult
            | Check::RiskLevelResult
            | Check::IdentityFraudsters
            | Check::FaceWithOtherId => (yes, "means that the alert is raised; remove it"),
            Check::Trust => (&["NO"], "means that the alert is raised; remove it"),
            _ => (&[], ""),
        };
        for form in [no, yes].concat() {
            for value in [
                form.to_owned(),
                form.to_lowercase(),
                format!("ANY_result_{form}"),
            ] {
                let accepted = Criteria::default().accept(check, [&value]);
                match accepted {
                    Ok(_) => assert!(!bad.contains(&form), "{check} accepts {value}"),
                    Err(error) => {
                        assert!(bad.contains(&form), "{error}");
                        assert!(error.to_string().ends_with(meaning), "{error}");
                    }
                }
            }
        }
    }
}

/// As `check.md` says: the name of a check in capitals, `_RESULT` once, and `_UNSPECIFIED`.
#[test]
fn an_unknown_check_has_no_result_by_these_values_alone() {
    for (value, has_result) in [
        ("", false),
        ("UNSPECIFIED", false),
        ("unspecified", false),
        ("TRUST_RESULT_UNSPECIFIE", false),
        ("trust_result_unspecifie", false),
        ("DEEPFAKE_RESULT_UNSPECIFIED", false),
        ("DEEP_FAKE_RESULT_UNSPECIFIED", false),
        ("Deep_Fake_Result_Unspecified", false),
        ("_UNSPECIFIED", true),
        ("_RESULT_UNSPECIFIED", true),
        ("RESULT_UNSPECIFIED", true),
        ("_A_RESULT_UNSPECIFIED", true),
        ("A_RESULT_RESULT_UNSPECIFIED", true),
        ("A_RESULT_YES_RESULT_UNSPECIFIED", true),
        ("A1_RESULT_UNSPECIFIED", true),
        ("A-B_RESULT_UNSPECIFIED", true),
        ("A B_RESULT_UNSPECIFIED", true),
        (" A_RESULT_UNSPECIFIED", true),
        ("A_UNSPECIFIED", true),
        ("A_RESULT_YES_UNSPECIFIED", true),
        ("UNSPECIFIED ", true),
        ("TRUST_RESULT_UNSPECIFI", true),
        ("\u{e9}NSPECIFIED", true),
    ] {
        let body = json!({ "id": ID, "deepfake": { "result": value } }).to_string();
        let checks = body.parse::<api::Process>().unwrap().checks();
        assert_eq!(!checks.is_empty(), has_result, "{value:?}");
        let accepted = Criteria::default().accept("deepfake", [value]);
        // which criteria trim
        let is_accepted = has_result && value.trim() == value;
        assert_eq!(accepted.is_ok(), is_accepted, "{value:?}");
    }
}

/// For a known check: in any case, but whole, and with the prefix of its own values.
#[test]
fn a_known_check_has_no_result_by_these_strings_alone() {
    let process = json!({ "id": ID, "flow": "id", "state": "PROCESS_STATE_FINISHED" });
    let has_result = |name: &str, value: &str| {
        let mut body = json!({ "process": process });
        body["process"]["authenticationInfo"] = json!({ name: value });
        let response: web_sdk::Response = serde_json::from_value(body).unwrap();
        !response.checks().is_empty()
    };
    for (name, prefix) in [
        ("livenessResult", "LIVENESS_RESULT"),
        ("identityFraudstersResult", "TRUST_RESULT"),
        ("bioTokenEngineResult", "BIO_TOKEN_ENGINE_RESULT"),
    ] {
        let unspecified = format!("{prefix}_UNSPECIFIED");
        for silence in ["", "UNSPECIFIED", "TRUST_RESULT_UNSPECIFIE", &unspecified] {
            assert!(!has_result(name, silence), "{name}: {silence}");
            let silence = silence.to_ascii_lowercase();
            assert!(!has_result(name, &silence), "{name}: {silence}");
        }
        for result in [
            " ",
            "_UNSPECIFIED",
            "__UNSPECIFIED",
            "_RESULT_UNSPECIFIED",
            "XUNSPECIFIED",
            " UNSPECIFIED",
            "UNSPECIFIED ",
            "UNSPECIFIE",
            "TRUST_RESULT_UNSPECIFI",
            &format!("{prefix}UNSPECIFIED"),
            &format!("{prefix}__UNSPECIFIED"),
            &format!("{prefix}_X_UNSPECIFIED"),
            &format!("{prefix}_RESULT_UNSPECIFIED"),
            &format!("X {unspecified}"),
            &format!(" {unspecified}"),
            &format!("{unspecified} "),
        ] {
            assert!(has_result(name, result), "{name}: {result:?}");
        }
    }
}

#[test]
fn a_member_result_is_that_of_its_object_trimmed_and_in_any_case() {
    for name in [
        "result",
        "Result",
        "RESULT",
        " result ",
        "results",
        "Results\t",
    ] {
        let object = json!({ name: "clear" });
        for value in [
            object.clone(),
            json!([object]),
            json!({ "x": 1, name: "clear" }),
        ] {
            let mut process = web_sdk::Process::new(bodies::id());
            process.extra.insert("tomorrow".to_owned(), value.clone());
            let checks = web_sdk::Response::new(process).checks();
            let shown: Vec<_> = checks.iter().map(ToString::to_string).collect();
            assert_eq!(shown, ["tomorrow: clear"], "{value}");
        }
    }
}

#[test]
fn the_value_of_a_detected_check_is_a_string_or_an_integer() {
    for (value, text) in [
        (json!("clear"), Some("clear")),
        (json!(7), Some("7")),
        (json!(-7), Some("-7")),
        (json!(u64::MAX), Some("18446744073709551615")),
        (json!(1.5), None),
        (json!(true), None),
        (json!([]), None),
        (json!({}), None),
    ] {
        let body = json!({ "id": ID, "deepfakeResult": value }).to_string();
        let checks = body.parse::<api::Process>().unwrap().checks();
        let values: Vec<_> = checks.iter().map(CheckResult::value).collect();
        assert_eq!(values, [text], "{value}");
    }
}

#[test]
fn a_verified_process_has_its_id_its_flow_and_its_contract() {
    let body = json!({ "process": {
        "id": ID, "flow": "idlive", "state": "PROCESS_STATE_FINISHED", "result": "PROCESS_RESULT_OK",
        "authenticationInfo": { "livenessResult": "LIVENESS_RESULT_LIVE" },
    }});
    let response: web_sdk::Response = body.to_string().parse().unwrap();
    let body = json!({ "id": ID, "status": 3, "unicoId": { "result": "yes" } });
    let process: api::Process = body.to_string().parse().unwrap();
    let criteria = Criteria::default();
    for (verified, flow, contract) in [
        (response.verified(), Some(&Flow::IdLive), Contract::WebSdk),
        (
            response.verified_by(&criteria),
            Some(&Flow::IdLive),
            Contract::WebSdk,
        ),
        (process.verified(), None, Contract::Api),
        (process.verified_by(&criteria), None, Contract::Api),
    ] {
        let verified = verified.unwrap();
        assert_eq!(
            (verified.process_id(), verified.flow(), verified.contract()),
            (bodies::id(), flow, contract)
        );
    }
}

#[test]
fn an_outcome_is_written_with_the_check_that_it_names() {
    for (members, line) in [
        (json!({ "unicoId": { "result": "yes" } }), "verified"),
        (
            json!({ "unicoId": { "result": "no" } }),
            "invalid_identity: unicoId",
        ),
        (json!({}), "unanswered: unicoId"),
        (
            json!({ "unicoId": { "result": "inconclusive" } }),
            "inconclusive",
        ),
        (
            json!({ "status": 9 }),
            "unrecognized: this version does not know what `status` 9 means; no entry allows it",
        ),
    ] {
        let mut body = members;
        body["id"] = json!(ID);
        if body.get("status").is_none() {
            body["status"] = json!(3);
        }
        let outcome = body.to_string().parse::<api::Process>().unwrap().outcome();
        assert_eq!(outcome.to_string(), line);
    }
    let hidden = Criteria::default().require_api(["Maria da Silva"]).unwrap();
    let process: api::Process = json!({ "id": ID, "status": 3 })
        .to_string()
        .parse()
        .unwrap();
    assert_eq!(
        process.outcome_by(&hidden).to_string(),
        "unanswered: <14 bytes>"
    );
}

/// A known value, a short form, lower-case letters, capitals with the prefix of the check, or up to five digits.
#[test]
fn a_log_shows_the_value_of_a_check_only_if_it_looks_like_the_platform_s() {
    for (check, value, is_shown) in [
        ("livenessResult", "LIVENESS_RESULT_LIVE", true),
        ("livenessResult", "LIVENESS_RESULT_TOMORROW", true),
        ("livenessResult", "LIVENESS_RESULT_2", false),
        ("livenessResult", "LIVENESS_RESULTS", false),
        ("livenessResult", "AUTHENTICATION_RESULT_TOMORROW", false),
        ("livenessResult", "NOT_LIVE", true),
        ("livenessResult", "Not_Live", true),
        ("livenessResult", "MARIA_RESULT_NOT_LIVE", false),
        ("livenessResult", "maria_result_no", false),
        ("livenessResult", "MARIA", false),
        ("livenessResult", "low-risk", true),
        ("livenessResult", "maria silva", false),
        ("livenessResult", "12345", true),
        ("livenessResult", "123456", false),
        ("trustResult", "SUSPICIOUS", true),
        ("frictionlessResult", "SUSPICIOUS", false),
        ("unicoId", "NEGATIVE", true),
        ("unicoId", "MARIA_RESULT_NO", false),
        ("idFace", "NOT_FOUND", true),
        ("idFace", "MARIA", false),
        ("tomorrowResult", "TOMORROW_RESULT_NO", true),
        ("tomorrowResult", "NEGATIVE", false),
    ] {
        let body = json!({ "id": ID, check: { "result": value } }).to_string();
        let checks = body.parse::<api::Process>().unwrap().checks();
        let shown = if is_shown {
            value.to_owned()
        } else {
            format!("<{} bytes>", value.len())
        };
        assert_eq!(checks[0].to_string(), format!("{check}: {shown}"));
    }
}
