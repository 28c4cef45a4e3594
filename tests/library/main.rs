//! The library as a whole: its vocabularies, the boundary between the two messages, and what it promises.

#[cfg(feature = "get-process")]
#[path = "../common/any_json.rs"]
mod any_json;
#[cfg(all(feature = "get-process", feature = "testing"))]
mod conversions;
#[cfg(feature = "get-process")]
mod every_vocabulary;
#[cfg(feature = "get-process")]
mod foreign_values;
#[cfg(feature = "get-process")]
mod formats;
#[cfg(feature = "get-process")]
mod json_edge_cases;
mod module_boundary;
mod promises;
#[cfg(feature = "get-process")]
mod reading;
#[cfg(feature = "get-process")]
#[path = "../common/reference.rs"]
mod reference;
#[cfg(all(feature = "get-process", feature = "schemars1"))]
mod schemas;
#[cfg(feature = "get-process")]
mod separation;
#[cfg(all(feature = "get-process", feature = "proptest1", feature = "testing"))]
mod strategies;
mod vocabulary;
