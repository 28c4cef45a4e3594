//! The example `inspect`, run as a person runs it.

mod input;
mod output;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use escargot::CargoBuild;

const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Builds the example first: running these tests must not meet an old one.
static INSPECT: LazyLock<PathBuf> = LazyLock::new(|| {
    let build = CargoBuild::new()
        .manifest_path(Path::new(ROOT).join("Cargo.toml"))
        .example("inspect")
        .current_release();
    build.run().unwrap().path().to_owned()
});

/// Runs it, and returns the exit code, the output and the messages.
#[track_caller]
fn run(arguments: &[&str], input: impl Into<Vec<u8>>) -> (i32, String, String) {
    let assert = Command::new(&*INSPECT)
        .current_dir(ROOT)
        .args(arguments)
        .write_stdin(input)
        .assert();
    let output = assert.get_output();
    let [out, messages] =
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).unwrap());
    assert!(
        !out.contains(|c: char| c.is_control() && c != '\n'),
        "{out:?}"
    );
    (output.status.code().unwrap(), out, messages)
}

fn body(members: &str) -> String {
    format!(r#"{{"processId":"{ID}",{members}}}"#)
}

fn ok() -> String {
    body(r#""state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok""#)
}

fn invalid() -> String {
    body(r#""state":"PROCESS_STATE_FINISHED","flow":"id""#)
}

/// The first lines of the reports: what each one is about.
fn headings(out: &str) -> Vec<&str> {
    let bodies = out.split_inclusive("\n\n");
    bodies
        .filter(|body| !body.starts_with("summary"))
        .filter_map(|body| body.lines().next())
        .collect()
}
