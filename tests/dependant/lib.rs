//! A service's view of the crate, for each way to depend on it.
#![no_std]

extern crate alloc;
#[cfg(feature = "everything")]
extern crate std;

#[cfg(feature = "everything")]
mod everything;
#[cfg(feature = "defaults")]
pub mod get_process;
pub mod webhook;
