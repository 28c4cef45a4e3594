//! What can be set while it runs, and what a cluster sets by itself.

use std::time::Duration;

use super::fake::FakeGetProcess;
use axum::response::IntoResponse;
use idcloud_types::testing::webhook::{EXPIRED, RawPayloadBuilder};
use serde_json::json;
use tokio::time::sleep;

use super::platform::{about, expired, process};
use super::process::{Receiver, Setup};

fn expired_at(number: u64, event: &'static str) -> String {
    RawPayloadBuilder::expired_at(event).process_id(process(number)).to_json()
}

#[tokio::test]
async fn an_event_that_is_added_to_the_file_is_reacted_to_with_no_restart() {
    let get_process = FakeGetProcess::start(expired).await.unwrap();
    let setup = Setup::new(&get_process.url);
    setup.edit("last_events = \"all\"", "last_events = []");
    let receiver = setup.start().await;
    let pid = receiver.pid();
    assert_eq!(receiver.deliver(EXPIRED).await, 200);
    assert_eq!(receiver.deliver(expired_at(0, "EVENT_TYPE_OF_TOMORROW")).await, 200);

    receiver.setup.edit("last_events = []", "last_events = [\"EVENT_TYPE_OF_TOMORROW\"]");
    let mut number = 0;
    receiver
        .until("the file is read", async || {
            number += 1;
            receiver.deliver(expired_at(number, "EVENT_TYPE_OF_TOMORROW")).await == 202
        })
        .await;
    receiver.decisions(1).await;

    // A broken file is refused, and the old configuration stays.
    receiver.setup.edit("last_events = [", "lost_events = [");
    receiver.until("it is refused", async || receiver.log().contains("lost_events")).await;
    assert_eq!(receiver.deliver(expired_at(1_000, "EVENT_TYPE_OF_TOMORROW")).await, 202);
    assert_eq!(receiver.deliver(EXPIRED).await, 200);
    assert_eq!(receiver.pid(), pid);
    receiver.stop().await;
}

#[tokio::test]
async fn a_hang_up_reads_the_file_again_and_ends_nothing() {
    let get_process = FakeGetProcess::start(expired).await.unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    receiver.signal("HUP");
    receiver.until("it is read", async || receiver.log().contains("were read again")).await;
    sleep(Duration::from_millis(200)).await;
    assert_eq!(receiver.deliver(EXPIRED).await, 202);
    receiver.decisions(1).await;
    receiver.stop().await;
}

#[tokio::test]
async fn a_word_that_is_accepted_in_the_file_is_a_yes_with_no_restart() {
    let get_process = FakeGetProcess::start(|id, _| {
        json!({ "process": {
            "id": id, "flow": "idtoken", "state": "PROCESS_STATE_FINISHED", "result": "PROCESS_RESULT_OK",
            "authenticationInfo": {
                "livenessResult": "LIVENESS_RESULT_LIVE",
                "bioTokenEngineResult": "BIO_TOKEN_ENGINE_RESULT_OF_TOMORROW",
            },
        }})
        .to_string()
        .into_response()
    })
    .await
    .unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    assert_eq!(receiver.deliver(about(1)).await, 202);
    assert_eq!(receiver.decisions(1).await[&process(1).to_string()], "review");
    let accepts = "[criteria]\naccepts = { bioTokenEngineResult = [\"BIO_TOKEN_ENGINE_RESULT_OF_TOMORROW\"] }\n";
    receiver.setup.edit("[criteria]\n", accepts);
    receiver.until("it is read", async || receiver.log().contains("were read again")).await;
    assert_eq!(receiver.deliver(about(2)).await, 202);
    assert_eq!(receiver.decisions(2).await[&process(2).to_string()], "go_on");
}

#[tokio::test]
async fn what_a_cluster_injects_does_not_stop_it_and_a_typo_does() {
    let mut setup = Setup::new("http://127.0.0.1:1");
    for (name, value) in [
        ("RECEIVER_SERVICE_HOST", "10.0.0.1"),
        ("RECEIVER_SERVICE_PORT", "80"),
        ("RECEIVER_SERVICE_PORT_HTTP", "80"),
        ("RECEIVER_PORT", "tcp://10.0.0.1:80"),
        ("RECEIVER_PORT_80_TCP", "tcp://10.0.0.1:80"),
        ("RECEIVER_PORT_80_TCP_PROTO", "tcp"),
        ("RECEIVER_PORT_80_TCP_PORT", "80"),
        ("RECEIVER_PORT_80_TCP_ADDR", "10.0.0.1"),
        ("RECEIVER_OPERATIONS_SERVICE_HOST", "10.0.0.2"),
        ("RECEIVER_OPERATIONS_PORT", "tcp://10.0.0.2:90"),
    ] {
        setup.set(name, value);
    }
    let mut setup = setup.start().await.stop().await;
    setup.set("RECEIVER_LAST_EVENT", "all");
    let output = setup.command(&["serve"]).output().await.unwrap();
    assert!(!output.status.success());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("last_event") && error.contains("RECEIVER_"), "{error}");
}
