//! A response of GetProcess, by the crate. How a service asks for it costs the same with any model.

use axum::body::Bytes;
use axum::http::StatusCode;
use idcloud_types::get_process::web_sdk::Response;

pub async fn receive(body: Bytes) -> StatusCode {
    match Response::from_slice(&body) {
        Ok(response) => {
            let outcome = response.outcome();
            tracing::info!(process = %response.process.id, %outcome, "response");
            StatusCode::OK
        }
        Err(error) => {
            tracing::warn!(%error, "response refused");
            StatusCode::BAD_GATEWAY
        }
    }
}
