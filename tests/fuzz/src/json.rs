//! JSON values as the promises compare them.

use serde_json::Value;

/// Whether a message was written as it was read, but for the documented exceptions: a `null` at a known member is not
/// written, and an id is written in lower case.
pub(crate) fn is_written_back(read: &Value, written: &Value) -> bool {
    match (read, written) {
        (Value::Object(read), Value::Object(written)) => {
            let is_kept = |(name, value): (&String, &Value)| match written.get(name) {
                Some(kept) => is_written_back(value, kept) || is_same_id(name, value, kept),
                None => value.is_null(),
            };
            read.iter().all(is_kept) && written.keys().all(|name| read.contains_key(name))
        }
        (Value::Array(read), Value::Array(written)) => {
            let mut pairs = read.iter().zip(written);
            read.len() == written.len()
                && pairs.all(|(read, written)| is_written_back(read, written))
        }
        (read, written) => read == written,
    }
}

fn is_same_id(name: &str, read: &Value, written: &Value) -> bool {
    match (name, read, written) {
        ("id" | "processId", Value::String(read), Value::String(written)) => {
            read.to_ascii_lowercase() == *written
        }
        _ => false,
    }
}
