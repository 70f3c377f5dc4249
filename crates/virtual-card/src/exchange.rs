//! What a card notes about the commands it answered.

/// One command that the card answered: never its data, which can be a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    /// CLA INS P1 P2.
    pub header: [u8; 4],
    /// Length of the whole command in bytes.
    pub command_length: usize,
    /// Length of the answer in bytes, SW1 SW2 included.
    pub answer_length: usize,
    /// SW1 SW2 as the card gave it, before any fault spoils it.
    pub status_word: u16,
}

impl Exchange {
    pub(crate) fn of(command: &[u8], answer: &[u8]) -> Self {
        let mut header = [0; 4];
        for (place, byte) in header.iter_mut().zip(command) {
            *place = *byte;
        }
        let status = answer.last_chunk().copied().unwrap_or_default();
        Self {
            header,
            command_length: command.len(),
            answer_length: answer.len(),
            status_word: u16::from_be_bytes(status),
        }
    }
}
