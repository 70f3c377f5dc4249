//! Running other programs.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::process::{Command, Stdio};

use crate::places;

/// Why a task stopped, as one line for the person who started it.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A program started at the root, with the tools of `setup` on its path.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(places::root());
    if let Some(path) = path_with_tools() {
        command.env("PATH", path);
    }
    command
}

/// Cargo, building where the next clone finds it.
pub fn cargo() -> Command {
    building(program("cargo"))
}

/// Cargo with the time of the processor that nobody else wants.
pub fn patient_cargo() -> Command {
    if cfg!(windows) {
        return cargo();
    }
    let mut nice = program("nice");
    nice.args(["-n", "10", "cargo"]);
    building(nice)
}

fn building(mut command: Command) -> Command {
    command.env("CARGO_TARGET_DIR", places::builds());
    // Set by `cargo xtask` for this program only; passed on, they make build scripts run again.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command
}

/// Runs a command with its output shown; anything but success is a failure that names the command.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let line = line_of(command);
    println!("$ {line}");
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("cannot start `{line}`: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{line}` failed ({status})")))
    }
}

/// Runs a command that speaks beside others: all it printed, and how it ended.
pub fn captured(command: &mut Command) -> (String, Result<(), Failure>) {
    let line = line_of(command);
    match command.output() {
        Err(error) => {
            let failure = Failure::new(format!("cannot start `{line}`: {error}"));
            (String::new(), Err(failure))
        }
        Ok(output) => {
            let said = [&output.stderr[..], &output.stdout[..]].map(String::from_utf8_lossy);
            let ended = if output.status.success() {
                Ok(())
            } else {
                Err(Failure::new(format!("`{line}` failed ({})", output.status)))
            };
            (format!("$ {line}\n{}", said.join("\n")), ended)
        }
    }
}

/// Runs a command beside others: what it printed is shown in one piece when it has ended.
pub fn run_beside(command: &mut Command) -> Result<(), Failure> {
    let (said, ended) = captured(command);
    println!("{said}");
    ended
}

/// What a command prints on its standard output; its errors stay on the terminal.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let line = line_of(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("cannot start `{line}`: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(format!("`{line}` failed ({})", output.status)));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Failure::new(format!("`{line}` printed something that is not UTF-8")))
}

/// Whether a command can be started and succeeds; it prints nothing.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// A program that needs the rights of the administrator: as it is for root, through sudo for everyone else.
pub fn as_root(name: &str) -> Command {
    if is_root() {
        program(name)
    } else {
        let mut command = program("sudo");
        command.arg(name);
        command
    }
}

fn is_root() -> bool {
    output(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn line_of(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|word| word.to_string_lossy()));
    words.join(" ")
}

fn path_with_tools() -> Option<OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(places::tools().join("bin")).chain(env::split_paths(&old))).ok()
}
