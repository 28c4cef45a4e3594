//! The bodies that the cases are run on.

/// A body and its name in the tables.
#[derive(Clone, Debug)]
pub struct Body {
    /// What the tables call it.
    pub name: &'static str,
    /// The bytes as a server receives them.
    pub bytes: Vec<u8>,
}

/// The deliveries: the documented ones, pretty-printed and compact, and then the others.
#[must_use]
pub fn webhook() -> Vec<Body> {
    let ok = include_str!("../../examples/payloads/webhook-ok.json");
    let expired = include_str!("../../examples/payloads/webhook-expired.json");
    let unknown_event = expired
        .replace(
            "EVENT_TYPE_SESSION_ENDED",
            "EVENT_TYPE_CONSENT_SCREEN_OPENED",
        )
        .replace(
            "Session ended by timeout or by new session created",
            "Consent screen was opened by the user",
        );
    let unknown_members = ok.replace(
        r#""result": "ok""#,
        r#""result": "ok",
  "attempt": 2,
  "sentAt": "2026-01-31T12:00:00Z",
  "tenant": { "id": 7, "name": "store" }"#,
    );
    // A state in the place of the flow, and an event without `expired`.
    let invalid = ok
        .replace(r#""id""#, r#""PROCESS_STATE_FINISHED""#)
        .replace(
            r#""result": "ok""#,
            r#""result": "ok",
  "lastEvent": "EVENT_TYPE_SESSION_ENDED""#,
        );
    vec![
        body("ok", ok),
        body("expired", expired),
        body("ok, compact", &compact(ok)),
        body("expired, compact", &compact(expired)),
        body("unknown event", &unknown_event),
        body("three unknown members", &unknown_members),
        body("invalid", &invalid),
    ]
}

/// The documented deliveries.
#[must_use]
pub fn documented_webhook() -> Vec<Body> {
    webhook().into_iter().take(2).collect()
}

/// The published responses of the Web & SDK contract.
#[must_use]
pub fn web_sdk() -> Vec<Body> {
    vec![
        body(
            "idlive, 2024",
            include_str!("../../examples/payloads/getprocess-web-sdk-idlive-2024-12.json"),
        ),
        body(
            "current",
            include_str!("../../examples/payloads/getprocess-web-sdk-current-cut.json"),
        ),
        body(
            "idunicosign, 2025",
            include_str!("../../examples/payloads/getprocess-web-sdk-idunicosign-2025-cut.json"),
        ),
    ]
}

/// The published responses of the API contract.
#[must_use]
pub fn api() -> Vec<Body> {
    vec![
        body(
            "full",
            include_str!("../../examples/payloads/getprocess-api-full.json"),
        ),
        body(
            "yes",
            include_str!("../../examples/payloads/getprocess-api-yes.json"),
        ),
        body(
            "error",
            include_str!("../../examples/payloads/getprocess-api-error.json"),
        ),
    ]
}

fn body(name: &'static str, text: &str) -> Body {
    Body {
        name,
        bytes: text.into(),
    }
}

/// The same JSON without white space, its members in their order.
fn compact(pretty: &str) -> String {
    pretty
        .split('\n')
        .map(|line| line.trim().replacen(": ", ":", 1))
        .collect()
}
