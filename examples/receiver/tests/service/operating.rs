//! What an operator does: sets it up, looks at it, and is told what is wrong.

use std::time::Duration;

use idcloud_types::testing::webhook::OK;
use tokio::net::TcpListener;

use super::fake::FakeGetProcess;
use super::platform::{about, created, ok, process};
use super::postgres::Postgres;
use super::process::{PATIENCE, Receiver, Setup};

const NOBODY: &str = "http://127.0.0.1:1";

#[tokio::test]
async fn an_address_of_a_database_that_cannot_work_is_refused_by_name_and_its_password_is_not_shown() {
    for (address, expected) in [
        ("\"postgres://user:hunter2@127.0.0.1/x\"", "leave out the quotes"),
        ("'sqlite:hunter2.db'", "leave out the quotes"),
        ("mysql://user:hunter2@127.0.0.1/x", "must be sqlite:FILE or postgres://"),
        ("host=127.0.0.1 password=hunter2", "must be sqlite:FILE or postgres://"),
        ("postgres:user:hunter2", "must be sqlite:FILE or postgres://"),
        ("hunter2.db", "must be sqlite:FILE or postgres://"),
        ("sqlite::memory:", "a database in memory loses every delivery"),
        ("sqlite:", "a database in memory loses every delivery"),
        ("sqlite:hunter2.db?mode=memory", "takes no options"),
    ] {
        for command in ["serve", "migrate"] {
            let mut setup = Setup::new(NOBODY);
            setup.set("DATABASE_URL", address);
            let mut command = setup.command(&[command]);
            let output = command.current_dir(setup.files.path()).output().await.unwrap();
            let printed = String::from_utf8(output.stderr).unwrap();
            assert!(!output.status.success() && printed.contains(expected), "{address}: {printed}");
            assert!(!printed.contains("hunter2"), "{printed}");
            assert!(!setup.path("hunter2.db").exists(), "{address}");
        }
    }
}

#[tokio::test]
async fn a_command_that_looks_makes_no_database_and_changes_none() {
    for arguments in [
        &["dead-letters", "list"][..],
        &["dead-letters", "show", "key"],
        &["dead-letters", "replay", "--all"],
        &["dead-letters", "delete", "--all"],
        &["erase", "00000000-0000-4000-8000-000000000001"],
    ] {
        let setup = Setup::new(NOBODY);
        let (is_good, printed) = setup.run(arguments).await;
        assert!(!is_good && printed.contains("there is no database at"), "{arguments:?}: {printed}");
        assert!(!setup.path("receiver.db").exists());
    }
    let setup = Setup::new(NOBODY).start().await.stop().await;
    let modified = || std::fs::metadata(setup.path("receiver.db")).unwrap().modified().unwrap();
    let before = modified();
    assert_eq!(setup.run(&["dead-letters", "list"]).await, (true, String::new()));
    assert_eq!(modified(), before);
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_named_at_once() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = format!("postgres://user:hunter2@{}/x", silent.local_addr().unwrap());
    for (address, expected) in [
        ("postgres://user:hunter2@127.0.0.1:1/x", "refused"),
        (&*silent, "the database does not answer"),
        ("sqlite:/nowhere/receiver.db", "can't write to /nowhere/receiver.db"),
    ] {
        let mut setup = Setup::new(NOBODY);
        setup.set("DATABASE_URL", address);
        let started = std::time::Instant::now();
        let (is_good, printed) = setup.run(&["serve"]).await;
        assert!(!is_good && printed.contains(expected) && !printed.contains("hunter2"), "{printed}");
        assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
    }
}

#[tokio::test]
async fn numbers_out_of_their_range_are_refused_with_the_range() {
    let mut refused = 0;
    for (key, least, most) in [
        ("KEEP_DONE_H", 1, 87_600),
        ("KEEP_DEAD_H", 1, 87_600),
        ("STOP_WITHIN_MS", 1_000, 600_000),
        ("DRAIN_MS", 0, 300_000),
        ("LIMITS__CONNECTIONS", 1, 100_000),
        ("LIMITS__CONNECTIONS_PER_PEER", 1, 100_000),
        ("LIMITS__MAX_BODY_BYTES", 1_024, 1_048_576),
        ("LIMITS__HEAD_WITHIN_MS", 100, 120_000),
        ("LIMITS__BODY_WITHIN_MS", 100, 120_000),
        ("LIMITS__DATABASE_WITHIN_MS", 100, 60_000),
        ("LIMITS__WRITE_WITHIN_MS", 100, 120_000),
        ("LIMITS__WORKERS", 1, 1_000),
        ("LIMITS__LEASE_S", 2, 3_600),
        ("LIMITS__REACTION_WITHIN_MS", 10, 3_600_000),
        ("GET_PROCESS__TIMEOUT_MS", 100, 120_000),
        ("GET_PROCESS__REQUESTS_PER_SECOND", 1, 100_000),
        ("RETRIES__ATTEMPTS", 1, 1_000),
        ("RETRIES__GIVE_UP_AFTER_S", 0, 2_592_000),
        ("RETRIES__FIRST_WAIT_MS", 1, 3_600_000),
        ("RETRIES__LONGEST_WAIT_MS", 1, 86_400_000),
    ] {
        for (value, is_in) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
            let mut setup = Setup::new(NOBODY);
            setup.set("RECEIVER_DRAIN_MS", "0");
            // The drain is a part of the stop.
            setup.set("RECEIVER_STOP_WITHIN_MS", if key == "DRAIN_MS" { "600000" } else { "1000" });
            setup.set(&format!("RECEIVER_{key}"), &value.to_string());
            let (is_good, printed) = setup.run(&["check-config"]).await;
            assert_eq!(is_good, is_in, "{key} = {value}: {printed}");
            let names = printed.to_lowercase().contains(&key.replace("__", ".").to_lowercase());
            let shows = printed.contains(&format!("an integer in the range {least}..={most}"));
            assert!(is_in || names && (shows || value < 0), "{printed}");
            refused += u32::from(!is_in);
        }
    }
    assert_eq!(refused, 40);
    let mut setup = Setup::new(NOBODY);
    setup.set("RECEIVER_DRAIN_MS", "25000");
    let (is_good, printed) = setup.run(&["check-config"]).await;
    assert!(!is_good && printed.contains("`drain_ms` is a part of `stop_within_ms`"), "{printed}");
}

#[tokio::test]
async fn the_configuration_of_the_readme_is_served_with_tls_towards_the_platform() {
    let mut setup = Setup::new("https://api.idcloud.uat.unico.app");
    std::fs::write(setup.file(), include_str!("../../receiver.toml")).unwrap();
    setup.variables.remove("RECEIVER_GET_PROCESS__URL");
    setup.set("RECEIVER_DRAIN_MS", "0");
    let (is_good, printed) = setup.run(&["check-config"]).await;
    assert!(is_good && printed.contains("the configuration is good"), "{printed}");
    let receiver = setup.start().await;
    assert_eq!(receiver.deliver("{").await, 400);
    receiver.stop().await;
    let (is_good, printed) = Setup::new(NOBODY).run(&["--version"]).await;
    assert!(is_good && printed.trim() == concat!("receiver ", env!("CARGO_PKG_VERSION")), "{printed}");
}

#[tokio::test]
async fn what_needs_a_restart_is_said_when_it_changes() {
    let receiver = Receiver::start(NOBODY).await;
    receiver.setup.edit("lease_s = 4", "lease_s = 5");
    receiver.setup.edit("keep_done_h = 168", "keep_done_h = 169");
    receiver.until("it is said", async || receiver.log().contains("need a restart")).await;
    let log = receiver.log();
    let line = log.lines().find(|line| line.contains("need a restart")).unwrap();
    assert!(line.contains("limits.lease_s") && line.contains("keep_done_h") && !line.contains("retries"), "{line}");
}

#[tokio::test]
async fn dead_letters_are_listed_shown_and_deleted_after_which_the_same_delivery_is_new() {
    let get_process = FakeGetProcess::start(|id, times| if id == process(9) { ok(id, times) } else { created(id) });
    let receiver = Receiver::start(&get_process.await.unwrap().url).await;
    for number in 0..3 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.until_dead(3).await;
    let list = receiver.dead_letters(&["list"]).await;
    let key = list.split_once(' ').unwrap().0.to_owned();
    assert_eq!(receiver.dead_letters(&["delete", &key]).await, "1 deleted\n");
    assert!(!receiver.dead_letters(&["list"]).await.contains(&key));
    let gone = receiver.setup.run(&["dead-letters", "delete", &key]).await;
    assert!(!gone.0 && gone.1.contains("there is no dead letter with the key"), "{gone:?}");
    assert_eq!(receiver.dead_letters(&["delete", "--all"]).await, "2 deleted\n");
    assert_eq!(receiver.dead_letters(&["list"]).await, "");
    for number in 0..3 {
        assert_eq!(receiver.deliver(about(number)).await, 202, "it is new");
    }
    assert!(!receiver.setup.run(&["dead-letters", "delete"]).await.0, "which one?");
}

#[tokio::test]
async fn a_role_that_may_only_change_rows_serves_after_the_owner_has_migrated() {
    let Some(postgres) = Postgres::start().await else { return };
    postgres.execute(&["CREATE ROLE service LOGIN", "REVOKE CREATE ON SCHEMA public FROM PUBLIC"]).await;
    // The application has migrations of its own, in the table that sqlx uses by default.
    let of_the_application = "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL,
        installed_on TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL,
        execution_time BIGINT NOT NULL)";
    let done = "INSERT INTO _sqlx_migrations VALUES (1, 'of the application', now(), true, 'x', 1)";
    postgres.execute(&[of_the_application, done]).await;
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::with(&get_process.url, Some(&postgres));
    let (is_good, printed) = {
        setup.set("DATABASE_URL", &postgres.url().replace("postgres@", "service@"));
        setup.run(&["serve"]).await
    };
    assert!(!is_good && printed.contains("run `receiver migrate` as their owner"), "{printed}");
    setup.set("DATABASE_URL", &postgres.url());
    for _ in 0..2 {
        assert_eq!(setup.run(&["migrate"]).await, (true, "the tables are up to date\n".to_owned()));
    }
    let grant = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO service";
    postgres.execute(&[grant]).await;
    setup.set("DATABASE_URL", &postgres.url().replace("postgres@", "service@"));
    setup.set("RECEIVER_MIGRATE_AT_START", "false");
    let receiver = setup.start().await;
    assert_eq!(receiver.deliver(OK).await, 202);
    receiver.decisions(1).await;
    receiver.stop().await;
}

#[tokio::test]
async fn a_database_of_another_encoding_is_refused() {
    let Some(postgres) = Postgres::start().await else { return };
    let latin = "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0";
    postgres.execute(&[latin]).await;
    let mut setup = Setup::new(NOBODY);
    setup.set("DATABASE_URL", &format!("postgres://postgres@{}/latin", postgres.address));
    let (is_good, printed) = setup.run(&["serve"]).await;
    assert!(!is_good && printed.contains("the database's encoding is LATIN1; it must be UTF8"), "{printed}");
}

/// Every name of a metric in a text.
fn names(text: &str) -> Vec<&str> {
    let words = text.split(|char: char| !char.is_ascii_alphanumeric() && char != '_');
    words.filter(|word| word.starts_with("receiver_")).collect()
}

/// Runs Prometheus's own check on a text, where it can be had.
async fn promtool(arguments: &[&str], input: &str) -> Option<String> {
    use tokio::io::AsyncWriteExt;
    let mut command = tokio::process::Command::new("promtool");
    command.args(arguments).kill_on_drop(true);
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let Ok(mut child) = command.stderr(std::process::Stdio::piped()).spawn() else {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "SKIPPED, and nothing is shown about Prometheus: there is no promtool");
        return None;
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
    let output = tokio::time::timeout(PATIENCE, child.wait_with_output()).await.unwrap().unwrap();
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{printed}");
    Some(printed)
}

#[tokio::test]
async fn every_metric_has_a_help_text_and_is_there_from_the_first_scrape() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let receiver = Receiver::start(&get_process.url).await;
    let (_, first) = receiver.operations("metrics").await.unwrap();
    assert_eq!(receiver.deliver(OK).await, 202);
    receiver.decisions(1).await;
    let (_, later) = receiver.operations("metrics").await.unwrap();
    for line in later.lines().filter_map(|line| line.strip_prefix("# TYPE ")) {
        let (name, _) = line.split_once(' ').unwrap();
        assert!(first.contains(&format!("# TYPE {name} ")), "{name} is not in the first scrape");
        assert!(first.contains(&format!("# HELP {name} ")), "{name} has no help text");
    }
    for scrape in [&first, &later] {
        if let Some(printed) = promtool(&["check", "metrics"], scrape).await {
            assert_eq!(printed, "");
        }
    }
    // What the alerts and the dashboard look at is there.
    let (alerts, dashboard) = (include_str!("../../deploy/alerts.yml"), include_str!("../../deploy/dashboard.json"));
    assert!(serde_json::from_str::<serde_json::Value>(dashboard).unwrap()["panels"].is_array());
    let looked_at = [names(alerts), names(dashboard)].concat();
    assert!(looked_at.len() > 10, "{looked_at:?}");
    for name in looked_at {
        let is_there = first.lines().any(|line| line.split(['{', ' ']).next() == Some(name));
        assert!(is_there, "{name} is not in the first scrape\n{first}");
    }
    for label in alerts.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(label, _)| label) {
        if label.contains("=\"") {
            assert!(first.contains(label), "{label} is not in the first scrape");
        }
    }
}

#[tokio::test]
async fn prometheus_takes_the_alert_rules() {
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/alerts.yml");
    if let Some(printed) = promtool(&["check", "rules", rules], "").await {
        assert!(printed.contains("SUCCESS: 8 rules found") && !printed.contains("FAILED"), "{printed}");
    }
}
