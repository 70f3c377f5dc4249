//! An elector who may be the one at the desk, with the grounds in words.

use advice::Bilingual;
use polling::elector::{Elector, MarkKind};

/// Who may be meant. It is never more than this: a person at the desk compares and confirms, even when there
/// is one alone. No `Debug`: it is a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Candidate {
    /// As the roll has it.
    pub elector: Elector,
    /// How the name fits.
    pub name: NameFit,
    /// How the birth date fits.
    pub birth: BirthFit,
    /// How the address fits; it never makes or unmakes a candidate.
    pub address: AddressFit,
}

/// How a name fits, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameFit {
    /// The same characters; blanks, width and variation selectors do not count.
    Exact,
    /// Other shapes of the same characters (異体字): 髙橋 and 高橋.
    Variant,
    /// The same but for characters of private use (外字), which cannot be compared.
    PrivateUse,
    /// By the former name (旧氏) that the roll or the card has.
    FormerName,
    /// The same by its reading or in Roman letters.
    Reading,
    /// With a character that is often taken for another (斎 and 斉): perhaps another person.
    Similar,
    /// Found by something else than a name.
    NotCompared,
}

/// How a birth date fits. A near date fits not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BirthFit {
    /// The same day.
    Same,
    /// The roll lacks the month or the day; what it has is the same.
    UnknownInRoll,
    /// Found by something else.
    NotCompared,
}

/// How an address fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddressFit {
    /// The same, or one goes on where the other ends.
    Same,
    /// Another one, which a mark for a move (表示) explains.
    Moved,
    /// Another one, and no mark says why: moved within the city, or somebody else.
    Differs,
    /// There was none to compare.
    NotCompared,
}

impl Candidate {
    /// Whether name and birth date are those of the card, so that nothing but a confirmation is asked.
    pub fn is_plain(&self) -> bool {
        self.name <= NameFit::Variant && self.birth == BirthFit::Same
    }

    /// The grounds in words, for the desk.
    pub fn words(&self) -> Vec<Bilingual> {
        let mut words: Vec<Bilingual> = self.name.words().into_iter().collect();
        words.extend(self.birth.words());
        words.extend(self.address_words());
        words
    }

    fn address_words(&self) -> Option<Bilingual> {
        let moved = self.elector.moves().map(|mark| mark.kind).max();
        Some(match (self.address, moved) {
            (AddressFit::NotCompared, _) => return None,
            (AddressFit::Same, _) => Bilingual::new("住所が一致", "Same address"),
            (AddressFit::Moved, Some(MarkKind::MovedWithinPrefecture)) => Bilingual::new(
                "住所が違います（県内へ転出の表示あり）",
                "Another address: marked as moved within the prefecture",
            ),
            (AddressFit::Moved, _) => Bilingual::new(
                "住所が違います（転出の表示あり）",
                "Another address: marked as moved away",
            ),
            (AddressFit::Differs, _) => Bilingual::new(
                "住所が違います。表示はありません。本人に前の住所を尋ねてください",
                "Another address and no mark: ask for the earlier address",
            ),
        })
    }
}

impl NameFit {
    /// In words; nothing when no name was compared.
    pub fn words(self) -> Option<Bilingual> {
        let (ja, en) = match self {
            Self::Exact => ("氏名が一致", "Same name"),
            Self::Variant => (
                "氏名が一致（字体だけが違います）",
                "Same name in other shapes of its characters",
            ),
            Self::PrivateUse => (
                "外字のほかは氏名が一致。外字を確かめてください",
                "Same name but for the city's own characters (外字): compare them",
            ),
            Self::FormerName => ("旧氏が一致", "Same by the former name"),
            Self::Reading => (
                "読みまたはローマ字が一致。漢字を確かめてください",
                "Same reading or Roman letters: compare the characters",
            ),
            Self::Similar => (
                "氏名が似ています（斎と斉など）。別人かもしれません",
                "A similar name, such as 斎 and 斉: perhaps somebody else",
            ),
            Self::NotCompared => return None,
        };
        Some(Bilingual::new(ja, en))
    }
}

impl BirthFit {
    /// In words; nothing when no date was compared.
    pub fn words(self) -> Option<Bilingual> {
        let (ja, en) = match self {
            Self::Same => ("生年月日が一致", "Same birth date"),
            Self::UnknownInRoll => (
                "名簿の生年月日に不詳があります。ほかは一致",
                "The roll lacks a part of the birth date; the rest is the same",
            ),
            Self::NotCompared => return None,
        };
        Some(Bilingual::new(ja, en))
    }
}
