//! The documented bodies, the seeds and what is near them, as an ordinary test.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use idcloud_types::testing::{api, web_sdk, webhook};
use idcloud_types::webhook::{Payload, PayloadError};

use crate::violations;

type Property = fn(&[u8]);

fn files(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn corpus(seeds: &str) -> Vec<Vec<u8>> {
    let mut corpus = files("../../examples/payloads");
    corpus.extend(files(&format!("seeds/{seeds}")));
    let texts = [
        webhook::NULLS,
        webhook::EMPTY_STRINGS,
        api::INCONCLUSIVE,
        api::DIVERGENCE,
        api::NOT_LIVE,
    ];
    corpus.extend(texts.map(|text| text.as_bytes().to_vec()));
    let malformed = [webhook::MALFORMED, web_sdk::MALFORMED, api::MALFORMED];
    corpus.extend(
        malformed
            .into_iter()
            .flatten()
            .map(|(_, body)| body.to_vec()),
    );
    corpus.extend(
        web_sdk::ERRORS
            .iter()
            .chain(api::ERRORS)
            .map(|(_, body)| body.as_bytes().to_vec()),
    );
    corpus
}

/// Tries each body, cut anywhere, and with a byte taken out, doubled or replaced anywhere.
fn holds(property: Property, seeds: &str) {
    for body in corpus(seeds) {
        property(&body);
        let step = 1 + body.len() / 256;
        for at in (0..body.len()).step_by(step) {
            property(&body[..at]);
            property(&body[at..]);
            let mut changed = body.clone();
            changed.insert(at, body[at]);
            property(&changed);
            for byte in *b"\"\\{}:,0-n \0\xff" {
                changed.clone_from(&body);
                changed[at] = byte;
                property(&changed);
            }
            changed.remove(at);
            property(&changed);
        }
    }
}

#[test]
fn the_fast_path_agrees_with_the_reader() {
    holds(crate::fast_path, "bodies");
}

#[test]
fn what_is_read_is_written_back() {
    holds(crate::round_trip, "bodies");
    holds(crate::round_trip, "round_trip");
}

#[test]
fn the_rules_are_those_of_the_oracle() {
    holds(crate::rules, "bodies");
}

/// So that the oracle is tried with each rule, also one that is added later.
#[test]
fn a_body_of_the_corpus_breaks_each_documented_rule() {
    // Reading never puts a member where it breaks this one.
    let documented = violations::documented().filter(|rule| *rule != "MisplacedMember");

    let mut broken = BTreeSet::new();
    for body in corpus("bodies") {
        if let Err(PayloadError::Invalid(invalid)) = Payload::from_slice(&body) {
            broken.extend(invalid.violations().iter().copied().map(violations::rule));
        }
    }
    assert_eq!(broken, documented.map(str::to_owned).collect());
}

#[test]
fn what_is_verified_is_a_yes_in_the_json_itself() {
    holds(crate::get_process, "bodies");
}

#[test]
fn each_body_is_read_as_by_the_reference() {
    holds(crate::lenient, "bodies");
}

#[test]
fn no_secret_is_shown_wherever_it_is_planted() {
    for body in corpus("bodies") {
        crate::privacy(&body);
        for place in (0..=body.len()).step_by(1 + body.len() / 128) {
            crate::privacy::plant_each(&body, place);
        }
    }
}

#[test]
fn configuration_is_written_and_read_again_and_lets_nothing_pass_that_fails() {
    holds(crate::configuration, "configuration");
}
