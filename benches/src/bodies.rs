//! The five bodies that every case is run on.

/// A body and its name in the tables.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// What the tables call it.
    pub name: &'static str,
    /// The bytes as a server receives them.
    pub bytes: &'static [u8],
}

/// Every body, the two documented ones first.
pub const ALL: [Body; 5] = [
    Body {
        name: "ok",
        bytes: include_bytes!("../../examples/payloads/webhook-ok.json"),
    },
    Body {
        name: "expired",
        bytes: include_bytes!("../../examples/payloads/webhook-expired.json"),
    },
    Body {
        name: "unknown event",
        bytes: br#"{
  "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
  "state": "PROCESS_STATE_FINISHED",
  "flow": "id",
  "result": "expired",
  "lastEvent": "EVENT_TYPE_CONSENT_SCREEN_OPENED",
  "lastEventDescription": "Consent screen was opened by the user"
}
"#,
    },
    Body {
        name: "three unknown members",
        bytes: br#"{
  "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
  "state": "PROCESS_STATE_FINISHED",
  "flow": "id",
  "result": "ok",
  "attempt": 2,
  "sentAt": "2026-01-31T12:00:00Z",
  "tenant": { "id": 7, "name": "store" }
}
"#,
    },
    // A result that is not the webhook's, and an event without `expired`.
    Body {
        name: "invalid",
        bytes: br#"{
  "processId": "8263a268-5388-492a-bca2-28e1ff4a69f0",
  "state": "PROCESS_STATE_FINISHED",
  "flow": "PROCESS_STATE_FINISHED",
  "result": "ok",
  "lastEvent": "EVENT_TYPE_SESSION_ENDED"
}
"#,
    },
];
