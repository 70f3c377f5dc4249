//! Claims made anew from the ledger, when their file is gone or damaged.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use polling::claim::{Authority, ClaimRequest};
use polling::plain::BallotId;
use rand_core::CryptoRngCore;
use vault::Key;

use super::{ClaimStore, ClaimsError};

/// An acceptance that stands in the ledger.
pub(crate) struct Standing {
    /// What was claimed.
    pub(crate) request: ClaimRequest,
    /// Whether the authority had granted it; such go first.
    pub(crate) granted: bool,
    /// Ballots that were withdrawn or declined since.
    pub(crate) given_back: Vec<BallotId>,
    /// When, hours since 1970 UTC.
    pub(crate) hour: i64,
}

impl ClaimStore {
    /// A new authority with what the ledger holds, in a term above every one before, so that no copy of the old file
    /// grants any more.
    pub(crate) fn rebuild(
        file: &Path,
        key: &Key,
        term: u64,
        mut standing: Vec<Standing>,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, ClaimsError> {
        set_aside(file)?;
        standing.sort_by_key(|one| (!one.granted, one.request.id));
        let hour = Arc::new(AtomicI64::new(0));
        let clock = Arc::clone(&hour);
        let mut store =
            Self::create(file, key, term, rng)?.with_clock(move || clock.load(Ordering::Relaxed));
        for one in standing {
            hour.store(one.hour, Ordering::Relaxed);
            // What happened is written down, whoever was first.
            let request = ClaimRequest {
                afterwards: true,
                ..one.request
            };
            let answered = store.claim(&request);
            let stored = !matches!(answered, polling::claim::ClaimAnswer::Unknown);
            let back = one.given_back.is_empty() || store.give_back(request.id, &one.given_back);
            if !stored || !back {
                let file = file.to_path_buf();
                return Err(ClaimsError::Damaged { file });
            }
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
