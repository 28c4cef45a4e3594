//! What one block holds.

use foldhash::HashMap;
use idcloud_types::webhook::{EventType, Outcome, Payload, PayloadError};
use idcloud_types::{Flow, ProcessId, ProcessState};
use memchr::memchr_iter;

use crate::blocks::LONGEST_BODY;
use crate::bodies;
use crate::forms::Forms;

/// How many broken bodies of a kind are named.
pub const NAMED: usize = 5;

/// The total length of the names in the kinds that a worker remembers from block to block, in bytes. It is limited,
/// because archives are not trusted.
const NAMES: usize = 64 * 1024;

/// What a delivery adds to the report: the same for all of a kind.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Kind {
    pub is_finished: bool,
    /// The label of the outcome.
    pub outcome: &'static str,
    /// Where an expired process stopped.
    pub last_event: Option<EventType>,
    pub flow: Flow,
}

impl Kind {
    fn of(payload: &Payload) -> Self {
        let outcome = payload.outcome();
        Self {
            is_finished: *payload.state() == ProcessState::Finished,
            outcome: outcome.as_str(),
            last_event: match outcome {
                Outcome::Expired { last_event } => last_event,
                _ => None,
            },
            flow: payload.flow().clone(),
        }
    }

    /// The length of its names, in bytes.
    fn names(&self) -> usize {
        let event = self.last_event.as_ref().map_or("", EventType::as_str);
        event.len() + self.flow.as_str().len()
    }
}

/// A block, counted.
#[derive(Default)]
pub struct Counted {
    /// How many lines it ends.
    pub lines: u64,
    pub malformed: Broken,
    pub invalid: Broken,
    /// The process of every delivery, in order, and the place of its kind among `kinds`.
    pub deliveries: Vec<(ProcessId, usize)>,
    pub kinds: Vec<Kind>,
    places: HashMap<Kind, usize>,
    /// The place of the kind of every body of a form.
    forms: Forms<usize>,
}

/// Bodies that are not deliveries: how many, and what is wrong with the first.
#[derive(Default)]
pub struct Broken {
    pub count: u64,
    /// Lines before it in the block, and the problem.
    pub first: Vec<(u64, String)>,
}

impl Broken {
    fn add(&mut self, lines_before: u64, problem: String) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push((lines_before, problem));
        }
    }

    fn clear(&mut self) {
        self.count = 0;
        self.first.clear();
    }
}

impl Counted {
    /// The bodies of the block.
    pub fn bodies(&self) -> u64 {
        self.deliveries.len() as u64 + self.malformed.count + self.invalid.count
    }

    /// Counts the bodies of a block in place of the last one's.
    pub fn count(&mut self, text: &[u8], spans_lines: bool) {
        self.lines = 0;
        self.malformed.clear();
        self.invalid.clear();
        self.deliveries.clear();
        if self.kinds.iter().map(Kind::names).sum::<usize>() > NAMES {
            self.kinds.clear();
            self.places.clear();
            self.forms.clear();
        }

        if spans_lines {
            return self.bodies_of(text);
        }
        let mut start = 0;
        for end in memchr_iter(b'\n', text) {
            self.line(text.get(start..end).unwrap_or_default());
            self.lines += 1;
            start = end + 1;
        }
        self.line(text.get(start..).unwrap_or_default());
    }

    fn line(&mut self, line: &[u8]) {
        let body = bodies::trim(line);
        if !body.is_empty() && self.body(body).is_err() {
            self.bodies_of(body);
        }
    }

    /// Counts every body of a text, which may have several.
    fn bodies_of(&mut self, text: &[u8]) {
        let mut counted = 0;
        for (range, _) in bodies::split(text) {
            let before = text.get(counted..range.start).unwrap_or_default();
            self.lines += memchr_iter(b'\n', before).count() as u64;
            counted = range.start;
            if let Err(problem) = self.body(text.get(range).unwrap_or_default()) {
                self.malformed.add(self.lines, problem);
            }
        }
        let rest = text.get(counted..).unwrap_or_default();
        self.lines += memchr_iter(b'\n', rest).count() as u64;
    }

    /// Counts a body, unless it is malformed.
    fn body(&mut self, body: &[u8]) -> Result<(), String> {
        if let Some(delivery) = self.forms.get(body) {
            self.deliveries.push(delivery);
            return Ok(());
        }
        if body.len() > LONGEST_BODY {
            return Err(format!(
                "longer than {LONGEST_BODY} bytes; expected one delivery"
            ));
        }
        match Payload::from_slice(body) {
            Ok(payload) => {
                let kind = self.place_of(Kind::of(&payload));
                self.deliveries.push((payload.process_id(), kind));
                self.forms.insert(body, kind);
            }
            Err(error @ PayloadError::Invalid(_)) => {
                self.invalid.add(self.lines, error.to_string());
            }
            Err(error) => return Err(error.to_string()),
        }
        Ok(())
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
