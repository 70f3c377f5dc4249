//! What Rust and TypeScript share: commands and views, generated into `ui/src/generated`.

use tauri_specta::{Builder, collect_commands};

use crate::commands;

/// The commands with their types; the windows' permissions are in `capabilities/`.
pub fn builder() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::staff_view,
            commands::choose_guide,
            commands::choose_form,
            commands::want_form,
            commands::to_forms,
            commands::to_guide,
            commands::add_person,
            commands::add_spouse,
            commands::remove_person,
            commands::read_card_of,
            commands::by_hand,
            commands::want_member,
            commands::end_session,
            commands::try_again,
            commands::answer,
            commands::preview_page,
            commands::leave_for_hand,
            commands::print_forms,
            commands::print_slip,
            commands::stay,
            commands::times,
            commands::export_times,
            commands::postal_by_code,
            commands::postal_of_address,
            commands::set_printer,
            commands::check_printer,
            commands::shelter_view,
            commands::shelter_act,
            commands::shelter_find,
            commands::shelter_list,
            commands::polling_view,
            commands::polling_act,
            commands::designer_forms,
            commands::designer_view,
            commands::designer_open,
            commands::designer_copy,
            commands::designer_over_pdf,
            commands::designer_edit,
            commands::designer_undo,
            commands::designer_page,
            commands::designer_save,
            commands::designer_close,
            commands::insert_training_card,
            commands::remove_training_card,
            commands::use_secret,
            commands::resident_view,
            commands::set_language,
            commands::press,
            commands::erase,
            commands::done,
            commands::allow_last_try,
        ])
        .typ::<crate::view::StaffView>()
        .typ::<crate::view::ResidentView>()
        .typ::<crate::view::shelter::ShelterView>()
        .typ::<crate::view::polling::PollingView>()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use advice::Advise;
    use specta_typescript::Typescript;

    const MADE: &str = "// Made by `cargo xtask generate` from Rust. Do not edit.\n";

    fn generated(file: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../ui/src/generated")
            .join(file)
    }

    /// Writes the file when asked to; otherwise it must be what Rust would write.
    fn same_or_write(file: &str, text: &str) {
        let path = generated(file);
        if std::env::var_os("KAZASHI_GENERATE").is_some() {
            std::fs::write(&path, text).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == text,
            "{} is stale: run `cargo xtask generate`",
            path.display()
        );
    }

    #[test]
    fn generated_bindings_are_fresh() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bindings.ts");
        super::builder()
            .export(Typescript::default(), &file)
            .unwrap();
        let text = std::fs::read_to_string(file).unwrap();
        same_or_write("bindings.ts", &format!("{MADE}{text}"));
    }

    #[test]
    fn generated_problem_codes_are_fresh() {
        let codes: std::collections::BTreeSet<_> = mynacard::every_error()
            .iter()
            .map(|error| error.advice().code)
            .collect();
        let quoted: Vec<_> = codes.iter().map(|code| format!("  | \"{code}\"")).collect();
        let text = format!(
            "{MADE}/** Codes of the card library's errors. */\nexport type CardProblemCode =\n{};\n",
            quoted.join("\n")
        );
        same_or_write("problem-codes.ts", &text);
    }
}
