//! What the staff window may ask for beside a case: times and postal codes.
#![allow(
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "Tauri hands commands their arguments by value and makes items without documentation"
)]

use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::engine::Engine;
use crate::view::{AdviceView, TimesView};

/// A postal code and where it leads.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PostalView {
    /// Seven digits.
    pub code: String,
    /// Prefecture, city and town.
    pub address: String,
    /// Their reading.
    pub kana: String,
}

/// The figures of these days (`YYYY-MM-DD`, both included); none when they cannot be read.
#[tauri::command(async)]
#[specta::specta]
pub fn times(
    engine: State<'_, Engine>,
    first: String,
    last: String,
) -> Result<TimesView, AdviceView> {
    engine.times(&first, &last)
}

/// Writes the visits of these days as a CSV table and says where.
#[tauri::command(async)]
#[specta::specta]
pub fn export_times(
    engine: State<'_, Engine>,
    first: String,
    last: String,
) -> Result<String, AdviceView> {
    engine.export_times(&first, &last)
}

/// Where a postal code leads; nothing when it is unknown or no data was imported.
#[tauri::command(async)]
#[specta::specta]
pub fn postal_by_code(engine: State<'_, Engine>, code: String) -> Vec<PostalView> {
    engine.postal_by_code(&code)
}

/// The postal codes that fit an address.
#[tauri::command(async)]
#[specta::specta]
pub fn postal_of_address(engine: State<'_, Engine>, address: String) -> Vec<PostalView> {
    engine.postal_of_address(&address)
}
