//! The API contract ("by Client"): the answer of `GET /processes/v1/{id}`, and of v2.
//!
//! The order of evaluation is the documented one: decide at `status` 3 only, then read the members beside it.
//! [`Process::outcome`] is that order as one `match`.

mod details;
mod outcome;
mod process;
mod values;

pub use details::{
    Document, FaceWithOtherId, Government, IdCloud, IdFace, IdentityFraudsters,
    ProcessAdditionalInfo, SilentAuth, Trust, UnicoId,
};
pub use outcome::Outcome;
pub use process::Process;
pub use values::{
    FaceMatch, FaceWithOtherIdResult, IdCloudResult, IdFaceResult, IdentityFraudstersResult,
    Liveness, SilentAuthResult, Status, TrustResult, UnicoIdResult, UnknownFaceMatch,
    UnknownFaceWithOtherIdResult, UnknownIdCloudResult, UnknownIdFaceResult,
    UnknownIdentityFraudstersResult, UnknownLiveness, UnknownSilentAuthResult, UnknownStatus,
    UnknownTrustResult, UnknownUnicoIdResult,
};
