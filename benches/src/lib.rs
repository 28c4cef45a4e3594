//! What `idcloud-types` costs, beside what its users would write instead.
//!
//! ```text
//! cargo bench --bench count      instructions and heap allocations, which repeat exactly (needs valgrind)
//! cargo bench --bench time       wall-clock time
//! ./scale.sh                     examples/funnel.rs on 10^5, 10^6 and 10^7 lines, beside jq and Python
//! ./dependents.sh                build time, binary size and crates, beside a hand-written model
//! ```
//!
//! Everything is built as users build it: the default release profile, no target features beyond the platform's.

pub mod bodies;
pub mod cases;
pub mod designs;
