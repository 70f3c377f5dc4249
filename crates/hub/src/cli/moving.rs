//! `kazashi-hub move`

use std::path::PathBuf;

use hub::config::Config;

use super::{Failure, store};

/// Where to.
#[derive(clap::Args)]
pub struct Arguments {
    /// The configuration whose database is to be filled; its secrets must be the same.
    #[arg(long)]
    to: PathBuf,
}

/// Copies everything and verifies it. The hub has to be stopped: what comes meanwhile is not copied.
pub async fn run(config: &Config, given: Arguments) -> Result<(), Failure> {
    let other = Config::load(&given.to)?;
    let (ours, from) = store::open(config).await?;
    let (theirs, to) = store::open(&other).await?;
    if ours.key() != theirs.key() {
        return Err(Failure::new(
            (
                "移行先の設定が別の秘密鍵ファイルを指しています。",
                "The other configuration names other secrets.",
            ),
            (
                "両方の設定で同じ secrets を使ってください。違うと端末が別の集約サーバとみなします。",
                "Use the same file of secrets in both, or desks take it for another hub.",
            ),
        ));
    }
    let copied = hub::store::copy(&from, &to).await?;
    println!(
        "災害・選挙 {}、端末 {}、記録 {}、鍵 {} を移し、読み返して確かめました",
        copied.realms, copied.devices, copied.items, copied.keys
    );
    println!(
        "moved and read back: {} realms, {} devices, {} entries, {} keys",
        copied.realms, copied.devices, copied.items, copied.keys
    );
    Ok(())
}
