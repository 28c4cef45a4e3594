//! What a delivery is answered with, and what becomes of it.

use idcloud_types::testing::webhook::{
    EXPIRED, LEGACY_UPDATE_PROCESS, MALFORMED, OK, PROCESS_ID, RawPayloadBuilder, WITHOUT_RESULT,
};
use idcloud_types::webhook::Selection;

use super::{Running, expired, ok};
use crate::auth::Credential;
use crate::fake::{API_KEY, deliver};
use crate::next_step::NextStep;

#[tokio::test]
async fn an_ok_is_asked_about_and_weighed() {
    let mut service = Running::start(ok).await;
    assert_eq!(service.deliver(OK).await, 202);
    assert_eq!(service.done().await, (PROCESS_ID, NextStep::Weigh));

    let stopped = service.stop().await;
    assert_eq!(stopped.asked, [PROCESS_ID]);
    assert!(stopped.done.is_empty() && stopped.invalid.is_empty() && stopped.unanswered.is_empty());
}

#[tokio::test]
async fn an_event_of_tomorrow_is_enabled_by_configuration() {
    let service = Running::configured(expired, |config| {
        config.subscription.last_events = Selection::only(["EVENT_TYPE_OF_TOMORROW".into()]);
    })
    .await;
    assert_eq!(service.deliver(EXPIRED).await, 200);
    let news = RawPayloadBuilder::expired_at("EVENT_TYPE_OF_TOMORROW").to_json();
    assert_eq!(service.deliver(news).await, 202);

    let stopped = service.stop().await;
    assert_eq!(stopped.done, [(PROCESS_ID, NextStep::OfferNewProcess)]);
    assert_eq!(stopped.asked.len(), 1);
}

#[tokio::test]
async fn a_repeated_delivery_is_asked_about_once() {
    let service = Running::start(ok).await;
    assert_eq!(service.deliver(OK).await, 202);
    assert_eq!(service.deliver(OK).await, 200);
    assert_eq!(service.stop().await.asked.len(), 1);
}

#[tokio::test]
async fn another_message_about_the_same_process_is_no_repetition() {
    let service = Running::start(ok).await;
    let news = RawPayloadBuilder::empty()
        .state("PROCESS_STATE_OF_TOMORROW")
        .flow("id");
    assert_eq!(service.deliver(news.to_json()).await, 202);
    assert_eq!(service.deliver(OK).await, 202);
    assert_eq!(service.stop().await.asked.len(), 2);
}

#[tokio::test]
async fn what_get_process_says_decides_and_not_the_delivery() {
    let service = Running::start(expired).await;
    assert_eq!(service.deliver(OK).await, 202);
    assert_eq!(
        service.stop().await.done,
        [(PROCESS_ID, NextStep::OfferNewProcess)]
    );
}

#[tokio::test]
async fn an_invalid_delivery_is_acknowledged_kept_and_asked_about() {
    let mut service = Running::start(ok).await;
    assert_eq!(service.deliver(WITHOUT_RESULT).await, 202);
    assert_eq!(service.deliver(WITHOUT_RESULT).await, 200);
    assert_eq!(service.done().await, (PROCESS_ID, NextStep::Weigh));

    let stopped = service.stop().await;
    assert_eq!(stopped.invalid, [WITHOUT_RESULT.parse().unwrap()]);
    assert_eq!(stopped.asked.len(), 1);
}

#[tokio::test]
async fn what_nobody_can_read_is_refused() {
    let service = Running::start(ok).await;
    for (what, body) in MALFORMED {
        assert_eq!(service.deliver(*body).await, 400, "{what}");
    }
    assert_eq!(service.deliver(LEGACY_UPDATE_PROCESS).await, 400);
    assert!(service.stop().await.asked.is_empty());
}

#[tokio::test]
async fn a_large_body_is_refused() {
    let service = Running::start(ok).await;
    let large = RawPayloadBuilder::ok().extra("large", "x".repeat(16 * 1024));
    assert_eq!(service.deliver(large.to_json()).await, 413);
    assert!(service.stop().await.asked.is_empty());
}

#[tokio::test]
async fn strangers_are_refused_before_their_body_is_looked_at() {
    let service = Running::start(ok).await;
    for header in [
        "X-API-Key:",
        "X-API-Key:key-of-the-platfor",
        "X-API-Key:key-of-the-platform2",
        "Authorization:key-of-the-platform",
        "X-Nothing:x",
    ] {
        let status = deliver(service.address, header, "{").await.unwrap();
        assert_eq!(status, 401, "{header}");
    }
    assert!(service.stop().await.asked.is_empty());
}

#[tokio::test]
async fn every_configured_way_of_the_platform_is_let_in() {
    let service = Running::configured(ok, |config| {
        config.credentials = vec![
            Credential::basic("user:pass:word").unwrap(),
            Credential::api_key("Authorization:Bearer abc123").unwrap(),
            Credential::api_key("abc123").unwrap(),
        ];
    })
    .await;
    for (header, expected) in [
        ("Authorization:Basic dXNlcjpwYXNzOndvcmQ=", 400),
        ("Authorization:Bearer abc123", 400),
        ("Authorization:abc123", 400),
        ("Authorization:Basic dXNlcjpwYXNz", 401),
        (API_KEY, 401),
    ] {
        let status = deliver(service.address, header, "{").await.unwrap();
        assert_eq!(status, expected, "{header}");
    }
    service.stop().await;
}
