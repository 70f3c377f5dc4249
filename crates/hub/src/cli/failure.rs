//! Why a command was not done, for the person who gave it.

use std::fmt;
use std::io;
use std::path::Path;

use advice::{Advice, Advise};
use hub::SecretsError;
use hub::bundle::StickError;
use hub::claims::ClaimsError;
use hub::config::ConfigError;
use hub::http::CertificatesError;
use hub::page::PageError;
use hub::store::StoreError;
use ledger::BundleError;
use uplink::UplinkError;
use vault::PackageError;

/// What happened and what to do next, in both languages.
pub struct Failure {
    what: (String, String),
    next: (String, String),
}

impl Failure {
    pub fn new(what: (&str, &str), next: (&str, &str)) -> Self {
        let owned = |(ja, en): (&str, &str)| (ja.to_owned(), en.to_owned());
        Self {
            what: owned(what),
            next: owned(next),
        }
    }

    /// What happened, with the file to which it did in front.
    pub fn of_file(self, file: &Path) -> Self {
        let name = file.display();
        let (ja, en) = &self.what;
        // An error of the file itself names it.
        if ja.contains(&name.to_string()) {
            return self;
        }
        let what = (format!("{name}: {ja}"), format!("{name}: {en}"));
        Self { what, ..self }
    }

    fn of(advice: Advice) -> Self {
        Self {
            what: (advice.what.ja, advice.what.en),
            next: (advice.next.ja, advice.next.en),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\n  → {}", self.what.0, self.next.0)?;
        write!(out, "{}\n  → {}", self.what.1, self.next.1)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::of(error.advice())
    }
}

impl From<PackageError> for Failure {
    fn from(error: PackageError) -> Self {
        Self::of(error.advice())
    }
}

impl From<PageError> for Failure {
    fn from(error: PageError) -> Self {
        Self::of(error.advice())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(
            (
                &format!("システムの処理に失敗しました（{error}）。"),
                &format!("The system refused ({error})."),
            ),
            (
                "権限と空き容量を確かめてください。",
                "Check the rights and the free space.",
            ),
        )
    }
}

impl From<SecretsError> for Failure {
    fn from(error: SecretsError) -> Self {
        Self::new(
            (
                &format!("集約サーバの秘密鍵ファイルを使えません（{error}）。"),
                &format!("The file of the hub's secrets cannot be used ({error})."),
            ),
            (
                "設定 secrets の場所と、所有者だけが読める権限（0600）を確かめてください。失った場合は控えから戻してください。",
                "Check the setting `secrets` and that only its owner may read it (0600). If it is lost, restore the copy.",
            ),
        )
    }
}

impl From<CertificatesError> for Failure {
    fn from(error: CertificatesError) -> Self {
        Self::new(
            (
                &format!("TLS証明書を使えません（{error}）。"),
                &format!("The TLS certificate cannot be used ({error})."),
            ),
            (
                "設定 [tls] のファイルを確かめてください。",
                "Check the files named in [tls].",
            ),
        )
    }
}

impl From<UplinkError> for Failure {
    fn from(error: UplinkError) -> Self {
        Self::of(error.advice())
    }
}

impl From<ClaimsError> for Failure {
    fn from(error: ClaimsError) -> Self {
        Self::of(error.advice())
    }
}

impl From<BundleError> for Failure {
    fn from(error: BundleError) -> Self {
        Self::of(error.advice())
    }
}

impl From<StickError> for Failure {
    fn from(error: StickError) -> Self {
        match error {
            StickError::Bundle(error) => error.into(),
            StickError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let next = match error {
            StoreError::NoRealm | StoreError::RealmClosed => (
                "kazashi-hub realm list で確かめてください。",
                "Look at `kazashi-hub realm list`.",
            ),
            StoreError::NoDevice => (
                "kazashi-hub device list で確かめてください。",
                "Look at `kazashi-hub device list`.",
            ),
            _ => (
                "データベースの状態と設定 [store] を確かめてください。",
                "Check the database and the setting [store].",
            ),
        };
        Self::new(
            (
                &format!("データベースが処理できませんでした（{error}）。"),
                &format!("The database did not do it ({error})."),
            ),
            next,
        )
    }
}
