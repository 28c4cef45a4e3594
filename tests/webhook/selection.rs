//! A selection that can be built can be written, and reads back equal, in every format of configurations.

use std::fmt::Debug;

use idcloud_types::webhook::{EventType, ResultCode, Selection};
use idcloud_types::{Flow, ProcessState};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A word of a vocabulary, as a selection holds it.
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

/// Every selection that code can build of the texts.
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

fn any_text() -> impl Strategy<Value = String> {
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
    fn every_selection_that_can_be_built_is_read_back(texts in prop::collection::vec(any_text(), 0..6)) {
        built::<EventType>(&texts).into_iter().for_each(is_read_back);
        built::<ResultCode>(&texts).into_iter().for_each(is_read_back);
        built::<Flow>(&texts).into_iter().for_each(is_read_back);
        built::<ProcessState>(&texts).into_iter().for_each(is_read_back);
    }
}

#[test]
fn every_odd_text_alone_is_read_back_and_is_a_name_or_none() {
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
fn a_comma_separates_in_a_text_and_is_part_of_a_name_in_a_list() {
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
