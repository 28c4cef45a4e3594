//! A mutated body reads, or its error names the path; reading never panics, and never verifies by accident.

use idcloud_types::ReadError;
use idcloud_types::get_process::{ErrorBody, api, web_sdk};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::any_json::any_json;
use crate::bodies::{self, API, Place, WEB_SDK};
use crate::criteria::{is_verified_api, is_verified_web_sdk};

/// What can be put in place of a value.
fn wrong_values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(3),
        json!(-2.5),
        json!(""),
        json!("yes"),
        json!("PROCESS_RESULT_OK"),
        json!("LIVENESS_RESULT_LIVE"),
        json!("TRUST_RESULT_YES"),
        json!("TRUST_RESULT_INCONCLUSIVE"),
        json!("ID_AGE_RESULT_UNSPECIFIED"),
        json!([]),
        json!([null]),
        json!({}),
        json!({ "result": "yes" }),
    ]
}

fn published() -> Vec<Value> {
    let texts = WEB_SDK.iter().chain(API).map(|(_, body)| *body);
    let mut bodies: Vec<Value> = texts
        .map(|body| serde_json::from_str(body).unwrap())
        .collect();
    bodies.extend([
        bodies::whole_web_sdk(),
        bodies::whole_api(),
        bodies::verified_api(),
    ]);
    bodies
}

/// The places that an error may name: those of the bodies, in its form.
fn paths() -> Vec<String> {
    let of = |place: Place| {
        place.iter().fold(String::new(), |path, step| match step {
            bodies::Step::Member(name) if path.is_empty() => name.clone(),
            bodies::Step::Member(name) => format!("{path}.{name}"),
            bodies::Step::Element(_) => format!("{path}[]"),
        })
    };
    published()
        .iter()
        .flat_map(bodies::places)
        .map(of)
        .collect()
}

/// Reads a damaged body as everything that it could be.
fn check(body: &Value, paths: &[String]) -> Result<(), TestCaseError> {
    fn check_error(error: &ReadError, paths: &[String]) -> Result<(), TestCaseError> {
        prop_assert!(error.line() == 1 && error.column() > 0);
        if let Some(path) = error.path() {
            prop_assert!(paths.iter().any(|known| known == path), "{}", path);
        }
        Ok(())
    }

    let text = body.to_string();
    match web_sdk::Response::from_slice(text.as_bytes()) {
        Ok(response) => {
            let is_verified = response.process.verified().is_some();
            prop_assert_eq!(
                is_verified,
                is_verified_web_sdk(&body["process"]),
                "{}",
                text
            );
            // what was written reads as the same, and nothing was lost but an absence spelt `null`
            let written = serde_json::to_string(&response).unwrap();
            prop_assert_eq!(&written.parse::<web_sdk::Response>().unwrap(), &response);
            prop_assert!(
                text.contains("null") || serde_json::to_value(&response).unwrap() == *body
            );
        }
        Err(error) => check_error(&error, paths)?,
    }
    match api::Process::from_slice(text.as_bytes()) {
        Ok(process) => {
            let is_verified = process.verified().is_some();
            prop_assert_eq!(is_verified, is_verified_api(body), "{}", text);
            let written = serde_json::to_string(&process).unwrap();
            prop_assert_eq!(&written.parse::<api::Process>().unwrap(), &process);
            prop_assert!(text.contains("null") || serde_json::to_value(&process).unwrap() == *body);
        }
        Err(error) => check_error(&error, paths)?,
    }
    // whatever it reads as, it does so without a panic
    let _ = ErrorBody::from_slice(text.as_bytes());
    Ok(())
}

/// Every single damage to every place of every body.
#[test]
fn any_one_mutation_reads_or_names_its_path() {
    let paths = paths();
    for whole in published() {
        for place in bodies::places(&whole) {
            let mut removed = whole.clone();
            bodies::remove(&mut removed, &place);
            check(&removed, &paths).unwrap();
            for wrong in wrong_values() {
                let mut damaged = whole.clone();
                *bodies::at(&mut damaged, &place) = wrong;
                check(&damaged, &paths).unwrap();
            }
        }
    }
}

/// Without what decides, nothing is verified, whatever else the body holds.
#[test]
fn a_verified_body_without_what_decides_is_not() {
    for name in ["state", "result", "authenticationInfo"] {
        for wrong in wrong_values() {
            let mut body = bodies::whole_web_sdk();
            if body["process"][name] == wrong {
                continue;
            }
            body["process"][name] = wrong;
            let read = body.to_string().parse::<web_sdk::Response>();
            assert!(
                !read.is_ok_and(|response| response.process.verified().is_some()),
                "{body}"
            );
        }
    }
    for name in ["status", "unicoId"] {
        for wrong in wrong_values() {
            let mut body = bodies::verified_api();
            if body[name] == wrong {
                continue;
            }
            body[name] = wrong;
            let read = body.to_string().parse::<api::Process>();
            assert!(
                !read.is_ok_and(|process| process.verified().is_some()),
                "{body}"
            );
        }
    }
    let verified = bodies::whole_web_sdk()
        .to_string()
        .parse::<web_sdk::Response>()
        .unwrap();
    assert!(verified.process.verified().is_some());
    let verified = bodies::verified_api()
        .to_string()
        .parse::<api::Process>()
        .unwrap();
    assert!(verified.verified().is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Several damages at once, with any JSON.
    #[test]
    fn any_mutations_read_or_name_their_path(
        which in any::<prop::sample::Index>(),
        damages in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(any_json())), 1..4),
    ) {
        let mut body = published().swap_remove(which.index(9));
        for (place, damage) in damages {
            let places = bodies::places(&body);
            if places.is_empty() {
                break;
            }
            let place = &places[place.index(places.len())];
            match damage {
                Some(value) => *bodies::at(&mut body, place) = value,
                None => bodies::remove(&mut body, place),
            }
        }
        check(&body, &paths())?;
    }

    /// Bytes that are no JSON, or break off.
    #[test]
    fn any_cut_or_flipped_body_does_not_panic(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let body = published().swap_remove(which.index(9)).to_string().into_bytes();
        let at = at.index(body.len());
        prop_assert!(web_sdk::Response::from_slice(&body[..at]).is_err());
        prop_assert!(api::Process::from_slice(&body[..at]).is_err());
        let mut flipped = body;
        flipped[at] = byte;
        let _ = web_sdk::Response::from_slice(&flipped);
        let _ = api::Process::from_slice(&flipped);
        let _ = ErrorBody::from_slice(&flipped);
    }
}
