//! The number that another contactless card, such as a transit card (交通系ICカード), tells without being asked for more.

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::exchange::Exchange;
use crate::{CardError, Channel};

/// Historical bytes with which a reader describes a card without an answer to reset of its own: category 80, an
/// application identifier of 12 bytes, the RID of the PC/SC Workgroup (PC/SC part 3, 3.1.3.2.3).
const STORAGE_CARD: [u8; 8] = [0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06];
/// Where they stand in an ATR of contactless cards, behind 3B 8n 80 01.
const HISTORICAL_BYTES: usize = 4;

/// First bytes of an NFCID2 that is no card's own: 01FE is random (ISO/IEC 18092), 02FE is of a program on a phone.
const NOT_A_CARDS_OWN: [[u8; 2]; 2] = [[0x01, 0xFE], [0x02, 0xFE]];

/// The number of a contactless card: IDm of FeliCa (8 bytes), UID of ISO/IEC 14443 Type A (4, 7 or 10 bytes).
///
/// It follows a person about, so it is wiped on drop and has no `Debug`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct ContactlessId(Vec<u8>);

/// Kinds of cards whose number can be their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    FeliCa,
    TypeA,
}

impl ContactlessId {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Asks the reader for the card's number, where a card with this answer to reset keeps the same one.
    pub(crate) fn read<C: Channel + ?Sized>(
        channel: &mut C,
        atr: &[u8],
    ) -> Result<Self, CardError> {
        let kind = kind_of(atr).ok_or(CardError::IdNotStable)?;
        let id = Exchange::new(channel).contactless_id()?;
        let id = Self(id.ok_or(CardError::IdNotGiven)?.to_vec());
        if !kind.has_length(id.0.len()) || is_all_alike(&id.0) {
            return Err(CardError::IdNotGiven);
        }
        if !kind.is_the_cards_own(&id.0) {
            return Err(CardError::IdNotStable);
        }
        Ok(id)
    }
}

/// What the reader takes the card for; `None` for every card whose number is another each time, as that of Type B.
fn kind_of(atr: &[u8]) -> Option<Kind> {
    let (description, rest) = atr.get(HISTORICAL_BYTES..)?.split_first_chunk()?;
    if *description != STORAGE_CARD {
        return None;
    }
    // The byte SS of the PC/SC Workgroup's supplemental document to part 3.
    match rest.first()? {
        0x01..=0x03 => Some(Kind::TypeA),
        0x11 => Some(Kind::FeliCa),
        _ => None,
    }
}

impl Kind {
    fn has_length(self, length: usize) -> bool {
        match self {
            Self::FeliCa => length == 8,
            Self::TypeA => matches!(length, 4 | 7 | 10),
        }
    }

    fn is_the_cards_own(self, id: &[u8]) -> bool {
        match self {
            Self::FeliCa => !NOT_A_CARDS_OWN.iter().any(|start| id.starts_with(start)),
            // ISO/IEC 14443-3: of four bytes, 08 starts a random number, xF one that other cards have too.
            Self::TypeA => id.len() > 4 || (id[0] != 0x08 && id[0] & 0x0F != 0x0F),
        }
    }
}

// A reader that has no number to give fills the answer up.
fn is_all_alike(id: &[u8]) -> bool {
    id.iter().all(|byte| *byte == 0x00) || id.iter().all(|byte| *byte == 0xFF)
}
