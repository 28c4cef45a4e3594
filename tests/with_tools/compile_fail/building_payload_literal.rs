//! A payload has no literal: it comes from its constructors alone.

use idcloud_types::webhook::{Payload, RawPayload};

fn literal(raw: RawPayload) {
    let _ = Payload { raw }; //~ E0451
}

fn main() {}
