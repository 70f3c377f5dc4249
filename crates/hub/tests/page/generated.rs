//! TypeScript knows the same types.

use std::path::PathBuf;

use specta_typescript::Typescript;

#[test]
fn generated_hub_types_are_fresh() {
    let made = "// Made by `cargo xtask generate` from Rust. Do not edit.\n";
    let text = Typescript::default()
        .export(&hub::page::api::types(), specta_serde::Format)
        .unwrap();
    let text = format!("{made}{text}");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/generated/hub.ts");
    if std::env::var_os("KAZASHI_GENERATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == text,
        "{} is stale: run `cargo xtask generate`",
        path.display()
    );
}
