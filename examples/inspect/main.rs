//! Explains webhook payloads and GetProcess responses: `cargo run --example inspect -- deliveries.jsonl`.
//!
//! Reads bodies from the named files (`-` is standard input), in any format that can hold them. Without a file it reads
//! piped input, and without that it explains samples. It shows no personal data of a response, unless
//! `--entries` asks for it.

mod envelope;
mod explain;
mod input;
mod print;
mod response;
mod summary;

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::AutoStream;
use anyhow::{Context, ensure};
use clap::{ColorChoice, Parser};
use idcloud_types::get_process::Criteria;
use idcloud_types::webhook::Subscription;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Deserialize;
use serde_json::json;

use envelope::Inner;
use explain::{Message, Place, Report, Understood, explain};
use input::{Kind, Text, pieces};
use summary::Summary;

/// How deep envelopes may be nested.
const DEPTH: usize = 8;

macro_rules! documented {
    ($($name:literal),+) => {
        [$((concat!("examples/payloads/", $name), include_str!(concat!("../payloads/", $name)))),+]
    };
}

const DOCUMENTED: [(&str, &str); 7] = documented![
    "webhook-ok.json",
    "webhook-expired.json",
    "webhook-without-result.json",
    "getprocess-web-sdk-idlive-2024-12.json",
    "getprocess-web-sdk-current-cut.json",
    "getprocess-api-full.json",
    "getprocess-api-error.json"
];

const MADE_UP: [(&str, &str); 2] = [
    (
        "made up: an event of tomorrow",
        r#"{"processId": "8263a268-5388-492a-bca2-28e1ff4a69f0", "state": "PROCESS_STATE_FINISHED", "flow": "id",
            "result": "expired", "lastEvent": "EVENT_TYPE_OF_TOMORROW"}"#,
    ),
    (
        "made up: a check of tomorrow",
        r#"{"process": {"id": "8263a268-5388-492a-bca2-28e1ff4a69f0", "flow": "idlive",
            "state": "PROCESS_STATE_FINISHED", "result": "PROCESS_RESULT_OK", "authenticationInfo":
            {"livenessResult": "LIVENESS_RESULT_LIVE", "tomorrowResult": "TOMORROW_RESULT_CLEAR"}}}"#,
    ),
];

/// Explains webhook payloads and GetProcess responses: the outcome and why, unknown values, and violations of the
/// contract.
///
/// Reads JSON in any arrangement: one document or several, one per line, arrays, lines of a log, and the envelopes of
/// gateways and queues; plain, gzip or zstd.
#[derive(Parser)]
#[command(
    version,
    name = "inspect",
    after_help = "Exit status: 0 when every body was understood, 1 when any violates the contract, 2 when any can't be \
                  read or there is none, 3 when the job itself can't be done."
)]
struct Arguments {
    /// Files to read; `-` is standard input. Without files: what is piped in, or samples.
    files: Vec<PathBuf>,

    /// The configuration of a service, with a table `[subscription]`, `[criteria]` or both.
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,

    /// Show the configuration entry of each reason in full, even if it may be personal.
    #[arg(long)]
    entries: bool,

    /// Write one line of JSON per body, for scripts.
    #[arg(long)]
    json: bool,

    /// When to color the output; `auto` colors it on a terminal, unless `NO_COLOR` is set.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

/// The tables of a service's configuration that are about these messages. It may have others.
#[derive(Deserialize)]
struct Tables {
    subscription: Option<Subscription>,
    criteria: Option<Criteria>,
}

#[derive(Default)]
struct Config {
    subscription: Option<Subscription>,
    criteria: Criteria,
    /// Whether entries are shown that may be personal.
    shows_entries: bool,
}

impl Config {
    fn read(path: &Path) -> anyhow::Result<Self> {
        let config = fs::read_to_string(path).map_err(anyhow::Error::from);
        let tables = config
            .and_then(|config| Ok(toml::from_str::<Tables>(&config)?))
            .with_context(|| format!("can't read the configuration in {}", path.display()))?;
        ensure!(
            tables.subscription.is_some() || tables.criteria.is_some(),
            "{} has neither a table [subscription] nor [criteria]",
            path.display()
        );
        Ok(Self {
            subscription: tables.subscription,
            criteria: tables.criteria.unwrap_or_default(),
            shows_entries: false,
        })
    }

    fn warnings(&self) -> Vec<String> {
        let subscription = self.subscription.iter().flat_map(Subscription::warnings);
        let subscription = subscription.map(|warning| warning.to_string());
        let criteria = self.criteria.warnings().into_iter();
        subscription
            .chain(criteria.map(|warning| warning.to_string()))
            .collect()
    }
}

fn main() -> ExitCode {
    let understood = match Arguments::try_parse() {
        Ok(arguments) => inspect(&arguments),
        Err(usage) => {
            // If it can't be printed, there is nothing else to say.
            let _ = usage.print();
            if usage.use_stderr() {
                Understood::JobFailed
            } else {
                Understood::Wholly
            }
        }
    };
    ExitCode::from(understood as u8)
}

fn inspect(arguments: &Arguments) -> Understood {
    let config = arguments.config.as_deref().map(Config::read).transpose();
    let config = match config {
        Ok(config) => Config {
            shows_entries: arguments.entries,
            ..config.unwrap_or_default()
        },
        Err(error) => return failed(&format!("{error:#}")),
    };
    for warning in config.warnings() {
        eprintln!("inspect: {warning}");
    }
    let color = match arguments.color {
        ColorChoice::Auto => AutoStream::choice(&io::stdout()),
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    let mut session = Session {
        out: BufWriter::new(AutoStream::new(io::stdout().lock(), color)),
        is_json: arguments.json,
        config,
        summary: Summary::default(),
        worst: Understood::Wholly,
    };
    match session.run(&arguments.files) {
        // Nobody reads the output any more, as with `inspect ... | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => session.worst,
        Err(error) => failed(&format!("can't write: {error}")),
        Ok(()) => session.worst,
    }
}

fn failed(problem: &str) -> Understood {
    eprintln!("inspect: {problem}");
    Understood::JobFailed
}

/// Reads a file, or standard input where it is `-`, and names it.
fn read(path: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    if path != Path::new("-") {
        let bytes = fs::read(path).with_context(|| format!("can't read {}", path.display()))?;
        return Ok((path.display().to_string(), bytes));
    }
    let mut bytes = Vec::new();
    let read = io::stdin().read_to_end(&mut bytes);
    read.context("can't read standard input")?;
    Ok(("standard input".to_owned(), bytes))
}

/// Whether standard input is a pipe or a file: not a terminal, and not `/dev/null`.
fn is_piped() -> bool {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        use std::os::unix::fs::FileTypeExt;

        let file = io::stdin().as_fd().try_clone_to_owned().map(fs::File::from);
        let metadata = file.and_then(|file| file.metadata());
        if metadata.is_ok_and(|metadata| metadata.file_type().is_char_device()) {
            return false;
        }
    }
    !io::stdin().is_terminal()
}

struct Session {
    out: BufWriter<AutoStream<io::StdoutLock<'static>>>,
    is_json: bool,
    config: Config,
    summary: Summary,
    worst: Understood,
}

impl Session {
    fn run(&mut self, files: &[PathBuf]) -> io::Result<()> {
        let piped = [PathBuf::from("-")];
        let files = match files {
            [] if is_piped() => &piped,
            [] => return self.samples(),
            files => files,
        };
        for path in files {
            match read(path) {
                Ok((name, bytes)) => self.file(&name, bytes)?,
                // The files after it are still read.
                Err(error) => self.worst = failed(&format!("{error:#}")),
            }
        }
        self.summary()
    }

    fn samples(&mut self) -> io::Result<()> {
        eprintln!("no file was named and nothing was piped in, so these are samples\n");
        for (name, body) in DOCUMENTED.iter().chain(&MADE_UP) {
            self.text(name, body.as_bytes(), DEPTH, &ProgressBar::hidden())?;
        }
        self.worst = Understood::Wholly;
        self.summary()
    }

    fn summary(&mut self) -> io::Result<()> {
        match (self.summary.bodies(), self.is_json) {
            (0 | 1, _) => {}
            (_, true) => writeln!(self.out, "{}", json!({ "summary": self.summary }))?,
            (_, false) => self.summary.write(&mut self.out)?,
        }
        self.out.flush()
    }

    fn file(&mut self, name: &str, bytes: Vec<u8>) -> io::Result<()> {
        let text = Text::of(bytes);
        let name = match text.form {
            Some(form) => format!("{name} ({form})"),
            None => name.to_owned(),
        };
        if let Some(format) = text.other_format() {
            let what_to_do = match format {
                "HTML or XML" => {
                    "a proxy or web server replied instead of the platform: check the URL"
                }
                _ => "extract the bodies from it, as JSON",
            };
            return self.note(&name, &format!("this is {format}"), what_to_do);
        }
        let bar = if io::stdout().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(text.bytes.len() as u64)
        };
        let style = ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.text(&name, &text.bytes, DEPTH, &bar)?;
        bar.finish_and_clear();
        match text.problem {
            Some(problem) => {
                let problem = format!("the rest of the archive can't be unpacked: {problem}");
                self.note(
                    &name,
                    &problem,
                    "get the whole archive; what was read is above",
                )
            }
            None => Ok(()),
        }
    }

    /// Explains the bodies of a text.
    fn text(&mut self, name: &str, text: &[u8], depth: usize, bar: &ProgressBar) -> io::Result<()> {
        let mut pieces = pieces(text).peekable();
        if pieces.peek().is_none() {
            let (problem, what_to_do) = match text.trim_ascii() {
                [] => ("it is empty", "check the command or service that wrote it"),
                _ => (
                    "it holds no body",
                    "check the command or service that wrote it",
                ),
            };
            return self.note(name, problem, what_to_do);
        }
        let mut is_log = text.starts_with(b"HTTP/");
        let (mut before, mut without_json) = (0, 0);
        let mut is_first = true;
        while let Some(piece) = pieces.next() {
            let line = piece.line;
            is_log |= piece.is_logged;
            let is_only = is_first && pieces.peek().is_none();
            let heading = if is_only && line == 1 {
                name.to_owned()
            } else if line == before || pieces.peek().is_some_and(|next| next.line == line) {
                format!("{name}, line {line} column {}", piece.column)
            } else {
                format!("{name}, line {line}")
            };
            (is_first, before) = (false, line);
            match piece.kind {
                Kind::Object(body) => {
                    let place = if depth == DEPTH {
                        Place::At {
                            line,
                            column: piece.column,
                        }
                    } else {
                        Place::InString
                    };
                    self.object(&heading, body, place, depth)?;
                }
                Kind::String(string) => {
                    let heading = format!("{heading}, in a string");
                    self.inner(&heading, &string.into_bytes(), depth)?;
                }
                // A log also has lines without a body.
                Kind::NoJson { last_line } if is_log => {
                    without_json += (last_line - line + 1) as u64;
                }
                Kind::NoJson { last_line } => {
                    let heading = match last_line {
                        _ if is_only && last_line == 1 => heading,
                        _ if line == last_line => format!("{name}, line {line}"),
                        _ => format!("{name}, lines {line} to {last_line}"),
                    };
                    self.note(
                        &heading,
                        "there is no JSON in it",
                        "pass the bodies as they were received",
                    )?;
                }
            }
            bar.set_position(piece.end as u64);
        }
        self.summary.skip_lines(without_json);
        Ok(())
    }

    fn inner(&mut self, name: &str, text: &[u8], depth: usize) -> io::Result<()> {
        match depth.checked_sub(1) {
            Some(depth) => self.text(name, text, depth, &ProgressBar::hidden()),
            None => self.note(
                name,
                "it is nested too deep",
                "take the body out of its envelopes",
            ),
        }
    }

    fn object(&mut self, name: &str, body: &[u8], place: Place, depth: usize) -> io::Result<()> {
        let report = explain(body, place, &self.config);
        let inner = match report.message {
            None | Some(Message::HttpError) => envelope::open(body),
            Some(_) => Vec::new(),
        };
        if inner.is_empty() {
            return self.report(name, &report);
        }
        for (path, body) in inner {
            let name = format!("{name}, in `{path}`");
            match body {
                Inner::Text(text) => self.inner(&name, &text, depth)?,
                Inner::Object(body) => self.object(&name, &body, Place::Rewritten, depth)?,
            }
        }
        Ok(())
    }

    /// Reports a text that is not a body.
    fn note(&mut self, name: &str, problem: &str, what_to_do: &'static str) -> io::Result<()> {
        let report = Report {
            understood: Understood::Unreadable,
            error: Some(problem.to_owned()),
            what_to_do: Some(what_to_do),
            ..Report::default()
        };
        self.report(name, &report)
    }

    fn report(&mut self, name: &str, report: &Report) -> io::Result<()> {
        self.worst = self.worst.max(report.understood);
        self.summary.add(report);
        if self.is_json {
            let mut line = serde_json::to_value(report)?;
            line["body"] = name.into();
            return writeln!(self.out, "{line}");
        }
        print::report(name, report, &mut self.out)
    }
}
