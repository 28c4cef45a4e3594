//! Which module may name which: imports run one way, without circles, and the two messages never meet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, Macro, UseTree};

/// A module by its path from the crate root, which is empty.
type Name = Vec<String>;

/// What the code of one file names. Comments and literals are not code, and modules for tests are left out.
#[derive(Default)]
struct Module {
    /// Every identifier, those in the bodies of macros included.
    identifiers: BTreeSet<String>,
    /// Every path, and every import as one path for each name.
    paths: Vec<Name>,
    /// What each imported name means.
    imports: BTreeMap<String, Name>,
    /// The child modules that only tests compile.
    test_modules: BTreeSet<String>,
    /// The modules without a file of their own, in which `self` and `super` would be something else.
    inline_modules: BTreeSet<String>,
}

impl Module {
    fn parse(source: &str) -> Self {
        let mut module = Self::default();
        let file = syn::parse_file(source).unwrap();
        module.visit_file(&file);
        let tokens: TokenStream = source.parse().unwrap();
        module.add_identifiers(tokens);
        module
    }

    fn add_identifiers(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(identifier) => {
                    self.identifiers.insert(identifier.to_string());
                }
                TokenTree::Group(group) => self.add_identifiers(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    /// Adds every `a::b::c` of a macro's tokens, where `$crate` is `crate`.
    fn add_token_paths(&mut self, tokens: TokenStream) {
        let mut path = Name::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(identifier) => {
                    if colons != 2 {
                        self.paths.push(std::mem::take(&mut path));
                    }
                    path.push(identifier.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.paths.push(std::mem::take(&mut path));
                    self.add_token_paths(group.stream());
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.paths.push(std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.paths.push(path);
    }

    fn add_use(&mut self, before: &[String], tree: &UseTree) {
        let with = |identifier: &syn::Ident| [before, &[identifier.to_string()]].concat();
        let (name, path) = match tree {
            UseTree::Path(path) => return self.add_use(&with(&path.ident), &path.tree),
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|tree| self.add_use(before, tree));
            }
            UseTree::Name(name) if name.ident == "self" => {
                (before.last().unwrap().clone(), before.to_vec())
            }
            UseTree::Name(name) => (name.ident.to_string(), with(&name.ident)),
            UseTree::Rename(rename) => (rename.rename.to_string(), with(&rename.ident)),
            UseTree::Glob(_) => ("*".to_owned(), [before, &["*".to_owned()]].concat()),
        };
        self.paths.push(path.clone());
        self.imports.insert(name, path);
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_test = |list: &syn::MetaList| list.tokens.to_string() == "test";
        attribute.path().is_ident("cfg") && attribute.meta.require_list().is_ok_and(is_test)
    })
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if is_for_tests(&item.attrs) {
            self.test_modules.insert(item.ident.to_string());
        } else if item
            .content
            .as_ref()
            .is_some_and(|(_, items)| !items.is_empty())
        {
            self.inline_modules.insert(item.ident.to_string());
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_use(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            let segments = path.segments.iter();
            self.paths
                .push(segments.map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        visit::visit_macro(self, item);
        self.add_token_paths(item.tokens.clone());
    }
}

/// The modules of a crate.
struct House(BTreeMap<Name, Module>);

impl House {
    fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let name = |path: &str| {
            let path = path.strip_suffix(".rs").unwrap();
            let path = path.strip_suffix("mod").unwrap_or(path);
            let parts = path
                .split('/')
                .filter(|part| !part.is_empty() && *part != "lib");
            parts.map(String::from).collect()
        };
        let parsed = files.into_iter();
        let mut modules: BTreeMap<Name, Module> = parsed
            .map(|(path, source)| (name(path), Module::parse(source)))
            .collect();
        let test_modules: Vec<Name> = modules
            .iter()
            .flat_map(|(name, module)| {
                let children = module.test_modules.iter();
                children.map(|child| [&name[..], std::slice::from_ref(child)].concat())
            })
            .collect();
        modules.retain(|name, _| !test_modules.iter().any(|test| name.starts_with(test)));
        for (name, module) in &modules {
            assert!(
                module.inline_modules.is_empty(),
                "inline modules in {name:?}"
            );
        }
        Self(modules)
    }

    fn own() -> Self {
        fn read(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
                if path.is_dir() {
                    read(&path, &format!("{name}/"), files);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    files.push((name, fs::read_to_string(&path).unwrap()));
                }
            }
        }
        let mut files = Vec::new();
        read(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            "",
            &mut files,
        );
        Self::new(files.iter().map(|(name, source)| (&**name, &**source)))
    }

    /// The module that a path in another one leads to: the one that has the item, not one that re-exports it.
    fn resolve(&self, from: &[String], path: &[String]) -> Option<Name> {
        let (first, rest) = path.split_first()?;
        // A visibility, as in `pub(crate)`.
        if rest.is_empty() && matches!(first.as_str(), "crate" | "super" | "self") {
            return None;
        }
        let mut base = match first.as_str() {
            "crate" => Name::new(),
            "self" => from.to_vec(),
            "super" => from.split_last()?.1.to_vec(),
            _ => {
                let child = [from, std::slice::from_ref(first)].concat();
                if self.0.contains_key(&child) {
                    child
                } else {
                    let import = self.0.get(from)?.imports.get(first)?;
                    // `use a;` means a crate of its own.
                    if import.first() == Some(first) {
                        return None;
                    }
                    return self.resolve(from, &[import, rest].concat());
                }
            }
        };
        for (index, segment) in rest.iter().enumerate() {
            let child = [&base[..], std::slice::from_ref(segment)].concat();
            if segment == "super" {
                base.pop();
            } else if self.0.contains_key(&child) {
                base = child;
            } else if let Some(import) = self.0.get(&base)?.imports.get(segment) {
                let path = [import, &rest[index + 1..]].concat();
                return self.resolve(&base, &path).or(Some(base));
            } else {
                break;
            }
        }
        Some(base)
    }

    /// The other modules that each module names.
    fn edges(&self) -> BTreeMap<&Name, BTreeSet<Name>> {
        let edges = self.0.iter().map(|(name, module)| {
            let paths = module.paths.iter();
            let mut named: BTreeSet<Name> =
                paths.filter_map(|path| self.resolve(name, path)).collect();
            named.remove(name);
            (name, named)
        });
        edges.collect()
    }

    /// The imports that run against the order of the rooms.
    fn wrong_directions(&self) -> Vec<String> {
        let room = |name: &Name| name.first().cloned().unwrap_or_default();
        let floor = |room: &str| match room {
            "wire" => 0,
            "process" | "other_message" | "table" => 1,
            "webhook" | "get_process" => 2,
            "testing" | "strategies" => 3,
            "" => 4,
            other => panic!("`{other}` has no place in the order of the rooms"),
        };
        let mut wrong = Vec::new();
        for (from, names) in self.edges() {
            for to in names {
                let (own, other) = (room(from), room(&to));
                if own != other && floor(&own) <= floor(&other) {
                    wrong.push(format!("{} -> {}", from.join("::"), to.join("::")));
                }
            }
        }
        wrong
    }

    /// A circle of modules that name each other, if there is one.
    fn circle(&self) -> Option<String> {
        fn visit<'a>(
            name: &'a Name,
            edges: &'a BTreeMap<&Name, BTreeSet<Name>>,
            trail: &mut Vec<&'a Name>,
            done: &mut BTreeSet<&'a Name>,
        ) -> Option<String> {
            if let Some(start) = trail.iter().position(|visited| *visited == name) {
                let circle = trail[start..].iter().map(|name| name.join("::"));
                let mut names: Vec<String> = circle.collect();
                let first = (0..names.len()).min_by_key(|index| &names[*index]).unwrap();
                names.rotate_left(first);
                names.push(names[0].clone());
                return Some(names.join(" -> "));
            }
            if !done.insert(name) {
                return None;
            }
            trail.push(name);
            let found = edges[name]
                .iter()
                .find_map(|next| visit(next, edges, trail, done));
            trail.pop();
            found
        }
        let edges = self.edges();
        let mut done = BTreeSet::new();
        edges
            .keys()
            .find_map(|name| visit(name, &edges, &mut Vec::new(), &mut done))
    }

    /// The modules of a room that have one of the identifiers.
    fn naming(&self, room: &str, identifiers: &[&str]) -> Vec<String> {
        let files = self
            .0
            .iter()
            .filter(|(name, _)| name.first().is_some_and(|first| first == room));
        files
            .filter(|(_, module)| {
                identifiers
                    .iter()
                    .any(|name| module.identifiers.contains(*name))
            })
            .map(|(name, _)| name.join("::"))
            .collect()
    }

    /// The modules of a room with a path through one of the modules at the crate root.
    fn leading_to(&self, room: &str, targets: &[&str]) -> Vec<String> {
        let files = self
            .0
            .iter()
            .filter(|(name, _)| name.first().is_some_and(|first| first == room));
        let leads =
            |path: &Name| path.len() > 1 && path.iter().any(|part| targets.contains(&&**part));
        files
            .filter(|(_, module)| module.paths.iter().any(leads))
            .map(|(name, _)| name.join("::"))
            .collect()
    }
}

#[test]
fn the_two_messages_never_name_each_other() {
    let house = House::own();
    assert!(house.naming("webhook", &["RawPayload"]).len() > 3);
    assert!(house.naming("get_process", &["Process"]).len() > 3);
    assert_eq!(house.naming("webhook", &["get_process"]), [""; 0]);
    assert_eq!(house.naming("get_process", &["webhook"]), [""; 0]);
}

#[test]
fn the_wire_names_no_message_and_no_vocabulary() {
    let house = House::own();
    assert!(house.naming("wire", &["WireValue"]).len() > 2);
    assert_eq!(house.naming("wire", &["webhook", "get_process"]), [""; 0]);
    let others = [
        "webhook",
        "get_process",
        "process",
        "other_message",
        "testing",
    ];
    assert_eq!(house.leading_to("wire", &others), [""; 0]);
}

#[test]
fn imports_run_one_way() {
    let house = House::own();
    assert!(house.edges().values().map(BTreeSet::len).sum::<usize>() > 50);
    assert_eq!(house.wrong_directions(), [""; 0]);
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    assert_eq!(House::own().circle(), None);
}

#[test]
fn an_import_is_found_in_every_form_and_a_text_is_none() {
    const OTHERS: [(&str, &str); 4] = [
        (
            "webhook/mod.rs",
            "mod raw; pub use raw::Raw; pub use raw::Raw as Same;",
        ),
        ("webhook/raw.rs", "pub struct Raw;"),
        ("process.rs", ""),
        (
            "lib.rs",
            "mod get_process; mod process; mod webhook; pub use webhook::Raw;",
        ),
    ];
    let house = |code| House::new(OTHERS.into_iter().chain([("get_process/a.rs", code)]));
    for import in [
        "use crate::webhook::raw::Raw;",
        "use crate::webhook::Raw;",
        "use crate::webhook::Raw as Other;",
        "use crate::webhook::Same;",
        "use crate::Raw;",
        "use crate::{process::Flow, webhook::{raw, raw::*}};",
        "use super::super::webhook::raw::{self};",
        "use crate::webhook; fn f(_: webhook::Raw) {}",
        "use crate::webhook as other; fn f() { let _ = other::raw::Raw; }",
        "fn f(_: &[crate::webhook::raw::Raw]) {}",
        "fn f() { g(crate::webhook::raw::h) }",
        "impl crate::webhook::raw::T for u8 {}",
        "fn f() { assert!(crate::webhook::raw::Raw == x); }",
        "macro_rules! m { ($x:ident) => {{ $x::<$crate::webhook::raw::Raw>() }} }",
        "#[cfg(feature = \"a\")] use crate::webhook::Raw;",
    ] {
        let house = house(import);
        let from = ["get_process", "a"].map(String::from).to_vec();
        let raw = ["webhook", "raw"].map(String::from).to_vec();
        assert!(house.edges()[&from].contains(&raw), "{import}");
        let wrong = house.wrong_directions();
        assert!(
            wrong.contains(&"get_process::a -> webhook::raw".to_owned()),
            "{import}: {wrong:?}"
        );
    }
    for text in [
        "// crate::webhook::Raw",
        "/// [`Raw`](crate::webhook::Raw)\nstruct A;",
        "/* use crate::webhook; */",
        "const A: &str = \"crate::webhook::Raw\";",
        "const A: &str = r#\"use \"crate::webhook\"\"#;",
        "fn f() { println!(\"crate::webhook::Raw\") }",
        "#[cfg(test)] mod tests { use crate::webhook::Raw; }",
        "use ::webhook::Raw;",
        "use webhooks::Raw;",
    ] {
        assert_eq!(house(text).wrong_directions(), [""; 0], "{text}");
    }
    assert_eq!(
        house("macro_rules! m { () => { [webhook] } }").naming("get_process", &["webhook"]),
        ["get_process::a"]
    );
}

#[test]
fn a_circle_is_found_through_re_exports_and_macros_and_not_through_tests() {
    let room = |a, b| {
        House::new([
            ("r/mod.rs", "mod a; mod b; pub use b::B;"),
            ("r/a.rs", a),
            ("r/b.rs", b),
        ])
    };
    for (a, b) in [
        ("use super::b::B;", "use super::a::A;"),
        ("use super::B;", "use super::a::A;"),
        ("use crate::r::B;", "fn f() { super::a::g() }"),
        (
            "macro_rules! m { () => { $crate::r::b::B } }",
            "use super::a::m;",
        ),
    ] {
        let circle = room(a, b).circle();
        assert_eq!(circle.as_deref(), Some("r::a -> r::b -> r::a"), "{a} {b}");
    }
    // A module that names its parent's own items, and is re-exported there.
    assert_eq!(
        room("", "use super::OWN;").circle().as_deref(),
        Some("r -> r::b -> r")
    );
    for (a, b) in [
        ("use super::b::B;", ""),
        (
            "use super::B;",
            "#[cfg(test)] mod tests { use crate::r::a::A; }",
        ),
        ("use super::b::B; use self::B as C;", "use core::a::A;"),
    ] {
        assert_eq!(room(a, b).circle(), None, "{a} {b}");
    }
    let tests = ("r/b/tests.rs", "use crate::r::a::A;");
    let with_tests = |b| {
        House::new([
            ("r/mod.rs", ""),
            ("r/a.rs", "use super::b::B;"),
            ("r/b.rs", b),
            tests,
        ])
    };
    assert_eq!(with_tests("#[cfg(test)] mod tests;").circle(), None);
    let circle = with_tests("mod tests; pub use tests::T;").circle();
    assert_eq!(
        circle.as_deref(),
        Some("r::a -> r::b -> r::b::tests -> r::a")
    );
}
