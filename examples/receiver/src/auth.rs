//! Who may deliver: a secret in a header, as it is configured at the platform.
//!
//! Two of its ways are shown, the API key and Basic. Its OAuth2 way sends a bearer token of your own identity
//! provider, and to check one is that provider's business: put its middleware here. Bodies are not signed, so nothing
//! in a delivery is proof of anything: the answer of GetProcess is what decides.

use std::sync::Arc;

use anyhow::{Context, ensure};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use subtle::{Choice, ConstantTimeEq};
use tracing::warn;

/// A header that the platform sends, with its secret, which no log shows.
#[derive(Clone, Debug)]
pub struct Credential {
    header: HeaderName,
    value: HeaderValue,
}

impl Credential {
    /// The platform's "API key": before the first colon is the header; without a colon it is `Authorization`.
    pub fn api_key(text: &str) -> anyhow::Result<Self> {
        let (name, value) = text.split_once(':').unwrap_or(("Authorization", text));
        ensure!(!value.trim().is_empty(), "the key is empty");
        Ok(Self {
            header: name.trim().parse().ok().context("before the colon is no header")?,
            value: secret(value.trim())?,
        })
    }

    /// The platform's "Basic": `user:pass`.
    pub fn basic(text: &str) -> anyhow::Result<Self> {
        Ok(Self { header: header::AUTHORIZATION, value: basic(text)? })
    }

    /// Takes the same time whichever byte differs. The length of the secret is not hidden.
    fn matches(&self, headers: &HeaderMap) -> Choice {
        headers.get(&self.header).map_or(Choice::from(0), |seen| seen.as_bytes().ct_eq(self.value.as_bytes()))
    }
}

/// The `Authorization` of `user:pass`.
pub fn basic(text: &str) -> anyhow::Result<HeaderValue> {
    ensure!(text.contains(':'), "expected user:pass");
    secret(&format!("Basic {}", BASE64_STANDARD.encode(text)))
}

/// The value of a header that no `Debug` shows.
pub fn secret(text: &str) -> anyhow::Result<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok().context("it holds a character that no header may hold")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Answers 401 before a byte of the body is read, unless one of the credentials is there.
pub async fn check(State(credentials): State<Arc<[Credential]>>, request: Request, next: Next) -> Response {
    let matches =
        credentials.iter().fold(Choice::from(0), |any, credential| any | credential.matches(request.headers()));
    if matches.into() {
        next.run(request).await
    } else {
        warn!("a delivery without a valid credential");
        StatusCode::UNAUTHORIZED.into_response()
    }
}
