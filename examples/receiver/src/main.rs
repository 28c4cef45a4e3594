//! The receiver with its sample reaction.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    receiver::main(receiver::Decide).await
}
