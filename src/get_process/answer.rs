//! What all answers share: what an error calls them, what counts as no answer, and which unknown members are checks.

use alloc::vec::Vec;

use serde_json::Value;

use crate::wire::unknown::{At, Unknown};
use crate::wire::value::WireValue;

/// What an error calls the message.
pub(super) const MESSAGE: &str = "GetProcess response";

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

/// The members of an answer that this version does not know, at any depth. The data that was read from a document has
/// none.
pub(super) fn unknown_members(answer: &impl WireValue) -> Vec<Member<'_>> {
    let mut members = Vec::new();
    answer.find_unknown(&At::Root, &mut |_, unknown| {
        if let Unknown::Member(name, value) | Unknown::WrongType(name, value) = unknown {
            members.push((name, value));
        }
    });
    members
}

/// A member by its name and value.
pub(super) type Member<'a> = (&'a str, &'a Value);

/// What a member that this version does not know answers, itself and inside: checks with their answers, and a document
/// with another CPF.
///
/// A check is named `...Result`, holds a word `..._RESULT_...`, or is one that `is_check` recognizes by its name. The
/// member `result` of an object is the answer of the check that the object is named after. An answer that is no word is
/// listed as it is.
pub(super) fn hear<'a>(
    (name, value): Member<'a>,
    is_check: &dyn Fn(&str) -> bool,
) -> Vec<Member<'a>> {
    let mut heard = Vec::new();
    listen(name, false, value, is_check, &mut heard);
    heard
}

fn listen<'a>(
    name: &'a str,
    is_result: bool,
    value: &'a Value,
    is_check: &dyn Fn(&str) -> bool,
    heard: &mut Vec<Member<'a>>,
) {
    let is_named = is_check(name);
    let is_heard = is_result || is_named || names_result(name) || is_result_word(value);
    match value {
        Value::Array(elements) => {
            for element in elements {
                listen(name, is_result, element, is_check, heard);
            }
            if is_heard {
                heard.push((name, value));
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                if is_bare_result(member) {
                    listen(name, true, value, is_check, heard);
                } else {
                    listen(member, false, value, is_check, heard);
                }
            }
            // In a form that is known, so what else it holds is not an answer.
            let mut members = members.iter();
            let is_explained = is_named
                && members.any(|(member, value)| is_bare_result(member) && is_answer(value));
            if is_heard && !is_explained {
                heard.push((name, value));
            }
        }
        _ => {
            let is_other_cpf =
                matches!(name, "cpf_match" | "cpfMatch") && *value != Value::Bool(true);
            if (is_heard || is_other_cpf) && is_answer(value) {
                heard.push((name, value));
            }
        }
    }
}

fn is_bare_result(name: &str) -> bool {
    name.eq_ignore_ascii_case("result")
}

/// Whether a member looks like a check: `...Result`, `..._result`, `result`.
fn names_result(name: &str) -> bool {
    let rest = name.len().checked_sub("result".len());
    let last = rest.and_then(|rest| name.get(rest..));
    last.is_some_and(|last| last.eq_ignore_ascii_case("result"))
}

/// Whether a value looks like the word of a check.
fn is_result_word(value: &Value) -> bool {
    value.as_str().is_some_and(|word| word.contains("_RESULT_"))
}

/// Whether a value of a form that this version does not know is an answer: not `null`, nor a word for nothing.
fn is_answer(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(word) => specified(word).is_some(),
        _ => true,
    }
}
