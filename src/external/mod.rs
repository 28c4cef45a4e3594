//! What other libraries know of the types: one file per optional integration, named after its feature.

#[cfg(feature = "proptest1")]
pub(crate) mod proptest1;
#[cfg(feature = "schemars1")]
pub(crate) mod schemars1;
