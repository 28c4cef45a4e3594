//! The outcome of a process.

use core::fmt;

use strum::{Display, EnumIs, IntoStaticStr};

use super::event_type::EventType;
use super::raw::RawPayload;
use super::result_code::ResultCode;
use super::rules;
use crate::process::ProcessState;
use crate::wire::redact::Redacted;

/// The outcome of a process: the enum that most services match on.
///
/// Only [`Ok`](Self::Ok) is a success: `ok` on a finished process. A combination that this version does not know is
/// [`Unrecognized`](Self::Unrecognized): ask GetProcess. A variant added by a later version covers only cases that are
/// `Unrecognized` today, so treat both alike. `Debug` and `Display` are safe to log, and `Display` writes the label
/// that [`as_str`](Self::as_str) returns.
///
/// | `state` | `result` | outcome |
/// | --- | --- | --- |
/// | `PROCESS_STATE_FINISHED` | `ok` | `Ok` |
/// | `PROCESS_STATE_FINISHED` | `expired` | `Expired` |
/// | `PROCESS_STATE_FINISHED` | `invalid_identity` | `InvalidIdentity` |
/// | `PROCESS_STATE_FAILED` | any or none | `Failed` |
/// | `PROCESS_STATE_CANCELED` | any or none | `Canceled` |
/// | `PROCESS_STATE_CREATED` | none | `Unfinished` |
/// | any other pair | | `Unrecognized` |
///
/// ```
/// use idcloud_types::webhook::{EventType, Outcome, Payload};
///
/// fn next_step(payload: &Payload) -> &'static str {
///     match payload.outcome() {
///         Outcome::Ok => "read the results",
///         Outcome::Expired { last_event: Some(EventType::ProcessCreated) } => "remind the user",
///         Outcome::Expired { .. } => "offer a new process",
///         Outcome::InvalidIdentity => "ask GetProcess which check failed",
///         Outcome::Unfinished => "wait",
///         Outcome::Failed | Outcome::Canceled => "offer a new process",
///         // `Unrecognized`, and whatever a later version adds
///         _ => "ask GetProcess",
///     }
/// }
///
/// let payload = r#"{
///     "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
///     "state": "PROCESS_STATE_FINISHED",
///     "flow": "id",
///     "result": "result_of_tomorrow"
/// }"#.parse::<Payload>()?;
/// assert_eq!(next_step(&payload), "ask GetProcess");
/// assert_eq!(payload.outcome().as_str(), "unrecognized");
/// # Ok::<(), idcloud_types::webhook::PayloadError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Display, EnumIs, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The process was completed: ask GetProcess for its results.
    Ok,
    /// The process expired before the user completed it.
    Expired {
        /// The last event, if it was sent.
        last_event: Option<EventType>,
    },
    /// The person is not who they claim to be, or their identity could not be established: the checks of GetProcess
    /// show which.
    InvalidIdentity,
    /// The process could not be completed.
    Failed,
    /// The process was canceled.
    Canceled,
    /// The process has not ended.
    Unfinished,
    /// A combination of state and result that this version does not know. Never a success: ask GetProcess for the
    /// outcome.
    Unrecognized {
        /// The state, if there is one.
        state: Option<ProcessState>,
        /// The result code, if there is one.
        result: Option<ResultCode>,
    },
}

impl Outcome {
    /// Reads a payload that follows the rules.
    pub(super) fn of(raw: &RawPayload) -> Self {
        match (&raw.state, raw.non_empty_result()) {
            (Some(ProcessState::Finished), Some(ResultCode::Ok)) => Self::Ok,
            (Some(ProcessState::Finished), Some(ResultCode::Expired)) => Self::Expired {
                last_event: raw.non_empty_last_event().cloned(),
            },
            (Some(ProcessState::Finished), Some(ResultCode::InvalidIdentity)) => {
                Self::InvalidIdentity
            }
            (Some(ProcessState::Failed), _) => Self::Failed,
            (Some(ProcessState::Canceled), _) => Self::Canceled,
            (Some(ProcessState::Created), None) => Self::Unfinished,
            _ => Self::unrecognized(raw),
        }
    }

    fn unrecognized(raw: &RawPayload) -> Self {
        Self::Unrecognized {
            state: raw.state.clone(),
            result: raw.non_empty_result().cloned(),
        }
    }

    /// The label for a log or a metric, such as `ok` or `invalid_identity`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.into()
    }
}

impl fmt::Debug for Outcome {
    /// Shows what is safe to log, like the `Debug` of [`RawPayload`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expired { last_event } => f
                .debug_struct("Expired")
                .field("last_event", &last_event.as_ref().map(Redacted))
                .finish(),
            Self::Unrecognized { state, result } => f
                .debug_struct("Unrecognized")
                .field("state", &state.as_ref().map(Redacted))
                .field("result", &result.as_ref().map(Redacted))
                .finish(),
            Self::Ok => f.write_str("Ok"),
            Self::InvalidIdentity => f.write_str("InvalidIdentity"),
            Self::Failed => f.write_str("Failed"),
            Self::Canceled => f.write_str("Canceled"),
            Self::Unfinished => f.write_str("Unfinished"),
        }
    }
}

impl RawPayload {
    /// The outcome of a payload that may break rules. If it does, the outcome is [`Outcome::Unrecognized`].
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        if rules::check(self).is_empty() {
            Outcome::of(self)
        } else {
            Outcome::unrecognized(self)
        }
    }
}
