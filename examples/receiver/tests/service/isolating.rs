//! A failure of one process affects only that process; a failure of all pauses all, and costs none of them an attempt.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use idcloud_types::ProcessId;
use idcloud_types::testing::webhook::OK;
use tokio::time::sleep;

use super::fake::FakeGetProcess;
use super::platform::{about, down, finished, ok, process};
use super::process::{Receiver, Setup};
use super::stopping::hangs;

/// Whether a process is one of the first `number`.
fn is_below(id: ProcessId, number: u64) -> bool {
    id.as_uuid().as_u128() & 0xffff_ffff < u128::from(number)
}

/// How long 100 good processes take beside this many that always fail, at 20 requests a second.
async fn hundred_beside(bad: u64) -> Duration {
    let get_process =
        FakeGetProcess::start(move |id, times| if is_below(id, bad) { down() } else { ok(id, times) }).await.unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("requests_per_second = 5000", "requests_per_second = 20");
    setup.edit("workers = 64", "workers = 16");
    setup.edit("first_wait_ms = 100", "first_wait_ms = 500");
    setup.edit("longest_wait_ms = 1000", "longest_wait_ms = 60000");
    setup.edit("attempts = 3", "attempts = 8");
    let receiver = setup.start().await;
    let started = Instant::now();
    // The bad ones first, which is the worst.
    for number in 0..bad + 100 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.decisions(100).await;
    started.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_fresh_processes_are_hardly_later_for_twenty_that_always_fail() {
    for bad in [3, 10, 20] {
        let mut tries = Vec::new();
        // A machine that is busy with something else may spoil one try, and not three.
        while tries.len() < 3 {
            let (without, with) = (hundred_beside(0).await, hundred_beside(bad).await);
            println!("100 fresh ones: {without:.1?} alone, {with:.1?} beside {bad} that always fail");
            tries.push((without, with));
            if with < without.mul_f64(1.5) {
                break;
            }
        }
        assert!(tries.iter().any(|(without, with)| *with < without.mul_f64(1.5)), "{tries:?}");
    }
}

#[tokio::test]
async fn errors_at_random_stop_nobody() {
    let get_process =
        FakeGetProcess::start(|id, times| if fastrand::u8(..5) == 0 { down() } else { ok(id, times) }).await.unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("attempts = 3", "attempts = 20");
    let receiver = setup.start().await;
    for number in 0..300 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    let started = Instant::now();
    receiver.decisions(300).await;
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
    assert_eq!(receiver.dead_letters(&["list"]).await, "");
}

/// A failure that hits every process, and how the platform shows it.
type Failure = (&'static str, fn(ProcessId) -> Response);

/// Every way in which a platform, or what stands before it, does not answer.
fn general() -> Vec<Failure> {
    vec![
        ("302", |id| (StatusCode::FOUND, [("location", format!("/client/v1/process/{id}"))]).into_response()),
        ("202", |_| StatusCode::ACCEPTED.into_response()),
        ("400", |_| (StatusCode::BAD_REQUEST, r#"{"code":3,"message":"process id is invalid"}"#).into_response()),
        ("404", |_| StatusCode::NOT_FOUND.into_response()),
        ("407", |_| StatusCode::PROXY_AUTHENTICATION_REQUIRED.into_response()),
        ("425", |_| StatusCode::TOO_EARLY.into_response()),
        ("429", |_| StatusCode::TOO_MANY_REQUESTS.into_response()),
        ("500", |_| StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        ("HTML", |_| "<html>Sign in to the Wi-Fi</html>".into_response()),
        ("empty", |_| "".into_response()),
        ("cut", |id| finished(id, "PROCESS_RESULT_OK").split_at(60).0.to_owned().into_response()),
        ("reset", |_| ([("content-length", "1000")], "{").into_response()),
        ("hang", |id| hangs(id, 1)),
        ("another", |_| finished(process(99_999), "PROCESS_RESULT_OK").into_response()),
    ]
}

#[tokio::test]
async fn what_fails_for_everybody_leaves_nothing_dead_and_ends_with_the_first_success() {
    let (here, mut running) = (tokio::task::LocalSet::new(), tokio::task::JoinSet::new());
    for (what, answer) in general() {
        let one = async move {
            let is_well = Arc::new(AtomicBool::new(false));
            let well = Arc::clone(&is_well);
            let get_process =
                FakeGetProcess::start(
                    move |id, times| {
                        if well.load(Ordering::Relaxed) { ok(id, times) } else { answer(id) }
                    },
                )
                .await
                .unwrap();
            let setup = Setup::new(&get_process.url);
            setup.edit("attempts = 3", "attempts = 1");
            setup.edit("workers = 64", "workers = 4");
            setup.edit("timeout_ms = 10000", "timeout_ms = 1000");
            let receiver = setup.start().await;
            for number in 0..60 {
                assert_eq!(receiver.deliver(about(number)).await, 202);
            }
            sleep(Duration::from_secs(4)).await;
            let asked: usize = get_process.asked().values().sum();
            assert!((2..=40).contains(&asked), "{what}: {asked} questions in 4 s");
            assert_eq!(receiver.dead_letters(&["list"]).await, "", "{what}");
            assert!(receiver.metric(r#"receiver_paused{by="get_process"}"#).await > 0.0, "{what}");
            is_well.store(true, Ordering::Relaxed);
            receiver.decisions(60).await;
            assert_eq!(receiver.dead_letters(&["list"]).await, "", "{what}");
        };
        running.spawn_local_on(one, &here);
    }
    here.await;
    while let Some(ended) = running.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test]
async fn what_is_about_one_process_is_a_dead_letter_after_its_attempts_and_its_time() {
    let get_process = FakeGetProcess::start(move |id, times| {
        if !is_below(id, 8) {
            return ok(id, times);
        }
        match id.as_uuid().as_u128() & 0xff {
            0 => StatusCode::BAD_REQUEST.into_response(),
            1 => StatusCode::NOT_FOUND.into_response(),
            2 => StatusCode::GONE.into_response(),
            // Whoever follows a redirect asks here again.
            3 => (StatusCode::FOUND, [("location", format!("/client/v1/process/{id}"))]).into_response(),
            4 => finished(process(1_000), "PROCESS_RESULT_OK").into_response(),
            5 => (finished(id, "PROCESS_RESULT_OK") + &" ".repeat(2 * 1024 * 1024)).into_response(),
            6 => OK.into_response(),
            _ => "<html>".into_response(),
        }
    })
    .await
    .unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("give_up_after_s = 0", "give_up_after_s = 3");
    let receiver = setup.start().await;
    let started = Instant::now();
    for number in 0..8 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    // Nobody is given up while nobody else succeeds.
    sleep(Duration::from_secs(4)).await;
    assert_eq!(receiver.dead_letters(&["list"]).await, "");
    let mut others = 100;
    receiver
        .until("8 dead letters", async || {
            others += 1;
            assert_eq!(receiver.deliver(about(others)).await, 202);
            receiver.dead_letters(&["list"]).await.lines().count() == 8
        })
        .await;
    assert!(started.elapsed() >= Duration::from_secs(3));
    let asked = get_process.asked();
    assert!((0..8).all(|number| asked[&process(number)] >= 3), "{asked:?}");
    let list = receiver.dead_letters(&["list"]).await;
    for reason in ["400", "404", "410", "302", "another process", "1048576 bytes", "gave up after"] {
        assert!(list.contains(reason), "{reason} is not in\n{list}");
    }
}

#[tokio::test]
async fn who_kills_the_worker_is_dead_after_its_attempts_and_its_neighbours_pay_nothing() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::new(&get_process.url);
    setup.edit("lease_s = 4", "lease_s = 2");
    setup.example("faulty");
    setup.set("FAULTS", "1=abort");
    let mut receiver = setup.start().await;
    for number in 0..40 {
        // It may be dead already.
        let _ = receiver.try_deliver(about(number)).await;
    }
    let mut crashes = 0;
    let started = Instant::now();
    let setup = loop {
        assert!(started.elapsed() < Duration::from_mins(1), "it crashes for ever");
        if receiver.has_ended() {
            crashes += 1;
            receiver = receiver.setup.start_anyhow().await;
            continue;
        }
        for number in 0..40 {
            let _ = receiver.try_deliver(about(number)).await;
        }
        if receiver.dead_letters(&["list"]).await.lines().count() == 1 {
            break receiver;
        }
        sleep(Duration::from_millis(200)).await;
    };
    setup.decisions(39).await;
    assert!((1..=4).contains(&crashes), "{crashes}");
    let list = setup.dead_letters(&["list"]).await;
    assert!(list.starts_with(&process(1).to_string()) && list.contains("died"), "{list}");
}

#[tokio::test]
async fn a_reaction_that_hangs_blocks_or_holds_its_transaction_stops_nobody_and_is_logged() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::new(&get_process.url);
    setup.example("faulty");
    setup.set("FAULTS", "1=hang,2=hang_in_transaction,3=panic_once,4=refused_row,5=hostile_reason");
    setup.edit("reaction_within_ms = 10000", "reaction_within_ms = 1500");
    setup.edit("database_within_ms = 3000", "database_within_ms = 500");
    let receiver = setup.start().await;
    let mut number = 0;
    let bad: HashSet<u64> = [1, 2, 4, 5].into();
    // Good ones beside them, so that it is known whose fault it is.
    receiver
        .until("4 dead letters", async || {
            number += 1;
            // While a transaction hangs, some are refused.
            while !matches!(receiver.try_deliver(about(number)).await, Some(200 | 202)) {}
            receiver.dead_letters(&["list"]).await.lines().count() == bad.len()
        })
        .await;
    let decided = receiver.decisions(usize::try_from(number).unwrap() - bad.len()).await;
    assert!(decided.contains_key(&process(3).to_string()));
    let log = receiver.log();
    for reason in ["did not end within 1.5s", "did not end its transaction in time", "the reaction panicked"] {
        assert!(log.contains(reason), "{reason}");
    }
    let list = receiver.dead_letters(&["list"]).await;
    assert!(list.lines().count() == 4 && !list.contains('\u{1b}') && !list.contains("\n2099"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reaction_that_blocks_its_thread_in_a_transaction_loses_it_and_no_delivery_is_refused() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::new(&get_process.url);
    setup.example("faulty");
    setup.set("FAULTS", "1=block_in_transaction");
    let receiver = setup.start().await;
    let mut number = 0;
    // Each attempt holds the one writer of SQLite, for a while.
    receiver
        .until("a dead letter", async || {
            number += 1;
            assert_eq!(receiver.deliver(about(number)).await, 202, "{number}");
            receiver.dead_letters(&["list"]).await.lines().count() == 1
        })
        .await;
    assert!(receiver.dead_letters(&["list"]).await.contains("did not end its transaction in time"));
    let decided = receiver.decisions(usize::try_from(number).unwrap() - 1).await;
    assert!(!decided.contains_key(&process(1).to_string()));
    receiver.until("it is ready", async || receiver.operations("readyz").await.unwrap().0 == 200).await;
    receiver.stop().await;
}

#[tokio::test]
async fn a_reaction_that_fails_for_everybody_leaves_nothing_dead() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::new(&get_process.url);
    setup.example("faulty");
    setup.edit("attempts = 3", "attempts = 1");
    setup.set("FAULTS", "all=the ledger is down");
    let receiver = setup.start().await;
    for number in 0..30 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.until("it pauses", async || receiver.metric(r#"receiver_paused{by="reaction"}"#).await > 0.0).await;
    sleep(Duration::from_secs(2)).await;
    assert_eq!(receiver.dead_letters(&["list"]).await, "");
    let mut setup = receiver.stop().await;
    setup.set("FAULTS", "");
    let receiver: Receiver = setup.start().await;
    receiver.decisions(30).await;
}
