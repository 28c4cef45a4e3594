//! The response.

use alloc::vec::Vec;
use core::str::FromStr;

use serde_json::{Map, Number};

use super::details::{
    Document, FaceWithOtherId, Government, IdCloud, IdFace, IdentityFraudsters,
    ProcessAdditionalInfo, SilentAuth, Trust, UnicoId,
};
use super::values::{FaceMatch, Liveness, Status};
use crate::get_process::MESSAGE;
use crate::get_process::score::Score;
use crate::process::ProcessId;
use crate::wire::error::ReadError;
use crate::wire::object::open_object;
use crate::wire::other_message::OtherMessage;
use crate::wire::unknown::UnknownValue;

open_object! {
    /// A process of the API contract: the response of `GET /processes/v1/{id}` and `/processes/v2/{id}`.
    ///
    /// A failed process has the HTTP status 200 too, so read it in the documented order with
    /// [`outcome`](Self::outcome). A body without `status` and with a `state` is a process of the other contract, and
    /// can't be read as this one. The older response of a one-to-one comparison has neither, and can be read.
    ///
    /// ```
    /// use idcloud_types::get_process::Outcome;
    /// use idcloud_types::get_process::api::Process;
    ///
    /// let body = br#"{"id":"80371b2a-3ac7-432e-866d-57fe37896ac6","status":5}"#;
    /// assert_eq!(Process::from_slice(body)?.outcome(), Outcome::Error);
    /// # Ok::<(), idcloud_types::ReadError>(())
    /// ```
    #[derive(Clone, PartialEq, Eq)]
    pub struct Process {
        /// The id of the requested process. It is the only required member.
        id: ProcessId = "id",
        /// How far the process has got.
        status: Option<Status> = "status",
        /// The result of identity verification. Absent when only liveness, a comparison or documents were requested.
        unico_id: Option<UnicoId> = "unicoId",
        /// Whether the face matches the reference. Sent in the older response to a one-to-one comparison, whose body is
        /// `{id, authenticated, liveness}`, without a `status` ([older by Client page](crate#sources)).
        authenticated: Option<bool> = "authenticated",
        /// The behavior alert: whether the person has committed identity fraud.
        identity_fraudsters: Option<IdentityFraudsters> = "identityFraudsters",
        /// An alert: whether the face has been used with another person's document; an older member.
        face_with_other_id: Option<FaceWithOtherId> = "faceWithOtherId",
        /// An alert: whether the face and the document can be trusted together; an older member.
        trust: Option<Trust> = "trust",
        /// The overall verdict on the checks.
        id_cloud: Option<IdCloud> = "idCloud",
        /// Whether the face belongs to a known person.
        id_face: Option<IdFace> = "idFace",
        /// Whether the device was validated without a capture.
        silent_auth: Option<SilentAuth> = "silentAuth",
        /// The results from government databases.
        government: Option<Government> = "government",
        /// Whether a living person was in front of the camera.
        liveness: Option<Liveness> = "liveness",
        /// Whether the face matches the reference; an older member.
        face_match: Option<FaceMatch> = "faceMatch",
        /// Whether the picture contains a usable face (inferred from the legacy Check API); an older member.
        has_biometry: Option<bool> = "hasBiometry",
        /// The result of reading the document; an older member. The page documents its type, an integer, but not its
        /// values.
        ocr_code: Option<Number> = "OCRCode",
        /// The risk score from -100 to 100. 0 means no evidence either way; the documented score bands
        /// list 0 under "deny". A score is documented only alongside an inconclusive `unicoId`, and may arrive later.
        score: Option<Score> = "score",
        /// A document that was sent with the process, and the data read from it.
        ///
        /// The `content` of the document does not affect the [`outcome`](Self::outcome).
        document: Option<Document> = "document",
        /// The members that v2 adds.
        process_additional_info: Option<ProcessAdditionalInfo> = "processAdditionalInfo",
    }
    other_message = OtherMessage::recognize;
    refused = Process::other_contract;
}

impl Process {
    #[doc = include_str!("../../wire/from_slice.md")]
    pub fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        ReadError::read_slice(body, MESSAGE)
    }

    /// Lists every value, member and JSON type that this version does not know, with its path.
    #[must_use]
    pub fn unknown_values(&self) -> Vec<UnknownValue> {
        UnknownValue::list(self)
    }

    /// A process of the other contract has an `id` too, and a `state` instead of a `status`.
    fn other_contract(&self) -> Option<(&'static str, OtherMessage)> {
        let has = |name| self.extra.contains_key(name);
        (self.status.is_none() && !has("status") && has("state"))
            .then_some(("status", OtherMessage::WebSdkProcess))
    }

    /// Creates a process that contains only its id.
    #[must_use]
    pub fn new(id: impl Into<ProcessId>) -> Self {
        Self {
            id: id.into(),
            status: None,
            unico_id: None,
            authenticated: None,
            identity_fraudsters: None,
            face_with_other_id: None,
            trust: None,
            id_cloud: None,
            id_face: None,
            silent_auth: None,
            government: None,
            liveness: None,
            face_match: None,
            has_biometry: None,
            ocr_code: None,
            score: None,
            document: None,
            process_additional_info: None,
            extra: Map::new(),
        }
    }

    /// Whether the process has ended: `status` is 3, 4 or 5. Decide by the check results only if it is 3.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.status.as_ref().is_some_and(Status::is_final)
    }
}

impl FromStr for Process {
    type Err = ReadError;

    fn from_str(body: &str) -> Result<Self, Self::Err> {
        ReadError::read_str(body, MESSAGE)
    }
}
