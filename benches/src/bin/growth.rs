//! Counts the instructions of every case of `growth` at each of its sizes, and fails where a doubled input costs more than
//! about twice as much.
//!
//! It runs itself once under `valgrind --tool=callgrind`, which writes a file each time that `measured` returns: a file
//! for each case and size, in their order.

use std::env;
use std::fs;
use std::hint::black_box;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

use idcloud_types_benches::growth::{self, SIZES};

/// What a doubled input may cost, in parts of the single one, on the average of three doublings: one alone may cross a
/// threshold of the allocator or of a sort. Sorting takes `n log n`, which is below that; a square is 4.
const LIMIT: f64 = 2.4;

/// The argument with which it runs the cases and counts nothing.
const RUN: &str = "run";

fn main() -> ExitCode {
    if env::args().nth(1).as_deref() == Some(RUN) {
        for case in growth::all() {
            for size in SIZES {
                measured(&mut *(case.prepare)(size));
            }
        }
        return ExitCode::SUCCESS;
    }
    match count() {
        Ok(counts) if print(&counts) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(problem) => {
            eprintln!("growth: {problem}");
            ExitCode::from(2)
        }
    }
}

/// What is counted. Valgrind finds it by its name, and sees it return because it does not end with the call.
#[inline(never)]
fn measured(run: &mut dyn FnMut()) {
    run();
    black_box(());
}

/// The instructions of every case, by size.
fn count() -> Result<Vec<[u64; SIZES.len()]>, String> {
    let folder = env::temp_dir().join(format!("growth-{}", std::process::id()));
    fs::create_dir(&folder)
        .map_err(|error| format!("can't write to {}: {error}", folder.display()))?;
    let counts = count_in(&folder);
    // What is left is a temporary folder.
    let _ = fs::remove_dir_all(&folder);
    counts
}

fn count_in(folder: &Path) -> Result<Vec<[u64; SIZES.len()]>, String> {
    let unable = |error: io::Error| {
        format!(
            "can't count: {error}\nIf valgrind is missing: on Debian, `apt-get install valgrind`."
        )
    };
    let output = folder.join("part");
    let run = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--toggle-collect=growth::measured",
            "--dump-after=growth::measured",
        ])
        .arg(format!("--callgrind-out-file={}", output.display()))
        .arg(env::current_exe().map_err(unable)?)
        .arg(RUN)
        .output()
        .map_err(unable)?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned());
    }
    let mut parts = (1..).map(|part| {
        let file = output.with_extension(part.to_string());
        let text = fs::read_to_string(file).map_err(unable)?;
        let totals = text
            .lines()
            .find_map(|line| line.strip_prefix("totals: ")?.parse::<u64>().ok());
        totals.ok_or_else(|| format!("part {part} has no count"))
    });
    growth::all()
        .iter()
        .map(|_| {
            let mut counts = [0; SIZES.len()];
            for count in &mut counts {
                *count = parts.next().ok_or("too few parts")??;
            }
            Ok(counts)
        })
        .collect()
}

/// Prints the cases that grow too fast, or else the one that grows fastest. Gives whether none does.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn print(counts: &[[u64; SIZES.len()]]) -> bool {
    let cases = growth::all();
    let growth = |counts: &[u64; SIZES.len()]| {
        let [first, .., last] = counts;
        (*last as f64 / *first as f64).powf(1.0 / (SIZES.len() - 1) as f64)
    };
    let mut fastest: Vec<_> = cases
        .iter()
        .zip(counts)
        .map(|(case, counts)| (growth(counts), case, counts))
        .collect();
    fastest.sort_by(|one, other| other.0.total_cmp(&one.0));
    let too_fast = fastest
        .iter()
        .filter(|(growth, ..)| *growth > LIMIT)
        .count();
    println!(
        "Instructions at 1, 2, 4 and 8 times the size; the {} of {} cases that grow fastest:\n",
        too_fast.max(5),
        cases.len()
    );
    for (growth, case, counts) in &fastest[..too_fast.max(5)] {
        println!("{growth:.2}  {counts:?}  {}, {}", case.job, case.input);
    }
    println!("\n{too_fast} cost more than {LIMIT} times as much for an input of twice the size.");
    too_fast == 0
}
