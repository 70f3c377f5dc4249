//! `cargo xtask TASK`: everything this repository can be told to do, one file a task.

// The output of these tasks is for a person at a terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod approve;
mod bench;
mod cargo_tools;
mod debian;
mod dist_hub;
mod endurance;
mod fuzz;
mod generate;
mod node;
mod pcscd;
mod places;
mod run;
mod schemathesis;
mod screenshots;
mod setup;
mod shell;
mod steps;
mod test;
mod training_printer;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask setup               install what `run` and `test` need; nothing the second time
cargo xtask run                 open the application, with training cards and a training printer
cargo xtask test [--keep-going] everything that has to hold, in order; stops at the first failure
cargo xtask bench               measure, and write docs/benchmarks.md
cargo xtask bench hub           measure the hub's databases and claims alone, beside PouchDB
cargo xtask bench ledger        measure the ledger alone
cargo xtask bench polling       measure acceptances of the polling desk alone
cargo xtask bench roll [--large] measure the roll alone; --large with 3,200,000 electors too
cargo xtask approve             replace the approved pictures of the forms by new ones
cargo xtask screenshots         take a picture of each screen into docs/screenshots
cargo xtask generate            write the TypeScript types made from the Rust types
cargo xtask dist-hub [PROGRAM]  pack the hub as a Debian package; builds the program unless one is given
cargo xtask endurance           the long stories with real processes, whole; write docs/benchmarks.md
cargo xtask fuzz [SECONDS]      fuzz the card's parsers, SECONDS for each target (default 60)

Environment: KAZASHI_CACHE    where tools and builds are kept (default ~/.cache/kazashi)
             CARGO_TARGET_DIR where cargo builds (default KAZASHI_CACHE/target)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["setup"] => setup::task(),
        ["run"] => run::task(),
        ["test"] => test::task(false),
        ["test", "--keep-going"] => test::task(true),
        ["bench"] => bench::task(),
        ["bench", "hub"] => bench::hub(),
        ["bench", "ledger"] => bench::ledger(),
        ["bench", "polling"] => bench::polling(),
        ["bench", "roll"] => bench::roll(false),
        ["bench", "roll", "--large"] => bench::roll(true),
        ["approve"] => approve::task(),
        ["screenshots"] => screenshots::task(),
        ["dist-hub"] => dist_hub::task(None),
        ["dist-hub", program] => dist_hub::task(Some(program)),
        ["endurance"] => endurance::task(),
        ["generate"] => generate::task(),
        ["fuzz"] => fuzz::task("60"),
        ["fuzz", seconds] => fuzz::task(seconds),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
