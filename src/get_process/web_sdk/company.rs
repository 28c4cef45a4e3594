//! Who asked, and what the process was compared with.

use alloc::string::String;

use crate::get_process::sensitive::Sensitive;
use crate::wire::object::open_object;

open_object! {
    /// The company that the process belongs to, in the legacy form.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Company {
        /// The company's code; its form is not documented.
        code: Option<String> = "code",
        /// The company's name for people, which may be a person's.
        friendly_name: Option<Sensitive<String>> = "friendlyName",
        /// Where its logo is.
        logo_url: Option<String> = "logoUrl",
    }
}

open_object! {
    /// The company that the process belongs to, in the current form.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct CompanyData {
        /// The company's branch (inferred); may be `""`.
        branch_id: Option<String> = "branchId",
        /// The company's country. The examples write it in two ways, `BRA` and `BR`.
        country_code: Option<String> = "countryCode",
    }
}

open_object! {
    /// The process that this one was compared with.
    ///
    /// The published example is cut after `referenceProcessId`; what follows is in `extra`.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct BioTokenData {
        /// The id of the process that this one was compared with; no UUID in the published example.
        reference_process_id: Option<String> = "referenceProcessId",
    }
}
