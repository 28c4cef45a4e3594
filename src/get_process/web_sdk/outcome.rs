//! The process as one enum.

use strum::EnumIs;

use super::{AuthenticationInfo, Process};
use crate::get_process::ProcessResult;
use crate::get_process::said::said;
use crate::process::ProcessState;

/// What happened to the process, in one enum: the documented order of evaluation, in the `match` that most services
/// write.
///
/// [`Ok`](Self::Ok) has the details that decide, and is no approval by itself; see [`Process::verified`]. Whatever this
/// version can't read is [`Unrecognized`](Self::Unrecognized), and never a success. A variant that a later version adds
/// takes cases out of `Unrecognized` only, so treat both alike:
///
/// ```
/// use idcloud_types::get_process::AuthenticationResult;
/// use idcloud_types::get_process::web_sdk::{Outcome, Process};
///
/// fn next_step(process: &Process) -> &'static str {
///     match process.outcome() {
///         Outcome::Ok(info) if info.authentication() == Some(&AuthenticationResult::Inconclusive) => {
///             "weigh the scores and the alerts"
///         }
///         Outcome::Ok(_) => "weigh the alerts",
///         Outcome::InvalidIdentity(_) => "see which check said no: not every one is final",
///         Outcome::Expired | Outcome::Error | Outcome::Failed => "offer a new process",
///         Outcome::Unfinished => "ask again later",
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
    /// Finished with a result of OK, which the checks bear out as [`Process::verified`] asks: read what they found.
    Ok(&'a AuthenticationInfo),
    /// The process expired before the user completed it.
    Expired,
    /// The person is not who they say they are, or could not be told to be. Which of the two, the checks tell.
    InvalidIdentity(Option<&'a AuthenticationInfo>),
    /// The process finished, and its result could not be worked out.
    Error,
    /// The process could not be run to its end, and will have no result.
    Failed,
    /// The process has not ended: ask again later.
    Unfinished,
    /// Something that this version can't read or that contradicts itself, and never a success: look at its state, its
    /// result and, if those say OK, at what the checks found.
    Unrecognized(&'a Process),
}

impl<'a> Outcome<'a> {
    pub(super) fn of(process: &'a Process) -> Self {
        let state = process.state.as_ref();
        let info = process.authentication_info.as_ref();
        // `""` and `PROCESS_RESULT_UNSPECIFIED` both say that there is no result.
        let result = said(process.result.as_ref(), ProcessResult::is_unspecified);
        match (state, result, info) {
            (Some(ProcessState::Finished), Some(ProcessResult::Ok), Some(info))
                if info.bears_out_ok() =>
            {
                Self::Ok(info)
            }
            (Some(ProcessState::Finished), Some(ProcessResult::Expired), _) => Self::Expired,
            (Some(ProcessState::Finished), Some(ProcessResult::InvalidIdentity), _) => {
                Self::InvalidIdentity(info)
            }
            (Some(ProcessState::Finished), Some(ProcessResult::Error), _) => Self::Error,
            (Some(ProcessState::Failed), None | Some(ProcessResult::Error), _) => Self::Failed,
            (Some(ProcessState::Created), None, _) => Self::Unfinished,
            _ => Self::Unrecognized(process),
        }
    }
}
