//! Every `match` on an outcome needs an arm for what a later version adds.

use idcloud_types::get_process::{api, web_sdk};

fn web_sdk(outcome: web_sdk::Outcome<'_>) {
    //~v E0004
    match outcome {
        web_sdk::Outcome::Verified(_) | web_sdk::Outcome::Finished(_) => {}
        web_sdk::Outcome::Unanswered { .. } | web_sdk::Outcome::Expired => {}
        web_sdk::Outcome::InvalidIdentity(_) | web_sdk::Outcome::Error => {}
        web_sdk::Outcome::Failed | web_sdk::Outcome::Unfinished => {}
        web_sdk::Outcome::Unrecognized(_) => {}
    }
}

fn api(outcome: api::Outcome<'_>) {
    //~v E0004
    match outcome {
        api::Outcome::Verified(_) | api::Outcome::Finished { .. } => {}
        api::Outcome::Processing | api::Outcome::Divergence => {}
        api::Outcome::Canceled | api::Outcome::Error => {}
        api::Outcome::Unrecognized(_) => {}
    }
}

fn main() {}
