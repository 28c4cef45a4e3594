//! What must not compile: mixing vocabularies, and building what only reading may build.
//!
//! Every line that must fail names the compiler's error code, and every error needs such a line. The compiler's
//! messages are not compared, so that a newer compiler changes nothing.

use ui_test::dependencies::DependencyBuilder;
use ui_test::status_emitter::Text;
use ui_test::{
    Config, default_file_filter, default_per_file_config, ignore_output_conflict, run_tests_generic,
};

#[test]
fn what_must_not_compile_does_not() {
    let mut config = Config {
        output_conflict_handling: ignore_output_conflict,
        out_dir: env!("CARGO_TARGET_TMPDIR").into(),
        ..Config::rustc("compile_fail")
    };
    let dependencies = DependencyBuilder {
        crate_manifest_path: "Cargo.toml".into(),
        ..DependencyBuilder::default()
    };
    config
        .comment_defaults
        .base()
        .set_custom("dependencies", dependencies);

    run_tests_generic(
        vec![config],
        default_file_filter,
        default_per_file_config,
        Text::quiet(),
    )
    .unwrap();
}
