//! What the platform adds: never verified by accident; harmless, or refused with a reason that names it; and allowed by
//! exactly the entry that the reason gives, without which nothing else passes.

use std::collections::BTreeMap;

use idcloud_types::get_process::{Criteria, Outcome};
use serde_json::{Map, Value, json};

use crate::bodies::ID;
use crate::oracle::outcome;

fn verified(is_api: bool) -> Value {
    if is_api {
        json!({ "id": ID, "status": 3, "unicoId": { "result": "yes" }, "liveness": 1 })
    } else {
        json!({ "process": {
            "id": ID, "flow": "id", "state": "PROCESS_STATE_FINISHED", "result": "PROCESS_RESULT_OK",
            "authenticationInfo": {
                "livenessResult": "LIVENESS_RESULT_LIVE",
                "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE",
            },
        }})
    }
}

/// The configuration that the reasons ask for, written as a file and read again; `None` if one of them has no entry.
fn configured(outcome: &Outcome) -> Option<Criteria> {
    let Outcome::Unrecognized(reasons) = outcome else {
        panic!("{outcome} has no reasons")
    };
    let mut tables: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for reason in reasons {
        let mut values = json!(
            reason
                .values()
                .iter()
                .map(AsRef::as_ref)
                .collect::<Vec<&str>>()
        );
        if reason.table()? == "criteria.requires" {
            values = json!(["livenessResult", "authenticationResult"]);
        }
        tables
            .entry(reason.table()?)
            .or_default()
            .insert(reason.key()?.into(), values);
    }
    let mut criteria = tables.remove("criteria").unwrap_or_default();
    for (table, entries) in tables {
        criteria.insert(table.strip_prefix("criteria.")?.into(), entries.into());
    }
    let file = toml::to_string(&json!({ "criteria": criteria })).unwrap();
    let mut file: BTreeMap<String, Criteria> = toml::from_str(&file).unwrap();
    file.remove("criteria")
}

/// Additions: the pointer of the object, the member, its value; and how the log names it, if it is refused.
#[rustfmt::skip]
fn additions(is_api: bool) -> Vec<(&'static str, &'static str, Value, Option<&'static str>)> {
    let (body, checks) = if is_api { ("", "") } else { ("/process", "/process/authenticationInfo") };
    let mut all = vec![
        // a new check
        (checks, "deepfakeResult", json!("DEEPFAKE_RESULT_NO"), Some("deepfakeResult")),
        (checks, "morph", json!("MORPH_RESULT_CLEAR"), Some("morph")),
        (checks, "morph", json!({ "result": "clear" }), Some("morph")),
        (body, "morphResult", json!({ "result": "low-risk", "at": "2024" }), Some("morphResult")),
        (checks, "faceMatchResult", json!({ "score": 92 }), Some("faceMatchResult")),
        (checks, "morphResult", json!([{ "result": "clear" }, { "result": "low" }]), Some("morphResult")),
        (checks, "xResult", json!([]), Some("xResult")),
        (checks, "xResult", json!(true), Some("xResult")),
        (checks, "xResult", json!(0), Some("xResult")),
        (checks, "xResult", json!(1.5), Some("xResult")),
        (checks, "xResults", json!(["a", "b"]), Some("xResults")),
        (body, "checks", json!([{ "name": "morph", "result": "clear" }]), Some("checks")),
        (checks, "deepfakeResultV2", json!("NO"), Some("deepfakeResultV2")),
        // informational members that are named like results, and strings with `_RESULT_`
        (body, "ocrResult", json!({ "score": 1 }), Some("ocrResult")),
        (body, "previousResult", json!("whatever it was"), Some("previousResult")),
        (body, "note", json!("SEE_RESULT_PAGE"), Some("note")),
        // harmless members
        (body, "memberOfTomorrow", json!({ "a": [1, "b", null] }), None),
        (checks, "attempt", json!(2), None),
        (checks, "deepfakeResult", json!("DEEPFAKE_RESULT_UNSPECIFIED"), None),
        (checks, "deepfakeResult", Value::Null, None),
    ];
    if is_api {
        all.extend([
            ("", "faceMatch", json!({ "result": "yes" }), Some("faceMatch")),
            ("", "silentAuth", json!({ "result": "tomorrow" }), Some("silentAuth")),
            ("", "UnicoId", json!({ "result": "yes" }), Some("unicoId")),
            ("", "result", json!("clear"), Some("response")),
            ("", "idFace", json!({ "result": "NEW" }), Some("idFace")),
        ]);
    } else {
        all.extend([
            (checks, "bioTokenEngineResult", json!("BIO_TOKEN_ENGINE_RESULT_YES"), Some("bioTokenEngineResult")),
            (checks, "livenessresult", json!("LIVENESS_RESULT_LIVE"), Some("livenessResult")),
            (checks, "liveness", json!({ "result": "clear" }), Some("liveness")),
            ("", "livenessResult", json!("LIVENESS_RESULT_LIVE"), Some("livenessResult")),
            ("", "result", json!("clear"), Some("response")),
            ("/process", "flow", json!("idtomorrow"), Some("idtomorrow")),
            ("/process", "capacities", json!(["PROCESS_CAPACITY_TOMORROW"]), None),
            ("/process", "createdAt", json!(1_704_103_200), None),
            ("/process", "person", json!({ "duiType": 1 }), None),
            ("/process", "services", json!([{ "documents": [{ "result": "clear" }] }]), Some("documents")),
        ]);
    }
    all
}

fn with(body: &Value, (place, name, value): (&str, &str, &Value)) -> Value {
    let mut body = body.clone();
    body.pointer_mut(place).unwrap()[name] = value.clone();
    body
}

/// Bodies that are not verified, whatever their additions mean.
fn not_verified(is_api: bool) -> Vec<Value> {
    let yes = verified(is_api);
    if is_api {
        [
            ("unicoId", json!({ "result": "no" })),
            ("unicoId", json!({})),
            ("liveness", json!(2)),
            ("status", json!(1)),
            ("unicoId", json!({ "result": "other" })),
            ("trust", json!({ "result": "no" })),
            ("otherResult", json!("x")),
        ]
        .iter()
        .map(|(name, value)| with(&yes, ("", name, value)))
        .collect()
    } else {
        [
            ("livenessResult", json!("LIVENESS_RESULT_NOT_LIVE")),
            ("livenessResult", json!("")),
            ("livenessResult", json!("OTHER")),
            (
                "authenticationResult",
                json!("AUTHENTICATION_RESULT_INCONCLUSIVE"),
            ),
            ("identityFraudstersResult", json!("TRUST_RESULT_YES")),
            ("otherResult", json!("x")),
        ]
        .iter()
        .map(|(name, value)| with(&yes, ("/process/authenticationInfo", name, value)))
        .collect()
    }
}

#[test]
fn an_addition_is_harmless_or_refused_and_named_and_its_entry_allows_it_alone() {
    for is_api in [false, true] {
        let yes = verified(is_api);
        assert_eq!(
            outcome(is_api, &yes, &Criteria::default()).as_str(),
            "verified"
        );
        for (place, name, value, named) in additions(is_api) {
            let body = with(&yes, (place, name, &value));
            let refused = outcome(is_api, &body, &Criteria::default());
            let Some(named) = named else {
                assert_eq!(refused.as_str(), "verified", "{body}");
                continue;
            };
            assert_eq!(refused.as_str(), "unrecognized", "{body}");
            assert!(refused.to_string().contains(named), "{refused}");
            let criteria =
                configured(&refused).unwrap_or_else(|| panic!("no entry: {refused}\n{body}"));
            let allowed = outcome(is_api, &body, &criteria);
            assert_eq!(
                allowed.as_str(),
                "verified",
                "{body}\n{refused}\n{criteria:?}\n{allowed}"
            );
            assert_eq!(
                outcome(is_api, &yes, &criteria).as_str(),
                "verified",
                "{criteria:?}"
            );
            for no in not_verified(is_api) {
                // An accepted value of a known check counts in every place, so it gives a result to a check that has
                // none.
                let gives_result = ["livenessResult", "unicoId"].contains(&named)
                    && outcome(is_api, &no, &Criteria::default()).is_unanswered();
                let added = (!gives_result).then(|| with(&no, (place, name, &value)));
                for no in added.into_iter().chain([no]) {
                    let outcome = outcome(is_api, &no, &criteria);
                    assert_ne!(outcome.as_str(), "verified", "{no}\n{criteria:?}");
                }
            }
        }
    }
}

#[test]
fn several_additions_in_one_body_are_allowed_together() {
    for is_api in [false, true] {
        let mut body = verified(is_api);
        for (place, name, value, _) in additions(is_api) {
            if body.pointer(place).unwrap().get(name).is_none() {
                body = with(&body, (place, name, &value));
            }
        }
        let refused = outcome(is_api, &body, &Criteria::default());
        let criteria = configured(&refused).unwrap_or_else(|| panic!("no entry: {refused}"));
        let allowed = outcome(is_api, &body, &criteria);
        assert_eq!(
            allowed.as_str(),
            "verified",
            "{body}\n{refused}\n{criteria:?}\n{allowed}"
        );
    }
}

/// Changes of the contract itself take a release, so no entry is named.
#[test]
fn what_only_a_release_can_allow_is_refused_without_an_entry() {
    for (is_api, place, name, value) in [
        (false, "/process", "state", json!("PROCESS_STATE_TOMORROW")),
        (
            false,
            "/process",
            "result",
            json!("PROCESS_RESULT_TOMORROW"),
        ),
        (false, "/process", "state", json!(1)),
        (false, "/process", "flow", json!(1)),
        (false, "/process", "authenticationInfo", json!([])),
        (
            false,
            "/process/authenticationInfo",
            "scoreEngineResult",
            json!({ "score": "1" }),
        ),
        (true, "", "status", json!(9)),
        (true, "", "status", json!("3")),
        (true, "", "score", json!("1")),
        (true, "", "document", json!({ "cpfMatch": false })),
    ] {
        let body = with(&verified(is_api), (place, name, &value));
        let refused = outcome(is_api, &body, &Criteria::default());
        assert_eq!(refused.as_str(), "unrecognized", "{body}");
        assert!(configured(&refused).is_none(), "{refused}");
    }
}
