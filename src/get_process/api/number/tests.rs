//! Forward compatibility: the same code against a number before and after it becomes known.
//!
//! It is here because only the macro can write two versions of one enum.

#[allow(dead_code, reason = "the macro writes more than is tested here")]
mod before {
    super::super::open_number! {
        pub enum Stage {
            /// A stage.
            Opened = 1,
            /// A stage.
            Closed = 3,
            _ => Unknown(UnknownStage),
        }
    }
}

#[allow(dead_code, reason = "the macro writes more than is tested here")]
mod after {
    super::super::open_number! {
        pub enum Stage {
            /// A stage.
            Opened = 1,
            /// A stage.
            Paused = 2,
            /// A stage.
            Closed = 3,
            _ => Unknown(UnknownStage),
        }
    }
}

/// The code of a service that was written against `before`, compiled against either.
macro_rules! service {
    ($name:ident, $version:ident) => {
        fn $name(number: i64) -> &'static str {
            use $version::Stage;

            match Stage::from(number) {
                Stage::Opened => "opened",
                other if other.as_i64() == 2 => "paused",
                _ => "something else",
            }
        }
    };
}

service!(arm_before, before);
service!(arm_after, after);

#[test]
fn one_match_does_the_same_before_and_after_a_number_becomes_known() {
    for number in -1..6 {
        assert_eq!(arm_before(number), arm_after(number), "{number}");
    }
    assert_eq!(arm_before(2), "paused");
}

#[test]
fn a_number_that_becomes_known_stays_itself_and_keeps_its_place_in_the_order() {
    assert!(!before::Stage::from(2).is_known());
    assert!(after::Stage::from(2).is_known());
    for number in -1..6 {
        let (before, after) = (before::Stage::from(number), after::Stage::from(number));
        assert_eq!((before.as_i64(), after.as_i64()), (number, number));
        for other in -1..6 {
            assert_eq!(before.cmp(&other.into()), number.cmp(&other));
            assert_eq!(after.cmp(&other.into()), number.cmp(&other));
        }
    }
}
