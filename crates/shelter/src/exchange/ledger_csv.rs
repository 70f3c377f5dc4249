//! Items of the ledger of those affected (被災者台帳, 災害対策基本法第90条の3第2項) as CSV.

use zeroize::Zeroizing;

use super::cells::{Cell, cell, csv_file};
use super::draft_csv::sex;
use super::time::tabled;
use super::{Evacuee, ForOthers, wall};
use crate::plain::{Answer, Need, NeedKind};

/// The columns: the items of the law that a shelter knows, then where they come from.
pub const LEDGER_COLUMNS: [&str; 22] = [
    "氏名",
    "フリガナ",
    "生年月日",
    "性別",
    "住所",
    "居所",
    "住家の被害の状況",
    "援護の実施の状況",
    "要配慮者である旨",
    "要配慮者に該当する事由",
    "電話番号",
    "その他の連絡先",
    "世帯の構成",
    "続柄",
    "台帳情報の提供の同意",
    "国籍",
    "使用言語",
    "現在の所在",
    "受付番号",
    "入所日時",
    "退所日時",
    "更新日時",
];

/// The ledger's items, one person a row, UTF-8 with a byte order mark.
///
/// The damage to the house and the aid are as told at the shelter; the city's survey decides.
/// The Individual Number (個人番号) is among the law's items and is not here: no shelter reads it.
pub fn ledger_csv(others: &ForOthers<'_>) -> Zeroizing<Vec<u8>> {
    let rows: Vec<Vec<Cell>> = others.rows().iter().map(|row| one(row)).collect();
    csv_file(&LEDGER_COLUMNS, &rows)
}

fn one(row: &Evacuee) -> Vec<Cell> {
    let whereabouts = Zeroizing::new(format!(
        "{}{}{}",
        wall::state(row.presence.kind()),
        if row.presence.place().is_empty() {
            ""
        } else {
            "："
        },
        row.presence.place()
    ));
    [
        row.name.as_str(),
        row.kana.as_str(),
        &Zeroizing::new(
            row.birth_date
                .map(|date| date.to_string())
                .unwrap_or_default(),
        ),
        row.sex.map_or("", sex),
        row.address.as_str(),
        row.residence.as_str(),
        row.damage.as_str(),
        row.aid.as_str(),
        if row.needs.is_empty() { "" } else { "1" },
        &Zeroizing::new(reasons(row)),
        row.phone.as_str(),
        row.contact.as_str(),
        &row.household.map(|id| id.to_string()).unwrap_or_default(),
        row.relation.map_or("", super::relation_ja),
        match row.shares_ledger {
            Answer::Yes => "同意する",
            Answer::No => "同意しない",
            Answer::NotAsked => "未確認",
        },
        row.nationality.as_str(),
        row.languages.as_str(),
        &whereabouts,
        row.number.as_str(),
        &row.arrived.map(tabled).unwrap_or_default(),
        &row.left.map(tabled).unwrap_or_default(),
        &tabled(row.changed),
    ]
    .map(cell)
    .to_vec()
}

/// Kinds of care, each once, in the order of lists.
fn reasons(row: &Evacuee) -> String {
    let kinds: std::collections::BTreeSet<_> = row.needs.iter().map(Need::kind).collect();
    let words: Vec<&str> = kinds.into_iter().map(NeedKind::label_ja).collect();
    words.join("・")
}
