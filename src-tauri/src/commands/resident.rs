//! What the resident's window may ask for.
#![allow(
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "Tauri hands commands their arguments by value and makes items without documentation"
)]

use card_session::CardInput;
use tauri::State;

use crate::engine::Engine;
use crate::shown::Numbered;
use crate::view::{Language, ResidentView, SecretKindView};

/// The view as it is now.
#[tauri::command]
#[specta::specta]
pub fn resident_view(engine: State<'_, Engine>) -> Numbered<ResidentView> {
    engine.resident_view()
}

/// Another language for this resident.
#[tauri::command]
#[specta::specta]
pub fn set_language(engine: State<'_, Engine>, language: Language) {
    engine.set_language(language);
}

/// PIN or FaceCode from now on.
#[tauri::command]
#[specta::specta]
pub fn use_secret(engine: State<'_, Engine>, secret: SecretKindView) {
    engine.resident_input(CardInput::UseSecret(secret.into()));
}

/// One key of the pad; the digit stays in Rust.
#[tauri::command]
#[specta::specta]
pub fn press(engine: State<'_, Engine>, digit: u8) {
    engine.resident_input(CardInput::Press(digit));
}

/// The last digit goes.
#[tauri::command]
#[specta::specta]
pub fn erase(engine: State<'_, Engine>) {
    engine.resident_input(CardInput::Erase);
}

/// All digits are typed.
#[tauri::command]
#[specta::specta]
pub fn done(engine: State<'_, Engine>) {
    engine.resident_input(CardInput::Done);
}

/// The answer to "this is the last try".
#[tauri::command]
#[specta::specta]
pub fn allow_last_try(engine: State<'_, Engine>, allow: bool) {
    engine.resident_input(CardInput::AllowLastTry(allow));
}
