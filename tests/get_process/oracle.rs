//! The outcome of responses of the whole domain, against an oracle: a small function over an abstract description of a
//! response, which knows the documented rules and none of the library's code.

use std::collections::{BTreeMap, BTreeSet};

use idcloud_types::get_process::{Check, Criteria, Outcome, ProcessResult, api, web_sdk};
use idcloud_types::{Flow, ProcessState};
use serde_json::{Map, Value, json};

use crate::bodies::ID;

/// How a check is written in its documented place.
#[derive(Clone, Copy, PartialEq)]
pub enum Form {
    Text,
    Object,
    Integer,
}

/// A check as it is documented.
pub struct Row {
    pub check: &'static str,
    form: Form,
    prefix: &'static str,
    pub passes: &'static [&'static str],
    inconclusive: &'static [&'static str],
    /// What fails, or raises the alert of an alert.
    against: &'static [&'static str],
    is_alert: bool,
}

const fn row(
    check: &'static str,
    form: Form,
    prefix: &'static str,
    [passes, inconclusive, against]: [&'static [&'static str]; 3],
    is_alert: bool,
) -> Row {
    Row {
        check,
        form,
        prefix,
        passes,
        inconclusive,
        against,
        is_alert,
    }
}

const fn trust(check: &'static str) -> Row {
    let values: [&[&str]; 3] = [&["TRUST_RESULT_INCONCLUSIVE"], &[], &["TRUST_RESULT_YES"]];
    row(check, Form::Text, "TRUST_RESULT", values, true)
}

const fn undocumented(check: &'static str, prefix: &'static str) -> Row {
    row(check, Form::Text, prefix, [&[], &[], &[]], false)
}

#[rustfmt::skip]
pub const WEB_SDK: &[Row] = &[
    row("livenessResult", Form::Text, "LIVENESS_RESULT", [&["LIVENESS_RESULT_LIVE"], &[], &["LIVENESS_RESULT_NOT_LIVE"]], false),
    row(
        "authenticationResult", Form::Text, "AUTHENTICATION_RESULT",
        [&["AUTHENTICATION_RESULT_POSITIVE"], &["AUTHENTICATION_RESULT_INCONCLUSIVE"], &["AUTHENTICATION_RESULT_NEGATIVE"]],
        false,
    ),
    undocumented("bioTokenEngineResult", "BIO_TOKEN_ENGINE_RESULT"),
    undocumented("smartRevalidationResult", "SMART_REVALIDATION_RESULT"),
    undocumented("idAgeResult", "ID_AGE_RESULT"),
    trust("identityFraudstersResult"),
    trust("trustResult"),
    trust("faceWithOtherIdResult"),
    trust("riskLevelResult"),
    Row { is_alert: true, ..undocumented("frictionlessResult", "FRICTIONLESS_RESULT") },
];

#[rustfmt::skip]
pub const API: &[Row] = &[
    row("unicoId", Form::Object, "", [&["yes"], &["inconclusive"], &["no"]], false),
    row("liveness", Form::Integer, "", [&["1"], &["0"], &["2"]], false),
    row(
        "idCloud", Form::Object, "",
        [&["approved"], &["inconclusive", "retry"], &["denied", "reproved"]],
        false,
    ),
    row("faceMatch", Form::Integer, "", [&["1"], &[], &["2"]], false),
    row("silentAuth", Form::Object, "", [&["yes"], &["inconclusive", "no"], &[]], false),
    row("idFace", Form::Object, "", [&[], &["FOUND", "NOT_FOUND"], &[]], false),
    row("identityFraudsters", Form::Object, "", [&["inconclusive"], &[], &["yes"]], true),
    row("faceWithOtherId", Form::Object, "", [&["inconclusive"], &[], &["yes"]], true),
    row("trust", Form::Object, "", [&["inconclusive"], &[], &["no"]], true),
];

/// The values of `idCloud` that raise an alert, beside those that fail.
const RISKS: [&str; 4] = ["critical-risk", "high-risk", "risk-critical", "risk-high"];

/// What each flow requires.
#[rustfmt::skip]
pub const FLOWS: &[(&str, &[&str])] = &[
    ("idlive", &["livenessResult"]),
    ("idlivetrust", &["livenessResult"]),
    ("id", &["livenessResult", "authenticationResult"]),
    ("idtrust", &["livenessResult", "authenticationResult"]),
    ("idtrustdocs", &["livenessResult", "authenticationResult"]),
    ("idtrustsign", &["livenessResult", "authenticationResult"]),
    ("idtrustdocssign", &["livenessResult", "authenticationResult"]),
    ("idunicodocs", &["livenessResult", "authenticationResult"]),
    ("idunicosign", &["livenessResult", "authenticationResult"]),
    ("idunicodocssign", &["livenessResult", "authenticationResult"]),
    ("idunicoserprodocssign", &["livenessResult", "authenticationResult"]),
    ("idcheck", &["livenessResult", "authenticationResult"]),
    ("iddocs", &["livenessResult", "authenticationResult"]),
    ("idsign", &["livenessResult", "authenticationResult"]),
    ("iddocssign", &["livenessResult", "authenticationResult"]),
    ("idchecktrust", &["livenessResult", "authenticationResult"]),
    ("idchecktrustdocs", &["livenessResult", "authenticationResult"]),
    ("idchecktrustsign", &["livenessResult", "authenticationResult"]),
    ("idchecktrustdocssign", &["livenessResult", "authenticationResult"]),
    ("idcheckserpro", &["livenessResult", "authenticationResult"]),
    ("idcheckserprodocs", &["livenessResult", "authenticationResult"]),
    ("idcheckserprodocssign", &["livenessResult", "authenticationResult"]),
    ("idtoken", &["livenessResult", "bioTokenEngineResult"]),
    ("idtokentrust", &["livenessResult", "bioTokenEngineResult"]),
    ("idtokensign", &["livenessResult", "bioTokenEngineResult"]),
    ("idsmart", &["smartRevalidationResult"]),
    ("idage", &["livenessResult", "authenticationResult", "idAgeResult"]),
    ("idagedocumentless", &["livenessResult", "idAgeResult"]),
];

/// A result of a check.
#[derive(Clone, Debug)]
pub enum Heard {
    /// There is no member, or it is `null`.
    Nothing,
    /// A value of the documented type in the documented place.
    Value(String),
    /// A value in another place, spelling or type; `None` if it is not a string or an integer.
    Stray(Option<String>),
}

use Heard::{Nothing, Stray, Value as Documented};

fn stray(value: &str) -> Heard {
    Stray(Some(value.to_owned()))
}

/// The criteria, as they are written.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub accepts: Vec<(&'static str, Vec<&'static str>)>,
    pub requires: Vec<(&'static str, Vec<&'static str>)>,
    pub api_requires: Option<Vec<&'static str>>,
    pub ignores: Vec<&'static str>,
}

impl Rules {
    fn accepted(&self, check: &str) -> Option<&[&'static str]> {
        let entry = self.accepts.iter().find(|(name, _)| *name == check);
        entry.map(|(_, values)| values.as_slice())
    }

    fn named(&self) -> impl Iterator<Item = &'static str> {
        let accepted = self.accepts.iter().map(|(check, _)| *check);
        let required = self.requires.iter().flat_map(|(_, checks)| checks.clone());
        let api = self.api_requires.iter().flatten().copied();
        accepted.chain(required).chain(api)
    }

    pub fn criteria(&self) -> Criteria {
        let mut criteria = Criteria::default();
        for (check, values) in &self.accepts {
            criteria = criteria.accept(*check, values).unwrap();
        }
        for (flow, checks) in &self.requires {
            criteria = criteria.require(*flow, checks).unwrap();
        }
        if let Some(checks) = &self.api_requires {
            criteria = criteria.require_api(checks).unwrap();
        }
        criteria.ignore(&self.ignores).unwrap()
    }
}

/// What the oracle knows about a response that, by its contract, ended well.
#[derive(Clone, Debug, Default)]
pub struct Described {
    is_api: bool,
    flow: Option<String>,
    results: Vec<(String, Heard)>,
    /// The score that counts, if one does.
    score: Option<f64>,
    has_mistyped_score: bool,
    has_other_cpf: bool,
}

/// The label of an outcome, the check that it names, and the reasons: the kind, and the check that it is about.
pub type Expected = (
    &'static str,
    Option<String>,
    BTreeSet<(String, Option<String>)>,
);

pub fn find(check: &str) -> Option<&'static Row> {
    WEB_SDK.iter().chain(API).find(|row| row.check == check)
}

/// Whether a value means that the check has no result.
pub fn is_no_result(check: &str, value: &str) -> bool {
    let value = value.to_ascii_uppercase();
    let name = value.strip_suffix("_UNSPECIFIED");
    match (find(check), name) {
        _ if ["", "UNSPECIFIED", "TRUST_RESULT_UNSPECIFIE"].contains(&&*value) => true,
        _ if check == "faceMatch" && value == "0" => true,
        (Some(row), Some(name)) => !row.prefix.is_empty() && row.prefix == name,
        (None, Some(name)) => {
            let capitals = name.strip_suffix("_RESULT").unwrap_or_default();
            let is_name = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
            !capitals.is_empty() && capitals.bytes().all(is_name) && !name.contains("_RESULT_")
        }
        (_, None) => false,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Said {
    Nothing,
    Passes,
    Inconclusive,
    Fails,
    Unknown,
}

fn said(check: &str, heard: &Heard, rules: &Rules) -> Said {
    let value = match heard {
        Nothing => return Said::Nothing,
        Stray(None) => return Said::Unknown,
        Documented(value) | Stray(Some(value)) => value.as_str(),
    };
    if is_no_result(check, value) {
        return Said::Nothing;
    }
    let accepted = rules.accepted(check);
    if accepted.is_some_and(|accepted| accepted.contains(&value)) {
        return Said::Passes;
    }
    let (Documented(_), Some(row)) = (heard, find(check)) else {
        return Said::Unknown;
    };
    let capitals = value.to_ascii_uppercase();
    let is = |documented: &&str| {
        let documented = documented.to_ascii_uppercase();
        let short = documented.strip_prefix(&format!("{}_", row.prefix));
        capitals == documented || short.is_some_and(|short| short == capitals)
    };
    if row.against.iter().any(&is) {
        return if row.is_alert {
            Said::Inconclusive
        } else {
            Said::Fails
        };
    }
    if check == "idCloud" && RISKS.iter().any(is) {
        return Said::Inconclusive;
    }
    if row.passes.contains(&value) {
        // a list that is written replaces the default
        return if accepted.is_none() {
            Said::Passes
        } else {
            Said::Inconclusive
        };
    }
    if row.inconclusive.contains(&value) {
        return Said::Inconclusive;
    }
    Said::Unknown
}

/// The documented order of evaluation.
pub fn expected(response: &Described, rules: &Rules) -> Expected {
    let required: Option<Vec<&str>> = if response.is_api {
        Some(rules.api_requires.clone().unwrap_or(vec!["unicoId"]))
    } else {
        let flow = response.flow.as_deref().unwrap_or_default();
        let written = rules.requires.iter().find(|(name, _)| *name == flow);
        let documented = FLOWS.iter().find(|(name, _)| *name == flow);
        written
            .map(|(_, checks)| checks.clone())
            .or(documented.map(|(_, checks)| checks.to_vec()))
    };
    let results: Vec<(&str, Said)> = response
        .results
        .iter()
        .map(|(check, heard)| (check.as_str(), said(check, heard, rules)))
        .collect();

    let mut reasons = BTreeSet::new();
    if required.is_none() {
        reasons.insert(("unknown_flow".to_owned(), None));
    }
    if response.has_mistyped_score {
        reasons.insert(("wrong_type".to_owned(), None));
    }
    for (check, said) in &results {
        if *said == Said::Unknown {
            let kind = match find(check) {
                Some(_) => "unknown_value",
                None => "unknown_check",
            };
            reasons.insert((kind.to_owned(), Some((*check).to_owned())));
        }
    }
    let has_yes = |check: &str, yes: &str| {
        let mut results = response.results.iter();
        results.any(|(name, heard)| {
            name == check && matches!(heard, Documented(value) if value == yes)
        })
    };
    let contradicts =
        !response.is_api || has_yes("unicoId", "yes") || has_yes("idCloud", "approved");
    let mut failed = results.iter().filter(|(_, said)| *said == Said::Fails);
    if contradicts {
        for (check, _) in failed.clone() {
            reasons.insert(("contradiction".to_owned(), Some((*check).to_owned())));
        }
    }
    if response.has_other_cpf {
        reasons.insert(("contradiction".to_owned(), None));
    }
    if !reasons.is_empty() {
        return ("unrecognized", None, reasons);
    }
    if let Some((check, _)) = failed.next() {
        return ("invalid_identity", Some((*check).to_owned()), reasons);
    }
    let has_result = |check: &&str| {
        let mut results = results.iter();
        results.any(|(name, said)| name == check && *said != Said::Nothing)
    };
    let required = required.unwrap();
    if let Some(check) = required.iter().find(|check| !has_result(check)) {
        return ("unanswered", Some((*check).to_owned()), reasons);
    }
    let passes = |said: &Said| matches!(said, Said::Passes | Said::Nothing);
    let all_pass = results.iter().all(|(_, said)| passes(said));
    if all_pass && response.score.is_none_or(|score| score >= 0.0) {
        ("verified", None, reasons)
    } else {
        ("inconclusive", None, reasons)
    }
}

/// The same of the library.
pub fn seen(outcome: &Outcome) -> Expected {
    let check = match outcome {
        Outcome::InvalidIdentity { check } => check.as_ref().map(ToString::to_string),
        Outcome::Unanswered { check } => Some(check.to_string()),
        _ => None,
    };
    let reasons = match outcome {
        Outcome::Unrecognized(reasons) => reasons
            .iter()
            .map(|reason| {
                (
                    reason.kind().to_string(),
                    reason.check().map(ToString::to_string),
                )
            })
            .collect(),
        _ => BTreeSet::new(),
    };
    (outcome.as_str(), check, reasons)
}

pub fn outcome(is_api: bool, body: &Value, criteria: &Criteria) -> Outcome {
    let text = body.to_string();
    if is_api {
        api::Process::from_slice(text.as_bytes())
            .unwrap()
            .outcome_by(criteria)
    } else {
        web_sdk::Response::from_slice(text.as_bytes())
            .unwrap()
            .outcome_by(criteria)
    }
}

/// Every value of a check that is worth a look: the member of the body, and what it says.
pub fn values(row: &Row) -> Vec<(Option<Value>, Heard)> {
    let known = || row.passes.iter().chain(row.inconclusive).chain(row.against);
    let mut strings = vec![
        String::new(),
        "UNSPECIFIED".into(),
        "Unspecified".into(),
        "TRUST_RESULT_UNSPECIFIE".into(),
        "TRUST_RESULT_YES_REASON_UNSPECIFIED".into(),
        "OTHER_RESULT_UNSPECIFIED".into(),
        "yes_UNSPECIFIED".into(),
        "TOMORROW".into(),
    ];
    for value in known().chain(RISKS.iter().filter(|_| row.check == "idCloud")) {
        strings.push((*value).to_owned());
        strings.push(value.to_ascii_uppercase());
        strings.push(value.to_ascii_lowercase());
        strings.push(format!("{value} "));
        if let Some(short) = value.strip_prefix(&format!("{}_", row.prefix)) {
            strings.push(short.to_owned());
            strings.push(short.to_ascii_lowercase());
        }
    }
    if !row.prefix.is_empty() {
        strings.push(format!("{}_UNSPECIFIED", row.prefix));
        strings.push(format!("{}_UNSPECIFIED", row.prefix).to_ascii_lowercase());
        strings.push(format!("{}_CLEAR", row.prefix));
    }
    strings.sort_unstable();
    strings.dedup();

    let mut values = vec![(None, Nothing), (Some(Value::Null), Nothing)];
    for string in &strings {
        values.push(match row.form {
            Form::Text => (Some(json!(string)), Documented(string.clone())),
            Form::Object => (
                Some(json!({ "result": string })),
                Documented(string.clone()),
            ),
            Form::Integer => (Some(json!(string)), stray(string)),
        });
        values.push(match row.form {
            Form::Text => (Some(json!({ "result": string })), stray(string)),
            Form::Object => (Some(json!(string)), stray(string)),
            Form::Integer => (Some(json!([{ "result": string }])), stray(string)),
        });
    }
    for integer in [-1, 0, 1, 2, 3] {
        let text = integer.to_string();
        values.push(match row.form {
            Form::Text => (Some(json!(integer)), Stray(Some(text))),
            Form::Object => (Some(json!({ "result": integer })), Stray(Some(text))),
            Form::Integer => (Some(json!(integer)), Documented(text)),
        });
    }
    for other in [json!(true), json!(1.5), json!([]), json!([{ "score": 1 }])] {
        values.push((Some(other), Stray(None)));
    }
    values.push((Some(json!(["yes"])), stray("yes")));
    match row.form {
        Form::Object => values.push((Some(json!({})), Nothing)),
        _ => values.push((Some(json!({ "score": 92 })), Stray(None))),
    }
    values
}

/// A member that no version documents, and what it says.
pub struct New {
    /// The JSON pointer of the object that it is in.
    place: &'static str,
    name: &'static str,
    value: Value,
    says: Says,
    /// The entry of `ignores` that takes it out.
    pub ignored_as: &'static str,
}

pub enum Says {
    Harmless,
    Check(&'static str, Heard),
    /// A check only if the criteria name it.
    IfNamed(&'static str, Heard),
    OtherCpf,
}

#[rustfmt::skip]
pub fn news(is_api: bool) -> Vec<New> {
    use Says::{Check, Harmless, IfNamed, OtherCpf};
    let (body, checks) = if is_api { ("", "") } else { ("/process", "/process/authenticationInfo") };
    let new = |place, name, value, says, ignored_as| New { place, name, value, says, ignored_as };
    let mut news = vec![
        new(checks, "deepfakeResult", json!("DEEPFAKE_RESULT_NO"), Check("deepfakeResult", stray("DEEPFAKE_RESULT_NO")), "deepfakeResult"),
        new(checks, "deepfakeResult", json!("DEEPFAKE_RESULT_YES"), Check("deepfakeResult", stray("DEEPFAKE_RESULT_YES")), "deepfakeResult"),
        new(checks, "deepfakeResult", json!("DEEPFAKE_RESULT_UNSPECIFIED"), Check("deepfakeResult", Nothing), "deepfakeResult"),
        new(checks, "deepfakeResult", json!("deepfake_result_unspecified"), Check("deepfakeResult", Nothing), "deepfakeResult"),
        new(checks, "deepfakeResult", json!(""), Check("deepfakeResult", Nothing), "deepfakeResult"),
        new(checks, "deepfakeResult", Value::Null, Check("deepfakeResult", Nothing), "deepfakeResult"),
        new(checks, "deepfakeResult", json!(7), Check("deepfakeResult", stray("7")), "deepfakeResult"),
        new(checks, "deepfakeResult", json!(true), Check("deepfakeResult", Stray(None)), "deepfakeResult"),
        new(checks, "deepfakeResult", json!({ "result": "clear" }), Check("deepfakeResult", stray("clear")), "deepfakeResult"),
        new(checks, "deepfakeResult", json!([{ "result": "clear" }]), Check("deepfakeResult", stray("clear")), "deepfakeResult"),
        new(checks, "deepfakeResultV2", json!("NO"), Check("deepfakeResultV2", stray("NO")), "deepfakeResultV2"),
        new(checks, "ocrResult", json!({ "score": 92 }), Check("ocrResult", Stray(None)), "ocrResult"),
        new(body, "morph", json!({ "result": "clear" }), Check("morph", stray("clear")), "morph"),
        new(body, "morph", json!("clear"), IfNamed("morph", stray("clear")), "morph"),
        new(body, "note", json!("see the_result_of"), Check("note", stray("see the_result_of")), "note"),
        new(body, "note", json!("nothing"), Harmless, "note"),
        new(body, "details", json!({ "a": [1, { "b": "c" }] }), Harmless, "details"),
        new(body, "details", json!({ "a": [1, { "b": "X_RESULT_YES" }] }), Check("b", stray("X_RESULT_YES")), "details"),
        new(body, "details", json!({ "cpfMatch": false }), OtherCpf, "details"),
        new(body, "details", json!({ "cpf_match": "no" }), OtherCpf, "details"),
        new(body, "details", json!({ "cpf_match": true, "cpfMatch": null }), Harmless, "details"),
    ];
    if is_api {
        news.extend([
            new("", "UnicoID", json!({ "result": "yes" }), Check("unicoId", stray("yes")), ""),
            new("", "livenessResult", json!("LIVENESS_RESULT_NOT_LIVE"), Check("livenessResult", stray("LIVENESS_RESULT_NOT_LIVE")), "response.livenessResult"),
            new("", "result", json!("no"), Check("response", stray("no")), "response.result"),
            new("", "document", json!({ "cpfMatch": true, "content": { "livenessResult": "NO", "result": "no" } }), Harmless, ""),
            new("", "document", json!({ "cpfMatch": false }), OtherCpf, ""),
            new("", "document", json!({ "result": "no" }), Check("document", stray("no")), "document.result"),
        ]);
    } else {
        let services = |document: Value| json!([{ "documents": [document] }]);
        news.extend([
            new("", "livenessResult", json!("LIVENESS_RESULT_NOT_LIVE"), Check("livenessResult", stray("LIVENESS_RESULT_NOT_LIVE")), "response.livenessResult"),
            new("", "result", json!("PROCESS_RESULT_OK"), Check("response", stray("PROCESS_RESULT_OK")), "response.result"),
            new(checks, "LivenessResult ", json!("LIVENESS_RESULT_LIVE"), Check("livenessResult", stray("LIVENESS_RESULT_LIVE")), ""),
            new(checks, "liveness", json!({ "result": "LIVENESS_RESULT_LIVE" }), Check("liveness", stray("LIVENESS_RESULT_LIVE")), "authenticationInfo.liveness"),
            new(body, "services", services(json!({ "result": "ok" })), Check("documents", stray("ok")), "documents.result"),
            new(body, "services", services(json!({ "cpf_match": false })), OtherCpf, ""),
            new(body, "services", services(json!({ "cpf_match": true, "doc": { "data": { "livenessResult": "NO", "x": "A_RESULT_B" } } })), Harmless, ""),
        ]);
    }
    news
}

/// A response: its description and its body.
#[derive(Clone)]
pub struct Sample {
    pub described: Described,
    pub body: Value,
}

impl Sample {
    pub fn new(is_api: bool, flow: Option<&str>) -> Self {
        let body = if is_api {
            json!({ "id": ID, "status": 3 })
        } else {
            let mut process = json!({
                "id": ID, "state": "PROCESS_STATE_FINISHED", "result": "PROCESS_RESULT_OK", "authenticationInfo": {},
            });
            if let Some(flow) = flow {
                process["flow"] = json!(flow);
            }
            json!({ "process": process })
        };
        let described = Described {
            is_api,
            flow: flow.map(str::to_owned),
            ..Described::default()
        };
        Self { described, body }
    }

    fn object(&mut self, pointer: &str) -> &mut Map<String, Value> {
        self.body
            .pointer_mut(pointer)
            .unwrap()
            .as_object_mut()
            .unwrap()
    }

    fn checks(&mut self) -> &mut Map<String, Value> {
        let is_api = self.described.is_api;
        self.object(if is_api {
            ""
        } else {
            "/process/authenticationInfo"
        })
    }

    pub fn with(mut self, row: &Row, (member, heard): &(Option<Value>, Heard)) -> Self {
        if let Some(member) = member {
            self.checks().insert(row.check.to_owned(), member.clone());
        }
        self.described
            .results
            .push((row.check.to_owned(), heard.clone()));
        self
    }

    /// Adds a score as its contract writes it.
    fn with_score(mut self, enabled: Option<Value>, score: Option<Value>) -> Self {
        let is_enabled = enabled == Some(json!("SCORE_ENABLED_TRUE"));
        let is_absent = |value: &Option<Value>| value.as_ref().is_none_or(Value::is_null);
        self.described.has_mistyped_score =
            !(is_absent(&score) || score.as_ref().is_some_and(Value::is_number));
        let number = score.as_ref().and_then(Value::as_f64);
        if self.described.is_api {
            self.described.score = number;
            if let Some(score) = score {
                self.object("").insert("score".into(), score);
            }
            return self;
        }
        self.described.has_mistyped_score |=
            !(is_absent(&enabled) || enabled.as_ref().is_some_and(Value::is_string));
        self.described.score = number.filter(|_| is_enabled);
        let mut engine = Map::new();
        engine.extend(enabled.map(|enabled| ("scoreEnabled".to_owned(), enabled)));
        engine.extend(score.map(|score| ("score".to_owned(), score)));
        self.checks()
            .insert("scoreEngineResult".into(), engine.into());
        self
    }

    /// Adds a member that no version documents, if its place is free and these criteria don't ignore it.
    pub fn with_new(mut self, index: usize, all: &[New], rules: &Rules) -> Self {
        let new = &all[index];
        let object = self.object(new.place);
        if object.contains_key(new.name) {
            return self;
        }
        object.insert(new.name.to_owned(), new.value.clone());
        if rules.ignores.contains(&new.ignored_as) {
            return self;
        }
        match &new.says {
            Says::Check(check, heard) => self
                .described
                .results
                .push(((*check).to_owned(), heard.clone())),
            Says::IfNamed(check, heard) if rules.named().any(|named| named == *check) => {
                self.described
                    .results
                    .push(((*check).to_owned(), heard.clone()));
            }
            Says::OtherCpf => self.described.has_other_cpf = true,
            Says::Harmless | Says::IfNamed(..) => {}
        }
        self
    }

    /// Compares the library with the oracle.
    #[track_caller]
    pub fn check(&self, rules: &Rules, criteria: &Criteria) -> Expected {
        let outcome = outcome(self.described.is_api, &self.body, criteria);
        let expected = expected(&self.described, rules);
        let context = || format!("{}\n{rules:?}\n{outcome}", self.body);
        assert!(
            seen(&outcome) == expected,
            "{:?} is not {expected:?}\n{}",
            seen(&outcome),
            context()
        );
        expected
    }
}

pub fn rows(is_api: bool) -> &'static [Row] {
    if is_api { API } else { WEB_SDK }
}

/// The value that passes, or one that the rules of the samples accept.
pub fn passing(row: &Row) -> (Option<Value>, Heard) {
    let value = *row.passes.first().unwrap_or(&"TOMORROW");
    match row.form {
        Form::Text => (Some(json!(value)), Documented(value.into())),
        Form::Object => (Some(json!({ "result": value })), Documented(value.into())),
        Form::Integer => (
            Some(json!(value.parse::<i64>().unwrap())),
            Documented(value.into()),
        ),
    }
}

/// So that no check and no flow that is added later goes untried.
#[test]
fn the_oracle_has_every_known_check_and_flow() {
    let checks = WEB_SDK.iter().chain(API).map(|row| row.check);
    let known = Check::KNOWN.iter().map(Check::as_str);
    assert_eq!(checks.collect::<BTreeSet<_>>(), known.collect());

    let without_requirements = [
        "creditoconsignado",
        "idface",
        "idonboarding",
        "idtransactional",
    ];
    let flows = FLOWS
        .iter()
        .map(|(flow, _)| *flow)
        .chain(without_requirements);
    let known = Flow::KNOWN.iter().map(Flow::as_str);
    assert_eq!(flows.collect::<BTreeSet<_>>(), known.collect());
}

#[test]
fn every_flow_by_every_value_of_the_checks_that_it_requires() {
    let rules = Rules::default();
    let criteria = rules.criteria();
    let others = [
        (None, "none"),
        (Some("creditoconsignado"), ""),
        (Some("tomorrow"), ""),
        (Some("ID"), ""),
        (Some(""), ""),
    ];
    let unknown =
        others.map(|(flow, _)| (flow, ["livenessResult", "authenticationResult"].as_slice()));
    let known = FLOWS.iter().map(|(flow, checks)| (Some(*flow), *checks));
    let mut verified = 0;
    let mut seen = BTreeSet::new();
    for (flow, required) in known.chain(unknown) {
        let mut samples = vec![Sample::new(false, flow)];
        for check in required {
            let row = find(check).unwrap();
            let mut values = values(row);
            if samples.len() > 1_000 {
                // a third check: a share of its values
                values = values.into_iter().step_by(29).collect();
            }
            samples = samples
                .iter()
                .flat_map(|sample| values.iter().map(|value| sample.clone().with(row, value)))
                .collect();
        }
        // every pair of values for the first flow of its kind, a share for the others
        let step = if seen.insert((flow.is_some(), required)) {
            1
        } else {
            101
        };
        for sample in samples.into_iter().step_by(step) {
            sample.check(&rules, &criteria);
        }
        let yes = Sample::new(false, flow);
        let yes = required
            .iter()
            .map(|check| find(check).unwrap())
            .fold(yes, |sample, row| sample.with(row, &passing(row)));
        yes.check(&rules, &criteria);
        verified += usize::from(expected(&yes.described, &rules).0 == "verified");
    }
    // each flow whose checks have documented values that pass
    assert_eq!(verified, 22);
}

#[test]
fn every_value_of_every_check_beside_a_yes() {
    let rules = Rules::default();
    let criteria = rules.criteria();
    for (is_api, yes) in [
        (false, ["livenessResult", "authenticationResult"].as_slice()),
        (true, &["unicoId"]),
    ] {
        for row in rows(is_api) {
            for value in values(row) {
                let mut sample = Sample::new(is_api, (!is_api).then_some("id"));
                for check in yes.iter().filter(|check| **check != row.check) {
                    let row = find(check).unwrap();
                    sample = sample.with(row, &passing(row));
                }
                sample.with(row, &value).check(&rules, &criteria);
            }
        }
    }
}

#[test]
fn pairs_of_values_of_the_checks_of_the_api_contract() {
    let rules = Rules {
        api_requires: Some(vec!["unicoId"]),
        ..Rules::default()
    };
    let criteria = Criteria::default();
    let pair = |one: &Row, other: &Row| {
        for (index, value) in values(one).iter().enumerate() {
            let sample = Sample::new(true, None).with(one, value);
            // a share of the pairs, another one in each line
            for value in values(other).iter().skip(index % 7).step_by(7) {
                sample.clone().with(other, value).check(&rules, &criteria);
            }
        }
    };
    for (index, one) in API.iter().enumerate() {
        for other in &API[index + 1..] {
            pair(one, other);
        }
    }
}

#[test]
fn every_score_beside_a_yes() {
    let rules = Rules::default();
    let criteria = rules.criteria();
    let enabled = [
        None,
        Some(Value::Null),
        Some(json!("")),
        Some(json!("SCORE_ENABLED_TRUE")),
        Some(json!("SCORE_ENABLED_FALSE")),
        Some(json!("SCORE_ENABLED_UNSPECIFIED")),
        Some(json!(true)),
        Some(json!({})),
    ];
    let scores = [
        None,
        Some(Value::Null),
        Some(json!(0)),
        Some(json!(-0.0)),
        Some(json!(85.5)),
        Some(json!(-40)),
        Some(json!(-0.5)),
        Some(json!("85")),
        Some(json!([])),
    ];
    for is_api in [false, true] {
        let mut sample = Sample::new(is_api, (!is_api).then_some("idcheck"));
        for check in if is_api {
            ["unicoId"].as_slice()
        } else {
            &["livenessResult", "authenticationResult"]
        } {
            let row = find(check).unwrap();
            sample = sample.with(row, &passing(row));
        }
        for enabled in &enabled {
            for score in &scores {
                sample
                    .clone()
                    .with_score(enabled.clone(), score.clone())
                    .check(&rules, &criteria);
            }
        }
    }
}

#[test]
fn every_member_that_no_version_documents_beside_a_yes() {
    let rules = Rules::default();
    let criteria = rules.criteria();
    for is_api in [false, true] {
        let mut yes = Sample::new(is_api, (!is_api).then_some("id"));
        for check in if is_api {
            ["unicoId"].as_slice()
        } else {
            &["livenessResult", "authenticationResult"]
        } {
            let row = find(check).unwrap();
            yes = yes.with(row, &passing(row));
        }
        let all = news(is_api);
        for index in 0..all.len() {
            yes.clone()
                .with_new(index, &all, &rules)
                .check(&rules, &criteria);
            // and with the entry that takes it out
            if !all[index].ignored_as.is_empty() {
                let rules = Rules {
                    ignores: vec![all[index].ignored_as],
                    ..Rules::default()
                };
                yes.clone()
                    .with_new(index, &all, &rules)
                    .check(&rules, &rules.criteria());
            }
        }
    }
}

/// Random choices from a fixed seed (splitmix64).
pub struct Choices(pub u64);

impl Choices {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % bound as u64).unwrap()
    }

    pub fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Criteria of each kind, which don't contradict each other.
#[rustfmt::skip]
pub fn rules(choices: &mut Choices) -> Rules {
    let accepts: &[(&str, &[&str])] = &[
        ("livenessResult", &["LIVENESS_RESULT_LIVE", "LIVENESS_RESULT_CLEAR", "1"]),
        ("authenticationResult", &["AUTHENTICATION_RESULT_POSITIVE", "AUTHENTICATION_RESULT_INCONCLUSIVE"]),
        ("bioTokenEngineResult", &["BIO_TOKEN_ENGINE_RESULT_CLEAR", "TOMORROW"]),
        ("smartRevalidationResult", &["TOMORROW"]),
        ("idAgeResult", &["TOMORROW"]),
        ("identityFraudstersResult", &["TRUST_RESULT_CLEAR"]),
        ("frictionlessResult", &[]),
        ("unicoId", &["yes", "inconclusive", "3"]),
        ("liveness", &["1", "0", "3"]),
        ("idCloud", &["inconclusive"]),
        ("silentAuth", &["no"]),
        ("idFace", &["FOUND"]),
        ("trust", &["TOMORROW"]),
        ("deepfakeResult", &["DEEPFAKE_RESULT_NO", "clear"]),
        ("deepfakeResultV2", &["NO"]),
        ("morph", &["clear"]),
        ("documents", &["ok"]),
    ];
    let requires: &[(&str, &[&str])] = &[
        ("id", &["livenessResult"]),
        ("idlive", &["livenessResult", "identityFraudstersResult"]),
        ("idtoken", &["bioTokenEngineResult"]),
        ("tomorrow", &["livenessResult", "deepfakeResult"]),
        ("creditoconsignado", &["authenticationResult", "morph"]),
    ];
    let api_requires: &[&[&str]] = &[
        &["liveness"], &["unicoId", "liveness"], &["idCloud"], &["morph", "unicoId"], &["faceMatch", "identityFraudsters"],
    ];
    let mut rules = Rules::default();
    if choices.one_in(3) {
        return rules;
    }
    let share = 1 + choices.below(6);
    rules.accepts = accepts.iter().filter(|_| choices.one_in(share)).map(|(check, values)| (*check, values.to_vec())).collect();
    rules.requires = requires.iter().filter(|_| choices.one_in(share)).map(|(flow, checks)| (*flow, checks.to_vec())).collect();
    if choices.one_in(2) {
        rules.api_requires = Some(choices.of(api_requires).to_vec());
    }
    let names: BTreeSet<&str> = news(false).iter().chain(&news(true)).map(|new| new.ignored_as).filter(|name| !name.is_empty()).collect();
    let used: Vec<&str> = rules.named().collect();
    rules.ignores = names
        .into_iter()
        .filter(|name| choices.one_in(share) && !used.contains(name) && !(*name == "documents.result" && used.contains(&"documents")))
        .filter(|name| !(name.ends_with("livenessResult") && used.contains(&"livenessResult")))
        .filter(|name| !(name.ends_with("liveness") && used.contains(&"liveness")))
        .collect();
    rules
}

/// A response with a bit of everything, more often near a yes than not.
fn sample(
    choices: &mut Choices,
    is_api: bool,
    rules: &Rules,
    values_of: &[Vec<(Option<Value>, Heard)>],
    all: &[New],
) -> Sample {
    let flows: Vec<Option<&str>> = FLOWS
        .iter()
        .map(|(flow, _)| Some(*flow))
        .chain([
            None,
            Some("tomorrow"),
            Some("creditoconsignado"),
            Some("Id"),
        ])
        .collect();
    let flow = if is_api { None } else { *choices.of(&flows) };
    let mut sample = Sample::new(is_api, flow);
    let share = 2 + choices.below(8);
    for (row, values) in rows(is_api).iter().zip(values_of) {
        let documented = |value: &Heard| {
            let known = [row.passes, row.inconclusive, row.against].concat();
            matches!(value, Documented(value) if known.contains(&value.as_str()))
        };
        let documented = values.iter().filter(|(_, heard)| documented(heard));
        let documented: Vec<_> = documented.collect();
        let value = if !documented.is_empty() && choices.one_in(share) {
            (*choices.of(&documented)).clone()
        } else if choices.one_in(2 * share) {
            choices.of(values).clone()
        } else if choices.one_in(2) || !row.is_alert {
            passing(row)
        } else {
            (None, Nothing)
        };
        if !(row.passes.is_empty() && choices.one_in(2)) {
            sample = sample.with(row, &value);
        }
    }
    if choices.one_in(3) {
        let enabled = choices
            .of(&[
                None,
                Some(json!("SCORE_ENABLED_TRUE")),
                Some(json!("SCORE_ENABLED_FALSE")),
                Some(json!(1)),
            ])
            .clone();
        let score = choices
            .of(&[
                None,
                Some(json!(0)),
                Some(json!(85.5)),
                Some(json!(-40)),
                Some(json!("85")),
            ])
            .clone();
        sample = sample.with_score(enabled, score);
    }
    while choices.one_in(3) {
        sample = sample.with_new(choices.below(all.len()), all, rules);
    }
    sample
}

/// How many samples of a contract have each outcome; each one as the oracle says.
fn count_outcomes(is_api: bool, criteria: usize) -> BTreeMap<&'static str, u32> {
    let mut choices = Choices(22 + u64::from(is_api));
    let mut counts = BTreeMap::new();
    let values_of: Vec<_> = rows(is_api).iter().map(values).collect();
    let all = news(is_api);
    for _ in 0..criteria {
        let rules = rules(&mut choices);
        let criteria = rules.criteria();
        for _ in 0..100 {
            let sample = sample(&mut choices, is_api, &rules, &values_of, &all);
            let (label, ..) = sample.check(&rules, &criteria);
            *counts.entry(label).or_insert(0) += 1;
        }
    }
    counts
}

#[test]
fn thirty_thousand_samples_of_the_web_sdk_contract() {
    let counts = count_outcomes(false, 300);
    for label in ["inconclusive", "unanswered", "unrecognized", "verified"] {
        assert!(counts[label] > 200, "{counts:?}");
    }
    assert_eq!(counts.len(), 4, "{counts:?}");
}

#[test]
fn thirty_thousand_samples_of_the_api_contract() {
    let counts = count_outcomes(true, 300);
    for label in [
        "inconclusive",
        "invalid_identity",
        "unanswered",
        "unrecognized",
        "verified",
    ] {
        assert!(counts[label] > 200, "{counts:?}");
    }
    assert_eq!(counts.len(), 5, "{counts:?}");
}

#[test]
#[ignore = "takes minutes without `--release`"]
fn two_hundred_thousand_samples() {
    count_outcomes(false, 1_000);
    count_outcomes(true, 1_000);
}

/// `state` and `result` as they may be: absent, known, unknown, of another type.
fn words(known: &[&'static str], unknown: &'static str) -> Vec<Option<Value>> {
    let known = known.iter().map(|word| Some(json!(word)));
    let others = [
        json!(""),
        json!(unknown),
        json!("ok"),
        json!(3),
        json!({}),
        Value::Null,
    ];
    known.chain(others.map(Some)).chain([None]).collect()
}

#[test]
fn every_state_by_every_result() {
    let states: Vec<&str> = ProcessState::KNOWN
        .iter()
        .map(ProcessState::as_str)
        .collect();
    let results: Vec<&str> = ProcessResult::KNOWN
        .iter()
        .map(ProcessResult::as_str)
        .collect();
    let states = words(&states, "PROCESS_STATE_TOMORROW");
    let results = words(&results, "PROCESS_RESULT_TOMORROW");
    let checks = json!({
        "livenessResult": "LIVENESS_RESULT_LIVE", "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE",
    });
    let failed =
        json!({ "livenessResult": "LIVENESS_RESULT_NOT_LIVE", "authenticationResult": "NEGATIVE" });
    for state in &states {
        for result in &results {
            for checks in [&checks, &failed] {
                let mut process = json!({ "id": ID, "flow": "id", "authenticationInfo": checks });
                for (name, value) in [("state", state), ("result", result)] {
                    if let Some(value) = value {
                        process[name] = value.clone();
                    }
                }
                let body = json!({ "process": process });
                let is_failed = checks == &failed;
                let text = |value: &Option<Value>| match value {
                    None | Some(Value::Null) => String::new(),
                    Some(Value::String(text)) => text.clone(),
                    Some(_) => "mistyped".to_owned(),
                };
                let (state, result) = (text(state), text(result));
                let is_none = ["", "PROCESS_RESULT_UNSPECIFIED"].contains(&&*result);
                let expected = match (&*state, &*result) {
                    ("mistyped", _) | (_, "mistyped") => ("unrecognized", "wrong_type"),
                    ("PROCESS_STATE_FINISHED", "PROCESS_RESULT_OK") if is_failed => {
                        ("unrecognized", "contradiction")
                    }
                    ("PROCESS_STATE_FINISHED", "PROCESS_RESULT_OK") => ("verified", ""),
                    ("PROCESS_STATE_FINISHED", "PROCESS_RESULT_EXPIRED") => ("expired", ""),
                    ("PROCESS_STATE_FINISHED", "PROCESS_RESULT_INVALID_IDENTITY") => {
                        ("invalid_identity", "")
                    }
                    ("PROCESS_STATE_FINISHED", "PROCESS_RESULT_ERROR") => ("error", ""),
                    ("PROCESS_STATE_FINISHED", _) => ("unrecognized", "unknown_result"),
                    ("PROCESS_STATE_FAILED", _) if is_none || result == "PROCESS_RESULT_ERROR" => {
                        ("failed", "")
                    }
                    ("PROCESS_STATE_CANCELED", _) if is_none => ("canceled", ""),
                    ("PROCESS_STATE_CREATED", _) if is_none => ("unfinished", ""),
                    _ => ("unrecognized", "unknown_state"),
                };
                let (label, check, reasons) = seen(&outcome(false, &body, &Criteria::default()));
                let kinds: BTreeSet<&str> = reasons.iter().map(|(kind, _)| &**kind).collect();
                let kinds: Vec<&str> = kinds.into_iter().collect();
                assert_eq!((label, kinds.concat().as_str()), expected, "{body}");
                let first = (label == "invalid_identity" && is_failed).then_some("livenessResult");
                assert_eq!(check.as_deref(), first, "{body}");
            }
        }
    }
}

#[test]
fn every_status() {
    let statuses = [
        (json!(1), "unfinished", ""),
        (json!(2), "unfinished", ""),
        (json!(3), "verified", ""),
        (json!(4), "canceled", ""),
        (json!(5), "error", ""),
        (json!(0), "unrecognized", "unknown_status"),
        (json!(6), "unrecognized", "unknown_status"),
        (json!(-3), "unrecognized", "unknown_status"),
        (Value::Null, "unrecognized", "unknown_status"),
        (json!("3"), "unrecognized", "wrong_type"),
        (json!([3]), "unrecognized", "wrong_type"),
        (json!(true), "unrecognized", "wrong_type"),
    ];
    for (status, label, kind) in statuses {
        let body = json!({ "id": ID, "status": status, "unicoId": { "result": "yes" } });
        let (seen, _, reasons) = seen(&outcome(true, &body, &Criteria::default()));
        let kinds: Vec<&str> = reasons.iter().map(|(kind, _)| &**kind).collect();
        assert_eq!((seen, kinds.concat().as_str()), (label, kind), "{body}");
    }
    let older = json!({ "id": ID, "authenticated": true, "liveness": 1 });
    assert_eq!(
        seen(&outcome(true, &older, &Criteria::default())).0,
        "unrecognized"
    );
}

#[test]
fn authenticated_false_contradicts_a_yes_and_nothing_else() {
    let liveness_alone = Rules {
        api_requires: Some(vec!["liveness"]),
        ..Rules::default()
    };
    for (members, rules, label) in [
        (
            json!({ "unicoId": { "result": "yes" } }),
            Rules::default(),
            "verified",
        ),
        (
            json!({ "unicoId": { "result": "yes" }, "liveness": 0 }),
            Rules::default(),
            "inconclusive",
        ),
        (
            json!({ "unicoId": { "result": "yes" }, "score": -1 }),
            Rules::default(),
            "inconclusive",
        ),
        (
            json!({ "idCloud": { "result": "approved" } }),
            Rules::default(),
            "unanswered",
        ),
        (
            json!({ "unicoId": { "result": "no" } }),
            Rules::default(),
            "invalid_identity",
        ),
        (
            json!({ "unicoId": { "result": "inconclusive" } }),
            Rules::default(),
            "inconclusive",
        ),
        (json!({ "liveness": 1 }), Rules::default(), "unanswered"),
        (json!({ "liveness": 1 }), liveness_alone.clone(), "verified"),
        (
            json!({ "liveness": 0 }),
            liveness_alone.clone(),
            "inconclusive",
        ),
        (json!({ "liveness": 2 }), liveness_alone, "invalid_identity"),
    ] {
        let criteria = rules.criteria();
        let of = |authenticated: Value| {
            let mut body = members.clone();
            body["id"] = json!(ID);
            body["status"] = json!(3);
            body["authenticated"] = authenticated;
            outcome(true, &body, &criteria)
        };
        for authenticated in [Value::Null, json!(true)] {
            assert_eq!(of(authenticated).as_str(), label, "{members}");
        }
        let has_yes =
            members["unicoId"]["result"] == "yes" || members["idCloud"]["result"] == "approved";
        if has_yes || label == "verified" {
            let denied = of(json!(false)).to_string();
            assert_eq!(
                denied,
                "unrecognized: `authenticated` is false, which contradicts the checks; no entry allows it",
                "{members}"
            );
        } else {
            assert_eq!(of(json!(false)).as_str(), label, "{members}");
        }
        assert_eq!(
            seen(&of(json!("false"))).2,
            [("wrong_type".to_owned(), None)].into(),
            "{members}"
        );
    }
}

#[test]
fn each_element_of_an_array_is_a_result() {
    let accepting = |values: &[&'static str]| Rules {
        accepts: vec![("unicoId", values.to_vec()), ("morph", values.to_vec())],
        ..Rules::default()
    };
    for (value, accepted, label) in [
        (json!(["yes"]), [].as_slice(), "unrecognized"),
        (json!(["yes"]), &["yes"], "verified"),
        (json!([["yes"], { "result": "yes" }]), &["yes"], "verified"),
        (json!(["yes", "clear"]), &["yes"], "unrecognized"),
        (json!(["yes", "clear"]), &["yes", "clear"], "verified"),
        (json!(["yes", null, ""]), &["yes"], "verified"),
        (json!(["yes", true]), &["yes"], "unrecognized"),
        (json!(["yes", []]), &["yes"], "unrecognized"),
        (json!([]), &["yes"], "unrecognized"),
        (json!([null]), &["yes"], "unanswered"),
        (json!([null, "UNSPECIFIED"]), &["yes"], "unanswered"),
    ] {
        let criteria = accepting(accepted).criteria();
        let body = json!({ "id": ID, "status": 3, "unicoId": value });
        assert_eq!(
            outcome(true, &body, &criteria).as_str(),
            label,
            "{body} {accepted:?}"
        );
        // and so of a check that no version documents
        let body = json!({ "id": ID, "status": 3, "unicoId": { "result": "yes" }, "morph": value });
        let label = match label {
            _ if accepted.is_empty() => "unrecognized",
            "unanswered" => "verified",
            label => label,
        };
        let rules = Rules {
            accepts: vec![("morph", accepted.to_vec())],
            ..Rules::default()
        };
        assert_eq!(
            outcome(true, &body, &rules.criteria()).as_str(),
            label,
            "{body} {accepted:?}"
        );
    }
}
