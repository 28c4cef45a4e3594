//! The Web & SDK contract ("by Unico"): the answer of `GET /client/v1/process/{id}`.
//!
//! The order of evaluation is the documented one: `state`, then `result`, and only then `authenticationInfo`.
//! [`Process::outcome`] is that order as one `match`, and [`Criteria`] are what counts as a yes there.

mod authentication_info;
mod check;
mod company;
mod criteria;
mod invalid_criteria;
mod outcome;
mod person;
mod process;
#[cfg(feature = "schemars1")]
mod schema;
mod services;
mod values;

pub use authentication_info::{AuthenticationInfo, ScoreEngineResult, SerproResult};
pub use check::{Answer, Check, UnknownCheck};
pub use company::{BioTokenData, Company, CompanyData};
pub use criteria::{Criteria, UnrecognizedCriterion};
pub use invalid_criteria::InvalidCriteria;
pub use outcome::Outcome;
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
