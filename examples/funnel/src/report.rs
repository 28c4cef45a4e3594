//! Writes the tally for people and for machines. Text from an archive is escaped.

use std::io::{self, Write};

use idcloud_types::webhook::EventType;
use serde_json::{Value, json};

use crate::tally::{Broken, Funnel, Tally};

/// The longest bar of the chart, in characters.
const WIDTH: u64 = 40;

/// The labels of the outcomes, in the order of the report.
const OUTCOMES: [&str; 7] = [
    "ok",
    "expired",
    "invalid_identity",
    "failed",
    "canceled",
    "unfinished",
    "unrecognized",
];

/// The longest name that is shown whole, in characters.
const LONGEST_NAME: usize = 60;

pub fn text(tally: &Tally, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{:>12}  bodies", tally.bodies)?;
    writeln!(out, "{:>12}  processes", tally.all.processes())?;
    let range = match tally.window.size() {
        0 => "none looked for".to_owned(),
        size => format!("among the last {size} processes"),
    };
    writeln!(
        out,
        "{:>12}  duplicates set aside ({range})",
        tally.duplicates
    )?;
    for (broken, kind) in [(&tally.malformed, "malformed"), (&tally.invalid, "invalid")] {
        write_broken(broken, kind, out)?;
    }
    if !tally.unread.is_empty() {
        writeln!(
            out,
            "{:>12}  archives not read to the end",
            tally.unread.len()
        )?;
        for unread in &tally.unread {
            writeln!(out, "{:14}  {unread}", "")?;
        }
    }
    write_funnel(&tally.all, out)?;
    if let Some(by_flow) = &tally.by_flow {
        for (flow, funnel) in &by_flow.kept {
            writeln!(
                out,
                "\n=== flow {}: {} processes",
                shown(flow.as_str()),
                funnel.processes()
            )?;
            write_funnel(funnel, out)?;
        }
        if by_flow.others.processes() > 0 {
            writeln!(
                out,
                "\n=== other flows: {} processes",
                by_flow.others.processes()
            )?;
            write_funnel(&by_flow.others, out)?;
        }
    }
    Ok(())
}

fn write_broken(broken: &Broken, kind: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{:>12}  {kind} bodies", broken.count)?;
    for named in &broken.first {
        writeln!(
            out,
            "{:14}  {}:{}: {}",
            "",
            named.archive.escape_debug(),
            named.line,
            named.problem
        )?;
    }
    Ok(())
}

fn write_funnel(funnel: &Funnel, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\noutcome")?;
    let all = funnel.processes();
    for (name, count) in outcomes(funnel) {
        writeln!(out, "{count:>12}  {:>5.1} %  {name}", percent(count, all))?;
    }
    if funnel.expired() == 0 {
        return Ok(());
    }

    writeln!(out, "\nwhere the expired ones stopped")?;
    let most = stops(funnel).map(|stop| stop.count).max().unwrap_or(1);
    for stop in stops(funnel) {
        let name = stop.name();
        let length = usize::try_from((stop.count * WIDTH).div_ceil(most)).unwrap_or_default();
        writeln!(
            out,
            "{:>12}  {:>5.1} %  {name:<44}  {}",
            stop.count,
            percent(stop.count, funnel.expired()),
            "█".repeat(length)
        )?;
    }
    Ok(())
}

pub fn json(tally: &Tally, out: &mut impl Write) -> io::Result<()> {
    let broken = |broken: &Broken| json!({ "count": broken.count, "first": broken.first });
    let by_flow = tally.by_flow.as_ref().map(|by_flow| {
        let flows = by_flow.kept.iter();
        json!({
            "flows": flows
                .map(|(flow, funnel)| (flow.to_string(), funnel_json(funnel)))
                .collect::<Value>(),
            "others": funnel_json(&by_flow.others),
        })
    });
    let report = json!({
        "bodies": tally.bodies,
        "processes": tally.all.processes(),
        "duplicates": { "count": tally.duplicates, "window": tally.window.size() },
        "malformed": broken(&tally.malformed),
        "invalid": broken(&tally.invalid),
        "unread": tally.unread,
        "all": funnel_json(&tally.all),
        "by_flow": by_flow,
    });
    for character in format!("{report:#}").chars() {
        // JSON's own syntax is ASCII, so any other character is in a string, where it may be escaped.
        if matches!(character, ' '..='~' | '\n') {
            write!(out, "{character}")?;
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
        }
    }
    writeln!(out)
}

fn funnel_json(funnel: &Funnel) -> Value {
    let outcomes = outcomes(funnel).map(|(name, count)| (name.to_owned(), count));
    let stop = |stop: Stop| {
        json!({
            "event": stop.event,
            "known": stop.event.map(EventType::is_known),
            "count": stop.count,
            "note": stop.event.is_none().then_some(stop.other),
        })
    };
    json!({
        "outcomes": outcomes.collect::<Value>(),
        "stopped": stops(funnel).map(stop).collect::<Value>(),
    })
}

fn outcomes(funnel: &Funnel) -> impl Iterator<Item = (&'static str, u64)> {
    let count = |label| funnel.outcomes.get(label).copied().unwrap_or_default();
    OUTCOMES.into_iter().map(move |label| (label, count(label)))
}

/// A bar of the chart.
pub struct Stop<'a> {
    event: Option<&'a EventType>,
    /// What the bar is when it is not one event's.
    other: &'static str,
    pub count: u64,
}

impl Stop<'_> {
    pub fn name(&self) -> String {
        match self.event {
            Some(event) if event.is_known() => event.to_string(),
            Some(event) => format!("{} (not known)", shown(event.as_str())),
            None => self.other.to_owned(),
        }
    }
}

/// The chart: the known events in the order of the journey, then the names that are not known, then the rest.
pub fn stops(funnel: &Funnel) -> impl Iterator<Item = Stop<'_>> {
    let stopped = &funnel.stopped;
    let known = EventType::KNOWN
        .iter()
        .map(|event| (event, stopped.kept.get(event).copied().unwrap_or_default()));
    let unknown = (stopped.kept.iter())
        .filter(|(event, _)| !event.is_known())
        .map(|(event, count)| (event, *count));
    let events = known.chain(unknown).map(|(event, count)| Stop {
        event: Some(event),
        other: "",
        count,
    });
    let rest = [
        ("other names that are not known", stopped.others),
        ("no last event", funnel.stopped_somewhere),
    ];
    let rest = rest
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(other, count)| Stop {
            event: None,
            other,
            count,
        });
    events.chain(rest)
}

#[expect(clippy::cast_precision_loss, reason = "it is shown with one decimal")]
fn percent(part: u64, whole: u64) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// A text that is not trusted, fit for a terminal: escaped, and cut when it is long.
fn shown(text: &str) -> String {
    let mut characters = text.chars();
    let mut shown: String = characters
        .by_ref()
        .take(LONGEST_NAME)
        .flat_map(char::escape_debug)
        .collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}
