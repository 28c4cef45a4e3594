//! Optional integrations with other libraries: one file each, named after its feature.

#[cfg(feature = "proptest1")]
pub(crate) mod proptest1;
#[cfg(feature = "schemars1")]
pub(crate) mod schemars1;
