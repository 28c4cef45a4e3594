//! A value of GetProcess in a webhook payload is diagnosed by name, whatever its vocabulary. The webhook keeps the
//! prefixes as strings, because the two messages never name each other: this walks the rows of every vocabulary.

use std::fs;
use std::path::{Path, PathBuf};

use idcloud_types::webhook::{Field, Payload, RawPayload, Violation};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .flat_map(|entry| {
            if entry.file_type().unwrap().is_dir() {
                files(&entry.path())
            } else {
                vec![entry.path()]
            }
        })
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The values of the vocabularies of GetProcess, by the rows of `open_enum!` that write them.
fn values() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/get_process");
    let mut values = Vec::new();
    for file in files(&folder) {
        let code = fs::read_to_string(file).unwrap();
        for line in code.lines().map(str::trim) {
            let Some((variant, wire)) = line.split_once(" = \"") else {
                continue;
            };
            let is_variant = variant.starts_with(|letter: char| letter.is_ascii_uppercase())
                && variant.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if let (true, Some((wire, _))) = (is_variant, wire.split_once('"')) {
                values.push(wire.to_owned());
            }
        }
    }
    values
}

/// Whether a payload with the value in a field holds a value of another vocabulary there.
fn is_foreign(field: Field, value: &str) -> bool {
    let id = "8263a268-5388-492a-bca2-28e1ff4a69f0";
    let mut object = serde_json::json!({ "processId": id });
    object[field.as_str()] = value.into();
    let raw: RawPayload = serde_json::from_value(object).unwrap();
    let invalid = Payload::try_from(raw).unwrap_err();
    let is_about = |violation: &Violation| matches!(violation, Violation::ForeignVocabulary { field: about, .. } if *about == field);
    invalid.violations().iter().any(is_about)
}

#[test]
fn every_value_of_getprocess_with_a_prefix_is_foreign_in_every_field() {
    let mut foreign = 0;
    for value in values() {
        let has_prefix =
            value.contains('_') && value.starts_with(|letter: char| letter.is_ascii_uppercase());
        // The one value in capitals whose vocabulary has no prefix.
        let has_prefix = has_prefix && value != "NOT_FOUND";
        for field in [Field::State, Field::Flow, Field::Result, Field::LastEvent] {
            assert_eq!(is_foreign(field, &value), has_prefix, "{field}: {value}");
        }
        foreign += usize::from(has_prefix);
    }
    assert!(foreign > 50, "{foreign}");
}
