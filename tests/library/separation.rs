//! Nothing converts, compares or borrows between two vocabularies, in any direction.
//!
//! The matrix compiles only if none of these is implemented. `compile_fail/` has the errors of code that tries.

use std::borrow::Borrow;

use idcloud_types::webhook::ResultCode;
use idcloud_types::{Flow, ProcessState, get_process, webhook};
use static_assertions::{assert_impl_all, assert_not_impl_any};

use crate::every_vocabulary::for_every_vocabulary;

/// Checks the first type against each of the others, then the rest: every pair once, in both directions.
macro_rules! separate {
    () => {};
    ($X:ty, $_:ty; $($Y:ty, $__:ty;)*) => {
        $(
            assert_not_impl_any!($X: PartialEq<$Y>, PartialOrd<$Y>, From<$Y>, Into<$Y>, AsRef<$Y>, Borrow<$Y>);
            assert_not_impl_any!($Y: PartialEq<$X>, PartialOrd<$X>, AsRef<$X>, Borrow<$X>, Extend<$X>);
        )*
        separate!($($Y, $__;)*);
    };
}

for_every_vocabulary!(separate);

// The checks can fail: a vocabulary implements these.
assert_impl_all!(ResultCode: PartialEq<ResultCode>, From<&'static str>, AsRef<str>, Borrow<str>);
assert_not_impl_any!(ResultCode: PartialEq<str>, PartialEq<&'static str>, PartialEq<String>, Default);
