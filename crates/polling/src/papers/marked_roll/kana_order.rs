//! The order of readings (五十音順), as a book of names has it.

use paper::kana::to_katakana;
use zeroize::Zeroizing;

/// Kana that stand at one place of the order, the plain one first. The plain ones go up in Unicode as in the order.
const PLACES: [&str; 26] = [
    "アァ",
    "イィ",
    "ウゥヴ",
    "エェ",
    "オォ",
    "カガヵ",
    "キギ",
    "クグ",
    "ケゲヶ",
    "コゴ",
    "サザ",
    "シジ",
    "スズ",
    "セゼ",
    "ソゾ",
    "タダ",
    "チヂ",
    "ツヅッ",
    "テデ",
    "トド",
    "ハバパ",
    "ヒビピ",
    "フブプ",
    "ヘベペ",
    "ホボポ",
    "ヤャ",
];
/// Those that have no voiced but a small form, or signs of their own.
const MORE: [&str; 6] = ["ユュ", "ヨョ", "ワヮヷ", "ヰヸ", "ヱヹ", "ヲヺ"];
/// Kana by their vowel, for the long one.
const VOWELS: [(char, &str); 5] = [
    ('ア', "アカサタナハマヤラワ"),
    ('イ', "イキシチニヒミリヰ"),
    ('ウ', "ウクスツヌフムユル"),
    ('エ', "エケセテネヘメレヱ"),
    ('オ', "オコソトノホモヨロヲ"),
];
/// Behind every kana.
const LAST: char = '\u{10FFFF}';

/// By what a reading is sorted: without blanks, voicing and smallness, a long vowel as the vowel itself. Whoever has none
/// comes last.
pub(super) fn key(kana: &str) -> Zeroizing<String> {
    let katakana = Zeroizing::new(to_katakana(kana));
    // Room for all of it, so that growing leaves no copy behind.
    let mut key = Zeroizing::new(String::with_capacity(katakana.len() + 4));
    let mut before = None;
    for c in katakana.chars().filter(|c| !c.is_whitespace()) {
        let plain = match c {
            'ー' => before.and_then(vowel).unwrap_or(c),
            c => plain(c),
        };
        key.push(plain);
        before = Some(plain);
    }
    if key.is_empty() {
        key.push(LAST);
    }
    key
}

/// Under which letter a reading stands; none for who has no reading.
pub(super) fn letter(key: &str) -> Option<char> {
    key.chars().next().filter(|letter| *letter != LAST)
}

fn plain(c: char) -> char {
    let mut places = PLACES.iter().chain(&MORE);
    let place = places.find(|place| place.contains(c));
    place.and_then(|place| place.chars().next()).unwrap_or(c)
}

fn vowel(c: char) -> Option<char> {
    let mut vowels = VOWELS.iter();
    vowels.find_map(|(vowel, of)| of.contains(c).then_some(*vowel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_stand_as_in_a_book_of_names() {
        let in_order = [
            "アイダ　ケン",
            "アオヤマ　ソウ",
            "ｱｵﾔﾏ ﾀﾛｳ",
            "カトウ　ハナコ",
            "ガトウ　ハナヨ",
            "かとう　ひろし",
            "キョウノ　マイ",
            "キヨウノ　ミキ",
            "サトウ　イチロウ",
            "サトー　アイ",
            "パーカー　ジョン",
            "ハアモニ　ケイ",
            "ハットリ　ケン",
            "ハツトリ　ゴウ",
            "ワダ　ユイ",
            "ン　タロウ",
            "",
        ];
        let keys: Vec<_> = in_order.iter().map(|kana| key(kana)).collect();
        for (two, names) in keys.windows(2).zip(in_order.windows(2)) {
            assert!(*two[0] < *two[1], "{names:?}");
        }
        assert_eq!(*key("ガットー"), *"カツトオ");
        assert_eq!(*key("ｼﾞｮﾝ"), *"シヨン");
        assert_eq!(*key("ヴィー　ァ"), *"ウイイア");
        assert_eq!(letter(&key("ぱーかー")), Some('ハ'));
        assert_eq!(letter(&key("　")), None);
    }
}
