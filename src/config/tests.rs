use alloc::string::ToString;

use super::*;

/// What the test's names do not allow.
fn rule(name: &str) -> Result<String, &'static str> {
    match name {
        "bad" => Err("is bad; write `good`"),
        name => Ok(name.to_lowercase()),
    }
}

fn array(names: &[&str]) -> Names<'static> {
    Names::Array(names.iter().map(ToString::to_string).collect())
}

#[test]
fn an_array_and_a_string_hold_the_same_names_without_spaces() {
    for names in [
        array(&["Ok", " expired\n"]),
        Names::String("Ok,expired"),
        Names::String(" Ok , expired "),
    ] {
        assert_eq!(names.read(rule).unwrap(), ["ok", "expired"]);
    }
    assert_eq!(array(&[]).read(rule).unwrap(), [""; 0]);
    // In an array a name may hold anything.
    assert_eq!(array(&["[a, \"b\"]"]).read(rule).unwrap(), ["[a, \"b\"]"]);
}

#[test]
fn an_error_names_the_entry_and_what_to_write() {
    for (names, entry, error) in [
        (
            array(&["ok", " "]),
            2,
            "entry 2 is blank; write a name or remove it",
        ),
        (
            Names::String(""),
            1,
            "entry 1 is blank; write a name or remove it",
        ),
        (
            Names::String("ok,,x"),
            2,
            "entry 2 is blank; write a name or remove it",
        ),
        (
            array(&["ok", " bad"]),
            2,
            "entry 2, \"bad\", is bad; write `good`",
        ),
        (
            Names::String("ok,bad"),
            2,
            "entry 2, \"bad\", is bad; write `good`",
        ),
        (
            Names::String(r#"["ok"]"#),
            1,
            "entry 1 has brackets or quotes inside its string; write \"ok\"",
        ),
        (
            Names::String("a, 'ok', \"b\""),
            2,
            "entry 2 has brackets or quotes inside its string; write \"a, ok, b\"",
        ),
        (
            Names::String("[]"),
            1,
            "entry 1 has brackets or quotes inside its string; write the names alone, with commas",
        ),
    ] {
        let found = names.read(rule).unwrap_err();
        assert_eq!((found.entry(), &*found.to_string()), (entry, error));
    }
}

#[test]
fn the_known_name_that_was_probably_meant_is_the_nearest() {
    let known = [
        "livenessResult",
        "idtrust",
        "idtrustdocs",
        "X_ENDED",
        "Y_ENDED",
        "Z_READ",
    ];
    for (name, nearest) in [
        ("LIVENESSRESULT", Some("livenessResult")),
        ("livenesResult", Some("livenessResult")),
        ("livenessResults", Some("livenessResult")),
        ("livenessRezult", Some("livenessResult")),
        ("livenessReuslt", Some("livenessResult")),
        ("livenesRezult", None),
        ("Liveness", Some("livenessResult")),
        ("idtrus", Some("idtrust")),
        ("idtrustdo", Some("idtrustdocs")),
        ("idt", None),
        ("read", Some("Z_READ")),
        ("ended", None),
        ("EAD", None),
        ("\u{e7}", None),
    ] {
        assert_eq!(super::nearest(name, known), nearest, "{name}");
    }
}
