//! `DUI_TYPE_*`: what kind of number names a person.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// What kind of document or address `duiValue` is; the letters after the prefix name its country.
///
/// The known values are the 17 of the `CreateProcess` page. A digest of the platform's pages counts more than 50, so
/// others do arrive. Match with a guard:
///
/// ```
/// use idcloud_types::get_process::DuiType;
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
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum DuiType {
    /// Brazil: CPF. Wire: `DUI_TYPE_BR_CPF`.
    BrCpf,
    /// Mexico: CURP. Wire: `DUI_TYPE_MX_CURP`.
    MxCurp,
    /// United States: social security number. Wire: `DUI_TYPE_US_SSN`.
    UsSsn,
    /// Brazil: passport. Wire: `DUI_TYPE_BR_PASSPORT`.
    BrPassport,
    /// Argentina: passport. Wire: `DUI_TYPE_AR_PASSPORT`.
    ArPassport,
    /// Argentina: DNI. Wire: `DUI_TYPE_AR_DNI`.
    ArDni,
    /// Nigeria: NIN. Wire: `DUI_TYPE_NG_NIN`.
    NgNin,
    /// Chile: RUN. Wire: `DUI_TYPE_CL_RUN`.
    ClRun,
    /// Ecuador: NI. Wire: `DUI_TYPE_EC_NI`.
    EcNi,
    /// United States: passport. Wire: `DUI_TYPE_US_PASSPORT`.
    UsPassport,
    /// Guatemala: CUI. Wire: `DUI_TYPE_GT_CUI`.
    GtCui,
    /// Uruguay: CI. Wire: `DUI_TYPE_UY_CI`.
    UyCi,
    /// Any country: an e-mail address. Wire: `DUI_TYPE_ZZ_EMAIL`.
    ZzEmail,
    /// Indonesia: NIK. Wire: `DUI_TYPE_ID_NIK`.
    IdNik,
    /// Any country: a phone number. Wire: `DUI_TYPE_ZZ_PHONE_NUMBER`.
    ZzPhoneNumber,
    /// United States: driver license. Wire: `DUI_TYPE_US_DRIVER_LICENSE`.
    UsDriverLicense,
    /// Nigeria: BVN. Wire: `DUI_TYPE_NG_BVN`.
    NgBvn,
    /// A kind that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownDuiType),
}

/// The string of a [`DuiType`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownDuiType(Box<str>);

open_vocabulary!(DuiType, UnknownDuiType, "a kind of identifier (a string)", {
    BrCpf => "DUI_TYPE_BR_CPF",
    MxCurp => "DUI_TYPE_MX_CURP",
    UsSsn => "DUI_TYPE_US_SSN",
    BrPassport => "DUI_TYPE_BR_PASSPORT",
    ArPassport => "DUI_TYPE_AR_PASSPORT",
    ArDni => "DUI_TYPE_AR_DNI",
    NgNin => "DUI_TYPE_NG_NIN",
    ClRun => "DUI_TYPE_CL_RUN",
    EcNi => "DUI_TYPE_EC_NI",
    UsPassport => "DUI_TYPE_US_PASSPORT",
    GtCui => "DUI_TYPE_GT_CUI",
    UyCi => "DUI_TYPE_UY_CI",
    ZzEmail => "DUI_TYPE_ZZ_EMAIL",
    IdNik => "DUI_TYPE_ID_NIK",
    ZzPhoneNumber => "DUI_TYPE_ZZ_PHONE_NUMBER",
    UsDriverLicense => "DUI_TYPE_US_DRIVER_LICENSE",
    NgBvn => "DUI_TYPE_NG_BVN",
});
