//! The answer.

use alloc::string::String;

use serde_json::{Map, Value};

use super::{
    Document, Government, IdCloud, IdentityFraudsters, Liveness, Outcome, ProcessAdditionalInfo,
    Status, UnicoId,
};
use crate::get_process::object::{body, open_object};
use crate::get_process::{Message, Score};
use crate::process::ProcessId;

/// The answer of `GET /processes/v1/{id}`, and of v2: a process, as the API contract tells it.
///
/// A failed process answers with HTTP status 200 too, so read it in the documented order with
/// [`outcome`](Self::outcome). A body without `status` and with a `state` is a process of the other contract, and can't
/// be read as this one.
///
/// ```
/// use idcloud_types::get_process::api::{Outcome, Process};
///
/// let body = br#"{"id":"80371b2a-3ac7-432e-866d-57fe37896ac6","status":5}"#;
/// assert_eq!(Process::from_slice(body)?.outcome(), Outcome::Error);
/// # Ok::<(), idcloud_types::get_process::MalformedResponse>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Process {
    /// `id`: the process that was asked for. The only member without which an answer can't be read.
    pub id: ProcessId,
    /// `status`: how far it has come.
    pub status: Option<Status>,
    /// `unicoId`: whether the face is the holder's. Absent when liveness, a comparison or documents alone were asked
    /// for.
    pub unico_id: Option<UnicoId>,
    /// `identityFraudsters`: whether there is an alert about the person.
    pub identity_fraudsters: Option<IdentityFraudsters>,
    /// `idCloud`: how the checks together were judged.
    pub id_cloud: Option<IdCloud>,
    /// `government`: what government bases say.
    pub government: Option<Government>,
    /// `liveness`: whether a living person stood before the camera.
    pub liveness: Option<Liveness>,
    /// `score`: the risk score from -100 to 100, where 0 says that there is no evidence either way. It comes when
    /// `unicoId` is inconclusive.
    pub score: Option<Score>,
    /// `document`: what was read from a document.
    pub document: Option<Document>,
    /// `processAdditionalInfo`: what v2 adds.
    pub process_additional_info: Option<ProcessAdditionalInfo>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Process, "an answer of the API contract (a JSON object)", {
    id => "id",
    status => "status",
    unico_id => "unicoId",
    identity_fraudsters => "identityFraudsters",
    id_cloud => "idCloud",
    government => "government",
    liveness => "liveness",
    score => "score",
    document => "document",
    process_additional_info => "processAdditionalInfo",
}, Process::foreign);

body!(Process);

impl Process {
    /// A process of the other contract has an `id` too, and tells by its `state` how far it has come.
    fn foreign(&self) -> Option<(&'static str, Message)> {
        (self.status.is_none() && self.extra.contains_key("state"))
            .then_some(("status", Message::WebSdkProcess))
    }

    /// A process that has its id and nothing else.
    #[must_use]
    pub fn new(id: impl Into<ProcessId>) -> Self {
        Self {
            id: id.into(),
            status: None,
            unico_id: None,
            identity_fraudsters: None,
            id_cloud: None,
            government: None,
            liveness: None,
            score: None,
            document: None,
            process_additional_info: None,
            extra: Map::new(),
        }
    }

    /// What happened, as the one `match` that most services write.
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        Outcome::of(self)
    }

    /// Whether the process has ended: `status` 3, 4 or 5. Only at 3 there is something to decide.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.status.is_some_and(Status::is_final)
    }

    /// **The identity verification said yes, and nothing beside it says otherwise**, unlike
    /// [`web_sdk::Process::verified`](crate::get_process::web_sdk::Process::verified), which only opens the door to the
    /// details and may be inconclusive.
    ///
    /// It is `Some` only where `status` is 3, `unicoId.result` is `yes`, and every other check that answered agrees:
    ///
    /// - `liveness` is absent or 1,
    /// - `identityFraudsters.result` is absent or `inconclusive`,
    /// - `idCloud.result` is absent or `approved`,
    /// - `score` is absent: it is documented beside `inconclusive` alone, and its 0 means "deny", and
    /// - `document.cpfMatch` is absent or true.
    ///
    /// A word or number that this version does not know agrees with nothing. `government.serpro` is not looked at:
    /// its bands are yours to choose. A process without identity verification, such as one of liveness alone, is
    /// never verified here; read its outcome.
    #[must_use]
    pub fn verified(&self) -> Option<&UnicoId> {
        match self.outcome() {
            Outcome::Verified(unico_id) => Some(unico_id),
            _ => None,
        }
    }
}
