//! Criteria as configuration: what is refused, with its entry named, and what is written back.

use std::collections::{BTreeMap, BTreeSet};

use idcloud_types::Flow;
use idcloud_types::get_process::web_sdk::{Check, Criteria};
use proptest::prelude::*;
use serde_json::json;

use crate::criteria_table;

#[track_caller]
fn refusal(text: &str) -> String {
    let error = serde_json::from_str::<Criteria>(text).unwrap_err();
    let error = error.to_string();
    // serde_json ends with the position, if it has one
    match error.split_once(" at line ") {
        Some((error, _)) => error.to_owned(),
        None => error,
    }
}

#[expect(clippy::too_many_lines, reason = "a table of every refusal")]
#[test]
fn every_configuration_that_can_not_mean_what_was_written_is_refused_by_name() {
    for (text, message) in [
        // words
        (
            r#"{"accepts":{"livenessResult":[""]}}"#,
            r#"`accepts.livenessResult`: "" is blank; write a name there or remove it"#,
        ),
        (
            r#"{"accepts":{"livenessResult":["LIVENESS_RESULT_LIVE"," \t"]}}"#,
            r#"`accepts.livenessResult`: "" is blank; write a name there or remove it"#,
        ),
        (
            r#"{"accepts":{"idAgeResult":["ID_AGE_RESULT_UNSPECIFIED"]}}"#,
            r#"`accepts.idAgeResult`: "ID_AGE_RESULT_UNSPECIFIED" means that the check did not answer, which is never a yes; remove it"#,
        ),
        (
            r#"{"accepts":{"deepfakeResult":["TRUST_RESULT_UNSPECIFIE"]}}"#,
            r#"`accepts.deepfakeResult`: "TRUST_RESULT_UNSPECIFIE" means that the check did not answer, which is never a yes; remove it"#,
        ),
        (
            r#"{"accepts":{"livenessResult":["Unspecified"]}}"#,
            r#"`accepts.livenessResult`: "Unspecified" means that the check did not answer, which is never a yes; remove it"#,
        ),
        (
            r#"{"accepts":{"authenticationResult":["NEGATIVE"]}}"#,
            r#"`accepts.authenticationResult`: "NEGATIVE" means no, or an alert; remove it"#,
        ),
        // checks
        (
            r#"{"accepts":{" ":["X"]}}"#,
            "`accepts. ` is blank; write a name there or remove it",
        ),
        (
            r#"{"accepts":{"serproResult":["X"]}}"#,
            "`accepts.serproResult` is not a check; name a member of `authenticationInfo` that holds a word",
        ),
        (
            r#"{"accepts":{"scoreEngineResult":[]}}"#,
            "`accepts.scoreEngineResult` is not a check; name a member of `authenticationInfo` that holds a word",
        ),
        (
            r#"{"accepts":{" authenticationId ":[]}}"#,
            "`accepts. authenticationId ` is not a check; name a member of `authenticationInfo` that holds a word",
        ),
        (
            r#"{"requires":{"id":["livenessResult",""]}}"#,
            r#"`requires.id`: "" is blank; write a name there or remove it"#,
        ),
        (
            r#"{"requires":{"id":["authenticationId"]}}"#,
            r#"`requires.id`: "authenticationId" is not a check; name a member of `authenticationInfo` that holds a word"#,
        ),
        // flows
        (
            r#"{"requires":{"":["livenessResult"]}}"#,
            "`requires.` is blank; write a name there or remove it",
        ),
        (
            r#"{"requires":{"id":[]}}"#,
            "`requires.id` names no check; name at least one, because silence is never a yes",
        ),
        // what is written twice
        (
            r#"{"accepts":{"idAgeResult":["A"],"idAgeResult":["B"]}}"#,
            "`accepts.idAgeResult` is repeated; write it once",
        ),
        (
            r#"{"accepts":{"idAgeResult":["A"]," idAgeResult":["B"]}}"#,
            "`accepts. idAgeResult` is repeated; write it once",
        ),
        (
            r#"{"requires":{"id":["livenessResult"],"id ":["livenessResult"]}}"#,
            "`requires.id ` is repeated; write it once",
        ),
        (
            r#"{"accepts":{},"accepts":{}}"#,
            "duplicate field `accepts`",
        ),
        (
            r#"{"requires":{},"requires":{}}"#,
            "duplicate field `requires`",
        ),
        // what is mistyped
        (
            r#"{"accept":{}}"#,
            "unknown field `accept`, expected `accepts` or `requires`",
        ),
        (
            r#"{"results":["ok"]}"#,
            "unknown field `results`, expected `accepts` or `requires`",
        ),
        // what has the wrong type
        (
            "[]",
            "invalid type: sequence, expected the tables `accepts` and `requires`",
        ),
        (
            "null",
            "invalid type: null, expected the tables `accepts` and `requires`",
        ),
        (
            r#"{"accepts":["livenessResult"]}"#,
            "invalid type: sequence, expected the table `accepts`, of lists of strings",
        ),
        (
            r#"{"requires":null}"#,
            "invalid type: null, expected the table `requires`, of lists of strings",
        ),
        (
            r#"{"accepts":{"livenessResult":"LIVENESS_RESULT_LIVE"}}"#,
            "`accepts.livenessResult` is not a list of strings",
        ),
        (
            r#"{"accepts":{"livenessResult":null}}"#,
            "`accepts.livenessResult` is not a list of strings",
        ),
        (
            r#"{"accepts":{"livenessResult":[true]}}"#,
            "`accepts.livenessResult` is not a list of strings",
        ),
        (
            r#"{"requires":{"id":{"livenessResult":true}}}"#,
            "`requires.id` is not a list of strings",
        ),
        (
            r#"{"requires":{"id":["livenessResult",7]}}"#,
            "`requires.id` is not a list of strings",
        ),
        // what is not to reach a terminal as it is
        (
            "{\"accepts\":{\"a\\u001b[31m\":[\"\\u202eB_UNSPECIFIED\"]}}",
            r#"`accepts.a\u{1b}[31m`: "\u{202e}B_UNSPECIFIED" means that the check did not answer, which is never a yes; remove it"#,
        ),
    ] {
        assert_eq!(refusal(text), message, "{text}");
    }
}

#[test]
fn a_refusal_gives_its_table_its_key_and_its_entry() {
    let accept = |check: &str, word| Criteria::default().accept(check, [word]).unwrap_err();
    let require = |flow: &str, checks: &[&'static str]| {
        let checks = checks.iter().copied();
        Criteria::default().require(flow, checks).unwrap_err()
    };
    for (refusal, expected) in [
        (
            accept("livenessResult", "NOT_LIVE"),
            ("accepts", "livenessResult", Some("NOT_LIVE")),
        ),
        (
            accept("serproResult", "X"),
            ("accepts", "serproResult", None),
        ),
        (
            require("id", &["livenessResult", "authenticationId"]),
            ("requires", "id", Some("authenticationId")),
        ),
        (require("idlive", &[]), ("requires", "idlive", None)),
    ] {
        let given = (refusal.table(), refusal.key(), refusal.entry());
        assert_eq!(given, expected);
    }
}

/// The checks and the alerts whose short words are known to mean no. A check that becomes known is none of them: its
/// words may have been configured before.
const CHECKS: [&str; 5] = [
    "livenessResult",
    "authenticationResult",
    "bioTokenEngineResult",
    "smartRevalidationResult",
    "idAgeResult",
];
const ALERTS: [&str; 5] = [
    "identityFraudstersResult",
    "trustResult",
    "faceWithOtherIdResult",
    "riskLevelResult",
    "frictionlessResult",
];

/// The words that are no yes of any check: those for nothing, those that mean no, and how the pages shorten them.
#[test]
fn no_check_accepts_a_word_that_means_no_or_nothing() {
    let mut refused = BTreeSet::new();
    for check in Check::KNOWN
        .iter()
        .cloned()
        .chain(["deepfakeResult".into()])
    {
        let mut words = vec!["NOT_LIVE", "not_live", "UNSPECIFIED", "unspecified"];
        if CHECKS.contains(&check.as_str()) {
            words.extend(["NO", "no", "NEGATIVE", "Negative"]);
            words.extend([
                "LIVENESS_RESULT_NO",
                "BIO_TOKEN_ENGINE_RESULT_NEGATIVE",
                "x_result_no",
            ]);
        } else if ALERTS.contains(&check.as_str()) {
            words.extend(["YES", "yes", "SUSPICIOUS"]);
            words.extend([
                "FRICTIONLESS_RESULT_YES",
                "TRUST_RESULT_SUSPICIOUS",
                "X_RESULT_yes",
            ]);
        }
        // the long forms, of whatever check they are: who writes them where they don't belong has mixed the checks up
        let nothing = criteria_table::known_words;
        let nothing = Check::KNOWN
            .iter()
            .flat_map(|check| nothing(check.as_str()));
        words.extend(nothing.filter(|word| word.ends_with("_UNSPECIFIED")));
        words.extend([
            "LIVENESS_RESULT_NOT_LIVE",
            "AUTHENTICATION_RESULT_NEGATIVE",
            "TRUST_RESULT_YES",
            "trust_result_yes",
        ]);
        for word in words {
            for spelling in [word.to_owned(), format!(" {word}\n")] {
                let error = Criteria::default()
                    .accept(check.clone(), [&spelling])
                    .unwrap_err();
                let entry = format!("`accepts.{check}`: {word:?} means ");
                assert!(error.to_string().starts_with(&entry), "{error}");
            }
            refused.insert(word);
        }
    }
    assert!(refused.len() >= 20, "{refused:?}");
}

#[test]
fn words_that_may_be_a_yes_are_taken() {
    for (check, word) in [
        ("livenessResult", "LIVENESS_RESULT_LIVE"),
        ("livenessResult", "LIVE"),
        ("authenticationResult", "AUTHENTICATION_RESULT_INCONCLUSIVE"),
        ("bioTokenEngineResult", "YES"),
        ("deepfakeResult", "DEEPFAKE_RESULT_NO"),
        // whether these are a yes, an unknown check alone knows
        ("deepfakeResult", "NO"),
        ("deepfakeResult", "NEGATIVE"),
        ("deepfakeResult", "YES"),
        ("deepfakeResult", "SUSPICIOUS"),
        ("deepfakeResult", "DEEPFAKE_RESULT_NEGATIVE"),
        ("deepfakeResult", "DEEPFAKE_RESULT_YES"),
        ("trustResult", "NO"),
        ("trustResult", "TRUST_RESULT_NO"),
        ("idAgeResult", "ID_AGE_RESULT_YES"),
        ("idAgeResult", "RESULT_NO"),
    ] {
        let criteria = Criteria::default().accept(check, [word]).unwrap();
        assert!(criteria.accepts(&check.into(), word), "{check} {word}");
        assert!(!criteria.accepts(&check.into(), "X"), "{check}");
        assert!(criteria.accepted(&check.into()).eq([word]), "{check}");
    }
}

#[test]
fn what_is_built_in_code_is_what_is_read() {
    let built = Criteria::default()
        .accept(Check::BioToken, ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"])
        .unwrap()
        .accept(" deepfakeResult ", [" DEEPFAKE_RESULT_NO "])
        .unwrap()
        .require(
            " adaptiveidtoken ",
            ["livenessResult", " bioTokenEngineResult", "livenessResult"],
        )
        .unwrap();
    let read: Criteria = toml::from_str(
        r#"
        [accepts]
        bioTokenEngineResult = ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"]
        deepfakeResult = ["DEEPFAKE_RESULT_NO"]
        [requires]
        adaptiveidtoken = ["livenessResult", "bioTokenEngineResult"]
        "#,
    )
    .unwrap();
    assert_eq!(built, read);
    assert_eq!(
        built.required(&"adaptiveidtoken".into()),
        Some([Check::Liveness, Check::BioToken].as_slice())
    );
    let written = json!({
        "accepts": {
            "bioTokenEngineResult": ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"],
            "deepfakeResult": ["DEEPFAKE_RESULT_NO"],
        },
        "requires": { "adaptiveidtoken": ["livenessResult", "bioTokenEngineResult"] },
    });
    assert_eq!(serde_json::to_value(&built).unwrap(), written);
    assert_eq!(
        serde_json::to_value(Criteria::default()).unwrap(),
        json!({})
    );
    // what is written for a check or flow replaces what was there
    let replaced = built.clone().accept(Check::BioToken, [""; 0]).unwrap();
    assert!(!replaced.accepts(&Check::BioToken, "BIO_TOKEN_ENGINE_RESULT_POSITIVE"));
    let replaced = built.require("adaptiveidtoken", [Check::Age]).unwrap();
    assert_eq!(
        replaced.required(&"adaptiveidtoken".into()),
        Some([Check::Age].as_slice())
    );
}

#[test]
fn every_name_and_word_that_this_version_does_not_know_is_listed() {
    let criteria: Criteria = serde_json::from_value(json!({
        "accepts": {
            "livenessResult": ["LIVENESS_RESULT_LIVE", "LIVE"],
            // known, and of another check
            "authenticationResult": ["AUTHENTICATION_RESULT_POSITIVE", "LIVENESS_RESULT_LIVE"],
            "LivenessResult": [],
            "deepfakeResult": ["DEEPFAKE_RESULT_NO"],
        },
        "requires": {
            "idtokn": ["livenessResult", "deepfake\u{1b}Result", "livenesResult"],
            "id": ["livenessResult"],
        },
    }))
    .unwrap();
    let unrecognized: Vec<_> = criteria
        .unrecognized()
        .map(|name| (name.table(), name.key(), name.name(), name.suggestion()))
        .collect();
    assert_eq!(
        unrecognized,
        [
            ("accepts", None, "LivenessResult", Some("livenessResult")),
            (
                "accepts",
                Some("authenticationResult"),
                "LIVENESS_RESULT_LIVE",
                None
            ),
            ("accepts", None, "deepfakeResult", None),
            (
                "accepts",
                Some("deepfakeResult"),
                "DEEPFAKE_RESULT_NO",
                None
            ),
            (
                "accepts",
                Some("livenessResult"),
                "LIVE",
                Some("LIVENESS_RESULT_LIVE")
            ),
            ("requires", None, "idtokn", Some("idtoken")),
            ("requires", Some("idtokn"), "deepfake\u{1b}Result", None),
            (
                "requires",
                Some("idtokn"),
                "livenesResult",
                Some("livenessResult")
            ),
        ]
    );
    let lines: Vec<_> = criteria
        .unrecognized()
        .map(|name| name.to_string())
        .collect();
    assert_eq!(
        lines[5..7],
        [
            r#"`requires` names "idtokn", which this version does not know: did you mean `idtoken`?"#,
            r#"`requires.idtokn` names "deepfake\u{1b}Result", which this version does not know: a typo, or a value newer than this version"#,
        ]
    );
    assert_eq!(Criteria::default().unrecognized().count(), 0);
}

/// Any name, word or flow; most of them are known, and many have spaces around.
fn any_name(known: Vec<&'static str>) -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(known).prop_map(str::to_owned),
        1 => "[ A-Za-z_]{0,12}",
        1 => any::<String>(),
    ]
}

fn any_table(
    keys: Vec<&'static str>,
    entries: Vec<&'static str>,
) -> impl Strategy<Value = BTreeMap<String, Vec<String>>> {
    let entries = prop::collection::vec(any_name(entries), 0..4);
    prop::collection::btree_map(any_name(keys), entries, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is read is what is written, in each of the three formats; and what one refuses, every one refuses.
    #[test]
    fn criteria_are_written_back(
        accepts in any_table(
            Check::KNOWN.iter().filter_map(Check::known_str).collect(),
            vec!["LIVENESS_RESULT_LIVE", "AUTHENTICATION_RESULT_INCONCLUSIVE", "DEEPFAKE_RESULT_NO", "yes"],
        ),
        requires in any_table(
            Flow::KNOWN.iter().filter_map(Flow::known_str).collect(),
            Check::KNOWN.iter().filter_map(Check::known_str).collect(),
        ),
    ) {
        let text = json!({ "accepts": accepts, "requires": requires });
        let json = serde_json::from_value::<Criteria>(text.clone());
        let toml_text = toml::to_string(&text).unwrap();
        let yaml_text = serde_yaml_ng::to_string(&text).unwrap();
        let from_toml = toml::from_str::<Criteria>(&toml_text);
        let from_yaml = serde_yaml_ng::from_str::<Criteria>(&yaml_text);
        if let Ok(criteria) = json {
            prop_assert_eq!(from_toml.as_ref(), Ok(&criteria));
            prop_assert_eq!(&from_yaml.unwrap(), &criteria);
            let written = serde_json::to_string(&criteria).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Criteria>(&written).unwrap(), &criteria);
            let written = toml::to_string(&criteria).unwrap();
            prop_assert_eq!(&toml::from_str::<Criteria>(&written).unwrap(), &criteria);
            let written = serde_yaml_ng::to_string(&criteria).unwrap();
            prop_assert_eq!(&serde_yaml_ng::from_str::<Criteria>(&written).unwrap(), &criteria);
        } else {
            prop_assert!(from_toml.is_err());
            prop_assert!(from_yaml.is_err());
        }
    }
}

/// The property above would hold of a reader that refuses everything: this one does not.
#[test]
fn each_format_reads_the_criteria_of_the_docs() {
    let expected = Criteria::default()
        .accept(Check::BioToken, ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"])
        .unwrap()
        .require("idlive", [Check::Liveness, Check::BioToken])
        .unwrap();
    let toml = "[accepts]\nbioTokenEngineResult = [\"BIO_TOKEN_ENGINE_RESULT_POSITIVE\"]\n\
                [requires]\nidlive = [\"livenessResult\", \"bioTokenEngineResult\"]\n";
    let yaml = "accepts:\n  bioTokenEngineResult: [BIO_TOKEN_ENGINE_RESULT_POSITIVE]\n\
                requires:\n  idlive:\n  - livenessResult\n  - bioTokenEngineResult\n";
    let json = r#"{"accepts":{"bioTokenEngineResult":["BIO_TOKEN_ENGINE_RESULT_POSITIVE"]},
                   "requires":{"idlive":["livenessResult","bioTokenEngineResult"]}}"#;
    assert_eq!(toml::from_str::<Criteria>(toml).unwrap(), expected);
    assert_eq!(serde_yaml_ng::from_str::<Criteria>(yaml).unwrap(), expected);
    assert_eq!(serde_json::from_str::<Criteria>(json).unwrap(), expected);
}

#[test]
fn a_configuration_that_is_cut_off_anywhere_is_refused_as_such() {
    let text = r#"{"accepts":{"livenessResult":["yes"]},"requires":{"idlive":["livenessResult"]}}"#;
    for end in 0..text.len() {
        let error = serde_json::from_str::<Criteria>(&text[..end]).unwrap_err();
        assert!(error.is_eof(), "{}: {error}", &text[..end]);
    }
}

/// What the documentation advises against.
#[derive(Debug, serde::Deserialize)]
struct Flattened {
    #[serde(flatten)]
    criteria: Criteria,
}

/// And what is worse.
#[derive(Debug, serde::Deserialize)]
struct FlattenedOption {
    #[serde(flatten)]
    criteria: Option<Criteria>,
}

#[test]
fn a_mistyped_key_fails_where_the_criteria_are_flattened_too() {
    let flattened: Flattened = toml::from_str("[accepts]\nlivenessResult = []").unwrap();
    let expected = Criteria::default().accept(Check::Liveness, [""; 0]);
    assert_eq!(flattened.criteria, expected.unwrap());
    let error = toml::from_str::<Flattened>("[accept]\nlivenessResult = []").unwrap_err();
    assert_eq!(
        error.message(),
        "unknown field `accept`, expected `accepts` or `requires`"
    );
    // Of an `Option`, serde takes every error for nothing.
    let optional: FlattenedOption = toml::from_str("[accept]\nlivenessResult = []").unwrap();
    assert_eq!(optional.criteria, None);
}

#[test]
fn what_is_wrong_is_reported_at_its_place_in_the_file() {
    let text =
        "{\n\"accepts\":{\n\"livenessResult\":[],\n\"idAgeResult\":[\"\"]},\n\"requires\":{}}";
    let error = serde_json::from_str::<Criteria>(text).unwrap_err();
    assert_eq!((error.line(), error.column()), (4, 19), "{error}");

    let text = "[requires]\nid = [\"livenessResult\"]\n\n[accepts]\nidAgeResult = [\"\"]\n";
    let error = toml::from_str::<Criteria>(text).unwrap_err();
    assert_eq!(&text[error.span().unwrap()], "[accepts]", "{error}");
}
