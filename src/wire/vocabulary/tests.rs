//! Forward compatibility: the same code against a vocabulary before and after it learns a value.
//!
//! These tests are here because only the macro can write two versions of one vocabulary.

use crate::webhook::Selection;

#[expect(dead_code, reason = "the macro writes more than is tested here")]
mod before {
    super::super::open_enum! {
        pub enum Stage {
            /// A stage.
            Opened = "STAGE_OPENED",
            /// A stage.
            Closed = "STAGE_CLOSED",
            _ => Unknown(UnknownStage),
        }
    }
}

#[expect(dead_code, reason = "the macro writes more than is tested here")]
mod after {
    super::super::open_enum! {
        pub enum Stage {
            /// A stage.
            Opened = "STAGE_OPENED",
            /// A stage.
            Paused = "STAGE_PAUSED",
            /// A stage.
            Closed = "STAGE_CLOSED",
            _ => Unknown(UnknownStage),
        }
    }
}

/// The code of a service that was written against `before`, compiled against either.
macro_rules! service {
    ($name:ident, $version:ident) => {
        fn $name(wire: &str) -> &'static str {
            use $version::Stage;

            match Stage::from(wire) {
                Stage::Opened => "opened",
                other if other.as_str() == "STAGE_PAUSED" => "paused",
                _ => "something else",
            }
        }
    };
}

service!(arm_before, before);
service!(arm_after, after);

const EVERY_STAGE: [&str; 5] = [
    "STAGE_OPENED",
    "STAGE_PAUSED",
    "STAGE_CLOSED",
    "STAGE_NEW",
    "",
];

#[test]
fn one_match_does_the_same_before_and_after_a_value_becomes_known() {
    for wire in EVERY_STAGE {
        assert_eq!(arm_before(wire), arm_after(wire), "{wire}");
    }
    assert_eq!(arm_before("STAGE_PAUSED"), "paused");
}

#[test]
fn a_value_that_becomes_known_keeps_its_string_and_its_place_in_the_order() {
    assert!(!before::Stage::from("STAGE_PAUSED").is_known());
    assert!(after::Stage::from("STAGE_PAUSED").is_known());
    for wire in EVERY_STAGE {
        let (before, after) = (before::Stage::from(wire), after::Stage::from(wire));
        assert_eq!(before.as_str(), after.as_str());
        assert_eq!(
            serde_json::to_string(&before).unwrap(),
            serde_json::to_string(&after).unwrap()
        );
        for other in EVERY_STAGE {
            assert_eq!(
                before.cmp(&before::Stage::from(other)),
                after.cmp(&after::Stage::from(other)),
            );
        }
    }
}

#[test]
fn a_configuration_that_names_a_future_value_matches_it_unchanged_once_it_is_known() {
    for (written, selected) in [
        (r#"["STAGE_PAUSED"]"#, ["STAGE_PAUSED"].as_slice()),
        (
            r#""STAGE_PAUSED, STAGE_OPENED""#,
            &["STAGE_OPENED", "STAGE_PAUSED"],
        ),
        (
            r#"{"except": ["STAGE_PAUSED"]}"#,
            &["STAGE_OPENED", "STAGE_CLOSED", "STAGE_NEW", ""],
        ),
    ] {
        let before: Selection<before::Stage> = serde_json::from_str(written).unwrap();
        let after: Selection<after::Stage> = serde_json::from_str(written).unwrap();
        for wire in EVERY_STAGE {
            let expected = selected.contains(&wire);
            assert_eq!(
                before.contains(&before::Stage::from(wire)),
                expected,
                "{written} {wire}"
            );
            assert_eq!(
                after.contains(&after::Stage::from(wire)),
                expected,
                "{written} {wire}"
            );
        }
        assert_eq!(
            serde_json::to_string(&before).unwrap(),
            serde_json::to_string(&after).unwrap()
        );
    }
}
