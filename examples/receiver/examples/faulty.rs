//! A service whose reaction goes wrong, for the tests. `FAULTS` maps the last digits of a process to a fault, as in
//! `1=abort,2=hang`.

use std::collections::HashSet;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Result, bail};
use receiver::{Decide, Delivered, React, Record, Seen};
use sqlx::AnyConnection;

#[derive(Default)]
struct Faulty {
    faults: Vec<(String, String)>,
    panicked: Mutex<HashSet<String>>,
}

impl React for Faulty {
    async fn prepare(&self, tables: &mut AnyConnection) -> Result<()> {
        Decide.prepare(tables).await
    }

    async fn react(&self, delivery: &Delivered, seen: &Seen, record: &mut Record) -> Result<()> {
        let process = seen.process_id.to_string();
        let fault = self.faults.iter().find(|(end, _)| process.ends_with(&format!("{end:0>12}")) || end == "all");
        match fault.map(|(_, fault)| fault.as_str()) {
            None => {}
            Some("abort") => std::process::abort(),
            Some("hang") => std::future::pending().await,
            Some("block") => std::thread::sleep(Duration::from_hours(1)),
            Some("hang_in_transaction") => {
                record.transaction().await?;
                std::future::pending::<()>().await;
            }
            Some("block_in_transaction") => {
                record.transaction().await?;
                std::thread::sleep(Duration::from_hours(1));
            }
            Some("panic_once") => {
                let is_first = self.panicked.lock().unwrap_or_else(PoisonError::into_inner).insert(process);
                assert!(!is_first, "the first time");
            }
            Some("hostile_reason") => bail!("no\0\u{1b}[2J\r\n2099-01-01 forged \u{1f600}"),
            Some("refused_row") => {
                sqlx::query("INSERT INTO receiver_decisions (delivery_key) VALUES (NULL)")
                    .execute(&mut *record.transaction().await?)
                    .await?;
            }
            Some("slow") => tokio::time::sleep(Duration::from_secs(2)).await,
            Some(fault) => bail!("{fault}"),
        }
        Decide.react(delivery, seen, record).await
    }

    async fn erase(&self, process_id: &str, tables: &mut AnyConnection) -> Result<()> {
        Decide.erase(process_id, tables).await
    }
}

fn main() -> ExitCode {
    let faults = std::env::var("FAULTS").unwrap_or_default();
    let faults = faults.split(',').filter_map(|fault| fault.split_once('='));
    let faults = faults.map(|(process, fault)| (process.to_owned(), fault.to_owned())).collect();
    receiver::main(Faulty { faults, panicked: Mutex::default() })
}
