//! The API contract ("by Client"): the answer of `GET /processes/v1/{id}`, and of v2.
//!
//! The order of evaluation is the documented one: decide at `status` 3 only, then read the members beside it.
//! [`Process::outcome`] is that order as one `match`.

mod details;
mod outcome;
mod process;
mod values;

pub use details::{
    Document, Government, IdCloud, IdentityFraudsters, ProcessAdditionalInfo, UnicoId,
};
pub use outcome::Outcome;
pub use process::Process;
pub use values::{
    IdCloudResult, IdentityFraudstersResult, Liveness, Status, UnicoIdResult, UnknownIdCloudResult,
    UnknownIdentityFraudstersResult, UnknownLiveness, UnknownStatus, UnknownUnicoIdResult,
};
