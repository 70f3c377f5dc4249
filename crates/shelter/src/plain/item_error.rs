//! Why a text is no value of an item. The text itself is never kept.

use advice::{Advice, Advise, Bilingual};

use super::Item;

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wrong {
    /// Nothing but spaces.
    Empty,
    /// More characters than fit.
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// A control character.
    Control,
    /// Not of the form that the item has.
    Form,
}

/// A text that an item does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}: {wrong:?}", item.code())]
pub struct ItemError {
    /// Which item.
    pub item: Item,
    /// What is wrong.
    pub wrong: Wrong,
}

impl Advise for ItemError {
    fn advice(&self) -> Advice {
        let ja = self.item.label_ja();
        let en = self.item.code().replace('_', " ");
        let (code, what_ja, what_en) = match self.wrong {
            Wrong::Empty => (
                "shelter-item-empty",
                format!("「{ja}」が空です。"),
                format!("'{en}' is empty."),
            ),
            Wrong::TooLong { most } => (
                "shelter-item-too-long",
                format!("「{ja}」が長すぎます（{most} 文字まで）。"),
                format!("'{en}' is too long (at most {most} characters)."),
            ),
            Wrong::Control => (
                "shelter-item-control-character",
                format!("「{ja}」に使えない文字（制御文字）があります。"),
                format!("'{en}' has a control character."),
            ),
            Wrong::Form => (
                "shelter-item-invalid",
                format!("「{ja}」の書き方が違います。"),
                format!("'{en}' is not written as it should be."),
            ),
        };
        let (next_ja, next_en) = match (self.wrong, self.item) {
            (Wrong::Empty, _) => (
                "入力するか、項目を消してください。",
                "Type it, or leave the item out.",
            ),
            (Wrong::TooLong { .. }, _) => (
                "短くして、残りは備考に書いてください。",
                "Shorten it and write the rest into the note.",
            ),
            (Wrong::Control, _) => ("入力し直してください。", "Type it anew."),
            (Wrong::Form, Item::BirthDate) => (
                "年月日・年月・年のどれかで入力してください。分からなければ年齢だけで構いません。",
                "Type the date, year and month, or the year; the age alone will do.",
            ),
            (Wrong::Form, Item::Age) => (
                "年齢を「70」または「60-70」のように入力してください。",
                "Type the age as 70, or 60-70.",
            ),
            (Wrong::Form, _) => (
                "入力を確かめてください。分からなければ空けておけます。",
                "Check what was typed; it can be left out.",
            ),
        };
        Advice::new(
            code,
            Bilingual::new(what_ja, what_en),
            Bilingual::new(next_ja, next_en),
        )
    }
}
