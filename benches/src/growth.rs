//! What grows: every public function that takes input of any size, on inputs of every kind that can grow.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::hint::black_box;
use std::io;
use std::str::{self, FromStr};

use idcloud_types::ReadError;
use idcloud_types::get_process::{Criteria, ErrorBody, Outcome, api, web_sdk};
use idcloud_types::webhook::{DeliveryKey, Payload, RawPayload, Subscription};
use serde::Deserialize as _;
use serde_json::{Map, Value, json};

use crate::cases::Run;

/// The sizes of each input.
pub const SIZES: [usize; 4] = [1, 2, 4, 8];

/// What is done to an input of one size.
pub struct Case {
    /// What is done.
    pub job: String,
    /// What grows.
    pub input: &'static str,
    /// Prepares a run on an input of this many times the smallest size.
    pub prepare: Box<dyn Fn(usize) -> Run>,
}

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

/// The elements of the smallest input: enough to make fixed costs negligible.
const ELEMENTS: usize = 40;

/// Every case.
#[must_use]
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |of: &str, job: &str, input, prepare| {
        let job = format!("{of}: {job}");
        cases.push(Case {
            job,
            input,
            prepare,
        });
    };
    let bodies: [(&str, &[Input], &[Job], Write); 4] = [
        ("Web & SDK", RESPONSES, WEB_SDK, web_sdk_body),
        ("API", RESPONSES, API, api_body),
        ("webhook", DELIVERIES, WEBHOOK, delivery),
        ("HTTP error", ERRORS, ERROR, |body| {
            body.to_string().into_bytes()
        }),
    ];
    for (of, inputs, jobs, write) in bodies {
        for &(input, grown) in inputs {
            for &(job, run) in jobs {
                add(
                    of,
                    job,
                    input,
                    Box::new(move |size| run(write(grown(size)))),
                );
            }
        }
    }
    let configurations: [(&str, &[Input], &[ConfigurationJob]); 2] = [
        ("Criteria", CRITERIA, BY_CRITERIA),
        ("Subscription", SUBSCRIPTIONS, BY_SUBSCRIPTION),
    ];
    for (of, inputs, jobs) in configurations {
        for &(input, grown) in inputs {
            for &(job, run) in jobs {
                add(of, job, input, Box::new(move |size| run(&grown(size))));
            }
        }
    }
    cases
}

/// Runs a function and drops what it gives.
fn run<T>(run: impl Fn() -> T + 'static) -> Run {
    Box::new(move || drop(black_box(run())))
}

// Inputs

type Grown = fn(usize) -> Value;

/// What grows, and how.
type Input = (&'static str, Grown);

/// Writes what has grown into a body.
type Write = fn(Value) -> Vec<u8>;

/// What is done with a configuration, and how a run on it is prepared.
type ConfigurationJob = (&'static str, fn(&Value) -> Run);

/// So many members or elements, by their numbers.
fn members(size: usize, member: impl Fn(usize) -> (String, Value)) -> Value {
    (0..ELEMENTS * size)
        .map(member)
        .collect::<Map<_, _>>()
        .into()
}

fn elements(size: usize, element: impl Fn(usize) -> Value) -> Value {
    (0..ELEMENTS * size).map(element).collect::<Vec<_>>().into()
}

fn long(start: &str, size: usize, end: &str) -> String {
    format!("{start}{}{end}", "a".repeat(32 * ELEMENTS * size))
}

/// Objects in objects: `serde_json` reads 127 levels.
fn nested(size: usize, innermost: Value) -> Value {
    (0..15 * size).fold(innermost, |inner, _| json!({ "a": inner }))
}

/// What the object of the checks has besides a yes.
const RESPONSES: &[Input] = &[
    ("unknown members", |size| {
        members(size, |n| (format!("member{n}"), json!(n)))
    }),
    ("unknown checks", |size| {
        members(size, |n| {
            (format!("check{n}Result"), json!("CHECK_RESULT_CLEAR"))
        })
    }),
    ("unknown checks that are objects", |size| {
        members(size, |n| {
            (format!("check{n}"), json!({ "result": "clear" }))
        })
    }),
    ("results that can't be accepted", |size| {
        members(size, |n| (format!("check{n}Result"), json!(true)))
    }),
    (
        "values of one check",
        |size| json!({ "morphResult": elements(size, |n| json!(format!("value{n}"))) }),
    ),
    (
        "results in one list",
        |size| json!({ "checks": elements(size, |n| json!({ "name": n, "result": "clear" })) }),
    ),
    (
        "values of a check with a long name",
        |size| json!({ long("", size, "Result"): elements(size, |n| json!(n)) }),
    ),
    (
        "results in a list with a long name",
        |size| json!({ long("", size, ""): elements(size, |n| json!({ "result": n })) }),
    ),
    (
        "known names in a list with a long name",
        |size| json!({ long("", size, ""): elements(size, |n| json!({ "liveness": n })) }),
    ),
    ("values of two checks with one long name", |size| {
        let check = json!({ long("", size, "Result"): elements(size, |n| json!(n)) });
        json!({ "checks": [check, check] })
    }),
    ("known names in two lists with one long name", |size| {
        let list = json!({ long("", size, ""): elements(size, |n| json!({ "liveness": n })) });
        json!({ "lists": [list, list] })
    }),
    (
        "members of an object with a long name",
        |size| json!({ long("", size, ""): members(size, |n| (format!("liveness{n}"), json!({ "result": 1, "liveness": 1 }))) }),
    ),
    ("depth", |size| {
        nested(size, json!({ "morphResult": "clear" }))
    }),
    (
        "depth inside a check",
        |size| json!({ "morphResult": nested(size, json!("MORPH_RESULT_CLEAR")) }),
    ),
    (
        "the length of a value",
        |size| json!({ "morphResult": long("MORPH_RESULT_", size, "") }),
    ),
    (
        "the length of a known check's value",
        |size| json!({ "livenessResult": long("LIVENESS_RESULT_", size, ""), "unicoId": { "result": long("", size, "") } }),
    ),
    (
        "the length of an unknown string",
        |size| json!({ "note": long("", size, "\u{e9}\"\n") }),
    ),
    (
        "a known member of another type",
        |size| json!({ "livenessResult": elements(size, |n| json!(n)), "liveness": elements(size, |n| json!({ "result": n })) }),
    ),
];

/// The response of a Web & SDK process whose object of checks has these members, and so have the objects around it.
fn web_sdk_body(mut added: Value) -> Vec<u8> {
    let mut info = json!({
        "livenessResult": "LIVENESS_RESULT_LIVE", "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE",
    });
    add(&mut info, &mut added);
    let process = json!({
        "id": ID, "flow": "id", "state": "PROCESS_STATE_FINISHED", "result": "PROCESS_RESULT_OK",
        "authenticationInfo": info,
    });
    json!({ "process": process }).to_string().into_bytes()
}

fn api_body(mut added: Value) -> Vec<u8> {
    let mut process = json!({ "id": ID, "status": 3, "unicoId": { "result": "yes" } });
    add(&mut process, &mut added);
    process.to_string().into_bytes()
}

fn add(object: &mut Value, added: &mut Value) {
    if let (Value::Object(object), Value::Object(added)) = (object, added) {
        object.append(added);
    }
}

const DELIVERIES: &[Input] = &[
    ("unknown members", |size| {
        members(size, |n| (format!("member{n}"), json!(n)))
    }),
    ("depth", |size| json!({ "a": nested(size, json!(1)) })),
    (
        "the length of the flow",
        |size| json!({ "flow": long("", size, "") }),
    ),
    (
        "the length of the state",
        |size| json!({ "state": long("PROCESS_STATE_", size, "%\u{e9}") }),
    ),
    (
        "the length of the event",
        |size| json!({ "result": "expired", "lastEvent": long("EVENT_TYPE_", size, "") }),
    ),
    (
        "the length of the description",
        |size| json!({ "result": "expired", "lastEvent": "EVENT_TYPE_X", "lastEventDescription": long("\"", size, "\n") }),
    ),
    (
        "a known member of another type",
        |size| json!({ "lastEvent": elements(size, |n| json!(n)) }),
    ),
];

fn delivery(mut added: Value) -> Vec<u8> {
    let mut body =
        json!({ "processId": ID, "state": "PROCESS_STATE_FINISHED", "flow": "id", "result": "ok" });
    add(&mut body, &mut added);
    body.to_string().into_bytes()
}

const ERRORS: &[Input] = &[
    (
        "messages",
        |size| json!({ "message": elements(size, |n| json!(format!("message {n} (1.2.4)"))), "error": {} }),
    ),
    (
        "the length of a message",
        |size| json!({ "error": { "message": long("(1.2.", size, ")") } }),
    ),
    (
        "the length of a code",
        |size| json!({ "code": "1".repeat(ELEMENTS * size) }),
    ),
    ("unknown members", |size| {
        members(size, |n| (format!("member{n}"), json!(n)))
    }),
    (
        "depth",
        |size| json!({ "error": nested(size, json!("no")) }),
    ),
];

const CRITERIA: &[Input] = &[
    (
        "checks in `accepts`",
        |size| json!({ "accepts": members(size, |n| (format!("check{n}"), json!(["clear"]))) }),
    ),
    (
        "values in `accepts`",
        |size| json!({ "accepts": { "morph": elements(size, |n| json!(format!("value{n}"))) } }),
    ),
    ("values in a string", |size| {
        let values: Vec<String> = (0..ELEMENTS * size).map(|n| format!("value{n}")).collect();
        json!({ "accepts": { "livenessResult": values.join(", ") } })
    }),
    (
        "flows in `requires`",
        |size| json!({ "requires": members(size, |n| (format!("flow{n}"), json!(["livenessResult"]))) }),
    ),
    (
        "checks in `requires`",
        |size| json!({ "requires": { "id": elements(size, |n| json!(format!("check{n}"))) } }),
    ),
    (
        "`api_requires`",
        |size| json!({ "api_requires": elements(size, |n| json!(format!("check{n}"))) }),
    ),
    (
        "`ignores`",
        |size| json!({ "ignores": elements(size, |n| json!(format!("member{n}"))) }),
    ),
    ("`ignores` beside `accepts`", |size| {
        json!({
            "accepts": members(size, |n| (format!("check{n}Result"), json!(["clear"]))),
            "ignores": elements(size, |n| json!(format!("object.member{n}"))),
        })
    }),
    ("the length of names", |size| {
        json!({
            "accepts": { long("accepts", size, ""): [long("", size, "")] },
            "requires": { long("flow", size, ""): [long("", size, "")] },
            "ignores": [long("ignores", size, "")],
        })
    }),
];

const SUBSCRIPTIONS: &[Input] = &[
    ("every selection", |size| {
        let names = |prefix: &str| elements(size, |n| json!(format!("{prefix}{n}")));
        json!({
            "states": names("PROCESS_STATE_"), "results": names("r"), "flows": names("f"), "last_events": names("EVENT_TYPE_"),
        })
    }),
    ("exceptions", |size| {
        let except =
            |prefix: &str| json!({ "except": elements(size, |n| json!(format!("{prefix}{n}"))) });
        json!({
            "states": except("PROCESS_STATE_"), "results": except("r"), "flows": except("f"),
            "last_events": except("EVENT_TYPE_"),
        })
    }),
    ("a selection in a string", |size| {
        let names: Vec<String> = (0..ELEMENTS * size).map(|n| format!("name{n}")).collect();
        json!({ "flows": names.join(", ") })
    }),
    (
        "the length of names",
        |size| json!({ "flows": [long("", size, "")], "results": [long("PROCESS_RESULT_", size, "")] }),
    ),
];

// Jobs

type Job = (&'static str, fn(Vec<u8>) -> Run);

/// What is done to a response of one contract. Each job but the first reads before it is counted.
macro_rules! of_responses {
    ($Message:ty) => {
        &[
            ("read", |body| run(move || <$Message>::from_slice(black_box(&body)))),
            ("write", |body| {
                let message = read::<$Message>(&body);
                run(move || serde_json::to_writer(io::sink(), &message))
            }),
            ("Debug", |body| {
                let message = read::<$Message>(&body);
                run(move || format!("{message:?}"))
            }),
            ("unknown_values", |body| {
                let message = read::<$Message>(&body);
                run(move || message.unknown_values())
            }),
            ("checks, alerts, score", |body| {
                let message = read::<$Message>(&body);
                run(move || (message.checks(), message.alerts(), message.score().cloned()))
            }),
            ("CheckResult: Display", |body| {
                let checks = read::<$Message>(&body).checks();
                run(move || checks.iter().map(ToString::to_string).collect::<Vec<_>>())
            }),
            ("outcome", |body| {
                let message = read::<$Message>(&body);
                run(move || message.outcome())
            }),
            ("outcome_by", |body| {
                let message = read::<$Message>(&body);
                let criteria = criteria(&json!({
                    "accepts": { "morphResult": ["MORPH_RESULT_CLEAR"], "check1": ["clear"] },
                    "ignores": ["member1", "response.member2", "check2"],
                }));
                run(move || message.outcome_by(&criteria))
            }),
            ("Reasons: Display", |body| {
                let outcome = read::<$Message>(&body).outcome();
                run(move || outcome.to_string())
            }),
            ("Reasons: ==", |body| {
                let message = read::<$Message>(&body);
                let outcomes = [message.outcome(), message.outcome()];
                run(move || outcomes[0] == outcomes[1])
            }),
            ("Reasons: Hash", |body| {
                let outcome = read::<$Message>(&body).outcome();
                run(move || BuildHasherDefault::<DefaultHasher>::default().hash_one(&outcome))
            }),
            ("outcome_by what the reasons ask for", |body| {
                let message = read::<$Message>(&body);
                let criteria = criteria(&asked_for(&message.outcome()));
                run(move || message.outcome_by(&criteria))
            }),
        ]
    };
}

const WEB_SDK: &[Job] = of_responses!(web_sdk::Response);
const API: &[Job] = of_responses!(api::Process);

fn read<T: FromStr<Err = ReadError>>(body: &[u8]) -> T {
    let text = str::from_utf8(body).expect("JSON");
    text.parse().expect("a body that can be read")
}

fn criteria(written: &Value) -> Criteria {
    Criteria::deserialize(written).expect("criteria that can be read")
}

/// The configuration that the reasons of a refusal ask for.
fn asked_for(outcome: &Outcome) -> Value {
    let mut written = json!({});
    if let Outcome::Unrecognized(reasons) = outcome {
        for reason in reasons {
            let values = || {
                reason
                    .values()
                    .iter()
                    .map(|value| json!(value))
                    .collect::<Value>()
            };
            match (reason.table(), reason.key()) {
                (Some("criteria.accepts"), Some(key)) => written["accepts"][key] = values(),
                (Some("criteria"), Some(key)) if written.get(key).is_none() => {
                    written[key] = values();
                }
                _ => {}
            }
        }
    }
    written
}

const WEBHOOK: &[Job] = &[
    ("RawPayload::from_slice", |body| {
        run(move || RawPayload::from_slice(black_box(&body)))
    }),
    ("Payload::from_slice", |body| {
        run(move || Payload::from_slice(black_box(&body)))
    }),
    ("write", |body| {
        let raw = read::<RawPayload>(&body);
        run(move || serde_json::to_writer(io::sink(), &raw))
    }),
    ("Debug", |body| {
        let raw = read::<RawPayload>(&body);
        run(move || format!("{raw:?}"))
    }),
    ("unknown_values", |body| {
        let raw = read::<RawPayload>(&body);
        run(move || raw.unknown_values())
    }),
    ("delivery_key", |body| {
        let raw = read::<RawPayload>(&body);
        run(move || raw.delivery_key())
    }),
    ("DeliveryKey: Display, FromStr", |body| {
        let key = read::<RawPayload>(&body).delivery_key();
        run(move || key.to_string().parse::<DeliveryKey>())
    }),
    ("outcome, or the violations", |body| {
        let raw = read::<RawPayload>(&body);
        run(move || match Payload::try_from(raw.clone()) {
            Ok(payload) => payload.outcome().to_string(),
            Err(invalid) => invalid.to_string(),
        })
    }),
];

const ERROR: &[Job] = &[
    ("read", |body| {
        run(move || ErrorBody::from_slice(black_box(&body)))
    }),
    ("Display", |body| {
        let error = read::<ErrorBody>(&body);
        run(move || error.to_string())
    }),
    ("code, messages", |body| {
        let error = read::<ErrorBody>(&body);
        run(move || {
            (
                error.code(),
                error.messages().count(),
                error.platform_code(),
            )
        })
    }),
];

const BY_CRITERIA: &[ConfigurationJob] = &[
    ("read", |written| {
        let text = written.to_string();
        run(move || serde_json::from_str::<Criteria>(&text))
    }),
    ("write", |written| {
        let criteria = criteria(written);
        run(move || serde_json::to_writer(io::sink(), &criteria))
    }),
    ("warnings, and their text", |written| {
        let criteria = criteria(written);
        run(move || {
            criteria
                .warnings()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        })
    }),
    ("accept, require, ignore", |written| {
        let criteria = criteria(written);
        run(move || {
            let criteria = criteria.clone().accept("liveness", ["1"]);
            let criteria =
                criteria.and_then(|criteria| criteria.require("idlive", ["livenessResult"]));
            criteria.and_then(|criteria| criteria.require_api(["liveness"]))
        })
    }),
    ("outcome_by", |written| {
        let criteria = criteria(written);
        let response =
            read::<web_sdk::Response>(&web_sdk_body(json!({ "check1": { "result": "clear" } })));
        let process = read::<api::Process>(&api_body(json!({ "check1": { "result": "clear" } })));
        run(move || {
            (
                response.outcome_by(&criteria),
                process.outcome_by(&criteria),
            )
        })
    }),
];

const BY_SUBSCRIPTION: &[ConfigurationJob] = &[
    ("read", |written| {
        let text = written.to_string();
        run(move || serde_json::from_str::<Subscription>(&text))
    }),
    ("write", |written| {
        let subscription = subscription(written);
        run(move || serde_json::to_writer(io::sink(), &subscription))
    }),
    ("warnings, and their text", |written| {
        let subscription = subscription(written);
        run(move || {
            subscription
                .warnings()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        })
    }),
    ("decide", |written| {
        let subscription = subscription(written);
        let payload = Payload::ok(ID, "id").expect("a payload");
        run(move || subscription.decide(&payload))
    }),
];

fn subscription(written: &Value) -> Subscription {
    Subscription::deserialize(written).expect("a subscription that can be read")
}
