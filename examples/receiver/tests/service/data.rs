//! What is kept, for how long, and how it is forgotten.

use std::time::Duration;

use idcloud_types::testing::webhook::{OK, PROCESS_ID, RawPayloadBuilder};
use tokio::time::sleep;

use super::crashing::scaled;
use super::fake::FakeGetProcess;
use super::platform::{about, deliveries, load, ok, process};
use super::postgres::Postgres;
use super::process::{Receiver, Setup, TestStore};

const NOBODY: &str = "http://127.0.0.1:1";

#[tokio::test]
async fn members_that_are_not_documented_are_kept_only_when_that_is_configured() {
    let body = RawPayloadBuilder::ok().extra("personName", "Luke").to_json();
    for (keeps, expected) in [("false", 0), ("true", 1)] {
        let mut setup = Setup::new(NOBODY);
        setup.set("RECEIVER_KEEP_UNKNOWN_MEMBERS", keeps);
        let receiver = setup.start().await;
        assert_eq!(receiver.deliver(body.clone()).await, 202);
        let store = receiver.setup.store().await;
        let kept = store.count("SELECT COUNT(*) FROM receiver_deliveries WHERE body LIKE '%Luke%'").await;
        assert_eq!(kept, expected, "keep_unknown_members = {keeps}");
    }
}

async fn erases(postgres: Option<&Postgres>) {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Setup::with(&get_process.url, postgres).start().await;
    assert_eq!(receiver.deliver(OK).await, 202);
    assert_eq!(receiver.deliver(RawPayloadBuilder::ok().last_event("another").to_json()).await, 202);
    assert_eq!(receiver.deliver(about(1)).await, 202);
    let store = receiver.setup.store().await;
    let decided = async || store.count("SELECT COUNT(*) FROM receiver_decisions").await;
    receiver.until("3 decisions", async || decided().await == 3).await;
    let id = PROCESS_ID.to_string();
    assert_eq!(receiver.setup.run(&["erase", &id]).await, (true, "2 erased\n".to_owned()));
    assert_eq!(receiver.setup.run(&["erase", &id]).await, (true, "0 erased\n".to_owned()));
    let mut found = Vec::new();
    for table in
        ["SELECT process_id, body FROM receiver_deliveries", "SELECT process_id, next_step FROM receiver_decisions"]
    {
        found.extend(store.pairs(table).await);
    }
    assert_eq!(found.len(), 2, "those of the other process");
    assert!(!format!("{found:?}").contains(&id), "{found:?}");
    if postgres.is_none() {
        let is_in = |file: &str| {
            let bytes = std::fs::read(receiver.setup.path(file)).unwrap();
            bytes.windows(id.len()).any(|window| window == id.as_bytes())
        };
        receiver.until("the files don't have it", async || !is_in("receiver.db") && !is_in("receiver.db-wal")).await;
    }
    assert_eq!(receiver.deliver(OK).await, 202, "it is new again");
    let (is_good, printed) = receiver.setup.run(&["erase", "no-process"]).await;
    assert!(!is_good && printed.contains("no-process"), "{printed}");
}

#[tokio::test]
async fn erase_deletes_a_process_from_sqlite_and_its_files() {
    erases(None).await;
}

#[tokio::test]
async fn erase_deletes_what_a_reaction_of_another_kind_recorded() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::new(&get_process.url);
    setup.example("outbox");
    let receiver = setup.start().await;
    assert_eq!(receiver.deliver(OK).await, 202);
    assert_eq!(receiver.deliver(about(1)).await, 202);
    let store = receiver.setup.store().await;
    let messages = async || store.count("SELECT COUNT(*) FROM identity_outbox").await;
    receiver.until("2 messages", async || messages().await == 2).await;
    let id = PROCESS_ID.to_string();
    assert_eq!(receiver.setup.run(&["erase", &id]).await, (true, "1 erased\n".to_owned()));
    assert_eq!(messages().await, 1, "that of the other process");
}

#[tokio::test]
async fn erase_deletes_a_process_from_postgresql() {
    let Some(postgres) = Postgres::start().await else { return };
    erases(Some(&postgres)).await;
}

/// A database with this many deliveries that ended long ago.
async fn with_old(count: u64) -> Setup {
    let setup = Setup::new(NOBODY).start().await.stop().await;
    let TestStore::Sqlite(pool) = setup.store().await else { unreachable!() };
    let old = "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < $1)
               INSERT INTO receiver_deliveries (delivery_key, process_id, kind, body, received_at, state, due_at)
               SELECT 'old ' || number, 'old ' || number, 'valid', printf('%200s', 'x'), 1, 'done', 1 FROM numbers";
    sqlx::query(old).bind(i64::try_from(count).unwrap()).execute(&pool).await.unwrap();
    pool.close().await;
    setup
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ended_long_ago_is_forgotten_in_batches_between_which_deliveries_are_accepted() {
    let old = scaled(320_000);
    let setup = with_old(old).await;
    let before = std::fs::metadata(setup.path("receiver.db")).unwrap().len();
    let receiver = setup.start().await;
    let address = receiver.setup.listen;
    let load = load(&[address], deliveries(scaled(10_000)), 50).await;
    assert!(load.refused.is_empty(), "{:?}", load.refused);
    let store = receiver.setup.store().await;
    let left = async || store.count("SELECT COUNT(*) FROM receiver_deliveries WHERE state = 'done'").await;
    receiver.until("nothing old is left", async || left().await == 0).await;
    let size = || std::fs::metadata(receiver.setup.path("receiver.db")).unwrap().len();
    receiver.until("its space is given back", async || size() < before / 2).await;
    receiver.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_takes_long_refuses_nobody_and_the_log_of_writes_is_cut_after_it() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    assert_eq!(receiver.deliver(OK).await, 202);
    let TestStore::Sqlite(pool) = receiver.setup.store().await else { unreachable!() };
    let mut reader = pool.begin().await.unwrap();
    let _: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM receiver_deliveries").fetch_one(&mut *reader).await.unwrap();
    let address = receiver.setup.listen;
    let started = std::time::Instant::now();
    // Longer than the store is left untidied.
    while started.elapsed() < Duration::from_secs(12) {
        let load = load(&[address], deliveries(scaled(4_000)), 50).await;
        assert!(load.refused.is_empty(), "{:?}", load.refused);
        sleep(Duration::from_millis(500)).await;
    }
    let log = || std::fs::metadata(receiver.setup.path("receiver.db-wal")).unwrap().len();
    assert!(log() > 1 << 20, "the reader holds it");
    reader.rollback().await.unwrap();
    receiver.until("it is cut", async || log() < 1 << 20).await;
    receiver.stop().await;
}

#[tokio::test]
async fn due_times_far_ahead_as_after_a_clock_that_was_set_back_are_brought_back() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Receiver::start(NOBODY).await;
    for number in 0..10 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    let mut setup = receiver.kill().await;
    let TestStore::Sqlite(pool) = setup.store().await else { unreachable!() };
    sqlx::query("UPDATE receiver_deliveries SET due_at = due_at + 7200000, received_at = received_at + 7200000")
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    setup.set("RECEIVER_GET_PROCESS__URL", &get_process.url);
    let receiver = setup.start().await;
    receiver.decisions(10).await;
    assert!(receiver.log().contains("was the clock set back?"), "{}", receiver.log());
    let (_, metrics) = receiver.operations("metrics").await.unwrap();
    assert!(metrics.contains("receiver_queue_age_seconds 0"), "{metrics}");
}

#[tokio::test]
async fn a_row_that_the_database_refuses_fails_alone() {
    let Some(postgres) = Postgres::start().await else { return };
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Setup::with(&get_process.url, Some(&postgres)).start().await;
    let forbidden = "ALTER TABLE receiver_deliveries ADD CONSTRAINT c CHECK (process_id NOT LIKE '%0000000000aa')";
    postgres.execute(&[forbidden]).await;
    // All at once, so that they share a commit.
    let mut deliveries = tokio::task::JoinSet::new();
    for number in 0..200_u64 {
        let address = receiver.setup.listen;
        let delivery =
            async move { (number, super::fake::deliver(address, super::fake::API_KEY, about(number)).await) };
        deliveries.spawn(delivery);
    }
    while let Some(delivered) = deliveries.join_next().await {
        let (number, status) = delivered.unwrap();
        assert_eq!(status.unwrap(), if number == 0xaa { 500 } else { 202 }, "{number}");
    }
    let decisions = receiver.decisions(199).await;
    assert!(!decisions.contains_key(&process(0xaa).to_string()));
    receiver.until("it is ready", async || receiver.operations("readyz").await.unwrap().0 == 200).await;
}
