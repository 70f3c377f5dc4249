//! The one quiet line that is always there.

use serde::Serialize;
use specta::Type;

use super::OutageRuleView;

/// How the desk stands to the others.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StandingView {
    /// Name of this early-voting place.
    pub booth: String,
    /// Whether the authority answers.
    pub link: PollingLinkView,
    /// The rule that the board has chosen.
    pub rule: OutageRuleView,
    /// Whether that rule is in force now.
    pub rule_in_force: bool,
    /// Names of the districts that rule 2 accepts here; empty under other rules.
    pub home_of: Vec<String>,
    /// Telephone of the centre, for rule 3; empty if none is set.
    pub phone: String,
    /// Until when this PC knows what other booths did, `HH:MM`, or `MM-DD HH:MM` if not of today; empty if never.
    pub copy_as_of: String,
    /// Age of that copy in whole minutes; none if there is none.
    pub copy_age_minutes: Option<u32>,
    /// Electors accepted here since the authority answered last.
    pub accepted_since_cut: u32,
    /// Acceptances that still have to be claimed.
    pub to_be_claimed: u32,
    /// Hash of the roll in use, 16 hexadecimal digits.
    pub roll: String,
    /// How often the roll was changed by a supplement; 1 is the first.
    pub roll_edition: u32,
    /// Electors on it.
    pub roll_count: u32,
    /// Hash of the election's file, 16 hexadecimal digits.
    pub election: String,
    /// Version of the program.
    pub program: String,
    /// Of which minute the marked roll on this PC's disk is, `HH:MM`; empty if it was never written.
    pub paper_roll_as_of: String,
    /// Of which minute that on the stick is, `HH:MM`; none without a stick.
    pub stick_as_of: Option<String>,
}

/// The link to the one that grants claims.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum PollingLinkView {
    /// This PC grants by itself: there is one booth.
    Alone,
    /// It answers.
    Up,
    /// It does not.
    Down {
        /// Since, `HH:MM` or `MM-DD HH:MM`.
        since: String,
    },
}
