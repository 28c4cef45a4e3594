//! Nothing untrusted and nothing personal in a log.

use std::fmt::Debug;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use idcloud_types::ReadError;
use idcloud_types::get_process::{ErrorBody, api, web_sdk};
use idcloud_types::webhook::{Payload, PayloadError, RawPayload};

/// Strings that are not values of the platform: a name, a document number, an address.
const SECRETS: [&str; 3] = [
    "Luke \"Sky\" Walker <1>",
    "12345678909876543210",
    "luke@tatooine.example",
];

/// How many bytes of a secret give it away.
const TELLING: usize = 12;

/// Plants a secret in the input: no `Debug`, `Display` or error chain of what is read from it holds 12 bytes of the
/// secret. The input determines the secret and its place, so any input will do.
///
/// # Panics
///
/// If that does not hold.
pub fn privacy(body: &[u8]) {
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(body);
    let [which, place @ ..] = hash.to_le_bytes().map(usize::from);
    let place = place.into_iter().fold(0, |place, byte| place * 256 + byte);
    plant(
        body,
        place % (body.len() + 1),
        SECRETS[which % SECRETS.len()],
    );
}

/// Plants each secret, and panics where one is shown.
#[cfg(test)]
pub(crate) fn plant_each(body: &[u8], place: usize) {
    for secret in SECRETS {
        plant(body, place, secret);
    }
}

/// Plants a secret as it is and as JSON writes it, and panics where it is shown.
fn plant(body: &[u8], place: usize, secret: &str) {
    let (start, end) = body.split_at(place);
    let escaped = secret.escape_default().to_string();
    for planted in [secret, &escaped] {
        let body = [start, planted.as_bytes(), end].concat();
        for shown in shown(&body) {
            assert!(!gives_away(&shown, secret), "{shown}");
            assert!(!gives_away(&shown, planted), "{shown}");
        }
    }
}

/// Whether the output holds 12 bytes of the secret, which is ASCII.
fn gives_away(text: &str, secret: &str) -> bool {
    let mut starts = 0..=secret.len() - TELLING;
    starts.any(|start| text.contains(&secret[start..start + TELLING]))
}

/// Everything that a service may log of a body.
fn shown(body: &[u8]) -> Vec<String> {
    let mut shown = Vec::new();
    match Payload::from_slice(body) {
        Ok(payload) => {
            shown.push(format!("{payload:?} {:?}", payload.outcome()));
            shown.push(payload.delivery_key().process_id().to_string());
            shown.push(format!("{:?}", payload.delivery_key()));
        }
        Err(error) => {
            if let PayloadError::Invalid(invalid) = &error {
                shown.push(format!(
                    "{:?} {:?}",
                    invalid.as_raw(),
                    invalid.as_raw().outcome()
                ));
                shown.push(format!("{:?}", invalid.violations()));
            }
            error_shown(&error, &mut shown);
        }
    }
    message_shown(&RawPayload::from_slice(body), &mut shown);

    let response = web_sdk::Response::from_slice(body);
    if let Ok(response) = &response {
        let outcome = response.outcome();
        shown.push(format!("{outcome} {outcome:?} {:?}", response.checks()));
        shown.extend(response.unknown_values().iter().map(ToString::to_string));
    }
    message_shown(&response, &mut shown);
    message_shown(&web_sdk::Process::from_slice(body), &mut shown);
    let process = api::Process::from_slice(body);
    if let Ok(process) = &process {
        let outcome = process.outcome();
        shown.push(format!("{outcome} {outcome:?} {:?}", process.checks()));
        shown.extend(process.unknown_values().iter().map(ToString::to_string));
    }
    message_shown(&process, &mut shown);
    message_shown(&ErrorBody::from_slice(body), &mut shown);
    shown
}

fn message_shown<T: Debug>(read: &Result<T, ReadError>, shown: &mut Vec<String>) {
    match read {
        Ok(message) => shown.push(format!("{message:?} {message:#?}")),
        Err(error) => error_shown(error, shown),
    }
}

fn error_shown(error: &(impl std::error::Error + 'static), shown: &mut Vec<String>) {
    shown.push(format!("{error:?} {error:#?}"));
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        shown.push(error.to_string());
        cause = error.source();
    }
}
