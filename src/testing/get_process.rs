//! Bodies of the GetProcess answers, as the platform's pages show them.
//!
//! As values they are what reading them gives. To build another answer, start from
//! [`web_sdk::Process::new`](crate::get_process::web_sdk::Process::new) or
//! [`api::Process::new`](crate::get_process::api::Process::new) and set the public fields:
//!
//! ```
//! use idcloud_types::get_process::web_sdk::{Outcome, Response};
//! use idcloud_types::get_process::ProcessResult;
//! use idcloud_types::testing::get_process;
//!
//! let mut response: Response = get_process::WEB_SDK_LIVENESS.parse()?;
//! assert!(response.process.verified().is_some());
//!
//! response.process.result = Some(ProcessResult::from("PROCESS_RESULT_OF_TOMORROW"));
//! assert!(response.process.verified().is_none());
//! # Ok::<(), idcloud_types::get_process::MalformedResponse>(())
//! ```

/// Web & SDK contract, the current page's example. The page was seen in part: the end of `bioTokenData` and whatever
/// follows are missing.
pub const WEB_SDK: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-current-cut.json");

/// Web & SDK contract, a process of the flow `idlive`, from an older page that dates it 2024-12-23. It is whole, and
/// holds a word that is cut short, `TRUST_RESULT_UNSPECIFIE`.
pub const WEB_SDK_LIVENESS: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-idlive-2024-12.json");

/// Web & SDK contract, a process with documents, from a page of 2025. The page was seen in part: the end of the
/// document's data and whatever follows are missing.
pub const WEB_SDK_DOCUMENTS: &str =
    include_str!("../../examples/payloads/getprocess-web-sdk-idunicosign-2025-cut.json");

/// API contract, the current page's example: verified, with a Serpro score.
pub const API: &str = include_str!("../../examples/payloads/getprocess-api-full.json");

/// API contract, a body that the platform answered: verified, and nothing else.
pub const API_YES: &str = include_str!("../../examples/payloads/getprocess-api-yes.json");

/// API contract, a process that failed. It comes with HTTP status 200.
pub const API_ERROR: &str = include_str!("../../examples/payloads/getprocess-api-error.json");
