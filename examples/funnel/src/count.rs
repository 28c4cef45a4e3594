//! What the lines of one block hold.

use foldhash::HashMap;
use idcloud_types::webhook::{EventType, Outcome, Payload, PayloadError};
use idcloud_types::{Flow, ProcessId, ProcessState};
use memchr::memchr_iter;

use crate::blocks::LONGEST_LINE;
use crate::forms::Forms;

/// How many broken lines of a kind are named.
pub const NAMED_LINES: usize = 5;

/// How long the names in the kinds that a worker remembers from block to block may be together, in bytes. There may be
/// more, because archives are not trusted.
const NAMES: usize = 64 * 1024;

/// What a delivery adds to the report: the same for all of a kind.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Kind {
    pub is_finished: bool,
    pub ending: Ending,
    pub flow: Flow,
}

/// The outcome, without what the report does not show.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Ending {
    Ok,
    Expired(Option<EventType>),
    InvalidIdentity,
    Unfinished,
    Unrecognized,
}

impl Kind {
    fn of(payload: &Payload) -> Self {
        let ending = match payload.outcome() {
            Outcome::Ok => Ending::Ok,
            Outcome::Expired { last_event, .. } => Ending::Expired(last_event.cloned()),
            Outcome::InvalidIdentity => Ending::InvalidIdentity,
            Outcome::Unfinished | Outcome::Failed => Ending::Unfinished,
            _ => Ending::Unrecognized,
        };
        Self {
            is_finished: *payload.state() == ProcessState::Finished,
            ending,
            flow: payload.flow().clone(),
        }
    }

    /// The length of its names, in bytes.
    fn names(&self) -> usize {
        let event = match &self.ending {
            Ending::Expired(Some(event)) => event.as_str(),
            _ => "",
        };
        event.len() + self.flow.as_str().len()
    }
}

/// A block, counted.
#[derive(Default)]
pub struct Counted {
    /// All lines, blank ones included.
    pub lines: u64,
    pub blank: u64,
    pub malformed: Broken,
    pub invalid: Broken,
    /// The process of every delivery, in order, and the place of its kind among `kinds`.
    pub deliveries: Vec<(ProcessId, usize)>,
    pub kinds: Vec<Kind>,
    places: HashMap<Kind, usize>,
    /// The place of the kind of every line of a form.
    forms: Forms<usize>,
}

/// Lines that hold no delivery: how many, and what is wrong with the first.
#[derive(Default)]
pub struct Broken {
    pub count: u64,
    /// Lines before it in the block, and the problem.
    pub first: Vec<(u64, String)>,
}

impl Broken {
    fn add(&mut self, lines_before: u64, problem: &impl ToString) {
        self.count += 1;
        if self.first.len() < NAMED_LINES {
            self.first.push((lines_before, problem.to_string()));
        }
    }

    fn clear(&mut self) {
        self.count = 0;
        self.first.clear();
    }
}

impl Counted {
    /// Counts the lines of a block in place of the last one's.
    pub fn count(&mut self, block: &[u8]) {
        self.lines = 0;
        self.blank = 0;
        self.malformed.clear();
        self.invalid.clear();
        self.deliveries.clear();
        if self.kinds.iter().map(Kind::names).sum::<usize>() > NAMES {
            self.kinds.clear();
            self.places.clear();
            self.forms.clear();
        }

        let mut start = 0;
        for end in memchr_iter(b'\n', block) {
            self.add(block.get(start..end).unwrap_or_default());
            start = end + 1;
        }
        match block.get(start..) {
            None | Some([]) => {}
            Some(line) => self.add(line),
        }
    }

    fn add(&mut self, line: &[u8]) {
        let lines_before = self.lines;
        self.lines += 1;
        if line.len() > LONGEST_LINE {
            let problem = format!("longer than {LONGEST_LINE} bytes; expected one delivery");
            return self.malformed.add(lines_before, &problem);
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            self.blank += 1;
            return;
        }
        if let Some(delivery) = self.forms.get(line) {
            return self.deliveries.push(delivery);
        }
        match Payload::from_slice(line) {
            Ok(payload) => {
                let kind = self.place_of(Kind::of(&payload));
                self.deliveries.push((payload.process_id(), kind));
                self.forms.insert(line, kind);
            }
            Err(error @ PayloadError::Invalid(_)) => self.invalid.add(lines_before, &error),
            Err(error) => self.malformed.add(lines_before, &error),
        }
    }

    fn place_of(&mut self, kind: Kind) -> usize {
        if let Some(place) = self.places.get(&kind) {
            return *place;
        }
        let place = self.kinds.len();
        self.kinds.push(kind.clone());
        self.places.insert(kind, place);
        place
    }
}
