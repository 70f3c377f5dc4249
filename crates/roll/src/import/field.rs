//! The fields of a line.

use serde::Deserialize;

use advice::Bilingual;

/// A field of an elector's line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 選挙人番号.
    Number,
    /// 投票区.
    District,
    /// 頁.
    Page,
    /// 行.
    Line,
    /// 氏名.
    Name,
    /// フリガナ.
    Kana,
    /// 旧氏.
    FormerName,
    /// 生年月日.
    Birth,
    /// 性別.
    Sex,
    /// 名簿住所.
    Address,
    /// 登録年月日.
    RegisteredOn,
    /// 表示.
    Mark,
    /// 表示年月日.
    MarkSince,
    /// 表示終了年月日.
    MarkUntil,
    /// 表示内容.
    MarkDetail,
    /// 抹消予定日.
    StrikeOffOn,
    /// 入場券番号.
    Ticket,
    /// 投票できる選挙.
    Ballots,
    /// 不在者投票・既投票の状態.
    Already,
    /// The line as a whole.
    Row,
}

impl Field {
    /// How many there are.
    pub(crate) const COUNT: usize = 20;

    /// All of them, in their order.
    pub(crate) const ALL: &[Self; Self::COUNT] = &[
        Self::Number,
        Self::District,
        Self::Page,
        Self::Line,
        Self::Name,
        Self::Kana,
        Self::FormerName,
        Self::Birth,
        Self::Sex,
        Self::Address,
        Self::RegisteredOn,
        Self::Mark,
        Self::MarkSince,
        Self::MarkUntil,
        Self::MarkDetail,
        Self::StrikeOffOn,
        Self::Ticket,
        Self::Ballots,
        Self::Already,
        Self::Row,
    ];

    /// Its name for people.
    pub fn name(self) -> Bilingual {
        let (ja, en) = match self {
            Self::Number => ("選挙人番号", "elector's number"),
            Self::District => ("投票区", "district"),
            Self::Page => ("頁", "page"),
            Self::Line => ("行", "line on the page"),
            Self::Name => ("氏名", "name"),
            Self::Kana => ("フリガナ", "reading"),
            Self::FormerName => ("旧氏", "former name"),
            Self::Birth => ("生年月日", "birth date"),
            Self::Sex => ("性別", "sex"),
            Self::Address => ("名簿住所", "address"),
            Self::RegisteredOn => ("登録年月日", "day of registration"),
            Self::Mark => ("表示", "mark"),
            Self::MarkSince => ("表示年月日", "day of the mark"),
            Self::MarkUntil => ("表示終了年月日", "end of the mark"),
            Self::MarkDetail => ("表示内容", "detail of the mark"),
            Self::StrikeOffOn => ("抹消予定日", "day of striking off"),
            Self::Ticket => ("入場券番号", "number of the ticket"),
            Self::Ballots => ("投票できる選挙", "ballots"),
            Self::Already => ("不在者投票・既投票", "absentee or early vote"),
            Self::Row => ("行全体", "the whole line"),
        };
        Bilingual::new(ja, en)
    }
}
