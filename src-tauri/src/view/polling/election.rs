//! What the election board has decided, to be read on the screen.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The election's file, as it is in force.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ElectionView {
    /// Such as `第51回衆議院議員総選挙`.
    pub name: String,
    /// 選挙期日, `YYYY-MM-DD`.
    pub day: String,
    /// To whom the declaration is addressed.
    pub addressee: String,
    /// Hash of the file, 16 hexadecimal digits.
    pub hash: String,
    /// Version of the rules of eligibility.
    pub rules: u16,
    /// How the slip comes about by default.
    pub slip: SlipModeView,
    /// What happens while the authority cannot be reached.
    pub outage: OutageRuleView,
    /// Seconds a claim may wait for an answer.
    pub patience_seconds: u8,
    /// Telephone of the commission; empty if the file has none.
    pub phone: String,
    /// Kinds of ballots, in the order in which they are handed out.
    pub ballots: Vec<BallotKindView>,
    /// Voting districts (投票区).
    pub districts: Vec<DistrictView>,
}

/// A kind of ballot (投票の種類).
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BallotKindView {
    /// Its name in the program.
    pub id: String,
    /// Such as `小選挙区`.
    pub name: String,
    /// Of which election.
    pub election: String,
    /// Colour of the paper as people name it, such as `白`.
    pub paper: String,
    /// The same on the screen, `#rrggbb`.
    pub colour: String,
    /// First day of early voting, `YYYY-MM-DD`.
    pub early_from: String,
    /// Last day, `YYYY-MM-DD`.
    pub early_to: String,
}

/// 投票区.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DistrictView {
    /// Its code, as the roll has it.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// An early-voting place to choose from (期日前投票所).
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoothChoiceView {
    /// Its name in the program.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// `HH:MM`.
    pub opens: String,
    /// `HH:MM`.
    pub closes: String,
    /// Names of the districts that it accepts under outage rule 2.
    pub home_of: Vec<String>,
    /// Whether this PC is there.
    pub chosen: bool,
}

/// How the declaration slip (宣誓書) comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SlipModeView {
    /// Everything is printed.
    Printed,
    /// Printed; the elector ticks the reason and signs.
    Signed,
    /// The elector writes everything.
    Written,
}

/// What happens while the authority cannot be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OutageRuleView {
    /// 1: nobody is accepted until it is back.
    Stop,
    /// 2: the districts allotted to this booth, and no others.
    HomeBooth,
    /// 3: somebody at the authority claims by telephone and reads a code back.
    Voice,
    /// 4: on with the local copy, checked afterwards.
    GoOn,
}
