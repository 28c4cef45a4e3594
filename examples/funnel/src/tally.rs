//! What is counted, line by line and in order.

use std::collections::{BTreeMap, HashSet};

use idcloud_types::webhook::{EventType, Outcome, PayloadError};
use idcloud_types::{Flow, ProcessId};

use super::read::{LONGEST_LINE, Line, Place};

/// How many names that are not known are kept apart in a count. More are counted together, because archives are not
/// trusted.
const UNKNOWN_NAMES: usize = 20;

/// How many broken lines of a kind are named.
const NAMED_LINES: usize = 5;

/// Everything that the report says.
pub struct Tally {
    pub lines: u64,
    pub duplicates: u64,
    pub malformed: Broken,
    pub invalid: Broken,
    pub all: Funnel,
    pub by_flow: Option<Counts<Flow, Funnel>>,
    pub window: Window,
}

impl Tally {
    pub fn new(window: usize, is_by_flow: bool) -> Self {
        Self {
            lines: 0,
            duplicates: 0,
            malformed: Broken::default(),
            invalid: Broken::default(),
            all: Funnel::default(),
            by_flow: is_by_flow.then(Counts::default),
            window: Window::new(window),
        }
    }

    pub fn add(&mut self, place: Place, line: Line) {
        let payload = match line {
            Line::Blank => return,
            Line::TooLong => {
                let problem = format!("longer than {LONGEST_LINE} bytes; expected one delivery");
                self.lines += 1;
                return self.malformed.add(place, &problem);
            }
            Line::Broken(error) => {
                self.lines += 1;
                return match &error {
                    PayloadError::Invalid(_) => self.invalid.add(place, &error),
                    _ => self.malformed.add(place, &error),
                };
            }
            Line::Delivery(payload) => payload,
        };
        self.lines += 1;
        // A process that has not finished will be delivered again, and that is no duplicate.
        if payload.state().is_finished() && !self.window.insert(payload.process_id()) {
            self.duplicates += 1;
            return;
        }
        self.all.add(payload.outcome());
        if let Some(by_flow) = &mut self.by_flow {
            by_flow
                .of(payload.flow(), payload.flow().is_known())
                .add(payload.outcome());
        }
    }
}

/// Lines that hold no delivery: how many, and what is wrong with the first.
#[derive(Default)]
pub struct Broken {
    pub count: u64,
    pub first: Vec<Named>,
}

/// A line that holds no delivery.
#[derive(serde::Serialize)]
pub struct Named {
    pub archive: String,
    pub line: u64,
    pub problem: String,
}

impl Broken {
    fn add(&mut self, place: Place, problem: &impl ToString) {
        self.count += 1;
        if self.first.len() < NAMED_LINES {
            self.first.push(Named {
                archive: place.archive.to_string_lossy().into_owned(),
                line: place.line,
                problem: problem.to_string(),
            });
        }
    }
}

/// How processes ended, and where the expired ones stopped.
#[derive(Default)]
pub struct Funnel {
    pub ok: u64,
    pub expired: u64,
    pub invalid_identity: u64,
    pub unfinished: u64,
    pub unrecognized: u64,
    pub stopped: Counts<EventType, u64>,
    /// Expired, and the platform did not say where.
    pub stopped_somewhere: u64,
}

impl Funnel {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Ok => self.ok += 1,
            Outcome::InvalidIdentity => self.invalid_identity += 1,
            Outcome::Unfinished { .. } => self.unfinished += 1,
            Outcome::Expired { last_event, .. } => {
                self.expired += 1;
                match last_event {
                    Some(event) => *self.stopped.of(event, event.is_known()) += 1,
                    None => self.stopped_somewhere += 1,
                }
            }
            _ => self.unrecognized += 1,
        }
    }

    pub fn processes(&self) -> u64 {
        self.ok + self.expired + self.invalid_identity + self.unfinished + self.unrecognized
    }
}

/// A count for every known value of a vocabulary that came, and for a bounded number of others.
pub struct Counts<T, C> {
    pub kept: BTreeMap<T, C>,
    /// The values that were too many to keep apart.
    pub others: C,
    unknown: usize,
}

// Not derived, which would ask for a default value of the vocabulary.
impl<T, C: Default> Default for Counts<T, C> {
    fn default() -> Self {
        Self {
            kept: BTreeMap::new(),
            others: C::default(),
            unknown: 0,
        }
    }
}

impl<T: Ord + Clone, C: Default> Counts<T, C> {
    /// The count to add to for this value.
    fn of(&mut self, value: &T, is_known: bool) -> &mut C {
        if !self.kept.contains_key(value) {
            if !is_known {
                if self.unknown == UNKNOWN_NAMES {
                    return &mut self.others;
                }
                self.unknown += 1;
            }
            self.kept.insert(value.clone(), C::default());
        }
        self.kept.entry(value.clone()).or_default()
    }
}

/// The processes that were delivered of late, in two generations: when the younger one is full, it takes the place of
/// the older.
///
/// So the last `size` distinct processes are remembered for certain, and never more than twice as many.
pub struct Window {
    pub size: usize,
    younger: HashSet<ProcessId>,
    older: HashSet<ProcessId>,
}

impl Window {
    fn new(size: usize) -> Self {
        Self {
            size,
            younger: HashSet::new(),
            older: HashSet::new(),
        }
    }

    /// Whether the process is news.
    fn insert(&mut self, id: ProcessId) -> bool {
        if self.older.contains(&id) || !self.younger.insert(id) {
            return false;
        }
        if self.younger.len() == self.size {
            self.older.clear();
            std::mem::swap(&mut self.older, &mut self.younger);
        }
        true
    }
}
