//! Proves two promises by being built: the crate without `std` is `no_std`, because a second panic handler would not
//! compile beside that of `std`; and the lower bounds of its dependencies are true.
#![no_std]

use core::panic::PanicInfo;

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
