//! Documents and signatures.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess};
use serde::ser::{Serialize, Serializer};
use serde_json::{Number, Value};

use crate::get_process::sensitive::Sensitive;
use crate::wire::object::open_object;
use crate::wire::unknown::{At, FoundUnknown};
use crate::wire::value::{ObjectStart, Reader, WireValue, read_whole};

/// `services`, in either of its shapes, which is the one that is written back.
///
/// ```
/// use idcloud_types::get_process::web_sdk::Services;
///
/// for body in [r#"[{"documents":[]}]"#, r#"{"docs":{"documents":[]}}"#] {
///     let services: Services = serde_json::from_str(body)?;
///     assert_eq!(services.iter().count(), 1);
///     assert_eq!(serde_json::to_string(&services)?, body);
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Services {
    /// The current shape: an array of objects, which differ by service.
    List(Vec<Service>),
    /// The older shape: one object, with the services by name.
    Named(NamedServices),
}

impl Services {
    /// The services in either shape: every element of the array, or of the older object its `docs`.
    ///
    /// What else that object holds is in [`NamedServices::extra`], and not listed: its shape is not documented.
    pub fn iter(&self) -> impl Iterator<Item = &Service> {
        let (list, named) = match self {
            Self::List(list) => (list.as_slice(), None),
            Self::Named(named) => ([].as_slice(), named.docs.as_ref()),
        };
        list.iter().chain(named)
    }

    /// The documents of every service that [`iter`](Self::iter) looks at, in either shape.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.iter()
            .flat_map(|service| service.documents.as_deref().unwrap_or_default())
    }
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(list) => list.fmt_redacted(f),
            Self::Named(named) => named.fmt_redacted(f),
        }
    }
}

impl Serialize for Services {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::List(list) => list.serialize(serializer),
            Self::Named(named) => named.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Services {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_whole(deserializer)
    }
}

impl WireValue for Services {
    const EXPECTED: &'static str = "an array or an object";

    fn read_array<'de, A: SeqAccess<'de>>(
        array: A,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        let mut list = None;
        Vec::read_array(array, reader, &mut list)?;
        *place = list.map(Self::List);
        Ok(())
    }

    fn read_object<'de, A: MapAccess<'de>>(
        start: ObjectStart<'de>,
        map: A,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        let mut named = None;
        NamedServices::read_object(start, map, reader, &mut named)?;
        *place = named.map(Self::Named);
        Ok(())
    }

    fn is_type_of(value: &Value) -> bool {
        Vec::<Service>::is_type_of(value) || value.is_object()
    }

    fn fmt_redacted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn find_unknown<'a>(&'a self, at: &At<'_>, found: FoundUnknown<'_, 'a>) {
        match self {
            Self::List(list) => list.find_unknown(at, found),
            Self::Named(named) => named.find_unknown(at, found),
        }
    }
}

open_object! {
    /// `services` in its older shape.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct NamedServices {
        /// The documents.
        docs: Option<Service> = "docs",
    }
}

open_object! {
    /// What one service found. Services differ in their members, which are documented in part.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Service {
        /// The documents that the user sent.
        documents: Option<Vec<Document>> = "documents",
        /// Whether the user agreed.
        consent_granted: Option<bool> = "consent_granted",
        /// The envelope of the signature service. The published example is cut after it.
        envelope_id: Option<String> = "envelopeId",
    }
}

open_object! {
    /// A document that the user sent.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Document {
        /// What was read from it.
        doc: Option<Doc> = "doc",
        /// Whether its kind was recognized (inferred).
        typified: Option<bool> = "typified",
        /// Whether its CPF is the person's (inferred).
        cpf_match: Option<bool> = "cpf_match",
        /// The document's id.
        doc_id: Option<String> = "doc_id",
        /// Not explained by the pages; kept as it was sent.
        validate_doc: Option<bool> = "validate_doc",
        /// Whether it was taken over from an earlier process (inferred).
        reused_doc: Option<bool> = "reused_doc",
        /// Where its picture is. Anyone who has it can fetch it.
        signed_url: Option<Sensitive<String>> = "signed_url",
    }
}

open_object! {
    /// What was read from a document.
    ///
    /// No check is detected inside [`data`](Self::data). One in an unknown member beside it is detected, as anywhere else.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Doc {
        /// Of the form of `data`. Any number, kept unchanged; the examples hold an integer.
        version: Option<Number> = "version",
        /// The kind of document, such as `RG` or `CNH`.
        code: Option<String> = "code",
        /// What was read, unchanged. What could not be read is left out; the members differ by kind, mix two
        /// styles of names, and hold the same number as a number here and as a string there.
        data: Option<Sensitive<Value>> = "data",
    }
}
