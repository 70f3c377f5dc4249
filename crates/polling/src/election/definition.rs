//! The parts of an election's file (TOML).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::plain::{BallotId, BoothId, DistrictId};

/// All elections that are held together, as the board has set them (執行する選挙).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Election {
    /// Version of this format; 1.
    pub format: u16,
    /// Name for the screen, such as `第51回衆議院議員総選挙`.
    pub name: String,
    /// The city (市区町村), and the code of its prefecture in `prefecture`, two digits (JIS X 0401).
    pub city: String,
    /// Code of the prefecture, 1–47.
    pub prefecture: u8,
    /// To whom the declaration is addressed, such as `北見市選挙管理委員会委員長`.
    pub addressee: String,
    /// Election day (選挙期日).
    pub day: Date,
    /// Version of the rules of eligibility that were in force when the file was made.
    pub rules: u16,
    /// How the declaration slip is made.
    pub slip: SlipMode,
    /// What happens while the authority cannot be reached.
    pub outage: OutageRule,
    /// How many seconds a claim may wait for an answer before the outage rule takes over, 1–30.
    pub patience_seconds: u8,
    /// Telephone of the commission (選挙管理委員会), as booths dial it; outage rule 3 cannot do without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The kinds of ballots, in the order in which they are handed out.
    #[serde(rename = "ballot")]
    pub ballots: Vec<Ballot>,
    /// The reasons of the law, with the texts on the slip.
    #[serde(rename = "reason")]
    pub reasons: Vec<ReasonText>,
    /// The early-voting places.
    #[serde(rename = "booth")]
    pub booths: Vec<Booth>,
    /// The voting districts.
    #[serde(rename = "district")]
    pub districts: Vec<District>,
}

/// A kind of ballot (投票の種類).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Its name in the program.
    pub id: BallotId,
    /// Its name on the screen and on paper, such as `小選挙区`.
    pub name: String,
    /// Of which election, such as `衆議院議員総選挙`.
    pub election: String,
    /// Who is elected, and so what a move does to the right.
    pub level: Level,
    /// Colour of the ballot paper as people name it, such as `白`.
    pub paper: String,
    /// The same colour on the screen, `#rrggbb`.
    pub colour: String,
    /// First day of early voting; those of one election day may differ (国民審査).
    pub early_from: Date,
    /// Last day of early voting.
    pub early_to: Date,
    /// The districts whose electors have this ballot; all when empty.
    #[serde(default)]
    pub districts: BTreeSet<DistrictId>,
}

/// Whose election it is (選挙の種類).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 国政選挙, also 国民審査.
    National,
    /// 都道府県の選挙.
    Prefectural,
    /// 市区町村の選挙.
    Municipal,
}

/// How the declaration slip (宣誓書) comes about; the board chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlipMode {
    /// Everything is printed; the elector checks it and nothing is written by hand.
    Printed,
    /// Name, address and birth date are printed; the elector ticks the reason and signs.
    Signed,
    /// The elector writes everything on an empty slip.
    Written,
}

/// What happens while the authority cannot be reached (`election.md` 3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutageRule {
    /// 1: nobody is accepted until it is back.
    Stop,
    /// 2: each booth accepts the electors of the districts allotted to it, and no others.
    HomeBooth,
    /// 3: somebody at the authority claims by telephone and reads a code back.
    Voice,
    /// 4: acceptance goes on with the local copy and is checked afterwards.
    GoOn,
}

/// A reason for voting early (公職選挙法 第48条の2 第1項).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonText {
    /// Number of the item (号), 1–6.
    pub number: u8,
    /// As it stands on the slip.
    pub text: String,
    /// In a few words for the screen.
    pub short: String,
    /// In English for the screen.
    pub english: String,
}

/// An early-voting place (期日前投票所).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booth {
    /// Its name in the program.
    pub id: BoothId,
    /// Its name for people.
    pub name: String,
    /// The districts whose electors it accepts while the network is down (outage rule 2).
    #[serde(default)]
    pub home_of: BTreeSet<DistrictId>,
    /// From which hour it is open, local time, `HH:MM`.
    pub opens: String,
    /// Until when.
    pub closes: String,
}

/// A voting district (投票区).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Its code, as the roll has it.
    pub id: DistrictId,
    /// Its name, or that of its polling station.
    pub name: String,
}
