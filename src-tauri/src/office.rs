//! Times and postal codes for the staff window.

use advice::{Advice, Advise, Bilingual};
use station::{Counts, CsvEncoding, DayRange, Postal, PostalAddress};

use crate::commands::PostalView;
use crate::engine::Engine;
use crate::view::{AdviceView, BilingualView, TimesView};

/// Addresses shown for one postal code, or codes for one address.
const MOST_CANDIDATES: usize = 12;

impl Engine {
    pub fn times(&self, first: &str, last: &str) -> Result<TimesView, AdviceView> {
        let range = range(first, last)?;
        let counts = Counts::open(&self.places().counts_file()).map_err(|error| error.advice())?;
        let summary = counts.summary(range).map_err(|error| error.advice())?;
        Ok(self.with_state(|state| {
            let title_of = |id: &str| -> Option<BilingualView> {
                let form = state.desk.forms().iter().find(|form| form.id() == id);
                let guide = state.desk.guides().iter().find(|guide| guide.id() == id);
                let title = form.map(|form| form.title());
                let title = title.or(guide.map(|guide| guide.title()));
                title.map(|title| title.clone().into())
            };
            TimesView::of(&summary, &title_of)
        }))
    }

    pub fn export_times(&self, first: &str, last: &str) -> Result<String, AdviceView> {
        let range = range(first, last)?;
        let name = format!("kazashi-times-{}-{}.csv", range.first, range.last);
        let file = self.places().data_dir.join("exports").join(name);
        let counts = Counts::open(&self.places().counts_file()).map_err(|error| error.advice())?;
        counts
            .export_csv(&file, range, CsvEncoding::Utf8)
            .map_err(|error| error.advice())?;
        Ok(file.display().to_string())
    }

    pub fn postal_by_code(&self, code: &str) -> Vec<PostalView> {
        let postal = Postal::at(&self.places().postal_file());
        let found = postal.by_code(&paper::digits(code));
        candidates(found.unwrap_or_default())
    }

    pub fn postal_of_address(&self, address: &str) -> Vec<PostalView> {
        let postal = Postal::at(&self.places().postal_file());
        candidates(postal.code_of(address).unwrap_or_default())
    }
}

fn candidates(found: Vec<PostalAddress>) -> Vec<PostalView> {
    found
        .into_iter()
        .take(MOST_CANDIDATES)
        .map(|address| PostalView {
            kana: format!(
                "{}{}{}",
                address.prefecture_kana, address.city_kana, address.town_kana
            ),
            address: address.address(),
            code: address.code,
        })
        .collect()
}

fn range(first: &str, last: &str) -> Result<DayRange, Advice> {
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if first <= last => Ok(DayRange { first, last }),
        _ => Err(Advice::new(
            "days-not-a-range",
            Bilingual::new(
                "期間の指定が正しくありません。",
                "These days are not a range.",
            ),
            Bilingual::new(
                "初めの日と終わりの日を確かめてください。",
                "Check the first and the last day.",
            ),
        )),
    }
}
