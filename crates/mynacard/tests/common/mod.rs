//! A channel that answers by a function, for answers that no working card gives. Whole readings of well-formed cards
//! are tested in `real_pcscd.rs`.
#![allow(dead_code, reason = "each test program uses its part")]

use mynacard::{Channel, ChannelError, Pin, Secret};
use zeroize::Zeroizing;

/// 見本　花子, invented; the file of appendix A of the protocol facts, without filler.
pub const HANAKO: &[u8] = &[
    0xFF, 0x20, 0x5F, 0xDF, 0x21, 0x08, 0x00, 0x0E, 0x00, 0x20, 0x00, 0x53, 0x00, 0x5E, 0xDF, 0x22,
    0x0F, 0xE8, 0xA6, 0x8B, 0xE6, 0x9C, 0xAC, 0xE3, 0x80, 0x80, 0xE8, 0x8A, 0xB1, 0xE5, 0xAD, 0x90,
    0xDF, 0x23, 0x30, 0xE8, 0xA9, 0xA6, 0xE9, 0xA8, 0x93, 0xE7, 0x9C, 0x8C, 0xE6, 0x9E, 0xB6, 0xE7,
    0xA9, 0xBA, 0xE5, 0xB8, 0x82, 0xE8, 0xA6, 0x8B, 0xE6, 0x9C, 0xAC, 0xE7, 0x94, 0xBA, 0xEF, 0xBC,
    0x91, 0xE4, 0xB8, 0x81, 0xE7, 0x9B, 0xAE, 0xEF, 0xBC, 0x92, 0xE7, 0x95, 0xAA, 0xEF, 0xBC, 0x93,
    0xE5, 0x8F, 0xB7, 0xDF, 0x24, 0x08, 0x31, 0x39, 0x39, 0x30, 0x30, 0x34, 0x30, 0x31, 0xDF, 0x25,
    0x01, 0x32,
];

/// Certificate of an invented person by an invented authority, made with OpenSSL for these tests.
pub const CERTIFICATE: &[u8] = include_bytes!("../data/auth_certificate.der");

pub const SELECT_TEXT_INPUT: &str = "00A4040C0AD3921000310001010408";
pub const SELECT_JPKI: &str = "00A4040C0AD392F000260100000001";

/// Answers by a function of the command in hex; keeps the commands.
pub struct Scripted<F> {
    pub answer: F,
    pub sent: Vec<String>,
}

impl<F: FnMut(&str) -> Result<Vec<u8>, ChannelError>> Scripted<F> {
    pub fn new(answer: F) -> Self {
        Self {
            answer,
            sent: Vec::new(),
        }
    }

    /// How many secrets were sent.
    pub fn verifies(&self) -> usize {
        self.sent
            .iter()
            .filter(|command| is_verify(command))
            .count()
    }
}

impl<F: FnMut(&str) -> Result<Vec<u8>, ChannelError>> Channel for Scripted<F> {
    fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, ChannelError> {
        let command = hex(command);
        let answer = (self.answer)(&command);
        self.sent.push(command);
        answer.map(Zeroizing::new)
    }
}

pub fn is_verify(command: &str) -> bool {
    command.starts_with("0020") && command.len() > 8
}

pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02X}"))
}

pub fn status(status: u16) -> Vec<u8> {
    status.to_be_bytes().to_vec()
}

pub fn with_data(data: &[u8], status: u16) -> Vec<u8> {
    [data, &status.to_be_bytes()].concat()
}

pub fn pin() -> Secret {
    Secret::Pin(Pin::from_digits(b"1234").expect("four digits"))
}

/// How a well-behaved card may differ from another.
#[derive(Clone, Copy)]
pub struct Manners {
    /// Most bytes in one answer.
    pub most: usize,
    /// Whether short ids work for VERIFY and READ.
    pub short_ids: bool,
    /// Tries left.
    pub tries: u8,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            most: 256,
            short_ids: true,
            tries: 3,
        }
    }
}

/// Answers as a card that has one file and takes every secret.
pub fn answer(file: &[u8], manners: Manners, command: &str) -> Vec<u8> {
    let bytes: Vec<u8> = (0..command.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&command[at..at + 2], 16).expect("hex"))
        .collect();
    match bytes[..] {
        [0x00, 0x20, 0x00, p2, ..] if p2 != 0x80 && !manners.short_ids => status(0x6A86),
        [0x00, 0x20, 0x00, _] => status(0x63C0 | u16::from(manners.tries)),
        [0x00, 0xA4 | 0x20, ..] => status(0x9000),
        [0x00, 0xB0, p1, ..] if p1 & 0x80 != 0 && !manners.short_ids => status(0x6A86),
        [0x00, 0xB0, p1, p2, le] => {
            let offset = match p1 {
                0x80.. => usize::from(p2),
                _ => usize::from(u16::from_be_bytes([p1, p2])),
            };
            let wanted = if le == 0 { 256 } else { usize::from(le) };
            match file.get(offset..) {
                None | Some([]) => status(0x6B00),
                Some(rest) => with_data(&rest[..rest.len().min(wanted).min(manners.most)], 0x9000),
            }
        }
        _ => status(0x6D00),
    }
}

/// 基本4情報 of any texts, in the short or the long form of lengths.
pub fn record(name: &str, address: &str, birth_date: &str, sex: &str) -> Vec<u8> {
    let items = [
        object([0xDF, 0x21], &[0; 8]),
        object([0xDF, 0x22], name.as_bytes()),
        object([0xDF, 0x23], address.as_bytes()),
        object([0xDF, 0x24], birth_date.as_bytes()),
        object([0xDF, 0x25], sex.as_bytes()),
    ];
    object([0xFF, 0x20], &items.concat())
}

pub fn object(tag: [u8; 2], value: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(value.len()).expect("short").to_be_bytes();
    let length: &[u8] = if value.len() < 0x80 {
        &[low]
    } else {
        &[0x82, high, low]
    };
    [&tag, length, value].concat()
}
