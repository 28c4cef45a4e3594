//! Every `match` needs an arm for what a later version adds.

use idcloud_types::webhook::{Outcome, ResultCode};

fn code(code: ResultCode) {
    //~v E0004
    match code {
        ResultCode::Ok | ResultCode::Expired => {}
        ResultCode::InvalidIdentity | ResultCode::Unknown(_) => {}
    }
}

fn outcome(outcome: Outcome) {
    //~v E0004
    match outcome {
        Outcome::Ok | Outcome::InvalidIdentity | Outcome::Expired { .. } => {}
        Outcome::Failed
        | Outcome::Canceled
        | Outcome::Unfinished
        | Outcome::Unrecognized { .. } => {}
    }
}

fn main() {}
