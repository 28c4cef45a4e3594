//! The webhook without the crate: a model written by hand with the derives of serde, strum and thiserror.

use axum::body::Bytes;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString};
use uuid::Uuid;

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    process_id: Uuid,
    state: ProcessState,
    flow: Flow,
    result: Option<ResultCode>,
    last_event: Option<EventType>,
    last_event_description: Option<String>,
}

#[derive(Debug, thiserror::Error)]
enum PayloadError {
    #[error("malformed payload: {0}")]
    Malformed(#[from] serde_json::Error),
    #[error("invalid payload: `result` is missing")]
    MissingResult,
}

impl Payload {
    fn from_slice(body: &[u8]) -> Result<Self, PayloadError> {
        let payload: Self = serde_json::from_slice(body)?;
        if payload.state == ProcessState::Finished && payload.result.is_none() {
            return Err(PayloadError::MissingResult);
        }
        Ok(payload)
    }
}

pub async fn receive(body: Bytes) -> StatusCode {
    match Payload::from_slice(&body) {
        Ok(payload) => {
            let step = next_step(&payload);
            tracing::info!(process = %payload.process_id, step, "delivery");
            StatusCode::OK
        }
        Err(error) => {
            tracing::warn!(%error, "delivery refused");
            StatusCode::BAD_REQUEST
        }
    }
}

fn next_step(payload: &Payload) -> &'static str {
    match (&payload.result, &payload.last_event) {
        (Some(ResultCode::Ok), _) => "read the results",
        (Some(ResultCode::Expired), Some(EventType::ProcessCreated)) => "remind the user",
        (Some(ResultCode::Expired), _) => "offer a new process",
        (Some(ResultCode::InvalidIdentity), _) => "decline",
        _ => "ask GetProcess",
    }
}

#[derive(Clone, Debug, PartialEq, Display, EnumString, Deserialize, Serialize)]
#[serde(from = "String", into = "String")]
enum ProcessState {
    #[strum(to_string = "PROCESS_STATE_CREATED")]
    Created,
    #[strum(to_string = "PROCESS_STATE_FAILED")]
    Failed,
    #[strum(to_string = "PROCESS_STATE_FINISHED")]
    Finished,
    #[strum(default)]
    Unknown(String),
}

impl From<String> for ProcessState {
    fn from(wire: String) -> Self {
        Self::from(wire.as_str())
    }
}

impl From<ProcessState> for String {
    fn from(value: ProcessState) -> Self {
        value.to_string()
    }
}

#[derive(Clone, Debug, PartialEq, Display, EnumString, Deserialize, Serialize)]
#[serde(from = "String", into = "String")]
enum ResultCode {
    #[strum(to_string = "ok")]
    Ok,
    #[strum(to_string = "expired")]
    Expired,
    #[strum(to_string = "invalid_identity")]
    InvalidIdentity,
    #[strum(default)]
    Unknown(String),
}

impl From<String> for ResultCode {
    fn from(wire: String) -> Self {
        Self::from(wire.as_str())
    }
}

impl From<ResultCode> for String {
    fn from(value: ResultCode) -> Self {
        value.to_string()
    }
}

#[derive(Clone, Debug, PartialEq, Display, EnumString, Deserialize, Serialize)]
#[serde(from = "String", into = "String")]
enum EventType {
    #[strum(to_string = "EVENT_TYPE_PROCESS_CREATED")]
    ProcessCreated,
    #[strum(to_string = "EVENT_TYPE_QR_CODE_READ")]
    QrCodeRead,
    #[strum(to_string = "EVENT_TYPE_PROCESS_STARTED_BY_USER")]
    ProcessStartedByUser,
    #[strum(to_string = "EVENT_TYPE_IDENTITY_VALIDATION_STEP_FINISHED")]
    IdentityValidationStepFinished,
    #[strum(to_string = "EVENT_TYPE_DOCUMENT_STEP_STARTED")]
    DocumentStepStarted,
    #[strum(to_string = "EVENT_TYPE_DOCUMENT_PHOTO_CAPTURED")]
    DocumentPhotoCaptured,
    #[strum(to_string = "EVENT_TYPE_DOCUMENT_UPLOADED_FROM_GALLERY")]
    DocumentUploadedFromGallery,
    #[strum(to_string = "EVENT_TYPE_DOCUMENT_STEP_FINISHED")]
    DocumentStepFinished,
    #[strum(to_string = "EVENT_TYPE_SESSION_ENDED")]
    SessionEnded,
    #[strum(to_string = "EVENT_TYPE_ERROR_ON_DOCUMENT_STEP")]
    ErrorOnDocumentStep,
    #[strum(default)]
    Unknown(String),
}

impl From<String> for EventType {
    fn from(wire: String) -> Self {
        Self::from(wire.as_str())
    }
}

impl From<EventType> for String {
    fn from(value: EventType) -> Self {
        value.to_string()
    }
}

#[derive(Clone, Debug, PartialEq, Display, EnumString, Deserialize, Serialize)]
#[serde(from = "String", into = "String")]
enum Flow {
    #[strum(to_string = "idlive")]
    IdLive,
    #[strum(to_string = "id")]
    Id,
    #[strum(to_string = "idlivetrust")]
    IdLiveTrust,
    #[strum(to_string = "idcheck")]
    IdCheck,
    #[strum(to_string = "iddocs")]
    IdDocs,
    #[strum(to_string = "idsign")]
    IdSign,
    #[strum(to_string = "iddocssign")]
    IdDocsSign,
    #[strum(to_string = "idchecktrust")]
    IdCheckTrust,
    #[strum(to_string = "idchecktrustdocs")]
    IdCheckTrustDocs,
    #[strum(to_string = "idchecktrustsign")]
    IdCheckTrustSign,
    #[strum(to_string = "idchecktrustdocssign")]
    IdCheckTrustDocsSign,
    #[strum(to_string = "idcheckserpro")]
    IdCheckSerpro,
    #[strum(to_string = "idcheckserprodocs")]
    IdCheckSerproDocs,
    #[strum(to_string = "idcheckserprodocssign")]
    IdCheckSerproDocsSign,
    #[strum(to_string = "creditoconsignado")]
    CreditoConsignado,
    #[strum(to_string = "idtrust")]
    IdTrust,
    #[strum(to_string = "idunicodocs")]
    IdUnicoDocs,
    #[strum(to_string = "idunicosign")]
    IdUnicoSign,
    #[strum(to_string = "idunicodocssign")]
    IdUnicoDocsSign,
    #[strum(to_string = "idunicoserprodocssign")]
    IdUnicoSerproDocsSign,
    #[strum(to_string = "idtrustdocs")]
    IdTrustDocs,
    #[strum(to_string = "idtrustsign")]
    IdTrustSign,
    #[strum(to_string = "idtrustdocssign")]
    IdTrustDocsSign,
    #[strum(to_string = "idtoken")]
    IdToken,
    #[strum(to_string = "idtokentrust")]
    IdTokenTrust,
    #[strum(to_string = "idtokensign")]
    IdTokenSign,
    #[strum(to_string = "idsmart")]
    IdSmart,
    #[strum(to_string = "idage")]
    IdAge,
    #[strum(to_string = "idagedocumentless")]
    IdAgeDocumentless,
    #[strum(default)]
    Unknown(String),
}

impl From<String> for Flow {
    fn from(wire: String) -> Self {
        Self::from(wire.as_str())
    }
}

impl From<Flow> for String {
    fn from(value: Flow) -> Self {
        value.to_string()
    }
}
