//! Every fact about the card that has no public specification, in one place.
//!
//! Source of all: surveys of cards by independent implementers; checked here against a virtual card only.
//! When a real card disagrees, or the next card (次期個人番号カード) comes, this is the file to change.

use crate::{SecretKind, Sex};

/// AID of the text input application (券面事項入力補助AP).
pub(crate) const TEXT_INPUT_AID: [u8; 10] =
    [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];
/// AID of the JPKI application (公的個人認証AP).
pub(crate) const JPKI_AID: [u8; 10] = [0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];

/// 基本4情報; readable after the PIN or the face code.
pub(crate) const EF_BASIC_INFO: u16 = 0x0002;
/// 利用者証明用電子証明書; readable without a secret.
pub(crate) const EF_AUTH_CERTIFICATE: u16 = 0x000A;

/// The file that stands for a secret: a PIN is an EF of its own on this card.
pub(crate) fn secret_file(secret: SecretKind) -> u16 {
    match secret {
        SecretKind::Pin => 0x0011,
        SecretKind::FaceCode => 0x0015,
    }
}

/// The bit that, with the low five bits of a file id, addresses a file without SELECT (three surveys agree; whether
/// such a command also makes the file the current one is not known, so nothing here relies on it).
pub(crate) const SHORT_ID: u8 = 0x80;

/// Status words with which the card, or a card of another kind, says that it does not have the application.
pub(crate) fn means_no_such_application(status: u16) -> bool {
    matches!(
        status,
        0x6A81 | 0x6A82 | 0x6A86 | 0x6A87 | 0x6700 | 0x6999 | 0x6D00 | 0x6E00
    )
}

/// Status words of a locked secret: 6984 is what surveys saw, 6983 is what ISO 7816-4 says.
pub(crate) fn means_locked(status: u16) -> bool {
    matches!(status, 0x6983 | 0x6984)
}

/// The very first command after power-on may be answered with this (one survey); the same SELECT then works.
pub(crate) const NOT_AWAKE_YET: u16 = 0x6F00;
/// How often the first SELECT is sent at most. SELECT spends no try.
pub(crate) const SELECT_ATTEMPTS: usize = 3;

/// Record of the four items.
pub(crate) const TAG_BASIC_INFO: u32 = 0xFF20;
/// 氏名, UTF-8.
pub(crate) const TAG_NAME: u32 = 0xDF22;
/// 住所, UTF-8.
pub(crate) const TAG_ADDRESS: u32 = 0xDF23;
/// 生年月日, `YYYYMMDD` in ASCII.
pub(crate) const TAG_BIRTH_DATE: u32 = 0xDF24;
/// 性別, one ASCII digit.
pub(crate) const TAG_SEX: u32 = 0xDF25;

/// 性別 by JIS X 0303. Two sources write 3 for "other", which is the certificate's code for unknown; both readings
/// mean that neither 男 nor 女 is stated, so it is accepted as unknown.
pub(crate) fn sex(code: &[u8]) -> Sex {
    match code {
        b"1" => Sex::Male,
        b"2" => Sex::Female,
        b"9" => Sex::NotApplicable,
        _ => Sex::Unknown,
    }
}

/// No 基本4情報 comes near this: an address has at most 200 characters.
pub(crate) const MAX_BASIC_INFO_BYTES: usize = 4096;
/// Certificates of the card have up to about 1,600 bytes; the next card's keys are shorter.
pub(crate) const MAX_CERTIFICATE_BYTES: usize = 8192;
/// A card that sends one byte at a time is read up to here, then given up.
pub(crate) const MAX_READS_PER_FILE: usize = 512;
