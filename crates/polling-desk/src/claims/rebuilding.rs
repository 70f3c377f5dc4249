//! Claims made anew from the ledger, when their file is gone or damaged.

use std::collections::BTreeMap;
use std::path::Path;

use ed25519_dalek::SigningKey;
use polling::claim::{History, Needs};
use polling::plain::ElectorId;
use rand_core::CryptoRngCore;
use vault::Key;

use super::store::told;
use super::{ClaimStore, ClaimsError, REALM};

impl ClaimStore {
    /// A new authority with what the ledger holds, in a term above every one before, so that no copy of the old file
    /// grants any more.
    pub(crate) fn rebuild(
        file: &Path,
        key: &Key,
        histories: &BTreeMap<ElectorId, History>,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, ClaimsError> {
        set_aside(file)?;
        let before = histories.values().map(History::term).max();
        let store = Self::create(file, key, before.unwrap_or_default().max(1) + 1, rng)?;
        // The key was in the file: whose receipts they are cannot be told, and what happened is written down anyway.
        let former = SigningKey::from_bytes(&[0; 32]).verifying_key();
        for (elector, history) in histories {
            let standing = history.standing();
            let needs = Needs {
                elector: Some(*elector),
                claims: standing.iter().map(|one| one.request.id).collect(),
                ..Needs::default()
            };
            claim_table::change(&store.db, &REALM, &store.grantor(), &needs, |step| {
                step.restore(*elector, standing, &former)
            })
            .map_err(|error| told(file, &error))?;
        }
        drop(store);
        Self::open(file, key)
    }
}

/// What is left of the old file stays for whoever looks into it.
fn set_aside(file: &Path) -> Result<(), ClaimsError> {
    if file.exists() {
        let mut names = (1..).map(|number: u32| file.with_extension(format!("damaged-{number}")));
        let aside = names.find(|name| !name.exists()).unwrap_or_default();
        std::fs::rename(file, aside).map_err(|_| ClaimsError::NotOpened {
            file: file.to_path_buf(),
        })?;
    }
    // A log of the old file must not be taken for one of the new, also where only the log is left.
    for ending in ["-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
    Ok(())
}
