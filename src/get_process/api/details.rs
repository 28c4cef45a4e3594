//! What stands beside `status`.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::{IdCloudResult, IdentityFraudstersResult, UnicoIdResult};
use crate::get_process::object::open_object;
use crate::get_process::{Score, Sensitive, Timestamp};

/// Whether the face is that of the holder of the document number (identity verification).
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnicoId {
    /// `result`
    pub result: Option<UnicoIdResult>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(UnicoId, "an identity verification (a JSON object)", {
    result => "result",
});

impl UnicoId {
    /// One with this result and nothing else.
    #[must_use]
    pub fn new(result: impl Into<UnicoIdResult>) -> Self {
        Self {
            result: Some(result.into()),
            extra: Map::new(),
        }
    }
}

/// Whether there is an alert about the person (behaviour alert).
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct IdentityFraudsters {
    /// `result`
    pub result: Option<IdentityFraudstersResult>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(IdentityFraudsters, "a behaviour alert (a JSON object)", {
    result => "result",
});

impl IdentityFraudsters {
    /// One with this result and nothing else.
    #[must_use]
    pub fn new(result: impl Into<IdentityFraudstersResult>) -> Self {
        Self {
            result: Some(result.into()),
            extra: Map::new(),
        }
    }
}

/// How the checks together were judged; known from a digest of the platform's pages alone.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct IdCloud {
    /// `result`
    pub result: Option<IdCloudResult>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(IdCloud, "an IDCloud judgement (a JSON object)", {
    result => "result",
});

impl IdCloud {
    /// One with this result and nothing else.
    #[must_use]
    pub fn new(result: impl Into<IdCloudResult>) -> Self {
        Self {
            result: Some(result.into()),
            extra: Map::new(),
        }
    }
}

/// What government bases say.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Government {
    /// `serpro`: the similarity from 0 to 100. -1 and -2 occur too; what they mean was not seen.
    pub serpro: Option<Score>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Government, "the answers of government bases (a JSON object)", {
    serpro => "serpro",
});

/// A document that was sent with the process (legacy page of `IDDocs`).
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// `id`: a text.
    pub id: Option<String>,
    /// `type`: the kind of document, such as `CNH`.
    pub kind: Option<String>,
    /// `cpfMatch`: whether its CPF is the person's (inferred).
    pub cpf_match: Option<bool>,
    /// `content`: what was read from it, as it came.
    pub content: Option<Sensitive<Value>>,
    /// `fileUrls`: where its pictures are. Who has them can fetch them.
    pub file_urls: Option<Vec<Sensitive<String>>>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Document, "a document (a JSON object)", {
    id => "id",
    kind => "type",
    cpf_match => "cpfMatch",
    content => "content",
    file_urls => "fileUrls",
});

/// What `/processes/v2/{id}` adds.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProcessAdditionalInfo {
    /// `transactionId`: a text.
    pub transaction_id: Option<String>,
    /// `personName`
    pub person_name: Option<Sensitive<String>>,
    /// `personDocument`: the number that names the person.
    pub person_document: Option<Sensitive<String>>,
    /// `personImage`: a signed URL of the picture. Who has it can fetch it.
    pub person_image: Option<Sensitive<String>>,
    /// `finishedAt`: **without a time zone** in the example.
    pub finished_at: Option<Timestamp>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(ProcessAdditionalInfo, "more about a process (a JSON object)", {
    transaction_id => "transactionId",
    person_name => "personName",
    person_document => "personDocument",
    person_image => "personImage",
    finished_at => "finishedAt",
});
