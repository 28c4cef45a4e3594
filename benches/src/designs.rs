//! The designs that users would write, and other crates ship, instead of this crate.
//!
//! Each reads the same six members and checks no rule. The identifier is a `Uuid` where the design types its values,
//! and a `String` where it does not.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::{Display, EnumString};
use uuid::Uuid;

/// Every member a `String`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the members of the payload")]
pub struct Strings {
    pub process_id: String,
    pub state: String,
    pub flow: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_event_description: Option<String>,
}

/// Every member a `String`, and a map that catches the others.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[expect(missing_docs, reason = "the fields are the members of the payload")]
pub struct Flatten {
    #[serde(flatten)]
    pub known: Strings,
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A typed payload, over whatever enums a design has.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the members of the payload")]
pub struct Typed<State, Flow, Result, Event> {
    pub process_id: Uuid,
    pub state: State,
    pub flow: Flow,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Result>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_event: Option<Event>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_event_description: Option<String>,
}

/// Enums by `serde(from = "String")` over strum's default variant.
pub type StrumDefault = Typed<
    strum_default::ProcessState,
    strum_default::Flow,
    strum_default::ResultCode,
    strum_default::EventType,
>;

/// Enums with a `serde(untagged)` fallback.
pub type Untagged =
    Typed<untagged::ProcessState, untagged::Flow, untagged::ResultCode, untagged::EventType>;

/// Writes the four enums of a design: how one is declared is all that differs between them.
macro_rules! vocabularies {
    ($declare:ident) => {
        $declare!(ProcessState {
            Created = "PROCESS_STATE_CREATED",
            Failed = "PROCESS_STATE_FAILED",
            Finished = "PROCESS_STATE_FINISHED",
        });
        $declare!(ResultCode {
            Ok = "ok",
            Expired = "expired",
            InvalidIdentity = "invalid_identity",
        });
        $declare!(EventType {
            ProcessCreated = "EVENT_TYPE_PROCESS_CREATED",
            QrCodeRead = "EVENT_TYPE_QR_CODE_READ",
            ProcessStartedByUser = "EVENT_TYPE_PROCESS_STARTED_BY_USER",
            IdentityValidationStepFinished = "EVENT_TYPE_IDENTITY_VALIDATION_STEP_FINISHED",
            DocumentStepStarted = "EVENT_TYPE_DOCUMENT_STEP_STARTED",
            DocumentPhotoCaptured = "EVENT_TYPE_DOCUMENT_PHOTO_CAPTURED",
            DocumentUploadedFromGallery = "EVENT_TYPE_DOCUMENT_UPLOADED_FROM_GALLERY",
            DocumentStepFinished = "EVENT_TYPE_DOCUMENT_STEP_FINISHED",
            SessionEnded = "EVENT_TYPE_SESSION_ENDED",
            ErrorOnDocumentStep = "EVENT_TYPE_ERROR_ON_DOCUMENT_STEP",
        });
        $declare!(Flow {
            IdLive = "idlive",
            Id = "id",
            IdLiveTrust = "idlivetrust",
            IdCheck = "idcheck",
            IdDocs = "iddocs",
            IdSign = "idsign",
            IdDocsSign = "iddocssign",
            IdCheckTrust = "idchecktrust",
            IdCheckTrustDocs = "idchecktrustdocs",
            IdCheckTrustSign = "idchecktrustsign",
            IdCheckTrustDocsSign = "idchecktrustdocssign",
            IdCheckSerpro = "idcheckserpro",
            IdCheckSerproDocs = "idcheckserprodocs",
            IdCheckSerproDocsSign = "idcheckserprodocssign",
            CreditoConsignado = "creditoconsignado",
            IdTrust = "idtrust",
            IdUnicoDocs = "idunicodocs",
            IdUnicoSign = "idunicosign",
            IdUnicoDocsSign = "idunicodocssign",
            IdUnicoSerproDocsSign = "idunicoserprodocssign",
            IdTrustDocs = "idtrustdocs",
            IdTrustSign = "idtrustsign",
            IdTrustDocsSign = "idtrustdocssign",
            IdToken = "idtoken",
            IdTokenTrust = "idtokentrust",
            IdTokenSign = "idtokensign",
            IdSmart = "idsmart",
            IdAge = "idage",
            IdAgeDocumentless = "idagedocumentless",
        });
    };
}

/// Enums by `serde(from = "String")` over strum's default variant.
#[expect(missing_docs, reason = "the variants are those of the crate")]
pub mod strum_default {
    use super::{Deserialize, Display, EnumString, Serialize};

    macro_rules! declare {
        ($Enum:ident { $($Variant:ident = $wire:literal,)+ }) => {
            #[derive(Clone, Debug, PartialEq, Display, EnumString, Deserialize, Serialize)]
            #[serde(from = "String", into = "String")]
            pub enum $Enum {
                $(#[strum(to_string = $wire)] $Variant,)+
                #[strum(default)]
                Unknown(String),
            }

            impl From<String> for $Enum {
                fn from(wire: String) -> Self {
                    Self::from(wire.as_str())
                }
            }

            impl From<$Enum> for String {
                fn from(value: $Enum) -> Self {
                    value.to_string()
                }
            }
        };
    }

    vocabularies!(declare);
}

/// Enums with a `serde(untagged)` fallback.
#[expect(missing_docs, reason = "the variants are those of the crate")]
pub mod untagged {
    use super::{Deserialize, Serialize};

    macro_rules! declare {
        ($Enum:ident { $($Variant:ident = $wire:literal,)+ }) => {
            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            pub enum $Enum {
                $(#[serde(rename = $wire)] $Variant,)+
                #[serde(untagged)]
                Unknown(String),
            }
        };
    }

    vocabularies!(declare);
}

/// What a service makes of a `Value`: the comparisons that take the place of types.
#[must_use]
pub fn outcome_of_value(body: &Value) -> Option<&'static str> {
    body.get("processId")?.as_str()?;
    body.get("flow")?.as_str()?;
    if body.get("state")?.as_str()? != "PROCESS_STATE_FINISHED" {
        return Some("unfinished");
    }
    Some(match body.get("result")?.as_str()? {
        "ok" => "ok",
        "expired" => match body.get("lastEvent")?.as_str()? {
            "EVENT_TYPE_PROCESS_CREATED" => "remind the user",
            _ => "offer a new process",
        },
        "invalid_identity" => "decline",
        _ => "ask GetProcess",
    })
}
