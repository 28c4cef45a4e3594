//! See `src/configuration.rs`.
#![cfg_attr(fuzzing, no_main)]

idcloud_types_fuzz::target!(configuration);
