//! The designs that users would write instead of this crate.
//!
//! All of them have the crate's members and words, and check no rule. How an enum and an object are declared is all that
//! differs between them.

use serde_json::Value;

macro_rules! strum_vocabulary {
    ($Enum:ident { $($Variant:ident = $wire:literal,)+ }) => {
        #[derive(
            Clone, Debug, PartialEq, strum::Display, strum::EnumString, serde::Deserialize,
            serde::Serialize,
        )]
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

/// An object that drops the members that it does not know.
macro_rules! dropping {
    ($Object:ident [$($required:ident: $Required:ty = $required_wire:literal)?] {
        $($field:ident: $Type:ty = $wire:literal,)*
    }) => {
        #[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
        pub struct $Object {
            $(#[serde(rename = $required_wire)] pub $required: $Required,)?
            $(
                #[serde(rename = $wire, skip_serializing_if = "Option::is_none")]
                pub $field: Option<$Type>,
            )*
        }
    };
}

/// An object that keeps the members that it does not know.
macro_rules! keeping {
    ($Object:ident [$($required:ident: $Required:ty = $required_wire:literal)?] {
        $($field:ident: $Type:ty = $wire:literal,)*
    }) => {
        #[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
        pub struct $Object {
            $(#[serde(rename = $required_wire)] pub $required: $Required,)?
            $(
                #[serde(rename = $wire, skip_serializing_if = "Option::is_none")]
                pub $field: Option<$Type>,
            )*
            #[serde(flatten)]
            pub extra: serde_json::Map<String, serde_json::Value>,
        }
    };
}

/// Every message, by a macro for an enum and one for an object.
macro_rules! messages {
    ($vocabulary:ident, $object:ident) => {
        use serde_json::{Number, Value};
        use uuid::Uuid;

        $object!(Payload [process_id: Uuid = "processId"] {
            state: ProcessState = "state",
            flow: Flow = "flow",
            result: ResultCode = "result",
            last_event: EventType = "lastEvent",
            last_event_description: String = "lastEventDescription",
        });

        $object!(Response [process: Process = "process"] {});
        $object!(Process [id: Uuid = "id"] {
            flow: Flow = "flow",
            callback_uri: String = "callbackUri",
            user_redirect_url: String = "userRedirectUrl",
            state: ProcessState = "state",
            result: ProcessResult = "result",
            created_at: String = "createdAt",
            finished_at: String = "finishedAt",
            expires_at: String = "expiresAt",
            person: Person = "person",
            purpose: String = "purpose",
            client_reference: String = "clientReference",
            use_case: String = "useCase",
            capacities: Vec<Capacity> = "capacities",
            token: String = "token",
            services: Vec<Service> = "services",
            authentication_info: AuthenticationInfo = "authenticationInfo",
            company: Company = "company",
            company_data: CompanyData = "companyData",
            bio_token_data: BioTokenData = "bioTokenData",
        });
        $object!(Person [] {
            dui_type: DuiType = "duiType",
            dui_value: String = "duiValue",
            friendly_name: String = "friendlyName",
            email: String = "email",
            phone: String = "phone",
            notifications: Vec<Notification> = "notifications",
        });
        $object!(Notification [] {
            notification_channel: NotificationChannel = "notificationChannel",
        });
        $object!(Service [] {
            documents: Vec<ServiceDocument> = "documents",
            consent_granted: bool = "consent_granted",
            envelope_id: String = "envelopeId",
        });
        $object!(ServiceDocument [] {
            doc: Doc = "doc",
            typified: bool = "typified",
            cpf_match: bool = "cpf_match",
            doc_id: String = "doc_id",
            validate_doc: bool = "validate_doc",
            reused_doc: bool = "reused_doc",
            signed_url: String = "signed_url",
        });
        $object!(Doc [] {
            version: Number = "version",
            code: String = "code",
            data: Value = "data",
        });
        $object!(AuthenticationInfo [] {
            authentication_result: AuthenticationResult = "authenticationResult",
            score_engine_result: ScoreEngineResult = "scoreEngineResult",
            serpro_result: SerproResult = "serproResult",
            authentication_id: String = "authenticationId",
            liveness_result: LivenessResult = "livenessResult",
            bio_token_engine_result: BioTokenEngineResult = "bioTokenEngineResult",
            trust_result: TrustResult = "trustResult",
            identity_fraudsters_result: TrustResult = "identityFraudstersResult",
            face_with_other_id_result: TrustResult = "faceWithOtherIdResult",
            frictionless_result: FrictionlessResult = "frictionlessResult",
            risk_level_result: TrustResult = "riskLevelResult",
            smart_revalidation_result: SmartRevalidationResult = "smartRevalidationResult",
            id_age_result: IdAgeResult = "idAgeResult",
        });
        $object!(ScoreEngineResult [] {
            score_enabled: ScoreEnabled = "scoreEnabled",
            score: Number = "score",
        });
        $object!(SerproResult [] { score: Number = "score", });
        $object!(Company [] {
            code: String = "code",
            friendly_name: String = "friendlyName",
            logo_url: String = "logoUrl",
        });
        $object!(CompanyData [] {
            branch_id: String = "branchId",
            country_code: String = "countryCode",
        });
        $object!(BioTokenData [] {
            reference_process_id: String = "referenceProcessId",
            authentication_id: String = "authenticationId",
        });

        $object!(ApiProcess [id: Uuid = "id"] {
            status: u8 = "status",
            unico_id: UnicoId = "unicoId",
            authenticated: bool = "authenticated",
            identity_fraudsters: IdentityFraudsters = "identityFraudsters",
            face_with_other_id: FaceWithOtherId = "faceWithOtherId",
            trust: Trust = "trust",
            id_cloud: IdCloud = "idCloud",
            id_face: IdFace = "idFace",
            silent_auth: SilentAuth = "silentAuth",
            government: Government = "government",
            liveness: u8 = "liveness",
            face_match: u8 = "faceMatch",
            has_biometry: bool = "hasBiometry",
            ocr_code: Number = "OCRCode",
            score: Number = "score",
            document: ApiDocument = "document",
            process_additional_info: ProcessAdditionalInfo = "processAdditionalInfo",
        });
        $object!(UnicoId [] { result: UnicoIdResult = "result", });
        $object!(IdentityFraudsters [] { result: IdentityFraudstersResult = "result", });
        $object!(FaceWithOtherId [] { result: IdentityFraudstersResult = "result", });
        $object!(Trust [] { result: ApiTrustResult = "result", });
        $object!(IdCloud [] { result: IdCloudResult = "result", });
        $object!(IdFace [] {
            result: IdFaceResult = "result",
            person_id: String = "person_id",
            person_id_in_camel_case: String = "personId",
        });
        $object!(SilentAuth [] { result: UnicoIdResult = "result", });
        $object!(Government [] { serpro: Number = "serpro", });
        $object!(ApiDocument [] {
            id: String = "id",
            kind: String = "type",
            cpf_match: bool = "cpfMatch",
            content: Value = "content",
            file_urls: Vec<String> = "fileUrls",
        });
        $object!(ProcessAdditionalInfo [] {
            transaction_id: String = "transactionId",
            person_name: String = "personName",
            person_document: String = "personDocument",
            person_image: String = "personImage",
            finished_at: String = "finishedAt",
        });

        $vocabulary!(ProcessState {
            Created = "PROCESS_STATE_CREATED",
            Failed = "PROCESS_STATE_FAILED",
            Finished = "PROCESS_STATE_FINISHED",
            Canceled = "PROCESS_STATE_CANCELED",
            Unspecified = "PROCESS_STATE_UNSPECIFIED",
        });
        $vocabulary!(ResultCode {
            Ok = "ok",
            Expired = "expired",
            InvalidIdentity = "invalid_identity",
        });
        $vocabulary!(EventType {
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
        $vocabulary!(Flow {
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
            IdFace = "idface",
            IdOnboarding = "idonboarding",
            IdTransactional = "idtransactional",
        });
        $vocabulary!(ProcessResult {
            Ok = "PROCESS_RESULT_OK",
            Error = "PROCESS_RESULT_ERROR",
            InvalidIdentity = "PROCESS_RESULT_INVALID_IDENTITY",
            Expired = "PROCESS_RESULT_EXPIRED",
            Unspecified = "PROCESS_RESULT_UNSPECIFIED",
            Warning = "PROCESS_RESULT_WARNING",
            Refused = "PROCESS_RESULT_REFUSED",
        });
        $vocabulary!(AuthenticationResult {
            Unspecified = "AUTHENTICATION_RESULT_UNSPECIFIED",
            Positive = "AUTHENTICATION_RESULT_POSITIVE",
            Inconclusive = "AUTHENTICATION_RESULT_INCONCLUSIVE",
            Negative = "AUTHENTICATION_RESULT_NEGATIVE",
        });
        $vocabulary!(LivenessResult {
            Unspecified = "LIVENESS_RESULT_UNSPECIFIED",
            Live = "LIVENESS_RESULT_LIVE",
            NotLive = "LIVENESS_RESULT_NOT_LIVE",
        });
        $vocabulary!(TrustResult {
            Unspecified = "TRUST_RESULT_UNSPECIFIED",
            Inconclusive = "TRUST_RESULT_INCONCLUSIVE",
            Yes = "TRUST_RESULT_YES",
        });
        $vocabulary!(BioTokenEngineResult { Unspecified = "BIO_TOKEN_ENGINE_RESULT_UNSPECIFIED", });
        $vocabulary!(SmartRevalidationResult {
            Unspecified = "SMART_REVALIDATION_RESULT_UNSPECIFIED",
        });
        $vocabulary!(IdAgeResult { Unspecified = "ID_AGE_RESULT_UNSPECIFIED", });
        $vocabulary!(FrictionlessResult { Unspecified = "FRICTIONLESS_RESULT_UNSPECIFIED", });
        $vocabulary!(ScoreEnabled {
            Unspecified = "SCORE_ENABLED_UNSPECIFIED",
            True = "SCORE_ENABLED_TRUE",
            False = "SCORE_ENABLED_FALSE",
        });
        $vocabulary!(Capacity {
            IdLive = "PROCESS_CAPACITY_IDLIVE",
            IdUnico = "PROCESS_CAPACITY_IDUNICO",
            IdCheck = "PROCESS_CAPACITY_IDCHECK",
            IdDocs = "PROCESS_CAPACITY_IDDOCS",
            IdSign = "PROCESS_CAPACITY_IDSIGN",
            IdSerpro = "PROCESS_CAPACITY_IDSERPRO",
            Unspecified = "PROCESS_CAPACITY_UNSPECIFIED",
            IdToken = "PROCESS_CAPACITY_IDTOKEN",
            IdTrust = "PROCESS_CAPACITY_IDTRUST",
        });
        $vocabulary!(DuiType {
            BrCpf = "DUI_TYPE_BR_CPF",
            MxCurp = "DUI_TYPE_MX_CURP",
            UsSsn = "DUI_TYPE_US_SSN",
            BrPassport = "DUI_TYPE_BR_PASSPORT",
            ArPassport = "DUI_TYPE_AR_PASSPORT",
            ArDni = "DUI_TYPE_AR_DNI",
            NgNin = "DUI_TYPE_NG_NIN",
            ClRun = "DUI_TYPE_CL_RUN",
            EcNi = "DUI_TYPE_EC_NI",
            UsPassport = "DUI_TYPE_US_PASSPORT",
            GtCui = "DUI_TYPE_GT_CUI",
            UyCi = "DUI_TYPE_UY_CI",
            ZzEmail = "DUI_TYPE_ZZ_EMAIL",
            IdNik = "DUI_TYPE_ID_NIK",
            ZzPhoneNumber = "DUI_TYPE_ZZ_PHONE_NUMBER",
            UsDriverLicense = "DUI_TYPE_US_DRIVER_LICENSE",
            NgBvn = "DUI_TYPE_NG_BVN",
        });
        $vocabulary!(NotificationChannel {
            WhatsApp = "NOTIFICATION_CHANNEL_WHATSAPP",
            Sms = "NOTIFICATION_CHANNEL_SMS",
            Email = "NOTIFICATION_CHANNEL_EMAIL",
        });
        $vocabulary!(UnicoIdResult {
            Yes = "yes",
            No = "no",
            Inconclusive = "inconclusive",
        });
        $vocabulary!(IdentityFraudstersResult {
            Yes = "yes",
            Inconclusive = "inconclusive",
        });
        $vocabulary!(IdCloudResult {
            Approved = "approved",
            Denied = "denied",
            CriticalRisk = "critical-risk",
            HighRisk = "high-risk",
            Retry = "retry",
            Inconclusive = "inconclusive",
            Reproved = "reproved",
            RiskCritical = "risk-critical",
            RiskHigh = "risk-high",
        });
        $vocabulary!(ApiTrustResult {
            No = "no",
            Inconclusive = "inconclusive",
        });
        $vocabulary!(IdFaceResult {
            Found = "FOUND",
            NotFound = "NOT_FOUND",
        });
    };
}

/// Unit enums with a `serde(other)` variant: the usual fast design. It loses unknown values and unknown members.
#[expect(missing_docs, reason = "the items are those of the messages")]
pub mod serde_other {
    macro_rules! vocabulary {
        ($Enum:ident { $($Variant:ident = $wire:literal,)+ }) => {
            #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
            pub enum $Enum {
                $(#[serde(rename = $wire)] $Variant,)+
                #[serde(other)]
                Unknown,
            }
        };
    }

    messages!(vocabulary, dropping);
}

/// Enums by `serde(from = "String")` over strum's default variant. It loses unknown members.
#[expect(missing_docs, reason = "the items are those of the messages")]
pub mod strum_default {
    messages!(strum_vocabulary, dropping);
}

/// [`strum_default`] with a `serde(flatten)` map in every object: like the crate, it loses nothing.
#[expect(missing_docs, reason = "the items are those of the messages")]
pub mod strum_flatten {
    messages!(strum_vocabulary, keeping);
}

/// What a service makes of a delivery as a `Value`: the comparisons that take the place of types.
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
