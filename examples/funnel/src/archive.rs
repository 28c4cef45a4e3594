//! An archive, unpacked: by its content, because standard input has no name and a name may be wrong.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use indicatif::ProgressBar;

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
    let format = Format::of(&magic);
    let packed = Cursor::new(magic).chain(packed);
    Ok(match format {
        Format::Plain => Box::new(packed),
        Format::Gzip => Box::new(MultiGzDecoder::new(BufReader::new(packed))),
        Format::Zstd => Box::new(zstd::Decoder::new(packed)?),
    })
}

enum Format {
    Plain,
    Gzip,
    Zstd,
}

impl Format {
    /// The format that a file with these first bytes has.
    fn of(magic: &[u8]) -> Self {
        match magic {
            [0x1F, 0x8B, ..] => Self::Gzip,
            // A frame, or a skippable frame, which parallel packers write first.
            [0x28, 0xB5, 0x2F, 0xFD] | [0x50..=0x5F, 0x2A, 0x4D, 0x18] => Self::Zstd,
            _ => Self::Plain,
        }
    }
}
