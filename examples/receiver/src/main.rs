//! A service that receives the webhook, asks GetProcess, and says what to do next: a starting point to copy.
//!
//! ```text
//! POST /webhook -> auth -> webhook -> queue -> worker -> get_process -> next_step -> reaction
//!                            |  |                 |
//!                        invalid seen         unanswered
//! ```
//!
//! One room for one thing: `config` is what can be set, `auth` who may deliver, `webhook` what is answered, `seen` what
//! came before, `kept` the two files for people, `worker` how often is asked, `backoff` how long is waited,
//! `get_process` the HTTP client, `next_step` what an answer means, `reaction` what is done about it, `service` how all
//! of it starts and stops.
//!
//! The queue and the memory of deliveries are in this process alone. A stop in good order writes down what was not
//! done. A crash loses what was acknowledged and not done, so a service that can't bear that puts a durable queue where
//! the channel is.

mod auth;
mod backoff;
mod config;
mod demo;
mod fake;
mod get_process;
mod kept;
mod next_step;
mod reaction;
mod seen;
mod service;
#[cfg(test)]
mod tests;
mod webhook;
mod worker;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tracing::warn;

use config::Config;
use reaction::LogOnly;

const USAGE: &str = "usage: receiver FILE.toml, or receiver --demo";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("receiver: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(argument), None) = (arguments.next(), arguments.next()) else {
        bail!(USAGE);
    };
    if argument == "--demo" {
        return demo::run().await;
    }
    let file = PathBuf::from(argument);

    tracing_subscriber::fmt().with_ansi(false).init();
    let describe = || format!("configuration {}", file.display());
    let text = std::fs::read_to_string(&file).with_context(describe)?;
    let config = Config::load(&text, std::env::vars_os()).with_context(describe)?;
    for name in config.subscription.unrecognized() {
        warn!("{name}");
    }
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("can't listen on {}", config.listen))?;
    service::run(config, listener, LogOnly, service::asked_to_stop()).await
}
