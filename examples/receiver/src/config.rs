//! What can be set: a TOML file, and over it environment variables that begin with `RECEIVER_`.
//!
//! A key or a variable that is not known is an error, so that a typo fails at start-up and not in silence. Secrets come
//! by the environment alone. Nothing but the subscription has a default, so that the file says all there is to say;
//! `receiver.toml` is one to start from.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use axum::http::HeaderValue;
use idcloud_types::webhook::Subscription;
use serde::Deserialize;

use crate::auth::{self, Credential};
use crate::next_step::Contract;

const PREFIX: &str = "RECEIVER_";

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    /// Where deliveries that break the rules are kept.
    pub invalid_file: PathBuf,
    /// Where deliveries are kept that were acknowledged and could not be worked off.
    pub unanswered_file: PathBuf,
    /// A documented payload has less than 300 bytes.
    pub max_body_bytes: u32,
    /// Stay below the timeout that is configured for the webhook at the platform.
    pub answer_within_ms: u32,
    /// How many deliveries may wait for a worker.
    pub queue: NonZeroU16,
    pub workers: NonZeroU16,
    /// How many deliveries are remembered, to tell a repeated one.
    pub remembered: NonZeroU32,
    /// How long a stop may take.
    pub stop_within_ms: u32,
    pub subscription: Subscription,
    pub get_process: GetProcess,
    /// Who may deliver: at least one.
    #[serde(skip)]
    pub credentials: Vec<Credential>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GetProcess {
    pub contract: Contract,
    /// The host, such as `https://api.idcloud.unico.app`.
    pub url: String,
    /// For one attempt, from connecting to the last byte.
    pub timeout_ms: u32,
    pub attempts: NonZeroU16,
    pub first_wait_ms: u32,
    pub longest_wait_ms: u32,
    #[serde(skip)]
    pub token: Option<HeaderValue>,
    /// Beside the token, for the API contract alone.
    #[serde(skip)]
    pub api_key: Option<HeaderValue>,
}

impl Config {
    /// Reads the text of a file, and then the variables, which win.
    pub fn load(
        text: &str,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> anyhow::Result<Self> {
        let mut config: Self = toml::from_str(text)?;
        for (name, value) in variables {
            let Some(name) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
                continue;
            };
            value
                .to_str()
                .context("its value is not UTF-8")
                .and_then(|value| config.set(name, value.trim()))
                .with_context(|| format!("environment variable {PREFIX}{name}"))?;
        }

        ensure!(
            !config.credentials.is_empty(),
            "nobody may deliver: set {PREFIX}API_KEY or {PREFIX}BASIC to what the platform sends"
        );
        ensure!(
            config.get_process.token.is_some(),
            "there is no token to ask GetProcess with: set {PREFIX}GET_PROCESS_TOKEN"
        );
        Ok(config)
    }

    fn set(&mut self, name: &str, value: &str) -> anyhow::Result<()> {
        match name {
            "LISTEN" => self.listen = value.parse()?,
            "INVALID_FILE" => self.invalid_file = value.into(),
            "UNANSWERED_FILE" => self.unanswered_file = value.into(),
            "RESULTS" => self.subscription.results = value.parse()?,
            "FLOWS" => self.subscription.flows = value.parse()?,
            "LAST_EVENTS" => self.subscription.last_events = value.parse()?,
            "API_KEY" => self.credentials.push(Credential::api_key(value)?),
            "BASIC" => self.credentials.push(Credential::basic(value)?),
            "GET_PROCESS_URL" => self.get_process.url = value.into(),
            "GET_PROCESS_TOKEN" => {
                self.get_process.token = Some(auth::secret(&format!("Bearer {value}"))?);
            }
            "GET_PROCESS_APIKEY" => self.get_process.api_key = Some(auth::secret(value)?),
            _ => bail!("is not known; a typo?"),
        }
        Ok(())
    }
}

/// The milliseconds of a configuration as a duration.
pub fn ms(milliseconds: u32) -> Duration {
    Duration::from_millis(milliseconds.into())
}
