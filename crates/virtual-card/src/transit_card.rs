//! A transit card (交通系ICカード) in software: nothing but its number, as a reader tells it.

use advice::Bilingual;

use crate::Chip;
use crate::apdu::{Command, StatusWord};

/// FeliCa, as PC/SC part 3 and its supplemental document write it: category, application identifier, RID of the PC/SC
/// Workgroup, standard 11, name 003B, four bytes for later use, check.
const ATR: [u8; 20] = [
    0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, 0x11, 0x00, 0x3B, 0x00,
    0x00, 0x00, 0x00, 0x42,
];

/// Numbers of the cards of the training tray, all invented.
const BUILTIN: [[u8; 8]; 3] = [
    [0x01, 0x14, 0xF3, 0x01, 0x5A, 0x20, 0x26, 0x01],
    [0x01, 0x14, 0xF3, 0x02, 0x5A, 0x20, 0x26, 0x02],
    [0x01, 0x14, 0xF3, 0x03, 0x5A, 0x20, 0x26, 0x03],
];

/// A transit card: tells its IDm to whoever asks, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitCard {
    place: usize,
    idm: [u8; 8],
}

impl TransitCard {
    /// The invented cards of the training tray, in the order in which they are shown.
    pub fn builtin() -> Vec<Self> {
        let numbered = BUILTIN.into_iter().zip(1..);
        numbered.map(|(idm, place)| Self { place, idm }).collect()
    }

    /// Its name in lists and on the command line.
    pub fn id(&self) -> String {
        format!("transit-{}", self.place)
    }

    /// What it is called on the screen.
    pub fn title(&self) -> Bilingual {
        Bilingual::new(
            format!("交通系カード{}", self.place),
            format!("Transit card {}", self.place),
        )
    }

    /// What it is good for.
    pub fn hint(&self) -> Bilingual {
        Bilingual::new(
            "氏名などは入っていません。次に同じカードだと見分けるためのものです。",
            "Holds no name. It is only recognised when it comes again.",
        )
    }

    /// The number, as the reader tells it.
    pub fn idm(&self) -> [u8; 8] {
        self.idm
    }

    fn answer(&self, command: &Command) -> Result<Vec<u8>, StatusWord> {
        let header = (command.class, command.instruction, command.p1, command.p2);
        match header {
            (0xFF, 0xCA, 0x00, 0x00) => match command.expected {
                None => Err(StatusWord::WRONG_LENGTH),
                Some(most) if most < self.idm.len() => Err(StatusWord::RIGHT_LENGTH_IS_8),
                Some(_) => Ok(self.idm.to_vec()),
            },
            (0xFF, 0xCA, ..) => Err(StatusWord::NOT_SUPPORTED),
            _ => Err(StatusWord::UNKNOWN_INSTRUCTION),
        }
    }
}

impl Chip for TransitCard {
    fn atr(&self) -> &[u8] {
        &ATR
    }

    fn process(&mut self, command: &[u8]) -> Vec<u8> {
        let answer = Command::parse(command).and_then(|command| self.answer(&command));
        let (mut bytes, status) = match answer {
            Ok(data) => (data, StatusWord::DONE),
            Err(status) => (Vec::new(), status),
        };
        bytes.extend(status.0.to_be_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tells_its_number_and_nothing_else() {
        let mut card = TransitCard::builtin().remove(0);
        let with_status = [&card.idm()[..], &[0x90, 0x00]].concat();
        for (command, answer) in [
            (&[0xFF, 0xCA, 0, 0, 0][..], &with_status[..]),
            (&[0xFF, 0xCA, 0, 0, 8], &with_status),
            (&[0xFF, 0xCA, 0, 0, 4], &[0x6C, 0x08]),
            (&[0xFF, 0xCA, 0, 0], &[0x67, 0x00]),
            (&[0xFF, 0xCA, 1, 0, 0], &[0x6A, 0x81]),
            (&[0x00, 0xA4, 4, 12, 2, 0xD3, 0x92], &[0x6D, 0x00]),
            (&[0x00, 0xB0, 0, 0, 0], &[0x6D, 0x00]),
        ] {
            assert_eq!(card.process(command), answer, "{command:02X?}");
        }
    }

    #[test]
    fn the_check_of_the_atr_is_right_and_no_two_cards_are_alike() {
        assert_eq!(ATR[1..].iter().fold(0, |sum, byte| sum ^ byte), 0);
        let cards = TransitCard::builtin();
        let numbers: std::collections::BTreeSet<_> = cards.iter().map(TransitCard::idm).collect();
        assert_eq!(numbers.len(), cards.len());
    }
}
