//! The whole way on loopback: a fake platform delivers, the service answers, asks the fake GetProcess and reacts.
//!
//! It fails if anything differs from what it prints, so it is a test, too. With the argument `get-process`, it is only
//! the fake GetProcess, for a receiver that you set up yourself.

mod fake;

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use idcloud_types::get_process::{ProcessResult, web_sdk};
use idcloud_types::webhook::RawPayload;
use idcloud_types::{ProcessId, ProcessState};
use sqlx::sqlite::SqlitePool;
use tokio::net::TcpListener;
use tokio::time::sleep;

use fake::{API_KEY, FakeGetProcess, TOKEN, deliver, listen};

const OK: &str = include_str!("../../../payloads/webhook-ok.json");
const EXPIRED: &str = include_str!("../../../payloads/webhook-expired.json");
const WITHOUT_RESULT: &str = include_str!("../../../payloads/webhook-without-result.json");
const ANSWER_OK: &str = include_str!("../../../payloads/getprocess-web-sdk-idlive-2024-12.json");
const ANSWER_INCONCLUSIVE: &str = include_str!("../../../payloads/getprocess-web-sdk-current-cut.json");

// The documented deliveries are all about one process, so all but the first get one of their own.
const EXPIRED_ID: &str = "00000000-0000-4000-8000-000000000001";
const TOMORROW_ID: &str = "00000000-0000-4000-8000-000000000002";
const INVALID_ID: &str = "00000000-0000-4000-8000-000000000003";
const DELETED_ID: &str = "00000000-0000-4000-8000-000000000004";

/// Nothing in the demo takes this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// The variable that makes this program the service and not the platform.
const SERVICE: &str = "DEMO_SERVICE";

/// What the platform delivers, and what the service must answer and decide.
struct Step {
    what: &'static str,
    key: &'static str,
    body: String,
    status: u16,
    next: Option<&'static str>,
}

fn main() -> ExitCode {
    if std::env::var_os(SERVICE).is_some() {
        return receiver::main(receiver::Decide);
    }
    platform()
}

#[tokio::main]
async fn platform() -> ExitCode {
    if std::env::args().nth(1).is_some_and(|argument| argument == "get-process") {
        return match get_process_alone().await {
            Ok(never) => never,
            Err(error) => {
                eprintln!("{error:#}");
                ExitCode::FAILURE
            }
        };
    }
    let directory = std::env::temp_dir().join(format!("receiver-demo-{}", std::process::id()));
    let made = std::fs::create_dir_all(&directory);
    let played = match made {
        Ok(()) => play(&directory).await,
        Err(error) => Err(error.into()),
    };
    if let Err(error) = &played {
        eprintln!("{error:#}");
        eprintln!("{}", std::fs::read_to_string(directory.join("log")).unwrap_or_default());
    }
    let _ = std::fs::remove_dir_all(directory);
    ExitCode::from(u8::from(played.is_err()))
}

async fn get_process_alone() -> anyhow::Result<ExitCode> {
    let listener = TcpListener::bind("127.0.0.1:8081").await.context("127.0.0.1:8081")?;
    let get_process = FakeGetProcess::start_on(listener, answer_or_fail);
    println!("export RECEIVER_GET_PROCESS__URL={} RECEIVER_TOKEN={TOKEN} RECEIVER_API_KEY={API_KEY}", get_process.url);
    println!("curl -i -H '{API_KEY}' -d '{}' http://127.0.0.1:8080/webhook", OK.replace(char::is_whitespace, ""));
    std::future::pending().await
}

fn answer_or_fail(id: ProcessId, times: usize) -> Response {
    answer(id, times).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

async fn play(directory: &Path) -> anyhow::Result<()> {
    let get_process = FakeGetProcess::start(answer_or_fail).await?;
    let (free, service) = listen().await?;
    drop(free);
    let database = directory.join("receiver.db");
    let log = std::fs::File::create(directory.join("log"))?;
    let mut receiver = Command::new(std::env::current_exe()?)
        .current_dir(directory)
        .env(SERVICE, "")
        .env("RECEIVER_API_KEY", API_KEY)
        .env("RECEIVER_TOKEN", TOKEN)
        .env("RECEIVER_LISTEN", service.to_string())
        .env("RECEIVER_OPERATIONS", "127.0.0.1:0")
        .env("RECEIVER_GET_PROCESS__URL", &get_process.url)
        .env("RECEIVER_RETRIES__LONGEST_WAIT_MS", "1000")
        .env("RECEIVER_RETRIES__ATTEMPTS", "2")
        .env("RECEIVER_RETRIES__GIVE_UP_AFTER_S", "0")
        .env("RECEIVER_DRAIN_MS", "0")
        .env("DATABASE_URL", format!("sqlite:{}", database.display()))
        // What an operator sets on the day that the platform announces the event: no deploy.
        .env("RECEIVER_SUBSCRIPTION__LAST_EVENTS", "EVENT_TYPE_SESSION_ENDED, EVENT_TYPE_OF_TOMORROW")
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()?;
    let delivered = deliver_all(service, &database).await;
    let stopped = Command::new("kill").arg(receiver.id().to_string()).status();
    ensure!(stopped?.success() && receiver.wait()?.success(), "it does not stop");
    delivered?;
    let questions: usize = get_process.asked().values().sum();
    println!("platform  GetProcess was asked {questions} times");
    ensure!(questions == 7, "expected 7 questions");
    Ok(())
}

async fn deliver_all(service: std::net::SocketAddr, database: &Path) -> anyhow::Result<()> {
    let started = Instant::now();
    while tokio::net::TcpStream::connect(service).await.is_err() || !database.exists() {
        ensure!(started.elapsed() < PATIENCE, "the service does not start");
        sleep(Duration::from_millis(50)).await;
    }
    for step in steps()? {
        let process = step.body.parse::<RawPayload>().ok().map(|delivery| delivery.process_id);
        let status = deliver(service, step.key, step.body).await?;
        println!("platform  delivers: {}", step.what);
        println!("service   answers {status}");
        ensure!(status == step.status, "expected {}", step.status);
        if let Some(expected) = step.next {
            let process = process.context("no process")?.to_string();
            let decision = "SELECT next_step FROM receiver_decisions WHERE process_id = $1";
            let next = one(database, decision, &process).await?;
            println!("service   asked GetProcess about {process}; next step: {next}");
            ensure!(next == expected, "expected {expected}");
        }
        println!();
    }
    let dead = "SELECT reason FROM receiver_deliveries WHERE state = 'dead' AND process_id = $1";
    println!("service   keeps a dead letter about {DELETED_ID}: {}", one(database, dead, DELETED_ID).await?);
    Ok(())
}

/// The text that the store will hold soon.
async fn one(database: &Path, sql: &'static str, process: &str) -> anyhow::Result<String> {
    let started = Instant::now();
    let pool = SqlitePool::connect(&format!("sqlite:{}", database.display())).await?;
    loop {
        if let Ok(Some(text)) = sqlx::query_scalar(sql).bind(process).fetch_optional(&pool).await {
            return Ok(text);
        }
        if started.elapsed() > PATIENCE {
            bail!("nothing became of {process}");
        }
        sleep(Duration::from_millis(50)).await;
    }
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
    Ok(vec![
        step("ok", OK.to_owned(), 202, Some("go_on")),
        step("the same again", OK.to_owned(), 200, None),
        step("expired", expired, 202, Some("offer_new_process")),
        step("expired, an event of tomorrow", tomorrow, 202, Some("offer_new_process")),
        step("expired, an event not enabled", not_enabled, 200, None),
        step("no result", invalid, 202, Some("weigh")),
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
