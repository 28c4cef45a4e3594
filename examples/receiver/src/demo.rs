//! The whole way on loopback: a fake platform delivers, the service answers, asks the fake GetProcess and reacts.
//!
//! It fails when anything goes another way than it prints, so it is a test too.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use idcloud_types::get_process::{ProcessResult, web_sdk};
use idcloud_types::webhook::RawPayload;
use idcloud_types::{ProcessId, ProcessState};
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::fake::{API_KEY, FakeGetProcess, TOKEN, deliver, listen};
use crate::next_step::NextStep;
use crate::queue::Queue;
use crate::reaction::{React, Record};
use crate::writer::Writer;
use crate::{operations, service};

const OK: &str = include_str!("../../payloads/webhook-ok.json");
const EXPIRED: &str = include_str!("../../payloads/webhook-expired.json");
const WITHOUT_RESULT: &str = include_str!("../../payloads/webhook-without-result.json");
const ANSWER_OK: &str = include_str!("../../payloads/getprocess-web-sdk-idlive-2024-12.json");
const ANSWER_INCONCLUSIVE: &str = include_str!("../../payloads/getprocess-web-sdk-current-cut.json");

// The documented deliveries are all about one process, so all but the first get one of their own.
const EXPIRED_ID: &str = "00000000-0000-4000-8000-000000000001";
const TOMORROW_ID: &str = "00000000-0000-4000-8000-000000000002";
const INVALID_ID: &str = "00000000-0000-4000-8000-000000000003";
const DELETED_ID: &str = "00000000-0000-4000-8000-000000000004";

/// Nothing in the demo takes as long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the platform delivers, and what the service must answer and do.
struct Step {
    what: &'static str,
    key: &'static str,
    body: String,
    status: u16,
    next: Option<NextStep>,
}

/// Records the next step, and hands it to the demo.
struct Watched(mpsc::UnboundedSender<(ProcessId, NextStep)>);

impl React for Watched {
    async fn react(&self, key: &str, delivery: &RawPayload, next: NextStep, store: &Writer) -> anyhow::Result<()> {
        Record.react(key, delivery, next, store).await?;
        Ok(self.0.send((delivery.process_id, next))?)
    }
}

pub async fn run() -> anyhow::Result<()> {
    let directory = std::env::temp_dir().join(format!("receiver-demo-{}", std::process::id()));
    std::fs::create_dir_all(&directory)?;
    let played = play(&directory).await;
    std::fs::remove_dir_all(directory)?;
    played
}

async fn play(directory: &Path) -> anyhow::Result<()> {
    let get_process = FakeGetProcess::start(|id, times| {
        answer(id, times).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    })
    .await?;
    let database = format!("sqlite:{}", directory.join("receiver.db").display());
    let variables = [
        ("RECEIVER_API_KEY", API_KEY),
        ("RECEIVER_OPERATIONS", "127.0.0.1:0"),
        ("RECEIVER_GET_PROCESS_TOKEN", TOKEN),
        ("RECEIVER_GET_PROCESS_URL", &get_process.url),
        ("DATABASE_URL", &database),
        // What an operator sets on the day that the platform announces the event: no deploy.
        ("RECEIVER_LAST_EVENTS", "EVENT_TYPE_SESSION_ENDED, EVENT_TYPE_OF_TOMORROW"),
    ];
    let variables = variables.map(|(name, value)| (name.into(), value.into()));
    let mut config = Config::load(include_str!("../receiver.toml"), variables)?;
    // A delivery that meets a busy GetProcess is put off by chance, for up to as long.
    config.retries.longest_wait_ms = 1_000;

    let (listener, service) = listen().await?;
    let (done, mut watched) = mpsc::unbounded_channel();
    let stop = CancellationToken::new();
    let (_config, config) = watch::channel(Arc::new(config));
    let metrics = operations::metrics()?;
    let serving = service::run(config, listener, metrics, Watched(done), stop.clone());
    let serving = tokio::spawn(serving);

    for step in steps()? {
        let status = deliver(service, step.key, step.body).await?;
        println!("platform  delivers: {}", step.what);
        println!("service   answers {status}");
        ensure!(status == step.status, "expected {}", step.status);
        if let Some(expected) = step.next {
            let done = timeout(PATIENCE, watched.recv()).await?;
            let (process, next) = done.context("the service is gone")?;
            println!("service   asked GetProcess about {process}; next step: {next:?}");
            ensure!(next == expected, "expected {expected:?}");
        }
        println!();
    }

    let queue = Queue::open(&database).await?;
    let letters = async {
        loop {
            match queue.dead_letters(None).await?.pop() {
                Some(letter) => return anyhow::Ok(letter),
                None => sleep(Duration::from_millis(50)).await,
            }
        }
    };
    let letter = timeout(PATIENCE, letters).await??;
    println!("service   keeps a dead letter, {}: {}", letter.key, letter.reason);
    ensure!(letter.key.starts_with(DELETED_ID), "expected {DELETED_ID}");
    queue.close().await;
    stop.cancel();
    serving.await??;
    let questions: usize = get_process.asked().values().sum();
    println!("platform  GetProcess was asked {questions} times");
    ensure!(questions == 6, "expected 6 questions");
    Ok(())
}

fn steps() -> anyhow::Result<Vec<Step>> {
    let about = |body: &str, id: &str| -> anyhow::Result<RawPayload> {
        let mut raw = body.parse::<RawPayload>()?;
        raw.process_id = id.parse()?;
        Ok(raw)
    };
    let mut tomorrow = about(EXPIRED, TOMORROW_ID)?;
    tomorrow.last_event = Some("EVENT_TYPE_OF_TOMORROW".into());
    let mut not_enabled = tomorrow.clone();
    not_enabled.last_event = Some("EVENT_TYPE_OF_NEXT_YEAR".into());

    let step = |what, body, status, next| Step { what, key: API_KEY, body, status, next };
    let expired = serde_json::to_string(&about(EXPIRED, EXPIRED_ID)?)?;
    let tomorrow = serde_json::to_string(&tomorrow)?;
    let not_enabled = serde_json::to_string(&not_enabled)?;
    let invalid = serde_json::to_string(&about(WITHOUT_RESULT, INVALID_ID)?)?;
    let deleted = serde_json::to_string(&about(OK, DELETED_ID)?)?;
    let cut = OK.chars().take(40).collect();
    let new_process = Some(NextStep::OfferNewProcess);
    Ok(vec![
        step("ok", OK.to_owned(), 202, Some(NextStep::GoOn)),
        step("the same again", OK.to_owned(), 200, None),
        step("expired", expired, 202, new_process),
        step("expired, an event of tomorrow", tomorrow, 202, new_process),
        step("expired, an event not enabled", not_enabled, 200, None),
        step("no result", invalid, 202, Some(NextStep::Weigh)),
        step("ok, of a process that was deleted", deleted, 202, None),
        step("cut short", cut, 400, None),
        Step { key: "X-API-Key:guess", ..step("ok, from a stranger", OK.to_owned(), 401, None) },
    ])
}

/// What the fake GetProcess answers: documented bodies, about the process that was asked for.
fn answer(id: ProcessId, times: usize) -> anyhow::Result<Response> {
    let mut response = match (id.to_string().as_str(), times) {
        (EXPIRED_ID | TOMORROW_ID, _) => {
            let mut process = web_sdk::Process::new(id);
            process.state = Some(ProcessState::Finished);
            process.result = Some(ProcessResult::Expired);
            web_sdk::Response::new(process)
        }
        (INVALID_ID, 1) => {
            let wait = [("retry-after", "0")];
            return Ok((StatusCode::TOO_MANY_REQUESTS, wait).into_response());
        }
        (INVALID_ID, _) => web_sdk::Response::from_slice(ANSWER_INCONCLUSIVE.as_bytes())?,
        (DELETED_ID, _) => return Ok(StatusCode::GONE.into_response()),
        _ => web_sdk::Response::from_slice(ANSWER_OK.as_bytes())?,
    };
    response.process.id = id;
    Ok(serde_json::to_string(&response)?.into_response())
}
