//! Heap memory is proportional to the body: how many bytes for each of the body, at worst.
#![cfg(feature = "get-process")]

use allocation_counter::measure;
use idcloud_types::get_process::{api, web_sdk};
use idcloud_types::webhook::Payload;

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

/// What the documents promise: JSON values take up to 130 times the length of their JSON.
const BYTES_PER_BYTE: u64 = 130;

/// Bodies of each message, with an unknown member that holds the value so many times, as an array or each by a name.
fn bodies(value: &str, count: usize) -> [String; 4] {
    let array = format!("[{}]", vec![value; count].join(","));
    let members: Vec<String> = (0..count)
        .map(|name| format!(r#""{name:x}":{value}"#))
        .collect();
    [
        format!(
            r#"{{"processId":"{ID}","state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok","x":{array}}}"#
        ),
        format!(
            r#"{{"processId":"{ID}","state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok",{}}}"#,
            members.join(",")
        ),
        format!(r#"{{"process":{{"id":"{ID}","x":{array}}}}}"#),
        format!(r#"{{"id":"{ID}","status":3,"x":{array}}}"#),
    ]
}

/// The most bytes that reading the body has on the heap at once, for each of its own.
fn bytes_per_byte(index: usize, body: &str) -> u64 {
    let json = body.as_bytes();
    let read = || match index {
        0 | 1 => drop(Payload::from_slice(json).unwrap()),
        2 => drop(web_sdk::Response::from_slice(json).unwrap()),
        _ => drop(api::Process::from_slice(json).unwrap()),
    };
    measure(read).bytes_max.div_ceil(body.len() as u64)
}

#[test]
fn any_body_takes_memory_in_proportion_to_its_length() {
    let nested = format!("{}0{}", r#"{"":"#.repeat(120), "}".repeat(120));
    let deep = format!("{}{}", "[".repeat(120), "]".repeat(120));
    let long = format!("{:?}", "x".repeat(10_000));
    let values = [
        "0",
        "1.5e300",
        "null",
        "\"\"",
        "\"\\n\"",
        "[]",
        "[0]",
        "{}",
        r#"{"":0}"#,
        r#"{"":{}}"#,
        r#"{"":[0]}"#,
        r#"{"":0,"a":0}"#,
        &nested,
        &deep,
        &long,
    ];
    // Features of `serde_json` make its values larger.
    let is_plain = size_of::<serde_json::Value>() <= 32;
    let limit = BYTES_PER_BYTE * if is_plain { 1 } else { 2 };
    let mut worst = (0, "");
    for value in values {
        let mut of_length = |length: usize| {
            let bodies = bodies(value, length / value.len());
            bodies.each_ref().map(|body| {
                let index = bodies.iter().position(|other| other == body).unwrap();
                let bytes = bytes_per_byte(index, body);
                assert!(bytes <= limit, "{bytes} for {value}");
                worst = worst.max((bytes, value));
                bytes
            })
        };
        let [short, long] = [20_000, 320_000].map(&mut of_length);
        for (short, long) in short.into_iter().zip(long) {
            // Buffers that double make a difference of up to two.
            assert!(
                long <= 2 * short.max(1),
                "{short} grows to {long} for {value}"
            );
        }
    }
    println!("at worst {} bytes for a byte, of {}", worst.0, worst.1);
    // The promise is not far above the truth.
    assert!(worst.0 > BYTES_PER_BYTE / 2, "{worst:?}");
}

#[test]
fn an_outcome_takes_memory_in_proportion_to_its_body_however_many_results_are_of_one_long_name() {
    let results: [fn(usize) -> String; 3] = [
        |number| number.to_string(),
        |number| format!(r#"{{"result":{number}}}"#),
        |number| format!(r#"{{"result":"no","liveness":{number}}}"#),
    ];
    for result in results {
        let [short, long] = [2_000, 32_000].map(|length| {
            let name = "a".repeat(length);
            let results: Vec<String> = (0..length / 8).map(result).collect();
            let results = results.join(",");
            let body = format!(r#"{{"id":"{ID}","status":3,"{name}Result":[{results}]}}"#);
            let process = api::Process::from_slice(body.as_bytes()).unwrap();
            let outcome = measure(|| assert!(process.outcome().is_unrecognized()));
            let checks = measure(|| assert!(!process.checks().is_empty()));
            outcome.bytes_max.max(checks.bytes_max) / body.len() as u64
        });
        assert!(long <= 2 * short, "{short} bytes for each grow to {long}");
    }
}
