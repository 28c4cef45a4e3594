//! Where reading is: what an error can say of its place without quoting the body.

use alloc::string::String;
use alloc::vec::Vec;

use serde::de::{self, MapAccess, SeqAccess};
use serde_json::{Map, Value};

use super::member::{Member, Seed};
use super::message::Message;
use super::score::Score;

/// The way from the body to the value that is being read. A serde error can't carry it out, so it is kept beside.
///
/// A step is taken back when its value was read. An error leaves the steps where they are, and so names its place.
pub(super) struct Trail {
    steps: Vec<Step>,
    pub(super) problem: Problem,
    /// What the value that is being read should be.
    pub(super) expected: &'static str,
}

enum Step {
    /// Into a member that this version knows.
    Member(&'static str),
    /// Into a member that it does not know; its name is text of the body.
    Other,
    /// Into an element of an array.
    Element,
}

/// What an error that comes now is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Problem {
    /// The start of the body.
    Start,
    /// A byte-order mark at the start.
    ByteOrderMark,
    /// The value at the end of the steps.
    Value,
    /// A member that came before.
    Repeated,
    /// A member that did not come.
    Missing,
    /// A member that its message has did not come, and the others are those of another message.
    Foreign(Message),
    /// What follows the object.
    End,
}

impl Trail {
    pub(super) const fn new() -> Self {
        Self {
            steps: Vec::new(),
            problem: Problem::Start,
            expected: "",
        }
    }

    /// The steps as a path such as `process.services[].documents`, in names that this crate knows.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            if !path.is_empty() && !matches!(step, Step::Element) {
                path.push('.');
            }
            path.push_str(match step {
                Step::Member(name) => name,
                Step::Other => "*",
                Step::Element => "[]",
            });
        }
        path
    }

    /// Reads the value of a member that has a field, and refuses it when the field is filled already.
    pub(super) fn member<'de, A: MapAccess<'de>, T: Member>(
        &mut self,
        map: &mut A,
        name: &'static str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        self.steps.push(Step::Member(name));
        self.expected = T::EXPECTED;
        if field
            .replace(map.next_value_seed(Seed::new(self))?)
            .is_some()
        {
            self.problem = Problem::Repeated;
            return Err(de::Error::duplicate_field(name));
        }
        self.expected = "";
        self.steps.pop();
        Ok(())
    }

    /// Reads the value of a member that has no field. A repeated one keeps its last value.
    pub(super) fn other<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        name: String,
        extra: &mut Map<String, Value>,
    ) -> Result<(), A::Error> {
        self.steps.push(Step::Other);
        extra.insert(name, map.next_value()?);
        self.steps.pop();
        Ok(())
    }

    /// Whether reading stopped in a value that may be sound JSON and still be more than `serde_json` holds.
    pub(super) fn is_in_open_value(&self) -> bool {
        match self.steps.last() {
            Some(Step::Other) => true,
            Some(Step::Member(_)) => {
                self.expected == <Value as Member>::EXPECTED
                    || self.expected == <Score as Member>::EXPECTED
            }
            Some(Step::Element) | None => false,
        }
    }

    /// Refuses an object that is another message, which has no member of this name, if it is the top of the body.
    pub(super) fn refuse<E: de::Error>(
        &mut self,
        foreign: Option<(&'static str, Message)>,
    ) -> Result<(), E> {
        match foreign {
            Some((name, message)) if self.steps.is_empty() => {
                self.problem = Problem::Foreign(message);
                self.steps.push(Step::Member(name));
                Err(E::missing_field(name))
            }
            _ => Ok(()),
        }
    }

    /// Reads the elements of an array.
    pub(super) fn elements<'de, A: SeqAccess<'de>, T: Member>(
        &mut self,
        mut seq: A,
    ) -> Result<Vec<T>, A::Error> {
        let mut elements = Vec::new();
        self.steps.push(Step::Element);
        loop {
            self.expected = T::EXPECTED;
            match seq.next_element_seed(Seed::new(self))? {
                Some(element) => elements.push(element),
                None => break,
            }
        }
        self.steps.pop();
        Ok(elements)
    }

    /// What a field holds at the end of its object: what was read, or its absence if it may be absent.
    ///
    /// If it may not, and this is the top of the body, the unknown members tell which other message it is.
    pub(super) fn finish<T: Member, E: de::Error>(
        &mut self,
        name: &'static str,
        field: Option<T>,
        extra: &Map<String, Value>,
    ) -> Result<T, E> {
        field.or_else(T::absent).ok_or_else(|| {
            self.problem = match Message::of(extra) {
                Some(message) if self.steps.is_empty() => Problem::Foreign(message),
                _ => Problem::Missing,
            };
            self.steps.push(Step::Member(name));
            self.expected = T::EXPECTED;
            E::missing_field(name)
        })
    }
}
