//! The state of reading a body.

use alloc::string::String;
use alloc::vec::Vec;

use serde::de;
use serde_json::Value;

use super::other_message::OtherMessage;

/// The state of reading a body: the depth, the value that did not fit, and the path of an error.
///
/// A serde error can't carry a path, so the path is kept here. It is recorded only while an error unwinds, so a sound
/// body costs nothing.
#[derive(Default)]
pub(crate) struct Reader {
    /// The last value that did not fit into its place.
    pub(super) stray: Option<Value>,
    /// The path of the error, innermost segment first.
    path: Vec<Segment>,
    problem: Option<Problem>,
    /// The documented type of the value at the end of the path.
    expected: &'static str,
    /// The number of open objects and arrays.
    depth: usize,
    /// Whether the input is the JSON of a body, in which every name is data.
    pub(super) is_body: bool,
    /// Whether the last string was handed over as an owned one.
    pub(super) is_owned: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Segment {
    /// A member that this version knows.
    Member(&'static str),
    /// A member that this version does not know; its name is part of the body.
    Unknown,
    /// An element of an array.
    Element,
}

/// What is wrong at the end of the path, unless the value itself or its JSON is.
#[derive(Clone, Copy)]
pub(crate) enum Problem {
    Repeated,
    Missing,
    OtherMessage(OtherMessage),
    TooDeep,
}

impl Reader {
    /// The depth that is refused, as by `serde_json`, whose own limit a feature can switch off.
    const LIMIT: usize = 128;

    /// A reader of the JSON of a body.
    pub(crate) fn of_body() -> Self {
        Self {
            is_body: true,
            ..Self::default()
        }
    }

    /// A reader of a body whose object is already open.
    pub(crate) fn of_members() -> Self {
        Self {
            depth: 1,
            ..Self::of_body()
        }
    }

    /// Opens an object or an array. Call [`close`](Self::close) at its end.
    pub(super) fn open<E: de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth < Self::LIMIT {
            return Ok(());
        }
        self.problem = Some(Problem::TooDeep);
        Err(E::custom("nested too deep"))
    }

    pub(super) fn close(&mut self) {
        self.depth -= 1;
    }

    /// Whether the innermost open object is the body itself.
    pub(super) fn is_at_body(&self) -> bool {
        self.depth == 1
    }

    /// Takes the value that did not fit into its place.
    pub(super) fn take_stray(&mut self) -> Value {
        self.stray.take().unwrap_or_default()
    }

    /// Adds a segment to the path of the error that unwinds; the innermost one also records what was expected.
    #[cold]
    pub(super) fn record(&mut self, segment: Segment, expected: &'static str) {
        if self.path.is_empty() {
            self.expected = expected;
        }
        self.path.push(segment);
    }

    /// Fails at a member of the innermost open object.
    #[cold]
    pub(super) fn fail<E: de::Error>(
        &mut self,
        problem: Problem,
        name: &'static str,
        expected: &'static str,
    ) -> E {
        self.problem = Some(problem);
        self.record(Segment::Member(name), expected);
        match problem {
            Problem::Repeated => E::duplicate_field(name),
            _ => E::missing_field(name),
        }
    }

    pub(crate) fn problem(&self) -> Option<Problem> {
        self.problem
    }

    pub(crate) fn expected(&self) -> &'static str {
        self.expected
    }

    /// The path to the value that could not be read, such as `process.services[].documents`, in names that this crate
    /// knows.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.path.iter().rev() {
            let name = match segment {
                Segment::Element => "[]",
                Segment::Member(name) => name,
                Segment::Unknown => "*",
            };
            if !path.is_empty() && !matches!(segment, Segment::Element) {
                path.push('.');
            }
            path.push_str(name);
        }
        path
    }
}
