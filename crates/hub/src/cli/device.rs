//! `kazashi-hub device`

use clap::Subcommand;
use hub::config::Config;
use hub::store::Device;
use ledger::DeviceId;
use sync::{Role, Standing};

use super::{Failure, store};

/// What can be done with devices.
#[derive(Subcommand)]
pub enum Command {
    /// Lists them.
    List {
        /// Id or name of the realm; not needed where there is only one.
        #[arg(long)]
        realm: Option<String>,
    },
    /// Lets one in that asks.
    Admit {
        /// Its id, or the first digits of it.
        device: String,
        /// Id or name of the realm.
        #[arg(long)]
        realm: Option<String>,
    },
    /// Shuts a lost or stolen one out, at once. What it recorded before stays valid.
    Revoke {
        /// Its id, or the first digits of it.
        device: String,
        /// Id or name of the realm.
        #[arg(long)]
        realm: Option<String>,
    },
}

/// Does it.
pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let (_, store) = store::open(config).await?;
    match command {
        Command::List { realm } => {
            let realm = store::find_realm(&store, realm.as_deref()).await?;
            for device in store.devices(realm).await? {
                print(&device);
            }
        }
        Command::Admit { device, realm } => {
            let realm = store::find_realm(&store, realm.as_deref()).await?;
            let device = named(&store.devices(realm).await?, &device)?;
            print(&store.admit(realm, device).await?);
        }
        Command::Revoke { device, realm } => {
            let realm = store::find_realm(&store, realm.as_deref()).await?;
            let device = named(&store.devices(realm).await?, &device)?;
            print(&store.revoke(realm, device).await?);
        }
    }
    Ok(())
}

fn print(device: &Device) {
    let role = match device.role {
        Role::Desk => "窓口 / desk",
        Role::Headquarters => "本部 / headquarters",
        Role::Forwarder => "集約サーバ / forwarder",
    };
    let standing = match device.standing {
        Standing::Asking => "承認待ち / asking".to_owned(),
        Standing::Admitted => "承認済み / admitted".to_owned(),
        Standing::Suspended => "停止（複製の疑い）/ suspended".to_owned(),
        Standing::Revoked { from } => format!("失効 / revoked from {from}"),
    };
    let card = &device.card;
    println!(
        "{}  {}  {role}  {standing}  {}",
        card.device(),
        card.name,
        device.seq
    );
}

/// The device whose id begins so.
pub fn named(devices: &[Device], text: &str) -> Result<DeviceId, Failure> {
    let text = text.to_ascii_lowercase();
    let ids = devices.iter().map(|device| device.card.device());
    let found: Vec<DeviceId> = ids
        .filter(|id| !text.is_empty() && id.to_string().starts_with(&text))
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Failure::new(
            ("該当する端末がありません。", "There is no such device."),
            (
                "kazashi-hub device list で確かめてください。",
                "Look at `kazashi-hub device list`.",
            ),
        )),
        _ => Err(Failure::new(
            ("端末が一つに決まりません。", "More than one device fits."),
            ("桁を増やしてください。", "Give more digits."),
        )),
    }
}
