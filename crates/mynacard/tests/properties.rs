//! Whatever a card answers, nothing panics, nothing goes on without end, and no second try is spent.

mod common;

use common::{CERTIFICATE, HANAKO, Manners, Scripted, answer, object, pin, record};
use mynacard::{
    BirthDate, ChannelError, LastTry, Sex, read_auth_certificate, read_basic_info, tries_left,
    untrusted,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Most commands that one reading may take: the reads of a file byte by byte, and what stands around them.
const MOST_COMMANDS: usize = 512 * 18;

fn any_answer() -> impl Strategy<Value = Result<Vec<u8>, ChannelError>> {
    let known_status = prop::sample::select(vec![
        0x9000u16, 0x9000, 0x9000, 0x6282, 0x6110, 0x6100, 0x6C10, 0x6C00, 0x63C3, 0x63C3, 0x63C2,
        0x63C1, 0x63C0, 0x6984, 0x6982, 0x6A82, 0x6A86, 0x6B00, 0x6F00, 0x6D00,
    ]);
    prop_oneof![
        1 => Just(Err(ChannelError::CommunicationLost)),
        1 => Just(Err(ChannelError::CardReset)),
        2 => vec(any::<u8>(), 0..4).prop_map(Ok),
        4 => (vec(any::<u8>(), 0..300), any::<u16>()).prop_map(|(data, sw)| Ok(common::with_data(&data, sw))),
        12 => (vec(any::<u8>(), 0..4), known_status.clone()).prop_map(|(data, sw)| Ok(common::with_data(&data, sw))),
        8 => (Just(HANAKO), 0..=HANAKO.len()).prop_map(|(data, end)| Ok(common::with_data(&data[..end], 0x9000))),
        20 => known_status.prop_map(|sw| Ok(common::status(sw))),
    ]
}

fn item_text() -> impl Strategy<Value = String> {
    vec(
        any::<char>().prop_filter("control", |c| !c.is_control()),
        0..90,
    )
    .prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answers_end_the_reading(answers in vec(any_answer(), 1..60)) {
        let mut next = answers.iter().cycle();
        let mut card = Scripted::new(|_: &str| next.next().cloned().unwrap_or(Ok(Vec::new())));
        let _ = read_basic_info(&mut card, &pin(), LastTry::Refuse);
        prop_assert!(card.verifies() <= 1);
        prop_assert!(card.sent.len() <= MOST_COMMANDS);
        card.sent.clear();
        let _ = read_auth_certificate(&mut card);
        let _ = tries_left(&mut card);
        prop_assert!(card.verifies() == 0);
        prop_assert!(card.sent.len() <= MOST_COMMANDS);
    }

    #[test]
    fn any_bytes_are_no_panic(bytes in vec(any::<u8>(), 0..600)) {
        let _ = untrusted::tlv(&bytes);
        let _ = untrusted::basic_info(&bytes);
        let _ = untrusted::certificate(&bytes);
    }

    #[test]
    fn any_number_of_a_card_is_taken_or_refused_and_asked_for_once(
        atr in vec(any::<u8>(), 0..34),
        standard in prop_oneof![Just(0x03u8), Just(0x11), any::<u8>()],
        answers in vec(any_answer(), 1..60),
    ) {
        let storage_card = [
            &[0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, standard],
            &atr[..],
        ].concat();
        for atr in [&atr, &storage_card] {
            let mut next = answers.iter().cycle();
            let mut reader = Scripted::new(|_: &str| next.next().cloned().unwrap_or(Ok(Vec::new())));
            let _ = untrusted::contactless_id(&mut reader, atr);
            // Once with any length, once with the right one, and what a chain of answers may take.
            prop_assert!(reader.sent.iter().filter(|command| command.starts_with("FFCA")).count() <= 2);
            prop_assert!(reader.sent.len() <= 18);
        }
    }

    #[test]
    fn damage_is_no_panic(changes in vec((any::<Index>(), any::<u8>()), 1..4), end in any::<Index>()) {
        for whole in [HANAKO, CERTIFICATE] {
            let mut bytes = whole.to_vec();
            for (at, value) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *value;
            }
            bytes.truncate(end.index(whole.len()) + 1);
            let _ = untrusted::basic_info(&bytes);
            let _ = untrusted::certificate(&bytes);
            let _ = untrusted::tlv(&bytes);
        }
    }

    #[test]
    fn what_the_card_holds_is_what_is_read(
        name in item_text(),
        address in item_text(),
        most in 2usize..=256,
        short_ids in any::<bool>(),
        filler in prop::sample::select(vec![0x00u8, 0xFF]),
    ) {
        let mut file = record(&name, &address, "20010203", "9");
        file.extend([filler; 64]);
        let manners = Manners { most, short_ids, tries: 3 };
        let mut card = Scripted::new(|command: &str| Ok(answer(&file, manners, command)));
        let info = read_basic_info(&mut card, &pin(), LastTry::Refuse);
        prop_assert!(info.is_ok());
        if let Ok(info) = info {
            prop_assert!(info.name() == name);
            prop_assert!(info.address() == address);
            prop_assert!(info.birth_date() == BirthDate::Known(jiff::civil::date(2001, 2, 3)));
            prop_assert!(info.sex() == Sex::NotApplicable);
        }
    }

    #[test]
    fn offsets_are_not_trusted_and_new_items_not_minded(
        offsets in vec(any::<u8>(), 0..40),
        new_tag in 0x26u8..0x7F,
        new_value in vec(any::<u8>(), 0..200),
    ) {
        let items = [
            object([0xDF, 0x21], &offsets),
            object([0xDF, 0x22], "見本".as_bytes()),
            object([0xDF, 0x23], b""),
            object([0xDF, 0x24], b"19451399"),
            object([0xDF, 0x25], b"3"),
            object([0xDF, new_tag], &new_value),
        ];
        let info = untrusted::basic_info(&object([0xFF, 0x20], &items.concat()));
        prop_assert!(info.is_ok());
        if let Ok(info) = info {
            prop_assert!(info.name() == "見本");
            prop_assert!(info.address().is_empty());
            prop_assert!(info.birth_date() == BirthDate::Unreadable);
            prop_assert!(info.sex() == Sex::Unknown);
        }
    }
}
