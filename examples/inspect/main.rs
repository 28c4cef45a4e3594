//! Explains webhook payloads and GetProcess answers: `cargo run --example inspect -- deliveries.jsonl`.
//!
//! Reads the named files (`-` is standard input), each one JSON document or one document per line. Without a file it
//! reads what is piped into it, and without that the documented bodies. It shows nothing personal of an answer.

use std::fmt::{Debug, Display};
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use idcloud_types::get_process::web_sdk::{self, Answer, Criteria};
use idcloud_types::get_process::{ErrorBody, ProcessResult, api};
use idcloud_types::webhook::{
    self, EventType, Payload, PayloadError, RawPayload, ResultCode, Subscription,
};
use idcloud_types::{Flow, OtherMessage, ProcessState, ReadError};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Map, Value};

const VERIFIED: &str =
    "verified: every required check answered with a yes, and nothing contradicts it";
const FINISHED: &str = "finished, and not verified: weigh the score and the alerts";
const UNRECOGNIZED: &str = "unrecognized, and no success: let a person decide";
const LOOK_AT_THE_SENDER: &str = "answer with a client error, and look at who sent it";
const LOOK_AT_THE_REQUEST: &str = "decide nothing, and look at what was asked for";

macro_rules! documented {
    ($($name:literal),+) => {
        [$((concat!("examples/../payloads/", $name), include_str!(concat!("payloads/", $name)))),+]
    };
}

const DOCUMENTED: [(&str, &str); 6] = documented![
    "webhook-ok.json",
    "webhook-expired.json",
    "getprocess-web-sdk-idlive-2024-12.json",
    "getprocess-web-sdk-current-cut.json",
    "getprocess-api-full.json",
    "getprocess-api-error.json"
];

/// Explains payloads and answers: what happened, why it is verified or not, what is unknown, and which rules are broken.
#[derive(Parser)]
#[command(
    after_help = "Exit code: 0 when every body was understood, 1 when any breaks a rule, \
    2 when any can't be read, 3 when the job itself can't be done."
)]
struct Arguments {
    /// Files with one JSON document each, or one per line; `-` is standard input.
    files: Vec<PathBuf>,

    /// A TOML file with a subscription (`states`, `results`, `flows`, `last_events`), to show what it decides.
    #[arg(long, value_name = "FILE.toml")]
    subscription: Option<PathBuf>,

    /// A TOML file with criteria (`accepts`, `requires`), to decide what is a yes.
    #[arg(long, value_name = "FILE.toml")]
    criteria: Option<PathBuf>,
}

/// How well the bodies were understood; the worst of them is the exit code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Understood {
    Wholly = 0,
    RulesBroken = 1,
    Unreadable = 2,
    JobFailed = 3,
}

fn main() -> ExitCode {
    let understood = match Arguments::try_parse() {
        Ok(arguments) => Report::new(&arguments).map(|report| report.run(&arguments.files)),
        Err(usage) => {
            // That it can't be printed leaves nothing else to say. Help that was asked for is no failure.
            let _ = usage.print();
            let is_failure = usage.use_stderr();
            Ok(if is_failure {
                Understood::JobFailed
            } else {
                Understood::Wholly
            })
        }
    };
    ExitCode::from(understood.unwrap_or_else(|error| failed(&format!("{error:#}"))) as u8)
}

fn failed(problem: &str) -> Understood {
    eprintln!("inspect: {problem}");
    Understood::JobFailed
}

fn read_configuration<T: DeserializeOwned>(path: &PathBuf) -> anyhow::Result<T> {
    let text = fs::read_to_string(path).map_err(anyhow::Error::from);
    text.and_then(|text| Ok(toml::from_str(&text)?))
        .with_context(|| format!("can't read the configuration in {}", path.display()))
}

/// Reads a file, or standard input where it is `-`, and names it.
fn read(path: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    if path != Path::new("-") {
        let text = fs::read(path).with_context(|| format!("can't read {}", path.display()))?;
        return Ok((path.display().to_string(), text));
    }
    let mut text = Vec::new();
    let read = io::stdin().read_to_end(&mut text);
    read.context("can't read standard input")?;
    Ok(("standard input".to_owned(), text))
}

/// Whether a text holds one document per line, and not one document: a broken line must not hide the others.
fn is_per_line(text: &[u8]) -> bool {
    let is_object = |line: &[u8]| {
        serde_json::from_slice::<Map<String, Value>>(line).is_ok_and(|members| !members.is_empty())
    };
    serde_json::from_slice::<IgnoredAny>(text).is_err()
        && text.split(|byte| *byte == b'\n').any(is_object)
}

struct Report {
    out: io::StdoutLock<'static>,
    subscription: Option<Subscription>,
    criteria: Criteria,
    worst: Understood,
}

impl Report {
    fn new(arguments: &Arguments) -> anyhow::Result<Self> {
        let subscription = arguments.subscription.as_ref();
        let subscription: Option<Subscription> =
            subscription.map(read_configuration).transpose()?;
        let criteria = arguments.criteria.as_ref();
        let criteria: Criteria =
            criteria.map_or_else(|| Ok(Criteria::default()), read_configuration)?;
        let unknown = subscription.iter().flat_map(Subscription::unrecognized);
        for warning in unknown.map(|name| name.to_string()) {
            eprintln!("inspect: {warning}");
        }
        for warning in criteria.unrecognized() {
            eprintln!("inspect: {warning}");
        }
        let out = io::stdout().lock();
        let worst = Understood::Wholly;
        Ok(Self {
            out,
            subscription,
            criteria,
            worst,
        })
    }

    fn run(mut self, files: &[PathBuf]) -> Understood {
        match self.all(files) {
            // Nobody reads the output any more, as with `inspect ... | head`.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.worst,
            Err(error) => failed(&format!("can't write: {error}")),
            Ok(()) => self.worst,
        }
    }

    fn all(&mut self, files: &[PathBuf]) -> io::Result<()> {
        let piped = [PathBuf::from("-")];
        let is_piped = files.is_empty() && !io::stdin().is_terminal();
        let mut is_empty = true;
        for path in if is_piped { &piped } else { files } {
            match read(path) {
                Ok((_, text)) if is_piped && text.trim_ascii().is_empty() => continue,
                Ok((name, text)) => self.file(&name, &text)?,
                // The files after it are still read.
                Err(error) => self.worst = failed(&format!("{error:#}")),
            }
            is_empty = false;
        }
        if is_empty {
            eprintln!("no file named, and nothing piped in: these are the documented bodies\n");
            for (name, body) in DOCUMENTED {
                self.document(name, body.as_bytes())?;
            }
        }
        Ok(())
    }

    fn file(&mut self, name: &str, text: &[u8]) -> io::Result<()> {
        if !is_per_line(text) {
            return self.document(name, text);
        }
        for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
            if !line.trim_ascii().is_empty() {
                self.document(&format!("{name}, line {}", index + 1), line)?;
            }
        }
        Ok(())
    }

    fn document(&mut self, name: &str, body: &[u8]) -> io::Result<()> {
        writeln!(self.out, "{name}")?;
        let understood = match Payload::from_slice(body) {
            Ok(payload) => {
                self.payload(payload.as_raw())?;
                if let Some(subscription) = &self.subscription {
                    let decision = subscription.decide(&payload);
                    self.line("decision", decision)?;
                }
                Understood::Wholly
            }
            Err(PayloadError::Invalid(invalid)) => {
                self.payload(invalid.as_raw())?;
                for violation in invalid.violations() {
                    self.line("broken rule", violation)?;
                }
                self.line("what to do", "acknowledge it, keep it and ask GetProcess")?;
                Understood::RulesBroken
            }
            Err(PayloadError::Malformed(malformed)) => self.other_message(body, &malformed)?,
            Err(other) => self.unreadable(&other, LOOK_AT_THE_SENDER)?,
        };
        if let Ok(body) = serde_json::from_slice(body) {
            self.differing_in_case("", &body)?;
        }
        self.worst = self.worst.max(understood);
        writeln!(self.out)
    }

    fn other_message(&mut self, body: &[u8], malformed: &Malformed) -> io::Result<Understood> {
        // The webhook has members of the other messages too, by which it can't recognize them.
        let of_get_process = || web_sdk::Response::from_slice(body).err()?.looks_like();
        let explained = match malformed.looks_like().or_else(of_get_process) {
            Some(OtherMessage::WebSdk) => {
                web_sdk::Response::from_slice(body).map(|response| self.web_sdk(&response.process))
            }
            Some(OtherMessage::WebSdkProcess) => {
                web_sdk::Process::from_slice(body).map(|process| self.web_sdk(&process))
            }
            Some(OtherMessage::Api) => {
                api::Process::from_slice(body).map(|process| self.api(&process))
            }
            Some(OtherMessage::HttpError) => ErrorBody::from_slice(body).map(|error| {
                self.answer("an HTTP error: GetProcess did not answer", "error")?;
                self.details(&error)
            }),
            Some(OtherMessage::LegacyCheck) => {
                return self.unreadable(malformed, LOOK_AT_THE_REQUEST);
            }
            _ => return self.unreadable(malformed, LOOK_AT_THE_SENDER),
        };
        match explained {
            Ok(written) => written.map(|()| Understood::Wholly),
            Err(error) => self.unreadable(&error, LOOK_AT_THE_REQUEST),
        }
    }

    fn unreadable(&mut self, error: &dyn Display, what_to_do: &str) -> io::Result<Understood> {
        self.line("error", error)?;
        self.line("what to do", what_to_do)?;
        Ok(Understood::Unreadable)
    }

    fn payload(&mut self, raw: &RawPayload) -> io::Result<()> {
        use webhook::Outcome;
        let outcome = match raw.outcome() {
            Outcome::Ok => "ok: the process ran to its end; ask GetProcess for its results",
            Outcome::Expired {
                last_event: None, ..
            } => "expired: not completed in time",
            Outcome::Expired { .. } => {
                "expired: not completed in time; it stopped at the last event"
            }
            Outcome::InvalidIdentity => "invalid identity: GetProcess has the reason",
            Outcome::Failed => "failed: there will be no result; offer a new process",
            Outcome::Unfinished => "unfinished: there is no result yet",
            // `Unrecognized`, and whatever a later version adds
            _ => "unrecognized, and no success: ask GetProcess",
        };
        self.line("outcome", outcome)?;
        self.line("process", raw.process_id)?;
        let documented = raw.last_event.as_ref().and_then(EventType::description);
        let members = [
            ("state", raw.state.as_ref().map(ProcessState::as_str)),
            ("flow", raw.flow.as_ref().map(Flow::as_str)),
            ("result", raw.result.as_ref().map(ResultCode::as_str)),
            ("last event", raw.last_event.as_ref().map(EventType::as_str)),
            ("", raw.last_event_description.as_deref().or(documented)),
        ];
        for (label, text) in members {
            if let Some(text) = text {
                self.line(label, text.escape_debug())?;
            }
        }
        for (field, value) in raw.unknown_values() {
            self.line("unknown", format_args!("value {value:?} in `{field}`"))?;
        }
        for (name, value) in &raw.extra {
            // JSON leaves some control characters as they are; `Debug` does not.
            let value = value.to_string();
            self.line("unknown", format_args!("member {name:?}: {value:?}"))?;
        }
        Ok(())
    }

    fn web_sdk(&mut self, process: &web_sdk::Process) -> io::Result<()> {
        use web_sdk::Outcome;
        let criteria = self.criteria.clone();
        let outcome = process.outcome_by(&criteria);
        let meaning = match outcome {
            Outcome::Verified(_) => VERIFIED,
            Outcome::Finished(_) => FINISHED,
            Outcome::Unanswered { .. } => {
                "unanswered: a required check is silent; offer a new process"
            }
            Outcome::Expired => "expired: not completed in time",
            Outcome::InvalidIdentity(_) => "invalid identity: the checks below have the reason",
            Outcome::Error => "error: no result could be determined; offer a new process",
            Outcome::Failed => "failed: there will be no result; offer a new process",
            Outcome::Unfinished => "unfinished: ask again later",
            // `Unrecognized`, and whatever a later version adds
            _ => UNRECOGNIZED,
        };
        self.answer(meaning, "Web & SDK contract")?;
        self.line("process", process.id)?;

        let info = process.authentication_info.clone().unwrap_or_default();
        let flow = process.flow.as_ref();
        let required = flow.and_then(|flow| criteria.required(flow));
        for check in required.unwrap_or_default() {
            match info
                .answers_by(&criteria)
                .find(|answer| answer.check() == *check)
            {
                Some(answer) => self.check("required", answer)?,
                None => self.line(
                    "required",
                    format_args!("{}: silent", check.as_str().escape_debug()),
                )?,
            }
        }
        if required.is_none() {
            self.line(
                "required",
                "not known for this flow; the criteria can name its checks",
            )?;
        }
        for answer in process.answers_by(&criteria) {
            if !required.is_some_and(|required| required.contains(&answer.check())) {
                self.check("answered", answer)?;
            }
        }
        let documents = process
            .services
            .iter()
            .flat_map(web_sdk::Services::documents);
        for cpf_match in documents.filter_map(|document| document.cpf_match) {
            self.line("answered", format_args!("cpf_match: {cpf_match}"))?;
        }
        if let Some(score) = info.score() {
            self.line("score", format_args!("{score:?}"))?;
        }
        if outcome.is_unrecognized() || required.is_none() {
            self.details(process)?;
        }
        Ok(())
    }

    /// A check that answered. A word that neither this version nor the criteria know is text of the body, and not shown.
    fn check(&mut self, label: &str, answer: Answer<'_>) -> io::Result<()> {
        let check = answer.check();
        let accepted = answer
            .word()
            .filter(|word| self.criteria.accepts(&check, word));
        match accepted {
            Some(word) => {
                let text = format!("{check}: {word}");
                self.line(label, format_args!("{}, accepted", text.escape_debug()))
            }
            None if check.is_known() => self.line(label, format_args!("{answer:?}, not accepted")),
            // Its name is what the criteria would name.
            None => {
                let name = check.as_str().escape_debug();
                self.line(
                    label,
                    format_args!("{name}, which this version does not know: not accepted"),
                )
            }
        }
    }

    fn api(&mut self, process: &api::Process) -> io::Result<()> {
        use api::Outcome;
        let meaning = match process.outcome() {
            Outcome::Verified(_) => VERIFIED,
            Outcome::Finished { .. } => FINISHED,
            Outcome::Processing => "processing: ask again later",
            Outcome::Divergence => "divergence: ask again later",
            Outcome::Canceled => "canceled: there will be no result",
            Outcome::Error => "error: there will be no result; offer a new process",
            // `Unrecognized`, and whatever a later version adds
            _ => UNRECOGNIZED,
        };
        self.answer(meaning, "API contract")?;
        // What else answered is among the details; there is little of it.
        let identity = process.unico_id.as_ref();
        match identity.and_then(|identity| identity.result.as_ref()) {
            Some(api::UnicoIdResult::Yes) => self.line("required", "unicoId: yes, accepted")?,
            Some(other) => {
                let word = other.known_str().unwrap_or("an unknown word");
                self.line("required", format_args!("unicoId: {word}, not accepted"))?;
            }
            None => self.line("required", "unicoId: silent")?,
        }
        self.details(process)
    }

    fn answer(&mut self, outcome: &str, contract: &str) -> io::Result<()> {
        self.line("outcome", outcome)?;
        self.line("message", format_args!("GetProcess, {contract}"))
    }

    /// An answer as its `Debug` shows it, which is redacted.
    fn details(&mut self, answer: &impl Debug) -> io::Result<()> {
        let details = format!("{answer:#?}");
        let mut lines = details.lines();
        self.line("details", lines.next().unwrap_or_default())?;
        lines.try_for_each(|line| self.line("", line))
    }

    /// Values that differ from a known one only in case. Only the known one is shown.
    fn differing_in_case(&mut self, member: &str, value: &Value) -> io::Result<()> {
        match value {
            Value::Object(members) => members
                .iter()
                .try_for_each(|(member, value)| self.differing_in_case(member, value)),
            Value::Array(elements) => elements
                .iter()
                .try_for_each(|value| self.differing_in_case(member, value)),
            Value::String(text) => {
                let known = known_words(member);
                match known.iter().find(|known| known.eq_ignore_ascii_case(text)) {
                    Some(same) if !known.contains(&text.as_str()) => {
                        let text = format!("`{member}` differs from `{same}` only in case");
                        self.line("unknown", text)
                    }
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn line(&mut self, label: &str, text: impl Display) -> io::Result<()> {
        writeln!(self.out, "  {label:<12} {text}")
    }
}

/// The known values of a member, in whichever message.
fn known_words(member: &str) -> Vec<&'static str> {
    fn all<T: AsRef<str>>(known: &'static [T]) -> Vec<&'static str> {
        known.iter().map(AsRef::as_ref).collect()
    }
    match member {
        "state" => all(ProcessState::KNOWN),
        "flow" => all(Flow::KNOWN),
        "result" => [
            all(ResultCode::KNOWN),
            all(ProcessResult::KNOWN),
            all(api::UnicoIdResult::KNOWN),
        ]
        .concat(),
        "lastEvent" => all(EventType::KNOWN),
        "livenessResult" => all(web_sdk::LivenessResult::KNOWN),
        "authenticationResult" => all(web_sdk::AuthenticationResult::KNOWN),
        _ if web_sdk::Check::from(member).is_alert() => all(web_sdk::TrustResult::KNOWN),
        _ => Vec::new(),
    }
}
