//! Imports run one way: `wire` names no message, and the two messages never name each other.

use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms that its code must not name.
const RULES: [(&str, &[&str]); 4] = [
    ("src/wire", &["webhook", "get_process", "testing"]),
    ("src/process.rs", &["webhook", "get_process", "testing"]),
    ("src/webhook", &["get_process", "testing"]),
    ("src/get_process", &["webhook", "testing"]),
];

fn files(path: &Path) -> Vec<PathBuf> {
    if path.extension().is_some_and(|extension| extension == "rs") {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).into_iter().flatten();
    entries
        .flat_map(|entry| files(&entry.unwrap().path()))
        .filter(|file| !file.ends_with("tests.rs"))
        .collect()
}

/// The rooms that a line of code names in a path or a `use`.
fn names<'a>(line: &str, rooms: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let code = line.split("//").next().unwrap_or_default().to_owned();
    let is_named = move |room: &&&str| {
        ["crate::", "super::", "{"].iter().any(|start| {
            code.contains(&format!("{start}{room}::")) || code.contains(&format!("{start}{room};"))
        })
    };
    rooms.iter().filter(is_named).copied()
}

#[test]
fn no_room_names_one_that_it_must_not_know() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for (room, strangers) in RULES {
        for file in files(&root.join(room)) {
            seen += 1;
            let code = fs::read_to_string(&file).unwrap();
            for (index, line) in code.lines().enumerate() {
                let named: Vec<_> = names(line, strangers).collect();
                assert!(
                    named.is_empty(),
                    "{}:{}: {named:?}",
                    file.display(),
                    index + 1
                );
            }
        }
    }
    assert!(seen > 30, "{seen} files");
}

#[test]
fn the_check_notices_a_path_and_an_import() {
    let rooms = ["webhook", "get_process"];
    for line in [
        "use crate::webhook::Payload;",
        "use crate::{webhook::Payload, Flow};",
        "    let payload = crate::webhook::Payload::ok();",
        "use super::super::webhook;",
    ] {
        assert_eq!(
            names(line, &rooms).collect::<Vec<_>>(),
            ["webhook"],
            "{line}"
        );
    }
    assert_eq!(names("/// [`x`](crate::webhook)", &rooms).count(), 0);
}
