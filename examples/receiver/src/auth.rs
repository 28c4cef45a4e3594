//! Checks the credential of a delivery: an API key, Basic, or a bearer token of your identity provider.
//!
//! Bodies are not signed, so a delivery proves nothing: the response of GetProcess decides.

use std::net::IpAddr;
use std::sync::Arc;

use anyhow::{Context, ensure};
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use subtle::{Choice, ConstantTimeEq};
use tokio::sync::watch;
use tracing::{error, warn};

use crate::bearer::{Verdict, Verifier};
use crate::config::{Authentication, Config, Secret, Secrets};
use crate::health::Sampled;

/// A header with a secret that the platform sends. No log shows it.
#[derive(Clone, Debug)]
pub struct Credential {
    header: HeaderName,
    value: HeaderValue,
}

impl Credential {
    pub fn all(secrets: &Secrets) -> anyhow::Result<Vec<Self>> {
        let keys = secrets.api_keys.iter().map(|key| Self::api_key(key).context("RECEIVER_API_KEY"));
        let basics = secrets.basics.iter().map(|basic| Self::basic(basic).context("RECEIVER_BASIC"));
        keys.chain(basics).collect()
    }

    /// The platform's "API key": the header, a colon and the value. Without a colon, the header is `Authorization`.
    fn api_key(secret: &Secret) -> anyhow::Result<Self> {
        let (name, value) = secret.text().split_once(':').unwrap_or(("Authorization", secret.text()));
        ensure!(!value.trim().is_empty(), "the key is empty");
        let header = name.trim().parse().ok().context("a header can't have the name before the colon")?;
        Ok(Self { header, value: sensitive(value.trim())? })
    }

    /// The platform's "Basic": `user:pass`.
    fn basic(secret: &Secret) -> anyhow::Result<Self> {
        Ok(Self { header: header::AUTHORIZATION, value: basic(secret)? })
    }

    /// Takes the same time whichever byte differs. The length of the secret is not hidden.
    fn matches(&self, headers: &HeaderMap) -> Choice {
        headers.get(&self.header).map_or(Choice::from(0), |seen| seen.as_bytes().ct_eq(self.value.as_bytes()))
    }
}

/// The `Authorization` of `user:pass`.
pub fn basic(secret: &Secret) -> anyhow::Result<HeaderValue> {
    ensure!(secret.text().contains(':'), "expected user:pass");
    sensitive(&format!("Basic {}", BASE64_STANDARD.encode(secret.text())))
}

/// The value of a header that no `Debug` shows.
pub fn sensitive(text: &str) -> anyhow::Result<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok().context("it holds a character that no header may hold")?;
    value.set_sensitive(true);
    Ok(value)
}

/// The state of the check.
#[derive(Clone, Debug)]
pub struct Guard {
    pub config: watch::Receiver<Arc<Config>>,
    pub verifier: Option<Arc<Verifier>>,
    pub refused: Arc<Sampled>,
}

/// Answers 401 before a byte of the body is read, unless one of the credentials is there.
pub async fn check(
    State(guard): State<Guard>,
    Extension(peer): Extension<IpAddr>,
    request: Request,
    next: Next,
) -> Response {
    let config = Arc::clone(&guard.config.borrow());
    let headers = request.headers();
    let known = config.credentials.iter().fold(Choice::from(0), |any, credential| any | credential.matches(headers));
    if config.authentication == Authentication::None || known.into() {
        return next.run(request).await;
    }
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token =
        token.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let reason = match (&guard.verifier, token) {
        (Some(verifier), Some((_, token))) => match verifier.check(token.trim(), &config).await {
            Verdict::Valid => return next.run(request).await,
            Verdict::Invalid(reason) => reason,
            Verdict::Unknown(error) => {
                error!(error, "bearer tokens can't be checked");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        },
        _ => "none of the credentials".to_owned(),
    };
    if let Some(more) = guard.refused.turn() {
        warn!(%peer, reason, more, "a delivery without a valid credential; `more` before it were not logged");
    }
    StatusCode::UNAUTHORIZED.into_response()
}
