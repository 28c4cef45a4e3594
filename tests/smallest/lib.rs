//! Proves by being built that the crate without `std` is `no_std`: a second panic handler would not compile beside that
//! of `std`.
#![no_std]

use core::panic::PanicInfo;

use idcloud_types::get_process::web_sdk::Response;
use idcloud_types::webhook::Payload;

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

/// Reads a payload, so that all that this takes is in the tree.
#[must_use]
pub fn is_ok(body: &[u8]) -> bool {
    Payload::from_slice(body).is_ok_and(|payload| payload.outcome().is_ok())
}

/// Reads a response.
#[must_use]
pub fn is_verified(body: &[u8]) -> bool {
    Response::from_slice(body).is_ok_and(|response| response.verified().is_some())
}
