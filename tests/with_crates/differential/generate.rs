//! Random JSON near the edges of the contract.

use fastrand::Rng;
use idcloud_types::get_process::{api, web_sdk};
use proptest::arbitrary::Arbitrary;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

/// Strings that mean something to one rule or another.
const WORDS: [&str; 30] = [
    "",
    " ",
    "ok",
    "expired",
    "invalid_identity",
    "OK",
    "ok ",
    "error",
    "id",
    "idlive",
    "adaptiveidtoken",
    "yes",
    "no",
    "inconclusive",
    "PROCESS_STATE_CREATED",
    "PROCESS_STATE_FAILED",
    "PROCESS_STATE_FINISHED",
    "PROCESS_STATE_CANCELED",
    "PROCESS_STATE_",
    "process_state_finished",
    "PROCESS_RESULT_OK",
    "PROCESS_RESULT_UNSPECIFIED",
    "EVENT_TYPE_SESSION_ENDED",
    "EVENT_TYPE_QR_CODE_READ",
    "EVENT_TYPE_OF_TOMORROW",
    "XEVENT_TYPE_",
    "EVENT_TYPE",
    "QR code was read",
    "\u{e9}\n\"\\\u{0}",
    "3",
];

/// Texts that are a process id, or nearly one.
const IDS: [&str; 12] = [
    "8263a268-5388-492a-bca2-28e1ff4a69f0",
    "8263A268-5388-492A-BCA2-28E1FF4A69F0",
    "00000000-0000-0000-0000-000000000000",
    "8263a2685388492abca228e1ff4a69f0",
    "{8263a268-5388-492a-bca2-28e1ff4a69f0}",
    "urn:uuid:8263a268-5388-492a-bca2-28e1ff4a69f0",
    "8263a268-5388-492a-bca2-28e1ff4a69f",
    "8263a268-5388-492a-bca2-28e1ff4a69f0 ",
    "8263a268-5388-492a-bca2-28e1ff4a69fg",
    "8263a26-85388-492a-bca2-28e1ff4a69f0",
    "8263a268-5388-492a-bca2-28e1ff4a69\u{666}",
    "",
];

/// Bodies of the webhook: each member absent, blank, known, unknown, of another vocabulary, or of another type.
pub(crate) fn webhook(rng: &mut Rng) -> Value {
    let mut body = Map::new();
    if rng.u8(..) > 4 {
        let id = if rng.u8(..) > 24 {
            IDS[rng.usize(..3)]
        } else {
            IDS[rng.usize(..IDS.len())]
        };
        body.insert("processId".into(), or_any(id.into(), rng));
    }
    let states = [
        "PROCESS_STATE_FINISHED",
        "PROCESS_STATE_FINISHED",
        "PROCESS_STATE_CREATED",
        "PROCESS_STATE_FAILED",
    ];
    member(&mut body, "state", &states, 4, rng);
    member(&mut body, "flow", &["id", "idlive", "idtoken"], 4, rng);
    member(
        &mut body,
        "result",
        &["ok", "expired", "expired", "invalid_identity"],
        40,
        rng,
    );
    let events = ["EVENT_TYPE_SESSION_ENDED", "EVENT_TYPE_QR_CODE_READ"];
    member(&mut body, "lastEvent", &events, 128, rng);
    member(
        &mut body,
        "lastEventDescription",
        &["QR code was read"],
        160,
        rng,
    );
    if rng.u8(..) < 32 {
        body.insert(WORDS[rng.usize(..WORDS.len())].into(), any(rng, 3));
    }
    or_any_seldom(body.into(), rng)
}

/// Sets a member, except `absent` times in 256.
fn member(body: &mut Map<String, Value>, name: &str, usual: &[&str], absent: u8, rng: &mut Rng) {
    if rng.u8(..) >= absent {
        let value = match rng.u8(..) {
            0..180 => usual[rng.usize(..usual.len())].into(),
            180..230 => WORDS[rng.usize(..WORDS.len())].into(),
            230..250 => Value::Null,
            _ => any(rng, 2),
        };
        body.insert(name.into(), value);
    }
}

/// Responses of the Web & SDK contract, with up to three changes.
pub(crate) fn web_sdk(rng: &mut Rng) -> Value {
    changed::<web_sdk::Response>(rng)
}

/// Responses of the API contract, with up to three changes.
pub(crate) fn api(rng: &mut Rng) -> Value {
    let mut body = changed::<api::Process>(rng);
    if let (Some(body), 0..8) = (body.as_object_mut(), rng.u8(..)) {
        body.insert("state".into(), any(rng, 1));
    }
    body
}

/// A generated value, with up to three changes.
fn changed<T: Arbitrary + serde::Serialize>(rng: &mut Rng) -> Value {
    let mut seed = [0; 32];
    rng.fill(&mut seed);
    let seeded = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), seeded);
    let value = T::arbitrary()
        .new_tree(&mut runner)
        .expect("a strategy rejects nothing");
    let value = value.current();
    let mut value = serde_json::to_value(value).expect("a generated value prints");
    for _ in 0..rng.usize(..4) {
        change(&mut value, rng);
    }
    value
}

/// Changes one value, somewhere inside: replaces it, removes it, or adds a member.
fn change(value: &mut Value, rng: &mut Rng) {
    match value {
        Value::Object(members) if !members.is_empty() && rng.u8(..) < 230 => {
            let name = members
                .keys()
                .nth(rng.usize(..members.len()))
                .cloned()
                .unwrap_or_default();
            if rng.u8(..) < 24 {
                members.remove(&name);
            } else if let Some(member) = members.get_mut(&name) {
                change(member, rng);
            }
        }
        Value::Array(elements) if !elements.is_empty() && rng.u8(..) < 200 => {
            let index = rng.usize(..elements.len());
            change(&mut elements[index], rng);
        }
        value => *value = any(rng, 2),
    }
}

/// The value, or seldom any other.
fn or_any(value: Value, rng: &mut Rng) -> Value {
    if rng.u8(..) < 8 { any(rng, 2) } else { value }
}

fn or_any_seldom(value: Value, rng: &mut Rng) -> Value {
    if rng.u16(..) < 64 { any(rng, 2) } else { value }
}

/// Any JSON, with at most this many levels.
fn any(rng: &mut Rng, levels: usize) -> Value {
    let kinds = if levels == 0 { 8 } else { 10 };
    match rng.usize(..kinds) {
        0 | 1 => Value::Null,
        2 => rng.bool().into(),
        3 => number(rng),
        4 => IDS[rng.usize(..IDS.len())].into(),
        5..8 => WORDS[rng.usize(..WORDS.len())].into(),
        8 => (0..rng.usize(..3)).map(|_| any(rng, levels - 1)).collect(),
        _ => (0..rng.usize(..3))
            .map(|_| {
                (
                    WORDS[rng.usize(..WORDS.len())].to_owned(),
                    any(rng, levels - 1),
                )
            })
            .collect(),
    }
}

/// Numbers at the edges of integers of 64 bits, and with a fraction.
fn number(rng: &mut Rng) -> Value {
    let numbers = [
        json!(0),
        json!(3),
        json!(-1),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(3.0),
        json!(-0.0),
        json!(2.5),
        json!(1e300),
    ];
    numbers[rng.usize(..numbers.len())].clone()
}

/// The JSON of a body, with one of its members repeated.
#[must_use]
pub(crate) fn repeated(body: &Value, known: &[&str]) -> Option<String> {
    let members = body.as_object()?;
    let name = known.iter().find(|name| members.contains_key(**name))?;
    let text = body.to_string();
    let rest = text.strip_prefix('{')?;
    Some(format!("{{{}:{},{rest}", json!(name), members[*name]))
}
