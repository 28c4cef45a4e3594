//! The line of every reason: what it names, what would allow it, and what the log hides.

use std::hash::{BuildHasher, RandomState};

use idcloud_types::get_process::{Criteria, Outcome, Reasons, api, web_sdk};
use serde_json::{Value, json};

use crate::bodies::ID;

/// A finished process of the flow `id` with these members, and these of `authenticationInfo`.
fn web_sdk(members: Value, checks: Value) -> Reasons {
    let mut process = json!({
        "id": ID,
        "flow": "id",
        "state": "PROCESS_STATE_FINISHED",
        "result": "PROCESS_RESULT_OK",
        "authenticationInfo": {
            "livenessResult": "LIVENESS_RESULT_LIVE",
            "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE",
        },
    });
    add(&mut process["authenticationInfo"], checks);
    add(&mut process, members);
    let body = json!({ "process": process }).to_string();
    let response: web_sdk::Response = body.parse().unwrap();
    reasons(response.outcome())
}

/// A finished process with a yes, and these members.
fn api(members: Value) -> Reasons {
    let mut process = json!({ "id": ID, "status": 3, "unicoId": { "result": "yes" } });
    add(&mut process, members);
    let process: api::Process = process.to_string().parse().unwrap();
    reasons(process.outcome_by(&Criteria::default()))
}

fn add(object: &mut Value, members: Value) {
    let Value::Object(members) = members else {
        panic!("not an object: {members}");
    };
    object.as_object_mut().unwrap().extend(members);
}

fn reasons(outcome: Outcome) -> Reasons {
    match outcome {
        Outcome::Unrecognized(reasons) => reasons,
        other => panic!("{other}"),
    }
}

#[test]
fn a_state_a_result_a_status_and_a_type_have_nothing_to_configure() {
    for (reasons, line) in [
        (
            web_sdk(json!({ "state": null }), json!({})),
            "`state` is missing",
        ),
        (
            web_sdk(json!({ "result": null }), json!({})),
            "`result` is missing although `state` is PROCESS_STATE_FINISHED",
        ),
        (
            web_sdk(json!({ "state": "PROCESS_STATE_OF_TOMORROW" }), json!({})),
            "this version does not know what `state` PROCESS_STATE_OF_TOMORROW with `result` PROCESS_RESULT_OK means",
        ),
        (
            web_sdk(json!({ "state": "Luke", "result": "Leia!" }), json!({})),
            "this version does not know what `state` <4 bytes> with `result` <5 bytes> means",
        ),
        (
            web_sdk(json!({ "result": "PROCESS_RESULT_WARNING" }), json!({})),
            "this version does not know what `state` PROCESS_STATE_FINISHED with `result` PROCESS_RESULT_WARNING means",
        ),
        (
            web_sdk(
                json!({}),
                json!({ "scoreEngineResult": { "score": "high" } }),
            ),
            "`score` has a JSON type other than documented",
        ),
        (
            web_sdk(
                json!({}),
                json!({ "livenessResult": "LIVENESS_RESULT_NOT_LIVE" }),
            ),
            "`livenessResult` fails although `result` is PROCESS_RESULT_OK",
        ),
        (api(json!({ "status": null })), "`status` is missing"),
        (
            api(json!({ "status": 6 })),
            "this version does not know what `status` 6 means",
        ),
        (
            api(json!({ "status": 12_345_678_909_i64 })),
            "this version does not know what `status` <number> means",
        ),
        (
            api(json!({ "liveness": 2 })),
            "`liveness` fails although `unicoId` is yes",
        ),
        (
            api(json!({ "document": { "cpfMatch": false } })),
            "a document's CPF is not the person's (`cpf_match` or `cpfMatch` is not true)",
        ),
    ] {
        let line = format!("{line}; no entry allows it");
        assert_eq!(reasons.to_string(), line);
        assert_eq!(
            (reasons[0].table(), reasons[0].key()),
            (None, None),
            "{line}"
        );
    }
}

#[test]
fn a_flow_names_its_key_and_leaves_the_list_to_the_platform() {
    for (flow, line) in [
        (
            json!(null),
            "`flow` is missing, so the required checks are not known; no entry allows it",
        ),
        (
            json!(1),
            "`flow` has a JSON type other than documented; no entry allows it",
        ),
        (
            json!("idtomorrow"),
            "this version does not know which checks the flow idtomorrow requires; \
             once the platform says which: `idtomorrow = [...]` in `[criteria.requires]`",
        ),
        (
            json!("Luke"),
            "this version does not know which checks the flow <4 bytes> requires; \
             once the platform says which: list them in `[criteria.requires]` under the flow, which the log hides",
        ),
    ] {
        let reasons = web_sdk(json!({ "flow": flow }), json!({}));
        assert_eq!(reasons.to_string(), line);
        assert_eq!(reasons[0].key(), flow.as_str());
        assert_eq!(reasons[0].values(), []);
    }
}

#[test]
fn a_check_names_the_whole_list_or_says_what_the_log_hides() {
    for (checks, line) in [
        (
            json!({ "livenessResult": "LIVENESS_RESULT_OF_TOMORROW" }),
            "`livenessResult` is LIVENESS_RESULT_OF_TOMORROW: this version does not know the value; \
             if the platform confirms that it passes: \
             `livenessResult = [\"LIVENESS_RESULT_LIVE\", \"LIVENESS_RESULT_OF_TOMORROW\"]` in `[criteria.accepts]`",
        ),
        (
            json!({ "livenessResult": "Luke Skywalker" }),
            "`livenessResult` is <14 bytes>: this version does not know the value; \
             if the platform confirms that it passes: \
             list the values, not all of which the log shows, under `livenessResult` in `[criteria.accepts]`",
        ),
        (
            json!({ "tomorrowResult": "TOMORROW_RESULT_CLEAR" }),
            "`tomorrowResult` is TOMORROW_RESULT_CLEAR: this version does not know the check; \
             if the platform confirms that it passes: `tomorrowResult = [\"TOMORROW_RESULT_CLEAR\"]` in `[criteria.accepts]`; \
             if it is not a check: `\"tomorrowResult\"` in `ignores` of `[criteria]`",
        ),
        (
            json!({ "luke.skywalker": "TOMORROW_RESULT_CLEAR" }),
            "`<14 bytes>` is TOMORROW_RESULT_CLEAR: this version does not know the check; \
             if the platform confirms that it passes: list it in `[criteria.accepts]` under its name, which the log hides",
        ),
        (
            json!({ "luke skywalker": "TOMORROW_RESULT_CLEAR" }),
            "`<14 bytes>` is TOMORROW_RESULT_CLEAR: this version does not know the check; \
             if the platform confirms that it passes: list it in `[criteria.accepts]` under its name, which the log hides; \
             if it is not a check: the names, not all of which the log shows, in `ignores` of `[criteria]`",
        ),
        (
            json!({ "tomorrowResult": { "luke": 1 } }),
            "`tomorrowResult` is <JSON>: this version does not know the check; \
             if it is not a check: `\"tomorrowResult\"` in `ignores` of `[criteria]`",
        ),
        (
            json!({ "tomorrow": { "livenessResult": "LIVENESS_RESULT_LIVE" } }),
            "`livenessResult` is LIVENESS_RESULT_LIVE, but not in its documented place, spelling or type; \
             if the platform confirms that it passes: \
             `livenessResult = [\"LIVENESS_RESULT_LIVE\"]` in `[criteria.accepts]`; \
             if it is not a check: `\"tomorrow.livenessResult\"` in `ignores` of `[criteria]`",
        ),
        (
            json!({ "tomorrowResult": (0..17).map(|n| format!("TOMORROW_RESULT_{}", "A".repeat(n))).collect::<Vec<_>>() }),
            "`tomorrowResult` is TOMORROW_RESULT_, TOMORROW_RESULT_A, TOMORROW_RESULT_AA, TOMORROW_RESULT_AAA, \
             TOMORROW_RESULT_AAAA, TOMORROW_RESULT_AAAAA, TOMORROW_RESULT_AAAAAA, TOMORROW_RESULT_AAAAAAA, \
             TOMORROW_RESULT_AAAAAAAA, TOMORROW_RESULT_AAAAAAAAA, TOMORROW_RESULT_AAAAAAAAAA, \
             TOMORROW_RESULT_AAAAAAAAAAA, TOMORROW_RESULT_AAAAAAAAAAAA, TOMORROW_RESULT_AAAAAAAAAAAAA, \
             TOMORROW_RESULT_AAAAAAAAAAAAAA, TOMORROW_RESULT_AAAAAAAAAAAAAAA, and 1 more: \
             this version does not know the check; if the platform confirms that it passes: \
             list the values, not all of which the log shows, under `tomorrowResult` in `[criteria.accepts]`; \
             if it is not a check: `\"tomorrowResult\"` in `ignores` of `[criteria]`",
        ),
        (
            json!({
                "livenessResult": "LIVENESS_RESULT_OF_TOMORROW",
                "tomorrow": { "livenessResult": "LIVENESS_RESULT_LIVE" },
            }),
            "`livenessResult` is LIVENESS_RESULT_LIVE, LIVENESS_RESULT_OF_TOMORROW, \
             but not in its documented place, spelling or type; if the platform confirms that it passes: \
             `livenessResult = [\"LIVENESS_RESULT_LIVE\", \"LIVENESS_RESULT_OF_TOMORROW\"]` in `[criteria.accepts]`",
        ),
        (
            json!({ "Luke S": { "livenessResult": "LIVENESS_RESULT_LIVE" } }),
            "`livenessResult` is LIVENESS_RESULT_LIVE, but not in its documented place, spelling or type; \
             if the platform confirms that it passes: \
             `livenessResult = [\"LIVENESS_RESULT_LIVE\"]` in `[criteria.accepts]`; \
             if it is not a check: the names, not all of which the log shows, in `ignores` of `[criteria]`",
        ),
    ] {
        assert_eq!(web_sdk(json!({}), checks).to_string(), line);
    }
}

#[test]
fn a_line_shows_16_reasons_and_counts_the_others() {
    let checks = (0..100).map(|n| {
        let letter = char::from(b'a' + n / 10);
        (format!("{letter}{n}Result"), json!(1))
    });
    let reasons = api(checks.collect::<serde_json::Map<_, _>>().into());
    assert_eq!(reasons.len(), 100);
    let line = reasons.to_string();
    assert_eq!(line.matches(" | ").count(), 16);
    assert!(line.ends_with(" | and 84 more"), "{line}");
    let sixteen = (0..16).map(|n| (format!("{}Result", char::from(b'a' + n)), json!(1)));
    let sixteen = format!(
        "{:?}",
        api(sixteen.collect::<serde_json::Map<_, _>>().into())
    );
    assert!(sixteen.ends_with(")]"), "{sixteen}");
    let shown = format!("{reasons:?}");
    assert_eq!(shown.matches("Reason(").count(), 16);
    assert!(shown.ends_with("), ..]"), "{shown}");
}

/// Otherwise the entry would be refused at the next start: a check is not named and ignored.
#[test]
fn no_entry_is_suggested_that_the_criteria_refuse() {
    let of = |criteria: &str, members: Value| {
        let criteria: Criteria = toml::from_str(criteria).unwrap();
        let mut process = json!({ "id": ID, "status": 3, "unicoId": { "result": "yes" } });
        add(&mut process, members);
        let process: api::Process = process.to_string().parse().unwrap();
        reasons(process.outcome_by(&criteria)).to_string()
    };
    assert_eq!(
        of(
            "accepts.tomorrowResult = ['CLEAR']",
            json!({ "tomorrowResult": { "value": "CLEAR" } }),
        ),
        "`tomorrowResult` is <JSON>: this version does not know the check; no entry allows it",
    );
    assert_eq!(
        of(
            "ignores = ['tomorrow.result']",
            json!({ "tomorrow": { "results": "clear" } }),
        ),
        "`tomorrow` is clear: this version does not know the check; \
         if it is not a check: `\"tomorrow.results\"` in `ignores` of `[criteria]`",
    );
}

#[test]
fn several_reasons_are_one_line() {
    let reasons = api(json!({ "tomorrow": { "result": "clear" }, "liveness": 7 }));
    assert_eq!(
        reasons.to_string(),
        "`liveness` is 7: this version does not know the value; \
         if the platform confirms that it passes: `liveness = [\"1\", \"7\"]` in `[criteria.accepts]` | \
         `tomorrow` is clear: this version does not know the check; \
         if the platform confirms that it passes: `tomorrow = [\"clear\"]` in `[criteria.accepts]`; \
         if it is not a check: `\"tomorrow.result\"` in `ignores` of `[criteria]`",
    );
    assert_eq!(
        format!("{reasons:?}"),
        format!("[Reason({}), Reason({})]", reasons[0], reasons[1])
    );
}

/// As values of a map or set: by what they say, also where thousands of reasons share one list.
#[test]
fn reasons_are_equal_and_hash_alike_where_they_say_the_same() {
    let refused = |checks: usize, by: &Criteria| {
        let members = (0..checks).map(|number| (format!("check{number}Result"), json!(true)));
        let mut body: Value = members.collect::<serde_json::Map<_, _>>().into();
        body["id"] = json!(ID);
        body["status"] = json!(3);
        let process: api::Process = body.to_string().parse().unwrap();
        reasons(process.outcome_by(by))
    };
    let default = Criteria::default();
    let other = Criteria::default().ignore(["ocrResult"]).unwrap();
    let accepting = |value| Criteria::default().accept("morph", [value]).unwrap();
    let morph = |by: &Criteria| {
        let body = json!({ "id": ID, "status": 3, "morph": { "result": "clear" }, "first": { "result": "clear" } });
        reasons(
            body.to_string()
                .parse::<api::Process>()
                .unwrap()
                .outcome_by(by),
        )
    };
    let all = [
        refused(1, &default),
        refused(2, &default),
        refused(3, &default),
        // the list to write is longer
        refused(2, &other),
        refused(3, &other),
        morph(&default),
        morph(&accepting("a")),
        morph(&accepting("b")),
    ];
    let again = [
        refused(1, &default),
        refused(2, &default),
        refused(3, &default),
        refused(2, &other),
        refused(3, &other),
        morph(&default),
        morph(&accepting("a")),
        morph(&accepting("b")),
    ];
    for (index, one) in all.iter().enumerate() {
        for (other_index, other) in again.iter().enumerate() {
            assert_eq!(one == other, index == other_index, "{one}\n{other}");
        }
    }
    let state = RandomState::new();
    let hash = |reasons: &Reasons| state.hash_one(reasons);
    assert!(all.iter().map(hash).eq(again.iter().map(hash)));
    assert_ne!(state.hash_one(&all[0][0]), state.hash_one(&all[5][0]));
    assert_ne!(hash(&all[0]), hash(&all[1]));
}

/// A short form is one of a few, and anything may stand before `_RESULT_`.
#[test]
fn a_log_shows_a_short_form_alone_and_not_what_stands_before_it() {
    for (value, line) in [
        ("NEGATIVE", "authenticationResult: NEGATIVE"),
        ("negative", "authenticationResult: negative"),
        ("NO", "authenticationResult: NO"),
        ("LUKE_RESULT_NO", "authenticationResult: <14 bytes>"),
        (
            "AUTHENTICATION_RESULT_NO",
            "authenticationResult: AUTHENTICATION_RESULT_NO",
        ),
    ] {
        let checks = json!({ "authenticationResult": value });
        let body = json!({ "process": { "id": ID, "authenticationInfo": checks } }).to_string();
        let response: web_sdk::Response = body.parse().unwrap();
        assert_eq!(response.checks()[0].to_string(), line);
    }
}
