//! GetProcess: what every answer keeps, one file per promise.

// Clippy lets tests do so, but not the helpers that they share.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod bodies;
mod damage;
mod errors;
mod outcomes;
mod privacy;
mod published;
mod values;
mod vocabularies;
