//! See `src/fast_path.rs`.
#![cfg_attr(fuzzing, no_main)]

idcloud_types_fuzz::target!(fast_path);
