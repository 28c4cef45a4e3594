//! Payloads that keep the rules, by their [`Outcome`](crate::webhook::Outcome).

use crate::webhook::{Payload, generate};

strategies! {
    Payload:
    /// Any outcome, each as often as another.
    payload,
    /// [`Ok`](crate::webhook::Outcome::Ok).
    ok,
    /// [`Expired`](crate::webhook::Outcome::Expired).
    expired,
    /// [`InvalidIdentity`](crate::webhook::Outcome::InvalidIdentity).
    invalid_identity,
    /// [`Failed`](crate::webhook::Outcome::Failed).
    failed,
    /// [`Unfinished`](crate::webhook::Outcome::Unfinished).
    unfinished,
    /// [`Unrecognized`](crate::webhook::Outcome::Unrecognized): of an unknown state, or with an unknown result.
    unrecognized,
}
