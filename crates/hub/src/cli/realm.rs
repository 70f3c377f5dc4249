//! `kazashi-hub realm`

use std::fs;
use std::io::{self, BufRead as _};
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use hub::config::Config;
use hub::store::{Admission, Kind, Realm};
use ledger::RealmId;
use rand_core::{OsRng, RngCore as _};
use sync::Code;
use vault::{ActivationCode, Package};
use zeroize::Zeroizing;

use super::{Failure, store};

/// What can be done with realms.
#[derive(Subcommand)]
pub enum Command {
    /// Takes a disaster, election or exercise on, from its activation package (起動パッケージ).
    Add {
        /// The package.
        package: PathBuf,
        /// A file with the activation code (起動コード); else it is read from standard input.
        #[arg(long)]
        code_file: Option<PathBuf>,
        /// How PCs that have the opened package are let in.
        #[arg(long, value_enum, default_value = "by-package")]
        admission: Admitting,
        /// Makes this hub the election's authority for claims, of this term.
        #[arg(long)]
        authority_term: Option<u64>,
    },
    /// Lists them.
    List,
    /// Deletes a realm with everything in it. Write its archive first.
    Close {
        /// Its id.
        realm: String,
        /// Its name, typed once more.
        #[arg(long)]
        name: String,
    },
}

/// How devices without a one-time code are let in.
#[derive(Clone, Copy, ValueEnum)]
pub enum Admitting {
    /// At once.
    ByPackage,
    /// When an administrator has looked at them.
    ByAdministrator,
}

/// Does it.
pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let (_, store) = store::open(config).await?;
    match command {
        Command::List => {
            for realm in store.realms().await? {
                let kind = match realm.kind {
                    Kind::Shelter => "避難所 / shelter",
                    Kind::Polling => "選挙 / polling",
                };
                let exercise = if realm.exercise {
                    "  訓練 / exercise"
                } else {
                    ""
                };
                println!("{}  {}  {kind}{exercise}", realm.id, realm.name);
            }
        }
        Command::Add {
            package,
            code_file,
            admission,
            authority_term,
        } => {
            let realm = read(&package, code_file, admission, authority_term)?;
            let (id, name) = (realm.id, realm.name.clone());
            store.open_realm(realm).await?;
            println!("{id}  {name}");
        }
        Command::Close { realm, name } => {
            let id = store::find_realm(&store, Some(&realm)).await?;
            let found = store.realm(id).await?;
            if found.is_none_or(|realm| realm.name != name) {
                return Err(Failure::new(
                    ("名前が一致しません。", "The name is not this realm's."),
                    (
                        "消すと戻せません。記録の書き出しを済ませ、名前を正確に入力してください。",
                        "Closing cannot be undone. Write the archive first, and type the name exactly.",
                    ),
                ));
            }
            store.close_realm(id).await?;
            println!("{id}: 消しました / closed");
        }
    }
    Ok(())
}

fn read(
    package: &std::path::Path,
    code_file: Option<PathBuf>,
    admission: Admitting,
    authority_term: Option<u64>,
) -> Result<Realm, Failure> {
    let package = Package::load(package)?;
    let typed = Zeroizing::new(if let Some(file) = code_file {
        fs::read_to_string(file)?
    } else {
        eprintln!("起動コード / activation code:");
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        line
    });
    let mistyped = |_| {
        Failure::new(
            (
                "起動コードの打ち間違いです。",
                "The activation code is mistyped.",
            ),
            (
                "紙のコードと見比べてください。",
                "Compare it with the paper.",
            ),
        )
    };
    let code = ActivationCode::parse(&typed).map_err(mistyped)?;
    let opened = package.open(&code)?;
    let bundles = opened.secrets.bundles.as_bytes();
    let public = serde_json::to_string(&opened.public).map_err(io::Error::other)?;
    let about = &opened.public.about;
    let seed = || {
        let mut seed = Zeroizing::new([0; 32]);
        OsRng.fill_bytes(&mut *seed);
        seed
    };
    Ok(Realm {
        id: RealmId(opened.public.realm),
        kind: match opened.public.election {
            Some(_) => Kind::Polling,
            None => Kind::Shelter,
        },
        name: about.name.clone(),
        exercise: about.exercise,
        admission: match admission {
            Admitting::ByPackage => Admission::ByPackage,
            Admitting::ByAdministrator => Admission::ByAdministrator,
        },
        join_code: Zeroizing::new(*Code::of_package(bundles).expose()),
        bundle_key: Zeroizing::new(*bundles),
        authority: authority_term.map(|term| (seed(), term)),
        public,
    })
}
