//! The example `inspect`, run as a person runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use escargot::CargoBuild;

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

/// Builds the example first: running this test alone must not meet an old one.
static INSPECT: LazyLock<PathBuf> = LazyLock::new(|| {
    let build = CargoBuild::new().example("inspect").current_release();
    build.run().unwrap().path().to_owned()
});

#[track_caller]
fn run(arguments: &[&str], input: impl Into<Vec<u8>>) -> (Assert, String) {
    let assert = Command::new(&*INSPECT)
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
fn without_a_file_it_tells_of_the_documented_payloads() {
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

"
    );
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
        include_str!("../examples/payloads/webhook-ok.json"),
    );
    let broken =
        include_str!("../examples/payloads/webhook-ok.json").replace("\"flow\":", "\"flow\"");
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
fn what_is_unknown_is_told_and_escaped() {
    let payload = r#""state":"S\u001b[31m","flow":"F\n","result":"R","lastEvent":"L","lastEventDescription":"D\u202e","m\u0007":"\u007f""#;
    let (assert, out) = run(&["-"], body(payload));
    assert.code(0);
    for line in [
        "  outcome      unrecognized, and no success: ask GetProcess\n",
        "  flow         \"F\\n\"\n",
        "  last event   \"L\"\n",
        "               \"D\\u{202e}\"\n",
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
fn every_broken_rule_is_told() {
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
fn an_event_without_a_description_is_told_with_the_documented_one() {
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
fn a_subscription_tells_what_it_decides() {
    let directory = tempfile::tempdir().unwrap();
    let config = file(
        directory.path(),
        "reactions.toml",
        "results = [\"expired\"]\nlast_events = [\"EVENT_TYPE_SESSION_ENDED\", \"EVENT_TYPE_OF_TOMORROW\"]\n",
    );
    let (assert, out) = run(&["--config", config.to_str().unwrap()], "");
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
            vec!["--config", config],
            "unknown field `last_event`, expected one of `states`, `results`, `flows`, `last_events`",
        ),
        (
            vec!["--config", "no-such-file.toml"],
            "can't read the subscription in no-such-file.toml",
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
fn an_answer_of_get_process_is_recognised_and_shown_without_personal_data() {
    for (file, outcome, message) in [
        (
            "web-sdk-current-cut",
            "finished, and not verified; weigh the checks below",
            "Web & SDK contract",
        ),
        (
            "web-sdk-idlive-2024-12",
            "verified: every check of the flow is a yes, and nothing contradicts it",
            "Web & SDK contract",
        ),
        (
            "web-sdk-idunicosign-2025-cut",
            "finished, and not verified; weigh the checks below",
            "Web & SDK contract",
        ),
        (
            "api-full",
            "verified: identity verification said yes, and nothing contradicts it",
            "API contract",
        ),
        (
            "api-yes",
            "verified: identity verification said yes, and nothing contradicts it",
            "API contract",
        ),
        (
            "api-error",
            "error: there will be no result",
            "API contract",
        ),
    ] {
        let (assert, out) = run(&[&format!("examples/payloads/getprocess-{file}.json")], "");
        assert.code(0);
        assert!(
            out.contains(&format!(
                "  outcome      {outcome}\n  message      GetProcess, {message}\n"
            )),
            "{out}"
        );
        for secret in [
            "12345678909",
            "73689290074",
            "Skywalker",
            "luke",
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

#[test]
fn an_answer_that_can_not_be_read_and_an_error_are_told() {
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
        "  message      GetProcess, error\n               ErrorBody {\n                   code: 5,\n",
        "the body looks like the older `update_process` event, which this crate does not read\n",
    ] {
        assert!(out.contains(text), "{text}{out}");
    }
    assert!(!out.contains("Luke"), "{out}");
}

#[test]
fn what_get_process_alone_recognises_is_told() {
    let bare = format!(
        r#"{{"id":"{ID}","state":"PROCESS_STATE_FINISHED","result":"PROCESS_RESULT_EXPIRED","token":"Luke"}}"#
    );
    let (assert, out) = run(&["-"], bare);
    assert.code(0);
    assert!(
        out.contains("  outcome      expired: not completed in time\n  message      GetProcess, Web & SDK contract\n"),
        "{out}"
    );
    assert!(!out.contains("Luke"), "{out}");

    let (assert, out) = run(
        &["-"],
        format!(r#"{{"id":"{ID}","status":null,"unicoId":{{"result":"yes"}}}}"#),
    );
    assert.code(0);
    assert!(
        out.contains(
            "  outcome      unrecognized, and no success: a person has to look\n  \
             message      GetProcess, API contract\n"
        ),
        "{out}"
    );

    // without a `status`, too little of it is there to be recognized
    let (assert, out) = run(
        &["-"],
        format!(r#"{{"id":"{ID}","unicoId":{{"result":"yes"}}}}"#),
    );
    assert.code(2);
    assert!(out.contains("malformed webhook payload"), "{out}");

    let (assert, out) = run(&["-"], format!(r#"{{"Id":"{ID}","Status":3}}"#));
    assert.code(2);
    assert!(
        out.contains(
            "the body looks like an answer of the legacy Check API, which this crate does not read\n  \
             what to do   decide nothing, and look at what was asked for\n"
        ),
        "{out}"
    );

    let (assert, out) = run(&["-"], r#"{"code":5}"#);
    assert.code(0);
    assert!(
        out.contains("  outcome      an HTTP error: GetProcess did not answer\n"),
        "{out}"
    );

    // a body that is none of them is told as before
    let (assert, out) = run(&["-"], r#"{"a":5}"#);
    assert.code(2);
    assert!(out.contains("malformed webhook payload"), "{out}");
}
