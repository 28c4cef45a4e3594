//! Secrets from environment variables, or from files named by `..._FILE` variables.

use std::fmt;

use anyhow::{Context, bail, ensure};

/// A string that no log shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// All secrets. Those of the webhook may have several lines, so that an old and a new secret work during a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// As configured at the platform, such as `X-API-Key:abc123`.
    pub api_keys: Vec<Secret>,
    /// The same: `user:pass`.
    pub basics: Vec<Secret>,
    /// `id:secret` for the introspection of bearer tokens.
    pub introspection_client: Option<Secret>,
    /// The bearer token for GetProcess.
    pub token: Option<Secret>,
    /// `user:pass` for GetProcess.
    pub get_process_basic: Option<Secret>,
    /// `id:secret` for client credentials.
    pub client: Option<Secret>,
    /// The service account's key, as PEM.
    pub private_key: Option<Secret>,
    /// The `APIKEY` that the API contract requires with the token.
    pub get_process_api_key: Option<Secret>,
    pub database: Option<Secret>,
}

/// The variables, without `_FILE`.
const NAMES: [&str; 9] = [
    "RECEIVER_API_KEY",
    "RECEIVER_BASIC",
    "RECEIVER_INTROSPECTION_CLIENT",
    "RECEIVER_TOKEN",
    "RECEIVER_GET_PROCESS_BASIC",
    "RECEIVER_CLIENT",
    "RECEIVER_PRIVATE_KEY",
    "RECEIVER_GET_PROCESS_APIKEY",
    "DATABASE_URL",
];

impl Secrets {
    pub fn read() -> anyhow::Result<Self> {
        let [api_keys, basics, introspection, token, basic, client, private_key, api_key, database] =
            NAMES.map(|name| text(name).with_context(|| format!("environment variable {name}")));
        let lines = |text: Option<String>| {
            text.iter()
                .flat_map(|text| text.lines())
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(Secret::new)
                .collect()
        };
        let one = |text: Option<String>| text.map(Secret);
        Ok(Self {
            api_keys: lines(api_keys?),
            basics: lines(basics?),
            introspection_client: one(introspection?),
            token: one(token?),
            get_process_basic: one(basic?),
            client: one(client?),
            private_key: one(private_key?),
            get_process_api_key: one(api_key?),
            database: one(database?),
        })
    }
}

/// Whether a variable of the environment is a secret, and not a key of the configuration.
pub fn is_secret(variable: &str) -> bool {
    NAMES.contains(&variable.strip_suffix("_FILE").unwrap_or(variable))
}

fn text(name: &str) -> anyhow::Result<Option<String>> {
    let text = match (std::env::var_os(name), std::env::var_os(format!("{name}_FILE"))) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => bail!("it is set twice, as {name} and as {name}_FILE"),
        (Some(value), None) => value.into_string().ok().context("its value is not UTF-8")?,
        (None, Some(file)) => std::fs::read_to_string(&file)
            .map_err(|error| anyhow::anyhow!("{name}_FILE, {}: {error}", file.display()))?,
    };
    ensure!(!text.trim().is_empty(), "it is empty");
    Ok(Some(text.trim().to_owned()))
}
