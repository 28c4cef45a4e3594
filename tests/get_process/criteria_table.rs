//! The one table of what counts as a yes: the docs include it, the tests read it, and the code agrees with it.

use std::collections::{BTreeMap, BTreeSet};

use idcloud_types::Flow;
use idcloud_types::get_process::web_sdk::{
    AuthenticationResult, BioTokenEngineResult, Check, Criteria, FrictionlessResult, IdAgeResult,
    LivenessResult, SmartRevalidationResult, TrustResult,
};

const TEXT: &str = include_str!("../../src/get_process/web_sdk/criteria.md");

/// `criteria.md`, read.
pub struct Table {
    /// What each flow requires; `None` where that is not known.
    pub requires: BTreeMap<String, Option<Vec<String>>>,
    pub checks: BTreeMap<String, Words>,
    pub alerts: BTreeSet<String>,
}

pub struct Words {
    pub yes: Vec<String>,
    pub neither: Vec<String>,
    pub no: Vec<String>,
}

/// What a text has in backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The rows of the table with this first column, by cell.
fn rows(first: &str) -> Vec<Vec<&'static str>> {
    let cells = |line: &'static str| -> Vec<&'static str> {
        let line = line.trim_matches('|');
        line.split('|').map(str::trim).collect()
    };
    let rows: Vec<_> = TEXT
        .lines()
        .skip_while(|line| !line.starts_with(&format!("| {first} |")))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(cells)
        .collect();
    assert!(!rows.is_empty(), "no table of {first}");
    rows
}

pub fn read() -> Table {
    let mut table = Table {
        requires: BTreeMap::new(),
        checks: BTreeMap::new(),
        alerts: BTreeSet::new(),
    };
    for row in rows("flow") {
        let [flows, requires, _] = row[..] else {
            panic!("{row:?}");
        };
        let requires = quoted(requires);
        for flow in quoted(flows) {
            let requires = (!requires.is_empty()).then(|| requires.clone());
            assert!(table.requires.insert(flow, requires).is_none(), "{row:?}");
        }
    }
    for row in rows("check") {
        let [checks, yes, neither, no, _] = row[..] else {
            panic!("{row:?}");
        };
        for check in quoted(checks) {
            let words = Words {
                yes: quoted(yes),
                neither: quoted(neither),
                no: quoted(no),
            };
            assert!(table.checks.insert(check, words).is_none(), "{row:?}");
        }
    }
    let (_, alerts) = TEXT.split_once("The alerts are ").unwrap();
    let (alerts, _) = alerts.split_once('.').unwrap();
    table.alerts = quoted(alerts).into_iter().collect();
    table
}

/// The known words of a check, by the vocabulary of its member.
pub fn known_words(check: &str) -> Vec<&'static str> {
    macro_rules! words {
        ($Vocabulary:ident) => {
            $Vocabulary::KNOWN
                .iter()
                .map(|word| word.as_str())
                .collect()
        };
    }
    match check {
        "livenessResult" => words!(LivenessResult),
        "authenticationResult" => words!(AuthenticationResult),
        "bioTokenEngineResult" => words!(BioTokenEngineResult),
        "smartRevalidationResult" => words!(SmartRevalidationResult),
        "idAgeResult" => words!(IdAgeResult),
        "frictionlessResult" => words!(FrictionlessResult),
        _ => words!(TrustResult),
    }
}

#[test]
fn the_flows_of_the_table_are_those_that_this_version_knows() {
    let known: BTreeSet<&str> = Flow::KNOWN.iter().map(Flow::as_str).collect();
    let table = read();
    let named: BTreeSet<&str> = table.requires.keys().map(String::as_str).collect();
    assert_eq!(named, known);
    // and the row of all others, which names none
    let last = rows("flow").pop().unwrap();
    assert_eq!(
        last,
        ["any other, or none", "not known, so never verified", ""]
    );
}

/// The design's sentence on the checks of a flow, as the patterns that it is written in.
#[test]
fn the_table_is_what_was_designed() {
    let designed = |flow: &str| -> Option<&[&str]> {
        let begins = |families: &[&str]| families.iter().any(|family| flow.starts_with(family));
        match flow {
            "idlive" | "idlivetrust" => Some(&["livenessResult"]),
            "idage" => Some(&["livenessResult", "authenticationResult", "idAgeResult"]),
            "idagedocumentless" => Some(&["livenessResult", "idAgeResult"]),
            "idsmart" => Some(&["smartRevalidationResult"]),
            "creditoconsignado" => None,
            _ if begins(&["idtoken"]) => Some(&["livenessResult", "bioTokenEngineResult"]),
            "id" | "idsign" => Some(&["livenessResult", "authenticationResult"]),
            _ if begins(&["idtrust", "idcheck", "iddocs", "idunico"]) => {
                Some(&["livenessResult", "authenticationResult"])
            }
            other => panic!("{other} is not in the design"),
        }
    };
    let table = read();
    for (flow, requires) in &table.requires {
        assert_eq!(
            requires.as_deref(),
            designed(flow)
                .map(|checks| checks.iter().map(ToString::to_string).collect::<Vec<_>>())
                .as_deref(),
            "{flow}"
        );
    }

    let yes: Vec<(&str, &[String])> = table
        .checks
        .iter()
        .map(|(check, words)| (check.as_str(), words.yes.as_slice()))
        .collect();
    let no_alert = ["TRUST_RESULT_INCONCLUSIVE".to_owned()];
    assert_eq!(
        yes,
        [
            (
                "authenticationResult",
                ["AUTHENTICATION_RESULT_POSITIVE".to_owned()].as_slice()
            ),
            ("bioTokenEngineResult", &[]),
            ("faceWithOtherIdResult", &no_alert),
            ("frictionlessResult", &[]),
            ("idAgeResult", &[]),
            ("identityFraudstersResult", &no_alert),
            ("livenessResult", &["LIVENESS_RESULT_LIVE".to_owned()]),
            ("riskLevelResult", &no_alert),
            ("smartRevalidationResult", &[]),
            ("trustResult", &no_alert),
        ]
    );
    let alerts: Vec<&str> = table.alerts.iter().map(String::as_str).collect();
    assert_eq!(
        alerts,
        [
            "faceWithOtherIdResult",
            "frictionlessResult",
            "identityFraudstersResult",
            "riskLevelResult",
            "trustResult",
        ]
    );
}

#[test]
fn the_table_names_every_check_and_every_known_word() {
    let known: BTreeSet<&str> = Check::KNOWN.iter().map(Check::as_str).collect();
    let table = read();
    let named: BTreeSet<&str> = table.checks.keys().map(String::as_str).collect();
    assert_eq!(named, known);
    for (check, words) in &table.checks {
        let named: BTreeSet<&str> = [&words.yes, &words.neither, &words.no]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let mut known: BTreeSet<&str> = known_words(check).into_iter().collect();
        known.retain(|word| !word.ends_with("_UNSPECIFIED"));
        assert_eq!(named, known, "{check}");
    }
}

#[test]
fn every_row_has_a_source() {
    for row in rows("flow") {
        let is_others = row[0].starts_with("any other");
        assert_eq!(row[2].is_empty(), is_others, "{row:?}");
    }
    for row in rows("check") {
        assert!(!row[4].is_empty(), "{row:?}");
    }
}

#[test]
fn the_defaults_of_the_code_are_those_of_the_table() {
    let table = read();
    let criteria = Criteria::default();
    for flow in Flow::KNOWN {
        let required = criteria.required(flow);
        let required =
            required.map(|checks| checks.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(required, table.requires[flow.as_str()], "{flow}");
    }
    for flow in ["", "adaptiveidtoken", "ID", "idlive "] {
        assert_eq!(criteria.required(&flow.into()), None, "{flow:?}");
    }

    let words: BTreeSet<&str> = table
        .checks
        .keys()
        .flat_map(|check| known_words(check))
        .chain(["", "LIVE", "POSITIVE", "YES", "LIVENESS_RESULT_OF_TOMORROW"])
        .collect();
    for check in Check::KNOWN {
        let expected = &table.checks[check.as_str()];
        for word in &words {
            let is_yes = expected.yes.iter().any(|yes| yes == word);
            assert_eq!(criteria.accepts(check, word), is_yes, "{check} {word}");
        }
        assert!(criteria.accepted(check).eq(&expected.yes), "{check}");
        let is_alert = table.alerts.contains(check.as_str());
        assert_eq!(check.is_alert(), is_alert, "{check}");
    }
    assert_eq!(criteria.accepted(&"deepfakeResult".into()).count(), 0);
    for word in words {
        assert!(!criteria.accepts(&"deepfakeResult".into(), word), "{word}");
    }
}
