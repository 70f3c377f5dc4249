//! A network that can be cut, booth by booth.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use ed25519_dalek::VerifyingKey;
use polling::claim::{FromAuthority, ToAuthority};
use polling_desk::{ClaimStore, Link, Working};
use rand_core::OsRng;
use tempfile::TempDir;
use vault::Key;

use crate::common::{Quick, pc};

/// The authority of three booths, whose networks can be cut one by one.
pub struct Network {
    pub claims: Arc<Mutex<ClaimStore>>,
    cut: [Arc<AtomicBool>; 3],
    pub key: VerifyingKey,
    _folder: Option<TempDir>,
}

struct Wire {
    claims: Arc<Mutex<ClaimStore>>,
    cut: Arc<AtomicBool>,
}

impl Link for Wire {
    fn say(&mut self, message: &ToAuthority) -> Option<FromAuthority> {
        if self.cut.load(Ordering::SeqCst) {
            return None;
        }
        let mut claims = self.claims.lock().unwrap();
        let answer = message.put(&mut *claims);
        // Cut between question and answer: granted, and nobody hears of it.
        (!self.cut.load(Ordering::SeqCst)).then_some(answer)
    }
}

impl Network {
    pub fn new() -> Self {
        let folder = pc();
        let file = folder.path().join("claims.db");
        let key = Key::generate(&mut OsRng);
        let claims = ClaimStore::create(&file, &key, 1, &mut OsRng).unwrap();
        Self {
            key: claims.verifying_key(),
            claims: Arc::new(Mutex::new(claims)),
            cut: Default::default(),
            _folder: Some(folder),
        }
    }

    /// To the claims of a PC that is the authority itself.
    pub fn to(centre: &Quick) -> Self {
        let key = Working::claims_key(&centre.key);
        let claims = ClaimStore::open(&centre.folder.claims(), &key).unwrap();
        Self {
            key: claims.verifying_key(),
            claims: Arc::new(Mutex::new(claims)),
            cut: Default::default(),
            _folder: None,
        }
    }

    pub fn cut(&self, booth: usize, cut: bool) {
        self.cut[booth].store(cut, Ordering::SeqCst);
    }

    pub fn wire(&self, booth: usize) -> Box<dyn Link> {
        Box::new(Wire {
            claims: Arc::clone(&self.claims),
            cut: Arc::clone(&self.cut[booth]),
        })
    }
}
