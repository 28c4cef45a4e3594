//! The body of an HTTP error reads in every shape, is written back equal, and a log shows its codes alone.

use idcloud_types::get_process::{ErrorBody, ErrorCode, ErrorContent, ErrorMessage, PlatformCode};
use serde_json::{Value, json};

#[track_caller]
fn read(body: &Value) -> ErrorBody {
    let error = ErrorBody::from_slice(body.to_string().as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(&error).unwrap(), *body);
    // by way of a `Value` too
    let again: ErrorBody = serde_json::from_value(body.clone()).unwrap();
    assert_eq!(again, error);
    error
}

/// The documented files: the code, the first message, and the line of a log.
#[test]
fn documented_bodies_read() {
    for (body, code, message, line) in [
        (
            include_str!("../../examples/payloads/error-code-description.json"),
            Some(ErrorCode::from("0000")),
            "error description",
            "error code 0000",
        ),
        (
            include_str!("../../examples/payloads/error-token.json"),
            None,
            "Falha na autenticação x.x.x",
            "error without a code",
        ),
    ] {
        let error = read(&serde_json::from_str(body).unwrap());
        assert_eq!(
            (error.code(), error.message()),
            (code.as_ref(), Some(message))
        );
        assert_eq!(
            (error.to_string().as_str(), error.platform_code()),
            (line, None)
        );
        assert!(error.extra.is_empty());
    }
}

#[test]
fn every_shape_reads_with_its_code_and_its_messages() {
    for (body, code, messages) in [
        (
            json!({ "code": 3, "message": "process id is invalid" }),
            Some(json!(3)),
            &["process id is invalid"][..],
        ),
        (
            json!({ "message": "Jwt is expired" }),
            None,
            &["Jwt is expired"],
        ),
        (
            json!({ "error": { "code": 404, "message": "m" } }),
            Some(json!(404)),
            &["m"],
        ),
        (
            json!({ "error": { "code": "0000", "description": "d" } }),
            Some(json!("0000")),
            &["d"],
        ),
        (
            json!({ "Error": { "code": "40004", "description": "d" } }),
            Some(json!("40004")),
            &["d"],
        ),
        (
            json!({ "error": "invalid_token", "error_description": "d" }),
            None,
            &["d", "invalid_token"],
        ),
        (
            json!({ "error": "invalid_token" }),
            None,
            &["invalid_token"],
        ),
        (
            json!({ "Error": "no such process" }),
            None,
            &["no such process"],
        ),
        (
            json!({ "timestamp": "t", "status": 404, "error": "Not Found", "message": "m", "path": "/" }),
            Some(json!(404)),
            &["m", "Not Found"],
        ),
        (
            json!({ "status": 404, "error": "Not Found", "message": "" }),
            Some(json!(404)),
            &["Not Found"],
        ),
        (
            json!({ "message": ["a", "", "b"], "statusCode": 400 }),
            Some(json!(400)),
            &["a", "b"],
        ),
        (json!({ "message": [] }), None, &[]),
        (json!({ "error": true, "message": "m" }), None, &["m"]),
        (
            json!({ "Error": false, "error": { "message": ["a", "b"] } }),
            None,
            &["a", "b"],
        ),
        (
            json!({ "code": 5.0, "message": "m" }),
            Some(json!(5.0)),
            &["m"],
        ),
        (json!({ "code": "5" }), Some(json!("5")), &[]),
        (json!({}), None, &[]),
    ] {
        let error = read(&body);
        assert_eq!(
            error.code().map(|code| serde_json::to_value(code).unwrap()),
            code,
            "{body}"
        );
        assert!(error.messages().eq(messages.iter().copied()), "{body}");
        assert_eq!(error.message(), messages.first().copied());
    }
}

/// A member in a shape that none of these is lost alone.
#[test]
fn a_member_of_another_type_is_kept() {
    for (name, wrong) in [
        ("code", json!([1])),
        ("code", json!(true)),
        ("message", json!({ "text": "t" })),
        ("message", json!([1, "a"])),
        ("error", json!(1)),
        ("error", json!(["a"])),
        ("Error", json!(-2.5)),
        ("Error", json!([])),
        ("error_description", json!(["a"])),
        ("status", json!({})),
        ("statusCode", json!(false)),
    ] {
        let error = read(&json!({ name: wrong }));
        assert_eq!((error.extra.len(), &error.extra[name]), (1, &wrong));
        assert_eq!((error.code(), error.message()), (None, None));
    }
}

/// Every place of a code and of a message in the documented order; each wins over all that follow.
#[test]
fn the_code_and_the_message_are_the_first_that_are_not_empty() {
    let mut body = json!({
        "code": 1,
        "message": "message",
        "error_description": "error_description",
        "error": { "code": 2, "message": "error.message", "description": "error.description" },
        "Error": { "code": "3", "message": "Error.message", "description": "Error.description" },
        "status": 4,
        "statusCode": 5,
    });
    for (place, code) in [
        (&["code"][..], json!(1)),
        (&["error", "code"], json!(2)),
        (&["Error", "code"], json!("3")),
        (&["status"], json!(4)),
        (&["statusCode"], json!(5)),
    ] {
        assert_eq!(serde_json::to_value(read(&body).code()).unwrap(), code);
        *place.iter().fold(&mut body, |value, name| &mut value[name]) = json!("");
    }
    assert_eq!(read(&body).code(), None);

    let places = [
        &["message"][..],
        &["error_description"],
        &["error", "message"],
        &["error", "description"],
        &["Error", "message"],
        &["Error", "description"],
    ];
    let all: Vec<String> = places.iter().map(|place| place.join(".")).collect();
    assert!(read(&body).messages().eq(all.iter().map(String::as_str)));
    for place in places {
        assert_eq!(read(&body).message(), Some(&*place.join(".")));
        *place.iter().fold(&mut body, |value, name| &mut value[name]) = json!("");
    }
    assert_eq!(read(&body).message(), None);

    // a string in the place of a wrapper comes last, `error` before `Error`
    let mut body = json!({ "error": "error", "Error": { "description": "better" } });
    assert_eq!(read(&body).message(), Some("better"));
    body["Error"] = json!("Error");
    assert_eq!(read(&body).message(), Some("error"));
    body["error"] = json!("");
    assert_eq!(read(&body).message(), Some("Error"));
}

#[test]
fn a_code_is_an_integer_however_it_is_written() {
    for (code, integer) in [
        (json!(5), Some(5)),
        (json!(-5), Some(-5)),
        (json!(5.0), Some(5)),
        (json!("5"), Some(5)),
        (json!("0000"), Some(0)),
        (json!(5.5), None),
        (json!(1e300), None),
        (json!(u64::MAX), None),
        (json!("5.0"), None),
        (json!("five"), None),
    ] {
        let read: ErrorCode = serde_json::from_value(code.clone()).unwrap();
        assert_eq!(read.as_i64(), integer, "{code}");
        assert_eq!(serde_json::to_value(&read).unwrap(), code);
    }
    assert_ne!(ErrorCode::from(5), ErrorCode::from("5"));
    assert_eq!(ErrorCode::from("5"), ErrorCode::from("5".to_owned()));
}

#[test]
fn the_accessors_of_a_wrapper_tell_its_shape() {
    let error = read(&json!({ "error": "of Luke", "Error": { "code": 7 } }));
    assert_eq!(
        format!("{error:?}"),
        "ErrorBody { error: <7 bytes>, legacy_error: ErrorDetail { code: 7 } }"
    );
    let (text, detail) = (error.error.unwrap(), error.legacy_error.unwrap());
    assert_eq!((text.as_text(), text.as_detail()), (Some("of Luke"), None));
    assert_eq!(detail.as_text(), None);
    assert!(detail.as_detail().unwrap().code.is_some());
    let flag: ErrorContent = serde_json::from_value(json!(true)).unwrap();
    assert_eq!((flag.as_text(), flag.as_detail()), (None, None));
    assert_eq!(format!("{flag:?}"), "true");
    let list: ErrorMessage = serde_json::from_value(json!(["Luke", ""])).unwrap();
    assert!(list.iter().eq(["Luke", ""]));
    assert_eq!(format!("{list:?}"), "[<4 bytes>, <0 bytes>]");
}

/// The table of the authentication guide and of the page of authentication errors.
const PLATFORM_CODES: &[(&str, PlatformCode, &str)] = &[
    (
        "1.0.1",
        PlatformCode::WrongTenant,
        "the tenant in `iss` is wrong",
    ),
    (
        "1.0.14",
        PlatformCode::InactiveApplication,
        "the application is inactive",
    ),
    (
        "1.1.1",
        PlatformCode::MissingScope,
        "the `scope` is missing",
    ),
    ("1.2.4", PlatformCode::ExpiredJwt, "the JWT has expired"),
    (
        "1.2.5",
        PlatformCode::InvalidJwt,
        "the JWT can't be validated",
    ),
    (
        "1.2.6",
        PlatformCode::RetiredKey,
        "the private key is no longer accepted",
    ),
    ("1.2.7", PlatformCode::ReusedJwt, "the JWT was used before"),
    (
        "1.2.11",
        PlatformCode::InactiveAccount,
        "the service account is inactive",
    ),
    (
        "1.2.14",
        PlatformCode::MissingPermission,
        "the service account lacks a permission",
    ),
    (
        "1.2.18",
        PlatformCode::LockedAccount,
        "the service account is locked for a while",
    ),
    (
        "1.2.19",
        PlatformCode::Impersonation,
        "the service account may not impersonate",
    ),
    (
        "1.2.20",
        PlatformCode::UndecodableJwt,
        "the JWT can't be decoded, or its key is wrong",
    ),
    (
        "1.2.21",
        PlatformCode::UndecodableJwtOrKey,
        "the JWT can't be decoded, or its key is wrong",
    ),
    (
        "1.2.22",
        PlatformCode::ExtraClaims,
        "the JWT has claims that are not allowed",
    ),
    (
        "1.3.1",
        PlatformCode::ForbiddenAddress,
        "the service account is limited to certain IP addresses",
    ),
    (
        "1.3.2",
        PlatformCode::ForbiddenTime,
        "the service account is limited to certain times",
    ),
];

#[test]
fn every_platform_code_is_found_in_every_documented_description() {
    assert!(
        PlatformCode::KNOWN
            .iter()
            .eq(PLATFORM_CODES.iter().map(|(_, code, _)| code))
    );
    for (wire, code, meaning) in PLATFORM_CODES {
        assert_eq!((code.as_str(), code.meaning()), (*wire, Some(*meaning)));
        for description in [
            format!("Falha na autenticação {wire}"),
            format!("Authentication failed ({wire})"),
            format!("Authentication failed ({wire}) "),
            (*wire).to_owned(),
        ] {
            for body in [
                json!({ "error": "server_error", "error_description": description }),
                json!({ "message": description }),
                json!({ "message": ["first", description] }),
                json!({ "error": { "code": "401", "description": description } }),
                json!({ "Error": { "message": description } }),
                json!({ "error": description }),
            ] {
                let error = read(&body);
                assert_eq!(error.platform_code().as_ref(), Some(code), "{body}");
                let suffix = format!(", authentication {wire}: {meaning}");
                assert!(error.to_string().ends_with(&suffix), "{error}");
            }
        }
    }
}

#[test]
fn an_unknown_platform_code_is_found_and_not_shown() {
    let error = read(&json!({ "code": 16, "message": "Authentication failed (1.2.99)" }));
    let code = error.platform_code().unwrap();
    assert_eq!(
        (code.as_str(), code.is_known(), code.meaning()),
        ("1.2.99", false, None)
    );
    assert_eq!(
        error.to_string(),
        "error code 16, an unknown authentication code"
    );
}

#[test]
fn what_only_resembles_a_platform_code_is_not_one() {
    for description in [
        "x.x.x",
        "1.2",
        "1.2.3.4",
        "10.0.0.1",
        "123.456.789-09",
        "1.2.123",
        "31.12.2024",
        "1.2.21 failed",
        "(1.2.21",
        "1.2.21)",
        "v1.2.21",
        "1..21",
        "",
        " ",
    ] {
        let error = read(&json!({ "error_description": description }));
        assert_eq!(error.platform_code(), None, "{description}");
    }
}

#[test]
fn a_log_shows_a_code_of_up_to_five_digits_and_never_a_message() {
    for (body, line) in [
        (json!({ "code": 5, "message": "Luke" }), "error code 5"),
        (json!({ "code": 99_999 }), "error code 99999"),
        (json!({ "code": 5.0 }), "error code 5.0"),
        (json!({ "code": "40004" }), "error code 40004"),
        (json!({ "code": "Luke" }), "error code <4 bytes>"),
        (json!({ "code": 12_345_678_909_u64 }), "error code <number>"),
        (json!({ "status": 404, "error": "Luke" }), "error code 404"),
        (
            json!({ "message": ["Luke"], "statusCode": 400 }),
            "error code 400",
        ),
        (
            json!({ "error": true, "message": "Luke" }),
            "error without a code",
        ),
        (json!({}), "error without a code"),
    ] {
        assert_eq!(read(&body).to_string(), line);
    }
}
