//! The real binary on loopback, as the platform, the cluster and the operator see it.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod answering;
mod configuring;
mod crashing;
#[path = "../../examples/demo/fake.rs"]
mod fake;
mod figures;
mod isolating;
mod logging;
mod platform;
mod postgres;
mod process;
mod store;
mod working;
