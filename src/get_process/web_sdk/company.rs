//! Who asked, and what the process was compared with.

use alloc::string::String;

use serde_json::{Map, Value};

use crate::get_process::Sensitive;
use crate::get_process::object::open_object;

/// The company that the process belongs to, in the legacy form.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Company {
    /// `code`
    pub code: Option<String>,
    /// `friendlyName`: the company's name for people, which may be a person's.
    pub friendly_name: Option<Sensitive<String>>,
    /// `logoUrl`
    pub logo_url: Option<String>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Company, "a company (a JSON object)", {
    code => "code",
    friendly_name => "friendlyName",
    logo_url => "logoUrl",
});

/// The company that the process belongs to, in the current form.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CompanyData {
    /// `branchId`: may be `""`.
    pub branch_id: Option<String>,
    /// `countryCode`: the examples disagree, `BRA` and `BR`.
    pub country_code: Option<String>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(CompanyData, "the data of a company (a JSON object)", {
    branch_id => "branchId",
    country_code => "countryCode",
});

/// The process that this one was compared with.
///
/// The published example was seen in part only; its other members are in `extra`.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BioTokenData {
    /// `referenceProcessId`: a text, not always a UUID.
    pub reference_process_id: Option<String>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(BioTokenData, "the bio-token data of a process (a JSON object)", {
    reference_process_id => "referenceProcessId",
});
