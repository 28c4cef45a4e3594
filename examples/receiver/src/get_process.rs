//! The client of GetProcess: one question, one answer, no retries.

use std::error::Error;
use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Context, bail};
use idcloud_types::ProcessId;
use idcloud_types::get_process::web_sdk::Criteria;
use idcloud_types::get_process::{ErrorBody, ErrorCode};
use metrics::counter;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{StatusCode, Url, redirect};
use tokio::sync::Mutex;
use tower::limit::{RateLimit, RateLimitLayer};
use tower::{BoxError, Layer, Service, ServiceExt};

use crate::backoff;
use crate::config::GetProcess;
use crate::next_step::{Contract, NextStep, Unusable};
use crate::pause::Pause;
use crate::token::Token;

/// An answer with the texts of several documents has some ten thousand bytes.
const LONGEST_ANSWER: usize = 1024 * 1024;

#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    limited: Mutex<RateLimit<reqwest::Client>>,
    token: Token,
    host: String,
    contract: Contract,
    pub pause: Pause,
}

/// Why there is no answer. No text of a body is in it, so it is safe to log.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("GetProcess can't be reached: {0}")]
    Unreachable(String),
    #[error("there is no token for GetProcess: {0}")]
    NoToken(String),
    #[error("GetProcess answered {status} with code {code:?}")]
    Status { status: StatusCode, code: Option<ErrorCode>, retry_after: Option<Duration> },
    #[error("GetProcess answered more than {LONGEST_ANSWER} bytes")]
    TooLong,
    #[error(transparent)]
    Unusable(#[from] Unusable),
}

/// Whom a failure concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerns {
    /// Whoever asks now: the platform is down or busy, or refuses the credentials.
    Everybody,
    /// This process, for now.
    Process,
    /// This process, and the same question has no other answer later.
    ProcessForGood,
}

impl Failure {
    /// The documented 404 is a process that is not there or another tenant's, 410 one that was deleted or, by the API
    /// contract, ended in an error; 409 one that is not in the right state yet. The API contract answers an expired
    /// token with 403.
    pub fn concerns(&self) -> Concerns {
        match self {
            Self::Unreachable(_) | Self::NoToken(_) => Concerns::Everybody,
            Self::Status { status, .. } => match status.as_u16() {
                401 | 403 | 429 | 500.. => Concerns::Everybody,
                408 | 409 => Concerns::Process,
                _ => Concerns::ProcessForGood,
            },
            Self::TooLong | Self::Unusable(_) => Concerns::ProcessForGood,
        }
    }

    /// How long the platform asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

impl From<BoxError> for Failure {
    fn from(error: BoxError) -> Self {
        match error.downcast::<reqwest::Error>() {
            Ok(error) => (*error).into(),
            Err(error) => Self::Unreachable(error.to_string()),
        }
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
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
    pub fn new(config: &GetProcess) -> anyhow::Result<Self> {
        let mut headers = HeaderMap::new();
        if let Some(key) = &config.api_key {
            headers.insert(HeaderName::from_static("apikey"), key.clone());
        }
        let mut http = reqwest::Client::builder()
            .default_headers(headers)
            .timeout(Duration::from_millis(config.timeout_ms.into()))
            // A redirect would carry the token to a place that nobody configured.
            .redirect(redirect::Policy::none());
        if is_loopback("get_process.url", &config.url)? {
            http = http.no_proxy();
        }
        let http = http.build()?;
        // One each tenth of a second and not ten each second: no second has more, wherever it begins.
        let a_second = config.requests_per_second.get();
        let at_once = a_second.div_ceil(100);
        let limit = RateLimitLayer::new(at_once.into(), Duration::from_secs(1) * at_once / a_second);
        Ok(Self {
            limited: Mutex::new(limit.layer(http.clone())),
            http,
            token: Token::new(config)?,
            host: config.url.trim_end_matches('/').to_owned(),
            contract: config.contract,
            pause: Pause::default(),
        })
    }

    pub async fn ask(&self, id: ProcessId, criteria: &Criteria) -> Result<NextStep, Failure> {
        let mut answer = self.ask_once(id, criteria).await;
        if let Err(Failure::Status { status, .. }) = &answer {
            // A token that can be renewed may have been revoked before its time.
            if matches!(status.as_u16(), 401 | 403) && self.token.forget().await {
                answer = self.ask_once(id, criteria).await;
            }
        }
        let label = match &answer {
            Ok(_) => "200".to_owned(),
            Err(Failure::Status { status, .. }) => status.as_str().to_owned(),
            Err(Failure::Unreachable(_)) => "unreachable".to_owned(),
            Err(Failure::NoToken(_)) => "no_token".to_owned(),
            Err(Failure::TooLong | Failure::Unusable(_)) => "unusable".to_owned(),
        };
        counter!("receiver_get_process_total", "answer" => label).increment(1);
        answer
    }

    async fn ask_once(&self, id: ProcessId, criteria: &Criteria) -> Result<NextStep, Failure> {
        let url = format!("{}/{}", self.host, self.contract.path(id));
        let token = self.token.get(&self.http).await?;
        let request = self.http.get(url).header(AUTHORIZATION, token).build()?;
        let sent = {
            let mut limited = self.limited.lock().await;
            loop {
                self.pause.passed().await;
                limited.ready().await?;
                // A pause may have begun while this one waited for its turn.
                if !self.pause.is_on() {
                    break limited.call(request);
                }
            }
        };
        let response = sent.await?;
        let status = response.status();
        if status == StatusCode::OK {
            let body = read(response).await?;
            return Ok(self.contract.read(id, &body, criteria)?);
        }

        let retry_after = response.headers().get(RETRY_AFTER).and_then(backoff::retry_after);
        // A body that can't be read adds nothing to the status.
        let body = read(response).await.unwrap_or_default();
        let code = ErrorBody::from_slice(&body).ok().and_then(|error| error.code().cloned());
        Err(Failure::Status { status, code, retry_after })
    }
}

/// Reads a body, if it is not too long.
pub async fn read(mut response: reqwest::Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST_ANSWER {
            return Err(Failure::TooLong);
        }
    }
    Ok(body)
}

/// Refuses what would send a secret in the clear, and what this build can't speak.
pub fn is_loopback(key: &str, url: &str) -> anyhow::Result<bool> {
    let url = Url::parse(url).with_context(|| format!("`{key}` is no URL"))?;
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    let is_loopback = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    match url.scheme() {
        "http" if is_loopback => {}
        "http" => bail!("`{key}` is plain http, which would show the token; use https"),
        "https" if cfg!(feature = "tls") => {}
        "https" => bail!("this build speaks no TLS; build it with `--features tls`"),
        _ => bail!("`{key}` is neither https nor http"),
    }
    Ok(is_loopback)
}
