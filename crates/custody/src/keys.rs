//! What an opened package gives a desk.

use ledger::RealmId;
use vault::{Opened, Passphrase, Public, Secrets, Tokens};
use zeroize::Zeroizing;

use crate::{hash, hex};

/// What an opened package gives the desk.
#[derive(Clone)]
pub struct Keys {
    /// What everybody may know of the package.
    pub public: Public,
    /// What only its codes give.
    pub secrets: Secrets,
}

impl Keys {
    /// As the opened package has them.
    pub fn of(opened: &Opened) -> Self {
        Self {
            public: opened.public.clone(),
            secrets: opened.secrets.clone(),
        }
    }

    /// Makes keyed hashes of what recognises people.
    pub fn tokens(&self) -> Tokens {
        Tokens::new(&self.secrets.tokens)
    }

    /// The realm of the ledger; training has one of its own, so that nothing of it can be taken in as real.
    pub fn realm(&self, training: bool) -> RealmId {
        if training {
            RealmId(hash(&[b"kazashi.training.1", &self.public.realm]))
        } else {
            RealmId(self.public.realm)
        }
    }

    /// By which every code of the package opens the key of the ledger.
    pub(crate) fn passphrase(&self) -> Passphrase {
        let token = self.tokens().other("database", &[&self.public.realm]);
        Passphrase::typed(&Zeroizing::new(hex(&token)))
    }
}
