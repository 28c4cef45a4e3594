//! What becomes of a member of another type, against a reference that reads the body as any JSON.

use crate::reference;

/// A body is read as each message exactly when its object can be, a member of another type loses only itself, and no
/// response is verified because of one.
///
/// # Panics
///
/// If that does not hold.
pub fn lenient(body: &[u8]) {
    reference::check_all(body);
}
