//! Who may deliver: every way that the platform offers.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::fake::{API_KEY, deliver, listen};
use super::keys::Key;
use super::platform::about;
use super::process::{Receiver, Setup};

/// GetProcess is not called in these tests.
const NOBODY: &str = "http://127.0.0.1:1";

async fn status(receiver: &Receiver, header: &str) -> u16 {
    deliver(receiver.setup.listen, header, about(fastrand::u64(..1 << 40))).await.unwrap().as_u16()
}

#[tokio::test]
async fn several_keys_and_basics_are_good_at_once_in_both_forms() {
    let mut setup = Setup::new(NOBODY);
    setup.set("RECEIVER_API_KEY", "X-API-Key: old-key\nX-API-Key:new-key\n\nplain-key");
    setup.set("RECEIVER_BASIC", "user:pass\nuser:pass:word");
    let receiver = setup.start().await;
    for (header, expected) in [
        ("X-API-Key:old-key", 202),
        ("x-api-key:new-key", 202),
        // Without a header of its own, the platform sends it as Authorization.
        ("Authorization:plain-key", 202),
        ("Authorization:Basic dXNlcjpwYXNz", 202),
        ("Authorization:Basic dXNlcjpwYXNzOndvcmQ=", 202),
        ("X-API-Key:plain-key", 401),
        ("Authorization:old-key", 401),
        ("Authorization:Basic dXNlcjo=", 401),
        ("Authorization:user:pass", 401),
        ("Authorization:Bearer old-key", 401),
        ("X-API-Key:", 401),
        ("X-Nothing:x", 401),
    ] {
        assert_eq!(status(&receiver, header).await, expected, "{header}");
    }
}

#[tokio::test]
async fn keys_in_a_file_are_changed_without_a_restart() {
    let mut setup = Setup::new(NOBODY);
    setup.set_file("RECEIVER_API_KEY", "X-API-Key:one");
    let mut receiver = setup.start().await;
    assert_eq!(status(&receiver, "X-API-Key:one").await, 202);
    assert_eq!(status(&receiver, "X-API-Key:two").await, 401);
    receiver.setup.set_file("RECEIVER_API_KEY", "X-API-Key:one\nX-API-Key:two");
    receiver.until("both are good", async || status(&receiver, "X-API-Key:two").await == 202).await;
    assert_eq!(status(&receiver, "X-API-Key:one").await, 202);
    receiver.setup.set_file("RECEIVER_API_KEY", "X-API-Key:two");
    receiver.until("one is good", async || status(&receiver, "X-API-Key:one").await == 401).await;
    // A file that is empty for a moment lets nobody in, and shuts nobody out.
    receiver.setup.set_file("RECEIVER_API_KEY", "");
    receiver.until("it is refused", async || receiver.log().contains("it is empty")).await;
    assert_eq!(status(&receiver, "X-API-Key:two").await, 202);
}

#[tokio::test]
async fn without_a_credential_it_starts_only_for_development_and_says_so_loudly() {
    let mut setup = Setup::new(NOBODY);
    setup.variables.remove("RECEIVER_API_KEY");
    let (is_good, printed) = setup.run(&["serve"]).await;
    assert!(!is_good && printed.contains("nobody may deliver: set RECEIVER_API_KEY"), "{printed}");
    setup.set("RECEIVER_AUTHENTICATION", "none");
    let receiver = setup.start().await;
    assert_eq!(status(&receiver, "X-Nothing:x").await, 202);
    assert!(receiver.log().contains("ANYBODY MAY DELIVER"), "{}", receiver.log());
}

#[tokio::test]
async fn a_flood_of_401s_leaves_a_few_lines_with_the_peer_and_the_number() {
    let receiver = Receiver::start(NOBODY).await;
    for _ in 0..300 {
        assert_eq!(status(&receiver, "X-API-Key:guess").await, 401);
    }
    let log = receiver.log();
    let lines: Vec<_> = log.lines().filter(|line| line.contains("without a valid credential")).collect();
    assert!((1..=10).contains(&lines.len()), "{lines:?}");
    assert!(lines[0].contains("peer=127.0.0.1") && !log.contains("guess"), "{log}");
    assert!(receiver.metric(r#"receiver_answers_total{status="401"}"#).await > 299.0);
}

/// An identity provider of both kinds.
struct Provider {
    url: String,
    keys: Arc<Mutex<Vec<Jwk>>>,
    is_down: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
}

/// What the provider says about a token.
fn about_token(token: &str) -> Value {
    match token {
        "good" => json!({ "active": true, "aud": "receiver", "iss": "https://id.example" }),
        "good-for-several" => json!({ "active": true, "aud": ["other", "receiver"], "iss": "https://id.example" }),
        "for-another" => json!({ "active": true, "aud": "other", "iss": "https://id.example" }),
        "for-nobody" => json!({ "active": true, "iss": "https://id.example" }),
        "by-another" => json!({ "active": true, "aud": "receiver", "iss": "https://evil.example" }),
        _ => json!({ "active": false }),
    }
}

impl Provider {
    async fn start() -> Self {
        let (listener, address) = listen().await.unwrap();
        let provider = Self {
            url: format!("http://{address}"),
            keys: Arc::default(),
            is_down: Arc::default(),
            asked: Arc::default(),
        };
        let (keys, is_down, asked) =
            (Arc::clone(&provider.keys), Arc::clone(&provider.is_down), Arc::clone(&provider.asked));
        let down = Arc::clone(&is_down);
        let jwks = async move || -> Response {
            if is_down.load(Ordering::Relaxed) {
                return StatusCode::BAD_GATEWAY.into_response();
            }
            let set = JwkSet { keys: keys.lock().unwrap().clone() };
            serde_json::to_string(&set).unwrap().into_response()
        };
        let introspect = async move |headers: HeaderMap, body: String| -> Response {
            if down.load(Ordering::Relaxed) {
                return StatusCode::BAD_GATEWAY.into_response();
            }
            // The basic authentication of `asks:secret`.
            if headers["authorization"] != "Basic YXNrczpzZWNyZXQ=" {
                return StatusCode::UNAUTHORIZED.into_response();
            }
            asked.fetch_add(1, Ordering::Relaxed);
            about_token(body.strip_prefix("token=").unwrap()).to_string().into_response()
        };
        let router = Router::new().route("/keys", get(jwks)).route("/introspect", post(introspect));
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }
}

/// Claims of a token that is good for another hour.
fn claims() -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    json!({ "iss": "https://id.example", "aud": "receiver", "exp": now + 3_600, "nbf": now - 10, "sub": "platform" })
}

fn with(name: &str, value: impl Into<Value>) -> Value {
    let mut claims = claims();
    claims[name] = value.into();
    claims
}

fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

#[tokio::test]
async fn bearer_tokens_are_checked_by_the_keys_of_the_provider() {
    let provider = Provider::start().await;
    let (key, next, foreign) = (Key::generate(), Key::generate(), Key::generate());
    *provider.keys.lock().unwrap() = vec![key.public("first")];
    let mut setup = Setup::new(NOBODY);
    setup.set("RECEIVER_BEARER__JWKS_URL", &format!("{}/keys", provider.url));
    setup.set("RECEIVER_BEARER__ISSUER", "https://id.example");
    setup.set("RECEIVER_BEARER__AUDIENCE", "receiver");
    let receiver = setup.start().await;
    let now = claims()["exp"].as_u64().unwrap() - 3_600;
    let first = Some("first");
    let public = serde_json::to_string(&key.public("first")).unwrap();
    let by_secret = encode(&Header::default(), &claims(), &EncodingKey::from_secret(public.as_bytes())).unwrap();
    let unsigned = {
        let signed = key.sign(first, &claims());
        let (_, rest) = signed.split_once('.').unwrap();
        let (payload, _) = rest.split_once('.').unwrap();
        // {"alg":"none"}
        format!("eyJhbGciOiJub25lIn0.{payload}.")
    };
    for (what, token, expected) in [
        ("good", key.sign(first, &claims()), 202),
        ("the only key needs no name", key.sign(None, &claims()), 202),
        ("for several", key.sign(first, &with("aud", json!(["other", "receiver"]))), 202),
        ("for another", key.sign(first, &with("aud", "other")), 401),
        ("for nobody", key.sign(first, &without("aud")), 401),
        ("by another issuer", key.sign(first, &with("iss", "https://evil.example")), 401),
        ("by nobody", key.sign(first, &without("iss")), 401),
        ("expired", key.sign(first, &with("exp", now - 3_600)), 401),
        ("without an end", key.sign(first, &without("exp")), 401),
        ("not yet good", key.sign(first, &with("nbf", now + 3_600)), 401),
        ("of another key", foreign.sign(first, &claims()), 401),
        ("of an unknown key", foreign.sign(Some("second"), &claims()), 401),
        ("signed with the public key as a secret", by_secret, 401),
        ("not signed", unsigned, 401),
        ("no token", "x".to_owned(), 401),
        ("empty", String::new(), 401),
    ] {
        assert_eq!(status(&receiver, &format!("Authorization:Bearer {token}")).await, expected, "{what}");
        let lower_case = status(&receiver, &format!("authorization:bearer {token}")).await;
        assert_eq!(lower_case, expected, "{what}, in lower case");
    }
    assert_eq!(status(&receiver, API_KEY).await, 202, "beside the tokens");

    // The provider's next key is found without a restart, though unknown keys don't cause a request each.
    *provider.keys.lock().unwrap() = vec![key.public("first"), next.public("second")];
    let token = next.sign(Some("second"), &claims());
    let header = format!("Authorization:Bearer {token}");
    receiver.until("the next key is good", async || status(&receiver, &header).await == 202).await;
    assert!(!receiver.log().contains(&token));
}

#[tokio::test]
async fn a_provider_that_is_down_is_no_refusal() {
    for path in ["jwks_url", "introspection_url"] {
        let provider = Provider::start().await;
        provider.is_down.store(true, Ordering::Relaxed);
        let key = Key::generate();
        *provider.keys.lock().unwrap() = vec![key.public("first")];
        let place = if path == "jwks_url" { "keys" } else { "introspect" };
        let mut setup = Setup::new(NOBODY);
        setup.set(&format!("RECEIVER_BEARER__{}", path.to_uppercase()), &format!("{}/{place}", provider.url));
        setup.set("RECEIVER_BEARER__ISSUER", "https://id.example");
        setup.set("RECEIVER_BEARER__AUDIENCE", "receiver");
        setup.set("RECEIVER_INTROSPECTION_CLIENT", "asks:secret");
        let receiver = setup.start().await;
        let token = if path == "jwks_url" { key.sign(Some("first"), &claims()) } else { "good".to_owned() };
        let header = format!("Authorization:Bearer {token}");
        assert_eq!(status(&receiver, &header).await, 503, "{path}");
        provider.is_down.store(false, Ordering::Relaxed);
        receiver.until("it is good", async || status(&receiver, &header).await == 202).await;
    }
}

#[tokio::test]
async fn bearer_tokens_are_checked_by_asking_the_provider_once_a_minute() {
    let provider = Provider::start().await;
    let mut setup = Setup::new(NOBODY);
    setup.set("RECEIVER_BEARER__INTROSPECTION_URL", &format!("{}/introspect", provider.url));
    setup.set("RECEIVER_BEARER__ISSUER", "https://id.example");
    setup.set("RECEIVER_BEARER__AUDIENCE", "receiver");
    setup.set("RECEIVER_INTROSPECTION_CLIENT", "asks:secret");
    let receiver = setup.start().await;
    for (token, expected) in [
        ("good", 202),
        ("good-for-several", 202),
        ("for-another", 401),
        ("for-nobody", 401),
        ("by-another", 401),
        ("revoked", 401),
    ] {
        assert_eq!(status(&receiver, &format!("Authorization:Bearer {token}")).await, expected, "{token}");
    }
    let asked = provider.asked.load(Ordering::Relaxed);
    for _ in 0..5 {
        assert_eq!(status(&receiver, "Authorization:Bearer good").await, 202);
    }
    assert_eq!(provider.asked.load(Ordering::Relaxed), asked);
}

#[tokio::test]
async fn bearer_settings_that_would_let_anybody_in_are_refused() {
    let url = "https://id.example/x";
    for (settings, expected) in [
        (&[("JWKS_URL", url), ("AUDIENCE", "a")][..], "[bearer] needs `audience`, and `issuer` beside `jwks_url`"),
        (&[("JWKS_URL", url), ("ISSUER", "i")], "[bearer] needs `audience`"),
        (&[("INTROSPECTION_URL", url)], "[bearer] needs `audience`"),
        (&[("INTROSPECTION_URL", url), ("AUDIENCE", "a")], "needs RECEIVER_INTROSPECTION_CLIENT"),
        (&[("INTROSPECTION_URL", url), ("JWKS_URL", url), ("AUDIENCE", "a")], "not both"),
        (&[("JWKS_URL", "http://id.example/x"), ("ISSUER", "i"), ("AUDIENCE", "a")], "plain http"),
    ] {
        let mut setup = Setup::new(NOBODY);
        for (name, value) in settings {
            setup.set(&format!("RECEIVER_BEARER__{name}"), value);
        }
        let (is_good, printed) = setup.run(&["check-config"]).await;
        assert!(!is_good && printed.contains(expected), "{settings:?}: {printed}");
    }
}
