//! Every `match` on an outcome needs an arm for what a later version adds.

use idcloud_types::get_process::Outcome;

fn get_process(outcome: Outcome) {
    //~v E0004
    match outcome {
        Outcome::Verified(_) | Outcome::Inconclusive | Outcome::InvalidIdentity { .. } => {}
        Outcome::Unanswered { .. } | Outcome::Expired | Outcome::Canceled => {}
        Outcome::Error | Outcome::Failed | Outcome::Unfinished => {}
        Outcome::Unrecognized(_) => {}
    }
}

fn main() {}
