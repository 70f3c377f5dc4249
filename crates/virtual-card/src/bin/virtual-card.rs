//! Puts an invented resident's card on the virtual reader, from the command line.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use advice::{Advice, Advise, Bilingual};
use clap::{Parser, Subcommand};
use virtual_card::{
    Chip, Faults, Resident, Slot, TrainingCa, TransitCard, VirtualCard, builtin, insert,
};

/// A My Number Card in software, for tests and training. Every resident is invented.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Put a card on the virtual reader until standard input closes.
    Insert(InsertArguments),
    /// List the residents.
    List,
}

#[derive(clap::Args)]
struct InsertArguments {
    /// Name of the resident or the transit card, as `list` gives it; `other-card` for a card that nobody recognises.
    resident: String,
    /// The virtual reader's slot.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=1))]
    slot: u8,
    /// Lift the card after its n-th answer.
    #[arg(long, value_name = "N")]
    gone_after: Option<u32>,
    /// Wait this many milliseconds before each answer.
    #[arg(long, value_name = "MS")]
    slow: Option<u64>,
    /// Garble the answer after the n-th.
    #[arg(long, value_name = "N")]
    garble_after: Option<u32>,
    /// Folder of the training CA; made at first use.
    #[arg(long, value_name = "DIR")]
    ca_dir: Option<PathBuf>,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::List => list().map_err(|_| no_output()),
        Command::Insert(arguments) => hold(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(advice) => {
            let Advice { code, what, next } = advice;
            // Nothing is left to do when standard error is closed.
            let _ = writeln!(io::stderr(), "{code}: {} {}", what.en, next.en);
            ExitCode::FAILURE
        }
    }
}

fn list() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let residents = builtin().into_iter();
    let residents = residents.map(|each| (each.id().to_owned(), each.title(), each.hint()));
    let others = TransitCard::builtin().into_iter();
    let others = others.map(|each| (each.id(), each.title(), each.hint()));
    for (id, title, hint) in residents.chain(others) {
        writeln!(out, "{id:16}{} / {}", title.ja, title.en)?;
        writeln!(out, "{:16}{}\n{:16}{}", "", hint.ja, "", hint.en)?;
    }
    Ok(())
}

/// Keeps the card on the reader until standard input closes; a signal ends the process and the link.
fn hold(arguments: &InsertArguments) -> Result<(), Advice> {
    let mut others = TransitCard::builtin().into_iter();
    match others.find(|each| each.id() == arguments.resident) {
        Some(card) => hold_card(card, arguments),
        None => hold_card(card(arguments)?, arguments),
    }
}

fn hold_card(card: impl Chip, arguments: &InsertArguments) -> Result<(), Advice> {
    let slot = if arguments.slot == 0 {
        Slot::First
    } else {
        Slot::Second
    };
    let faults = Faults {
        gone_after: arguments.gone_after,
        delay: arguments.slow.map(Duration::from_millis),
        garble_after: arguments.garble_after,
    };
    let inserted = insert(card, slot, faults).map_err(|error| error.advice())?;
    if !inserted.wait_until_seen(Duration::from_secs(5)) {
        return Err(not_seen());
    }
    writeln!(io::stdout(), "on {}", slot.reader_name()).map_err(|_| no_output())?;
    // An error of standard input ends the stay as its end does.
    let _ = io::copy(&mut io::stdin().take(u64::MAX), &mut io::sink());
    writeln!(io::stdout(), "{} exchanges", inserted.exchanges()).map_err(|_| no_output())
}

fn card(arguments: &InsertArguments) -> Result<VirtualCard, Advice> {
    if arguments.resident == "other-card" {
        return Ok(VirtualCard::without_applications());
    }
    let resident = find(&arguments.resident).ok_or_else(unknown_resident)?;
    let folder = arguments
        .ca_dir
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join("kazashi-training-ca"));
    let ca = TrainingCa::open_or_create(&folder).map_err(|error| error.advice())?;
    let today = jiff::Zoned::now().date();
    VirtualCard::issue(&resident, &ca, today).map_err(|error| error.advice())
}

fn find(id: &str) -> Option<Resident> {
    builtin().into_iter().find(|resident| resident.id() == id)
}

fn unknown_resident() -> Advice {
    Advice::new(
        "unknown-resident",
        Bilingual::new(
            "そのような訓練用住民はいません。",
            "There is no such resident.",
        ),
        Bilingual::new(
            "`virtual-card list` で名前を確かめてください。",
            "See the names with `virtual-card list`.",
        ),
    )
}

fn not_seen() -> Advice {
    Advice::new(
        "card-not-seen",
        Bilingual::new(
            "仮想読み取り機がカードを認識しません。",
            "The virtual reader does not see the card.",
        ),
        Bilingual::new(
            "同じスロットに別のカードが載っていないか確かめてください。",
            "Check whether another card is on the same slot.",
        ),
    )
}

fn no_output() -> Advice {
    Advice::new(
        "no-output",
        Bilingual::new(
            "標準出力に書けません。",
            "Standard output cannot be written.",
        ),
        Bilingual::new("出力先を確かめてください。", "Check where the output goes."),
    )
}
