//! The parts of a Japanese address that may be published: prefecture, city and town, no house number.

/// Prefectures in the order of their numbers (JIS X 0401), which are also those of ISO 3166-2.
const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// Cities with 郡 in their names; elsewhere it ends the name of a county.
const CITIES_WITH_GUN: [&str; 5] = ["郡山市", "大和郡山市", "小郡市", "蒲郡市", "郡上市"];

/// The coarse parts of an address; borrowed, and empty where the address does not tell.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Coarse<'a> {
    /// ISO 3166-2, such as `JP-38`.
    pub state: Option<String>,
    /// City, ward of Tokyo, or county with its town (市区町村).
    pub city: &'a str,
    /// Town (町字) up to the first number.
    pub town: &'a str,
}

/// Splits what comes before the house number. An address that names no city gives nothing but the
/// prefecture: what follows could be anything.
pub(super) fn coarse(address: &str) -> Coarse<'_> {
    let address = address.trim();
    let mut rest = address;
    let mut state = None;
    for (index, name) in PREFECTURES.iter().enumerate() {
        if let Some(after) = address.strip_prefix(name) {
            state = Some(format!("JP-{:02}", index + 1));
            rest = after.trim_start();
        }
    }
    let city = city(rest).unwrap_or_default();
    let town = if city.is_empty() {
        ""
    } else {
        town(rest[city.len()..].trim_start())
    };
    Coarse { state, city, town }
}

fn city(rest: &str) -> Option<&str> {
    let city_with_gun = CITIES_WITH_GUN.iter().find(|name| rest.starts_with(**name));
    if let Some(name) = city_with_gun {
        return Some(&rest[..name.len()]);
    }
    let letters: Vec<(usize, char)> = rest.char_indices().take(16).collect();
    // No name begins with its own ending: 市川市, 町田市, 村山市.
    let first = |ends: &[char], from: usize| {
        let mut later = letters.iter().enumerate().skip(from + 1);
        later.find_map(|(at, (_, letter))| ends.contains(letter).then_some(at))
    };
    let end_of = |at: usize, ends: &[char]| {
        // 四日市市, 大町町, 玉村町: the ending comes after a letter that looks like one.
        let last = match letters.get(at + 1) {
            Some((_, letter)) if ends.contains(letter) => at + 1,
            _ => at,
        };
        let (start, letter) = letters[last];
        &rest[..start + letter.len_utf8()]
    };
    if let Some(county) = first(&['郡'], 0) {
        let town = first(&['町', '村'], county + 1)?;
        return Some(end_of(town, &['町', '村']));
    }
    let at = first(&['市', '区', '町', '村'], 0)?;
    match letters[at].1 {
        '市' => Some(end_of(at, &['市'])),
        '区' => Some(end_of(at, &[])),
        // 十日町市, 東村山市, 大町市: a city whose name holds the ending of a town.
        _ => match first(&['市'], at) {
            Some(city) if city <= at + 2 => Some(end_of(city, &[])),
            _ => Some(end_of(at, &['町', '村'])),
        },
    }
}

/// Up to the first number; kanji numbers count only where a house number can begin with them.
fn town(rest: &str) -> &str {
    let is_kanji_number = |letter: char| "〇一二三四五六七八九十百千".contains(letter);
    let number_ends = [
        '丁', '番', '号', '条', '線', '-', '－', '‐', '−', 'ー', 'の', 'ノ', '之',
    ];
    let letters: Vec<(usize, char)> = rest.char_indices().collect();
    for (at, (start, letter)) in letters.iter().enumerate() {
        let is_number = letter.is_numeric() && !is_kanji_number(*letter)
            || is_kanji_number(*letter)
                && letters[at..]
                    .iter()
                    .map(|(_, letter)| *letter)
                    .find(|letter| !is_kanji_number(*letter))
                    .is_none_or(|next| number_ends.contains(&next));
        if is_number {
            return rest[..*start].trim_end();
        }
    }
    rest.trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(address: &str) -> (String, &str, &str) {
        let coarse = coarse(address);
        (coarse.state.unwrap_or_default(), coarse.city, coarse.town)
    }

    #[test]
    fn the_house_number_and_all_after_it_is_left_out() {
        for (address, state, city, town) in [
            (
                "愛媛県西予市見本町１丁目２番３号",
                "JP-38",
                "西予市",
                "見本町",
            ),
            (
                "神奈川県小田原市見本二丁目3-4 見本ハイツ5号",
                "JP-14",
                "小田原市",
                "見本",
            ),
            ("東京都千代田区見本町三ノ五", "JP-13", "千代田区", "見本町"),
            (
                "北海道余市郡余市町見本町1条2",
                "JP-01",
                "余市郡余市町",
                "見本町",
            ),
            (
                "栃木県芳賀郡市貝町大字見本12",
                "JP-09",
                "芳賀郡市貝町",
                "大字見本",
            ),
            (
                "群馬県佐波郡玉村町見本九の二",
                "JP-10",
                "佐波郡玉村町",
                "見本",
            ),
            (
                "佐賀県杵島郡大町町大字見本",
                "JP-41",
                "杵島郡大町町",
                "大字見本",
            ),
            ("福島県郡山市見本1-2", "JP-07", "郡山市", "見本"),
            ("三重県四日市市三本松町4", "JP-24", "四日市市", "三本松町"),
            ("千葉県市川市見本5", "JP-12", "市川市", "見本"),
            ("新潟県十日町市見本6", "JP-15", "十日町市", "見本"),
            ("東京都東村山市見本町7", "JP-13", "東村山市", "見本町"),
            ("東京都大島町見本8", "JP-13", "大島町", "見本"),
            ("みほん市中央①②", "", "みほん市", "中央"),
        ] {
            assert!(
                parts(address) == (state.to_owned(), city, town),
                "{address}"
            );
        }
    }

    #[test]
    fn what_names_no_city_gives_no_town() {
        for address in ["", "見本ハイツ３０１", "愛媛県", "SAMPLE STREET 5"] {
            assert_eq!(parts(address).1, "", "{address}");
            assert_eq!(parts(address).2, "", "{address}");
        }
    }
}
