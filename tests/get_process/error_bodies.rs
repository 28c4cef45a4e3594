//! The body of an HTTP error reads in every shape, is written back equal, and a log shows its codes alone.

use idcloud_types::get_process::{ErrorBody, PlatformCode};
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
            Some("0000"),
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
            (error.code().as_deref(), error.message()),
            (code, Some(message))
        );
        assert_eq!(
            (error.to_string().as_str(), error.platform_code()),
            (line, None)
        );
    }
}

#[test]
fn every_shape_reads_with_its_code_and_its_messages() {
    for (body, code, messages) in [
        (
            json!({ "code": 3, "message": "process id is invalid" }),
            Some("3"),
            &["process id is invalid"][..],
        ),
        (
            json!({ "message": "Jwt is expired" }),
            None,
            &["Jwt is expired"],
        ),
        (
            json!({ "error": { "code": 404, "message": "m" } }),
            Some("404"),
            &["m"],
        ),
        (
            json!({ "error": { "code": "0000", "description": "d" } }),
            Some("0000"),
            &["d"],
        ),
        (
            json!({ "Error": { "code": "40004", "description": "d" } }),
            Some("40004"),
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
            Some("404"),
            &["m", "Not Found"],
        ),
        (
            json!({ "status": 404, "error": "Not Found", "message": "" }),
            Some("404"),
            &["Not Found"],
        ),
        (
            json!({ "message": ["a", "", "b"], "statusCode": 400 }),
            Some("400"),
            &["a", "b"],
        ),
        (json!({ "message": [] }), None, &[]),
        (json!({ "error": true, "message": "m" }), None, &["m"]),
        (
            json!({ "Error": false, "error": { "message": ["a", "b"] } }),
            None,
            &["a", "b"],
        ),
        (json!({ "code": 5.0, "message": "m" }), Some("5"), &["m"]),
        (json!({ "code": "5" }), Some("5"), &[]),
        (json!({}), None, &[]),
    ] {
        let error = read(&body);
        assert_eq!(error.code().as_deref(), code, "{body}");
        assert!(error.messages().eq(messages.iter().copied()), "{body}");
        assert_eq!(error.message(), messages.first().copied());
    }
}

/// A code or a message of another type does not count.
#[test]
fn a_member_of_another_type_gives_no_code_and_no_message() {
    for (name, wrong) in [
        ("code", json!([1])),
        ("code", json!(true)),
        ("message", json!({ "text": "t" })),
        ("message", json!([1, null])),
        ("error", json!(1)),
        ("error", json!(["a"])),
        ("Error", json!(-2.5)),
        ("Error", json!([])),
        ("error_description", json!(7)),
        ("status", json!({})),
        ("statusCode", json!(false)),
    ] {
        let error = read(&json!({ name: wrong }));
        assert_eq!((error.code(), error.message()), (None, None), "{name}");
        assert_eq!(error.as_object()[name], wrong);
    }
}

#[test]
fn a_repeated_member_keeps_its_last_value() {
    let error: ErrorBody = r#"{"code":1,"code":2}"#.parse().unwrap();
    assert_eq!(error.code().as_deref(), Some("2"));
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
        (&["code"][..], "1"),
        (&["error", "code"], "2"),
        (&["Error", "code"], "3"),
        (&["status"], "4"),
        (&["statusCode"], "5"),
    ] {
        assert_eq!(read(&body).code().as_deref(), Some(code));
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
fn an_integer_has_one_code_however_it_is_written_and_a_string_is_kept() {
    for (written, code) in [
        ("5", "5"),
        ("-5", "-5"),
        ("5.0", "5"),
        ("5.5", "5.5"),
        ("18446744073709551615", "18446744073709551615"),
        (r#""5""#, "5"),
        (r#""0000""#, "0000"),
        (r#""5.0""#, "5.0"),
        (r#""five""#, "five"),
    ] {
        let error: ErrorBody = format!(r#"{{"code":{written}}}"#).parse().unwrap();
        assert_eq!(error.code().as_deref(), Some(code));
    }
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
        (json!({ "code": 5.0 }), "error code 5"),
        (json!({ "code": "40004" }), "error code 40004"),
        (json!({ "code": "Luke" }), "error code <4 bytes>"),
        (
            json!({ "code": 12_345_678_909_u64 }),
            "error code <11 bytes>",
        ),
        (json!({ "code": -99_999 }), "error code -99999"),
        (json!({ "code": "400040" }), "error code <6 bytes>"),
        (json!({ "code": "4000a" }), "error code <5 bytes>"),
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
        let error = read(&body);
        let members = body.as_object().unwrap().len();
        assert_eq!(error.to_string(), line);
        assert_eq!(
            format!("{error:?}"),
            format!("ErrorBody({line}; {members} members)")
        );
    }
}
