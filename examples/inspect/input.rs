//! Unpacks and decodes a file, and cuts it into bodies.

use std::io::{self, Read};
use std::iter;

use flate2::bufread::GzDecoder;
use ruzstd::decoding::StreamingDecoder;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How much an archive may hold unpacked, in bytes.
const LARGEST: u64 = 1 << 30;

/// How many places of a line are tried as the start of a body.
const PLACES: usize = 8;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What a file holds.
pub struct Text {
    pub bytes: Vec<u8>,
    /// How it was packed or encoded.
    pub form: Option<&'static str>,
    /// Why the end of an archive could not be unpacked.
    pub problem: Option<String>,
}

impl Text {
    /// Recognizes a file by its first bytes, and unpacks or decodes it.
    pub fn of(file: Vec<u8>) -> Self {
        let (form, unpacked) = match &file[..] {
            [0x1F, 0x8B, ..] => ("gzip", unpack(&file, next_member)),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => {
                ("zstd", unpack(&file, next_frame))
            }
            [0xFF, 0xFE, rest @ ..] => ("UTF-16", decode(rest, u16::from_le_bytes)),
            [0xFE, 0xFF, rest @ ..] => ("UTF-16", decode(rest, u16::from_be_bytes)),
            _ => {
                return Self {
                    bytes: file,
                    form: None,
                    problem: None,
                };
            }
        };
        let (bytes, problem) = unpacked;
        Self {
            bytes,
            form: Some(form),
            problem,
        }
    }

    /// The name of the format, if it is one that does not hold plain JSON.
    pub fn other_format(&self) -> Option<&'static str> {
        Some(match self.bytes.trim_ascii_start() {
            [b'P', b'K', 3, 4, ..] => "a zip archive",
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => "an xz archive",
            [b'B', b'Z', b'h', ..] => "a bzip2 archive",
            [b'7', b'z', 0xBC, 0xAF, ..] => "a 7z archive",
            [0x04, 0x22, 0x4D, 0x18, ..] => "an lz4 archive",
            [b'P', b'A', b'R', b'1', ..] => "a Parquet file",
            [b'%', b'P', b'D', b'F', ..] => "a PDF",
            [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] => "HTML or XML",
            bytes if bytes.get(257..262) == Some(b"ustar") => "a tar archive",
            bytes if bytes.starts_with(b"SQLite format 3\0") => "an SQLite database",
            _ => return None,
        })
    }
}

/// Unpacks one part after the other, until the end or a problem.
fn unpack(
    mut packed: &[u8],
    next: fn(&mut &[u8], &mut Vec<u8>) -> io::Result<()>,
) -> (Vec<u8>, Option<String>) {
    let mut bytes = Vec::new();
    // Tapes and block devices pad an archive with zeros.
    while let Some(padding) = packed.iter().position(|byte| *byte != 0) {
        packed = &packed[padding..];
        let unpacked = next(&mut packed, &mut bytes);
        if let Err(error) = unpacked {
            return (bytes, Some(error.to_string()));
        }
        if bytes.len() as u64 >= LARGEST {
            let problem = "it holds more than 1 GiB; split it, or count it with examples/funnel";
            return (bytes, Some(problem.to_owned()));
        }
    }
    (bytes, None)
}

fn next_member(packed: &mut &[u8], bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut member = GzDecoder::new(*packed);
    read(&mut member, bytes)?;
    *packed = member.into_inner();
    Ok(())
}

fn next_frame(packed: &mut &[u8], bytes: &mut Vec<u8>) -> io::Result<()> {
    // A skippable frame, which parallel packers write, has a length.
    if let [0x50..=0x5F, 0x2A, 0x4D, 0x18, a, b, c, d, rest @ ..] = *packed {
        let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        *packed = rest.get(length..).ok_or(io::ErrorKind::UnexpectedEof)?;
        return Ok(());
    }
    read(
        StreamingDecoder::new(packed).map_err(io::Error::other)?,
        bytes,
    )
}

fn read(part: impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    let room = LARGEST.saturating_sub(bytes.len() as u64);
    part.take(room).read_to_end(bytes).map(|_| ())
}

fn decode(file: &[u8], unit: fn([u8; 2]) -> u16) -> (Vec<u8>, Option<String>) {
    let units: Vec<u16> = file
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    (String::from_utf16_lossy(&units).into_bytes(), None)
}

/// A piece of a text, and the place where it begins.
pub struct Piece<'a> {
    pub line: usize,
    /// In bytes, from 1.
    pub column: usize,
    /// Where it ends in the text.
    pub end: usize,
    pub kind: Kind<'a>,
    /// Whether its line holds other text, as in a log.
    pub is_logged: bool,
}

pub enum Kind<'a> {
    /// A JSON object, or what begins like one.
    Object(&'a [u8]),
    /// A JSON string.
    String(String),
    /// Lines without any JSON, up to this one.
    NoJson { last_line: usize },
}

/// Cuts a text into pieces.
///
/// White space, commas and brackets may separate bodies, so an array of bodies is read like its elements.
/// A broken body ends where a line begins like a body, so that it does not hide the ones after it.
pub fn pieces(text: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    let mut cursor = Cursor {
        text,
        at: 0,
        line: 1,
        line_start: 0,
    };
    iter::from_fn(move || cursor.next())
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
    line_start: usize,
}

impl<'a> Cursor<'a> {
    fn next(&mut self) -> Option<Piece<'a>> {
        self.advance(separators(self.rest()));
        let start = match self.rest().first()? {
            b'{' => Some(0),
            _ => start_of_body(self.rest()),
        };
        self.advance(start.unwrap_or_default());
        let (line, column) = (self.line, self.at - self.line_start + 1);
        let (kind, is_before_text) = match start {
            Some(_) => self.value(),
            None => (self.without_json(), false),
        };
        Some(Piece {
            line,
            column,
            end: self.at,
            kind,
            is_logged: is_before_text || start.is_some_and(|length| length > 0),
        })
    }

    /// The object or string that begins here, and whether other text follows it on its line.
    fn value(&mut self) -> (Kind<'a>, bool) {
        let rest = self.rest();
        if let Some((string, length)) = value::<String>(rest) {
            self.advance(length);
            return (Kind::String(string), false);
        }
        let Some((_, length)) = value::<Value>(rest) else {
            let length = end_of_broken(rest);
            self.advance(length);
            return (Kind::Object(rest[..length].trim_ascii_end()), false);
        };
        let behind = &rest[length..];
        let text = &behind[separators(behind)..];
        let behind = match text.first() {
            None | Some(b'{') => &[][..],
            Some(_) => first_line(behind),
        };
        let text = behind[separators(behind)..].trim_ascii_end();
        if text.starts_with(b"}") {
            // It belongs to the body, which it breaks.
            let length = length + behind.len();
            self.advance(length);
            return (Kind::Object(rest[..length].trim_ascii_end()), false);
        }
        self.advance(length);
        let has_text_after = !text.is_empty() && !text.contains(&b'{');
        if has_text_after {
            self.advance(behind.len());
        }
        (Kind::Object(&rest[..length]), has_text_after)
    }

    fn without_json(&mut self) -> Kind<'a> {
        let mut last_line = self.line;
        loop {
            self.advance(first_line(self.rest()).len());
            self.advance(separators(self.rest()));
            match self.rest().first() {
                None | Some(b'{') => break,
                Some(_) if start_of_body(self.rest()).is_some() => break,
                Some(_) => last_line = self.line,
            }
        }
        Kind::NoJson { last_line }
    }

    fn rest(&self) -> &'a [u8] {
        &self.text[self.at..]
    }

    fn advance(&mut self, length: usize) {
        for byte in &self.text[self.at..self.at + length] {
            self.at += 1;
            if *byte == b'\n' {
                self.line += 1;
                self.line_start = self.at;
            }
        }
    }
}

/// The value at the start of a text, and its length. Not `IgnoredAny`, which nests without a limit.
fn value<T: DeserializeOwned>(text: &[u8]) -> Option<(T, usize)> {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter();
    let value = values.next()?.ok()?;
    Some((value, values.byte_offset()))
}

/// Whether a string begins like an object, or an array of some.
pub fn holds_json(string: &str) -> bool {
    string.trim_start().starts_with(['{', '['])
}

fn first_line(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| *byte == b'\n');
    &text[..end.unwrap_or(text.len())]
}

/// The length of what may separate two bodies. NUL pads files, and record separators begin JSON text sequences.
fn separators(text: &[u8]) -> usize {
    let mut length = 0;
    loop {
        length += match &text[length..] {
            [
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | 0 | 0x1E,
                ..,
            ] => 1,
            rest if rest.starts_with(BYTE_ORDER_MARK) => BYTE_ORDER_MARK.len(),
            _ => return length,
        };
    }
}

/// Where the first line of a text holds an object, or a string that holds one: the first sound one, or else the first.
fn start_of_body(text: &[u8]) -> Option<usize> {
    let is_start = |start: &usize| match &text[*start..] {
        [b'{', rest @ ..] => rest.trim_ascii_start().starts_with(b"\""),
        rest => value::<String>(rest).is_some_and(|(string, _)| holds_json(&string)),
    };
    let starts = || (0..first_line(text).len()).filter(is_start).take(PLACES);
    let is_sound = |start: &usize| value::<Value>(&text[*start..]).is_some();
    starts().find(is_sound).or_else(|| starts().next())
}

/// Where a broken body ends: before the next line that begins like a body, or like a log line that holds one.
fn end_of_broken(text: &[u8]) -> usize {
    let mut end = 0;
    loop {
        end += first_line(&text[end..]).len();
        if end == text.len() {
            return end;
        }
        end += 1;
        let rest = text[end..]
            .strip_prefix(BYTE_ORDER_MARK)
            .unwrap_or(&text[end..]);
        let begins = match rest {
            [b'{'] | [b'{', b'"' | b' ' | b'\t' | b'\r' | b'\n', ..] => true,
            [b'[' | b'<', ..] => first_line(rest).contains(&b'{'),
            [first, ..] => first.is_ascii_alphanumeric() && first_line(rest).contains(&b'{'),
            [] => false,
        };
        if begins {
            return end;
        }
    }
}
