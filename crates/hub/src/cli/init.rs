//! `kazashi-hub init`

use std::fs;
use std::path::{Path, PathBuf};

use hub::Secrets;

use super::Failure;

/// What a first configuration needs.
#[derive(clap::Args)]
pub struct Arguments {
    /// What the city calls the hub, such as `○○市 集約サーバ`.
    #[arg(long)]
    name: String,
    /// Where desks will reach it: `https://host:8443`.
    #[arg(long)]
    address: String,
    /// Where secrets and database lie.
    #[arg(long, default_value = "/var/lib/kazashi-hub")]
    folder: PathBuf,
}

/// Writes what is not there yet; nothing that exists is written over.
pub fn run(file: &Path, given: &Arguments) -> Result<(), Failure> {
    let secrets = given.folder.join("secrets");
    let text = format!(
        "# kazashi-hub の設定（docs/hub.md）\n\
         name = {}\n\
         address = {}\n\
         listen = [\"[::]:8443\"]\n\
         # 監視（/healthz /readyz /metrics）。平文なので庁内の監視サーバだけが届くようにしてください。\n\
         monitor = \"127.0.0.1:9465\"\n\
         secrets = {}\n\
         \n\
         [store]\n\
         sqlite = {}\n\
         # postgres = \"postgresql://kazashi@db.example:5432/kazashi?sslmode=verify-full\"\n\
         # password_file = \"/etc/kazashi-hub/postgres-password\"\n",
        quoted(&given.name),
        quoted(&given.address),
        quoted(&secrets.to_string_lossy()),
        quoted(&given.folder.join("hub.sqlite").to_string_lossy()),
    );
    hub::config::Config::parse(file, &text)?;
    fs::create_dir_all(&given.folder)?;
    if secrets.exists() {
        Secrets::load(&secrets)?;
        println!("{}: そのまま使います / kept as it is", secrets.display());
    } else {
        Secrets::random(&mut rand_core::OsRng).save_new(&secrets)?;
        println!(
            "{}: 作りました。控えを市の回復鍵と同じ場所に保管してください。\n  \
             made; keep a copy where the city keeps its recovery keys.",
            secrets.display()
        );
    }
    if file.exists() {
        println!("{}: そのまま使います / kept as it is", file.display());
    } else {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, text)?;
        println!("{}: 作りました / made", file.display());
    }
    Ok(())
}

/// As a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
