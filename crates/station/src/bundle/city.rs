//! The city's part of the settings (`city.toml` of a bundle) under those of the machine.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::active::active_dir;
use super::paths::CITY_FILE;
use crate::{Places, Settings, SettingsError};

/// What is of the city and the same on all its PCs; `*` is any name. All else is of the machine:
/// printer addresses, folders, screens, log level.
const OF_THE_CITY: &[&[&str]] = &[
    &["city_name"],
    &["mayor"],
    &["forms", "*", "mode"],
    &["handover", "qr"],
    &["handover", "key"],
    &["handover", "format"],
    &["handover", "encoding"],
];

/// The settings of the city as TOML, from those of this PC.
pub(super) fn of(settings: &Settings) -> Result<String, toml::ser::Error> {
    let mut table = Table::try_from(settings)?;
    keep(&mut table, &mut Vec::new(), &|path, value| {
        is_of_the_city(path) && value.as_str() != Some("")
    });
    toml::to_string_pretty(&table)
}

/// Whether this text is a city's part of the settings and nothing else.
pub(super) fn check(file: &Path, text: &str) -> Result<(), SettingsError> {
    Settings::parse(file, text)?;
    let table: Table = toml::from_str(text).unwrap_or_default();
    let mut kept = table.clone();
    keep(&mut kept, &mut Vec::new(), &|path, _| is_of_the_city(path));
    if kept == table {
        return Ok(());
    }
    Err(SettingsError::Invalid {
        file: file.to_path_buf(),
        line: 1,
        field: table
            .keys()
            .find(|key| kept.get(*key) != table.get(*key))
            .cloned()
            .unwrap_or_default(),
        problem: "not a setting of the city".to_owned(),
    })
}

/// The settings that hold: those of `own`, the text of this PC's file, over those of the city.
pub(crate) fn under(places: &Places, own: &str) -> Result<Settings, SettingsError> {
    let settings = Settings::parse(&places.settings_file, own)?;
    let Some(file) = active_dir(&places.bundles_dir).map(|dir| dir.join(CITY_FILE)) else {
        return Ok(settings);
    };
    let text = fs::read_to_string(&file).map_err(|source| SettingsError::Unreadable {
        file: file.clone(),
        source,
    })?;
    check(&file, &text)?;
    let mut table: Table = toml::from_str(&text).unwrap_or_default();
    lay_over(&mut table, toml::from_str(own).unwrap_or_default());
    let text = toml::to_string(&table).unwrap_or_default();
    Settings::parse(&places.settings_file, &text)
}

/// What of `settings` is saved on this PC: not what the city's part, or the default, says anyway,
/// so that the next bundle can change it.
pub(crate) fn without_city(
    places: &Places,
    settings: &Settings,
) -> Result<Table, toml::ser::Error> {
    let city: Table = active_dir(&places.bundles_dir)
        .and_then(|dir| fs::read_to_string(dir.join(CITY_FILE)).ok())
        .and_then(|text| toml::from_str(&text).ok())
        .unwrap_or_default();
    let default = Table::try_from(Settings::default())?;
    let mut table = Table::try_from(settings)?;
    keep(&mut table, &mut Vec::new(), &|path, value| {
        let said = at(&city, path).or_else(|| at(&default, path));
        !is_of_the_city(path) || (said != Some(value) && value.as_str() != Some(""))
    });
    Ok(table)
}

fn is_of_the_city(path: &[String]) -> bool {
    OF_THE_CITY.iter().any(|wanted| {
        wanted.len() == path.len()
            && wanted
                .iter()
                .zip(path)
                .all(|(wanted, part)| *wanted == "*" || wanted == part)
    })
}

fn at<'t>(table: &'t Table, path: &[String]) -> Option<&'t Value> {
    let (last, folders) = path.split_last()?;
    let mut table = table;
    for folder in folders {
        table = table.get(folder)?.as_table()?;
    }
    table.get(last)
}

/// Keeps the values that are wanted, and tables that still have one.
fn keep(table: &mut Table, path: &mut Vec<String>, wanted: &dyn Fn(&[String], &Value) -> bool) {
    table.retain(|key, value| {
        path.push(key.to_owned());
        let stays = match value {
            Value::Table(inner) => {
                keep(inner, path, wanted);
                !inner.is_empty()
            }
            other => wanted(path, other),
        };
        path.pop();
        stays
    });
}

/// Lays tables over each other key by key; an empty text says nothing.
fn lay_over(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => lay_over(under, over),
            (Some(_), Value::String(text)) if text.is_empty() => {}
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}
