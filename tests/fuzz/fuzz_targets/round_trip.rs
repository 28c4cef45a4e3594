//! See `src/round_trip.rs`.
#![cfg_attr(fuzzing, no_main)]

idcloud_types_fuzz::target!(round_trip);
