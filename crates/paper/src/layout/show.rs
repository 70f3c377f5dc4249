//! A value in the shape a field writes it in.

use zeroize::Zeroizing;

use super::Layout;
use crate::ProblemKind;
use crate::definition::asked::{AskedKind, chosen};
use crate::definition::field::{Field, Show};
use crate::glossary::ValueKind;
use crate::wareki::LooseDate;
use crate::{kana, width};

impl Layout<'_> {
    /// The value as it is written; `None` when there is nothing to write, reported where it should be.
    pub(super) fn shown(
        &mut self,
        field: &Field,
        name: &str,
        value: &str,
        show: Show,
    ) -> Option<Zeroizing<String>> {
        let written = match show {
            Show::Katakana => kana::to_katakana(value),
            Show::Hiragana => kana::to_hiragana(value),
            Show::HalfKana => kana::to_half_kana(value),
            Show::HalfWidth => width::half_width(value).replace('　', " "),
            Show::FullWidth => width::full_width(value),
            Show::Digits => width::digits(value),
            Show::PostalCode => postal_code(value),
            Show::Label => self.label(field, name, value)?,
            Show::Age => self.age(field, name, value)?,
        };
        Some(Zeroizing::new(written)).filter(|written| !written.is_empty())
    }

    fn age(&mut self, field: &Field, name: &str, value: &str) -> Option<String> {
        let born = self.parsed(field, name, value)?;
        let today = self.lookup.get("date.today").map(LooseDate::parse);
        let ages = today
            .and_then(Result::ok)
            .and_then(|today| born.ages(today));
        match ages {
            Some((least, most)) if least == most => Some(least.to_string()),
            // An age that the unknown birthday leaves open is nothing to guess.
            _ => {
                self.problem(field, name, ProblemKind::DateIncomplete);
                None
            }
        }
    }

    /// The Japanese words of what is chosen.
    fn label(&mut self, field: &Field, name: &str, value: &str) -> Option<String> {
        let mut words = Vec::new();
        for value in chosen(value) {
            let Some(word) = self.word_for(name, value) else {
                self.problem(field, name, ProblemKind::UnknownOption);
                return None;
            };
            words.push(word);
        }
        Some(words.join("、"))
    }

    fn word_for(&self, name: &str, value: &str) -> Option<String> {
        if let Some(ValueKind::Code(words)) = self.form.glossary_kind(name) {
            let word = words.iter().find(|word| word.value == value)?;
            let written = if word.on_paper { word.ja } else { "" };
            return Some(written.to_owned());
        }
        match &self.form.asked_for(name)?.kind {
            AskedKind::Choice { options } | AskedKind::Choices { options } => options
                .iter()
                .find(|option| option.value == value)
                .map(|option| option.label.ja.clone()),
            _ => None,
        }
    }
}

/// As 123-4567 when it has seven digits, else as it is.
fn postal_code(value: &str) -> String {
    let digits = width::digits(value);
    match digits.split_at_checked(3) {
        Some((area, town)) if town.len() == 4 => format!("{area}-{town}"),
        _ => value.to_owned(),
    }
}
