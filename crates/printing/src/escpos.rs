//! The few commands of ESC/POS that a slip needs, and what a printer answers to them.
//!
//! By hand, since the `escpos` crate brings every decoder of pictures along and scales what it is given,
//! while a picture of ours has the head's width already. Everything is drawn: a printer's own kanji pages differ.

use crate::Fault;

/// Rows of dots in one command, so that printers with a small buffer start at once.
const BAND: u32 = 256;
/// Dots that the paper is moved on, for the slip to pass the knife or the tearing edge (15 mm).
const FEED: u8 = 120;

/// A picture of black and white dots (1ビット画像).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    width: u32,
    bits: Vec<u8>,
}

impl Raster {
    /// A picture of this many dots a row. Each row fills whole bytes, the leftmost dot is the highest bit, 1 is black.
    ///
    /// `None` when the bits fill no whole rows, or the rows are wider than a command can say.
    pub fn new(width: u32, bits: Vec<u8>) -> Option<Self> {
        let row = usize::try_from(width.div_ceil(8)).ok()?;
        let fits = row > 0 && u16::try_from(row).is_ok() && bits.len().is_multiple_of(row);
        fits.then_some(Self { width, bits })
    }

    /// Dots of a row.
    pub fn width(&self) -> u32 {
        self.width
    }

    fn row_bytes(&self) -> u16 {
        u16::try_from(self.width.div_ceil(8)).expect("checked when it was made")
    }

    /// The commands that print it, move it past the knife, and cut.
    pub(crate) fn commands(&self, cuts: bool) -> Vec<u8> {
        let row = self.row_bytes();
        let mut commands = vec![ESC, b'@'];
        let band = usize::from(row) * usize::try_from(BAND).expect("a small number");
        for rows in self.bits.chunks(band) {
            let count = u16::try_from(rows.len() / usize::from(row)).expect("at most BAND rows");
            commands.extend_from_slice(&[GS, b'v', b'0', 0]);
            commands.extend_from_slice(&row.to_le_bytes());
            commands.extend_from_slice(&count.to_le_bytes());
            commands.extend_from_slice(rows);
        }
        commands.extend_from_slice(&[ESC, b'J', FEED]);
        if cuts {
            commands.extend_from_slice(&[GS, b'V', 0]);
        }
        commands
    }
}

const ESC: u8 = 0x1b;
const GS: u8 = 0x1d;
const DLE: u8 = 0x10;
const EOT: u8 = 0x04;

/// Asks at once, whatever is being printed, why the printer is offline (2) and how the paper is (4).
pub(crate) const ASK_STATUS: [u8; 6] = [DLE, EOT, 2, DLE, EOT, 4];
/// Answered when all that was sent before has been printed.
pub(crate) const ASK_WHEN_DONE: [u8; 3] = [GS, b'r', 1];

/// What one byte from the printer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    /// An answer to [`ASK_STATUS`].
    Status(u8),
    /// The answer to [`ASK_WHEN_DONE`].
    Done,
    /// Something else, such as a status that nobody asked for.
    Other,
}

/// Tells the answers apart by the bits that are fixed in each.
pub(crate) fn reply(byte: u8) -> Reply {
    match byte {
        byte if byte & 0b1001_0011 == 0b0001_0010 => Reply::Status(byte),
        byte if byte & 0b1001_0000 == 0 => Reply::Done,
        _ => Reply::Other,
    }
}

/// What keeps the printer from printing, by its answers about being offline and about paper.
pub(crate) fn fault(offline: u8, paper: u8) -> Option<Fault> {
    let has = |byte: u8, bits: u8| byte & bits != 0;
    if has(offline, 0x04) {
        Some(Fault::CoverOpen)
    } else if has(offline, 0x20) || has(paper, 0x60) {
        Some(Fault::OutOfPaper)
    } else if has(offline, 0x40) {
        Some(Fault::Stopped)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_picture_goes_out_in_bands_and_is_cut_at_the_end() {
        let raster = Raster::new(12, vec![0xf0; 2 * 300]).unwrap();
        let commands = raster.commands(true);
        assert_eq!(commands[..2], [ESC, b'@']);
        assert_eq!(commands[2..10], [GS, b'v', b'0', 0, 2, 0, 0, 1]);
        let second = 10 + 2 * 256;
        assert_eq!(
            commands[second..second + 8],
            [GS, b'v', b'0', 0, 2, 0, 44, 0]
        );
        assert!(commands.ends_with(&[ESC, b'J', FEED, GS, b'V', 0]));
        assert!(raster.commands(false).ends_with(&[ESC, b'J', FEED]));
    }

    #[test]
    fn a_picture_of_broken_rows_is_none() {
        assert_eq!(Raster::new(12, vec![0; 3]), None);
        assert_eq!(Raster::new(0, vec![]), None);
    }

    #[test]
    fn answers_are_told_apart() {
        assert_eq!(reply(0x12), Reply::Status(0x12));
        assert_eq!(reply(0x7e), Reply::Status(0x7e));
        assert_eq!(reply(0x0c), Reply::Done);
        assert_eq!(reply(0x14), Reply::Other);
        assert_eq!(fault(0x12, 0x12), None);
        assert_eq!(fault(0x12, 0x1e), None, "paper near its end goes on");
        assert_eq!(fault(0x32, 0x12), Some(Fault::OutOfPaper));
        assert_eq!(fault(0x12, 0x72), Some(Fault::OutOfPaper));
        assert_eq!(fault(0x16, 0x72), Some(Fault::CoverOpen));
        assert_eq!(fault(0x52, 0x12), Some(Fault::Stopped));
    }
}
