//! Addresses in an invented city, and where voting districts lie in it.

use super::draw::Lots;

/// Electors of a voting district, about as many as in a city of Japan.
pub(super) const OF_DISTRICT: u64 = 2_400;
/// Lines of a page of the paper roll.
pub(super) const OF_PAGE: u64 = 20;

const BEFORE: &[&str] = &["", "北", "南", "東", "西", "中", "上", "下", "新", "本"];
const STEMS: &[&str] = &[
    "見本", "手本", "例示", "仮名", "架空", "試作", "模型", "想定", "雛形", "図案", "下書", "練習",
    "習作", "設例", "凡例", "書式",
];
const BEHIND: &[&str] = &["町", "台", "ヶ丘", "野", "沢", "が原"];

/// A house in a district: some towns a district, and ten wards of a large city.
pub(super) fn house(district: u64, lots: &mut Lots) -> String {
    let ward = if district >= 200 {
        format!(
            "{}区",
            BEFORE[1 + usize::try_from(district / 200 % 9).unwrap_or(0)]
        )
    } else {
        String::new()
    };
    let town = usize::try_from(district).unwrap_or(0) * 3 + lots.below(3) as usize;
    let stem = STEMS[town % STEMS.len()];
    let before = BEFORE[town / STEMS.len() % BEFORE.len()];
    let behind = BEHIND[town / STEMS.len() / BEFORE.len() % BEHIND.len()];
    let (block, lot, number) = (1 + lots.below(5), 1 + lots.below(40), 1 + lots.below(20));
    let numbers = match lots.below(4) {
        0 => format!("{block}丁目{lot}番{number}号"),
        1 => format!("{block}丁目{lot}番地{number}"),
        2 => format!("{}番地", lot * 20 + number),
        _ => format!("{block}丁目{lot}−{number}"),
    };
    let building = match lots.below(5) {
        0 => format!(
            "　見本ハイツ{}号室",
            101 + lots.below(5) * 100 + lots.below(8)
        ),
        _ => String::new(),
    };
    format!("見本県見本市{ward}{before}{stem}{behind}{numbers}{building}")
}
