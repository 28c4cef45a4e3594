//! Runs one case on one body so many times, for `count` to run under valgrind: `case <group> <case> <body> <times>`,
//! the first three by their index.

use std::process::ExitCode;

use idcloud_types_benches::{bodies, cases};

fn main() -> ExitCode {
    let arguments: Option<Vec<usize>> = std::env::args()
        .skip(1)
        .map(|argument| argument.parse().ok())
        .collect();
    let Some([group, case, body, times]) = arguments.as_deref() else {
        eprintln!("case: expected four numbers; run `cargo bench --bench count` instead");
        return ExitCode::from(2);
    };
    let Some(mut run) = (cases::ALL[*group].cases[*case].prepare)(bodies::ALL[*body].bytes) else {
        eprintln!("case: this body leaves the case nothing to do; choose another");
        return ExitCode::from(2);
    };
    for _ in 0..*times {
        run();
    }
    ExitCode::SUCCESS
}
