//! Names made from parts.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The first 16 bytes of the SHA-256 of all parts, each behind its length.
pub fn hash(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut first = [0; 16];
    first.copy_from_slice(&hash.finalize()[..16]);
    first
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_another_program_calculates() {
        // Python: hashlib.sha256(b"".join(len(p).to_bytes(8, "big") + p for p in (b"kazashi.training.1", bytes(16))))
        let name = hash(&[b"kazashi.training.1", &[0; 16]]);
        assert_eq!(hex(&name), "67b5e9f6f6664d028c56e429fdeeef1b");
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
    }
}
