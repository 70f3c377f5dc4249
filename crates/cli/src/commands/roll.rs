//! `kazashi roll`: checks and prepares rolls of electors (選挙人名簿).
//!
//! A roll that is made here is for looking into a file before the election: the desk of a polling place imports its own, under
//! the names that its election's package gives.

use std::fs::File;
use std::path::Path;

use polling::plain::{BallotId, ElectorId};
use rand_core::OsRng;
use roll::{Change, Changes, Field, Mapping, Progress, Roll, RollError, RollKey, Scope};
use vault::{Cost, Key, KeyFile, NewSlot, Purpose, Tokens};

use super::ledger::opening::key_of;
use crate::failure::{CliError, Failure, OrFail};
use crate::output;
use crate::passphrase_input::Lines;
use crate::roll_args::{Compare, Import, Invent, Roll as Asked, Source};

/// Does what is asked.
pub fn run(asked: &Asked) -> Result<(), Failure> {
    match asked {
        Asked::Mapping => output::bytes(Mapping::ours_as_text().trim_end().as_bytes()),
        Asked::Import(asked) => import(asked),
        Asked::Compare(asked) => compare(asked),
        Asked::Stats { roll, json, key } => stats(&open(roll, &key_of(roll, key)?)?, *json),
        Asked::Invent(asked) => invent(asked),
    }
}

fn import(asked: &Import) -> Result<(), Failure> {
    let passphrase = Lines::of_stdin()?.passphrase()?;
    let key_file = KeyFile::beside(&asked.out);
    for file in [&asked.out, &key_file] {
        if file.exists() {
            let file = file.clone();
            return Err(Failure::from(&RollError::Exists { file }));
        }
    }
    let key = Key::generate(&mut OsRng);
    let first = NewSlot::Passphrase {
        label: "名簿の合言葉",
        passphrase: &passphrase,
        cost: Cost::USUAL,
    };
    let wrapped = KeyFile::create(Purpose::Database, &key, first, &mut OsRng).or_fail()?;
    let (mapping, mut file) = opened(&asked.source)?;
    let ids = ids(&key);
    let imported = Roll::import(
        &mut file,
        &mapping,
        &asked.out,
        &roll_key(&key),
        &ids,
        &mut told,
    );
    let imported = or_faults(imported, &asked.source)?;
    if let Err(error) = wrapped.save(&key_file) {
        // Without its key the roll is of no use to anybody.
        let _ = std::fs::remove_file(&asked.out);
        return Err(Failure::from(&error));
    }
    output::line(format!("electors\t{}", imported.electors))?;
    output::line(format!("hash\t{}", hex(imported.hash)))?;
    output::line(format!("encoding\t{}", imported.encoding))?;
    output::line(format!("private_use_lines\t{}", imported.private_use.len()))?;
    output::line(format!("birth_unknown\t{}", imported.birth_unknown))?;
    output::line(format!("without_kana\t{}", imported.without_kana))?;
    let cut = imported.ends_without_newline;
    output::line(format!("ends_without_newline\t{cut}"))
}

fn compare(asked: &Compare) -> Result<(), Failure> {
    let key = key_of(&asked.roll, &asked.key)?;
    let mut roll = open(&asked.roll, &key)?;
    let (mapping, mut file) = opened(&asked.source)?;
    let scope = if asked.part {
        Scope::Part
    } else {
        Scope::Whole
    };
    let compared = roll.compare(&mut file, &mapping, scope, &ids(&key), &mut told);
    let proposal = or_faults(compared, &asked.source)?;
    let difference = &proposal.difference;
    let kinds = [
        ("added", &difference.added),
        ("changed", &difference.changed),
        ("gone", &difference.gone),
    ];
    for (kind, changes) in kinds {
        output::line(format!("{kind}\t{}", changes.count))?;
    }
    if asked.list {
        kinds
            .iter()
            .try_for_each(|(kind, changes)| list(kind, changes))?;
    }
    output::line(format!("hash_before\t{}", hex(roll.hash())))?;
    output::line(format!("hash_after\t{}", hex(proposal.imported.hash)))?;
    if asked.apply {
        roll.apply(proposal).or_fail()?;
        roll.confirm().or_fail()?;
    }
    Ok(())
}

fn list(kind: &str, changes: &Changes) -> Result<(), Failure> {
    for Change { number, fields, .. } in &changes.listed {
        let fields: Vec<String> = fields.iter().map(|field: &Field| field.name().ja).collect();
        output::line(format!("{kind}\t{number}\t{}", fields.join(",")))?;
    }
    Ok(())
}

fn stats(roll: &Roll, json: bool) -> Result<(), Failure> {
    let districts = roll.districts().or_fail()?;
    if json {
        let by_district: serde_json::Map<String, serde_json::Value> = districts
            .into_iter()
            .map(|(id, count)| (id.into(), count.into()))
            .collect();
        return output::line(serde_json::json!({
            "electors": roll.count(),
            "hash": hex(roll.hash()),
            "districts": by_district,
        }));
    }
    output::line(format!("electors\t{}", roll.count()))?;
    output::line(format!("hash\t{}", hex(roll.hash())))?;
    districts
        .iter()
        .try_for_each(|(id, count)| output::line(format!("district {id}\t{count}")))
}

fn invent(asked: &Invent) -> Result<(), Failure> {
    let ballots = asked.ballots.iter().map(|name| ballot(name));
    let in_four_weeks = || station::today().saturating_add(jiff::Span::new().weeks(4));
    let recipe = roll::invented::Recipe {
        seed: asked.seed,
        count: asked.count,
        day: asked.day.unwrap_or_else(in_four_weeks),
        ballots: ballots.collect::<Result<_, _>>()?,
    };
    output::whole_file_of(&asked.out, |file| {
        roll::invented::write(&recipe, file, &mut |_| ())
    })
}

/// The mapping that was asked for, and the file.
fn opened(source: &Source) -> Result<(Mapping, File), Failure> {
    let mapping = match &source.mapping {
        None => Mapping::ours(),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| {
                let problem = format!("{}: {}", path.display(), error.kind());
                Failure::from(&RollError::MappingInvalid { problem })
            })?;
            Mapping::parse(&text).or_fail()?
        }
    };
    let ballots: Vec<BallotId> = source
        .ballots
        .iter()
        .map(|name| ballot(name))
        .collect::<Result<_, _>>()?;
    let mapping = if ballots.is_empty() {
        mapping
    } else {
        mapping.with_ballots(&ballots)
    };
    let file = File::open(&source.file).map_err(|error| {
        let problem = error.kind().to_string();
        Failure::from(&RollError::SourceUnreadable { problem })
    })?;
    Ok((mapping, file))
}

/// Says what is wrong with the file, and writes the whole list of it where that was asked for.
fn or_faults<T>(result: Result<T, RollError>, source: &Source) -> Result<T, Failure> {
    if let (Err(error), Some(out)) = (&result, &source.faults)
        && !error.faults().is_empty()
    {
        output::whole_file_of(out, |file| roll::report::write(error.faults(), file))?;
    }
    result.or_fail()
}

fn ballot(name: &str) -> Result<BallotId, Failure> {
    BallotId::new(name).map_err(|_| {
        let what = advice::Bilingual::new(
            "--ballot は a–z・0–9・- の 1〜32 文字です。",
            "--ballot takes 1 to 32 characters of a-z, 0-9 and -.",
        );
        let help = "kazashi roll".to_owned();
        Failure::from(&CliError::Usage { what, help })
    })
}

fn open(file: &Path, key: &Key) -> Result<Roll, Failure> {
    Roll::open(file, &roll_key(key)).or_fail()
}

fn roll_key(key: &Key) -> RollKey {
    RollKey::new(*key.as_bytes())
}

/// Names in events under this roll's own key, which no desk has.
fn ids(key: &Key) -> impl Fn(&str) -> ElectorId + use<> {
    let tokens = Tokens::new(key);
    move |number| ElectorId(tokens.other("elector", &[number.as_bytes()]))
}

/// With -v, one line a step.
fn told(progress: Progress) {
    if progress.lines.is_multiple_of(102_400) || progress.step != roll::Step::Reading {
        tracing::info!(lines = progress.lines, step = ?progress.step, "roll");
    }
}

fn hex(hash: [u8; 8]) -> String {
    format!("{:016x}", u64::from_be_bytes(hash))
}
