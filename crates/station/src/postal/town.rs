//! What the town column (町域名) of the published data says besides the name of a town.
//!
//! Source of the rules: 郵便番号データの説明, Japan Post.

use unicode_normalization::UnicodeNormalization;

/// Stands for all of a city that has no line of its own.
const NOT_LISTED: &str = "以下に掲載がない場合";
/// 「○○町の次に番地がくる場合」: the number follows the name of the city at once.
const NUMBER_FOLLOWS: (&str, &str) = ("の次に", "がくる場合");
/// 「○○村一円」: all of a village.
const ALL_OF_IT: &str = "一円";

/// What a line covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Covers {
    /// A town, or the part of it that `detail` names.
    Town,
    /// What has no line of its own in this city (以下に掲載がない場合).
    NotListed,
    /// Addresses of this city with a number and no town (次に番地がくる場合).
    NumberOnly,
    /// All of the city (一円).
    WholeCity,
    /// One office that has a code of its own (大口事業所).
    Office,
}

/// The town column, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Town {
    /// What the line covers.
    pub covers: Covers,
    /// The name alone; empty unless a town is covered.
    pub name: String,
    /// Its reading, in katakana of full width.
    pub kana: String,
    /// What stood in the brackets, as published: parts, ranges, exceptions.
    pub detail: Option<String>,
    /// Its reading.
    pub detail_kana: Option<String>,
}

impl Town {
    /// Takes the columns of one line apart, whose pieces were joined before.
    pub fn of(column: &str, kana: &str, city: &str) -> Self {
        let kana: String = kana.nfkc().collect();
        let without_name = |covers, detail: Option<&str>| Self {
            covers,
            name: String::new(),
            kana: String::new(),
            detail: detail.map(str::to_owned),
            detail_kana: None,
        };
        if column == NOT_LISTED {
            return without_name(Covers::NotListed, None);
        }
        if let Some((_, rest)) = column.split_once(NUMBER_FOLLOWS.0)
            && let Some((numbers, _)) = rest.split_once(NUMBER_FOLLOWS.1)
        {
            return without_name(Covers::NumberOnly, Some(numbers).filter(|n| *n != "番地"));
        }
        // 一円 alone is the name of a town.
        if let Some(place) = column.strip_suffix(ALL_OF_IT)
            && !place.is_empty()
            && city.ends_with(place)
        {
            return without_name(Covers::WholeCity, None);
        }
        let (name, detail) = apart(column, '（', '）');
        let (kana_name, detail_kana) = apart(&kana, '(', ')');
        let (name, range) = numbered(name);
        let kana_name = match &range {
            Some(_) => kana_name
                .split(|c: char| c.is_ascii_digit())
                .next()
                .unwrap_or(kana_name)
                .trim_end_matches("ダイ"),
            None => kana_name,
        };
        Self {
            covers: Covers::Town,
            name: name.to_owned(),
            kana: kana_name.to_owned(),
            // A range in the name is what is covered; the places in the brackets only explain it.
            detail: range.or(detail).map(str::to_owned),
            detail_kana: detail_kana.filter(|_| range.is_none()).map(str::to_owned),
        }
    }
}

/// The name, and what stands in the brackets after it.
fn apart(text: &str, open: char, close: char) -> (&str, Option<&str>) {
    match text.split_once(open) {
        Some((name, rest)) => {
            let inner = rest.rsplit_once(close).map_or(rest, |(inner, _)| inner);
            (name, Some(inner).filter(|inner| !inner.is_empty()))
        }
        None => (text, None),
    }
}

/// A name such as 種市第１５地割～第２１地割: the place, and the numbers.
fn numbered(name: &str) -> (&str, Option<&str>) {
    if !name.contains(['〜', '～', '、']) {
        return (name, None);
    }
    let Some(at) = name.find(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) else {
        return (name, None);
    };
    let place = &name[..at];
    let place = place.strip_suffix('第').unwrap_or(place);
    if place.is_empty() || place.contains('、') {
        return (name, None);
    }
    (place, Some(&name[place.len()..]))
}

/// How many more brackets open than close.
pub fn open_brackets(text: &str) -> i32 {
    text.chars()
        .map(|c| match c {
            '（' | '(' => 1,
            '）' | ')' => -1,
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town(column: &str, kana: &str) -> Town {
        Town::of(column, kana, "見本郡見本町")
    }

    #[test]
    fn notes_are_no_towns() {
        for (column, covers, detail) in [
            ("以下に掲載がない場合", Covers::NotListed, None),
            ("見本町の次に番地がくる場合", Covers::NumberOnly, None),
            (
                "見本町の次に１〜４２６番地がくる場合（川東）",
                Covers::NumberOnly,
                Some("１〜４２６番地"),
            ),
            ("見本町一円", Covers::WholeCity, None),
        ] {
            let town = town(column, "ｦ");
            assert_eq!((town.covers, town.name.as_str()), (covers, ""), "{column}");
            assert_eq!(town.detail.as_deref(), detail, "{column}");
        }
        assert_eq!(town("一円", "イチエン").name, "一円");
        assert_eq!(town("他村一円", "タムライチエン").name, "他村一円");
    }

    #[test]
    fn brackets_leave_the_name_and_are_kept_beside_it() {
        let split = town("本町（１〜３丁目、東）", "ﾎﾝﾁｮｳ(1-3ﾁｮｳﾒ､ﾋｶﾞｼ)");
        assert_eq!(
            (split.name.as_str(), split.kana.as_str()),
            ("本町", "ホンチョウ")
        );
        assert_eq!(split.detail.as_deref(), Some("１〜３丁目、東"));
        assert_eq!(split.detail_kana.as_deref(), Some("1-3チョウメ、ヒガシ"));
        assert_eq!(town("本町", "ﾎﾝﾁﾖｳ").detail, None);
    }

    #[test]
    fn a_range_in_the_name_is_what_is_covered() {
        let range = town(
            "種市第３９地割～第４５地割（角浜、伝吉）",
            "ﾀﾈｲﾁﾀﾞｲ39ﾁﾜﾘ-ﾀﾞｲ45ﾁﾜﾘ(ｶﾄﾞﾉﾊﾏ､ﾃﾞﾝｷﾁ)",
        );
        assert_eq!(
            (range.name.as_str(), range.kana.as_str()),
            ("種市", "タネイチ")
        );
        assert_eq!(range.detail.as_deref(), Some("第３９地割～第４５地割"));
        let list = town("穴明２２地割、穴明２３地割", "ｱﾅｱｹ22ﾁﾜﾘ､ｱﾅｱｹ23ﾁﾜﾘ");
        assert_eq!(
            (list.name.as_str(), list.kana.as_str()),
            ("穴明", "アナアケ")
        );
        assert_eq!(list.detail.as_deref(), Some("２２地割、穴明２３地割"));
    }
}
