//! The folder that keeps training keys and certificates, so that a second insertion is fast.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use rsa::RsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::rand_core::OsRng;

use crate::CaError;

/// Modulus length of every key on the card.
const KEY_BITS: usize = 2048;

/// A folder with `NAME.key` (PKCS#8 DER) and `NAME.cer` (DER) files.
pub(crate) struct KeyFolder(PathBuf);

impl KeyFolder {
    pub(crate) fn create(path: &Path) -> Result<Self, CaError> {
        fs::create_dir_all(path).map_err(|error| CaError::at(path, &error))?;
        Ok(Self(path.to_owned()))
    }

    /// A folder inside this one.
    pub(crate) fn inner(&self, name: &str) -> Result<Self, CaError> {
        Self::create(&self.0.join(name))
    }

    /// Keeps other programs out of the folder until the lock is dropped.
    pub(crate) fn lock(&self) -> Result<File, CaError> {
        let path = self.0.join("lock");
        let file = File::create(&path).map_err(|error| CaError::at(&path, &error))?;
        file.lock().map_err(|error| CaError::at(&path, &error))?;
        Ok(file)
    }

    /// Finds or makes several keys at once, each in its own thread: making one takes a second.
    pub(crate) fn keys<const N: usize>(
        &self,
        names: [&str; N],
    ) -> Result<[RsaPrivateKey; N], CaError> {
        let keys = thread::scope(|scope| {
            let threads = names.map(|name| scope.spawn(move || self.key(name)));
            threads.map(|thread| match thread.join() {
                Ok(key) => key,
                Err(panic) => std::panic::resume_unwind(panic),
            })
        });
        let keys = keys.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(keys.try_into().expect("one key for each name"))
    }

    fn key(&self, name: &str) -> Result<RsaPrivateKey, CaError> {
        let file = format!("{name}.key");
        if let Some(der) = self.read(&file)?
            && let Ok(key) = RsaPrivateKey::from_pkcs8_der(&der)
        {
            return Ok(key);
        }
        let key = RsaPrivateKey::new(&mut OsRng, KEY_BITS).map_err(|_| CaError::KeyGeneration)?;
        let der = key.to_pkcs8_der().map_err(|_| CaError::KeyGeneration)?;
        self.write(&file, der.as_bytes())?;
        Ok(key)
    }

    /// The bytes of a file, none when it is not there.
    pub(crate) fn read(&self, file: &str) -> Result<Option<Vec<u8>>, CaError> {
        let path = self.0.join(file);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(CaError::at(&path, &error)),
        }
    }

    /// Writes a file whole or not at all.
    pub(crate) fn write(&self, file: &str, bytes: &[u8]) -> Result<(), CaError> {
        let path = self.0.join(file);
        let written = tempfile::NamedTempFile::new_in(&self.0).and_then(|mut new| {
            new.write_all(bytes)?;
            new.persist(&path).map_err(|failed| failed.error)
        });
        written
            .map(drop)
            .map_err(|error| CaError::at(&path, &error))
    }
}
