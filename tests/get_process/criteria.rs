//! What counts as a yes, over the whole domain, against an oracle that reads JSON and the documented table alone.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use idcloud_types::get_process::api;
use idcloud_types::get_process::web_sdk::{Criteria, Outcome, Process};
use serde_json::{Map, Value, json};

use crate::bodies::{self, ID};
use crate::criteria_table::{self, Table, known_words};

/// A check that this version does not know.
const UNKNOWN: &str = "deepfakeResult";

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Verified,
    Finished,
    Unanswered(String),
    Unrecognized,
}

/// Whether a value is an answer: neither absent, `null` nor `""`, nor a word for nothing.
fn is_answer(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(word) => {
            !word.is_empty() && !word.ends_with("_UNSPECIFIED") && word != "TRUST_RESULT_UNSPECIFIE"
        }
        _ => true,
    }
}

/// What a member without a field answers, itself and everything inside, by the names of the checks, and whether it is
/// the member itself.
fn heard(
    member: &str,
    value: &Value,
    is_named: impl Fn(&str) -> bool,
) -> Vec<(String, Value, bool)> {
    let is_bare = |name: &String| name.to_lowercase() == "result";
    let mut places = bodies::places(value);
    places.push(Vec::new());
    let mut heard = Vec::new();
    for place in places {
        let value = place.iter().fold(value, |value, step| match step {
            bodies::Step::Member(name) => &value[name],
            bodies::Step::Element(index) => &value[*index],
        });
        let steps = place.into_iter().filter_map(|step| match step {
            bodies::Step::Member(name) => Some(name),
            bodies::Step::Element(_) => None,
        });
        let mut names: Vec<String> = [member.to_owned()].into_iter().chain(steps).collect();
        let mut is_result = false;
        while names.len() > 1 && names.last().is_some_and(is_bare) {
            is_result = true;
            names.pop();
        }
        let check = names.pop().unwrap();
        let holds_word = value.as_str().is_some_and(|it| it.contains("_RESULT_"));
        let looks_like_one = check.to_lowercase().ends_with("result") || holds_word;
        let is_check = is_result || looks_like_one || is_named(&check);
        let mut members = value.as_object().into_iter().flatten();
        let is_explained =
            is_named(&check) && members.any(|(name, value)| is_bare(name) && is_answer(value));
        let is_one_value = !value.is_array() && !value.is_object() && *value != true;
        let is_other_cpf = ["cpf_match", "cpfMatch"].contains(&&*check) && is_one_value;
        if (is_check || is_other_cpf) && is_answer(value) && !is_explained {
            heard.push((check, value.clone(), names.is_empty()));
        }
    }
    heard
}

/// Bodies with every member that this version knows, in every shape.
static WHOLE_WEB_SDK: LazyLock<[Value; 2]> = LazyLock::new(|| {
    let whole = bodies::whole_web_sdk()["process"].take();
    let mut named = whole.clone();
    let service = named["services"][0].take();
    named["services"] = json!({ "docs": service });
    [whole, named]
});
static WHOLE_API: LazyLock<Value> = LazyLock::new(bodies::whole_api);

fn holds(list: &Value, text: &str) -> bool {
    list.as_array()
        .is_some_and(|list| list.iter().any(|entry| entry == text))
}

/// The oracle of a Web & SDK process that is FINISHED with OK, in the order of the design.
fn web_sdk_verdict(process: &Value, criteria: &Value, table: &Table) -> Verdict {
    let no_info = Map::new();
    let info = process["authenticationInfo"].as_object();

    let is_named = |member: &str| {
        let requires = criteria["requires"].as_object().unwrap_or(&no_info);
        criteria["accepts"].get(member).is_some()
            || requires.values().any(|checks| holds(checks, member))
    };
    let unknown = bodies::unknown_members(process, &WHOLE_WEB_SDK.each_ref());
    let unknown: Vec<_> = unknown
        .into_iter()
        .flat_map(|(member, value)| heard(member, value, is_named))
        .collect();
    let mut answers: BTreeMap<&String, &Value> = BTreeMap::new();
    for (member, value) in info.unwrap_or(&no_info) {
        let is_known = table.checks.contains_key(member);
        let is_no_check = ["scoreEngineResult", "serproResult"].contains(&member.as_str());
        let answers_itself = || {
            let heard = heard(member, value, is_named);
            heard.iter().any(|(_, _, is_itself)| *is_itself)
        };
        if (is_known && is_answer(value)) || (!is_known && !is_no_check && answers_itself()) {
            answers.insert(member, value);
        }
    }

    let is_yes = |check: &str, word: &str| match criteria["accepts"].get(check) {
        Some(words) => holds(words, word),
        None => table
            .checks
            .get(check)
            .is_some_and(|words| words.yes.iter().any(|yes| yes == word)),
    };
    let mut is_all_yes = true;
    for (check, answer) in &answers {
        let Some(words) = table.checks.get(*check) else {
            continue;
        };
        let word = answer.as_str().unwrap_or_default();
        let mut readable = words.yes.iter().chain(&words.neither);
        match is_yes(check, word) {
            true => {}
            false if readable.any(|known| known == word) => is_all_yes = false,
            false => return Verdict::Unrecognized,
        }
    }
    let is_yes_elsewhere = |(check, answer, _): &(String, Value, bool)| {
        answer.as_str().is_some_and(|word| is_yes(check, word))
    };
    if !unknown.iter().all(is_yes_elsewhere) {
        return Verdict::Unrecognized;
    }
    let mut documents = process["services"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|service| service["documents"].as_array())
        .flatten();
    if documents.any(|document| document["cpf_match"] == false) {
        return Verdict::Unrecognized;
    }

    let flow = process["flow"].as_str();
    let required = flow.and_then(|flow| match criteria["requires"].get(flow) {
        Some(checks) => {
            let checks = checks.as_array().unwrap();
            let names = checks
                .iter()
                .map(|check| check.as_str().unwrap().to_owned());
            Some(names.collect())
        }
        None => table.requires.get(flow).cloned().flatten(),
    });
    let silent = required
        .iter()
        .flatten()
        .find(|check| !answers.contains_key(*check));
    match (silent, info, required.is_some()) {
        (Some(check), _, _) => Verdict::Unanswered(check.clone()),
        (None, None, _) => Verdict::Unrecognized,
        (None, Some(_), true) if is_all_yes => Verdict::Verified,
        (None, Some(_), _) => Verdict::Finished,
    }
}

/// Whether a Web & SDK process is verified by the documented criteria.
pub fn is_verified_web_sdk(process: &Value) -> bool {
    static TABLE: LazyLock<Table> = LazyLock::new(criteria_table::read);
    process["state"] == "PROCESS_STATE_FINISHED"
        && process["result"] == "PROCESS_RESULT_OK"
        && web_sdk_verdict(process, &json!({}), &TABLE) == Verdict::Verified
}

/// Whether an API process is verified.
pub fn is_verified_api(process: &Value) -> bool {
    process["status"] == 3 && api_verdict(process) == Verdict::Verified
}

/// What the crate makes of the same process. Both ways to ask agree.
fn web_sdk_outcome(process: &Value, criteria: &Criteria) -> Verdict {
    let read: Process = serde_json::from_value(process.clone()).unwrap();
    let verdict = match read.outcome_by(criteria) {
        Outcome::Verified(info) => {
            assert_eq!(read.authentication_info.as_ref(), Some(info));
            Verdict::Verified
        }
        Outcome::Finished(info) => {
            assert_eq!(read.authentication_info.as_ref(), Some(info));
            Verdict::Finished
        }
        Outcome::Unanswered { check } => Verdict::Unanswered(check.to_string()),
        Outcome::Unrecognized(kept) => {
            assert_eq!(kept.id, read.id);
            Verdict::Unrecognized
        }
        other => panic!("{other:?}"),
    };
    let is_verified = verdict == Verdict::Verified;
    assert_eq!(
        read.verified_by(criteria).is_some(),
        is_verified,
        "{process}"
    );
    if *criteria == Criteria::default() {
        assert_eq!(read.outcome(), read.outcome_by(criteria), "{process}");
        assert_eq!(read.verified().is_some(), is_verified, "{process}");
    }
    verdict
}

/// Sets of criteria, as they are written: none, words that a service was given, and everything turned round.
fn criteria() -> Vec<Value> {
    vec![
        json!({}),
        json!({
            "accepts": {
                "bioTokenEngineResult": ["BIO_TOKEN_ENGINE_RESULT_OF_TOMORROW"],
                "smartRevalidationResult": ["SMART_REVALIDATION_RESULT_OF_TOMORROW"],
                "idAgeResult": ["ID_AGE_RESULT_OF_TOMORROW"],
                "frictionlessResult": ["FRICTIONLESS_RESULT_OF_TOMORROW"],
                UNKNOWN: ["DEEPFAKE_RESULT_NO"],
            },
            "requires": {
                "adaptiveidtoken": ["livenessResult", "bioTokenEngineResult"],
                "creditoconsignado": [UNKNOWN],
            },
        }),
        json!({
            "accepts": {
                "livenessResult": [],
                "authenticationResult": ["AUTHENTICATION_RESULT_INCONCLUSIVE", "AUTHENTICATION_RESULT_OF_TOMORROW"],
                "identityFraudstersResult": ["TRUST_RESULT_OF_TOMORROW"],
            },
            "requires": {
                "id": ["authenticationResult"],
                "idlive": ["identityFraudstersResult", "authenticationResult"],
                "idsmart": ["livenessResult"],
            },
        }),
    ]
}

fn read_criteria(text: &Value) -> Criteria {
    serde_json::from_value(text.clone()).unwrap()
}

/// Every flow that this version knows, others, `""`, `null` and none.
fn flows() -> Vec<Option<Value>> {
    let known = idcloud_types::Flow::KNOWN
        .iter()
        .map(|flow| Some(flow.as_str().into()));
    let others = [
        Some("adaptiveidtoken".into()),
        Some("ID".into()),
        Some("".into()),
        Some(Value::Null),
        None,
    ];
    known.chain(others).collect()
}

/// One flow of each set of required checks, and two of which that is not known.
const FLOWS: [&str; 9] = [
    "idlive",
    "id",
    "idtoken",
    "idage",
    "idagedocumentless",
    "idsmart",
    "creditoconsignado",
    "adaptiveidtoken",
    "idoftomorrow",
];

/// Everything that a member can hold: absent, `null`, `""`, the word for nothing, the known ones, unknown ones.
fn answers(check: &str) -> Vec<Option<Value>> {
    if check == UNKNOWN {
        return vec![
            None,
            Some(Value::Null),
            Some("".into()),
            Some("DEEPFAKE_RESULT_UNSPECIFIED".into()),
            Some("DEEPFAKE_RESULT_NO".into()),
            Some("DEEPFAKE_RESULT_YES".into()),
            Some(json!({})),
            Some(json!({ "result": "DEEPFAKE_RESULT_NO" })),
            Some(json!({ "result": "DEEPFAKE_RESULT_YES", "score": 1 })),
            Some(json!({ "result": "" })),
            Some(json!(["DEEPFAKE_RESULT_NO"])),
            Some(json!(0)),
            Some(json!(false)),
        ];
    }
    let known = known_words(check);
    let family = known[0].strip_suffix("UNSPECIFIED").unwrap();
    let of_tomorrow = format!("{family}OF_TOMORROW");
    let others = [
        None,
        Some(Value::Null),
        Some("".into()),
        Some(of_tomorrow.into()),
    ];
    let known = known.into_iter().map(|word| Some(word.into()));
    others.into_iter().chain(known).collect()
}

fn checks() -> Vec<&'static str> {
    use idcloud_types::get_process::web_sdk::Check;
    let known = Check::KNOWN.iter().filter_map(Check::known_str);
    known.chain([UNKNOWN]).collect()
}

fn process(flow: Option<&Value>, info: &Value) -> Value {
    let mut process = json!({
        "id": ID,
        "state": "PROCESS_STATE_FINISHED",
        "result": "PROCESS_RESULT_OK",
        "authenticationInfo": info,
    });
    if let Some(flow) = flow {
        process["flow"] = flow.clone();
    }
    process
}

fn set(object: &mut Value, member: &str, value: Option<&Value>) {
    match value {
        Some(value) => object[member] = value.clone(),
        None => drop(object.as_object_mut().unwrap().remove(member)),
    }
}

/// Holds the crate against the oracle, and counts what was seen, so that no test is about one verdict alone.
struct Judge {
    table: Table,
    criteria: Vec<(Value, Criteria)>,
    seen: BTreeMap<Verdict, usize>,
}

impl Judge {
    fn new() -> Self {
        let read = |text: Value| (text.clone(), read_criteria(&text));
        Self {
            table: criteria_table::read(),
            criteria: criteria().into_iter().map(read).collect(),
            seen: BTreeMap::new(),
        }
    }

    #[track_caller]
    fn judge(&mut self, process: &Value) {
        for (text, criteria) in &self.criteria {
            let expected = web_sdk_verdict(process, text, &self.table);
            let outcome = web_sdk_outcome(process, criteria);
            assert_eq!(outcome, expected, "{process}\nby {text}");
            *self.seen.entry(outcome).or_default() += 1;
        }
    }

    #[track_caller]
    fn assert_saw_everything(&self) {
        for verdict in [Verdict::Verified, Verdict::Finished, Verdict::Unrecognized] {
            let seen = self.seen.get(&verdict).copied().unwrap_or_default();
            assert!(seen >= 20, "{verdict:?} {seen}");
        }
        let silent = |verdict: &&Verdict| matches!(verdict, Verdict::Unanswered(_));
        assert!(
            self.seen.keys().filter(silent).count() >= 4,
            "{:?}",
            self.seen
        );
    }
}

/// In full: every flow, with every answer of the two checks that most flows require and of an unknown one.
#[test]
fn every_flow_is_judged_by_its_own_checks() {
    let mut judge = Judge::new();
    for flow in flows() {
        for liveness in answers("livenessResult") {
            for authentication in answers("authenticationResult") {
                for unknown in answers(UNKNOWN) {
                    let mut info = json!({});
                    set(&mut info, "livenessResult", liveness.as_ref());
                    set(&mut info, "authenticationResult", authentication.as_ref());
                    set(&mut info, UNKNOWN, unknown.as_ref());
                    judge.judge(&process(flow.as_ref(), &info));
                }
            }
        }
    }
    judge.assert_saw_everything();
}

/// Every pair: each answer of each check beside each answer of each other, where all else that the flow requires is a
/// yes. What three or more do together is sampled below.
#[test]
fn no_answer_makes_up_for_another() {
    let mut judge = Judge::new();
    let yes = |check: &str| match check {
        "livenessResult" => "LIVENESS_RESULT_LIVE".to_owned(),
        "authenticationResult" => "AUTHENTICATION_RESULT_POSITIVE".to_owned(),
        check => known_words(check)[0].replace("UNSPECIFIED", "OF_TOMORROW"),
    };
    let told = &judge.criteria[1].1.clone();
    let checks = checks();
    for flow in FLOWS {
        let required = told.required(&flow.into()).unwrap_or_default();
        let required = required.iter().filter(|check| check.is_known());
        let base: Map<String, Value> = required
            .map(|check| (check.to_string(), yes(check.as_str()).into()))
            .collect();
        for (index, one) in checks.iter().enumerate() {
            for other in &checks[index + 1..] {
                for answer in answers(one) {
                    for other_answer in answers(other) {
                        let mut info = Value::Object(base.clone());
                        set(&mut info, one, answer.as_ref());
                        set(&mut info, other, other_answer.as_ref());
                        judge.judge(&process(Some(&flow.into()), &info));
                    }
                }
            }
        }
    }
    judge.assert_saw_everything();
}

/// A small generator with a fixed seed (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A process with any flow, any answer of any check, and any document. Yes and silence are likely, so that not
/// everything is unrecognized.
fn any_process(random: &mut Random, flows: &[Option<Value>]) -> Value {
    let mut info = json!({});
    for check in checks() {
        let all = answers(check);
        let likely: Vec<_> = all
            .iter()
            .filter(|answer| {
                let word = answer.as_ref().and_then(Value::as_str).unwrap_or_default();
                ["", "LIVE", "POSITIVE", "TRUST_RESULT_INCONCLUSIVE", "NO"]
                    .iter()
                    .any(|yes| word == *yes || (yes.len() > 1 && word.ends_with(yes)))
                    && word != "LIVENESS_RESULT_NOT_LIVE"
            })
            .cloned()
            .collect();
        let of = if random.below(8) == 0 { &all } else { &likely };
        set(&mut info, check, random.pick(of).as_ref());
    }
    let mut process = process(random.pick(flows).as_ref(), &info);
    match random.below(12) {
        0 => drop(
            process
                .as_object_mut()
                .unwrap()
                .remove("authenticationInfo"),
        ),
        1 => process["services"] = json!([{ "documents": [{}, { "cpf_match": false }] }]),
        2 => process["services"] = json!([{ "documents": [{ "cpf_match": true }] }]),
        3 => process["authenticationInfo"]["serproResult"] = json!({ "score": 0 }),
        4 => {
            let places = [json!({}), json!({ "person": {} }), json!({ "company": {} })];
            let mut elsewhere = random.pick(&places).clone();
            let object = match elsewhere.as_object_mut().unwrap().values_mut().next() {
                Some(object) => object,
                None => &mut elsewhere,
            };
            let check = *random.pick(&checks());
            set(object, check, random.pick(&answers(check)).as_ref());
            let elsewhere = elsewhere.as_object_mut().unwrap();
            process.as_object_mut().unwrap().append(elsewhere);
        }
        _ => {}
    }
    process
}

/// Samples of the whole domain, by a fixed seed.
#[test]
fn any_answers_together_are_judged_as_designed() {
    let mut judge = Judge::new();
    let mut random = Random(8);
    let flows = flows();
    for _ in 0..10_000 {
        judge.judge(&any_process(&mut random, &flows));
    }
    judge.assert_saw_everything();
}

/// Accepting one more word makes nothing pass but the processes in which that very check answered with it.
#[test]
fn accepting_one_more_word_makes_nothing_else_pass() {
    let table = criteria_table::read();
    let mut random = Random(1);
    let flows = flows();
    let mut is_new = 0;
    for base in criteria() {
        for check in checks() {
            for word in answers(check).iter().flatten().filter_map(Value::as_str) {
                let mut more = base.clone();
                let defaults = || match table.checks.get(check) {
                    Some(words) => json!(words.yes),
                    None => json!([]),
                };
                let mut words = base["accepts"].get(check).cloned().unwrap_or_else(defaults);
                words.as_array_mut().unwrap().push(word.into());
                more["accepts"][check] = words;
                // What can't be accepted is tested elsewhere.
                let Ok(more) = serde_json::from_value::<Criteria>(more) else {
                    continue;
                };
                let base = read_criteria(&base);
                for _ in 0..150 {
                    let mut process = any_process(&mut random, &flows);
                    if random.below(2) == 0 {
                        set(
                            &mut process["authenticationInfo"],
                            check,
                            Some(&word.into()),
                        );
                    }
                    let was = web_sdk_outcome(&process, &base) == Verdict::Verified;
                    let is = web_sdk_outcome(&process, &more) == Verdict::Verified;
                    let answered = bodies::places(&process).iter().any(|place| {
                        place.contains(&bodies::Step::Member(check.to_owned()))
                            && bodies::at(&mut process, place) == word
                    });
                    assert!(was == is || (is && answered), "{process}\n{check} {word}");
                    is_new += usize::from(is && !was);
                }
            }
        }
    }
    assert!(is_new >= 10, "{is_new}");
}

/// Requiring one more check makes nothing pass that did not.
#[test]
fn requiring_one_more_check_makes_nothing_new_pass() {
    let mut random = Random(2);
    let flows = flows();
    let mut is_less = 0;
    for base in criteria() {
        let less = read_criteria(&base);
        for flow in flows.iter().flatten().filter_map(Value::as_str) {
            // Where it is not known what a flow requires, the first check makes it known: that is no more, but the first.
            let Some(required) = less.required(&flow.into()) else {
                continue;
            };
            for check in checks() {
                let more = required.iter().cloned().chain([check.into()]);
                let more = less.clone().require(flow, more).unwrap();
                for _ in 0..20 {
                    let process = any_process(&mut random, &[Some(flow.into())]);
                    let was = web_sdk_outcome(&process, &less) == Verdict::Verified;
                    let is = web_sdk_outcome(&process, &more) == Verdict::Verified;
                    assert!(was || !is, "{process}\n{flow} {check}");
                    is_less += usize::from(was && !is);
                }
            }
        }
    }
    assert!(is_less >= 10, "{is_less}");
}

/// Where nothing is written, the documented defaults hold.
#[test]
fn empty_criteria_are_the_documented_ones() {
    for text in [
        json!({}),
        json!({ "accepts": {} }),
        json!({ "requires": {} }),
        json!({ "accepts": {}, "requires": {} }),
    ] {
        assert_eq!(read_criteria(&text), Criteria::default(), "{text}");
    }
    // and they are the table's: every judgement above by `{}` is by `Criteria::default()`, and the same
    assert_eq!(read_criteria(&criteria()[0]), Criteria::default());
}

/// The values that take the place of a member: nothing, shapes, and every known word.
fn replacements() -> Vec<Value> {
    let mut all = vec![
        Value::Null,
        "".into(),
        json!(true),
        json!(false),
        json!({}),
        json!([]),
        json!({ "result": "yes" }),
        json!("yes"),
        json!("no"),
        json!("approved"),
        json!("OF_TOMORROW"),
        json!("PROCESS_STATE_FINISHED"),
        json!("PROCESS_RESULT_OK"),
        json!("adaptiveidtoken"),
    ];
    all.extend((0..6).map(Value::from));
    all.extend(
        idcloud_types::Flow::KNOWN
            .iter()
            .map(|flow| flow.as_str().into()),
    );
    let words = checks().into_iter().flat_map(answers).flatten();
    all.extend(words.filter(Value::is_string));
    all
}

/// Removing, emptying or replacing a member never makes a yes, unless it is the yes of the very check that is replaced.
#[test]
fn no_damage_to_one_member_turns_a_published_body_into_a_yes() {
    let table = criteria_table::read();
    let replacements = replacements();
    let mut is_yes_of_the_check = 0;
    for (_, text) in bodies::WEB_SDK {
        let whole: Value = serde_json::from_str(text).unwrap();
        for text in criteria() {
            let criteria = read_criteria(&text);
            let is_verified = |body: &Value| {
                let read: Result<Process, _> = serde_json::from_value(body["process"].clone());
                read.is_ok_and(|process| process.verified_by(&criteria).is_some())
            };
            let was = is_verified(&whole);
            let verdict = web_sdk_verdict(&whole["process"], &text, &table);
            assert_eq!(was, verdict == Verdict::Verified);
            if was {
                continue;
            }
            for place in bodies::places(&whole) {
                let mut damaged = whole.clone();
                bodies::remove(&mut damaged, &place);
                assert!(!is_verified(&damaged), "without {place:?} by {text}");
                for replacement in &replacements {
                    let mut damaged = whole.clone();
                    *bodies::at(&mut damaged, &place) = replacement.clone();
                    if !is_verified(&damaged) {
                        continue;
                    }
                    let bodies::Step::Member(member) = place.last().unwrap() else {
                        panic!("{place:?}");
                    };
                    let word = replacement.as_str().unwrap();
                    let is_answer = criteria.accepts(&member.as_str().into(), word);
                    assert!(is_answer, "{place:?} {word} by {text}");
                    is_yes_of_the_check += 1;
                }
            }
        }
    }
    assert!(is_yes_of_the_check > 0);

    let published = bodies::API.iter().map(|(_, text)| *text);
    #[cfg(feature = "testing")]
    let published = {
        use idcloud_types::testing::get_process::{API_DIVERGENCE, API_INCONCLUSIVE, API_NOT_LIVE};
        published.chain([API_DIVERGENCE, API_INCONCLUSIVE, API_NOT_LIVE])
    };
    let mut refused = 0;
    for text in published {
        let whole: Value = serde_json::from_str(text).unwrap();
        let is_verified = |body: &Value| {
            let read: Result<api::Process, _> = serde_json::from_value(body.clone());
            read.is_ok_and(|process| process.verified().is_some())
        };
        if is_verified(&whole) {
            continue;
        }
        for place in bodies::places(&whole) {
            let mut damaged = whole.clone();
            bodies::remove(&mut damaged, &place);
            assert!(!is_verified(&damaged), "without {place:?} {whole}");
            for replacement in &replacements {
                let mut damaged = whole.clone();
                *bodies::at(&mut damaged, &place) = replacement.clone();
                assert!(!is_verified(&damaged), "{place:?} {replacement} {whole}");
                refused += 1;
            }
        }
    }
    let expected = if cfg!(feature = "testing") {
        1_000
    } else {
        100
    };
    assert!(refused > expected, "{refused}");
}

/// The oracle of an API process at status 3.
fn api_verdict(process: &Value) -> Verdict {
    let answer = |value: &Value| is_answer(value).then(|| value.as_str().unwrap().to_owned());
    let result = answer(&process["unicoId"]["result"]);
    let alert = answer(&process["identityFraudsters"]["result"]);
    let judgement = answer(&process["idCloud"]["result"]);
    let liveness = process["liveness"].as_i64();

    let unknown = bodies::unknown_members(process, &[&WHOLE_API]);
    let is_heard = |(name, value): &(&str, &Value)| !heard(name, value, |_| false).is_empty();
    let is_one_of = |word: &Option<String>, known: &[&str]| {
        word.as_deref().is_none_or(|word| known.contains(&word))
    };
    let is_readable = is_one_of(&result, &["yes", "no", "inconclusive"])
        && is_one_of(&alert, &["yes", "inconclusive"])
        && is_one_of(
            &judgement,
            &[
                "approved",
                "denied",
                "critical-risk",
                "high-risk",
                "retry",
                "inconclusive",
            ],
        )
        && matches!(liveness, None | Some(1 | 2))
        && !unknown.iter().any(is_heard);
    if !is_readable {
        return Verdict::Unrecognized;
    }
    if result.as_deref() != Some("yes") {
        return Verdict::Finished;
    }
    // Beside a yes, everything else contradicts it.
    let nothing_otherwise = is_one_of(&alert, &["inconclusive"])
        && is_one_of(&judgement, &["approved"])
        && matches!(liveness, None | Some(1))
        && process["score"].is_null()
        && process["document"]["cpfMatch"] != false;
    if nothing_otherwise {
        Verdict::Verified
    } else {
        Verdict::Unrecognized
    }
}

/// Judges every process of a domain.
fn visit_api(
    domain: &[(&str, Vec<Option<Value>>)],
    body: &mut Value,
    seen: &mut BTreeMap<Verdict, usize>,
) {
    let Some(((member, values), others)) = domain.split_first() else {
        let expected = api_verdict(body);
        let read: api::Process = serde_json::from_value(body.clone()).unwrap();
        let outcome = match read.outcome() {
            api::Outcome::Verified(unico_id) => {
                assert_eq!(read.unico_id.as_ref(), Some(unico_id));
                Verdict::Verified
            }
            api::Outcome::Finished { result, liveness } => {
                let word = body["unicoId"]["result"].as_str();
                let word = word.filter(|word| is_answer(&(*word).into()));
                assert_eq!(result.map(api::UnicoIdResult::as_str), word);
                assert_eq!(liveness, read.liveness);
                Verdict::Finished
            }
            api::Outcome::Unrecognized(kept) => {
                assert_eq!(kept.id, read.id);
                Verdict::Unrecognized
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(outcome, expected, "{body}");
        let is_verified = outcome == Verdict::Verified;
        assert_eq!(read.verified().is_some(), is_verified, "{body}");
        *seen.entry(outcome).or_default() += 1;
        return;
    };
    for value in values {
        set(body, member, value.as_ref());
        visit_api(others, body, seen);
    }
}

/// In full: every answer of every check of the API contract beside every other.
#[test]
fn every_api_process_is_judged_as_designed() {
    let words = |member: &str, words: &[&str]| -> Vec<Option<Value>> {
        let objects = words.iter().map(|word| Some(json!({ member: word })));
        [None, Some(Value::Null), Some(json!({ member: null }))]
            .into_iter()
            .chain(objects)
            .collect()
    };
    let domain: [(&str, Vec<Option<Value>>); 7] = [
        (
            "unicoId",
            words(
                "result",
                &["", "yes", "no", "inconclusive", "YES", "X_UNSPECIFIED"],
            ),
        ),
        (
            "identityFraudsters",
            words("result", &["", "yes", "inconclusive", "no"]),
        ),
        (
            "idCloud",
            words("result", &["", "approved", "denied", "of-tomorrow"]),
        ),
        (
            "liveness",
            vec![
                None,
                Some(Value::Null),
                Some(json!(1)),
                Some(json!(2)),
                Some(json!(0)),
            ],
        ),
        ("score", vec![None, Some(Value::Null), Some(json!(0))]),
        (
            "document",
            vec![
                None,
                Some(json!({ "cpfMatch": true })),
                Some(json!({ "cpfMatch": false })),
            ],
        ),
        (
            "ofTomorrow",
            vec![
                None,
                Some(json!("yes")),
                Some(json!({ "result": "X_UNSPECIFIED" })),
                Some(json!({ "result": "yes" })),
                Some(json!({ "checkResult": "yes" })),
                Some(json!({ "result": 1 })),
            ],
        ),
    ];

    let mut seen = BTreeMap::new();
    visit_api(&domain, &mut json!({ "id": ID, "status": 3 }), &mut seen);
    assert_eq!(seen.len(), 3, "{seen:?}");
}
