//! The process as one enum.

use alloc::vec::Vec;

use strum::EnumIs;

use super::authentication_info::AuthenticationInfo;
use super::check::{Answer, Check};
use super::criteria::{Criteria, Worth};
use super::process::Process;
use super::services::Services;
use crate::get_process::answer::{answered, unknown_members};
use crate::get_process::process_result::ProcessResult;
use crate::process::ProcessState;

/// What happened to the process, in one enum: the documented order of evaluation, in the `match` that most services
/// write.
///
/// Only [`Verified`](Self::Verified) is a success. What this version can't read is
/// [`Unrecognized`](Self::Unrecognized). A variant that a later version adds takes cases out of `Unrecognized` only, so
/// treat both alike. The three documented questions (is it final, is it a yes, what do I do else) are one `match`:
///
/// ```
/// use idcloud_types::get_process::web_sdk::{Criteria, Outcome, Process};
///
/// fn next_step(process: &Process, criteria: &Criteria) -> &'static str {
///     match process.outcome_by(criteria) {
///         // Is it final?
///         Outcome::Unfinished => "ask again later",
///         // Is it a yes?
///         Outcome::Verified(_) => "go on",
///         // What else?
///         Outcome::Finished(info) if info.alerts().count() > 0 => "let a person decide",
///         Outcome::Finished(info) => match info.score().and_then(|score| score.as_f64()) {
///             Some(score) if score < 0.0 => "refuse",
///             _ => "let a person decide",
///         },
///         Outcome::InvalidIdentity(_) => "see which check is a no: not every one is final",
///         Outcome::Unanswered { .. } | Outcome::Expired | Outcome::Error | Outcome::Failed => {
///             "offer a new process"
///         }
///         // `Unrecognized`, and whatever a later version adds
///         _ => "let a person decide",
///     }
/// }
/// # let id: idcloud_types::ProcessId = "8263a268-5388-492a-bca2-28e1ff4a69f0".parse().unwrap();
/// # assert_eq!(next_step(&Process::new(id), &Criteria::default()), "let a person decide");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIs)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// Finished with a result of OK; every required check answered with a yes, and so did every other check that
    /// answered.
    Verified(&'a AuthenticationInfo),
    /// Finished with a result of OK, and neither a yes nor a no: a check is inconclusive, there is an alert, or the
    /// criteria do not know what the flow requires. Weigh the score and the alerts.
    Finished(&'a AuthenticationInfo),
    /// Finished with a result of OK, and a check that the criteria require did not answer. The published table
    /// answers this with a retry: offer a new process.
    Unanswered {
        /// The first required check that did not answer.
        check: &'a Check,
    },
    /// The process expired before the user completed it.
    Expired,
    /// The person is not who they claim to be, or their identity could not be established. The checks have the reason.
    InvalidIdentity(Option<&'a AuthenticationInfo>),
    /// The process finished, and no result could be determined.
    Error,
    /// The process could not be run to its end, and will have no result.
    Failed,
    /// The process has not ended: ask again later.
    Unfinished,
    /// Something that this version and the criteria can't read, or that contradicts itself, and never a success: look at
    /// its state, its result and, if those are OK, at [every answer](Process::answers_by).
    Unrecognized(&'a Process),
}

impl Process {
    /// What happened, by the documented criteria, as the one `match` that most services write.
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        self.outcome_by(Criteria::DEFAULT)
    }

    /// What happened, by your criteria.
    #[must_use]
    pub fn outcome_by<'a>(&'a self, criteria: &'a Criteria) -> Outcome<'a> {
        let info = self.authentication_info.as_ref();
        match (self.state.as_ref(), answered(self.result.as_ref())) {
            (Some(ProcessState::Finished), Some(ProcessResult::Ok)) => finished_ok(self, criteria),
            (Some(ProcessState::Finished), Some(ProcessResult::Expired)) => Outcome::Expired,
            (Some(ProcessState::Finished), Some(ProcessResult::InvalidIdentity)) => {
                Outcome::InvalidIdentity(info)
            }
            (Some(ProcessState::Finished), Some(ProcessResult::Error)) => Outcome::Error,
            (Some(ProcessState::Failed), None | Some(ProcessResult::Error)) => Outcome::Failed,
            (Some(ProcessState::Created), None) => Outcome::Unfinished,
            _ => Outcome::Unrecognized(self),
        }
    }

    /// Every check that answered: those of [`AuthenticationInfo::answers`], and those elsewhere, or inside another member,
    /// that this version does not know. A `cpf_match` that is not true, elsewhere than in a document, is listed too.
    pub fn answers(&self) -> impl Iterator<Item = Answer<'_>> {
        self.answers_by(Criteria::DEFAULT)
    }

    /// Every check that answered, with those whose names only your criteria know.
    ///
    /// What makes a process that is finished with OK [`Outcome::Unrecognized`] is one of them, a document with another
    /// CPF, or that there is no `authenticationInfo`.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::{Criteria, Process};
    ///
    /// let process: Process = r#"{
    ///     "id": "8263a268-5388-492a-bca2-28e1ff4a69f0",
    ///     "deepfake": "none",
    ///     "authenticationInfo": { "livenessResult": "LIVENESS_RESULT_LIVE" }
    /// }"#.parse()?;
    /// let criteria = Criteria::default().accept("deepfake", ["none"])?;
    /// let checks: Vec<_> = process.answers_by(&criteria).map(|answer| answer.check()).collect();
    /// assert_eq!(checks, ["livenessResult".into(), "deepfake".into()]);
    /// assert_eq!(process.answers().count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn answers_by<'a>(&'a self, criteria: &'a Criteria) -> impl Iterator<Item = Answer<'a>> {
        let info = self.authentication_info.iter();
        let known = info.flat_map(AuthenticationInfo::known_answers);
        known.chain(self.unknown_answers(criteria))
    }

    fn unknown_answers<'a>(
        &'a self,
        criteria: &Criteria,
    ) -> impl Iterator<Item = Answer<'a>> + use<'a> {
        let members = unknown_members(self).into_iter();
        let heard: Vec<_> = members.flat_map(|member| criteria.hear(member)).collect();
        heard.into_iter()
    }

    /// **Every required check answered with a yes, and nothing contradicts it**, by the documented criteria: the meaning
    /// that [`api::Process::verified`](crate::get_process::api::Process::verified) has too.
    ///
    /// It is `Some` only where the outcome is [`Outcome::Verified`]: `state` is `PROCESS_STATE_FINISHED`, `result` is
    /// `PROCESS_RESULT_OK`, the flow is one whose checks are known, each of them answered with a word that is accepted,
    /// every other check that answered did so too, and no document has another CPF. The score is not part of it.
    ///
    /// A check that this version does not know counts wherever it is in the process: any member without a field, at any
    /// depth, that is named `...Result`, that holds a word `..._RESULT_...`, or that the criteria name. Its word must be
    /// one that the criteria accept. Only a check directly in `authenticationInfo` can be one that is required. A
    /// `cpf_match` or `cpfMatch` that is not true counts anywhere. The data that was read from a document (`doc.data`)
    /// does not count, nor does [`Response::extra`](super::Response::extra). Only the last value of a repeated unknown
    /// member is kept, so only that one counts.
    ///
    /// Of the bio-token, smart-revalidation and age checks no word is documented, so a process of a flow that requires
    /// one (`idtoken...`, `idsmart`, `idage...`) is never verified by the documented criteria. A service that learned
    /// the word from its account manager writes it into its [`Criteria`] and asks [`verified_by`](Self::verified_by).
    #[must_use]
    pub fn verified(&self) -> Option<&AuthenticationInfo> {
        self.verified_by(Criteria::DEFAULT)
    }

    /// Every check that your criteria require answered with a yes, and nothing contradicts it; see
    /// [`verified`](Self::verified).
    #[must_use]
    pub fn verified_by(&self, criteria: &Criteria) -> Option<&AuthenticationInfo> {
        match self.outcome_by(criteria) {
            // Borrowed from the process alone, so that the criteria may go.
            Outcome::Verified(_) => self.authentication_info.as_ref(),
            _ => None,
        }
    }
}

/// Weighs a process that finished with a result of OK.
fn finished_ok<'a>(process: &'a Process, criteria: &'a Criteria) -> Outcome<'a> {
    let info = process.authentication_info.as_ref();

    let mut is_all_yes = true;
    for answer in info.into_iter().flat_map(AuthenticationInfo::known_answers) {
        match criteria.weigh(answer) {
            Worth::Yes => {}
            Worth::Open => is_all_yes = false,
            Worth::Refused => return Outcome::Unrecognized(process),
        }
    }
    // An alert that is not in `authenticationInfo` is not among its alerts, so it is not left open.
    let mut unknown = process.unknown_answers(criteria);
    if !unknown.all(|answer| criteria.weigh(answer) == Worth::Yes) {
        return Outcome::Unrecognized(process);
    }
    if process.services.as_ref().is_some_and(has_other_cpf) {
        return Outcome::Unrecognized(process);
    }

    let required = process
        .flow
        .as_ref()
        .and_then(|flow| criteria.required(flow));
    let is_silent = |check: &&Check| {
        let mut answers = info.into_iter().flat_map(|info| info.answers_by(criteria));
        !answers.any(|answer| answer.name() == check.as_str())
    };
    if let Some(check) = required.and_then(|checks| checks.iter().find(is_silent)) {
        return Outcome::Unanswered { check };
    }
    match (info, required) {
        (Some(info), Some(_)) if is_all_yes => Outcome::Verified(info),
        (Some(info), _) => Outcome::Finished(info),
        (None, _) => Outcome::Unrecognized(process),
    }
}

/// Whether a document has another CPF than the person.
fn has_other_cpf(services: &Services) -> bool {
    services
        .documents()
        .any(|document| document.cpf_match == Some(false))
}
