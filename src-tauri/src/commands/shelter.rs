//! What the staff window may ask of the shelter desk.
#![allow(
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "Tauri hands commands their arguments by value and makes items without documentation"
)]

use tauri::State;

use crate::engine::Engine;
use crate::shelter::ShelterInput;
use crate::shown::Numbered;
use crate::view::shelter::{HitView, ListView, ShelterView};

/// The view as it is now.
#[tauri::command]
#[specta::specta]
pub fn shelter_view(engine: State<'_, Engine>) -> Numbered<ShelterView> {
    engine.shelter_view()
}

/// One act; what came of it is in the view.
#[tauri::command(async)]
#[specta::specta]
pub fn shelter_act(engine: State<'_, Engine>, input: ShelterInput) {
    engine.shelter_act(input);
}

/// People found while typing; nobody for an empty text.
#[tauri::command(async)]
#[specta::specta]
pub fn shelter_find(engine: State<'_, Engine>, text: String) -> Vec<HitView> {
    engine.shelter_find(&text)
}

/// The people behind one of the board's counts.
#[tauri::command(async)]
#[specta::specta]
pub fn shelter_list(engine: State<'_, Engine>, which: ListView) -> Vec<HitView> {
    engine.shelter_list(which)
}
