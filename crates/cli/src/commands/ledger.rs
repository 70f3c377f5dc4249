//! `kazashi ledger`: looks after the file in which a shelter or a polling place keeps its events.

mod backup;
mod bundles;
pub(super) mod opening;

use ledger::{Place, Problem, Stats};

use crate::args::Ledger as Asked;
use crate::failure::{Failure, OrFail};
use crate::output;
use crate::shelter_failure::ShelterCliError;
use opening::Opened;

/// Does what is asked.
pub fn run(asked: &Asked) -> Result<(), Failure> {
    match asked {
        Asked::Verify { ledger, key } => verify(&Opened::open(ledger, key)?),
        Asked::Stats { ledger, json, key } => stats(&Opened::open(ledger, key)?, *json),
        Asked::Backup { ledger, out, key } => backup::back_up(&Opened::open(ledger, key)?, out),
        Asked::Restore {
            backup,
            to,
            device_name,
            erased_in,
            key,
        } => backup::restore(backup, to, device_name, erased_in.as_deref(), key),
        Asked::Salvage {
            ledger,
            to,
            device_name,
            key,
        } => backup::salvage(ledger, to, device_name, key),
        Asked::Export {
            ledger,
            out,
            answer_to,
            key,
        } => bundles::export(&Opened::open(ledger, key)?, out, answer_to.as_deref()),
        Asked::Import {
            ledger,
            bundles,
            key,
        } => bundles::import(&mut Opened::open(ledger, key)?, bundles),
    }
}

/// The number of events, then one line a problem: place and what, with a tab between.
fn verify(opened: &Opened) -> Result<(), Failure> {
    let report = opened.ledger.verify().or_fail()?;
    output::line(format!("events\t{}", report.events))?;
    for Problem { place, what } in &report.problems {
        output::line(format!("{}\t{}", shown(*place), what.code()))?;
    }
    if report.is_sound() {
        return Ok(());
    }
    let problems = report.problems.len();
    Err(Failure::from(&ShelterCliError::NotSound { problems }))
}

fn shown(place: Place) -> String {
    match place {
        Place::File => "file".to_owned(),
        Place::Device(device) => format!("device {device}"),
        Place::Event(device, seq) => format!("event {device} {seq}"),
        Place::Subject(subject) => format!("subject {subject}"),
        Place::Entity(_) => "state".to_owned(),
        Place::Waiting => "waiting".to_owned(),
        Place::Refused => "refused".to_owned(),
    }
}

/// Counts of the whole ledger, then of each stream: devices and events.
fn stats(opened: &Opened, json: bool) -> Result<(), Failure> {
    let Stats {
        events,
        own_events,
        devices,
        suspended,
        entities,
        erased,
        waiting,
        refused,
        bytes,
    } = opened.ledger.stats().or_fail()?;
    let counts = [
        ("events", events),
        ("own_events", own_events),
        ("devices", devices),
        ("suspended", suspended),
        ("entities", entities),
        ("erased", erased),
        ("waiting", waiting),
        ("refused", refused),
        ("bytes", bytes),
    ];
    let streams = opened.ledger.stream_stats().or_fail()?;
    if json {
        let mut object: serde_json::Map<String, serde_json::Value> = counts
            .into_iter()
            .map(|(name, count)| (name.to_owned(), count.into()))
            .collect();
        let streams = streams.into_iter().map(|one| {
            let of = serde_json::json!({ "devices": one.devices, "events": one.events });
            (one.stream.to_string(), of)
        });
        object.insert("streams".to_owned(), streams.collect());
        return output::line(serde_json::Value::from(object));
    }
    counts
        .iter()
        .try_for_each(|(name, count)| output::line(format!("{name}\t{count}")))?;
    streams.iter().try_for_each(|one| {
        let (stream, devices, events) = (one.stream, one.devices, one.events);
        output::line(format!("stream {stream}\t{devices}\t{events}"))
    })
}
