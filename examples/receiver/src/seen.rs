//! What came before: deliveries are at least once, and the platform gives them no id of their own.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};

use idcloud_types::ProcessId;
use idcloud_types::webhook::RawPayload;

/// What makes two deliveries the same: the process, and what is said of it.
///
/// Today a process is reported once, when it ends, so its id would do. The state, the result and the last event stand
/// beside it so that a second message about one process, which the platform may send tomorrow, is not taken for a
/// repetition. They are hashed, so that an entry has the same size whatever a delivery holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Delivery {
    process_id: ProcessId,
    said: u64,
}

impl Delivery {
    pub fn of(raw: &RawPayload) -> Self {
        let mut said = DefaultHasher::new();
        (&raw.state, &raw.result, &raw.last_event).hash(&mut said);
        Self {
            process_id: raw.process_id,
            said: said.finish(),
        }
    }
}

/// The deliveries that were accepted last, as many as the configuration says; the oldest is forgotten first.
///
/// One that was forgotten, here or by a restart, is worked off again when it comes again. So a reaction must stand
/// being repeated: store under the process id that it is done.
#[derive(Debug)]
pub struct Seen {
    capacity: usize,
    deliveries: Mutex<Deliveries>,
}

#[derive(Debug, Default)]
struct Deliveries {
    all: HashSet<Delivery>,
    oldest_first: VecDeque<Delivery>,
}

impl Seen {
    pub fn new(capacity: NonZeroU32) -> Self {
        Self {
            capacity: usize::try_from(capacity.get()).unwrap_or(usize::MAX),
            deliveries: Mutex::default(),
        }
    }

    pub fn contains(&self, delivery: Delivery) -> bool {
        self.lock().all.contains(&delivery)
    }

    /// Whether the delivery is new.
    pub fn insert(&self, delivery: Delivery) -> bool {
        let mut deliveries = self.lock();
        if !deliveries.all.insert(delivery) {
            return false;
        }
        deliveries.oldest_first.push_back(delivery);
        if deliveries.oldest_first.len() > self.capacity {
            if let Some(oldest) = deliveries.oldest_first.pop_front() {
                deliveries.all.remove(&oldest);
            }
        }
        true
    }

    /// Lets the delivery be accepted once more.
    pub fn forget(&self, delivery: Delivery) {
        let mut deliveries = self.lock();
        if deliveries.all.remove(&delivery) {
            deliveries.oldest_first.retain(|other| *other != delivery);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Deliveries> {
        self.deliveries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
