//! The figures by which a city judges its window: how many visits, and how long.

use serde::Serialize;
use specta::Type;
use station::{Figures, Summary};

use super::BilingualView;

/// The figures of a range of days.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TimesView {
    /// First day, `YYYY-MM-DD`.
    pub first: String,
    /// Last day.
    pub last: String,
    /// Over all visits.
    pub all: FiguresView,
    /// Forms that were printed.
    pub forms: u32,
    /// Pages that were printed.
    pub pages: u32,
    /// People on the forms.
    pub people: u32,
    /// By day, the first first.
    pub by_day: Vec<GroupView>,
    /// By hour of the day, `0` to `23`.
    pub by_hour: Vec<GroupView>,
    /// By day of the week, `1` (Monday) to `7`.
    pub by_weekday: Vec<GroupView>,
    /// By form, the most printed first.
    pub by_form: Vec<GroupView>,
    /// By life event, the most used first.
    pub by_guide: Vec<GroupView>,
}

/// The figures of one day, hour, form or life event.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct GroupView {
    /// The day, the hour, or the id.
    pub key: String,
    /// The title of a form or a life event, as far as it is still there.
    pub title: Option<BilingualView>,
    /// Its figures.
    pub figures: FiguresView,
}

/// How many, and how long, in seconds from the card to the last paper.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FiguresView {
    /// Visits, given up or not.
    pub visits: u32,
    /// Those without paper.
    pub given_up: u32,
    /// Median; none without a card.
    pub median: Option<u32>,
    /// What 90 of 100 did not exceed.
    pub percentile90: Option<u32>,
    /// Median from the first touch to the end, of visits with paper.
    pub at_counter: Option<u32>,
}

impl From<&Figures> for FiguresView {
    fn from(figures: &Figures) -> Self {
        Self {
            visits: figures.sessions,
            given_up: figures.given_up,
            median: figures.card_to_paper.map(|times| times.median),
            percentile90: figures.card_to_paper.map(|times| times.percentile_90),
            at_counter: figures.at_counter.map(|times| times.median),
        }
    }
}

impl TimesView {
    /// The figures, with the titles that `title_of` knows for an id.
    pub fn of(summary: &Summary, title_of: &dyn Fn(&str) -> Option<BilingualView>) -> Self {
        let group = |key: String, figures: &Figures| GroupView {
            title: title_of(&key),
            key,
            figures: figures.into(),
        };
        Self {
            first: summary.first.clone(),
            last: summary.last.clone(),
            all: (&summary.all).into(),
            forms: summary.forms,
            pages: summary.pages,
            people: summary.people,
            by_day: summary
                .by_day
                .iter()
                .map(|of| group(of.day.clone(), &of.figures))
                .collect(),
            by_hour: summary
                .by_hour
                .iter()
                .map(|of| group(of.hour.to_string(), &of.figures))
                .collect(),
            by_weekday: summary
                .by_weekday
                .iter()
                .map(|of| group(of.weekday.to_string(), &of.figures))
                .collect(),
            by_form: summary
                .by_form
                .iter()
                .map(|of| group(of.form_id.clone(), &of.figures))
                .collect(),
            by_guide: summary
                .by_guide
                .iter()
                .map(|of| group(of.guide_id.clone(), &of.figures))
                .collect(),
        }
    }
}
