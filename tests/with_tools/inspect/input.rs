//! What it reads, and where in it.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::{ID, INSPECT, ROOT, headings, invalid, ok, run};

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// One `ok` body, as the reference implementation packs it.
const ZSTD: &[u8] = &[
    0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x68, 0x45, 0x03, 0x00, 0x02, 0x07, 0x19, 0x1A, 0x50, 0xD5, 0x03,
    0xE0, 0x80, 0xC8, 0xB9, 0x62, 0x4C, 0xD1, 0x4C, 0xCA, 0x98, 0xD7, 0x80, 0x12, 0x73, 0xC4, 0x03,
    0xDB, 0x82, 0x31, 0x33, 0x67, 0x3F, 0x01, 0x40, 0xF7, 0xD6, 0x7E, 0xFA, 0xFD, 0xD2, 0x78, 0xCE,
    0xFE, 0x3D, 0x55, 0x3D, 0xFD, 0x6D, 0x5F, 0xFA, 0xDF, 0x27, 0x75, 0xB9, 0x96, 0xB1, 0x4A, 0x54,
    0xA1, 0x03, 0xBA, 0xD1, 0xBD, 0x15, 0x69, 0x1E, 0xE7, 0xE9, 0xE7, 0x8E, 0x3B, 0xFF, 0xF7, 0x81,
    0x36, 0x24, 0x26, 0xB4, 0x16, 0xF2, 0x8C, 0x30, 0xE2, 0x49, 0x82, 0x38, 0x1A, 0x04, 0x9C, 0x73,
    0x28, 0xE0, 0x94, 0x11, 0x0F, 0x32, 0xCE, 0xA7, 0x4F, 0x59, 0xCE, 0xF3, 0xB4, 0x33, 0xEC, 0xB9,
    0x00, 0x77, 0x3A, 0xF1, 0xD7,
];

/// A frame that a reader skips: its magic number, its length, and so many bytes.
const SKIPPABLE: &[u8] = b"\x50\x2A\x4D\x18\x03\0\0\0abc";

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn pretty(body: &str) -> String {
    let body: Value = serde_json::from_str(body).unwrap();
    serde_json::to_string_pretty(&body).unwrap()
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    BYTE_ORDER_MARK
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(bytes)
        .collect()
}

/// Checks that every body of an input is read as it is, and how the reports are headed.
#[track_caller]
fn check(input: impl Into<Vec<u8>>, expected: &[&str]) {
    let (code, out, _) = run(&["-"], input);
    assert_eq!(headings(&out), expected, "{out}");
    assert_eq!(
        out.matches("outcome      ok: ").count(),
        expected.len(),
        "{out}"
    );
    assert_eq!(code, 0, "{out}");
}

#[test]
fn one_document_is_read() {
    check(ok(), &["standard input"]);
    check(pretty(&ok()), &["standard input"]);
    check(format!("\n\n{}\n", ok()), &["standard input, line 3"]);
}

#[test]
fn a_body_per_line_is_read() {
    let ok = ok();
    let two = ["standard input, line 1", "standard input, line 2"];
    check(format!("{ok}\n{ok}\n"), &two);
    check(format!("{ok}\r\n{ok}\r\n"), &two);
    check(
        format!("{BYTE_ORDER_MARK}{ok}\n{BYTE_ORDER_MARK}{ok}"),
        &two,
    );
    // JSON text sequences, and what a file system leaves after a crash
    check(format!("\u{1E}{ok}\n\u{1E}{ok}\n"), &two);
    check(format!("{ok}\n{}{ok}\n", "\0".repeat(100)), &two);
}

#[test]
fn several_documents_over_several_lines_are_read() {
    let text = format!("{}\n{}\n\n{}", pretty(&ok()), pretty(&ok()), ok());
    check(
        text,
        &[
            "standard input, line 1",
            "standard input, line 7",
            "standard input, line 14",
        ],
    );
}

#[test]
fn bodies_on_one_line_are_read() {
    let two = [
        "standard input, line 1 column 1",
        "standard input, line 1 column 112",
    ];
    check(format!("{}{}", ok(), ok()), &two);
}

#[test]
fn an_array_is_read_as_its_elements() {
    let two = [
        "standard input, line 1 column 2",
        "standard input, line 1 column 114",
    ];
    check(format!("[{},{}]", ok(), ok()), &two);
    check(
        format!("[\n{},\n{}\n]\n", ok(), ok()),
        &["standard input, line 2", "standard input, line 3"],
    );
    let array: Value = serde_json::from_str(&format!("[{},{}]", ok(), ok())).unwrap();
    let array = serde_json::to_string_pretty(&array).unwrap();
    check(array, &["standard input, line 2", "standard input, line 8"]);
}

#[test]
fn a_body_in_a_line_of_a_log_is_read() {
    let ok = ok();
    for line in [
        format!("2026-01-01T00:00:00Z INFO received {ok}"),
        format!("[2026-01-01 00:00:00] {{worker}} body={ok} in 5 ms"),
        format!("<14>1 2026-01-01 host app - - - {ok}"),
        format!("\"GET /\" {} 200", serde_json::to_string(&ok).unwrap()),
    ] {
        let (code, out, _) = run(&["-"], line.clone());
        assert_eq!(
            (code, out.matches("outcome      ok: ").count()),
            (0, 1),
            "{line}: {out}"
        );
    }
    // the other lines of a log are counted
    let log = format!("INFO start\nINFO {ok}\nINFO a\nINFO b\nINFO {ok}\n");
    let (_, out, _) = run(&["-"], log);
    assert!(out.contains("  other lines         2\n"), "{out}");
    let (code, out, _) = run(&["-"], format!("HTTP/1.1 200 OK\r\nserver: x\r\n\r\n{ok}"));
    assert_eq!(
        (code, headings(&out)),
        (0, vec!["standard input, line 4"]),
        "{out}"
    );
}

#[test]
fn a_body_over_several_lines_behind_a_prefix_is_read() {
    let log = format!("INFO body={}\nINFO body={}\n", pretty(&ok()), pretty(&ok()));
    check(log, &["standard input, line 1", "standard input, line 7"]);
}

#[test]
fn gzip_is_unpacked_with_every_member() {
    let line = ok() + "\n";
    let two = [
        "standard input (gzip), line 1",
        "standard input (gzip), line 2",
    ];
    check(gzip(&line.repeat(2)), &two);
    check([gzip(&line), gzip(&line)].concat(), &two);
    check(
        [gzip(&line), vec![0; 512], gzip(&line), vec![0; 512]].concat(),
        &two,
    );
}

#[test]
fn zstd_is_unpacked_with_every_frame() {
    check(ZSTD, &["standard input (zstd)"]);
    check(
        [ZSTD, SKIPPABLE, ZSTD].concat(),
        &[
            "standard input (zstd), line 1",
            "standard input (zstd), line 2",
        ],
    );
    check([SKIPPABLE, ZSTD].concat(), &["standard input (zstd)"]);
}

#[test]
fn utf_16_is_decoded() {
    check(
        utf_16(&ok(), u16::to_le_bytes),
        &["standard input (UTF-16)"],
    );
    check(
        utf_16(&ok(), u16::to_be_bytes),
        &["standard input (UTF-16)"],
    );
}

#[test]
fn an_archive_that_is_cut_is_read_up_to_there() {
    let line = ok() + "\n";
    let whole = gzip(&line);
    for (archive, read) in [
        ([&*whole, &whole[..whole.len() / 2]].concat(), 1),
        ([&*whole, b"text"].concat(), 1),
        ([ZSTD, &ZSTD[..20]].concat(), 1),
        ([ZSTD, b"text"].concat(), 1),
        (ZSTD[..3].to_vec(), 0),
    ] {
        let (code, out, _) = run(&["-"], archive.clone());
        assert_eq!(code, 2, "{archive:?}: {out}");
        assert_eq!(out.matches("outcome      ok: ").count(), read, "{out}");
    }
    let (_, out, _) = run(&["-"], [&*whole, &whole[..40]].concat());
    assert!(
        out.contains("  error        the rest of the archive can't be unpacked: "),
        "{out}"
    );
    assert!(
        out.contains("  what to do   get the whole archive"),
        "{out}"
    );
}

#[test]
fn the_body_in_an_envelope_is_read() {
    let ok = ok();
    let object: Value = serde_json::from_str(&ok).unwrap();
    let notification = json!({"Type": "Notification", "Message": ok}).to_string();
    for (envelope, paths) in [
        (
            json!({"httpMethod": "POST", "headers": {"a": "b"}, "body": ok, "isBase64Encoded": false}),
            vec!["standard input, in `body`"],
        ),
        (
            json!({"body": BASE64_STANDARD.encode(&ok), "isBase64Encoded": true}),
            vec!["standard input, in `body`"],
        ),
        (
            json!({"message": {"data": BASE64_URL_SAFE_NO_PAD.encode(&ok)}}),
            vec!["standard input, in `message.data`"],
        ),
        (
            json!({"awslogs": {"data": BASE64_STANDARD.encode(gzip(&ok))}}),
            vec!["standard input, in `awslogs.data`"],
        ),
        (
            json!({"Records": [{"body": ok}, {"body": notification}]}),
            vec![
                "standard input, in `Records[0].body`",
                "standard input, in `Records[1].body`, in `Message`",
            ],
        ),
        (
            json!({"detail-type": "x", "detail": object}),
            vec!["standard input, in `detail`"],
        ),
        (json!(ok), vec!["standard input, in a string"]),
    ] {
        check(envelope.to_string(), &paths);
    }
    let log = json!({"log": format!("{ok}\n"), "stream": "stdout"}).to_string();
    check(
        format!("{log}\n{log}\n"),
        &[
            "standard input, line 1, in `log`",
            "standard input, line 2, in `log`",
        ],
    );
}

#[test]
fn a_payload_is_not_taken_for_an_envelope() {
    let body = ok().replace('}', r#","body":"{}","echo":{"processId":"x"}}"#);
    check(body, &["standard input"]);
}

#[test]
fn an_envelope_with_a_broken_body_says_where() {
    let envelope = json!({"body": "{\"processId\":\n7}"}).to_string();
    let (code, out, _) = run(&["-"], envelope);
    assert_eq!(code, 2);
    assert!(
        out.contains(
            "standard input, in `body`\n  error        malformed webhook payload at line 2 column 1 of the string: \
             `processId` has the wrong type or form; expected a hyphenated UUID\n"
        ),
        "{out}"
    );
    let (code, out, _) = run(&["-"], json!({"headers": {}, "body": null}).to_string());
    assert_eq!(code, 2);
    assert!(out.contains("envelope of a gateway or queue"), "{out}");

    let deep = (0..20).fold(ok(), |body, _| json!({ "body": body }).to_string());
    let (code, out, _) = run(&["-"], deep);
    assert_eq!(code, 2);
    assert!(
        out.contains("  error        it is nested too deep\n"),
        "{out}"
    );
}

#[test]
fn positions_are_those_of_the_file() {
    let ok = ok();
    let broken = pretty(&ok).replace("\"flow\":", "\"flow\"");
    for (text, position) in [
        (r#"{"processId":7}"#.to_owned(), "line 1 column 14"),
        (
            format!("{ok}\n{ok}\n  {{\"processId\":7}}\n"),
            "line 3 column 16",
        ),
        (format!("{ok}{{\"processId\":7}}"), "line 1 column 125"),
        (format!("[{ok},\n{{\"processId\":7}}]"), "line 2 column 14"),
        ("INFO {\"processId\":7}".to_owned(), "line 1 column 19"),
        (format!("{broken}\n{ok}"), "line 2 column 10"),
        (format!("{ok}\n\n{broken}"), "line 4 column 10"),
        (format!("INFO {broken}\nINFO {ok}"), "line 2 column 10"),
        (
            format!("{ok}\n{{\"processId\":\"{ID}\""),
            "line 2 column 51",
        ),
    ] {
        let (code, out, _) = run(&["-"], text.clone());
        let start = format!("  error        malformed webhook payload at {position}: ");
        assert!(out.contains(&start), "{text}: {out}");
        assert_eq!((code, out.matches("  error  ").count()), (2, 1), "{out}");
    }
}

#[test]
fn a_broken_body_does_not_hide_the_ones_after_it() {
    let (ok, pretty) = (ok(), pretty(&ok()));
    for broken in [
        "broken",
        "{",
        "{\"processId\":",
        "{\"processId\": \"8263",
        "{\"a\": {\"b\": 1},",
        "{\"a\":1}}",
        "INFO {\"processId\":",
        "\u{1}",
        "{}",
        "5",
    ] {
        for text in [
            format!("{ok}\n{broken}\n{ok}\n"),
            format!("{pretty}\n{broken}\n{pretty}\n"),
            format!("{ok}\r\n{broken}\r\n{ok}\r\n"),
        ] {
            let (code, out, _) = run(&["-"], text.clone());
            assert_eq!(code, 2, "{text}: {out}");
            assert_eq!(out.matches("outcome      ok: ").count(), 2, "{text}: {out}");
            assert_eq!(out.matches("  error  ").count(), 1, "{text}: {out}");
        }
    }
    let (_, out, _) = run(&["-"], "{\"a\":\n{}\n,}\n");
    assert_eq!(out.matches("  error  ").count(), 1, "{out}");
    let broken = pretty.replace("\"flow\":", "\"flow\"");
    let (_, out, _) = run(&["-"], format!("{broken}\n{pretty}"));
    assert_eq!(out.matches("  error  ").count(), 1, "{out}");
    assert_eq!(out.matches("outcome      ok: ").count(), 1, "{out}");
}

#[test]
fn data_after_a_body_that_would_break_it_is_not_ignored() {
    let (code, out, _) = run(&["-"], ok() + "}");
    assert_eq!(code, 2);
    assert!(
        out.contains("the body has data after the JSON object"),
        "{out}"
    );
}

#[test]
fn what_is_not_json_is_named_for_what_it_is() {
    let tar = [&b"body.json"[..], &[0; 248], b"ustar\0"].concat();
    for (input, name, advice) in [
        (&b""[..], "it is empty", "check the command"),
        (b"\r\n \n", "it is empty", "check the command"),
        (b"[]", "it holds no body", "check the command"),
        (
            b"<!DOCTYPE html>\n<p>502",
            "this is HTML or XML",
            "check the URL",
        ),
        (
            b"PK\x03\x04abc",
            "this is a zip archive",
            "extract the bodies",
        ),
        (
            b"\xFD7zXZ\0abc",
            "this is an xz archive",
            "extract the bodies",
        ),
        (b"BZh91AY", "this is a bzip2 archive", "extract the bodies"),
        (
            b"7z\xBC\xAF\x27\x1C",
            "this is a 7z archive",
            "extract the bodies",
        ),
        (
            b"\x04\x22\x4D\x18abc",
            "this is an lz4 archive",
            "extract the bodies",
        ),
        (b"PAR1abc", "this is a Parquet file", "extract the bodies"),
        (b"%PDF-1.7", "this is a PDF", "extract the bodies"),
        (
            b"SQLite format 3\0",
            "this is an SQLite database",
            "extract the bodies",
        ),
        (&tar, "this is a tar archive", "extract the bodies"),
        (
            b"process 7\nfailed",
            "there is no JSON in it",
            "as they were received",
        ),
    ] {
        for input in [input.to_vec(), gzip_bytes(input)] {
            let (code, out, _) = run(&[], input);
            assert_eq!(code, 2, "{out}");
            assert!(
                out.contains(&format!("  error        {name}\n")),
                "{name}: {out}"
            );
            assert!(
                out.contains("  what to do   ") && out.contains(advice),
                "{name}: {out}"
            );
            assert_eq!(out.matches("  error  ").count(), 1, "{out}");
            assert!(!out.contains("who sent it"), "{out}");
        }
    }
}

fn gzip_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn an_empty_pipe_is_empty_and_samples_are_not_explained() {
    let (code, out, messages) = run(&[], "");
    assert_eq!((code, messages.as_str()), (2, ""));
    assert!(
        out.starts_with("standard input\n  error        it is empty\n"),
        "{out}"
    );
    assert!(!out.contains("examples/payloads"), "{out}");
}

#[test]
fn what_is_piped_in_is_read_unless_a_file_is_named() {
    let (code, out, _) = run(&[], ok());
    assert_eq!((code, headings(&out)), (0, vec!["standard input"]));
    let file = "examples/payloads/webhook-expired.json";
    let (code, out, _) = run(&[file], "{}");
    assert_eq!((code, headings(&out)), (0, vec![file]));
}

#[test]
fn without_any_input_samples_are_explained() {
    let output = std::process::Command::new(&*INSPECT)
        .current_dir(ROOT)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    // One of them violates the contract, which is not the fault of the caller.
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(headings(&out).len(), 9, "{out}");
    for text in [
        "  violation    ",
        "  unknown      ",
        "made up: a check of tomorrow\n",
    ] {
        assert!(out.contains(text), "{text}: {out}");
    }
}

#[test]
fn the_exit_code_is_that_of_the_worst_body() {
    let news = ok().replace("\"ok\"", "\"error\"");
    let (ok, invalid, broken) = (ok(), invalid(), "{".to_owned());
    for (bodies, expected) in [
        (vec![&ok], 0),
        (vec![&ok, &news], 0),
        (vec![&ok, &invalid, &ok], 1),
        (vec![&broken, &ok], 2),
        (vec![&ok, &broken, &invalid], 2),
    ] {
        let lines: Vec<&str> = bodies.into_iter().map(String::as_str).collect();
        let (code, out, _) = run(&["-"], lines.join("\n"));
        assert_eq!(
            (code, headings(&out).len()),
            (expected, lines.len()),
            "{out}"
        );
    }
}

#[test]
fn a_file_that_can_not_be_read_does_not_stop_the_ones_after_it() {
    let (code, out, messages) = run(
        &["no-such-file.json", "examples/payloads/webhook-ok.json"],
        "",
    );
    assert_eq!(code, 3);
    assert!(
        messages.contains("can't read no-such-file.json"),
        "{messages}"
    );
    assert!(out.contains("outcome      ok: "), "{out}");
}

#[test]
fn files_are_read_in_their_order_and_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("two\u{1b}[31m.gz");
    fs::write(&path, gzip(&format!("{}\n{}\n", ok(), ok()))).unwrap();
    let (code, out, _) = run(&[path.to_str().unwrap(), "-"], ok());
    assert_eq!(code, 0);
    let headings = headings(&out);
    assert!(
        headings[0].ends_with("two\\u{1b}[31m.gz (gzip), line 1"),
        "{out}"
    );
    assert_eq!(headings[2], "standard input", "{out}");
}
