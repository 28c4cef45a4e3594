//! Which members of a response are checks, and what their values are.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use super::any_case::AnyCase;
use super::check::{Check, CheckResult, Place, contains_result};
use super::criteria::Criteria;
use super::criteria_error::Rule;
use crate::wire::unknown::{At, Unknown};
use crate::wire::value::WireValue;

/// The name of the body itself, where a member is named by the object that it is in.
pub(super) const BODY: &str = "response";

/// The contradiction of a document that has another CPF than the person.
pub(super) const OTHER_CPF: &str =
    "a document has another CPF than the person (`cpf_match` or `cpfMatch` is not true)";

/// What a response says that decides about it.
pub(super) struct Findings<'c> {
    pub(super) criteria: &'c Criteria,
    /// The checks that the criteria name.
    pub(super) named: BTreeSet<AnyCase>,
    /// The checks with a result: those in their documented place first, then the detected ones.
    pub(super) results: Vec<CheckResult>,
    /// The known members of another JSON type without which nothing can be decided.
    pub(super) wrong_types: Vec<&'static str>,
    /// What contradicts a yes, whatever the checks say.
    pub(super) contradictions: BTreeSet<&'static str>,
}

impl<'c> Findings<'c> {
    pub(super) fn new(criteria: &'c Criteria) -> Self {
        Self {
            criteria,
            named: criteria.named(),
            results: Vec::new(),
            wrong_types: Vec::new(),
            contradictions: BTreeSet::new(),
        }
    }

    /// Adds the value of a check that is in its documented place.
    pub(super) fn add(&mut self, check: Check, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !check.is_no_result(value)) {
            let is_passed = self.criteria.accepts(&check, value);
            let result = CheckResult::new(check, Some(value.into()), is_passed, Place::Documented);
            self.results.push(result);
        }
    }

    /// Adds the checks that are detected among the members that this version does not know, or that have another JSON
    /// type than documented. `decisive` are known members, by their object, without which nothing can be decided.
    pub(super) fn detect(&mut self, body: &impl WireValue, decisive: &[(&str, &'static str)]) {
        body.find_unknown(&At::Root, &mut |at, unknown| match unknown {
            Unknown::Member(name, value) => self.scan(at.name().unwrap_or(BODY), name, value, true),
            Unknown::WrongType(name, value) => {
                let object = at.name().unwrap_or(BODY);
                let mut decisive = decisive.iter();
                match decisive.find(|(other, member)| *other == object && *member == name) {
                    Some((_, member)) => self.wrong_types.push(member),
                    None => self.scan(object, name, value, false),
                }
            }
            Unknown::Value { .. } | Unknown::Number(_) => {}
        });
    }

    /// The alerts that do not pass.
    pub(super) fn into_alerts(mut self) -> Vec<CheckResult> {
        self.results
            .retain(|result| result.check().is_alert() && !result.passed());
        self.results
    }

    /// Looks at a member of an object, and at everything inside.
    fn scan(&mut self, object: &str, name: &str, value: &Value, is_unknown: bool) {
        let is_ignored = is_unknown && self.criteria.ignores(object, name);
        if is_ignored || is_document_data(object, name) {
            return;
        }
        let is_cpf_match = matches!(name.trim(), "cpf_match" | "cpfMatch");
        if is_cpf_match && !matches!(value, Value::Null | Value::Bool(true)) {
            self.contradictions.insert(OTHER_CPF);
        }
        let is_bare = is_bare_result(name);
        let member = Member {
            object,
            name,
            check: if is_bare { object } else { name },
            is_check: is_bare
                || names_result(name)
                || Check::known_in_any_case(name).is_some()
                || self.is_named(name),
            is_unknown,
        };
        self.scan_value(&member, value);
    }

    fn is_named(&self, name: &str) -> bool {
        !self.named.is_empty() && self.named.contains(&AnyCase::new(name))
    }

    fn scan_value(&mut self, member: &Member<'_>, value: &Value) {
        let is_check = member.is_check;
        match value {
            Value::Null => {}
            Value::Array(elements) if !elements.is_empty() => {
                for element in elements {
                    self.scan_value(member, element);
                }
            }
            Value::Object(members) => {
                if is_check && !members.keys().any(|name| is_bare_result(name)) {
                    self.push(member, None);
                }
                for (name, value) in members {
                    self.scan(member.check, name, value, true);
                }
            }
            Value::String(value) => {
                if is_check || contains_result(value) {
                    self.push(member, Some(value.clone()));
                }
            }
            Value::Number(number) if number.is_i64() || number.is_u64() => {
                if is_check {
                    self.push(member, Some(number.to_string()));
                }
            }
            Value::Array(_) | Value::Bool(_) | Value::Number(_) => {
                if is_check {
                    self.push(member, None);
                }
            }
        }
    }

    /// Adds the result of a detected check. It passes only by a value that the criteria name.
    fn push(&mut self, member: &Member<'_>, value: Option<String>) {
        let check = Check::named(member.check);
        let value = value.map(String::into_boxed_str);
        if value
            .as_deref()
            .is_some_and(|value| check.is_no_result(value))
        {
            return;
        }
        let accepts = |value: &str| self.criteria.accepts_in_words(&check, value);
        let is_passed = value.as_deref().is_some_and(accepts);
        let ignored_as = member
            .is_unknown
            .then(|| entry(member.object, member.name))
            .flatten();
        let place = Place::Detected { ignored_as };
        self.results
            .push(CheckResult::new(check, value, is_passed, place));
    }
}

/// A member that is looked at.
struct Member<'a> {
    /// The name of the object that it is in.
    object: &'a str,
    name: &'a str,
    /// The name of the check, if it is one: a member `result` gives the result of the check that its object is named
    /// after.
    check: &'a str,
    is_check: bool,
    is_unknown: bool,
}

/// Whether a member is what was read from a document, which is nothing to decide by.
fn is_document_data(object: &str, name: &str) -> bool {
    matches!((object, name), ("doc", "data") | ("document", "content"))
}

/// Whether a name is `result` or `results`, trimmed and in any case.
pub(super) fn is_bare_result(name: &str) -> bool {
    let name = name.trim();
    name.eq_ignore_ascii_case("result") || name.eq_ignore_ascii_case("results")
}

/// Whether a name ends in `result` or `results`, trimmed and in any case, with or without a version such as `2` or `_v2`.
fn names_result(name: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
    let name = name.trim().to_ascii_lowercase();
    let unnumbered = name.trim_end_matches(is_mark);
    let unversioned = match unnumbered.strip_suffix('v') {
        Some(rest) if unnumbered.len() < name.len() => rest.trim_end_matches(is_mark),
        _ => unnumbered,
    };
    unversioned.ends_with("result") || unversioned.ends_with("results")
}

/// The entry of `ignores` that names an unknown member; `None` if none may.
fn entry(object: &str, name: &str) -> Option<Box<str>> {
    let (object, name) = (object.trim(), name.trim());
    let (object, name) = match is_bare_result(name) {
        // The object as a whole, if it is unknown too.
        true if !super::is_known_member(object) && object != BODY => (None, object),
        is_bare => (
            (is_bare || super::is_known_member(name)).then_some(object),
            name,
        ),
    };
    let entry = match object {
        Some(object) => format!("{object}.{name}"),
        None => name.into(),
    };
    Rule::check_ignored(&entry).is_ok().then(|| entry.into())
}
