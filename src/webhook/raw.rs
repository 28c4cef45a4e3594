//! The wire shape: read and written as it came, without any rule.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use core::cell::Cell;
use core::fmt;
use core::str::{self, FromStr};

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::error::{MalformedPayload, Place};
use super::event_type::EventType;
use super::field::Field;
use super::message::Message;
use super::result_code::ResultCode;
use super::shortcut;
use crate::process::{Flow, ProcessId, ProcessState};

/// A webhook payload as it came, whether or not it keeps the rules of the contract.
///
/// Services usually read a [`Payload`](super::Payload), which checks the rules. This type is for what comes before
/// (keeping a delivery that breaks them) and beside (building any payload in a test). It loses nothing: unknown
/// values keep their text, unknown members stand in [`extra`](Self::extra), and both are written back.
///
/// Reading takes a JSON object only, refuses a repeated known member, and reads `null` as absent; so it does `""` for
/// `result`, `last_event` and `last_event_description`, because the platform spells absence in several ways. Writing
/// keeps the documented order, omits what is absent, and puts `extra` last.
///
/// ```
/// use idcloud_types::webhook::{RawPayload, ResultCode};
/// use idcloud_types::ProcessState;
///
/// let body = br#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","result":"ok","attempt":2}"#;
/// let raw = RawPayload::from_slice(body)?;
/// assert_eq!(raw.result, Some(ResultCode::Ok));
/// assert_eq!(raw.extra["attempt"], 2);
/// assert_eq!(raw.state, None);
/// # Ok::<(), idcloud_types::webhook::MalformedPayload>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawPayload {
    /// `processId`: the process that the message is about. The only member without which nothing can be done.
    pub process_id: ProcessId,
    /// `state`: how far the process has come.
    pub state: Option<ProcessState>,
    /// `flow`: which product flow it ran.
    pub flow: Option<Flow>,
    /// `result`: how it ended.
    pub result: Option<ResultCode>,
    /// `lastEvent`: where the user was when it expired.
    pub last_event: Option<EventType>,
    /// `lastEventDescription`: text for people about `lastEvent`. Borrowed when it is a documented one.
    pub last_event_description: Option<Cow<'static, str>>,
    /// The members that this version does not know. A repeated one keeps its last value.
    ///
    /// Empty on every documented payload, and then free. Their values are read as `serde_json` reads any value:
    /// nested at most 128 levels deep, and numbers to the precision of a 64-bit integer or float. A member that has a
    /// field of its own does not belong here; it is written only where that field is absent.
    pub extra: Map<String, Value>,
}

impl RawPayload {
    /// A payload that names its process and nothing else.
    #[must_use]
    pub fn new(process_id: impl Into<ProcessId>) -> Self {
        Self {
            process_id: process_id.into(),
            state: None,
            flow: None,
            result: None,
            last_event: None,
            last_event_description: None,
            extra: Map::new(),
        }
    }

    /// Reads the body of a delivery. `str::parse` does the same for text.
    ///
    /// # Errors
    ///
    /// [`MalformedPayload`] when the body is not one JSON object, a member has the wrong type or is repeated, or
    /// `processId` is missing or not a hyphenated UUID.
    pub fn from_slice(body: &[u8]) -> Result<Self, MalformedPayload> {
        // One pass over the body costs less than one over each of its strings, which is how `serde_json` checks a
        // slice.
        match str::from_utf8(body) {
            Ok(body) => body.parse(),
            Err(_) => Self::read(body, serde_json::Deserializer::from_slice(body)),
        }
    }

    fn read<'de, R: serde_json::de::Read<'de>>(
        body: &[u8],
        mut json: serde_json::Deserializer<R>,
    ) -> Result<Self, MalformedPayload> {
        let place = Cell::new(Place::Start);
        Reader { place: &place }
            .deserialize(&mut json)
            .and_then(|raw| json.end().map(|()| raw))
            .map_err(|error| MalformedPayload::new(body, place.get(), error))
    }

    /// The values that this version does not know, with their fields: what a service logs (escaped) to hear of news.
    ///
    /// Unknown members are in [`extra`](Self::extra). A description is free text, so it is never unknown.
    ///
    /// ```
    /// use idcloud_types::webhook::Payload;
    ///
    /// let payload: Payload = r#"{
    ///     "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
    ///     "state": "PROCESS_STATE_FINISHED",
    ///     "flow": "id",
    ///     "result": "error"
    /// }"#.parse()?;
    /// for (field, value) in payload.as_raw().unknown_values() {
    ///     eprintln!("news in `{field}`: {value:?}");
    /// }
    /// # assert_eq!(payload.as_raw().unknown_values().count(), 1);
    /// # Ok::<(), idcloud_types::webhook::PayloadError>(())
    /// ```
    #[inline]
    pub fn unknown_values(&self) -> impl Iterator<Item = (Field, &str)> {
        let state = self.state.as_ref().filter(|state| !state.is_known());
        let flow = self.flow.as_ref().filter(|flow| !flow.is_known());
        let result = self.result().filter(|code| !code.is_known());
        let last_event = self.last_event().filter(|event| !event.is_known());
        [
            (Field::State, state.map(ProcessState::as_str)),
            (Field::Flow, flow.map(Flow::as_str)),
            (Field::Result, result.map(ResultCode::as_str)),
            (Field::LastEvent, last_event.map(EventType::as_str)),
        ]
        .into_iter()
        .filter_map(|(field, wire)| Some((field, wire?)))
    }

    fn has(&self, field: Field) -> bool {
        match field {
            Field::ProcessId => true,
            Field::State => self.state.is_some(),
            Field::Flow => self.flow.is_some(),
            Field::Result => self.result().is_some(),
            Field::LastEvent => self.last_event().is_some(),
            Field::LastEventDescription => self.last_event_description().is_some(),
        }
    }

    // The three optional strings as the contract means them: `""` is one of the ways in which absence is spelt, and
    // the public fields can hold it.

    pub(super) fn forget_empty(&mut self) {
        self.result.take_if(|code| is_empty_code(code));
        self.last_event.take_if(|event| is_empty_event(event));
        self.last_event_description.take_if(|text| text.is_empty());
    }

    pub(super) fn result(&self) -> Option<&ResultCode> {
        self.result.as_ref().filter(|code| !is_empty_code(code))
    }

    pub(super) fn last_event(&self) -> Option<&EventType> {
        self.last_event
            .as_ref()
            .filter(|event| !is_empty_event(event))
    }

    pub(super) fn last_event_description(&self) -> Option<&str> {
        self.last_event_description
            .as_deref()
            .filter(|text| !text.is_empty())
    }
}

// No known value is empty, so only the others are looked at.

fn is_empty_code(code: &ResultCode) -> bool {
    matches!(code, ResultCode::Unknown(text) if text.as_str().is_empty())
}

fn is_empty_event(event: &EventType) -> bool {
    matches!(event, EventType::Unknown(text) if text.as_str().is_empty())
}

impl FromStr for RawPayload {
    type Err = MalformedPayload;

    fn from_str(body: &str) -> Result<Self, Self::Err> {
        shortcut::read(body).map_or_else(
            || Self::read(body.as_bytes(), serde_json::Deserializer::from_str(body)),
            Ok,
        )
    }
}

impl Serialize for RawPayload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(Field::ProcessId.as_str(), &self.process_id)?;
        if let Some(state) = &self.state {
            map.serialize_entry(Field::State.as_str(), state)?;
        }
        if let Some(flow) = &self.flow {
            map.serialize_entry(Field::Flow.as_str(), flow)?;
        }
        if let Some(result) = self.result() {
            map.serialize_entry(Field::Result.as_str(), result)?;
        }
        if let Some(last_event) = self.last_event() {
            map.serialize_entry(Field::LastEvent.as_str(), last_event)?;
        }
        if let Some(description) = self.last_event_description() {
            map.serialize_entry(Field::LastEventDescription.as_str(), description)?;
        }
        for (name, value) in &self.extra {
            if Field::named(name).is_none_or(|field| !self.has(field)) {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for RawPayload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let place = Cell::new(Place::Start);
        Reader { place: &place }.deserialize(deserializer)
    }
}

/// Reads a payload and notes where it is, because a serde error can't carry the field out.
struct Reader<'a> {
    place: &'a Cell<Place>,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = RawPayload;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<RawPayload, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = RawPayload;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a webhook payload (one flat JSON object)")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawPayload, A::Error> {
        let mut process_id: Option<ProcessId> = None;
        let mut state: Option<ProcessState> = None;
        let mut flow: Option<Flow> = None;
        let mut result: Option<ResultCode> = None;
        let mut last_event: Option<EventType> = None;
        let mut description = Description(None);
        let mut extra = Map::new();
        // A bit for every known member that came: `null` counts, so the values can't tell.
        let mut came = 0_u8;

        while let Some(member) = map.next_key()? {
            let field = match member {
                Member::Known(field) => field,
                Member::Other(name) => {
                    self.place.set(Place::InOther);
                    extra.insert(name, map.next_value()?);
                    self.place.set(Place::Between);
                    continue;
                }
            };
            let bit = 1 << field as u8;
            if came & bit != 0 {
                self.place.set(Place::Repeated(field));
                return Err(de::Error::duplicate_field(field.as_str()));
            }
            came |= bit;

            self.place.set(Place::In(field));
            match field {
                Field::ProcessId => process_id = Some(map.next_value()?),
                Field::State => state = map.next_value()?,
                Field::Flow => flow = map.next_value()?,
                Field::Result => result = map.next_value()?,
                Field::LastEvent => last_event = map.next_value()?,
                Field::LastEventDescription => description = map.next_value()?,
            }
            self.place.set(Place::Between);
        }

        let Some(process_id) = process_id else {
            self.place.set(match Message::of(&extra) {
                Some(message) => Place::Foreign(message),
                None => Place::Missing(Field::ProcessId),
            });
            return Err(de::Error::missing_field(Field::ProcessId.as_str()));
        };
        self.place.set(Place::End);
        let mut raw = RawPayload {
            process_id,
            state,
            flow,
            result,
            last_event,
            last_event_description: description.0,
            extra,
        };
        raw.forget_empty();
        Ok(raw)
    }
}

/// The name of a member: allocates only for one that is not known.
enum Member {
    Known(Field),
    Other(String),
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MemberVisitor;

        impl Visitor<'_> for MemberVisitor {
            type Value = Member;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a member")
            }

            fn visit_str<E>(self, name: &str) -> Result<Member, E> {
                Ok(
                    Field::named(name)
                        .map_or_else(|| Member::Other(name.to_owned()), Member::Known),
                )
            }
        }

        deserializer.deserialize_identifier(MemberVisitor)
    }
}

/// A `lastEventDescription`: allocates only for a text that is not documented.
struct Description(Option<Cow<'static, str>>);

impl<'de> Deserialize<'de> for Description {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DescriptionVisitor;

        impl<'de> Visitor<'de> for DescriptionVisitor {
            type Value = Description;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a description (a string)")
            }

            fn visit_unit<E>(self) -> Result<Description, E> {
                Ok(Description(None))
            }

            fn visit_none<E>(self) -> Result<Description, E> {
                Ok(Description(None))
            }

            fn visit_some<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Description, D::Error> {
                deserializer.deserialize_str(self)
            }

            fn visit_str<E>(self, text: &str) -> Result<Description, E> {
                Ok(Description(Some(description(text))))
            }
        }

        deserializer.deserialize_option(DescriptionVisitor)
    }
}

/// A text of `lastEventDescription`: borrowed when it is a documented one.
pub(super) fn description(text: &str) -> Cow<'static, str> {
    let mut documented = EventType::KNOWN.iter().filter_map(EventType::description);
    match documented.find(|description| *description == text) {
        Some(description) => Cow::Borrowed(description),
        None => Cow::Owned(text.to_owned()),
    }
}
