//! What can be set: a TOML file, and over it environment variables that begin with `RECEIVER_`.
//!
//! A key or a variable that is not known is an error, so that a typo fails at start-up and not in silence. Secrets are
//! read from the environment alone. Nothing but the subscription and the criteria has a default, so that the file is
//! the whole truth; `receiver.toml` is one to start from.
//!
//! `[subscription]`, `[criteria]` and `[retries]` are read again at SIGHUP and when the file changes.

use std::ffi::OsString;
use std::fmt;
use std::net::SocketAddr;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use axum::http::HeaderValue;
use idcloud_types::get_process::web_sdk::Criteria;
use idcloud_types::webhook::Subscription;
use serde::Deserialize;
use tokio::sync::{Notify, watch};
use tokio::time::interval;
use tracing::{error, info, warn};

use crate::auth::{self, Credential};
use crate::backoff::Backoff;
use crate::next_step::Contract;

const PREFIX: &str = "RECEIVER_";

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the platform delivers.
    pub listen: SocketAddr,
    /// Where the cluster looks: health, readiness and metrics.
    pub operations: SocketAddr,
    /// `sqlite:FILE` or `postgres://...`.
    pub database: Database,
    pub log: LogFormat,
    /// How many connections are open at once.
    pub connections: NonZeroU16,
    /// A documented payload has less than 300 bytes.
    pub max_body_bytes: u32,
    pub header_within_ms: u32,
    pub body_within_ms: u32,
    /// Together with the body, stay below the timeout that is configured for the webhook at the platform.
    pub commit_within_ms: u32,
    /// How many deliveries are worked on at once.
    pub workers: NonZeroU16,
    /// After how long without a heartbeat another worker takes over.
    pub dead_after_s: NonZeroU16,
    /// For how long a delivery that is done is remembered, to recognize a repeated one.
    pub keep_done_h: NonZeroU16,
    /// How long a stop may take.
    pub stop_within_ms: u32,
    pub get_process: GetProcess,
    pub retries: Backoff,
    /// Which deliveries the service reacts to.
    pub subscription: Subscription,
    /// What it takes for a yes.
    #[serde(default)]
    pub criteria: Criteria,
    /// Who may deliver: at least one.
    #[serde(skip)]
    pub credentials: Vec<Credential>,
}

/// The address of the store, with its password, which no log shows.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Database(pub String);

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Database(..)")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GetProcess {
    pub contract: Contract,
    /// The host, such as `https://api.idcloud.unico.app`.
    pub url: String,
    /// Where a token is had for the client's credentials, by OAuth2.
    pub token_url: Option<String>,
    /// For one attempt, from connecting to the last byte.
    pub timeout_ms: u32,
    /// Of all replicas together the platform allows 10.
    pub requests_per_second: NonZeroU32,
    #[serde(skip)]
    pub authorization: Option<HeaderValue>,
    /// `Basic`, for `token_url`.
    #[serde(skip)]
    pub client: Option<HeaderValue>,
    /// Beside the token, for the API contract alone.
    #[serde(skip)]
    pub api_key: Option<HeaderValue>,
}

impl Config {
    /// Reads the text of a file, and then the variables, which win.
    pub fn load(text: &str, variables: impl IntoIterator<Item = (OsString, OsString)>) -> anyhow::Result<Self> {
        let mut config: Self = toml::from_str(text)?;
        for (name, value) in variables {
            let Some(name) = name.to_str().filter(|name| is_ours(name)) else {
                continue;
            };
            value
                .to_str()
                .context("its value is not UTF-8")
                .and_then(|value| config.set(name, value.trim()))
                .with_context(|| format!("environment variable {name}"))?;
        }
        Ok(config)
    }

    /// Reads a file and the environment.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        std::fs::read_to_string(file)
            .map_err(anyhow::Error::from)
            .and_then(|text| Self::load(&text, std::env::vars_os()))
            .with_context(|| format!("configuration {}", file.display()))
    }

    fn set(&mut self, name: &str, value: &str) -> anyhow::Result<()> {
        let get_process = &mut self.get_process;
        match name.strip_prefix(PREFIX).unwrap_or(name) {
            "DATABASE_URL" => self.database = Database(value.into()),
            "LISTEN" => self.listen = value.parse()?,
            "OPERATIONS" => self.operations = value.parse()?,
            "STATES" => self.subscription.states = value.parse()?,
            "RESULTS" => self.subscription.results = value.parse()?,
            "FLOWS" => self.subscription.flows = value.parse()?,
            "LAST_EVENTS" => self.subscription.last_events = value.parse()?,
            "API_KEY" => self.credentials.push(Credential::api_key(value)?),
            "BASIC" => self.credentials.push(Credential::basic(value)?),
            "GET_PROCESS_URL" => get_process.url = value.into(),
            "GET_PROCESS_TOKEN" => {
                get_process.authorization = Some(auth::secret(&format!("Bearer {value}"))?);
            }
            "GET_PROCESS_BASIC" => get_process.authorization = Some(auth::basic(value)?),
            "GET_PROCESS_CLIENT" => get_process.client = Some(auth::basic(value)?),
            "GET_PROCESS_APIKEY" => get_process.api_key = Some(auth::secret(value)?),
            _ => bail!("is not known; a typo?"),
        }
        Ok(())
    }

    /// Fails without what serving needs and no command else.
    pub fn may_serve(self) -> anyhow::Result<Self> {
        ensure!(
            !self.credentials.is_empty(),
            "nobody may deliver: set {PREFIX}API_KEY or {PREFIX}BASIC to what the platform sends"
        );
        for name in self.subscription.unrecognized() {
            warn!("{name}");
        }
        for name in self.criteria.unrecognized() {
            warn!("{name}");
        }
        Ok(self)
    }

    pub fn dead_after(&self) -> Duration {
        Duration::from_secs(self.dead_after_s.get().into())
    }

    pub fn keep_done(&self) -> Duration {
        Duration::from_hours(self.keep_done_h.get().into())
    }
}

/// The milliseconds of a configuration as a duration.
pub fn ms(milliseconds: u32) -> Duration {
    Duration::from_millis(milliseconds.into())
}

/// Whether a variable is meant for this service. A cluster injects some by itself, named after its own services, such
/// as `RECEIVER_SERVICE_HOST`, `RECEIVER_PORT` and `RECEIVER_PORT_80_TCP_ADDR`.
fn is_ours(name: &str) -> bool {
    let injected = ["SERVICE_HOST", "PORT"].iter().any(|end| name.ends_with(end))
        || ["SERVICE_PORT_", "PORT_"].iter().any(|part| name.contains(part));
    name == "DATABASE_URL" || name.starts_with(PREFIX) && !injected
}

/// Reads the file again at SIGHUP and when its text changes. A broken one is refused, and the old configuration
/// stays.
pub async fn reload(file: PathBuf, current: watch::Sender<Arc<Config>>, hang_up: Arc<Notify>) {
    let text = || std::fs::read(&file).unwrap_or_default();
    let mut seen = text();
    let mut looks = interval(Duration::from_secs(1));
    loop {
        // To compare the text is right for files that are replaced, linked or mounted, too.
        tokio::select! {
            () = hang_up.notified() => {}
            _ = looks.tick() => if text() == seen { continue },
        }
        seen = text();
        match Config::read(&file).and_then(Config::may_serve) {
            Ok(read) => {
                current.send_modify(|config| {
                    let mut new = Config::clone(config);
                    new.subscription = read.subscription;
                    new.criteria = read.criteria;
                    new.retries = read.retries;
                    *config = Arc::new(new);
                });
                info!("[subscription], [criteria] and [retries] are read again");
            }
            Err(error) => error!(error = format_args!("{error:#}"), "refused; the old configuration stays"),
        }
    }
}

#[cfg(test)]
mod tests {
    use idcloud_types::webhook::EventType;

    use super::*;
    use crate::get_process::Client;

    const SAMPLE: &str = include_str!("../receiver.toml");

    const SECRETS: [(&str, &str); 2] =
        [("RECEIVER_API_KEY", "X-API-Key:abc123"), ("RECEIVER_GET_PROCESS_TOKEN", "token")];

    /// All that is checked at the start. The limiter of requests wants a runtime.
    fn load(text: &str, variables: &[(&str, &str)]) -> anyhow::Result<Config> {
        let owned = |(name, value): &(&str, &str)| (OsString::from(name), OsString::from(value));
        let config = Config::load(text, variables.iter().map(owned))?.may_serve()?;
        let mut on_loopback = config.get_process.clone();
        on_loopback.url = "http://127.0.0.1:1".to_owned();
        Client::new(&on_loopback)?;
        Ok(config)
    }

    fn sample_with(variables: &[(&str, &str)]) -> anyhow::Result<Config> {
        load(SAMPLE, &[&SECRETS, variables].concat())
    }

    /// The sample with a piece of text in the place of another.
    fn edited(from: &str, to: &str) -> anyhow::Result<Config> {
        assert!(SAMPLE.contains(from), "{from}");
        load(&SAMPLE.replacen(from, to, 1), &SECRETS)
    }

    #[track_caller]
    fn assert_error(loaded: anyhow::Result<Config>, expected: &str) {
        let error = format!("{:#}", loaded.unwrap_err());
        assert!(error.contains(expected), "{error}");
    }

    #[tokio::test]
    async fn variables_win_over_the_file() {
        let events = "EVENT_TYPE_SESSION_ENDED, EVENT_TYPE_OF_TOMORROW";
        let variables = [("RECEIVER_LISTEN", "[::1]:9"), ("RECEIVER_LAST_EVENTS", events), ("PATH", "/bin")];
        let config = sample_with(&variables).unwrap();
        assert_eq!(config.listen.port(), 9);
        let last_events = &config.subscription.last_events;
        assert!(last_events.contains(&"EVENT_TYPE_OF_TOMORROW".into()));
        assert!(!last_events.contains(&EventType::QrCodeRead));
    }

    #[tokio::test]
    async fn a_typo_fails() {
        assert_error(edited("listen", "lisen"), "lisen");
        assert_error(edited("\nlast_events", "\nlast_event"), "last_event");
        assert_error(edited("timeout_ms", "timeout"), "timeout");
        assert_error(edited("workers = 16", "workers = 0"), "workers");
        assert_error(edited("\n[criteria]", "\n[criteria]\naccept = {}"), "accept");
        assert_error(sample_with(&[("RECEIVER_LAST_EVENT", "all")]), "RECEIVER_LAST_EVENT: is not known");
        let blank = [("RECEIVER_LAST_EVENTS", "EVENT_TYPE_SESSION_ENDED,,")];
        assert_error(sample_with(&blank), "RECEIVER_LAST_EVENTS: entry 2 of the selection is blank");
    }

    #[tokio::test]
    async fn a_secret_must_be_there_and_is_never_shown() {
        assert_error(load(SAMPLE, &SECRETS[1..]), "nobody may deliver");
        assert_error(load(SAMPLE, &SECRETS[..1]), "RECEIVER_GET_PROCESS_TOKEN");
        assert_error(sample_with(&[("RECEIVER_GET_PROCESS_CLIENT", "id:abc123")]), "one credential");
        for (name, value) in [
            ("RECEIVER_API_KEY", "X-API-Key: "),
            ("RECEIVER_API_KEY", "no header:abc123"),
            ("RECEIVER_BASIC", "abc123"),
            ("RECEIVER_GET_PROCESS_BASIC", "abc123"),
            ("RECEIVER_GET_PROCESS_CLIENT", "abc123"),
            ("RECEIVER_GET_PROCESS_TOKEN", "abc123\n4"),
        ] {
            let error = format!("{:#}", sample_with(&[(name, value)]).unwrap_err());
            assert!(error.contains(name) && !error.contains("abc123"), "{error}");
        }
        let shown = format!("{:?}", sample_with(&[("RECEIVER_BASIC", "user:pass")]).unwrap());
        for secret in ["abc123", "token\"", "dXNlcjpwYXNz"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }

    #[tokio::test]
    async fn the_token_goes_to_no_open_line() {
        let client = |url: &str| {
            let mut config = sample_with(&[]).unwrap();
            config.get_process.url = url.to_owned();
            Client::new(&config.get_process).map_err(|error| error.to_string())
        };
        for url in ["http://127.0.0.1:1", "http://localhost:1/", "http://[::1]"] {
            assert!(client(url).is_ok(), "{url}");
        }
        for (url, expected) in [
            ("", "no URL"),
            ("api.idcloud.unico.app", "no URL"),
            ("ftp://127.0.0.1", "neither"),
            ("http://api.idcloud.unico.app", "plain http"),
            ("http://127.0.0.1.example.com", "plain http"),
        ] {
            let error = client(url).unwrap_err();
            assert!(error.contains(expected), "{url}: {error}");
        }
        assert_eq!(client("https://api.idcloud.unico.app").is_ok(), cfg!(feature = "tls"));
    }

    #[tokio::test]
    async fn a_database_with_a_password_is_not_shown() {
        let config = sample_with(&[("DATABASE_URL", "postgres://receiver:abc123@db/receiver")]);
        assert!(!format!("{:?}", config.unwrap()).contains("abc123"));
    }
}
