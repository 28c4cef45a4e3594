//! A report, for people.

use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::explain::{Message, Report};

const GOOD: Style = AnsiColor::Green.on_default();
const DOUBTFUL: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const PLAIN: Style = Style::new();
pub const HEADING: Style = Style::new().bold();

/// Writes a report under its heading.
pub fn report(heading: &str, report: &Report, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{HEADING}{}{HEADING:#}", escaped(heading))?;
    if let Some(outcome) = report.outcome {
        let style = match outcome {
            "ok" | "verified" => GOOD,
            "unrecognized" | "error" => BAD,
            _ => DOUBTFUL,
        };
        let outcome = outcome.replace('_', " ");
        line(
            out,
            "outcome",
            style,
            format_args!("{outcome}: {}", report.meaning),
        )?;
    }
    match report.message {
        Some(Message::WebSdk) => line(out, "message", PLAIN, "GetProcess, Web & SDK contract")?,
        Some(Message::Api) => line(out, "message", PLAIN, "GetProcess, API contract")?,
        Some(Message::HttpError) => line(out, "message", PLAIN, "GetProcess, error")?,
        Some(Message::Webhook) | None => {}
    }
    for (name, value) in &report.members {
        let label = match *name {
            "description" => String::new(),
            name => name.replace('_', " "),
        };
        line(out, &label, PLAIN, escaped(value))?;
    }
    for check in &report.checks {
        let label = match check {
            check if check.required => "required",
            check if check.alert => "alert",
            _ => "check",
        };
        let (style, verdict) = match check {
            check if check.accepted && check.alert => (GOOD, "no alert"),
            check if check.accepted => (GOOD, "accepted"),
            check if check.alert => (BAD, "alert"),
            _ => (DOUBTFUL, "not accepted"),
        };
        let name = escaped(&check.check);
        match &check.value {
            Some(value) => line(
                out,
                label,
                style,
                format_args!("{name}: {value}, {verdict}"),
            )?,
            None => line(out, label, DOUBTFUL, format_args!("{name}: no result"))?,
        }
    }
    if let Some(score) = &report.score {
        line(out, "score", PLAIN, score)?;
    }
    for reason in &report.reasons {
        let mut parts = reason.text.split("; if ");
        line(out, "reason", BAD, parts.next().unwrap_or_default())?;
        for what_would_help in parts {
            line(out, "", PLAIN, format_args!("if {what_would_help}"))?;
        }
        if let (Some(table), Some(entry)) = (reason.table, &reason.entry) {
            let entry = escaped(entry);
            line(out, "", PLAIN, format_args!("[{table}]  {entry}"))?;
        }
    }
    for unknown in &report.unknown {
        let shown = escaped(&unknown.shown);
        match unknown.known_as {
            Some(known) => {
                let shown = format_args!("{shown}, which differs from `{known}` only in case");
                line(out, "unknown", DOUBTFUL, shown)?;
            }
            None => line(out, "unknown", DOUBTFUL, shown)?,
        }
    }
    for violation in &report.violations {
        line(out, "violation", BAD, violation)?;
    }
    if let Some(decision) = &report.decision {
        line(out, "decision", PLAIN, decision)?;
    }
    if let Some(error) = &report.error {
        line(out, "error", BAD, escaped(error))?;
    }
    if let Some(what_to_do) = report.what_to_do {
        line(out, "what to do", PLAIN, what_to_do)?;
    }
    writeln!(out)
}

fn line(out: &mut impl Write, label: &str, style: Style, text: impl Display) -> io::Result<()> {
    writeln!(out, "  {label:<12} {style}{text}{style:#}")
}

/// Text that is not trusted, fit for a terminal.
pub fn escaped(text: &str) -> String {
    let escape = |c: char| match c {
        '"' | '\'' | '\\' => c.to_string(),
        _ => c.escape_debug().to_string(),
    };
    text.chars().map(escape).collect()
}
