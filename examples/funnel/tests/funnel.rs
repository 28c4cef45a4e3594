//! The program, run as a person runs it.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::ops::Range;
use std::process::Stdio;

use assert_cmd::Command;
use flate2::Compression;
use flate2::write::GzEncoder;
use idcloud_types::webhook::EventType;
use serde_json::{Value, json};
use tempfile::TempDir;

const FUNNEL: &str = env!("CARGO_BIN_EXE_funnel");

/// Runs it in the directory and gives its status, what it wrote, and what it complained of.
#[track_caller]
fn run_in(directory: &TempDir, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let assert = Command::new(FUNNEL)
        .current_dir(directory)
        .args(arguments)
        .write_stdin(input)
        .assert();
    let output = assert.get_output();
    let [out, err] =
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).unwrap());
    assert!(
        !out.contains(|c: char| c.is_control() && c != '\n'),
        "{out:?}"
    );
    (output.status.code().unwrap(), out, err)
}

/// What it reports as JSON of these lines.
#[track_caller]
fn report(lines: &str, arguments: &[&str]) -> Value {
    let directory = TempDir::new().unwrap();
    let arguments = [&["--json", "-"], arguments].concat();
    let (status, out, err) = run_in(&directory, &arguments, lines.as_bytes());
    assert_eq!((status, err.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

/// The count of an event in the chart.
#[track_caller]
fn stopped(report: &Value, event: &str) -> u64 {
    let stops = report["all"]["stopped"].as_array().unwrap();
    let stop = stops.iter().find(|stop| stop["event"] == event);
    stop.unwrap()["count"].as_u64().unwrap()
}

fn line(id: u64, flow: &str, rest: &str) -> String {
    format!(
        r#"{{"processId":"00000000-0000-4000-8000-{id:012x}","state":"PROCESS_STATE_FINISHED","flow":"{flow}",{rest}}}"#
    ) + "\n"
}

fn ok(id: u64) -> String {
    line(id, "id", r#""result":"ok""#)
}

fn expired(id: u64, flow: &str, event: &str) -> String {
    line(
        id,
        flow,
        &format!(r#""result":"expired","lastEvent":"{event}""#),
    )
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &str) -> Vec<u8> {
    zstd::encode_all(text.as_bytes(), 1).unwrap()
}

/// Made-up lines, always the same ones.
fn generated(lines: u32) -> String {
    let directory = TempDir::new().unwrap();
    run_in(&directory, &["--generate", &lines.to_string()], b"").1
}

/// One of everything, and the text report of it.
fn archive() -> String {
    [
        ok(1),
        expired(2, "id", "EVENT_TYPE_QR_CODE_READ"),
        expired(3, "idtoken", "EVENT_TYPE_QR_CODE_READ"),
        "not json\n".to_owned(),
        expired(4, "id", "EVENT_TYPE_PROCESS_CREATED"),
        ok(1),
        "\n".to_owned(),
        line(5, "id", r#""result":"invalid_identity""#),
        line(6, "id", r#""result":"ok","lastEvent":"EVENT_TYPE_QR_CODE_READ""#),
        expired(7, "idtoken", "EVENT_TYPE_NEW"),
        line(8, "flow-of-tomorrow", r#""result":"expired""#),
        line(9, "id", r#""result":"error""#),
        r#"{"processId":"00000000-0000-4000-8000-00000000000a","state":"PROCESS_STATE_CREATED","flow":"id"}"#.to_owned(),
    ]
    .concat()
}

#[test]
fn the_report_counts_every_line_once() {
    let directory = TempDir::new().unwrap();
    fs::write(directory.path().join("day.jsonl"), archive()).unwrap();
    let (status, out, err) = run_in(&directory, &["day.jsonl"], b"");
    assert_eq!((status, err.as_str()), (0, ""));
    let out: Vec<&str> = out.lines().map(str::trim_end).collect();
    let mut expected: Vec<String> = [
        "          12  bodies",
        "           9  processes",
        "           1  duplicates set aside (among the last 100000 processes)",
        "           1  malformed bodies",
        "                day.jsonl:4: malformed webhook payload at line 1 column 2: the body is broken JSON: expected ident",
        "           1  invalid bodies",
        "                day.jsonl:9: invalid webhook payload: `lastEvent` is present although `result` is not `expired`; acknowledge it, keep it and ask GetProcess",
        "",
        "outcome",
        "           1   11.1 %  ok",
        "           5   55.6 %  expired",
        "           1   11.1 %  invalid_identity",
        "           0    0.0 %  failed",
        "           0    0.0 %  canceled",
        "           1   11.1 %  unfinished",
        "           1   11.1 %  unrecognized",
        "",
        "where the expired ones stopped",
    ]
    .map(str::to_owned)
    .to_vec();
    expected.extend(EventType::KNOWN.iter().map(|event| match event {
        EventType::ProcessCreated => {
            "           1   20.0 %  EVENT_TYPE_PROCESS_CREATED                    ████████████████████".to_owned()
        }
        EventType::QrCodeRead => {
            "           2   40.0 %  EVENT_TYPE_QR_CODE_READ                       ████████████████████████████████████████".to_owned()
        }
        event => format!("           0    0.0 %  {event}"),
    }));
    expected.extend([
        "           1   20.0 %  EVENT_TYPE_NEW (not known)                    ████████████████████"
            .to_owned(),
        "           1   20.0 %  no last event                                 ████████████████████"
            .to_owned(),
    ]);
    assert_eq!(out, expected);
}

#[test]
fn json_reports_the_same() {
    let report = report(&archive(), &[]);
    assert_eq!(report["bodies"], 12);
    assert_eq!(report["processes"], 9);
    assert_eq!(
        report["duplicates"],
        json!({ "count": 1, "window": 100_000 })
    );
    assert_eq!(report["malformed"]["count"], 1);
    assert_eq!(report["malformed"]["first"][0]["line"], 4);
    assert_eq!(report["invalid"]["first"][0]["line"], 9);
    assert_eq!(report["by_flow"], Value::Null);
    let outcomes = json!({
        "ok": 1, "expired": 5, "invalid_identity": 1, "failed": 0, "canceled": 0, "unfinished": 1, "unrecognized": 1
    });
    assert_eq!(report["all"]["outcomes"], outcomes);
    assert_eq!(stopped(&report, "EVENT_TYPE_QR_CODE_READ"), 2);
    let new = json!({ "event": "EVENT_TYPE_NEW", "known": false, "count": 1, "note": null });
    assert!(report["all"]["stopped"].as_array().unwrap().contains(&new));
}

#[test]
fn by_flow_every_flow_has_a_funnel_of_its_own() {
    let by_flow = &report(&archive(), &["--by-flow"])["by_flow"];
    let expired = ["id", "idtoken", "flow-of-tomorrow"]
        .map(|flow| &by_flow["flows"][flow]["outcomes"]["expired"]);
    assert_eq!(expired, [2, 2, 1]);

    let directory = TempDir::new().unwrap();
    let (_, out, _) = run_in(&directory, &["--by-flow", "-"], archive().as_bytes());
    assert!(out.contains("\n=== flow idtoken: 2 processes\n"), "{out}");
}

/// The same lines in every way in which they may be packed.
fn packings(lines: &str) -> Vec<(&'static str, Vec<u8>)> {
    let (first, second) = lines.split_at(lines.len() / 2);
    // A skippable frame, as parallel packers write: its magic number, its length, and that many bytes.
    let skippable = b"\x50\x2A\x4D\x18\x03\0\0\0abc".to_vec();
    vec![
        ("plain", lines.as_bytes().to_vec()),
        ("gzip", gzip(lines)),
        ("zstd", zstd(lines)),
        // What tools write that pack in parallel, or append: one packed part after the other.
        ("gzip members", [gzip(first), gzip(second)].concat()),
        ("zstd frames", [zstd(first), zstd(second)].concat()),
        (
            "zstd behind a skippable frame",
            [skippable, zstd(lines)].concat(),
        ),
    ]
}

#[test]
fn an_archive_is_unpacked_by_its_content_whatever_its_name() {
    let lines = generated(3000);
    let directory = TempDir::new().unwrap();
    let (_, expected, _) = run_in(&directory, &["-"], lines.as_bytes());
    for (packing, bytes) in packings(&lines) {
        for name in ["a", "a.jsonl", "a.gz", "a.zst"] {
            fs::write(directory.path().join(name), &bytes).unwrap();
            let (status, out, err) = run_in(&directory, &[name], b"");
            assert_eq!((status, err.as_str()), (0, ""), "{packing} as {name}");
            let out = out.replace(&format!(" {name}:"), " -:");
            assert_eq!(out, expected, "{packing} as {name}");
        }
    }
}

#[test]
fn standard_input_is_unpacked_too() {
    let lines = generated(3000);
    let directory = TempDir::new().unwrap();
    let (_, expected, _) = run_in(&directory, &["-"], lines.as_bytes());
    for (packing, bytes) in packings(&lines) {
        let (status, out, err) = run_in(&directory, &["-"], &bytes);
        assert_eq!((status, err.as_str()), (0, ""), "{packing}");
        assert_eq!(out, expected, "{packing}");
    }
}

/// Runs it on an archive that breaks off, with a whole one after it, and checks that what was read is counted.
#[track_caller]
fn check_broken_off(name: &str, bytes: &[u8]) {
    let directory = TempDir::new().unwrap();
    fs::write(directory.path().join(name), bytes).unwrap();
    fs::write(directory.path().join("whole"), ok(0xFFFF)).unwrap();
    let (status, out, err) = run_in(&directory, &["--json", name, "whole"], b"");
    assert_eq!(status, 1, "{name}: {err}");

    let report: Value = serde_json::from_str(&out).unwrap();
    let unread = &report["unread"];
    assert_eq!(unread.as_array().unwrap().len(), 1, "{name}");
    assert_eq!(unread[0]["archive"], name);
    let lines = unread[0]["lines"].as_u64().unwrap();
    // The line that was cut is not one.
    assert_eq!(report["malformed"]["count"], 0, "{name}");
    assert_eq!(report["all"]["outcomes"]["ok"], lines + 1, "{name}");
    assert!((1000..5000).contains(&lines), "{name}: {lines}");

    let start = format!("funnel: can't read {name:?} after line {lines} (counted up to there): ");
    assert!(err.starts_with(&start), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");

    let (status, out, _) = run_in(&directory, &[name, "whole"], b"");
    assert_eq!(status, 1, "{name}");
    let line = format!(
        "           1  archives not read to the end\n                can't read {name:?} after line {lines} ("
    );
    assert!(out.contains(&line), "{out}");
}

#[test]
fn what_is_read_before_an_archive_breaks_off_is_counted_and_the_rest_is_a_failure() {
    let lines = |ids: Range<u64>| ids.map(ok).collect::<String>();
    for (name, pack) in [("a.gz", gzip as fn(&str) -> Vec<u8>), ("a.zst", zstd)] {
        let whole = pack(&lines(0..5000));
        check_broken_off(&format!("cut.{name}"), &whole[..whole.len() * 3 / 4]);

        let damaged = [pack(&lines(0..2000)), b"no packed part".to_vec()].concat();
        check_broken_off(&format!("damaged.{name}"), &damaged);

        let second = pack(&lines(2000..5000));
        let cut_in_second = [&pack(&lines(0..2000)), &second[..second.len() / 2]].concat();
        check_broken_off(&format!("second.{name}"), &cut_in_second);
    }
}

#[test]
fn an_archive_that_can_not_be_read_does_not_stop_the_others() {
    let directory = TempDir::new().unwrap();
    fs::write(directory.path().join("a"), ok(1)).unwrap();
    let (status, out, err) = run_in(
        &directory,
        &["--json", "missing", "a", ".", "-"],
        ok(2).as_bytes(),
    );
    assert_eq!(status, 1);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["all"]["outcomes"]["ok"], 2);
    assert_eq!(report["unread"][0]["archive"], "missing");
    assert_eq!(report["unread"][1]["archive"], ".");
    assert_eq!(err.lines().count(), 2, "{err}");
}

#[test]
fn any_number_of_threads_gives_the_same_report() {
    let directory = TempDir::new().unwrap();
    let (_, lines, _) = run_in(&directory, &["--generate", "20000"], b"");
    fs::write(directory.path().join("a"), &lines).unwrap();
    // A window so small that the order of the lines decides what a duplicate is.
    let reports = ["1", "2", "3", "7"].map(|threads| {
        let arguments = [
            "--threads",
            threads,
            "--window",
            "300",
            "--by-flow",
            "a",
            "a",
            "-",
        ];
        run_in(&directory, &arguments, lines.as_bytes())
    });
    assert_eq!(reports[0].0, 0);
    for report in &reports {
        assert_eq!(report, &reports[0]);
    }
}

#[test]
fn the_generator_repeats_itself_and_feeds_every_part_of_the_report() {
    let directory = TempDir::new().unwrap();
    let [one, two] = [(), ()].map(|()| run_in(&directory, &["--generate", "20000"], b""));
    assert_eq!(one, two);
    let report = report(&one.1, &[]);
    assert_eq!(report["bodies"], 20_000);
    for part in ["duplicates", "malformed", "invalid"] {
        assert_ne!(report[part]["count"], 0, "{part}");
    }
    for outcome in ["ok", "expired", "invalid_identity"] {
        assert_ne!(report["all"]["outcomes"][outcome], 0, "{outcome}");
    }
    let stops = report["all"]["stopped"].as_array().unwrap();
    assert_eq!(stops.len(), EventType::KNOWN.len() + 2);
    assert!(stops.iter().all(|stop| stop["count"] != 0));
}

#[test]
fn a_duplicate_is_set_aside_within_the_window() {
    let ids = |ids: &[u64]| ids.iter().copied().map(ok).collect::<String>();
    for (lines, duplicates) in [
        // Fewer than three others in between: for certain.
        (ids(&[1, 2, 3, 1]), 1),
        (ids(&[1, 1, 1, 2, 3, 1]), 3),
        // So many that it is forgotten.
        (ids(&[1, 2, 3, 4, 5, 6, 1]), 0),
        (ids(&[1, 2, 3, 4, 5, 6, 7, 8, 9]), 0),
    ] {
        let report = report(&lines, &["--window", "3"]);
        assert_eq!(report["duplicates"]["count"], duplicates, "{lines}");
    }
}

#[test]
fn without_a_window_every_delivery_counts() {
    let lines = [ok(1), ok(1), expired(1, "id", "EVENT_TYPE_QR_CODE_READ")].concat();
    let report = report(&lines, &["--window", "0"]);
    assert_eq!(report["duplicates"], json!({ "count": 0, "window": 0 }));
    assert_eq!(report["processes"], 3);

    let directory = TempDir::new().unwrap();
    let (_, out, _) = run_in(&directory, &["--window", "0", "-"], lines.as_bytes());
    assert!(
        out.contains("           0  duplicates set aside (none looked for)\n"),
        "{out}"
    );
}

#[test]
fn a_process_that_finishes_after_all_is_not_a_duplicate() {
    let created = ok(1)
        .replace("FINISHED", "CREATED")
        .replace(r#","result":"ok""#, "");
    let report = report(&format!("{created}{created}{}{}", ok(1), ok(1)), &[]);
    assert_eq!(report["duplicates"]["count"], 1);
    assert_eq!(report["all"]["outcomes"]["unfinished"], 2);
    assert_eq!(report["all"]["outcomes"]["ok"], 1);
}

#[test]
fn a_broken_line_does_not_stop_the_ones_after() {
    let broken: [&[u8]; 6] = [
        b"{",
        b"\xFF\xFE",
        b"5",
        b"{\"a\":1}",
        b"null",
        b"\xEF\xBB\xBF{}",
    ];
    let mut lines = Vec::new();
    for (line, id) in broken.into_iter().zip(1..) {
        lines.extend_from_slice(line);
        lines.push(b'\n');
        lines.extend_from_slice(ok(id).as_bytes());
    }
    let directory = TempDir::new().unwrap();
    let (status, out, _) = run_in(&directory, &["--json", "-"], &lines);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(status, 0);
    assert_eq!(report["malformed"]["count"], 6);
    assert_eq!(report["all"]["outcomes"]["ok"], 6);
    let named = report["malformed"]["first"].as_array().unwrap();
    let numbers: Vec<_> = named
        .iter()
        .map(|named| named["line"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [1, 3, 5, 7, 9]);
}

/// Checks how many deliveries in these bytes count, whatever else is malformed.
#[track_caller]
fn check_deliveries(text: impl Into<Vec<u8>>, deliveries: u64, malformed: u64) {
    let directory = TempDir::new().unwrap();
    let text = text.into();
    let shown = String::from_utf8_lossy(&text[..text.len().min(300)]).into_owned();
    let (_, out, _) = run_in(&directory, &["--json", "-"], &text);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        report["all"]["outcomes"]["ok"], deliveries,
        "{shown}: {out}"
    );
    assert_eq!(report["malformed"]["count"], malformed, "{shown}: {out}");
    assert_eq!(report["bodies"], deliveries + malformed, "{shown}: {out}");
}

#[test]
fn a_byte_order_mark_loses_no_delivery() {
    check_deliveries(format!("\u{FEFF}{}", ok(1)), 1, 0);
    check_deliveries(format!("\u{FEFF}{}\u{FEFF}{}", ok(1), ok(2)), 2, 0);
    check_deliveries(gzip(&format!("\u{FEFF}{}", ok(1))), 1, 0);
}

#[test]
fn a_gap_of_nul_bytes_loses_no_delivery() {
    let one = ok(1).trim_end().to_owned();
    for length in [1, 4096, 100_000, 3_000_000] {
        let gap = "\0".repeat(length);
        check_deliveries(format!("{gap}{}", ok(1)), 1, 0);
        check_deliveries(format!("{}{gap}{}", ok(1), ok(2)), 2, 0);
        check_deliveries(format!("{one}{gap}{}{gap}", ok(2)), 2, 0);
        // A body that the gap tears is one, and hides nothing.
        let (start, end) = one.split_at(60);
        check_deliveries(format!("{start}{gap}{}", ok(2)), 1, 1);
        check_deliveries(format!("{}{start}{gap}{end}\n{}", ok(2), ok(3)), 2, 1);
    }
}

#[test]
fn padding_behind_a_packed_part_loses_no_delivery() {
    let padding = vec![0; 10_000];
    for pack in [gzip as fn(&str) -> Vec<u8>, zstd] {
        let [one, two] = [ok(1), ok(2)].map(|line| pack(&line));
        check_deliveries([&*one, &padding].concat(), 1, 0);
        check_deliveries([&*one, &padding, &two, &padding].concat(), 2, 0);
        check_deliveries([&*one, &padding[..1], &two].concat(), 2, 0);
    }
}

fn bodies(number: u64) -> Vec<String> {
    (0..number).map(|id| ok(id).trim_end().to_owned()).collect()
}

fn pretty(body: &str) -> String {
    let body: Value = serde_json::from_str(body).unwrap();
    serde_json::to_string_pretty(&body).unwrap()
}

#[test]
fn several_bodies_on_a_line_are_each_read() {
    for number in [2, 3, 10_000] {
        for separator in ["", " ", ",", ", ", "\0", "\u{1E}"] {
            check_deliveries(bodies(number).join(separator), number, 0);
        }
    }
    check_deliveries(format!("{}{{}}{}", ok(1).trim_end(), ok(2)), 2, 1);
}

#[test]
fn an_array_is_read_as_its_elements() {
    for number in [1, 2, 10_000] {
        let bodies = bodies(number);
        let array = format!("[{}]", bodies.join(","));
        check_deliveries(&*array, number, 0);
        check_deliveries(format!("\u{FEFF}[\n{}\n]\n", bodies.join(",\n")), number, 0);
        check_deliveries(pretty(&array), number, 0);
        check_deliveries(pretty(&array).replace('\n', "\r\n"), number, 0);
        check_deliveries(gzip(&array), number, 0);
    }
    check_deliveries("[]", 0, 0);
}

#[test]
fn bodies_over_several_lines_are_read() {
    let documents: Vec<String> = bodies(5000).iter().map(|body| pretty(body)).collect();
    check_deliveries(documents.join("\n"), 5000, 0);
    // A torn one, first or later, hides nothing.
    let torn = &documents[0][..60];
    check_deliveries(format!("{torn}\n{}", documents.join("\n")), 5000, 1);
    check_deliveries(
        format!("{}\n{torn}\n{}", documents[0], documents[1..].join("\n")),
        5000,
        1,
    );
}

#[test]
fn a_torn_body_does_not_hide_the_one_that_it_runs_into() {
    let torn = &ok(1)[..70];
    check_deliveries(format!("{torn}{}{}", ok(2), ok(3)), 2, 1);
    check_deliveries(
        format!("[{},{torn},{}]", bodies(1)[0], ok(2).trim_end()),
        2,
        1,
    );
    // Nothing inside a body, sound or torn, is a delivery.
    check_deliveries(format!("{{\"a\":{}}}\n", ok(1).trim_end()), 0, 1);
    check_deliveries(format!("{{\"a\" 1,\"b\": {}\n", ok(1).trim_end()), 0, 1);
}

/// Each bracket might begin a body, and none ends.
#[test]
fn brackets_without_an_end_take_no_longer_than_other_data() {
    for (nested, malformed) in [("{\"a\":[\n", 10_000), ("{\"a\":[", 1)] {
        let started = std::time::Instant::now();
        check_deliveries(
            format!("{}\n{}", nested.repeat(10_000), ok(1)),
            1,
            malformed,
        );
        assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    }
}

#[test]
fn a_broken_body_in_an_array_is_named_by_its_line() {
    let array = format!("[{},{}]", bodies(1)[0], ok(1).trim_end()).replace("},{", "},{\"a\":1},{");
    let report = report(&pretty(&array), &[]);
    assert_eq!(report["malformed"]["first"][0]["line"], 8);
    let report = self::report(&array, &[]);
    assert_eq!(report["malformed"]["first"][0]["line"], 1);
}

#[test]
fn the_funnel_is_drawn() {
    let directory = TempDir::new().unwrap();
    let lines = archive() + &expired(50, "id", "EVENT_<&\\u001b");
    let (status, out, err) = run_in(&directory, &["--svg", "funnel.svg", "-"], lines.as_bytes());
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("where the expired ones stopped"), "{out}");
    let svg = fs::read_to_string(directory.path().join("funnel.svg")).unwrap();
    assert!(
        svg.starts_with("<svg ") && svg.ends_with("</svg>\n"),
        "{svg}"
    );
    for text in [
        "Where 6 expired processes of 10 stopped",
        "\nEVENT_TYPE_QR_CODE_READ\n",
        "\nEVENT_TYPE_NEW (not known)\n",
        "\nEVENT_&lt;&amp;\\u{1b} (not known)\n",
        "\nno last event\n",
    ] {
        assert!(svg.contains(text), "{text}: {svg}");
    }
    // a bar for each event with a count
    assert_eq!(
        svg.matches("<rect ").count(),
        1 + EventType::KNOWN.len() + 3,
        "{svg}"
    );

    let (status, _, err) = run_in(
        &directory,
        &["--svg", "missing/funnel.svg", "-"],
        lines.as_bytes(),
    );
    assert_eq!(status, 2);
    assert!(
        err.starts_with("funnel: can't draw \"missing/funnel.svg\": "),
        "{err}"
    );
}

#[test]
fn a_line_may_be_long_but_not_longer() {
    const LONGEST: usize = 64 * 1024;
    let padded = |id, length: usize| {
        let line = ok(id).trim_end().to_owned();
        line.replacen('{', &format!("{{{}", " ".repeat(length - line.len())), 1)
    };
    let endless = "x".repeat(10 * LONGEST);
    let lines = [
        padded(1, LONGEST),
        padded(2, LONGEST + 1),
        endless.clone(),
        ok(3),
        endless,
    ]
    .join("\n");
    let report = report(&lines, &[]);
    assert_eq!(report["all"]["outcomes"]["ok"], 2);
    // `ok(3)` brings a line feed of its own, so a blank line follows it.
    let problem = "longer than 65536 bytes; expected one delivery";
    let first: Vec<_> = [2, 3, 6]
        .map(|line| json!({ "archive": "-", "line": line, "problem": problem }))
        .into();
    assert_eq!(report["malformed"], json!({ "count": 3, "first": first }));
}

/// The payload's only member that two lines of one form differ in is `processId`: it alone is read again.
#[test]
fn lines_that_differ_in_the_process_id_alone_are_each_read() {
    let id = "00000000-0000-4000-8000-000000000001";
    let forms = [
        ok(1),
        ok(1).replace(':', ": ").replace(',', ", "),
        format!(
            r#"{{"flow":"id","processId":"{id}","result":"ok","state":"PROCESS_STATE_FINISHED"}}"#
        ),
        format!(
            r#"{{"state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok","processId":"{id}"}}"#
        ),
    ];
    for form in forms {
        let line = |other: &str| form.trim_end().replace(id, other) + "\n";
        let [one, two, upper, lower] = ["1", "2", "A", "a"]
            .map(|last| line(&format!("00000000-0000-4000-8000-00000000000{last}")));
        let lines = [&*one, &two, &two, &upper, &lower, &one].concat();
        let deliveries = report(&lines, &[]);
        assert_eq!(deliveries["all"]["outcomes"]["ok"], 3, "{form}");
        assert_eq!(deliveries["duplicates"]["count"], 3, "{form}");

        for malformed in [
            "00000000-0000-4000-8000-00000000000g",
            "000000000000040008000000000000000001",
            "00000000000040008000000000000001",
            "{0000000-0000-4000-8000-00000000000}",
            "0000000000-0000-4000-8000-0000\",\"\":\"",
        ] {
            let report = report(&[&*one, &line(malformed), &two].concat(), &[]);
            assert_eq!(report["malformed"]["count"], 1, "{form}: {malformed}");
            assert_eq!(report["all"]["outcomes"]["ok"], 2, "{form}: {malformed}");
        }
    }
}

/// A process id of something else does not count.
#[test]
fn only_the_payload_s_own_process_id_counts() {
    let id = |last: u64| format!(r#""processId":"00000000-0000-4000-8000-{last:012x}""#);
    for other in [
        |other: String| format!(r#"{{"before":{{{other}}},"#),
        |other: String| format!(r#"{{"before":[{{{other}}}],"#),
        |other: String| format!("{{{},", other.replace("\"processId", "\"\\\"processId")),
    ] {
        let line = |inner: u64, outer: u64| ok(outer).replacen('{', &other(id(inner)), 1);
        let lines = [line(1, 1), line(2, 1), line(3, 1), line(1, 2)].concat();
        let report = report(&lines, &[]);
        assert_eq!(report["all"]["outcomes"]["ok"], 2, "{lines}");
        assert_eq!(report["duplicates"]["count"], 2, "{lines}");
    }
}

#[test]
fn a_broken_line_is_named_by_its_archive_and_its_number() {
    let directory = TempDir::new().unwrap();
    let long: String = (0..20_000).map(ok).collect();
    fs::write(directory.path().join("a"), long.clone() + "broken\n").unwrap();
    fs::write(directory.path().join("b"), long + "\n\nbroken").unwrap();
    let (_, out, _) = run_in(&directory, &["--json", "a", "b"], b"");
    let report: Value = serde_json::from_str(&out).unwrap();
    let first = report["malformed"]["first"].as_array().unwrap();
    let named: Vec<_> = first
        .iter()
        .map(|named| (&named["archive"], &named["line"]))
        .collect();
    assert_eq!(
        named,
        [(&json!("a"), &json!(20_001)), (&json!("b"), &json!(20_003))]
    );
}

/// More different deliveries than a worker remembers, with others between and after them.
#[test]
fn any_number_of_unknown_names_leaves_the_other_counts_alone() {
    let lines: String = (0..5000)
        .map(|id| {
            let event = format!("EVENT_TYPE_NEW_{id}");
            ok(2 * id) + &expired(2 * id + 1, "id", &event)
        })
        .collect();
    let report = report(&lines, &["--threads", "1"]);
    assert_eq!(report["all"]["outcomes"]["ok"], 5000);
    assert_eq!(report["all"]["outcomes"]["expired"], 5000);
    let stops = report["all"]["stopped"].as_array().unwrap();
    assert_eq!(stops.last().unwrap()["count"], 5000 - 20);
}

#[test]
fn nothing_of_an_archive_reaches_the_terminal_unescaped() {
    let event = r"EVENT_TYPE_\u001b[31mRED\u0007\u009b\u202e\n\r";
    let lines = [
        expired(1, r"flow\u001b]0;title\u0007", event),
        expired(2, "id", &format!("EVENT_TYPE_{}", "LONG".repeat(100))),
        "\x1b[2J\n".to_owned(),
    ]
    .concat();
    let directory = TempDir::new().unwrap();
    let (status, out, _) = run_in(&directory, &["--by-flow", "-"], lines.as_bytes());
    assert_eq!(status, 0);
    assert!(
        out.contains(r"EVENT_TYPE_\u{1b}[31mRED\u{7}\u{9b}\u{202e}\n\r (not known)"),
        "{out}"
    );
    assert!(
        out.contains(r"=== flow flow\u{1b}]0;title\u{7}: 1 processes"),
        "{out}"
    );
    assert!(out.lines().all(|line| line.chars().count() < 200), "{out}");

    // As JSON, the name is whole.
    let report = report(&lines, &[]);
    assert_eq!(
        stopped(&report, "EVENT_TYPE_\u{1b}[31mRED\u{7}\u{9b}\u{202e}\n\r"),
        1
    );
}

#[test]
fn unknown_names_are_kept_up_to_a_limit() {
    let mut lines = String::new();
    for id in 0..50 {
        write!(
            lines,
            "{}",
            expired(id, &format!("flow-{id}"), &format!("EVENT_TYPE_NEW_{id}"))
        )
        .unwrap();
    }
    // A name that was kept goes on being counted.
    lines += &expired(50, "flow-0", "EVENT_TYPE_NEW_0");
    let report = report(&lines, &["--by-flow"]);
    let stops = report["all"]["stopped"].as_array().unwrap();
    assert_eq!(stops.len(), EventType::KNOWN.len() + 20 + 1);
    assert_eq!(stopped(&report, "EVENT_TYPE_NEW_0"), 2);
    let others = stops.last().unwrap();
    assert_eq!(others["note"], "other names that are not known");
    assert_eq!(others["count"], 30);
    assert_eq!(report["by_flow"]["flows"].as_object().unwrap().len(), 20);
    assert_eq!(report["by_flow"]["others"]["outcomes"]["expired"], 30);
}

#[test]
fn archives_without_a_line_are_a_failure() {
    let directory = TempDir::new().unwrap();
    let message = "funnel: the archives hold no body; check that they are the right ones\n";
    for input in [Vec::new(), b"\n \n\n".to_vec(), gzip(""), zstd("")] {
        let (status, out, err) = run_in(&directory, &["-"], &input);
        assert_eq!((status, err.as_str()), (1, message), "{input:?}");
        let start = "           0  bodies\n           0  processes\n";
        assert!(out.starts_with(start), "{out}");
    }
    // One among others is a quiet day.
    fs::write(directory.path().join("quiet"), "").unwrap();
    let (status, _, err) = run_in(&directory, &["quiet", "-"], ok(1).as_bytes());
    assert_eq!((status, err.as_str()), (0, ""));
}

#[test]
fn archives_without_a_delivery_are_a_failure() {
    let directory = TempDir::new().unwrap();
    let message = "funnel: no body is a delivery; expected JSON bodies of the webhook\n";
    // The third is the magic number of xz.
    for input in [&b"not json\nnor this\n"[..], b"{}", b"\xFD7zXZ\0\0\n"] {
        let (status, out, err) = run_in(&directory, &["-"], input);
        assert_eq!((status, err.as_str()), (1, message), "{input:?}");
        assert!(
            out.contains("  malformed bodies\n                -:1: "),
            "{out}"
        );
    }
}

#[test]
fn without_anything_that_can_be_read_there_is_no_report() {
    let directory = TempDir::new().unwrap();
    fs::write(directory.path().join("cut.gz"), [0x1F, 0x8B, 8, 0]).unwrap();
    fs::write(directory.path().join("cut.zst"), [0x28, 0xB5, 0x2F, 0xFD]).unwrap();
    for name in ["missing\n.jsonl", "cut.gz", "cut.zst", "."] {
        let (status, out, err) = run_in(&directory, &[name], b"");
        assert_eq!((status, out.as_str()), (2, ""), "{name}");
        let start = format!("funnel: can't read {name:?}: ");
        assert!(
            err.starts_with(&start) && err.ends_with("; check the file, or leave it out\n"),
            "{err}"
        );
        assert_eq!(err.lines().count(), 1, "{err}");
    }
}

#[test]
fn wrong_arguments_are_refused() {
    let directory = TempDir::new().unwrap();
    for arguments in [
        &[][..],
        &["--threads", "0", "-"],
        &["--window", "-1", "-"],
        &["--generate", "1", "-"],
        &["--no-such-thing", "-"],
    ] {
        let (status, out, _) = run_in(&directory, arguments, b"");
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_not_an_error() {
    let mut child = std::process::Command::new(FUNNEL)
        .args(["--generate", "100000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut seen = [0; 100];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut seen).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}
