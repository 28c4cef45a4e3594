//! Documents and signatures.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer};
use serde_json::{Number, Value};

use crate::get_process::sensitive::Sensitive;
use crate::wire::object::open_object;
use crate::wire::place::{Failed, NextElement, Object};
use crate::wire::reader::Reader;
use crate::wire::unknown::{At, FoundUnknown};
use crate::wire::value::WireValue;
use crate::wire::visitor::read_whole;

/// The value of `services`, in either of its two shapes. It is written back in the shape that was read.
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
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Services {
    /// The current shape: an array of objects, which differ by service.
    List(Vec<Service>),
    /// The older shape: one object, keyed by service name.
    Named(NamedServices),
}

impl Services {
    /// The services in either shape: every element of the array, or the `docs` of the older object.
    ///
    /// Other members of that object are in [`extra`](field@NamedServices::extra) and are not returned, because their shape is not
    /// documented.
    pub fn iter(&self) -> impl Iterator<Item = &Service> {
        let (list, named) = match self {
            Self::List(list) => (list.as_slice(), None),
            Self::Named(named) => ([].as_slice(), named.docs.as_ref()),
        };
        list.iter().chain(named)
    }

    /// The documents of every service that [`iter`](Self::iter) returns, in either shape.
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

impl<'de> Deserialize<'de> for Services {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_whole(deserializer)
    }
}

impl WireValue for Services {
    const EXPECTED: &'static str = "an array or an object";

    fn empty_object() -> Option<Self> {
        Some(Self::Named(NamedServices::default()))
    }

    fn object_mut(&mut self) -> Option<&mut dyn Object> {
        match self {
            Self::Named(named) => Some(named),
            Self::List(_) => None,
        }
    }

    fn read_array(
        next: NextElement<'_>,
        reader: &mut Reader,
        place: &mut Option<Self>,
    ) -> Result<(), Failed> {
        let mut list = None;
        Vec::read_array(next, reader, &mut list)?;
        *place = list.map(Self::List);
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
    /// The older shape of `services`: one object, keyed by service name.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct NamedServices {
        /// The documents.
        docs: Option<Service> = "docs",
    }
}

open_object! {
    /// The result of one service. Services have different members, which are only partly documented.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Service {
        /// The documents that the user sent.
        documents: Option<Vec<Document>> = "documents",
        /// Whether the user gave consent.
        consent_granted: Option<bool> = "consent_granted",
        /// The envelope of the signature service. The published example is cut off after it.
        envelope_id: Option<String> = "envelopeId",
    }
}

open_object! {
    /// A document that the user sent.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Document {
        /// The data read from the document.
        doc: Option<Doc> = "doc",
        /// Whether the kind of the document was recognized (inferred).
        typified: Option<bool> = "typified",
        /// Whether the CPF on the document is the person's (inferred).
        cpf_match: Option<bool> = "cpf_match",
        /// The document's id.
        doc_id: Option<String> = "doc_id",
        /// Not explained on any page; kept unchanged.
        validate_doc: Option<bool> = "validate_doc",
        /// Whether the document was reused from an earlier process (inferred).
        reused_doc: Option<bool> = "reused_doc",
        /// The URL of the document's picture. Anyone who has the URL can fetch the picture.
        signed_url: Option<Sensitive<String>> = "signed_url",
    }
}

open_object! {
    /// The data read from a document.
    ///
    /// No check is detected inside [`data`](Self::data). A check in an unknown member beside it is detected, as
    /// anywhere else.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Doc {
        /// The version of the format of `data`: any number, kept unchanged. The examples have an integer.
        version: Option<Number> = "version",
        /// The kind of the document, such as `RG` or `CNH`.
        code: Option<String> = "code",
        /// The data that was read, unchanged. The platform leaves out anything that it could not read. The members
        /// differ by kind of document, mix two naming styles, and give the same number sometimes as a number and
        /// sometimes as a string.
        data: Option<Sensitive<Value>> = "data",
    }
}
