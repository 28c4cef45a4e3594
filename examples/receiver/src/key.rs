//! The text under which a delivery is kept once.

use idcloud_types::webhook::RawPayload;
use sha2::{Digest, Sha256};

/// An index of PostgreSQL takes 2,700 bytes, and a delivery may hold more.
const LONGEST: usize = 512;

/// The key of a delivery, or of a very long one, its hash.
pub fn of(raw: &RawPayload) -> String {
    let key = delivery_key(raw);
    if key.len() <= LONGEST {
        return key;
    }
    format!("sha256:{:x}", Sha256::digest(key))
}

fn delivery_key(raw: &RawPayload) -> String {
    let escaped = |text: Option<&str>| -> String {
        text.unwrap_or_default()
            .bytes()
            .map(|byte| match byte {
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'-' => {
                    char::from(byte).to_string()
                }
                _ => format!("%{byte:02x}"),
            })
            .collect()
    };
    format!(
        "{}/{}/{}/{}",
        raw.process_id,
        escaped(raw.state.as_ref().map(idcloud_types::ProcessState::as_str)),
        escaped(
            raw.result
                .as_ref()
                .map(idcloud_types::webhook::ResultCode::as_str)
        ),
        escaped(
            raw.last_event
                .as_ref()
                .map(idcloud_types::webhook::EventType::as_str)
        ),
    )
}
