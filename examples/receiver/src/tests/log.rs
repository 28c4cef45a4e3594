//! What reaches the log: nothing that can harm a terminal, no secret, and no person.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use axum::response::IntoResponse;
use idcloud_types::get_process::web_sdk;
use idcloud_types::testing::webhook::{OK, RawPayloadBuilder};
use tracing::Level;
use tracing::subscriber::DefaultGuard;

use super::{Running, answer};
use crate::fake::{API_KEY, TOKEN, deliver};

const PERSONAL: &str = include_str!("../../../payloads/getprocess-web-sdk-idlive-2024-12.json");

/// The log of this thread, on which everything of a test runs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn capture() -> (Self, DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(Level::TRACE)
            .with_writer(move || writer.clone())
            .finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn hostile_text_is_escaped() {
    const HOSTILE: &str = "EVIL\u{1b}[2J\r\n2099-01-01 INFO approved\u{202e}\u{7}";
    let (log, _guard) = Log::capture();
    let service = Running::start(|id, times| {
        let mut process = web_sdk::Process::new(id);
        process.state = Some(HOSTILE.into());
        process.result = Some(HOSTILE.into());
        match times {
            1 => (StatusCode::BAD_GATEWAY, format!("{{\"code\":{HOSTILE:?}}}")).into_response(),
            _ => answer(&web_sdk::Response::new(process)),
        }
    })
    .await;
    for hostile in [
        RawPayloadBuilder::expired_at(HOSTILE).flow(HOSTILE),
        RawPayloadBuilder::ok()
            .result(HOSTILE)
            .extra(HOSTILE, HOSTILE),
        RawPayloadBuilder::ok().last_event(HOSTILE),
        RawPayloadBuilder::ok().last_event_description(HOSTILE),
    ] {
        assert_eq!(service.deliver(hostile.to_json()).await, 202);
    }
    assert_eq!(service.deliver(HOSTILE).await, 400);
    service.stop().await;

    let log = log.text();
    assert!(log.contains("EVIL\\u{1b}[2J\\r\\n"), "{log}");
    for line in log.lines() {
        assert!(!line.starts_with("2099"), "{line:?}");
        assert!(
            !line.contains(|character: char| character.is_control() || character == '\u{202e}'),
            "{line:?}"
        );
    }
}

#[tokio::test]
async fn no_secret_and_no_person_is_in_it() {
    let (log, _guard) = Log::capture();
    let personal = web_sdk::Response::from_slice(PERSONAL.as_bytes()).unwrap();
    let service = Running::start(move |id, times| {
        let mut personal = personal.clone();
        personal.process.id = id;
        match times {
            1 => {
                let message = r#"{"code":13,"message":"luke@unico.io is not there"}"#;
                return (StatusCode::BAD_GATEWAY, message).into_response();
            }
            // Not understood, so it is logged as a whole.
            2 => personal.process.state = Some("PROCESS_STATE_OF_TOMORROW".into()),
            _ => {}
        }
        answer(&personal)
    })
    .await;
    assert_eq!(service.deliver(OK).await, 202);
    let news = RawPayloadBuilder::ok().result("ok_with_remarks").to_json();
    assert_eq!(service.deliver(news).await, 202);
    let stranger = deliver(service.address, "X-API-Key:guessed-secret", OK).await;
    assert_eq!(stranger.unwrap(), 401);
    let done = service.stop().await.done;
    assert_eq!(done.len(), 2, "{done:?}");

    let log = log.text();
    assert!(
        log.contains("not understood") && log.contains("finished with OK"),
        "{log}"
    );
    let (_, key) = API_KEY.split_once(':').unwrap();
    for secret in [
        key,
        TOKEN,
        "guessed-secret",
        "12345678909",
        "luke@unico.io",
        "5511999995555",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}
