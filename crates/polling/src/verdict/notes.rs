//! The marks of an elector (表示), as the desk is told of them beside what to hand out.

use advice::Bilingual;

use crate::elector::{Elector, MarkKind, RollMark};

use super::when::{day_en, day_ja};

/// A move always, since the address on the card differs for it. Any other mark is told by the sentence in the largest
/// type; where there are several that sentence tells the strictest, so that here all of them stand.
pub(super) fn of_marks(elector: &Elector) -> Vec<Bilingual> {
    let several = elector.marks.len() > 1;
    let told = elector
        .marks
        .iter()
        .filter(|mark| several || mark.is_move());
    told.map(|mark| {
        if mark.is_move() {
            of_move(mark)
        } else {
            of_other(mark)
        }
    })
    .collect()
}

fn of_move(mark: &RollMark) -> Bilingual {
    let (ja, en) = match mark.since {
        Some(day) => (
            format!("{}に転出", day_ja(day)),
            format!("Moved out on {}", day_en(day)),
        ),
        None => (
            "転出（日付は名簿にありません）".to_owned(),
            "Moved out; the roll has no date".to_owned(),
        ),
    };
    let to = match mark.detail.trim() {
        "" => String::new(),
        detail => format!("：{detail}"),
    };
    Bilingual::new(format!("{ja}{to}"), format!("{en}{to}"))
}

fn of_other(mark: &RollMark) -> Bilingual {
    let (ja, en) = match mark.kind {
        MarkKind::Suspended => ("公民権停止", "right to vote suspended"),
        MarkKind::Died => ("死亡", "died"),
        MarkKind::NationalityLost => ("国籍喪失", "nationality lost"),
        MarkKind::WronglyRegistered => ("誤載", "wrongly registered"),
        MarkKind::Abroad => ("在外選挙人", "elector abroad"),
        MarkKind::MovedWithinPrefecture | MarkKind::MovedToOtherPrefecture => ("転出", "moved out"),
    };
    let days = |since: Option<String>, until: Option<String>, between: &str, bracket: [&str; 2]| {
        let days: Vec<String> = since.into_iter().chain(until).collect();
        match days.as_slice() {
            [] => String::new(),
            days => format!("{}{}{}", bracket[0], days.join(between), bracket[1]),
        }
    };
    let days_ja = days(
        mark.since.map(|day| format!("{}から", day_ja(day))),
        mark.until.map(|day| format!("{}まで", day_ja(day))),
        "",
        ["（", "）"],
    );
    let days_en = days(
        mark.since.map(|day| format!("from {}", day_en(day))),
        mark.until.map(|day| format!("until {}", day_en(day))),
        ", ",
        [" (", ")"],
    );
    Bilingual::new(
        format!("名簿の表示：{ja}{days_ja}"),
        format!("Mark on the roll: {en}{days_en}"),
    )
}
