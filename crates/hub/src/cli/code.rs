//! `kazashi-hub code`

use std::fs;
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use hub::config::Config;
use hub::store::NewCode;
use ledger::StreamId;
use rand_core::OsRng;
use sync::{Invitation, Role};
use vault::ActivationCode;
use zeroize::Zeroizing;

use super::sheet::Sheet;
use super::{Failure, qr, store};

const HOUR_MS: i64 = 3_600_000;

/// What can be done with codes.
#[derive(Subcommand)]
pub enum Command {
    /// Makes a code that one device can join with, and prints it.
    New {
        /// Id or name of the realm; not needed where there is only one.
        #[arg(long)]
        realm: Option<String>,
        /// What the device may do.
        #[arg(long, value_enum, default_value = "desk")]
        role: Named,
        /// Into which shelter or roll only (32 hexadecimal digits).
        #[arg(long)]
        stream: Option<String>,
        /// For how many hours it is good.
        #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=720))]
        hours: u16,
        /// Writes the QR code into this file (SVG), to be printed.
        #[arg(long)]
        svg: Option<PathBuf>,
        /// Writes a sheet of A4 into this file (端末登録票), with the code and what to do with it.
        #[arg(long)]
        pdf: Option<PathBuf>,
        /// The typeface of the sheet, where none of the usual ones is installed.
        #[arg(long, requires = "pdf")]
        font: Option<PathBuf>,
    },
}

/// A role by its name.
#[derive(Clone, Copy, ValueEnum)]
pub enum Named {
    /// A desk (窓口).
    Desk,
    /// Headquarters (本部).
    Headquarters,
    /// A hub above or below (上位・下位の集約サーバ).
    Forwarder,
}

impl Named {
    fn role(self) -> Role {
        match self {
            Self::Desk => Role::Desk,
            Self::Headquarters => Role::Headquarters,
            Self::Forwarder => Role::Forwarder,
        }
    }

    /// On paper.
    fn words(self) -> &'static str {
        match self {
            Self::Desk => "窓口 / desk",
            Self::Headquarters => "本部 / headquarters",
            Self::Forwarder => "集約サーバ / another hub",
        }
    }
}

/// Does it.
pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let Command::New {
        realm,
        role,
        stream,
        hours,
        svg,
        pdf,
        font,
    } = command;
    let stream = match stream {
        None => None,
        Some(text) => Some(StreamId::from_hex(&text).ok_or_else(|| {
            Failure::new(
                ("--stream が正しくありません。", "--stream is not an id."),
                (
                    "16進32桁で指定してください。",
                    "It has 32 hexadecimal digits.",
                ),
            )
        })?),
    };
    let (_, store) = store::open(config).await?;
    let realm = store::find_realm(&store, realm.as_deref()).await?;
    let letters = ActivationCode::generate(&mut OsRng).to_print();
    let Some(invitation) = Invitation::new(&config.address, &letters) else {
        return Err(Failure::new(
            (
                "設定 address が使えません。",
                "The setting `address` does not serve.",
            ),
            ("https:// で始めてください。", "It begins with https://."),
        ));
    };
    let code = invitation.code();
    let text = invitation.to_qr();
    let until_ms = store::now_ms() + i64::from(hours) * HOUR_MS;
    // Before the code is good: one that cannot be printed is not made.
    let mut sheet = None;
    if pdf.is_some() {
        let named = store.realm(realm).await?;
        let filled = Sheet {
            hub: &config.name,
            realm: named.as_ref().map_or("", |realm| &realm.name),
            role: role.words(),
            until: &in_japan(until_ms),
            letters: &letters,
            address: &config.address,
            scanned: &text,
        };
        sheet = Some(filled.to_pdf(font.as_deref())?);
    }
    store
        .add_code(NewCode {
            realm,
            id: code.id(),
            secret: Zeroizing::new(*code.expose()),
            role: role.role(),
            stream,
            until_ms,
        })
        .await?;
    if let (Some(file), Some(sheet)) = (&pdf, sheet) {
        fs::write(file, &*sheet)?;
    }
    if let Some(file) = svg {
        fs::write(file, &*qr::svg(&text)?)?;
    }
    println!("{}", *letters);
    println!("{}", config.address);
    println!("{}", *text);
    print!("{}", *qr::text(&text)?);
    println!("{hours}時間、1台だけ有効 / good for one device within {hours} hours");
    Ok(())
}

/// `2026-11-22 14:30`, by Japan's time.
fn in_japan(at_ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or_default();
    let at = jiff::tz::offset(9).to_datetime(at);
    at.strftime("%Y-%m-%d %H:%M").to_string()
}
