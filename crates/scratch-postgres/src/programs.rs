//! PostgreSQL's programs, run as who may run them.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::Problem;

/// The user whom Debian's package makes.
const USER: &str = "postgres";

/// Where Debian has the servers, one folder for each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The folder of the newest server's programs, or that of a server in `PATH`.
fn folder() -> Result<PathBuf, Problem> {
    let versions = fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            folder
                .join("postgres")
                .exists()
                .then_some((version, folder))
        })
        .max();
    if let Some((_, folder)) = newest {
        return Ok(folder);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .find(|folder| folder.join("postgres").exists())
        .ok_or(Problem::NotInstalled)
}

/// Whether this process is root's.
fn is_root() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    ids.is_some_and(|ids| ids.split_whitespace().nth(1) == Some("0"))
}

/// One of PostgreSQL's programs.
pub fn program(name: &str) -> Result<Command, Problem> {
    let program = folder()?.join(name);
    let mut command = if is_root() {
        // It becomes the program itself: no process stands between.
        let mut command = Command::new("setpriv");
        command.args(["--reuid", USER, "--regid", USER, "--clear-groups", "--"]);
        command.arg(program);
        command
    } else {
        Command::new(program)
    };
    // Neither settings nor keys of who runs this.
    command
        .current_dir("/")
        .env("LC_ALL", "C")
        .env("HOME", "/")
        .env_remove("PGDATA");
    Ok(command)
}

/// Gives a file or folder to whom PostgreSQL runs as.
pub fn hand_over(path: &Path) -> Result<(), Problem> {
    if is_root() {
        let owner = format!("{USER}:{USER}");
        run(Command::new("chown").arg(owner).arg(path))?;
    }
    Ok(())
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Result<Output, Problem> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output);
    }
    let args = [command.get_program()]
        .into_iter()
        .chain(command.get_args());
    let words = args.collect::<Vec<&OsStr>>().join(OsStr::new(" "));
    Err(Problem::Program {
        program: words.to_string_lossy().into_owned(),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}
