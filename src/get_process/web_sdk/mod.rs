//! The Web & SDK contract ("by Unico"): the answer of `GET /client/v1/process/{id}`.
//!
//! The order of evaluation is the documented one: `state`, then `result`, and only then `authenticationInfo`.
//! [`Process::outcome`] is that order as one `match`.

mod authentication_info;
mod company;
mod outcome;
mod person;
mod process;
mod services;

pub use authentication_info::{AuthenticationInfo, ScoreEngineResult, SerproResult};
pub use company::{BioTokenData, Company, CompanyData};
pub use outcome::Outcome;
pub use person::{Notification, Person};
pub use process::{Process, Response};
pub use services::{Doc, Document, NamedServices, Service, Services};
