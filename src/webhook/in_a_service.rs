//! What a service does around a payload: receive, store, log, queue and describe it.
//!
//! This page holds documentation only.
// A package of its own, `tests/in_a_service`, runs the snippets with the crates that they name.
#![cfg_attr(not(doctest), doc = include_str!("in_a_service.md"))]
