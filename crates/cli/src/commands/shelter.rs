//! `kazashi shelter`: what the city prepares in peacetime.

use std::fs;
use std::path::Path;

use advice::Advise;
use ledger::StreamId;
use rand_core::OsRng;
use shelter::exchange::{ExchangeError, PlaceFault, PlaceProblem, export_places, import_places};
use vault::{About, PlannedShelter, Role, prepare as prepared};

use super::preparing::{City, before, free};
use crate::failure::{CliError, Failure, OrFail};
use crate::ledger_args::{Places, Prepare, Shelter as Asked};
use crate::output;
use crate::passphrase_input::Lines;
use crate::shelter_failure::ShelterCliError;

/// Roles of a shelter's desk, and their titles on a badge.
const ROLES: [(&str, &str); 3] = [
    ("keeper", "避難所運営職員"),
    ("volunteer", "受付ボランティア"),
    ("viewer", "災害対策本部"),
];

/// Does what is asked.
pub fn run(asked: &Asked) -> Result<(), Failure> {
    match asked {
        Asked::Prepare(asked) => prepare(asked),
        Asked::Places(asked) => places(asked),
        Asked::PreRegister(asked) => super::pre_register::run(asked),
    }
}

/// Says how many places there are; the first fault stops it, and nothing is written.
fn places(asked: &Places) -> Result<(), Failure> {
    let file = &asked.file;
    let imported = import_places(&bytes_of(file)?);
    if let Some(fault) = imported.faults.first() {
        return Err(place_fault(file, fault));
    }
    let written = export_places(&imported.places).map_err(|error| match &error {
        ExchangeError::Places(faults) if !faults.is_empty() => place_fault(file, &faults[0]),
        _ => Failure::from(&error),
    })?;
    if let Some(out) = &asked.out {
        output::whole_file(out, &written)?;
    }
    output::line(imported.places.len())
}

fn place_fault(file: &Path, fault: &PlaceFault) -> Failure {
    Failure::from(&ShelterCliError::PlaceLine {
        file: file.to_path_buf(),
        line: fault.line,
        what: fault.advice().what,
    })
}

pub(super) fn bytes_of(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| {
        Failure::from(&CliError::ValuesUnreadable {
            file: file.to_path_buf(),
            problem: error.kind().to_string(),
        })
    })
}

/// Prints one line a code: whose it is and the code, with a tab between; the city's first.
fn prepare(asked: &Prepare) -> Result<(), Failure> {
    let shelters = match &asked.shelters {
        Some(list) => shelters(list)?,
        None => Vec::new(),
    };
    free(&asked.out)?;
    let mut lines = Lines::of_stdin()?;
    let passphrase = lines.passphrase()?;
    let before = before(asked.before.as_deref(), &mut lines)?;
    let city = City::keys(
        &asked.city,
        &asked.city_key,
        asked.new_city_key,
        &passphrase,
    )?;
    let keepers: Vec<String> = shelters.iter().map(|it| it.name.clone()).collect();
    let about = About {
        city_name: asked.city.clone(),
        city_code: asked.code.clone(),
        name: asked.name.clone(),
        edition: asked.edition,
        created: station::today(),
        exercise: asked.exercise,
        roles: ROLES
            .map(|(role, title)| Role {
                role: role.to_owned(),
                title: title.to_owned(),
            })
            .to_vec(),
        shelters,
    };
    let made = prepared(about, &city.keys, &keepers, before.as_ref(), &mut OsRng).or_fail()?;
    city.hand_out(&asked.city, &asked.city_key, &made, &asked.out)
}

fn shelters(list: &Path) -> Result<Vec<PlannedShelter>, Failure> {
    let bytes = bytes_of(list)?;
    let imported = import_places(&bytes);
    let has_header = |fault: &PlaceFault| {
        !matches!(
            fault.problem,
            PlaceProblem::Encoding | PlaceProblem::NoHeader
        )
    };
    if imported.faults.iter().all(has_header) {
        // Of the whole dataset only name, place and capacity are wanted here.
        let unnamed = |fault: &&PlaceFault| {
            let named = fault.problem == PlaceProblem::Missing && fault.column == "名称";
            named || fault.problem == PlaceProblem::Row
        };
        if let Some(fault) = imported.faults.iter().find(unnamed) {
            return Err(place_fault(list, fault));
        }
        let places = imported.places.iter();
        return Ok(places
            .map(|place| planned(&place.name, &place.address, place.capacity()))
            .collect());
    }
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.trim_start_matches('\u{FEFF}').lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            shelter(line).ok_or_else(|| {
                Failure::from(&ShelterCliError::ShelterLine {
                    file: list.to_path_buf(),
                    line: number + 1,
                })
            })
        })
        .collect()
}

/// Name, place and capacity; the last two may be missing.
fn shelter(line: &str) -> Option<PlannedShelter> {
    let mut cells = line.split('\t').map(str::trim);
    let name = cells.next().filter(|name| !name.is_empty())?;
    let place = cells.next().unwrap_or_default();
    let capacity = match cells.next().unwrap_or_default() {
        "" => None,
        digits => Some(digits.parse().ok()?),
    };
    cells
        .next()
        .is_none()
        .then(|| planned(name, place, capacity))
}

fn planned(name: &str, place: &str, capacity: Option<u32>) -> PlannedShelter {
    PlannedShelter {
        stream: StreamId::random(&mut OsRng).0,
        name: name.to_owned(),
        place: place.to_owned(),
        capacity,
    }
}
