//! The crate's reader and rules beside an independent validator of the crate's JSON Schemas.

mod configurations;
mod differences;
mod documented;
mod generate;
mod random;

use idcloud_types::get_process::{ErrorBody, ErrorContent, api, web_sdk};
use idcloud_types::webhook::{Payload, RawPayload};
use idcloud_types::{UnknownKind, UnknownValue};
use jsonschema::Validator;
use schemars::{JsonSchema, schema_for};
use serde_json::{Map, Value};

/// A message, read by the crate and by the validator.
struct Message {
    name: &'static str,
    reader: fn(&[u8]) -> Verdict,
    validator: Validator,
}

/// What the crate makes of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Accepted,
    /// Read, but for a known member of another type, which is kept beside the others.
    WrongType,
    /// Read, and breaks rules.
    Invalid,
    Malformed,
}

/// Why the crate does not accept a body that the validator accepts. There is no other reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    /// A known member is repeated: the validator sees the last value alone.
    Repeated,
    /// An integer is written with a fraction or an exponent, such as `3.0`.
    IntegerWithFraction,
    /// The body is that of another message, which the error names.
    OtherMessage,
}

impl Message {
    fn payload() -> Self {
        Self::new::<Payload>("webhook payload", |body| match Payload::from_slice(body) {
            Ok(_) => Verdict::Accepted,
            Err(error) if error.is_invalid() => Verdict::Invalid,
            Err(_) => Verdict::Malformed,
        })
    }

    fn raw_payload() -> Self {
        Self::new::<RawPayload>("webhook payload, raw", |body| {
            read(RawPayload::from_slice(body), RawPayload::unknown_values)
        })
    }

    fn web_sdk() -> Self {
        let read = |body: &[u8]| {
            read(
                web_sdk::Response::from_slice(body),
                web_sdk::Response::unknown_values,
            )
        };
        Self::new::<web_sdk::Response>("Web & SDK answer", read)
    }

    fn api() -> Self {
        Self::new::<api::Process>("API answer", |body| {
            read(api::Process::from_slice(body), api::Process::unknown_values)
        })
    }

    fn error_body() -> Self {
        Self::new::<ErrorBody>("body of an error", |body| {
            match ErrorBody::from_slice(body) {
                Ok(body) if has_wrong_type(&body) => Verdict::WrongType,
                Ok(_) => Verdict::Accepted,
                Err(_) => Verdict::Malformed,
            }
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
    fn difference(&self, body: &Value) -> Option<Difference> {
        let has_fraction = |pointer: &str| {
            let number = body.pointer(pointer).filter(|value| value.is_f64());
            number
                .and_then(Value::as_f64)
                .is_some_and(|number| number.fract() == 0.0)
        };
        match self.name {
            "API answer" => {
                let has_status = body.get("status").is_some_and(|status| !status.is_null());
                if ["/status", "/liveness", "/faceMatch"]
                    .into_iter()
                    .any(has_fraction)
                {
                    Some(Difference::IntegerWithFraction)
                } else if !has_status && body.get("state").is_some() {
                    Some(Difference::OtherMessage)
                } else {
                    None
                }
            }
            _ => None,
        }
    }
}

/// A validator of the schema of a type. It loads nothing.
fn validator<T: JsonSchema>() -> Validator {
    jsonschema::validator_for(schema_for!(T).as_value()).expect("the schema is sound")
}

fn read<T, E>(result: Result<T, E>, unknown: fn(&T) -> Vec<UnknownValue>) -> Verdict {
    match result {
        Ok(message) => {
            let mut unknown = unknown(&message).into_iter();
            if unknown.any(|unknown| unknown.kind() == UnknownKind::WrongType) {
                Verdict::WrongType
            } else {
                Verdict::Accepted
            }
        }
        Err(_) => Verdict::Malformed,
    }
}

/// Whether a known member of another type is kept beside the others. An error's body does not list these.
fn has_wrong_type(body: &ErrorBody) -> bool {
    const OF_BODY: [&str; 7] = [
        "code",
        "message",
        "error_description",
        "error",
        "Error",
        "status",
        "statusCode",
    ];
    const OF_DETAIL: [&str; 3] = ["code", "message", "description"];
    let has = |extra: &Map<String, Value>, names: &[&str]| {
        names.iter().any(|name| extra.contains_key(*name))
    };
    let contents = [&body.error, &body.legacy_error].into_iter().flatten();
    let mut details = contents.filter_map(|content| match content {
        ErrorContent::Detail(detail) => Some(detail),
        _ => None,
    });
    has(&body.extra, &OF_BODY) || details.any(|detail| has(&detail.extra, &OF_DETAIL))
}
