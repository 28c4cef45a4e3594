//! The platform on loopback: a GetProcess that answers what it is told, and a poster of deliveries. For the demo and
//! the tests.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use idcloud_types::ProcessId;
use tokio::net::TcpListener;

use crate::config::Config;

pub const API_KEY: &str = "X-API-Key:key-of-the-platform";
pub const TOKEN: &str = "token-of-the-service";

/// A GetProcess of both contracts. It remembers who was asked about, in order.
pub struct FakeGetProcess {
    pub url: String,
    asked: Arc<Mutex<Vec<ProcessId>>>,
}

impl FakeGetProcess {
    /// `answer` gets the process, and the number of times that it was asked about, from 1.
    pub async fn start(
        answer: impl Fn(ProcessId, usize) -> Response + Clone + Send + Sync + 'static,
    ) -> anyhow::Result<Self> {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let handler = async move |extract::Path(id): extract::Path<String>, headers: HeaderMap| {
            let token = headers.get(header::AUTHORIZATION);
            if token.is_none_or(|token| token != &format!("Bearer {TOKEN}")) {
                return (StatusCode::UNAUTHORIZED, r#"{"message":"Jwt is expired"}"#)
                    .into_response();
            }
            let Ok(id) = id.parse::<ProcessId>() else {
                return (StatusCode::BAD_REQUEST, r#"{"code":3}"#).into_response();
            };
            let times = {
                let mut asked = log.lock().unwrap_or_else(PoisonError::into_inner);
                asked.push(id);
                asked.iter().filter(|other| **other == id).count()
            };
            answer(id, times)
        };
        let router = Router::new()
            .route("/client/v1/process/{id}", get(handler.clone()))
            .route("/processes/v1/{id}", get(handler));
        let (listener, address) = listen().await?;
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self {
            url: format!("http://{address}"),
            asked,
        })
    }

    /// The configuration to start from, for a service that asks here and keeps its files in a directory.
    pub fn config(&self, files: &Path, more: &[(&str, &str)]) -> anyhow::Result<Config> {
        let variables = [
            ("RECEIVER_API_KEY".into(), API_KEY.into()),
            ("RECEIVER_GET_PROCESS_TOKEN".into(), TOKEN.into()),
            ("RECEIVER_GET_PROCESS_URL".into(), (&self.url).into()),
            (
                "RECEIVER_INVALID_FILE".into(),
                files.join("invalid.jsonl").into(),
            ),
            (
                "RECEIVER_UNANSWERED_FILE".into(),
                files.join("unanswered.jsonl").into(),
            ),
        ];
        let more = more.iter().map(|(name, value)| (name.into(), value.into()));
        Config::load(
            include_str!("../receiver.toml"),
            variables.into_iter().chain(more),
        )
    }

    pub fn asked(&self) -> Vec<ProcessId> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Any free port.
pub async fn listen() -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Delivers a body as the platform does, with a header written as `name:value`.
pub async fn deliver(
    service: SocketAddr,
    header: &str,
    body: impl Into<reqwest::Body>,
) -> anyhow::Result<StatusCode> {
    let (name, value) = header.split_once(':').unwrap_or((header, ""));
    let platform = reqwest::Client::builder().no_proxy().build()?;
    let delivery = platform
        .post(format!("http://{service}/webhook"))
        .header(name, value)
        .body(body);
    Ok(delivery.send().await?.status())
}
