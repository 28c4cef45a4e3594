//! The crate's reader and rules beside an independent validator of the crate's JSON Schemas.

mod configurations;
mod differences;
mod documented;
mod generate;
mod random;
#[path = "../../common/violations.rs"]
mod violations;

use idcloud_types::get_process::{api, web_sdk};
use idcloud_types::webhook::{Payload, RawPayload};
use idcloud_types::{UnknownKind, UnknownValue};
use jsonschema::Validator;
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

/// A message, read by the crate and by the validator.
pub struct Message {
    pub name: &'static str,
    pub reader: fn(&[u8]) -> Verdict,
    pub validator: Validator,
}

/// What the crate makes of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Accepted,
    /// Read, and breaks rules.
    Invalid,
    /// Read, and a known member has a JSON type other than documented.
    WrongType,
    Malformed,
}

/// Why the crate does not read all of a body that the validator accepts. There is no other reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// A known member is repeated: the validator sees the last value alone.
    Repeated,
    /// An integer is written with a fraction or an exponent, such as `3.0`.
    IntegerWithFraction,
    /// The body is that of another message, which the error names.
    OtherMessage,
}

impl Difference {
    /// The crate's verdict on a body with this difference.
    #[must_use]
    pub(crate) fn verdict(self) -> Verdict {
        match self {
            Self::Repeated | Self::OtherMessage => Verdict::Malformed,
            Self::IntegerWithFraction => Verdict::WrongType,
        }
    }
}

impl Message {
    pub(crate) fn payload() -> Self {
        Self::new::<Payload>("webhook payload", |body| match Payload::from_slice(body) {
            Ok(_) => Verdict::Accepted,
            Err(error) if error.is_invalid() => Verdict::Invalid,
            Err(_) => Verdict::Malformed,
        })
    }

    pub(crate) fn raw_payload() -> Self {
        Self::new::<RawPayload>("webhook payload, raw", |body| {
            read(RawPayload::from_slice(body), |raw| {
                has_wrong_type(&raw.unknown_values())
            })
        })
    }

    pub(crate) fn web_sdk() -> Self {
        Self::new::<web_sdk::Response>("Web & SDK response", |body| {
            let response = web_sdk::Response::from_slice(body);
            read(response, |response| {
                has_wrong_type(&response.unknown_values())
            })
        })
    }

    pub(crate) fn api() -> Self {
        Self::new::<api::Process>("API response", |body| {
            let process = api::Process::from_slice(body);
            read(process, |process| has_wrong_type(&process.unknown_values()))
        })
    }

    fn new<T: JsonSchema>(name: &'static str, reader: fn(&[u8]) -> Verdict) -> Self {
        Self {
            name,
            reader,
            validator: validator::<T>(),
        }
    }

    /// Why the crate refuses the body, if that is one of the differences that the value shows.
    pub(crate) fn difference(&self, body: &Value) -> Option<Difference> {
        let has_fraction = |pointer: &str| {
            let number = body.pointer(pointer).filter(|value| value.is_f64());
            number
                .and_then(Value::as_f64)
                .is_some_and(|number| number.fract() == 0.0)
        };
        match self.name {
            "API response" => {
                let has_status = body.get("status").is_some_and(|status| !status.is_null());
                if !has_status && body.get("state").is_some() {
                    Some(Difference::OtherMessage)
                } else if ["/status", "/liveness", "/faceMatch"]
                    .into_iter()
                    .any(has_fraction)
                {
                    Some(Difference::IntegerWithFraction)
                } else {
                    None
                }
            }
            _ => None,
        }
    }
}

/// A validator of the schema of a type. It loads nothing.
pub(crate) fn validator<T: JsonSchema>() -> Validator {
    jsonschema::validator_for(schema_for!(T).as_value()).expect("the schema is sound")
}

fn read<T, E>(result: Result<T, E>, has_wrong_type: impl Fn(&T) -> bool) -> Verdict {
    match result {
        Ok(message) if has_wrong_type(&message) => Verdict::WrongType,
        Ok(_) => Verdict::Accepted,
        Err(_) => Verdict::Malformed,
    }
}

fn has_wrong_type(unknown: &[UnknownValue]) -> bool {
    unknown
        .iter()
        .any(|unknown| unknown.kind() == UnknownKind::WrongType)
}
