//! The crate and the validator agree on random JSON near the edges of the contract.

use std::collections::{BTreeMap, BTreeSet};
use std::env;

use crate::{Difference, Message, Verdict, generate, violations};
use fastrand::Rng;
use idcloud_types::webhook::{Payload, PayloadError};
use serde_json::Value;

/// How often each verdict was given, and why the two differ.
type Tally = BTreeMap<(&'static str, Verdict, Option<Difference>), u64>;

/// Asks both, and counts what they agree on.
fn compare(message: &Message, body: &Value, text: &str, tally: &mut Tally) {
    let verdict = (message.reader)(text.as_bytes());
    let is_valid = message.validator.is_valid(body);
    let difference = message.difference(body).filter(|_| is_valid);
    match difference {
        Some(difference) => {
            assert_eq!(
                verdict,
                difference.verdict(),
                "{}, {difference:?}: {text}",
                message.name
            );
        }
        None => assert_eq!(
            verdict == Verdict::Accepted,
            is_valid,
            "{}: {text}",
            message.name
        ),
    }
    *tally
        .entry((message.name, verdict, difference))
        .or_default() += 1;
}

/// Repeats a known member, which the reader refuses and the validator does not see.
fn compare_repeated(message: &Message, body: &Value, known: &[&str], tally: &mut Tally) {
    if let Some(text) = generate::repeated(body, known) {
        let verdict = (message.reader)(text.as_bytes());
        assert_eq!(verdict, Verdict::Malformed, "{}: {text}", message.name);
        let key = (message.name, verdict, Some(Difference::Repeated));
        *tally.entry(key).or_default() += 1;
    }
}

/// The name of the rule that a payload breaks, if it breaks just one.
fn only_violation(text: &str) -> Option<String> {
    let Err(PayloadError::Invalid(invalid)) = text.parse::<Payload>() else {
        return None;
    };
    let [violation] = invalid.violations() else {
        return None;
    };
    Some(violations::rule(*violation))
}

/// The documented rules that a body can break alone. None breaks `MisplacedMember`, and with or without a `lastEvent`,
/// what breaks `DescriptionWithoutExpired` breaks another rule too.
fn documented_rules() -> BTreeSet<String> {
    let rows = violations::documented();
    rows.filter(|rule| !["MisplacedMember", "DescriptionWithoutExpired"].contains(rule))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_two_agree_on_random_bodies() {
    let cases: u64 = match env::var("DIFFERENTIAL_CASES") {
        Ok(cases) => cases.parse().expect("DIFFERENTIAL_CASES is a number"),
        Err(_) => 20_000,
    };
    let (payload, raw) = (Message::payload(), Message::raw_payload());
    let (web_sdk, api) = (Message::web_sdk(), Message::api());
    let mut rng = Rng::with_seed(11);
    let mut tally = Tally::new();
    let mut broken_alone = BTreeSet::new();

    for case in 0..cases {
        match case % 16 {
            0..11 => {
                let body = generate::webhook(&mut rng);
                let text = body.to_string();
                broken_alone.extend(only_violation(&text));
                compare(&payload, &body, &text, &mut tally);
                compare(&raw, &body, &text, &mut tally);
                if case % 16 == 0 {
                    compare_repeated(&payload, &body, &["state", "result"], &mut tally);
                }
            }
            11 | 12 => {
                let body = generate::web_sdk(&mut rng);
                compare(&web_sdk, &body, &body.to_string(), &mut tally);
                compare_repeated(&web_sdk, &body, &["process"], &mut tally);
            }
            _ => {
                let body = generate::api(&mut rng);
                compare(&api, &body, &body.to_string(), &mut tally);
                compare_repeated(&api, &body, &["status"], &mut tally);
            }
        }
    }

    println!("{cases} random bodies; every count is of a verdict that is as expected");
    for ((message, verdict, difference), count) in &tally {
        let difference = match difference {
            Some(difference) => format!(", although the validator accepts it: {difference:?}"),
            None => String::new(),
        };
        println!("{count:>10}  {message}: {verdict:?}{difference}");
    }
    let has = |message, verdict, difference| tally.contains_key(&(message, verdict, difference));
    for message in [&payload, &raw, &web_sdk, &api] {
        assert!(
            has(message.name, Verdict::Accepted, None),
            "{}",
            message.name
        );
        assert!(
            has(message.name, Verdict::Malformed, None),
            "{}",
            message.name
        );
    }
    assert!(has(payload.name, Verdict::Invalid, None));
    // So that the schema is tried with each rule, also one that is added later.
    assert_eq!(broken_alone, documented_rules());
}
