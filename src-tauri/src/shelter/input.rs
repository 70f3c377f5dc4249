//! What a window can ask of the shelter desk.

use serde::Deserialize;
use specta::Type;

use crate::view::hub::HubAct;
use crate::view::shelter::{
    ConsentView, NeedView, PageView, PresenceView, RoleView, StockView, UtilityView,
};

/// One act. Persons are named by the random id of this list.
#[derive(Clone, Deserialize, Type)]
#[serde(
    tag = "act",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum ShelterInput {
    /// The counter desk gives way; or it comes back, while the shelter is not open.
    SwitchOver {
        /// To the shelter desk.
        on: bool,
    },
    /// The activation code of the city or of a keeper; opens a locked desk too.
    Code {
        /// As typed.
        code: String,
    },
    /// A package made on the spot; its code is shown once.
    WithoutPreparation,
    /// The code was written down.
    CodeKept,
    /// The clock was looked at: right, or the true local time `YYYY-MM-DDTHH:MM`.
    Clock {
        /// None: it is right.
        real: Option<String>,
    },
    /// The three fields.
    OpenShelter {
        /// 名称.
        name: String,
        /// 所在地.
        place: String,
        /// Places, digits; empty if not known.
        capacity: String,
        /// Training.
        training: bool,
    },
    /// The desk is left.
    Lock,
    /// Anything a scanner read: badge, label, pre-registration.
    Scan {
        /// As read.
        text: String,
    },
    /// Somebody without a card.
    ByHand,
    /// The card is read with its PIN, though it is known or tapping is off.
    ReadCard,
    /// The next card is that of this member.
    ReadCardOf {
        /// Place in the list.
        index: u32,
    },
    /// The problem is mended.
    TryAgain,
    /// One more of the family.
    AddMember,
    /// Not one of them after all.
    RemoveMember {
        /// Place in the list.
        index: u32,
    },
    /// A field of a member.
    SetMember {
        /// Place in the list.
        index: u32,
        /// Name of the field in the view.
        field: String,
        /// As typed.
        value: String,
    },
    /// The one question.
    SetHelp {
        /// Place in the list.
        index: u32,
        /// Needed or not.
        help: bool,
    },
    /// Where they will stay.
    SetStay {
        /// Usually `in`.
        presence: PresenceView,
    },
    /// This member is somebody who is on the list already.
    IsThisOne {
        /// Place in the list.
        index: u32,
        /// Who; none takes it back.
        person: Option<String>,
    },
    /// Typed from paper: number and when it was written, `YYYY-MM-DDTHH:MM`.
    FromPaper {
        /// Number on the paper; may be empty.
        number: String,
        /// When.
        occurred: String,
    },
    /// Written down.
    Register,
    /// The desk is free again.
    Cancel,
    /// They go, come or stay elsewhere.
    Move {
        /// Who.
        people: Vec<String>,
        /// Where to.
        presence: PresenceView,
    },
    /// They were seen.
    Seen {
        /// Who.
        people: Vec<String>,
    },
    /// Opens somebody's page; is written down as a look-up.
    OpenPerson {
        /// Who.
        person: String,
    },
    /// Closes it.
    ClosePerson,
    /// A datum, told later; an empty value takes it back.
    Tell {
        /// Who.
        person: String,
        /// Which.
        item: String,
        /// As typed.
        value: String,
    },
    /// All needs, anew.
    SetNeeds {
        /// Who.
        person: String,
        /// Needs.
        needs: Vec<NeedView>,
    },
    /// Who may be told.
    SetConsent {
        /// Who.
        person: String,
        /// Answers.
        consent: ConsentView,
    },
    /// 支援措置.
    SetProtected {
        /// Who.
        person: String,
        /// On or off.
        on: bool,
    },
    /// Joins another's household, or leaves for one of his own.
    SetHousehold {
        /// Who.
        person: String,
        /// Whose household; none for a new one.
        with: Option<String>,
        /// Speaks for it.
        representative: bool,
    },
    /// The same human, or not after all.
    Link {
        /// Who.
        person: String,
        /// And who.
        other: String,
        /// On or off.
        on: bool,
    },
    /// Two values stand; this one is right.
    Settle {
        /// Who.
        person: String,
        /// Which datum.
        item: String,
        /// The right value.
        value: String,
    },
    /// The next card or label that is read is this person's too.
    BindNext {
        /// Who.
        person: String,
    },
    /// The labels of this person open nothing any more.
    RevokeLabels {
        /// Who.
        person: String,
    },
    /// What is handed out from now on.
    ChooseOffer {
        /// Id; none to stop.
        offer: Option<String>,
    },
    /// Handed out.
    Serve {
        /// Who.
        people: Vec<String>,
    },
    /// The rule of what is handed out now (間隔・1日の数); it warns and never refuses.
    Rule {
        /// Least time between two in hours, digits; empty for none.
        hours: String,
        /// Most on one day, digits; empty for none.
        per_day: String,
        /// For people who are served from here.
        of_here: bool,
    },
    /// Somebody who asks after a person is answered (安否照会); written down.
    Inquire {
        /// Who is asked after; none where nobody was found.
        person: Option<String>,
        /// What the asker is to the person.
        asker: AskerView,
        /// Name and address or phone of the asker.
        inquirer: String,
        /// By which document.
        identified: String,
        /// Why.
        reason: String,
    },
    /// The answer was said.
    InquiryOver,
    /// Counted by eye.
    HeadCount {
        /// Heads, digits.
        heads: String,
        /// Why it differs.
        explained: String,
    },
    /// How power and the rest are.
    Utility {
        /// Which and how.
        utility: UtilityView,
    },
    /// What is in stock.
    Stock {
        /// What and how much.
        stock: StockView,
    },
    /// Another page.
    Go {
        /// Which.
        page: PageView,
    },
    /// The report goes out: kept as a version, and written as a file.
    SendReport,
    /// Prints.
    Print {
        /// `card`, `label`, `wall`, `report`, `beforehand`.
        what: PaperView,
        /// Whose; empty for lists.
        people: Vec<String>,
    },
    /// Writes a file into the exports folder.
    Export {
        /// Which.
        what: ExportView,
    },
    /// A badge is made and printed.
    IssueBadge {
        /// Role.
        role: RoleView,
        /// Label.
        label: String,
    },
    /// A badge opens nothing any more.
    RevokeBadge {
        /// Its id.
        badge: String,
    },
    /// Writes all records to a stick or folder.
    WriteBundle {
        /// Folder.
        folder: String,
    },
    /// Takes records in from one.
    TakeBundle {
        /// File.
        file: String,
    },
    /// A backup beside, or on another disk.
    Backup {
        /// Folder.
        folder: String,
    },
    /// What is done about the hub (集約サーバ).
    Hub {
        /// What.
        hub: HubAct,
    },
    /// Cards recognised without a PIN: on or off.
    Taps {
        /// On.
        on: bool,
    },
    /// Sounds on or off.
    Sound {
        /// On.
        on: bool,
    },
    /// The shelter closes.
    Close,
    /// It was needed after all.
    Reopen,
    /// The city says it has the list: the check words it read back.
    Receipt {
        /// As the city said them.
        check: String,
    },
    /// The keys are destroyed, and with them the list on this PC.
    Destroy,
    /// What was said is read.
    Dismiss,
}

/// What can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PaperView {
    /// 避難者カード.
    Card,
    /// Label with a QR.
    Label,
    /// 閲覧用名簿.
    Wall,
    /// 避難所状況報告.
    Report,
    /// 事前登録カード of those who are being taken in.
    Beforehand,
}

/// What somebody who asks is to the person (照会者との関係).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AskerView {
    /// 同居の親族.
    Cohabitant,
    /// その他の親族.
    Relative,
    /// 職場の関係者.
    Colleague,
    /// 知人その他.
    Acquaintance,
}

/// What can be written as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportView {
    /// 避難者名簿 (CSV).
    List,
    /// 被災者台帳 (CSV).
    Ledger,
    /// PFIF 1.4.
    Pfif,
    /// Lアラート.
    LAlert,
}
