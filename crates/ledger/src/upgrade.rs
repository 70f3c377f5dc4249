//! Payloads of earlier versions become those of today on reading; what is stored and signed stays.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

/// Makes of a payload of one version the payload of the next one; `None` when it is not one of that version.
///
/// Pure: the same bytes give the same bytes on each PC.
pub type Upgrade = fn(&[u8]) -> Option<Zeroizing<Vec<u8>>>;

/// Which upgrades there are (旧形式の読み替え).
#[derive(Debug, Clone, Default)]
pub struct Upgrades {
    steps: BTreeMap<(String, u16), Upgrade>,
}

impl Upgrades {
    /// None at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the step from this version of a kind to the next one.
    #[must_use]
    pub fn step(mut self, kind: &str, from_version: u16, upgrade: Upgrade) -> Self {
        self.steps.insert((kind.to_owned(), from_version), upgrade);
        self
    }

    /// The payload in the latest version that the steps lead to, and which one that is.
    ///
    /// A payload that a step does not take stays as it was before that step.
    pub fn read(
        &self,
        kind: &str,
        version: u16,
        payload: Zeroizing<Vec<u8>>,
    ) -> (u16, Zeroizing<Vec<u8>>) {
        let (mut version, mut payload) = (version, payload);
        while let Some(next) = version.checked_add(1) {
            // Most kinds have no steps at all, and every event read comes by here.
            let step = self.steps.get(&(kind.to_owned(), version));
            let Some(upgraded) = step.and_then(|upgrade| upgrade(&payload)) else {
                break;
            };
            (version, payload) = (next, upgraded);
        }
        (version, payload)
    }
}
