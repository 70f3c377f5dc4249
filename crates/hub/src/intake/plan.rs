//! What is to be written.

use std::collections::BTreeMap;

use ledger::{DeviceCard, DeviceId, Header, Reason, Signed, StreamId, SubjectId};
use sha2::{Digest, Sha256};
use sync::{Item, Mark, Stored};

use super::offered::OfferedKey;
use super::sealing::{KeyTag, payload_of, sealed_for};
use crate::store::Device;

/// All that an offer changes, to be written in one transaction.
pub struct Plan {
    /// Devices that are new or whose chain or standing changed, as they are now.
    pub devices: Vec<Device>,
    /// What goes into each log, in its order.
    pub logs: BTreeMap<StreamId, Vec<Row>>,
    /// Events whose payload came now, so that it is no longer lacking.
    pub filled: Vec<(DeviceId, u64)>,
    /// What is kept apart.
    pub apart: Vec<ApartRow>,
    /// Keys that are new.
    pub keys: Vec<OfferedKey>,
    /// Under which keys payloads are sealed, new or changed; whether the log names the key.
    pub sealing: BTreeMap<(StreamId, SubjectId, KeyTag), bool>,
    /// Subjects that are erased by it: keys and payloads are deleted wherever they are.
    pub erased: Vec<SubjectId>,
    /// The answer.
    pub stored: Stored,
}

/// What an entry of a log is, as a number in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// [`Item::Card`].
    Card = 0,
    /// [`Item::Event`].
    Event = 1,
    /// [`Item::Payload`].
    Payload = 2,
    /// [`Item::Key`].
    Key = 3,
    /// [`Item::Erased`].
    Erased = 4,
    /// [`Item::Revoked`].
    Revoked = 5,
}

impl RowKind {
    /// From the number.
    pub fn from_number(number: i16) -> Option<Self> {
        let all = [
            Self::Card,
            Self::Event,
            Self::Payload,
            Self::Key,
            Self::Erased,
            Self::Revoked,
        ];
        all.into_iter().find(|kind| *kind as i16 == number)
    }
}

/// An entry of a log as a row. A card is named by its device: cards never change.
#[derive(Clone)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// [`Item::hash`].
    pub hash: [u8; 32],
    /// Of which device.
    pub device: Option<DeviceId>,
    /// Its number; with [`RowKind::Revoked`] the first that is not valid.
    pub seq: Option<u64>,
    /// Under whose key the payload is sealed, or whose key or erasure it is.
    pub subject: Option<SubjectId>,
    /// Of a key.
    pub tag: Option<KeyTag>,
    /// Of an event.
    pub header: Option<Vec<u8>>,
    /// Of an event.
    pub signature: Option<Vec<u8>>,
    /// Of an event or a late payload.
    pub payload: Option<Vec<u8>>,
    /// Whether an event's payload is missing although its subject is not erased.
    pub lacks: bool,
}

impl Row {
    fn bare(kind: RowKind, item: &Item) -> Self {
        Self {
            kind,
            hash: item.hash(),
            device: None,
            seq: None,
            subject: None,
            tag: None,
            header: None,
            signature: None,
            payload: None,
            lacks: false,
        }
    }

    /// A device that writes into the stream.
    pub fn card(card: &DeviceCard) -> Self {
        Self {
            device: Some(card.device()),
            ..Self::bare(RowKind::Card, &Item::Card(card.clone()))
        }
    }

    /// An event; `lacks` when it came without its payload although the subject is not erased.
    pub fn event(header: &Header, signed: Signed, lacks: bool) -> Self {
        let item = Item::Event(signed);
        let row = Self::bare(RowKind::Event, &item);
        let Item::Event(signed) = item else {
            return row;
        };
        Self {
            device: Some(header.device),
            seq: Some(header.seq),
            subject: Some(sealed_for(header)),
            header: Some(signed.header_bytes),
            signature: Some(signed.signature),
            payload: signed.payload,
            lacks,
            ..row
        }
    }

    /// A payload that came late.
    pub fn payload(header: &Header, payload: Vec<u8>) -> Self {
        let (device, seq) = (header.device, header.seq);
        let item = Item::Payload {
            device,
            seq,
            payload: None,
        };
        Self {
            device: Some(device),
            seq: Some(seq),
            subject: Some(sealed_for(header)),
            payload: Some(payload),
            ..Self::bare(RowKind::Payload, &item)
        }
    }

    /// A key, which itself is kept elsewhere.
    pub fn key(subject: SubjectId, tag: KeyTag) -> Self {
        Self {
            subject: Some(subject),
            tag: Some(tag),
            ..Self::bare(RowKind::Key, &Item::Key { subject, tag })
        }
    }

    /// A subject that is erased.
    pub fn erased(subject: SubjectId) -> Self {
        Self {
            subject: Some(subject),
            ..Self::bare(RowKind::Erased, &Item::Erased(subject))
        }
    }

    /// A device that is shut out.
    pub fn revoked(device: DeviceId, from: u64) -> Self {
        Self {
            device: Some(device),
            seq: Some(from),
            ..Self::bare(RowKind::Revoked, &Item::Revoked { device, from })
        }
    }

    /// The entry of the log; `None` if the row is not as this program writes rows.
    pub fn item(self, card: impl FnOnce(DeviceId) -> Option<DeviceCard>) -> Option<Item> {
        Some(match self.kind {
            RowKind::Card => Item::Card(card(self.device?)?),
            RowKind::Event => Item::Event(Signed {
                header_bytes: self.header?,
                signature: self.signature?,
                payload: self.payload,
            }),
            RowKind::Payload => Item::Payload {
                device: self.device?,
                seq: self.seq?,
                payload: self.payload,
            },
            RowKind::Key => Item::Key {
                subject: self.subject?,
                tag: self.tag?,
            },
            RowKind::Erased => Item::Erased(self.subject?),
            RowKind::Revoked => Item::Revoked {
                device: self.device?,
                from: self.seq?,
            },
        })
    }
}

/// Where each row comes to stand after `head`; the last is the log's new end.
pub fn number(head: Mark, rows: &[Row]) -> Vec<Mark> {
    let marks = rows.iter().scan(head, |mark, row| {
        *mark = mark.after(&row.hash);
        Some(*mark)
    });
    marks.collect()
}

/// Something that is kept apart, as a row.
#[derive(Clone)]
pub struct ApartRow {
    /// Names the bytes; of the payload only the hash is in it, since that can be erased.
    pub id: [u8; 32],
    /// Why; `None` when it waits for its device to be let in.
    pub reason: Option<Reason>,
    /// The device that it names.
    pub device: Option<DeviceId>,
    /// The number that it names.
    pub seq: Option<u64>,
    /// Whose payload it is.
    pub subject: Option<SubjectId>,
    /// When it came, milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// The bytes.
    pub signed: Signed,
}

impl ApartRow {
    /// What is to be kept.
    pub fn new(
        header: Option<&Header>,
        reason: Option<Reason>,
        at_ms: i64,
        signed: Signed,
    ) -> Self {
        let payload = signed.payload.as_deref().unwrap_or_default();
        let id = Sha256::new()
            .chain_update(Sha256::digest(payload))
            .chain_update(&signed.signature)
            .chain_update(&signed.header_bytes)
            .finalize();
        Self {
            id: id.into(),
            reason,
            device: header.map(|header| header.device),
            seq: header.map(|header| header.seq),
            subject: header.and_then(payload_of),
            at_ms,
            signed,
        }
    }
}
