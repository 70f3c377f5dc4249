//! `kazashi read`: the four basic items of one card, as one JSON object.

use std::time::Duration;

use mynacard::{BasicInfo, BirthDate, LastTry, Sex, pcsc, read_basic_info};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::args::Read;
use crate::failure::{CliError, Failure, OrFail};
use crate::{output, reader, secret_input};

/// More than the longest object: name and address are at most some hundred characters each.
const ROOM: usize = 16 * 1024;

/// Reads the secret, then the card once, then prints.
pub fn run(asked: &Read) -> Result<(), Failure> {
    let secret = secret_input::read(&asked.secret)?;
    let reader = reader::with_card(
        asked.reader.as_deref(),
        Duration::from_secs(asked.wait.into()),
    )?;
    tracing::debug!(reader, "card found");
    let last_try = if asked.last_try {
        LastTry::Allow
    } else {
        LastTry::Refuse
    };
    let mut card = pcsc::connect(&reader).or_fail()?;
    let info = read_basic_info(&mut card, &secret, last_try).or_fail()?;
    drop(card);
    tracing::info!("card read");
    print(&info)
}

/// 基本4情報 as the command line prints it.
#[derive(Serialize)]
struct Printed<'a> {
    name: &'a str,
    address: &'a str,
    /// `YYYY-MM-DD`; null when the card holds no full valid date.
    birth_date: Option<String>,
    sex: &'static str,
}

fn print(info: &BasicInfo) -> Result<(), Failure> {
    let mut printed = Printed {
        name: info.name(),
        address: info.address(),
        birth_date: match info.birth_date() {
            BirthDate::Known(date) => Some(date.to_string()),
            BirthDate::Partial { .. } | BirthDate::Unreadable => None,
        },
        sex: match info.sex() {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::NotApplicable => "not_applicable",
            Sex::Unknown => "unknown",
        },
    };
    // With room from the start no copy is left behind by growing.
    let mut json = Zeroizing::new(Vec::with_capacity(ROOM));
    let written = serde_json::to_writer(&mut *json, &printed);
    drop(printed.birth_date.take().map(Zeroizing::new));
    written.map_err(|_| Failure::from(&CliError::OutputClosed))?;
    output::bytes(&json)
}
