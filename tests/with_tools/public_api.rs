//! The public interface, all features on, as text.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The types and traits of other crates that the public interface names. Another major version of such a crate is
/// another major version of this one; a feature's name bears the major version of its crate.
const FOREIGN: [&str; 16] = [
    "proptest::arbitrary::traits::Arbitrary",
    "proptest::strategy::traits::BoxedStrategy",
    "schemars::JsonSchema",
    "schemars::generate::SchemaGenerator",
    "schemars::schema::Schema",
    "serde_core::de::Deserialize",
    "serde_core::de::Deserializer",
    "serde_core::ser::Serialize",
    "serde_core::ser::Serializer",
    "serde_json::error::Category",
    "serde_json::error::Error",
    "serde_json::map::Map",
    "serde_json::number::Number",
    "serde_json::value::Value",
    "strum::VariantArray",
    "uuid::Uuid",
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn has_nightly() -> bool {
    let version = Command::new("rustup")
        .args(["run", "nightly", "rustc", "--version"])
        .output();
    version.is_ok_and(|output| output.status.success())
}

/// A line per public item; `None` where there is no nightly toolchain.
fn public_api() -> Option<Vec<String>> {
    if !has_nightly() {
        println!(
            "skipped: no nightly toolchain; install one with `rustup toolchain install nightly`"
        );
        return None;
    }
    let json = rustdoc_json::Builder::default()
        .toolchain("nightly")
        .manifest_path(repository().join("Cargo.toml"))
        .target_dir(repository().join("target/public-api"))
        .all_features(true)
        .quiet(true)
        .build()
        .expect("rustdoc describes the crate");
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .expect("`public-api` knows the form of this nightly toolchain; update one or the other");
    Some(api.items().map(ToString::to_string).collect())
}

#[test]
fn the_public_interface_is_the_one_that_was_reviewed() {
    let Some(items) = public_api() else { return };
    names_no_other_crate_than_those_that_are_promised(&items);
    names_every_type_by_a_public_path(&items);

    let path = repository().join("tests/public-api.txt");
    if env::var_os("UPDATE_PUBLIC_API").is_some() {
        fs::write(&path, items.join("\n") + "\n").unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap();
    let reviewed: BTreeSet<&str> = reviewed.lines().collect();
    let items: BTreeSet<&str> = items.iter().map(String::as_str).collect();
    let added: Vec<_> = items.difference(&reviewed).collect();
    let removed: Vec<_> = reviewed.difference(&items).collect();
    assert!(
        added.is_empty() && removed.is_empty(),
        "the public interface changes:\nadded {added:#?}\nremoved {removed:#?}\n\
         if it should, write the text anew with \
         `UPDATE_PUBLIC_API=1 cargo test -p with-tools --test public_api`",
    );
}

/// The paths in the items, among other words.
fn paths(items: &[String]) -> impl Iterator<Item = &str> {
    let is_of_a_path = |character: char| character.is_alphanumeric() || "_:".contains(character);
    items
        .iter()
        .flat_map(move |item| item.split(move |character| !is_of_a_path(character)))
}

fn names_no_other_crate_than_those_that_are_promised(items: &[String]) {
    // `Errorcore` is how `public-api` prints the bound of `TryInto<.., Error: core::..>`.
    let is_of_another_crate = |path: &&str| {
        let (first, _) = path.split_once("::").unwrap_or_default();
        !matches!(
            first,
            "" | "idcloud_types" | "core" | "alloc" | "std" | "Self" | "Errorcore"
        )
    };
    let is_type = |path: &&str| {
        let (_, last) = path.rsplit_once("::").unwrap_or_default();
        last.starts_with(char::is_uppercase)
    };
    let foreign: BTreeSet<&str> = paths(items)
        .filter(is_of_another_crate)
        .filter(is_type)
        .collect();
    assert_eq!(foreign, BTreeSet::from(FOREIGN));
}

/// A type that its module doesn't export is listed by the path of a private one, and nobody can name it.
fn names_every_type_by_a_public_path(items: &[String]) {
    let modules: BTreeSet<&str> = items
        .iter()
        .filter_map(|item| item.strip_prefix("pub mod "))
        .collect();
    for path in paths(items) {
        let is_type = |(at, _): &(usize, &str)| path[at + 2..].starts_with(char::is_uppercase);
        let module = path
            .match_indices("::")
            .find(is_type)
            .map(|(end, _)| &path[..end]);
        if let Some(module) = module.filter(|module| module.starts_with("idcloud_types")) {
            assert!(modules.contains(module), "{path} is not exported");
        }
    }
}
