//! Values for tests: every type of a message, made from a row of choices.
//!
//! Both property-testing crates supply the choices, so a shape is described once. A shorter row, or one of lower
//! bytes, makes a simpler value of the same shape: that is how a failing case shrinks.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Number, Value};

/// Where a value takes its choices from. Exhausted, it chooses the first, which is the simplest.
pub(crate) struct Choices<'a> {
    next: &'a mut dyn FnMut() -> u8,
    has_results: bool,
}

impl<'a> Choices<'a> {
    pub(crate) fn new(next: &'a mut dyn FnMut() -> u8) -> Self {
        Self {
            next,
            has_results: true,
        }
    }

    /// The same choices, but that no member without a field is named `...Result`.
    #[cfg(feature = "get-process")]
    pub(crate) fn without_results(&mut self) -> Choices<'_> {
        Choices {
            next: self.next,
            has_results: false,
        }
    }

    fn byte(&mut self) -> u8 {
        (self.next)()
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        core::array::from_fn(|_| self.byte())
    }

    /// A number below the limit, which is at most 256.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (usize::from(self.byte()) * limit) >> 8
    }

    /// A coin, which shows no at first.
    pub(crate) fn flip(&mut self) -> bool {
        self.below(2) == 1
    }

    /// One of the values; `None` if there is none.
    pub(crate) fn one_of<'v, T>(&mut self, values: &'v [T]) -> Option<&'v T> {
        values.get(self.below(values.len()))
    }

    /// One of the known values, and one time in four `None`.
    pub(crate) fn known<'v, T>(&mut self, known: &'v [T]) -> Option<&'v T> {
        match self.below(4) {
            3 => None,
            _ => self.one_of(known),
        }
    }

    /// A value of a vocabulary: a known one, one that looks like it, one of another vocabulary, or any text.
    pub(crate) fn word<T>(&mut self, known: &[T]) -> T
    where
        T: Clone + AsRef<str> + From<String>,
    {
        const STRANGE: [&str; 9] = [
            "",
            "ok",
            "yes",
            "PROCESS_STATE_FINISHED",
            "PROCESS_RESULT_OK",
            "PROCESS_RESULT_UNSPECIFIED",
            "EVENT_TYPE_SESSION_ENDED",
            "LIVENESS_RESULT_LIVE",
            "TRUST_RESULT_UNSPECIFIE",
        ];

        if let Some(known) = self.known(known) {
            return known.clone();
        }
        let text = match self.below(3) {
            0 => {
                let like = self.one_of(known).map_or("", AsRef::as_ref);
                [like, "_OF_TOMORROW"].concat()
            }
            1 => self
                .one_of(&STRANGE)
                .copied()
                .unwrap_or_default()
                .to_owned(),
            _ => self.text(),
        };
        text.into()
    }

    /// Any text, the characters that writers and logs get wrong included.
    pub(crate) fn text(&mut self) -> String {
        const CHARACTERS: [char; 16] = [
            'a', 'z', 'A', '0', '9', ' ', '-', '.', '"', '\\', '\n', '\0', '%', 'é', '漢', '🦀',
        ];
        let length = self.below(10);
        let character = |_| self.one_of(&CHARACTERS).copied().unwrap_or_default();
        (0..length).map(character).collect()
    }

    /// Members that have no field.
    pub(crate) fn extra(&mut self, members: &[&str]) -> Map<String, Value> {
        // Results last.
        const NAMES: [&str; 7] = [
            "memberOfTomorrow",
            "attempt",
            "",
            "$serde_json::private::Number",
            "$serde_json::private::RawValue",
            "deepfakeResult",
            "result",
        ];

        let names = NAMES.len() - if self.has_results { 0 } else { 2 };
        let count = self.below(6).saturating_sub(3);
        let mut extra = Map::new();
        for _ in 0..count {
            let name = NAMES.get(self.below(names)).copied().unwrap_or_default();
            let value = self.json(3);
            if !members.contains(&name) {
                extra.insert(name.to_owned(), value);
            }
        }
        extra
    }

    /// Any JSON, with so many levels at most.
    fn json(&mut self, levels: usize) -> Value {
        let kinds = if levels == 0 { 4 } else { 6 };
        match self.below(kinds) {
            0 => Value::Null,
            1 => self.flip().into(),
            2 => Value::Number(Number::generate(self)),
            3 => self.text().into(),
            4 => {
                let length = self.below(4);
                (0..length).map(|_| self.json(levels - 1)).collect()
            }
            _ => {
                let length = self.below(4);
                (0..length)
                    .map(|_| (self.text(), self.json(levels - 1)))
                    .collect()
            }
        }
    }
}

/// A type of which values are made for tests.
pub(crate) trait Generate: Sized {
    fn generate(choices: &mut Choices<'_>) -> Self;
}

/// Writes `Generate` for types that take one expression.
macro_rules! generate {
    ($($Type:ty, |$choices:ident| $value:expr;)+) => {
        $(impl $crate::wire::generate::Generate for $Type {
            fn generate($choices: &mut $crate::wire::generate::Choices<'_>) -> Self {
                $value
            }
        })+
    };
}

/// Writes the `Arbitrary` of both crates.
macro_rules! arbitrary {
    ($($Type:ty),+) => {
        $(#[cfg(feature = "arbitrary1")]
        impl<'a> ::arbitrary::Arbitrary<'a> for $Type {
            fn arbitrary(bytes: &mut ::arbitrary::Unstructured<'a>) -> ::arbitrary::Result<Self> {
                // Exhausted, it supplies zeros.
                let mut next = || bytes.arbitrary().unwrap_or_default();
                let mut choices = $crate::wire::generate::Choices::new(&mut next);
                Ok($crate::wire::generate::Generate::generate(&mut choices))
            }
        }

        #[cfg(feature = "proptest1")]
        impl ::proptest::arbitrary::Arbitrary for $Type {
            type Parameters = ();
            type Strategy = ::proptest::strategy::BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                $crate::wire::generate::strategy($crate::wire::generate::Generate::generate)
            }
        })+
    };
}

pub(crate) use {arbitrary, generate};

/// A strategy of the values that a function makes.
#[cfg(feature = "proptest1")]
pub(crate) fn strategy<T: core::fmt::Debug + 'static>(
    make: fn(&mut Choices<'_>) -> T,
) -> proptest::strategy::BoxedStrategy<T> {
    use proptest::strategy::Strategy as _;

    // An answer of the Web & SDK contract takes some hundred choices.
    proptest::collection::vec(proptest::num::u8::ANY, 0..1024)
        .prop_map(move |bytes| {
            let mut bytes = bytes.into_iter();
            make(&mut Choices::new(&mut || bytes.next().unwrap_or_default()))
        })
        .boxed()
}

generate! {
    bool, |choices| choices.flip();
    i64, |choices| match choices.below(4) {
        0 => choices.byte().into(),
        1 => -i64::from(choices.byte()),
        _ => i64::from_le_bytes(choices.bytes()),
    };
    Number, |choices| match choices.below(4) {
        0 | 1 => i64::generate(choices).into(),
        2 => u64::from_le_bytes(choices.bytes()).into(),
        _ => Number::from_f64(f64::from_le_bytes(choices.bytes())).unwrap_or_else(|| 0.into()),
    };
    String, |choices| choices.text();
    Cow<'static, str>, |choices| choices.text().into();
    // `null` at a member that has a field means absent.
    Value, |choices| match choices.json(3) {
        Value::Null => false.into(),
        value => value,
    };
}

impl<T: Generate> Generate for Option<T> {
    fn generate(choices: &mut Choices<'_>) -> Self {
        choices.flip().then(|| T::generate(choices))
    }
}

impl<T: Generate> Generate for Vec<T> {
    fn generate(choices: &mut Choices<'_>) -> Self {
        let length = choices.below(4);
        (0..length).map(|_| T::generate(choices)).collect()
    }
}
