//! The client of GetProcess: one question, one answer, no retries.
//!
//! The token is read once, at start-up. The platform's tokens expire, so a service that runs for long fetches a new one
//! where [`Client::new`] takes it; until it does, everything ends as unanswered with status 401.

use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use idcloud_types::ProcessId;
use idcloud_types::get_process::{ErrorBody, ErrorCode};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{StatusCode, Url, redirect};

use crate::config::{GetProcess, ms};
use crate::next_step::{Contract, NextStep, Unusable};

/// An answer with the texts of several documents has some ten thousand bytes.
const LONGEST_ANSWER: usize = 1024 * 1024;

#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    host: String,
    contract: Contract,
}

/// Why there is no answer. No text of a body is in it, so it is safe to log.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    // `Debug` has the whole chain of causes.
    #[error("GetProcess can't be reached: {0:?}")]
    Unreachable(reqwest::Error),
    #[error("GetProcess answered {status} with code {code:?}")]
    Status {
        status: StatusCode,
        code: Option<ErrorCode>,
        retry_after: Option<Duration>,
    },
    #[error("GetProcess answered more than {LONGEST_ANSWER} bytes")]
    TooLong,
    #[error(transparent)]
    Unusable(#[from] Unusable),
}

impl Failure {
    /// Whether the same question may have an answer later.
    ///
    /// 401 and 403 want another token, 404 says that the process is not there or another tenant's, 410 that it was
    /// deleted or, by the API contract, ended in an error. 409 says that it is not in the right state yet.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable(_) => true,
            Self::Status { status, .. } => {
                status.is_server_error()
                    || matches!(
                        *status,
                        StatusCode::TOO_MANY_REQUESTS
                            | StatusCode::CONFLICT
                            | StatusCode::REQUEST_TIMEOUT
                    )
            }
            Self::TooLong | Self::Unusable(_) => false,
        }
    }

    /// How long the platform told to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url())
    }
}

impl Client {
    pub fn new(config: &GetProcess) -> anyhow::Result<Self> {
        let mut headers = HeaderMap::new();
        if let Some(token) = &config.token {
            headers.insert(AUTHORIZATION, token.clone());
        }
        if let Some(key) = &config.api_key {
            headers.insert(HeaderName::from_static("apikey"), key.clone());
        }
        let mut http = reqwest::Client::builder()
            .default_headers(headers)
            .timeout(ms(config.timeout_ms))
            // A redirect would carry the token to a place that nobody configured.
            .redirect(redirect::Policy::none());
        if is_loopback(&config.url)? {
            http = http.no_proxy();
        }
        Ok(Self {
            http: http.build()?,
            host: config.url.trim_end_matches('/').to_owned(),
            contract: config.contract,
        })
    }

    pub async fn ask(&self, id: ProcessId) -> Result<NextStep, Failure> {
        let url = format!("{}/{}", self.host, self.contract.path(id));
        let response = self.http.get(url).send().await?;
        let status = response.status();
        if status == StatusCode::OK {
            let body = read(response).await?;
            return Ok(self.contract.read(id, &body)?);
        }

        let retry_after = response.headers().get(RETRY_AFTER);
        let retry_after = retry_after
            .and_then(|value| value.to_str().ok()?.trim().parse().ok())
            .map(Duration::from_secs);
        // What can't be read says nothing more than the status did.
        let body = read(response).await.unwrap_or_default();
        let code = ErrorBody::from_slice(&body)
            .ok()
            .and_then(|error| error.code().cloned());
        Err(Failure::Status {
            status,
            code,
            retry_after,
        })
    }
}

async fn read(mut response: reqwest::Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST_ANSWER {
            return Err(Failure::TooLong);
        }
    }
    Ok(body)
}

/// Refuses what would send the token in the clear, and what this build can't speak.
fn is_loopback(url: &str) -> anyhow::Result<bool> {
    ensure!(!url.is_empty(), "`get_process.url` is missing");
    let url = Url::parse(url).context("`get_process.url` is no URL")?;
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    let is_loopback = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    match url.scheme() {
        "http" if is_loopback => {}
        "http" => bail!("`get_process.url` is plain http, which would show the token; use https"),
        "https" if cfg!(feature = "tls") => {}
        "https" => bail!("this build speaks no TLS; build it with `--features tls`"),
        _ => bail!("`get_process.url` is neither https nor http"),
    }
    Ok(is_loopback)
}
