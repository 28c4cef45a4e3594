//! An editor that knows the schemas accepts every configuration that the crate reads, and no others but for values of a
//! check that mean a failure or an alert and are not documented: those the crate alone rejects.

use crate::validator;
use idcloud_types::get_process::Criteria;
use idcloud_types::webhook::Subscription;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Whether the validator and the crate accept a configuration in TOML.
fn accept<T: DeserializeOwned + JsonSchema>(text: &str) -> [bool; 2] {
    let value: Value = toml::from_str(text).unwrap();
    [
        validator::<T>().is_valid(&value),
        toml::from_str::<T>(text).is_ok(),
    ]
}

#[test]
fn the_two_agree_on_subscriptions() {
    for (text, accepted) in [
        ("", true),
        ("results = 'all'", true),
        ("results = ' ALL '", true),
        ("results = 'ok, expired'", true),
        ("results = 'ok,,expired'", false),
        ("results = 'ok, all'", false),
        ("results = ' '", false),
        ("results = ['ok', 'code_of_tomorrow', 'allow']", true),
        ("results = []", true),
        ("results = ['ok', 'All']", false),
        ("results = ['']", false),
        ("results = [1]", false),
        ("results = true", false),
        ("states = { only = ['PROCESS_STATE_FINISHED'] }", true),
        ("flows = { except = 'id, idlive' }", true),
        (
            "last_events = { except = ['EVENT_TYPE_PROCESS_CREATED', ' '] }",
            false,
        ),
        ("flows = { only = ['id'], except = ['id'] }", false),
        ("flows = { but = ['id'] }", false),
        ("flows = {}", false),
        ("result = ['ok']", false),
    ] {
        assert_eq!(accept::<Subscription>(text), [accepted; 2], "{text}");
    }
}

#[test]
fn the_two_agree_on_criteria() {
    for (text, accepted) in [
        ("", true),
        (
            "accepts.bioTokenEngineResult = ['BIO_TOKEN_ENGINE_RESULT_POSITIVE']",
            true,
        ),
        ("accepts.deepfakeResult = ['NO']", true),
        ("accepts.deepfakeResult = ['DEEPFAKE_RESULT_NO']", true),
        ("accepts.deepfakeResult = ['TRUST_RESULT_YES']", true),
        ("accepts.livenessResult = []", true),
        ("accepts.livenessResult = 'LIVENESS_RESULT_LIVE'", true),
        (
            "accepts.livenessResult = ['LIVENESS_RESULT_NOT_LIVE']",
            false,
        ),
        ("accepts.livenessResult = ['']", false),
        ("accepts.trustResult = ['NO']", true),
        ("accepts.trustResult = ['TRUST_RESULT_YES_OR_NO']", true),
        ("accepts.idAgeResult = ['ID_AGE_RESULT_YES']", true),
        ("accepts.idAgeResult = ['RESULT_NO']", true),
        ("accepts.serproResult = ['OK']", true),
        ("accepts.' ' = ['OK']", false),
        (
            "requires.adaptiveidtoken = ['livenessResult', 'deepfakeResult']",
            true,
        ),
        ("requires.id = ['authenticationId']", true),
        ("requires.id = []", false),
        ("requires.id = ['']", false),
        ("requires.' ' = ['livenessResult']", false),
        ("require.id = ['livenessResult']", false),
        ("requires = ['livenessResult']", false),
        ("api_requires = ['liveness']", true),
        ("api_requires = []", false),
        ("ignores = ['ocrResult']", true),
        ("ignores = ['']", false),
    ] {
        assert_eq!(accept::<Criteria>(text), [accepted; 2], "{text}");
    }
}

#[test]
fn the_crate_alone_rejects_what_a_value_means_in_another_form() {
    for text in [
        "accepts.livenessResult = ['NO']",
        "accepts.livenessResult = ['LIVENESS_RESULT_UNSPECIFIED']",
        "accepts.trustResult = ['YES']",
        "accepts.trustResult = ['trust_result_suspicious ']",
        "accepts.idAgeResult = ['ID_AGE_RESULT_NO']",
        "ignores = ['livenessResult']",
    ] {
        assert_eq!(accept::<Criteria>(text), [true, false], "{text}");
    }
}
