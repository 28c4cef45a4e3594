//! Documents and signatures.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Number, Value};

use crate::get_process::Sensitive;
use crate::get_process::member::Member;
use crate::get_process::object::{open_object, refuse_number};
use crate::get_process::trail::Trail;

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
    /// What else that object holds is in [`NamedServices::extra`], and not looked at: of its shape nothing is known.
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
            Self::List(list) => list.show(f),
            Self::Named(named) => named.show(f),
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
        Self::read(deserializer, &mut Trail::new())
    }
}

impl Member for Services {
    const EXPECTED: &'static str = "an array or an object";

    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        trail: &mut Trail,
    ) -> Result<Self, D::Error> {
        struct Reader<'t>(&'t mut Trail);

        impl<'de> Visitor<'de> for Reader<'_> {
            type Value = Services;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("services (an array or an object)")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Services, A::Error> {
                self.0.elements(seq).map(Services::List)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Services, A::Error> {
                let named = NamedServices::read(MapAccessDeserializer::new(map), self.0)?;
                refuse_number(&named.extra)?;
                Ok(Services::Named(named))
            }
        }

        deserializer.deserialize_any(Reader(trail))
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// `services` in its older shape.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct NamedServices {
    /// `docs`: the documents.
    pub docs: Option<Service>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(NamedServices, "services by name (a JSON object)", {
    docs => "docs",
});

/// What one service found. Services differ in their members, which are documented in part.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Service {
    /// `documents`: the documents that the user sent.
    pub documents: Option<Vec<Document>>,
    /// `consent_granted`: whether the user agreed.
    pub consent_granted: Option<bool>,
    /// `envelopeId`: the envelope of the signature service. Its other members were not seen.
    pub envelope_id: Option<String>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Service, "a service (a JSON object)", {
    documents => "documents",
    consent_granted => "consent_granted",
    envelope_id => "envelopeId",
});

/// A document that the user sent.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// `doc`: what was read from it.
    pub doc: Option<Doc>,
    /// `typified`: whether its kind was recognised (inferred).
    pub typified: Option<bool>,
    /// `cpf_match`: whether its CPF is the person's (inferred).
    pub cpf_match: Option<bool>,
    /// `doc_id`
    pub doc_id: Option<String>,
    /// `validate_doc`
    pub validate_doc: Option<bool>,
    /// `reused_doc`: whether it was taken over from an earlier process (inferred).
    pub reused_doc: Option<bool>,
    /// `signed_url`: where its picture is. Who has it can fetch it.
    pub signed_url: Option<Sensitive<String>>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Document, "a document (a JSON object)", {
    doc => "doc",
    typified => "typified",
    cpf_match => "cpf_match",
    doc_id => "doc_id",
    validate_doc => "validate_doc",
    reused_doc => "reused_doc",
    signed_url => "signed_url",
});

/// What was read from a document.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Doc {
    /// `version`: of the form of `data`. Any number, kept as it came; the examples hold an integer.
    pub version: Option<Number>,
    /// `code`: the kind of document, such as `RG` or `CNH`.
    pub code: Option<String>,
    /// `data`: what was read, as it came. What could not be read is left out; the members differ by kind, mix two
    /// styles of names, and hold the same number as a number here and as a string there.
    pub data: Option<Sensitive<Value>>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Doc, "the content of a document (a JSON object)", {
    version => "version",
    code => "code",
    data => "data",
});
