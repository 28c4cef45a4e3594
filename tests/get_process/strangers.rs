//! The two message modules are strangers: neither names the other in its code.

use std::fs;
use std::path::Path;

/// The code of every file in a folder, with its name.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let text = fs::read_to_string(&path).unwrap();
            files.push((path.display().to_string(), code(&text)));
        }
    }
    files
}

/// A source without its comments and without what stands in its literals.
fn code(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").unwrap() + 2
        } else if rest.starts_with("r\"") || rest.starts_with("r#") && !code.ends_with(is_of_word) {
            let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
            let end = format!("\"{}", "#".repeat(hashes));
            let start = 1 + hashes + 1;
            start + rest[start..].find(&end).unwrap() + end.len()
        } else if c == '"' {
            1 + end_of_literal(&rest[1..], '"')
        } else if rest.starts_with("'\\") || c == '\'' && rest.chars().nth(2) == Some('\'') {
            1 + end_of_literal(&rest[1..], '\'')
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.push(' ');
        rest = &rest[length..];
    }
    code
}

/// How long the rest of a literal is, with its closing quote.
fn end_of_literal(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    let end = rest.find(|c| {
        let is_end = c == quote && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    end.unwrap() + 1
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a code has a word, on its own.
fn names(code: &str, word: &str) -> bool {
    code.split(|c| !is_of_word(c)).any(|other| other == word)
}

#[test]
fn neither_module_names_the_other() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (folder, stranger) in [("get_process", "webhook"), ("webhook", "get_process")] {
        let files = files(&src.join(folder));
        assert!(files.len() > 10);
        for (name, code) in files {
            // something is left of every file
            assert!(names(&code, "pub"), "{name}: {code}");
            assert!(!names(&code, stranger), "{name} names `{stranger}`");
        }
    }
}

#[test]
fn an_import_is_found_in_every_form_and_a_text_is_none() {
    for import in [
        "use crate::webhook::Payload;",
        "use crate::{process::Flow, webhook::{Field, Payload}};",
        "use crate::{\n    webhook,\n};",
        "use super::super::webhook as other;",
        "/* a */ let x = \"\\\\\"; crate::webhook::f('\"', '\\'')",
        "let x: &'static str = r#\"\"\"#; webhook::f::<'a>()",
    ] {
        assert!(names(&code(import), "webhook"), "{import}");
    }
    for text in [
        "// webhook",
        "x /// webhook",
        "/* use crate::webhook; */ x",
        "\"read it with \\\" webhook \"",
        "('\"', \"webhook\")",
        "r\"webhook\"",
        "r#\"a \" webhook\"#",
        "webhooks(a_webhook, Webhook)",
    ] {
        assert!(!names(&code(text), "webhook"), "{text}");
    }
}
