//! One line of the roll (選挙人名簿).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::plain::{BallotId, DistrictId, ElectorId};

/// What the roll says of an elector that no event has changed. No `Debug`: it is a person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elector {
    /// Under which name events speak of the elector.
    pub id: ElectorId,
    /// 選挙人番号: the roll's own key; never the Individual Number.
    pub number: String,
    /// 投票区.
    pub district: DistrictId,
    /// 頁・行 on the printed roll.
    pub page_line: (u32, u32),
    /// Who it is.
    pub person: Person,
    /// 登録年月日.
    pub registered_on: Option<Date>,
    /// 表示: all that the roll has, since somebody may have moved out and have no right to vote besides.
    pub marks: BTreeSet<RollMark>,
    /// 抹消予定日 or 抹消日: on this day and after it the elector is not on the roll.
    pub strike_off_on: Option<Date>,
    /// Ballots that the roll names outright; `None` where it leaves that to district and mark.
    pub ballots: Option<BTreeSet<BallotId>>,
    /// 不在者投票 and 既投票 as the roll brings them, by ballot.
    pub already: BTreeMap<BallotId, Already>,
    /// 入場券番号 (bar code of the ticket); changes when a ticket is issued anew.
    pub ticket: Option<String>,
}

/// The personal part of a line. Wiped on drop; no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Person {
    /// 氏名, with variation sequences.
    pub name: String,
    /// フリガナ; empty where the roll has none.
    pub kana: String,
    /// 旧氏, or another name that the roll has beside the name; empty if none.
    pub former_name: String,
    /// 生年月日. Day or month may be unknown: then the number is 0.
    pub birth: BirthDate,
    /// 性別, for counts only.
    pub sex: Sex,
    /// 名簿住所: for somebody who moved away, the last one in the city.
    pub address: String,
}

/// A birth date as the roll has it; a part that is not known is 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Zeroize)]
pub struct BirthDate {
    /// Year of the Christian era.
    pub year: i16,
    /// 1–12, 0 if unknown.
    pub month: i8,
    /// 1–31, 0 if unknown.
    pub day: i8,
}

/// 性別, as far as counts need it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Zeroize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
    /// Anything else, or nothing in the roll.
    Other,
}

/// A mark on the roll (表示). No `Debug`: it says where somebody went.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RollMark {
    /// What it says.
    pub kind: MarkKind,
    /// Since when.
    pub since: Option<Date>,
    /// Until when, for a suspension.
    pub until: Option<Date>,
    /// Where to, for a move.
    pub detail: String,
}

/// Kinds of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// 表示（県内転出）: moved out within the prefecture, not longer ago than four months.
    MovedWithinPrefecture,
    /// 表示（県外転出）: moved out to another prefecture, not longer ago than four months.
    MovedToOtherPrefecture,
    /// 公民権停止.
    Suspended,
    /// 死亡.
    Died,
    /// 国籍喪失.
    NationalityLost,
    /// 誤載: should never have been on the roll.
    WronglyRegistered,
    /// 在外選挙人.
    Abroad,
}

impl RollMark {
    /// Whether it says that the elector moved out of the city (転出).
    pub fn is_move(&self) -> bool {
        matches!(
            self.kind,
            MarkKind::MovedWithinPrefecture | MarkKind::MovedToOtherPrefecture
        )
    }
}

impl Elector {
    /// The marks of having moved out, by their kind.
    pub fn moves(&self) -> impl Iterator<Item = &RollMark> {
        self.marks.iter().filter(|mark| mark.is_move())
    }
}

/// What had happened to a ballot before this system took over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Already {
    /// 不在者投票請求.
    AbsenteeRequested,
    /// 不在者投票用紙交付.
    AbsenteeIssued,
    /// 返還: the absentee ballot came back unused.
    AbsenteeReturned,
    /// 不在者投票済.
    AbsenteeVoted,
    /// 期日前投票済.
    VotedEarly,
    /// 当日投票済.
    VotedOnDay,
}
