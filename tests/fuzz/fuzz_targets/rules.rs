//! See `src/rules.rs`.
#![cfg_attr(fuzzing, no_main)]

idcloud_types_fuzz::target!(rules);
