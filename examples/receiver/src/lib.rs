//! A service that receives the webhook, asks GetProcess, and decides what to do next: a starting point to copy.
//!
//! ```text
//! POST /webhook -> http -> auth -> webhook -> writer -> queue -> worker -> get_process -> next_step -> reaction
//! ```
//!
//! One room for one thing: `config` is what can be set, `http` the connections, `auth` who may deliver, `webhook` what
//! is answered, `writer` and `queue` the store, `worker` what becomes of a
//! task, `backoff` and `pause` how long is waited, `get_process` the HTTP client and `token` its credential,
//! `next_step` what an answer means, `reaction` what is done about it, `operations` what the cluster sees, `service`
//! how all of it starts and stops.

mod auth;
mod backoff;
mod config;
mod dead_letters;
mod demo;
pub mod fake;
mod get_process;
mod http;
mod next_step;
mod operations;
mod pause;
mod queue;
mod reaction;
mod service;
mod token;
mod webhook;
mod worker;
mod writer;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Parser, Subcommand};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

pub use next_step::NextStep;
pub use reaction::{React, Record};
pub use writer::{NotWritten, Writer};

use config::{Config, LogFormat};

/// Receives the webhook, asks GetProcess, and decides what to do next.
#[derive(Debug, Parser)]
struct Arguments {
    /// Plays the whole way on loopback, and fails if anything goes another way.
    #[arg(long)]
    demo: bool,
    /// The configuration.
    #[arg(long, default_value = "receiver.toml", global = true)]
    config: PathBuf,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Receives and works off deliveries until SIGTERM. The default.
    Serve,
    /// Shows the deliveries that were given up, or makes them due again.
    #[command(subcommand)]
    DeadLetters(dead_letters::Command),
}

/// Runs the command of this process's arguments, with a reaction of your own.
pub async fn main(reaction: impl React) -> ExitCode {
    match run(Arguments::parse(), reaction).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("receiver: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments, reaction: impl React) -> anyhow::Result<()> {
    if arguments.demo {
        return demo::run().await;
    }
    let file = arguments.config;
    let config = Config::read(&file)?;
    if let Some(Command::DeadLetters(command)) = arguments.command {
        return dead_letters::run(command, &config.database.0).await;
    }

    log(config.log);
    let config = config.may_serve()?;
    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("can't listen on {}", config.listen))?;
    let (current, config) = watch::channel(Arc::new(config));
    let (stop, hang_up) = (CancellationToken::new(), Arc::default());
    listen(stop.clone(), Arc::clone(&hang_up))?;
    tokio::spawn(config::reload(file, current, hang_up));
    service::run(config, listener, operations::metrics()?, reaction, stop).await
}

/// Listens from now on: Ctrl-C and SIGTERM stop, SIGHUP reads the configuration again.
fn listen(stop: CancellationToken, hang_up: Arc<Notify>) -> anyhow::Result<()> {
    let mut interrupts = signal(SignalKind::interrupt())?;
    let mut terminations = signal(SignalKind::terminate())?;
    let mut hang_ups = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupts.recv() => stop.cancel(),
                _ = terminations.recv() => stop.cancel(),
                _ = hang_ups.recv() => hang_up.notify_one(),
            }
        }
    });
    Ok(())
}

/// What is logged is chosen by `RUST_LOG`, in the syntax of `tracing-subscriber`.
fn log(format: LogFormat) {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).from_env_lossy();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}
