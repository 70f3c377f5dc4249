//! People: looked for and opened with a reason, told of to relatives, written into files.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Millis;

/// Looks for a person in all shelters.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Search {
    /// Words: name, reading, birth date, telephone number, reception number.
    pub text: String,
    /// Why; kept in the record of looks (閲覧記録). At least 4 characters.
    pub reason: String,
}

/// What a search found.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// The best first, at most 50.
    pub people: Vec<PersonLine>,
    /// There are more.
    pub more: bool,
}

/// One of them.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonLine {
    /// The record.
    pub id: String,
    /// 受付番号.
    pub number: String,
    /// 氏名.
    pub name: String,
    /// カナ.
    pub kana: String,
    /// 生年月日, as far as known.
    pub birth: String,
    /// Where: the shelter's id.
    pub shelter: String,
    /// Its name.
    pub shelter_name: String,
    /// 所在, a code of the card: `in`, `out`, `left` …
    pub presence: String,
    /// Other records of the same human.
    pub linked: Vec<String>,
}

/// Opens a record.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenPerson {
    /// Why.
    pub reason: String,
}

/// A record.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// As in the list of those found.
    pub line: PersonLine,
    /// Items of the card by code, in the card's order, as far as they may be seen.
    pub items: Vec<ItemView>,
    /// What is to be done, in Japanese.
    pub to_dos_ja: Vec<String>,
    /// The same in English.
    pub to_dos_en: Vec<String>,
    /// What was said of telling others: relatives, acquaintances, everybody. `None` is not asked.
    pub consent: [Option<bool>; 3],
    /// 支援措置; told to a keeper only.
    pub protected: Option<bool>,
    /// Members of the household.
    pub family: Vec<PersonLine>,
    /// Where the person was, the last first.
    pub moves: Vec<MoveView>,
    /// When somebody saw the person last.
    pub seen: Option<Millis>,
}

/// One item of a record.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// Code of the item.
    pub item: String,
    /// What is shown.
    pub value: String,
    /// Whether other values stand beside it.
    pub contradicted: bool,
}

/// One movement.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MoveView {
    /// When.
    pub at: Millis,
    /// The shelter's id.
    pub shelter: String,
    /// Its name.
    pub shelter_name: String,
    /// To what.
    pub to: String,
}

/// Who asks after somebody (照会者).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
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

/// 安否照会.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Inquiry {
    /// Whom it is about: a record that was found; `None` where nobody was found.
    pub person: Option<String>,
    /// What the asker is to the person.
    pub asker: AskerView,
    /// Who asks.
    pub inquirer: String,
    /// How the asker was identified (本人確認).
    pub identified: String,
    /// Why.
    pub reason: String,
}

/// What may be told. Nobody of the name, protected, and not agreed are one answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InquiryAnswer {
    /// `nothingHeld`, `held`, `condition` or `whereabouts`.
    pub told: ToldView,
    /// The sentence to say, in Japanese.
    pub words: String,
}

/// How much was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ToldView {
    /// 情報なし.
    NothingHeld,
    /// 保有している.
    Held,
    /// With hurt or ill.
    Condition,
    /// With whereabouts and contact.
    Whereabouts,
}

/// One inquiry that was answered.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InquiryLine {
    /// When.
    pub at: Millis,
    /// Who answered.
    pub account: String,
    /// Who asked.
    pub inquirer: String,
    /// How the asker was identified.
    pub identified: String,
    /// What the asker is to the person.
    pub asker: AskerView,
    /// Why.
    pub reason: String,
    /// How much was told.
    pub told: ToldView,
}

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ExportKind {
    /// The list of people as the draft standard has it (CSV).
    People,
    /// Items of the 被災者台帳 (CSV).
    Ledger,
    /// PFIF 1.4, those who agreed to be published.
    Pfif,
    /// Lアラート 避難所情報 (XML).
    LAlert,
    /// Situation reports (CSV).
    Reports,
}

/// Writes a file. The answer is the file.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// Which.
    pub kind: ExportKind,
    /// Of one shelter; of all where left out.
    #[serde(default)]
    pub shelter: Option<String>,
    /// Why, and for whom.
    pub reason: String,
}
