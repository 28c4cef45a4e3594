//! The platform on loopback: a GetProcess that answers as configured, and a poster of deliveries. For the demo and
//! the tests.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use idcloud_types::ProcessId;
use tokio::net::TcpListener;

/// What the platform sends with a delivery.
pub const API_KEY: &str = "X-API-Key:key-of-the-platform";
/// What the service sends with a call.
pub const TOKEN: &str = "token-of-the-service";

/// A GetProcess of both contracts, which counts how often it was asked about whom.
#[derive(Debug)]
pub struct FakeGetProcess {
    /// Where it listens.
    pub url: String,
    asked: Arc<Mutex<HashMap<ProcessId, usize>>>,
}

impl FakeGetProcess {
    /// Answers on any free port. `answer` takes the process, and how often it was asked about, from 1.
    ///
    /// # Errors
    ///
    /// When there is no port.
    pub async fn start(
        answer: impl Fn(ProcessId, usize) -> Response + Clone + Send + Sync + 'static,
    ) -> anyhow::Result<Self> {
        Ok(Self::start_on(listen().await?.0, answer))
    }

    /// The same, on a port of your own.
    pub fn start_on(
        listener: TcpListener,
        answer: impl Fn(ProcessId, usize) -> Response + Clone + Send + Sync + 'static,
    ) -> Self {
        let url = listener.local_addr().map_or_else(|error| error.to_string(), |address| format!("http://{address}"));
        let asked: Arc<Mutex<HashMap<ProcessId, usize>>> = Arc::default();
        let log = Arc::clone(&asked);
        let handler = async move |Path(id): Path<String>, headers: HeaderMap| {
            let token = headers.get(header::AUTHORIZATION);
            if token.is_none_or(|token| token != &format!("Bearer {TOKEN}")) {
                return (StatusCode::UNAUTHORIZED, r#"{"message":"Jwt is expired"}"#).into_response();
            }
            let Ok(id) = id.parse::<ProcessId>() else {
                return (StatusCode::BAD_REQUEST, r#"{"code":3}"#).into_response();
            };
            let times = {
                let mut asked = lock(&log);
                let times = asked.entry(id).or_default();
                *times += 1;
                *times
            };
            answer(id, times)
        };
        let router = Router::new()
            .route("/client/v1/process/{id}", get(handler.clone()))
            .route("/processes/v1/{id}", get(handler));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, asked }
    }

    /// How often it was asked about whom.
    #[must_use]
    pub fn asked(&self) -> HashMap<ProcessId, usize> {
        lock(&self.asked).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps no connections, because they would belong to the runtime of one test.
pub static PLATFORM: LazyLock<reqwest::Client> = LazyLock::new(|| {
    let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0);
    client.build().unwrap_or_default()
});

/// Listens on any free port.
///
/// # Errors
///
/// When there is none.
pub async fn listen() -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Delivers a body as the platform does, with a header written as `name:value`.
///
/// # Errors
///
/// When nobody answers.
pub async fn deliver(service: SocketAddr, header: &str, body: impl Into<reqwest::Body>) -> anyhow::Result<StatusCode> {
    let (name, value) = header.split_once(':').unwrap_or((header, ""));
    let delivery = PLATFORM.post(format!("http://{service}/webhook")).header(name, value).body(body);
    Ok(delivery.send().await?.status())
}
