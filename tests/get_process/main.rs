//! GetProcess: what every answer keeps, one file per promise.

mod bodies;
mod damage;
mod errors;
mod mapping;
mod outcomes;
mod privacy;
mod published;
mod strangers;
mod values;
mod vocabularies;
