//! The cases: one thing that is done to one body, by name, so that the timer and the counters run the very same code.

use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::hint::black_box;

use idcloud_types::webhook::{EventType, Payload, RawPayload, ResultCode, Selection, Subscription};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::designs::{Flatten, Strings, StrumDefault, Untagged, outcome_of_value};

/// What is counted and timed: one run.
pub type Run = Box<dyn FnMut()>;

/// A way to do a job.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What the tables call it; unique in its group.
    pub name: &'static str,
    /// Prepares the run on a body; `None` when the body leaves it nothing to do.
    pub prepare: fn(&'static [u8]) -> Option<Run>,
}

/// Ways to do the same job, to be compared. The crate's own stands first.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What the tables call it.
    pub name: &'static str,
    /// The ways.
    pub cases: &'static [Case],
}

/// Reading a body and dropping what was read.
pub const READ: Group = Group {
    name: "read",
    cases: &[
        case("Payload::from_slice", |body| {
            run(move || drop(black_box(Payload::from_slice(black_box(body)))))
        }),
        case("RawPayload::from_slice", |body| {
            run(move || drop(black_box(RawPayload::from_slice(black_box(body)))))
        }),
        case("Payload, serde_json::from_slice", json::<Payload>),
        case("Payload, sonic_rs::from_slice", sonic::<Payload>),
        case("RawPayload, sonic_rs::from_slice", sonic::<RawPayload>),
        case(STRUM_DEFAULT, json::<StrumDefault>),
        case("serde(untagged) fallback", json::<Untagged>),
        case("String fields", json::<Strings>),
        case("String fields, flatten", json::<Flatten>),
        case(VALUE, |body| {
            run(move || {
                let value = serde_json::from_slice::<Value>(black_box(body));
                black_box(value.as_ref().ok().and_then(outcome_of_value));
            })
        }),
        case(FLOOR, json::<IgnoredAny>),
    ],
};

/// The design that a goal compares with.
pub const STRUM_DEFAULT: &str = "strum default, serde(from)";
/// The design that a goal compares with.
pub const VALUE: &str = "Value, strings compared";
/// Less than this nobody can do who lets `serde_json` find the end of the body.
pub const FLOOR: &str = "IgnoredAny (the floor)";

/// Writing into a buffer that is used again.
pub const WRITE_REUSED: Group = Group {
    name: "write into a reused buffer",
    cases: &[
        case("Payload", reused::<Payload>),
        case("RawPayload", reused::<RawPayload>),
        case("Payload, sonic_rs::to_writer", |body| {
            let payload = Payload::from_slice(body).ok()?;
            let mut buffer = Vec::with_capacity(1024);
            run(move || {
                buffer.clear();
                let written = sonic_rs::to_writer(&mut buffer, black_box(&payload));
                drop(black_box(written));
            })
        }),
        case(STRUM_DEFAULT, reused::<StrumDefault>),
        case("serde(untagged) fallback", reused::<Untagged>),
        case("String fields", reused::<Strings>),
        case("String fields, flatten", reused::<Flatten>),
        case("Value", reused::<Value>),
    ],
};

/// Writing into a new `Vec` each time.
pub const WRITE_NEW: Group = Group {
    name: "write into a new Vec",
    cases: &[
        case("Payload", fresh::<Payload>),
        case("RawPayload", fresh::<RawPayload>),
        case(STRUM_DEFAULT, fresh::<StrumDefault>),
        case("serde(untagged) fallback", fresh::<Untagged>),
        case("String fields", fresh::<Strings>),
        case("String fields, flatten", fresh::<Flatten>),
        case("Value", fresh::<Value>),
    ],
};

/// Asking a configuration, or a set, about a payload that was read.
pub const DECIDE: Group = Group {
    name: "decide",
    cases: &[
        case("Subscription::decide, all", |body| {
            decide(body, Subscription::default())
        }),
        case("Subscription::decide, three sets", |body| {
            let subscription = Subscription {
                results: Selection::only([ResultCode::Expired, ResultCode::Ok]),
                flows: Selection::except(["idlive", "flow-of-tomorrow"].map(Into::into)),
                last_events: Selection::only(EventType::KNOWN.iter().cloned()),
                ..Subscription::default()
            };
            decide(body, subscription)
        }),
        case("BTreeSet<EventType>::contains(&str)", |body| {
            let set: BTreeSet<EventType> = EventType::KNOWN.iter().cloned().collect();
            let event = last_event(body)?;
            run(move || {
                black_box(set.contains(black_box(event.as_str())));
            })
        }),
        case("HashSet<EventType>::contains(&str)", |body| {
            // Fixed keys, so that the count repeats; `HashSet`'s own differ in nothing else.
            let set: HashSet<EventType, BuildHasherDefault<DefaultHasher>> =
                EventType::KNOWN.iter().cloned().collect();
            let event = last_event(body)?;
            run(move || {
                black_box(set.contains(black_box(event.as_str())));
            })
        }),
        case("[EventType]::contains", |body| {
            let event = last_event(body)?;
            run(move || {
                black_box(EventType::KNOWN.contains(black_box(&event)));
            })
        }),
    ],
};

/// Every group.
pub const ALL: [Group; 4] = [READ, WRITE_REUSED, WRITE_NEW, DECIDE];

const fn case(name: &'static str, prepare: fn(&'static [u8]) -> Option<Run>) -> Case {
    Case { name, prepare }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "most cases have something to do on every body"
)]
fn run(run: impl FnMut() + 'static) -> Option<Run> {
    Some(Box::new(run))
}

fn json<T: DeserializeOwned + 'static>(body: &'static [u8]) -> Option<Run> {
    run(move || drop(black_box(serde_json::from_slice::<T>(black_box(body)))))
}

fn sonic<T: DeserializeOwned + 'static>(body: &'static [u8]) -> Option<Run> {
    run(move || drop(black_box(sonic_rs::from_slice::<T>(black_box(body)))))
}

fn reused<T: for<'de> Deserialize<'de> + Serialize + 'static>(body: &'static [u8]) -> Option<Run> {
    let payload: T = serde_json::from_slice(body).ok()?;
    let mut buffer = Vec::with_capacity(1024);
    run(move || {
        buffer.clear();
        let written = serde_json::to_writer(&mut buffer, black_box(&payload));
        drop(black_box(written));
    })
}

fn fresh<T: for<'de> Deserialize<'de> + Serialize + 'static>(body: &'static [u8]) -> Option<Run> {
    let payload: T = serde_json::from_slice(body).ok()?;
    run(move || drop(black_box(serde_json::to_vec(black_box(&payload)))))
}

fn decide(body: &'static [u8], subscription: Subscription) -> Option<Run> {
    let payload = Payload::from_slice(body).ok()?;
    run(move || {
        black_box(black_box(&subscription).decide(black_box(&payload)));
    })
}

fn last_event(body: &'static [u8]) -> Option<EventType> {
    Payload::from_slice(body).ok()?.last_event().cloned()
}
