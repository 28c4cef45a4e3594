//! The memory of deliveries, and its bound.

use idcloud_types::testing::webhook::RawPayloadBuilder;

use crate::seen::{Delivery, Seen};

fn delivery(result: &str) -> Delivery {
    Delivery::of(&RawPayloadBuilder::ok().result(result).build())
}

#[test]
fn the_oldest_is_forgotten_first() {
    let seen = Seen::new(2.try_into().unwrap());
    assert!(seen.insert(delivery("a")));
    assert!(!seen.insert(delivery("a")));
    assert!(seen.insert(delivery("b")));
    assert!(seen.insert(delivery("c")));
    assert!(!seen.contains(delivery("a")));
    assert!(seen.contains(delivery("b")) && seen.contains(delivery("c")));
}

#[test]
fn what_is_forgotten_by_name_makes_room() {
    let seen = Seen::new(2.try_into().unwrap());
    seen.insert(delivery("a"));
    seen.insert(delivery("b"));
    seen.forget(delivery("a"));
    assert!(seen.insert(delivery("a")));
    assert!(seen.contains(delivery("b")));
}

#[test]
fn members_that_are_not_known_make_no_difference() {
    let again = RawPayloadBuilder::ok().result("a").extra("attempt", 2);
    assert_eq!(Delivery::of(&again.build()), delivery("a"));
}
