//! What all answers share: what an error calls them, what counts as no answer, and which unknown members are checks.

use alloc::string::String;

use serde_json::{Map, Value};

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

/// Whether a member that this version does not know is a check: its name ends with `result`, in any case, or it holds
/// an object with such a member that answered.
pub(super) fn is_check(name: &str, value: &Value) -> bool {
    let names_result = |name: &str| {
        let rest = name.len().checked_sub("result".len());
        let last = rest.and_then(|rest| name.get(rest..));
        last.is_some_and(|last| last.eq_ignore_ascii_case("result"))
    };
    let holds_result = |members: &Map<String, Value>| {
        let mut members = members.iter();
        members.any(|(name, value)| names_result(name) && is_answer(value))
    };
    names_result(name) || value.as_object().is_some_and(holds_result)
}

/// Whether a value of a form that this version does not know is an answer: not `null`, nor a word for nothing.
pub(super) fn is_answer(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(word) => specified(word).is_some(),
        _ => true,
    }
}
