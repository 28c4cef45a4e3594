//! `proptest`'s `Arbitrary` for the messages, the configurations and the open enums.
//!
//! A value shrinks to a smaller one: absent members, known values, short strings. Most strings and numbers are picked
//! from a list, which shrinks in few steps, so that `proptest` reaches the smallest case before it gives up.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use proptest::arbitrary::{Arbitrary, any};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::Just;
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::strategy::{BoxedStrategy, Strategy};
use serde_json::{Map, Number, Value};
use uuid::Uuid;

#[cfg(feature = "get-process")]
use crate::get_process::web_sdk::{NamedServices, Service, Services};
#[cfg(feature = "get-process")]
use crate::get_process::{Check, Criteria, Score, Sensitive, Timestamp};
use crate::process::{Flow, ProcessId, ProcessState};
use crate::webhook::{EventType, Payload, RawPayload, ResultCode, Selection, Subscription};

/// Generates the value of a member. Not `Arbitrary`, because types of other crates don't implement it.
pub(crate) trait Generate: Sized + fmt::Debug + 'static {
    fn generate() -> BoxedStrategy<Self>;
}

/// Writes `Arbitrary` for types that have `Generate`.
macro_rules! arbitrary {
    ($($Type:ty),+ $(,)?) => {
        $(impl ::proptest::arbitrary::Arbitrary for $Type {
            type Parameters = ();
            type Strategy = ::proptest::strategy::BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                <Self as $crate::external::proptest1::Generate>::generate()
            }
        })+
    };
}

/// Writes both traits for an open enum.
macro_rules! open_enum {
    ($Enum:ident: $($integer:ident)?) => {
        impl $crate::external::proptest1::Generate for $Enum {
            fn generate() -> ::proptest::strategy::BoxedStrategy<Self> {
                $crate::external::proptest1::open_values!($Enum, $($integer)?)
            }
        }

        $crate::external::proptest1::arbitrary!($Enum);
    };
}

macro_rules! open_values {
    ($Enum:ident,) => {
        $crate::external::proptest1::strings(Self::KNOWN)
    };
    ($Enum:ident, i64) => {
        $crate::external::proptest1::integers(Self::KNOWN)
    };
}

/// Writes both traits for an open object.
macro_rules! open_object {
    ($Object:ident { $($field:ident: $Type:ty,)+ }) => {
        impl $crate::external::proptest1::Generate for $Object {
            fn generate() -> ::proptest::strategy::BoxedStrategy<Self> {
                use ::proptest::strategy::Strategy as _;

                let extra = $crate::external::proptest1::extra(Self::MEMBERS);
                $crate::external::proptest1::nested!(extra $(, <$Type as $crate::external::proptest1::Generate>::generate())+)
                    .prop_map(|$crate::external::proptest1::nested!(@pattern extra $(, $field)+)| Self { $($field,)+ extra })
                    .boxed()
            }
        }

        $crate::external::proptest1::arbitrary!($Object);
    };
}

/// Nests pairs: `proptest` has no tuples for an object of twenty members.
macro_rules! nested {
    (@pattern $last:ident) => { $last };
    (@pattern $first:ident, $($rest:ident),+) => {
        ($first, $crate::external::proptest1::nested!(@pattern $($rest),+))
    };
    ($last:expr) => { $last };
    ($first:expr, $($rest:expr),+) => {
        ($first, $crate::external::proptest1::nested!($($rest),+))
    };
}

pub(crate) use {arbitrary, nested, open_enum, open_object, open_values};

/// Known values, strings that look like them, and any string.
pub(crate) fn strings<T>(known: &'static [T]) -> BoxedStrategy<T>
where
    T: AsRef<str> + for<'a> From<&'a str> + Clone + fmt::Debug + 'static,
{
    let similar = (select(known), letters()).prop_map(|(known, letters)| {
        let known = known.as_ref();
        let prefix = known.rfind('_').and_then(|end| known.get(..=end));
        T::from(&[prefix.unwrap_or_default(), &letters].concat())
    });
    prop_oneof![
        6 => select(known),
        2 => similar,
        1 => string().prop_map(|string| T::from(&string)),
    ]
    .boxed()
}

/// Known values, and any integer.
#[cfg(feature = "get-process")]
pub(crate) fn integers<T: From<i64> + Clone + fmt::Debug + 'static>(
    known: &'static [T],
) -> BoxedStrategy<T> {
    prop_oneof![6 => select(known), 1 => integer().prop_map(T::from)].boxed()
}

/// Some capitals.
pub(crate) fn letters() -> impl Strategy<Value = String> {
    vec(proptest::char::range('A', 'Z'), 1..12).prop_map(String::from_iter)
}

/// Any string.
fn string() -> impl Strategy<Value = String> {
    const STRINGS: [&str; 6] = [
        "",
        "a",
        "Maria da Silva",
        "12345678909",
        "\u{0}\"\\\r\n",
        "a string that is a good deal longer than any documented value is \u{e9}\u{1f642}",
    ];
    prop_oneof![
        5 => select(&STRINGS[..]).prop_map(String::from),
        1 => vec(any::<char>(), 0..4).prop_map(String::from_iter),
    ]
}

/// Any integer.
fn integer() -> impl Strategy<Value = i64> {
    prop_oneof![-100_i64..=100, select(&[i64::MAX, i64::MIN][..])]
}

/// Members with names other than these, which have fields.
pub(crate) fn extra(members: &'static [&'static str]) -> BoxedStrategy<Map<String, Value>> {
    let is_unknown = |(name, _): &(String, Value)| !members.contains(&name.as_str());
    prop_oneof![
        6 => Just(Map::new()),
        1 => any_members(2).prop_map(move |all| all.into_iter().filter(is_unknown).collect()),
    ]
    .boxed()
}

fn any_members(most: usize) -> impl Strategy<Value = Map<String, Value>> {
    btree_map(string(), any_value(), 0..=most).prop_map(Map::from_iter)
}

impl Generate for Value {
    fn generate() -> BoxedStrategy<Self> {
        any_value()
            .prop_filter("a `null` is an absent member", |value| !value.is_null())
            .boxed()
    }
}

fn any_value() -> BoxedStrategy<Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        Number::generate().prop_map(Value::Number),
        string().prop_map(Value::String),
    ];
    let any = |inner: BoxedStrategy<Value>| {
        let members = btree_map(string(), inner.clone(), 0..3);
        prop_oneof![
            vec(inner, 0..3).prop_map(Value::Array),
            members.prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    };
    scalar.prop_recursive(2, 4, 2, any).boxed()
}

impl Generate for Number {
    fn generate() -> BoxedStrategy<Self> {
        let decimal =
            select(&DECIMALS[..]).prop_map(|number| Self::from_f64(number).unwrap_or(0.into()));
        prop_oneof![4 => integer().prop_map(Self::from), 1 => decimal].boxed()
    }
}

const DECIMALS: [f64; 5] = [0.5, 85.5, -1.25, 1e300, -0.1];

impl Generate for String {
    fn generate() -> BoxedStrategy<Self> {
        string().boxed()
    }
}

impl Generate for Cow<'static, str> {
    fn generate() -> BoxedStrategy<Self> {
        string().prop_map(Self::Owned).boxed()
    }
}

impl Generate for bool {
    fn generate() -> BoxedStrategy<Self> {
        any::<Self>().boxed()
    }
}

impl<T: Generate> Generate for Option<T> {
    fn generate() -> BoxedStrategy<Self> {
        option::weighted(0.3, T::generate()).boxed()
    }
}

impl<T: Generate> Generate for Vec<T> {
    fn generate() -> BoxedStrategy<Self> {
        vec(T::generate(), 0..=2).boxed()
    }
}

impl Generate for ProcessId {
    fn generate() -> BoxedStrategy<Self> {
        any::<u32>()
            .prop_map(|id| Self::from_uuid(Uuid::from_u128(id.into())))
            .boxed()
    }
}

/// A payload that follows the rules, with any outcome.
impl Generate for Payload {
    fn generate() -> BoxedStrategy<Self> {
        RawPayload::generate()
            .prop_filter_map("breaks the rules", |raw| Self::try_from(raw).ok())
            .boxed()
    }
}

impl<T> Arbitrary for Selection<T>
where
    T: Arbitrary<Strategy: 'static> + Clone + Ord + AsRef<str> + for<'a> From<&'a str> + 'static,
{
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let some = || vec(any::<T>(), 0..4);
        prop_oneof![
            Just(Self::all()),
            some().prop_map(Self::only),
            some().prop_map(Self::except),
        ]
        .boxed()
    }
}

impl Generate for Subscription {
    fn generate() -> BoxedStrategy<Self> {
        let selections = (
            any::<Selection<ProcessState>>(),
            any::<Selection<ResultCode>>(),
            any::<Selection<Flow>>(),
            any::<Selection<EventType>>(),
        );
        selections
            .prop_map(|(states, results, flows, last_events)| Self {
                states,
                results,
                flows,
                last_events,
            })
            .boxed()
    }
}

arbitrary!(ProcessId, Payload, Subscription);

/// Anything that a configuration can't contain is left out: a blank name, or a value that fails.
#[cfg(feature = "get-process")]
impl Generate for Criteria {
    fn generate() -> BoxedStrategy<Self> {
        let value = |check: &Check| {
            let documented = check.values().iter().map(|(value, _)| String::from(*value));
            let documented: Vec<String> = documented.chain(["OTHER".into()]).collect();
            prop_oneof![select(documented), letters()]
        };
        let values = Check::generate().prop_flat_map(move |check| {
            let values = vec(value(&check), 1..3);
            (Just(check), values)
        });
        let accepts = vec(values, 0..3);
        let requires = vec((Flow::generate(), vec(Check::generate(), 1..3)), 0..3);
        let api_requires = option::of(vec(Check::generate(), 1..3));
        let ignores = vec(letters(), 0..3);
        (accepts, requires, api_requires, ignores)
            .prop_map(|(accepts, requires, api_requires, ignores)| {
                let mut all = Self::default();
                for (check, values) in accepts {
                    all = all.clone().accept(check, values).unwrap_or(all);
                }
                for (flow, checks) in requires {
                    all = all.clone().require(flow, checks).unwrap_or(all);
                }
                if let Some(checks) = api_requires {
                    all = all.clone().require_api(checks).unwrap_or(all);
                }
                all.clone().ignore(ignores).unwrap_or(all)
            })
            .boxed()
    }
}

#[cfg(feature = "get-process")]
impl Generate for Score {
    fn generate() -> BoxedStrategy<Self> {
        let decimal =
            select(&DECIMALS[..]).prop_map(|score| Self::from_f64(score).unwrap_or(0.into()));
        prop_oneof![4 => integer().prop_map(Self::from), 1 => decimal].boxed()
    }
}

#[cfg(feature = "get-process")]
impl Generate for Timestamp {
    fn generate() -> BoxedStrategy<Self> {
        const DOCUMENTED: [&str; 4] = [
            "2024-01-01T10:00:00Z",
            "2023-10-05T18:28:58.537985Z",
            "2024-10-04T18:53:17.028228",
            "",
        ];
        prop_oneof![
            4 => select(&DOCUMENTED[..]).prop_map(Self::from),
            1 => string().prop_map(Self::from),
        ]
        .boxed()
    }
}

#[cfg(feature = "get-process")]
impl<T: Generate> Generate for Sensitive<T> {
    fn generate() -> BoxedStrategy<Self> {
        T::generate().prop_map(Self::new).boxed()
    }
}

#[cfg(feature = "get-process")]
impl<T: Arbitrary<Strategy: 'static> + 'static> Arbitrary for Sensitive<T> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        any::<T>().prop_map(Self::new).boxed()
    }
}

#[cfg(feature = "get-process")]
impl Generate for Services {
    fn generate() -> BoxedStrategy<Self> {
        prop_oneof![
            Vec::<Service>::generate().prop_map(Self::List),
            NamedServices::generate().prop_map(Self::Named),
        ]
        .boxed()
    }
}

#[cfg(feature = "get-process")]
arbitrary!(Criteria, Score, Timestamp, Services,);
