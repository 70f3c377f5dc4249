//! What the staff window may ask of the polling desk.
#![allow(
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "Tauri hands commands their arguments by value and makes items without documentation"
)]

use tauri::State;

use crate::engine::Engine;
use crate::shown::Numbered;
use crate::view::polling::{PollingAct, PollingView};

/// The view as it is now.
#[tauri::command]
#[specta::specta]
pub fn polling_view(engine: State<'_, Engine>) -> Numbered<PollingView> {
    engine.polling_view()
}

/// One act; what came of it is in the view.
#[tauri::command(async)]
#[specta::specta]
pub fn polling_act(engine: State<'_, Engine>, input: PollingAct) {
    engine.polling_act(input);
}
