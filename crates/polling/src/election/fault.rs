//! One thing that is wrong in an election's file.

use advice::Bilingual;
use jiff::civil::Date;

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line in the file, from 1.
    pub line: usize,
    /// The key, such as `ballot.early_from`; empty if the file is no TOML at all.
    pub field: String,
    /// What.
    pub wrong: Wrong,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// No TOML, or a value of another kind; as the reader says.
    Form(String),
    /// The field is missing.
    Missing,
    /// There is no such field.
    UnknownField,
    /// What stands there is none of the choices that follow.
    Choice(String, Vec<String>),
    /// Made for another version of the program.
    Format(i64),
    /// Rules of eligibility that this program does not have.
    Rules(u16),
    /// Nothing stands there.
    Empty,
    /// Not one of 1 to 47.
    Prefecture(u8),
    /// Not 1 to 30 seconds.
    Patience(u8),
    /// Outage rule 3 is chosen, and there is no number to call.
    NoPhone,
    /// No number that can be dialled.
    Phone,
    /// The same id or number stands there before.
    Twice(String),
    /// There is no such district in the file.
    NoSuchDistrict(String),
    /// The period ends before it begins.
    EndsBeforeItBegins,
    /// Early voting ends on the day before election day at the latest.
    NotBeforeTheDay(Date),
    /// The period begins so long before election day that a date must be wrong.
    TooLong,
    /// Not a colour `#rrggbb`.
    Colour,
    /// Not a reason of the law: 1 to 6.
    Reason(u8),
    /// Not a time `HH:MM`.
    Time,
    /// The booth closes before it opens.
    ClosesBeforeItOpens,
    /// The district is allotted to two booths: both would accept its electors while they are cut off.
    OfTwoBooths(String),
    /// Outage rule 2 is chosen, and no booth has this district.
    OfNoBooth(String),
}

impl Wrong {
    /// In words.
    pub fn words(&self) -> Bilingual {
        let (ja, en) = match self {
            Self::Form(said) => (
                format!("書き方が違います（{said}）"),
                format!("not written as it should be ({said})"),
            ),
            Self::Missing => ("この項目がありません".to_owned(), "missing".to_owned()),
            Self::UnknownField => (
                "この名前の項目はありません".to_owned(),
                "there is no field of this name".to_owned(),
            ),
            Self::Choice(found, choices) => (
                format!("「{found}」ではなく、{} のどれかです", choices.join("・")),
                format!("not \"{found}\", but one of {}", choices.join(", ")),
            ),
            Self::Format(number) => (
                format!("形式 {number} はこの版のソフトでは読めません（読めるのは 1）"),
                format!("format {number} is not of this program, which reads 1"),
            ),
            Self::Rules(number) => (
                format!("資格の規則 {number} はこの版のソフトにありません"),
                format!("this program has no rules {number}"),
            ),
            Self::Empty => ("空です".to_owned(), "empty".to_owned()),
            Self::Prefecture(number) => (
                format!("{number} は都道府県の番号（1〜47）ではありません"),
                format!("{number} is no prefecture (1 to 47)"),
            ),
            Self::Patience(number) => (
                format!("{number} 秒は 1〜30 秒の外です"),
                format!("{number} seconds are not within 1 to 30"),
            ),
            Self::NoPhone => (
                "outage = \"voice\" には、投票所が電話をかける番号が要ります。phone = \"0100-00-0000\" のように書きます"
                    .to_owned(),
                "outage = \"voice\" needs the number that booths call: phone = \"0100-00-0000\""
                    .to_owned(),
            ),
            Self::Phone => (
                "電話番号は「0100-00-0000」「0100-00-0000（内線 123）」のように、数字を入れて40文字までで書きます"
                    .to_owned(),
                "a telephone number is written like 0100-00-0000, with digits, in at most 40 letters"
                    .to_owned(),
            ),
            Self::Twice(id) => (
                format!("「{id}」が2回あります"),
                format!("\"{id}\" stands there twice"),
            ),
            Self::NoSuchDistrict(id) => (
                format!("投票区「{id}」が [[district]] にありません"),
                format!("there is no [[district]] \"{id}\""),
            ),
            Self::EndsBeforeItBegins => (
                "最終日が初日より前です".to_owned(),
                "ends before it begins".to_owned(),
            ),
            Self::NotBeforeTheDay(day) => (
                format!("期日前投票は選挙期日（{day}）の前日までです"),
                format!("early voting ends on the day before election day ({day})"),
            ),
            Self::TooLong => (
                "初日が選挙期日の1か月より前です。年と月を確かめてください".to_owned(),
                "begins more than a month before election day: check year and month".to_owned(),
            ),
            Self::Colour => (
                "色は「#f7d5dc」のように書きます".to_owned(),
                "a colour is written like #f7d5dc".to_owned(),
            ),
            Self::Reason(number) => (
                format!("事由の番号 {number} は 1〜6 の外です"),
                format!("reason {number} is not within 1 to 6"),
            ),
            Self::Time => (
                "時刻は「08:30」のように書きます".to_owned(),
                "a time is written like 08:30".to_owned(),
            ),
            Self::ClosesBeforeItOpens => (
                "閉じる時刻が開く時刻より前です".to_owned(),
                "closes before it opens".to_owned(),
            ),
            Self::OfTwoBooths(id) => (
                format!("投票区「{id}」が2つの投票所に割り当てられています"),
                format!("district \"{id}\" is allotted to two booths"),
            ),
            Self::OfNoBooth(id) => (
                format!(
                    "投票区「{id}」がどの投票所にも割り当てられていません（outage = \"home-booth\"）"
                ),
                format!("district \"{id}\" is allotted to no booth (outage = \"home-booth\")"),
            ),
        };
        Bilingual::new(ja, en)
    }
}
