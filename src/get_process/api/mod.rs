//! The API contract ("by Client"): the response of `GET /processes/v1/{id}` and `/processes/v2/{id}`.
//!
//! Start with [`Process::from_slice`], then [`Process::outcome`].

mod details;
mod findings;
mod process;
mod values;

pub use details::{
    Document, FaceWithOtherId, Government, IdCloud, IdFace, IdentityFraudsters,
    ProcessAdditionalInfo, SilentAuth, Trust, UnicoId,
};
pub use process::Process;
pub use values::{
    FaceMatch, FaceWithOtherIdResult, IdCloudResult, IdFaceResult, IdentityFraudstersResult,
    Liveness, SilentAuthResult, Status, TrustResult, UnicoIdResult, UnknownFaceMatch,
    UnknownFaceWithOtherIdResult, UnknownIdCloudResult, UnknownIdFaceResult,
    UnknownIdentityFraudstersResult, UnknownLiveness, UnknownSilentAuthResult, UnknownStatus,
    UnknownTrustResult, UnknownUnicoIdResult,
};

/// The names of the known members of every object of a response.
pub(super) const MEMBERS: &[&[&str]] = &[
    Process::MEMBERS,
    UnicoId::MEMBERS,
    IdentityFraudsters::MEMBERS,
    IdCloud::MEMBERS,
    FaceWithOtherId::MEMBERS,
    Trust::MEMBERS,
    IdFace::MEMBERS,
    SilentAuth::MEMBERS,
    Government::MEMBERS,
    Document::MEMBERS,
    ProcessAdditionalInfo::MEMBERS,
];
