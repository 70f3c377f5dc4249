//! What a card is to the virtual reader, whatever is in it.

/// A card that can be put on a virtual reader with [`crate::insert`].
pub trait Chip: Send + 'static {
    /// The answer to reset, as the reader makes it up for a contactless card (PC/SC part 3).
    fn atr(&self) -> &[u8];

    /// The field is lost, or comes back.
    fn power_off(&mut self) {}

    /// Warm reset.
    fn reset(&mut self) {}

    /// Answers one command APDU with data ‖ SW1 SW2.
    fn process(&mut self, command: &[u8]) -> Vec<u8>;
}
