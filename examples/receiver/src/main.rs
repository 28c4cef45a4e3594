//! The receiver with its sample reaction.

use std::process::ExitCode;

fn main() -> ExitCode {
    receiver::main(receiver::Decide)
}
