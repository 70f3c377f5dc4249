//! Opens what the configuration names.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use hub::Secrets;
use hub::claims::Claims;
use hub::config::{Config, ForwardConfig, StoreConfig};
use hub::http::Certificates;
use hub::page::Page;
use hub::store::{Postgres, PostgresSettings, Sqlite, Store};
use ledger::RealmId;
use uplink::{Login, ProxySettings};
use zeroize::Zeroizing;

use super::Failure;

/// The clock, milliseconds since 1970 UTC.
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |it| i64::try_from(it.as_millis()).unwrap_or(i64::MAX))
}

/// Secrets and database.
pub async fn open(config: &Config) -> Result<(Arc<Secrets>, Arc<Store>), Failure> {
    let secrets = Arc::new(Secrets::load(&config.secrets)?);
    let store = match &config.store {
        StoreConfig::Sqlite { path } => Store::Sqlite(Sqlite::open(path, Arc::clone(&secrets))?),
        StoreConfig::Postgres {
            url,
            password_file,
            authorities,
        } => {
            let url = whole_url(url, password_file.as_deref(), authorities.as_deref())?;
            let settings = PostgresSettings::new(&url);
            Store::Postgres(Postgres::connect(&settings, Arc::clone(&secrets)).await?)
        }
    };
    Ok((secrets, Arc::new(store)))
}

/// The database's address with what stands in files.
fn whole_url(
    url: &str,
    password_file: Option<&Path>,
    authorities: Option<&Path>,
) -> Result<Zeroizing<String>, Failure> {
    let mut whole = Zeroizing::new(url.to_owned());
    if let Some(file) = password_file {
        let text = Zeroizing::new(fs::read_to_string(file)?);
        let password = Zeroizing::new(percent(text.trim_end_matches(['\r', '\n'])));
        let user_ends = url.find('@');
        let Some(at) = user_ends else {
            return Err(Failure::new(
                (
                    "設定 postgres に利用者名がありません。",
                    "The setting `postgres` names no user.",
                ),
                (
                    "postgresql://利用者名@ホスト名/データベース名 の形にしてください。",
                    "It has the form postgresql://user@host/database.",
                ),
            ));
        };
        whole.insert_str(at, &password);
        whole.insert(at, ':');
    }
    if let Some(file) = authorities {
        let sign = if whole.contains('?') { '&' } else { '?' };
        let file = percent(&file.to_string_lossy());
        // Writing into a `String` does not fail.
        let _ = write!(whole, "{sign}sslrootcert={file}");
    }
    Ok(whole)
}

/// As it stands in a URL.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a `String` does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// How other hubs are reached.
pub fn proxy(config: &ForwardConfig) -> Result<ProxySettings, Failure> {
    let url = match config.proxy.as_deref() {
        None => return Ok(ProxySettings::System),
        Some("none") => return Ok(ProxySettings::None),
        Some(url) => url.to_owned(),
    };
    let login = match (&config.proxy_user, &config.proxy_password_file) {
        (Some(user), Some(file)) => {
            let text = Zeroizing::new(fs::read_to_string(file)?);
            Some(Login {
                user: user.clone(),
                password: text.trim_end_matches(['\r', '\n']).to_owned(),
            })
        }
        _ => None,
    };
    Ok(ProxySettings::Explicit { url, login })
}

/// The city's page over it.
pub fn page(config: &Config, secrets: &Arc<Secrets>, store: &Arc<Store>) -> Arc<Page> {
    let (store, secrets) = (Arc::clone(store), Arc::clone(secrets));
    Arc::new(Page::new(store, secrets, config.page.clone(), now_ms))
}

/// The claims of the elections whose authority this hub is.
pub fn claims(store: &Arc<Store>) -> Arc<Claims> {
    Arc::new(Claims::new(Arc::clone(store)))
}

/// `kazashi-hub check`
pub async fn check(config: &Config) -> Result<(), Failure> {
    let (secrets, store) = open(config).await?;
    let certificates = Certificates::load(config, now_ms() / 1_000)?;
    let realms = store.realms().await?;
    println!("{}", config.name);
    println!("  鍵 / key           {}", secrets.key().id());
    println!("  証明書 / certificates {}", certificates.hashes().len());
    println!("  災害・選挙 / realms  {}", realms.len());
    println!("異常ありません / all is well");
    Ok(())
}

/// A realm named by its id, by its name, or not at all where there is only one.
pub async fn find_realm(store: &Store, named: Option<&str>) -> Result<RealmId, Failure> {
    let realms = store.realms().await?;
    let found: Vec<RealmId> = match named {
        None => realms.iter().map(|realm| realm.id).collect(),
        Some(text) => {
            let id = RealmId::from_hex(text);
            let fits = realms
                .iter()
                .filter(|realm| Some(realm.id) == id || realm.name == text);
            fits.map(|realm| realm.id).collect()
        }
    };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Failure::new(
            (
                "該当する災害・選挙がありません。",
                "There is no such realm.",
            ),
            (
                "kazashi-hub realm list で確かめ、なければ realm add で加えてください。",
                "Look at `kazashi-hub realm list`, or add it by `realm add`.",
            ),
        )),
        _ => Err(Failure::new(
            (
                "災害・選挙が一つに決まりません。",
                "More than one realm fits.",
            ),
            (
                "--realm に番号（16進32桁）を指定してください。",
                "Name its id (32 hexadecimal digits) by --realm.",
            ),
        )),
    }
}
