//! Runs one case a number of times, for `count` to run it under valgrind: `case <job> <design> <body> <times>`, all of
//! them numbers.

use std::process::ExitCode;

use idcloud_types_benches::cases;

fn main() -> ExitCode {
    let arguments: Option<Vec<usize>> = std::env::args()
        .skip(1)
        .map(|argument| argument.parse().ok())
        .collect();
    let Some([job, design, body, times]) = arguments.as_deref() else {
        eprintln!("case: expected four numbers; run `cargo bench --bench count` instead");
        return ExitCode::from(2);
    };
    let job = cases::ALL[*job];
    let (_, prepare) = job.designs[*design];
    let mut run = prepare((job.bodies)().swap_remove(*body).bytes);
    for _ in 0..*times {
        run();
    }
    ExitCode::SUCCESS
}
