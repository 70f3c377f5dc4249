//! What stands in a field, for whoever looks at a difference.

use std::fmt::Display;

use polling::elector::{Already, BirthDate, Elector, MarkKind, RollMark, Sex};

use super::Field;

impl Field {
    /// What the elector's line says there, in Japanese as the roll has it; empty where nothing stands.
    pub fn of(self, elector: &Elector) -> String {
        match self {
            Self::Number => elector.number.clone(),
            Self::District => elector.district.to_string(),
            Self::Page => elector.page_line.0.to_string(),
            Self::Line => elector.page_line.1.to_string(),
            Self::Name => elector.person.name.clone(),
            Self::Kana => elector.person.kana.clone(),
            Self::FormerName => elector.person.former_name.clone(),
            Self::Birth => birth(elector.person.birth),
            Self::Sex => sex(elector.person.sex).to_owned(),
            Self::Address => elector.person.address.clone(),
            Self::RegisteredOn => text(elector.registered_on),
            Self::Mark => joined(elector.marks.iter().map(|mark| kind(mark.kind).to_owned())),
            Self::MarkSince => of_marks(elector, |mark| text(mark.since)),
            Self::MarkUntil => of_marks(elector, |mark| text(mark.until)),
            Self::MarkDetail => of_marks(elector, |mark| mark.detail.clone()),
            Self::StrikeOffOn => text(elector.strike_off_on),
            Self::Ticket => elector.ticket.clone().unwrap_or_default(),
            Self::Ballots => {
                let named = elector.ballots.iter().flatten();
                joined(named.map(ToString::to_string))
            }
            Self::Already => {
                let each = elector.already.iter();
                joined(each.map(|(ballot, step)| format!("{ballot}: {}", already(*step))))
            }
            Self::Row => String::new(),
        }
    }
}

fn text(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// What each mark has there; of several marks with the mark that it belongs to.
fn of_marks(elector: &Elector, part: impl Fn(&RollMark) -> String) -> String {
    let marks = &elector.marks;
    let said = marks.iter().map(|mark| (mark, part(mark)));
    let said = said.filter(|(_, text)| !text.is_empty());
    joined(said.map(|(mark, text)| match marks.len() {
        1 => text,
        _ => format!("{}: {text}", kind(mark.kind)),
    }))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("、")
}

fn birth(birth: BirthDate) -> String {
    let part = |number: i8| match number {
        0 => "??".to_owned(),
        number => format!("{number:02}"),
    };
    format!(
        "{:04}-{}-{}",
        birth.year,
        part(birth.month),
        part(birth.day)
    )
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "男",
        Sex::Female => "女",
        Sex::Other => "",
    }
}

fn kind(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::MovedWithinPrefecture => "県内転出",
        MarkKind::MovedToOtherPrefecture => "県外転出",
        MarkKind::Suspended => "公民権停止",
        MarkKind::Died => "死亡",
        MarkKind::NationalityLost => "国籍喪失",
        MarkKind::WronglyRegistered => "誤載",
        MarkKind::Abroad => "在外選挙人",
    }
}

fn already(step: Already) -> &'static str {
    match step {
        Already::AbsenteeRequested => "不在者投票請求",
        Already::AbsenteeIssued => "不在者投票用紙交付",
        Already::AbsenteeReturned => "返還",
        Already::AbsenteeVoted => "不在者投票済",
        Already::VotedEarly => "期日前投票済",
        Already::VotedOnDay => "当日投票済",
    }
}
