//! What was acknowledged is processed, and recorded once, whatever happens to the process or to the database.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::time::sleep;

use super::fake::FakeGetProcess;
use super::platform::{about, deliveries, load, ok};
use super::postgres::Postgres;
use super::process::{Receiver, Setup};
use super::proxy::Proxy;

/// As many deliveries as the full tests have, or fewer.
pub fn scaled(total: u64) -> u64 {
    if std::env::var_os("TESTS_IN_FULL").is_some() { total } else { total / 10 }
}

/// How many processes the deliveries of a load are about.
fn processes(total: u64) -> usize {
    usize::try_from(total * 7 / 10).unwrap()
}

/// A receiver whose reaction writes to an outbox, which would hold two messages if it was recorded twice.
fn with_outbox(get_process: &FakeGetProcess, postgres: Option<&Postgres>) -> Setup {
    let mut setup = Setup::with(&get_process.url, postgres);
    setup.example("outbox");
    // One that is worked on at three of ten kills is not to blame.
    setup.edit("attempts = 3", "attempts = 8");
    setup
}

/// The deliveries of a load, in ten parts.
fn in_parts(total: u64) -> Vec<Vec<String>> {
    let bodies = deliveries(total);
    bodies.chunks(bodies.len().div_ceil(10)).map(<[String]>::to_vec).collect()
}

async fn nothing_is_lost_and_nothing_twice(receiver: &Receiver, total: u64, get_process: &FakeGetProcess) {
    assert_eq!(receiver.outbox().await, processes(total));
    let asked: usize = get_process.asked().values().sum();
    println!("{total} acknowledged, 0 lost, 0 recorded twice, 0 stuck; asked {asked} times");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_delivery_is_acknowledged_and_every_process_is_worked_off_once() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = with_outbox(&get_process, None).start().await;
    let total = scaled(20_000);
    let load = load(&[receiver.setup.listen], deliveries(total), 500).await;
    assert_eq!(load.latencies.len() as u64, total);
    assert!(load.refused.is_empty(), "{:?}", load.refused);
    nothing_is_lost_and_nothing_twice(&receiver, total, &get_process).await;
    assert!(get_process.asked().values().all(|times| *times == 1), "somebody was asked about twice");
    receiver.stop().await;
}

async fn ten_kills(postgres: Option<&Postgres>) {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut receiver = with_outbox(&get_process, postgres).start().await;
    let total = scaled(20_000);
    let address = receiver.setup.listen;
    for part in in_parts(total) {
        let platform = tokio::spawn(async move { load(&[address], part, 500).await });
        sleep(Duration::from_millis(fastrand::u64(..scaled(3_000)))).await;
        receiver = receiver.kill().await.start().await;
        platform.await.unwrap();
    }
    nothing_is_lost_and_nothing_twice(&receiver, total, &get_process).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_kills_under_load_lose_nothing_and_record_nothing_twice_in_sqlite() {
    ten_kills(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_kills_under_load_lose_nothing_and_record_nothing_twice_in_postgresql() {
    let Some(postgres) = Postgres::start().await else { return };
    ten_kills(Some(&postgres)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_crashes_of_postgresql_under_load_lose_nothing_and_leave_nothing_stuck() {
    let Some(mut postgres) = Postgres::start().await else { return };
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = with_outbox(&get_process, Some(&postgres)).start().await;
    let total = scaled(20_000);
    let address = receiver.setup.listen;
    let mut parts = in_parts(total);
    for _ in 0..3 {
        let part = parts.split_off(parts.len() - 3).concat();
        let platform = tokio::spawn(async move { load(&[address], part, 500).await });
        sleep(Duration::from_millis(fastrand::u64(..scaled(5_000)))).await;
        postgres.crash_and_start().await;
        platform.await.unwrap();
    }
    load(&[address], parts.concat(), 500).await;
    nothing_is_lost_and_nothing_twice(&receiver, total, &get_process).await;
    receiver.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_cut_around_commits_lose_nothing_and_leave_nothing_stuck() {
    let Some(postgres) = Postgres::start().await else { return };
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let proxy = Proxy::start(postgres.address).await;
    let mut setup = with_outbox(&get_process, None);
    setup.set("DATABASE_URL", &Postgres::url_at(proxy.address));
    let receiver = setup.start().await;
    let total = scaled(20_000);
    let address = receiver.setup.listen;
    for part in in_parts(total) {
        let platform = tokio::spawn(async move { load(&[address], part, 500).await });
        sleep(Duration::from_millis(fastrand::u64(..100))).await;
        proxy.cut_before_commit(5);
        proxy.cut_after_commit(5);
        platform.await.unwrap();
    }
    receiver.until("every cut has happened", async || proxy.cuts_to_come() == 0).await;
    nothing_is_lost_and_nothing_twice(&receiver, total, &get_process).await;
    receiver.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_drip_or_fall_silent_leave_nothing_stuck() {
    let Some(postgres) = Postgres::start().await else { return };
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let proxy = Proxy::start(postgres.address).await;
    let mut setup = with_outbox(&get_process, None);
    setup.set("DATABASE_URL", &Postgres::url_at(proxy.address));
    let receiver = setup.start().await;
    let mut parts = in_parts(scaled(2_000)).into_iter();
    let address = receiver.setup.listen;
    for _ in 0..4 {
        load(&[address], parts.next().unwrap(), 50).await;
        // The next connections work, so the service goes on.
        proxy.stall_what_is_open();
        load(&[address], parts.next().unwrap(), 50).await;
    }
    proxy.drip(true);
    load(&[address], parts.next().unwrap(), 5).await;
    proxy.drip(false);
    load(&[address], parts.next().unwrap(), 50).await;
    nothing_is_lost_and_nothing_twice(&receiver, scaled(2_000), &get_process).await;
    receiver.until("it is ready", async || receiver.operations("readyz").await.unwrap().0 == 200).await;
    receiver.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_says_nothing_everything_is_refused_in_time_and_it_is_not_ready() {
    let Some(postgres) = Postgres::start().await else { return };
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let proxy = Proxy::start(postgres.address).await;
    let mut setup = with_outbox(&get_process, None);
    setup.set("DATABASE_URL", &Postgres::url_at(proxy.address));
    let receiver = setup.start().await;
    assert_eq!(receiver.deliver(about(1)).await, 202);
    proxy.stall_all(true);
    for number in 2..5 {
        let started = std::time::Instant::now();
        let status = receiver.deliver(about(number)).await;
        assert!(matches!(status, 500 | 503), "{status}");
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    }
    receiver.until("it is not ready", async || receiver.operations("readyz").await.unwrap().0 == 503).await;
    assert_eq!(receiver.operations("healthz").await.unwrap().0, 200);
    proxy.stall_all(false);
    receiver.until("it is ready", async || receiver.operations("readyz").await.unwrap().0 == 200).await;
    assert_eq!(receiver.deliver(about(5)).await, 202);
    // What was refused may be there all the same.
    assert!(receiver.outbox().await >= 2);
    receiver.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_replicas_one_is_killed_and_the_other_does_the_rest() {
    let Some(postgres) = Postgres::start().await else { return };
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let replica = || with_outbox(&get_process, Some(&postgres));
    let (one, other) = tokio::join!(replica().start(), replica().start());
    let total = scaled(20_000);
    let addresses: [SocketAddr; 2] = [one.setup.listen, other.setup.listen];
    let platform = tokio::spawn(async move { load(&addresses, deliveries(total), 500).await });
    sleep(Duration::from_millis(200 + scaled(2_000))).await;
    drop(one.kill().await);
    let load = platform.await.unwrap();
    assert_eq!(load.latencies.len() as u64, total);
    nothing_is_lost_and_nothing_twice(&other, total, &get_process).await;
    assert_eq!(other.deliver(about(0)).await, 200, "the other's are known");
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_do_nothing_twice() {
    let Some(postgres) = Postgres::start().await else { return };
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let replica = || with_outbox(&get_process, Some(&postgres));
    let (one, other) = tokio::join!(replica().start(), replica().start());
    let total = scaled(10_000);
    let addresses = [one.setup.listen, other.setup.listen];
    let load = load(&addresses, deliveries(total), 200).await;
    assert!(load.refused.is_empty(), "{:?}", load.refused);
    nothing_is_lost_and_nothing_twice(&one, total, &get_process).await;
    let asked = get_process.asked();
    let twice: Vec<_> = asked.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "asked about twice: {twice:?}\n{}\n{}", one.log(), other.log());
    one.stop().await;
    other.stop().await;
}
