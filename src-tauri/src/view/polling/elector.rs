//! One elector, as far as the desk may see. Nothing of other members of a household is here.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AbsenteeStepView, SlipModeView};
use crate::view::{AdviceView, BilingualView};

/// Who it is.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ElectorPersonView {
    /// 氏名.
    pub name: String,
    /// フリガナ; may be empty.
    pub kana: String,
    /// 旧氏 or another name of the roll; may be empty.
    pub former_name: String,
    /// 生年月日 `YYYY-MM-DD`; parts that are not known are missing from the right.
    pub birth_date: String,
    /// 名簿住所, or the address on the card.
    pub address: String,
    /// 選挙人番号; empty for what a card says.
    pub number: String,
    /// Name of the 投票区; empty for what a card says.
    pub district: String,
    /// 名簿の頁・行, such as `12頁 8行`; empty for what a card says.
    pub page_line: String,
}

/// How the elector was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MeansView {
    /// マイナンバーカード.
    Card,
    /// Bar code of the ticket (入場券).
    Ticket,
    /// Name, birth date or address, said or typed.
    Spoken,
    /// 選挙人番号.
    Number,
}

/// Somebody on the roll who may be the elector.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ElectorCandidateView {
    /// Name of the elector in the program, hexadecimal.
    pub elector: String,
    /// Who.
    pub person: ElectorPersonView,
    /// Why this one fits: same name, variant of a character, former name, reading.
    pub why: BilingualView,
    /// Fields by which the candidates differ: `name`, `kana`, `formerName`, `birthDate`, `address`, `district`.
    pub differs: Vec<String>,
}

/// What card and roll say differently, and why that is or is not a matter of concern.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DifferenceView {
    /// `name`, `birthDate` or `address`.
    pub field: String,
    /// On the roll.
    pub roll: String,
    /// On the card.
    pub card: String,
    /// What that means, such as `転出の表示があります（11月1日 ○○市へ）`.
    pub why: BilingualView,
}

/// The page of one elector.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the screen by itself"
)]
pub struct ElectorPageView {
    /// Name of the elector in the program, hexadecimal.
    pub elector: String,
    /// Who.
    pub person: ElectorPersonView,
    /// How found.
    pub means: MeansView,
    /// What card and roll say differently.
    pub differences: Vec<DifferenceView>,
    /// What sort of headline it is: gives sign and colour.
    pub mood: VerdictMoodView,
    /// What to do now, in one sentence, such as `投票用紙２枚（小選挙区・比例代表）を交付`.
    pub headline: BilingualView,
    /// What to say or to heed besides.
    pub notes: Vec<BilingualView>,
    /// Kind by kind, in the order in which they are handed out.
    pub ballots: Vec<BallotCardView>,
    /// What a person has to confirm before acceptance, such as 引き続き県内に住んでいることの確認.
    pub confirmations: Vec<ConfirmationView>,
    /// Reasons of the law to choose from; empty on election day.
    pub reasons: Vec<ReasonChoiceView>,
    /// Number of the chosen one.
    pub reason: Option<u8>,
    /// The declaration slip; none on election day.
    pub slip: Option<SlipView>,
    /// 代理投票.
    pub proxy: bool,
    /// 点字投票.
    pub braille: bool,
    /// Whether the officer's badge is needed to accept.
    pub officer_accepts: bool,
    /// What is still to be done before "accept", in the order of the screen.
    pub missing: Vec<BilingualView>,
    /// Whether "accept" may be pressed.
    pub can_accept: bool,
    /// Steps of an absentee vote (不在者投票) that whoever is logged in may write for this elector now: what became of
    /// papers that are out.
    pub absentee: Vec<AbsenteeOfferView>,
    /// Whether this page was open at an interruption: the elector may have gone.
    pub interrupted: bool,
    /// Whether this elector is held at this desk, and the note.
    pub held: Option<String>,
    /// Whether whoever is logged in may release.
    pub can_release: bool,
    /// Whether whoever is logged in may answer a booth's call about this elector (outage rule 3).
    pub can_call: bool,
}

/// What sort of headline it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum VerdictMoodView {
    /// All of today's ballots.
    Issue,
    /// Some of them.
    Part,
    /// Absentee vote at this very booth.
    Absentee,
    /// Something must be confirmed or asked first.
    Ask,
    /// None.
    Refuse,
}

/// A reason of the law (公職選挙法 第48条の2 第1項).
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReasonChoiceView {
    /// Number of the item (号).
    pub number: u8,
    /// In a few words.
    pub short: BilingualView,
    /// As it stands on the slip.
    pub text: String,
}

/// The declaration slip of this elector.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SlipView {
    /// How it comes about.
    pub mode: SlipModeView,
    /// How it may.
    pub modes: Vec<SlipModeView>,
    /// How far it is.
    pub state: SlipStateView,
}

/// How far a slip is.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum SlipStateView {
    /// Not printed yet, or not handed in.
    Open,
    /// At the printer.
    Printing,
    /// Printed; the elector has it.
    Printed,
    /// Handed in, filled and signed as the mode asks.
    Received,
    /// The printer did not.
    Trouble {
        /// What happened; a slip written by hand is always the way on.
        advice: AdviceView,
    },
}

/// What a person has to confirm.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmationView {
    /// Its name in the program.
    pub id: String,
    /// What.
    pub text: BilingualView,
    /// Whether it is.
    pub done: bool,
    /// Whether the officer's badge is needed for it.
    pub needs_badge: bool,
}

/// A step of absentee voting that can be taken at this desk now.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AbsenteeOfferView {
    /// Which.
    pub step: AbsenteeStepView,
    /// For which ballots.
    pub ballots: Vec<String>,
}

/// One kind of ballot for this elector.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BallotCardView {
    /// Its name in the program.
    pub ballot: String,
    /// Such as `小選挙区`.
    pub name: String,
    /// Of which election.
    pub election: String,
    /// Colour of the paper as people name it.
    pub paper: String,
    /// The same on the screen, `#rrggbb`.
    pub colour: String,
    /// What is right for this ballot today.
    pub decision: BallotDecisionView,
    /// Whether the elector wants it; not wanting it is 棄権 of this kind only.
    pub wanted: bool,
    /// How far it is after acceptance.
    pub progress: BallotProgressView,
}

/// What is right for one ballot today.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "decision",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum BallotDecisionView {
    /// 交付する.
    Issue,
    /// 不在者投票として、この場で.
    Absentee {
        /// Why.
        reason: BilingualView,
    },
    /// 確認のうえ交付する.
    Confirm {
        /// What has to be confirmed.
        what: BilingualView,
    },
    /// 交付しない.
    Refuse {
        /// Why, and what to do.
        reason: BilingualView,
    },
    /// 交付しない: it was taken before.
    Already {
        /// Where; the name of the booth, or `不在者投票`.
        place: String,
        /// Which day, `YYYY-MM-DD`; empty if not known.
        day: String,
        /// Which hour, 0–23; no finer time is told.
        hour: Option<u8>,
        /// Whether that is an early vote, an absentee vote or one on the day.
        how: BilingualView,
    },
}

/// How far one ballot is after acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BallotProgressView {
    /// Not part of an acceptance.
    None,
    /// To be handed out.
    ToIssue,
    /// Handed out; still at the desk.
    Issued,
    /// Not wanted.
    Declined,
    /// Given back or withdrawn.
    Withdrawn,
    /// Somebody else was first with it, as came to be known after acceptance: not handed out, and what is still at
    /// the desk is taken back. [`BallotCardView::decision`] says where and when.
    Contested,
}
