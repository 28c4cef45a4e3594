//! The real binary on loopback, as the platform and the cluster see it.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod answering;
mod configuring;
mod crashing;
mod figures;
mod logging;
mod platform;
mod postgres;
mod process;
mod store;
mod working;
