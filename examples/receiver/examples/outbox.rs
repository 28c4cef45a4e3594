//! Another reaction: it writes a row to an outbox. Another service of yours reads the rows in the order of `id`, and
//! deletes each when it has done its part. Every delivery has exactly one row, whatever is killed.

use std::process::ExitCode;

use anyhow::Result;
use receiver::{Delivered, React, Record, Seen};
use serde_json::json;
use sqlx::AnyConnection;

struct Outbox;

impl React for Outbox {
    async fn prepare(&self, tables: &mut AnyConnection) -> Result<()> {
        let id = if tables.backend_name() == "PostgreSQL" {
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
        } else {
            "INTEGER PRIMARY KEY AUTOINCREMENT"
        };
        let outbox = format!(
            "CREATE TABLE IF NOT EXISTS identity_outbox (id {id}, process_id TEXT NOT NULL,
            message TEXT NOT NULL)"
        );
        sqlx::query(sqlx::AssertSqlSafe(outbox)).execute(tables).await?;
        Ok(())
    }

    async fn react(&self, delivery: &Delivered, seen: &Seen, record: &mut Record) -> Result<()> {
        let message = json!({ "delivery": delivery.key, "outcome": seen.outcome.as_str() });
        let row = sqlx::query("INSERT INTO identity_outbox (process_id, message) VALUES ($1, $2)");
        let row = row.bind(seen.process_id.to_string()).bind(message.to_string());
        row.execute(&mut *record.transaction().await?).await?;
        Ok(())
    }

    async fn erase(&self, process_id: &str, tables: &mut AnyConnection) -> Result<()> {
        sqlx::query("DELETE FROM identity_outbox WHERE process_id = $1").bind(process_id).execute(tables).await?;
        Ok(())
    }
}

fn main() -> ExitCode {
    receiver::main(Outbox)
}
