//! The members beside `status`.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::values::{IdCloudResult, IdentityFraudstersResult, UnicoIdResult};
use crate::get_process::score::Score;
use crate::get_process::sensitive::Sensitive;
use crate::get_process::timestamp::Timestamp;
use crate::wire::object::open_object;

open_object! {
    /// Whether the face is that of the holder of the document number (identity verification).
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct UnicoId {
        /// Whether the face is the holder's.
        result: Option<UnicoIdResult> = "result",
    }
}

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

open_object! {
    /// Whether there is an alert about the person (behaviour alert).
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct IdentityFraudsters {
        /// Whether there is an alert about the person.
        result: Option<IdentityFraudstersResult> = "result",
    }
}

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

open_object! {
    /// How the checks together were judged; known from the digest of the platform's pages alone.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct IdCloud {
        /// How the checks together were judged.
        result: Option<IdCloudResult> = "result",
    }
}

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

open_object! {
    /// The answers of government bases.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Government {
        /// The similarity from 0 to 100. -1 and -2 are documented too, but not what they mean.
        serpro: Option<Score> = "serpro",
    }
}

open_object! {
    /// A document that was sent with the process (legacy page of `IDDocs`).
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Document {
        /// The document's id; its form is not documented.
        id: Option<String> = "id",
        /// The kind of document, such as `CNH`.
        kind: Option<String> = "type",
        /// Whether its CPF is the person's (inferred).
        cpf_match: Option<bool> = "cpfMatch",
        /// What was read from it, unchanged.
        content: Option<Sensitive<Value>> = "content",
        /// Where its pictures are. Anyone who has them can fetch them.
        file_urls: Option<Vec<Sensitive<String>>> = "fileUrls",
    }
}

open_object! {
    /// What `/processes/v2/{id}` adds.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct ProcessAdditionalInfo {
        /// The transaction's id; its form is not documented.
        transaction_id: Option<String> = "transactionId",
        /// The person's name.
        person_name: Option<Sensitive<String>> = "personName",
        /// The number that names the person.
        person_document: Option<Sensitive<String>> = "personDocument",
        /// A signed URL of the picture. Anyone who has it can fetch it.
        person_image: Option<Sensitive<String>> = "personImage",
        /// Without a time zone in the example.
        finished_at: Option<Timestamp> = "finishedAt",
    }
}
