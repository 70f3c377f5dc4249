//! The number of a card that is no My Number Card.

use super::PcscChannel;
use crate::{CardError, ContactlessId};

/// Reads the number of a contactless card that keeps the same one, by the reader's own command (PC/SC part 3, 3.2.2.1).
///
/// [`CardError::IdNotStable`] for every other card: Type B (My Number Card, driving licence), most cards with a chip of
/// their own, phones. [`CardError::IdNotGiven`] when this reader does not tell it.
pub fn contactless_id(channel: &mut PcscChannel) -> Result<ContactlessId, CardError> {
    let atr = channel.atr()?;
    ContactlessId::read(channel, &atr)
}
