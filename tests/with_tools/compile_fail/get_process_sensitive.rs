//! Personal data comes out by name only.

use idcloud_types::get_process::Sensitive;

fn as_it_is(sensitive: &Sensitive<String>) {
    let _: &str = sensitive; //~ E0308
}

fn field(sensitive: Sensitive<String>) {
    let _ = sensitive.0; //~ E0616
}

fn display(sensitive: Sensitive<String>) {
    let _ = format!("{sensitive}"); //~ E0277
}

fn main() {}
