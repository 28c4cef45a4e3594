//! Which members of a response are checks, and what their values are.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::OnceCell;

use serde_json::Value;

use super::any_case::AnyCase;
use super::check::{Check, contains_result};
use super::check_result::{CheckResult, Place};
use super::criteria::Criteria;
use super::ignored::{BODY, Ignored, check_entry_in, is_bare_result};
use crate::wire::unknown::{At, Unknown};
use crate::wire::value::WireValue;

/// The contradiction when the CPF on a document is not the person's.
pub(super) const OTHER_CPF: &str =
    "a document's CPF is not the person's (`cpf_match` or `cpfMatch` is not true)";

/// Everything in a response that affects its outcome.
pub(super) struct Findings<'c> {
    pub(super) criteria: &'c Criteria,
    /// The checks that the criteria name.
    pub(super) named: BTreeSet<AnyCase<'c>>,
    /// The checks with a result: those in their documented place first, then the detected ones.
    pub(super) results: Vec<CheckResult>,
    /// The known members that the decision needs but whose JSON type is not the documented one.
    pub(super) wrong_types: Vec<&'static str>,
    /// The contradictions that do not depend on the check results.
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

    /// Adds the value of a check, if its documented member has one.
    pub(super) fn add<'v, V: AsRef<str> + 'v>(
        &mut self,
        check: Check,
        value: impl IntoIterator<Item = &'v V>,
    ) {
        let value = value.into_iter().next().map(AsRef::as_ref);
        if let Some(value) = value.filter(|value| !check.is_no_result(value)) {
            self.results.push(CheckResult {
                is_passed: self.criteria.accepts(&check, value),
                check,
                value: Some(value.into()),
                place: Place::Documented,
            });
        }
    }

    /// Adds the checks that are detected among unknown members and known ones of another JSON type. `decisive` lists
    /// the known members that the decision needs, each with its object.
    pub(super) fn detect(&mut self, body: &impl WireValue, decisive: &[(&str, &'static str)]) {
        body.find_unknown(&At::Root, &mut |at, unknown| match unknown {
            Unknown::Member(name, value) => {
                let object = &Named::object(at);
                self.scan(object, object.name, name, value, true);
            }
            Unknown::WrongType(name, value) => {
                let object = at.name().unwrap_or(BODY);
                let mut decisive = decisive.iter();
                match decisive.find(|(other, member)| *other == object && *member == name) {
                    Some((_, member)) => self.wrong_types.push(member),
                    None => self.scan(&Named::object(at), object, name, value, false),
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

    /// Looks at a member, and at everything inside. `object` is what its check is named after if the member is a
    /// `result`; `parent` is the name of the member that it is in.
    fn scan(
        &mut self,
        object: &Named<'_, 'c>,
        parent: &str,
        name: &str,
        value: &Value,
        is_unknown: bool,
    ) {
        let is_ignored = is_unknown && self.ignores(object, name);
        if is_ignored || is_document_data(parent, name) {
            return;
        }
        let mut cpf_match = ["cpf_match", "cpfMatch"].into_iter();
        let is_cpf_match = cpf_match.any(|known| known.eq_ignore_ascii_case(name.trim()));
        if is_cpf_match && !matches!(value, Value::Null | Value::Bool(true)) {
            self.contradictions.insert(OTHER_CPF);
        }
        let is_bare = is_bare_result(name);
        let named = &Named::new(name);
        let member = Member {
            object,
            named,
            check: if is_bare { object } else { named },
            is_check: is_bare
                || names_result(name)
                || Check::known_in_any_case(name).is_some()
                || self.is_named(name),
            is_unknown,
            ignored_as: OnceCell::new(),
        };
        self.scan_value(&member, value);
    }

    fn ignores(&self, object: &Named<'_, 'c>, name: &str) -> bool {
        let name = name.trim();
        if name.contains('.') {
            return false;
        }
        self.criteria.ignores(name)
            || object
                .ignored_in_it(self.criteria)
                .contains(&AnyCase::new(name))
    }

    fn is_named(&self, name: &str) -> bool {
        !self.named.is_empty() && self.named.contains(&AnyCase::new(name))
    }

    fn scan_value(&mut self, member: &Member<'_, 'c>, value: &Value) {
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
                    self.scan(member.check, member.named.name, name, value, true);
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

    /// Adds the result of a detected check. It passes only with a value that the criteria name.
    fn push(&mut self, member: &Member<'_, 'c>, value: Option<String>) {
        let (check, accepted) = member.check.check(self.criteria);
        let value = value.map(String::into_boxed_str);
        if value
            .as_ref()
            .is_some_and(|value| check.is_no_result(value))
        {
            return;
        }
        let accepted = accepted.zip(value.as_ref());
        self.results.push(CheckResult {
            check: check.clone(),
            is_passed: accepted.is_some_and(|(accepted, value)| accepted.contains(value)),
            value,
            place: Place::Detected {
                ignored_as: member.ignored_as(),
            },
        });
    }
}

/// A name in a body, and what depends on it, looked up once: thousands of results may share one long name.
struct Named<'n, 'c> {
    name: &'n str,
    /// Whether an entry of `ignores` may name a member of this object: not if it would name another one too.
    can_be_in_entry: bool,
    check: OnceCell<(Check, Option<&'c BTreeSet<Box<str>>>)>,
    shared: OnceCell<Arc<str>>,
    ignored_in_it: OnceCell<BTreeSet<AnyCase<'c>>>,
}

impl<'n, 'c> Named<'n, 'c> {
    fn new(name: &'n str) -> Self {
        let trimmed = name.trim();
        let is_in_entry = trimmed.is_empty() || trimmed.contains('.');
        Self {
            name,
            can_be_in_entry: !is_in_entry && !trimmed.eq_ignore_ascii_case(BODY),
            check: OnceCell::new(),
            shared: OnceCell::new(),
            ignored_in_it: OnceCell::new(),
        }
    }

    /// The object at a place.
    fn object(at: &'n At<'_>) -> Self {
        match at.name() {
            Some(name) => Self::new(name),
            None => Self {
                can_be_in_entry: true,
                ..Self::new(BODY)
            },
        }
    }

    /// The check of this name, and the values that the criteria list for it.
    fn check(&self, criteria: &'c Criteria) -> &(Check, Option<&'c BTreeSet<Box<str>>>) {
        self.check.get_or_init(|| {
            let check = Check::named(self.name);
            let accepted = criteria.written_values(&check);
            (check, accepted)
        })
    }

    fn shared(&self) -> Arc<str> {
        Arc::clone(self.shared.get_or_init(|| self.name.trim().into()))
    }

    /// The members that criteria ignore in an object of this name.
    fn ignored_in_it(&self, criteria: &'c Criteria) -> &BTreeSet<AnyCase<'c>> {
        self.ignored_in_it.get_or_init(|| {
            if self.can_be_in_entry {
                criteria.ignored_in(self.name.trim())
            } else {
                BTreeSet::new()
            }
        })
    }
}

/// A member that is being scanned.
struct Member<'a, 'c> {
    /// The object that it is in.
    object: &'a Named<'a, 'c>,
    named: &'a Named<'a, 'c>,
    /// What the check is named after, if it is one: a member `result` gives the result of its object.
    check: &'a Named<'a, 'c>,
    is_check: bool,
    is_unknown: bool,
    ignored_as: OnceCell<Option<Ignored>>,
}

impl Member<'_, '_> {
    /// The entry of `ignores` that names an unknown member; `None` if none may.
    fn ignored_as(&self) -> Option<Ignored> {
        let ignored_as = self.ignored_as.get_or_init(|| {
            let name = self.named.name.trim();
            let is_known = is_bare_result(name) || super::is_known_member(name);
            let object = is_known.then_some(self.object);
            let is_entry = match object {
                Some(object) => {
                    let entry = check_entry_in(object.name.trim(), name);
                    object.can_be_in_entry && entry.is_ok()
                }
                None => !name.is_empty() && !name.contains('.'),
            };
            (self.is_unknown && is_entry).then(|| Ignored {
                object: object.map(Named::shared),
                name: self.named.shared(),
            })
        });
        ignored_as.clone()
    }
}

/// Whether a member is data that was read from a document, which decides nothing.
fn is_document_data(object: &str, name: &str) -> bool {
    matches!((object, name), ("doc", "data") | ("document", "content"))
}

/// Whether a name ends in `result` or `results`, ignoring case and surrounding spaces, with or without a version.
fn names_result(name: &str) -> bool {
    let name = unversioned(name).to_ascii_lowercase();
    name.ends_with("result") || name.ends_with("results")
}

/// A name without a version such as `2` or `_v2`, and without surrounding spaces.
pub(super) fn unversioned(name: &str) -> &str {
    let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
    let name = name.trim();
    let unnumbered = name.trim_end_matches(is_mark);
    match unnumbered.strip_suffix(['v', 'V']) {
        Some(rest) if unnumbered.len() < name.len() => rest.trim_end_matches(is_mark),
        _ => unnumbered,
    }
}
