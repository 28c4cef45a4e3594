//! Where do expired processes stop? A report over archived deliveries. See README.md.
//!
//! It streams: memory depends on the number of threads and on the window for duplicates, never on the length of the
//! archives. The same archives give the same report, whatever the number of threads. A broken body, or an archive that
//! is cut short, is counted and named, and reading continues.

#![warn(clippy::expect_used, clippy::indexing_slicing)]
#![warn(clippy::panic, clippy::unwrap_used)]

mod archive;
mod blocks;
mod bodies;
mod count;
mod forms;
#[expect(clippy::indexing_slicing, reason = "it reads no input")]
mod generate;
mod report;
mod svg;
mod tally;
mod window;
mod workers;

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use tally::Tally;

/// The report, or a part of it, is missing.
const PARTIAL: u8 = 1;
/// There is no report.
const FAILURE: u8 = 2;

#[derive(Parser)]
#[command(
    name = "funnel",
    about = "Where do expired processes stop? A report over archived webhook deliveries.",
    after_help = "Exit status: 0 when every archive was read to its end, however many bodies are malformed or invalid; \
                  1 when the report is partial, because an archive was not read to its end, no body is a delivery, or \
                  there is no body at all; 2 when there is no report."
)]
struct Arguments {
    /// Files to read, in this order; gzip and zstd are unpacked whatever the name, `-` is standard input
    #[arg(required_unless_present = "generate")]
    archives: Vec<PathBuf>,

    /// Add a report for every flow
    #[arg(long)]
    by_flow: bool,

    /// Write the report as JSON
    #[arg(long)]
    json: bool,

    /// Draw where the expired processes stopped, as an SVG file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// How many processes to remember, in order to set duplicates aside; 0 counts every delivery
    ///
    /// A duplicate is always found if fewer than this many other processes were delivered after the first delivery
    /// about its process, and never if more than twice as many were. Only deliveries about finished processes count.
    #[arg(long, value_name = "PROCESSES", default_value = "100000")]
    window: usize,

    /// How many threads to use [default: one per core]
    #[arg(long)]
    threads: Option<NonZeroUsize>,

    /// Write this many made-up lines instead, always the same ones
    #[arg(long, value_name = "LINES", conflicts_with_all = ["archives", "by_flow", "json", "svg"])]
    generate: Option<u64>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(status) => status,
        // Whoever read the output has seen enough.
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("funnel: can't write to standard output: {cause}; check where it leads");
            ExitCode::from(FAILURE)
        }
    }
}

/// Fails only when standard output can't be written to.
fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(lines) = arguments.generate {
        generate::write(lines, &mut out)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }

    // 0 is one per core.
    let threads = arguments.threads.map_or(0, NonZeroUsize::get);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(io::Error::other)?;
    let mut tally = Tally::new(arguments.window, arguments.by_flow);
    pool.install(|| workers::count(&arguments.archives, &mut tally));

    for unread in &tally.unread {
        eprintln!("funnel: {unread}; check the file, or leave it out");
    }
    if tally.bodies == 0 && !tally.unread.is_empty() {
        return Ok(ExitCode::from(FAILURE));
    }
    if arguments.json {
        report::json(&tally, &mut out)?;
    } else {
        report::text(&tally, &mut out)?;
    }
    out.flush()?;
    if let Some(path) = &arguments.svg {
        if let Err(cause) = svg::draw(&tally.all, path) {
            let path = path.to_string_lossy();
            eprintln!("funnel: can't draw {path:?}: {cause}; check where it leads");
            return Ok(ExitCode::from(FAILURE));
        }
    }
    if tally.bodies == 0 {
        eprintln!("funnel: the archives hold no body; check that they are the right ones");
    } else if tally.malformed.count == tally.bodies {
        eprintln!("funnel: no body is a delivery; expected JSON bodies of the webhook");
    } else if tally.unread.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::from(PARTIAL))
}
