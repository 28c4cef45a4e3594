//! The names of the webhook's rules, as their docs list them.

use idcloud_types::webhook::Violation;

/// Every documented rule, in the order of the docs.
pub fn documented() -> impl Iterator<Item = &'static str> {
    let source = include_str!("../../src/webhook/rules.rs").lines();
    source.filter_map(|line| line.strip_prefix("/// | [`")?.split('`').next())
}

/// The rule that a violation breaks.
pub fn rule(violation: Violation) -> String {
    let shown = format!("{violation:?}");
    shown.split(' ').next().unwrap_or_default().to_owned()
}
