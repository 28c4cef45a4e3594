//! Nothing converts, compares or borrows between two vocabularies, in any direction.
//!
//! The matrix compiles only if none of these is implemented. `compile_fail/` has the errors of code that tries.

use std::borrow::Borrow;

use idcloud_types::get_process::ProcessResult;
use idcloud_types::get_process::api::{
    IdCloudResult, IdentityFraudstersResult, Liveness, Status, UnicoIdResult,
};
use idcloud_types::get_process::web_sdk::{
    AuthenticationResult, BioTokenEngineResult, Capacity, DuiType, FrictionlessResult, IdAgeResult,
    LivenessResult, NotificationChannel, ScoreEnabled, SmartRevalidationResult, TrustResult,
};
use idcloud_types::webhook::{EventType, ResultCode};
use idcloud_types::{Flow, ProcessState};
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// Checks the first type against each of the others, then the rest: every pair once, in both directions.
macro_rules! separate {
    ($X:ty $(,)?) => {};
    ($X:ty, $($Y:ty),+ $(,)?) => {
        $(
            assert_not_impl_any!($X: PartialEq<$Y>, PartialOrd<$Y>, From<$Y>, Into<$Y>, AsRef<$Y>, Borrow<$Y>);
            assert_not_impl_any!($Y: PartialEq<$X>, PartialOrd<$X>, AsRef<$X>, Borrow<$X>, Extend<$X>);
        )+
        separate!($($Y),+);
    };
}

separate!(
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

// The checks can fail: a vocabulary implements these.
assert_impl_all!(ResultCode: PartialEq<ResultCode>, From<&'static str>, AsRef<str>, Borrow<str>);
assert_not_impl_any!(ResultCode: PartialEq<str>, PartialEq<&'static str>, PartialEq<String>, Default);
