//! What the window can ask of the polling desk.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{ClaimsView, PollingPageView, PollingRoleView, SlipModeView};
use crate::view::hub::HubAct;

/// One act. Electors and claims are named in hexadecimal as in the view; ballots by their name in the election's file.
///
/// The desk refuses what is not right at that moment, whatever the window has drawn.
#[derive(Clone, Deserialize, Type)]
#[serde(
    tag = "act",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum PollingAct {
    /// Another desk gives way; or it comes back, while nobody is logged in here.
    SwitchOver {
        /// To the polling desk.
        on: bool,
    },
    /// The election's package is taken from a stick.
    TakePackage {
        /// File or folder.
        file: String,
        /// For training: its own roll and folder.
        training: bool,
    },
    /// A code as typed: of the package, or of a badge; opens a locked desk too.
    Code {
        /// As typed.
        code: String,
    },
    /// The clock was looked at: right, or the true local time `YYYY-MM-DDTHH:MM`.
    Clock {
        /// None: it is right.
        real: Option<String>,
    },
    /// The desk is left; the elector at it is put away.
    Lock,
    /// Another page.
    Go {
        /// Which.
        page: PollingPageView,
    },
    /// Sounds on or off.
    Sound {
        /// On.
        on: bool,
    },
    /// What was said is read.
    Dismiss,

    /// Anything a scanner read: ticket, badge.
    Scan {
        /// As read.
        text: String,
    },
    /// What was typed into the one line: name, reading, number, birth date, address, or several of them.
    Find {
        /// As typed.
        text: String,
    },
    /// The card's problem is mended.
    TryAgain,
    /// One of the candidates is the elector. Is written down as a look.
    ChooseCandidate {
        /// Who.
        elector: String,
    },
    /// None of the candidates is.
    NoneOfThem,
    /// The elector is put away; nothing was accepted.
    Cancel,
    /// Something was confirmed, such as 引き続き証明書.
    Confirm {
        /// Its name in the view.
        id: String,
        /// The officer's badge as scanned or typed, where the view asks for it.
        badge: Option<String>,
    },
    /// The reason that the elector gives.
    SetReason {
        /// Number of the item (号).
        number: u8,
    },
    /// How the slip comes about this time.
    SetSlipMode {
        /// How.
        mode: SlipModeView,
    },
    /// Prints the slip, or prints it again.
    PrintSlip,
    /// The slip was handed in, filled and signed as its mode asks.
    SlipReceived,
    /// 代理投票.
    SetProxy {
        /// On.
        on: bool,
    },
    /// 点字投票.
    SetBraille {
        /// On.
        on: bool,
    },
    /// The elector wants this ballot, or does not (棄権).
    SetWanted {
        /// Which.
        ballot: String,
        /// Wants it.
        wanted: bool,
    },
    /// Accept: the authority is asked. With the officer's badge where the view asks for it.
    Accept {
        /// As scanned or typed; none where who is logged in accepts.
        badge: Option<String>,
    },
    /// Asks again with the same claim.
    AskAgain,
    /// Outage rule 3: the code that the centre read back.
    VoiceCode {
        /// As typed.
        code: String,
    },
    /// Outage rule 3 at the commission: a booth calls about the elector whose page is open.
    CallOpen,
    /// The number that the booth reads out, as far as it was typed: is told whether it fits.
    CallNumber {
        /// As typed.
        number: String,
    },
    /// The booth's claim is made here.
    CallAnswer {
        /// The booth that calls.
        booth: String,
        /// The ballots that it names.
        ballots: Vec<String>,
        /// What it reads out.
        number: String,
    },
    /// There was no code, and the caller reads out something else.
    CallAnew,
    /// A ballot of this kind was handed over.
    Issued {
        /// Which.
        ballot: String,
    },
    /// After acceptance the elector does not take this ballot.
    Declined {
        /// Which.
        ballot: String,
    },
    /// A paper was spoiled and exchanged for another of the same kind (書損), while it is at the desk.
    Exchange {
        /// Which.
        ballot: String,
    },
    /// A contested ballot had been handed over before it was known to be contested.
    WasIssued {
        /// Which.
        ballot: String,
        /// The officer's badge as scanned or typed; none where the officer is logged in.
        badge: Option<String>,
    },
    /// An elector whose claim or ballots were left open by an interruption is at the desk again.
    Resume {
        /// Who.
        elector: String,
    },
    /// The elector went to the booth with the ballots: nothing can be taken back from now on.
    LeftDesk,

    /// "Wait, we are asking" (留保): on every desk.
    Hold {
        /// What is being asked; no names.
        note: String,
    },
    /// The elector is released.
    Release {
        /// Who.
        elector: String,
        /// What was found; no names.
        note: String,
    },
    /// An acceptance is withdrawn, wholly or for some ballots, by two persons.
    Undo {
        /// Which.
        claim: String,
        /// Which ballots.
        ballots: Vec<String>,
        /// Why.
        because: WithdrawnBecauseView,
        /// In words; no names.
        note: String,
        /// The second person's badge, as scanned or typed.
        badge: String,
    },
    /// A step of absentee voting: what became of papers that were handed out, or what happened outside of this desk.
    Absentee {
        /// Who.
        elector: String,
        /// Which ballots.
        ballots: Vec<String>,
        /// What happened.
        step: AbsenteeStepView,
    },
    /// A contradiction was looked into.
    Settle {
        /// Name of the incident in the view.
        incident: String,
        /// What was found; no names.
        finding: String,
        /// Who settles it, by office.
        by: String,
    },
    /// The figures of an hour.
    Tally {
        /// All of the hour that were counted.
        tally: TallyView,
    },
    /// The hour whose acceptances are shown.
    ShowHour {
        /// Which; none for none.
        hour: Option<u8>,
    },
    /// Ballot papers received and left.
    Stock {
        /// One kind.
        stock: StockEntryView,
    },
    /// 開所.
    OpenBooth,
    /// 閉所.
    CloseBooth,
    /// Somebody takes a duty up. Of 投票管理者 and 職務代理者 there is one, and the one before lays it down with it.
    TakeDuty {
        /// Which.
        duty: DutyView,
        /// Whose name.
        name: String,
    },
    /// Somebody lays a duty down.
    LeaveDuty {
        /// Which.
        duty: DutyView,
        /// Whose name.
        name: String,
    },
    /// How many wait, as counted by eye.
    Queue {
        /// Heads; none to go back to the estimate.
        heads: Option<u32>,
    },

    /// Acceptances made on paper are typed from now on; none for live ones again.
    PaperEntry {
        /// When they were made, `YYYY-MM-DDTHH:00`: the hour, and nothing finer.
        occurred: Option<String>,
    },

    /// This PC is at this booth.
    ChooseBooth {
        /// Which.
        booth: String,
        /// Who grants claims.
        claims: ClaimsView,
    },
    /// A roll file is loaded and compared; nothing is in use before `ApplyRoll`.
    ImportRoll {
        /// CSV file.
        file: String,
        /// Mapping file; none for the default.
        mapping: Option<String>,
    },
    /// The loading is broken off.
    StopImport,
    /// The loaded file is in use from now on.
    ApplyRoll {
        /// Hash that was shown: what was looked at is what comes into use.
        hash: String,
    },
    /// The loaded file is dropped; the roll in use stays.
    DropRoll,
    /// A badge is made and printed.
    IssueBadge {
        /// Role.
        role: PollingRoleView,
        /// Label.
        label: String,
    },
    /// A badge opens nothing any more.
    RevokeBadge {
        /// Its id.
        badge: String,
    },
    /// What is done about the hub (集約サーバ).
    Hub {
        /// What.
        hub: HubAct,
    },
    /// Writes all facts to a stick or folder.
    WriteBundle {
        /// Folder.
        folder: String,
    },
    /// Writes the frozen list of the early voters there.
    WriteEarlyVoters {
        /// Folder.
        folder: String,
    },
    /// Takes facts in from one, or the frozen list of the early voters.
    TakeBundle {
        /// File.
        file: String,
    },
    /// A backup on another disk.
    Backup {
        /// Folder.
        folder: String,
    },
    /// Writes the marked roll to a stick now, and each minute while it is in.
    PaperRoll {
        /// Folder.
        folder: String,
    },
    /// Prints, or writes a file into the exports folder.
    Print {
        /// What.
        what: PollingPaperView,
        /// What for; lists of electors are not given out without it, and it is recorded.
        purpose: Option<String>,
    },
    /// The period is over: the early voters are frozen and signed.
    Freeze,
    /// The board has all records: the check words that it read back.
    BoardReceived {
        /// As the board said them.
        check: String,
    },
    /// Keys and roll are destroyed.
    Destroy {
        /// Name of the election as typed by hand.
        name: String,
    },
}

/// Why an acceptance is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawnBecauseView {
    /// 返還.
    Returned,
    /// Another kind was taken for this one.
    WrongKind,
    /// 書損: exchanged for another paper.
    Spoiled,
    /// Another elector was meant.
    WrongElector,
}

/// A step of absentee voting (不在者投票).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AbsenteeStepView {
    /// 請求.
    Requested,
    /// 交付.
    Issued,
    /// 返還.
    Returned,
    /// 投票済.
    Voted,
}

/// Duties at a booth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DutyView {
    /// 投票管理者.
    Manager,
    /// 職務代理者.
    Deputy,
    /// 投票立会人.
    Witness,
    /// 事務従事者.
    Clerk,
}

/// What was counted for an hour.
#[derive(Debug, Clone, PartialEq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TallyView {
    /// 0–23.
    pub hour: u8,
    /// Slips; none if not counted.
    pub slips: Option<u32>,
    /// By dispenser: kind and count.
    pub dispensers: Vec<(String, u32)>,
}

/// Ballot papers of one kind.
#[derive(Debug, Clone, PartialEq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StockEntryView {
    /// The kind's name in the program.
    pub ballot: String,
    /// 受領: at hand in the morning and received since.
    pub received: u32,
    /// 交付, as counted by hand or dispenser.
    pub issued: u32,
    /// 書損・汚損.
    pub spoiled: u32,
    /// 残.
    pub left: u32,
}

/// What can be printed or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PollingPaperView {
    /// 投票録の数字.
    Record,
    /// 時間別照合表.
    Reconciliation,
    /// 抄本 with marks.
    MarkedRoll,
    /// 期日前投票者名簿, after freezing.
    EarlyVoters,
    /// Empty slips, for the paper drill.
    EmptySlips,
    /// Counts by hour, sex, kind and booth (CSV), without names.
    Counts,
}
