//! The process as one enum.

use strum::EnumIs;

use super::{Liveness, Process, Status, UnicoId, UnicoIdResult};

/// What happened to the process, in one enum: the documented order of evaluation, in the `match` that most services
/// write.
///
/// Only [`Verified`](Self::Verified) is a success; see [`Process::verified`]. Whatever this version can't read is
/// [`Unrecognized`](Self::Unrecognized). A variant that a later version adds takes cases out of `Unrecognized` only, so
/// treat both alike:
///
/// ```
/// use idcloud_types::get_process::api::{Outcome, Process, UnicoIdResult};
///
/// fn next_step(process: &Process) -> &'static str {
///     match process.outcome() {
///         Outcome::Verified(_) => "go on",
///         Outcome::Finished { result: Some(UnicoIdResult::No), .. } => "see which check said no",
///         Outcome::Finished { .. } => match process.score.as_ref().and_then(|score| score.as_f64()) {
///             Some(score) if score < 0.0 => "weigh the score",
///             _ => "weigh the alerts",
///         },
///         Outcome::Processing | Outcome::Divergence => "ask again later",
///         Outcome::Canceled | Outcome::Error => "offer a new process",
///         // `Unrecognized`, and whatever a later version adds
///         _ => "let a person decide",
///     }
/// }
/// # let id: idcloud_types::ProcessId = "8263a268-5388-492a-bca2-28e1ff4a69f0".parse().unwrap();
/// # assert_eq!(next_step(&Process::new(id)), "let a person decide");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIs)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// Finished; identity verification said yes, and nothing beside it says otherwise.
    Verified(&'a UnicoId),
    /// Finished, and not verified. Both results are known ones.
    ///
    /// They are not all that it found: what decides an inconclusive process is its `score`, `identity_fraudsters`,
    /// `id_cloud` and `government`. Read those from the [`Process`] that you asked.
    Finished {
        /// What identity verification said, if it was asked for; never yes.
        result: Option<&'a UnicoIdResult>,
        /// What the liveness check said, if there is anything.
        liveness: Option<Liveness>,
    },
    /// The process waits or runs: ask again later.
    Processing,
    /// The process found a divergence and goes on: ask again later.
    Divergence,
    /// The process was canceled.
    Canceled,
    /// The process failed.
    Error,
    /// Something that this version can't read or that contradicts itself, and never a success: look at its status and
    /// at what stands beside it.
    Unrecognized(&'a Process),
}

impl<'a> Outcome<'a> {
    pub(super) fn of(process: &'a Process) -> Self {
        match process.status {
            Some(Status::Processing) => Self::Processing,
            Some(Status::Divergence) => Self::Divergence,
            Some(Status::Finished) => Self::finished(process),
            Some(Status::Canceled) => Self::Canceled,
            Some(Status::Error) => Self::Error,
            Some(Status::Unknown(_)) | None => Self::Unrecognized(process),
        }
    }

    fn finished(process: &'a Process) -> Self {
        let liveness = process.liveness;
        let unico_id = process.unico_id.as_ref();
        let result = unico_id
            .and_then(|unico_id| unico_id.result.as_ref())
            .filter(|result| !result.as_str().is_empty());
        match (unico_id, result) {
            (Some(unico_id), Some(UnicoIdResult::Yes)) if bears_out_yes(process) => {
                Self::Verified(unico_id)
            }
            (_, None | Some(UnicoIdResult::No | UnicoIdResult::Inconclusive))
                if liveness.is_none_or(Liveness::is_known) =>
            {
                Self::Finished { result, liveness }
            }
            _ => Self::Unrecognized(process),
        }
    }
}

/// Whether a yes of identity verification can be believed: every other check that answered agrees, in words that are
/// known.
fn bears_out_yes(process: &Process) -> bool {
    let fraudsters = process.identity_fraudsters.as_ref();
    let id_cloud = process.id_cloud.as_ref();
    let document = process.document.as_ref();

    process.liveness.is_none_or(|liveness| liveness.is_passed())
        && fraudsters
            .and_then(|alert| alert.result.as_ref())
            .is_none_or(|result| result.is_inconclusive() || result.as_str().is_empty())
        && id_cloud
            .and_then(|judgement| judgement.result.as_ref())
            .is_none_or(|result| result.is_approved() || result.as_str().is_empty())
        // A score comes with `inconclusive` alone, so beside a yes it contradicts it, whatever it is.
        && process.score.is_none()
        && document
            .and_then(|document| document.cpf_match)
            .unwrap_or(true)
}
