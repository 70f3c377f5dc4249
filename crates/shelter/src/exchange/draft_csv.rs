//! The CSV of the standard draft of the evacuee card (避難者カード標準案), one person a row.

use zeroize::Zeroizing;

use super::cells::{Cell, cell, csv_file};
use super::time::tabled;
use super::{Evacuee, ForOthers};
use crate::plain::{Moment, NeedKind, Sex};

/// The columns: the nineteen of the draft in its order, then ours.
pub const DRAFT_COLUMNS: [&str; 32] = [
    "受付番号",
    "入所日時",
    "退所日時",
    "氏名",
    "ふりがな",
    "性別",
    "生年月日",
    "年齢",
    "住所",
    "世帯人数",
    "病気けが",
    "妊産婦",
    "乳幼児",
    "障がい",
    "要介護",
    "医療機器",
    "アレルギー",
    "アレルギー内訳",
    "備考",
    // Extensions stand after those.
    "滞在区分",
    "滞在場所",
    "区画",
    "郵便番号",
    "電話番号",
    "緊急連絡先",
    "町内会",
    "続柄",
    "世帯",
    "通称",
    "使用言語",
    "ペット",
    "受付方法",
];

/// The list in the standard draft's columns, UTF-8 with a byte order mark.
///
/// `today` decides the ages. 性別 is M, F or X; 病気けが, 妊産婦, 障がい, 医療機器 and アレルギー are 1 or 0;
/// 乳幼児 is 0, 1 (乳児) or 2 (幼児); 要介護 is the grade's number (00 for none, 有 where the grade is not known).
/// Times are those of Japan, `YYYY-MM-DD hh:mm`; birth dates `YYYY-MM-DD` as far as known.
pub fn draft_csv(others: &ForOthers<'_>, today: Moment) -> Zeroizing<Vec<u8>> {
    let rows: Vec<Vec<Cell>> = others
        .rows()
        .iter()
        .map(|row| one(row, others, today))
        .collect();
    csv_file(&DRAFT_COLUMNS, &rows)
}

fn one(row: &Evacuee, others: &ForOthers<'_>, today: Moment) -> Vec<Cell> {
    let flag = |kind| if row.has(kind) { "1" } else { "0" };
    let time = |at: Option<Moment>| at.map(tabled).unwrap_or_default();
    let age = today.day().and_then(|day| row.age_on(day));
    [
        row.number.as_str(),
        &time(row.arrived),
        &time(row.left),
        row.name.as_str(),
        &Zeroizing::new(hiragana(row.kana.as_str())),
        row.sex.map_or("", sex),
        &Zeroizing::new(
            row.birth_date
                .map(|date| date.to_string())
                .unwrap_or_default(),
        ),
        &age.map(|age| age.to_string()).unwrap_or_default(),
        row.address.as_str(),
        &household_size(row, others),
        flag(NeedKind::Illness),
        flag(NeedKind::Pregnancy),
        match row.value_of(NeedKind::Infant) {
            Some("baby") => "1",
            Some(_) => "2",
            None => "0",
        },
        flag(NeedKind::Disability),
        care_grade(row),
        flag(NeedKind::MedicalDevice),
        flag(NeedKind::Allergy),
        &Zeroizing::new(allergens(row)),
        row.note.as_str(),
        super::wall::state(row.presence.kind()),
        row.presence.place(),
        row.area.as_str(),
        row.postal_code.as_str(),
        row.phone.as_str(),
        row.contact.as_str(),
        row.district.as_str(),
        row.relation.map_or("", super::relation_ja),
        &row.household.map(|id| id.to_string()).unwrap_or_default(),
        row.alias.as_str(),
        row.languages.as_str(),
        &row.pets
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        row.way_in.map_or("", way_in),
    ]
    .map(cell)
    .to_vec()
}

/// As told, else as many as are on this list.
fn household_size(row: &Evacuee, others: &ForOthers<'_>) -> String {
    let listed = || {
        let same = |other: &&&Evacuee| other.household == row.household;
        others.rows().iter().filter(same).count()
    };
    match (row.household_size, row.household) {
        (Some(told), _) => told.to_string(),
        (None, Some(_)) => listed().to_string(),
        (None, None) => String::new(),
    }
}

pub(super) fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "M",
        Sex::Female => "F",
        Sex::Other => "X",
    }
}

/// Number of the grade of long-term care (要介護状態区分), 00 for none.
pub(super) fn care_grade(row: &Evacuee) -> &'static str {
    match row.value_of(NeedKind::Care) {
        None => "00",
        Some("yes") => "有",
        Some(grade) => grade,
    }
}

pub(crate) fn way_in(way: crate::plain::WayIn) -> &'static str {
    use crate::plain::WayIn;
    match way {
        WayIn::Pin => "card_pin",
        WayIn::FaceCode => "card_face",
        WayIn::KnownCard => "card",
        WayIn::Contactless => "transit",
        WayIn::Label => "label",
        WayIn::PreRegistered => "qr",
        WayIn::Hand => "manual",
        WayIn::Paper => "paper",
    }
}

fn allergens(row: &Evacuee) -> String {
    use crate::plain::Allergen;
    let of_allergy = row
        .needs
        .iter()
        .filter(|need| need.kind() == NeedKind::Allergy);
    let words: Vec<String> = of_allergy
        .map(|need| {
            let label = Allergen::from_code(need.value()).map_or("", Allergen::label_ja);
            match need.text.as_str() {
                "" => label.to_owned(),
                text => format!("{label}（{text}）"),
            }
        })
        .collect();
    words.join("・")
}

/// Katakana as hiragana, as the column's name asks; all else as it is.
fn hiragana(kana: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    kana.nfkc()
        .map(|letter| match letter {
            'ァ'..='ヶ' => char::from_u32(u32::from(letter) - 0x60).unwrap_or(letter),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::hiragana;

    #[test]
    fn kana_of_all_kinds_become_hiragana() {
        assert_eq!(hiragana("ミホン　ｻｸﾗ ヴァー"), "みほん さくら ゔぁー");
    }
}
