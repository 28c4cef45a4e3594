//! GetProcess: what every answer keeps, one file per promise.
#![cfg(feature = "get-process")]

#[path = "../common/any_json.rs"]
mod any_json;
mod bodies;
mod criteria;
mod criteria_configuration;
mod criteria_table;
mod error_bodies;
mod errors;
mod formats;
mod mapping;
mod mutation;
mod outcomes;
mod privacy;
mod published;
#[cfg(feature = "testing")]
mod testing;
mod values;
mod vocabularies;
mod wrong_types;
