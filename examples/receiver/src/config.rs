//! The configuration: the defaults in `receiver.toml`, then your own file, then environment variables.
//!
//! Unknown keys and numbers out of range are errors, so that a typo fails at startup.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use deranged::RangedU32;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use figment::value::{Dict, Value};
use idcloud_types::get_process::Criteria;
use idcloud_types::webhook::Subscription;
use serde::Deserialize;
use tokio::sync::{Notify, watch};
use tokio::time::interval;
use tracing::{error, info, warn};

use crate::auth::Credential;
use crate::contract::Contract;
pub use crate::retries::Retries;
pub use crate::secrets::{Secret, Secrets};

const DEFAULTS: &str = include_str!("../receiver.toml");

/// The tables that are read again while the service runs.
const LIVE: [&str; 3] = ["subscription", "criteria", "retries"];

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    pub operations: SocketAddr,
    #[serde(deserialize_with = "secret")]
    pub database: Secret,
    pub migrate_at_start: bool,
    pub log: LogFormat,
    pub authentication: Authentication,
    pub keep_unknown_members: bool,
    pub keep_done_h: RangedU32<1, 87_600>,
    pub keep_dead_h: RangedU32<1, 87_600>,
    pub stop_within_ms: RangedU32<1_000, 600_000>,
    pub drain_ms: RangedU32<0, 300_000>,
    pub limits: Limits,
    pub get_process: GetProcess,
    pub login: Login,
    pub bearer: Bearer,
    pub retries: Retries,
    pub subscription: Subscription,
    pub criteria: Criteria,
    #[serde(skip)]
    pub secrets: Secrets,
    /// The accepted credentials of deliveries.
    #[serde(skip)]
    pub credentials: Vec<Credential>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Authentication {
    Required,
    None,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub connections: RangedU32<1, 100_000>,
    pub connections_per_peer: RangedU32<1, 100_000>,
    pub max_body_bytes: RangedU32<1_024, 1_048_576>,
    pub head_within_ms: RangedU32<100, 120_000>,
    pub body_within_ms: RangedU32<100, 120_000>,
    pub database_within_ms: RangedU32<100, 60_000>,
    pub write_within_ms: RangedU32<100, 120_000>,
    pub workers: RangedU32<1, 1_000>,
    pub lease_s: RangedU32<2, 3_600>,
    pub reaction_within_ms: RangedU32<10, 3_600_000>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GetProcess {
    pub contract: Contract,
    pub url: String,
    pub timeout_ms: RangedU32<100, 120_000>,
    pub requests_per_second: RangedU32<1, 100_000>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    pub url: String,
    pub issuer: String,
    pub audience: String,
    pub scope: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bearer {
    pub jwks_url: String,
    pub introspection_url: String,
    pub issuer: String,
    pub audience: String,
}

fn secret<'de, D: serde::Deserializer<'de>>(text: D) -> Result<Secret, D::Error> {
    String::deserialize(text).map(Secret::new)
}

/// Whether a variable is a key of the configuration. A cluster injects others, named after its services,
/// such as `RECEIVER_SERVICE_HOST`, `RECEIVER_PORT` and `RECEIVER_PORT_80_TCP_ADDR`.
fn is_key(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let injected = ["SERVICE_HOST", "PORT"].iter().any(|end| name.ends_with(end))
        || ["SERVICE_PORT", "PORT_"].iter().any(|part| name.contains(part));
    !injected && !crate::secrets::is_secret(&format!("RECEIVER_{name}"))
}

/// Merges the defaults, the file and the environment.
fn layers(file: Option<&Path>) -> Figment {
    let defaults = Figment::from(Toml::string(DEFAULTS));
    let layered = match file {
        Some(file) => defaults.merge(Toml::file_exact(file)),
        None => defaults,
    };
    layered.merge(Env::prefixed("RECEIVER_").filter(|name| is_key(name.as_str())).split("__"))
}

impl Config {
    /// Reads the configuration and the secrets, and checks both.
    pub fn read(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut config: Self = layers(file).extract().map_err(Box::new)?;
        config.secrets = Secrets::read()?;
        if let Some(database) = &config.secrets.database {
            config.database = database.clone();
        }
        config.credentials = Credential::all(&config.secrets)?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> anyhow::Result<()> {
        ensure!(
            self.drain_ms.get() < self.stop_within_ms.get(),
            "`drain_ms` is a part of `stop_within_ms`, and must be less than it"
        );
        Ok(())
    }

    /// Fails if no delivery could be accepted.
    pub fn check_to_serve(&self) -> anyhow::Result<()> {
        let takes_bearer = !self.bearer.jwks_url.is_empty() || !self.bearer.introspection_url.is_empty();
        ensure!(
            self.authentication == Authentication::None || takes_bearer || !self.credentials.is_empty(),
            "nobody may deliver: set RECEIVER_API_KEY or RECEIVER_BASIC to what the platform sends, or [bearer]"
        );
        Ok(())
    }

    /// Returns probable mistakes, which are not refused.
    pub fn warnings(&self) -> Vec<String> {
        let subscription = self.subscription.warnings().into_iter().map(|warning| warning.to_string());
        let criteria = self.criteria.warnings().into_iter().map(|warning| warning.to_string());
        let mut warnings: Vec<_> = subscription.chain(criteria).collect();
        if self.authentication == Authentication::None {
            warnings
                .push("ANYBODY MAY DELIVER: `authentication` is \"none\", which is for development alone".to_owned());
        }
        warnings
    }
}

/// The milliseconds of a configuration as a duration.
pub fn ms(milliseconds: impl Into<u32>) -> Duration {
    Duration::from_millis(milliseconds.into().into())
}

/// Reads everything again at SIGHUP and after a change. Keeps the old configuration if the new one is broken.
pub async fn reload(file: Option<PathBuf>, current: watch::Sender<Arc<Config>>, hang_up: Arc<Notify>) {
    let look = || (layers(file.as_deref()).extract::<Dict>().map_err(|error| error.to_string()), Secrets::read().ok());
    let mut seen = look();
    let mut good = seen.0.clone().unwrap_or_default();
    let mut looks = interval(Duration::from_secs(1));
    loop {
        // Comparing the contents works for files that are replaced, linked or mounted, too.
        let asked = tokio::select! {
            () = hang_up.notified() => true,
            _ = looks.tick() => false,
        };
        let now = look();
        if now == seen && !asked {
            continue;
        }
        seen = now;
        match Config::read(file.as_deref()) {
            Ok(read) => {
                current.send_modify(|config| {
                    let mut new = Config::clone(config);
                    new.subscription = read.subscription;
                    new.criteria = read.criteria;
                    new.retries = read.retries;
                    new.secrets = read.secrets;
                    new.credentials = read.credentials;
                    *config = Arc::new(new);
                });
                info!("[subscription], [criteria], [retries] and the secrets were read again");
                let dict = seen.0.clone().unwrap_or_default();
                let fixed = differences(&good, &dict, "");
                if !fixed.is_empty() {
                    warn!(keys = fixed.join(", "), "these changed too, and need a restart");
                }
                good = dict;
            }
            Err(error) => error!(error = format_args!("{error:#}"), "configuration refused; the old one stays"),
        }
    }
}

/// Lists the keys that differ and need a restart.
fn differences(old: &Dict, new: &Dict, above: &str) -> Vec<String> {
    let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
    keys.filter(|key| !LIVE.contains(&key.as_str()))
        .flat_map(|key| match (old.get(key), new.get(key)) {
            (Some(Value::Dict(_, old)), Some(Value::Dict(_, new))) => differences(old, new, &format!("{above}{key}.")),
            (old, new) if old == new => Vec::new(),
            _ => vec![format!("{above}{key}")],
        })
        .collect()
}

/// Returns the file to read: the given one, or the one in the working directory if it exists.
pub fn file(asked: Option<PathBuf>) -> anyhow::Result<Option<PathBuf>> {
    match asked {
        Some(file) => {
            std::fs::metadata(&file).with_context(|| format!("configuration {}", file.display()))?;
            Ok(Some(file))
        }
        None => Ok(Some(PathBuf::from("receiver.toml")).filter(|file| file.exists())),
    }
}
