//! What reaches the log: nothing that can harm a terminal, no secret, and no person.

use super::fake::{API_KEY, FakeGetProcess, TOKEN, deliver};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use idcloud_types::get_process::{ProcessResult, web_sdk};
use idcloud_types::testing::webhook::{OK, RawPayloadBuilder};

use super::platform::answer;
use super::process::Setup;

const PERSONAL: &str = include_str!("../../../payloads/getprocess-web-sdk-idlive-2024-12.json");

/// Everything is logged, by this service and by all that it is made of.
fn verbose(get_process: &str) -> Setup {
    let mut setup = Setup::new(get_process);
    setup.set("RUST_LOG", "trace");
    setup
}

#[tokio::test]
async fn hostile_text_is_escaped() {
    const HOSTILE: &str = "EVIL\u{1b}[2J\r\n2099-01-01 INFO approved\u{202e}\u{7}";
    let get_process = FakeGetProcess::start(|id, times| {
        let mut process = web_sdk::Process::new(id);
        process.state = Some(HOSTILE.into());
        process.result = Some(HOSTILE.into());
        match times {
            1 => (StatusCode::NOT_FOUND, format!("{{\"code\":{HOSTILE:?}}}")).into_response(),
            _ => answer(&web_sdk::Response::new(process)),
        }
    })
    .await
    .unwrap();
    let receiver = verbose(&get_process.url).start().await;
    for hostile in [
        RawPayloadBuilder::expired_at(HOSTILE).flow(HOSTILE),
        RawPayloadBuilder::ok().result(HOSTILE).extra(HOSTILE, HOSTILE),
        RawPayloadBuilder::ok().last_event(HOSTILE),
        RawPayloadBuilder::ok().last_event_description(HOSTILE),
    ] {
        assert_eq!(receiver.deliver(hostile.to_json()).await, 202);
    }
    assert_eq!(receiver.deliver(HOSTILE).await, 400);
    receiver.decisions(4).await;
    let list = receiver.dead_letters(&["list"]).await;
    let log = receiver.stop().await.log();
    assert!(log.contains("not known"), "{log}");
    for line in log.lines().chain(list.lines()) {
        assert!(!line.starts_with("2099"), "{line:?}");
        let is_harmful = |character: char| character.is_control() || character == '\u{202e}';
        assert!(!line.contains(is_harmful), "{line:?}");
    }
}

#[tokio::test]
async fn no_secret_and_no_person_is_in_it() {
    let personal = web_sdk::Response::from_slice(PERSONAL.as_bytes()).unwrap();
    let get_process = FakeGetProcess::start(move |id, times| {
        let mut personal = personal.clone();
        personal.process.id = id;
        match times {
            1 => {
                let message = r#"{"code":13,"message":"luke@unico.io is not there"}"#;
                return (StatusCode::BAD_GATEWAY, message).into_response();
            }
            // Not understood, so it is logged as a whole.
            2 => personal.process.state = Some("PROCESS_STATE_OF_TOMORROW".into()),
            _ => personal.process.result = Some(ProcessResult::InvalidIdentity),
        }
        answer(&personal)
    })
    .await
    .unwrap();
    let receiver = verbose(&get_process.url).start().await;
    assert_eq!(receiver.deliver(OK).await, 202);
    let other = RawPayloadBuilder::ok().result("ok_with_remarks").to_json();
    assert_eq!(receiver.deliver(other).await, 202);
    let stranger = deliver(receiver.setup.listen, "X-API-Key:guessed-secret", OK).await;
    assert_eq!(stranger.unwrap(), 401);
    receiver
        .until("both are done", async || receiver.metric(r#"receiver_tasks_total{settled="done"}"#).await > 1.5)
        .await;

    let log = receiver.stop().await.log();
    assert!(log.contains("unrecognized") && log.contains("invalid_identity"), "{log}");
    let (_, key) = API_KEY.split_once(':').unwrap();
    for secret in [key, TOKEN, "guessed-secret", "12345678909", "luke@unico.io", "5511999995555"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

#[tokio::test]
async fn it_is_json_by_a_key_with_a_span_for_every_delivery() {
    let get_process = FakeGetProcess::start(super::platform::ok).await.unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("log = \"text\"", "log = \"json\"");
    let receiver = setup.start().await;
    assert_eq!(receiver.deliver(OK).await, 202);
    receiver.decisions(1).await;
    let log = receiver.stop().await.log();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let done = lines.iter().find(|line| line["fields"]["message"] == "done").unwrap();
    assert_eq!(done["span"]["name"], "task");
    assert!(done["span"]["key"].as_str().unwrap().starts_with("8263a268"), "{done}");
}
