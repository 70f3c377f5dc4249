//! Applications (AP) and their elementary files (EF).

use std::collections::BTreeMap;
use std::sync::Arc;

use rsa::RsaPrivateKey;

/// Who may read a file.
#[derive(Clone, Copy)]
pub(crate) enum Access {
    /// Anyone.
    Free,
    /// Whoever has verified one of these secrets (EF ids).
    AfterAnyOf(&'static [u16]),
    /// Nobody.
    Never,
}

/// A secret in the card: an EF of its own that is verified against and never read.
pub(crate) struct StoredSecret {
    /// The bytes that VERIFY must carry; none for a reference that is blocked from birth.
    pub(crate) value: Vec<u8>,
    /// Tries after a success.
    pub(crate) limit: u8,
    /// Tries left now.
    pub(crate) tries: u8,
}

/// A private key in the card.
pub(crate) struct KeyFile {
    pub(crate) key: Arc<RsaPrivateKey>,
    /// The secret (EF id) that opens it; none for internal authentication.
    pub(crate) guard: Option<u16>,
}

/// An elementary file.
pub(crate) enum File {
    /// Transparent file, read by READ BINARY.
    Binary {
        content: Vec<u8>,
        access: Access,
    },
    /// Record file, read by READ RECORD.
    Records(Vec<Vec<u8>>),
    Secret(StoredSecret),
    Key(KeyFile),
    /// Known to exist on real cards, content unknown: can be selected, nothing else.
    Opaque,
}

impl File {
    pub(crate) fn free(content: Vec<u8>) -> Self {
        let access = Access::Free;
        Self::Binary { content, access }
    }

    pub(crate) fn guarded(content: Vec<u8>, secrets: &'static [u16]) -> Self {
        let access = Access::AfterAnyOf(secrets);
        Self::Binary { content, access }
    }

    pub(crate) fn secret(value: &str, limit: u8, tries: u8) -> Self {
        Self::Secret(StoredSecret {
            value: value.as_bytes().to_vec(),
            limit,
            tries: tries.min(limit),
        })
    }

    pub(crate) fn key(key: Arc<RsaPrivateKey>, guard: Option<u16>) -> Self {
        Self::Key(KeyFile { key, guard })
    }
}

/// An application of the card (AP, DF).
pub(crate) struct Application {
    /// Its full application identifier.
    pub(crate) aid: [u8; 10],
    pub(crate) files: BTreeMap<u16, File>,
    /// The key (EF id) that a signature with P2 = 00 takes.
    pub(crate) default_key: Option<u16>,
}
