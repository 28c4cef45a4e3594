//! Only the crate makes a `Verified`.

use idcloud_types::get_process::Verified;

fn default() -> Verified {
    Verified::default() //~ E0599
}

fn read(body: &str) -> Verified {
    idcloud_types::serde_json::from_str(body).unwrap() //~ E0277
}

fn main() {}
