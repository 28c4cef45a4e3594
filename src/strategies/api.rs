//! Answers of the API contract, by their [`Outcome`](crate::get_process::api::Outcome).

use crate::get_process::api::{Process, generate};

strategies! {
    Process:
    /// Any outcome, each as often as another.
    process,
    /// [`Verified`](crate::get_process::api::Outcome::Verified).
    verified,
    /// [`Finished`](crate::get_process::api::Outcome::Finished).
    finished,
    /// [`Processing`](crate::get_process::api::Outcome::Processing).
    processing,
    /// [`Divergence`](crate::get_process::api::Outcome::Divergence).
    divergence,
    /// [`Canceled`](crate::get_process::api::Outcome::Canceled).
    canceled,
    /// [`Error`](crate::get_process::api::Outcome::Error).
    error,
    /// [`Unrecognized`](crate::get_process::api::Outcome::Unrecognized): an unknown status or none, or a yes that
    /// something else contradicts.
    unrecognized,
}
