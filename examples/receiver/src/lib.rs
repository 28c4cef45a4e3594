//! A service that receives the webhook, calls GetProcess and reacts: a starting point to copy.
//!
//! ```text
//! POST /webhook -> http -> auth -> webhook -> writer -> queue -> worker -> get_process -> contract -> reaction
//! ```
//!
//! `config` and `secrets` read the configuration, `http` accepts connections, `auth` and `bearer` check credentials,
//! `webhook` responds to deliveries, `writer` and `queue` keep them in the `store`, `worker` works on them, `retries`
//! and `breaker` compute waits and pauses, `get_process` is the HTTP client and `token` its credential, `contract`
//! reads the responses, `reaction` acts on them, `operations` and `health` serve probes and metrics, `commands` are
//! those of the operator, and `service` starts and stops everything.

mod auth;
mod bearer;
mod breaker;
mod commands;
mod config;
mod contract;
mod get_process;
mod health;
mod http;
mod operations;
mod queue;
mod reaction;
mod retries;
mod secrets;
mod service;
mod store;
mod token;
mod webhook;
mod worker;
mod writer;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::{Parser, Subcommand};
use idcloud_types::ProcessId;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tracing::warn;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

pub use contract::{Response, Seen};
pub use reaction::{Decide, Delivered, React, Record};
pub use store::StoreError;

use config::{Config, LogFormat};

/// Receives the webhook, calls GetProcess and reacts.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The configuration.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Receives deliveries and works on them until SIGTERM. The default.
    Serve,
    /// Creates or upgrades the tables.
    Migrate,
    /// Checks the configuration and the secrets, and prints probable mistakes.
    CheckConfig,
    /// Lists and changes deliveries that the service gave up.
    #[command(subcommand)]
    DeadLetters(commands::DeadLetters),
    /// Deletes everything that is kept about a process.
    Erase { process: ProcessId },
}

/// Runs the command of this process's arguments, with a reaction of your own.
#[must_use]
pub fn main(reaction: impl React) -> ExitCode {
    let arguments = Arguments::parse();
    let ended = tokio::runtime::Runtime::new().context("no runtime").and_then(|runtime| {
        let ended = runtime.block_on(run(arguments, reaction));
        // A reaction that blocks its thread is not waited for.
        runtime.shutdown_background();
        ended
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("receiver: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments, reaction: impl React) -> anyhow::Result<()> {
    let file = config::file(arguments.config)?;
    let config = Config::read(file.as_deref())?;
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(config, file, reaction).await,
        Command::Migrate => commands::migrate(&config, &reaction).await,
        Command::CheckConfig => check_config(config),
        Command::DeadLetters(command) => commands::dead_letters(command, &config).await,
        Command::Erase { process } => commands::erase(&config, &reaction, process).await,
    }
}

fn check_config(config: Config) -> anyhow::Result<()> {
    config.check_to_serve()?;
    for warning in config.warnings() {
        println!("{warning}");
    }
    bearer::Verifier::new(&config)?;
    get_process::Client::new(watch::channel(Arc::new(config)).1)?;
    println!("the configuration is good");
    Ok(())
}

async fn serve(config: Config, file: Option<PathBuf>, reaction: impl React) -> anyhow::Result<()> {
    config.check_to_serve()?;
    log(config.log);
    for warning in config.warnings() {
        warn!("{warning}");
    }
    let within = config::ms(config.stop_within_ms);
    let (current, config) = watch::channel(Arc::new(config));
    let (stop, hang_up) = (CancellationToken::new(), Arc::default());
    listen(stop.clone(), Arc::clone(&hang_up), within)?;
    tokio::spawn(config::reload(file, current, hang_up));
    service::run(config, operations::metrics()?, reaction, stop).await
}

/// Handles signals: Ctrl-C and SIGTERM stop the service, SIGHUP reloads the configuration. The process ends in time,
/// even if something hangs.
fn listen(stop: CancellationToken, hang_up: Arc<Notify>, within: Duration) -> anyhow::Result<()> {
    let mut interrupts = signal(SignalKind::interrupt())?;
    let mut terminations = signal(SignalKind::terminate())?;
    let mut hang_ups = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = hang_ups.recv() => { hang_up.notify_one(); continue }
                _ = interrupts.recv() => {}
                _ = terminations.recv() => {}
            }
            stop.cancel();
            // A reaction can block the runtime, but not this thread.
            std::thread::spawn(move || {
                std::thread::sleep(within);
                let _ = writeln!(std::io::stderr(), "receiver: out of time to stop");
                std::process::exit(1);
            });
        }
    });
    Ok(())
}

/// Starts the log, with the levels in `RUST_LOG`.
fn log(format: LogFormat) {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).from_env_lossy();
    // By default it panics when neither the log nor the complaint about it can be written, as on a full disk.
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).log_internal_errors(false);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}
