//! Who asked, and what the process was compared with.

use alloc::string::String;

use crate::get_process::sensitive::Sensitive;
use crate::wire::object::open_object;

open_object! {
    /// The company that the process belongs to, in the legacy form.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Company {
        code: Option<String> = "code",
        /// The company's name for people, which may be a person's.
        friendly_name: Option<Sensitive<String>> = "friendlyName",
        logo_url: Option<String> = "logoUrl",
    }
}

open_object! {
    /// The company that the process belongs to, in the current form.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct CompanyData {
        /// May be `""`.
        branch_id: Option<String> = "branchId",
        /// The examples disagree, `BRA` and `BR`.
        country_code: Option<String> = "countryCode",
    }
}

open_object! {
    /// The process that this one was compared with.
    ///
    /// The published example was seen in part only; its other members are in `extra`.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct BioTokenData {
        /// A text, not always a UUID.
        reference_process_id: Option<String> = "referenceProcessId",
    }
}
