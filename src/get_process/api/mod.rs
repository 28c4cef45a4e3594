//! The API contract ("by Client"): the answer of `GET /processes/v1/{id}`, and of v2.
//!
//! The order of evaluation is the documented one: decide at `status` 3 only, then read the members beside it.
//! [`Process::outcome`] is that order as one `match`.

mod details;
#[cfg(any(feature = "arbitrary1", feature = "proptest1"))]
#[cfg_attr(
    not(feature = "proptest1"),
    allow(dead_code, reason = "the strategies use more of it")
)]
pub(crate) mod generate;
mod number;
mod outcome;
mod process;
mod words;

pub use details::{
    Document, Government, IdCloud, IdentityFraudsters, ProcessAdditionalInfo, UnicoId,
};
pub use outcome::Outcome;
pub use process::Process;
pub use words::{
    IdCloudResult, IdentityFraudstersResult, Liveness, Status, UnicoIdResult, UnknownIdCloudResult,
    UnknownIdentityFraudstersResult, UnknownLiveness, UnknownStatus, UnknownUnicoIdResult,
};
