//! `cargo xtask run`: the application as a clerk in training sees it.

use std::path::PathBuf;
use std::{env, fs};

use crate::shell::{Failure, cargo, program, run};
use crate::{node, pcscd, places, setup, training_printer};

/// Sets up, starts what is missing around the application, opens it, and stops what it started.
pub fn task() -> Result<(), Failure> {
    setup::for_running()?;
    node::script("build")?;
    let with_printer = cfg!(target_os = "linux") && !printer_is_configured();
    let mut build = cargo();
    build.args([
        "build",
        "--package",
        "kazashi-app",
        "--features",
        "kazashi-app/training",
    ]);
    if with_printer {
        // In one go: two builds with different features would compile what they share twice.
        build.args([
            "--package",
            "printing",
            "--features",
            "printing/test-printer",
        ]);
    }
    run(&mut build)?;
    let _service = pcscd::start_if_needed()?;
    let mut application = program(&places::built("kazashi-app"));
    let printer = with_printer.then(training_printer::start).transpose()?;
    if let Some(printer) = &printer {
        application.env("KAZASHI_TRAINING_PRINTER", &printer.uri);
    }
    run(&mut application)
}

/// Whether the settings of this PC name a printer.
fn printer_is_configured() -> bool {
    settings_files()
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .any(|text| names_a_printer(&text))
}

/// Where the `station` crate looks for the settings on Linux.
fn settings_files() -> Vec<PathBuf> {
    let folder = |name: &str| env::var_os(name).map(PathBuf::from);
    if let Some(given) = folder("KAZASHI_CONFIG_DIR") {
        return vec![given.join("kazashi.toml")];
    }
    let own = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")));
    let mut files: Vec<_> = own
        .into_iter()
        .map(|own| own.join("kazashi/kazashi.toml"))
        .collect();
    files.push(PathBuf::from("/etc/kazashi/kazashi.toml"));
    files
}

fn names_a_printer(settings: &str) -> bool {
    settings.lines().any(|line| {
        let key = line.split_once('=').map(|(key, _)| key.trim());
        key == Some("printer_uri") || line.trim() == "[[printer]]"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_set_printer_counts() {
        assert!(names_a_printer(
            "city_name = \"x\"\nprinter_uri = \"ipp://p/ipp/print\"\n"
        ));
        assert!(names_a_printer("[[printer]]\nname = \"x\"\n"));
        assert!(!names_a_printer(
            "# printer_uri = \"ipp://p/ipp/print\"\nprinter_profile = \"x\"\n"
        ));
    }
}
