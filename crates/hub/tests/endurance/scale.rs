//! How much: small in the ordinary run, whole with `KAZASHI_FULL=1`.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::time::Duration;

/// Of one story.
#[derive(Clone, Copy)]
pub struct Scale {
    /// Of each shelter.
    pub people: usize,
    pub days: u32,
    /// The writing is stretched to this.
    pub lasts: Duration,
    pub kill_every: Duration,
    pub cut_every: Duration,
    /// Until all have to have all, once the faults are over.
    pub patience: Duration,
}

pub fn is_full() -> bool {
    std::env::var_os("KAZASHI_FULL").is_some()
}

/// A number of the whole run that a developer may change.
fn number(name: &str, otherwise: u32) -> u32 {
    let given = std::env::var(name).ok();
    given.and_then(|it| it.parse().ok()).unwrap_or(otherwise)
}

impl Scale {
    /// Of the twenty desks.
    pub fn of_crowd() -> Self {
        if is_full() {
            return Self {
                people: 150,
                days: 5,
                lasts: Duration::from_secs(number("KAZASHI_SECONDS", 90).into()),
                kill_every: Duration::from_secs(5),
                cut_every: Duration::from_secs(30),
                patience: Duration::from_mins(10),
            };
        }
        Self {
            people: 60,
            days: 3,
            lasts: Duration::from_secs(10),
            kill_every: Duration::from_millis(1_200),
            cut_every: Duration::from_millis(1_500),
            patience: Duration::from_mins(1),
        }
    }

    /// Of the shelter's fortnight.
    pub fn of_fortnight() -> Self {
        if is_full() {
            return Self {
                people: number("KAZASHI_PEOPLE", 3_000) as usize,
                days: 14,
                lasts: Duration::ZERO,
                kill_every: Duration::from_secs(10),
                cut_every: Duration::from_secs(30),
                patience: Duration::from_mins(30),
            };
        }
        Self {
            people: 25,
            days: 14,
            lasts: Duration::from_secs(4),
            kill_every: Duration::from_secs(1),
            cut_every: Duration::from_millis(1_500),
            patience: Duration::from_mins(1),
        }
    }
}

/// Adds a row to the table that was asked for; in the ordinary run it is only printed.
pub fn row(story: &str, what: &str, found: &str) {
    let row = format!("| {story} | {what} | {found} |");
    println!("{row}");
    if let Some(file) = std::env::var_os("KAZASHI_TABLE") {
        let opened = OpenOptions::new().create(true).append(true).open(file);
        writeln!(opened.unwrap(), "{row}").unwrap();
    }
}
