//! Which processes were delivered recently.

use foldhash::{HashSet, HashSetExt};
use idcloud_types::ProcessId;

/// Remembers processes in two generations: when the younger one is full, it takes the place of the older.
///
/// So it always remembers the last `size` distinct processes, and never more than twice as many.
pub struct Window {
    size: usize,
    younger: HashSet<ProcessId>,
    older: HashSet<ProcessId>,
}

impl Window {
    pub fn new(size: usize) -> Self {
        Self {
            size,
            younger: HashSet::new(),
            older: HashSet::new(),
        }
    }

    /// How many processes are remembered for certain.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether the process is new. All are if the size is 0.
    pub fn insert(&mut self, id: ProcessId) -> bool {
        if self.size == 0 {
            return true;
        }
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
