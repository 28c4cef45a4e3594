//! The whole path on loopback: a fake platform delivers, the service answers, asks the fake GetProcess and reacts.
//!
//! It fails when anything goes another way than it says, so it is a test too.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use idcloud_types::get_process::{ProcessResult, web_sdk};
use idcloud_types::webhook::RawPayload;
use idcloud_types::{ProcessId, ProcessState};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::fake::{API_KEY, FakeGetProcess, deliver, listen};
use crate::next_step::NextStep;
use crate::reaction::React;
use crate::service;

const OK: &str = include_str!("../../payloads/webhook-ok.json");
const EXPIRED: &str = include_str!("../../payloads/webhook-expired.json");
const WITHOUT_RESULT: &str = include_str!("../../payloads/webhook-without-result.json");
const ANSWER_OK: &str = include_str!("../../payloads/getprocess-web-sdk-idlive-2024-12.json");
const ANSWER_INCONCLUSIVE: &str =
    include_str!("../../payloads/getprocess-web-sdk-current-cut.json");

// The documented deliveries all speak of one process, so all but the first get one of their own.
const EXPIRED_ID: &str = "00000000-0000-4000-8000-000000000001";
const NEWS_ID: &str = "00000000-0000-4000-8000-000000000002";
const INVALID_ID: &str = "00000000-0000-4000-8000-000000000003";

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

/// Hands every next step to the demo.
struct Tell(mpsc::UnboundedSender<(ProcessId, NextStep)>);

impl React for Tell {
    async fn react(&self, delivery: &RawPayload, next: NextStep) -> anyhow::Result<()> {
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
    // What an operator sets on the day that the platform announces the event: no deploy.
    let enabled = "EVENT_TYPE_SESSION_ENDED, EVENT_TYPE_OF_TOMORROW";
    let config = get_process.config(directory, &[("RECEIVER_LAST_EVENTS", enabled)])?;
    let invalid_file = config.invalid_file.clone();

    let (listener, service) = listen().await?;
    let (tell, mut told) = mpsc::unbounded_channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(service::run(config, listener, Tell(tell), async {
        // A sender that is gone means the same.
        let _ = stopped.await;
    }));

    for step in steps()? {
        let status = deliver(service, step.key, step.body).await?;
        println!("platform  delivers: {}", step.what);
        println!("service   answers {status}");
        ensure!(status == step.status, "expected {}", step.status);
        if let Some(expected) = step.next {
            let done = timeout(PATIENCE, told.recv()).await?;
            let (process, next) = done.context("the service is gone")?;
            println!("service   asked GetProcess about {process}; next step: {next:?}");
            ensure!(next == expected, "expected {expected:?}");
        }
        println!();
    }

    drop(stop);
    serving.await??;
    let kept = std::fs::read_to_string(invalid_file)?;
    let questions = get_process.asked().len();
    println!("service   stopped; kept for people: {}", kept.trim_end());
    println!("platform  GetProcess was asked {questions} times");
    ensure!(kept.lines().count() == 1, "expected one line");
    ensure!(questions == 5, "expected 5 questions");
    Ok(())
}

fn steps() -> anyhow::Result<Vec<Step>> {
    let about = |body: &str, id: &str| -> anyhow::Result<RawPayload> {
        let mut raw = body.parse::<RawPayload>()?;
        raw.process_id = id.parse()?;
        Ok(raw)
    };
    let mut news = about(EXPIRED, NEWS_ID)?;
    news.last_event = Some("EVENT_TYPE_OF_TOMORROW".into());
    let mut not_enabled = news.clone();
    not_enabled.last_event = Some("EVENT_TYPE_OF_NEXT_YEAR".into());

    let step = |what, body, status, next| Step {
        what,
        key: API_KEY,
        body,
        status,
        next,
    };
    let expired = serde_json::to_string(&about(EXPIRED, EXPIRED_ID)?)?;
    let news = serde_json::to_string(&news)?;
    let not_enabled = serde_json::to_string(&not_enabled)?;
    let invalid = serde_json::to_string(&about(WITHOUT_RESULT, INVALID_ID)?)?;
    let cut = OK.chars().take(40).collect();
    let new_process = Some(NextStep::OfferNewProcess);
    Ok(vec![
        step("ok", OK.to_owned(), 202, Some(NextStep::Weigh)),
        step("the same again", OK.to_owned(), 200, None),
        step("expired", expired, 202, new_process),
        step("expired, an event of tomorrow", news, 202, new_process),
        step("expired, an event not enabled", not_enabled, 200, None),
        step("no result", invalid, 202, Some(NextStep::Weigh)),
        step("cut short", cut, 400, None),
        Step {
            key: "X-API-Key:guess",
            ..step("ok, from a stranger", OK.to_owned(), 401, None)
        },
    ])
}

/// What the fake GetProcess says: documented answers, about the process that was asked for.
fn answer(id: ProcessId, times: usize) -> anyhow::Result<Response> {
    let mut response = match (id.to_string().as_str(), times) {
        (EXPIRED_ID | NEWS_ID, _) => {
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
        _ => web_sdk::Response::from_slice(ANSWER_OK.as_bytes())?,
    };
    response.process.id = id;
    Ok(serde_json::to_string(&response)?.into_response())
}
