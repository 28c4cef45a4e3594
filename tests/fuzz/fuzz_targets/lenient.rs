//! See `src/lenient.rs`.
#![cfg_attr(fuzzing, no_main)]

idcloud_types_fuzz::target!(lenient);
