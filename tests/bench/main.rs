//! `cargo xtask bench`: what we add to card, paper and start, as ratios; Markdown tables on standard output.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made has to stop, and its tables are its output"
)]

mod card;
mod form;
mod makers;
mod start;
mod visit;

use std::time::{Duration, Instant};

/// One line of the table.
pub struct Row {
    what: &'static str,
    ours: String,
    against: String,
    ratio: f64,
}

impl Row {
    fn time(what: &'static str, ours: Duration, name: &str, against: Duration) -> Self {
        Self {
            what,
            ours: milliseconds(ours),
            against: format!("{name}: {}", milliseconds(against)),
            ratio: ours.as_secs_f64() / against.as_secs_f64(),
        }
    }

    fn size(what: &'static str, ours: usize, name: &str, against: usize) -> Self {
        Self {
            what,
            ours: format!("{} KB", ours / 1000),
            against: format!("{name}: {} KB", against / 1000),
            ratio: ratio(ours, against),
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "sizes here are far below 2^52")]
fn ratio(ours: usize, against: usize) -> f64 {
    ours as f64 / against as f64
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// The middle one of many runs.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn timed(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

/// When and on what this runs, and how busy that was before.
fn machine() -> String {
    let line_of = |file: &str, key: &str, separator: char| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key));
        let value = line.and_then(|line| line.split_once(separator));
        value.map_or("unknown".to_owned(), |(_, value)| {
            value.trim().trim_matches('"').to_owned()
        })
    };
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!(
        "{}: {}, {} cores, {}; load before {}.",
        jiff::Zoned::now().date(),
        line_of("/proc/cpuinfo", "model name", ':'),
        std::thread::available_parallelism().map_or(1, usize::from),
        line_of("/etc/os-release", "PRETTY_NAME", '='),
        load.split_whitespace().next().unwrap_or("unknown"),
    )
}

fn main() {
    println!("{}\n", machine());
    let mut rows = card::rows();
    rows.extend(form::rows());
    rows.extend(start::rows());
    println!("| what | ours | against | ratio |");
    println!("| --- | ---: | ---: | ---: |");
    for row in rows {
        println!(
            "| {} | {} | {} | {:.2} |",
            row.what, row.ours, row.against, row.ratio
        );
    }
    makers::print_tables();
    visit::print_table();
}
