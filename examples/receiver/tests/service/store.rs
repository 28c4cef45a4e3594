//! A store that can't be written: no false acknowledgement, and nothing lost.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::fake::{API_KEY, FakeGetProcess, deliver};

use idcloud_types::testing::webhook::RawPayloadBuilder;

use super::platform::{about, ok, process};
use super::postgres::Postgres;
use super::process::{Setup, TestStore};

#[tokio::test]
async fn a_full_disk_is_answered_with_500_and_what_was_acknowledged_is_worked_off_later() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::new("http://127.0.0.1:1");
    // No file of the process may grow beyond 1 MiB, as on a disk that is full: writing more is an error, not a signal.
    let receiver: PathBuf = env!("CARGO_BIN_EXE_receiver").into();
    let limited = setup.files.path().join("limited");
    let script = format!("#!/bin/sh\ntrap '' XFSZ\nulimit -f 2048\nexec {} \"$@\"\n", receiver.display());
    std::fs::write(&limited, script).unwrap();
    std::fs::set_permissions(&limited, PermissionsExt::from_mode(0o755)).unwrap();
    setup.binary(limited);
    setup.edit("keep_unknown_members = false", "keep_unknown_members = true");
    let limited = setup.start().await;
    let large =
        |number| RawPayloadBuilder::ok().process_id(process(number)).extra("large", "x".repeat(10_000)).to_json();
    let (mut acknowledged, mut refused) = (0, 0);
    while refused < 20 {
        match limited.deliver(large(acknowledged + refused)).await {
            202 => acknowledged += 1,
            500 | 503 => refused += 1,
            status => panic!("{status}"),
        }
        assert!(acknowledged < 2_000, "the disk is not full");
    }
    assert!(acknowledged > 0);
    limited
        .until("it is not ready", async || {
            let _ = limited.try_deliver(large(0)).await;
            limited.operations("readyz").await.unwrap().0 == 503
        })
        .await;
    assert_eq!(limited.operations("healthz").await.unwrap().0, 200);

    let mut setup = limited.kill().await;
    setup.binary(receiver);
    setup.set("RECEIVER_GET_PROCESS__URL", &get_process.url);
    let receiver = setup.start().await;
    let store = TestStore::open(&receiver.setup.variables["DATABASE_URL"]).await;
    let kept = store.count("SELECT COUNT(*) FROM receiver_deliveries").await;
    assert!(kept as u64 >= acknowledged, "{kept} of {acknowledged}");
    receiver.decisions(kept).await;
}

#[tokio::test]
async fn a_log_that_cannot_be_written_ends_nothing() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Setup::new(&get_process.url).start_without_log().await;
    assert_eq!(receiver.deliver("{").await, 400);
    for number in 0..20 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.decisions(20).await;
    receiver.stop().await;
}

#[tokio::test]
async fn a_file_that_was_deleted_or_replaced_is_noticed_and_nothing_more_is_acknowledged() {
    for is_replaced in [false, true] {
        let receiver = Setup::new("http://127.0.0.1:1").start().await;
        let (file, moved) = (receiver.setup.path("receiver.db"), receiver.setup.path("moved"));
        assert_eq!(receiver.deliver(about(1)).await, 202);
        std::fs::rename(&file, &moved).unwrap();
        if is_replaced {
            std::fs::copy(&moved, &file).unwrap();
        }
        assert_eq!(receiver.deliver(about(2)).await, 500);
        receiver.until("it is not ready", async || receiver.operations("readyz").await.unwrap().0 == 503).await;
        assert!(receiver.log().contains("the file of the database was deleted or replaced"));
        std::fs::rename(&moved, &file).unwrap();
        receiver.until("it is ready", async || receiver.operations("readyz").await.unwrap().0 == 200).await;
        assert_eq!(receiver.deliver(about(3)).await, 202);
        receiver.stop().await;
    }
}

#[tokio::test]
async fn a_read_only_server_is_answered_with_500_until_it_can_be_written_again() {
    let Some(postgres) = Postgres::start().await else {
        return;
    };
    let mut setup = Setup::new("http://127.0.0.1:1");
    setup.set("DATABASE_URL", &postgres.url());
    let receiver = setup.start().await;
    assert_eq!(receiver.deliver(about(1)).await, 202);
    for (sql, status) in [
        ("ALTER SYSTEM SET default_transaction_read_only = on", 500),
        ("ALTER SYSTEM SET default_transaction_read_only = off", 202),
    ] {
        postgres.execute(&["SET default_transaction_read_only = off", sql, "SELECT pg_reload_conf()"]).await;
        receiver
            .until("the answer changes", async || {
                deliver(receiver.setup.listen, API_KEY, about(fastrand::u64(10..1 << 40))).await.unwrap() == status
            })
            .await;
    }
    receiver.until("it is ready", async || receiver.operations("readyz").await.unwrap().0 == 200).await;
}
