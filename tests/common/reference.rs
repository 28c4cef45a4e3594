//! How a body must be read, by a reference that knows the documented members and looks at JSON values alone.

use std::borrow::Cow;
use std::fmt::{self, Debug};

use idcloud_types::get_process::web_sdk::{
    AuthenticationResult, BioTokenEngineResult, Capacity, DuiType, FrictionlessResult, IdAgeResult,
    LivenessResult, NotificationChannel, ScoreEnabled, SmartRevalidationResult, TrustResult,
};
use idcloud_types::get_process::{ErrorBody, ProcessResult, api, web_sdk};
use idcloud_types::webhook::{EventType, Payload, PayloadError, RawPayload, ResultCode, Violation};
use idcloud_types::{Flow, ProcessState, ReadError, UnknownKind, UnknownValue};
use serde::de::{DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The documented members of an object.
pub type Members = &'static [(&'static str, Shape)];

/// The documented type of a value.
#[derive(Clone, Copy)]
pub enum Shape {
    /// A string; one of the known values, where there are any.
    Text(fn() -> Vec<&'static str>),
    /// An integer of 64 bits, and the known ones.
    Integer(fn() -> Vec<i64>),
    Number,
    Bool,
    /// Anything but `null`.
    Any,
    /// A hyphenated UUID.
    Id,
    List(&'static Shape),
    Object(Members),
    OneOf(&'static [Shape]),
    /// A value without which its object can't be read.
    Required(&'static Shape),
}

use Shape::{Any, Bool, Id, Integer, List, Number, Object, OneOf, Required, Text};

const STRING: Shape = Text(Vec::new);
const ID: Shape = Required(&Id);

macro_rules! values_of {
    ($Enum:ty) => {
        Text(|| {
            <$Enum>::KNOWN
                .iter()
                .filter_map(<$Enum>::known_str)
                .collect()
        })
    };
}
macro_rules! integers_of {
    ($Enum:ty) => {
        Integer(|| <$Enum>::KNOWN.iter().map(<$Enum>::as_i64).collect())
    };
}
/// The object of a check of the API contract.
macro_rules! result_of {
    ($Enum:ty) => {
        Object(&[("result", values_of!($Enum))])
    };
}

const WEBHOOK: Members = &[
    ("processId", ID),
    ("state", values_of!(ProcessState)),
    ("flow", values_of!(Flow)),
    ("result", values_of!(ResultCode)),
    ("lastEvent", values_of!(EventType)),
    ("lastEventDescription", STRING),
];

const RESPONSE: Members = &[("process", Required(&Object(PROCESS)))];

const PROCESS: Members = &[
    ("id", ID),
    ("flow", values_of!(Flow)),
    ("callbackUri", STRING),
    ("userRedirectUrl", STRING),
    ("state", values_of!(ProcessState)),
    ("result", values_of!(ProcessResult)),
    ("createdAt", STRING),
    ("finishedAt", STRING),
    ("expiresAt", STRING),
    (
        "person",
        Object(&[
            ("duiType", values_of!(DuiType)),
            ("duiValue", STRING),
            ("friendlyName", STRING),
            ("email", STRING),
            ("phone", STRING),
            ("clientReference", STRING),
            (
                "notifications",
                List(&Object(&[(
                    "notificationChannel",
                    values_of!(NotificationChannel),
                )])),
            ),
        ]),
    ),
    ("purpose", STRING),
    ("clientReference", STRING),
    ("useCase", STRING),
    ("capacities", List(&values_of!(Capacity))),
    ("token", STRING),
    (
        "services",
        OneOf(&[List(&Object(SERVICE)), Object(&[("docs", Object(SERVICE))])]),
    ),
    (
        "authenticationInfo",
        Object(&[
            ("authenticationResult", values_of!(AuthenticationResult)),
            (
                "scoreEngineResult",
                Object(&[
                    ("scoreEnabled", values_of!(ScoreEnabled)),
                    ("score", Number),
                ]),
            ),
            ("serproResult", Object(&[("score", Number)])),
            ("authenticationId", STRING),
            ("livenessResult", values_of!(LivenessResult)),
            ("bioTokenEngineResult", values_of!(BioTokenEngineResult)),
            ("trustResult", values_of!(TrustResult)),
            ("identityFraudstersResult", values_of!(TrustResult)),
            ("faceWithOtherIdResult", values_of!(TrustResult)),
            ("frictionlessResult", values_of!(FrictionlessResult)),
            ("riskLevelResult", values_of!(TrustResult)),
            (
                "smartRevalidationResult",
                values_of!(SmartRevalidationResult),
            ),
            ("idAgeResult", values_of!(IdAgeResult)),
        ]),
    ),
    (
        "company",
        Object(&[
            ("code", STRING),
            ("friendlyName", STRING),
            ("logoUrl", STRING),
        ]),
    ),
    (
        "companyData",
        Object(&[("branchId", STRING), ("countryCode", STRING)]),
    ),
    (
        "bioTokenData",
        Object(&[("referenceProcessId", STRING), ("authenticationId", STRING)]),
    ),
];

const SERVICE: Members = &[
    (
        "documents",
        List(&Object(&[
            (
                "doc",
                Object(&[("version", Number), ("code", STRING), ("data", Any)]),
            ),
            ("typified", Bool),
            ("cpf_match", Bool),
            ("doc_id", STRING),
            ("validate_doc", Bool),
            ("reused_doc", Bool),
            ("signed_url", STRING),
        ])),
    ),
    ("consent_granted", Bool),
    ("envelopeId", STRING),
];

const API: Members = &[
    ("id", ID),
    ("status", integers_of!(api::Status)),
    ("unicoId", result_of!(api::UnicoIdResult)),
    ("authenticated", Bool),
    (
        "identityFraudsters",
        result_of!(api::IdentityFraudstersResult),
    ),
    ("faceWithOtherId", result_of!(api::FaceWithOtherIdResult)),
    ("trust", result_of!(api::TrustResult)),
    ("idCloud", result_of!(api::IdCloudResult)),
    (
        "idFace",
        Object(&[
            ("result", values_of!(api::IdFaceResult)),
            ("person_id", STRING),
            ("personId", STRING),
        ]),
    ),
    ("silentAuth", result_of!(api::SilentAuthResult)),
    ("government", Object(&[("serpro", Number)])),
    ("liveness", integers_of!(api::Liveness)),
    ("faceMatch", integers_of!(api::FaceMatch)),
    ("hasBiometry", Bool),
    ("OCRCode", Number),
    ("score", Number),
    (
        "document",
        Object(&[
            ("id", STRING),
            ("type", STRING),
            ("cpfMatch", Bool),
            ("content", Any),
            ("fileUrls", List(&STRING)),
        ]),
    ),
    (
        "processAdditionalInfo",
        Object(&[
            ("transactionId", STRING),
            ("personName", STRING),
            ("personDocument", STRING),
            ("personImage", STRING),
            ("finishedAt", STRING),
        ]),
    ),
];

/// A message, as the crate reads it.
pub trait Message: Serialize + DeserializeOwned + PartialEq + Debug {
    const MEMBERS: Members;
    /// A member that this message has, and one that makes the body another message without it.
    const OTHER: Option<(&'static str, &'static str)> = None;

    fn from_slice(body: &[u8]) -> Result<Self, ReadError>;

    fn unknown_values(&self) -> Vec<UnknownValue>;

    fn is_verified(&self) -> bool {
        false
    }

    /// Checks what else the message makes of a member of another type.
    fn check_more(_body: &[u8], _expected: Option<&Expected>) {}
}

impl Message for RawPayload {
    const MEMBERS: Members = WEBHOOK;

    fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        Self::from_slice(body)
    }

    fn unknown_values(&self) -> Vec<UnknownValue> {
        self.unknown_values()
    }

    /// The checked payload reports each such member, and no other one.
    fn check_more(body: &[u8], expected: Option<&Expected>) {
        let payload = Payload::from_slice(body);
        let Some(expected) = expected else {
            assert!(matches!(payload, Err(PayloadError::Malformed(_))));
            return;
        };
        let mut reported: Vec<&str> = Vec::new();
        match &payload {
            Ok(payload) => assert_eq!(serde_json::to_value(payload).unwrap(), expected.written),
            Err(PayloadError::Invalid(invalid)) => {
                reported.extend(
                    invalid
                        .violations()
                        .iter()
                        .filter_map(|broken| match broken {
                            Violation::WrongType { field } => Some(field.as_str()),
                            Violation::MisplacedMember { field } => panic!("{field} is misplaced"),
                            _ => None,
                        }),
                );
            }
            Err(error) => panic!("{error}"),
        }
        reported.sort_unstable();
        assert_eq!(reported, expected.wrong_types());
    }
}

impl Message for web_sdk::Response {
    const MEMBERS: Members = RESPONSE;

    fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        Self::from_slice(body)
    }

    fn unknown_values(&self) -> Vec<UnknownValue> {
        self.unknown_values()
    }

    fn is_verified(&self) -> bool {
        self.verified().is_some()
    }
}

impl Message for web_sdk::Process {
    const MEMBERS: Members = PROCESS;
    const OTHER: Option<(&'static str, &'static str)> = Some(("state", "status"));

    fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        Self::from_slice(body)
    }

    fn unknown_values(&self) -> Vec<UnknownValue> {
        self.unknown_values()
    }
}

impl Message for api::Process {
    const MEMBERS: Members = API;
    const OTHER: Option<(&'static str, &'static str)> = Some(("status", "state"));

    fn from_slice(body: &[u8]) -> Result<Self, ReadError> {
        Self::from_slice(body)
    }

    fn unknown_values(&self) -> Vec<UnknownValue> {
        self.unknown_values()
    }

    fn is_verified(&self) -> bool {
        self.verified().is_some()
    }
}

/// Reads a body as every message.
///
/// # Panics
///
/// See [`check`].
pub fn check_all(body: &[u8]) {
    check::<RawPayload>(body);
    check::<web_sdk::Response>(body);
    check::<web_sdk::Process>(body);
    check::<api::Process>(body);
    check_error(body);
}

/// The body of an HTTP error is any object.
fn check_error(body: &[u8]) {
    let value: Option<Value> = serde_json::from_slice(body).ok();
    let read = ErrorBody::from_slice(body).ok();
    let written = read.map(|error| serde_json::to_value(error).unwrap());
    assert_eq!(written, value.filter(Value::is_object));
}

/// Reads a body as one message, and whether it can be read.
///
/// # Panics
///
/// Where it is not read, written or listed as the reference does; where serde's own entrance reads another message; and
/// where a response is verified with a member of another type, and not without it.
pub fn check<M: Message>(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let read = M::from_slice(body);
    let by_serde = serde_json::from_slice::<M>(body);
    let expected = Expected::of::<M>(body);
    M::check_more(body, expected.as_ref());
    let Some(expected) = expected else {
        assert!(read.is_err(), "{text}");
        assert!(by_serde.is_err(), "{text}");
        return false;
    };
    let read = read.unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(by_serde.unwrap(), read, "{text}");
    assert_eq!(
        serde_json::from_value::<M>(expected.body).unwrap(),
        read,
        "{text}"
    );
    assert_eq!(
        serde_json::to_value(&read).unwrap(),
        expected.written,
        "{text}"
    );

    let values = read.unknown_values();
    let mut values: Vec<_> = values.iter().map(Found::from).collect();
    values.sort();
    let mut unknown = expected.unknown;
    unknown.sort();
    assert_eq!(values, unknown, "{text}");
    if read.is_verified() {
        let without = serde_json::from_value::<M>(expected.without_wrong_types).unwrap();
        assert!(without.is_verified(), "{text}");
        for found in unknown {
            assert!(!found.decides(), "{found:?} of {text}");
        }
    }
    true
}

/// What a body that can be read holds.
pub struct Expected {
    body: Value,
    written: Value,
    /// What is written of the body when the members of another type are taken out of it.
    without_wrong_types: Value,
    unknown: Vec<Found>,
}

impl Expected {
    /// `None` for a body that can't be read.
    fn of<M: Message>(body: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(body).ok()?;
        let names: Names = serde_json::from_slice(body).ok()?;
        let members = value.as_object()?;
        // Where a feature of `serde_json` switches its own limit off.
        if names.depth() > 127 {
            return None;
        }
        if let Some((own, other)) = M::OTHER {
            let is_absent = members.get(own).is_none_or(Value::is_null);
            if is_absent && members.contains_key(other) {
                return None;
            }
        }
        let mut unknown = Vec::new();
        let read = read(&Object(M::MEMBERS), &value, &names, "", &mut unknown)?;
        Some(Self {
            written: read.written,
            without_wrong_types: read.without_wrong_types,
            body: value,
            unknown,
        })
    }

    /// The members of another type, in the order of their paths.
    fn wrong_types(&self) -> Vec<&str> {
        let wrong = self
            .unknown
            .iter()
            .filter(|found| found.kind == UnknownKind::WrongType);
        let mut paths: Vec<_> = wrong.map(|found| &*found.path).collect();
        paths.sort_unstable();
        paths
    }
}

/// Something unknown: how, where, and its value.
#[derive(Clone, PartialEq)]
struct Found {
    kind: UnknownKind,
    path: String,
    value: Value,
}

impl Found {
    /// Whether nothing can be decided with this type in this place, or the check there has a result that can't be read.
    fn decides(&self) -> bool {
        const DECISIVE: [&str; 9] = [
            "process.state",
            "process.result",
            "process.flow",
            "process.authenticationInfo",
            "process.authenticationInfo.scoreEngineResult",
            "process.authenticationInfo.scoreEngineResult.scoreEnabled",
            "process.authenticationInfo.scoreEngineResult.score",
            "status",
            "score",
        ];
        let is_check = || {
            let info = self.path.strip_prefix("process.authenticationInfo.");
            info.is_some_and(|name| name.ends_with("Result") && !name.contains('.'))
                || self.path.ends_with(".result")
                || ["liveness", "faceMatch"].contains(&&*self.path)
        };
        self.kind == UnknownKind::WrongType
            && (DECISIVE.contains(&&*self.path)
                || (is_check() && matches!(self.value, Value::Bool(_) | Value::Number(_))))
    }

    fn sort_key(&self) -> (String, String) {
        (self.path.clone(), format!("{:?} {}", self.kind, self.value))
    }
}

impl From<&UnknownValue> for Found {
    fn from(unknown: &UnknownValue) -> Self {
        Self {
            kind: unknown.kind(),
            path: unknown.path().to_owned(),
            value: unknown.value().clone(),
        }
    }
}

impl Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.kind, self.path, self.value)
    }
}

impl Eq for Found {}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.sort_key().cmp(&other.sort_key())
    }
}

/// A value that was read.
struct Read {
    has_type: bool,
    written: Value,
    without_wrong_types: Value,
}

/// Reads a value, and adds what is unknown in it. `None` if the body can't be read.
fn read(
    shape: &Shape,
    value: &Value,
    names: &Names,
    path: &str,
    unknown: &mut Vec<Found>,
) -> Option<Read> {
    let as_it_is = |has_type| {
        Some(Read {
            has_type,
            written: value.clone(),
            without_wrong_types: value.clone(),
        })
    };
    match (shape, value) {
        (Required(shape), value) => {
            read(shape, value, names, path, unknown).filter(|read| read.has_type)
        }
        (OneOf(shapes), value) => {
            let shape = shapes.iter().find(|shape| is_outer_type(shape, value));
            match shape {
                Some(shape) => read(shape, value, names, path, unknown),
                None => as_it_is(false),
            }
        }
        (Object(members), Value::Object(values)) => {
            read_object(members, values, names, path, unknown)
        }
        (List(element), Value::Array(values)) => read_list(element, values, names, path, unknown),
        (Id, Value::String(text)) => {
            let id = Value::from(text.to_ascii_lowercase());
            Some(Read {
                has_type: is_hyphenated_uuid(text),
                written: id.clone(),
                without_wrong_types: id,
            })
        }
        (Text(known), Value::String(text)) => {
            let known = known();
            if !text.is_empty() && !known.is_empty() && !known.contains(&&**text) {
                unknown.push(Found {
                    kind: UnknownKind::Value,
                    path: path.to_owned(),
                    value: value.clone(),
                });
            }
            as_it_is(true)
        }
        (Integer(known), Value::Number(number)) => {
            let integer = number.as_i64();
            if integer.is_some_and(|integer| !known().contains(&integer)) {
                unknown.push(Found {
                    kind: UnknownKind::Value,
                    path: path.to_owned(),
                    value: value.clone(),
                });
            }
            as_it_is(integer.is_some())
        }
        _ => as_it_is(is_outer_type(shape, value)),
    }
}

fn is_outer_type(shape: &Shape, value: &Value) -> bool {
    match shape {
        Text(_) | Id => value.is_string(),
        Integer(_) | Number => value.is_number(),
        Bool => value.is_boolean(),
        Any => !value.is_null(),
        List(_) => value.is_array(),
        Object(_) => value.is_object(),
        OneOf(shapes) => shapes.iter().any(|shape| is_outer_type(shape, value)),
        Required(shape) => is_outer_type(shape, value),
    }
}

fn is_hyphenated_uuid(text: &str) -> bool {
    let is_expected = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(is_expected)
}

fn read_object(
    members: Members,
    values: &Map<String, Value>,
    names: &Names,
    path: &str,
    unknown: &mut Vec<Found>,
) -> Option<Read> {
    let mut written = Map::new();
    let mut without = Map::new();
    for (name, value) in values {
        let path = match path {
            "" => Cow::from(name),
            path => format!("{path}.{name}").into(),
        };
        let Some((_, shape)) = members.iter().find(|(known, _)| known == name) else {
            unknown.push(Found {
                kind: UnknownKind::Member,
                path: path.into_owned(),
                value: value.clone(),
            });
            written.insert(name.clone(), value.clone());
            without.insert(name.clone(), value.clone());
            continue;
        };
        let inner = names.only(name)?;
        if value.is_null() {
            if matches!(shape, Required(_)) {
                return None;
            }
            continue;
        }
        let mut inside = Vec::new();
        let read = read(shape, value, inner, &path, &mut inside)?;
        if read.has_type {
            unknown.extend(inside);
            without.insert(name.clone(), read.without_wrong_types);
        } else {
            unknown.push(Found {
                kind: UnknownKind::WrongType,
                path: path.into_owned(),
                value: read.written.clone(),
            });
        }
        written.insert(name.clone(), read.written);
    }
    let mut required = members
        .iter()
        .filter(|(_, shape)| matches!(shape, Required(_)));
    required
        .all(|(name, _)| written.contains_key(*name))
        .then_some(Read {
            has_type: true,
            written: written.into(),
            without_wrong_types: without.into(),
        })
}

/// An element of another type makes the whole list one.
fn read_list(
    element: &Shape,
    values: &[Value],
    names: &Names,
    path: &str,
    unknown: &mut Vec<Found>,
) -> Option<Read> {
    let mut list = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let path = format!("{path}[{index}]");
        list.push(read(element, value, names.element(index), &path, unknown)?);
    }
    Some(Read {
        has_type: list.iter().all(|read| read.has_type),
        written: list.iter().map(|read| read.written.clone()).collect(),
        without_wrong_types: list
            .into_iter()
            .map(|read| read.without_wrong_types)
            .collect(),
    })
}

/// The names of all members of a JSON value, repeated ones included, which a `Value` loses.
enum Names {
    Leaf,
    Array(Vec<Names>),
    Object(Vec<(String, Names)>),
}

impl Names {
    /// What is in a member; `None` if it is repeated.
    fn only(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let mut found = members.iter().filter(|(other, _)| other == name);
        let (_, inner) = found.next()?;
        found.next().is_none().then_some(inner)
    }

    fn element(&self, index: usize) -> &Self {
        match self {
            Self::Array(elements) => &elements[index],
            _ => &Self::Leaf,
        }
    }

    fn depth(&self) -> usize {
        match self {
            Self::Leaf => 0,
            Self::Array(elements) => 1 + elements.iter().map(Self::depth).max().unwrap_or(0),
            Self::Object(members) => {
                1 + members
                    .iter()
                    .map(|(_, inner)| inner.depth())
                    .max()
                    .unwrap_or(0)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;

        /// Writes the methods that visit what holds no names.
        macro_rules! leaves {
            ($($visit:ident: $Type:ty,)+) => {
                $(fn $visit<E>(self, _: $Type) -> Result<Names, E> {
                    Ok(Names::Leaf)
                })+
            };
        }

        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any JSON value")
            }

            leaves! {
                visit_bool: bool,
                visit_i64: i64,
                visit_u64: u64,
                visit_f64: f64,
                visit_str: &str,
            }

            fn visit_unit<E>(self) -> Result<Names, E> {
                Ok(Names::Leaf)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Names, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = array.next_element()? {
                    elements.push(element);
                }
                Ok(Names::Array(elements))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Names::Object(members))
            }
        }

        deserializer.deserialize_any(NamesVisitor)
    }
}
