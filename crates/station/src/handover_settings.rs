//! The settings of hand-over to the back office: `[handover]`.

use std::path::PathBuf;

use handover::{CityKey, Encoding, FileFormat};
use serde::{Deserialize, Serialize};

/// How filled forms are handed over (引き継ぎ); by default not at all. See `docs/handover.md`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HandoverSettings {
    /// Whether forms carry a code, where they have a field for it.
    pub qr: bool,
    /// The city's public key, 64 hexadecimal digits; without it the code is not sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Where files are written; without it none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<PathBuf>,
    /// Kind of file.
    pub format: FileFormat,
    /// Character code of the files.
    pub encoding: Encoding,
}

impl HandoverSettings {
    /// Whether this is the default; then it is not saved.
    pub(crate) fn is_off(&self) -> bool {
        *self == Self::default()
    }

    /// The city's key, checked when the settings were read.
    pub fn city_key(&self) -> Option<CityKey> {
        self.key
            .as_deref()
            .and_then(|text| CityKey::parse(text).ok())
    }

    /// The first field whose value cannot be meant, and why.
    pub(crate) fn problem(&self) -> Option<(&'static str, String)> {
        if let Some(error) = self
            .key
            .as_deref()
            .and_then(|key| CityKey::parse(key).err())
        {
            return Some(("key", error.to_string()));
        }
        let relative = self.folder.as_ref().is_some_and(|dir| dir.is_relative());
        relative.then(|| ("folder", "must be an absolute path".to_owned()))
    }
}
