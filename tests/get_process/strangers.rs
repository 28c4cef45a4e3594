//! The two message modules are strangers: neither names the other in its code.

use std::fs;
use std::path::Path;

/// The lines of code in a folder, with their files.
fn code(folder: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            lines.extend(code(&path));
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            lines.extend(code.map(|line| format!("{}: {line}", path.display())));
        }
    }
    lines
}

#[test]
fn neither_module_imports_the_other() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (folder, stranger) in [("get_process", "webhook"), ("webhook", "get_process")] {
        let code = code(&src.join(folder));
        assert!(code.len() > 100);
        for line in code {
            let is_import = ["crate::", "super::"]
                .iter()
                .any(|root| line.contains(&format!("{root}{stranger}")));
            assert!(!is_import, "{line}");
        }
    }
}
