//! Declares the commands, so that each window is allowed its own and no other.

const COMMANDS: &[&str] = &[
    "staff_view",
    "choose_guide",
    "choose_form",
    "want_form",
    "to_forms",
    "to_guide",
    "add_person",
    "add_spouse",
    "remove_person",
    "read_card_of",
    "by_hand",
    "want_member",
    "end_session",
    "try_again",
    "answer",
    "preview_page",
    "leave_for_hand",
    "print_forms",
    "print_slip",
    "stay",
    "times",
    "export_times",
    "postal_by_code",
    "postal_of_address",
    "set_printer",
    "check_printer",
    "shelter_view",
    "shelter_act",
    "shelter_find",
    "shelter_list",
    "polling_view",
    "polling_act",
    "designer_forms",
    "designer_view",
    "designer_open",
    "designer_copy",
    "designer_over_pdf",
    "designer_edit",
    "designer_undo",
    "designer_page",
    "designer_save",
    "designer_close",
    "insert_training_card",
    "remove_training_card",
    "use_secret",
    "resident_view",
    "set_language",
    "press",
    "erase",
    "done",
    "allow_last_try",
];

fn main() {
    // The pages are embedded by a macro, which alone would keep the old ones after a new build of the UI.
    println!("cargo:rerun-if-changed=../ui/dist");
    let attributes = tauri_build::Attributes::new()
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes).expect("the window's configuration is wrong");
}
