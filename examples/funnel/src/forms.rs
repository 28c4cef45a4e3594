//! Lines that differ only in their process id.
//!
//! An archive holds millions of lines but few of these forms: about as many as flows times events. The library reads
//! every line of a form alike, so only the first one is read in full.

use foldhash::HashMap;
use idcloud_types::ProcessId;
use memchr::memmem;

/// How many forms are remembered. The number is limited, because archives are not trusted.
const FORMS: usize = 1024;

/// The longest form that is remembered, in bytes.
const LONGEST_FORM: usize = 1024;

type Text = Box<[u8]>;

/// What is known of forms, by the text before the process id and by the text after it.
pub struct Forms<T> {
    known: HashMap<Text, HashMap<Text, T>>,
    count: usize,
    name: memmem::Finder<'static>,
}

// Not derived, because the finder has no default.
impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self {
            known: HashMap::default(),
            count: 0,
            name: memmem::Finder::new(br#""processId""#),
        }
    }
}

impl<T: Copy> Forms<T> {
    /// The process of a line, and what is known of its form.
    pub fn get(&self, line: &[u8]) -> Option<(ProcessId, T)> {
        let (before, id, after) = self.split(line)?;
        let known = *self.known.get(before)?.get(after)?;
        let id = std::str::from_utf8(id).ok()?.parse().ok()?;
        Some((id, known))
    }

    /// Remembers what is known of a line that the library took for a payload.
    pub fn insert(&mut self, line: &[u8], known: T) {
        if self.count == FORMS || line.len() > LONGEST_FORM || !is_flat(line) {
            return;
        }
        if let Some((before, _, after)) = self.split(line) {
            let forms = self.known.entry(before.into()).or_default();
            forms.insert(after.into(), known);
            self.count += 1;
        }
    }

    pub fn clear(&mut self) {
        self.known.clear();
        self.count = 0;
    }

    /// The text before the process id, the process id, and the text after it.
    fn split<'a>(&self, line: &'a [u8]) -> Option<(&'a [u8], &'a [u8], &'a [u8])> {
        const ID: usize = "8263a268-5388-492a-bca2-28e1ff4a69f0".len();
        let (_, rest) = line.split_at_checked(self.name.find(line)? + self.name.needle().len())?;
        let rest = rest.strip_prefix(b":")?;
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let rest = rest.strip_prefix(b"\"")?;
        let before = line.get(..line.len() - rest.len())?;
        let (id, after) = rest.split_at_checked(ID)?;
        Some((before, id, after))
    }
}

/// Whether a payload is one object without another in it, and without an escape. Then `"processId"` before a colon is
/// its own member's name; deeper, or in a string, it might be another's.
fn is_flat(line: &[u8]) -> bool {
    !line.iter().skip(1).any(|byte| matches!(byte, b'{' | b'\\'))
}
