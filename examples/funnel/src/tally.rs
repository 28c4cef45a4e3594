//! Everything that the report shows, block by block and in order.

use std::collections::BTreeMap;
use std::fmt;

use idcloud_types::Flow;
use idcloud_types::webhook::EventType;

use crate::blocks::Block;
use crate::count::{self, Counted, Kind, NAMED};
use crate::window::Window;

/// How many unknown names are counted separately. Any others are counted together, because archives are not trusted.
const UNKNOWN_NAMES: usize = 20;

/// Everything that the report shows.
pub struct Tally {
    pub bodies: u64,
    pub duplicates: u64,
    pub malformed: Broken,
    pub invalid: Broken,
    pub all: Funnel,
    pub by_flow: Option<Counts<Flow, Funnel>>,
    pub window: Window,
    /// The archives that were not read to their end, or not at all.
    pub unread: Vec<Unread>,
    /// The lines of the current archive so far.
    lines_of_archive: u64,
    /// How many deliveries of a block's kinds count.
    counts: Vec<u64>,
}

impl Tally {
    pub fn new(window: usize, is_by_flow: bool) -> Self {
        Self {
            bodies: 0,
            duplicates: 0,
            malformed: Broken::default(),
            invalid: Broken::default(),
            all: Funnel::default(),
            by_flow: is_by_flow.then(Counts::default),
            window: Window::new(window),
            unread: Vec::new(),
            lines_of_archive: 0,
            counts: Vec::new(),
        }
    }

    /// Adds the next block.
    pub fn add(&mut self, block: &Block, counted: &Counted) {
        self.add_deliveries(counted);
        self.bodies += counted.bodies();
        let archive = block.archive.to_string_lossy();
        for (all, broken) in [
            (&mut self.malformed, &counted.malformed),
            (&mut self.invalid, &counted.invalid),
        ] {
            all.add(&archive, self.lines_of_archive + 1, broken);
        }

        self.lines_of_archive += counted.lines;
        if let Some(end) = &block.end {
            if let Err(cause) = end {
                self.unread.push(Unread {
                    archive: archive.into_owned(),
                    lines: self.lines_of_archive,
                    problem: cause.to_string(),
                });
            }
            self.lines_of_archive = 0;
        }
    }

    fn add_deliveries(&mut self, counted: &Counted) {
        self.counts.clear();
        self.counts.resize(counted.kinds.len(), 0);
        // In the order in which they first occur, which decides which names are kept.
        let mut places = Vec::new();
        for (process, place) in &counted.deliveries {
            let (Some(kind), Some(count)) =
                (counted.kinds.get(*place), self.counts.get_mut(*place))
            else {
                continue;
            };
            // A process that has not finished will be delivered again, which is not a duplicate.
            if kind.is_finished && !self.window.insert(*process) {
                self.duplicates += 1;
                continue;
            }
            if *count == 0 {
                places.push((kind, *place));
            }
            *count += 1;
        }
        for (kind, place) in places {
            let count = self.counts.get(place).copied().unwrap_or_default();
            self.all.add(kind, count);
            if let Some(by_flow) = &mut self.by_flow {
                let funnel = by_flow.of(&kind.flow, kind.flow.is_known());
                funnel.add(kind, count);
            }
        }
    }
}

/// An archive that was not read to its end.
#[derive(serde::Serialize)]
pub struct Unread {
    pub archive: String,
    /// How many of its lines were read, blank ones included.
    pub lines: u64,
    pub problem: String,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't read {:?}", self.archive)?;
        if self.lines > 0 {
            write!(f, " after line {} (counted up to there)", self.lines)?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// Bodies that are not deliveries: how many, and what is wrong with the first.
#[derive(Default)]
pub struct Broken {
    pub count: u64,
    pub first: Vec<Named>,
}

/// A body that is not a delivery.
#[derive(serde::Serialize)]
pub struct Named {
    pub archive: String,
    pub line: u64,
    pub problem: String,
}

impl Broken {
    /// Adds those of a block that begins at a line.
    fn add(&mut self, archive: &str, first_line: u64, broken: &count::Broken) {
        self.count += broken.count;
        for (lines_before, problem) in &broken.first {
            if self.first.len() < NAMED {
                self.first.push(Named {
                    archive: archive.to_owned(),
                    line: first_line + lines_before,
                    problem: problem.clone(),
                });
            }
        }
    }
}

/// How processes ended, and where the expired ones stopped.
#[derive(Default)]
pub struct Funnel {
    /// By the labels of the outcomes.
    pub outcomes: BTreeMap<&'static str, u64>,
    pub stopped: Counts<EventType, u64>,
    /// Expired, without a last event.
    pub stopped_somewhere: u64,
}

impl Funnel {
    fn add(&mut self, kind: &Kind, count: u64) {
        *self.outcomes.entry(kind.outcome).or_default() += count;
        match &kind.last_event {
            Some(event) => *self.stopped.of(event, event.is_known()) += count,
            None if kind.outcome == EXPIRED => self.stopped_somewhere += count,
            None => {}
        }
    }

    pub fn expired(&self) -> u64 {
        self.outcomes.get(EXPIRED).copied().unwrap_or_default()
    }

    pub fn processes(&self) -> u64 {
        self.outcomes.values().sum()
    }
}

const EXPIRED: &str = "expired";

/// A count for every known value of a vocabulary that is seen, and for a bounded number of others.
pub struct Counts<T, C> {
    pub kept: BTreeMap<T, C>,
    /// The values beyond those that are counted separately.
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
