//! A response of GetProcess, explained alike for both contracts. Only the entry of a reason may be personal.

use std::collections::BTreeMap;

use idcloud_types::get_process::{
    Check, CheckResult, Criteria, ErrorBody, Meaning, Outcome, ProcessResult, Reason, api, web_sdk,
};
use idcloud_types::{Flow, OtherMessage, ProcessState, ReadError, UnknownValue};
use serde::Serialize;

use crate::explain::{Message, Report, Unknown, known_as};

/// A check, and whether its result is accepted.
#[derive(Serialize)]
pub struct CheckReport {
    pub check: String,
    /// What a log may show of the value; `None` if the check is required and has no result.
    pub value: Option<String>,
    pub accepted: bool,
    pub required: bool,
    pub alert: bool,
}

/// A reason why a response is unrecognized, and the entry of a configuration that would change it.
#[derive(Serialize)]
pub struct ReasonReport {
    pub kind: String,
    pub text: String,
    pub table: Option<&'static str>,
    pub key: Option<String>,
    pub values: Vec<String>,
    /// The whole entry as TOML, which may be personal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// Explains a response. Returns `Err(None)` if the body is not one.
pub fn explain(
    body: &[u8],
    message: Option<OtherMessage>,
    criteria: &Criteria,
) -> Result<Report, Option<ReadError>> {
    match message {
        Some(OtherMessage::WebSdk) => Ok(web_sdk(&web_sdk::Response::from_slice(body)?, criteria)),
        Some(OtherMessage::WebSdkProcess) => {
            let process = web_sdk::Process::from_slice(body)?;
            Ok(web_sdk(&web_sdk::Response::new(process), criteria))
        }
        Some(OtherMessage::Api) => Ok(api(&api::Process::from_slice(body)?, criteria)),
        Some(OtherMessage::HttpError) => {
            let error = ErrorBody::from_slice(body)?;
            Ok(Report {
                message: Some(Message::HttpError),
                outcome: Some("error"),
                meaning: "the call failed: look at its HTTP status",
                members: vec![("details", error.to_string())],
                ..Report::default()
            })
        }
        _ => Err(None),
    }
}

fn web_sdk(response: &web_sdk::Response, criteria: &Criteria) -> Report {
    let process = &response.process;
    let flow = process.flow.as_ref();
    let required = flow.and_then(|flow| criteria.required(flow));
    let known = [
        (
            "state",
            process.state.as_ref().and_then(ProcessState::known_str),
        ),
        ("flow", flow.and_then(Flow::known_str)),
        (
            "result",
            process.result.as_ref().and_then(ProcessResult::known_str),
        ),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?.to_owned())));
    Report {
        message: Some(Message::WebSdk),
        members: [("process", process.id.to_string())]
            .into_iter()
            .chain(known)
            .collect(),
        checks: checks(required.unwrap_or_default(), &response.checks_by(criteria)),
        score: response.score().cloned(),
        unknown: unknown(&response.unknown_values()),
        ..outcome(&response.outcome_by(criteria))
    }
}

fn api(process: &api::Process, criteria: &Criteria) -> Report {
    let status = process.status.as_ref().filter(|status| status.is_known());
    let status = status.map(|status| ("status", status.as_i64().to_string()));
    Report {
        message: Some(Message::Api),
        members: [("process", process.id.to_string())]
            .into_iter()
            .chain(status)
            .collect(),
        checks: checks(criteria.api_required(), &process.checks_by(criteria)),
        score: process.score().cloned(),
        unknown: unknown(&process.unknown_values()),
        ..outcome(&process.outcome_by(criteria))
    }
}

fn outcome(outcome: &Outcome) -> Report {
    let meaning = match outcome {
        Outcome::Verified(_) => "every required check passed, and nothing contradicts it",
        Outcome::Inconclusive => "neither a yes nor a no: weigh the score and the alerts",
        Outcome::InvalidIdentity { check: None } => "the platform refused the identity",
        Outcome::InvalidIdentity { .. } => "a check failed",
        Outcome::Unanswered { .. } => "a required check has no result: offer a new process",
        Outcome::Expired => "not completed in time: offer a new process",
        Outcome::Canceled => "there will be no result",
        Outcome::Error => "no result could be determined: offer a new process",
        Outcome::Failed => "there will be no result: offer a new process",
        Outcome::Unfinished => "there is no result yet: ask again later",
        // `Unrecognized`, and whatever a later version adds
        _ => "not a success: see the reasons, and let a person decide",
    };
    let reasons = match outcome {
        Outcome::Unrecognized(reasons) => reasons.iter().map(reason).collect(),
        _ => Vec::new(),
    };
    Report {
        outcome: Some(outcome.as_str()),
        meaning,
        reasons,
        ..Report::default()
    }
}

fn reason(reason: &Reason) -> ReasonReport {
    let text = reason.to_string();
    // The text shows only what a log may show.
    let shown = |name: &str| text.contains(name).then(|| name.to_owned());
    ReasonReport {
        kind: reason.kind().to_string(),
        table: reason.table(),
        key: reason.key().and_then(shown),
        values: reason
            .values()
            .iter()
            .filter_map(|value| shown(value))
            .collect(),
        entry: reason
            .key()
            .and_then(|key| toml::to_string(&BTreeMap::from([(key, reason.values())])).ok())
            .map(|entry| entry.trim_end().to_owned()),
        text,
    }
}

/// The required checks, whether they have a result or not, and then the others.
fn checks(required: &[Check], results: &[CheckResult]) -> Vec<CheckReport> {
    let of_required = required.iter().flat_map(|check| {
        let mut of_check: Vec<_> = results
            .iter()
            .filter(|result| result.check() == check)
            .map(|result| check_report(result, true))
            .collect();
        if of_check.is_empty() {
            of_check.push(CheckReport {
                check: check.as_str().to_owned(),
                value: None,
                accepted: false,
                required: true,
                alert: false,
            });
        }
        of_check
    });
    let others = results
        .iter()
        .filter(|result| !required.contains(result.check()));
    of_required
        .chain(others.map(|result| check_report(result, false)))
        .collect()
}

fn check_report(result: &CheckResult, required: bool) -> CheckReport {
    let shown = result.to_string();
    let (check, value) = shown.split_once(": ").unwrap_or((&shown, ""));
    CheckReport {
        check: check.to_owned(),
        value: Some(value.to_owned()),
        accepted: result.passed(),
        required,
        alert: result.check().is_alert() || result.meaning() == Some(Meaning::Alert),
    }
}

fn unknown(values: &[UnknownValue]) -> Vec<Unknown> {
    let unknown = |unknown: &UnknownValue| {
        let shown = unknown.to_string();
        Unknown {
            // as a log may show it
            path: shown.split('`').nth(1).unwrap_or_default().to_owned(),
            value: None,
            shown: shown.trim_start_matches("unknown ").to_owned(),
            known_as: known_as(unknown),
        }
    };
    values.iter().map(unknown).collect()
}
