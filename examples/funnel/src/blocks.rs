//! Archives as blocks of whole bodies, one after the other.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::slice;

use indicatif::ProgressBar;
use memchr::memrchr;

use crate::archive;
use crate::bodies;

/// A delivery is a few hundred bytes; what is longer than this is not one, and is not kept in memory.
pub const LONGEST_BODY: usize = 64 * 1024;

/// The size of a block, in bytes.
const BLOCK: usize = 256 * 1024;

/// Deals out the archives' blocks, in the order of the lines.
pub struct Blocks<'a> {
    archives: slice::Iter<'a, PathBuf>,
    bar: &'a ProgressBar,
    open: Option<(&'a Path, Cutter)>,
}

/// What is known of a block beside its text.
pub struct Block<'a> {
    pub archive: &'a Path,
    /// In the last block of an archive, whether the archive was read to its end.
    pub end: Option<io::Result<()>>,
    /// Whether its bodies span several lines.
    pub spans_lines: bool,
}

impl<'a> Blocks<'a> {
    pub fn new(archives: &'a [PathBuf], bar: &'a ProgressBar) -> Self {
        Self {
            archives: archives.iter(),
            bar,
            open: None,
        }
    }

    /// Replaces the string with the next block.
    pub fn next(&mut self, text: &mut Vec<u8>) -> Option<Block<'a>> {
        text.clear();
        let (archive, mut cutter) = if let Some(open) = self.open.take() {
            open
        } else {
            let archive = self.archives.next()?;
            match archive::open(archive, self.bar) {
                Ok(input) => (archive.as_path(), Cutter::new(input)),
                Err(cause) => {
                    return Some(Block {
                        archive,
                        end: Some(Err(cause)),
                        spans_lines: false,
                    });
                }
            }
        };
        let end = cutter.next(text);
        let spans_lines = cutter.spans_lines.unwrap_or_default();
        if end.is_none() {
            self.open = Some((archive, cutter));
        }
        Some(Block {
            archive,
            end,
            spans_lines,
        })
    }
}

/// Cuts what it reads after a line, or after a body.
struct Cutter {
    input: Box<dyn Read + Send>,
    /// The start of the body that the last block cut off.
    begun: Vec<u8>,
    /// Whether bodies span lines: known from the first sound one on.
    spans_lines: Option<bool>,
}

impl Cutter {
    fn new(input: Box<dyn Read + Send>) -> Self {
        Self {
            input,
            begun: Vec::new(),
            spans_lines: None,
        }
    }

    /// Fills the block. Returns at the end of the input whether that was an error, and leaves out a body that it cut.
    fn next(&mut self, block: &mut Vec<u8>) -> Option<io::Result<()>> {
        block.reserve_exact(BLOCK);
        block.append(&mut self.begun);
        loop {
            let room = (BLOCK - block.len()) as u64;
            let read = self.input.by_ref().take(room).read_to_end(block);
            let is_full = block.len() == BLOCK;
            if self.spans_lines.is_none() {
                self.spans_lines = spans_lines(block);
            }
            match read {
                Err(cause) => {
                    block.truncate(self.end_of_whole(block));
                    return Some(Err(cause));
                }
                Ok(_) if !is_full => return Some(Ok(())),
                Ok(_) => {}
            }
            match self.end_of_whole(block) {
                0 => {
                    // A gap is as good as one NUL byte. Anything else is one body that is too long, as this much of it
                    // shows.
                    block.dedup_by(|next, byte| *next == 0 && *byte == 0);
                    if block.len() == BLOCK {
                        block.truncate(LONGEST_BODY + 1);
                    }
                }
                end => {
                    self.begun.extend(block.drain(end..));
                    return None;
                }
            }
        }
    }

    /// Where the last whole line ends, or the last sound body.
    fn end_of_whole(&self, block: &[u8]) -> usize {
        let line = memrchr(b'\n', block).filter(|_| self.spans_lines != Some(true));
        let body = || {
            let sound = bodies::split(block).filter(|(_, is_sound)| *is_sound);
            sound.last().map_or(0, |(body, _)| body.end)
        };
        line.map_or_else(body, |last| last + 1)
    }
}

/// Whether the first sound body of a text spans several lines; unknown while there is nothing but gaps.
fn spans_lines(text: &[u8]) -> Option<bool> {
    let mut bodies = bodies::split(text).peekable();
    bodies.peek()?;
    let (sound, _) = bodies.find(|(_, is_sound)| *is_sound).unwrap_or_default();
    Some(text.get(sound)?.contains(&b'\n'))
}
