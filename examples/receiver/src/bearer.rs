//! Checks bearer tokens that the platform gets from your identity provider, with the provider's keys (JWKS) or by
//! introspection (RFC 7662).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, ensure};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use reqwest::header::AUTHORIZATION;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::Instant;

use crate::auth::basic;
use crate::config::{self, Config};
use crate::get_process::{http, read};

/// How long keys and the result of an introspection are cached.
const KEYS_FOR: Duration = Duration::from_hours(1);
const TOKEN_FOR: Duration = Duration::from_mins(1);

/// The shortest time between two downloads of keys, whatever keys the tokens name.
const BETWEEN_KEYS: Duration = Duration::from_secs(10);

/// The most cached tokens.
const TOKENS: usize = 1_000;

/// The result of the check of a bearer token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Valid,
    Invalid(String),
    /// The provider does not respond.
    Unknown(String),
}

#[derive(Debug)]
pub struct Verifier {
    http: reqwest::Client,
    bearer: config::Bearer,
    keys: tokio::sync::Mutex<Option<(JwkSet, Instant)>>,
    vouched: Mutex<HashMap<String, Instant>>,
}

#[derive(Deserialize)]
struct Introspection {
    active: bool,
    iss: Option<String>,
    /// A string or a list of strings.
    #[serde(default)]
    aud: Value,
}

impl Verifier {
    /// Returns `None` if bearer tokens are not configured.
    pub fn new(config: &Config) -> anyhow::Result<Option<Self>> {
        let bearer = config.bearer.clone();
        let (jwks, introspection) = (&bearer.jwks_url, &bearer.introspection_url);
        if jwks.is_empty() && introspection.is_empty() {
            return Ok(None);
        }
        ensure!(
            jwks.is_empty() || introspection.is_empty(),
            "[bearer] needs `jwks_url` or `introspection_url`, not both"
        );
        ensure!(
            !bearer.audience.is_empty() && (jwks.is_empty() || !bearer.issuer.is_empty()),
            "[bearer] needs `audience`, and `issuer` beside `jwks_url`: without them, any token of the provider would do"
        );
        ensure!(
            introspection.is_empty() || config.secrets.introspection_client.is_some(),
            "`bearer.introspection_url` needs RECEIVER_INTROSPECTION_CLIENT, as id:secret"
        );
        let http = if introspection.is_empty() {
            http("bearer.jwks_url", jwks, Duration::from_secs(2))?
        } else {
            http("bearer.introspection_url", introspection, Duration::from_secs(2))?
        };
        Ok(Some(Self { http, bearer, keys: tokio::sync::Mutex::default(), vouched: Mutex::default() }))
    }

    pub async fn check(&self, token: &str, config: &Config) -> Verdict {
        let checked = if self.bearer.introspection_url.is_empty() {
            self.by_keys(token).await
        } else {
            self.by_asking(token, config).await
        };
        checked.unwrap_or_else(|error| Verdict::Unknown(format!("{error:#}")))
    }

    async fn by_keys(&self, token: &str) -> anyhow::Result<Verdict> {
        let invalid = |reason: &dyn std::fmt::Display| Ok(Verdict::Invalid(format!("a bearer token: {reason}")));
        let Ok(header) = decode_header(token) else { return invalid(&"it can't be read") };
        // With a public key as the shared secret, anybody could sign.
        if matches!(header.alg, Algorithm::HS256 | Algorithm::HS384 | Algorithm::HS512) {
            return invalid(&"its algorithm is not one of public keys");
        }
        let key = {
            let mut keys = self.keys.lock().await;
            let find = |keys: &JwkSet| match (&header.kid, keys.keys.as_slice()) {
                (Some(kid), _) => keys.find(kid).cloned(),
                (None, [only]) => Some(only.clone()),
                (None, _) => None,
            };
            let found = keys.as_ref().and_then(|(set, at)| find(set).filter(|_| at.elapsed() < KEYS_FOR));
            match found {
                Some(key) => Some(key),
                None if keys.as_ref().is_some_and(|(_, at)| at.elapsed() < BETWEEN_KEYS) => None,
                None => {
                    let response = self.http.get(&self.bearer.jwks_url).send().await?.error_for_status();
                    let body = read(response.map_err(reqwest::Error::without_url)?).await?;
                    let set: JwkSet =
                        serde_json::from_slice(&body).ok().context("the provider's keys can't be read")?;
                    let found = find(&set);
                    *keys = Some((set, Instant::now()));
                    found
                }
            }
        };
        let Some(key) = key else { return invalid(&"its key is not one of the provider's") };
        let mut validation = Validation::new(header.alg);
        validation.set_audience(&[&self.bearer.audience]);
        validation.set_issuer(&[&self.bearer.issuer]);
        validation.set_required_spec_claims(&["exp", "aud", "iss"]);
        validation.validate_nbf = true;
        let checked = DecodingKey::from_jwk(&key)
            .and_then(|key| decode::<serde::de::IgnoredAny>(token, &key, &validation).map(drop));
        match checked {
            Ok(()) => Ok(Verdict::Valid),
            // The name of the error does not quote the token.
            Err(error) => invalid(&format!("{:?}", error.kind()).split(['(', ' ']).next().unwrap_or_default()),
        }
    }

    async fn by_asking(&self, token: &str, config: &Config) -> anyhow::Result<Verdict> {
        let vouched = || self.vouched.lock().unwrap_or_else(PoisonError::into_inner);
        if vouched().get(token).is_some_and(|until| Instant::now() < *until) {
            return Ok(Verdict::Valid);
        }
        let client = config.secrets.introspection_client.as_ref().context("no RECEIVER_INTROSPECTION_CLIENT")?;
        let request = self.http.post(&self.bearer.introspection_url).header(AUTHORIZATION, basic(client)?);
        let response = request.form(&[("token", token)]).send().await.map_err(reqwest::Error::without_url)?;
        ensure!(response.status().is_success(), "the provider answers {}", response.status());
        let about: Introspection =
            serde_json::from_slice(&read(response).await?).ok().context("the provider's response can't be read")?;
        let audience = &self.bearer.audience;
        let several = about.aud.as_array().is_some_and(|several| several.iter().any(|aud| aud == audience));
        let for_us = about.aud == *audience || several;
        let by_issuer = self.bearer.issuer.is_empty() || about.iss.as_ref() == Some(&self.bearer.issuer);
        if !about.active || !for_us || !by_issuer {
            return Ok(Verdict::Invalid("a bearer token that the provider does not vouch for".to_owned()));
        }
        let mut vouched = vouched();
        if vouched.len() >= TOKENS {
            vouched.clear();
        }
        vouched.insert(token.to_owned(), Instant::now() + TOKEN_FOR);
        Ok(Verdict::Valid)
    }
}
