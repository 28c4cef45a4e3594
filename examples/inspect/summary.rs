//! Totals over many bodies.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::explain::Report;
use crate::print::{HEADING, escaped};

/// How many different entries are counted, and how many of them are shown.
const KEPT: usize = 10_000;
const SHOWN: usize = 20;

/// Counts over all bodies.
#[derive(Default, Serialize)]
pub struct Summary {
    bodies: u64,
    outcomes: BTreeMap<String, u64>,
    violations: BTreeMap<String, u64>,
    unknown: BTreeMap<String, u64>,
    unreadable: u64,
    /// Lines of logs that hold no JSON.
    other_lines: u64,
}

impl Summary {
    pub fn bodies(&self) -> u64 {
        self.bodies
    }

    pub fn add(&mut self, report: &Report) {
        self.bodies += 1;
        match (report.message, report.outcome) {
            (Some(message), Some(outcome)) => {
                count(
                    &mut self.outcomes,
                    format!("{}: {outcome}", message.as_str()),
                );
            }
            _ => self.unreadable += 1,
        }
        for violation in &report.violations {
            count(&mut self.violations, violation.clone());
        }
        for unknown in &report.unknown {
            count(&mut self.unknown, unknown.shown.clone());
        }
    }

    pub fn skip_lines(&mut self, lines: u64) {
        self.other_lines += lines;
    }

    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{HEADING}summary of {} bodies{HEADING:#}", self.bodies)?;
        for (label, count) in [
            ("unreadable", self.unreadable),
            ("other lines", self.other_lines),
        ] {
            if count > 0 {
                writeln!(out, "  {label:<12} {count:>8}")?;
            }
        }
        for (label, counts) in [
            ("outcome", &self.outcomes),
            ("violation", &self.violations),
            ("unknown", &self.unknown),
        ] {
            let mut counts: Vec<_> = counts.iter().collect();
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            for (name, count) in counts.iter().take(SHOWN) {
                writeln!(out, "  {label:<12} {count:>8}  {}", escaped(name))?;
            }
            if counts.len() > SHOWN {
                writeln!(out, "  {label:<12} and {} others", counts.len() - SHOWN)?;
            }
        }
        Ok(())
    }
}

fn count(counts: &mut BTreeMap<String, u64>, name: String) {
    if counts.len() < KEPT || counts.contains_key(&name) {
        *counts.entry(name).or_default() += 1;
    }
}
