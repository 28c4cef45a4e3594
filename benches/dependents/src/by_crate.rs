//! The webhook, by the crate.

use axum::body::Bytes;
use axum::http::StatusCode;
use idcloud_types::webhook::{EventType, Outcome, Payload};

pub async fn receive(body: Bytes) -> StatusCode {
    match Payload::from_slice(&body) {
        Ok(payload) => {
            let step = next_step(&payload);
            tracing::info!(process = %payload.process_id(), step, "delivery");
            StatusCode::OK
        }
        Err(error) => {
            tracing::warn!(%error, "delivery refused");
            StatusCode::BAD_REQUEST
        }
    }
}

fn next_step(payload: &Payload) -> &'static str {
    match payload.outcome() {
        Outcome::Ok => "read the results",
        Outcome::Expired {
            last_event: Some(EventType::ProcessCreated),
            ..
        } => "remind the user",
        Outcome::Expired { .. } => "offer a new process",
        Outcome::InvalidIdentity => "decline",
        _ => "ask GetProcess",
    }
}
