//! How any message is read, written and shown. Knows no message and no vocabulary.

#[cfg(any(feature = "arbitrary1", feature = "proptest1"))]
pub(crate) mod generate;
pub(crate) mod malformed;
pub(crate) mod object;
#[cfg(feature = "schemars1")]
pub(crate) mod schema;
pub(crate) mod value;
pub(crate) mod vocabulary;
