//! What a desk keeps of its hub beside its ledger.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uplink::Settings;

/// Which hub, and whether this PC is it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    /// Whether this PC is the hub.
    pub hosting: bool,
    /// What the hub is called.
    pub name: String,
    /// Where it is.
    pub settings: Settings,
}

impl Kept {
    /// None where there is no hub, or the file is not what this program wrote: the desk works alone then.
    pub(super) fn load(root: &Path) -> Option<Self> {
        let text = fs::read_to_string(file(root)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Whole or not at all.
    pub(super) fn save(&self, root: &Path) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        put(&file(root), &text)
    }

    pub(super) fn remove(root: &Path) {
        let _ = fs::remove_file(file(root));
    }
}

/// How far the hub's logs were followed.
pub(super) fn marks(root: &Path) -> PathBuf {
    root.join("hub-marks.json")
}

pub(super) fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = file.with_extension("draft");
    fs::write(&draft, bytes)?;
    fs::rename(&draft, file)
}

fn file(root: &Path) -> PathBuf {
    root.join("hub.json")
}
