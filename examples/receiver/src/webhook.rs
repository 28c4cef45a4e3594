//! What a delivery is answered with: as soon as it is on the disk, and before any work on it is done.
//!
//! | delivery | answer |
//! | --- | --- |
//! | new, and selected by the configuration | 202 |
//! | new, and against the rules of the contract | 202: GetProcess knows what is true |
//! | repeated, or not selected | 200 |
//! | unreadable | 400: it is not the platform's, or was damaged |
//! | without a valid credential; too large; too slow | 401; 413; 408 |
//! | the store can't be written; is too slow | 500; 503 |
//!
//! Whatever is not 2xx makes the platform send the delivery again, and slow down if there are many. So a 5xx means the
//! store and nothing else: that GetProcess is slow or down makes the store grow.

use std::sync::Arc;

use axum::body::{Bytes, HttpBody};
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use idcloud_types::webhook::{Decision, Payload, PayloadError, RawPayload};
use metrics::counter;
use sha2::{Digest, Sha256};
use tokio::sync::watch;
use tokio::time::timeout;
use tracing::{Span, debug, error, field, info, instrument, warn};

use crate::config::{Config, ms};
use crate::queue::{Delivery, Kind};
use crate::writer::Writer;

/// What the handler works with.
#[derive(Clone, Debug)]
pub struct Intake {
    pub config: watch::Receiver<Arc<Config>>,
    pub writer: Writer,
}

#[instrument(name = "delivery", skip_all, fields(key))]
pub async fn receive(State(intake): State<Intake>, request: Request) -> StatusCode {
    let config = Arc::clone(&intake.config.borrow());
    if request.body().size_hint().lower() > config.max_body_bytes.into() {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    let body = match timeout(ms(config.body_within_ms), Bytes::from_request(request, &())).await {
        Ok(Ok(body)) => body,
        Ok(Err(rejection)) => return rejection.into_response().status(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT,
    };
    let (raw, kind) = match Payload::from_slice(&body) {
        Ok(payload) => {
            if let Decision::Ignore(selection) = config.subscription.decide(&payload) {
                log_unknown(payload.as_raw());
                info!(process = %payload.process_id(), %selection, "not selected");
                return StatusCode::OK;
            }
            let raw = payload.into_raw();
            let is_known = raw.unknown_values().next().is_none();
            (raw, if is_known { Kind::Valid } else { Kind::Unknown })
        }
        Err(PayloadError::Invalid(invalid)) => {
            warn!(process = %invalid.process_id(), "{invalid}");
            (invalid.into_raw(), Kind::Invalid)
        }
        Err(malformed) => {
            warn!("{malformed}");
            return StatusCode::BAD_REQUEST;
        }
    };
    log_unknown(&raw);
    count(&raw, kind);

    let key = key(&raw);
    Span::current().record("key", field::display(&key));
    let body = String::from_utf8_lossy(&body).into_owned();
    let delivery = Delivery { kind, body };
    match timeout(ms(config.commit_within_ms), intake.writer.accept(key, &delivery)).await {
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

/// The text under which a delivery is kept once. An index of PostgreSQL takes 2,700 bytes, and a key may have more.
fn key(raw: &RawPayload) -> String {
    let key = raw.delivery_key().to_string();
    if key.len() <= 512 { key } else { format!("sha256:{:x}", Sha256::digest(key)) }
}

/// What the platform has added: values that this version does not know, escaped by their `Debug`.
fn log_unknown(raw: &RawPayload) {
    for (field, value) in raw.unknown_values() {
        warn!(process = %raw.process_id, %field, ?value, "a value that is not known");
    }
    if !raw.extra.is_empty() {
        warn!(process = %raw.process_id, count = raw.extra.len(), "members that are not known");
    }
}

/// The labels are bounded: what is not known has one of its own.
fn count(raw: &RawPayload, kind: Kind) {
    macro_rules! label {
        ($value:expr) => {
            $value.as_ref().map_or("none", |value| value.known_str().unwrap_or("unknown"))
        };
    }
    counter!(
        "receiver_deliveries_total",
        "kind" => kind.as_str(),
        "state" => label!(raw.state),
        "result" => label!(raw.result),
        "last_event" => label!(raw.last_event),
    )
    .increment(1);
}
