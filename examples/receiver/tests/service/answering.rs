//! What a delivery is answered with, and what becomes of it.

use super::fake::{API_KEY, FakeGetProcess, deliver};
use idcloud_types::testing::webhook::{
    EXPIRED, LEGACY_UPDATE_PROCESS, MALFORMED, OK, PROCESS_ID, RawPayloadBuilder, WITHOUT_RESULT,
};

use super::platform::{about, expired, ok, process};
use super::process::{Receiver, Setup};

#[tokio::test]
async fn an_ok_is_asked_about_once_however_often_it_is_delivered() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    assert_eq!(receiver.deliver(OK).await, 202);
    assert_eq!(receiver.deliver(OK).await, 200);
    let decisions = receiver.decisions(1).await;
    assert_eq!(decisions[&PROCESS_ID.to_string()], "go_on");

    // A restart forgets nothing.
    let receiver = receiver.stop().await.start().await;
    assert_eq!(receiver.deliver(OK).await, 200);
    receiver.stop().await;
    assert_eq!(get_process.asked()[&PROCESS_ID], 1);
}

#[tokio::test]
async fn another_message_about_the_same_process_is_no_repetition() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    let other = RawPayloadBuilder::empty().state("PROCESS_STATE_OF_TOMORROW").flow("id");
    assert_eq!(receiver.deliver(other.to_json()).await, 202);
    assert_eq!(receiver.deliver(OK).await, 202);
    receiver.until("both are asked about", async || get_process.asked().get(&PROCESS_ID) == Some(&2)).await;
}

#[tokio::test]
async fn what_get_process_answers_decides_and_not_the_delivery() {
    let get_process = FakeGetProcess::start(expired).await.unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    assert_eq!(receiver.deliver(OK).await, 202);
    assert_eq!(receiver.decisions(1).await[&PROCESS_ID.to_string()], "offer_new_process");
}

#[tokio::test]
async fn an_invalid_delivery_is_acknowledged_kept_and_asked_about() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    assert_eq!(receiver.deliver(WITHOUT_RESULT).await, 202);
    assert_eq!(receiver.deliver(WITHOUT_RESULT).await, 200);
    assert_eq!(receiver.decisions(1).await[&PROCESS_ID.to_string()], "go_on");
}

#[tokio::test]
async fn what_is_not_the_platforms_is_refused() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::new(&get_process.url);
    setup.set("RECEIVER_BASIC", "user:pass:word");
    let receiver = setup.start().await;
    for (what, body) in MALFORMED {
        assert_eq!(receiver.deliver(*body).await, 400, "{what}");
    }
    assert_eq!(receiver.deliver(LEGACY_UPDATE_PROCESS).await, 400);
    let large = RawPayloadBuilder::ok().extra("large", "x".repeat(16 * 1024));
    assert_eq!(receiver.deliver(large.to_json()).await, 413);
    for (header, expected) in [
        ("X-API-Key:", 401),
        ("X-API-Key:key-of-the-platfor", 401),
        ("X-API-Key:key-of-the-platform2", 401),
        ("Authorization:key-of-the-platform", 401),
        ("X-Nothing:x", 401),
        ("Authorization:Basic dXNlcjpwYXNz", 401),
        // Let in, and then unreadable.
        ("Authorization:Basic dXNlcjpwYXNzOndvcmQ=", 400),
        (API_KEY, 400),
    ] {
        let status = deliver(receiver.setup.listen, header, "{").await.unwrap();
        assert_eq!(status, expected, "{header}");
    }
    let url = format!("http://{}/webhook", receiver.setup.listen);
    let (name, value) = API_KEY.split_once(':').unwrap();
    let get = reqwest::Client::new().get(url).header(name, value).send();
    assert_eq!(get.await.unwrap().status(), 405);
    receiver.stop().await;
    assert!(get_process.asked().is_empty());
}

#[tokio::test]
async fn the_cluster_sees_health_readiness_and_metrics_of_bounded_labels() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    assert_eq!(receiver.operations("healthz").await.unwrap().0, 200);
    assert_eq!(receiver.operations("readyz").await.unwrap().0, 200);
    for number in 0..20 {
        let unknown = RawPayloadBuilder::ok().process_id(process(number)).result(format!("new_{number}"));
        assert_eq!(receiver.deliver(unknown.to_json()).await, 202);
    }
    assert_eq!(receiver.deliver(about(100)).await, 202);
    assert_eq!(receiver.deliver(EXPIRED).await, 202);
    receiver.decisions(22).await;
    let (_, metrics) = receiver.operations("metrics").await.unwrap();
    for expected in [
        r#"receiver_answers_total{status="202"} 22"#,
        r#"result="ok",last_event="none"} 1"#,
        r#"result="unknown",last_event="none"} 20"#,
        r#"receiver_get_process_total{response="200"} 22"#,
        r#"receiver_queue{state="new"} 0"#,
        "receiver_commit_seconds_bucket",
        "receiver_writable 1",
        "receiver_paused{by=\"get_process\"} 0",
    ] {
        assert!(metrics.contains(expected), "{expected} is not in\n{metrics}");
    }
    assert!(!metrics.contains("new_"), "{metrics}");
}
