//! What a delivery is answered with: at once, and before any work on it is done.
//!
//! | delivery | answer |
//! | --- | --- |
//! | new, and selected by the configuration | 202, queued |
//! | new, and against the rules of the contract | 202, kept and queued: GetProcess knows what is true |
//! | repeated, or not selected | 200 |
//! | unreadable | 400: it is not the platform's, or was damaged |
//! | without a valid credential; too large; too slow | 401; 413; 408 |
//! | the queue is full | 503 |
//! | the file of invalid deliveries can't be written | 500 |
//!
//! Whatever is not 2xx makes the platform send the delivery again, and slow down if there are many. For a full queue
//! that is the wish: a 2xx would lose the process, and waiting would hold the platform's connections until they time
//! out. It is not a way to close for maintenance, for which intake is stopped at the load balancer. So a 503 of this
//! service always means that GetProcess is slower than the deliveries are: look at its failures in the log, then at
//! `workers` and `queue`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use idcloud_types::webhook::{Decision, Payload, PayloadError, RawPayload, Subscription};
use tokio::sync::mpsc;
use tracing::{error, info, warn};

use crate::kept::Kept;
use crate::seen::{Delivery, Seen};

/// What the handler works with.
#[derive(Debug)]
pub struct Intake {
    pub subscription: Subscription,
    pub seen: Arc<Seen>,
    pub invalid: Kept,
    pub queue: mpsc::Sender<RawPayload>,
}

pub async fn receive(State(intake): State<Arc<Intake>>, body: Bytes) -> StatusCode {
    match Payload::from_slice(&body) {
        Ok(payload) => {
            log_unknown(payload.as_raw());
            if let Decision::Ignore(selection) = intake.subscription.decide(&payload) {
                info!(process = %payload.process_id(), %selection, "not selected");
                return StatusCode::OK;
            }
            intake.accept(payload.into_raw(), None).await
        }
        Err(PayloadError::Invalid(invalid)) => {
            log_unknown(invalid.raw());
            warn!(process = %invalid.process_id(), "{invalid}");
            intake
                .accept(invalid.into_raw(), Some(&intake.invalid))
                .await
        }
        Err(malformed) => {
            warn!("{malformed}");
            StatusCode::BAD_REQUEST
        }
    }
}

impl Intake {
    /// Queues a delivery. It counts as seen only when everything that may fail has not failed.
    async fn accept(&self, raw: RawPayload, keep_in: Option<&Kept>) -> StatusCode {
        let process = raw.process_id;
        let delivery = Delivery::of(&raw);
        if self.seen.contains(delivery) {
            info!(%process, "a repeated delivery");
            return StatusCode::OK;
        }
        let Ok(place) = self.queue.try_reserve() else {
            error!(%process, "the queue is full");
            return StatusCode::SERVICE_UNAVAILABLE;
        };
        if let Some(file) = keep_in {
            if let Err(error) = file.append(&raw).await {
                error!(%process, %error, "an invalid delivery could not be kept");
                return StatusCode::INTERNAL_SERVER_ERROR;
            }
        }
        // The same delivery may have come twice at once.
        if self.seen.insert(delivery) {
            place.send(raw);
        }
        StatusCode::ACCEPTED
    }
}

/// News of the platform: words that this version does not know, escaped by their `Debug`.
fn log_unknown(raw: &RawPayload) {
    for (field, value) in raw.unknown_values() {
        warn!(process = %raw.process_id, %field, ?value, "a value that is not known");
    }
    if !raw.extra.is_empty() {
        warn!(process = %raw.process_id, count = raw.extra.len(), "members that are not known");
    }
}
