//! The JSON Schema of what is read: vocabularies with their known values, and objects with their members.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

/// Writes the names by which a schema generator tells types apart, two of the same name included.
macro_rules! named {
    ($Type:ident) => {
        fn schema_name() -> ::alloc::borrow::Cow<'static, str> {
            stringify!($Type).into()
        }

        fn schema_id() -> ::alloc::borrow::Cow<'static, str> {
            concat!(module_path!(), "::", stringify!($Type)).into()
        }
    };
}

/// Writes `JsonSchema` for a type that is one schema.
macro_rules! schema {
    ($Type:ident, $schema:tt) => {
        impl ::schemars::JsonSchema for $Type {
            $crate::wire::schema::named!($Type);

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                ::schemars::json_schema!($schema)
            }
        }
    };
}

/// The lines of the doc comment among some attributes.
macro_rules! docs {
    ($(#[$($meta:tt)*])*) => {
        $crate::wire::schema::docs!([] $([$($meta)*])*)
    };
    ([$($line:literal)*] [doc = $next:literal] $($rest:tt)*) => {
        $crate::wire::schema::docs!([$($line)* $next] $($rest)*)
    };
    ([$($line:literal)*] $($rest:tt)*) => {
        &[$($line),*] as &[&str]
    };
}

pub(crate) use {docs, named, schema};

/// A known value of a vocabulary.
pub(crate) struct KnownValue {
    pub(crate) value: Value,
    pub(crate) docs: &'static [&'static str],
    /// The platform's own text for it.
    pub(crate) title: Option<&'static str>,
}

/// The known values of a vocabulary, or any other value of their type.
pub(crate) fn vocabulary(
    docs: &[&str],
    known: impl IntoIterator<Item = KnownValue>,
    other: Value,
) -> Schema {
    let known = known.into_iter().map(|known| {
        let mut schema = json!({ "const": known.value, "description": summary(known.docs) });
        if let (Some(title), Some(schema)) = (known.title, schema.as_object_mut()) {
            schema.insert("title".into(), title.into());
        }
        schema
    });
    let values: Vec<Value> = known.chain([other]).collect();
    json_schema!({ "description": summary(docs), "anyOf": values })
}

/// A member of an object that has a field.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) docs: &'static [&'static str],
    pub(crate) schema: Schema,
    pub(crate) is_required: bool,
}

/// An object with these members and any other.
pub(crate) fn object(docs: &[&str], members: impl IntoIterator<Item = Member>) -> Schema {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for member in members {
        let mut schema = member.schema;
        let description = summary(member.docs);
        if !description.is_empty() {
            schema.insert("description".into(), description.into());
        }
        if member.is_required {
            required.push(member.name);
        }
        properties.insert(member.name.into(), schema.into());
    }
    let mut object = json_schema!({
        "type": "object",
        "description": summary(docs),
        "properties": properties,
    });
    if !required.is_empty() {
        object.insert("required".into(), required.into());
    }
    object
}

/// The first paragraph of a doc comment, without its links.
pub(crate) fn summary(docs: &[&str]) -> String {
    let lines: Vec<&str> = docs
        .iter()
        .map(|line| line.trim())
        .take_while(|line| !line.is_empty())
        .collect();
    without_links(&lines.join(" "))
}

/// Turns ``[`x`](y)`` and ``[`x`]`` into `` `x` ``.
fn without_links(text: &str) -> String {
    let Some((before, rest)) = text.split_once("[`") else {
        return text.to_string();
    };
    let Some((name, rest)) = rest.split_once("`]") else {
        return text.to_string();
    };
    let rest = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, rest)) => rest,
        None => rest,
    };
    [before, "`", name, "`", &without_links(rest)].concat()
}

/// An integer of 64 bits.
#[cfg(feature = "get-process")]
pub(crate) fn any_integer() -> Value {
    json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX })
}

/// A pattern that matches one of these words alone, in any case and between any spaces.
pub(crate) fn one_of_in_any_case(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| in_any_case(word)).collect();
    ["^\\s*(", &words.join("|"), ")\\s*$"].concat()
}

/// A pattern for a word in any case.
pub(crate) fn in_any_case(word: &str) -> String {
    let letter = |letter: char| {
        if letter.is_ascii_alphabetic() {
            String::from_iter([
                '[',
                letter.to_ascii_uppercase(),
                letter.to_ascii_lowercase(),
                ']',
            ])
        } else {
            letter.to_string()
        }
    };
    word.chars().map(letter).collect()
}
