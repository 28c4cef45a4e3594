//! Counts instructions and heap allocations of every case, prints one table per group, and checks the goals.
//!
//! `cargo bench --bench count [-- <part of a group's name>]`. Both counts repeat exactly on one machine and
//! toolchain, so a regression shows as a number. Instructions are those that `valgrind --tool=callgrind` sees in a
//! longer run less those in a shorter one, so start-up cancels out. Ends with 1 when a goal is missed, and with 2
//! when it can't count.

use std::fmt;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use idcloud_types_benches::bodies;
use idcloud_types_benches::cases::{self, Case, Group};

/// The runs of the shorter and of the longer count.
const TIMES: [u64; 2] = [100, 300];

/// How many of the bodies are documented ones, which the goals are about.
const DOCUMENTED: usize = 2;

/// At most so much of what another case of the group `read` takes, on both documented bodies.
const GOALS: [(&str, f64); 3] = [
    (cases::STRUM_DEFAULT, 0.65),
    (cases::VALUE, 0.45),
    (cases::FLOOR, 1.6),
];

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let filter = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'))
        .unwrap_or_default();
    match report(&filter) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(problem) => {
            eprintln!("count: {problem}");
            ExitCode::from(2)
        }
    }
}

/// Prints the tables; whether every goal that was looked at is met.
fn report(filter: &str) -> Result<bool, String> {
    let mut all_met = true;
    for (index, group) in cases::ALL.iter().enumerate() {
        if !group.name.contains(filter) {
            continue;
        }
        let rows = count_group(index, group)?;
        print_table(group, &rows);
        match group.name {
            name if name == cases::READ.name => {
                for (other, limit) in GOALS {
                    all_met &= met_instructions(group, &rows, other, limit);
                }
                all_met &= met_no_allocation(name, &rows);
            }
            name if name == cases::WRITE_REUSED.name => {
                all_met &= met_no_allocation(name, &rows);
            }
            _ => {}
        }
    }
    Ok(all_met)
}

/// What one run of a case takes.
#[derive(Clone, Copy)]
struct Count {
    instructions: u64,
    allocations: u64,
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.instructions, self.allocations)
    }
}

/// One case on every body; `None` where the body leaves it nothing to do.
type Row = [Option<Count>; bodies::ALL.len()];

/// Counts a group, on every core: what others do at the time changes no count.
fn count_group(group_index: usize, group: &Group) -> Result<Vec<Row>, String> {
    let cells = group.cases.len() * bodies::ALL.len();
    let next = AtomicUsize::new(0);
    let counted = Mutex::new(vec![Ok(None); cells]);
    let work = || {
        loop {
            let cell = next.fetch_add(1, Ordering::Relaxed);
            if cell >= cells {
                return;
            }
            let (case, body) = (cell / bodies::ALL.len(), cell % bodies::ALL.len());
            let count = count_cell(&group.cases[case], [group_index, case, body]);
            counted.lock().unwrap_or_else(PoisonError::into_inner)[cell] = count;
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let cells: Vec<Option<Count>> = counted
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .into_iter()
        .collect::<Result<_, String>>()?;
    Ok(cells
        .chunks(bodies::ALL.len())
        .map(|row| std::array::from_fn(|body| row[body]))
        .collect())
}

fn count_cell(case: &Case, cell: [usize; 3]) -> Result<Option<Count>, String> {
    let Some(mut run) = (case.prepare)(bodies::ALL[cell[2]].bytes) else {
        return Ok(None);
    };
    run();
    let allocations = allocation_counter::measure(&mut run).count_total;
    let [short, long] = TIMES;
    let more = instructions(cell, long)?.saturating_sub(instructions(cell, short)?);
    Ok(Some(Count {
        instructions: more / (long - short),
        allocations,
    }))
}

/// The instructions of a whole process that runs the case so many times.
fn instructions(cell: [usize; 3], times: u64) -> Result<u64, String> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env!("CARGO_BIN_EXE_case"))
        .args(cell.map(|index| index.to_string()))
        .arg(times.to_string())
        .output()
        .map_err(|error| {
            format!(
                "can't run valgrind: {error}; install it, on Debian with `apt-get install valgrind`"
            )
        })?;
    let said = String::from_utf8_lossy(&output.stderr);
    said.lines()
        .filter(|_| output.status.success())
        .find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
        .ok_or_else(|| format!("valgrind gave no count; it said:\n{said}"))
}

fn print_table(group: &Group, rows: &[Row]) {
    let own = group.cases[0].name;
    println!("## {}: instructions / heap allocations", group.name);
    println!();
    println!("In brackets: what {own} takes, as a part of it.");
    println!();
    print!("| {:<38} |", "");
    for body in bodies::ALL {
        print!(" {:<22} |", body.name);
    }
    println!();
    print!("| {:-<38} |", "");
    for _ in bodies::ALL {
        print!(" {:-<21}: |", "");
    }
    println!();
    for (case, row) in group.cases.iter().zip(rows) {
        print!("| {:<38} |", case.name);
        for (count, own) in row.iter().zip(&rows[0]) {
            let text = match (count, own) {
                (Some(count), Some(own)) => format!("{count} ({:.2})", ratio(*own, *count)),
                (Some(count), None) => count.to_string(),
                (None, _) => "-".to_owned(),
            };
            print!(" {text:>22} |");
        }
        println!();
    }
    println!();
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn ratio(part: Count, whole: Count) -> f64 {
    part.instructions as f64 / whole.instructions as f64
}

fn met_instructions(group: &Group, rows: &[Row], other: &str, limit: f64) -> bool {
    let other_row = group.cases.iter().position(|case| case.name == other);
    let worst = (0..DOCUMENTED)
        .filter_map(|body| Some(ratio(rows[0][body]?, rows[other_row?][body]?)))
        .fold(0.0, f64::max);
    let is_met = worst > 0.0 && worst <= limit;
    println!(
        "goal {}: at most {limit:.2} of {other}: {worst:.2}",
        verdict(is_met)
    );
    is_met
}

fn met_no_allocation(job: &str, rows: &[Row]) -> bool {
    let most = (0..DOCUMENTED)
        .filter_map(|body| Some(rows[0][body]?.allocations))
        .max();
    let is_met = most == Some(0);
    println!("goal {}: no allocation to {job}", verdict(is_met));
    println!();
    is_met
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "MISSED" }
}
