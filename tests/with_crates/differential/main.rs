//! The crate's reader and rules beside an independent validator of the crate's JSON Schemas.

mod configurations;
mod differences;
mod documented;
mod generate;
mod random;

use idcloud_types::get_process::{ErrorBody, api, web_sdk};
use idcloud_types::webhook::{Payload, RawPayload};
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
    Malformed,
}

/// Why the crate refuses a body that the validator accepts. There is no other reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// A known member is repeated: the validator sees the last value alone.
    Repeated,
    /// An integer is written with a fraction or an exponent, such as `3.0`.
    IntegerWithFraction,
    /// The body is that of another message, which the error names.
    OtherMessage,
}

impl Message {
    pub fn payload() -> Self {
        Self::new::<Payload>("webhook payload", |body| match Payload::from_slice(body) {
            Ok(_) => Verdict::Accepted,
            Err(error) if error.is_invalid() => Verdict::Invalid,
            Err(_) => Verdict::Malformed,
        })
    }

    pub fn raw_payload() -> Self {
        Self::new::<RawPayload>("webhook payload, raw", |body| {
            read(RawPayload::from_slice(body))
        })
    }

    pub fn web_sdk() -> Self {
        let read = |body: &[u8]| read(web_sdk::Response::from_slice(body));
        Self::new::<web_sdk::Response>("Web & SDK answer", read)
    }

    pub fn api() -> Self {
        Self::new::<api::Process>("API answer", |body| read(api::Process::from_slice(body)))
    }

    pub fn error_body() -> Self {
        Self::new::<ErrorBody>("body of an error", |body| read(ErrorBody::from_slice(body)))
    }

    fn new<T: JsonSchema>(name: &'static str, reader: fn(&[u8]) -> Verdict) -> Self {
        Self {
            name,
            reader,
            validator: validator::<T>(),
        }
    }

    /// Why the crate refuses the body, if that is one of the differences that the value shows.
    pub fn difference(&self, body: &Value) -> Option<Difference> {
        let has_fraction = |pointer: &str| {
            let number = body.pointer(pointer).filter(|value| value.is_f64());
            number
                .and_then(Value::as_f64)
                .is_some_and(|number| number.fract() == 0.0)
        };
        match self.name {
            "API answer" => {
                let has_status = body.get("status").is_some_and(|status| !status.is_null());
                if has_fraction("/status") || has_fraction("/liveness") {
                    Some(Difference::IntegerWithFraction)
                } else if !has_status && body.get("state").is_some() {
                    Some(Difference::OtherMessage)
                } else {
                    None
                }
            }
            "body of an error" => ["/code", "/error/code", "/Error/code"]
                .into_iter()
                .any(has_fraction)
                .then_some(Difference::IntegerWithFraction),
            _ => None,
        }
    }
}

/// A validator of the schema of a type. It loads nothing.
pub fn validator<T: JsonSchema>() -> Validator {
    jsonschema::validator_for(schema_for!(T).as_value()).expect("the schema is sound")
}

fn read<T, E>(result: Result<T, E>) -> Verdict {
    match result {
        Ok(_) => Verdict::Accepted,
        Err(_) => Verdict::Malformed,
    }
}
