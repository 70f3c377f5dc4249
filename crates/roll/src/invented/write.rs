//! Electors as the CSV of our own mapping.

use std::io::{self, Write};

use jiff::civil::Date;

use polling::elector::{Already, BirthDate, Elector, MarkKind, RollMark, Sex};

use super::Recipe;

const HEADINGS: &str = "選挙人番号,投票区,頁,行,氏名,フリガナ,旧氏,生年月日,性別,名簿住所,登録年月日,\
    表示,表示年月日,表示終了年月日,表示内容,抹消予定日,入場券番号";

/// Writes the electors of a recipe as [`crate::Mapping::ours`] reads them (with [`crate::Mapping::with_ballots`] for the
/// ballots of the recipe), UTF-8, and says how far it is.
pub fn write(recipe: &Recipe, to: &mut dyn Write, told: &mut dyn FnMut(u64)) -> io::Result<()> {
    to.write_all(HEADINGS.as_bytes())?;
    for ballot in &recipe.ballots {
        write!(to, ",{ballot},{ballot}:状態")?;
    }
    to.write_all(b"\r\n")?;
    for (done, elector) in (0..).zip(recipe.electors()) {
        line(recipe, &elector, to)?;
        if done % 10_000 == 0 {
            told(done);
        }
    }
    to.flush()
}

/// No field here has a comma, a quotation mark or the end of a line in it.
fn line(recipe: &Recipe, elector: &Elector, to: &mut dyn Write) -> io::Result<()> {
    let person = &elector.person;
    let BirthDate { year, month, day } = person.birth;
    let sex = match person.sex {
        Sex::Male => "1",
        Sex::Female => "2",
        Sex::Other => "",
    };
    let date = |date: Option<Date>| {
        date.map(|date| date.strftime("%Y%m%d").to_string())
            .unwrap_or_default()
    };
    let of_marks = |part: &dyn Fn(&RollMark) -> String| {
        let parts: Vec<String> = elector.marks.iter().map(part).collect();
        if parts.iter().all(String::is_empty) {
            String::new()
        } else {
            parts.join("|")
        }
    };
    write!(
        to,
        "{},{},{},{},{},{},{},{year:04}{month:02}{day:02},{sex},{},{},{},{},{},{},{},{}",
        elector.number,
        elector.district,
        elector.page_line.0,
        elector.page_line.1,
        person.name,
        person.kana,
        person.former_name,
        person.address,
        date(elector.registered_on),
        of_marks(&|mark| kind(mark.kind).to_owned()),
        of_marks(&|mark| date(mark.since)),
        of_marks(&|mark| date(mark.until)),
        of_marks(&|mark| mark.detail.clone()),
        date(elector.strike_off_on),
        elector.ticket.as_deref().unwrap_or_default(),
    )?;
    for ballot in &recipe.ballots {
        let may = elector
            .ballots
            .as_ref()
            .is_none_or(|ballots| ballots.contains(ballot));
        let state = match elector.already.get(ballot) {
            None => "",
            Some(Already::AbsenteeRequested) => "1",
            Some(Already::AbsenteeIssued) => "2",
            Some(Already::AbsenteeReturned) => "3",
            Some(Already::AbsenteeVoted) => "4",
            Some(Already::VotedEarly) => "5",
            Some(Already::VotedOnDay) => "6",
        };
        write!(to, ",{},{state}", u8::from(may))?;
    }
    to.write_all(b"\r\n")
}

fn kind(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::MovedWithinPrefecture => "1",
        MarkKind::MovedToOtherPrefecture => "2",
        MarkKind::Suspended => "3",
        MarkKind::Died => "4",
        MarkKind::NationalityLost => "5",
        MarkKind::WronglyRegistered => "6",
        MarkKind::Abroad => "7",
    }
}
