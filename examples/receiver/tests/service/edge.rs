//! Clients that are slow, greedy, hostile or many.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use idcloud_types::testing::webhook::OK;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

use super::fake::API_KEY;
use super::platform::about;
use super::process::{PATIENCE, Receiver, Setup};

const NOBODY: &str = "http://127.0.0.1:1";

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

/// A connection from another machine, as far as the receiver knows.
async fn connect_from(last: u8, to: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(4096)?;
    socket.bind((IpAddr::from(Ipv4Addr::new(127, 0, 0, last)), 0).into())?;
    socket.connect(to).await
}

#[tokio::test]
async fn slow_clients_and_large_requests_are_cut_off_with_their_status() {
    let setup = Setup::new(NOBODY);
    setup.edit("head_within_ms = 10000", "head_within_ms = 500");
    setup.edit("body_within_ms = 3000", "body_within_ms = 500");
    let receiver = setup.start().await;
    let quick = Duration::from_secs(10);

    let (answer, took) = raw(&receiver, "POST /webhook HTTP/1.1\r\nhost: x\r\n").await;
    assert!(!answer.contains("HTTP/1.1 20") && took < quick, "{answer} {took:?}");
    let head = format!("POST /webhook HTTP/1.1\r\nhost: x\r\n{API_KEY}\r\ncontent-length: 300\r\n\r\n");
    // Who may not deliver is refused before the body: nobody waits for it.
    let stranger = head.replace(API_KEY, "x: y");
    let large = head.replace("300", "99999999");
    let chunked = head.replace("content-length: 300", "transfer-encoding: chunked");
    let chunks = format!("{chunked}{}0\r\n\r\n", format!("1000\r\n{}\r\n", "x".repeat(0x1000)).repeat(5));
    let large_head = head.replace("host: x", &format!("host: x\r\ny: {}", "x".repeat(32 * 1024)));
    for (request, status) in [(&head, 408), (&stranger, 401), (&large, 413), (&chunks, 413), (&large_head, 431)] {
        let (answer, took) = raw(&receiver, request).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")) && took < quick, "{status}: {answer} {took:?}");
    }
}

#[tokio::test]
async fn connections_are_limited_in_total_and_the_log_names_the_limit() {
    let setup = Setup::new(NOBODY);
    setup.edit("connections = 1000", "connections = 4");
    setup.edit("head_within_ms = 10000", "head_within_ms = 500");
    let receiver = setup.start().await;
    let mut idle = Vec::new();
    for _ in 0..16 {
        idle.push(TcpStream::connect(receiver.setup.listen).await.unwrap());
    }
    receiver.until("the limit", async || receiver.log().contains("the limit of connections is reached")).await;
    // The idle ones are closed in time, so it goes on.
    assert_eq!(receiver.deliver(OK).await, 202);
}

#[tokio::test]
async fn who_opens_connections_all_the_time_has_a_share_and_the_others_the_rest() {
    let setup = Setup::new(NOBODY);
    setup.edit("connections = 1000", "connections = 40");
    setup.edit("connections_per_peer = 600", "connections_per_peer = 20");
    let receiver = setup.start().await;
    let address = receiver.setup.listen;
    let greedy = tokio::spawn(async move {
        loop {
            let mut idle = Vec::new();
            for _ in 0..200 {
                idle.extend(connect_from(2, address).await.ok());
            }
            sleep(Duration::from_millis(100)).await;
        }
    });
    receiver.until("the limit", async || receiver.log().contains("the limit of connections from one address")).await;
    assert!(receiver.log().contains("127.0.0.2"), "{}", receiver.log());
    for number in 0..50 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
        assert_eq!(receiver.operations("healthz").await.unwrap().0, 200);
    }
    greedy.abort();
}

#[tokio::test]
async fn who_does_not_read_its_responses_is_cut_off() {
    let setup = Setup::new(NOBODY);
    setup.edit("connections = 1000", "connections = 1");
    setup.edit("write_within_ms = 3000", "write_within_ms = 500");
    setup.edit("head_within_ms = 10000", "head_within_ms = 60000");
    let receiver = setup.start().await;
    let mut stuck = connect_from(2, receiver.setup.listen).await.unwrap();
    let requests = "GET /webhook HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1_000);
    // Until it is closed, as nothing else ends it.
    let write = async { while stuck.write_all(requests.as_bytes()).await.is_ok() {} };
    timeout(PATIENCE, write).await.expect("it is closed");
    assert_eq!(receiver.deliver(OK).await, 202, "its slot is free again");
}
