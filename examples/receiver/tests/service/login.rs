//! How the service gets its token for GetProcess: from the platform, from a gateway, or from you.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::fake::{FakeGetProcess, TOKEN, listen};
use super::keys::Key;
use super::platform::{about, ok, process};
use super::process::{Receiver, Setup};

const ISSUER: &str = "receiver@tenant.iam.acesso.io";

/// The platform's login: it takes an assertion once, and only with the claims that it documents.
#[derive(Clone)]
struct Login {
    url: String,
    key: Arc<Mutex<DecodingKey>>,
    used: Arc<Mutex<HashSet<String>>>,
    /// Why it refused an assertion, and not by `answer`.
    refused: Arc<Mutex<Vec<String>>>,
    asked: Arc<AtomicUsize>,
}

impl Login {
    /// `answer` is what a good assertion is answered with.
    async fn start(key: &Key, answer: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Self {
        let (listener, address) = listen().await.unwrap();
        let login = Self {
            url: format!("http://{address}"),
            key: Arc::new(Mutex::new(key.decoding())),
            used: Arc::default(),
            refused: Arc::default(),
            asked: Arc::default(),
        };
        let shared = login.clone();
        let token = post(async move |headers: HeaderMap, body: String| {
            shared.asked.fetch_add(1, Ordering::Relaxed);
            match shared.check(&headers, &body) {
                Ok(()) => answer(),
                Err(code) => {
                    shared.refused.lock().unwrap().push(code.to_owned());
                    refusal(code)
                }
            }
        });
        let router = Router::new().route("/oauth2/token", token);
        tokio::spawn(async move { axum::serve(listener, router).await });
        login
    }

    fn check(&self, headers: &HeaderMap, body: &str) -> Result<(), &'static str> {
        if headers["content-type"] != "application/x-www-form-urlencoded" || headers.contains_key("authorization") {
            return Err("1.2.5");
        }
        let grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
        let assertion = body.strip_prefix(grant).ok_or("1.2.5")?;
        let header = serde_json::to_value(decode_header(assertion).map_err(|_| "1.2.20")?).unwrap();
        if header != json!({ "alg": "RS256", "typ": "JWT" }) {
            return Err("1.2.5");
        }
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_audience(&[&self.url]);
        validation.set_issuer(&[ISSUER]);
        let claims: Value = decode(assertion, &self.key.lock().unwrap(), &validation).map_err(|_| "1.2.21")?.claims;
        let names: HashSet<_> = claims.as_object().unwrap().keys().map(String::as_str).collect();
        if names != HashSet::from(["iss", "aud", "scope", "iat", "exp"]) {
            return Err("1.2.22");
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let (issued, expires) = (claims["iat"].as_u64().unwrap(), claims["exp"].as_u64().unwrap());
        if claims["scope"] != "*" {
            return Err("1.1.1");
        }
        if issued.abs_diff(now) > 60 || expires <= now || expires > issued + 3_600 {
            return Err("1.2.4");
        }
        if self.used.lock().unwrap().insert(assertion.to_owned()) { Ok(()) } else { Err("1.2.7") }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    fn setup(&self, get_process: &str, key: &Key) -> Setup {
        let mut setup = Setup::new(get_process);
        setup.variables.remove("RECEIVER_TOKEN");
        setup.set("RECEIVER_LOGIN__URL", &format!("{}/oauth2/token", self.url));
        setup.set("RECEIVER_LOGIN__ISSUER", ISSUER);
        setup.set_file("RECEIVER_PRIVATE_KEY", &key.pem);
        setup
    }
}

fn refusal(code: &str) -> Response {
    let description = format!("Falha na autenticação {code}");
    let body = json!({ "error": "server_error", "error_description": description }).to_string();
    (StatusCode::UNAUTHORIZED, body).into_response()
}

fn issued(expires_in: &Value) -> Response {
    let mut token = json!({ "access_token": TOKEN, "token_type": "Bearer" });
    if !expires_in.is_null() {
        token["expires_in"] = expires_in.clone();
    }
    token.to_string().into_response()
}

/// Ten deliveries in four seconds.
async fn ten_deliveries(receiver: &Receiver) {
    for number in 0..10 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
        sleep(Duration::from_millis(400)).await;
    }
    receiver.decisions(10).await;
}

#[tokio::test]
async fn the_platform_gets_five_claims_a_fresh_assertion_for_every_token_and_all_of_them_before_the_end() {
    let key = Key::generate();
    for (expires_in, tokens) in [
        (json!("2"), 3..=10),
        (json!(2), 3..=10),
        (json!(2.0), 3..=10),
        (json!("3600"), 1..=1),
        (Value::Null, 1..=1),
        (json!("soon"), 1..=1),
        (json!(-1), 1..=1),
        (json!(1e300), 1..=1),
    ] {
        let answer = expires_in.clone();
        let login = Login::start(&key, move || issued(&answer)).await;
        let get_process = FakeGetProcess::start(ok).await.unwrap();
        let receiver = login.setup(&get_process.url, &key).start().await;
        ten_deliveries(&receiver).await;
        assert!(tokens.contains(&login.asked()), "{expires_in}: {}", login.asked());
        assert_eq!(*login.refused.lock().unwrap(), Vec::<String>::new(), "{expires_in}");
        let log = receiver.stop().await.log();
        assert!(!log.contains("no token") && !log.contains(TOKEN), "{log}");
    }
}

#[tokio::test]
async fn a_locked_account_is_left_alone_and_another_key_is_tried_at_once() {
    let (locked, other) = (Key::generate(), Key::generate());
    let is_locked = Arc::new(AtomicBool::new(true));
    let answer = Arc::clone(&is_locked);
    let login =
        Login::start(
            &locked,
            move || {
                if answer.load(Ordering::Relaxed) { refusal("1.2.18") } else { issued(&json!(3_600)) }
            },
        )
        .await;
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut receiver = login.setup(&get_process.url, &locked).start().await;
    for number in 0..20 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.until("it pauses", async || receiver.metric(r#"receiver_paused{by="get_process"}"#).await > 0.0).await;
    sleep(Duration::from_secs(4)).await;
    assert_eq!(login.asked(), 1, "a locked account is locked for longer with every try");
    let log = receiver.log();
    assert!(log.contains("code 1.2.18") && log.contains("the account is locked"), "{log}");
    assert_eq!(receiver.dead_letters(&["list"]).await, "");

    *login.key.lock().unwrap() = other.decoding();
    is_locked.store(false, Ordering::Relaxed);
    receiver.setup.set_file("RECEIVER_PRIVATE_KEY", &other.pem);
    receiver.decisions(20).await;
    assert_eq!(login.asked(), 2);
    receiver.stop().await;
}

#[tokio::test]
async fn the_code_of_a_refused_login_is_in_the_log_and_nobody_is_dead() {
    for (code, meaning) in [
        ("1.2.4", "the assertion has expired; is this clock right?"),
        ("1.2.6", "the private key is not accepted any more"),
        ("1.2.14", "the account lacks a permission"),
        ("9.9.9", "no reason that is known"),
    ] {
        let key = Key::generate();
        let login = Login::start(&key, move || refusal(code)).await;
        let setup = login.setup("http://127.0.0.1:1", &key);
        setup.edit("attempts = 3", "attempts = 1");
        let receiver = setup.start().await;
        for number in 0..10 {
            assert_eq!(receiver.deliver(about(number)).await, 202);
        }
        receiver
            .until("the code is logged", async || receiver.log().contains(&format!("code {code}: {meaning}")))
            .await;
        assert!(receiver.metric(r#"receiver_get_process_total{response="no_token"}"#).await > 0.0);
        assert_eq!(receiver.dead_letters(&["list"]).await, "");
        assert_eq!(receiver.operations("readyz").await.unwrap().0, 200, "deliveries are still taken");
    }
}

#[tokio::test]
async fn a_gateway_may_want_client_credentials() {
    let given = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&given);
    let token = post(async move |headers: HeaderMap, body: String| -> Response {
        let is_known = headers["authorization"] == "Basic aWQ6c2VjcmV0";
        if !is_known || body != "grant_type=client_credentials" {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        count.fetch_add(1, Ordering::Relaxed);
        issued(&json!(2))
    });
    let (listener, address) = listen().await.unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/token", token)).await });
    let get_process = FakeGetProcess::start(|id, times| match (id, times) {
        (id, 1) if id == process(5) => StatusCode::UNAUTHORIZED.into_response(),
        _ => ok(id, times),
    })
    .await
    .unwrap();
    let mut setup = Setup::new(&get_process.url);
    setup.variables.remove("RECEIVER_TOKEN");
    setup.set("RECEIVER_LOGIN__URL", &format!("http://{address}/token"));
    setup.set("RECEIVER_CLIENT", "id:secret");
    let receiver = setup.start().await;
    ten_deliveries(&receiver).await;
    let given = given.load(Ordering::Relaxed);
    assert!((3..=10).contains(&given), "{given}");
    assert!(!receiver.log().contains("a pause"), "{}", receiver.log());
}

#[tokio::test]
async fn a_fixed_token_is_read_again_when_its_file_changes() {
    let get_process = FakeGetProcess::start(ok).await.unwrap();
    let mut setup = Setup::new(&get_process.url);
    setup.set_file("RECEIVER_TOKEN", "a token of yesterday");
    let mut receiver = setup.start().await;
    for number in 0..10 {
        assert_eq!(receiver.deliver(about(number)).await, 202);
    }
    receiver.until("it pauses", async || receiver.metric(r#"receiver_paused{by="get_process"}"#).await > 0.0).await;
    let pid = receiver.pid();
    receiver.setup.set_file("RECEIVER_TOKEN", &format!("{TOKEN}\n"));
    receiver.decisions(10).await;
    assert_eq!(receiver.pid(), pid);
    assert_eq!(receiver.dead_letters(&["list"]).await, "");
}

#[tokio::test]
async fn exactly_one_credential_for_get_process_is_needed() {
    let key = Key::generate();
    let all = [
        ("RECEIVER_TOKEN", TOKEN),
        ("RECEIVER_GET_PROCESS_BASIC", "user:pass"),
        ("RECEIVER_CLIENT", "id:secret"),
        ("RECEIVER_PRIVATE_KEY", &key.pem),
    ];
    for chosen in 0..16_u32 {
        let mut setup = Setup::new("http://127.0.0.1:1");
        setup.variables.remove("RECEIVER_TOKEN");
        setup.set("RECEIVER_LOGIN__ISSUER", ISSUER);
        for (place, (name, value)) in all.iter().enumerate() {
            if chosen & (1 << place) != 0 {
                setup.set(name, value);
            }
        }
        let (is_good, printed) = setup.run(&["check-config"]).await;
        assert_eq!(is_good, chosen.is_power_of_two(), "{chosen:04b}: {printed}");
        assert!(is_good || printed.contains("GetProcess needs one credential"), "{printed}");
    }
}

#[tokio::test]
async fn a_credential_that_cannot_work_is_refused_at_the_start_and_not_shown() {
    for (name, value, expected) in [
        ("RECEIVER_TOKEN", "secret\u{7}", "a character that no header may hold"),
        ("RECEIVER_CLIENT", "secret", "expected user:pass"),
        ("RECEIVER_GET_PROCESS_BASIC", "secret", "expected user:pass"),
        ("RECEIVER_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----\nsecret\n", "is not an RSA key in PEM"),
        ("RECEIVER_TOKEN", "", "it is empty"),
    ] {
        let mut setup = Setup::new("http://127.0.0.1:1");
        setup.variables.remove("RECEIVER_TOKEN");
        setup.set("RECEIVER_LOGIN__ISSUER", ISSUER);
        setup.set(name, value);
        let (is_good, printed) = setup.run(&["serve"]).await;
        assert!(!is_good && printed.contains(name) && printed.contains(expected), "{name}: {printed}");
        assert!(!printed.contains("secret"), "{printed}");
    }
}
