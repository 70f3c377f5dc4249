//! What goes from one ledger to another, by wire, stick or neighbour.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{DeviceCard, DeviceId, RealmId, Signed, SubjectId, SubjectKey};

/// The last event of each device that a ledger holds: its number and hash.
pub type Have = BTreeMap<DeviceId, (u64, [u8; 32])>;

/// A part of a ledger for another one (差分). Holds keys: seal it before it leaves the PC; no `Debug`.
#[derive(Clone, Serialize, Deserialize)]
pub struct Batch {
    /// The disaster, election or training run.
    pub realm: RealmId,
    /// Who the devices are.
    pub cards: Vec<DeviceCard>,
    /// The events, of any device, in any order.
    pub events: Vec<Signed>,
    /// Keys of the subjects of these events, and of the streams (each under its id).
    #[serde(with = "keys")]
    pub keys: Vec<(SubjectId, SubjectKey)>,
    /// All erased subjects: the set only grows, and goes with every batch.
    pub erased: Vec<SubjectId>,
    /// Devices that are shut out, each with the first number that is not valid any more.
    #[serde(default)]
    pub revoked: Vec<(DeviceId, u64)>,
    /// Whether there are events left that did not fit.
    pub more: bool,
}

impl Batch {
    /// One with nothing in it.
    pub fn empty(realm: RealmId) -> Self {
        Self {
            realm,
            cards: Vec::new(),
            events: Vec::new(),
            keys: Vec::new(),
            erased: Vec::new(),
            revoked: Vec::new(),
            more: false,
        }
    }
}

mod keys {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use zeroize::Zeroizing;

    use crate::wire::ByteBuf;
    use crate::{SubjectId, SubjectKey};

    struct Exposed<'a>(&'a SubjectKey);

    impl Serialize for Exposed<'_> {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.serialize_bytes(self.0.expose())
        }
    }

    pub fn serialize<S: Serializer>(
        keys: &[(SubjectId, SubjectKey)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(keys.iter().map(|(subject, key)| (subject, Exposed(key))))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(SubjectId, SubjectKey)>, D::Error> {
        let given = Vec::<(SubjectId, ByteBuf)>::deserialize(from)?;
        given
            .into_iter()
            .map(|(subject, bytes)| {
                let bytes = Zeroizing::new(bytes.0);
                match <[u8; 32]>::try_from(bytes.as_slice()) {
                    Ok(key) => Ok((subject, SubjectKey::new(key))),
                    Err(_) => Err(D::Error::invalid_length(bytes.len(), &"32 bytes")),
                }
            })
            .collect()
    }
}
