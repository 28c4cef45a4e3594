//! Which members are detected as checks by their names, what is not looked at, and which entry of `ignores` names each.

use idcloud_types::get_process::{Criteria, Outcome, api, web_sdk};
use serde_json::{Value, json};

use crate::bodies::ID;

fn api(name: &str, value: &Value) -> api::Process {
    let mut body = json!({ "id": ID, "status": 3, "unicoId": { "result": "yes" } });
    body[name] = value.clone();
    body.to_string().parse().unwrap()
}

#[test]
fn a_name_that_ends_in_result_is_that_of_a_check_with_or_without_a_version() {
    for (name, is_check) in [
        ("morphResult", true),
        ("morphResults", true),
        ("morphresult", true),
        ("MORPH_RESULT", true),
        (" morphResult\t", true),
        ("morphResult2", true),
        ("morphResultV2", true),
        ("morphResult_v2", true),
        ("morphResults-v2.1", true),
        ("morphResult.3", true),
        ("morphResultv", false),
        ("morphResultVx2", false),
        ("morphResultX", false),
        ("morphResulted", false),
        ("resultOfMorph", false),
        ("morph", false),
        ("v2", false),
        ("2", false),
        ("", false),
    ] {
        let checks = api(name, &json!("clear")).checks();
        assert_eq!(
            checks.len(),
            1 + usize::from(is_check),
            "{name:?}: {checks:?}"
        );
    }
}

/// Even if the enclosing object is kept in `extra`, because its JSON type is not the documented one.
#[test]
fn what_was_read_from_a_document_is_not_looked_at() {
    let data =
        json!({ "livenessResult": "LIVENESS_RESULT_NOT_LIVE", "x": "A_RESULT_B", "result": "no" });
    for document in [json!({ "content": data }), json!([{ "content": data }])] {
        assert!(
            api("document", &document).verified().is_some(),
            "{document}"
        );
    }
    for document in [
        json!([{ "other": data }]),
        json!({ "results": [{ "result": null, "content": data }] }),
    ] {
        assert!(
            api("document", &document).verified().is_none(),
            "{document}"
        );
    }
    let services = |doc: Value| json!([{ "documents": [{ "doc": doc }] }, 1]);
    for (doc, is_verified) in [
        (json!({ "data": data }), true),
        (json!({ "other": data }), false),
    ] {
        let body = json!({ "process": {
            "id": ID, "flow": "idlive", "state": "PROCESS_STATE_FINISHED", "result": "PROCESS_RESULT_OK",
            "authenticationInfo": { "livenessResult": "LIVENESS_RESULT_LIVE" }, "services": services(doc),
        }});
        let response: web_sdk::Response = body.to_string().parse().unwrap();
        assert!(response.process.services.is_none() && !response.process.extra.is_empty());
        assert_eq!(response.verified().is_some(), is_verified, "{body}");
    }
}

/// A result that no criteria accept is ignored by the one entry that its reason names, if that names nothing else.
#[test]
fn a_result_that_can_not_be_accepted_has_the_entry_that_names_it_alone() {
    for (name, value, entry) in [
        ("morphResult", json!(true), Some("morphResult")),
        (
            "details",
            json!({ "morphResult": true }),
            Some("morphResult"),
        ),
        (
            "document",
            json!({ "result": true }),
            Some("document.result"),
        ),
        ("result", json!(true), Some("response.result")),
        (
            "livenessResult",
            json!(true),
            Some("response.livenessResult"),
        ),
        (
            "person",
            json!({ "liveness": true }),
            Some("person.liveness"),
        ),
        (
            "Details ",
            json!([{ " Liveness": true }]),
            Some("Details.Liveness"),
        ),
        // the documented place of another contract, too
        (
            "authenticationInfo",
            json!({ "livenessResult": true }),
            None,
        ),
        // a name that would be read as an object and a member
        ("morph.Result", json!(true), None),
        ("a.b", json!({ "liveness": true }), None),
        ("", json!({ "liveness": true }), None),
        // the name of the body
        ("response", json!({ "livenessResult": true }), None),
        (
            "details",
            json!({ "Response": { "livenessResult": true } }),
            None,
        ),
    ] {
        let process = api(name, &value);
        let Outcome::Unrecognized(reasons) = process.outcome() else {
            panic!("{name:?}: {value} is not refused");
        };
        assert_eq!(reasons.len(), 1, "{reasons}");
        let values: Vec<&str> = reasons[0].values().iter().map(AsRef::as_ref).collect();
        assert_eq!(
            values,
            entry.into_iter().collect::<Vec<_>>(),
            "{name:?}: {value}"
        );
        if let Some(entry) = entry {
            let criteria = Criteria::default().ignore([entry]).unwrap();
            assert!(
                process.outcome_by(&criteria).is_verified(),
                "{name:?}: {value}"
            );
        }
    }
}

#[test]
fn an_entry_with_an_object_names_the_members_of_that_object_alone() {
    let criteria = Criteria::default()
        .ignore([
            "response.livenessResult",
            "person.liveness",
            "persons.liveness",
        ])
        .unwrap();
    for (name, value, is_ignored) in [
        ("livenessResult", json!(true), true),
        ("LIVENESSRESULT ", json!(true), true),
        ("person", json!({ "liveness": true }), true),
        ("PERSON", json!([{ "Liveness": true }]), true),
        ("persons", json!({ "liveness": true }), true),
        ("perso", json!({ "liveness": true }), false),
        ("person", json!({ "livenessResult": true }), false),
        ("person", json!({ "other": { "liveness": true } }), false),
        ("other", json!({ "liveness": true }), false),
        ("response", json!({ "livenessResult": true }), false),
        ("details", json!({ "livenessResult": true }), false),
        ("person.liveness", json!({ "result": true }), false),
    ] {
        let outcome = api(name, &value).outcome_by(&criteria);
        assert_eq!(
            outcome.is_verified(),
            is_ignored,
            "{name:?}: {value}: {outcome}"
        );
    }
}
