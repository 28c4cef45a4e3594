//! Where do expired processes stop? A report over archived deliveries, one JSON body per line.
//!
//! ```text
//! cargo run --release --manifest-path examples/funnel/Cargo.toml -- --generate 100000 > archive.jsonl
//! cargo run --release --manifest-path examples/funnel/Cargo.toml -- archive.jsonl
//! zcat old/*.gz | cargo run --release --manifest-path examples/funnel/Cargo.toml -- --by-flow -
//! ```
//!
//! It streams: memory depends on the number of threads and on the window for duplicates, never on the length of the
//! archives. The same archives give the same report, whatever the number of threads. A broken line is counted and
//! named, and stops nothing.
//!
//! Ends with 0 when the report could be made, however many lines are broken, and with 2 when it could not: a wrong
//! argument, or an archive that can't be read.

mod generate;
mod read;
mod report;
mod tally;

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use clap::Parser;

use tally::Tally;

#[derive(Parser)]
#[command(
    name = "funnel",
    about = "Where do expired processes stop? A report over archived webhook deliveries, one JSON body per line.",
    after_help = "Exit status: 0 when the report was made, however many lines are broken; 2 when it could not be made."
)]
struct Arguments {
    /// Files to read, in this order; `.gz` and `.zst` are unpacked, `-` is standard input
    #[arg(required_unless_present = "generate")]
    archives: Vec<PathBuf>,

    /// Report every flow by itself, too
    #[arg(long)]
    by_flow: bool,

    /// Write the report as JSON
    #[arg(long)]
    json: bool,

    /// How many processes to remember, so as to set aside a second delivery about one
    ///
    /// A duplicate is found for certain when fewer than this many other processes came since the first delivery about
    /// its process, and never when more than twice as many did. Only a finished process counts as delivered.
    #[arg(long, value_name = "PROCESSES", default_value = "100000")]
    window: NonZeroUsize,

    /// How many threads parse [default: one per core]
    #[arg(long)]
    threads: Option<NonZeroUsize>,

    /// Write so many lines of made-up deliveries instead: always the same ones
    #[arg(long, value_name = "LINES", conflicts_with_all = ["archives", "by_flow", "json"])]
    generate: Option<u64>,
}

/// Why there is no report. Each says what failed, where, and what to do.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("can't read {path:?}: {cause}; check the file, or leave it out")]
    Read { path: PathBuf, cause: io::Error },
    #[error("can't write to standard output: {0}; check where it leads")]
    Write(#[from] io::Error),
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output has seen enough.
        Err(Error::Write(cause)) if cause.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("funnel: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(lines) = arguments.generate {
        generate::write(lines, &mut out)?;
        return Ok(out.flush()?);
    }

    let threads = arguments
        .threads
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let mut tally = Tally::new(arguments.window.get(), arguments.by_flow);
    read::each_line(&arguments.archives, threads, |place, line| {
        tally.add(place, line);
    })?;
    if arguments.json {
        report::json(&tally, &mut out)?;
    } else {
        report::text(&tally, &mut out)?;
    }
    Ok(out.flush()?)
}
