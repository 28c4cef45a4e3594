//! The real binary on loopback, as the platform, the cluster and the operator see it.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod answering;
mod authenticating;
mod configuring;
mod crashing;
mod data;
mod edge;
#[path = "../../examples/demo/fake.rs"]
mod fake;
mod figures;
mod isolating;
mod keys;
mod logging;
mod login;
mod operating;
mod platform;
mod postgres;
mod process;
mod proxy;
mod stopping;
mod store;
mod working;
