//! Every promise is held by a test that is there.

const TABLE: &str = include_str!("../README.md");

/// The rows of the tables of promises: the promise, and what holds it.
fn rows() -> Vec<(&'static str, &'static str)> {
    let (promises, _) = TABLE.split_once("## Commands").unwrap();
    let rows = promises.lines().filter_map(|line| {
        let (promise, holds) = line.strip_prefix("| ")?.split_once(" | ")?;
        Some((promise, holds.strip_suffix(" |")?))
    });
    let is_row = |(promise, _): &(&str, &str)| !["promise", "---"].contains(promise);
    rows.filter(is_row).collect()
}

#[test]
fn every_test_that_holds_a_promise_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = 0;
    for (promise, holds) in rows() {
        for part in holds.split("; ") {
            let mut names = part.split('`').skip(1).step_by(2);
            let Some(path) = names.next() else { continue };
            if std::path::Path::new(path)
                .extension()
                .is_none_or(|extension| extension != "rs")
            {
                assert!(
                    ["", "tests"]
                        .iter()
                        .any(|folder| root.join(folder).join(path).exists()),
                    "{path}"
                );
                continue;
            }
            let file = std::fs::read_to_string(root.join("tests").join(path));
            let file = file.unwrap_or_else(|error| panic!("{path}: {error}"));
            for name in names {
                assert!(
                    file.contains(&format!("fn {name}(")),
                    "{path}: {name}: {promise}"
                );
                found += 1;
            }
        }
    }
    assert!(found > 30, "{found}");
}

/// The configuration that the README shows is one that the crate reads.
#[cfg(feature = "get-process")]
#[test]
fn the_configuration_of_the_readme_is_read() {
    use idcloud_types::get_process::{Check, Criteria};
    use idcloud_types::webhook::{EventType, Subscription};

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Config {
        subscription: Subscription,
        criteria: Criteria,
    }

    let readme = include_str!("../../README.md");
    let (_, toml) = readme.split_once("```toml\n").unwrap();
    let (toml, _) = toml.split_once("```").unwrap();
    let config: Config = toml::from_str(toml).unwrap();
    let event = EventType::SessionEnded;
    assert!(config.subscription.last_events.contains(&event));
    let word = "BIO_TOKEN_ENGINE_RESULT_YES";
    assert!(config.criteria.accepts(&Check::BioTokenEngineResult, word));
}
