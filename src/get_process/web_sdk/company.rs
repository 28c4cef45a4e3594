//! Who asked, and what the process was compared with.

use alloc::string::String;

use crate::get_process::sensitive::Sensitive;
use crate::wire::object::open_object;

open_object! {
    /// The company that the process belongs to, in the legacy form.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Company {
        /// The company's code; its format is not documented.
        code: Option<String> = "code",
        /// The company's display name, which may be a person's name.
        friendly_name: Option<Sensitive<String>> = "friendlyName",
        /// The URL of its logo.
        logo_url: Option<String> = "logoUrl",
    }
}

open_object! {
    /// The company that the process belongs to, in the current form.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct CompanyData {
        /// The company's branch (inferred); may be `""`.
        branch_id: Option<String> = "branchId",
        /// The company's country. The examples have two forms, `BRA` and `BR`.
        country_code: Option<String> = "countryCode",
    }
}

open_object! {
    /// The process that this one was compared with.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct BioTokenData {
        /// The id of the process that this one was compared with; not a UUID in the published example.
        reference_process_id: Option<String> = "referenceProcessId",
        /// The authentication that this one was compared with (inferred), in the same format as
        /// [`AuthenticationInfo::authentication_id`](super::AuthenticationInfo); `auth-ref-123` in the published
        /// example.
        authentication_id: Option<String> = "authenticationId",
    }
}
