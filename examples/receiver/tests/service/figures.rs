//! The figures of the README, beside a handler that does nothing.

use std::net::SocketAddr;

use super::fake::FakeGetProcess;
use tokio::process::Command;

use super::platform::{Load, deliveries, load, ok};
use super::process::{Setup, free_port};

fn print(what: &str, load: &Load) {
    let (half, most) = (load.percentile(50), load.percentile(99));
    let refused = load.refused.len();
    println!(
        "{what:<28} {:>8.0} a second   p50 {half:>8.1?}   p99 {most:>8.1?}   refused {refused}",
        load.per_second()
    );
}

/// Warmed up, and then measured.
async fn measure(to: SocketAddr) -> Load {
    load(&[to], deliveries(5_000).iter().map(|body| body.replace("00000000-", "11111111-")).collect(), 500).await;
    load(&[to], deliveries(20_000), 500).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement: cargo test --release figures -- --ignored --nocapture"]
async fn acknowledgements_beside_a_bare_handler() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    for run in 1..=3 {
        println!("run {run}: 20,000 deliveries, 500 in flight, 30 % repeated");
        let mut setup = Setup::new(&get_process.url);
        setup.example("bare");
        let bare_at = free_port();
        setup.set("RECEIVER_LISTEN", &bare_at.to_string());
        let mut bare: tokio::process::Child = Command::spawn(&mut setup.command(&[])).unwrap();
        let beside = measure(bare_at).await;
        bare.kill().await.unwrap();
        print("a bare handler", &beside);

        let setup = Setup::new(&get_process.url);
        setup.edit("requests_per_second = 5000", "requests_per_second = 10");
        setup.edit("workers = 64", "workers = 16");
        let receiver = setup.start().await;
        let measured = measure(receiver.setup.listen).await;
        print("the receiver, SQLite", &measured);
        let times = measured.percentile(99).as_secs_f64() / beside.percentile(99).as_secs_f64();
        println!("{:<28} {times:.2} times the bare p99", "");
        receiver.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement of another version, which runs beside: MEASURE_AT=127.0.0.1:8080,..."]
async fn acknowledgements_of_what_runs_elsewhere() {
    let addresses = std::env::var("MEASURE_AT").unwrap();
    for run in 1..=5_u64 {
        for address in addresses.split(',') {
            let bodies = deliveries(20_000).into_iter();
            // None of them is known from another run.
            let bodies = bodies.map(|body| body.replace("00000000-", &format!("{run:08x}-"))).collect();
            print(address, &load(&[address.parse().unwrap()], bodies, 500).await);
        }
    }
}
