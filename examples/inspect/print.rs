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
        let label = name.replace('_', " ");
        line(out, &label, PLAIN, escaped(value))?;
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
    for rule in &report.broken_rules {
        line(out, "broken rule", BAD, rule)?;
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
