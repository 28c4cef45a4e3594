//! The bodies that the other files share.

use std::collections::BTreeSet;

use idcloud_types::ProcessId;
use serde_json::{Value, json};

pub const ID: &str = "8263a268-5388-492a-bca2-28e1ff4a69f0";

pub fn id() -> ProcessId {
    ID.parse().unwrap()
}

/// The published responses of the Web & SDK contract. Those named "cut" were published only in part.
pub const WEB_SDK: &[(&str, &str)] = &[
    (
        "current, cut",
        include_str!("../../examples/payloads/getprocess-web-sdk-current-cut.json"),
    ),
    (
        "idlive, 2024-12",
        include_str!("../../examples/payloads/getprocess-web-sdk-idlive-2024-12.json"),
    ),
    (
        "idunicosign, 2025, cut",
        include_str!("../../examples/payloads/getprocess-web-sdk-idunicosign-2025-cut.json"),
    ),
    (
        "current, in Chinese, cut",
        include_str!("../../examples/payloads/getprocess-web-sdk-current-zh-cut.json"),
    ),
];

/// The published responses of the API contract.
pub const API: &[(&str, &str)] = &[
    (
        "error",
        include_str!("../../examples/payloads/getprocess-api-error.json"),
    ),
    (
        "by Client reference, a sample",
        include_str!("../../examples/payloads/getprocess-api-reference-sample.json"),
    ),
    (
        "idface",
        include_str!("../../examples/payloads/getprocess-api-idface-found.json"),
    ),
    (
        "reproved, Mexico",
        include_str!("../../examples/payloads/getprocess-api-idcloud-reproved.json"),
    ),
    (
        "full",
        include_str!("../../examples/payloads/getprocess-api-full.json"),
    ),
    (
        "yes",
        include_str!("../../examples/payloads/getprocess-api-yes.json"),
    ),
];

/// A response of the Web & SDK contract with every member that this version knows.
pub fn whole_web_sdk() -> Value {
    json!({ "process": {
        "id": ID,
        "flow": "idunicodocssign",
        "callbackUri": "https://example.com/callback",
        "userRedirectUrl": "https://example.com/process",
        "state": "PROCESS_STATE_FINISHED",
        "result": "PROCESS_RESULT_OK",
        "createdAt": "2024-01-01T10:00:00Z",
        "finishedAt": "2023-10-05T18:28:58.537985Z",
        "expiresAt": "2024-01-08T10:00:00Z",
        "person": {
            "duiType": "DUI_TYPE_BR_CPF",
            "duiValue": "12345678909",
            "friendlyName": "Luke",
            "email": "luke@example.com",
            "phone": "5511999995555",
            "clientReference": "reference",
            "notifications": [{ "notificationChannel": "NOTIFICATION_CHANNEL_SMS" }],
        },
        "purpose": "creditprocess",
        "clientReference": "reference",
        "useCase": "smart_revalidation",
        "capacities": ["PROCESS_CAPACITY_IDLIVE"],
        "token": "token",
        "services": [
            {
                "documents": [{
                    "doc": { "version": 2, "code": "RG", "data": { "rgNumero": 5_478_854 } },
                    "typified": true,
                    "cpf_match": true,
                    "doc_id": "doc",
                    "validate_doc": false,
                    "reused_doc": false,
                    "signed_url": "https://example.com/signed",
                }],
                "consent_granted": true,
            },
            { "envelopeId": "envelope" },
        ],
        "authenticationInfo": {
            "authenticationResult": "AUTHENTICATION_RESULT_POSITIVE",
            "scoreEngineResult": { "scoreEnabled": "SCORE_ENABLED_TRUE", "score": -40 },
            "serproResult": { "score": 92 },
            "authenticationId": "auth-123",
            "livenessResult": "LIVENESS_RESULT_LIVE",
            "bioTokenEngineResult": "BIO_TOKEN_ENGINE_RESULT_UNSPECIFIED",
            "trustResult": "TRUST_RESULT_UNSPECIFIED",
            "identityFraudstersResult": "TRUST_RESULT_INCONCLUSIVE",
            "faceWithOtherIdResult": "TRUST_RESULT_UNSPECIFIED",
            "frictionlessResult": "FRICTIONLESS_RESULT_UNSPECIFIED",
            "riskLevelResult": "TRUST_RESULT_UNSPECIFIED",
            "smartRevalidationResult": "SMART_REVALIDATION_RESULT_UNSPECIFIED",
            "idAgeResult": "ID_AGE_RESULT_UNSPECIFIED",
        },
        "company": { "code": "code", "friendlyName": "Company", "logoUrl": "https://example.com/logo" },
        "companyData": { "branchId": "branch", "countryCode": "BR" },
        "bioTokenData": { "referenceProcessId": "ref-proc-123", "authenticationId": "auth-ref-123" },
    }})
}

/// A response of the API contract with every member that this version knows.
pub fn whole_api() -> Value {
    json!({
        "id": ID,
        "status": 3,
        "unicoId": { "result": "yes" },
        "authenticated": true,
        "identityFraudsters": { "result": "inconclusive" },
        "faceWithOtherId": { "result": "inconclusive" },
        "trust": { "result": "inconclusive" },
        "idCloud": { "result": "approved" },
        "idFace": { "result": "FOUND", "person_id": "a1b2c3d4e5f6", "personId": "f6e5d4c3b2a1" },
        "silentAuth": { "result": "yes" },
        "government": { "serpro": -2 },
        "liveness": 1,
        "faceMatch": 1,
        "hasBiometry": true,
        "OCRCode": 1,
        "score": 28,
        "document": {
            "id": "doc",
            "type": "CNH",
            "cpfMatch": true,
            "content": { "nomeCivil": "Luke" },
            "fileUrls": ["https://example.com/signed"],
        },
        "processAdditionalInfo": {
            "transactionId": "transaction",
            "personName": "Luke",
            "personDocument": "12345678909",
            "personImage": "https://example.com/image",
            "finishedAt": "2024-10-04T18:53:17.028228",
        },
    })
}

/// The schemas name every known member, because they are generated from the code.
pub const WEB_SDK_SCHEMA: &str = include_str!("../schema/get-process-web-sdk-response.json");
pub const API_SCHEMA: &str = include_str!("../schema/get-process-api-process.json");

/// The places of the known members that a body lacks. The elements of an array count as one, and so do the two shapes
/// of `services`.
pub fn missing_members(schema: &str, body: &Value) -> BTreeSet<String> {
    fn visit(root: &Value, schema: &Value, body: &Value) -> BTreeSet<String> {
        if let Some(definition) = schema["$ref"].as_str() {
            let definition = root.pointer(definition.trim_start_matches('#'));
            return visit(root, definition.unwrap(), body);
        }
        let shapes = schema["anyOf"].as_array().into_iter().flatten();
        let mut missing: BTreeSet<String> =
            shapes.flat_map(|shape| visit(root, shape, body)).collect();
        if let Value::Array(elements) = body {
            let of_each = elements
                .iter()
                .map(|element| visit(root, &schema["items"], element));
            let of_all = of_each.reduce(|all, each| &all & &each);
            missing.extend(of_all.unwrap_or_default());
        }
        if let (Value::Object(members), Some(known)) = (body, schema["properties"].as_object()) {
            for (name, schema) in known {
                match members.get(name) {
                    None => missing.extend([name.clone()]),
                    Some(value) => {
                        let inner = visit(root, schema, value);
                        missing.extend(inner.iter().map(|inner| format!("{name}.{inner}")));
                    }
                }
            }
        }
        missing
    }
    let schema = serde_json::from_str(schema).unwrap();
    visit(&schema, &schema, body)
}

/// Where a value is in a body.
pub type Place = Vec<Step>;

#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Member(String),
    Element(usize),
}

/// Every place in a body, including objects and arrays, but not the body itself.
pub fn places(body: &Value) -> Vec<Place> {
    fn visit(value: &Value, here: &Place, places: &mut Vec<Place>) {
        let children: Vec<(Step, &Value)> = match value {
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (Step::Member(name.clone()), value))
                .collect(),
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, value)| (Step::Element(index), value))
                .collect(),
            _ => Vec::new(),
        };
        for (step, value) in children {
            let mut there = here.clone();
            there.push(step);
            places.push(there.clone());
            visit(value, &there, places);
        }
    }
    let mut all = Vec::new();
    visit(body, &Vec::new(), &mut all);
    all
}

/// The value at a place.
#[track_caller]
pub fn at<'a>(body: &'a mut Value, place: &[Step]) -> &'a mut Value {
    place.iter().fold(body, |value, step| match step {
        Step::Member(name) => &mut value[name],
        Step::Element(index) => &mut value[*index],
    })
}

/// Takes the value at a place out of its object or array.
#[track_caller]
pub fn remove(body: &mut Value, place: &[Step]) {
    let (last, parents) = place.split_last().unwrap();
    match (at(body, parents), last) {
        (Value::Object(members), Step::Member(name)) => drop(members.remove(name).unwrap()),
        (Value::Array(elements), Step::Element(index)) => drop(elements.remove(*index)),
        _ => panic!("no such place"),
    }
}
