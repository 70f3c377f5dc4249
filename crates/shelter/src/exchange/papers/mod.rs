//! Values for the papers of the shelter (`forms/evacuee-card`, `wall-list`, `name-label`, `badge`,
//! `pre-registration`).

mod beforehand;
mod card;
mod labels;
mod wall;

pub use beforehand::{BeforehandCard, beforehand_values};
pub use card::{blank_card_values, card_values};
pub use labels::{Badge, Label, badge_values, label_values};
pub use wall::wall_values;

/// Id of the evacuee card's form (避難者カード).
pub const EVACUEE_CARD: &str = "evacuee-card";
/// Id of the form of the list on the wall (避難者名簿・閲覧用).
pub const WALL_LIST: &str = "wall-list";
/// Id of the form of labels (名札ラベル).
pub const NAME_LABEL: &str = "name-label";
/// Id of the form of badges (支援者証).
pub const BADGE: &str = "badge";
/// Id of the form of cards for households that register beforehand (事前登録カード).
pub const PRE_REGISTRATION: &str = "pre-registration";
/// Id of the situation report's form (避難所状況報告).
pub const SITUATION_REPORT: &str = "situation-report";

/// Puts a value that is not empty, in one line: a form refuses line ends.
fn put(values: &mut paper::Values, name: &str, text: &str) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("／");
    if !text.is_empty() {
        values.insert(name, text);
    }
}
