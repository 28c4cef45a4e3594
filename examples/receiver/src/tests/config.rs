//! What can be set, and that a typo fails at start-up.

use std::ffi::OsString;

use idcloud_types::webhook::EventType;

use crate::auth::Credential;
use crate::config::Config;
use crate::get_process::Client;
use crate::next_step::Contract;

const SAMPLE: &str = include_str!("../../receiver.toml");

const SECRETS: [(&str, &str); 2] = [
    ("RECEIVER_API_KEY", "X-API-Key:abc123"),
    ("RECEIVER_GET_PROCESS_TOKEN", "token"),
];

fn load(text: &str, variables: &[(&str, &str)]) -> anyhow::Result<Config> {
    let owned = |(name, value): &(&str, &str)| (OsString::from(name), OsString::from(value));
    Config::load(text, variables.iter().map(owned))
}

fn sample_with(variables: &[(&str, &str)]) -> anyhow::Result<Config> {
    load(SAMPLE, &[&SECRETS, variables].concat())
}

/// The sample with a piece of text in the place of another.
fn edited(from: &str, to: &str) -> anyhow::Result<Config> {
    assert!(SAMPLE.contains(from), "{from}");
    load(&SAMPLE.replacen(from, to, 1), &SECRETS)
}

#[track_caller]
fn assert_error(loaded: anyhow::Result<Config>, expected: &str) {
    let error = format!("{:#}", loaded.unwrap_err());
    assert!(error.contains(expected), "{error}");
}

#[test]
fn variables_win_over_the_file() {
    let config = sample_with(&[
        ("RECEIVER_LISTEN", "[::1]:9"),
        (
            "RECEIVER_LAST_EVENTS",
            "EVENT_TYPE_SESSION_ENDED, EVENT_TYPE_OF_TOMORROW",
        ),
        ("PATH", "/bin"),
    ])
    .unwrap();
    assert_eq!(config.listen.port(), 9);
    let last_events = &config.subscription.last_events;
    assert!(last_events.contains(&"EVENT_TYPE_OF_TOMORROW".into()));
    assert!(!last_events.contains(&EventType::QrCodeRead));
    assert_eq!(config.subscription.unrecognized().count(), 1);
}

#[test]
fn the_file_alone_does_it_too() {
    let config = edited(
        "last_events = \"all\"",
        "last_events = { except = [\"EVENT_TYPE_OF_TOMORROW\"] }",
    );
    let last_events = config.unwrap().subscription.last_events;
    assert!(!last_events.contains(&"EVENT_TYPE_OF_TOMORROW".into()));
    assert!(last_events.contains(&EventType::QrCodeRead));
    let config = edited("\"web-sdk\"\n", "\"api\"\n").unwrap();
    assert_eq!(config.get_process.contract, Contract::Api);
}

#[test]
fn a_typo_fails() {
    assert_error(edited("listen", "lisen"), "lisen");
    assert_error(edited("\nlast_events", "\nlast_event"), "last_event");
    assert_error(edited("timeout_ms", "timeout"), "timeout");
    assert_error(edited("workers = 4", "workers = 0"), "workers");
    assert_error(
        sample_with(&[("RECEIVER_LAST_EVENT", "all")]),
        "RECEIVER_LAST_EVENT: is not known",
    );
    assert_error(
        sample_with(&[("RECEIVER_LAST_EVENTS", "EVENT_TYPE_SESSION_ENDED,,")]),
        "RECEIVER_LAST_EVENTS: entry 2 of the selection is blank",
    );
}

#[test]
fn a_secret_must_be_there_and_is_never_shown() {
    assert_error(load(SAMPLE, &SECRETS[1..]), "nobody may deliver");
    assert_error(load(SAMPLE, &SECRETS[..1]), "RECEIVER_GET_PROCESS_TOKEN");
    for (name, value) in [
        ("RECEIVER_API_KEY", "X-API-Key: "),
        ("RECEIVER_API_KEY", "no header:abc123"),
        ("RECEIVER_BASIC", "abc123"),
        ("RECEIVER_GET_PROCESS_TOKEN", "abc123\n4"),
    ] {
        let error = format!("{:#}", sample_with(&[(name, value)]).unwrap_err());
        assert!(error.contains(name) && !error.contains("abc123"), "{error}");
    }
    let shown = format!("{:?}", sample_with(&[]).unwrap());
    assert!(
        !shown.contains("abc123") && !shown.contains("token\""),
        "{shown}"
    );
    let basic = format!("{:?}", Credential::basic("user:pass").unwrap());
    assert!(!basic.contains("dXNlcjpwYXNz"), "{basic}");
}

#[test]
fn the_token_goes_to_no_open_line() {
    let client = |url: &str| {
        let mut config = sample_with(&[]).unwrap();
        config.get_process.url = url.to_owned();
        Client::new(&config.get_process).map_err(|error| error.to_string())
    };
    for url in ["http://127.0.0.1:1", "http://localhost:1/", "http://[::1]"] {
        assert!(client(url).is_ok(), "{url}");
    }
    for (url, expected) in [
        ("", "missing"),
        ("api.idcloud.unico.app", "no URL"),
        ("ftp://127.0.0.1", "neither"),
        ("http://api.idcloud.unico.app", "plain http"),
        ("http://127.0.0.1.example.com", "plain http"),
    ] {
        let error = client(url).unwrap_err();
        assert!(error.contains(expected), "{url}: {error}");
    }
    let https = client("https://api.idcloud.unico.app");
    assert_eq!(https.is_ok(), cfg!(feature = "tls"));
}
