//! What it says about a body, for people and for scripts.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::{ID, ROOT, body, invalid, ok, run};

fn finished(members: &str) -> String {
    body(&format!(
        r#""state":"PROCESS_STATE_FINISHED","flow":"id",{members}"#
    ))
}

fn web_sdk(flow: &str, members: &str) -> String {
    format!(
        r#"{{"process":{{"id":"{ID}","flow":"{flow}","state":"PROCESS_STATE_FINISHED","result":"PROCESS_RESULT_OK",
        "authenticationInfo":{{{members}}}}}}}"#
    )
}

fn api(members: &str) -> String {
    format!(r#"{{"id":"{ID}","status":3,{members}}}"#)
}

fn config(directory: &Path, text: &str) -> PathBuf {
    let path = directory.join("service.toml");
    fs::write(&path, text).unwrap();
    path
}

/// The report about one body, without its heading.
#[track_caller]
fn report(arguments: &[&str], body: &str) -> String {
    let arguments = [arguments, &["-"]].concat();
    let (_, out, _) = run(&arguments, body);
    out.trim_start_matches("standard input\n").to_owned()
}

/// The objects that it writes for scripts.
#[track_caller]
fn json_lines(arguments: &[&str], body: &str) -> Vec<Value> {
    let arguments = [arguments, &["--json", "-"]].concat();
    let (_, out, _) = run(&arguments, body);
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_delivery_has_its_outcome_and_its_members() {
    assert_eq!(
        report(
            &[],
            &finished(r#""result":"expired","lastEvent":"EVENT_TYPE_QR_CODE_READ""#)
        ),
        format!(
            "  outcome      expired: not completed in time; it stopped at the last event\n  \
             process      {ID}\n  \
             state        PROCESS_STATE_FINISHED\n  \
             flow         id\n  \
             result       expired\n  \
             last event   EVENT_TYPE_QR_CODE_READ\n               QR code was read\n\n"
        )
    );
}

#[test]
fn unknown_values_of_a_delivery_are_listed_with_their_paths_and_escaped() {
    let payload = r#""state":"S\u001b[31m","flow":"F\n","result":"OK","lastEvent":"L","lastEventDescription":"D\u202e","m\u0007":"\u007f""#;
    let out = report(&[], &body(payload));
    for line in [
        "  outcome      unrecognized: not a success: ask GetProcess\n",
        "  state        S\\u{1b}[31m\n",
        "  flow         F\\n\n",
        "  last event   L\n",
        "               D\\u{202e}\n",
        "  unknown      value at `state`: \"S\\u001b[31m\"\n",
        "  unknown      value at `flow`: \"F\\n\"\n",
        "  unknown      value at `result`: \"OK\", which differs from `ok` only in case\n",
        "  unknown      value at `lastEvent`: \"L\"\n",
        "  unknown      member `m\\u{7}`: \"\\u{7f}\"\n",
    ] {
        assert!(out.contains(line), "{line}{out}");
    }
}

#[test]
fn every_violation_is_named() {
    let out = report(&[], &finished(r#""lastEvent":"ok""#));
    assert!(
        out.ends_with(
            "  violation    `result` is missing although `state` is `PROCESS_STATE_FINISHED`\n  \
             violation    `lastEvent` is present although `result` is not `expired`\n  \
             violation    `lastEvent` holds a webhook result code\n  \
             what to do   acknowledge it, keep it and ask GetProcess\n\n"
        ),
        "{out}"
    );
}

#[test]
fn both_contracts_have_one_layout() {
    assert_eq!(
        report(
            &[],
            &web_sdk(
                "id",
                r#""livenessResult":"LIVENESS_RESULT_LIVE","authenticationResult":"AUTHENTICATION_RESULT_INCONCLUSIVE",
                "identityFraudstersResult":"TRUST_RESULT_YES","trustResult":"TRUST_RESULT_INCONCLUSIVE",
                "scoreEngineResult":{"scoreEnabled":"SCORE_ENABLED_TRUE","score":85.5}"#
            )
        ),
        format!(
            "  outcome      inconclusive: neither a yes nor a no: weigh the score and the alerts\n  \
             message      GetProcess, Web & SDK contract\n  \
             process      {ID}\n  \
             state        PROCESS_STATE_FINISHED\n  \
             flow         id\n  \
             result       PROCESS_RESULT_OK\n  \
             required     livenessResult: LIVENESS_RESULT_LIVE, accepted\n  \
             required     authenticationResult: AUTHENTICATION_RESULT_INCONCLUSIVE, not accepted\n  \
             alert        identityFraudstersResult: TRUST_RESULT_YES, alert\n  \
             alert        trustResult: TRUST_RESULT_INCONCLUSIVE, no alert\n  \
             score        85.5\n\n"
        )
    );
    assert_eq!(
        report(
            &[],
            &api(
                r#""liveness":2,"identityFraudsters":{"result":"inconclusive"},"unicoId":{"result":"inconclusive"}"#
            )
        ),
        format!(
            "  outcome      invalid identity: a check failed\n  \
             message      GetProcess, API contract\n  \
             process      {ID}\n  \
             status       3\n  \
             required     unicoId: inconclusive, not accepted\n  \
             check        liveness: 2, not accepted\n  \
             alert        identityFraudsters: inconclusive, no alert\n\n"
        )
    );
}

#[test]
fn a_required_check_without_a_result_is_named() {
    let out = report(
        &[],
        &web_sdk("id", r#""livenessResult":"LIVENESS_RESULT_LIVE""#),
    );
    assert!(
        out.starts_with("  outcome      unanswered: a required check has no result"),
        "{out}"
    );
    assert!(
        out.contains("  required     authenticationResult: no result\n"),
        "{out}"
    );
}

#[test]
fn every_outcome_of_a_response_is_explained() {
    let process = |state: &str, result: &str| {
        format!(
            r#"{{"process":{{"id":"{ID}","flow":"id","state":"PROCESS_STATE_{state}","result":"PROCESS_RESULT_{result}"}}}}"#
        )
    };
    for (body, outcome) in [
        (
            process("FINISHED", "OK"),
            "unanswered: a required check has no result",
        ),
        (
            process("FINISHED", "EXPIRED"),
            "expired: not completed in time",
        ),
        (
            process("FINISHED", "INVALID_IDENTITY"),
            "invalid identity: the platform refused the identity",
        ),
        (
            process("FINISHED", "ERROR"),
            "error: no result could be determined",
        ),
        (
            process("FAILED", "ERROR"),
            "failed: there will be no result",
        ),
        (
            process("CREATED", "UNSPECIFIED"),
            "unfinished: there is no result yet",
        ),
        (process("OF_TOMORROW", "OK"), "unrecognized: not a success"),
        (
            api(r#""unicoId":{"result":"yes"}"#),
            "verified: every required check passed",
        ),
        (
            api(r#""unicoId":{"result":"no"}"#),
            "invalid identity: a check failed",
        ),
        (
            format!(r#"{{"id":"{ID}","status":4}}"#),
            "canceled: there will be no result",
        ),
        (
            format!(r#"{{"id":"{ID}","status":9}}"#),
            "unrecognized: not a success",
        ),
    ] {
        let out = report(&[], &body);
        assert!(
            out.starts_with(&format!("  outcome      {outcome}")),
            "{outcome}: {out}"
        );
    }
}

#[test]
fn a_reason_names_the_entry_that_would_change_it_and_that_entry_does() {
    let directory = tempfile::tempdir().unwrap();
    for (body, reason, entry) in [
        (
            web_sdk(
                "idlive",
                r#""livenessResult":"LIVENESS_RESULT_LIVE","tomorrowResult":"TOMORROW_RESULT_CLEAR""#,
            ),
            "  reason       `tomorrowResult` is TOMORROW_RESULT_CLEAR: this version does not know the check\n               \
             if the platform confirms that it passes: `tomorrowResult = [\"TOMORROW_RESULT_CLEAR\"]` in `[criteria.accepts]`\n               \
             if it is not a check: `\"tomorrowResult\"` in `ignores` of `[criteria]`\n",
            "[criteria.accepts]\ntomorrowResult = [\"TOMORROW_RESULT_CLEAR\"]\n",
        ),
        (
            api(r#""unicoId":{"result":"yes"},"tomorrow":{"result":"clear"}"#),
            "  reason       `tomorrow` is clear: this version does not know the check\n",
            "[criteria]\nignores = [\"tomorrow.result\"]\n",
        ),
    ] {
        let out = report(&[], &body);
        assert!(out.starts_with("  outcome      unrecognized: "), "{out}");
        assert!(out.contains(reason), "{reason}{out}");
        let config = config(directory.path(), entry);
        let out = report(&["--config", config.to_str().unwrap()], &body);
        assert!(out.starts_with("  outcome      verified: "), "{out}");
        assert!(!out.contains("  reason  "), "{out}");
    }
}

#[test]
fn a_response_shows_nothing_personal() {
    for file in [
        "web-sdk-current-cut",
        "web-sdk-idlive-2024-12",
        "web-sdk-idunicosign-2025-cut",
        "api-full",
        "api-yes",
        "api-error",
    ] {
        let path = format!("examples/payloads/getprocess-{file}.json");
        let body = fs::read_to_string(Path::new(ROOT).join(&path)).unwrap();
        // and with what no version knows
        let unknown = body
            .replace("\"flow\": \"id", "\"flow\": \"Luke")
            .replacen(
                '{',
                r#"{"deepfake\nResult":"of Luke","Luke 12345678909":"_RESULT_12345678909","#,
                1,
            )
            .replace("\"LIVENESS_RESULT_LIVE\"", "\"of Luke\"");
        for body in [body, unknown] {
            for arguments in [&["-"][..], &["--json", "-"]] {
                let (code, out, _) = run(arguments, body.clone());
                assert_eq!(code, 0, "{out}");
                for secret in [
                    "12345678909",
                    "73689290074",
                    "Skywalker",
                    "luke",
                    "Luke",
                    "5511999995555",
                    "eyJ",
                    "https:",
                    "John",
                    "5478854",
                ] {
                    assert!(!out.contains(secret), "{secret}: {out}");
                }
            }
        }
    }
}

#[test]
fn unknown_values_of_a_response_have_their_paths() {
    let body = web_sdk(
        "id",
        r#""livenessResult":"liveness_result_live","attempt":2"#,
    );
    let out = report(&[], &body);
    for line in [
        "  unknown      value at `process.authenticationInfo.livenessResult`: <20 bytes>, \
         which differs from `LIVENESS_RESULT_LIVE` only in case\n",
        "  unknown      member `process.authenticationInfo.attempt`\n",
    ] {
        assert!(out.contains(line), "{line}{out}");
    }
}

#[test]
fn other_messages_are_named() {
    let bare = format!(
        r#"{{"id":"{ID}","state":"PROCESS_STATE_FINISHED","result":"PROCESS_RESULT_EXPIRED"}}"#
    );
    for (body, code, text) in [
        (
            bare.as_str(),
            0,
            "  outcome      expired: not completed in time: offer a new process\n  message      GetProcess, Web & SDK contract\n",
        ),
        (
            r#"{"code":5,"message":"process of Luke not found"}"#,
            0,
            "  outcome      error: the call failed: look at its HTTP status\n  message      GetProcess, error\n",
        ),
        (
            r#"{"Id":"x","Status":3}"#,
            2,
            "the body looks like a response of the legacy Check API, which this crate does not read\n  \
             what to do   decide nothing, and check which endpoint was called\n",
        ),
        (
            r#"{"eventDate":"x","event":"update_process","data":{}}"#,
            2,
            "the body looks like the older `update_process` event, which this crate does not read\n",
        ),
        (
            r#"{"process":{"id":7}}"#,
            2,
            "`process.id` has the wrong type or form; expected a hyphenated UUID\n  \
             what to do   decide nothing, and check which endpoint was called\n",
        ),
        (
            r#"{"a":5}"#,
            2,
            "malformed webhook payload at line 1 column 7: `processId` is missing; expected a hyphenated UUID\n  \
             what to do   reply with a client error, and find out who sent it\n",
        ),
        (
            r#"{"processId":"#,
            2,
            "  what to do   get the whole body; a receiver replies with a client error\n",
        ),
    ] {
        let (found, out, _) = run(&["-"], body);
        assert_eq!(found, code, "{out}");
        assert!(out.contains(text), "{text}{out}");
        assert!(!out.contains("Luke"), "{out}");
    }
}

const TABLES: &str = "
port = 8080
[database]
url = \"postgres://localhost\"
[subscription]
results = [\"expired\"]
last_events = [\"EVENT_TYPE_SESSION_ENDED\", \"EVENT_TYPE_OF_TOMORROW\"]
";

#[test]
fn the_configuration_of_a_service_is_read_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let criteria = "[criteria]\napi_requires = [\"liveness\"]\n";
    let liveness = api(r#""liveness":1"#);
    for (text, decides, verifies) in [
        (TABLES.to_owned(), true, false),
        (criteria.to_owned(), false, true),
        (format!("{TABLES}{criteria}"), true, true),
    ] {
        let config = config(directory.path(), &text);
        let arguments = ["--config", config.to_str().unwrap()];
        let out = report(&arguments, &ok());
        let decision = "  decision     ignore: not selected by `results`\n";
        assert_eq!(out.contains(decision), decides, "{out}");
        let out = report(&arguments, &liveness);
        assert_eq!(
            out.starts_with("  outcome      verified: "),
            verifies,
            "{out}"
        );
    }
}

#[test]
fn what_a_configuration_names_and_nobody_knows_is_a_warning() {
    let directory = tempfile::tempdir().unwrap();
    let criteria =
        "[criteria.accepts]\nbioTokenEngineResult = [\"BIO_TOKEN_ENGINE_RESULT_OF_TOMORROW\"]\n";
    let config = config(directory.path(), &format!("{TABLES}{criteria}"));
    let (code, _, messages) = run(&["--config", config.to_str().unwrap(), "-"], ok());
    assert_eq!(code, 0);
    for name in [
        "EVENT_TYPE_OF_TOMORROW",
        "BIO_TOKEN_ENGINE_RESULT_OF_TOMORROW",
    ] {
        assert!(messages.contains(name), "{messages}");
    }
}

/// What a log hides is shown to somebody who asks for it, as TOML that can be pasted.
#[test]
fn entries_are_shown_in_full_on_demand() {
    let body =
        api(r#""unicoId":{"result":"yes"},"tomorrowResult":"TOMORROW_RESULT_LEVEL_2\u001b""#);
    let hidden = report(&[], &body);
    assert!(!hidden.contains("LEVEL_2"), "{hidden}");
    let shown = report(&["--entries"], &body);
    let entry = r#"[criteria.accepts]  tomorrowResult = ["TOMORROW_RESULT_LEVEL_2\u001B"]"#;
    assert!(shown.contains(entry), "{shown}");
    let line = &json_lines(&["--entries"], &body)[0];
    assert_eq!(
        line["reasons"][0]["entry"],
        r#"tomorrowResult = ["TOMORROW_RESULT_LEVEL_2\u001B"]"#
    );
}

#[test]
fn a_job_that_can_not_be_done_says_why() {
    let directory = tempfile::tempdir().unwrap();
    let wrong = directory.path().join("wrong.toml");
    fs::write(&wrong, "[subscription]\nlast_event = \"all\"\n").unwrap();
    let neither = directory.path().join("neither.toml");
    fs::write(&neither, "results = [\"ok\"]\n").unwrap();
    for (arguments, text) in [
        (vec!["no-such-file.json"], "can't read no-such-file.json"),
        (
            vec!["--config", wrong.to_str().unwrap()],
            "unknown field `last_event`",
        ),
        (
            vec!["--config", neither.to_str().unwrap()],
            "has neither a table [subscription] nor [criteria]",
        ),
        (
            vec!["--config", "no-such-file.toml"],
            "can't read the configuration in no-such-file.toml",
        ),
        (
            vec!["--no-such-option"],
            "unexpected argument '--no-such-option'",
        ),
        (vec!["--color", "red"], "invalid value 'red'"),
    ] {
        let (code, _, messages) = run(&arguments, "");
        assert_eq!(code, 3);
        assert!(messages.contains(text), "{messages}");
    }
}

#[test]
fn the_help_tells_the_exit_statuses_and_the_version_is_that_of_the_crate() {
    let (code, out, _) = run(&["--help"], "");
    assert_eq!(code, 0);
    assert!(
        out.contains(
            "Exit status: 0 when every body was understood, 1 when any violates the contract"
        ),
        "{out}"
    );
    let manifest = fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).unwrap();
    let (code, out, _) = run(&["--version"], "");
    assert_eq!(code, 0);
    let version = out.trim().strip_prefix("inspect ").unwrap();
    assert!(
        manifest.contains(&format!("version = \"{version}\"")),
        "{out}"
    );
}

#[test]
fn more_than_one_body_has_a_summary() {
    let unknown = finished(r#""result":"ok","attempt":2"#);
    let lines = [ok(), invalid(), unknown.clone(), unknown, "{}".to_owned()].join("\n");
    let out = report(&[], &lines);
    let (_, summary) = out.split_once("summary of 5 bodies\n").unwrap();
    assert_eq!(
        summary,
        "  unreadable          1\n  \
         outcome             3  webhook: ok\n  \
         outcome             1  webhook: unrecognized\n  \
         violation           1  `result` is missing although `state` is `PROCESS_STATE_FINISHED`\n  \
         unknown             2  member `attempt`: 2\n"
    );
    assert!(!report(&[], &ok()).contains("summary"));
}

#[test]
fn color_is_for_terminals_or_on_demand() {
    let arguments = |color| ["--color", color, "examples/payloads/webhook-ok.json"];
    let colored = |color| {
        std::process::Command::new(&*crate::INSPECT)
            .current_dir(ROOT)
            .args(arguments(color))
            .output()
            .unwrap()
            .stdout
            .contains(&0x1B)
    };
    assert_eq!(
        ["auto", "never", "always"].map(colored),
        [false, false, true]
    );
}

#[test]
fn scripts_get_an_object_per_body_and_a_summary() {
    let body = web_sdk(
        "idlive",
        r#""livenessResult":"LIVENESS_RESULT_LIVE","tomorrowResult":"TOMORROW_RESULT_CLEAR""#,
    );
    let objects = json_lines(&[], &format!("{body}\n{}\n{}\n{{", ok(), invalid()));
    assert_eq!(objects.len(), 5);
    let reason = &objects[0]["reasons"][0];
    assert_eq!(objects[0]["message"], "web_sdk");
    assert_eq!(objects[0]["outcome"], "unrecognized");
    assert_eq!(reason["table"], "criteria.accepts");
    assert_eq!(reason["key"], "tomorrowResult");
    assert_eq!(reason["values"], json!(["TOMORROW_RESULT_CLEAR"]));
    assert_eq!(
        objects[0]["checks"][0],
        json!({
            "check": "livenessResult",
            "value": "LIVENESS_RESULT_LIVE",
            "accepted": true,
            "required": true,
            "alert": false
        })
    );
    assert_eq!(
        objects[0]["unknown"][0]["path"],
        "process.authenticationInfo.tomorrowResult"
    );
    assert_eq!(
        objects[1],
        json!({
            "body": "standard input, line 3",
            "understood": "wholly",
            "message": "webhook",
            "outcome": "ok",
            "process": ID,
            "state": "PROCESS_STATE_FINISHED",
            "flow": "id",
            "result": "ok"
        })
    );
    assert_eq!(objects[2]["understood"], "rules_broken");
    assert_eq!(objects[2]["violations"].as_array().unwrap().len(), 1);
    assert_eq!(objects[3]["understood"], "unreadable");
    assert_eq!(objects[4]["summary"]["bodies"], 4);
    assert_eq!(objects[4]["summary"]["outcomes"]["webhook: ok"], 1);
}
