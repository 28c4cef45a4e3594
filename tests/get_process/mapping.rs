//! Every field holds the member of its own name: each value of these bodies names its own place.

use std::collections::BTreeSet;

use idcloud_types::get_process::web_sdk::Services;
use idcloud_types::get_process::{Score, Sensitive, api, web_sdk};
use serde_json::{Value, json};

use crate::bodies::{self, ID, id};

#[track_caller]
fn exposed<T>(secret: Option<&Sensitive<T>>) -> &T {
    secret.unwrap().expose()
}

/// Asserts for each field of an object that it is the string of its member.
macro_rules! assert_texts {
    ($object:expr, { $($field:ident => $wire:literal,)+ }) => {
        $(assert_eq!($object.$field.as_ref().unwrap().as_str(), $wire);)+
    };
}

/// The same of sensitive ones.
macro_rules! assert_secrets {
    ($object:expr, { $($field:ident => $wire:literal,)+ }) => {
        $(assert_eq!(exposed($object.$field.as_ref()), $wire);)+
    };
}

fn web_sdk_process() -> Value {
    json!({
        "id": ID,
        "flow": "flow",
        "callbackUri": "callbackUri",
        "userRedirectUrl": "userRedirectUrl",
        "state": "state",
        "result": "result",
        "createdAt": "createdAt",
        "finishedAt": "finishedAt",
        "expiresAt": "expiresAt",
        "purpose": "purpose",
        "clientReference": "clientReference",
        "useCase": "useCase",
        "capacities": ["capacities"],
        "token": "token",
        "person": {
            "duiType": "duiType",
            "duiValue": "duiValue",
            "friendlyName": "friendlyName",
            "email": "email",
            "phone": "phone",
            "clientReference": "clientReference",
            "notifications": [{ "notificationChannel": "notificationChannel" }],
        },
        "company": { "code": "code", "friendlyName": "friendlyName", "logoUrl": "logoUrl" },
        "companyData": { "branchId": "branchId", "countryCode": "countryCode" },
        "bioTokenData": { "referenceProcessId": "referenceProcessId", "authenticationId": "authenticationId" },
    })
}

#[test]
fn a_process_of_the_web_sdk_contract_has_each_member_in_its_field() {
    let body = web_sdk_process();
    let process = web_sdk::Process::from_slice(body.to_string().as_bytes()).unwrap();
    assert_eq!((process.id, process.extra.len()), (id(), 0));
    assert_texts!(process, {
        flow => "flow",
        state => "state",
        result => "result",
        created_at => "createdAt",
        finished_at => "finishedAt",
        expires_at => "expiresAt",
        purpose => "purpose",
        use_case => "useCase",
    });
    assert_secrets!(process, {
        callback_uri => "callbackUri",
        user_redirect_url => "userRedirectUrl",
        client_reference => "clientReference",
        token => "token",
    });
    assert_eq!(
        process.capacities.as_ref().unwrap()[0].as_str(),
        "capacities"
    );

    let person = process.person.as_ref().unwrap();
    assert_texts!(person, { dui_type => "duiType", });
    assert_secrets!(person, {
        dui_value => "duiValue",
        friendly_name => "friendlyName",
        email => "email",
        phone => "phone",
        client_reference => "clientReference",
    });
    let notification = &person.notifications.as_ref().unwrap()[0];
    assert_texts!(notification, { notification_channel => "notificationChannel", });

    let company = process.company.as_ref().unwrap();
    assert_texts!(company, { code => "code", logo_url => "logoUrl", });
    assert_secrets!(company, { friendly_name => "friendlyName", });
    let data = process.company_data.as_ref().unwrap();
    assert_texts!(data, { branch_id => "branchId", country_code => "countryCode", });
    let bio_token = process.bio_token_data.as_ref().unwrap();
    assert_texts!(bio_token, {
        reference_process_id => "referenceProcessId",
        authentication_id => "authenticationId",
    });

    assert_eq!(serde_json::to_value(&process).unwrap(), body);
}

fn authentication_info() -> Value {
    json!({
        "authenticationResult": "authenticationResult",
        "scoreEngineResult": { "scoreEnabled": "scoreEnabled", "score": 1 },
        "serproResult": { "score": 2 },
        "authenticationId": "authenticationId",
        "livenessResult": "livenessResult",
        "bioTokenEngineResult": "bioTokenEngineResult",
        "trustResult": "trustResult",
        "identityFraudstersResult": "identityFraudstersResult",
        "faceWithOtherIdResult": "faceWithOtherIdResult",
        "frictionlessResult": "frictionlessResult",
        "riskLevelResult": "riskLevelResult",
        "smartRevalidationResult": "smartRevalidationResult",
        "idAgeResult": "idAgeResult",
    })
}

#[test]
fn the_checks_of_the_web_sdk_contract_have_each_member_in_its_field() {
    let body = authentication_info();
    let info: web_sdk::AuthenticationInfo = serde_json::from_value(body.clone()).unwrap();
    assert_texts!(info, {
        authentication_result => "authenticationResult",
        authentication_id => "authenticationId",
        liveness_result => "livenessResult",
        bio_token_engine_result => "bioTokenEngineResult",
        trust_result => "trustResult",
        identity_fraudsters_result => "identityFraudstersResult",
        face_with_other_id_result => "faceWithOtherIdResult",
        frictionless_result => "frictionlessResult",
        risk_level_result => "riskLevelResult",
        smart_revalidation_result => "smartRevalidationResult",
        id_age_result => "idAgeResult",
    });
    let engine = info.score_engine_result.as_ref().unwrap();
    assert_texts!(engine, { score_enabled => "scoreEnabled", });
    assert_eq!(engine.score, Some(Score::from(1)));
    assert_eq!(
        info.serpro_result.as_ref().unwrap().score,
        Some(Score::from(2))
    );
    assert_eq!(info.extra.len(), 0);
    assert_eq!(serde_json::to_value(&info).unwrap(), body);
}

const BOOLEANS_OF_SERVICES: [&str; 5] = [
    "typified",
    "cpf_match",
    "validate_doc",
    "reused_doc",
    "consent_granted",
];

fn service(turn: &str) -> Value {
    json!({
        "documents": [{
            "doc": { "version": 7, "code": "code", "data": "data" },
            "typified": turn == "typified",
            "cpf_match": turn == "cpf_match",
            "doc_id": "doc_id",
            "validate_doc": turn == "validate_doc",
            "reused_doc": turn == "reused_doc",
            "signed_url": "signed_url",
        }],
        "consent_granted": turn == "consent_granted",
        "envelopeId": "envelopeId",
    })
}

/// A boolean can't name its place, so each is true in turn, the others being false.
#[test]
fn services_have_each_member_in_its_field() {
    for turn in BOOLEANS_OF_SERVICES {
        let service = service(turn);
        for body in [json!([service]), json!({ "docs": service })] {
            let services: Services = serde_json::from_value(body.clone()).unwrap();
            let service = services.iter().next().unwrap();
            assert_texts!(service, { envelope_id => "envelopeId", });
            let document = services.documents().next().unwrap();
            for (name, value) in [
                ("typified", document.typified),
                ("cpf_match", document.cpf_match),
                ("validate_doc", document.validate_doc),
                ("reused_doc", document.reused_doc),
                ("consent_granted", service.consent_granted),
            ] {
                assert_eq!(value, Some(name == turn), "{name}");
            }
            assert_texts!(document, { doc_id => "doc_id", });
            assert_secrets!(document, { signed_url => "signed_url", });
            let doc = document.doc.as_ref().unwrap();
            assert_texts!(doc, { code => "code", });
            assert_eq!(exposed(doc.data.as_ref()), &json!("data"));
            assert_eq!(serde_json::to_value(&doc.version).unwrap(), 7);
            assert_eq!(serde_json::to_value(&services).unwrap(), body);
        }
    }
}

fn api_process() -> Value {
    json!({
        "id": ID,
        "status": 11,
        "unicoId": { "result": "unicoId" },
        "identityFraudsters": { "result": "identityFraudsters" },
        "idCloud": { "result": "idCloud" },
        "faceWithOtherId": { "result": "faceWithOtherId" },
        "trust": { "result": "trust" },
        "silentAuth": { "result": "silentAuth" },
        "idFace": { "result": "idFace", "person_id": "person_id", "personId": "personId" },
        "government": { "serpro": 12 },
        "liveness": 13,
        "faceMatch": 15,
        "OCRCode": 16,
        "score": 14,
        "document": {
            "id": "id",
            "type": "type",
            "cpfMatch": true,
            "content": "content",
            "fileUrls": ["fileUrls"],
        },
        "processAdditionalInfo": {
            "transactionId": "transactionId",
            "personName": "personName",
            "personDocument": "personDocument",
            "personImage": "personImage",
            "finishedAt": "finishedAt",
        },
    })
}

#[test]
fn a_process_of_the_api_contract_has_each_member_in_its_field() {
    let body = api_process();
    let process = api::Process::from_slice(body.to_string().as_bytes()).unwrap();
    assert_eq!((process.id, process.extra.len()), (id(), 0));
    assert_eq!(process.status.as_ref().unwrap().as_i64(), 11);
    assert_texts!(process.unico_id.as_ref().unwrap(), { result => "unicoId", });
    assert_texts!(process.identity_fraudsters.as_ref().unwrap(), { result => "identityFraudsters", });
    assert_texts!(process.id_cloud.as_ref().unwrap(), { result => "idCloud", });
    assert_texts!(process.face_with_other_id.as_ref().unwrap(), { result => "faceWithOtherId", });
    assert_texts!(process.trust.as_ref().unwrap(), { result => "trust", });
    assert_texts!(process.silent_auth.as_ref().unwrap(), { result => "silentAuth", });
    let face = process.id_face.as_ref().unwrap();
    assert_texts!(face, { result => "idFace", });
    assert_secrets!(face, { person_id => "person_id", person_id_in_camel_case => "personId", });
    assert_eq!(process.face_match.as_ref().unwrap().as_i64(), 15);
    assert_eq!(process.ocr_code.as_ref().unwrap().as_i64(), Some(16));
    assert_eq!(
        process.government.as_ref().unwrap().serpro,
        Some(Score::from(12))
    );
    assert_eq!(process.liveness.as_ref().unwrap().as_i64(), 13);
    assert_eq!(process.score, Some(Score::from(14)));

    let document = process.document.as_ref().unwrap();
    assert_texts!(document, { id => "id", kind => "type", });
    assert_eq!(document.cpf_match, Some(true));
    assert_eq!(exposed(document.content.as_ref()), &json!("content"));
    assert_eq!(document.file_urls.as_ref().unwrap()[0].expose(), "fileUrls");

    let more = process.process_additional_info.as_ref().unwrap();
    assert_texts!(more, { transaction_id => "transactionId", finished_at => "finishedAt", });
    assert_secrets!(more, {
        person_name => "personName",
        person_document => "personDocument",
        person_image => "personImage",
    });
    assert_eq!(serde_json::to_value(&process).unwrap(), body);
}

const BOOLEANS_OF_THE_API: [&str; 2] = ["authenticated", "hasBiometry"];

/// A boolean can't name its place, so each is true in turn.
#[test]
fn the_booleans_of_the_api_contract_have_fields_of_their_own() {
    for turn in BOOLEANS_OF_THE_API {
        let body = json!({
            "id": ID,
            "authenticated": turn == "authenticated",
            "hasBiometry": turn == "hasBiometry",
        });
        let process: api::Process = serde_json::from_value(body.clone()).unwrap();
        assert_eq!(process.authenticated, Some(turn == "authenticated"));
        assert_eq!(process.has_biometry, Some(turn == "hasBiometry"));
        assert_eq!(serde_json::to_value(&process).unwrap(), body);
    }
}

/// So that a member that is added later is tried here too.
#[test]
fn the_bodies_above_have_every_known_member() {
    let mut process = web_sdk_process();
    process["authenticationInfo"] = authentication_info();
    process["services"] = json!([service("")]);
    let response = json!({ "process": process });
    let missing = bodies::missing_members(bodies::WEB_SDK_SCHEMA, &response);
    assert_eq!(missing, BTreeSet::new());

    let mut process = api_process();
    for name in BOOLEANS_OF_THE_API {
        process[name] = json!(true);
    }
    let missing = bodies::missing_members(bodies::API_SCHEMA, &process);
    assert_eq!(missing, BTreeSet::new());
}
