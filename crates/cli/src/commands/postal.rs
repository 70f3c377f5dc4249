//! `kazashi postal`: imports Japan Post's codes, and looks them up.

use advice::Bilingual;
use station::{ImportOptions, Places, Postal, PostalAddress, PostalError};

use crate::args::PostalImport;
use crate::failure::{CliError, Failure, OrFail};
use crate::language::Language;
use crate::output;

/// Percent between two lines of progress.
const STEP: u8 = 10;

/// Imports one published file; every bad line is one line on standard error.
pub fn import(asked: &PostalImport, language: Language) -> Result<(), Failure> {
    let postal = Postal::at(&Places::find().or_fail()?.postal_file());
    let options = ImportOptions {
        made: asked.made,
        skip_bad_lines: asked.skip_bad_lines,
    };
    let (mut told, mut next) = (Ok(()), 0);
    let imported = postal.import(&asked.file, options, |percent| {
        if told.is_ok() && percent >= next {
            next = percent - percent % STEP + STEP;
            told = output::line(format!("{percent} %"));
        }
    });
    let imported = match imported {
        Err(PostalError::BadLines { lines, .. }) => return Err(Failure::of_all(&lines)),
        other => other.or_fail()?,
    };
    told?;
    output::problems(&Failure::of_all(&imported.skipped), language);
    let (lines, addresses) = (imported.lines, imported.addresses);
    let day = imported.made.map(|day| day.to_string());
    let done = Bilingual::new(
        format!(
            "{lines} 行から {addresses} 件の住所を読み込みました（データの日付: {}）。",
            day.as_deref().unwrap_or("不明")
        ),
        format!(
            "{addresses} addresses of {lines} lines; data of {}.",
            day.as_deref().unwrap_or("an unknown day")
        ),
    );
    output::line(language.of(&done))
}

/// One line a candidate: code, address, the part that it covers, reading.
pub fn lookup(what: &str) -> Result<(), Failure> {
    let postal = Postal::at(&Places::find().or_fail()?.postal_file());
    let mut found = postal.by_code(what).or_fail()?;
    if found.is_empty() {
        found = postal.code_of(what).or_fail()?;
    }
    if found.is_empty() {
        return Err(Failure::from(&CliError::PostalNotFound));
    }
    found
        .iter()
        .try_for_each(|address| output::line(row(address)))
}

fn row(address: &PostalAddress) -> String {
    let (first, last) = address.code.split_at_checked(3).unwrap_or_default();
    let office = address.office.as_ref();
    let detail = address
        .detail
        .as_ref()
        .or(office.map(|office| &office.name))
        .map_or("", |detail| detail);
    let kana = [
        &address.prefecture_kana,
        &address.city_kana,
        office.map_or(&address.town_kana, |office| &office.kana),
    ]
    .map(String::as_str)
    .join(" ");
    format!(
        "{first}-{last}\t{}\t{detail}\t{}",
        address.address(),
        kana.trim()
    )
}
