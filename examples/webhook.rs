//! The smallest handler: from the body of a delivery to the HTTP status of the reply.

use idcloud_types::webhook::{Decision, Outcome, Payload, PayloadError, Subscription};

fn handle(body: &[u8], subscription: &Subscription) -> u16 {
    let payload = match Payload::from_slice(body) {
        Ok(payload) => payload,
        Err(PayloadError::Invalid(invalid)) => {
            println!(
                "keep it, and ask GetProcess for {}: {invalid}",
                invalid.process_id()
            );
            return 202;
        }
        Err(malformed) => {
            println!("{malformed}");
            return 400;
        }
    };
    // Here a service records `payload.delivery_key()` together with the job that this delivery starts, and answers 200
    // at once if it was recorded before.
    match (subscription.decide(&payload), payload.outcome()) {
        (Decision::Ignore(selection), _) => println!("not selected by `{selection}`"),
        (_, Outcome::Ok) => println!("ask GetProcess for {}", payload.process_id()),
        (_, expired @ Outcome::Expired { .. }) => println!("offer a new process: {expired:?}"),
        (_, other) => println!("ask GetProcess, this is not a success: {other:?}"),
    }
    200
}

fn main() {
    // A service reads its subscription from its configuration.
    let subscription = Subscription::default().results(["ok", "expired"]);
    for warning in subscription.warnings() {
        println!("{warning}");
    }
    let body = br#"{"processId":"8263a268-5388-492a-bca2-28e1ff4a69f0","state":"PROCESS_STATE_FINISHED","flow":"id","result":"ok"}"#;
    println!("{}", handle(body, &subscription));
}
