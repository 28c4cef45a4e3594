//! From archives to deliveries: streaming, on every core, in bounded memory, and in the order of the lines.
//!
//! One thread cuts the archives into chunks of whole lines and deals them out to the workers in turn; the caller
//! collects from the workers in the same turn. So the order is that of the lines without anything to sort, and
//! every queue has a fixed length.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use flate2::read::MultiGzDecoder;
use idcloud_types::webhook::{Payload, PayloadError};
use indicatif::{ProgressBar, ProgressStyle};

use super::Error;

/// A delivery is a few hundred bytes; a longer line than this is no delivery, and is not kept in memory.
pub const LONGEST_LINE: u64 = 64 * 1024;

/// Lines are handed to a worker when they make up so many bytes.
const CHUNK: usize = 256 * 1024;

/// Or when there are so many of them, because a blank line takes no byte to speak of.
const CHUNK_LINES: usize = 4096;

/// How many chunks may wait for a worker, and how many results for the caller.
const WAITING: usize = 2;

/// Where a line stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub archive: &'a Path,
    pub line: u64,
}

/// What a line holds.
pub enum Line {
    Blank,
    TooLong,
    Delivery(Payload),
    Broken(PayloadError),
}

/// Whole lines of one archive.
struct Chunk<'a> {
    archive: &'a Path,
    first_line: u64,
    bytes: Vec<u8>,
    /// `None` for a line that is too long.
    lines: Vec<Option<Range<usize>>>,
}

/// The same lines, read.
struct Batch<'a> {
    archive: &'a Path,
    first_line: u64,
    lines: Vec<Line>,
}

/// Calls `each` for every line of the archives, in their order.
pub fn each_line(
    archives: &[PathBuf],
    threads: usize,
    mut each: impl FnMut(Place, Line),
) -> Result<(), Error> {
    let bar = progress_bar(archives);
    thread::scope(|scope| {
        let (to_workers, from_workers): (Vec<_>, Vec<_>) = (0..threads)
            .map(|_| {
                let (to_worker, chunks) = sync_channel::<Chunk<'_>>(WAITING);
                let (batches, from_worker) = sync_channel(WAITING);
                scope.spawn(move || work(&chunks, &batches));
                (to_worker, from_worker)
            })
            .unzip();
        let bar = &bar;
        let cutter = scope.spawn(move || cut(archives, bar, &to_workers));

        // The first worker that has nothing in its turn says that all is done.
        let mut turn = from_workers.iter().cycle();
        while let Some(Ok(batch)) = turn.next().map(Receiver::recv) {
            let archive = batch.archive;
            for (content, line) in batch.lines.into_iter().zip(batch.first_line..) {
                each(Place { archive, line }, content);
            }
        }
        bar.finish_and_clear();
        cutter
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Parses chunks until there are no more, or nobody wants the result.
fn work<'a>(chunks: &Receiver<Chunk<'a>>, batches: &SyncSender<Batch<'a>>) {
    for chunk in chunks {
        let read = |range: Option<Range<usize>>| {
            let Some(body) = range.and_then(|range| chunk.bytes.get(range)) else {
                return Line::TooLong;
            };
            match body.trim_ascii() {
                [] => Line::Blank,
                body => Payload::from_slice(body).map_or_else(Line::Broken, Line::Delivery),
            }
        };
        let batch = Batch {
            archive: chunk.archive,
            first_line: chunk.first_line,
            lines: chunk.lines.into_iter().map(read).collect(),
        };
        if batches.send(batch).is_err() {
            return;
        }
    }
}

/// Cuts the archives into chunks and deals them out in turn.
fn cut<'a>(
    archives: &'a [PathBuf],
    bar: &ProgressBar,
    workers: &[SyncSender<Chunk<'a>>],
) -> Result<(), Error> {
    let mut turn = workers.iter().cycle();
    for path in archives {
        let fail = |cause| Error::Read {
            path: path.clone(),
            cause,
        };
        let mut input = open(path, bar).map_err(fail)?;
        let mut first_line = 1;
        loop {
            let chunk = next_chunk(&mut input, path, first_line).map_err(fail)?;
            first_line += chunk.lines.len() as u64;
            if chunk.lines.is_empty() {
                break;
            }
            // A worker ends before its input does only by a panic, which the scope reports.
            if turn.next().is_none_or(|worker| worker.send(chunk).is_err()) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The next whole lines; none at the end.
fn next_chunk<'a>(
    input: &mut impl BufRead,
    archive: &'a Path,
    first_line: u64,
) -> io::Result<Chunk<'a>> {
    let mut bytes = Vec::with_capacity(CHUNK + CHUNK / 4);
    let mut lines = Vec::new();
    while bytes.len() < CHUNK && lines.len() < CHUNK_LINES {
        let start = bytes.len();
        // One byte more than the longest line: its line feed, or the proof that it is longer.
        let length = input.take(LONGEST_LINE + 1).read_until(b'\n', &mut bytes)?;
        if length == 0 {
            break;
        }
        if length as u64 > LONGEST_LINE && !bytes.ends_with(b"\n") {
            bytes.truncate(start);
            input.skip_until(b'\n')?;
            lines.push(None);
        } else {
            lines.push(Some(start..bytes.len()));
        }
    }
    Ok(Chunk {
        archive,
        first_line,
        bytes,
        lines,
    })
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn open(path: &Path, bar: &ProgressBar) -> io::Result<Box<dyn BufRead>> {
    let packed: Box<dyn Read> = if is_standard_input(path) {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path)?)
    };
    let packed = BufReader::new(bar.wrap_read(packed));
    Ok(match path.extension().and_then(|ending| ending.to_str()) {
        Some("gz") => Box::new(BufReader::new(MultiGzDecoder::new(packed))),
        Some("zst") => Box::new(BufReader::new(zstd::Decoder::with_buffer(packed)?)),
        _ => Box::new(packed),
    })
}

/// A bar on standard error, which `indicatif` draws on a terminal only.
fn progress_bar(archives: &[PathBuf]) -> ProgressBar {
    let sizes = archives
        .iter()
        .map(|path| Some(path.metadata().ok()?.len()));
    let (bar, template) = match sizes.sum() {
        Some(size) => (
            ProgressBar::new(size),
            "{wide_bar} {bytes} of {total_bytes}, {eta} left",
        ),
        None => (
            ProgressBar::no_length(),
            "{spinner} {bytes}, {bytes_per_sec}",
        ),
    };
    bar.with_style(
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
    )
}
