//! Every vocabulary of GetProcess has the values of its pages, and keeps every other.
//!
//! The tables are copied from the pages, not from the source. That of `ProcessResult` is in `../vocabulary.rs`.

use idcloud_types::get_process::web_sdk::{
    AuthenticationResult, BioTokenEngineResult, Capacity, DuiType, FrictionlessResult, IdAgeResult,
    LivenessResult, NotificationChannel, ScoreEnabled, SmartRevalidationResult, TrustResult,
};
use idcloud_types::get_process::{
    ProcessResult,
    api::{
        self, FaceWithOtherIdResult, IdCloudResult, IdFaceResult, IdentityFraudstersResult,
        SilentAuthResult, UnicoIdResult,
    },
    web_sdk,
};

type ApiTrustResult = api::TrustResult;

const HOSTILE: &[&str] = &[
    "",
    " ",
    "null",
    "Ok",
    "\"\\\n\r\t\u{0}\u{7f}\u{1b}[31m\u{202e}",
    "ünïcödé 🦀",
    "12345678909",
];

macro_rules! vocabularies {
    ($($test:ident: $Word:ident $known:expr;)+) => {$(
        #[test]
        fn $test() {
            let known: &[(&str, &str)] = &$known;
            assert!($Word::KNOWN.iter().map($Word::as_str).eq(known.iter().map(|(wire, _)| *wire)));
            for (wire, name) in known {
                let word = $Word::from(*wire);
                assert!(word.is_known(), "{wire}");
                assert_eq!(format!("{word:?}"), *name);
                assert_eq!(word.to_string(), *wire);
                assert_eq!($Word::try_known(wire).unwrap(), word);
            }
            // what is near to a known value is not one of them
            let near = known.iter().flat_map(|(wire, _)| [
                wire.to_lowercase() + " ", format!(" {wire}"), wire[..wire.len() - 1].to_owned(), format!("{wire}_"),
            ]);
            for text in HOSTILE.iter().map(|text| (*text).to_owned()).chain(near) {
                let json = serde_json::to_string(&text).unwrap();
                let word: $Word = serde_json::from_str(&json).unwrap();
                assert!(!word.is_known(), "{text:?}");
                assert_eq!(word.as_str(), text);
                assert_eq!(serde_json::to_string(&word).unwrap(), json);
                assert!(!format!("{word:?}").chars().any(char::is_control));
                assert!($Word::try_known(&text).is_err());
            }
            for wrong in ["1", "null", "[]", "{}", "true"] {
                assert!(serde_json::from_str::<$Word>(wrong).is_err(), "{wrong}");
            }
        }
    )+};
}

vocabularies! {
    authentication_result: AuthenticationResult [
        ("AUTHENTICATION_RESULT_UNSPECIFIED", "Unspecified"),
        ("AUTHENTICATION_RESULT_POSITIVE", "Positive"),
        ("AUTHENTICATION_RESULT_INCONCLUSIVE", "Inconclusive"),
        ("AUTHENTICATION_RESULT_NEGATIVE", "Negative"),
    ];
    liveness_result: LivenessResult [
        ("LIVENESS_RESULT_UNSPECIFIED", "Unspecified"),
        ("LIVENESS_RESULT_LIVE", "Live"),
        ("LIVENESS_RESULT_NOT_LIVE", "NotLive"),
    ];
    trust_result: TrustResult [
        ("TRUST_RESULT_UNSPECIFIED", "Unspecified"),
        ("TRUST_RESULT_INCONCLUSIVE", "Inconclusive"),
        ("TRUST_RESULT_YES", "Yes"),
    ];
    bio_token_engine_result: BioTokenEngineResult [("BIO_TOKEN_ENGINE_RESULT_UNSPECIFIED", "Unspecified")];
    smart_revalidation_result: SmartRevalidationResult [("SMART_REVALIDATION_RESULT_UNSPECIFIED", "Unspecified")];
    id_age_result: IdAgeResult [("ID_AGE_RESULT_UNSPECIFIED", "Unspecified")];
    frictionless_result: FrictionlessResult [("FRICTIONLESS_RESULT_UNSPECIFIED", "Unspecified")];
    score_enabled: ScoreEnabled [
        ("SCORE_ENABLED_UNSPECIFIED", "Unspecified"),
        ("SCORE_ENABLED_TRUE", "True"),
        ("SCORE_ENABLED_FALSE", "False"),
    ];
    capacity: Capacity [
        ("PROCESS_CAPACITY_IDLIVE", "IdLive"),
        ("PROCESS_CAPACITY_IDUNICO", "IdUnico"),
        ("PROCESS_CAPACITY_IDCHECK", "IdCheck"),
        ("PROCESS_CAPACITY_IDDOCS", "IdDocs"),
        ("PROCESS_CAPACITY_IDSIGN", "IdSign"),
        ("PROCESS_CAPACITY_IDSERPRO", "IdSerpro"),
        ("PROCESS_CAPACITY_UNSPECIFIED", "Unspecified"),
        ("PROCESS_CAPACITY_IDTOKEN", "IdToken"),
        ("PROCESS_CAPACITY_IDTRUST", "IdTrust"),
    ];
    notification_channel: NotificationChannel [
        ("NOTIFICATION_CHANNEL_WHATSAPP", "WhatsApp"),
        ("NOTIFICATION_CHANNEL_SMS", "Sms"),
        ("NOTIFICATION_CHANNEL_EMAIL", "Email"),
    ];
    dui_type: DuiType [
        ("DUI_TYPE_BR_CPF", "BrCpf"),
        ("DUI_TYPE_MX_CURP", "MxCurp"),
        ("DUI_TYPE_US_SSN", "UsSsn"),
        ("DUI_TYPE_BR_PASSPORT", "BrPassport"),
        ("DUI_TYPE_AR_PASSPORT", "ArPassport"),
        ("DUI_TYPE_AR_DNI", "ArDni"),
        ("DUI_TYPE_NG_NIN", "NgNin"),
        ("DUI_TYPE_CL_RUN", "ClRun"),
        ("DUI_TYPE_EC_NI", "EcNi"),
        ("DUI_TYPE_US_PASSPORT", "UsPassport"),
        ("DUI_TYPE_GT_CUI", "GtCui"),
        ("DUI_TYPE_UY_CI", "UyCi"),
        ("DUI_TYPE_ZZ_EMAIL", "ZzEmail"),
        ("DUI_TYPE_ID_NIK", "IdNik"),
        ("DUI_TYPE_ZZ_PHONE_NUMBER", "ZzPhoneNumber"),
        ("DUI_TYPE_US_DRIVER_LICENSE", "UsDriverLicense"),
        ("DUI_TYPE_NG_BVN", "NgBvn"),
    ];
    unico_id_result: UnicoIdResult [("yes", "Yes"), ("no", "No"), ("inconclusive", "Inconclusive")];
    identity_fraudsters_result: IdentityFraudstersResult [("yes", "Yes"), ("inconclusive", "Inconclusive")];
    id_cloud_result: IdCloudResult [
        ("approved", "Approved"),
        ("denied", "Denied"),
        ("critical-risk", "CriticalRisk"),
        ("high-risk", "HighRisk"),
        ("retry", "Retry"),
        ("inconclusive", "Inconclusive"),
        ("reproved", "Reproved"),
        ("risk-critical", "RiskCritical"),
        ("risk-high", "RiskHigh"),
    ];
    face_with_other_id_result: FaceWithOtherIdResult [("yes", "Yes"), ("inconclusive", "Inconclusive")];
    api_trust_result: ApiTrustResult [("no", "No"), ("inconclusive", "Inconclusive")];
    silent_auth_result: SilentAuthResult [("yes", "Yes"), ("no", "No"), ("inconclusive", "Inconclusive")];
    id_face_result: IdFaceResult [("FOUND", "Found"), ("NOT_FOUND", "NotFound")];
}

/// The oddities of the published examples and pages stay what they are.
#[test]
fn values_outside_the_specification_are_unknown() {
    assert!(!ProcessResult::from("PROCESS_RESULT_FAILED").is_known());
    assert!(!TrustResult::from("TRUST_RESULT_UNSPECIFIE").is_known());
    assert!(!TrustResult::from("SUSPICIOUS").is_known());
    assert!(!NotificationChannel::from("email").is_known());
    assert!(!Capacity::from("liveness").is_known());
    assert!(!LivenessResult::from("NO").is_known());
    assert!(!AuthenticationResult::from("NEGATIVE").is_known());
    for short in ["YES", "NO", "INCONCLUSIVE"] {
        assert!(!BioTokenEngineResult::from(short).is_known());
        assert!(!IdAgeResult::from(short).is_known());
        assert!(!UnicoIdResult::from(short).is_known());
    }
}

/// The values of one vocabulary can be used as those of any other, and so can its unknown values.
#[test]
fn every_vocabulary_has_the_same_traits() {
    use std::borrow::Borrow;
    use std::fmt::{Debug, Display};
    use std::hash::Hash;
    use std::str::FromStr;

    use idcloud_types::get_process::{PlatformCode, UnknownPlatformCode, UnknownProcessResult};
    use serde::{Serialize, de::DeserializeOwned};

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
        ($($Value:ty, $Unknown:ty;)+) => {$(
            assert_value::<$Value>();
            assert_unknown::<$Unknown>();
            for known in <$Value>::KNOWN {
                assert_eq!(known.known_str(), Some(known.as_str()));
            }
        )+};
    }
    assert_all! {
        ProcessResult, UnknownProcessResult;
        PlatformCode, UnknownPlatformCode;
        AuthenticationResult, web_sdk::UnknownAuthenticationResult;
        BioTokenEngineResult, web_sdk::UnknownBioTokenEngineResult;
        Capacity, web_sdk::UnknownCapacity;
        DuiType, web_sdk::UnknownDuiType;
        FrictionlessResult, web_sdk::UnknownFrictionlessResult;
        IdAgeResult, web_sdk::UnknownIdAgeResult;
        LivenessResult, web_sdk::UnknownLivenessResult;
        NotificationChannel, web_sdk::UnknownNotificationChannel;
        ScoreEnabled, web_sdk::UnknownScoreEnabled;
        SmartRevalidationResult, web_sdk::UnknownSmartRevalidationResult;
        TrustResult, web_sdk::UnknownTrustResult;
        api::Status, api::UnknownStatus;
        api::Liveness, api::UnknownLiveness;
        api::FaceMatch, api::UnknownFaceMatch;
        UnicoIdResult, api::UnknownUnicoIdResult;
        IdentityFraudstersResult, api::UnknownIdentityFraudstersResult;
        FaceWithOtherIdResult, api::UnknownFaceWithOtherIdResult;
        ApiTrustResult, api::UnknownTrustResult;
        IdCloudResult, api::UnknownIdCloudResult;
        IdFaceResult, api::UnknownIdFaceResult;
        SilentAuthResult, api::UnknownSilentAuthResult;
    }
}
