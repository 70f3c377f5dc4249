//! From starting the program to its first usable screen, and the memory it then holds.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use stories::{Display, Pcscd, processes_under, program, workspace};

use super::{Row, median};

const ROUNDS: usize = 5;
/// A clerk who starts the program with the resident already there.
const PATIENCE: Duration = Duration::from_secs(2);
/// What a counter PC with 4 GB can spare.
const MEMORY: usize = 500_000_000;
/// The program logs this when its window, drawn for the first time, asks what to show.
const FIRST_VIEW: &str = "first view";

pub fn rows() -> Vec<Row> {
    let _pcscd = Pcscd::take();
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let home = tempfile::tempdir().unwrap();
        let display = Display::start();
        let start = Instant::now();
        let mut program = launch(home.path(), &display);
        let log = BufReader::new(program.stderr.take().unwrap());
        let seen = log
            .lines()
            .map_while(Result::ok)
            .any(|line| line.contains(FIRST_VIEW));
        times.push(start.elapsed());
        assert!(seen, "the window never asked for its first view");
        std::thread::sleep(Duration::from_secs(1));
        memory.push(proportional_memory(program.id()));
        let _ = program.kill();
        let _ = program.wait();
    }
    memory.sort_unstable();
    vec![
        Row::time(
            "start to the first usable screen",
            median(times),
            "limit",
            PATIENCE,
        ),
        Row::size(
            "memory of all its processes",
            memory[ROUNDS / 2],
            "limit",
            MEMORY,
        ),
    ]
}

fn launch(home: &std::path::Path, display: &Display) -> Child {
    Command::new(program())
        .env("DISPLAY", display.number())
        .env("KAZASHI_CONFIG_DIR", home)
        .env("KAZASHI_DATA_DIR", home)
        .env("KAZASHI_FORMS_DIR", workspace().join("forms"))
        .env("KAZASHI_PROFILES_DIR", workspace().join("printer-profiles"))
        .env("RUST_LOG", "kazashi_app=info")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Memory of the program and its WebViews in bytes; shared pages are divided among their users.
fn proportional_memory(root: u32) -> usize {
    processes_under(root)
        .into_iter()
        .filter_map(|pid| std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok())
        .filter_map(|rollup| {
            let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
            line.split_whitespace().nth(1)?.parse::<usize>().ok()
        })
        .map(|kilobytes| kilobytes * 1024)
        .sum()
}
