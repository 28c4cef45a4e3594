//! How any message is read, written and shown. Knows no message and no vocabulary.

pub(crate) mod malformed;
pub(crate) mod object;
pub(crate) mod value;
pub(crate) mod vocabulary;
