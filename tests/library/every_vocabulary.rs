//! One list of every vocabulary, for what holds for each: their traits here, their separation in `separation.rs`.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

use idcloud_types::{Flow, ProcessState, UnknownFlow, UnknownProcessState};
use idcloud_types::{get_process, webhook};
use serde::{Serialize, de::DeserializeOwned};

/// Passes a macro every vocabulary with the type of its unknown values.
macro_rules! for_every_vocabulary {
    ($macro:ident) => {
        $macro! {
            Flow, UnknownFlow;
            ProcessState, UnknownProcessState;
            webhook::EventType, webhook::UnknownEventType;
            webhook::ResultCode, webhook::UnknownResultCode;
            get_process::Check, get_process::UnknownCheck;
            get_process::PlatformCode, get_process::UnknownPlatformCode;
            get_process::ProcessResult, get_process::UnknownProcessResult;
            get_process::api::FaceMatch, get_process::api::UnknownFaceMatch;
            get_process::api::FaceWithOtherIdResult, get_process::api::UnknownFaceWithOtherIdResult;
            get_process::api::IdCloudResult, get_process::api::UnknownIdCloudResult;
            get_process::api::IdFaceResult, get_process::api::UnknownIdFaceResult;
            get_process::api::IdentityFraudstersResult, get_process::api::UnknownIdentityFraudstersResult;
            get_process::api::Liveness, get_process::api::UnknownLiveness;
            get_process::api::SilentAuthResult, get_process::api::UnknownSilentAuthResult;
            get_process::api::Status, get_process::api::UnknownStatus;
            get_process::api::TrustResult, get_process::api::UnknownTrustResult;
            get_process::api::UnicoIdResult, get_process::api::UnknownUnicoIdResult;
            get_process::web_sdk::AuthenticationResult, get_process::web_sdk::UnknownAuthenticationResult;
            get_process::web_sdk::BioTokenEngineResult, get_process::web_sdk::UnknownBioTokenEngineResult;
            get_process::web_sdk::Capacity, get_process::web_sdk::UnknownCapacity;
            get_process::web_sdk::DuiType, get_process::web_sdk::UnknownDuiType;
            get_process::web_sdk::FrictionlessResult, get_process::web_sdk::UnknownFrictionlessResult;
            get_process::web_sdk::IdAgeResult, get_process::web_sdk::UnknownIdAgeResult;
            get_process::web_sdk::LivenessResult, get_process::web_sdk::UnknownLivenessResult;
            get_process::web_sdk::NotificationChannel, get_process::web_sdk::UnknownNotificationChannel;
            get_process::web_sdk::ScoreEnabled, get_process::web_sdk::UnknownScoreEnabled;
            get_process::web_sdk::SmartRevalidationResult, get_process::web_sdk::UnknownSmartRevalidationResult;
            get_process::web_sdk::TrustResult, get_process::web_sdk::UnknownTrustResult;
        }
    };
}
pub(crate) use for_every_vocabulary;

macro_rules! paths {
    ($($Value:ty, $Unknown:ty;)+) => {
        [$(stringify!($Value).replace(' ', "")),+]
    };
}

#[test]
fn the_list_is_complete() {
    let constants = include_str!("../public-api.txt")
        .lines()
        .filter_map(|line| {
            line.strip_prefix("pub const idcloud_types::")?
                .strip_suffix("::KNOWN: &'static [Self]")
                .map(str::to_owned)
        });
    let listed = BTreeSet::from(for_every_vocabulary!(paths));
    assert_eq!(listed, constants.collect());
}

/// The values of one vocabulary can be used as those of any other, and so can its unknown values.
#[test]
fn every_vocabulary_has_the_same_traits() {
    fn assert_value<T>()
    where
        T: Clone + Eq + Ord + Hash + Debug + Display + Send + Sync + Unpin + 'static,
        T: AsRef<str> + Borrow<str> + FromStr + Serialize + DeserializeOwned,
    {
    }
    fn assert_unknown<T>()
    where
        T: Clone + Eq + Ord + Hash + Debug + Display + Send + Sync + Unpin + 'static,
    {
    }
    macro_rules! assert_all {
        ($($Value:ty, $Unknown:ty;)+) => {$({
            type Value = $Value;
            assert_value::<Value>();
            assert_unknown::<$Unknown>();
            for known in Value::KNOWN {
                assert_eq!(known.known_str(), Some(known.as_str()));
                assert_eq!(known.as_str().parse::<Value>().ok().as_ref(), Some(known));
            }
            // Of these, a vocabulary of strings reads the first, and one of integers the second.
            for (wire, escaped) in [("a\n\u{1b}", r"a\n\u{1b}"), ("-70", "-70")] {
                if let Ok(Value::Unknown(unknown)) = wire.parse() {
                    assert_eq!(unknown.to_string(), escaped);
                }
            }
        })+};
    }
    for_every_vocabulary!(assert_all);
}
