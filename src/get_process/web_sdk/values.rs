//! The vocabularies that only the Web & SDK contract uses.

use crate::wire::vocabulary::open_enum;

open_enum! {
    /// Whether the face is that of the holder of the document number (identity verification).
    ///
    /// From the examples of the GetProcess pages and the [response scenarios](crate#sources). The pages write the
    /// negative value in its short form only (`NEGATIVE`, in the [decision matrix](crate#sources)); its full text here
    /// is inferred, and the short form reads as unknown. Match with a guard:
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::AuthenticationResult;
    ///
    /// fn is_negative(result: &AuthenticationResult) -> bool {
    ///     match result {
    ///         AuthenticationResult::Negative => true,
    ///         other => other.as_str() == "NEGATIVE",
    ///     }
    /// }
    ///
    /// assert!(is_negative(&"NEGATIVE".into()));
    /// ```
    pub enum AuthenticationResult {
        /// The flow has no identity verification, or it did not answer.
        Unspecified = "AUTHENTICATION_RESULT_UNSPECIFIED",
        /// The face is the holder's.
        Positive = "AUTHENTICATION_RESULT_POSITIVE",
        /// There is no evidence either way: read the score and the alerts.
        Inconclusive = "AUTHENTICATION_RESULT_INCONCLUSIVE",
        /// The face is not the holder's; its long form is inferred.
        Negative = "AUTHENTICATION_RESULT_NEGATIVE",
        _ => Unknown(UnknownAuthenticationResult),
    }
}

open_enum! {
    /// Whether a living person was in front of the camera.
    ///
    /// From the examples of the GetProcess pages and the [response scenarios](crate#sources). The negative value is
    /// inferred from the short form `NOT_LIVE` of the [decision matrix](crate#sources); the page of
    /// [error codes](crate#sources) writes `NO` for it. Both short forms read as unknown. Match with a guard:
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::LivenessResult;
    ///
    /// fn is_refused(result: &LivenessResult) -> bool {
    ///     match result {
    ///         LivenessResult::NotLive => true,
    ///         other => matches!(other.as_str(), "NO" | "NOT_LIVE"),
    ///     }
    /// }
    ///
    /// assert!(is_refused(&"NO".into()));
    /// ```
    pub enum LivenessResult {
        /// The flow has no liveness check, or it did not answer.
        Unspecified = "LIVENESS_RESULT_UNSPECIFIED",
        /// A living person.
        Live = "LIVENESS_RESULT_LIVE",
        /// Not a living person, such as a photo of one; its long form is inferred.
        NotLive = "LIVENESS_RESULT_NOT_LIVE",
        _ => Unknown(UnknownLivenessResult),
    }
}

open_enum! {
    /// Whether there is an alert about the person (risk and fraud classification): `identityFraudstersResult` and its
    /// older siblings.
    ///
    /// From the examples of the GetProcess pages. The [decision matrix](crate#sources) has `YES` in its short form
    /// only, so its full text is inferred. One published example holds the misspelt `TRUST_RESULT_UNSPECIFIE`, and one
    /// older page of capabilities names `SUSPICIOUS`: both read as unknown. "No alert" is written as inconclusive.
    /// Match with a guard:
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::TrustResult;
    ///
    /// fn is_alert(result: &TrustResult) -> bool {
    ///     match result {
    ///         TrustResult::Yes => true,
    ///         other => other.as_str() == "TRUST_RESULT_SUSPICIOUS",
    ///     }
    /// }
    ///
    /// assert!(is_alert(&"TRUST_RESULT_SUSPICIOUS".into()));
    /// ```
    pub enum TrustResult {
        /// The flow has no such check, or it did not answer.
        Unspecified = "TRUST_RESULT_UNSPECIFIED",
        /// Nothing is known against the person.
        Inconclusive = "TRUST_RESULT_INCONCLUSIVE",
        /// There is an alert about the person; its long form is inferred.
        Yes = "TRUST_RESULT_YES",
        _ => Unknown(UnknownTrustResult),
    }
}

open_enum! {
    /// Whether the face is that of the reference process (the one-to-one comparison of the `idtoken` flows).
    ///
    /// From the examples of the GetProcess pages; that the member is that comparison is inferred from its name. Only
    /// the value for "none" is documented, so every answer reads as unknown: look at its text.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::BioTokenEngineResult;
    ///
    /// fn is_answer(result: &BioTokenEngineResult) -> bool {
    ///     match result {
    ///         BioTokenEngineResult::Unspecified => false,
    ///         other => other.as_str() == "BIO_TOKEN_ENGINE_RESULT_OF_TOMORROW",
    ///     }
    /// }
    ///
    /// assert!(is_answer(&"BIO_TOKEN_ENGINE_RESULT_OF_TOMORROW".into()));
    /// ```
    pub enum BioTokenEngineResult {
        /// The flow has no such check, or it did not answer.
        Unspecified = "BIO_TOKEN_ENGINE_RESULT_UNSPECIFIED",
        _ => Unknown(UnknownBioTokenEngineResult),
    }
}

open_enum! {
    /// How a smart revalidation ended (flow `idsmart`).
    ///
    /// From the examples of the GetProcess pages. Only the value for "none" is documented, so every answer reads as
    /// unknown: look at its text.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::SmartRevalidationResult;
    ///
    /// fn is_answer(result: &SmartRevalidationResult) -> bool {
    ///     match result {
    ///         SmartRevalidationResult::Unspecified => false,
    ///         other => other.as_str() == "SMART_REVALIDATION_RESULT_OF_TOMORROW",
    ///     }
    /// }
    ///
    /// assert!(is_answer(&"SMART_REVALIDATION_RESULT_OF_TOMORROW".into()));
    /// ```
    pub enum SmartRevalidationResult {
        /// The flow has no such check, or it did not answer.
        Unspecified = "SMART_REVALIDATION_RESULT_UNSPECIFIED",
        _ => Unknown(UnknownSmartRevalidationResult),
    }
}

open_enum! {
    /// How an age verification ended (flows `idage` and `idagedocumentless`).
    ///
    /// From the example of the current [GetProcess page of the Web & SDK contract](crate#sources). Only the value for
    /// "none" is documented, so every answer reads as unknown: look at its text.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::IdAgeResult;
    ///
    /// fn is_answer(result: &IdAgeResult) -> bool {
    ///     match result {
    ///         IdAgeResult::Unspecified => false,
    ///         other => other.as_str() == "ID_AGE_RESULT_OF_TOMORROW",
    ///     }
    /// }
    ///
    /// assert!(is_answer(&"ID_AGE_RESULT_OF_TOMORROW".into()));
    /// ```
    pub enum IdAgeResult {
        /// The flow has no such check, or it did not answer.
        Unspecified = "ID_AGE_RESULT_UNSPECIFIED",
        _ => Unknown(UnknownIdAgeResult),
    }
}

open_enum! {
    /// How a check without an active capture ended (inferred from the name).
    ///
    /// From the example of the [older GetProcess page](crate#sources); the current example does not show the member.
    /// Only the value for "none" is documented, so every answer reads as unknown: look at its text.
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::FrictionlessResult;
    ///
    /// fn is_answer(result: &FrictionlessResult) -> bool {
    ///     match result {
    ///         FrictionlessResult::Unspecified => false,
    ///         other => other.as_str() == "FRICTIONLESS_RESULT_OF_TOMORROW",
    ///     }
    /// }
    ///
    /// assert!(is_answer(&"FRICTIONLESS_RESULT_OF_TOMORROW".into()));
    /// ```
    pub enum FrictionlessResult {
        /// The flow has no such check, or it did not answer.
        Unspecified = "FRICTIONLESS_RESULT_UNSPECIFIED",
        _ => Unknown(UnknownFrictionlessResult),
    }
}

open_enum! {
    /// Whether the risk score beside it counts: where it is off, the score is 0 and means nothing.
    ///
    /// From the [response scenarios](crate#sources) and the example of the [older GetProcess page](crate#sources).
    /// Match with a guard:
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::ScoreEnabled;
    ///
    /// fn counts(enabled: &ScoreEnabled) -> bool {
    ///     match enabled {
    ///         ScoreEnabled::True => true,
    ///         other => other.as_str() == "SCORE_ENABLED_PARTIAL",
    ///     }
    /// }
    ///
    /// assert!(counts(&"SCORE_ENABLED_PARTIAL".into()));
    /// ```
    pub enum ScoreEnabled {
        /// Not specified.
        Unspecified = "SCORE_ENABLED_UNSPECIFIED",
        /// The score counts.
        True = "SCORE_ENABLED_TRUE",
        /// There is no score.
        False = "SCORE_ENABLED_FALSE",
        _ => Unknown(UnknownScoreEnabled),
    }
}

open_enum! {
    /// A capability that the process used.
    ///
    /// From the examples of the older GetProcess pages; what each one means is inferred from its name. The current
    /// example holds `liveness` and `face_match`, which read as unknown. Match with a guard:
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::Capacity;
    ///
    /// fn is_liveness(capacity: &Capacity) -> bool {
    ///     match capacity {
    ///         Capacity::IdLive => true,
    ///         other => other.as_str() == "liveness",
    ///     }
    /// }
    ///
    /// assert!(is_liveness(&"liveness".into()));
    /// ```
    pub enum Capacity {
        /// Liveness.
        IdLive = "PROCESS_CAPACITY_IDLIVE",
        /// Identity verification.
        IdUnico = "PROCESS_CAPACITY_IDUNICO",
        /// The risk score.
        IdCheck = "PROCESS_CAPACITY_IDCHECK",
        /// Documents.
        IdDocs = "PROCESS_CAPACITY_IDDOCS",
        /// Electronic signature.
        IdSign = "PROCESS_CAPACITY_IDSIGN",
        /// The Serpro look-up.
        IdSerpro = "PROCESS_CAPACITY_IDSERPRO",
        _ => Unknown(UnknownCapacity),
    }
}

open_enum! {
    /// What kind of document or address `duiValue` is; the letters after the prefix name its country.
    ///
    /// The known values are the 17 of the [`CreateProcess` page](crate#sources). The [digest](crate#sources) of the
    /// platform's pages counts more than 50, so others do arrive. Match with a guard:
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::DuiType;
    ///
    /// fn is_brazilian(dui_type: &DuiType) -> bool {
    ///     match dui_type {
    ///         DuiType::BrCpf | DuiType::BrPassport => true,
    ///         other => other.as_str() == "DUI_TYPE_BR_CNH",
    ///     }
    /// }
    ///
    /// assert!(is_brazilian(&"DUI_TYPE_BR_CNH".into()));
    /// ```
    pub enum DuiType {
        /// Brazil: CPF.
        BrCpf = "DUI_TYPE_BR_CPF",
        /// Mexico: CURP.
        MxCurp = "DUI_TYPE_MX_CURP",
        /// United States: social security number.
        UsSsn = "DUI_TYPE_US_SSN",
        /// Brazil: passport.
        BrPassport = "DUI_TYPE_BR_PASSPORT",
        /// Argentina: passport.
        ArPassport = "DUI_TYPE_AR_PASSPORT",
        /// Argentina: DNI.
        ArDni = "DUI_TYPE_AR_DNI",
        /// Nigeria: NIN.
        NgNin = "DUI_TYPE_NG_NIN",
        /// Chile: RUN.
        ClRun = "DUI_TYPE_CL_RUN",
        /// Ecuador: NI.
        EcNi = "DUI_TYPE_EC_NI",
        /// United States: passport.
        UsPassport = "DUI_TYPE_US_PASSPORT",
        /// Guatemala: CUI.
        GtCui = "DUI_TYPE_GT_CUI",
        /// Uruguay: CI.
        UyCi = "DUI_TYPE_UY_CI",
        /// Any country: an e-mail address.
        ZzEmail = "DUI_TYPE_ZZ_EMAIL",
        /// Indonesia: NIK.
        IdNik = "DUI_TYPE_ID_NIK",
        /// Any country: a phone number.
        ZzPhoneNumber = "DUI_TYPE_ZZ_PHONE_NUMBER",
        /// United States: driver license.
        UsDriverLicense = "DUI_TYPE_US_DRIVER_LICENSE",
        /// Nigeria: BVN.
        NgBvn = "DUI_TYPE_NG_BVN",
        _ => Unknown(UnknownDuiType),
    }
}

open_enum! {
    /// How the person is notified of the process.
    ///
    /// The known values are those of the [`CreateProcess` page](crate#sources). The current example of GetProcess holds
    /// `email`, which reads as unknown. Match with a guard:
    ///
    /// ```
    /// use idcloud_types::get_process::web_sdk::NotificationChannel;
    ///
    /// fn is_email(channel: &NotificationChannel) -> bool {
    ///     match channel {
    ///         NotificationChannel::Email => true,
    ///         other => other.as_str() == "email",
    ///     }
    /// }
    ///
    /// assert!(is_email(&"email".into()));
    /// ```
    pub enum NotificationChannel {
        /// By `WhatsApp`.
        WhatsApp = "NOTIFICATION_CHANNEL_WHATSAPP",
        /// By SMS.
        Sms = "NOTIFICATION_CHANNEL_SMS",
        /// By e-mail.
        Email = "NOTIFICATION_CHANNEL_EMAIL",
        _ => Unknown(UnknownNotificationChannel),
    }
}
