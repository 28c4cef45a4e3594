//! An editor that knows the schemas accepts the configurations that the crate reads, and no others.

use crate::validator;
use idcloud_types::get_process::Criteria;
use idcloud_types::webhook::Subscription;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What both make of a configuration in TOML.
fn is_accepted<T: DeserializeOwned + JsonSchema>(text: &str) -> bool {
    let is_read = toml::from_str::<T>(text).is_ok();
    let value: Value = toml::from_str(text).unwrap();
    assert_eq!(validator::<T>().is_valid(&value), is_read, "{text}");
    is_read
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
        assert_eq!(is_accepted::<Subscription>(text), accepted, "{text}");
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
        ("accepts.livenessResult = []", true),
        ("accepts.livenessResult = ['NO']", false),
        (
            "accepts.livenessResult = ['LIVENESS_RESULT_NOT_LIVE']",
            false,
        ),
        ("accepts.deepfakeResult = [' not_live ']", true),
        (
            "accepts.deepfakeResult = 'DEEPFAKE_RESULT_UNSPECIFIED'",
            false,
        ),
        ("accepts.faceMatch = ['0']", false),
        (
            "accepts.livenessResult = 'x, LIVENESS_RESULT_not_live'",
            false,
        ),
        ("accepts.trustResult = ['YES']", false),
        ("accepts.trustResult = ['NO']", true),
        ("accepts.trustResult = ['trust_result_suspicious ']", false),
        ("accepts.trustResult = ['TRUST_RESULT_YES_OR_NO']", true),
        ("accepts.idAgeResult = ['ID_AGE_RESULT_NO']", false),
        ("accepts.idAgeResult = ['ID_AGE_RESULT_YES']", true),
        ("accepts.idAgeResult = ['RESULT_NO']", true),
        ("accepts.deepfakeResult = ['DEEPFAKE_RESULT_NO']", true),
        ("accepts.deepfakeResult = ['TRUST_RESULT_YES']", true),
        (
            "accepts.livenessResult = ['LIVENESS_RESULT_UNSPECIFIED']",
            false,
        ),
        ("accepts.livenessResult = ['']", false),
        ("accepts.livenessResult = 'LIVENESS_RESULT_LIVE'", true),
        ("accepts.serproResult = ['OK']", true),
        ("accepts.' ' = ['OK']", false),
        (
            "requires.adaptiveidtoken = ['livenessResult', 'deepfakeResult']",
            true,
        ),
        ("requires.id = []", false),
        ("requires.id = ['']", false),
        ("requires.id = ['authenticationId']", true),
        ("api_requires = 'unicoId, liveness'", true),
        ("api_requires = []", false),
        ("ignores = ['ocrResult']", true),
        ("ignores = ['']", false),
        ("requires.' ' = ['livenessResult']", false),
        ("requires.api_requires = ['liveness']", false),
        ("accepts.ignores = ['ocrResult']", false),
        ("accepts.' requires' = ['x']", false),
        ("accepts.ignoresResult = ['x']", true),
        ("require.id = ['livenessResult']", false),
        ("requires = ['livenessResult']", false),
    ] {
        assert_eq!(is_accepted::<Criteria>(text), accepted, "{text}");
    }
}
