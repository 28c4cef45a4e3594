//! The `Authorization` for GetProcess: a token that is renewed before it expires, or a fixed one.
//!
//! The platform uses RFC 7523: an assertion signed with a service account's key. Your own gateway may use client
//! credentials.

use std::mem;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, anyhow, bail, ensure};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::{Mutex, watch};
use tokio::time::Instant;
use tracing::{info, warn};

use crate::auth::{basic, sensitive};
use crate::config::{Config, Secrets};
use crate::get_process::{Failure, http, read};

/// The platform's grant.
const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// The wait while the platform locks an account after too many attempts. The length of the lock is not documented.
const LOCKED: Duration = Duration::from_mins(5);

/// The wait after a 4xx, which another attempt alone does not cure.
const MISTAKE: Duration = Duration::from_secs(30);

/// A refused token that is younger is not renewed.
const YOUNG: Duration = Duration::from_secs(10);

/// The lifetime of a token without `expires_in`.
const UNSAID: Duration = Duration::from_mins(5);

#[derive(Debug)]
pub struct Token {
    http: reqwest::Client,
    config: watch::Receiver<Arc<Config>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    current: Option<Current>,
    failures: u32,
    /// The shortest wait after the last refusal.
    at_least: Duration,
    /// The time of the next attempt, and the reason for the wait.
    not_before: Option<(Instant, String)>,
    /// The credential of the last attempt.
    tried: Option<Secrets>,
    last_issued_at: u64,
}

#[derive(Debug)]
struct Current {
    header: HeaderValue,
    since: Instant,
    renew_at: Instant,
    expires_at: Instant,
}

/// The claims of an assertion. The platform refuses others (1.2.22).
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    aud: &'a str,
    scope: &'a str,
    iat: u64,
    exp: u64,
}

#[derive(Deserialize)]
struct Issued {
    access_token: String,
    /// A string in the platform's documentation, a number in RFC 6749, and optional.
    #[serde(default)]
    expires_in: Value,
}

impl Token {
    pub fn new(config: watch::Receiver<Arc<Config>>) -> anyhow::Result<Self> {
        let now = Arc::clone(&config.borrow());
        let secrets = &now.secrets;
        let given = [&secrets.token, &secrets.get_process_basic, &secrets.client, &secrets.private_key];
        ensure!(
            given.iter().filter(|secret| secret.is_some()).count() == 1,
            "GetProcess needs one credential: RECEIVER_PRIVATE_KEY (the platform's service account), RECEIVER_CLIENT \
             (client credentials), RECEIVER_TOKEN or RECEIVER_GET_PROCESS_BASIC"
        );
        if let Some(token) = &secrets.token {
            sensitive(token.text()).context("RECEIVER_TOKEN")?;
        }
        if let Some(secret) = &secrets.get_process_basic {
            basic(secret).context("RECEIVER_GET_PROCESS_BASIC")?;
        }
        if let Some(client) = &secrets.client {
            basic(client).context("RECEIVER_CLIENT")?;
        }
        if secrets.private_key.is_some() {
            ensure!(!now.login.issuer.is_empty(), "`login.issuer` must name the service account");
            assertion(&now, 0)?;
        }
        let timeout = crate::config::ms(now.get_process.timeout_ms);
        let http = http("login.url", &now.login.url, timeout)?;
        Ok(Self { http, config, state: Mutex::default() })
    }

    /// Returns the header to send now.
    pub async fn get(&self) -> Result<HeaderValue, Failure> {
        let config = Arc::clone(&self.config.borrow());
        let no_token = |reason: String, wait| Failure::NoToken { reason, wait };
        let fixed = match (&config.secrets.token, &config.secrets.get_process_basic) {
            (Some(token), _) => Some(sensitive(&format!("Bearer {}", token.text()))),
            (None, Some(secret)) => Some(basic(secret)),
            (None, None) => None,
        };
        if let Some(fixed) = fixed {
            return fixed.map_err(|error| no_token(error.to_string(), None));
        }
        // The lock makes one call renew it and the others wait.
        let mut state = self.state.lock().await;
        let now = Instant::now();
        if let Some(token) = state.current.as_ref().filter(|token| now < token.renew_at) {
            return Ok(token.header.clone());
        }
        if state.tried.as_ref() != Some(&config.secrets) {
            // A new credential may be tried at once.
            state.not_before = None;
            state.tried = Some(config.secrets.clone());
        }
        let renewed = match &state.not_before {
            Some((at, reason)) if now < *at => Err(anyhow!(reason.clone())),
            _ => self.renew(&config, &mut state).await,
        };
        match renewed {
            Ok(token) => {
                info!(seconds = (token.expires_at - token.since).as_secs(), "a new token for GetProcess");
                state.failures = 0;
                state.not_before = None;
                Ok(state.current.insert(token).header.clone())
            }
            Err(error) => {
                let reason = format!("{error:#}");
                if state.not_before.as_ref().is_none_or(|(at, _)| *at <= now) {
                    state.failures += 1;
                    let wait = mem::take(&mut state.at_least).max(config.retries.wait(state.failures, None));
                    warn!(reason, seconds = wait.as_secs(), "no token; the next attempt follows after a wait");
                    state.not_before = Some((Instant::now() + wait, reason.clone()));
                }
                if let Some(old) = state.current.as_ref().filter(|token| now < token.expires_at) {
                    Ok(old.header.clone())
                } else {
                    let wait = state.not_before.as_ref().map(|(at, _)| at.saturating_duration_since(now));
                    Err(no_token(reason, wait))
                }
            }
        }
    }

    /// Drops a refused token, unless it is so young that a new one would be refused, too. Returns whether
    /// to try again.
    pub async fn forget(&self, refused: &HeaderValue) -> bool {
        let mut state = self.state.lock().await;
        match &state.current {
            // Another call has renewed it meanwhile.
            Some(current) if current.header != refused => true,
            Some(current) if current.since.elapsed() >= YOUNG => {
                state.current = None;
                true
            }
            _ => false,
        }
    }

    async fn renew(&self, config: &Config, state: &mut State) -> anyhow::Result<Current> {
        let request = self.http.post(&config.login.url);
        let request = if let Some(client) = &config.secrets.client {
            request.header(AUTHORIZATION, basic(client)?).form(&[("grant_type", "client_credentials")])
        } else {
            // The platform refuses an assertion that it has seen, and two of the same second would be equal.
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
            let last = state.last_issued_at;
            state.last_issued_at = if last < now || last > now + 60 { now } else { last + 1 };
            let assertion = assertion(config, state.last_issued_at)?;
            request.form(&[("grant_type", JWT_BEARER), ("assertion", &assertion)])
        };
        let since = Instant::now();
        let response =
            request.send().await.map_err(reqwest::Error::without_url).context("the login can't be reached")?;
        let status = response.status();
        let body = read(response).await?;
        if !status.is_success() {
            let code = code(&body);
            let reason = code.as_deref().and_then(meaning).unwrap_or("no reason that is known");
            state.at_least = match code.as_deref() {
                Some("1.2.18") => LOCKED,
                _ if status.is_client_error() => MISTAKE,
                _ => Duration::ZERO,
            };
            let code = code.unwrap_or_else(|| "none".to_owned());
            bail!("the login answers {status}, code {code}: {reason}");
        }
        // The error of serde_json could quote the token.
        let issued: Issued = serde_json::from_slice(&body).ok().context("the login's response can't be read")?;
        let header = sensitive(&format!("Bearer {}", issued.access_token))?;
        let lasts = match &issued.expires_in {
            Value::String(text) => text.trim().parse().ok(),
            number => number.as_f64(),
        };
        let lasts =
            lasts.filter(|seconds| *seconds > 0.0).and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let lasts = lasts.unwrap_or(UNSAID).min(Duration::from_hours(24));
        // Ten minutes before the end, or in the last fifth of a short life.
        let renew_at = since + lasts - (lasts / 5).min(Duration::from_mins(10));
        Ok(Current { header, since, renew_at, expires_at: since + lasts })
    }
}

fn assertion(config: &Config, issued_at: u64) -> anyhow::Result<String> {
    let login = &config.login;
    let Some(key) = &config.secrets.private_key else { bail!("no RECEIVER_PRIVATE_KEY") };
    let host;
    let audience = if login.audience.is_empty() {
        host = Url::parse(&login.url).context("`login.url` is not a URL")?.origin().ascii_serialization();
        &host
    } else {
        &login.audience
    };
    let claims = Claims {
        iss: &login.issuer,
        aud: audience,
        scope: &login.scope,
        iat: issued_at,
        // Assertions of replicas in the same second must differ.
        exp: issued_at + 3_600 - fastrand::u64(..600),
    };
    let key = EncodingKey::from_rsa_pem(key.text().as_bytes());
    // The error could describe the key.
    let key = key.ok().context("RECEIVER_PRIVATE_KEY is not an RSA key in PEM")?;
    encode(&Header::new(Algorithm::RS256), &claims, &key).ok().context("RECEIVER_PRIVATE_KEY can't sign")
}

/// Finds the code of a refused login, such as 1.2.21, in its description. The rest is not logged.
fn code(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let description =
        ["error_description", "message", "description"].iter().find_map(|name| body.get(name)?.as_str())?;
    let is_code = |word: &&str| {
        let parts: Vec<_> = word.split('.').collect();
        parts.len() == 3 && parts.iter().all(|part| (1..=3).contains(&part.len()))
    };
    let words = description.split(|char: char| !char.is_ascii_digit() && char != '.');
    words.map(|word| word.trim_matches('.')).find(is_code).map(str::to_owned)
}

/// The documented meaning of a code.
fn meaning(code: &str) -> Option<&'static str> {
    Some(match code {
        "1.0.1" => "the tenant in `login.issuer` is wrong",
        "1.0.14" => "the application is inactive",
        "1.1.1" => "`login.scope` is missing",
        "1.2.4" => "the assertion has expired; is this clock right?",
        "1.2.5" => "the assertion can't be validated",
        "1.2.6" => "the private key is not accepted any more",
        "1.2.7" => "the assertion was used already",
        "1.2.11" => "the account is inactive",
        "1.2.14" => "the account lacks a permission",
        "1.2.18" => "the account is locked for a while, after too many failed attempts",
        "1.2.19" => "the account may not act for another",
        "1.2.20" | "1.2.21" => "the assertion can't be decoded; is it the account's key?",
        "1.2.22" => "the assertion has claims that it may not have",
        "1.3.1" => "the account may not be used from this address",
        "1.3.2" => "the account may not be used at this time",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_refused_login_is_found_and_nothing_else_is_shown() {
        for (body, expected) in [
            (r#"{"error":"server_error","error_description":"Falha na autenticação 1.2.18"}"#, Some("1.2.18")),
            (r#"{"message":"Authentication failed (1.2.21)"}"#, Some("1.2.21")),
            (r#"{"error_description":"account 10.0.0.1 failed: 1.0.14."}"#, Some("1.0.14")),
            (r#"{"error_description":"no code"}"#, None),
            (r#"{"error":"invalid_grant"}"#, None),
            ("<html>1.2.18</html>", None),
        ] {
            assert_eq!(code(body.as_bytes()).as_deref(), expected, "{body}");
        }
    }
}
