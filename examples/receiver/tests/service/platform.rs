//! The platform in a hurry: many deliveries at once, and each again until it is acknowledged.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::fake::API_KEY;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use idcloud_types::ProcessId;
use idcloud_types::get_process::web_sdk;
use idcloud_types::testing::webhook::RawPayloadBuilder;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

pub fn process(number: u64) -> ProcessId {
    let id = format!("00000000-0000-4000-8000-{number:012x}");
    id.parse().unwrap()
}

/// An OK about a process.
pub fn about(number: u64) -> String {
    RawPayloadBuilder::ok().process_id(process(number)).to_json()
}

pub fn answer(response: &web_sdk::Response) -> Response {
    serde_json::to_string(response).unwrap().into_response()
}

/// A process that finished, of a living person.
pub fn finished(id: ProcessId, result: &str) -> String {
    let checks = json!({ "livenessResult": "LIVENESS_RESULT_LIVE" });
    let state = "PROCESS_STATE_FINISHED";
    json!({ "process": {
        "id": id, "flow": "idlive", "state": state, "result": result, "authenticationInfo": checks,
    }})
    .to_string()
}

pub fn ok(id: ProcessId, _times: usize) -> Response {
    finished(id, "PROCESS_RESULT_OK").into_response()
}

pub fn expired(id: ProcessId, _times: usize) -> Response {
    finished(id, "PROCESS_RESULT_EXPIRED").into_response()
}

pub fn created(id: ProcessId) -> Response {
    json!({ "process": { "id": id, "state": "PROCESS_STATE_CREATED" } }).to_string().into_response()
}

pub fn down() -> Response {
    StatusCode::BAD_GATEWAY.into_response()
}

/// This many deliveries in random order, 30 % of them duplicates.
pub fn deliveries(total: u64) -> Vec<String> {
    let processes = total * 7 / 10;
    let mut bodies: Vec<_> = (0..processes).chain(0..total - processes).map(about).collect();
    fastrand::shuffle(&mut bodies);
    bodies
}

/// What happened to a load.
#[derive(Debug)]
pub struct Load {
    pub latencies: Vec<Duration>,
    /// The answers that were no acknowledgement.
    pub refused: Vec<u16>,
    pub took: Duration,
}

impl Load {
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.latencies.clone();
        sorted.sort_unstable();
        sorted[(sorted.len() - 1) * percent / 100]
    }

    pub fn per_second(&self) -> f64 {
        f64::from(u32::try_from(self.latencies.len()).unwrap()) / self.took.as_secs_f64()
    }
}

/// Delivers each body to any of the replicas until it is acknowledged, with this many requests in flight.
pub async fn load(replicas: &[SocketAddr], bodies: Vec<String>, in_flight: usize) -> Load {
    let started = Instant::now();
    let bodies = Arc::new(Mutex::new(VecDeque::from(bodies)));
    let mut senders = JoinSet::new();
    for sender in 0..in_flight {
        let (bodies, replicas) = (Arc::clone(&bodies), replicas.to_vec());
        senders.spawn(async move {
            let (mut latencies, mut refused) = (Vec::new(), Vec::new());
            let (mut open, mut replica) = (None, sender);
            while let Some(body) = { bodies.lock().unwrap().pop_front() } {
                let mut wait = Duration::from_millis(20);
                loop {
                    let begun = Instant::now();
                    match post(&mut open, replicas[replica % replicas.len()], &body).await {
                        Ok(200..=299) => {
                            latencies.push(begun.elapsed());
                            break;
                        }
                        Ok(status) => refused.push(status),
                        Err(_) => replica += 1,
                    }
                    open = None;
                    sleep(wait).await;
                    wait = (wait * 2).min(Duration::from_secs(1));
                }
            }
            (latencies, refused)
        });
    }
    let mut load = Load { latencies: Vec::new(), refused: Vec::new(), took: Duration::ZERO };
    while let Some(sent) = senders.join_next().await {
        let (latencies, refused) = sent.unwrap();
        load.latencies.extend(latencies);
        load.refused.extend(refused);
    }
    load.took = started.elapsed();
    load
}

/// One request on a connection that is kept open: less work for the machine than a whole client.
async fn post(open: &mut Option<TcpStream>, to: SocketAddr, body: &str) -> std::io::Result<u16> {
    let exchange = async {
        if open.is_none() {
            let stream = TcpStream::connect(to).await?;
            stream.set_nodelay(true)?;
            *open = Some(stream);
        }
        let stream = open.as_mut().unwrap();
        let (name, value) = API_KEY.split_once(':').unwrap();
        let length = body.len();
        let request = format!(
            "POST /webhook HTTP/1.1\r\nhost: {to}\r\n{name}: {value}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await?;
        let (mut answer, mut filled) = ([0; 1024], 0);
        while !answer[..filled].ends_with(b"\r\n\r\n") {
            match stream.read(&mut answer[filled..]).await? {
                0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
                read => filled += read,
            }
        }
        let status = str::from_utf8(&answer[9..12]).ok().and_then(|status| status.parse().ok());
        status.ok_or_else(|| std::io::ErrorKind::InvalidData.into())
    };
    timeout(Duration::from_secs(10), exchange).await?
}
