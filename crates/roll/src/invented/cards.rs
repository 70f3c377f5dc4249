//! Cards of invented electors that differ from the roll as real ones do, to measure the matching.

use polling::elector::{BirthDate, Elector};

use crate::CardFour;

/// How a card differs from the roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// As on the roll, with other blanks.
    Same,
    /// Other shapes of the characters, or a variation selector (異体字).
    Variant,
    /// A character that the roll has from the city's own font (外字).
    PrivateUse,
    /// The former name in brackets beside another family name (旧氏併記), or the former one alone.
    FormerName,
    /// Another address, and a mark on the roll.
    Moved,
    /// Another address, and no mark: moved within the city.
    MovedInCity,
    /// One of two born on one day at one address.
    Twin,
    /// Two people of the same name and birth date.
    Namesake,
    /// Said aloud and typed in kana, long vowels as people write them.
    Spoken,
    /// Letters in another order and case, without the middle name.
    Foreign,
    /// The roll knows no day of birth.
    UnknownDay,
    /// Somebody who is not on the roll, born like somebody who is.
    Stranger,
    /// The right name, a day beside.
    NearDate,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Same,
        Self::Variant,
        Self::PrivateUse,
        Self::FormerName,
        Self::Moved,
        Self::MovedInCity,
        Self::Twin,
        Self::Namesake,
        Self::Spoken,
        Self::Foreign,
        Self::UnknownDay,
        Self::Stranger,
        Self::NearDate,
    ];

    /// Whether the holder is on the roll.
    pub fn is_on_roll(self) -> bool {
        !matches!(self, Self::Stranger | Self::NearDate)
    }
}

/// Shapes that stand for one another, both ways.
const SHAPES: [(&str, &str); 17] = [
    ("高", "髙"),
    ("崎", "﨑"),
    ("辺", "邉"),
    ("辺", "邊"),
    ("吉", "𠮷"),
    ("斎", "齋"),
    ("斉", "齊"),
    ("沢", "澤"),
    ("桜", "櫻"),
    ("広", "廣"),
    ("浜", "濱"),
    ("島", "嶋"),
    ("富", "冨"),
    ("柳", "栁"),
    ("青", "靑"),
    ("恵", "惠"),
    ("真", "眞"),
];

/// The card of an elector in a class; `None` if the elector is not of that class. Twins and namesakes are found by who
/// asks, since one alone does not show it.
pub fn card(elector: &Elector, class: Class) -> Option<CardFour> {
    let person = &elector.person;
    let mut card = CardFour {
        name: person.name.clone(),
        birth: person.birth,
        sex: person.sex,
        address: person.address.clone(),
    };
    let knows_day = person.birth.month != 0 && person.birth.day != 0;
    if class == Class::UnknownDay {
        (!knows_day).then_some(())?;
        card.birth = BirthDate {
            month: person.birth.month.max(1),
            day: 17,
            ..person.birth
        };
        return Some(card);
    }
    knows_day.then_some(())?;
    match class {
        Class::Same => card.name = card.name.replace('　', " "),
        Class::Twin | Class::Namesake => {}
        Class::Variant => card.name = other_shape(&person.name)?,
        Class::PrivateUse => {
            person.name.contains('\u{E000}').then_some(())?;
            card.name = card.name.replace('\u{E000}', "葛");
        }
        Class::FormerName => {
            let (_, given) = person.name.split_once('　')?;
            (!person.former_name.is_empty()).then_some(())?;
            card.name = if elector.page_line.1.is_multiple_of(2) {
                format!("{}　{given}", person.former_name)
            } else {
                // Married since: the roll still has what is the former name now.
                let (family, _) = person.name.split_once('　')?;
                format!("架空［{family}］　{given}")
            };
        }
        Class::Moved => {
            elector.moves().next()?;
            "手本県手本市手本1丁目1番1号".clone_into(&mut card.address);
        }
        Class::MovedInCity => {
            elector.marks.is_empty().then_some(())?;
            "見本県見本市移転先町9丁目9番9号".clone_into(&mut card.address);
        }
        Class::Spoken => {
            (!person.kana.is_empty()).then_some(())?;
            card.name = as_said(&person.kana);
        }
        Class::Foreign => card.name = letters(&person.name)?,
        Class::Stranger => {
            let (family, given) = person.name.split_once('　')?;
            // Of the family, but another name; or of the name, but another family.
            card.name = if elector.page_line.1.is_multiple_of(2) {
                format!("{family}　架空{given}")
            } else {
                format!("架空　{given}")
            };
        }
        Class::NearDate => {
            let day = if person.birth.day > 1 {
                person.birth.day - 1
            } else {
                2
            };
            card.birth.day = day;
        }
        Class::UnknownDay => return None,
    }
    Some(card)
}

fn other_shape(name: &str) -> Option<String> {
    let shaped = SHAPES.iter().find_map(|(one, other)| {
        if name.contains(one) {
            Some(name.replace(one, other))
        } else if name.contains(other) {
            Some(name.replace(other, one))
        } else {
            None
        }
    });
    // 葛 and the like: a selector behind the first character.
    shaped.or_else(|| {
        let first = name.chars().next();
        let first = first.filter(|c| ('\u{4E00}'..'\u{E000}').contains(c))?;
        let rest = &name[first.len_utf8()..];
        Some(format!("{first}\u{E0100}{rest}"))
    })
}

fn as_said(kana: &str) -> String {
    let mut said = kana
        .replace("オオ", "オー")
        .replace("ロウ", "ロー")
        .replace("ユウ", "ユー");
    said = said
        .replace("ショウ", "シヨウ")
        .replace('ヅ', "ズ")
        .replace('　', "");
    said
}

fn letters(name: &str) -> Option<String> {
    name.chars().all(|c| c < '\u{250}').then_some(())?;
    let words: Vec<&str> = name.split(' ').collect();
    let (family, given) = match words.as_slice() {
        ["DA", family, given, ..] => (format!("Da {family}"), given),
        [family, given, ..] => (title(family), given),
        _ => return None,
    };
    Some(format!("{} {family}", title(given)))
}

fn title(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{first}{}", rest.to_lowercase())
}
