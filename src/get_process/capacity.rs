//! `PROCESS_CAPACITY_*`: what a process was made of.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// A capability that the process used.
///
/// From the examples of the older GetProcess pages; what each one stands for is inferred from its name. The current
/// example holds `liveness` and `face_match`, which read as unknown. Match with a guard:
///
/// ```
/// use idcloud_types::get_process::Capacity;
///
/// fn is_liveness(capacity: &Capacity) -> bool {
///     match capacity {
///         Capacity::IdLive => true,
///         other => other.as_str() == "liveness",
///     }
/// }
///
/// assert!(is_liveness(&"liveness".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum Capacity {
    /// Liveness. Wire: `PROCESS_CAPACITY_IDLIVE`.
    IdLive,
    /// Identity verification. Wire: `PROCESS_CAPACITY_IDUNICO`.
    IdUnico,
    /// The risk score. Wire: `PROCESS_CAPACITY_IDCHECK`.
    IdCheck,
    /// Documents. Wire: `PROCESS_CAPACITY_IDDOCS`.
    IdDocs,
    /// Electronic signature. Wire: `PROCESS_CAPACITY_IDSIGN`.
    IdSign,
    /// The Serpro look-up. Wire: `PROCESS_CAPACITY_IDSERPRO`.
    IdSerpro,
    /// A capability that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownCapacity),
}

/// The string of a [`Capacity`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownCapacity(Box<str>);

open_vocabulary!(Capacity, UnknownCapacity, "a process capacity (a string)", {
    IdLive => "PROCESS_CAPACITY_IDLIVE",
    IdUnico => "PROCESS_CAPACITY_IDUNICO",
    IdCheck => "PROCESS_CAPACITY_IDCHECK",
    IdDocs => "PROCESS_CAPACITY_IDDOCS",
    IdSign => "PROCESS_CAPACITY_IDSIGN",
    IdSerpro => "PROCESS_CAPACITY_IDSERPRO",
});
