//! Where the crate and the validator must differ: the whole list, each shown.
//!
//! In the first three the validator accepts what the crate refuses. In the rest the body is JSON by its grammar, and
//! no value in memory holds it: the validator is not even asked.

use crate::{Difference, Message, Verdict};
use idcloud_types::webhook::RawPayload;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

/// The crate does not read all of a body that the validator accepts.
fn differs(message: &Message, text: &str, verdict: Verdict) -> Option<Difference> {
    let value: Value = serde_json::from_str(text).unwrap();
    assert!(message.validator.is_valid(&value), "{text}");
    assert_eq!((message.reader)(text.as_bytes()), verdict, "{text}");
    message.difference(&value)
}

#[test]
fn a_repeated_member_is_refused_and_the_validator_sees_the_last_one() {
    let text = format!(
        r#"{{"processId":"{ID}","state":"PROCESS_STATE_FINISHED","flow":"id","result":"expired","result":"ok"}}"#
    );
    assert_eq!(
        differs(&Message::payload(), &text, Verdict::Malformed),
        None
    );
    assert_eq!(
        differs(&Message::raw_payload(), &text, Verdict::Malformed),
        None
    );
    let text = format!(r#"{{"process":{{"id":"{ID}","state":"a","state":"b"}}}}"#);
    assert_eq!(
        differs(&Message::web_sdk(), &text, Verdict::Malformed),
        None
    );
}

#[test]
fn an_integer_has_no_fraction_and_no_exponent_though_json_schema_counts_its_value_alone() {
    for number in ["3.0", "3e0", "-0"] {
        let text = format!(r#"{{"id":"{ID}","status":{number}}}"#);
        let difference = Some(Difference::IntegerWithFraction);
        assert_eq!(
            differs(&Message::api(), &text, Verdict::WrongType),
            difference
        );
        let text = format!(r#"{{"id":"{ID}","status":3,"liveness":{number}}}"#);
        assert_eq!(
            differs(&Message::api(), &text, Verdict::WrongType),
            difference
        );
    }
}

#[test]
fn the_response_of_the_other_contract_is_refused_by_name() {
    for also in ["", r#","liveness":1.0"#] {
        let text = format!(r#"{{"id":"{ID}","state":"PROCESS_STATE_FINISHED"{also}}}"#);
        assert_eq!(
            differs(&Message::api(), &text, Verdict::Malformed),
            Some(Difference::OtherMessage)
        );
    }
}

/// The body is JSON by its grammar, and can't be read as a value.
fn is_beyond_a_value(body: &str) {
    let text = format!(
        r#"{{"processId":"{ID}","state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok","x":{body}}}"#
    );
    serde_json::from_str::<IgnoredAny>(&text).unwrap();
    assert!(serde_json::from_str::<Value>(&text).is_err(), "{text}");
    assert_eq!(
        (Message::payload().reader)(text.as_bytes()),
        Verdict::Malformed,
        "{text}"
    );
}

#[test]
fn a_number_beyond_a_double() {
    is_beyond_a_value("1e400");
}

#[test]
fn a_lone_surrogate() {
    is_beyond_a_value(r#""\ud83d""#);
}

#[test]
fn a_hundred_and_twenty_eight_levels() {
    is_beyond_a_value(&["[".repeat(127), "]".repeat(127)].concat());
    // The validator knows no such limit.
    let deep = (0..127).fold(Value::Null, |inside, _| json!([inside]));
    let body = json!({
        "processId": ID, "state": "PROCESS_STATE_FINISHED", "flow": "id", "result": "ok", "x": deep,
    });
    assert!(Message::payload().validator.is_valid(&body));
}

/// No difference, though one might expect it: a UUID is taken in either case, and written in lower case.
#[test]
fn a_process_id_in_upper_case_is_taken_by_both_and_written_in_lower_case() {
    let body = json!({ "processId": ID.to_uppercase() });
    assert!(Message::raw_payload().validator.is_valid(&body));
    let raw = RawPayload::from_slice(body.to_string().as_bytes()).unwrap();
    assert_eq!(
        serde_json::to_value(raw).unwrap(),
        json!({ "processId": ID })
    );
}
