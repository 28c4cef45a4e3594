//! An archive, unpacked: by its content, because standard input has no name and a name may be wrong.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::GzDecoder;
use indicatif::ProgressBar;

/// An archive as it is stored.
type Packed = BufReader<Box<dyn Read + Send>>;

/// Opens a file, or standard input for `-`, and unpacks gzip and zstd.
pub fn open(path: &Path, bar: &ProgressBar) -> io::Result<Box<dyn Read + Send>> {
    let packed: Box<dyn Read + Send> = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path)?)
    };
    let mut packed = bar.wrap_read(packed);
    let mut magic = Vec::new();
    packed.by_ref().take(4).read_to_end(&mut magic)?;
    let open: fn(Packed) -> io::Result<Part> = match magic[..] {
        [0x1F, 0x8B, ..] => |packed| Ok(Part::Gzip(Box::new(GzDecoder::new(packed)))),
        // A frame, or a skippable frame, which parallel packers write first.
        [0x28, 0xB5, 0x2F, 0xFD] | [0x50..=0x5F, 0x2A, 0x4D, 0x18] => |packed| {
            Ok(Part::Zstd(
                zstd::Decoder::with_buffer(packed)?.single_frame(),
            ))
        },
        _ => return Ok(Box::new(Cursor::new(magic).chain(packed))),
    };
    let packed: Box<dyn Read + Send> = Box::new(Cursor::new(magic).chain(packed));
    Ok(Box::new(Parts {
        part: Some(open(BufReader::new(packed))?),
        open,
    }))
}

/// The parts of an archive, one after the other: the members of gzip, or the frames of zstd.
struct Parts {
    part: Option<Part>,
    open: fn(Packed) -> io::Result<Part>,
}

enum Part {
    Gzip(Box<GzDecoder<Packed>>),
    Zstd(zstd::Decoder<'static, Packed>),
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(part) = &mut self.part {
            let read = match part {
                Part::Gzip(part) => part.read(buffer)?,
                Part::Zstd(part) => part.read(buffer)?,
            };
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let mut packed = match self.part.take() {
                Some(Part::Gzip(part)) => part.into_inner(),
                Some(Part::Zstd(part)) => part.finish(),
                None => break,
            };
            if skip_padding(&mut packed)? {
                self.part = Some((self.open)(packed)?);
            }
        }
        Ok(0)
    }
}

/// Skips the zeros with which tapes and block devices pad an archive. Returns whether anything follows them.
fn skip_padding(packed: &mut Packed) -> io::Result<bool> {
    loop {
        let bytes = packed.fill_buf()?;
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        let (is_end, is_part) = (bytes.is_empty(), zeros < bytes.len());
        packed.consume(zeros);
        if is_end || is_part {
            return Ok(is_part);
        }
    }
}
