//! The docs page "In a service": its snippets, and what it states of the crates that it names.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// Runs the snippets.
#[cfg(doctest)]
#[doc = include_str!("../../src/webhook/in_a_service.md")]
struct Page;

/// A writer for a log, and a function that returns what was written.
///
/// # Panics
///
/// If a thread panicked while it wrote.
pub fn log_writer() -> (impl Fn() -> Log, impl Fn() -> String) {
    let log = Log::default();
    let written = log.clone();
    let text = move || String::from_utf8_lossy(&written.0.lock().unwrap()).into_owned();
    (move || log.clone(), text)
}

/// What was logged.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode, header};
    use axum::routing::post;
    use axum::{Json, Router};
    use idcloud_types::testing::webhook::{self as bodies, RawPayloadBuilder};
    use idcloud_types::webhook::{
        DeliveryKey, EventType, Payload, RawPayload, ResultCode, Subscription,
    };
    use idcloud_types::{Flow, ProcessId, ProcessState};
    use serde::{Serialize, de::DeserializeOwned};
    use std::fmt::Debug;
    use tower::ServiceExt as _;
    use tracing::info;

    use super::log_writer;

    /// What a handler with `Json<Payload>` answers.
    async fn answer(content_type: &str, body: &str) -> (StatusCode, String) {
        async fn deliver(Json(_payload): Json<Payload>) -> StatusCode {
            StatusCode::OK
        }

        let request = Request::post("/")
            .header(header::CONTENT_TYPE, content_type)
            .body(Body::from(body.to_owned()))
            .unwrap();
        let router = Router::new().route("/", post(deliver));
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), 1024).await.unwrap();
        (status, String::from_utf8(body.into()).unwrap())
    }

    #[tokio::test]
    async fn the_json_extractor_refuses_an_invalid_payload() {
        let json = "application/json";
        assert_eq!(answer(json, bodies::OK).await.0, StatusCode::OK);
        let (status, _) = answer(json, bodies::WITHOUT_RESULT).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[tokio::test]
    async fn nobody_quotes_an_id_of_a_wrong_type() {
        let body = bodies::OK.replace(&format!("\"{}\"", bodies::PROCESS_ID), "12345678909");
        assert!(body.contains("12345678909"));
        let (status, text) = answer("application/json", &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!text.contains("12345678909"), "{text}");
        let error = body.parse::<Payload>().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("12345678909"));
    }

    #[tokio::test]
    async fn the_json_extractor_refuses_another_content_type() {
        let (status, _) = answer("text/plain", bodies::OK).await;
        assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }

    /// Logs in the way that the page recommends or warns against, and returns the number of lines.
    fn lines(log: impl FnOnce()) -> usize {
        let (writer, text) = log_writer();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(writer);
        tracing::subscriber::with_default(subscriber.finish(), log);
        text().lines().count()
    }

    #[test]
    fn debug_keeps_to_one_line_of_a_log_and_display_does_not() {
        let event = EventType::from("x\n2026-01-01 ERROR forged");
        assert_eq!(lines(|| info!(?event, "delivered")), 1);
        assert_eq!(lines(|| info!(%event, "delivered")), 2);
    }

    fn is_there_and_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
        let message = postcard::to_allocvec(value).unwrap();
        assert_eq!(postcard::from_bytes::<T>(&message).unwrap(), *value);
        let config = bincode::config::standard();
        let message = bincode::serde::encode_to_vec(value, config).unwrap();
        let (read, _): (T, _) = bincode::serde::decode_from_slice(&message, config).unwrap();
        assert_eq!(read, *value);
    }

    #[test]
    fn every_value_and_every_id_goes_through_formats_that_are_not_self_describing() {
        is_there_and_back::<ProcessId>(&bodies::PROCESS_ID);
        let unknown = ["", "of tomorrow", "\0\n"];
        for text in unknown
            .into_iter()
            .chain(EventType::KNOWN.iter().map(EventType::as_str))
        {
            is_there_and_back(&EventType::from(text));
        }
        for text in unknown
            .into_iter()
            .chain(ResultCode::KNOWN.iter().map(ResultCode::as_str))
        {
            is_there_and_back(&ResultCode::from(text));
        }
        for text in unknown
            .into_iter()
            .chain(Flow::KNOWN.iter().map(Flow::as_str))
        {
            is_there_and_back(&Flow::from(text));
        }
        for text in unknown
            .into_iter()
            .chain(ProcessState::KNOWN.iter().map(ProcessState::as_str))
        {
            is_there_and_back(&ProcessState::from(text));
        }
    }

    /// Neither written, nor read from anything.
    fn is_refused<T: Serialize + DeserializeOwned>(value: &T) {
        let config = bincode::config::standard();
        assert!(postcard::to_allocvec(value).is_err());
        assert!(bincode::serde::encode_to_vec(value, config).is_err());
        is_unreadable::<T>();
    }

    fn is_unreadable<T: DeserializeOwned>() {
        let config = bincode::config::standard();
        let json = bodies::OK.as_bytes();
        assert!(postcard::from_bytes::<T>(json).is_err());
        assert!(bincode::serde::decode_from_slice::<T, _>(json, config).is_err());
    }

    #[test]
    fn no_payload_goes_through_formats_that_describe_nothing() {
        is_refused::<Payload>(&bodies::ok());
        is_refused::<RawPayload>(&bodies::without_result());
        is_refused::<RawPayload>(&RawPayloadBuilder::ok().extra("attempt", 2).build());
    }

    #[test]
    fn no_subscription_is_read_from_formats_that_describe_nothing() {
        let message = postcard::to_allocvec(&Subscription::default()).unwrap();
        assert!(postcard::from_bytes::<Subscription>(&message).is_err());
        is_unreadable::<Subscription>();
    }

    #[test]
    fn a_key_of_a_small_body_fits_an_index_of_postgresql() {
        const LONGEST: usize = 2704;
        let bare = RawPayloadBuilder::expired_at("").to_json();
        let event = "\u{e7}".repeat((800 - bare.len()) / 2);
        let body = RawPayloadBuilder::expired_at(event).to_json();
        assert!((799..=800).contains(&body.len()), "{}", body.len());
        let key: DeliveryKey = body.parse::<Payload>().unwrap().delivery_key();
        assert!(key.to_string().len() <= LONGEST);
    }
}
