//! What both messages name: the process, its state and its flow.
//!
//! An outcome does not belong here: each message has its own vocabulary for it, and nothing converts between them.

use core::fmt;
use core::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use thiserror::Error;
use uuid::Uuid;

use crate::wire::object::Field;
use crate::wire::place::Place;
use crate::wire::redact::is_short;
use crate::wire::value::WireValue;
use crate::wire::vocabulary::open_enum;

/// The id of the process that a message is about. Store it with the message, and call GetProcess with it.
///
/// To recognize a duplicate delivery, use [`DeliveryKey`](crate::webhook::DeliveryKey): several messages may be about
/// one process. The member is `processId` in the webhook and `id` in GetProcess, documented as a UUID in both.
///
/// Only the hyphenated form of 36 characters is read, in upper or lower case. It is printed in lower case, so the ids
/// of two deliveries about one process always compare equal.
///
/// ```
/// use idcloud_types::ProcessId;
///
/// let id: ProcessId = "8263A268-5388-492A-BCA2-28E1FF4A69F0".parse()?;
/// assert_eq!(id.to_string(), "8263a268-5388-492a-bca2-28e1ff4a69f0");
/// assert!("8263a2685388492abca228e1ff4a69f0".parse::<ProcessId>().is_err());
/// # Ok::<(), idcloud_types::ProcessIdError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessId(Uuid);

impl ProcessId {
    /// Wraps a UUID, like `From`, and also works in constants.
    #[must_use]
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// The id as a UUID, for a database column or a header.
    #[must_use]
    pub const fn as_uuid(&self) -> &Uuid {
        &self.0
    }

    fn encode<'a>(&self, buffer: &'a mut [u8]) -> &'a str {
        self.0.as_hyphenated().encode_lower(buffer)
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
    type Err = ProcessIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // `uuid` takes five spellings; only the hyphenated one is 36 bytes long.
        match Uuid::try_parse(text) {
            Ok(uuid) if text.len() == uuid::fmt::Hyphenated::LENGTH => Ok(Self(uuid)),
            _ => Err(ProcessIdError { length: text.len() }),
        }
    }
}

impl TryFrom<&str> for ProcessId {
    type Error = ProcessIdError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for ProcessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.encode(&mut Uuid::encode_buffer()))
    }
}

impl Serialize for ProcessId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.encode(&mut Uuid::encode_buffer()))
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

impl WireValue for ProcessId {
    const EXPECTED: &'static str = "a hyphenated UUID";

    fn of_string(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Place for ProcessId {
    fn expected(&self) -> &'static str {
        Self::EXPECTED
    }

    fn is_required(&self) -> bool {
        true
    }

    fn fill_string(&mut self, text: &str) -> bool {
        Self::of_string(text).map(|id| *self = id).is_some()
    }
}

impl Field for ProcessId {
    fn blank() -> Self {
        Self(Uuid::nil())
    }

    fn place(&mut self) -> &mut dyn Place {
        self
    }
}

/// The error for a string that is not a hyphenated UUID of 36 characters.
///
/// Its `Display` never repeats the string, so it is safe to log.
///
/// ```
/// use idcloud_types::ProcessId;
///
/// let error = "8263a268".parse::<ProcessId>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "a string of 8 bytes is not a process id; \
///      expected a hyphenated UUID such as 8263a268-5388-492a-bca2-28e1ff4a69f0",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "a string of {length} bytes is not a process id; \
     expected a hyphenated UUID such as 8263a268-5388-492a-bca2-28e1ff4a69f0"
)]
pub struct ProcessIdError {
    length: usize,
}

open_enum! {
    /// The state of a process; only a process that has ended has a result.
    ///
    /// The webhook currently reports only `PROCESS_STATE_FINISHED` ([event-types page](crate#sources), "Payload
    /// schema"); the others are in the `OpenAPI` enums of GetProcess. The current page of the request that sets a
    /// document names another one, `AWAITING_FOR_DOCUMENT`, for a process that waits for a document. It has no variant,
    /// because its string on the wire is inferred. The platform announces that new states may appear.
    pub enum ProcessState {
        /// The process exists and has not ended: wait for it.
        Created = "PROCESS_STATE_CREATED",
        /// The process could not be completed. Marked as deprecated in the older `OpenAPI` reference.
        Failed = "PROCESS_STATE_FAILED",
        /// The process ended, successfully or not: read the result.
        Finished = "PROCESS_STATE_FINISHED",
        /// The process was canceled. Marked as deprecated in the older `OpenAPI` reference.
        Canceled = "PROCESS_STATE_CANCELED",
        /// No state; the default of the platform's protocol.
        Unspecified = "PROCESS_STATE_UNSPECIFIED",
        _ => Unknown(UnknownProcessState),
    }
}

open_enum! {
    /// The product flow of a process, which determines what the end user is asked to do.
    ///
    /// The known values are those of the `OpenAPI` enum of the [older `CreateProcess` page](crate#sources), and `idface`,
    /// `idonboarding` and `idtransactional`, which other pages of the platform name. Others do arrive: the
    /// current [overview](crate#sources) counts "30+", and the platform's Postman file has `adaptiveidtoken` and
    /// `idunicodocs_r2`. The contents of a flow are documented for some flows and inferred from the name for the rest,
    /// as noted on the variants.
    pub enum Flow {
        /// Liveness alone.
        IdLive = "idlive",
        /// Liveness and identity verification.
        Id = "id",
        /// Liveness and the behavior alert (inferred in part).
        IdLiveTrust = "idlivetrust",
        /// `id`, with a risk score if the identity verification is inconclusive; older flow.
        IdCheck = "idcheck",
        /// `idcheck` and documents; older flow.
        IdDocs = "iddocs",
        /// `idcheck` and electronic signature; older flow.
        IdSign = "idsign",
        /// `idcheck`, documents and electronic signature; older flow.
        IdDocsSign = "iddocssign",
        /// `idcheck` and the behavior alert (inferred in part).
        IdCheckTrust = "idchecktrust",
        /// `idchecktrust` and documents (inferred in part).
        IdCheckTrustDocs = "idchecktrustdocs",
        /// `idchecktrust` and electronic signature (inferred in part).
        IdCheckTrustSign = "idchecktrustsign",
        /// `idchecktrust`, documents and electronic signature (inferred in part).
        IdCheckTrustDocsSign = "idchecktrustdocssign",
        /// A Serpro look-up, then `idcheck`; older flow.
        IdCheckSerpro = "idcheckserpro",
        /// `idcheckserpro` and documents; older flow.
        IdCheckSerproDocs = "idcheckserprodocs",
        /// `idcheckserpro`, documents and electronic signature; older flow.
        IdCheckSerproDocsSign = "idcheckserprodocssign",
        /// The payroll-loan flow. It includes liveness; the rest is not documented.
        CreditoConsignado = "creditoconsignado",
        /// Liveness, identity verification and the behavior alert (inferred in part).
        IdTrust = "idtrust",
        /// `id` and documents (inferred in part).
        IdUnicoDocs = "idunicodocs",
        /// `id` and electronic signature (inferred in part).
        IdUnicoSign = "idunicosign",
        /// `id`, documents and electronic signature (inferred in part).
        IdUnicoDocsSign = "idunicodocssign",
        /// `idunicodocssign` and Serpro similarity (inferred in part).
        IdUnicoSerproDocsSign = "idunicoserprodocssign",
        /// `idtrust` and documents (inferred in part).
        IdTrustDocs = "idtrustdocs",
        /// `idtrust` and electronic signature (inferred in part).
        IdTrustSign = "idtrustsign",
        /// `idtrust`, documents and electronic signature (inferred in part).
        IdTrustDocsSign = "idtrustdocssign",
        /// Liveness and a one-to-one comparison with a reference process.
        IdToken = "idtoken",
        /// `idtoken` and the behavior alert (inferred in part).
        IdTokenTrust = "idtokentrust",
        /// `idtoken` and electronic signature (inferred in part).
        IdTokenSign = "idtokensign",
        /// Smart revalidation, with or without an active capture.
        IdSmart = "idsmart",
        /// Liveness, identity verification and age verification.
        IdAge = "idage",
        /// Liveness and age verification, without identity verification.
        IdAgeDocumentless = "idagedocumentless",
        /// Finds the person whom a face belongs to; its required checks are not documented.
        IdFace = "idface",
        /// The onboarding flow of other markets; its required checks are not documented.
        IdOnboarding = "idonboarding",
        /// The transactional flow of other markets; its required checks are not documented.
        IdTransactional = "idtransactional",
        _ => Unknown(UnknownFlow),
    }
    shown if is_flow;
}

/// Whether a string consists of the parts of known flows, as `idunicodocs_r2` does. No name, number or address does.
fn is_flow(text: &str) -> bool {
    const PARTS: [&str; 18] = [
        "adaptive",
        "age",
        "check",
        "consignado",
        "credito",
        "docs",
        "documentless",
        "face",
        "id",
        "live",
        "onboarding",
        "serpro",
        "sign",
        "smart",
        "token",
        "transactional",
        "trust",
        "unico",
    ];
    let name = match text.split_once('_') {
        Some((name, version)) if is_version(version) => name,
        _ => text,
    };
    let mut rest = name;
    while let Some(next) = PARTS.iter().find_map(|part| rest.strip_prefix(part)) {
        rest = next;
    }
    rest.is_empty() && !name.is_empty() && is_short(text)
}

/// Whether a string is a version such as `r2`.
fn is_version(text: &str) -> bool {
    matches!(text.as_bytes(), [b'r' | b'v', b'0'..=b'9'])
}
