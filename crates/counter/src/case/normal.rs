//! What is typed, in the shape in which forms and files want it.

use paper::{AskedKind, digits, iso_date, kana};
use zeroize::Zeroizing;

/// An answer to a question of this kind; whatever cannot be told stays as typed, and is shown as wrong.
pub(super) fn answer(kind: Option<&AskedKind>, typed: &str) -> Zeroizing<String> {
    Zeroizing::new(match kind {
        Some(AskedKind::Date) => date(typed),
        Some(AskedKind::Digits { .. }) => digits(typed),
        _ => typed.to_owned(),
    })
}

/// A person's datum.
pub(super) fn of_person(item: &str, typed: &str) -> Zeroizing<String> {
    Zeroizing::new(match item {
        "birth_date" => date(typed),
        "postal_code" => digits(typed),
        "kana" => reading(typed),
        _ => typed.to_owned(),
    })
}

/// Readings are katakana; a clerk without an input method types them in roman letters.
fn reading(typed: &str) -> String {
    if typed.is_ascii() {
        let typed = typed.trim();
        return kana::from_romaji(typed);
    }
    kana::to_katakana(typed)
}

fn date(typed: &str) -> String {
    iso_date(typed).unwrap_or_else(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_become_katakana_and_dates_western() {
        assert_eq!(
            of_person("kana", "みほん　はなこ").as_str(),
            "ミホン　ハナコ"
        );
        assert_eq!(of_person("kana", "ﾐﾎﾝ ﾊﾅｺ").as_str(), "ミホン ハナコ");
        assert_eq!(of_person("kana", "mihon hanako").as_str(), "ミホン ハナコ");
        assert_eq!(of_person("birth_date", "S55.3.2").as_str(), "1980-03-02");
        assert_eq!(of_person("birth_date", "S16").as_str(), "1941-00-00");
        assert_eq!(of_person("birth_date", "unknown").as_str(), "unknown");
        assert_eq!(
            of_person("postal_code", "〒１２３－４５６７").as_str(),
            "1234567"
        );
        assert_eq!(
            answer(Some(&AskedKind::Date), "R8.11.21").as_str(),
            "2026-11-21"
        );
    }
}
