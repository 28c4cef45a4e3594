//! What both messages name: the process, its state and its flow.
//!
//! Only the words that the webhook and GetProcess share belong here. An outcome never does: each message has
//! its own vocabulary for it, and the two must not meet.

use alloc::boxed::Box;
use core::fmt;
use core::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use strum::{EnumCount, EnumIs};
use uuid::Uuid;

use crate::vocabulary::open_vocabulary;

/// Which process a message is about: the key to store it by and to ask GetProcess with.
///
/// Deliveries are at least once and carry no id of their own, so the same `ProcessId` may arrive again.
/// The webhook spells it `processId`, GetProcess `id`; both document a UUID.
///
/// It reads only the hyphenated form of 36 characters, in either case, and prints it in lower case, so two
/// deliveries of one process always compare equal.
///
/// ```
/// use idcloud_types::ProcessId;
///
/// let id: ProcessId = "8263A268-5388-492A-BCA2-28E1FF4A69F0".parse()?;
/// assert_eq!(id.to_string(), "8263a268-5388-492a-bca2-28e1ff4a69f0");
/// assert!("8263a2685388492abca228e1ff4a69f0".parse::<ProcessId>().is_err());
/// # Ok::<(), idcloud_types::InvalidProcessId>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessId(Uuid);

impl ProcessId {
    /// The process with this UUID; `From` does the same, and this also makes constants.
    #[must_use]
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// The id as a UUID, for a database column or a header.
    #[must_use]
    pub const fn as_uuid(&self) -> &Uuid {
        &self.0
    }
}

impl From<Uuid> for ProcessId {
    fn from(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl From<ProcessId> for Uuid {
    fn from(id: ProcessId) -> Self {
        id.0
    }
}

impl FromStr for ProcessId {
    type Err = InvalidProcessId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // `uuid` takes five spellings; only the hyphenated one is 36 bytes long.
        match Uuid::try_parse(text) {
            Ok(uuid) if text.len() == uuid::fmt::Hyphenated::LENGTH => Ok(Self(uuid)),
            _ => Err(InvalidProcessId { length: text.len() }),
        }
    }
}

impl fmt::Display for ProcessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(
            self.0
                .as_hyphenated()
                .encode_lower(&mut Uuid::encode_buffer()),
        )
    }
}

impl Serialize for ProcessId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(
            self.0
                .as_hyphenated()
                .encode_lower(&mut Uuid::encode_buffer()),
        )
    }
}

impl<'de> Deserialize<'de> for ProcessId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ProcessIdVisitor;

        impl Visitor<'_> for ProcessIdVisitor {
            type Value = ProcessId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a process id (a UUID in its hyphenated form)")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<ProcessId, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(ProcessIdVisitor)
    }
}

/// A text that is no [`ProcessId`]: not a UUID, or not in its hyphenated form of 36 characters.
///
/// Its `Display` never repeats the text, so it is safe to log.
///
/// ```
/// use idcloud_types::ProcessId;
///
/// let error = "8263a268".parse::<ProcessId>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "a text of 8 bytes is not a process id; \
///      expected a hyphenated UUID such as 8263a268-5388-492a-bca2-28e1ff4a69f0",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a text of {length} bytes is not a process id; \
     expected a hyphenated UUID such as 8263a268-5388-492a-bca2-28e1ff4a69f0"
)]
pub struct InvalidProcessId {
    length: usize,
}

/// How far a process has come; only a finished one has a result.
///
/// The webhook says that it currently reports `PROCESS_STATE_FINISHED` alone (event-types page, "Payload schema");
/// the other two are GetProcess's (its `OpenAPI` enum). The platform announces that new states may appear, so match
/// with a guard, which goes on working when a later version learns the value:
///
/// ```
/// use idcloud_types::ProcessState;
///
/// fn is_over(state: &ProcessState) -> bool {
///     match state {
///         ProcessState::Finished | ProcessState::Failed => true,
///         other if other.as_str() == "PROCESS_STATE_CANCELED" => true,
///         _ => false,
///     }
/// }
///
/// assert!(is_over(&ProcessState::from("PROCESS_STATE_CANCELED")));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum ProcessState {
    /// The process exists and has not ended: wait for it. Wire: `PROCESS_STATE_CREATED`.
    Created,
    /// The process could not be run to its end, so it has no result. Wire: `PROCESS_STATE_FAILED`.
    Failed,
    /// The process ended, which says nothing about how: read the result. Wire: `PROCESS_STATE_FINISHED`.
    Finished,
    /// A state that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownProcessState),
}

/// The string of a [`ProcessState`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownProcessState(Box<str>);

open_vocabulary!(ProcessState, UnknownProcessState, "a process state (a string)", {
    Created => "PROCESS_STATE_CREATED",
    Failed => "PROCESS_STATE_FAILED",
    Finished => "PROCESS_STATE_FINISHED",
});

/// Which product flow the process ran: what the end user was asked to do.
///
/// The known values are the 29 of the `OpenAPI` enum of `CreateProcess`; the platform's current overview counts
/// "30+", so others do arrive (`idonboarding`, `idtransactional` and `adaptiveidtoken` were seen). What a flow
/// consists of is documented for some and inferred from the name for the rest, which the variants say. Match with a
/// guard for a value that this version does not know:
///
/// ```
/// use idcloud_types::Flow;
///
/// fn compares_with_a_reference(flow: &Flow) -> bool {
///     match flow {
///         Flow::IdToken | Flow::IdTokenTrust | Flow::IdTokenSign => true,
///         other if other.as_str() == "adaptiveidtoken" => true,
///         _ => false,
///     }
/// }
///
/// assert!(compares_with_a_reference(&Flow::from("adaptiveidtoken")));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum Flow {
    /// Liveness alone. Wire: `idlive`.
    IdLive,
    /// Liveness and identity verification. Wire: `id`.
    Id,
    /// Liveness and behaviour alert (inferred in part). Wire: `idlivetrust`.
    IdLiveTrust,
    /// `id`, with a risk score when inconclusive; older flow. Wire: `idcheck`.
    IdCheck,
    /// `idcheck` and documents; older flow. Wire: `iddocs`.
    IdDocs,
    /// `idcheck` and electronic signature; older flow. Wire: `idsign`.
    IdSign,
    /// `idcheck`, documents and electronic signature; older flow. Wire: `iddocssign`.
    IdDocsSign,
    /// `idcheck` and behaviour alert (inferred in part). Wire: `idchecktrust`.
    IdCheckTrust,
    /// `idchecktrust` and documents (inferred in part). Wire: `idchecktrustdocs`.
    IdCheckTrustDocs,
    /// `idchecktrust` and electronic signature (inferred in part). Wire: `idchecktrustsign`.
    IdCheckTrustSign,
    /// `idchecktrust`, documents and electronic signature (inferred in part). Wire: `idchecktrustdocssign`.
    IdCheckTrustDocsSign,
    /// A Serpro look-up, then `idcheck`; older flow. Wire: `idcheckserpro`.
    IdCheckSerpro,
    /// `idcheckserpro` and documents; older flow. Wire: `idcheckserprodocs`.
    IdCheckSerproDocs,
    /// `idcheckserpro`, documents and electronic signature; older flow. Wire: `idcheckserprodocssign`.
    IdCheckSerproDocsSign,
    /// The payroll-loan flow; includes liveness, the rest is not documented. Wire: `creditoconsignado`.
    CreditoConsignado,
    /// Liveness, identity verification and behaviour alert (inferred in part). Wire: `idtrust`.
    IdTrust,
    /// `id` and documents (inferred in part). Wire: `idunicodocs`.
    IdUnicoDocs,
    /// `id` and electronic signature (inferred in part). Wire: `idunicosign`.
    IdUnicoSign,
    /// `id`, documents and electronic signature (inferred in part). Wire: `idunicodocssign`.
    IdUnicoDocsSign,
    /// `idunicodocssign` and Serpro similarity (inferred in part). Wire: `idunicoserprodocssign`.
    IdUnicoSerproDocsSign,
    /// `idtrust` and documents (inferred in part). Wire: `idtrustdocs`.
    IdTrustDocs,
    /// `idtrust` and electronic signature (inferred in part). Wire: `idtrustsign`.
    IdTrustSign,
    /// `idtrust`, documents and electronic signature (inferred in part). Wire: `idtrustdocssign`.
    IdTrustDocsSign,
    /// Liveness and a one-to-one comparison with a reference process. Wire: `idtoken`.
    IdToken,
    /// `idtoken` and behaviour alert (inferred in part). Wire: `idtokentrust`.
    IdTokenTrust,
    /// `idtoken` and electronic signature (inferred in part). Wire: `idtokensign`.
    IdTokenSign,
    /// Smart revalidation, with or without an active capture. Wire: `idsmart`.
    IdSmart,
    /// Liveness, identity verification and age verification. Wire: `idage`.
    IdAge,
    /// Liveness and age verification, without identity verification. Wire: `idagedocumentless`.
    IdAgeDocumentless,
    /// A flow that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownFlow),
}

/// The string of a [`Flow`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownFlow(Box<str>);

open_vocabulary!(Flow, UnknownFlow, "a flow (a string)", {
    IdLive => "idlive",
    Id => "id",
    IdLiveTrust => "idlivetrust",
    IdCheck => "idcheck",
    IdDocs => "iddocs",
    IdSign => "idsign",
    IdDocsSign => "iddocssign",
    IdCheckTrust => "idchecktrust",
    IdCheckTrustDocs => "idchecktrustdocs",
    IdCheckTrustSign => "idchecktrustsign",
    IdCheckTrustDocsSign => "idchecktrustdocssign",
    IdCheckSerpro => "idcheckserpro",
    IdCheckSerproDocs => "idcheckserprodocs",
    IdCheckSerproDocsSign => "idcheckserprodocssign",
    CreditoConsignado => "creditoconsignado",
    IdTrust => "idtrust",
    IdUnicoDocs => "idunicodocs",
    IdUnicoSign => "idunicosign",
    IdUnicoDocsSign => "idunicodocssign",
    IdUnicoSerproDocsSign => "idunicoserprodocssign",
    IdTrustDocs => "idtrustdocs",
    IdTrustSign => "idtrustsign",
    IdTrustDocsSign => "idtrustdocssign",
    IdToken => "idtoken",
    IdTokenTrust => "idtokentrust",
    IdTokenSign => "idtokensign",
    IdSmart => "idsmart",
    IdAge => "idage",
    IdAgeDocumentless => "idagedocumentless",
});
