//! The Web & SDK contract ("by Unico"): the response of `GET /client/v1/process/{id}`.
//!
//! Start with [`Response::from_slice`], then [`Response::outcome`].

mod authentication_info;
mod company;
mod findings;
mod person;
mod process;
mod services;
mod values;

pub use authentication_info::{AuthenticationInfo, ScoreEngineResult, SerproResult};
pub use company::{BioTokenData, Company, CompanyData};
pub use person::{Notification, Person};
pub use process::{Process, Response};
pub use services::{Doc, Document, NamedServices, Service, Services};
pub use values::{
    AuthenticationResult, BioTokenEngineResult, Capacity, DuiType, FrictionlessResult, IdAgeResult,
    LivenessResult, NotificationChannel, ScoreEnabled, SmartRevalidationResult, TrustResult,
    UnknownAuthenticationResult, UnknownBioTokenEngineResult, UnknownCapacity, UnknownDuiType,
    UnknownFrictionlessResult, UnknownIdAgeResult, UnknownLivenessResult,
    UnknownNotificationChannel, UnknownScoreEnabled, UnknownSmartRevalidationResult,
    UnknownTrustResult,
};

/// The names of the known members of every object of a response.
pub(super) const MEMBERS: &[&[&str]] = &[
    Response::MEMBERS,
    Process::MEMBERS,
    AuthenticationInfo::MEMBERS,
    ScoreEngineResult::MEMBERS,
    SerproResult::MEMBERS,
    Person::MEMBERS,
    Notification::MEMBERS,
    BioTokenData::MEMBERS,
    Company::MEMBERS,
    CompanyData::MEMBERS,
    NamedServices::MEMBERS,
    Service::MEMBERS,
    Document::MEMBERS,
    Doc::MEMBERS,
];
