//! Answers of the Web & SDK contract, by their [`Outcome`](crate::get_process::web_sdk::Outcome) under the documented
//! criteria.

use crate::get_process::web_sdk::{Response, generate};

strategies! {
    Response:
    /// Any outcome, each as often as another.
    response,
    /// [`Verified`](crate::get_process::web_sdk::Outcome::Verified).
    verified,
    /// [`Finished`](crate::get_process::web_sdk::Outcome::Finished): an inconclusive check, an alert, or a flow of
    /// which it is not known what it requires.
    finished,
    /// [`Unanswered`](crate::get_process::web_sdk::Outcome::Unanswered).
    unanswered,
    /// [`Expired`](crate::get_process::web_sdk::Outcome::Expired).
    expired,
    /// [`InvalidIdentity`](crate::get_process::web_sdk::Outcome::InvalidIdentity).
    invalid_identity,
    /// [`Error`](crate::get_process::web_sdk::Outcome::Error).
    error,
    /// [`Failed`](crate::get_process::web_sdk::Outcome::Failed).
    failed,
    /// [`Unfinished`](crate::get_process::web_sdk::Outcome::Unfinished).
    unfinished,
    /// [`Unrecognized`](crate::get_process::web_sdk::Outcome::Unrecognized): an unknown state, result or answer, or
    /// an OK that a check contradicts.
    unrecognized,
}
