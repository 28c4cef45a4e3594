//! How GetProcess is called, and what becomes of failed calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::fake::FakeGetProcess;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use idcloud_types::get_process::api;
use idcloud_types::testing::webhook::{OK, PROCESS_ID};
use tokio::time::sleep;

use super::crashing::scaled;
use super::platform::{about, created, deliveries, down, finished, load, ok, process};
use super::process::{Receiver, Setup, free_port};

#[tokio::test]
async fn a_result_of_tomorrow_is_asked_about_and_is_no_success() {
    let tomorrow = |id, _| finished(id, "PROCESS_RESULT_OF_TOMORROW").into_response();
    let get_process = FakeGetProcess::start(tomorrow).await.unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    assert_eq!(receiver.deliver(OK).await, 202);
    assert_eq!(receiver.decisions(1).await[&PROCESS_ID.to_string()], "review");
}

#[tokio::test]
async fn the_api_contract_goes_the_same_way() {
    let yes = include_str!("../../../payloads/getprocess-api-yes.json");
    let asked = api::Process::from_slice(yes.as_bytes()).unwrap().id;
    let get_process = FakeGetProcess::start(move |_, _| yes.into_response()).await.unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("\"web-sdk\"\n", "\"api\"\n");
    let receiver = setup.start().await;
    let body = OK.replace(&PROCESS_ID.to_string(), &asked.to_string());
    assert_eq!(receiver.deliver(body).await, 202);
    assert_eq!(receiver.decisions(1).await[&asked.to_string()], "go_on");
}

#[tokio::test]
async fn too_many_requests_pause_everybody_for_as_long_as_the_platform_asks() {
    let in_seconds = || "2".to_owned();
    // Dates have whole seconds.
    let as_a_date = || httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3));
    for retry_after in [in_seconds as fn() -> String, as_a_date] {
        let limited_at = Arc::new(std::sync::Mutex::new(None));
        let asked_again = Arc::new(std::sync::Mutex::new(Vec::new()));
        let (at, again) = (Arc::clone(&limited_at), Arc::clone(&asked_again));
        let get_process = FakeGetProcess::start(move |id, times| {
            let mut at = at.lock().unwrap();
            if at.is_none() {
                *at = Some(Instant::now());
                let wait = [("retry-after", retry_after())];
                return (StatusCode::TOO_MANY_REQUESTS, wait).into_response();
            }
            again.lock().unwrap().push(Instant::now());
            ok(id, times)
        })
        .await
        .unwrap();
        let setup = Setup::new(&get_process.url);
        setup.edit("longest_wait_ms = 1000", "longest_wait_ms = 3000");
        setup.edit("first_wait_ms = 100", "first_wait_ms = 1");
        setup.edit("attempts = 3", "attempts = 1");
        let receiver = setup.start().await;
        assert_eq!(receiver.deliver(about(0)).await, 202);
        receiver.until("it pauses", async || receiver.metric(r#"receiver_paused{by="get_process"}"#).await > 0.0).await;
        for number in 1..10 {
            assert_eq!(receiver.deliver(about(number)).await, 202);
        }
        receiver.decisions(10).await;
        let limited_at = limited_at.lock().unwrap().unwrap();
        for asked in asked_again.lock().unwrap().iter() {
            let wait = asked.duration_since(limited_at);
            assert!(wait >= Duration::from_millis(1900), "{wait:?}");
        }
    }
}

#[tokio::test]
async fn no_second_has_more_requests_than_are_allowed() {
    let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    let get_process = FakeGetProcess::start(move |id, times| {
        log.lock().unwrap().push(Instant::now());
        ok(id, times)
    })
    .await
    .unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("requests_per_second = 5000", "requests_per_second = 10");
    let receiver = setup.start().await;
    for number in 0..30 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.decisions(30).await;
    let asked = asked.lock().unwrap();
    for window in asked.windows(12) {
        let took = window[11] - window[0];
        assert!(took > Duration::from_millis(950), "12 in {took:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_get_process_is_down_the_store_grows_and_nothing_else() {
    let address = free_port();
    let setup = Setup::new(&format!("http://{address}"));
    setup.edit("attempts = 3", "attempts = 1");
    let receiver = setup.start().await;
    let total = scaled(20_000);
    let (first, second): (Vec<_>, Vec<_>) =
        deliveries(total).into_iter().enumerate().partition(|(place, _)| place.is_multiple_of(4));
    let bodies = |placed: Vec<(usize, String)>| placed.into_iter().map(|(_, body)| body).collect();
    let mut refused = load(&[receiver.setup.listen], bodies(first), 500).await.refused;
    let before = receiver.memory();
    refused.extend(load(&[receiver.setup.listen], bodies(second), 500).await.refused);
    let after = receiver.memory();
    println!("down: {before:.1} MiB after a quarter of {total} deliveries, {after:.1} MiB after all");
    assert!(refused.is_empty(), "{refused:?}");
    assert!(after < before + 24.0, "{before} {after}");
    receiver.until("it pauses", async || receiver.metric(r#"receiver_paused{by="get_process"}"#).await > 0.0).await;
    assert!(receiver.metric(r#"receiver_queue{state="new"}"#).await > 1.0);
    sleep(Duration::from_secs(if scaled(10) == 10 { 60 } else { 2 })).await;

    // It is back: no delivery has lost its one attempt.
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    let get_process = FakeGetProcess::start_on(listener, ok);
    receiver.decisions(usize::try_from(total * 7 / 10).unwrap()).await;
    assert!(get_process.asked().values().all(|times| *times == 1));
    assert_eq!(receiver.dead_letters(&["list"]).await, "");
}

#[tokio::test]
async fn an_expired_token_pauses_everybody_and_costs_no_attempts() {
    for status in [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::INTERNAL_SERVER_ERROR] {
        let is_expired = Arc::new(AtomicBool::new(true));
        let expired = Arc::clone(&is_expired);
        let questions = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&questions);
        let get_process = FakeGetProcess::start(move |id, times| {
            count.fetch_add(1, Ordering::Relaxed);
            if expired.load(Ordering::Relaxed) { status.into_response() } else { ok(id, times) }
        })
        .await
        .unwrap();
        let setup = Setup::new(&get_process.url);
        setup.edit("attempts = 3", "attempts = 1");
        setup.edit("workers = 64", "workers = 4");
        let receiver = setup.start().await;
        for number in 0..50 {
            assert_eq!(receiver.deliver(about(number)).await, 202);
        }
        sleep(Duration::from_secs(3)).await;
        let asked = questions.load(Ordering::Relaxed);
        assert!((2..=40).contains(&asked), "{status}: {asked} questions in 3 s");
        is_expired.store(false, Ordering::Relaxed);
        receiver.decisions(50).await;
        assert_eq!(receiver.dead_letters(&["list"]).await, "");
    }
}

#[tokio::test]
async fn a_process_that_has_not_ended_is_asked_about_again() {
    let get_process = FakeGetProcess::start(|id, times| match times {
        1 => created(id),
        2 => StatusCode::CONFLICT.into_response(),
        _ => ok(id, times),
    })
    .await
    .unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    assert_eq!(receiver.deliver(OK).await, 202);
    receiver.decisions(1).await;
    assert_eq!(get_process.asked()[&PROCESS_ID], 3);
}

#[tokio::test]
async fn a_process_that_alone_fails_stops_nobody_else() {
    let get_process = FakeGetProcess::start(|id, times| match id {
        id if id == process(0) => down(),
        id => ok(id, times),
    })
    .await
    .unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    for number in 0..100 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.decisions(99).await;
}

#[tokio::test]
async fn attempts_are_used_up_and_people_can_look_and_replay() {
    let is_ended = Arc::new(AtomicBool::new(false));
    let ended = Arc::clone(&is_ended);
    let get_process =
        FakeGetProcess::start(move |id, times| if ended.load(Ordering::Relaxed) { ok(id, times) } else { created(id) })
            .await
            .unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    for number in 0..3 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.until_dead(3).await;
    assert!(get_process.asked().values().all(|times| *times == 3), "{:?}", get_process.asked());
    assert_eq!(receiver.deliver(about(0)).await, 200, "it is known");

    let list = receiver.dead_letters(&["list"]).await;
    let line = list.lines().find(|line| line.starts_with(&process(1).to_string())).unwrap();
    let (key, rest) = line.split_once(' ').unwrap();
    let (since, rest) = rest.split_once(' ').unwrap();
    assert!(since.starts_with("20") && since.ends_with('Z'), "{since}");
    assert_eq!(rest, "3 valid gave up after 3 attempts: the process has not ended");
    assert_eq!(receiver.dead_letters(&["show", key]).await.trim(), about(1));
    is_ended.store(true, Ordering::Relaxed);
    assert_eq!(receiver.dead_letters(&["replay", key]).await.trim(), "1 due again");
    receiver.decisions(1).await;
    assert_eq!(receiver.dead_letters(&["replay", "--all"]).await.trim(), "2 due again");
    receiver.decisions(3).await;
    assert_eq!(receiver.dead_letters(&["list"]).await, "");
    let unknown = receiver.setup.command(&["dead-letters", "show", "none"]).output().await.unwrap();
    assert!(!unknown.status.success());
}

#[tokio::test]
async fn a_reaction_that_panics_is_tried_again() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::new(&get_process.url);
    setup.example("faulty");
    setup.set("FAULTS", "0=panic_once,1=panic_once");
    let receiver = setup.start().await;
    for number in 0..5 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.decisions(5).await;
    assert!(receiver.log().contains("the reaction panicked"));
    assert_eq!(receiver.dead_letters(&["list"]).await, "");
}
