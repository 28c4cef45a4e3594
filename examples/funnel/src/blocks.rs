//! Archives as blocks of whole lines, one after the other.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::slice;

use indicatif::ProgressBar;
use memchr::memrchr;

use crate::archive;

/// A delivery is a few hundred bytes; a longer line than this is no delivery, and is not kept in memory.
pub const LONGEST_LINE: usize = 64 * 1024;

/// The size of a block, in bytes.
const BLOCK: usize = 256 * 1024;

/// Deals out the archives' blocks, in the order of the lines.
pub struct Blocks<'a> {
    archives: slice::Iter<'a, PathBuf>,
    bar: &'a ProgressBar,
    open: Option<(&'a Path, Cutter)>,
    turn: u64,
}

/// What is known of a block beside its lines.
pub struct Block<'a> {
    /// Which one it is, from 0.
    pub turn: u64,
    pub archive: &'a Path,
    /// With the last block of an archive: whether that was read to its end.
    pub end: Option<io::Result<()>>,
}

impl<'a> Blocks<'a> {
    pub fn new(archives: &'a [PathBuf], bar: &'a ProgressBar) -> Self {
        Self {
            archives: archives.iter(),
            bar,
            open: None,
            turn: 0,
        }
    }

    /// Replaces the lines by those of the next block.
    pub fn next(&mut self, lines: &mut Vec<u8>) -> Option<Block<'a>> {
        lines.clear();
        let (archive, mut cutter) = if let Some(open) = self.open.take() {
            open
        } else {
            let archive = self.archives.next()?;
            match archive::open(archive, self.bar) {
                Ok(input) => (archive.as_path(), Cutter::new(input)),
                Err(cause) => return Some(self.block(archive, Some(Err(cause)))),
            }
        };
        let end = cutter.next(lines);
        if end.is_none() {
            self.open = Some((archive, cutter));
        }
        Some(self.block(archive, end))
    }

    fn block(&mut self, archive: &'a Path, end: Option<io::Result<()>>) -> Block<'a> {
        let turn = self.turn;
        self.turn += 1;
        Block { turn, archive, end }
    }
}

/// Cuts what it reads behind line feeds.
struct Cutter {
    input: Box<dyn Read + Send>,
    /// The start of the line that the last block cut off.
    begun: Vec<u8>,
}

impl Cutter {
    fn new(input: Box<dyn Read + Send>) -> Self {
        Self {
            input,
            begun: Vec::new(),
        }
    }

    /// Fills the block. Returns at the end of the input whether that was an error, and leaves out a line that it cut.
    fn next(&mut self, block: &mut Vec<u8>) -> Option<io::Result<()>> {
        block.reserve_exact(BLOCK);
        block.append(&mut self.begun);
        loop {
            let room = (BLOCK - block.len()) as u64;
            let read = self.input.by_ref().take(room).read_to_end(block);
            let whole_lines = memrchr(b'\n', block).map_or(0, |last| last + 1);
            match read {
                Err(cause) => {
                    block.truncate(whole_lines);
                    return Some(Err(cause));
                }
                Ok(_) if block.len() < BLOCK => return Some(Ok(())),
                // All one line: it is too long, and so much of it is the proof.
                Ok(_) if whole_lines == 0 => block.truncate(LONGEST_LINE + 1),
                Ok(_) => {
                    self.begun.extend(block.drain(whole_lines..));
                    return None;
                }
            }
        }
    }
}
