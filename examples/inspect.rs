//! Tells what webhook payloads and GetProcess answers mean: `cargo run --example inspect -- deliveries.jsonl`.
//!
//! Reads the named files (`-` is standard input), each one JSON document or one document per line. Without a file it
//! reads the documented payloads that come with the crate. Personal data in an answer is not shown.

use std::fmt::{self, Debug, Display};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use idcloud_types::get_process::{self, ErrorBody, api, web_sdk};
use idcloud_types::webhook::{
    EventType, InvalidPayload, Outcome, Payload, PayloadError, RawPayload, Subscription,
};
use idcloud_types::{Malformed, OtherMessage};
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

const DOCUMENTED: [(&str, &str); 2] = [
    (
        "examples/payloads/webhook-ok.json",
        include_str!("payloads/webhook-ok.json"),
    ),
    (
        "examples/payloads/webhook-expired.json",
        include_str!("payloads/webhook-expired.json"),
    ),
];

/// Tells what webhook payloads mean, what in them is unknown, and which rules they break.
#[derive(Parser)]
#[command(
    after_help = "Exit code: 0 when every payload was understood, 1 when any breaks a rule, \
    2 when any can't be read, 3 when the job itself can't be done."
)]
struct Arguments {
    /// Files with one JSON document each, or one per line; `-` is standard input. None: the documented payloads.
    files: Vec<PathBuf>,

    /// A TOML file with a subscription (`results`, `flows`, `last_events`), to show what it decides.
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,
}

/// How well the payloads were understood; the worst of them is the exit code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Understood {
    Wholly = 0,
    RulesBroken = 1,
    Unreadable = 2,
    JobFailed = 3,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => {
            // Help that was asked for is no failure. That it can't be printed leaves nothing else to say.
            let _ = usage.print();
            let failed = if usage.use_stderr() {
                Understood::JobFailed
            } else {
                Understood::Wholly
            };
            return ExitCode::from(failed as u8);
        }
    };
    let subscription = match arguments
        .config
        .as_deref()
        .map(read_subscription)
        .transpose()
    {
        Ok(subscription) => subscription,
        Err(error) => {
            eprintln!("inspect: {error:#}");
            return ExitCode::from(Understood::JobFailed as u8);
        }
    };

    let mut report = Report {
        out: io::stdout().lock(),
        subscription,
        worst: Understood::Wholly,
    };
    match report.all(&arguments.files) {
        // Nobody reads the output any more, as with `inspect ... | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => report.fail(&format!("can't write: {error}")),
        Ok(()) => {}
    }
    ExitCode::from(report.worst as u8)
}

fn read_subscription(path: &Path) -> anyhow::Result<Subscription> {
    let describe = || format!("can't read the subscription in {}", path.display());
    let text = fs::read_to_string(path).with_context(describe)?;
    let subscription: Subscription = toml::from_str(&text).with_context(describe)?;
    for name in subscription.unrecognized() {
        eprintln!("{}: {name}", path.display());
    }
    Ok(subscription)
}

fn read_file(path: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    if path == Path::new("-") {
        let mut text = Vec::new();
        io::stdin()
            .read_to_end(&mut text)
            .context("can't read standard input")?;
        Ok(("standard input".to_owned(), text))
    } else {
        let text = fs::read(path).with_context(|| format!("can't read {}", path.display()))?;
        Ok((path.display().to_string(), text))
    }
}

/// Whether a text holds one document per line, and not one document: a broken line must not hide the others.
fn is_per_line(text: &[u8]) -> bool {
    let is_object = |line: &[u8]| {
        serde_json::from_slice::<Map<String, Value>>(line).is_ok_and(|members| !members.is_empty())
    };
    serde_json::from_slice::<IgnoredAny>(text).is_err()
        && text.split(|byte| *byte == b'\n').any(is_object)
}

struct Report<W> {
    out: W,
    subscription: Option<Subscription>,
    worst: Understood,
}

impl<W: Write> Report<W> {
    fn all(&mut self, files: &[PathBuf]) -> io::Result<()> {
        if files.is_empty() {
            eprintln!(
                "no file named: these are the documented payloads (`-` reads standard input)\n"
            );
            for (name, body) in DOCUMENTED {
                self.document(name, body.as_bytes())?;
            }
        }
        for path in files {
            match read_file(path) {
                Ok((name, text)) => self.file(&name, &text)?,
                // The files after it are still told of.
                Err(error) => self.fail(&format!("{error:#}")),
            }
        }
        Ok(())
    }

    fn fail(&mut self, problem: &str) {
        eprintln!("inspect: {problem}");
        self.worst = Understood::JobFailed;
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
            Ok(payload) => self.payload(&payload),
            Err(PayloadError::Invalid(invalid)) => self.invalid(&invalid),
            Err(PayloadError::Malformed(malformed)) => match malformed.looks_like() {
                Some(OtherMessage::WebSdk) => self
                    .web_sdk(web_sdk::Response::from_slice(body).map(|response| response.process)),
                Some(OtherMessage::Api) => self.api(api::Process::from_slice(body)),
                Some(OtherMessage::HttpError) => self.error_body(ErrorBody::from_slice(body)),
                _ => self.no_webhook(body, &malformed),
            },
            Err(other) => self
                .line("malformed", other)
                .map(|()| Understood::Unreadable),
        }?;
        self.worst = self.worst.max(understood);
        writeln!(self.out)
    }

    fn payload(&mut self, payload: &Payload) -> io::Result<Understood> {
        self.members(payload.as_raw())?;
        if let Some(subscription) = &self.subscription {
            let decision = subscription.decide(payload);
            self.line("decision", decision)?;
        }
        Ok(Understood::Wholly)
    }

    fn invalid(&mut self, invalid: &InvalidPayload) -> io::Result<Understood> {
        self.members(invalid.raw())?;
        for violation in invalid.violations() {
            self.line("broken rule", violation)?;
        }
        self.line("what to do", "acknowledge it, keep it and ask GetProcess")?;
        Ok(Understood::RulesBroken)
    }

    /// A body in which the webhook's diagnosis sees nothing that it knows: GetProcess's sees more.
    fn no_webhook(&mut self, body: &[u8], malformed: &impl Display) -> io::Result<Understood> {
        let Err(error) = web_sdk::Response::from_slice(body) else {
            return self.unreadable(malformed);
        };
        match error.looks_like() {
            Some(OtherMessage::WebSdkProcess) => self.web_sdk(web_sdk::Process::from_slice(body)),
            Some(OtherMessage::Api) => self.api(api::Process::from_slice(body)),
            Some(OtherMessage::LegacyCheck) => self.unreadable_answer(&error),
            Some(OtherMessage::HttpError) => self.error_body(ErrorBody::from_slice(body)),
            _ => self.unreadable(malformed),
        }
    }

    fn web_sdk(&mut self, answer: Result<web_sdk::Process, Malformed>) -> io::Result<Understood> {
        let process = match answer {
            Ok(process) => process,
            Err(error) => return self.unreadable_answer(&error),
        };
        self.line("outcome", web_sdk_meaning(process.outcome()))?;
        self.answer("GetProcess, Web & SDK contract", &process)
    }

    fn api(&mut self, answer: Result<api::Process, Malformed>) -> io::Result<Understood> {
        let process = match answer {
            Ok(process) => process,
            Err(error) => return self.unreadable_answer(&error),
        };
        self.line("outcome", api_meaning(process.outcome()))?;
        self.answer("GetProcess, API contract", &process)
    }

    fn error_body(&mut self, answer: Result<ErrorBody, Malformed>) -> io::Result<Understood> {
        match answer {
            Ok(error) => {
                self.line("outcome", "an HTTP error: GetProcess did not answer")?;
                self.answer("GetProcess, error", &error)
            }
            Err(error) => self.unreadable_answer(&error),
        }
    }

    /// An answer as its redacted `Debug` shows it.
    fn answer(&mut self, message: &str, answer: &impl Debug) -> io::Result<Understood> {
        self.line("message", message)?;
        for line in format!("{answer:#?}").lines() {
            self.line("", line)?;
        }
        Ok(Understood::Wholly)
    }

    fn unreadable_answer(&mut self, error: &Malformed) -> io::Result<Understood> {
        self.line("error", error)?;
        self.line(
            "what to do",
            "decide nothing, and look at what was asked for",
        )?;
        Ok(Understood::Unreadable)
    }

    fn unreadable(&mut self, error: &impl Display) -> io::Result<Understood> {
        self.line("error", error)?;
        self.line(
            "what to do",
            "answer with a client error, and look at who sent it",
        )?;
        Ok(Understood::Unreadable)
    }

    fn members(&mut self, raw: &RawPayload) -> io::Result<()> {
        self.line("outcome", Meaning(raw.outcome()))?;
        self.line("process", raw.process_id)?;
        if let Some(state) = &raw.state {
            self.line("state", Word(state.as_str(), state.is_known()))?;
        }
        if let Some(flow) = &raw.flow {
            self.line("flow", Word(flow.as_str(), flow.is_known()))?;
        }
        if let Some(result) = &raw.result {
            self.line("result", Word(result.as_str(), result.is_known()))?;
        }
        if let Some(event) = &raw.last_event {
            self.line("last event", Word(event.as_str(), event.is_known()))?;
        }
        let documented = raw.last_event.as_ref().and_then(EventType::description);
        if let Some(text) = raw.last_event_description.as_deref().or(documented) {
            self.line("", Word(text, documented == Some(text)))?;
        }
        for (field, value) in raw.unknown_values() {
            self.line("unknown", format_args!("value {value:?} in `{field}`"))?;
        }
        for (name, value) in &raw.extra {
            // JSON leaves some control characters as they are; `Debug` does not.
            self.line(
                "unknown",
                format_args!("member {name:?}: {:?}", value.to_string()),
            )?;
        }
        Ok(())
    }

    fn line(&mut self, label: &str, text: impl Display) -> io::Result<()> {
        writeln!(self.out, "  {label:<12} {text}")
    }
}

/// A word of the payload: as it is when documented, else quoted and escaped for the terminal.
struct Word<'a>(&'a str, bool);

impl Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Word(text, is_documented) = self;
        if *is_documented {
            f.write_str(text)
        } else {
            write!(f, "{text:?}")
        }
    }
}

fn web_sdk_meaning(outcome: web_sdk::Outcome<'_>) -> &'static str {
    match outcome {
        web_sdk::Outcome::Verified(_) => {
            "verified: every check of the flow is a yes, and nothing contradicts it"
        }
        web_sdk::Outcome::Finished(_) => "finished, and not verified; weigh the checks below",
        web_sdk::Outcome::Unanswered { .. } => {
            "finished, and a check of the flow did not answer; try again"
        }
        web_sdk::Outcome::Expired => "expired: not completed in time",
        web_sdk::Outcome::InvalidIdentity(_) => "invalid identity; the checks below say why",
        web_sdk::Outcome::Error => "error: the result could not be worked out",
        web_sdk::Outcome::Failed => "failed: there will be no result",
        web_sdk::Outcome::Unfinished => "unfinished: ask again later",
        // `Unrecognized`, and whatever a later version adds
        _ => "unrecognized, and no success: a person has to look",
    }
}

fn api_meaning(outcome: api::Outcome<'_>) -> &'static str {
    match outcome {
        api::Outcome::Verified(_) => {
            "verified: identity verification said yes, and nothing contradicts it"
        }
        api::Outcome::Finished { .. } => "finished, and not verified; what it found is below",
        api::Outcome::Processing => "processing: ask again later",
        api::Outcome::Divergence => "divergence: ask again later",
        api::Outcome::Canceled => "canceled: there will be no result",
        api::Outcome::Error => "error: there will be no result",
        // `Unrecognized`, and whatever a later version adds
        _ => "unrecognized, and no success: a person has to look",
    }
}

/// The outcome of a webhook payload in words.
struct Meaning<'a>(Outcome<'a>);

impl Display for Meaning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Outcome::Ok => {
                f.write_str("ok: the process ran to its end; ask GetProcess for its results")
            }
            Outcome::Expired {
                last_event: None, ..
            } => f.write_str("expired: not completed in time"),
            Outcome::Expired { .. } => {
                f.write_str("expired: not completed in time; it stopped at the last event")
            }
            Outcome::InvalidIdentity => f.write_str("invalid identity; GetProcess says why"),
            Outcome::Unfinished { state } => {
                write!(f, "unfinished: {state}; there is no result to act on")
            }
            // `Unrecognized`, and whatever a later version adds
            _ => f.write_str("unrecognized, and no success: ask GetProcess"),
        }
    }
}
