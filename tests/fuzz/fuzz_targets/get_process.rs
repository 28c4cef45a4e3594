//! See `src/get_process.rs`.
#![cfg_attr(fuzzing, no_main)]

idcloud_types_fuzz::target!(get_process);
