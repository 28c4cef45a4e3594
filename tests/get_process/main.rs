//! GetProcess: what every response keeps, one file per promise.
#![cfg(feature = "get-process")]

mod additive;
mod bodies;
mod criteria_configuration;
mod detection;
mod entries;
mod error_bodies;
mod errors;
mod formats;
mod mapping;
mod monotonicity;
mod mutations;
mod oracle;
mod privacy;
mod published;
mod reasons;
mod tables;
#[cfg(feature = "testing")]
mod testing;
mod values;
mod vocabularies;
mod wrong_types;
