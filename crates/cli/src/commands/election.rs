//! `kazashi election`: what the election board prepares for its booths.

use std::fs;

use polling::election::Election;
use rand_core::OsRng;
use vault::{About, Role, prepare_election};

use super::preparing::{City, before, free};
use crate::election_args::{Election as Asked, Prepare};
use crate::failure::{CliError, Failure, OrFail};
use crate::output;
use crate::passphrase_input::Lines;

/// What stands before the name of whoever holds a code; the desk reads the role from it.
const OFFICER: &str = "officer:";
const ADMINISTRATOR: &str = "administrator:";

/// Roles of a polling desk, and their titles on a badge.
const ROLES: [(&str, &str); 3] = [
    ("clerk", "事務従事者"),
    ("officer", "投票管理者"),
    ("administrator", "選挙管理委員会"),
];

/// Does what is asked.
pub fn run(asked: &Asked) -> Result<(), Failure> {
    match asked {
        Asked::Check { file } => output::line(hash_of(&read(file)?)?),
        Asked::Prepare(asked) => prepare(asked),
    }
}

/// Prints one line a code: whose it is and the code, with a tab between; the city's first.
fn prepare(asked: &Prepare) -> Result<(), Failure> {
    let election = read(&asked.election)?;
    let parsed = Election::parse(&election).or_fail()?;
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
    let named = |role: &'static str| move |name: &String| format!("{role}{name}");
    let keepers: Vec<String> = asked
        .administrators
        .iter()
        .map(named(ADMINISTRATOR))
        .chain(asked.officers.iter().map(named(OFFICER)))
        .collect();
    let about = About {
        city_name: asked.city.clone(),
        city_code: asked.code.clone(),
        name: parsed.name.clone(),
        edition: asked.edition,
        created: station::today(),
        exercise: false,
        roles: ROLES
            .map(|(role, title)| Role {
                role: role.to_owned(),
                title: title.to_owned(),
            })
            .to_vec(),
        shelters: Vec::new(),
    };
    let before = before.as_ref();
    let keys = &city.keys;
    let made = prepare_election(about, election, keys, &keepers, before, &mut OsRng).or_fail()?;
    city.hand_out(&asked.city, &asked.city_key, &made, &asked.out)
}

fn read(file: &std::path::Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| {
        Failure::from(&CliError::ValuesUnreadable {
            file: file.to_path_buf(),
            problem: error.kind().to_string(),
        })
    })
}

/// What the desk shows of the file, so that paper and program can be told to have the same one.
fn hash_of(text: &str) -> Result<String, Failure> {
    let election = Election::parse(text).or_fail()?;
    Ok(data_encoding::HEXLOWER.encode(&election.hash()))
}
