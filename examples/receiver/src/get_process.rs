//! The client of GetProcess, without retries.

use std::error::Error;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use idcloud_types::ProcessId;
use idcloud_types::get_process::{Criteria, ErrorBody};
use metrics::{counter, histogram};
use reqwest::header::{AUTHORIZATION, HeaderName, RETRY_AFTER};
use reqwest::{StatusCode, Url, redirect};
use tokio::sync::{Mutex, watch};

use crate::auth::sensitive;
use crate::config::{Config, ms};
use crate::contract::{Contract, Seen, UnusableError};
use crate::retries::retry_after;
use crate::token::Token;

/// A response with the texts of several documents has about ten thousand bytes.
const LONGEST: usize = 1024 * 1024;

#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    config: watch::Receiver<Arc<Config>>,
    /// The lock makes callers wait in line: those claimed first ask first.
    turns: Mutex<DefaultDirectRateLimiter>,
    token: Token,
    host: String,
    contract: Contract,
}

/// An error of GetProcess. It does not quote bodies, so it is safe to log.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("GetProcess can't be reached: {0}")]
    Unreachable(String),
    #[error("GetProcess does not answer in time")]
    TooSlow,
    #[error("there is no token for GetProcess: {reason}")]
    NoToken { reason: String, wait: Option<Duration> },
    #[error("GetProcess answered {status}: {error}")]
    Status { status: StatusCode, error: String, retry_after: Option<Duration> },
    #[error("GetProcess answered more than {LONGEST} bytes")]
    TooLong,
    #[error(transparent)]
    Unusable(#[from] UnusableError),
}

impl Failure {
    /// The name of the cause, one of a few.
    pub fn cause(&self) -> String {
        match self {
            Self::Unreachable(_) => "unreachable".to_owned(),
            Self::TooSlow => "too_slow".to_owned(),
            Self::NoToken { .. } => "no_token".to_owned(),
            Self::Status { status, .. } if status.is_server_error() => "5xx".to_owned(),
            Self::Status { status, .. } if status.is_redirection() => "3xx".to_owned(),
            Self::Status { status, .. } => status.as_str().to_owned(),
            Self::TooLong | Self::Unusable(_) => "unusable".to_owned(),
        }
    }

    /// Whether it concerns all processes by its nature, as the rate limit and the token do.
    pub fn is_general(&self) -> bool {
        matches!(self, Self::NoToken { .. } | Self::Status { status: StatusCode::TOO_MANY_REQUESTS, .. })
    }

    /// The wait that the response asks for.
    pub fn asked_wait(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            Self::NoToken { wait, .. } => *wait,
            _ => None,
        }
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::TooSlow;
        }
        let error = error.without_url();
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            text = format!("{text}: {error}");
            cause = error.source();
        }
        Self::Unreachable(text)
    }
}

impl Client {
    pub fn new(receiver: watch::Receiver<Arc<Config>>) -> anyhow::Result<Self> {
        let config = Arc::clone(&receiver.borrow());
        let (of, secrets) = (&config.get_process, &config.secrets);
        if let Some(key) = &secrets.get_process_api_key {
            sensitive(key.text()).context("RECEIVER_GET_PROCESS_APIKEY")?;
        }
        // Evenly, such as one every tenth of a second, so that no second has more than the limit.
        let a_second =
            NonZeroU32::new(of.requests_per_second.get()).context("`get_process.requests_per_second` is 0")?;
        let at_once = NonZeroU32::new(a_second.get().div_ceil(100)).unwrap_or(NonZeroU32::MIN);
        Ok(Self {
            http: http("get_process.url", &of.url, ms(of.timeout_ms))?,
            turns: Mutex::new(RateLimiter::direct(Quota::per_second(a_second).allow_burst(at_once))),
            token: Token::new(receiver.clone())?,
            host: of.url.trim_end_matches('/').to_owned(),
            contract: of.contract,
            config: receiver,
        })
    }

    /// Waits for the rate limit.
    pub async fn turn(&self) {
        self.turns.lock().await.until_ready().await;
    }

    pub async fn ask(&self, id: ProcessId, criteria: &Criteria) -> Result<Seen, Failure> {
        let started = Instant::now();
        let mut header = None;
        let mut response = self.ask_once(id, criteria, &mut header).await;
        if let (Err(Failure::Status { status, .. }), Some(refused)) = (&response, &header) {
            // A token may be revoked before it expires. The API contract responds to an expired one with 403.
            if matches!(status.as_u16(), 401 | 403) && self.token.forget(refused).await {
                response = self.ask_once(id, criteria, &mut header).await;
            }
        }
        histogram!("receiver_get_process_seconds").record(started.elapsed());
        let label = response.as_ref().map_or_else(Failure::cause, |_| "200".to_owned());
        counter!("receiver_get_process_total", "response" => label).increment(1);
        response
    }

    async fn ask_once(
        &self,
        id: ProcessId,
        criteria: &Criteria,
        sent: &mut Option<reqwest::header::HeaderValue>,
    ) -> Result<Seen, Failure> {
        let url = format!("{}/{}", self.host, self.contract.path(id));
        let header = sent.insert(self.token.get().await?).clone();
        let mut request = self.http.get(url).header(AUTHORIZATION, header);
        let key = self.config.borrow().secrets.get_process_api_key.clone();
        if let Some(key) = key.and_then(|key| sensitive(key.text()).ok()) {
            request = request.header(HeaderName::from_static("apikey"), key);
        }
        let response = request.send().await?;
        let status = response.status();
        if status == StatusCode::OK {
            let body = read(response).await?;
            return Ok(self.contract.read(id, &body, criteria)?);
        }
        let retry_after = response.headers().get(RETRY_AFTER).and_then(retry_after);
        // If the body can't be read, the status is enough.
        let body = read(response).await.unwrap_or_default();
        let error = match ErrorBody::from_slice(&body) {
            Ok(error) => error.to_string(),
            Err(_) => "the body is not a JSON object".to_owned(),
        };
        Err(Failure::Status { status, error, retry_after })
    }
}

/// Reads a body, if it is not too long.
pub async fn read(mut response: reqwest::Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST {
            return Err(Failure::TooLong);
        }
    }
    Ok(body)
}

/// A client for one URL, which must be https unless it is this machine.
pub fn http(key: &str, url: &str, timeout: Duration) -> anyhow::Result<reqwest::Client> {
    let url = Url::parse(url).with_context(|| format!("`{key}` is not a URL"))?;
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    let is_loopback = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    match url.scheme() {
        "http" if is_loopback => {}
        "http" => bail!("`{key}` is plain http, which would show the token; use https"),
        "https" => {}
        _ => bail!("`{key}` is neither https nor http"),
    }
    // A redirect would send the token to another host.
    let http = reqwest::Client::builder().timeout(timeout).redirect(redirect::Policy::none());
    Ok(if is_loopback { http.no_proxy() } else { http }.build()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_to_no_open_line() {
        let client = |url: &str| http("login.url", url, Duration::from_secs(1)).map_err(|error| error.to_string());
        for url in ["http://127.0.0.1:1", "http://localhost:1/", "http://[::1]", "https://api.idcloud.unico.app"] {
            assert!(client(url).is_ok(), "{url}");
        }
        for (url, expected) in [
            ("", "`login.url` is not a URL"),
            ("api.idcloud.unico.app", "is not a URL"),
            ("ftp://127.0.0.1", "neither"),
            ("http://api.idcloud.unico.app", "plain http"),
            ("http://127.0.0.1.example.com", "plain http"),
        ] {
            let error = client(url).unwrap_err();
            assert!(error.contains(expected), "{url}: {error}");
        }
    }
}
