//! The example `inspect`, run as a person runs it.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use escargot::CargoBuild;

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Builds the example first: running these tests must not meet an old one.
static INSPECT: LazyLock<PathBuf> = LazyLock::new(|| {
    let build = CargoBuild::new()
        .manifest_path(Path::new(ROOT).join("Cargo.toml"))
        .example("inspect")
        .current_release();
    build.run().unwrap().path().to_owned()
});

#[track_caller]
fn run(arguments: &[&str], input: impl Into<Vec<u8>>) -> (Assert, String) {
    let assert = Command::new(&*INSPECT)
        .current_dir(ROOT)
        .args(arguments)
        .write_stdin(input)
        .assert();
    let out = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert!(
        !out.contains(|c: char| c.is_control() && c != '\n'),
        "{out:?}"
    );
    (assert, out)
}

fn file(directory: &Path, name: &str, text: &str) -> PathBuf {
    let path = directory.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn body(members: &str) -> String {
    format!(r#"{{"processId":"{ID}",{members}}}"#)
}

fn finished(members: &str) -> String {
    body(&format!(
        r#""state":"PROCESS_STATE_FINISHED","flow":"id",{members}"#
    ))
}

#[test]
fn without_a_file_it_explains_the_documented_bodies() {
    let (assert, out) = run(&[], "");
    assert.code(0);
    assert_eq!(
        out,
        "\
examples/payloads/webhook-ok.json
  outcome      ok: the process ran to its end; ask GetProcess for its results
  process      8263a268-5388-492a-bca2-28e1ff4a69f0
  state        PROCESS_STATE_FINISHED
  flow         id
  result       ok

examples/payloads/webhook-expired.json
  outcome      expired: not completed in time; it stopped at the last event
  process      8263a268-5388-492a-bca2-28e1ff4a69f0
  state        PROCESS_STATE_FINISHED
  flow         id
  result       expired
  last event   EVENT_TYPE_SESSION_ENDED
               Session ended by timeout or by new session created

examples/payloads/getprocess-web-sdk-idlive-2024-12.json
  outcome      verified: every required check answered with a yes, and nothing contradicts it
  message      GetProcess, Web & SDK contract
  process      c0dcbf87-76b2-431c-9d8e-e9ac644be642
  required     livenessResult: LIVENESS_RESULT_LIVE, accepted

examples/payloads/getprocess-web-sdk-current-cut.json
  outcome      finished, and not verified: weigh the score and the alerts
  message      GetProcess, Web & SDK contract
  process      53060f52-f146-4c12-a234-5bb5031f6f5b
  required     livenessResult: LIVENESS_RESULT_LIVE, accepted
  required     authenticationResult: AUTHENTICATION_RESULT_INCONCLUSIVE, not accepted
  answered     identityFraudstersResult: TRUST_RESULT_INCONCLUSIVE, accepted
  score        85.5

examples/payloads/getprocess-api-full.json
  outcome      verified: every required check answered with a yes, and nothing contradicts it
  message      GetProcess, API contract
  required     unicoId: yes, accepted
  details      Process {
                   id: ProcessId(
                       80371b2a-3ac7-432e-866d-57fe37896ac6,
                   ),
                   status: Finished,
                   unico_id: UnicoId {
                       result: Yes,
                   },
                   identity_fraudsters: IdentityFraudsters {
                       result: Inconclusive,
                   },
                   government: Government {
                       serpro: 87,
                   },
                   liveness: Passed,
               }

examples/payloads/getprocess-api-error.json
  outcome      error: there will be no result; offer a new process
  message      GetProcess, API contract
  required     unicoId: silent
  details      Process {
                   id: ProcessId(
                       80371b2a-3ac7-432e-866d-57fe37896ac6,
                   ),
                   status: Error,
               }

"
    );
}

#[test]
fn without_a_file_it_explains_what_is_piped_in() {
    let (assert, out) = run(&[], finished(r#""result":"ok""#));
    assert.code(0);
    assert!(
        out.starts_with("standard input\n  outcome      ok: "),
        "{out}"
    );
    assert_eq!(out.matches("outcome").count(), 1, "{out}");
    // nothing in it is nothing piped in
    let (assert, out) = run(&[], " \n");
    assert.code(0);
    assert!(
        out.starts_with("examples/payloads/webhook-ok.json\n"),
        "{out}"
    );
    // and a file that is named is read instead
    let (assert, out) = run(&["examples/payloads/webhook-expired.json"], "{}");
    assert.code(0);
    assert!(!out.contains("standard input"), "{out}");
}

#[test]
fn the_exit_code_is_that_of_the_worst_payload() {
    let ok = finished(r#""result":"ok""#);
    let news = finished(r#""result":"error","attempt":2"#);
    let invalid = finished(r#""x":1"#);
    for (lines, code) in [
        (vec![&ok], 0),
        (vec![&ok, &news], 0),
        (vec![&ok, &invalid, &ok], 1),
        (vec![&String::from("{"), &ok], 2),
        (vec![&ok, &String::from("x"), &invalid], 2),
    ] {
        let text = lines
            .iter()
            .map(|line| line.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        let (assert, out) = run(&["-"], text);
        assert.code(code);
        assert_eq!(out.matches("\n\n").count(), lines.len(), "{out}");
    }
}

#[test]
fn a_broken_line_does_not_stop_the_ones_after_it() {
    let ok = finished(r#""result":"ok""#);
    let (assert, out) = run(&["-"], format!("{ok}\nbroken\n\n{{\"processId\":\n{ok}\n"));
    assert.code(2);
    for line in ["line 1\n", "line 2\n", "line 4\n", "line 5\n"] {
        assert!(out.contains(&format!("standard input, {line}")), "{out}");
    }
    assert_eq!(out.matches("outcome      ok").count(), 2, "{out}");
    assert_eq!(
        out.matches("error        malformed webhook payload at line 1")
            .count(),
        2,
        "{out}"
    );
}

#[test]
fn one_document_over_many_lines_is_one_document() {
    let directory = tempfile::tempdir().unwrap();
    let whole = file(
        directory.path(),
        "whole.json",
        include_str!("../../examples/payloads/webhook-ok.json"),
    );
    let broken =
        include_str!("../../examples/payloads/webhook-ok.json").replace("\"flow\":", "\"flow\"");
    let broken = file(directory.path(), "broken.json", &broken);
    let (assert, out) = run(&[whole.to_str().unwrap(), broken.to_str().unwrap()], "");
    assert.code(2);
    assert!(out.contains("whole.json\n  outcome      ok"), "{out}");
    assert!(
        out.contains("malformed webhook payload at line 4 column 10: the JSON is broken in `flow`"),
        "{out}"
    );

    let (assert, out) = run(&["-"], "{\"a\":\n{}\n,}\n");
    assert.code(2);
    assert_eq!(out.matches("  error  ").count(), 1, "{out}");
}

#[test]
fn what_is_unknown_is_listed_and_escaped() {
    let payload = r#""state":"S\u001b[31m","flow":"F\n","result":"R","lastEvent":"L","lastEventDescription":"D\u202e","m\u0007":"\u007f""#;
    let (assert, out) = run(&["-"], body(payload));
    assert.code(0);
    for line in [
        "  outcome      unrecognized, and no success: ask GetProcess\n",
        "  state        S\\u{1b}[31m\n",
        "  flow         F\\n\n",
        "  last event   L\n",
        "               D\\u{202e}\n",
        "  unknown      value \"S\\u{1b}[31m\" in `state`\n",
        "  unknown      value \"F\\n\" in `flow`\n",
        "  unknown      value \"R\" in `result`\n",
        "  unknown      value \"L\" in `lastEvent`\n",
        "  unknown      member \"m\\u{7}\": \"\\\"\\u{7f}\\\"\"\n",
    ] {
        assert!(out.contains(line), "{line}{out}");
    }
}

#[test]
fn every_broken_rule_is_named() {
    let (assert, out) = run(&["-"], finished(r#""lastEvent":"ok""#));
    assert.code(1);
    assert!(
        out.ends_with(
            "  broken rule  `result` is missing although `state` is `PROCESS_STATE_FINISHED`\n  \
             broken rule  `lastEvent` is present although `result` is not `expired`\n  \
             broken rule  `lastEvent` holds a webhook result code\n  \
             what to do   acknowledge it, keep it and ask GetProcess\n\n"
        ),
        "{out}"
    );
}

#[test]
fn an_event_without_a_description_has_the_documented_one() {
    let (assert, out) = run(
        &["-"],
        finished(r#""result":"expired","lastEvent":"EVENT_TYPE_QR_CODE_READ""#),
    );
    assert.code(0);
    assert!(
        out.contains("  last event   EVENT_TYPE_QR_CODE_READ\n               QR code was read\n"),
        "{out}"
    );
}

#[test]
fn a_file_that_can_not_be_read_does_not_stop_the_ones_after_it() {
    let (assert, out) = run(
        &["no-such-file.json", "examples/payloads/webhook-ok.json"],
        "",
    );
    assert.code(3);
    assert!(out.contains("outcome      ok"), "{out}");
}

#[test]
fn a_subscription_decides_by_what_it_names() {
    let directory = tempfile::tempdir().unwrap();
    let config = file(
        directory.path(),
        "reactions.toml",
        "results = [\"expired\"]\nlast_events = [\"EVENT_TYPE_SESSION_ENDED\", \"EVENT_TYPE_OF_TOMORROW\"]\n",
    );
    let (assert, out) = run(&["--subscription", config.to_str().unwrap()], "");
    let errors = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert.code(0);
    assert!(errors.contains(
        "`last_events` names \"EVENT_TYPE_OF_TOMORROW\", which this version does not know"
    ));
    let decisions: Vec<&str> = out
        .lines()
        .filter(|line| line.starts_with("  decision"))
        .collect();
    assert_eq!(
        decisions,
        [
            "  decision     ignore: not selected by `results`",
            "  decision     react"
        ]
    );
}

#[test]
fn a_job_that_can_not_be_done_says_why() {
    let directory = tempfile::tempdir().unwrap();
    let config = file(directory.path(), "mistyped.toml", "last_event = \"all\"\n");
    let config = config.to_str().unwrap();
    for (arguments, text) in [
        (vec!["no-such-file.json"], "can't read no-such-file.json"),
        (
            vec!["--subscription", config],
            "unknown field `last_event`, expected one of `states`, `results`, `flows`, `last_events`",
        ),
        (
            vec!["--criteria", "no-such-file.toml"],
            "can't read the configuration in no-such-file.toml",
        ),
        (
            vec!["--no-such-option"],
            "unexpected argument '--no-such-option'",
        ),
    ] {
        let (assert, _) = run(&arguments, "");
        let errors = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert.code(3);
        assert!(errors.contains(text), "{errors}");
    }
}

#[test]
fn an_answer_of_get_process_is_recognized_and_shown_without_personal_data() {
    let finished = "finished, and not verified: weigh the score and the alerts";
    let verified = "verified: every required check answered with a yes, and nothing contradicts it";
    let error = "error: there will be no result; offer a new process";
    for (file, outcome, message) in [
        ("web-sdk-current-cut", finished, "Web & SDK contract"),
        ("web-sdk-idlive-2024-12", verified, "Web & SDK contract"),
        (
            "web-sdk-idunicosign-2025-cut",
            finished,
            "Web & SDK contract",
        ),
        ("api-full", verified, "API contract"),
        ("api-yes", verified, "API contract"),
        ("api-error", error, "API contract"),
    ] {
        let path = format!("examples/payloads/getprocess-{file}.json");
        let (assert, out) = run(&[&path], "");
        assert.code(0);
        let start =
            format!("{path}\n  outcome      {outcome}\n  message      GetProcess, {message}\n");
        assert!(out.starts_with(&start), "{out}");

        // With another flow the whole answer is shown.
        let body = fs::read_to_string(Path::new(ROOT).join(&path)).unwrap();
        let (_, whole) = run(&["-"], body.replace("\"flow\": \"id", "\"flow\": \"Luke"));
        assert!(whole.contains("details"), "{whole}");
        for shown in [out, whole] {
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
                assert!(!shown.contains(secret), "{secret}: {shown}");
            }
        }
    }
}

/// Its name is what a service would write into its criteria; what it answered may be anybody's text.
#[test]
fn a_check_that_this_version_does_not_know_is_named_wherever_it_stands() {
    let body = r#"{"process":{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0","flow":"idlive",
        "state":"PROCESS_STATE_FINISHED","result":"PROCESS_RESULT_OK","deepfake\nResult":"of Luke",
        "authenticationInfo":{"livenessResult":"LIVENESS_RESULT_LIVE"}}}"#;
    let (assert, out) = run(&["-"], body.replace('\n', ""));
    assert.code(0);
    assert!(
        out.contains(
            "  outcome      unrecognized, and no success: let a person decide\n  \
             message      GetProcess, Web & SDK contract\n  \
             process      8263a268-5388-492a-bca2-28e1ff4a69f0\n  \
             required     livenessResult: LIVENESS_RESULT_LIVE, accepted\n  \
             answered     deepfake\\nResult, which this version does not know: not accepted\n"
        ),
        "{out}"
    );
    assert!(!out.contains("Luke"), "{out}");
}

/// An `idtoken` process in which every check answered, and an alert did, too.
const TOKEN: &str = r#"{"process":{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0","flow":"idtoken",
    "state":"PROCESS_STATE_FINISHED","result":"PROCESS_RESULT_OK",
    "authenticationInfo":{"livenessResult":"LIVENESS_RESULT_LIVE",
    "bioTokenEngineResult":"BIO_TOKEN_ENGINE_RESULT_POSITIVE","trustResult":"TRUST_RESULT_INCONCLUSIVE"},
    "services":[{"documents":[{"cpf_match":true}]}]}}"#;

#[test]
fn criteria_say_what_is_a_yes() {
    let body = TOKEN.replace('\n', "");
    let (assert, out) = run(&["-"], body.as_str());
    assert.code(0);
    assert!(
        out.starts_with(
            "standard input\n  \
             outcome      unrecognized, and no success: let a person decide\n  \
             message      GetProcess, Web & SDK contract\n  \
             process      8263a268-5388-492a-bca2-28e1ff4a69f0\n  \
             required     livenessResult: LIVENESS_RESULT_LIVE, accepted\n  \
             required     bioTokenEngineResult: <32 bytes>, not accepted\n  \
             answered     trustResult: TRUST_RESULT_INCONCLUSIVE, accepted\n  \
             answered     cpf_match: true\n  \
             details      Process {\n"
        ),
        "{out}"
    );

    let directory = tempfile::tempdir().unwrap();
    let criteria = file(
        directory.path(),
        "criteria.toml",
        "[accepts]\nbioTokenEngineResult = [\"BIO_TOKEN_ENGINE_RESULT_POSITIVE\"]\n\
         deepfakeResult = [\"DEEPFAKE_RESULT_NO\"]\n\
         [requires]\nidlive = [\"livenessResult\", \"deepfakeResult\"]\n",
    );
    let arguments = ["--criteria", criteria.to_str().unwrap(), "-"];
    let (assert, out) = run(&arguments, body.as_str());
    let errors = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert.code(0);
    assert_eq!(
        out,
        "standard input\n  \
         outcome      verified: every required check answered with a yes, and nothing contradicts it\n  \
         message      GetProcess, Web & SDK contract\n  \
         process      8263a268-5388-492a-bca2-28e1ff4a69f0\n  \
         required     livenessResult: LIVENESS_RESULT_LIVE, accepted\n  \
         required     bioTokenEngineResult: BIO_TOKEN_ENGINE_RESULT_POSITIVE, accepted\n  \
         answered     trustResult: TRUST_RESULT_INCONCLUSIVE, accepted\n  \
         answered     cpf_match: true\n\n"
    );
    for name in [
        "deepfakeResult",
        "DEEPFAKE_RESULT_NO",
        "BIO_TOKEN_ENGINE_RESULT_POSITIVE",
    ] {
        let warning = format!("names {name:?}, which this version does not know");
        assert!(errors.contains(&warning), "{errors}");
    }

    let (assert, out) = run(&arguments, body.replace("idtoken", "idlive"));
    assert.code(0);
    assert!(
        out.contains(
            "  outcome      unanswered: a required check is silent; offer a new process\n"
        ) && out.contains("  required     deepfakeResult: silent\n")
            && out.contains(
                "  answered     bioTokenEngineResult: BIO_TOKEN_ENGINE_RESULT_POSITIVE, accepted\n"
            ),
        "{out}"
    );
    // a check is heard by whatever name the criteria give it
    let criteria = file(
        directory.path(),
        "named.toml",
        "[accepts]\ndeepfake = [\"no\"]\n[requires]\nidtoken = [\"deepfake\"]\n",
    );
    let named = body.replace(
        r#""bioTokenEngineResult":"BIO_TOKEN_ENGINE_RESULT_POSITIVE""#,
        r#""deepfake":"no""#,
    );
    let (assert, out) = run(&["--criteria", criteria.to_str().unwrap(), "-"], named);
    assert.code(0);
    assert!(out.contains("  outcome      verified"), "{out}");
    assert!(
        out.contains("  required     deepfake: no, accepted\n"),
        "{out}"
    );

    let (assert, out) = run(&arguments, body.replace("idtoken", "idoftomorrow"));
    assert.code(0);
    assert!(
        out.contains("  required     not known for this flow; the criteria can name its checks\n"),
        "{out}"
    );
}

#[test]
fn a_value_that_differs_from_a_known_one_only_in_case_is_flagged() {
    let (_, out) = run(&["-"], finished(r#""result":"OK""#));
    assert!(
        out.contains("  unknown      `result` differs from `ok` only in case\n"),
        "{out}"
    );
    let body = TOKEN
        .replace('\n', "")
        .replace("LIVENESS_RESULT_LIVE", "liveness_result_LIVE");
    let (_, out) = run(&["-"], body);
    let flag = "  unknown      `livenessResult` differs from `LIVENESS_RESULT_LIVE` only in case\n";
    assert!(out.contains(flag), "{out}");
    assert_eq!(out.matches("only in case").count(), 1, "{out}");
    // what is known is not flagged, and text of a person is not looked at
    let (_, out) = run(
        &["-"],
        finished(r#""result":"ok","friendlyName":"ID","flow ":"ID""#),
    );
    assert!(!out.contains("only in case"), "{out}");
}

#[test]
fn an_answer_that_can_not_be_read_and_an_error_are_explained() {
    let lines = r#"{"process":{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0","token":7}}
{"id":"8263a268-5388-492a-bca2-28e1ff4a69f0","status":"3"}
{"code":5,"message":"process of Luke not found"}
{"eventDate":"x","event":"update_process","data":{}}
"#;
    let (assert, out) = run(&["-"], lines);
    assert.code(2);
    for text in [
        "`process.token` has the wrong type or form; expected a string\n",
        "`status` has the wrong type or form; expected an integer\n",
        "  message      GetProcess, error\n  details      ErrorBody {\n                   code: 5,\n",
        "the body looks like the older `update_process` event, which this crate does not read\n",
    ] {
        assert!(out.contains(text), "{text}{out}");
    }
    assert!(!out.contains("Luke"), "{out}");
}

#[test]
fn other_forms_of_answers_are_recognized() {
    let bare = format!(
        r#"{{"id":"{ID}","state":"PROCESS_STATE_FINISHED","result":"PROCESS_RESULT_EXPIRED","token":"Luke"}}"#
    );
    let without_status = format!(r#"{{"id":"{ID}","status":null,"unicoId":{{"result":"Luke"}}}}"#);
    // too little is there to be recognized
    let unrecognized = format!(r#"{{"id":"{ID}","unicoId":{{"result":"Luke"}}}}"#);
    let legacy = format!(r#"{{"Id":"{ID}","Status":3}}"#);
    for (body, code, text) in [
        (
            bare.as_str(),
            0,
            "  outcome      expired: not completed in time\n  message      GetProcess, Web & SDK contract\n",
        ),
        (
            without_status.as_str(),
            0,
            "  outcome      unrecognized, and no success: let a person decide\n  \
             message      GetProcess, API contract\n  \
             required     unicoId: an unknown word, not accepted\n",
        ),
        (
            legacy.as_str(),
            2,
            "the body looks like an answer of the legacy Check API, which this crate does not read\n  \
             what to do   decide nothing, and look at what was asked for\n",
        ),
        (
            r#"{"code":5}"#,
            0,
            "  outcome      an HTTP error: GetProcess did not answer\n",
        ),
        (
            unrecognized.as_str(),
            2,
            "malformed webhook payload at line 1 column 73: `processId` is missing; expected a hyphenated UUID\n",
        ),
        // a body that is none of them
        (
            r#"{"a":5}"#,
            2,
            "malformed webhook payload at line 1 column 7: `processId` is missing; expected a hyphenated UUID\n  \
             what to do   answer with a client error, and look at who sent it\n",
        ),
    ] {
        let (assert, out) = run(&["-"], body);
        assert.code(code);
        assert!(out.contains(text), "{text}{out}");
        assert!(!out.contains("Luke"), "{out}");
    }
}
