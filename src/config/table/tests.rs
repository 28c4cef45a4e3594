use alloc::string::ToString;
use alloc::vec;

use super::*;
use crate::config::read_from_table;

/// What the test's names do not allow.
fn rule(name: &str) -> Result<String, &'static str> {
    match name {
        "bad" => Err("is bad; write `good`"),
        name => Ok(name.to_lowercase()),
    }
}

/// A table whose keys are compared in lower case.
struct Accepts;

impl Table for Accepts {
    const NAME: &'static str = "accepts";
    type Key = String;
    type Entry = String;
    type Rule = &'static str;

    fn key(key: &str) -> Result<String, &'static str> {
        rule(key)
    }

    fn entry(key: &String, entry: &str) -> Result<String, &'static str> {
        if key == entry {
            return Err("is its own key; remove it");
        }
        rule(entry)
    }

    fn list(_: &String, entries: &[String]) -> Result<(), &'static str> {
        match entries {
            [] => Err("is empty; write a name"),
            _ => Ok(()),
        }
    }
}

#[derive(Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(default, deny_unknown_fields, remote = "Self")]
struct Config {
    #[serde(deserialize_with = "read_table::<Accepts, _>")]
    accepts: Lists<Accepts>,
}

read_from_table!(Config, "a configuration");

#[test]
fn a_table_is_read_and_written_by_the_derived_code() {
    let config: Config = toml::from_str("accepts = { A = ['x', ' y'], b = 'x, y' }").unwrap();
    let entries = vec!["x".to_string(), "y".to_string()];
    assert_eq!(config.accepts["a"], entries);
    assert_eq!(config.accepts["b"], entries);
    let json = serde_json::to_string(&config).unwrap();
    assert_eq!(json, r#"{"accepts":{"a":["x","y"],"b":["x","y"]}}"#);
    assert_eq!(serde_json::from_str::<Config>(&json).unwrap(), config);
    assert_eq!(toml::from_str::<Config>("").unwrap(), Config::default());
}

#[test]
fn an_error_of_a_table_is_at_its_place() {
    for (toml, at, error) in [
        (
            "a = ['x']\nA = ['x']",
            "a",
            "`accepts.a` is repeated; write it once",
        ),
        (
            "a = ['x']\n' a ' = ['x']",
            "a",
            "`accepts.a` is repeated; write it once",
        ),
        (
            "' ' = []",
            "' '",
            "`accepts. ` has a blank key; write a name or remove it",
        ),
        ("bad = []", "bad", "`accepts.bad` is bad; write `good`"),
        ("a = []", "[]", "`accepts.a` is empty; write a name"),
        (
            "a = ['x', 'A', 'a']",
            "['x', 'A', 'a']",
            "`accepts.a`: entry 3, \"a\", is its own key; remove it",
        ),
        (
            "a = 'x,'",
            "'x,'",
            "`accepts.a`: entry 2 is blank; write a name or remove it",
        ),
        (
            "a = 7",
            "7",
            "invalid type: integer `7`, expected a list of names",
        ),
        (
            "a = ['x', 7]",
            "7",
            "invalid type: integer `7`, expected a string",
        ),
    ] {
        let toml = alloc::format!("[accepts]\n{toml}\n");
        let found = toml::from_str::<Config>(&toml).unwrap_err();
        assert_eq!((found.message(), &toml[found.span().unwrap()]), (error, at));
    }
    let json = r#"{"accepts": {"a": ["x"], "a": ["x"]}}"#;
    let error = serde_json::from_str::<Config>(json).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`accepts.a` is repeated; write it once at line 1 column 28"
    );
}

#[test]
fn a_configuration_is_read_from_a_table_alone() {
    #[derive(Debug, serde::Deserialize)]
    struct Flattened {
        #[serde(flatten)]
        _config: Config,
    }

    let error = serde_json::from_str::<Config>("[{}]").unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: sequence, expected a configuration at line 1 column 1"
    );
    let error = toml::from_str::<Flattened>("accept = 7").unwrap_err();
    assert_eq!(
        error.message(),
        "unknown field `accept`, expected `accepts`"
    );
}
