//! Counting on every core, in bounded memory, and in the order of the bodies.
//!
//! While the blocks of one batch are counted, the next is read and the last added to the tally. So the tally is the same
//! for any number of threads.

use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::blocks::{Block, Blocks};
use crate::count::Counted;
use crate::tally::Tally;

/// How many blocks are in a batch, for each thread: with fewer, threads wait for each other more often than they count.
const BLOCKS: usize = 4;

/// A block, read and then counted.
#[derive(Default)]
struct Work<'a> {
    text: Vec<u8>,
    block: Option<Block<'a>>,
    counted: Counted,
}

/// Adds every body of the archives to the tally, with the threads of the pool that this runs in.
pub fn count(archives: &[PathBuf], tally: &mut Tally) {
    let bar = progress_bar(archives);
    let mut blocks = Blocks::new(archives, &bar);
    let size = BLOCKS * rayon::current_num_threads();
    // What is read, what is counted, and what is added.
    let mut batches: [Vec<Work>; 3] = Default::default();
    for batch in &mut batches {
        batch.resize_with(size, Work::default);
    }
    loop {
        let [read, counted, added] = &mut batches;
        rayon::join(
            || {
                for work in added {
                    if let Some(block) = work.block.take() {
                        tally.add(&block, &work.counted);
                    }
                }
                for work in read {
                    work.block = blocks.next(&mut work.text);
                }
            },
            || {
                counted.par_iter_mut().for_each(|work| {
                    if let Some(block) = &work.block {
                        work.counted.count(&work.text, block.spans_lines);
                    }
                });
            },
        );
        if batches.iter().flatten().all(|work| work.block.is_none()) {
            break;
        }
        batches.rotate_right(1);
    }
    bar.finish_and_clear();
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
