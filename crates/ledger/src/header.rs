//! The signed part of an event, and its one way to be bytes.

use std::fmt;

use ciborium::Value;

use crate::canonical::{self, NotCanonical};
use crate::{ActorId, DeviceId, EventId, Hash8, RealmId, StreamId, SubjectId};

/// The version that stands first in each header.
const FORMAT: u64 = 1;
/// How many items the array has.
const ITEMS: usize = 19;

/// Most bytes of a kind.
pub const MOST_KIND_BYTES: usize = 64;
/// Most events that one event can name as seen.
pub const MOST_BASIS: usize = 256;
/// Most events that one device can write: its place in the chain has 40 bits in a ledger.
const MOST_SEQ: u64 = (1 << 40) - 1;
/// Most bytes of a header; one with all that is allowed has fewer.
pub const MOST_HEADER_BYTES: usize = 4096;

/// What an event says of itself without saying anything of a person (ヘッダー).
///
/// Its bytes are an array in deterministic CBOR (RFC 8949 §4.2), in the order of the fields here,
/// with the number 1 before them.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    /// The disaster, election or training run.
    pub realm: RealmId,
    /// The shelter or roll.
    pub stream: StreamId,
    /// Handle for people and logs.
    pub id: EventId,
    /// Who wrote it.
    pub device: DeviceId,
    /// 1, 2, 3 … of this device, without gaps.
    pub seq: u64,
    /// SHA-256 of this device's header before; zeros before the first.
    pub prev: [u8; 32],
    /// One more than all that this device had seen in the realm (Lamport's counter).
    pub lamport: u64,
    /// Events of the entity that the operator had on the screen.
    pub basis: Vec<Hash8>,
    /// What happened: 1 to 64 of lower-case letters, digits, `.`, `_` and `-`.
    pub kind: String,
    /// Version of the payload's shape for this kind.
    pub version: u16,
    /// What the PC's clock said, milliseconds since 1970 UTC. Data, never a referee of order.
    pub wall_ms: i64,
    /// When it happened, milliseconds since 1970 UTC, if that is not when it was entered.
    pub occurred: Option<i64>,
    /// Random for each start of the operating system.
    pub boot: [u8; 8],
    /// Milliseconds since that start.
    pub mono_ms: u64,
    /// Who was logged in.
    pub actor: ActorId,
    /// Whose key seals the payload; `None` for events about no person.
    pub subject: Option<SubjectId>,
    /// Bytes of the sealed payload.
    pub payload_len: u32,
    /// SHA-256 of the sealed payload.
    pub payload_hash: [u8; 32],
}

impl Header {
    /// The bytes that are signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        let basis = self.basis.iter().map(|seen| bytes(&seen.0)).collect();
        canonical::encode(&Value::Array(vec![
            FORMAT.into(),
            bytes(&self.realm.0),
            bytes(&self.stream.0),
            bytes(&self.id.0),
            bytes(&self.device.0),
            self.seq.into(),
            bytes(&self.prev),
            self.lamport.into(),
            Value::Array(basis),
            self.kind.as_str().into(),
            self.version.into(),
            self.wall_ms.into(),
            self.occurred.map_or(Value::Null, Value::from),
            bytes(&self.boot),
            self.mono_ms.into(),
            bytes(&self.actor.0),
            self.subject.map_or(Value::Null, |id| bytes(&id.0)),
            self.payload_len.into(),
            bytes(&self.payload_hash),
        ]))
    }

    /// Reads a header; any other way to write the same header is refused.
    pub fn from_bytes(header: &[u8]) -> Result<Self, HeaderError> {
        if header.len() > MOST_HEADER_BYTES {
            return Err(HeaderError::TooLong);
        }
        let value = canonical::decode(header)?;
        let items = value.into_array().map_err(|_| HeaderError::NotAHeader)?;
        match items.first().and_then(Value::as_integer) {
            Some(format) if format == FORMAT.into() => {}
            Some(_) => return Err(HeaderError::UnknownFormat),
            None => return Err(HeaderError::NotAHeader),
        }
        let read = Self::from_items(items)?;
        // What is left are only other spellings of the same numbers, which our reader takes too.
        if read.to_bytes() == header {
            Ok(read)
        } else {
            Err(HeaderError::NotCanonical)
        }
    }

    fn from_items(items: Vec<Value>) -> Result<Self, HeaderError> {
        let items: [Value; ITEMS] = items.try_into().map_err(|_| HeaderError::NotAHeader)?;
        let [
            _,
            realm,
            stream,
            id,
            device,
            seq,
            prev,
            lamport,
            basis,
            kind,
            version,
            wall_ms,
            occurred,
            boot,
            mono_ms,
            actor,
            subject,
            payload_len,
            payload_hash,
        ] = items;
        let basis = basis.into_array().map_err(|_| HeaderError::NotAHeader)?;
        let header = Self {
            realm: RealmId(fixed(&realm)?),
            stream: StreamId(fixed(&stream)?),
            id: EventId(fixed(&id)?),
            device: DeviceId(fixed(&device)?),
            seq: counted(&seq)?,
            prev: fixed(&prev)?,
            lamport: counted(&lamport)?,
            basis: basis
                .iter()
                .map(|seen| fixed(seen).map(Hash8))
                .collect::<Result<_, _>>()?,
            kind: kind.into_text().map_err(|_| HeaderError::NotAHeader)?,
            version: number(&version)?,
            wall_ms: number(&wall_ms)?,
            occurred: match occurred {
                Value::Null => None,
                given => Some(number(&given)?),
            },
            boot: fixed(&boot)?,
            mono_ms: number(&mono_ms)?,
            actor: ActorId(fixed(&actor)?),
            subject: match subject {
                Value::Null => None,
                given => Some(SubjectId(fixed(&given)?)),
            },
            payload_len: number(&payload_len)?,
            payload_hash: fixed(&payload_hash)?,
        };
        header.check_limits().map(|()| header)
    }

    fn check_limits(&self) -> Result<(), HeaderError> {
        // The stream's own key is kept under the stream's id, and must not be erased as a person's.
        let stream_as_subject = self.subject.is_some_and(|id| id.0 == self.stream.0);
        let bounds = self.seq <= MOST_SEQ && self.basis.len() <= MOST_BASIS;
        if !is_kind(&self.kind) || !bounds || stream_as_subject {
            return Err(HeaderError::OutOfBounds);
        }
        Ok(())
    }

    /// Under whose key the payload is: the subject's, or the stream's own, which is kept under the stream's id.
    pub fn sealed_for(&self) -> SubjectId {
        crate::seal::sealed_for(self)
    }

    /// Where the event stands among all of its realm: the same on every ledger.
    pub fn order(&self) -> (u64, DeviceId, u64) {
        (self.lamport, self.device, self.seq)
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Header")
            .field("kind", &self.kind)
            .field("version", &self.version)
            .field("device", &self.device)
            .field("seq", &self.seq)
            .field("lamport", &self.lamport)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// Whether a text can be a kind: it reaches logs, so nothing of a person may fit in.
pub fn is_kind(text: &str) -> bool {
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"._-".contains(&c);
    (1..=MOST_KIND_BYTES).contains(&text.len()) && text.bytes().all(plain)
}

/// Why bytes are no header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// More bytes than a header can have.
    #[error("longer than a header can be")]
    TooLong,
    /// Not the CBOR array that a header is.
    #[error("not a header")]
    NotAHeader,
    /// A header of a later program.
    #[error("a header of an unknown format")]
    UnknownFormat,
    /// A number, a kind or a list is beyond its bounds.
    #[error("beyond the bounds of a header")]
    OutOfBounds,
    /// The right header in other bytes than the one way to write it.
    #[error("not the deterministic encoding")]
    NotCanonical,
}

impl From<NotCanonical> for HeaderError {
    fn from(_: NotCanonical) -> Self {
        Self::NotAHeader
    }
}

fn bytes(of: &[u8]) -> Value {
    Value::Bytes(of.to_vec())
}

fn fixed<const N: usize>(value: &Value) -> Result<[u8; N], HeaderError> {
    let bytes = value.as_bytes().ok_or(HeaderError::NotAHeader)?;
    bytes
        .as_slice()
        .try_into()
        .map_err(|_| HeaderError::OutOfBounds)
}

fn number<T: TryFrom<i128>>(value: &Value) -> Result<T, HeaderError> {
    let integer = value.as_integer().ok_or(HeaderError::NotAHeader)?;
    T::try_from(i128::from(integer)).map_err(|_| HeaderError::OutOfBounds)
}

/// Counts from 1 up to what SQLite's numbers hold.
fn counted(value: &Value) -> Result<u64, HeaderError> {
    match number::<i64>(value)? {
        counted @ 1.. => Ok(counted.unsigned_abs()),
        _ => Err(HeaderError::OutOfBounds),
    }
}
