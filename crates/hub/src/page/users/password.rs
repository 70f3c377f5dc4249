//! Passwords: Argon2id, a few at a time so that a flood of logins does not fill the memory.

use std::sync::Arc;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::page::PageError;

/// Fewest characters of a password (NIST SP 800-63B asks for 8, and 15 without a second factor).
pub const FEWEST_PASSWORD_CHARS: usize = 12;
/// Longer ones are refused before any work.
const MOST_PASSWORD_BYTES: usize = 1024;

/// Makes and checks hashes.
#[derive(Clone)]
pub struct Hashing {
    params: Params,
    at_once: Arc<Semaphore>,
    /// Checked for accounts that are not there, so that the time tells nothing.
    nobody: Arc<str>,
}

impl Hashing {
    /// With 19 MiB and two passes, as OWASP's minimum for Argon2id has it.
    pub fn new() -> Self {
        Self::with(Params::default())
    }

    /// With other costs, for tests.
    pub fn with(params: Params) -> Self {
        let nobody = hash(&params, "nobody's password").unwrap_or_default();
        Self {
            params,
            at_once: Arc::new(Semaphore::new(2)),
            nobody: nobody.into(),
        }
    }

    /// The hash of a password, in PHC's string form.
    pub async fn hash(&self, password: String) -> Result<String, PageError> {
        let password = Zeroizing::new(password);
        let params = self.params.clone();
        self.work(move || hash(&params, &password))
            .await?
            .ok_or(PageError::Damaged)
    }

    /// Whether it is the password; without a hash it takes as long and is not.
    pub async fn verify(&self, known: Option<String>, password: String) -> Result<bool, PageError> {
        let password = Zeroizing::new(password);
        if password.len() > MOST_PASSWORD_BYTES {
            return Ok(false);
        }
        let is_known = known.is_some();
        let known = known.unwrap_or_else(|| self.nobody.to_string());
        let fits = move || {
            let parsed = PasswordHash::new(&known).ok()?;
            Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .ok()
        };
        Ok(self.work(fits).await?.is_some() && is_known)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PageError> {
        let _turn = self
            .at_once
            .acquire()
            .await
            .map_err(|_| PageError::Damaged)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| PageError::Damaged)
    }
}

impl Default for Hashing {
    fn default() -> Self {
        Self::new()
    }
}

fn hash(params: &Params, password: &str) -> Option<String> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let salt = SaltString::generate(&mut OsRng);
    let hash = argon2.hash_password(password.as_bytes(), &salt).ok()?;
    Some(hash.to_string())
}
