//! The `Authorization` for GetProcess: a fixed one, or a bearer token that is renewed before it expires.

use std::time::Duration;

use anyhow::ensure;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;
use tracing::warn;

use crate::auth::secret;
use crate::config::GetProcess;
use crate::get_process::{Failure, is_loopback, read};

/// How long an old token is used before the next try to renew it.
const BETWEEN_TRIES: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub enum Token {
    Fixed(HeaderValue),
    /// OAuth2 client credentials.
    Renewed {
        url: String,
        client: HeaderValue,
        current: Mutex<Option<Current>>,
    },
}

#[derive(Debug)]
pub struct Current {
    header: HeaderValue,
    renew_at: Instant,
    expires_at: Instant,
}

#[derive(Deserialize)]
struct Issued {
    access_token: String,
    /// Recommended by RFC 6749 and not required.
    expires_in: Option<u32>,
}

impl Token {
    pub fn new(config: &GetProcess) -> anyhow::Result<Self> {
        match (&config.authorization, &config.token_url, &config.client) {
            (Some(header), None, None) => Ok(Self::Fixed(header.clone())),
            (None, Some(url), Some(client)) => {
                is_loopback("get_process.token_url", url)?;
                Ok(Self::Renewed { url: url.clone(), client: client.clone(), current: Mutex::default() })
            }
            credentials => {
                ensure!(
                    matches!(credentials, (None, None, None)),
                    "give GetProcess one credential: a token, user:pass, or `token_url` with RECEIVER_GET_PROCESS_CLIENT"
                );
                anyhow::bail!("there is no token to ask GetProcess with: set RECEIVER_GET_PROCESS_TOKEN")
            }
        }
    }

    /// The header to send now.
    pub async fn get(&self, http: &reqwest::Client) -> Result<HeaderValue, Failure> {
        let (url, client, current) = match self {
            Self::Fixed(header) => return Ok(header.clone()),
            Self::Renewed { url, client, current } => (url, client, current),
        };
        let mut current = current.lock().await;
        let now = Instant::now();
        if let Some(token) = current.as_ref().filter(|token| now < token.renew_at) {
            return Ok(token.header.clone());
        }
        match (renew(http, url, client).await, current.as_mut()) {
            (Ok(token), _) => Ok(current.insert(token).header.clone()),
            (Err(failure), Some(old)) if now < old.expires_at => {
                warn!(%failure, "the token can't be renewed; the old one is still good");
                old.renew_at = now + BETWEEN_TRIES;
                Ok(old.header.clone())
            }
            (Err(failure), _) => Err(failure),
        }
    }

    /// Forgets a token that was refused. Returns whether another can be had.
    pub async fn forget(&self) -> bool {
        match self {
            Self::Fixed(_) => false,
            Self::Renewed { current, .. } => current.lock().await.take().is_some(),
        }
    }
}

async fn renew(http: &reqwest::Client, url: &str, client: &HeaderValue) -> Result<Current, Failure> {
    let no_token = |reason: &dyn std::fmt::Display| Failure::NoToken(reason.to_string());
    let asked =
        http.post(url).header(AUTHORIZATION, client.clone()).form(&[("grant_type", "client_credentials")]).send();
    let response = asked.await.map_err(|error| no_token(&Failure::from(error)))?;
    let (status, asked_at) = (response.status(), Instant::now());
    if !status.is_success() {
        return Err(no_token(&status));
    }
    let body = read(response).await.map_err(|failure| no_token(&failure))?;
    // Its error would quote the token.
    let issued: Issued = serde_json::from_slice(&body).map_err(|_| no_token(&"not understood"))?;
    let header = secret(&format!("Bearer {}", issued.access_token)).map_err(|error| no_token(&error))?;
    let lasts = Duration::from_secs(issued.expires_in.unwrap_or(300).into());
    Ok(Current {
        header,
        // With a fifth of its time left, and a minute at most.
        renew_at: asked_at + lasts - (lasts / 5).min(Duration::from_mins(1)),
        expires_at: asked_at + lasts,
    })
}
