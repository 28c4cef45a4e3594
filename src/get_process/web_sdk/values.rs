//! The vocabularies that only the Web & SDK contract uses.

use crate::wire::vocabulary::open_enum;

open_enum! {
    /// The result of identity verification: whether the face belongs to the holder of the document number.
    ///
    /// From the examples of the GetProcess pages and the [response scenarios](crate#sources). The pages write the
    /// negative value in its short form only (`NEGATIVE`, in the [decision matrix](crate#sources)); its long form
    /// here is inferred, and the short form reads as unknown.
    pub enum AuthenticationResult {
        /// The flow has no identity verification, or the check has no result.
        Unspecified = "AUTHENTICATION_RESULT_UNSPECIFIED",
        /// The face is the holder's.
        Positive = "AUTHENTICATION_RESULT_POSITIVE",
        /// There is no evidence either way: read the score and the alerts.
        Inconclusive = "AUTHENTICATION_RESULT_INCONCLUSIVE",
        /// The face is not the holder's; the long form of the value is inferred.
        Negative = "AUTHENTICATION_RESULT_NEGATIVE",
        _ => Unknown(UnknownAuthenticationResult),
    }
}

open_enum! {
    /// Whether a living person was in front of the camera.
    ///
    /// From the examples of the GetProcess pages and the [response scenarios](crate#sources). The negative value is
    /// inferred from the short form `NOT_LIVE` of the [decision matrix](crate#sources); the page of
    /// [error codes](crate#sources) writes `NO` for it. Both short forms read as unknown.
    pub enum LivenessResult {
        /// The flow has no liveness check, or the check has no result.
        Unspecified = "LIVENESS_RESULT_UNSPECIFIED",
        /// A living person.
        Live = "LIVENESS_RESULT_LIVE",
        /// Not a living person but, for example, a photo of one; the long form of the value is inferred.
        NotLive = "LIVENESS_RESULT_NOT_LIVE",
        _ => Unknown(UnknownLivenessResult),
    }
}

open_enum! {
    /// An alert about the person (risk and fraud classification): the value of `identityFraudstersResult` and its older
    /// siblings.
    ///
    /// From the examples of the GetProcess pages. The [decision matrix](crate#sources) has `YES` in its short form
    /// only, so its long form is inferred. One published example has the misspelt `TRUST_RESULT_UNSPECIFIE`, and one
    /// older page of capabilities names `SUSPICIOUS`: both read as unknown. "No alert" is written as inconclusive.
    pub enum TrustResult {
        /// The flow has no such check, or the check has no result.
        Unspecified = "TRUST_RESULT_UNSPECIFIED",
        /// Nothing is known against the person.
        Inconclusive = "TRUST_RESULT_INCONCLUSIVE",
        /// The alert is raised; the long form of the value is inferred.
        Yes = "TRUST_RESULT_YES",
        _ => Unknown(UnknownTrustResult),
    }
}

open_enum! {
    /// The result of the one-to-one comparison of the `idtoken` flows: whether the face matches the reference process.
    ///
    /// From the examples of the GetProcess pages; it is inferred from the member's name that it is the result of that
    /// comparison. The [capability page](crate#sources) has only `YES` and `NO`, in their short forms, and no third
    /// value. Their long forms are not documented, so every result reads as unknown: look at [`as_str`](Self::as_str).
    pub enum BioTokenEngineResult {
        /// The flow has no such check, or the check has no result.
        Unspecified = "BIO_TOKEN_ENGINE_RESULT_UNSPECIFIED",
        _ => Unknown(UnknownBioTokenEngineResult),
    }
}

open_enum! {
    /// The result of a smart revalidation (flow `idsmart`).
    ///
    /// From the examples of the GetProcess pages. Only the value for "none" is documented, so every result reads as
    /// unknown: look at [`as_str`](Self::as_str).
    pub enum SmartRevalidationResult {
        /// The flow has no such check, or the check has no result.
        Unspecified = "SMART_REVALIDATION_RESULT_UNSPECIFIED",
        _ => Unknown(UnknownSmartRevalidationResult),
    }
}

open_enum! {
    /// The result of an age verification (flows `idage` and `idagedocumentless`).
    ///
    /// From the example of the current [GetProcess page of the Web & SDK contract](crate#sources). The [capability
    /// page](crate#sources) has `YES`, `NO` and `INCONCLUSIVE`, in their short forms. Their long forms are not
    /// documented, so every result reads as unknown: look at [`as_str`](Self::as_str).
    pub enum IdAgeResult {
        /// The flow has no such check, or the check has no result.
        Unspecified = "ID_AGE_RESULT_UNSPECIFIED",
        _ => Unknown(UnknownIdAgeResult),
    }
}

open_enum! {
    /// The result of a check without an active capture (inferred from the name).
    ///
    /// From the example of the [older GetProcess page](crate#sources); the current example does not show the member.
    /// Only the value for "none" is documented, so every result reads as unknown: look at [`as_str`](Self::as_str).
    pub enum FrictionlessResult {
        /// The flow has no such check, or the check has no result.
        Unspecified = "FRICTIONLESS_RESULT_UNSPECIFIED",
        _ => Unknown(UnknownFrictionlessResult),
    }
}

open_enum! {
    /// Whether the accompanying risk score counts; if it does not, the score is 0 and means nothing.
    ///
    /// From the [response scenarios](crate#sources) and the example of the [older GetProcess page](crate#sources).
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
    /// From the examples of the older GetProcess pages and the enum of the [by Unico reference](crate#sources); the
    /// meanings are inferred from the names. The current example has `liveness` and `face_match`, which read as
    /// unknown.
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
        /// Not specified.
        Unspecified = "PROCESS_CAPACITY_UNSPECIFIED",
        /// The comparison with a reference.
        IdToken = "PROCESS_CAPACITY_IDTOKEN",
        /// The alerts.
        IdTrust = "PROCESS_CAPACITY_IDTRUST",
        _ => Unknown(UnknownCapacity),
    }
}

open_enum! {
    /// The kind of document number or address in `duiValue`; the letters after the prefix name its country.
    ///
    /// The known values are the 17 of the [`CreateProcess` page](crate#sources). The [digest](crate#sources) of the
    /// platform's pages counts more than 50, so others do arrive.
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
    /// The known values are those of the [`CreateProcess` page](crate#sources). The current example of GetProcess has
    /// `email`, which reads as unknown.
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
