//! Criteria as configuration: what is refused, with its entry named, and what is written back.

use std::collections::BTreeMap;

use idcloud_types::Flow;
use idcloud_types::get_process::{Check, CheckKind, Contract, Criteria, CriteriaError, Meaning};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::bodies::{API_SCHEMA, WEB_SDK_SCHEMA};

#[track_caller]
fn rejection(text: &str) -> String {
    let error = serde_json::from_str::<Criteria>(text).unwrap_err();
    let error = error.to_string();
    // serde_json ends with the position, if it has one
    match error.split_once(" at line ") {
        Some((error, _)) => error.to_owned(),
        None => error,
    }
}

/// A call by the name of the type finds the same code as a call by the trait.
#[test]
fn criteria_are_checked_however_their_deserialization_is_called() {
    let both =
        json!({ "accepts": { "morphResult": ["MORPH_RESULT_CLEAR"] }, "ignores": ["morphResult"] });
    for table in [both, json!([{}, {}, null, []])] {
        let by_trait = <Criteria as Deserialize>::deserialize(&table).unwrap_err();
        let by_name = Criteria::deserialize(&table).unwrap_err();
        assert_eq!(by_name.to_string(), by_trait.to_string());
    }
}

#[expect(clippy::too_many_lines, reason = "a table of every rejection")]
#[test]
fn every_configuration_that_can_not_mean_what_was_written_is_rejected_by_name() {
    for (text, message) in [
        // values
        (
            r#"{"accepts":{"livenessResult":[""]}}"#,
            "`accepts.livenessResult`: entry 1 is blank; write a name or remove it",
        ),
        (
            r#"{"accepts":{"livenessResult":["LIVENESS_RESULT_LIVE"," \t"]}}"#,
            "`accepts.livenessResult`: entry 2 is blank; write a name or remove it",
        ),
        (
            r#"{"accepts":{"idAgeResult":["ID_AGE_RESULT_UNSPECIFIED"]}}"#,
            r#"`accepts.idAgeResult`: entry 1, "ID_AGE_RESULT_UNSPECIFIED", means that the check has no result, which never passes; remove it"#,
        ),
        (
            r#"{"accepts":{"deepfakeResult":["TRUST_RESULT_UNSPECIFIE"]}}"#,
            r#"`accepts.deepfakeResult`: entry 1, "TRUST_RESULT_UNSPECIFIE", means that the check has no result, which never passes; remove it"#,
        ),
        (
            r#"{"accepts":{"deepfakeResult":["deepfake_result_unspecified"]}}"#,
            r#"`accepts.deepfakeResult`: entry 1, "deepfake_result_unspecified", means that the check has no result, which never passes; remove it"#,
        ),
        (
            r#"{"accepts":{"livenessResult":["Unspecified"]}}"#,
            r#"`accepts.livenessResult`: entry 1, "Unspecified", means that the check has no result, which never passes; remove it"#,
        ),
        (
            r#"{"accepts":{"faceMatch":["0"]}}"#,
            r#"`accepts.faceMatch`: entry 1, "0", means that the check has no result, which never passes; remove it"#,
        ),
        (
            r#"{"accepts":{"authenticationResult":["NEGATIVE"]}}"#,
            r#"`accepts.authenticationResult`: entry 1, "NEGATIVE", means that the check fails; remove it"#,
        ),
        (
            r#"{"accepts":{"unicoId":["inconclusive", "no"]}}"#,
            r#"`accepts.unicoId`: entry 2, "no", means that the check fails; remove it"#,
        ),
        (
            r#"{"accepts":{"liveness":["2"]}}"#,
            r#"`accepts.liveness`: entry 1, "2", means that the check fails; remove it"#,
        ),
        (
            r#"{"accepts":{"trustResult":["yes"]}}"#,
            r#"`accepts.trustResult`: entry 1, "yes", means that the alert is raised; remove it"#,
        ),
        (
            r#"{"accepts":{"trust":["no"]}}"#,
            r#"`accepts.trust`: entry 1, "no", means that the alert is raised; remove it"#,
        ),
        (
            r#"{"accepts":{"idCloud":["High-Risk"]}}"#,
            r#"`accepts.idCloud`: entry 1, "High-Risk", means that the alert is raised; remove it"#,
        ),
        // keys
        (
            r#"{"accepts":{" ":["X"]}}"#,
            "`accepts. ` has a blank key; write a name or remove it",
        ),
        (
            r#"{"requires":{"":["livenessResult"]}}"#,
            "`requires.` has a blank key; write a name or remove it",
        ),
        // what is pasted below a table that it does not belong to
        (
            r#"{"accepts":{"ignores":["ocrResult"]}}"#,
            "`accepts.ignores` is a key of the criteria, not of `accepts`; move it above the tables",
        ),
        (
            r#"{"requires":{"api_requires":["liveness"]}}"#,
            "`requires.api_requires` is a key of the criteria, not of `requires`; move it above the tables",
        ),
        // requirements
        (
            r#"{"requires":{"id":["livenessResult",""]}}"#,
            "`requires.id`: entry 2 is blank; write a name or remove it",
        ),
        (
            r#"{"requires":{"id":[]}}"#,
            "`requires.id` is empty; name at least one check, because an empty requirement would let everything pass",
        ),
        (
            r#"{"requires":{"id":""}}"#,
            "`requires.id`: entry 1 is blank; write a name or remove it",
        ),
        (
            r#"{"api_requires":[]}"#,
            "`api_requires` is empty; name at least one check, because an empty requirement would let everything pass",
        ),
        (
            r#"{"api_requires":["unicoId", " "]}"#,
            "`api_requires`: entry 2 is blank; write a name or remove it",
        ),
        // members that are ignored
        (
            r#"{"ignores":["ocrResult",""]}"#,
            "`ignores`: entry 2 is blank; write a name or remove it",
        ),
        (
            r#"{"ignores":["Result"]}"#,
            r#"`ignores`: entry 1, "Result", would ignore every result; name the object too, as in `documents.result`"#,
        ),
        (
            r#"{"ignores":["results"]}"#,
            r#"`ignores`: entry 1, "results", would ignore every result; name the object too, as in `documents.result`"#,
        ),
        (
            r#"{"ignores":["LivenessResult"]}"#,
            r#"`ignores`: entry 1, "LivenessResult", is the name of a known member; to ignore a member of this name elsewhere, name its object too, as in `person.liveness`"#,
        ),
        (
            r#"{"ignores":["documents"]}"#,
            r#"`ignores`: entry 1, "documents", is the name of a known member; to ignore a member of this name elsewhere, name its object too, as in `person.liveness`"#,
        ),
        (
            r#"{"ignores":["authenticationInfo.livenessresult"]}"#,
            r#"`ignores`: entry 1, "authenticationInfo.livenessresult", is a check in its documented place; remove it"#,
        ),
        (
            r#"{"ignores":["response.unicoId"]}"#,
            r#"`ignores`: entry 1, "response.unicoId", is a check in its documented place; remove it"#,
        ),
        (
            r#"{"ignores":["response .unicoId"]}"#,
            r#"`ignores`: entry 1, "response .unicoId", is a check in its documented place; remove it"#,
        ),
        (
            r#"{"ignores":["unicoId.result"]}"#,
            r#"`ignores`: entry 1, "unicoId.result", is a check in its documented place; remove it"#,
        ),
        (
            r#"{"ignores":["morphResult"],"accepts":{"MorphResult":["X"]}}"#,
            r#"`ignores`: entry 1, "morphResult", is accepted or required too; remove it here or there"#,
        ),
        (
            r#"{"requires":{"id":["morphResult"]},"ignores":["ocrResult", "morphResult"]}"#,
            r#"`ignores`: entry 1, "morphResult", is accepted or required too; remove it here or there"#,
        ),
        (
            r#"{"api_requires":["documents"],"ignores":["documents.result"]}"#,
            r#"`ignores`: entry 1, "documents.result", is accepted or required too; remove it here or there"#,
        ),
        // one string for a list
        (
            r#"{"accepts":{"livenessResult":"[\"LIVENESS_RESULT_LIVE\"]"}}"#,
            r#"`accepts.livenessResult`: entry 1 has brackets or quotes inside its string; write "LIVENESS_RESULT_LIVE""#,
        ),
        (
            r#"{"ignores":"'ocrResult'"}"#,
            r#"`ignores`: entry 1 has brackets or quotes inside its string; write "ocrResult""#,
        ),
        (
            r#"{"requires":{"id":"livenessResult,"}}"#,
            "`requires.id`: entry 2 is blank; write a name or remove it",
        ),
        // what is written twice
        (
            r#"{"accepts":{"idAgeResult":["A"],"idAgeResult":["B"]}}"#,
            "`accepts.idAgeResult` is repeated; write it once",
        ),
        (
            r#"{"accepts":{"idAgeResult":["A"]," IDAGERESULT":["B"]}}"#,
            "`accepts. IDAGERESULT` is repeated; write it once",
        ),
        (
            r#"{"accepts":{"deepfakeResult":["A"],"DeepFakeResult":["B"]}}"#,
            "`accepts.DeepFakeResult` is repeated; write it once",
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
            r#"{"ignores":[],"ignores":[]}"#,
            "duplicate field `ignores`",
        ),
        // what is mistyped
        (
            r#"{"accept":{}}"#,
            "unknown field `accept`, expected one of `accepts`, `requires`, `api_requires`, `ignores`",
        ),
        (
            r#"{"results":["ok"]}"#,
            "unknown field `results`, expected one of `accepts`, `requires`, `api_requires`, `ignores`",
        ),
        // what has the wrong type
        (
            "[]",
            "invalid type: sequence, expected the criteria, as a table",
        ),
        (
            "null",
            "invalid type: null, expected the criteria, as a table",
        ),
        (
            r#"{"accepts":["livenessResult"]}"#,
            "invalid type: sequence, expected the table `accepts`, of lists of names",
        ),
        (
            r#"{"requires":null}"#,
            "invalid type: null, expected the table `requires`, of lists of names",
        ),
        (
            r#"{"accepts":{"livenessResult":null}}"#,
            "invalid type: null, expected a list of strings",
        ),
        (
            r#"{"accepts":{"livenessResult":[true]}}"#,
            "invalid type: boolean `true`, expected a string",
        ),
        (
            r#"{"accepts":{"liveness":[1]}}"#,
            "invalid type: integer `1`, expected a string",
        ),
        (
            r#"{"requires":{"id":{"livenessResult":true}}}"#,
            "invalid type: map, expected a list of strings",
        ),
        (
            r#"{"api_requires":true}"#,
            "invalid type: boolean `true`, expected a list of strings",
        ),
        // what is not to reach a terminal as it is
        (
            "{\"accepts\":{\"a\\u001b[31m\":[\"\\u202eB_UNSPECIFIED\", \"UNSPECIFIED\"]}}",
            r#"`accepts.a\u{1b}[31m`: entry 2, "UNSPECIFIED", means that the check has no result, which never passes; remove it"#,
        ),
    ] {
        assert_eq!(rejection(text), message, "{text}");
    }
}

#[test]
fn an_error_gives_its_table_its_key_and_its_entry() {
    type Given<'a> = (&'a str, Option<&'a str>, Option<usize>);

    let criteria = Criteria::default;
    let cases: [(Result<Criteria, CriteriaError>, Given<'_>); 7] = [
        (
            criteria().accept("livenessResult", ["LIVE", "NOT_LIVE"]),
            ("accepts", Some("livenessResult"), Some(2)),
        ),
        (criteria().accept(" ", ["X"]), ("accepts", Some(" "), None)),
        (
            criteria().require("id", ["livenessResult", " "]),
            ("requires", Some("id"), Some(2)),
        ),
        (
            criteria().require("idlive", [""; 0]),
            ("requires", Some("idlive"), None),
        ),
        (
            criteria().require_api([""; 0]),
            ("api_requires", None, None),
        ),
        (
            criteria().require_api([""]),
            ("api_requires", None, Some(1)),
        ),
        (
            criteria().ignore(["ocrResult", "result"]),
            ("ignores", None, Some(2)),
        ),
    ];
    for (result, expected) in cases {
        let error = result.unwrap_err();
        assert_eq!(
            (error.table(), error.key(), error.entry()),
            expected,
            "{error}"
        );
    }
}

#[test]
fn a_key_that_is_not_a_string_is_rejected() {
    let yaml = "accepts:\n  [livenessResult]: [LIVENESS_RESULT_LIVE]\n";
    let error = serde_yaml_ng::from_str::<Criteria>(yaml).unwrap_err();
    let error = error.to_string();
    assert!(error.contains("expected a key"), "{error}");
}

/// The schemas name every known member, because they are generated from the code.
#[test]
fn no_known_member_is_ignored() {
    fn assert_known(schema: &Value) {
        let members = schema["properties"].as_object().into_iter().flatten();
        for (name, _) in members {
            let ignored = Criteria::default().ignore([name]);
            assert!(ignored.is_err(), "{name}");
        }
        let definitions = schema["$defs"].as_object().into_iter().flatten();
        definitions.for_each(|(_, definition)| assert_known(definition));
    }
    for schema in [WEB_SDK_SCHEMA, API_SCHEMA] {
        assert_known(&serde_json::from_str(schema).unwrap());
    }
}

/// The order of the calls does not matter.
#[test]
fn nothing_is_ignored_that_is_accepted_or_required_too() {
    let ignoring = || Criteria::default().ignore(["morphResult"]).unwrap();
    assert!(ignoring().accept("MORPHRESULT", ["X"]).is_err());
    assert!(ignoring().require("id", ["morphResult"]).is_err());
    assert!(ignoring().require_api(["morphResult"]).is_err());
    let accepting = Criteria::default().accept("morphResult", ["X"]).unwrap();
    assert_eq!(
        accepting.ignore(["morphResult"]).unwrap_err().to_string(),
        "`ignores`: entry 1, \"morphResult\", is accepted or required too; remove it here or there",
    );
}

#[test]
fn no_check_accepts_a_value_that_fails_or_raises_its_alert_or_means_that_there_is_no_result() {
    let mut rejected = 0;
    for check in Check::KNOWN {
        let bad = check
            .values()
            .iter()
            .filter(|(_, meaning)| matches!(meaning, Meaning::Fails | Meaning::Alert));
        let mut values: Vec<String> = bad.map(|(value, _)| (*value).to_owned()).collect();
        values.extend([
            "UNSPECIFIED".to_owned(),
            "TRUST_RESULT_UNSPECIFIE".to_owned(),
        ]);
        if check.contract() == Some(Contract::WebSdk) && *check != Check::FrictionlessResult {
            let short: &[&str] = match check.kind() {
                Some(CheckKind::Alert) => &["YES", "SUSPICIOUS", "X_RESULT_YES"],
                _ => &["NO", "NEGATIVE", "NOT_LIVE", "X_RESULT_NO"],
            };
            values.extend(short.iter().map(|value| (*value).to_owned()));
        }
        for value in values {
            for spelling in [
                value.clone(),
                value.to_lowercase(),
                value.to_uppercase(),
                format!(" {value}\n"),
            ] {
                let accepted = Criteria::default().accept(check, [&spelling]);
                // `no` of the device is no failure, and `trust` has a meaning for neither
                assert!(accepted.is_err(), "{check} {spelling:?}");
                rejected += 1;
            }
        }
    }
    assert!(rejected > 200, "{rejected}");
}

#[test]
fn values_that_may_pass_are_taken() {
    for (check, value) in [
        ("livenessResult", "LIVENESS_RESULT_LIVE"),
        ("livenessResult", "LIVE"),
        ("authenticationResult", "AUTHENTICATION_RESULT_INCONCLUSIVE"),
        ("bioTokenEngineResult", "YES"),
        ("deepfakeResult", "DEEPFAKE_RESULT_NO"),
        // no version documents whether these pass an unknown check
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
        let criteria = Criteria::default().accept(check, [value]).unwrap();
        assert!(criteria.accepts(&check.into(), value), "{check} {value}");
        assert!(!criteria.accepts(&check.into(), "X"), "{check}");
        assert!(criteria.accepted(&check.into()).eq([value]), "{check}");
    }
}

#[test]
fn what_is_built_in_code_is_what_is_read() {
    let built = Criteria::default()
        .accept(
            Check::BioTokenEngineResult,
            ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"],
        )
        .unwrap()
        .accept(" deepfakeResult ", [" DEEPFAKE_RESULT_NO "])
        .unwrap()
        .require(
            " adaptiveidtoken ",
            ["livenessResult", " bioTokenEngineResult"],
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
        Some([Check::LivenessResult, Check::BioTokenEngineResult].as_slice())
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
    let replaced = built
        .clone()
        .accept(Check::BioTokenEngineResult, [""; 0])
        .unwrap();
    assert!(!replaced.accepts(
        &Check::BioTokenEngineResult,
        "BIO_TOKEN_ENGINE_RESULT_POSITIVE"
    ));
    let replaced = built
        .require("adaptiveidtoken", [Check::IdAgeResult])
        .unwrap();
    assert_eq!(
        replaced.required(&"adaptiveidtoken".into()),
        Some([Check::IdAgeResult].as_slice())
    );
}

/// Every kind of warning, and its message. Nothing warns about a default.
#[expect(clippy::too_many_lines, reason = "a table of every warning")]
#[test]
fn what_is_allowed_and_looks_wrong_is_listed() {
    assert_eq!(Criteria::default().warnings(), []);
    for (text, lines) in [
        // an unknown name, with what was meant
        (
            r#"{"requires":{"idtokn":["livenessResult"]}}"#,
            &["`requires.idtokn`: this version does not know the flow; did you mean `idtoken`?"]
                as &[&str],
        ),
        (
            r#"{"requires":{"flow\u001boftomorrow":["livenessResult"]}}"#,
            &["`requires.flow\\u{1b}oftomorrow`: this version does not know the flow"],
        ),
        (
            r#"{"requires":{"flowoftomorrow":["livenesResult","deepfakeResult"]}}"#,
            &[
                "`requires.flowoftomorrow`: this version does not know the flow",
                "`requires.flowoftomorrow`: this version does not know the check \"livenesResult\"; did you mean `livenessResult`?",
                "`requires.flowoftomorrow`: no value of `livenesResult` passes; list one in `accepts.livenesResult`",
                "`requires.flowoftomorrow`: this version does not know the check \"deepfakeResult\"",
                "`requires.flowoftomorrow`: no value of `deepfakeResult` passes; list one in `accepts.deepfakeResult`",
            ],
        ),
        (
            r#"{"accepts":{"deepfakeResult":["DEEPFAKE_RESULT_NO"]}}"#,
            &["`accepts`: this version does not know the check \"deepfakeResult\""],
        ),
        (
            r#"{"api_requires":["unicold"]}"#,
            &[
                "`api_requires`: this version does not know the check \"unicold\"; did you mean `unicoId`?",
                "`api_requires`: no value of `unicold` passes; list one in `accepts.unicold`",
            ],
        ),
        // an unknown value
        (
            r#"{"accepts":{"livenessResult":["LIVE","LIVENESS_RESULT_LIVE"]}}"#,
            &["`accepts.livenessResult`: this version does not know the value \"LIVE\""],
        ),
        (
            r#"{"accepts":{"authenticationResult":["LIVENESS_RESULT_LIVE"]}}"#,
            &[
                "`accepts.authenticationResult` leaves out `AUTHENTICATION_RESULT_POSITIVE`, which is documented to pass",
                "`accepts.authenticationResult`: this version does not know the value \"LIVENESS_RESULT_LIVE\"",
            ],
        ),
        (
            r#"{"accepts":{"livenessResult":["LIVENESS_RESULT_LIVED","LIVENESS_RESULT_LIVE"]}}"#,
            &[
                "`accepts.livenessResult`: this version does not know the value \"LIVENESS_RESULT_LIVED\"; did you mean `LIVENESS_RESULT_LIVE`?",
            ],
        ),
        (
            r#"{"accepts":{"livenessResult":["LIVENESS_RESULT_LIVE","LIVENESS_RESULT_NOTLIVE"]}}"#,
            &[
                "`accepts.livenessResult`: this version does not know the value \"LIVENESS_RESULT_NOTLIVE\"; it is nearly `LIVENESS_RESULT_NOT_LIVE`, which never passes",
            ],
        ),
        // an inconclusive one
        (
            r#"{"accepts":{"authenticationResult":["AUTHENTICATION_RESULT_INCONCLUSIVE"]}}"#,
            &[
                "`accepts.authenticationResult` leaves out `AUTHENTICATION_RESULT_POSITIVE`, which is documented to pass",
                "`accepts.authenticationResult`: \"AUTHENTICATION_RESULT_INCONCLUSIVE\" is documented as inconclusive",
            ],
        ),
        (
            r#"{"accepts":{"idFace":["FOUND"]}}"#,
            &["`accepts.idFace`: \"FOUND\" is documented as inconclusive"],
        ),
        // an empty list
        (
            r#"{"accepts":{"livenessResult":[]}}"#,
            &["`accepts.livenessResult`: the list is empty, so the check never passes"],
        ),
        // less than is documented
        (
            r#"{"requires":{"id":["livenessResult","identityFraudstersResult"]}}"#,
            &["`requires.id` leaves out `authenticationResult`, documented for the flow"],
        ),
        (
            r#"{"requires":{"idage":["livenessResult"]}}"#,
            &[
                "`requires.idage` leaves out `authenticationResult` and `idAgeResult`, documented for the flow",
            ],
        ),
        // no value passes
        (
            r#"{"requires":{"idtoken":["livenessResult","bioTokenEngineResult"]}}"#,
            &[
                "`requires.idtoken`: no value of `bioTokenEngineResult` passes; list one in `accepts.bioTokenEngineResult`",
            ],
        ),
        (
            r#"{"api_requires":["unicoId","idFace"]}"#,
            &["`api_requires`: no value of `idFace` passes; list one in `accepts.idFace`"],
        ),
        // the other contract
        (
            r#"{"requires":{"idlive":["livenessResult","liveness"]}}"#,
            &[
                "`requires.idlive`: `liveness` is a check of the other contract, so it has no result here; did you mean `livenessResult`?",
            ],
        ),
        (
            r#"{"api_requires":["authenticationResult"]}"#,
            &[
                "`api_requires`: `authenticationResult` is a check of the other contract, so it has no result here",
            ],
        ),
        (
            r#"{"api_requires":["livenessResult"]}"#,
            &[
                "`api_requires`: `livenessResult` is a check of the other contract, so it has no result here; did you mean `liveness`?",
            ],
        ),
        // what is no name
        (
            r#"{"ignores":["ocrResult;previousResult"," person . liveness "]}"#,
            &[
                "`ignores`: \"ocrResult;previousResult\" does not look like a name; write one name, or an object and a name",
            ],
        ),
        (
            r#"{"ignores":["ocrResult."]}"#,
            &[
                "`ignores`: \"ocrResult.\" does not look like a name; write one name, or an object and a name",
            ],
        ),
        (
            r#"{"accepts":{"videoCheck.result":["yes"]}}"#,
            &[
                "`accepts`: \"videoCheck.result\" does not look like a name; write the name of the check alone",
            ],
        ),
        (
            r#"{"ignores":["process.authenticationInfo.deepfakeResult","authenticationInfo.deepfakeResult"]}"#,
            &[
                "`ignores`: \"process.authenticationInfo.deepfakeResult\" does not look like a name; write one name, or an object and a name",
            ],
        ),
        // alerts alone
        (
            r#"{"requires":{"idface":["trustResult"]},"api_requires":["identityFraudsters","trust"]}"#,
            &[
                "`requires.idface` requires only alerts, which do not verify a person",
                "`api_requires` requires only alerts, which do not verify a person",
            ],
        ),
        // nearly a check
        (
            r#"{"ignores":["livenessResultV2","identityFraudsters_3"]}"#,
            &[
                "`ignores`: \"identityFraudsters_3\" is nearly the name of a check; did you mean `identityFraudsters`?",
                "`ignores`: \"livenessResultV2\" is nearly the name of a check; did you mean `livenessResult`?",
            ],
        ),
        (
            r#"{"ignores":["livenesResult","ocrResult"]}"#,
            &[
                "`ignores`: \"livenesResult\" is nearly the name of a check; did you mean `livenessResult`?",
            ],
        ),
        // nothing
        (
            r#"{"accepts":{"bioTokenEngineResult":"BIO_TOKEN_ENGINE_RESULT_YES"}}"#,
            &[
                "`accepts.bioTokenEngineResult`: this version does not know the value \"BIO_TOKEN_ENGINE_RESULT_YES\"",
            ],
        ),
        (
            r#"{"api_requires":["liveness"],"ignores":["ocrResult"]}"#,
            &[],
        ),
    ] {
        let criteria: Criteria = serde_json::from_str(text).unwrap();
        let warnings = criteria.warnings();
        let written: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(written, lines, "{text}");
        for (warning, line) in warnings.iter().zip(written) {
            let suggestion = warning.suggestion();
            let has_one = ["; did you mean `", "; it is nearly `"];
            assert_eq!(
                suggestion.is_some(),
                has_one.iter().any(|text| line.contains(text)),
                "{line}"
            );
            assert!(suggestion.is_none_or(|known| line.contains(&format!("`{known}`"))));
        }
    }
}

/// Any name, value or flow; most of them are known, and many have spaces around.
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
        .accept(
            Check::BioTokenEngineResult,
            ["BIO_TOKEN_ENGINE_RESULT_POSITIVE"],
        )
        .unwrap()
        .require(
            "idlive",
            [Check::LivenessResult, Check::BioTokenEngineResult],
        )
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
fn a_configuration_that_is_cut_off_anywhere_is_rejected_as_such() {
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
    let expected = Criteria::default().accept(Check::LivenessResult, [""; 0]);
    assert_eq!(flattened.criteria, expected.unwrap());
    let error = toml::from_str::<Flattened>("[accept]\nlivenessResult = []").unwrap_err();
    assert_eq!(
        error.message(),
        "unknown field `accept`, expected one of `accepts`, `requires`, `api_requires`, `ignores`"
    );
    // serde turns every error in a flattened `Option` into `None`.
    let optional: FlattenedOption = toml::from_str("[accept]\nlivenessResult = []").unwrap();
    assert_eq!(optional.criteria, None);
}

#[test]
fn what_is_wrong_is_reported_at_its_place_in_the_file() {
    let text =
        "{\n\"accepts\":{\n\"livenessResult\":[],\n\"idAgeResult\":[\"\"]},\n\"requires\":{}}";
    let error = serde_json::from_str::<Criteria>(text).unwrap_err();
    assert_eq!((error.line(), error.column()), (4, 18), "{error}");

    let repeated = r#"{"accepts": {"a": ["x"], "A ": ["x"]}}"#;
    let error = serde_json::from_str::<Criteria>(repeated).unwrap_err();
    assert_eq!((error.line(), error.column()), (1, 29), "{error}");

    for (text, at, error) in [
        (
            "[requires]\nid = ['livenessResult']\n\n[accepts]\nidAgeResult = ['']",
            "['']",
            "`accepts.idAgeResult`: entry 1 is blank; write a name or remove it",
        ),
        (
            "[accepts]\nidAgeResult = 'x,'",
            "'x,'",
            "`accepts.idAgeResult`: entry 2 is blank; write a name or remove it",
        ),
        (
            "[accepts]\n' ' = []",
            "' '",
            "`accepts. ` has a blank key; write a name or remove it",
        ),
        (
            "[accepts]\nidAgeResult = ['x']\n' idageresult ' = ['x']",
            "idAgeResult",
            "`accepts.idAgeResult` is repeated; write it once",
        ),
        (
            "[requires]\nid = []",
            "[]",
            "`requires.id` is empty; name at least one check, because an empty requirement would let everything pass",
        ),
        (
            "api_requires = ''",
            "''",
            "`api_requires`: entry 1 is blank; write a name or remove it",
        ),
        (
            "ignores = [' ']",
            "[' ']",
            "`ignores`: entry 1 is blank; write a name or remove it",
        ),
        (
            "[accepts]\nidAgeResult = 7",
            "7",
            "invalid type: integer `7`, expected a list of strings",
        ),
        (
            "[accepts]\nidAgeResult = ['x', 7]",
            "7",
            "invalid type: integer `7`, expected a string",
        ),
    ] {
        let found = toml::from_str::<Criteria>(text).unwrap_err();
        assert_eq!((found.message(), &text[found.span().unwrap()]), (error, at));
    }
}
