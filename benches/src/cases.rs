//! The cases: one job, done by one design to one body. Both counters run the very same code.

use std::hint::black_box;

use idcloud_types::get_process::{api, web_sdk};
use idcloud_types::webhook::Payload;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bodies::{self, Body};
use crate::designs::{outcome_of_value, serde_other, strum_default, strum_flatten};

/// What is counted: one run.
pub type Run = Box<dyn FnMut()>;

/// What is done, and the designs that do it.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// What the tables call it.
    pub name: &'static str,
    /// What it is done to.
    pub bodies: fn() -> Vec<Body>,
    /// The designs that do it, by their names. The crate's own is the first.
    pub designs: &'static [(&'static str, Prepare)],
}

/// Prepares a run on a body.
pub type Prepare = fn(Vec<u8>) -> Run;

/// The crate itself.
pub const CRATE: &str = "idcloud-types";
/// Unit enums with `serde(other)`: the usual fast design. It loses what it does not know.
pub const SERDE_OTHER: &str = "serde(other)";
/// Enums over strum's default variant. It loses unknown members.
pub const STRUM: &str = "strum default";
/// The same with a `flatten` map in every object. It loses nothing.
pub const FLATTEN: &str = "strum and flatten";
/// The types of [`SERDE_OTHER`], read by sonic-rs.
pub const SONIC: &str = "sonic-rs";
/// The types of [`SERDE_OTHER`], read by simd-json.
pub const SIMD_JSON: &str = "simd-json";
/// Strings compared.
pub const VALUE: &str = "Value";
/// The least that any design costs that has `serde_json` find the end of the body.
pub const IGNORED: &str = "IgnoredAny";

/// Reading a delivery, and dropping it.
pub const READ_WEBHOOK: Job = Job {
    name: "read a delivery",
    bodies: bodies::webhook,
    designs: &[
        (CRATE, |body| {
            run(move || drop(black_box(Payload::from_slice(black_box(&body)))))
        }),
        (SERDE_OTHER, read::<serde_other::Payload>),
        (STRUM, read::<strum_default::Payload>),
        (FLATTEN, read::<strum_flatten::Payload>),
        (SONIC, read_by_sonic_rs::<serde_other::Payload>),
        (SIMD_JSON, read_by_simd_json::<serde_other::Payload>),
        (VALUE, |body| {
            run(move || {
                let value = serde_json::from_slice::<Value>(black_box(&body));
                black_box(value.as_ref().ok().and_then(outcome_of_value));
            })
        }),
        (IGNORED, read::<IgnoredAny>),
    ],
};

/// Reading a response of the Web & SDK contract, and dropping it.
pub const READ_WEB_SDK: Job = Job {
    name: "read a Web & SDK response",
    bodies: bodies::web_sdk,
    designs: &[
        (CRATE, |body| {
            run(move || {
                drop(black_box(web_sdk::Response::from_slice(black_box(&body))));
            })
        }),
        (SERDE_OTHER, read::<serde_other::Response>),
        (STRUM, read::<strum_default::Response>),
        (FLATTEN, read::<strum_flatten::Response>),
        (SONIC, read_by_sonic_rs::<serde_other::Response>),
        (SIMD_JSON, read_by_simd_json::<serde_other::Response>),
        (VALUE, read::<Value>),
        (IGNORED, read::<IgnoredAny>),
    ],
};

/// Reading a response of the API contract, and dropping it.
pub const READ_API: Job = Job {
    name: "read an API response",
    bodies: bodies::api,
    designs: &[
        (CRATE, |body| {
            run(move || drop(black_box(api::Process::from_slice(black_box(&body)))))
        }),
        (SERDE_OTHER, read::<serde_other::ApiProcess>),
        (STRUM, read::<strum_default::ApiProcess>),
        (FLATTEN, read::<strum_flatten::ApiProcess>),
        (SONIC, read_by_sonic_rs::<serde_other::ApiProcess>),
        (SIMD_JSON, read_by_simd_json::<serde_other::ApiProcess>),
        (VALUE, read::<Value>),
        (IGNORED, read::<IgnoredAny>),
    ],
};

/// Writing a delivery into a buffer that is used again.
pub const WRITE_WEBHOOK: Job = Job {
    name: "write a delivery",
    bodies: bodies::documented_webhook,
    designs: &[
        (CRATE, write::<Payload>),
        (SERDE_OTHER, write::<serde_other::Payload>),
        (STRUM, write::<strum_default::Payload>),
        (FLATTEN, write::<strum_flatten::Payload>),
        (VALUE, write::<Value>),
    ],
};

/// Writing a response of the Web & SDK contract into a buffer that is used again.
pub const WRITE_WEB_SDK: Job = Job {
    name: "write a Web & SDK response",
    bodies: bodies::web_sdk,
    designs: &[
        (CRATE, write::<web_sdk::Response>),
        (SERDE_OTHER, write::<serde_other::Response>),
        (STRUM, write::<strum_default::Response>),
        (FLATTEN, write::<strum_flatten::Response>),
        (VALUE, write::<Value>),
    ],
};

/// Writing a response of the API contract into a buffer that is used again.
pub const WRITE_API: Job = Job {
    name: "write an API response",
    bodies: bodies::api,
    designs: &[
        (CRATE, write::<api::Process>),
        (SERDE_OTHER, write::<serde_other::ApiProcess>),
        (STRUM, write::<strum_default::ApiProcess>),
        (FLATTEN, write::<strum_flatten::ApiProcess>),
        (VALUE, write::<Value>),
    ],
};

/// Every job.
pub const ALL: [Job; 6] = [
    READ_WEBHOOK,
    READ_WEB_SDK,
    READ_API,
    WRITE_WEBHOOK,
    WRITE_WEB_SDK,
    WRITE_API,
];

fn run(run: impl FnMut() + 'static) -> Run {
    Box::new(run)
}

fn read<T: DeserializeOwned + 'static>(body: Vec<u8>) -> Run {
    // A design that refuses a body would look cheap.
    assert!(serde_json::from_slice::<T>(&body).is_ok(), "can't read");
    run(move || drop(black_box(serde_json::from_slice::<T>(black_box(&body)))))
}

fn read_by_sonic_rs<T: DeserializeOwned + 'static>(body: Vec<u8>) -> Run {
    assert!(sonic_rs::from_slice::<T>(&body).is_ok(), "can't read");
    run(move || drop(black_box(sonic_rs::from_slice::<T>(black_box(&body)))))
}

/// It writes into what it reads, so each run starts with a copy of the body.
fn read_by_simd_json<T: DeserializeOwned + 'static>(body: Vec<u8>) -> Run {
    let mut copy = body.clone();
    assert!(simd_json::from_slice::<T>(&mut copy).is_ok(), "can't read");
    run(move || {
        copy.copy_from_slice(black_box(&body));
        drop(black_box(simd_json::from_slice::<T>(black_box(&mut copy))));
    })
}

#[expect(clippy::needless_pass_by_value, reason = "of the form of `Prepare`")]
fn write<T: for<'de> Deserialize<'de> + Serialize + 'static>(body: Vec<u8>) -> Run {
    let value: T = serde_json::from_slice(&body).expect("every design reads every body");
    let mut buffer = Vec::with_capacity(4 * body.len());
    run(move || {
        buffer.clear();
        let written = serde_json::to_writer(&mut buffer, black_box(&value));
        drop(black_box(written));
    })
}
