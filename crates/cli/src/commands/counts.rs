//! `kazashi counts`: how many forms, and how long from card to paper.

use std::path::Path;

use advice::Bilingual;
use station::{Counts, CsvEncoding, DayRange, Figures, Places, Times, today};

use crate::args::Days;
use crate::failure::{CliError, Failure, OrFail};
use crate::language::Language;
use crate::output;

/// Prints the figures: one line a group, or one JSON object.
pub fn show(days: &Days, json: bool, language: Language) -> Result<(), Failure> {
    let summary = open()?.summary(range(days)).or_fail()?;
    if json {
        let text = serde_json::to_vec(&summary).map_err(|_| CliError::OutputClosed);
        return output::bytes(&text.or_fail()?);
    }
    let heading = Bilingual::new(
        "\t件数\t中止\tカードから紙まで（秒）: 中央値\t90%\t平均\t窓口（秒）: 中央値\t90%\t平均",
        "\tsessions\tgiven up\tcard to paper (s): median\t90%\tmean\tat the counter (s): median\t90%\tmean",
    );
    output::line(language.of(&heading))?;
    let all = format!("{} – {}", summary.first, summary.last);
    group(&all, &summary.all)?;
    for day in &summary.by_day {
        group(&day.day, &day.figures)?;
    }
    for hour in &summary.by_hour {
        let name = Bilingual::new(
            format!("{}時台", hour.hour),
            format!("{}:00–{}:59", hour.hour, hour.hour),
        );
        group(language.of(&name), &hour.figures)?;
    }
    for weekday in &summary.by_weekday {
        group(
            language.of(&weekday_name(weekday.weekday)),
            &weekday.figures,
        )?;
    }
    for form in &summary.by_form {
        let name = format!("{} × {}", form.form_id, form.printed);
        group(&name, &form.figures)?;
    }
    for guide in &summary.by_guide {
        group(&guide.guide_id, &guide.figures)?;
    }
    Ok(())
}

/// Writes the table, whole or not at all.
pub fn export(days: &Days, out: &Path, shift_jis: bool, language: Language) -> Result<(), Failure> {
    let encoding = if shift_jis {
        CsvEncoding::ShiftJis
    } else {
        CsvEncoding::Utf8
    };
    let sessions = open()?.export_csv(out, range(days), encoding).or_fail()?;
    let done = Bilingual::new(
        format!("{sessions} 件を {} に書き出しました。", out.display()),
        format!("{sessions} session(s) in {}.", out.display()),
    );
    output::line(language.of(&done))
}

fn open() -> Result<Counts, Failure> {
    Counts::open(&Places::find().or_fail()?.counts_file()).or_fail()
}

fn range(days: &Days) -> DayRange {
    let last = days.to.unwrap_or_else(today);
    DayRange {
        first: days.from.unwrap_or_else(|| last.first_of_month()),
        last,
    }
}

fn group(name: &str, figures: &Figures) -> Result<(), Failure> {
    let Figures {
        sessions, given_up, ..
    } = figures;
    let (paper, counter) = (times(figures.card_to_paper), times(figures.at_counter));
    output::line(format!(
        "{name}\t{sessions}\t{given_up}\t{paper}\t{counter}"
    ))
}

fn times(times: Option<Times>) -> String {
    times.map_or_else(
        || "–\t–\t–".to_owned(),
        |t| format!("{}\t{}\t{}", t.median, t.percentile_90, t.mean),
    )
}

fn weekday_name(weekday: u8) -> Bilingual {
    let (ja, en) = match weekday {
        1 => ("月曜", "Monday"),
        2 => ("火曜", "Tuesday"),
        3 => ("水曜", "Wednesday"),
        4 => ("木曜", "Thursday"),
        5 => ("金曜", "Friday"),
        6 => ("土曜", "Saturday"),
        _ => ("日曜", "Sunday"),
    };
    Bilingual::new(ja, en)
}
