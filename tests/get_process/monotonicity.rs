//! Criteria let through what they name and nothing else: one more value, one more ignored member or one more required
//! check.

use std::collections::BTreeSet;

use idcloud_types::get_process::{Check, Criteria, Outcome, api, web_sdk};
use serde_json::{Value, json};

use crate::oracle::{Rules, Sample, find, news, passing, rows, values};

/// A response of either contract, as it is written and as it is read.
#[derive(Debug)]
struct Read {
    /// Inside the object `response`, as a configuration names it.
    body: Value,
    message: Message,
}

#[derive(Debug)]
enum Message {
    WebSdk(Box<web_sdk::Response>),
    Api(Box<api::Process>),
}

impl Read {
    fn new(is_api: bool, body: &Value) -> Self {
        let text = body.to_string();
        let message = if is_api {
            Message::Api(Box::new(text.parse().unwrap()))
        } else {
            Message::WebSdk(Box::new(text.parse().unwrap()))
        };
        let body = json!({ "response": body });
        Self { body, message }
    }

    fn outcome(&self, criteria: &Criteria) -> Outcome {
        match &self.message {
            Message::WebSdk(response) => response.outcome_by(criteria),
            Message::Api(process) => process.outcome_by(criteria),
        }
    }

    fn is_verified(&self, criteria: &Criteria) -> bool {
        self.outcome(criteria).is_verified()
    }

    /// Whether a value of a check is anywhere in the body.
    fn holds(&self, check: &str, is_value: &dyn Fn(&str) -> bool) -> bool {
        holds(&self.body, &|name| same(name, check), &|value| {
            says(value, is_value)
        })
    }

    /// Whether a member that an entry of `ignores` names is anywhere in the body.
    fn has(&self, entry: &str) -> bool {
        let (object, name) = match entry.rsplit_once('.') {
            Some((object, name)) => (Some(object), name),
            None => (None, entry),
        };
        let has_name = |value: &Value| holds(value, &|other| same(other, name), &|_| true);
        match object {
            Some(object) => holds(&self.body, &|other| same(other, object), &has_name),
            None => has_name(&self.body),
        }
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

/// Whether a member at any depth has such a name and such a value.
fn holds(value: &Value, is_name: &dyn Fn(&str) -> bool, is_value: &dyn Fn(&Value) -> bool) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, value)| {
            is_name(name) && is_value(value) || holds(value, is_name, is_value)
        }),
        Value::Array(elements) => elements.iter().any(|value| holds(value, is_name, is_value)),
        _ => false,
    }
}

/// Whether a check has such a value: as a string, an integer, an element, or a member `result`.
fn says(value: &Value, is_value: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(value) => is_value(value),
        Value::Number(number) => is_value(&number.to_string()),
        Value::Array(elements) => elements.iter().any(|value| says(value, is_value)),
        Value::Object(members) => members.iter().any(|(name, value)| {
            (same(name, "result") || same(name, "results")) && says(value, is_value)
        }),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Every value of every check, and every member that no version documents, each beside a yes and alone.
fn responses(is_api: bool, rules: &Rules) -> Vec<Read> {
    let (flows, yes): (&[Option<&str>], _) = if is_api {
        (&[None], ["unicoId"].as_slice())
    } else {
        (
            &[Some("id"), Some("tomorrow")],
            &["livenessResult", "authenticationResult"],
        )
    };
    let all = news(is_api);
    let mut bodies = Vec::new();
    for flow in flows {
        for has_yes in [true, false] {
            let start = |other: &str| {
                let checks = yes.iter().filter(|check| has_yes && **check != other);
                let rows = checks.map(|check| find(check).unwrap());
                rows.fold(Sample::new(is_api, *flow), |sample, row| {
                    sample.with(row, &passing(row))
                })
            };
            for row in rows(is_api) {
                let samples = values(row)
                    .into_iter()
                    .map(|value| start(row.check).with(row, &value));
                bodies.extend(samples.map(|sample| sample.body));
            }
            for index in 0..all.len() {
                bodies.push(start("").with_new(index, &all, rules).body);
            }
        }
    }
    bodies
        .into_iter()
        .map(|body| Read::new(is_api, &body))
        .collect()
}

/// One of several shares of a list.
fn share<T>(list: &[T], index: usize, shares: usize) -> impl Iterator<Item = &T> {
    list.iter().skip(index % shares).step_by(shares)
}

/// Criteria that are written in every part, beside which one more entry may matter.
fn written() -> Rules {
    Rules {
        accepts: vec![
            ("livenessResult", vec!["LIVENESS_RESULT_LIVE"]),
            ("deepfakeResult", vec!["DEEPFAKE_RESULT_NO"]),
            ("unicoId", vec!["yes", "TOMORROW"]),
        ],
        requires: vec![("tomorrow", vec!["livenessResult"])],
        api_requires: Some(vec!["liveness"]),
        ignores: vec!["ocrResult", "response.livenessResult"],
    }
}

/// Names of checks, known and unknown.
fn checks() -> Vec<&'static str> {
    let known = Check::KNOWN.iter().filter_map(Check::known_str);
    let unknown = [
        "deepfakeResult",
        "deepfakeResultV2",
        "ocrResult",
        "morph",
        "note",
        "b",
        "documents",
        "response",
    ];
    known.chain(unknown).collect()
}

/// Every value that the bodies may have for a check, and some that they have for others; trimmed, as criteria read them.
fn values_of(check: &str) -> BTreeSet<String> {
    let others = [
        "yes",
        "1",
        "7",
        "clear",
        "ok",
        "NO",
        "DEEPFAKE_RESULT_YES",
        "see the_result_of",
        "X_RESULT_YES",
    ];
    let known = find(check).map(values).unwrap_or_default();
    let known = known.into_iter().filter_map(|(member, _)| match member {
        Some(Value::String(value)) => Some(value),
        _ => None,
    });
    let all = others.map(str::to_owned).into_iter().chain(known);
    all.filter(|value| value.trim() == value).collect()
}

/// The criteria with one more value of a check; `None` if no criteria may accept it.
fn accepting(criteria: &Criteria, check: &str, value: &str) -> Option<Criteria> {
    let check = Check::from(check);
    let values: Vec<&str> = criteria.accepted(&check).chain([value]).collect();
    criteria.clone().accept(&check, values).ok()
}

/// What must hold of a response beside criteria that accept one more value of a check. Returns whether it lets the
/// response through.
#[track_caller]
fn check_accepting(
    response: &Read,
    less: &Criteria,
    more: &Criteria,
    check: &str,
    value: &str,
) -> bool {
    let known = Check::from(check);
    let is_through = response.is_verified(more) && !response.is_verified(less);
    // A list that is written also counts for a known check in another place, spelling or type.
    let is_written = is_written(less, &known);
    let is_new = |other: &str| other == value || (!is_written && more.accepts(&known, other));
    let is_held = response.holds(check, &is_new);
    assert!(
        is_held || !is_through,
        "`{check}` accepts {value:?} too, and lets through {}",
        response.body
    );
    if is_written && !is_held {
        assert_eq!(
            response.outcome(more).as_str(),
            response.outcome(less).as_str(),
            "{check} {value} {}",
            response.body
        );
    }
    is_through
}

fn is_written(criteria: &Criteria, check: &Check) -> bool {
    let written = serde_json::to_value(criteria).unwrap();
    let accepts = written.get("accepts").and_then(Value::as_object);
    accepts.is_some_and(|accepts| accepts.keys().any(|name| same(name, check.as_str())))
}

#[test]
fn one_more_value_lets_through_only_what_holds_it() {
    let mut through = 0;
    for rules in [Rules::default(), written()] {
        let criteria = rules.criteria();
        for is_api in [false, true] {
            let responses = responses(is_api, &rules);
            for (offset, check) in checks().into_iter().enumerate() {
                let (own, others): (Vec<_>, Vec<_>) = responses
                    .iter()
                    .partition(|response| response.holds(check, &|_| true));
                for (index, value) in values_of(check).iter().enumerate() {
                    let Some(more) = accepting(&criteria, check, value) else {
                        continue;
                    };
                    // a share of the bodies, another one for each value
                    let others = share(&others, offset + index, 97);
                    for response in share(&own, index, 7).chain(others) {
                        through +=
                            usize::from(check_accepting(response, &criteria, &more, check, value));
                    }
                }
            }
        }
    }
    assert!(through > 100, "{through}");
}

#[test]
fn one_more_ignored_member_lets_through_only_what_holds_it() {
    let mut through = 0;
    for rules in [Rules::default(), written()] {
        let criteria = rules.criteria();
        for is_api in [false, true] {
            let entries: BTreeSet<&str> = news(is_api).iter().map(|new| new.ignored_as).collect();
            let others = [
                "nothing",
                "response.deepfakeResult",
                "process.livenessResult",
                "person.morph",
                "x.result",
                "b",
            ];
            let responses = responses(is_api, &rules);
            for (index, entry) in entries.into_iter().chain(others).enumerate() {
                let names: Vec<&str> = criteria.ignored().chain([entry]).collect();
                let Ok(more) = criteria.clone().ignore(names) else {
                    continue;
                };
                let (with, without): (Vec<_>, Vec<_>) =
                    responses.iter().partition(|response| response.has(entry));
                for response in with {
                    let [less, more] =
                        [&criteria, &more].map(|criteria| response.is_verified(criteria));
                    through += usize::from(more && !less);
                }
                for response in share(&without, index, 13) {
                    let [less, more] =
                        [&criteria, &more].map(|criteria| response.outcome(criteria).to_string());
                    assert_eq!(more, less, "{entry} {}", response.body);
                }
            }
        }
    }
    assert!(through > 30, "{through}");
}

#[test]
fn one_more_required_check_lets_nothing_through() {
    let mut kept_out = 0;
    for rules in [Rules::default(), written()] {
        let criteria = rules.criteria();
        for is_api in [false, true] {
            let responses = responses(is_api, &rules);
            for (index, check) in checks().into_iter().enumerate() {
                let Some(more) = requiring(&criteria, is_api, check) else {
                    continue;
                };
                for response in share(&responses, index, 7) {
                    let [less, more] =
                        [&criteria, &more].map(|criteria| response.is_verified(criteria));
                    assert!(
                        less || !more,
                        "`{check}` is required too, and lets through {}",
                        response.body
                    );
                    kept_out += usize::from(less && !more);
                }
            }
        }
    }
    assert!(kept_out > 300, "{kept_out}");
}

/// The criteria with one more required check, wherever the required checks are known; `None` if it is ignored.
fn requiring(criteria: &Criteria, is_api: bool, check: &str) -> Option<Criteria> {
    let with = |required: &[Check]| {
        required
            .iter()
            .map(ToString::to_string)
            .chain([check.to_owned()])
            .collect::<Vec<_>>()
    };
    if is_api {
        return criteria
            .clone()
            .require_api(with(criteria.api_required()))
            .ok();
    }
    let flows = ["id", "tomorrow"].map(Into::into);
    let known = flows
        .iter()
        .filter_map(|flow| Some((flow, criteria.required(flow)?)));
    let mut more = criteria.clone();
    for (flow, required) in known {
        more = more.require(flow, with(required)).ok()?;
    }
    Some(more)
}

/// The same of generated criteria and responses.
#[cfg(all(feature = "testing", feature = "proptest1"))]
mod generated {
    use idcloud_types::Flow;
    use idcloud_types::testing::{api, web_sdk};
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// Criteria that verify responses of both contracts, by values that are not documented, too.
    fn told() -> Criteria {
        toml::from_str(
            r#"
            api_requires = ["liveness", "deepfake"]
            ignores = ["ocrResult"]
            [accepts]
            livenessResult = ["LIVENESS_RESULT_LIVE", "LIVENESS_RESULT_CLEAR"]
            authenticationResult = ["AUTHENTICATION_RESULT_INCONCLUSIVE", "AUTHENTICATION_RESULT_POSITIVE"]
            bioTokenEngineResult = ["BIO_TOKEN_ENGINE_RESULT_POSITIVE", "BIO_TOKEN_ENGINE_RESULT_YES"]
            idAgeResult = ["YES"]
            deepfake = ["no", "DEEPFAKE_RESULT_NO"]
            liveness = ["1", "0"]
            idFace = ["FOUND"]
            "#,
        )
        .unwrap()
    }

    /// Each value that they accept, with its check.
    fn accepted() -> Vec<(String, String)> {
        let written = serde_json::to_value(told()).unwrap();
        let accepts = written["accepts"].as_object().unwrap();
        let pairs = accepts.iter().flat_map(|(check, values)| {
            let values = values.as_array().unwrap().iter();
            values.map(|value| (check.clone(), value.as_str().unwrap().to_owned()))
        });
        pairs.collect()
    }

    /// Those criteria without one of the values, or any others.
    fn less(check: &str, value: &str) -> BoxedStrategy<Criteria> {
        let told = told();
        let known = check.into();
        let left = told.accepted(&known).filter(|other| *other != value);
        let without = told.clone().accept(check, left).unwrap();
        prop_oneof![Just(without), any::<Criteria>()].boxed()
    }

    fn response() -> impl Strategy<Value = Read> {
        let told = told();
        prop_oneof![
            web_sdk::strategies::response_by(&told)
                .prop_map(|response| Read::new(false, &json!(response))),
            api::strategies::process_by(&told).prop_map(|process| Read::new(true, &json!(process))),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_more_value_lets_through_only_what_holds_it(
            ((check, value), less) in select(accepted()).prop_flat_map(|(check, value)| {
                let less = less(&check, &value);
                (Just((check, value)), less)
            }),
            response in response(),
        ) {
            if let Some(more) = accepting(&less, &check, &value) {
                check_accepting(&response, &less, &more, &check, &value);
            }
        }

        #[test]
        fn one_more_ignored_member_changes_nothing_without_it(
            less in prop_oneof![Just(told()), any::<Criteria>()],
            entry in select(vec!["deepfake", "xResult", "person.livenessResult", "response.authenticationResult"]),
            response in response(),
        ) {
            let names: Vec<&str> = less.ignored().chain([entry]).collect();
            let more = less.clone().ignore(names).ok();
            if let Some(more) = more.filter(|_| !response.has(entry)) {
                prop_assert_eq!(response.outcome(&more).to_string(), response.outcome(&less).to_string());
            }
        }

        #[test]
        fn one_more_required_check_lets_nothing_through(
            less in prop_oneof![Just(told()), any::<Criteria>()],
            check in prop_oneof![any::<Check>(), Just("deepfake".into())],
            flow in any::<Flow>(),
            response in response(),
        ) {
            let with = |required: &[Check]| required.iter().cloned().chain([check.clone()]).collect::<Vec<_>>();
            let more = less.clone().require_api(with(less.api_required()));
            let more = more.and_then(|more| match less.required(&flow) {
                Some(required) => more.require(&flow, with(required)),
                None => Ok(more),
            });
            if let Ok(more) = more {
                prop_assert!(response.is_verified(&less) || !response.is_verified(&more));
            }
        }
    }
}
