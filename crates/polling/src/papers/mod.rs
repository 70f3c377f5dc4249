//! Papers of the polling desk (帳票): the declaration slip, sheets of figures, the list of those who voted
//! early, and the marked roll that needs no program.
//!
//! No paper has a number that puts electors in an order, or a time finer than the hour beside a person.

mod ballot_box;
mod declaration;
mod early_list;
mod marked_roll;
mod reconciliation;
mod record;
mod roll_table;
mod words;

pub use ballot_box::BallotBox;
pub use declaration::{Declaration, blank_declaration, declaration_form, declaration_values};
pub use early_list::early_list;
pub use marked_roll::{
    DistrictReport, IndexReport, MarkedRoll, MarkedRollError, MarkedRollReport, RollPart,
    Unreadable,
};
pub use reconciliation::{ReconciliationRow, reconciliation_values};
pub use record::{BallotFigures, HourFigures, Stock, record_values};
pub use roll_table::MarkedLine;

use paper::{Values, glossary};

use crate::election::Election;

/// Id of the form with the figures for the record of voting (期日前投票の記録).
pub const VOTING_RECORD: &str = "voting-record";
/// Id of the form on which counts are laid beside each other (照合票).
pub const RECONCILIATION_SHEET: &str = "reconciliation-sheet";

/// The word across every paper of a training election.
const TRAINING: &str = "訓練";

/// What all papers of an election have in common.
#[derive(Clone, Copy)]
pub struct Heading<'a> {
    /// The election.
    pub election: &'a Election,
    /// Whether it is a training election: then every sheet says so.
    pub training: bool,
}

impl Heading<'_> {
    fn stamp(&self) -> Option<String> {
        self.training.then(|| TRAINING.to_owned())
    }

    /// Values that every form of the desk has.
    fn values(&self) -> Values {
        let mut values = Values::new();
        if let Some(stamp) = self.stamp() {
            values.insert(glossary::STAMP, stamp);
        }
        put(
            &mut values,
            "polling.elections",
            &words::elections(self.election),
        );
        values
    }
}

/// Puts a value that is not empty, in one line: a form refuses line ends.
fn put(values: &mut Values, name: &str, text: &str) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("／");
    if !text.is_empty() {
        values.insert(name, text);
    }
}
