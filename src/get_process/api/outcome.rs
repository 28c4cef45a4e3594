//! The process as one enum.

use strum::EnumIs;

use super::details::UnicoId;
use super::process::Process;
use super::values::{IdCloudResult, IdentityFraudstersResult, Liveness, Status, UnicoIdResult};
use crate::get_process::answer::{answered, hear, unknown_members};

/// What happened to the process, in one enum: the documented order of evaluation, in the `match` that most services
/// write.
///
/// Only [`Verified`](Self::Verified) is a success. What this version can't read is
/// [`Unrecognized`](Self::Unrecognized). A variant that a later version adds takes cases out of `Unrecognized` only, so
/// treat both alike. The three documented questions (is it final, is it a yes, what do I do else) are one `match`:
///
/// ```
/// use idcloud_types::get_process::api::{Outcome, Process, UnicoIdResult};
///
/// fn next_step(process: &Process) -> &'static str {
///     match process.outcome() {
///         // Is it final?
///         Outcome::Processing | Outcome::Divergence => "ask again later",
///         // Is it a yes?
///         Outcome::Verified(_) => "go on",
///         // What else?
///         Outcome::Finished { result: Some(UnicoIdResult::No), .. } => "refuse",
///         Outcome::Finished { .. } => match process.score.as_ref().and_then(|score| score.as_f64()) {
///             Some(score) if score < 0.0 => "refuse",
///             _ => "let a person decide",
///         },
///         Outcome::Canceled | Outcome::Error => "offer a new process",
///         // `Unrecognized`, and whatever a later version adds
///         _ => "let a person decide",
///     }
/// }
/// # let id: idcloud_types::ProcessId = "8263a268-5388-492a-bca2-28e1ff4a69f0".parse().unwrap();
/// # assert_eq!(next_step(&Process::new(id)), "let a person decide");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, EnumIs)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// Finished: identity verification is a yes, and nothing contradicts it.
    Verified(&'a UnicoId),
    /// Finished, and neither verified nor contradictory: every answer is in a known word.
    ///
    /// What decides an inconclusive process is its `score`, `identity_fraudsters`, `id_cloud` and `government`: read
    /// those from the [`Process`].
    Finished {
        /// The answer of identity verification, if it answered; never a yes.
        result: Option<&'a UnicoIdResult>,
        /// The answer of the liveness check, if there is one.
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
    /// at the members beside it.
    Unrecognized(&'a Process),
}

impl Process {
    /// What happened, as the one `match` that most services write.
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        match self.status {
            Some(Status::Processing) => Outcome::Processing,
            Some(Status::Divergence) => Outcome::Divergence,
            Some(Status::Finished) => finished(self),
            Some(Status::Canceled) => Outcome::Canceled,
            Some(Status::Error) => Outcome::Error,
            Some(Status::Unknown(_)) | None => Outcome::Unrecognized(self),
        }
    }

    /// **Every required check answered with a yes, and nothing contradicts it**: the meaning that
    /// [`web_sdk::Process::verified`](crate::get_process::web_sdk::Process::verified) has too.
    ///
    /// The check that is required is identity verification. It is `Some` only where `status` is 3, `unicoId.result` is
    /// `yes`, and nothing contradicts it:
    ///
    /// - `liveness` is absent or 1,
    /// - `identityFraudsters.result` is absent or `inconclusive`,
    /// - `idCloud.result` is absent or `approved`,
    /// - `score` is absent: it is documented beside `inconclusive` alone, and the documented bands deny a 0,
    /// - `document.cpfMatch` is absent or true, and
    /// - no unknown member, at any depth, is named `...Result` and answers, holds a word `..._RESULT_...`, or is a
    ///   `cpfMatch` that is not true. The data that was read from a document (`document.content`) does not count; only
    ///   the last value of a repeated unknown member is kept, so only that one counts.
    ///
    /// A word or number that this version does not know agrees with nothing. `government.serpro` is not part of it: its
    /// bands are yours to choose. A process without identity verification, such as one of liveness alone, is never
    /// verified here; read its outcome.
    #[must_use]
    pub fn verified(&self) -> Option<&UnicoId> {
        match self.outcome() {
            Outcome::Verified(unico_id) => Some(unico_id),
            _ => None,
        }
    }
}

/// Weighs a process that finished.
fn finished(process: &Process) -> Outcome<'_> {
    let liveness = process.liveness.clone();
    let unico_id = process.unico_id.as_ref();
    let result = answered(unico_id.and_then(|unico_id| unico_id.result.as_ref()));
    let alert = process.identity_fraudsters.as_ref();
    let fraudsters = answered(alert.and_then(|alert| alert.result.as_ref()));
    let judgement = process.id_cloud.as_ref();
    let id_cloud = answered(judgement.and_then(|judgement| judgement.result.as_ref()));
    let mut unknown = unknown_members(process).into_iter();

    let is_readable = liveness.as_ref().is_none_or(Liveness::is_known)
        && result.is_none_or(UnicoIdResult::is_known)
        && fraudsters.is_none_or(IdentityFraudstersResult::is_known)
        && id_cloud.is_none_or(IdCloudResult::is_known)
        && unknown.all(|member| hear(member, &|_| false).is_empty());
    if !is_readable {
        return Outcome::Unrecognized(process);
    }
    let (Some(unico_id), Some(UnicoIdResult::Yes)) = (unico_id, result) else {
        return Outcome::Finished { result, liveness };
    };

    let document = process.document.as_ref();
    let is_agreed = liveness.is_none_or(|liveness| liveness == Liveness::Passed)
        && fraudsters.is_none_or(|alert| *alert == IdentityFraudstersResult::Inconclusive)
        && id_cloud.is_none_or(|judgement| *judgement == IdCloudResult::Approved)
        && process.score.is_none()
        && document.and_then(|document| document.cpf_match) != Some(false);
    if is_agreed {
        Outcome::Verified(unico_id)
    } else {
        Outcome::Unrecognized(process)
    }
}
