//! The objects in a process.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::values::{
    FaceWithOtherIdResult, IdCloudResult, IdFaceResult, IdentityFraudstersResult, SilentAuthResult,
    TrustResult, UnicoIdResult,
};
use crate::get_process::score::Score;
use crate::get_process::sensitive::Sensitive;
use crate::get_process::timestamp::Timestamp;
use crate::wire::object::open_object;

/// Writes the object of a check whose only known member is `result`, and its constructor.
macro_rules! check_object {
    (
        $(#[$($meta:tt)*])*
        pub struct $Object:ident($Result:ident);
    ) => {
        open_object! {
            $(#[$($meta)*])*
            #[derive(Clone, Default, PartialEq, Eq)]
            pub struct $Object {
                /// The value of the check.
                result: Option<$Result> = "result",
            }
        }

        impl $Object {
            /// Creates an object with this result and no other member.
            #[must_use]
            pub fn new(result: impl Into<$Result>) -> Self {
                Self {
                    result: Some(result.into()),
                    extra: Map::new(),
                }
            }
        }
    };
}

check_object! {
    /// The result of identity verification: whether the face belongs to the holder of the document number.
    pub struct UnicoId(UnicoIdResult);
}

check_object! {
    /// The behavior alert: whether the person has committed identity fraud.
    pub struct IdentityFraudsters(IdentityFraudstersResult);
}

check_object! {
    /// An alert: whether the face has been used with another person's document; an older member.
    pub struct FaceWithOtherId(FaceWithOtherIdResult);
}

check_object! {
    /// An alert: whether the face and the document can be trusted together; an older member that its page calls
    /// deprecated.
    pub struct Trust(TrustResult);
}

check_object! {
    /// The overall verdict on the checks.
    pub struct IdCloud(IdCloudResult);
}

check_object! {
    /// The result of silent authentication: whether the device was validated without a capture.
    pub struct SilentAuth(SilentAuthResult);
}

open_object! {
    /// Whether the face belongs to a known person (`IdFace`).
    ///
    /// Two current pages spell the id of the person differently; [`person_id`](Self::person_id) reads both.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct IdFace {
        /// The value of the check.
        result: Option<IdFaceResult> = "result",
        /// A stable, opaque id of the person: 64 hexadecimal digits in the example. Absent when no person is found.
        person_id: Option<Sensitive<String>> = "person_id",
        /// The id of the person, under the name that the other page uses.
        person_id_in_camel_case: Option<Sensitive<String>> = "personId",
    }
}

impl IdFace {
    /// The id of the person, from whichever of the two members is present and not `""`.
    #[must_use]
    pub fn person_id(&self) -> Option<&Sensitive<String>> {
        [&self.person_id, &self.person_id_in_camel_case]
            .into_iter()
            .flatten()
            .find(|id| !id.expose().is_empty())
    }
}

open_object! {
    /// The results from government databases.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Government {
        /// The similarity from 0 to 100. -1 and -2 are documented too, but their meanings are not.
        serpro: Option<Score> = "serpro",
    }
}

open_object! {
    /// A document that was sent with the process (from the legacy `IDDocs` page).
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Document {
        /// The document's id; its format is not documented.
        id: Option<String> = "id",
        /// The kind of the document, such as `CNH`.
        kind: Option<String> = "type",
        /// Whether the CPF on the document is the person's (inferred).
        cpf_match: Option<bool> = "cpfMatch",
        /// The data read from the document, unchanged.
        content: Option<Sensitive<Value>> = "content",
        /// The URLs of the document's pictures. Anyone who has a URL can fetch the picture.
        file_urls: Option<Vec<Sensitive<String>>> = "fileUrls",
    }
}

open_object! {
    /// The members that `/processes/v2/{id}` adds.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct ProcessAdditionalInfo {
        /// The transaction's id; its format is not documented.
        transaction_id: Option<String> = "transactionId",
        /// The person's name.
        person_name: Option<Sensitive<String>> = "personName",
        /// The number that identifies the person.
        person_document: Option<Sensitive<String>> = "personDocument",
        /// A signed URL of the person's picture. Anyone who has the URL can fetch the picture.
        person_image: Option<Sensitive<String>> = "personImage",
        /// When the process ended; the example has no time zone.
        finished_at: Option<Timestamp> = "finishedAt",
    }
}
