//! Every vocabulary is a stranger to every other: no comparison, no conversion and no borrowing, in any direction.
//!
//! The matrix compiles only if none of these is implemented. `compile_fail.rs` shows what somebody meets who tries.

use std::borrow::Borrow;

use idcloud_types::get_process::api::{
    IdCloudResult, IdentityFraudstersResult, Liveness, Status, UnicoIdResult,
};
use idcloud_types::get_process::{
    AuthenticationResult, BioTokenEngineResult, Capacity, DuiType, FrictionlessResult, IdAgeResult,
    LivenessResult, NotificationChannel, ProcessResult, ScoreEnabled, SmartRevalidationResult,
    TrustResult,
};
use idcloud_types::webhook::{EventType, ResultCode};
use idcloud_types::{Flow, ProcessState};
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// Holds the first type against each of the others, then goes on with the rest: every pair once, in both directions.
macro_rules! strangers {
    ($X:ty $(,)?) => {};
    ($X:ty, $($Y:ty),+ $(,)?) => {
        $(
            assert_not_impl_any!($X: PartialEq<$Y>, PartialOrd<$Y>, From<$Y>, Into<$Y>, AsRef<$Y>, Borrow<$Y>);
            assert_not_impl_any!($Y: PartialEq<$X>, PartialOrd<$X>, AsRef<$X>, Borrow<$X>, Extend<$X>);
        )+
        strangers!($($Y),+);
    };
}

strangers!(
    ProcessState,
    Flow,
    EventType,
    ResultCode,
    ProcessResult,
    AuthenticationResult,
    BioTokenEngineResult,
    Capacity,
    DuiType,
    FrictionlessResult,
    IdAgeResult,
    LivenessResult,
    NotificationChannel,
    ScoreEnabled,
    SmartRevalidationResult,
    TrustResult,
    IdCloudResult,
    IdentityFraudstersResult,
    UnicoIdResult,
    Liveness,
    Status,
);

// The matrix would see it: these are what a vocabulary does implement.
assert_impl_all!(ResultCode: PartialEq<ResultCode>, From<&'static str>, AsRef<str>, Borrow<str>);
assert_not_impl_any!(ResultCode: PartialEq<str>, PartialEq<&'static str>, PartialEq<String>, Default);
