//! Making a key from what a person remembers or types: Argon2id (RFC 9106).

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::Key;
use crate::key::KEY_BYTES;

/// Bytes of a salt.
pub(crate) const SALT_BYTES: usize = 16;

/// What one try costs, stored with what it protects so that later versions can ask for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// The second recommended set of RFC 9106, section 4: 64 MiB, 3 passes, 4 lanes.
    pub const USUAL: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };

    /// More memory, for a file that leaves the building; at least 64 and at most 1024 MiB.
    pub fn with_mebibytes(mebibytes: u32) -> Option<Self> {
        (64..=1024).contains(&mebibytes).then_some(Self {
            memory_kib: mebibytes * 1024,
            ..Self::USUAL
        })
    }

    /// Memory in mebibytes.
    pub fn mebibytes(self) -> u32 {
        self.memory_kib / 1024
    }

    /// Neither so low that somebody weakened the file, nor so high that it stops the PC.
    pub(crate) fn is_sound(self) -> bool {
        (64 * 1024..=1024 * 1024).contains(&self.memory_kib)
            && (1..=16).contains(&self.passes)
            && (1..=16).contains(&self.lanes)
            && self.memory_kib * self.passes >= 3 * 64 * 1024
    }
}

/// The key that belongs to the text, salt and cost; none when the cost is out of bounds.
pub(crate) fn stretch(text: &[u8], salt: &[u8], cost: Cost) -> Option<Key> {
    if !cost.is_sound() {
        return None;
    }
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(KEY_BYTES)).ok()?;
    let mut memory = vec![Block::default(); params.block_count()];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut bytes = [0; KEY_BYTES];
    let made = argon.hash_password_into_with_memory(text, salt, &mut bytes, &mut memory);
    memory.iter_mut().for_each(Zeroize::zeroize);
    let key = Key::from_bytes(&bytes);
    bytes.zeroize();
    made.ok().map(|()| key)
}
