//! What all answers share: what an error calls them, what counts as no answer, and which unknown members are checks.

use alloc::vec::Vec;

use serde_json::Value;

use crate::wire::value::WireValue;

/// What an error calls the message.
pub(super) const MESSAGE: &str = "GetProcess answer";

/// The word, unless it is one of those that the platform writes for nothing: `""`, any `..._UNSPECIFIED`, or
/// `TRUST_RESULT_UNSPECIFIE`, which a published example cuts short.
pub(super) fn specified(word: &str) -> Option<&str> {
    let is_specified =
        !word.is_empty() && !word.ends_with("_UNSPECIFIED") && word != "TRUST_RESULT_UNSPECIFIE";
    is_specified.then_some(word)
}

/// The value, unless its word is one of those.
pub(super) fn answered<W: AsRef<str>>(word: Option<&W>) -> Option<&W> {
    word.filter(|word| specified(word.as_ref()).is_some())
}

/// The members of an answer that this version does not know, wherever they stand. What was read from a document is
/// data, and has none.
pub(super) fn unknown_members(answer: &impl WireValue) -> Vec<(&str, &Value)> {
    let mut members = Vec::new();
    answer.list_unknown(&mut members);
    members
}

/// Whether a member that this version does not know is a check, by its looks or because it is named as one, and
/// answered.
pub(super) fn is_heard(name: &str, value: &Value, is_named: bool) -> bool {
    (is_named || names_result(name) || holds_result(value)) && is_answer(value)
}

/// Whether a member looks like a check: `...Result`, `..._result`, `result`.
fn names_result(name: &str) -> bool {
    let rest = name.len().checked_sub("result".len());
    let last = rest.and_then(|rest| name.get(rest..));
    last.is_some_and(|last| last.eq_ignore_ascii_case("result"))
}

/// Whether such a member answered somewhere inside.
fn holds_result(value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.iter().any(holds_result),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| (names_result(name) && is_answer(value)) || holds_result(value)),
        _ => false,
    }
}

/// Whether a value of a form that this version does not know is an answer: not `null`, nor a word for nothing.
fn is_answer(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(word) => specified(word).is_some(),
        _ => true,
    }
}
