//! Which text is a value of an item, and how it is kept.

use unicode_normalization::UnicodeNormalization;

use super::{AgeRange, Item, ItemError, PartialDate, Pets, Sex, Text, Wrong};

/// 家屋被害, as [`Item::Damage`] writes it.
const DAMAGE: [&str; 8] = [
    "total",
    "half",
    "part",
    "flood_above",
    "flood_below",
    "lifelines",
    "none",
    "unknown",
];

impl Item {
    /// The most characters of a value.
    pub fn most_chars(self) -> usize {
        match self {
            Self::Note | Self::Description => 1000,
            Self::Name | Self::Kana | Self::Alias | Self::Address | Self::Residence => 200,
            _ => 100,
        }
    }

    /// The value as it is kept: trimmed, and in the one written form of the item.
    pub fn check(self, text: &str) -> Result<Text, ItemError> {
        let wrong = |wrong| ItemError { item: self, wrong };
        let text = text.trim();
        if text.is_empty() {
            return Err(wrong(Wrong::Empty));
        }
        if text.chars().count() > self.most_chars() {
            return Err(wrong(Wrong::TooLong {
                most: self.most_chars(),
            }));
        }
        // A note may have lines.
        let lines = matches!(self, Self::Note | Self::Description);
        if text
            .chars()
            .any(|c| c.is_control() && !(lines && c == '\n'))
        {
            return Err(wrong(Wrong::Control));
        }
        self.normal(text).map(Text::new).ok_or(wrong(Wrong::Form))
    }

    fn normal(self, text: &str) -> Option<String> {
        match self {
            Self::Kana => Some(katakana(text)),
            Self::BirthDate => Some(PartialDate::parse(&narrow(text))?.to_string()),
            Self::Age => Some(AgeRange::parse(&narrow(text).replace('~', "-"))?.to_string()),
            Self::Sex => Some(Sex::parse(&narrow(text))?.code().to_owned()),
            Self::PostalCode => {
                let digits: String = narrow(text)
                    .chars()
                    .filter(|c| !matches!(c, '-' | '〒' | ' '))
                    .collect();
                (digits.len() == 7 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
            }
            Self::Phone => phone(&narrow(text)),
            Self::Mail => {
                let mail = narrow(text);
                let (user, host) = mail.split_once('@')?;
                (!user.is_empty()
                    && !host.is_empty()
                    && !host.contains('@')
                    && !mail.contains(char::is_whitespace))
                .then_some(mail)
            }
            Self::InCity => matches!(text, "0" | "1").then(|| text.to_owned()),
            Self::Damage => DAMAGE.contains(&text).then(|| text.to_owned()),
            Self::Pets => Some(Pets::parse(&narrow(text))?.to_string()),
            _ => Some(text.to_owned()),
        }
    }
}

/// Digits, letters and signs in their ASCII form; the dashes that keyboards put between digits too.
fn narrow(text: &str) -> String {
    text.nfkc()
        .map(|c| match c {
            'ー' | '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            '〜' | '～' | '∼' => '~',
            _ => c,
        })
        .collect()
}

/// Full-width katakana; letters of other scripts stay.
fn katakana(text: &str) -> String {
    text.nfkc()
        .map(|c| match c {
            'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
            ' ' => '\u{3000}',
            _ => c,
        })
        .collect()
}

fn phone(text: &str) -> Option<String> {
    let phone: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '(' | ')'))
        .collect();
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    let fine = phone
        .char_indices()
        .all(|(at, c)| c.is_ascii_digit() || c == '-' || (at == 0 && c == '+'));
    (fine && (3..=15).contains(&digits)).then_some(phone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(item: Item, text: &str) -> Option<String> {
        item.check(text).ok().map(|text| text.as_str().to_owned())
    }

    #[test]
    fn values_are_kept_in_one_form() {
        for (item, typed, value) in [
            (Item::Name, " 見本\u{3000}太郎 ", "見本\u{3000}太郎"),
            (Item::Name, "邉\u{e0101}見 本", "邉\u{e0101}見 本"),
            (Item::Kana, "みほん たろう", "ミホン\u{3000}タロウ"),
            (Item::Kana, "ﾐﾎﾝ ﾀﾞｲｽｹ", "ミホン\u{3000}ダイスケ"),
            (Item::BirthDate, "１９５７-０４", "1957-04"),
            (Item::Age, "６０～７０", "60-70"),
            (Item::Sex, "女", "f"),
            (Item::PostalCode, "〒９２７－００００", "9270000"),
            (Item::Phone, "０９０ー１２３４ー５６７８", "090-1234-5678"),
            (Item::Phone, "+81 90 1234 5678", "+819012345678"),
            (Item::Pets, "cat:2;dog:1", "dog:1;cat:2"),
            (Item::Note, "一行目\n二行目", "一行目\n二行目"),
        ] {
            assert_eq!(kept(item, typed).as_deref(), Some(value), "{item:?}");
        }
    }

    #[test]
    fn what_is_no_value_is_refused_with_the_reason() {
        let wrong = |item: Item, text: &str| item.check(text).unwrap_err().wrong;
        assert_eq!(wrong(Item::Name, " \u{3000} "), Wrong::Empty);
        assert_eq!(
            wrong(Item::Area, &"あ".repeat(101)),
            Wrong::TooLong { most: 100 }
        );
        assert_eq!(wrong(Item::Name, "見本\n太郎"), Wrong::Control);
        assert_eq!(wrong(Item::Note, "見本\u{7}"), Wrong::Control);
        for (item, text) in [
            (Item::BirthDate, "1957-13"),
            (Item::Age, "七十"),
            (Item::Sex, "?"),
            (Item::PostalCode, "123"),
            (Item::Phone, "090-abcd"),
            (Item::Phone, "09+0"),
            (Item::Mail, "a@b@c"),
            (Item::InCity, "2"),
            (Item::Damage, "burnt"),
            (Item::Pets, "dragon:1"),
        ] {
            assert_eq!(wrong(item, text), Wrong::Form, "{item:?}");
        }
    }

    #[test]
    fn every_item_has_a_code_of_its_own() {
        for item in Item::ALL {
            assert_eq!(Item::from_code(item.code()), Some(item));
            let json = serde_json::to_string(&item).unwrap();
            assert_eq!(json, format!("\"{}\"", item.code()));
        }
    }
}
