//! A card is recognised again, by its certificate or by a number of its own, and only under the city's key.

mod common;

use common::{CERTIFICATE, Scripted, hex, status, with_data};
use mynacard::{CardError, CardKey, ChannelError, ContactlessId, TapKey, untrusted};
use zeroize::Zeroizing;

const FELICA: u8 = 0x11;
const TYPE_A: u8 = 0x03;

fn key(first: u8) -> TapKey {
    let mut bytes = [first; 32];
    for (byte, add) in bytes.iter_mut().zip(0..) {
        *byte += add;
    }
    TapKey::new(Zeroizing::new(bytes))
}

/// The answer to reset of a card without one of its own, as PC/SC part 3 has readers write it; the check is not looked at.
fn atr(standard: u8) -> [u8; 20] {
    let mut atr = [0; 20];
    atr[..12].copy_from_slice(&[
        0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06,
    ]);
    atr[12] = standard;
    atr
}

fn asked(atr: &[u8], answer: &[u8]) -> (Result<ContactlessId, CardError>, Vec<String>) {
    let mut reader = Scripted::new(|_: &str| Ok(answer.to_vec()));
    let id = untrusted::contactless_id(&mut reader, atr);
    (id, reader.sent)
}

fn error_of(standard: u8, id: &[u8]) -> Option<CardError> {
    asked(&atr(standard), &with_data(id, 0x9000)).0.err()
}

/// Calculated apart from this library, with Python's `hmac`.
#[test]
fn a_certificate_gives_the_key_that_another_program_calculates() {
    let certificate = untrusted::certificate(CERTIFICATE).expect("a certificate");
    let certificate = certificate.expect("not filler");
    let of = |city| hex(&CardKey::of_certificate(&key(city), &certificate).to_bytes());
    assert_eq!(of(0), "E55EA7D44600A3B9AA44CF0A35DBE290");
    assert_eq!(of(1), "1400922326600757C3A0C29DC6FED353", "another city");
}

/// Calculated apart from this library, with Python's `hmac`.
#[test]
fn a_transit_card_gives_the_key_that_another_program_calculates() {
    let idm = [0x01, 0x14, 0xF3, 0x01, 0x5A, 0x20, 0x26, 0x01];
    let (id, sent) = asked(&atr(FELICA), &with_data(&idm, 0x9000));
    assert_eq!(sent, ["FFCA000000"]);
    let card_key = CardKey::of_contactless_id(&key(0), &id.expect("a number"));
    assert_eq!(
        hex(&card_key.to_bytes()),
        "3C4F8537E8F02FA8CA85289DFFAAC421"
    );
    assert!(card_key == CardKey::from_bytes(card_key.to_bytes()));
}

#[test]
fn a_number_of_the_cards_own_is_taken() {
    for (standard, id) in [
        (
            FELICA,
            &[0x01, 0x14, 0xF3, 0x01, 0x5A, 0x20, 0x26, 0x01][..],
        ),
        (TYPE_A, &[0x9A, 0x3C, 0x51, 0x07]),
        (TYPE_A, &[0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6]),
        // Of seven bytes the first is the maker's number, and 08 is one of them.
        (TYPE_A, &[0x08, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6]),
        (0x01, &[0x04, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ] {
        assert_eq!(error_of(standard, id), None, "{standard:02X} {}", hex(id));
    }
}

#[test]
fn a_number_that_is_another_each_time_or_not_the_cards_own_is_refused() {
    for (standard, id) in [
        (TYPE_A, &[0x08, 0x3C, 0x51, 0x07][..]),
        (TYPE_A, &[0x3F, 0x3C, 0x51, 0x07]),
        (FELICA, &[0x01, 0xFE, 0x21, 0x43, 0x65, 0x87, 0xA9, 0xCB]),
        (FELICA, &[0x02, 0xFE, 0x21, 0x43, 0x65, 0x87, 0xA9, 0xCB]),
    ] {
        assert_eq!(
            error_of(standard, id),
            Some(CardError::IdNotStable),
            "{standard:02X} {}",
            hex(id)
        );
    }
}

#[test]
fn a_card_of_another_kind_is_not_asked_for_its_number() {
    let type_b_of_part_3 = atr(0x07);
    let my_number_card = [
        0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x00, 0x00, 0x33, 0x81, 0x81, 0x00, 0x3A,
    ];
    let in_the_slot = [0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14];
    let cut_off = &atr(FELICA)[..12];
    for atr in [
        &type_b_of_part_3[..],
        &my_number_card,
        &in_the_slot,
        cut_off,
        &[],
    ] {
        let (id, sent) = asked(atr, &with_data(&[1, 2, 3, 4], 0x9000));
        assert_eq!(id.err(), Some(CardError::IdNotStable), "{}", hex(atr));
        assert!(sent.is_empty(), "{}", hex(atr));
    }
}

#[test]
fn a_reader_that_tells_no_number_is_said_to_tell_none() {
    for answer in [
        &status(0x6A81)[..],
        &status(0x6300),
        &status(0x9000),
        &with_data(&[0; 8], 0x9000),
        &with_data(&[0xFF; 8], 0x9000),
        &with_data(&[1, 2, 3, 4], 0x9000),
        &with_data(&[7; 16], 0x9000),
    ] {
        let (id, _) = asked(&atr(FELICA), answer);
        assert_eq!(id.err(), Some(CardError::IdNotGiven), "{}", hex(answer));
    }
    let mut lifted = Scripted::new(|_: &str| Err(ChannelError::CardRemoved));
    let id = untrusted::contactless_id(&mut lifted, &atr(FELICA));
    assert_eq!(id.err(), Some(ChannelError::CardRemoved.into()));
}

#[test]
fn a_reader_that_wants_the_right_length_is_asked_again() {
    let mut reader = Scripted::new(|command: &str| {
        Ok(match command {
            "FFCA000008" => with_data(&[0x01, 0x14, 1, 2, 3, 4, 5, 6], 0x9000),
            _ => status(0x6C08),
        })
    });
    let id = untrusted::contactless_id(&mut reader, &atr(FELICA));
    assert!(id.is_ok());
}
