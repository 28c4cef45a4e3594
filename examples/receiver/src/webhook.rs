//! The response to a delivery, which is sent once the delivery is on disk and before any work on it.
//!
//! The platform repeats a delivery after any status but 2xx, and slows down if there are many. So a 5xx means that the
//! store or the provider of bearer tokens failed. While GetProcess is slow or down, the store grows instead.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use idcloud_types::webhook::{Decision, Payload, PayloadError, RawPayload};
use metrics::counter;
use tokio::sync::watch;
use tokio::time::timeout;
use tracing::{Span, debug, error, field, info, instrument, warn};

use crate::config::{Config, ms};
use crate::queue::Delivery;
use crate::writer::Writer;

/// The state of the handler.
#[derive(Clone, Debug)]
pub struct Intake {
    pub config: watch::Receiver<Arc<Config>>,
    pub writer: Writer,
}

#[instrument(name = "delivery", skip_all, fields(key))]
pub async fn receive(State(intake): State<Intake>, request: Request) -> StatusCode {
    let config = Arc::clone(&intake.config.borrow());
    let body = match timeout(ms(config.limits.body_within_ms), Bytes::from_request(request, &())).await {
        Ok(Ok(body)) => body,
        Ok(Err(rejection)) => return rejection.status(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT,
    };
    let (mut raw, mut kind) = match Payload::from_slice(&body) {
        Ok(payload) => {
            if let Decision::Ignore(selection) = config.subscription.decide(&payload) {
                log_unknown(payload.as_raw());
                info!(process = %payload.process_id(), %selection, "not selected");
                return StatusCode::OK;
            }
            (payload.into_raw(), "valid")
        }
        Err(PayloadError::Invalid(invalid)) => {
            warn!(process = %invalid.process_id(), "{invalid}");
            (invalid.into_raw(), "invalid")
        }
        Err(malformed) => {
            warn!("{malformed}");
            return StatusCode::BAD_REQUEST;
        }
    };
    if kind == "valid" && !raw.unknown_values().is_empty() {
        kind = "unknown";
    }
    log_unknown(&raw);
    count(&raw, kind);

    let key = raw.delivery_key().to_string();
    Span::current().record("key", field::display(&key));
    let body = if config.keep_unknown_members {
        String::from_utf8_lossy(&body).into_owned()
    } else {
        // A member that the platform adds may contain personal data.
        raw.extra.clear();
        match serde_json::to_string(&raw) {
            Ok(body) => body,
            Err(error) => {
                error!(%error, "a delivery can't be stored");
                return StatusCode::INTERNAL_SERVER_ERROR;
            }
        }
    };
    let delivery = Delivery { key, process: raw.process_id.to_string(), kind, body };
    match timeout(ms(config.limits.database_within_ms), intake.writer.accept(delivery)).await {
        Ok(Ok(true)) => StatusCode::ACCEPTED,
        Ok(Ok(false)) => {
            debug!("a repeated delivery");
            StatusCode::OK
        }
        Ok(Err(_)) => StatusCode::INTERNAL_SERVER_ERROR,
        Err(_) => {
            error!("the store is too slow");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// Logs values that the platform has added since this version.
fn log_unknown(raw: &RawPayload) {
    for unknown in raw.unknown_values() {
        warn!(process = %raw.process_id, %unknown, "not known");
    }
}

/// Counts a delivery. All unknown values share one label, so that labels are bounded.
fn count(raw: &RawPayload, kind: &'static str) {
    macro_rules! label {
        ($value:expr) => {
            $value.as_ref().map_or("none", |value| value.known_str().unwrap_or("unknown"))
        };
    }
    counter!(
        "receiver_deliveries_total",
        "kind" => kind,
        "state" => label!(raw.state),
        "result" => label!(raw.result),
        "last_event" => label!(raw.last_event),
    )
    .increment(1);
}
