//! What must hold for every input: one property per fuzz target, each a function of bytes that panics if it does not
//! hold.
//!
//! `bash .ci/fuzz 60` at the root of the repository tries each for a minute, with any Rust; `cargo +nightly fuzz run
//! --fuzz-dir tests/fuzz rules` does so with the address sanitizer. An ordinary build of a target tries the files that
//! are named as its arguments, such as one that a run has left behind. `cargo test --lib` tries the documented bodies
//! and what is near them.

mod configuration;
mod fast_path;
mod get_process;
mod json;
mod lenient;
mod privacy;
#[path = "../../common/reference.rs"]
mod reference;
mod round_trip;
mod rules;

#[cfg(test)]
mod corpus;
#[cfg(test)]
#[path = "../../common/violations.rs"]
mod violations;

pub use configuration::configuration;
pub use fast_path::fast_path;
pub use get_process::get_process;
pub use lenient::lenient;
pub use privacy::privacy;
pub use round_trip::round_trip;
pub use rules::rules;

#[cfg(fuzzing)]
#[doc(hidden)]
pub use libfuzzer_sys;

/// Writes the `main` of a fuzz target.
#[cfg(fuzzing)]
#[macro_export]
macro_rules! target {
    ($property:ident) => {
        $crate::libfuzzer_sys::fuzz_target!(|input: &[u8]| $crate::$property(input));
    };
}

/// Writes the `main` of a fuzz target.
#[cfg(not(fuzzing))]
#[macro_export]
macro_rules! target {
    ($property:ident) => {
        fn main() {
            for file in std::env::args_os().skip(1) {
                $crate::$property(&std::fs::read(file).expect("can't read an input"));
            }
        }
    };
}
