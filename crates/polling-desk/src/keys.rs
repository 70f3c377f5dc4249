//! The keys of an election beside those that every desk has.

pub use custody::Keys;
use ledger::{RealmId, StreamId};
use polling::plain::{BoothId, ElectorId};
use vault::{Key, Tokens};
use zeroize::Zeroizing;

/// The key under which the ledger travels between booths; another one for training.
pub(crate) fn bundles(keys: &Keys, training: bool) -> Key {
    if training {
        keyed(&keys.secrets.bundles, "training.bundles")
    } else {
        keys.secrets.bundles.clone()
    }
}

/// What all booths and the authority of an election know, and nobody else: for codes that are read aloud.
pub(crate) fn voice(keys: &Keys) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(*keyed(&keys.secrets.tokens, "voice").as_bytes())
}

/// Under which the list of early voters is signed, the same at all booths and polling stations.
pub(crate) fn freezing(keys: &Keys) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(*keyed(&keys.secrets.tokens, "freezing").as_bytes())
}

/// Under which name events speak of an elector: the same at all booths of the election, and nothing without the key.
pub(crate) fn elector_id(tokens: &Tokens, number: &str) -> ElectorId {
    ElectorId(tokens.other("elector", &[number.as_bytes()]))
}

/// The stream of a booth: the same on all its PCs.
pub(crate) fn stream_of(realm: RealmId, booth: &BoothId) -> StreamId {
    StreamId(booth.stream(&realm.0))
}

/// The key of the roll.
pub(crate) fn of_roll(key: &Key) -> Key {
    keyed(key, "roll")
}

/// The key of the claims.
pub(crate) fn of_claims(key: &Key) -> Key {
    keyed(key, "claims")
}

/// Another key of 256 bits for one purpose.
fn keyed(key: &Key, purpose: &str) -> Key {
    let tokens = Tokens::new(key);
    let mut bytes = Zeroizing::new([0; 32]);
    for (half, number) in bytes.chunks_exact_mut(16).zip([b"1", b"2"]) {
        half.copy_from_slice(&tokens.other("key", &[purpose.as_bytes(), number]));
    }
    Key::from_bytes(&bytes)
}
