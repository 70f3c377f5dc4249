//! Logging to standard error. Our own crates only: what a library logs about bytes it carries is not ours to judge.

use tracing_subscriber::filter::{EnvFilter, LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Crates that are known to log no personal data, each with a test that says so.
const OURS: [&str; 5] = ["kazashi", "mynacard", "paper", "printing", "station"];

/// Starts logging: by `-v` when given, else by `RUST_LOG`, else warnings.
pub fn start(verbose: u8) {
    let wanted = match verbose {
        0 => EnvFilter::builder()
            .with_default_directive(LevelFilter::WARN.into())
            .from_env_lossy(),
        1 => EnvFilter::new("info"),
        2 => EnvFilter::new("debug"),
        _ => EnvFilter::new("trace"),
    };
    let ours: Targets = OURS
        .into_iter()
        .map(|name| (name, LevelFilter::TRACE))
        .collect();
    tracing_subscriber::registry()
        .with(wanted)
        .with(ours)
        .with(
            tracing_subscriber::fmt::layer()
                .with_writer(std::io::stderr)
                .with_ansi(false),
        )
        .init();
}
