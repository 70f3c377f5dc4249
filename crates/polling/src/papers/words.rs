//! Words that several papers share.

use jiff::civil::{Date, DateTime};
use paper::wareki::{Wareki, year_text};

use crate::election::Election;
use crate::elector::{BirthDate, Elector, MarkKind, RollMark, Sex};

/// The elections with their ballots, such as `衆議院議員総選挙（小選挙区・比例代表）`.
pub(super) fn elections(election: &Election) -> String {
    let mut named: Vec<(&str, Vec<&str>)> = Vec::new();
    for ballot in &election.ballots {
        match named.iter_mut().find(|(name, _)| *name == ballot.election) {
            Some((_, ballots)) => ballots.push(&ballot.name),
            None => named.push((&ballot.election, vec![&ballot.name])),
        }
    }
    let words = named.into_iter().map(|(name, ballots)| match &ballots[..] {
        // One ballot says no more than its election.
        [_] => name.to_owned(),
        _ => format!("{name}（{}）", ballots.join("・")),
    });
    // A space, since lines end there.
    words.collect::<Vec<_>>().join("　")
}

/// A moment to the minute, such as `令和8年11月21日 10:24`.
pub(super) fn moment(at: DateTime) -> String {
    format!("{} {:02}:{:02}", day(at.date()), at.hour(), at.minute())
}

/// A day in its era.
pub(super) fn day(day: Date) -> String {
    match Wareki::from_date(day) {
        Some(date) => format!(
            "{}{}年{}月{}日",
            date.era.name,
            year_text(date.year),
            date.month,
            date.day
        ),
        // Before 1873 stands a clock that was never set.
        None => day.to_string(),
    }
}

/// Month and day, such as `11/21`.
pub(super) fn short_day(day: Date) -> String {
    format!("{}/{}", day.month(), day.day())
}

/// A birth date for a narrow column, such as `昭60.3.14`; a part that is not known is `－`.
pub(super) fn birth(date: BirthDate) -> String {
    let part = |part: i8| match part {
        0 => "－".to_owned(),
        known => known.to_string(),
    };
    // An unknown part lies somewhere in the year, whose era its last day gives.
    let (month, day) = (date.month.max(1), date.day.max(1));
    let known = if date.month == 0 {
        Date::new(date.year, 12, 31)
    } else if date.day == 0 {
        Date::new(date.year, month, 1).map(Date::last_of_month)
    } else {
        Date::new(date.year, month, day)
    };
    match known.ok().and_then(Wareki::from_date) {
        Some(wareki) => {
            let era: String = wareki.era.name.chars().take(1).collect();
            let year = year_text(wareki.year);
            format!("{era}{year}.{}.{}", part(date.month), part(date.day))
        }
        None => format!("{}.{}.{}", date.year, part(date.month), part(date.day)),
    }
}

/// A birth date as forms take it: `00` for what is not known.
pub(super) fn birth_value(date: BirthDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

pub(super) fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "男",
        Sex::Female => "女",
        Sex::Other => "",
    }
}

/// 表示 in a few words with the days that matter. Of several marks a move comes last, since the others outlast it, and
/// each has one day only: the column is narrow.
pub(super) fn mark(elector: &Elector) -> String {
    let marks = &elector.marks;
    let others = marks.iter().filter(|mark| !mark.is_move());
    let in_order = others.chain(elector.moves());
    let mut words: Vec<String> = in_order
        .map(|mark| one_mark(mark, marks.len() > 1))
        .collect();
    if let Some(day) = elector.strike_off_on {
        words.push(format!("{}抹消", short_day(day)));
    }
    words.join(" ")
}

fn one_mark(mark: &RollMark, short: bool) -> String {
    let kind = match mark.kind {
        MarkKind::MovedWithinPrefecture => "県内転出",
        MarkKind::MovedToOtherPrefecture => "県外転出",
        MarkKind::Suspended => "停止",
        MarkKind::Died => "死亡",
        MarkKind::NationalityLost => "国籍喪失",
        MarkKind::WronglyRegistered => "誤載",
        MarkKind::Abroad => "在外",
    };
    let since = mark.since.map(short_day);
    let until = mark.until.map(|day| format!("{}まで", short_day(day)));
    if short {
        return format!("{kind}{}", until.or(since).unwrap_or_default());
    }
    let words = [Some(kind.to_owned()), since, until];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
