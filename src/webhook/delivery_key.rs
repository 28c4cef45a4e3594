//! How repeated deliveries are recognized.

use core::fmt;

use super::event_type::EventType;
use super::raw::RawPayload;
use super::result_code::ResultCode;
use crate::process::{ProcessId, ProcessState};

/// What makes a repeated delivery the same: its process, state, result and last event.
///
/// The platform delivers at least once, and a delivery has no id of its own. The id of the process alone is not enough:
/// another message about the same process is not a repetition.
///
/// Its text is one line of printable ASCII, made for the unique column of a database. Two keys have the same text only
/// if they are equal, and a later version writes the same text, also for a value that it has learned since. Values
/// are separated by `:`; `-` is an absent one, and every byte but a letter, a digit, `_` and `.` is written as
/// `%` and two hexadecimal digits. It holds unknown values in full, so log its `Debug` instead.
///
/// ```
/// use idcloud_types::webhook::Payload;
/// use idcloud_types::{Flow, ProcessId};
///
/// let id: ProcessId = "8263a268-5388-492a-bca2-28e1ff4a69f0".parse()?;
/// let payload = Payload::ok(id, Flow::Id)?;
/// assert_eq!(
///     payload.delivery_key().to_string(),
///     "8263a268-5388-492a-bca2-28e1ff4a69f0:PROCESS_STATE_FINISHED:ok:-",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryKey {
    process_id: ProcessId,
    state: Option<ProcessState>,
    result: Option<ResultCode>,
    last_event: Option<EventType>,
}

impl RawPayload {
    /// Builds the key that recognizes a repeated delivery.
    #[must_use]
    pub fn delivery_key(&self) -> DeliveryKey {
        DeliveryKey {
            process_id: self.process_id,
            state: self.state.clone(),
            result: self.non_empty_result().cloned(),
            last_event: self.non_empty_last_event().cloned(),
        }
    }
}

impl DeliveryKey {
    /// The process that the delivery is about.
    #[must_use]
    pub fn process_id(&self) -> ProcessId {
        self.process_id
    }
}

impl fmt::Display for DeliveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.process_id)?;
        fmt_part(self.state.as_ref().map(ProcessState::as_str), f)?;
        fmt_part(self.result.as_ref().map(ResultCode::as_str), f)?;
        fmt_part(self.last_event.as_ref().map(EventType::as_str), f)
    }
}

fn fmt_part(part: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(text) = part else {
        return f.write_str(":-");
    };
    f.write_str(":")?;
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' => {
                write!(f, "{}", char::from(byte))?;
            }
            _ => write!(f, "%{byte:02X}")?,
        }
    }
    Ok(())
}

impl fmt::Debug for DeliveryKey {
    /// Shows the process, and of the values what is safe to log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use crate::wire::redact::Redacted;

        f.debug_struct("DeliveryKey")
            .field("process_id", &self.process_id)
            .field("state", &Redacted(&self.state))
            .field("result", &Redacted(&self.result))
            .field("last_event", &Redacted(&self.last_event))
            .finish()
    }
}
