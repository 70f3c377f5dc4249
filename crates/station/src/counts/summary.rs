//! The figures by which a city judges the window: how many, and how long.

use std::collections::BTreeMap;

use serde::Serialize;

use super::stored::Stored;

/// How long something took, over the sessions that have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Times {
    /// Of how many sessions.
    pub sessions: u32,
    /// Median, in seconds: the least time that half of the sessions did not exceed.
    pub median: u32,
    /// The same of 90 of 100 sessions.
    pub percentile_90: u32,
    /// Mean, in seconds, rounded.
    pub mean: u32,
}

/// The figures of a group of sessions. Times are those of sessions that ended with paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// All sessions, given up or not.
    pub sessions: u32,
    /// Those that ended without paper.
    pub given_up: u32,
    /// From card to paper; `None` when no session has it.
    pub card_to_paper: Option<Times>,
    /// From the first touch to the end.
    pub at_counter: Option<Times>,
}

/// The figures of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfDay {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// Its figures.
    pub figures: Figures,
}

/// The figures of one hour of the day, over all days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfHour {
    /// 0 to 23.
    pub hour: u8,
    /// Its figures.
    pub figures: Figures,
}

/// The figures of one day of the week, over all weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfWeekday {
    /// 1 is Monday, 7 is Sunday.
    pub weekday: u8,
    /// Its figures.
    pub figures: Figures,
}

/// The figures of one form: of all sessions that printed it, other forms beside it or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfForm {
    /// Id of the form.
    pub form_id: String,
    /// How often it was printed.
    pub printed: u32,
    /// Its figures.
    pub figures: Figures,
}

/// The figures of one guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfGuide {
    /// Id of the guide.
    pub guide_id: String,
    /// Its figures.
    pub figures: Figures,
}

/// How many sessions came in each way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ByWay {
    /// With the PIN.
    pub pin: u32,
    /// With the number printed on the card.
    pub face_code: u32,
    /// By hand.
    pub by_hand: u32,
    /// Given up before, or counted by an earlier version, which did not keep it.
    pub unknown: u32,
}

/// All figures of a range of days. Only groups with sessions are listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// First day, `YYYY-MM-DD`.
    pub first: String,
    /// Last day.
    pub last: String,
    /// Over all sessions.
    pub all: Figures,
    /// Forms that were printed, each as often as it was.
    pub forms: u32,
    /// Pages that were printed.
    pub pages: u32,
    /// People on the forms.
    pub people: u32,
    /// How the items came in.
    pub read_by: ByWay,
    /// By day, the first first.
    pub by_day: Vec<OfDay>,
    /// By hour of the day.
    pub by_hour: Vec<OfHour>,
    /// By day of the week.
    pub by_weekday: Vec<OfWeekday>,
    /// By form, the most printed first.
    pub by_form: Vec<OfForm>,
    /// By guide, the most used first.
    pub by_guide: Vec<OfGuide>,
}

impl Times {
    /// `None` of no sessions.
    fn of(mut seconds: Vec<u32>) -> Option<Self> {
        seconds.sort_unstable();
        let sessions = u64::try_from(seconds.len()).ok()?;
        if sessions == 0 {
            return None;
        }
        // Nearest rank: a time that was really measured, also of two sessions.
        let rank = |percent: u64| {
            let place = (sessions * percent).div_ceil(100).max(1) - 1;
            usize::try_from(place)
                .ok()
                .and_then(|place| seconds.get(place).copied())
        };
        let sum: u64 = seconds.iter().map(|s| u64::from(*s)).sum();
        Some(Self {
            sessions: narrow(sessions),
            median: rank(50)?,
            percentile_90: rank(90)?,
            mean: narrow((sum + sessions / 2) / sessions),
        })
    }
}

impl Figures {
    fn of<'a>(group: impl IntoIterator<Item = &'a Stored>) -> Self {
        let (mut sessions, mut given_up) = (0, 0);
        let (mut card_to_paper, mut at_counter) = (vec![], vec![]);
        for session in group {
            sessions += 1;
            if session.printed {
                card_to_paper.extend(session.card_to_paper);
                at_counter.extend(session.at_counter);
            } else {
                given_up += 1;
            }
        }
        Self {
            sessions,
            given_up,
            card_to_paper: Times::of(card_to_paper),
            at_counter: Times::of(at_counter),
        }
    }
}

impl Summary {
    pub(super) fn of(first: String, last: String, stored: &[Stored]) -> Self {
        let mut read_by = ByWay::default();
        let mut forms: BTreeMap<&str, (u32, Vec<&Stored>)> = BTreeMap::new();
        for session in stored {
            let way = match session.read_by.as_deref() {
                Some("pin") => &mut read_by.pin,
                Some("face_code") => &mut read_by.face_code,
                Some("by_hand") => &mut read_by.by_hand,
                _ => &mut read_by.unknown,
            };
            *way += 1;
            for (id, count) in &session.forms {
                let (printed, sessions) = forms.entry(id).or_default();
                *printed = printed.saturating_add(*count);
                sessions.push(session);
            }
        }
        let mut by_form: Vec<OfForm> = forms
            .into_iter()
            .map(|(id, (printed, sessions))| OfForm {
                form_id: id.to_owned(),
                printed,
                figures: Figures::of(sessions),
            })
            .collect();
        by_form.sort_by_key(|form| std::cmp::Reverse(form.printed));
        let guided = stored
            .iter()
            .filter_map(|session| Some((session.guide.clone()?, session)));
        let mut by_guide: Vec<OfGuide> = grouped(guided)
            .map(|(guide_id, figures)| OfGuide { guide_id, figures })
            .collect();
        by_guide.sort_by_key(|guide| std::cmp::Reverse(guide.figures.sessions));
        Self {
            first,
            last,
            all: Figures::of(stored),
            forms: total(by_form.iter().map(|form| form.printed)),
            pages: total(stored.iter().filter_map(|session| session.pages)),
            people: total(stored.iter().filter_map(|session| session.people)),
            read_by,
            by_day: grouped(
                stored
                    .iter()
                    .map(|session| (session.day.to_string(), session)),
            )
            .map(|(day, figures)| OfDay { day, figures })
            .collect(),
            by_hour: grouped(stored.iter().map(|session| (session.hour, session)))
                .map(|(hour, figures)| OfHour { hour, figures })
                .collect(),
            by_weekday: grouped(stored.iter().map(|session| (session.weekday(), session)))
                .map(|(weekday, figures)| OfWeekday { weekday, figures })
                .collect(),
            by_form,
            by_guide,
        }
    }
}

fn grouped<'a, K: Ord>(
    sessions: impl Iterator<Item = (K, &'a Stored)>,
) -> impl Iterator<Item = (K, Figures)> {
    let mut groups: BTreeMap<K, Vec<&Stored>> = BTreeMap::new();
    for (key, session) in sessions {
        groups.entry(key).or_default().push(session);
    }
    groups
        .into_iter()
        .map(|(key, group)| (key, Figures::of(group)))
}

fn total(numbers: impl Iterator<Item = u32>) -> u32 {
    narrow(numbers.map(u64::from).sum())
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// How many of `seconds` are at most `limit`, counted one by one.
    fn at_most(seconds: &[u32], limit: u32) -> usize {
        seconds.iter().filter(|s| **s <= limit).count()
    }

    proptest! {
        #[test]
        fn percentiles_are_the_least_time_that_enough_sessions_did_not_exceed(
            seconds in proptest::collection::vec(0_u32..4000, 1..80)
        ) {
            let times = Times::of(seconds.clone()).unwrap();
            for (percent, time) in [(50, times.median), (90, times.percentile_90)] {
                prop_assert!(seconds.contains(&time));
                prop_assert!(at_most(&seconds, time) * 100 >= percent * seconds.len());
                let enough_below = time > 0 && at_most(&seconds, time - 1) * 100 >= percent * seconds.len();
                prop_assert!(!enough_below, "{time} is not the least");
            }
            let mean = seconds.iter().map(|s| f64::from(*s)).sum::<f64>() / f64::from(times.sessions);
            prop_assert!((f64::from(times.mean) - mean).abs() <= 0.5);
        }
    }

    #[test]
    fn no_session_has_no_times() {
        assert_eq!(Times::of(vec![]), None);
    }
}
