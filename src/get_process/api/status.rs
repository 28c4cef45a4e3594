//! `status` and `liveness`: the integers of the API contract.

use strum::{EnumCount, EnumIs};

use super::number::open_number;

/// How far a process has come: decide at [`Finished`](Self::Finished) only.
///
/// From the current GetProcess page of the API contract. It reads an integer. One older table says "string", no
/// example shows one, and `"3"` is an error that names the place: a guess here would decide about a person. Match
/// with a guard, which goes on working when a later version learns the number:
///
/// ```
/// use idcloud_types::get_process::api::Status;
///
/// fn is_worth_waiting_for(status: Status) -> bool {
///     match status {
///         Status::Processing | Status::Divergence => true,
///         other => other.as_i64() == 6,
///     }
/// }
///
/// assert!(is_worth_waiting_for(Status::from(6)));
/// assert!(!is_worth_waiting_for(Status::Finished));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum Status {
    /// The process waits or runs: ask again later. Wire: `1`.
    Processing,
    /// The process found a divergence and goes on: ask again later. Wire: `2`.
    Divergence,
    /// The process finished, which says nothing about how: read the results. Wire: `3`.
    Finished,
    /// The process was canceled. Wire: `4`.
    Canceled,
    /// The process failed. It comes with HTTP status 200. Wire: `5`.
    Error,
    /// A number that this version does not know; read it with [`as_i64`](Self::as_i64).
    Unknown(UnknownStatus),
}

/// The number of a [`Status`] that this version does not know. Only reading one builds it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownStatus(i64);

open_number!(Status, UnknownStatus, {
    Processing => 1,
    Divergence => 2,
    Finished => 3,
    Canceled => 4,
    Error => 5,
});

impl Status {
    /// Whether the process has ended: 3, 4 and 5, and never a number that this version does not know.
    ///
    /// A final process can still change: the older pages tell of a notification when a score is reviewed later.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Finished | Self::Canceled | Self::Error)
    }
}

/// Whether a living person stood before the camera.
///
/// From the current GetProcess page of the API contract. Older pages and captured answers leave it out when identity
/// verification said yes; and it is always [`Passed`](Self::Passed) when identity verification is used without a
/// liveness check. Match with a guard:
///
/// ```
/// use idcloud_types::get_process::api::Liveness;
///
/// fn is_refused(liveness: Liveness) -> bool {
///     match liveness {
///         Liveness::Failed => true,
///         other => other.as_i64() == 3,
///     }
/// }
///
/// assert!(is_refused(Liveness::from(3)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum Liveness {
    /// A living person, or no check. Wire: `1`.
    Passed,
    /// Not a living person. Wire: `2`.
    Failed,
    /// A number that this version does not know; read it with [`as_i64`](Self::as_i64).
    Unknown(UnknownLiveness),
}

/// The number of a [`Liveness`] that this version does not know. Only reading one builds it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownLiveness(i64);

open_number!(Liveness, UnknownLiveness, {
    Passed => 1,
    Failed => 2,
});
