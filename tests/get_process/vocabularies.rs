//! Every vocabulary of GetProcess has the values of its pages, and keeps every other.
//!
//! The tables are copied from the pages, not from the source. That of `ProcessResult` is in `../vocabulary.rs`.

use idcloud_types::get_process::{ProcessResult, api, web_sdk};

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
    ($($test:ident: $Word:ty = $known:expr;)+) => {
        /// The vocabularies of the table.
        const TABLE: &[&str] = &[$(stringify!($Word)),+];
    $(
        #[test]
        fn $test() {
            let known: &[(&str, &str)] = &$known;
            assert!(<$Word>::KNOWN.iter().map(<$Word>::as_str).eq(known.iter().map(|(wire, _)| *wire)));
            for (wire, name) in known {
                let word = <$Word>::from(*wire);
                assert!(word.is_known(), "{wire}");
                assert_eq!(format!("{word:?}"), *name);
                assert_eq!(word.to_string(), *wire);
                assert_eq!(<$Word>::try_known(wire).unwrap(), word);
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
                assert!(<$Word>::try_known(&text).is_err());
            }
            for wrong in ["1", "null", "[]", "{}", "true"] {
                assert!(serde_json::from_str::<$Word>(wrong).is_err(), "{wrong}");
            }
        }
    )+};
}

vocabularies! {
    authentication_result: web_sdk::AuthenticationResult = [
        ("AUTHENTICATION_RESULT_UNSPECIFIED", "Unspecified"),
        ("AUTHENTICATION_RESULT_POSITIVE", "Positive"),
        ("AUTHENTICATION_RESULT_INCONCLUSIVE", "Inconclusive"),
        ("AUTHENTICATION_RESULT_NEGATIVE", "Negative"),
    ];
    liveness_result: web_sdk::LivenessResult = [
        ("LIVENESS_RESULT_UNSPECIFIED", "Unspecified"),
        ("LIVENESS_RESULT_LIVE", "Live"),
        ("LIVENESS_RESULT_NOT_LIVE", "NotLive"),
    ];
    trust_result: web_sdk::TrustResult = [
        ("TRUST_RESULT_UNSPECIFIED", "Unspecified"),
        ("TRUST_RESULT_INCONCLUSIVE", "Inconclusive"),
        ("TRUST_RESULT_YES", "Yes"),
    ];
    bio_token_engine_result: web_sdk::BioTokenEngineResult = [("BIO_TOKEN_ENGINE_RESULT_UNSPECIFIED", "Unspecified")];
    smart_revalidation_result: web_sdk::SmartRevalidationResult = [("SMART_REVALIDATION_RESULT_UNSPECIFIED", "Unspecified")];
    id_age_result: web_sdk::IdAgeResult = [("ID_AGE_RESULT_UNSPECIFIED", "Unspecified")];
    frictionless_result: web_sdk::FrictionlessResult = [("FRICTIONLESS_RESULT_UNSPECIFIED", "Unspecified")];
    score_enabled: web_sdk::ScoreEnabled = [
        ("SCORE_ENABLED_UNSPECIFIED", "Unspecified"),
        ("SCORE_ENABLED_TRUE", "True"),
        ("SCORE_ENABLED_FALSE", "False"),
    ];
    capacity: web_sdk::Capacity = [
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
    notification_channel: web_sdk::NotificationChannel = [
        ("NOTIFICATION_CHANNEL_WHATSAPP", "WhatsApp"),
        ("NOTIFICATION_CHANNEL_SMS", "Sms"),
        ("NOTIFICATION_CHANNEL_EMAIL", "Email"),
    ];
    dui_type: web_sdk::DuiType = [
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
    unico_id_result: api::UnicoIdResult = [("yes", "Yes"), ("no", "No"), ("inconclusive", "Inconclusive")];
    identity_fraudsters_result: api::IdentityFraudstersResult = [("yes", "Yes"), ("inconclusive", "Inconclusive")];
    id_cloud_result: api::IdCloudResult = [
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
    face_with_other_id_result: api::FaceWithOtherIdResult = [("yes", "Yes"), ("inconclusive", "Inconclusive")];
    api_trust_result: api::TrustResult = [("no", "No"), ("inconclusive", "Inconclusive")];
    silent_auth_result: api::SilentAuthResult = [("yes", "Yes"), ("no", "No"), ("inconclusive", "Inconclusive")];
    id_face_result: api::IdFaceResult = [("FOUND", "Found"), ("NOT_FOUND", "NotFound")];
}

/// So that a vocabulary that is added later gets a table.
#[test]
fn every_vocabulary_has_a_table() {
    // in `tables.rs`, `error_bodies.rs`, `../library/vocabulary.rs`, and `values.rs`
    let elsewhere = [
        "Check",
        "PlatformCode",
        "ProcessResult",
        "api::FaceMatch",
        "api::Liveness",
        "api::Status",
    ];
    let constants = include_str!("../public-api.txt")
        .lines()
        .filter_map(|line| {
            line.strip_prefix("pub const idcloud_types::get_process::")?
                .strip_suffix("::KNOWN: &'static [Self]")
        });
    let mut tables: Vec<String> = TABLE.iter().map(|name| name.replace(' ', "")).collect();
    tables.extend(elsewhere.map(str::to_owned));
    tables.sort_unstable();
    let mut constants: Vec<&str> = constants.collect();
    constants.sort_unstable();
    assert_eq!(tables, constants);
}

/// The oddities of the published examples and pages stay what they are.
#[test]
fn values_outside_the_specification_are_unknown() {
    assert!(!ProcessResult::from("PROCESS_RESULT_FAILED").is_known());
    assert!(!web_sdk::TrustResult::from("TRUST_RESULT_UNSPECIFIE").is_known());
    assert!(!web_sdk::TrustResult::from("SUSPICIOUS").is_known());
    assert!(!web_sdk::NotificationChannel::from("email").is_known());
    assert!(!web_sdk::Capacity::from("liveness").is_known());
    assert!(!web_sdk::LivenessResult::from("NO").is_known());
    assert!(!web_sdk::AuthenticationResult::from("NEGATIVE").is_known());
    for short in ["YES", "NO", "INCONCLUSIVE"] {
        assert!(!web_sdk::BioTokenEngineResult::from(short).is_known());
        assert!(!web_sdk::IdAgeResult::from(short).is_known());
        assert!(!api::UnicoIdResult::from(short).is_known());
    }
}
