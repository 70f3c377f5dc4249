//! Names that papers of the polling desk (期日前投票所) place. The program fills them from the election's
//! file, the roll and the counts; nothing of them is asked by a form.

use super::{Row, ValueKind, Word, word};

/// Numbers of the reasons for voting early (公職選挙法 第48条の2 第1項 各号).
const REASONS: &[Word] = &[
    word("1", "第1号", "Item 1"),
    word("2", "第2号", "Item 2"),
    word("3", "第3号", "Item 3"),
    word("4", "第4号", "Item 4"),
    word("5", "第5号", "Item 5"),
    word("6", "第6号", "Item 6"),
];

/// Which of a sheet's tables a row belongs to.
const GROUP: &[Word] = &[
    word("ballot", "投票の種類別", "By kind of ballot"),
    word("hour", "時間別", "By hour"),
];

const fn text(name: &'static str, ja: &'static str, en: &'static str) -> Row {
    (name, ValueKind::Text, ja, en)
}

/// Of the election and the booth, of the elector whom a slip is for, and of the slip.
pub(super) const NAMES: &[Row] = &[
    text("polling.elections", "選挙名", "Names of the elections"),
    text("polling.addressee", "あて先", "Addressee"),
    text("polling.booth", "期日前投票所名", "Name of the booth"),
    text("polling.as_of", "現在の日時", "As of"),
    (
        "polling.day",
        ValueKind::Date,
        "選挙期日",
        "Day of the election",
    ),
    text("polling.note", "特記事項", "Remarks"),
    text("elector.address", "名簿の住所", "Address on the roll"),
    text(
        "elector.current_address",
        "現住所（名簿と違うとき）",
        "Present address, if another",
    ),
    (
        "slip.reason",
        ValueKind::Code(REASONS),
        "事由の号",
        "Number of the reason",
    ),
    text("slip.reason_1", "第1号の文", "Text of item 1"),
    text("slip.reason_2", "第2号の文", "Text of item 2"),
    text("slip.reason_3", "第3号の文", "Text of item 3"),
    text("slip.reason_4", "第4号の文", "Text of item 4"),
    text("slip.reason_5", "第5号の文", "Text of item 5"),
    text("slip.reason_6", "第6号の文", "Text of item 6"),
    text("slip.ballot_1", "投票用紙1", "Ballot 1"),
    text("slip.ballot_2", "投票用紙2", "Ballot 2"),
    text("slip.ballot_3", "投票用紙3", "Ballot 3"),
    text("slip.ballot_4", "投票用紙4", "Ballot 4"),
    text("slip.ballot_5", "投票用紙5", "Ballot 5"),
    text("slip.ballot_6", "投票用紙6", "Ballot 6"),
];

/// Of the elector, the ballot or the hour of a row.
pub(super) const ROWS: &[Row] = &[
    (
        "member.group",
        ValueKind::Code(GROUP),
        "表",
        "Table of the row",
    ),
    text("member.ballot", "投票の種類", "Kind of ballot"),
    text("member.hour", "時", "Hour"),
    text("member.men", "男", "Men"),
    text("member.women", "女", "Women"),
    text("member.others", "その他", "Others"),
    text("member.all", "計", "All"),
    text("member.proxy", "代理投票", "By proxy"),
    text("member.braille", "点字投票", "In braille"),
    text("member.absentee", "不在者投票", "Absentee votes"),
    text("member.refused", "拒否", "Refused"),
    text("member.received", "受領", "Ballots received"),
    text("member.issued", "交付", "Ballots issued"),
    text("member.spoiled", "書損", "Ballots spoiled"),
    text("member.returned", "返還", "Ballots given back"),
    text("member.left", "残", "Ballots left"),
    text("member.accepted", "受付", "Accepted by the program"),
    text("member.dispensed", "交付機", "Ballots by the dispenser"),
    text("member.slips", "宣誓書", "Slips on the pile"),
    text("member.difference", "差", "Difference"),
    text("member.note", "記事", "Remarks of the row"),
];
