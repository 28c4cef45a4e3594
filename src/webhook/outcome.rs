//! What happened to the process, as one enum: the view that most services match on.

use core::fmt;

use strum::EnumIs;

use super::event_type::EventType;
use super::raw::RawPayload;
use super::result_code::ResultCode;
use super::rules;
use crate::process::ProcessState;
use crate::wire::redact::{Length, Redacted};

/// What happened to the process, in one enum: the `match` that most services write.
///
/// Only [`Ok`](Self::Ok) is a success: `ok` on a finished process. Whatever this version can't read is
/// [`Unrecognized`](Self::Unrecognized): ask GetProcess. A variant that a later version adds takes cases out of
/// `Unrecognized` only, so treat both alike. `Debug` is safe to log.
///
/// ```
/// use idcloud_types::webhook::{EventType, Outcome, Payload};
///
/// fn next_step(payload: &Payload) -> &'static str {
///     match payload.outcome() {
///         Outcome::Ok => "read the results",
///         Outcome::Expired { last_event: Some(EventType::ProcessCreated), .. } => "remind the user",
///         Outcome::Expired { .. } => "offer a new process",
///         Outcome::InvalidIdentity => "ask GetProcess which check is a no",
///         Outcome::Unfinished => "wait",
///         Outcome::Failed => "offer a new process",
///         // `Unrecognized`, and whatever a later version adds
///         _ => "ask GetProcess",
///     }
/// }
///
/// let payload = r#"{
///     "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
///     "state": "PROCESS_STATE_FINISHED",
///     "flow": "id",
///     "result": "error"
/// }"#.parse::<Payload>()?;
/// assert_eq!(next_step(&payload), "ask GetProcess");
/// # Ok::<(), idcloud_types::webhook::PayloadError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, EnumIs)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// The process ran to its end: ask GetProcess for its results.
    Ok,
    /// The process expired before the user completed it.
    Expired {
        /// Where the user was, if it was sent.
        last_event: Option<&'a EventType>,
        /// Text for people about `last_event`, as it was sent: escape it before it reaches a log.
        description: Option<&'a str>,
    },
    /// The person is not who they claim to be, or their identity could not be established: GetProcess's checks show which.
    InvalidIdentity,
    /// The process could not be run to its end, and will have no result.
    Failed,
    /// The process has not ended.
    Unfinished,
    /// Something that this version can't read, and never a success: ask GetProcess.
    Unrecognized {
        /// The state, if there is one.
        state: Option<&'a ProcessState>,
        /// The result code, if there is one.
        result: Option<&'a ResultCode>,
    },
}

impl<'a> Outcome<'a> {
    /// Reads a payload that keeps the rules.
    pub(super) fn of(raw: &'a RawPayload) -> Self {
        let state = raw.state.as_ref();
        let result = raw.result();
        match (state, result) {
            (Some(ProcessState::Finished), Some(ResultCode::Ok)) => Self::Ok,
            (Some(ProcessState::Finished), Some(ResultCode::Expired)) => Self::Expired {
                last_event: raw.last_event(),
                description: raw.last_event_description(),
            },
            (Some(ProcessState::Finished), Some(ResultCode::InvalidIdentity)) => {
                Self::InvalidIdentity
            }
            (Some(ProcessState::Failed), None) => Self::Failed,
            (Some(ProcessState::Created), None) => Self::Unfinished,
            _ => Self::Unrecognized { state, result },
        }
    }
}

impl fmt::Debug for Outcome<'_> {
    /// Shows what is safe to log, as [`RawPayload`]'s `Debug` does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Ok => f.write_str("Ok"),
            Self::Expired {
                last_event,
                description,
            } => f
                .debug_struct("Expired")
                .field("last_event", &last_event.map(Redacted))
                .field("description", &description.map(Length))
                .finish(),
            Self::InvalidIdentity => f.write_str("InvalidIdentity"),
            Self::Failed => f.write_str("Failed"),
            Self::Unfinished => f.write_str("Unfinished"),
            Self::Unrecognized { state, result } => f
                .debug_struct("Unrecognized")
                .field("state", &state.map(Redacted))
                .field("result", &result.map(Redacted))
                .finish(),
        }
    }
}

impl RawPayload {
    /// What happened, for a payload that may break rules: one that does reads as [`Outcome::Unrecognized`].
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        if rules::check(self).is_empty() {
            Outcome::of(self)
        } else {
            Outcome::Unrecognized {
                state: self.state.as_ref(),
                result: self.result(),
            }
        }
    }
}
