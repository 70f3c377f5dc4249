//! `kazashi-hub audit`

use clap::Subcommand;
use hub::config::Config;

use super::{Failure, store};

/// What can be done with the record of looks.
#[derive(Subcommand)]
pub enum Command {
    /// Checks that no line was changed, taken out or put in.
    Verify,
}

/// Does it.
pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let Command::Verify = command;
    let (secrets, store) = store::open(config).await?;
    let page = store::page(config, &secrets, &store);
    let verdict = page.audit_verdict().await?;
    let said = serde_json::to_string_pretty(&verdict).map_err(std::io::Error::other)?;
    println!("{said}");
    match verdict.broken {
        None => Ok(()),
        Some(number) => Err(Failure::new(
            (
                &format!("閲覧記録の{number}行目から後が書き換えられています。"),
                &format!("The record of looks was changed from line {number} on."),
            ),
            (
                "データベースに手を加えた人と時期を調べ、控えと比べてください。",
                "Find out who worked on the database and when, and compare with a backup.",
            ),
        )),
    }
}
