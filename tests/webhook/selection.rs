//! A selection that can be built can be written, and reads back equal, in every format of configurations.

use std::fmt::Debug;

use idcloud_types::webhook::{EventType, ResultCode, Selection};
use idcloud_types::{Flow, ProcessState};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A value of a vocabulary, as a selection holds it.
trait Word:
    Ord + Clone + Debug + AsRef<str> + for<'a> From<&'a str> + Serialize + DeserializeOwned
{
}

impl Word for EventType {}
impl Word for ResultCode {}
impl Word for Flow {}
impl Word for ProcessState {}

/// A file whose only key is a selection.
#[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(bound = "T: Word")]
struct File<T> {
    selection: Selection<T>,
}

fn is_read_back<T: Word>(selection: Selection<T>) {
    let file = File { selection };
    let json = serde_json::to_string(&file).unwrap();
    assert_eq!(
        serde_json::from_str::<File<T>>(&json).unwrap(),
        file,
        "{json}"
    );
    let value: Value = serde_json::to_value(&file).unwrap();
    assert_eq!(serde_json::from_value::<File<T>>(value).unwrap(), file);
    let toml = toml::to_string(&file).unwrap();
    assert_eq!(toml::from_str::<File<T>>(&toml).unwrap(), file, "{toml}");
    let yaml = serde_yaml_ng::to_string(&file).unwrap();
    assert_eq!(
        serde_yaml_ng::from_str::<File<T>>(&yaml).unwrap(),
        file,
        "{yaml}"
    );
}

/// Every selection that code can build from the strings.
fn built<T: Word>(texts: &[String]) -> Vec<Selection<T>> {
    let words = || texts.iter().map(|text| T::from(text));
    let mut built = vec![
        Selection::all(),
        Selection::default(),
        Selection::only(words()),
        Selection::except(words()),
    ];
    built.extend(Selection::try_only(texts));
    built.extend(Selection::try_except(texts));
    built.extend(texts.join(",").parse::<Selection<T>>());
    built.extend(texts.iter().filter_map(|text| text.parse().ok()));
    built
}

/// What no configuration, or no format, would take as it is.
const ODD: [&str; 26] = [
    "",
    " ",
    "\t\n",
    "all",
    "ALL",
    " All ",
    " ok ",
    "ok\n",
    "a,b",
    ",",
    "\"",
    "'",
    "\"ok\"",
    "\\",
    "\0",
    "\u{1b}[31m",
    "\u{85}",
    "\u{a0}",
    "\u{feff}",
    "\u{2028}",
    "null",
    "true",
    "7",
    "~",
    "- x: {y}",
    "\u{7f}#\u{9b}",
];

fn any_string() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(&ODD[..]).prop_map(String::from),
        1 => any::<String>(),
        1 => "[ ,\"'\\\\\t\r\n\u{0}a-zA-Z\u{85}]{0,8}",
        1 => prop::sample::select(vec!["ok", "expired", "id", "PROCESS_STATE_CREATED", "EVENT_TYPE_QR_CODE_READ"])
            .prop_map(String::from),
    ]
}

proptest! {
    #[test]
    fn every_selection_that_can_be_built_is_read_back(texts in prop::collection::vec(any_string(), 0..6)) {
        built::<EventType>(&texts).into_iter().for_each(is_read_back);
        built::<ResultCode>(&texts).into_iter().for_each(is_read_back);
        built::<Flow>(&texts).into_iter().for_each(is_read_back);
        built::<ProcessState>(&texts).into_iter().for_each(is_read_back);
    }
}

#[test]
fn every_odd_string_alone_is_read_back_and_is_a_name_or_none() {
    for odd in ODD {
        let texts = [odd.to_owned()];
        built::<Flow>(&texts).into_iter().for_each(is_read_back);

        let name = odd.trim();
        let is_name = !name.is_empty() && !name.eq_ignore_ascii_case("all");
        let only = Selection::only([Flow::from(odd)]);
        let except = Selection::except([Flow::from(odd)]);
        assert_eq!(only.contains(&Flow::from(name)), is_name, "{odd:?}");
        assert_eq!(except.contains(&Flow::from(name)), !is_name, "{odd:?}");
        assert_eq!(
            Selection::try_only([odd]).ok(),
            is_name.then_some(only),
            "{odd:?}"
        );
        assert_eq!(
            Selection::try_except([odd]).ok(),
            is_name.then_some(except),
            "{odd:?}"
        );
    }
}

#[test]
fn names_are_checked_alike_in_code_and_in_a_configuration() {
    for (names, entry) in [
        (["ok", ""], 2),
        (["all", "ok"], 1),
        (["ok", " \n"], 2),
        (["ALL", ""], 1),
    ] {
        let read = serde_json::from_value::<Selection<ResultCode>>(names.as_slice().into());
        let error = Selection::<ResultCode>::try_only(names).unwrap_err();
        assert_eq!(error.entry(), entry);
        assert_eq!(read.unwrap_err().to_string(), error.to_string());
        assert_eq!(
            Selection::<ResultCode>::try_except(names).unwrap_err(),
            error
        );
    }
}

#[test]
fn a_value_that_no_configuration_can_name_is_left_out() {
    let nameless = ["", " ", "all", "ALL"].map(ResultCode::from);
    assert_eq!(Selection::only(nameless.clone()), Selection::only([]));
    assert_eq!(Selection::except(nameless), Selection::except([]));
    assert_ne!(Selection::only([]), Selection::<ResultCode>::all());
    assert_eq!(
        Selection::only([" ok ".into(), "".into()]),
        Selection::only([ResultCode::Ok])
    );
}

#[test]
fn a_comma_separates_in_a_string_and_is_part_of_a_name_in_a_list() {
    let text: Selection<Flow> = "a,b".parse().unwrap();
    assert_eq!(text, Selection::only(["a".into(), "b".into()]));
    let list: Selection<Flow> = serde_json::from_str(r#"["a,b"]"#).unwrap();
    assert_eq!(list, Selection::only(["a,b".into()]));
    assert_ne!(list, text);
}

#[test]
fn debug_shows_what_is_selected_escaped() {
    let shown = |selection: Selection<ResultCode>| format!("{selection:?}");
    assert_eq!(shown(Selection::all()), "All");
    assert_eq!(shown(Selection::only([ResultCode::Ok])), "Only({Ok})");
    assert_eq!(
        shown(Selection::except(["a\nb".into()])),
        r#"Except({Unknown("a\nb")})"#
    );
}

#[test]
fn an_error_names_the_entry_and_what_to_write() {
    const BLANK: &str = "is blank; write a name or remove it";
    const ALL: &str = "is not a name; write \"all\" alone to select every value";
    const EVERY: &str = "selects no value; write \"all\" to select every value, or put the name in a list to select a value of that name";
    const NOTHING: &str = "selects no value; write an empty list to select nothing, or put the name in a list to select a value of that name";
    for (written, entry, error) in [
        ("", 1, format!("entry 1 {BLANK}")),
        ("ok,,x", 2, format!("entry 2 {BLANK}")),
        ("ok, ALL", 2, format!("entry 2, \"ALL\", {ALL}")),
        ("al", 1, format!("entry 1, \"al\", {EVERY}")),
        (" Alll ", 1, format!("entry 1, \"Alll\", {EVERY}")),
        ("ok, lal", 2, format!("entry 2, \"lal\", {EVERY}")),
        ("a\u{301}ll", 0, String::new()),
        ("*", 1, format!("entry 1, \"*\", {EVERY}")),
        ("any", 1, format!("entry 1, \"any\", {EVERY}")),
        ("Everything", 1, format!("entry 1, \"Everything\", {EVERY}")),
        ("true", 1, format!("entry 1, \"true\", {EVERY}")),
        ("none", 1, format!("entry 1, \"none\", {NOTHING}")),
        ("Nothing", 1, format!("entry 1, \"Nothing\", {NOTHING}")),
        ("null", 1, format!("entry 1, \"null\", {NOTHING}")),
        ("false", 1, format!("entry 1, \"false\", {NOTHING}")),
        (
            r#"["ok"]"#,
            1,
            "entry 1 has brackets or quotes inside its string; write \"ok\"".into(),
        ),
        (
            "ok, 'expired'",
            2,
            "entry 2 has brackets or quotes inside its string; write \"ok, expired\"".into(),
        ),
        (
            "a, 'ok', \"b\"",
            2,
            "entry 2 has brackets or quotes inside its string; write \"a, ok, b\"".into(),
        ),
        (
            "[]",
            1,
            "entry 1 has brackets or quotes inside its string; write the names alone, with commas"
                .into(),
        ),
    ] {
        let read = written.parse::<Selection<ResultCode>>();
        if entry == 0 {
            assert!(read.is_ok(), "{written}");
            continue;
        }
        let found = read.unwrap_err();
        assert_eq!(
            (found.entry(), found.to_string()),
            (entry, error),
            "{written}"
        );
        let json = serde_json::to_string(written).unwrap();
        for json in [
            json.clone(),
            format!(r#"{{"only":{json}}}"#),
            format!(r#"{{"except":{json}}}"#),
        ] {
            let read = serde_json::from_str::<Selection<ResultCode>>(&json).unwrap_err();
            assert!(read.to_string().starts_with(&found.to_string()), "{read}");
        }
    }
}

#[test]
fn a_list_takes_as_a_name_what_a_string_does_not() {
    for name in [
        "al", "alll", "none", "null", "any", "*", "[\"ok\"]", "'ok'", "a,b",
    ] {
        let selection = Selection::<Flow>::try_only([name]).unwrap();
        assert!(selection.contains(&name.into()), "{name}");
        is_read_back(selection);
    }
}

#[test]
fn a_list_of_values_or_of_names_is_a_selection() {
    let values = Selection::from([ResultCode::Ok, ResultCode::Expired]);
    assert_eq!(
        values,
        Selection::only([ResultCode::Ok, ResultCode::Expired])
    );
    assert_eq!(values, ["expired", " ok "].into());
    assert_eq!(values, ["expired".to_owned(), "ok".to_owned()].into());
}

#[test]
fn a_selection_is_all_a_list_or_one_of_two_keys() {
    for (json, error) in [
        (
            "7",
            "invalid type: integer `7`, expected `all`, a list of strings, or a table with `only` or `except` at line 1 column 1",
        ),
        (
            "null",
            "invalid type: null, expected `all`, a list of strings, or a table with `only` or `except` at line 1 column 4",
        ),
        (
            "[7]",
            "invalid type: integer `7`, expected a string at line 1 column 2",
        ),
        (
            r#"{"only": 7}"#,
            "invalid type: integer `7`, expected a list of strings at line 1 column 10",
        ),
        (
            r#"{"onli": []}"#,
            "unknown field `onli`, expected `only` or `except` at line 1 column 7",
        ),
        (
            "{}",
            "expected either `only` or `except` at line 1 column 2",
        ),
    ] {
        let found = serde_json::from_str::<Selection<ResultCode>>(json).unwrap_err();
        assert_eq!(found.to_string(), error);
    }
}
