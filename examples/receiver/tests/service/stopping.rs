//! SIGTERM: first not ready, then no more connections, then the end, in time whatever hangs.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use axum::body::{Body, HttpBody};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use idcloud_types::ProcessId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::fake::{API_KEY, FakeGetProcess};
use super::platform::{about, deliveries, load, ok, process};
use super::postgres::Postgres;
use super::process::{PATIENCE, Setup};
use super::proxy::Proxy;

#[tokio::test]
async fn a_stop_finishes_what_was_begun_and_the_next_start_does_the_rest() {
    // The second half of all is slow.
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("requests_per_second = 5000", "requests_per_second = 20");
    let receiver = setup.start().await;
    for number in 0..30 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    let setup = receiver.stop().await;
    assert!(setup.log().contains("stopped"), "{}", setup.log());
    let receiver = setup.start().await;
    assert_eq!(receiver.decisions(30).await.len(), 30);
    // GetProcess was asked about each process once, in spite of the stops.
    let asked = get_process.asked();
    assert_eq!(asked.values().sum::<usize>(), 30);
}

#[tokio::test]
async fn a_stop_does_not_wait_for_a_get_process_that_is_down() {
    let get_process = FakeGetProcess::start(|id, _| match id {
        id if id == process(0) => StatusCode::TOO_MANY_REQUESTS.into_response(),
        id => ok(id, 1),
    })
    .await
    .unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("first_wait_ms = 100", "first_wait_ms = 60000");
    setup.edit("longest_wait_ms = 1000", "longest_wait_ms = 60000");
    let receiver = setup.start().await;
    assert_eq!(receiver.deliver(about(0)).await, 202);
    receiver.until("it pauses", async || receiver.metric(r#"receiver_paused{by="get_process"}"#).await > 0.0).await;
    for number in 1..10 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    let stopping = Instant::now();
    let setup = receiver.stop().await;
    assert!(stopping.elapsed() < Duration::from_secs(5), "{:?}", stopping.elapsed());
    let receiver = setup.start().await;
    let done: HashSet<_> = receiver.decisions(9).await.into_keys().collect();
    assert!(!done.contains(&process(0).to_string()));
}

#[tokio::test]
async fn a_load_balancer_has_the_drain_delay_to_see_that_it_is_not_ready() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("drain_ms = 0", "drain_ms = 4000");
    let receiver = setup.start().await;
    let stopping = Instant::now();
    receiver.signal("TERM");
    receiver
        .until("it says so", async || receiver.operations("readyz").await.is_some_and(|ready| ready.0 == 503))
        .await;
    assert_eq!(receiver.operations("readyz").await.unwrap().1, "stopping\n");
    assert_eq!(receiver.deliver(about(1)).await, 202);
    receiver.until("no more connections", async || receiver.try_deliver(about(2)).await.is_none()).await;
    assert!(stopping.elapsed() >= Duration::from_secs(4), "{:?}", stopping.elapsed());
    let setup = receiver.ended().await.expect("in good order");
    // What was accepted in the delay is there.
    let receiver = setup.start().await;
    assert_eq!(receiver.deliver(about(1)).await, 200);
}

#[tokio::test]
async fn a_slow_body_that_has_begun_is_answered_before_the_end() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("body_within_ms = 3000", "body_within_ms = 20000");
    let receiver = setup.start().await;
    let body = about(1);
    let (first, last) = body.split_at(20);
    let mut stream = TcpStream::connect(receiver.setup.listen).await.unwrap();
    let length = body.len();
    let head = format!("POST /webhook HTTP/1.1\r\nhost: x\r\n{API_KEY}\r\ncontent-length: {length}\r\n\r\n{first}");
    stream.write_all(head.as_bytes()).await.unwrap();
    sleep(Duration::from_millis(300)).await;
    receiver.signal("TERM");
    sleep(Duration::from_secs(2)).await;
    stream.write_all(last.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 202"), "{response}");
    receiver.ended().await.expect("in good order");
}

/// A response whose body never ends.
struct Endless;

impl HttpBody for Endless {
    type Data = axum::body::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Pending
    }
}

pub fn hangs(_: ProcessId, _: usize) -> Response {
    Body::new(Endless).into_response()
}

/// Where a service may be stuck when it is to stop.
#[derive(Clone, Copy, Debug)]
enum Stuck {
    Idle,
    UnderLoad,
    InGetProcess,
    InReaction,
    InTransaction,
    InBlockedTransaction,
    InBlockingReactions,
    InBody,
    InResponse,
    InDatabase,
    InStart,
}

const EVERYWHERE: [Stuck; 11] = [
    Stuck::Idle,
    Stuck::UnderLoad,
    Stuck::InGetProcess,
    Stuck::InReaction,
    Stuck::InTransaction,
    Stuck::InBlockedTransaction,
    Stuck::InBlockingReactions,
    Stuck::InBody,
    Stuck::InResponse,
    Stuck::InDatabase,
    Stuck::InStart,
];

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_within_its_limit_wherever_the_service_is_stuck() {
    const LIMIT: Duration = Duration::from_secs(3);
    let Some(postgres) = Postgres::start().await else { return };
    let well = FakeGetProcess::start(ok).await.unwrap();
    let hanging = FakeGetProcess::start(hangs).await.unwrap();
    for stuck in EVERYWHERE {
        let proxy = Proxy::start(postgres.address).await;
        let is_hanging = matches!(stuck, Stuck::InGetProcess);
        let mut setup = Setup::new(if is_hanging { &hanging.url } else { &well.url });
        setup.example("faulty");
        setup.set("RECEIVER_STOP_WITHIN_MS", &LIMIT.as_millis().to_string());
        setup.edit("body_within_ms = 3000", "body_within_ms = 60000");
        setup.edit("write_within_ms = 3000", "write_within_ms = 60000");
        match stuck {
            Stuck::InReaction => setup.set("FAULTS", "all=hang"),
            Stuck::InTransaction => setup.set("FAULTS", "all=hang_in_transaction"),
            Stuck::InBlockedTransaction => setup.set("FAULTS", "all=block_in_transaction"),
            Stuck::InBlockingReactions => setup.set("FAULTS", "all=block"),
            Stuck::InDatabase | Stuck::InStart => setup.set("DATABASE_URL", &Postgres::url_at(proxy.address)),
            _ => {}
        }
        let receiver = if matches!(stuck, Stuck::InStart) {
            proxy.stall_all(true);
            setup.start_anyhow().await
        } else {
            setup.start().await
        };
        let address = receiver.setup.listen;
        let mut stream = None;
        match stuck {
            Stuck::Idle | Stuck::InStart => {}
            Stuck::UnderLoad => drop(tokio::spawn(async move { load(&[address], deliveries(2_000), 100).await })),
            Stuck::InDatabase => {
                proxy.stall_all(true);
                drop(tokio::spawn(async move { load(&[address], deliveries(10), 10).await }));
            }
            Stuck::InBody => {
                let open = stream.insert(TcpStream::connect(address).await.unwrap());
                let head = format!("POST /webhook HTTP/1.1\r\nhost: x\r\n{API_KEY}\r\ncontent-length: 300\r\n\r\n");
                open.write_all(head.as_bytes()).await.unwrap();
            }
            Stuck::InResponse => {
                let open = stream.insert(TcpStream::connect(address).await.unwrap());
                // Until nothing more is taken, because no response is.
                let request = "GET /webhook HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1_000);
                while tokio::time::timeout(Duration::from_millis(500), open.write_all(request.as_bytes())).await.is_ok()
                {
                }
            }
            _ => {
                for number in 0..4 {
                    let _ = receiver.try_deliver(about(number)).await;
                }
            }
        }
        sleep(Duration::from_millis(500)).await;
        receiver.signal("TERM");
        let stopping = Instant::now();
        let ended = tokio::time::timeout(PATIENCE, receiver.ended()).await;
        let took = stopping.elapsed();
        println!("{stuck:?}: {took:?}");
        assert!(ended.is_ok() && took < LIMIT + Duration::from_secs(2), "{stuck:?}: {took:?}");
        drop(stream);
    }
}
