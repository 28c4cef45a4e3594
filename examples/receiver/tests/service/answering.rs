//! What a delivery is answered with, and what becomes of it.

use std::time::{Duration, Instant};

use super::fake::{API_KEY, FakeGetProcess, deliver};
use idcloud_types::testing::webhook::{
    EXPIRED, LEGACY_UPDATE_PROCESS, MALFORMED, OK, PROCESS_ID, RawPayloadBuilder, WITHOUT_RESULT,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::platform::{about, expired, ok, process};
use super::process::{PATIENCE, Receiver, Setup};

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
    receiver.until("both are asked about", async || get_process.asked()[&PROCESS_ID] == 2).await;
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

/// Sends text, and returns all that is answered until the connection is closed, and how long that took.
async fn raw(receiver: &Receiver, text: &str) -> (String, Duration) {
    let started = Instant::now();
    let mut stream = TcpStream::connect(receiver.setup.listen).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    read.expect("the connection is closed").ok();
    (String::from_utf8(answer).unwrap(), started.elapsed())
}

#[tokio::test]
async fn slow_clients_are_cut_off() {
    let setup = Setup::new("http://127.0.0.1:1");
    setup.edit("head_within_ms = 10000", "head_within_ms = 500");
    setup.edit("body_within_ms = 3000", "body_within_ms = 500");
    let receiver = setup.start().await;
    let quick = Duration::from_secs(5);

    let (answer, took) = raw(&receiver, "POST /webhook HTTP/1.1\r\nhost: x\r\n").await;
    assert!(!answer.contains("20") && took < quick, "{answer} {took:?}");
    let head = format!("POST /webhook HTTP/1.1\r\nhost: x\r\n{API_KEY}\r\ncontent-length: 300\r\n\r\n");
    let (answer, took) = raw(&receiver, &head).await;
    assert!(answer.starts_with("HTTP/1.1 408") && took < quick, "{answer} {took:?}");

    // Who may not deliver is refused before the body: nobody waits for it.
    let head = "POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 300\r\n\r\n";
    let (answer, took) = raw(&receiver, head).await;
    assert!(answer.starts_with("HTTP/1.1 401") && took < quick, "{answer} {took:?}");
    let oversized = head.replace("host: x", &format!("host: x\r\n{API_KEY}")).replace("300", "99999999");
    let (answer, took) = raw(&receiver, &oversized).await;
    assert!(answer.starts_with("HTTP/1.1 413") && took < quick, "{answer} {took:?}");
    let (answer, _) = raw(&receiver, &format!("POST /{} HTTP/1.1\r\n\r\n", "x".repeat(32 * 1024))).await;
    assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
}

#[tokio::test]
async fn connections_are_limited_and_the_log_names_the_limit() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("connections = 1000", "connections = 4");
    setup.edit("head_within_ms = 10000", "head_within_ms = 500");
    let receiver = setup.start().await;
    let mut idle = Vec::new();
    for _ in 0..16 {
        idle.push(TcpStream::connect(receiver.setup.listen).await.unwrap());
    }
    receiver.until("the limit", async || receiver.log().contains("as many connections as are allowed")).await;
    // The idle ones are closed in time, so it goes on.
    assert_eq!(receiver.deliver(OK).await, 202);
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
