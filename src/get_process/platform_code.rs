//! The platform's own codes of authentication errors.

use crate::wire::vocabulary::open_enum;

open_enum! {
    /// The platform's code for an authentication error. It is part of the description, such as `1.2.21` in
    /// `Authentication failed (1.2.21)`.
    ///
    /// From the [authentication guide](crate#sources) and the page of [authentication errors](crate#sources).
    /// [`ErrorBody::platform_code`](super::ErrorBody::platform_code) finds it.
    ///
    /// ```
    /// use idcloud_types::get_process::{ErrorBody, PlatformCode};
    ///
    /// let body = r#"{"error":"server_error","error_description":"Authentication failed (1.2.7)"}"#;
    /// let code = body.parse::<ErrorBody>()?.platform_code();
    /// assert_eq!(code, Some(PlatformCode::ReusedJwt));
    /// assert_eq!(PlatformCode::ReusedJwt.meaning(), Some("the JWT was used before"));
    /// # Ok::<(), idcloud_types::ReadError>(())
    /// ```
    pub enum PlatformCode {
        /// The tenant in `iss` is wrong.
        WrongTenant = "1.0.1",
        /// The application is inactive.
        InactiveApplication = "1.0.14",
        /// The `scope` is missing.
        MissingScope = "1.1.1",
        /// The JWT has expired.
        ExpiredJwt = "1.2.4",
        /// The JWT can't be validated.
        InvalidJwt = "1.2.5",
        /// The private key is no longer accepted.
        RetiredKey = "1.2.6",
        /// The JWT was used before: sign a new one for every token.
        ReusedJwt = "1.2.7",
        /// The service account is inactive.
        InactiveAccount = "1.2.11",
        /// The service account lacks a permission.
        MissingPermission = "1.2.14",
        /// The service account is locked for a while after too many failed attempts: never retry in a loop.
        LockedAccount = "1.2.18",
        /// The service account is not allowed to impersonate: leave out `sub`.
        Impersonation = "1.2.19",
        /// The JWT can't be decoded; the current page of [error codes](crate#sources) names a wrong key as the cause.
        UndecodableJwt = "1.2.20",
        /// The same as [`UndecodableJwt`](Self::UndecodableJwt), under another code.
        UndecodableJwtOrKey = "1.2.21",
        /// The JWT has claims beyond the documented ones.
        ExtraClaims = "1.2.22",
        /// The service account is limited to certain IP addresses.
        ForbiddenAddress = "1.3.1",
        /// The service account is limited to certain dates or hours.
        ForbiddenTime = "1.3.2",
        _ => Unknown(UnknownPlatformCode),
    }
}

impl PlatformCode {
    /// The documented meaning of a known code, in this crate's words; `None` for an unknown one.
    #[must_use]
    pub const fn meaning(&self) -> Option<&'static str> {
        Some(match self {
            Self::WrongTenant => "the tenant in `iss` is wrong",
            Self::InactiveApplication => "the application is inactive",
            Self::MissingScope => "the `scope` is missing",
            Self::ExpiredJwt => "the JWT has expired",
            Self::InvalidJwt => "the JWT can't be validated",
            Self::RetiredKey => "the private key is no longer accepted",
            Self::ReusedJwt => "the JWT was used before",
            Self::InactiveAccount => "the service account is inactive",
            Self::MissingPermission => "the service account lacks a permission",
            Self::LockedAccount => "the service account is locked for a while",
            Self::Impersonation => "the service account may not impersonate",
            Self::UndecodableJwt | Self::UndecodableJwtOrKey => {
                "the JWT can't be decoded, or its key is wrong"
            }
            Self::ExtraClaims => "the JWT has claims that are not allowed",
            Self::ForbiddenAddress => "the service account is limited to certain IP addresses",
            Self::ForbiddenTime => "the service account is limited to certain times",
            Self::Unknown(_) => return None,
        })
    }

    /// Finds the code at the end of a description, in parentheses or not.
    pub(super) fn at_end_of(description: &str) -> Option<Self> {
        let last = description.split_ascii_whitespace().next_back()?;
        let code = last
            .strip_prefix('(')
            .and_then(|code| code.strip_suffix(')'));
        let code = code.unwrap_or(last);
        is_code(code).then(|| code.into())
    }
}

/// Whether a string has the form of a code: three numbers of one or two digits.
fn is_code(text: &str) -> bool {
    let is_number =
        |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split('.').count() == 3 && text.split('.').all(is_number)
}
