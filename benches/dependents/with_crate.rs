//! A service's main job with the crate: reads a payload from standard input and says what to do.

use std::io::Read;

use idcloud_types::webhook::{EventType, Outcome, Payload};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let payload = Payload::from_slice(&body)?;
    let step = match payload.outcome() {
        Outcome::Ok => "read the results",
        Outcome::Expired {
            last_event: Some(EventType::ProcessCreated),
            ..
        } => "remind the user",
        Outcome::Expired { .. } => "offer a new process",
        Outcome::InvalidIdentity => "decline",
        _ => "ask GetProcess",
    };
    println!("{}: {step}", payload.process_id());
    Ok(())
}
