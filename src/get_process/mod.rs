//! The answer that is asked for: the words of the GetProcess endpoints.
//!
//! Nothing of the webhook enters here: the two messages name outcomes in vocabularies of their own, and no
//! conversion or comparison leads from one to the other.

mod process_result;

pub use process_result::{ProcessResult, UnknownProcessResult};
