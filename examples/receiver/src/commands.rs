//! The commands of the operator. `list` and `show` open the database read-only.

use clap::Subcommand;
use jiff::Timestamp;

use crate::config::{Config, ms};
use crate::reaction::React;
use crate::service;
use crate::store::{Mode, Store};

/// Lists and changes deliveries that the service gave up.
#[derive(Debug, Subcommand)]
pub enum DeadLetters {
    /// Prints a line for each: key, time, attempts, kind and reason.
    List,
    /// Prints the stored body of one.
    Show { key: String },
    /// Makes them due again, with all of their attempts.
    Replay(Which),
    /// Deletes them. The same delivery then counts as new.
    Delete(Which),
}

/// One or all.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    key: Option<String>,
    #[arg(long)]
    all: bool,
}

async fn open(config: &Config, mode: Mode) -> anyhow::Result<Store> {
    Store::open(&config.database, mode, ms(config.limits.database_within_ms)).await
}

/// Runs a command on the dead letters.
pub async fn dead_letters(command: DeadLetters, config: &Config) -> anyhow::Result<()> {
    match command {
        DeadLetters::List => {
            let store = open(config, Mode::Read).await?;
            let list = "SELECT delivery_key, due_at, attempts, kind, reason FROM receiver_deliveries
                        WHERE state = 'dead' ORDER BY due_at";
            let letters: Vec<(String, i64, i32, String, String)> = store.look(sqlx::query_as(list)).await?;
            for (key, since, attempts, kind, reason) in letters {
                let since = Timestamp::from_millisecond(since)?.round(jiff::Unit::Second)?;
                println!("{} {since} {attempts} {kind} {}", key.escape_debug(), reason.escape_debug());
            }
        }
        DeadLetters::Show { key } => {
            let store = open(config, Mode::Read).await?;
            let show = "SELECT body FROM receiver_deliveries WHERE delivery_key = $1 AND state = 'dead'";
            let bodies: Vec<(String,)> = store.look(sqlx::query_as(show).bind(&key)).await?;
            match bodies.first() {
                Some((body,)) => println!("{body}"),
                None => anyhow::bail!("there is no dead letter with this key"),
            }
        }
        DeadLetters::Replay(which) => {
            let statement = "UPDATE receiver_deliveries SET state = 'again', attempts = 0, lost = 0, due_at = {now}
                             WHERE state = 'dead' AND ($1 = '' OR delivery_key = $1)";
            println!("{} due again", change(config, statement, &which).await?);
        }
        DeadLetters::Delete(which) => {
            let statement = "DELETE FROM receiver_deliveries WHERE state = 'dead' AND ($1 = '' OR delivery_key = $1)";
            println!("{} deleted", change(config, statement, &which).await?);
        }
    }
    Ok(())
}

async fn change(config: &Config, statement: &str, which: &Which) -> anyhow::Result<u64> {
    // A missing file is an error and is not created.
    open(config, Mode::Read).await?;
    let store = open(config, Mode::Write).await?;
    let statement = sqlx::query(store.sql(statement)).bind(which.key.as_deref().unwrap_or_default());
    let changed = store.change(statement).await?;
    if let Some(key) = which.key.as_ref().filter(|_| changed == 0) {
        anyhow::bail!("there is no dead letter with the key {}", key.escape_debug());
    }
    Ok(changed)
}

/// Creates or upgrades the tables.
pub async fn migrate(config: &Config, reaction: &impl React) -> anyhow::Result<()> {
    service::open(config, reaction, true).await?;
    println!("the tables are up to date");
    Ok(())
}

/// Deletes everything stored about a process.
pub async fn erase(config: &Config, reaction: &impl React, process: idcloud_types::ProcessId) -> anyhow::Result<()> {
    open(config, Mode::Read).await?;
    let store = open(config, Mode::Write).await?;
    let process = process.to_string();
    let mut tx = store.in_time(store.begin()).await?;
    let erased = sqlx::query("DELETE FROM receiver_deliveries WHERE process_id = $1").bind(&process);
    let erased = erased.execute(tx.connection()?).await?.rows_affected();
    reaction.erase(&process, tx.connection()?).await?;
    store.in_time(tx.commit()).await?;
    // The WAL still has what was deleted.
    store.tidy().await?;
    println!("{erased} erased");
    Ok(())
}
