//! Counts instructions and heap allocations of every case, prints one table, and checks the goals.
//!
//! Instructions are those that `valgrind --tool=callgrind` counts in a longer run less those of a shorter one, so
//! start-up cancels out. Ends with 1 when a goal is missed by more than the tolerance and no explanation covers it, and
//! with 2 when it can't count.

use std::fmt;
use std::process::{Command, ExitCode, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use idcloud_types_benches::cases::{
    self, FLATTEN, IGNORED, Job, READ_API, READ_WEB_SDK, READ_WEBHOOK, SERDE_OTHER, SONIC, STRUM,
    VALUE, WRITE_API, WRITE_WEB_SDK, WRITE_WEBHOOK,
};

/// The runs of the shorter and of the longer count.
const TIMES: [u64; 2] = [50, 150];

/// Two builds of the same source differ by this part: less than that is no regression.
const TOLERANCE: f64 = 0.05;

/// The highest ratio to what another design takes, on each of the bodies.
struct Goal {
    job: Job,
    bodies: &'static [&'static str],
    cost: Cost,
    design: &'static str,
    limit: f64,
    /// The ratio where the goal is missed, as README.md explains; a higher one is a regression.
    reached: Option<f64>,
}

enum Cost {
    Instructions,
    Allocations,
}

const DOCUMENTED: &[&str] = &["ok", "expired", "ok, compact", "expired, compact"];
const WEB_SDK: &[&str] = &["idlive, 2024", "current", "idunicosign, 2025"];
const API: &[&str] = &["full", "yes", "error"];

const GOALS: &[Goal] = &[
    instructions(READ_WEBHOOK, DOCUMENTED, STRUM, 0.45),
    instructions(READ_WEBHOOK, DOCUMENTED, SERDE_OTHER, 0.55),
    instructions(READ_WEBHOOK, DOCUMENTED, IGNORED, 1.15),
    instructions(READ_WEBHOOK, DOCUMENTED, SONIC, 0.6),
    allocations(READ_WEBHOOK, DOCUMENTED, STRUM, 0.0),
    instructions(READ_WEBHOOK, &["three unknown members"], STRUM, 1.25),
    instructions(READ_WEBHOOK, &["three unknown members"], FLATTEN, 0.6).but_reached(0.67),
    instructions(READ_WEBHOOK, &["unknown event"], STRUM, 0.6),
    instructions(READ_WEBHOOK, &["invalid"], STRUM, 0.57),
    instructions(READ_WEB_SDK, WEB_SDK, FLATTEN, 0.85),
    instructions(READ_WEB_SDK, WEB_SDK, VALUE, 0.55),
    allocations(READ_WEB_SDK, WEB_SDK, FLATTEN, 0.6),
    instructions(READ_API, API, FLATTEN, 0.85).but_reached(0.88),
    instructions(READ_API, API, VALUE, 0.65).but_reached(0.78),
    allocations(READ_API, API, FLATTEN, 0.0),
    instructions(WRITE_WEBHOOK, &["ok", "expired"], SERDE_OTHER, 1.1),
    instructions(WRITE_WEB_SDK, WEB_SDK, SERDE_OTHER, 1.1),
    instructions(WRITE_API, API, SERDE_OTHER, 1.1),
];

const fn instructions(
    job: Job,
    bodies: &'static [&'static str],
    design: &'static str,
    limit: f64,
) -> Goal {
    Goal {
        job,
        bodies,
        cost: Cost::Instructions,
        design,
        limit,
        reached: None,
    }
}

const fn allocations(
    job: Job,
    bodies: &'static [&'static str],
    design: &'static str,
    limit: f64,
) -> Goal {
    Goal {
        job,
        bodies,
        cost: Cost::Allocations,
        design,
        limit,
        reached: None,
    }
}

fn main() -> ExitCode {
    match count() {
        Ok(counts) => {
            print_counts(&counts);
            if print_goals(&counts) {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(1)
            }
        }
        Err(problem) => {
            eprintln!("count: {problem}");
            ExitCode::from(2)
        }
    }
}

/// What one run of a case takes.
struct Count {
    job: &'static str,
    design: &'static str,
    body: &'static str,
    /// The numbers of the three.
    indices: [usize; 3],
    instructions: u64,
    allocations: u64,
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.instructions, self.allocations)
    }
}

/// Counts every case, on every core: what others do at the time changes no count.
fn count() -> Result<Vec<Count>, String> {
    let mut counts = Vec::new();
    for (job_index, job) in cases::ALL.iter().enumerate() {
        for (design_index, (design, _)) in job.designs.iter().enumerate() {
            for (body_index, body) in (job.bodies)().iter().enumerate() {
                counts.push(Count {
                    job: job.name,
                    design,
                    body: body.name,
                    indices: [job_index, design_index, body_index],
                    instructions: 0,
                    allocations: 0,
                });
            }
        }
    }

    let output = text(&output(&mut Command::new(env!(
        "CARGO_BIN_EXE_allocations"
    )))?);
    let allocations: Vec<u64> = output.lines().flat_map(str::parse).collect();
    if allocations.len() != counts.len() {
        return Err("the program that counts allocations left cases out".to_owned());
    }
    for (count, allocations) in counts.iter_mut().zip(allocations) {
        count.allocations = allocations;
    }

    let next = AtomicUsize::new(0);
    let counted = Mutex::new(Vec::new());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(count) = counts.get(index) else {
                return;
            };
            let [short, long] = TIMES.map(|times| instructions_of(count.indices, times));
            let each = short.and_then(|short| Ok((long? - short) / (TIMES[1] - TIMES[0])));
            let mut counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
            counted.push((index, each));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    for (index, instructions) in counted.into_inner().unwrap_or_else(PoisonError::into_inner) {
        counts[index].instructions = instructions?;
    }
    Ok(counts)
}

/// The instructions of a whole process that runs the case this many times.
fn instructions_of(indices: [usize; 3], times: u64) -> Result<u64, String> {
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env!("CARGO_BIN_EXE_case"))
        .args(indices.map(|index| index.to_string()))
        .arg(times.to_string());
    let report = text(&output(&mut valgrind).map_err(|problem| {
        format!("{problem}\nIf valgrind is missing: on Debian, `apt-get install valgrind`.")
    })?);
    report
        .lines()
        .find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
        .ok_or_else(|| format!("valgrind reported no count:\n{report}"))
}

fn output(command: &mut Command) -> Result<Output, String> {
    let output = command
        .output()
        .map_err(|error| format!("can't run {}: {error}", command.get_program().display()))?;
    if output.status.success() {
        Ok(output)
    } else {
        Err(format!("{command:?} failed:\n{}", text(&output)))
    }
}

fn text(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|text| String::from_utf8_lossy(text))
        .concat()
}

fn find<'a>(counts: &'a [Count], job: &str, design: &str, body: &str) -> Option<&'a Count> {
    counts
        .iter()
        .find(|count| count.job == job && count.design == design && count.body == body)
}

fn print_counts(counts: &[Count]) {
    println!("Instructions / heap allocations");
    println!();
    // Reading a delivery has every design.
    let designs = READ_WEBHOOK.designs.iter().map(|(design, _)| *design);
    let designs: Vec<&str> = designs.collect();
    print_row(["", ""], designs.iter().map(ToString::to_string));
    print_row(["---", "---"], designs.iter().map(|_| "---:".to_owned()));
    for job in cases::ALL {
        for body in (job.bodies)() {
            let cells = designs.iter().map(|design| {
                find(counts, job.name, design, body.name).map_or("-".to_owned(), Count::to_string)
            });
            print_row([job.name, body.name], cells);
        }
    }
    println!();
}

fn print_row([job, body]: [&str; 2], cells: impl Iterator<Item = String>) {
    print!("| {job:<26} | {body:<21} |");
    for cell in cells {
        print!(" {cell:>17} |");
    }
    println!();
}

/// Whether no goal is missed by more than the tolerance.
fn print_goals(counts: &[Count]) -> bool {
    println!("Goals: the highest allowed ratio to another design, on the worst of the bodies");
    println!();
    println!(
        "| {:<26} | {:<21} | {:<12} | {:<17} | {:>7} | {:>5} | {:<6} |",
        "", "bodies", "of the", "of", "at most", "is", ""
    );
    println!(
        "| {:-<26} | {:-<21} | {:-<12} | {:-<17} | {:->6}: | {:->4}: | {:-<6} |",
        "", "", "", "", "", "", ""
    );
    let mut is_met = true;
    for goal in GOALS {
        let worst = goal.bodies.iter().map(|body| goal.ratio(counts, body));
        let worst = worst.fold(0.0, f64::max);
        let verdict = if worst <= goal.limit {
            "met"
        } else if worst <= goal.limit * (1.0 + TOLERANCE) {
            "nearly"
        } else if goal
            .reached
            .is_some_and(|reached| worst <= reached * (1.0 + TOLERANCE))
        {
            "missed"
        } else {
            is_met = false;
            "FAILED"
        };
        let bodies = match goal.bodies {
            [body] => (*body).to_owned(),
            bodies => format!("{} bodies", bodies.len()),
        };
        let cost = match goal.cost {
            Cost::Instructions => "instructions",
            Cost::Allocations => "allocations",
        };
        println!(
            "| {:<26} | {bodies:<21} | {cost:<12} | {:<17} | {:>7.2} | {worst:>5.2} | {verdict:<6} |",
            goal.job.name, goal.design, goal.limit
        );
    }
    println!();
    is_met
}

impl Goal {
    const fn but_reached(self, reached: f64) -> Self {
        Self {
            reached: Some(reached),
            ..self
        }
    }

    /// What the crate takes of what the design takes; infinite where one was not counted.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn ratio(&self, counts: &[Count], body: &str) -> f64 {
        let own = find(counts, self.job.name, cases::CRATE, body);
        let other = find(counts, self.job.name, self.design, body);
        let (Some(own), Some(other)) = (own, other) else {
            return f64::INFINITY;
        };
        match self.cost {
            Cost::Instructions => own.instructions as f64 / other.instructions as f64,
            Cost::Allocations if own.allocations == 0 => 0.0,
            Cost::Allocations => own.allocations as f64 / other.allocations as f64,
        }
    }
}
