//! Every vocabulary keeps the same guarantees, on every one of its values.
//!
//! The tables are the specification's, copied from its pages and not from the source.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

use proptest::prelude::*;
use serde::de::value::Error;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

/// The event-types page, "lastEvent enumeration".
const EVENT_TYPES: &[(&str, &str, &str)] = &[
    (
        "EVENT_TYPE_PROCESS_CREATED",
        "ProcessCreated",
        "Process created",
    ),
    ("EVENT_TYPE_QR_CODE_READ", "QrCodeRead", "QR code was read"),
    (
        "EVENT_TYPE_PROCESS_STARTED_BY_USER",
        "ProcessStartedByUser",
        "Process started by user",
    ),
    (
        "EVENT_TYPE_IDENTITY_VALIDATION_STEP_FINISHED",
        "IdentityValidationStepFinished",
        "Identity validation step finished",
    ),
    (
        "EVENT_TYPE_DOCUMENT_STEP_STARTED",
        "DocumentStepStarted",
        "Document step has started",
    ),
    (
        "EVENT_TYPE_DOCUMENT_PHOTO_CAPTURED",
        "DocumentPhotoCaptured",
        "Photo of the document taken",
    ),
    (
        "EVENT_TYPE_DOCUMENT_UPLOADED_FROM_GALLERY",
        "DocumentUploadedFromGallery",
        "Document uploaded from gallery",
    ),
    (
        "EVENT_TYPE_DOCUMENT_STEP_FINISHED",
        "DocumentStepFinished",
        "Document step finished",
    ),
    (
        "EVENT_TYPE_SESSION_ENDED",
        "SessionEnded",
        "Session ended by timeout or by new session created",
    ),
    (
        "EVENT_TYPE_ERROR_ON_DOCUMENT_STEP",
        "ErrorOnDocumentStep",
        "Error on document step",
    ),
];

/// The event-types page, "Payload schema".
const RESULT_CODES: &[(&str, &str, &str)] = &[
    ("ok", "Ok", ""),
    ("expired", "Expired", ""),
    ("invalid_identity", "InvalidIdentity", ""),
];

/// GetProcess's enum of `state`, of which the event-types page names the last.
const PROCESS_STATES: &[(&str, &str, &str)] = &[
    ("PROCESS_STATE_CREATED", "Created", ""),
    ("PROCESS_STATE_FAILED", "Failed", ""),
    ("PROCESS_STATE_FINISHED", "Finished", ""),
    ("PROCESS_STATE_CANCELED", "Canceled", ""),
    ("PROCESS_STATE_UNSPECIFIED", "Unspecified", ""),
];

/// GetProcess's enum of `result`.
const PROCESS_RESULTS: &[(&str, &str, &str)] = &[
    ("PROCESS_RESULT_OK", "Ok", ""),
    ("PROCESS_RESULT_ERROR", "Error", ""),
    ("PROCESS_RESULT_INVALID_IDENTITY", "InvalidIdentity", ""),
    ("PROCESS_RESULT_EXPIRED", "Expired", ""),
    ("PROCESS_RESULT_UNSPECIFIED", "Unspecified", ""),
    ("PROCESS_RESULT_WARNING", "Warning", ""),
    ("PROCESS_RESULT_REFUSED", "Refused", ""),
];

/// `CreateProcess`'s enum of `flow`.
const FLOWS: &[(&str, &str, &str)] = &[
    ("idlive", "IdLive", ""),
    ("id", "Id", ""),
    ("idlivetrust", "IdLiveTrust", ""),
    ("idcheck", "IdCheck", ""),
    ("iddocs", "IdDocs", ""),
    ("idsign", "IdSign", ""),
    ("iddocssign", "IdDocsSign", ""),
    ("idchecktrust", "IdCheckTrust", ""),
    ("idchecktrustdocs", "IdCheckTrustDocs", ""),
    ("idchecktrustsign", "IdCheckTrustSign", ""),
    ("idchecktrustdocssign", "IdCheckTrustDocsSign", ""),
    ("idcheckserpro", "IdCheckSerpro", ""),
    ("idcheckserprodocs", "IdCheckSerproDocs", ""),
    ("idcheckserprodocssign", "IdCheckSerproDocsSign", ""),
    ("creditoconsignado", "CreditoConsignado", ""),
    ("idtrust", "IdTrust", ""),
    ("idunicodocs", "IdUnicoDocs", ""),
    ("idunicosign", "IdUnicoSign", ""),
    ("idunicodocssign", "IdUnicoDocsSign", ""),
    ("idunicoserprodocssign", "IdUnicoSerproDocsSign", ""),
    ("idtrustdocs", "IdTrustDocs", ""),
    ("idtrustsign", "IdTrustSign", ""),
    ("idtrustdocssign", "IdTrustDocsSign", ""),
    ("idtoken", "IdToken", ""),
    ("idtokentrust", "IdTokenTrust", ""),
    ("idtokensign", "IdTokenSign", ""),
    ("idsmart", "IdSmart", ""),
    ("idage", "IdAge", ""),
    ("idagedocumentless", "IdAgeDocumentless", ""),
    ("idface", "IdFace", ""),
    ("idonboarding", "IdOnboarding", ""),
    ("idtransactional", "IdTransactional", ""),
];

/// Texts that no vocabulary knows, the nasty ones among them.
fn unknown_strings() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " ",
        "x",
        "OK",
        "ok ",
        " ok",
        "Ok",
        "\"quoted\"",
        "back\\slash",
        "new\nline",
        "\0",
        "\u{1b}[31m",
        "\u{202e}right-to-left",
        "código",
        "PROCESS_STATE_",
        "EVENT_TYPE_",
        "null",
    ]
    .map(String::from)
    .to_vec();
    texts.push("x".repeat(10_000));
    for (wire, ..) in [
        EVENT_TYPES,
        RESULT_CODES,
        PROCESS_STATES,
        PROCESS_RESULTS,
        FLOWS,
    ]
    .concat()
    {
        texts.push(format!("{wire}_"));
        texts.push(format!(" {wire}"));
        texts.push(wire.to_ascii_lowercase() + "\n");
        texts.push(wire.to_ascii_uppercase() + "X");
    }
    texts
}

fn hash_of(value: &(impl Hash + ?Sized)) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

/// A format that does not know what follows: it hands out a string when it is asked for one, and nothing else.
struct StrOnly<'a>(&'a str);

impl<'de> Deserializer<'de> for StrOnly<'_> {
    type Error = Error;

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.0)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(de::Error::custom("asked for something else than a str"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The rules that every vocabulary keeps.
macro_rules! vocabulary {
    ($name:ident, $X:ty, $table:expr) => {
        mod $name {
            use super::*;

            type X = $X;

            fn wires() -> Vec<&'static str> {
                $table.iter().map(|(wire, ..)| *wire).collect()
            }

            /// Known and unknown strings, and each read.
            fn domain() -> Vec<(String, X)> {
                let known = wires().into_iter().map(String::from);
                known
                    .chain(unknown_strings())
                    .map(|text| (text.clone(), X::from(text)))
                    .collect()
            }

            #[test]
            fn every_row_parses_to_its_variant_and_prints_unchanged() {
                for (wire, variant, _) in $table {
                    let parsed = X::from(*wire);
                    assert_eq!(format!("{parsed:?}"), *variant);
                    assert!(parsed.is_known());
                    assert_eq!(parsed.as_str(), *wire);
                    assert_eq!(X::from(parsed.as_str()), parsed);
                }
            }

            #[test]
            fn known_lists_every_row_in_the_order_of_the_specification() {
                let known: Vec<&str> = X::KNOWN.iter().map(X::as_str).collect();
                assert_eq!(known, wires());
            }

            #[test]
            fn no_two_rows_share_a_string() {
                assert_eq!(
                    wires().into_iter().collect::<HashSet<_>>().len(),
                    $table.len()
                );
            }

            #[test]
            fn every_way_of_reading_agrees_and_keeps_the_string() {
                for (text, value) in domain() {
                    let json = serde_json::to_string(&text).unwrap();
                    let ways = [
                        X::from(text.as_str()),
                        X::from(text.clone()),
                        X::from(Cow::Borrowed(text.as_str())),
                        X::from(Cow::<str>::Owned(text.clone())),
                        text.parse().unwrap(),
                        serde_json::from_str(&json).unwrap(),
                        serde_json::from_reader(json.as_bytes()).unwrap(),
                        serde_json::from_value(text.clone().into()).unwrap(),
                    ];
                    for way in ways {
                        assert_eq!(way, value);
                        assert_eq!(way.as_str(), text);
                        assert_eq!(way.is_known(), value.is_known());
                    }
                }
            }

            #[test]
            fn every_way_of_printing_agrees() {
                for (text, value) in domain() {
                    assert_eq!(value.as_str(), text);
                    assert_eq!(value.to_string(), text);
                    assert_eq!(AsRef::<str>::as_ref(&value), text);
                    assert_eq!(Borrow::<str>::borrow(&value), text);
                    assert_eq!(
                        serde_json::to_string(&value).unwrap(),
                        serde_json::to_string(&text).unwrap(),
                    );
                }
            }

            #[test]
            fn only_the_exact_string_of_a_row_is_known() {
                for (text, value) in domain() {
                    assert_eq!(
                        value.is_known(),
                        wires().contains(&text.as_str()),
                        "{text:?}"
                    );
                }
            }

            #[test]
            fn the_strict_reading_takes_known_values_alone_and_hands_the_others_back() {
                for (text, value) in domain() {
                    match X::try_known(&text) {
                        Ok(known) => assert!(known.is_known() && known == value),
                        Err(unrecognized) => {
                            assert!(!value.is_known());
                            assert_eq!(unrecognized.value(), text);
                        }
                    }
                }
            }

            #[test]
            fn a_clone_shares_an_unknown_string() {
                for text in unknown_strings() {
                    let value = X::from(text);
                    assert_eq!(value.clone().as_str().as_ptr(), value.as_str().as_ptr());
                }
            }

            #[test]
            fn a_deserializer_is_asked_for_a_str_so_that_formats_without_types_work() {
                for (text, value) in domain() {
                    assert_eq!(X::deserialize(StrOnly(&text)).unwrap(), value);
                }
            }

            #[test]
            fn display_honours_width_fill_and_precision() {
                for value in X::KNOWN {
                    let wire = value.as_str();
                    let width = wire.len() + 3;
                    assert_eq!(format!("{value:width$}"), format!("{wire:width$}"));
                    assert_eq!(format!("{value:*>width$}"), format!("{wire:*>width$}"));
                    assert_eq!(format!("{value:-^width$.3}"), format!("{wire:-^width$.3}"));
                }
            }

            #[test]
            fn debug_escapes_an_unknown_value() {
                for (text, value) in domain() {
                    let debug = format!("{value:?}");
                    assert!(!debug.contains(char::is_control), "{debug}");
                    assert!(!debug.contains('\u{202e}'), "{debug}");
                    if !value.is_known() {
                        assert_eq!(debug, format!("Unknown({text:?})"));
                    }
                }
            }

            #[test]
            fn a_set_is_asked_with_a_str() {
                let values = || domain().into_iter().map(|(_, value)| value);
                let hashed: HashSet<X> = values().collect();
                let sorted: BTreeSet<X> = values().collect();
                for (text, value) in domain() {
                    assert_eq!(hashed.get(text.as_str()), Some(&value));
                    assert_eq!(sorted.get(text.as_str()), Some(&value));
                }
                assert!(!hashed.contains("nowhere") && !sorted.contains("nowhere"));
            }

            #[test]
            fn a_value_is_a_key_of_a_json_object_both_ways() {
                let sorted: BTreeMap<X, usize> = domain()
                    .into_iter()
                    .enumerate()
                    .map(|(n, (_, value))| (value, n))
                    .collect();
                let json = serde_json::to_string(&sorted).unwrap();
                assert_eq!(
                    serde_json::from_str::<BTreeMap<X, usize>>(&json).unwrap(),
                    sorted
                );

                let hashed: HashMap<X, usize> = sorted.clone().into_iter().collect();
                let json = serde_json::to_value(&hashed).unwrap();
                assert_eq!(
                    serde_json::from_value::<HashMap<X, usize>>(json).unwrap(),
                    hashed
                );
                for (text, _) in domain() {
                    assert_eq!(hashed.get(text.as_str()), sorted.get(text.as_str()));
                }
            }

            #[test]
            fn any_other_json_type_is_an_error_with_its_place() {
                let map_form = format!("{{\"{}\":null}}", wires()[0]);
                for json in ["1", "1.5", "null", "true", "[]", "{}", map_form.as_str()] {
                    let document = format!("[\"x\",\n {json}]");
                    let error = serde_json::from_str::<Vec<X>>(&document).unwrap_err();
                    assert!(error.is_data(), "{json}");
                    assert_eq!(error.line(), 2, "{json}");
                }
            }

            #[test]
            fn it_is_small_and_crosses_threads() {
                fn crosses_threads<T: Send + Sync + Unpin + 'static>() {}
                crosses_threads::<X>();
                assert_eq!(size_of::<X>(), 3 * size_of::<usize>());
                assert_eq!(size_of::<Option<X>>(), size_of::<X>());
            }

            proptest! {
                #[test]
                fn eq_ord_and_hash_are_those_of_the_string(
                    a in text_among(wires()), b in text_among(wires()),
                ) {
                    let (x, y) = (X::from(a.as_str()), X::from(b.as_str()));
                    prop_assert_eq!(x == y, a == b);
                    prop_assert_eq!(x.cmp(&y), a.cmp(&b));
                    prop_assert_eq!(x.partial_cmp(&y), Some(a.cmp(&b)));
                    prop_assert_eq!(hash_of(&x), hash_of(a.as_str()));
                    prop_assert_eq!(x.as_str(), a);
                }
            }
        }
    };
}

/// A known string, one that is nearly known, or any.
fn text_among(wires: Vec<&'static str>) -> impl Strategy<Value = String> {
    let known = proptest::sample::select(wires).prop_map(String::from);
    prop_oneof![
        known.clone(),
        (known, any::<char>()).prop_map(|(text, end)| format!("{text}{end}")),
        any::<String>(),
    ]
}

vocabulary!(event_type, idcloud_types::webhook::EventType, EVENT_TYPES);
vocabulary!(
    result_code,
    idcloud_types::webhook::ResultCode,
    RESULT_CODES
);
vocabulary!(process_state, idcloud_types::ProcessState, PROCESS_STATES);
#[cfg(feature = "get-process")]
vocabulary!(
    process_result,
    idcloud_types::get_process::ProcessResult,
    PROCESS_RESULTS
);
vocabulary!(flow, idcloud_types::Flow, FLOWS);

#[test]
fn an_event_has_the_documented_description() {
    use idcloud_types::webhook::EventType;

    for (wire, _, description) in EVENT_TYPES {
        assert_eq!(EventType::from(*wire).description(), Some(*description));
    }
    for text in unknown_strings() {
        assert_eq!(EventType::from(text).description(), None);
    }
}

#[test]
fn a_prefixed_variant_is_named_after_its_wire_name() {
    for (table, prefix) in [
        (EVENT_TYPES, "EVENT_TYPE_"),
        (PROCESS_STATES, "PROCESS_STATE_"),
        (PROCESS_RESULTS, "PROCESS_RESULT_"),
        (RESULT_CODES, ""),
    ] {
        for (wire, variant, _) in table {
            let words = wire.strip_prefix(prefix).unwrap().split('_');
            let name: String = words
                .map(|word| word[..1].to_ascii_uppercase() + &word[1..].to_ascii_lowercase())
                .collect();
            assert_eq!(*variant, name);
        }
    }
}

#[test]
fn a_flow_variant_is_named_after_its_wire_name() {
    for (wire, variant, _) in FLOWS {
        assert_eq!(variant.to_ascii_lowercase(), *wire);
    }
}

#[test]
fn no_string_is_known_to_two_vocabularies() {
    let all = [
        EVENT_TYPES,
        RESULT_CODES,
        PROCESS_STATES,
        PROCESS_RESULTS,
        FLOWS,
    ]
    .concat();
    let distinct: HashSet<&str> = all.iter().map(|(wire, ..)| *wire).collect();
    assert_eq!(distinct.len(), all.len());
}
