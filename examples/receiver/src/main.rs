//! The service with the reaction of the sample. Yours is written in `reaction.rs`.

use std::process::ExitCode;

use receiver::Record;

#[tokio::main]
async fn main() -> ExitCode {
    receiver::main(Record).await
}
