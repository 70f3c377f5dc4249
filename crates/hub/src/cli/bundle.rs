//! `kazashi-hub bundle`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Subcommand;
use hub::Secrets;
use hub::bundle::{Arrived, Stick, Streams, take_in, write_out};
use hub::config::Config;
use hub::store::{Device, Realm, Store};
use ledger::{Bundle, BundleKey, Have, Opener};
use sync::{Role, Standing};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use super::{Failure, device, store};

/// What can be done with bundles.
#[derive(Subcommand)]
pub enum Command {
    /// Takes in what desks wrote on sticks; twice changes nothing.
    Import {
        /// The bundles, of any realm that is open here.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Writes what this hub has, for one without a line to it.
    Export(Export),
}

/// What goes out, and for whom.
#[derive(clap::Args)]
pub struct Export {
    /// The bundle to write.
    file: PathBuf,
    /// For the PC that wrote this bundle: what it lacked then.
    #[arg(long, value_name = "BUNDLE", conflicts_with_all = ["device", "all"])]
    answer: Option<PathBuf>,
    /// For this device, all that it may have: the first digits of its id.
    #[arg(long, conflicts_with = "all", required_unless_present_any = ["answer", "all"])]
    device: Option<String>,
    /// All streams, for headquarters or another hub.
    #[arg(long)]
    all: bool,
    /// Id or name of the realm; not needed where there is only one.
    #[arg(long)]
    realm: Option<String>,
}

/// Does it.
pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let (secrets, store) = store::open(config).await?;
    let name = config.name.clone();
    match command {
        Command::Import { files } => {
            let mut failed = 0;
            for file in &files {
                let done = import(&secrets, &store, &name, file).await;
                match done.map_err(|failure| failure.of_file(file)) {
                    Ok(arrived) => print(file, &arrived),
                    Err(failure) => {
                        eprintln!("{failure}");
                        failed += 1;
                    }
                }
            }
            if failed > 0 {
                return Err(not_all(failed, files.len()));
            }
            Ok(())
        }
        Command::Export(given) => export(&secrets, &store, &name, &given).await,
    }
}

async fn import(
    secrets: &Arc<Secrets>,
    store: &Arc<Store>,
    name: &str,
    file: &Path,
) -> Result<Arrived, Failure> {
    let id = Bundle::peek(file)?;
    let realm = store.realm(id).await?.ok_or_else(not_here)?;
    let file = file.to_path_buf();
    let arrived = with_stick(secrets, store, name, realm, move |hub| {
        Ok(take_in(hub, &file, store::now_ms())?)
    })
    .await?;
    if arrived.early > 0 {
        return Err(too_early(&arrived));
    }
    Ok(arrived)
}

async fn export(
    secrets: &Arc<Secrets>,
    store: &Arc<Store>,
    name: &str,
    given: &Export,
) -> Result<(), Failure> {
    let id = match &given.answer {
        Some(file) => Bundle::peek(file)?,
        None => store::find_realm(store, given.realm.as_deref()).await?,
    };
    let realm = store.realm(id).await?.ok_or_else(not_here)?;
    let (streams, have) = receiver(store, &realm, given).await?;
    let file = given.file.clone();
    let written = with_stick(secrets, store, name, realm, move |hub| {
        Ok(write_out(hub, &file, &streams, &have, store::now_ms())?)
    })
    .await?;
    let (file, events, bytes) = (given.file.display(), written.events, written.bytes);
    println!("{file}: 記録 {events} 件を書き、読み返して確かめました（{bytes} バイト）");
    println!("{file}: {events} records written and read back, {bytes} bytes");
    Ok(())
}

/// What the receiver may have, and has already.
async fn receiver(
    store: &Store,
    realm: &Realm,
    given: &Export,
) -> Result<(Streams, Have), Failure> {
    if given.all {
        return Ok((Streams::All, Have::new()));
    }
    let devices = store.devices(realm.id).await?;
    let (id, have) = if let Some(file) = &given.answer {
        let key = BundleKey::new(*realm.bundle_key);
        let bundle = Bundle::open(file, realm.id, &Opener::Realm(&key))?;
        let info = bundle.info().clone();
        (info.carrier.device(), info.have)
    } else {
        let typed = given.device.as_deref().unwrap_or_default();
        (device::named(&devices, typed)?, Have::new())
    };
    let found = devices.into_iter().find(|it| it.card.device() == id);
    let found = found.filter(|device| device.standing == Standing::Admitted);
    let device = found.ok_or_else(not_let_in)?;
    Ok((streams_of(&device), have))
}

/// As over the line: a desk gets its own shelter's.
fn streams_of(device: &Device) -> Streams {
    match device.role {
        Role::Desk => Streams::One(device.card.stream),
        Role::Headquarters | Role::Forwarder => Streams::All,
    }
}

async fn with_stick<T: Send + 'static>(
    secrets: &Arc<Secrets>,
    store: &Arc<Store>,
    name: &str,
    realm: Realm,
    work: impl FnOnce(&Stick) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let (secrets, store) = (Arc::clone(secrets), Arc::clone(store));
    let name = name.to_owned();
    let runtime = Handle::current();
    let done = spawn_blocking(move || {
        let stick = Stick {
            store: &store,
            secrets: &secrets,
            runtime,
            realm: &realm,
            name: &name,
        };
        work(&stick)
    });
    done.await.map_err(std::io::Error::other)?
}

fn print(file: &Path, arrived: &Arrived) {
    let file = file.display();
    let Arrived {
        carrier,
        events,
        new,
        refused,
        ..
    } = arrived;
    let name = &carrier.name;
    println!(
        "{file}: {name} の記録 {events} 件、うち新しい {new} 件、受け付けられない {refused} 件"
    );
    println!("{file}: {events} records of {name}, {new} new, {refused} refused");
}

fn not_here() -> Failure {
    Failure::new(
        (
            "この集約サーバにない災害・選挙・訓練のものです。何も取り込んでいません。",
            "It is of a disaster, election or exercise that is not here. Nothing was taken in.",
        ),
        (
            "kazashi-hub realm list で確かめ、なければ realm add で加えてください。",
            "Look at `kazashi-hub realm list`, or add it by `realm add`.",
        ),
    )
}

fn not_let_in() -> Failure {
    Failure::new(
        (
            "この端末は承認されていないので、書き出しません。",
            "This device is not let in; nothing was written for it.",
        ),
        (
            "kazashi-hub device list で確かめ、device admit で承認してください。",
            "Look at `kazashi-hub device list`, and let it in by `device admit`.",
        ),
    )
}

fn too_early(arrived: &Arrived) -> Failure {
    let (new, early) = (arrived.new, arrived.early);
    Failure::new(
        (
            &format!(
                "新しい記録 {new} 件を取り込みましたが、{early} 件はその前の記録がまだないため取り込めません。"
            ),
            &format!(
                "{new} new records were taken in, and {early} not, as those before them are not here."
            ),
        ),
        (
            "その端末で全部の記録を書き出し直し、もう一度取り込んでください。",
            "Have that PC write all its records anew, and take them in.",
        ),
    )
}

fn not_all(failed: usize, of: usize) -> Failure {
    Failure::new(
        (
            &format!("{of} 個のうち {failed} 個のファイルは取り込めませんでした。"),
            &format!("{failed} of {of} files were not taken in."),
        ),
        (
            "上の説明に従って、そのファイルだけもう一度取り込んでください。",
            "Do as said above, and take these in once more.",
        ),
    )
}
