//! The webhook: what a payload, its rules and its configuration keep, one file per promise.

#[path = "../common/any_json.rs"]
mod any_json;
#[cfg(feature = "testing")]
mod builder;
mod delivery_key;
mod errors;
mod fast_path;
mod hostile;
mod logging;
mod nothing_lost;
mod reading;
mod round_trip;
mod rules;
mod selection;
mod subscription;
#[cfg(feature = "testing")]
mod testing;
#[path = "../common/violations.rs"]
mod violations;
