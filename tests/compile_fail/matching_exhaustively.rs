//! Every `match` needs an arm for what a later version adds.

use idcloud_types::webhook::{Outcome, ResultCode};

fn code(code: ResultCode) {
    match code {
        //~ E0004
        ResultCode::Ok
        | ResultCode::Expired
        | ResultCode::InvalidIdentity
        | ResultCode::Unknown(_) => {}
    }
}

fn outcome(outcome: Outcome<'_>) {
    match outcome {
        //~ E0004
        Outcome::Ok | Outcome::InvalidIdentity => {}
        Outcome::Expired { .. } | Outcome::Unfinished { .. } | Outcome::Unrecognized { .. } => {}
    }
}

fn main() {}
