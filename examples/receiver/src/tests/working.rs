//! How GetProcess is asked, and what becomes of what it does not answer.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use idcloud_types::ProcessId;
use idcloud_types::get_process::{ProcessResult, api, web_sdk};
use idcloud_types::testing::webhook::{OK, PROCESS_ID, RawPayloadBuilder};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::{PATIENCE, Running, Stopped, answer, finished, ok, unavailable};
use crate::auth;
use crate::fake::listen;
use crate::next_step::{Contract, NextStep};

/// A process that is not the documented one.
fn other(number: u8) -> ProcessId {
    let id = format!("00000000-0000-4000-8000-0000000000{number:02}");
    id.parse().unwrap()
}

fn about(process: ProcessId) -> String {
    RawPayloadBuilder::ok().process_id(process).to_json()
}

fn assert_unanswered(stopped: &Stopped, questions: usize) {
    assert!(stopped.done.is_empty(), "{stopped:?}");
    assert_eq!(stopped.asked.len(), questions);
    assert_eq!(stopped.unanswered, [OK.parse().unwrap()]);
}

#[tokio::test]
async fn a_result_of_tomorrow_is_asked_about_and_is_no_success() {
    let news = |id, _| answer(&finished(id, "PROCESS_RESULT_OF_TOMORROW"));
    let service = Running::start(news).await;
    let body = RawPayloadBuilder::ok().result("ok_with_remarks").to_json();
    assert_eq!(service.deliver(body).await, 202);
    assert_eq!(service.stop().await.done, [(PROCESS_ID, NextStep::Review)]);
}

#[tokio::test]
async fn every_outcome_has_its_next_step() {
    for (result, next) in [
        (ProcessResult::Ok, NextStep::Weigh),
        (ProcessResult::InvalidIdentity, NextStep::Refuse),
        (ProcessResult::Expired, NextStep::OfferNewProcess),
        (ProcessResult::Error, NextStep::OfferNewProcess),
        (ProcessResult::Unspecified, NextStep::Review),
    ] {
        let body = serde_json::to_vec(&finished(PROCESS_ID, result)).unwrap();
        let read = Contract::WebSdk.read(PROCESS_ID, &body);
        assert_eq!(read.unwrap(), next);
    }
    for (status, next) in [
        (1, NextStep::AskAgain),
        (2, NextStep::AskAgain),
        (3, NextStep::Weigh),
        (4, NextStep::OfferNewProcess),
        (5, NextStep::OfferNewProcess),
        (6, NextStep::Review),
    ] {
        let mut process = api::Process::new(PROCESS_ID);
        process.status = Some(status.into());
        let body = serde_json::to_vec(&process).unwrap();
        assert_eq!(Contract::Api.read(PROCESS_ID, &body).unwrap(), next);
    }
}

#[tokio::test]
async fn the_api_contract_goes_the_same_way() {
    let yes = include_str!("../../../payloads/getprocess-api-yes.json");
    let process = api::Process::from_slice(yes.as_bytes()).unwrap().id;
    let service = Running::configured(
        |_, _| include_str!("../../../payloads/getprocess-api-yes.json").into_response(),
        |config| config.get_process.contract = Contract::Api,
    )
    .await;
    assert_eq!(service.deliver(about(process)).await, 202);
    assert_eq!(service.stop().await.done, [(process, NextStep::Weigh)]);
}

#[tokio::test]
async fn too_many_requests_wait_for_as_long_as_the_platform_says() {
    // Without the header, the first wait would be an hour.
    let service = Running::configured(
        |id, times| match times {
            1 => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "0")]).into_response(),
            _ => ok(id, times),
        },
        |config| {
            config.get_process.first_wait_ms = 3_600_000;
            config.get_process.longest_wait_ms = 3_600_000;
        },
    )
    .await;
    assert_eq!(service.deliver(OK).await, 202);
    let stopped = service.stop().await;
    assert_eq!(stopped.done, [(PROCESS_ID, NextStep::Weigh)]);
    assert_eq!(stopped.asked.len(), 2);
}

#[tokio::test]
async fn a_server_that_fails_is_given_up_and_the_delivery_kept() {
    let service = Running::start(unavailable).await;
    assert_eq!(service.deliver(OK).await, 202);
    assert_unanswered(&service.stop().await, 3);
}

#[tokio::test]
async fn a_kept_delivery_can_be_posted_again() {
    let mut service = Running::start(|id, times| match times {
        1..=3 => unavailable(id, times),
        _ => ok(id, times),
    })
    .await;
    assert_eq!(service.deliver(OK).await, 202);
    let posted = async {
        while service.deliver(OK).await != 202 {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, posted).await.unwrap();
    assert_eq!(service.done().await, (PROCESS_ID, NextStep::Weigh));
    assert_eq!(service.stop().await.asked.len(), 4);
}

#[tokio::test]
async fn a_process_that_has_not_ended_is_asked_about_again() {
    let service = Running::start(|id, times| {
        let mut process = web_sdk::Process::new(id);
        process.state = Some("PROCESS_STATE_CREATED".into());
        match times {
            1 => answer(&web_sdk::Response::new(process)),
            _ => ok(id, times),
        }
    })
    .await;
    assert_eq!(service.deliver(OK).await, 202);
    let stopped = service.stop().await;
    assert_eq!(stopped.done, [(PROCESS_ID, NextStep::Weigh)]);
    assert_eq!(stopped.asked.len(), 2);
}

#[tokio::test]
async fn what_will_not_pass_is_asked_once() {
    for status in [
        StatusCode::BAD_REQUEST,
        StatusCode::FORBIDDEN,
        StatusCode::NOT_FOUND,
        StatusCode::GONE,
        StatusCode::FOUND,
    ] {
        // Whoever follows a redirect comes back here.
        let back = [("location", format!("/client/v1/process/{PROCESS_ID}"))];
        let service = Running::start(move |_, _| (status, back.clone()).into_response()).await;
        assert_eq!(service.deliver(OK).await, 202);
        assert_unanswered(&service.stop().await, 1);
    }
}

#[tokio::test]
async fn an_answer_that_says_nothing_of_the_process_is_refused() {
    let ok = |id| serde_json::to_string(&finished(id, ProcessResult::Ok)).unwrap();
    for body in [
        ok(other(1)),
        ok(PROCESS_ID) + &" ".repeat(2 * 1024 * 1024),
        OK.to_owned(),
        "<html>".to_owned(),
    ] {
        let service = Running::start(move |_, _| body.clone().into_response()).await;
        assert_eq!(service.deliver(OK).await, 202);
        assert_unanswered(&service.stop().await, 1);
    }
}

#[tokio::test]
async fn a_wrong_token_and_a_silent_host_leave_the_delivery_to_people() {
    let service = Running::configured(ok, |config| {
        config.get_process.token = Some(auth::secret("Bearer old").unwrap());
    })
    .await;
    assert_eq!(service.deliver(OK).await, 202);
    assert_unanswered(&service.stop().await, 0);

    // Accepts connections into its backlog, and never answers.
    let (_silent, address) = listen().await.unwrap();
    let service = Running::configured(ok, |config| {
        config.get_process.url = format!("http://{address}");
        config.get_process.timeout_ms = 20;
    })
    .await;
    assert_eq!(service.deliver(OK).await, 202);
    assert_unanswered(&service.stop().await, 0);
}

#[tokio::test]
async fn a_full_queue_asks_the_platform_to_come_again() {
    let service = Running::configured(ok, |config| {
        // Nobody answers for as long as the test runs: one delivery is at work, one waits.
        config.get_process.url = "http://127.0.0.1:1".to_owned();
        config.get_process.first_wait_ms = 3_600_000;
        config.get_process.longest_wait_ms = 3_600_000;
        config.queue = 1.try_into().unwrap();
        config.workers = 1.try_into().unwrap();
        config.stop_within_ms = 0;
    })
    .await;
    assert_eq!(service.deliver(about(other(1))).await, 202);
    let mut accepted = 1;
    let full = async {
        while service.deliver(about(other(accepted + 1))).await == 202 {
            accepted += 1;
        }
    };
    timeout(PATIENCE, full).await.unwrap();
    assert!(accepted <= 2);
    // It was not accepted, so it is no repetition.
    assert_eq!(service.deliver(about(other(accepted + 1))).await, 503);

    // A stop that runs out of time writes down what was accepted.
    let stopped = service.stop().await;
    assert_eq!(stopped.unanswered.len(), usize::from(accepted));
    assert!(stopped.done.is_empty());
}

#[tokio::test]
async fn a_stop_finishes_what_was_accepted() {
    let gate = Arc::new(Semaphore::new(0));
    let opened = Arc::clone(&gate);
    let service = Running::configured(
        move |id, times| match gate.try_acquire() {
            Ok(_) => ok(id, times),
            Err(_) => unavailable(id, times),
        },
        |config| config.get_process.attempts = 10_000.try_into().unwrap(),
    )
    .await;
    for number in 1..=20 {
        assert_eq!(service.deliver(about(other(number))).await, 202);
    }
    opened.add_permits(1);
    assert_eq!(service.stop().await.done.len(), 20);
}
