//! Counting on every core, in bounded memory, and in the order of the lines.
//!
//! Every worker takes the next block, counts it, and adds it to the tally when all blocks before it have been added.
//! So memory holds one block a worker, the next block is read while others are counted, and the tally is the same for
//! any number of workers.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use crate::blocks::Blocks;
use crate::count::Counted;
use crate::tally::Tally;

/// The tally, and the number of blocks that it holds.
struct Turns {
    tally: Mutex<(Tally, u64)>,
    next: Condvar,
}

/// Adds every line of the archives to the tally.
pub fn count(archives: &[PathBuf], workers: NonZeroUsize, tally: Tally) -> Tally {
    let bar = progress_bar(archives);
    let blocks = Mutex::new(Blocks::new(archives, &bar));
    let turns = Turns {
        tally: Mutex::new((tally, 0)),
        next: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 0..workers.get() {
            scope.spawn(|| work(&blocks, &turns));
        }
    });
    bar.finish_and_clear();
    let tally = turns.tally.into_inner();
    tally.unwrap_or_else(PoisonError::into_inner).0
}

fn work(blocks: &Mutex<Blocks>, turns: &Turns) {
    let mut lines = Vec::new();
    let mut counted = Counted::default();
    loop {
        let Some(block) = lock(blocks).next(&mut lines) else {
            return;
        };
        counted.count(&lines);
        let mut tally = turns
            .next
            .wait_while(lock(&turns.tally), |(_, next)| *next != block.turn)
            .unwrap_or_else(PoisonError::into_inner);
        tally.0.add(&block, &counted);
        tally.1 += 1;
        drop(tally);
        turns.next.notify_all();
    }
}

/// Locks. A panic ends the program, so that no lock is ever left by one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
