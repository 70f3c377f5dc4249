//! Virtual cards read through the real pcscd.

mod desk;

use std::collections::BTreeSet;
use std::ffi::CString;
use std::time::{Duration, Instant};

use desk::{
    Desk, FIRST, SECOND, card, face_code_of, first, issue, pin_of, presence, put_on, resident,
    secrets_sent, take_off, wait_for, wrong_pin,
};
use mynacard::pcsc::{CardPresence, Watcher, connect, contactless_id, readers};
use mynacard::{
    BirthDate, CardError, CardKey, Channel, ChannelError, LastTry, SecretKind, Sex, TapKey,
    TriesLeft, read_auth_certificate, read_basic_info, tries_left,
};
use virtual_card::{Faults, Quirks, Resident, Slot, TransitCard, VirtualCard};
use zeroize::Zeroizing;

fn is_that_of(info: &mynacard::BasicInfo, resident: &Resident) -> bool {
    let sex = match resident.sex_code() {
        b'1' => Sex::Male,
        b'2' => Sex::Female,
        b'9' => Sex::NotApplicable,
        _ => Sex::Unknown,
    };
    info.name() == resident.name()
        && info.address() == resident.address()
        && info.birth_date() == BirthDate::Known(resident.birth_date())
        && info.sex() == sex
}

#[test]
fn every_resident_is_read_by_pin_and_by_face_code() {
    let desk = Desk::take();
    for resident in virtual_card::builtin() {
        let on_reader = put_on(&desk, issue(&resident), Slot::First, Faults::default());
        let by_pin = read_basic_info(&mut first(), &pin_of(&resident), LastTry::Allow);
        let expected = if resident.id() == "locked" {
            Some(CardError::Locked {
                secret: SecretKind::Pin,
            })
        } else {
            assert!(
                by_pin
                    .as_ref()
                    .is_ok_and(|info| is_that_of(info, &resident))
            );
            None
        };
        assert_eq!(by_pin.err(), expected, "{}", resident.id());

        let before = on_reader.exchanges();
        let info = read_basic_info(&mut first(), &face_code_of(&resident), LastTry::Refuse);
        assert!(
            info.is_ok_and(|info| is_that_of(&info, &resident)),
            "{}",
            resident.id()
        );
        let taken = on_reader.exchanges() - before;
        // A first READ BINARY brings up to 256 bytes, and the record is told apart from filler only by its length.
        let long = resident.id() == "long-name";
        assert_eq!(taken > 5, long, "{}", resident.id());
        take_off(&desk, on_reader, Slot::First);
    }
}

#[test]
fn tries_are_asked_and_counted_as_the_card_counts_them() {
    let desk = Desk::take();
    let person = resident("ordinary");
    let on_reader = put_on(&desk, issue(&person), Slot::First, Faults::default());
    let secret = SecretKind::Pin;
    for tries_before in [3, 2] {
        let expected = TriesLeft {
            pin: tries_before,
            face_code: 10,
        };
        assert_eq!(tries_left(&mut first()), Ok(expected));
        let tries_left = tries_before - 1;
        let outcome = read_basic_info(&mut first(), &wrong_pin(), LastTry::Refuse);
        assert_eq!(
            outcome.err(),
            Some(CardError::WrongSecret { secret, tries_left })
        );
    }
    assert_eq!(secrets_sent(&on_reader), 2);

    let outcome = read_basic_info(&mut first(), &pin_of(&person), LastTry::Refuse);
    assert_eq!(outcome.err(), Some(CardError::LastTry { secret }));
    assert_eq!(secrets_sent(&on_reader), 2);
    // The right one on the last try gives all of them back.
    assert!(read_basic_info(&mut first(), &pin_of(&person), LastTry::Allow).is_ok());
    assert_eq!(tries_left(&mut first()).map(|tries| tries.pin), Ok(3));

    for _ in 0..2 {
        assert!(read_basic_info(&mut first(), &wrong_pin(), LastTry::Allow).is_err());
    }
    for _ in 0..2 {
        let outcome = read_basic_info(&mut first(), &wrong_pin(), LastTry::Allow);
        assert_eq!(outcome.err(), Some(CardError::Locked { secret }));
    }
    assert_eq!(secrets_sent(&on_reader), 6);
    let card = take_off(&desk, on_reader, Slot::First);
    assert_eq!(card.tries_left().pin, 0);
    assert_eq!(card.tries_left().face_code, 10);
}

#[test]
fn a_card_lifted_at_any_moment_is_said_to_be_lifted_and_keeps_its_tries() {
    let desk = Desk::take();
    let person = resident("ordinary");
    let mut card = issue(&person);
    for answered in 0..6 {
        let faults = Faults {
            gone_after: Some(answered),
            ..Faults::default()
        };
        let on_reader = put_on(&desk, card, Slot::First, faults);
        let outcome = read_basic_info(&mut first(), &pin_of(&person), LastTry::Refuse);
        // After the fourth answer everything is read, and a card without power has no rights to lose.
        let expected = (answered < 4).then_some(CardError::Channel(ChannelError::CardRemoved));
        assert_eq!(outcome.err(), expected, "lifted after {answered} answers");
        card = take_off(&desk, on_reader, Slot::First);
        assert_eq!(card.tries_left().pin, 3);
        assert_eq!(card.tries_left().face_code, 10);
    }
    let on_reader = put_on(&desk, card, Slot::First, Faults::default());
    assert!(read_basic_info(&mut first(), &pin_of(&person), LastTry::Refuse).is_ok());
    take_off(&desk, on_reader, Slot::First);
}

#[test]
fn garbled_answers_give_errors_and_never_a_second_try() {
    let desk = Desk::take();
    let person = resident("ordinary");
    let mut card = issue(&person);
    for garbled in 0..5 {
        let faults = Faults {
            garble_after: Some(garbled),
            ..Faults::default()
        };
        let on_reader = put_on(&desk, card, Slot::First, faults);
        let outcome = read_basic_info(&mut first(), &pin_of(&person), LastTry::Refuse);
        assert!(secrets_sent(&on_reader) <= 1);
        if let Ok(info) = outcome {
            assert!(is_that_of(&info, &person), "answer {garbled} garbled");
        }
        card = take_off(&desk, on_reader, Slot::First);
        assert_eq!(card.tries_left().pin, 3);
    }
}

#[test]
fn no_right_is_left_on_the_card() {
    let desk = Desk::take();
    let person = resident("ordinary");
    let mut card = issue(&person);
    card.set_quirks(Quirks {
        rights_survive_reset: true,
        stumbles_after_power_on: true,
    });
    let on_reader = put_on(&desk, card, Slot::First, Faults::default());
    assert!(read_basic_info(&mut first(), &pin_of(&person), LastTry::Refuse).is_ok());
    let answer = first().transmit(&[0x00, 0xB0, 0x82, 0x00, 0x00]);
    assert!(answer.is_ok_and(|answer| answer.ends_with(&[0x69, 0x82]) && answer.len() == 2));
    take_off(&desk, on_reader, Slot::First);
}

#[test]
fn certificates_are_read_without_a_secret() {
    let desk = Desk::take();
    let on_reader = put_on(&desk, card("ordinary"), Slot::First, Faults::default());
    let certificate = read_auth_certificate(&mut first());
    assert!(certificate.is_ok_and(|certificate| {
        let day = |moment: jiff::Timestamp| moment.to_zoned(jiff::tz::TimeZone::UTC).date();
        let today = jiff::civil::date(2026, 11, 21);
        !certificate.serial().is_empty()
            && certificate.issuer().starts_with(&[0x30])
            && day(certificate.not_before()) <= today
            && day(certificate.not_after()) > today
    }));
    assert_eq!(secrets_sent(&on_reader), 0);
    take_off(&desk, on_reader, Slot::First);

    let on_reader = put_on(
        &desk,
        card("no-certificate"),
        Slot::First,
        Faults::default(),
    );
    let outcome = read_auth_certificate(&mut first());
    assert_eq!(outcome.err(), Some(CardError::CertificateAbsent));
    take_off(&desk, on_reader, Slot::First);
}

#[test]
fn another_card_is_not_a_my_number_card() {
    let desk = Desk::take();
    let other = VirtualCard::without_applications();
    let on_reader = put_on(&desk, other, Slot::First, Faults::default());
    assert_eq!(tries_left(&mut first()), Err(CardError::NotMyNumberCard));
    let outcome = read_auth_certificate(&mut first());
    assert_eq!(outcome.err(), Some(CardError::NotMyNumberCard));
    take_off(&desk, on_reader, Slot::First);
}

#[test]
fn a_transit_card_is_recognised_and_a_my_number_card_only_by_its_certificate() {
    let desk = Desk::take();
    let key = TapKey::new(Zeroizing::new([7; 32]));
    let mut seen = BTreeSet::new();
    // The first one comes twice.
    for place in [0, 1, 2, 0] {
        let transit = TransitCard::builtin().remove(place);
        let on_reader = put_on(&desk, transit, Slot::First, Faults::default());
        let id = contactless_id(&mut first());
        assert_eq!(id.as_ref().err(), None);
        let before = seen.len();
        seen.extend(id.map(|id| CardKey::of_contactless_id(&key, &id).to_bytes()));
        let is_new = seen.len() > before;
        assert_eq!(is_new, before < 3, "card {place}");
        assert_eq!(on_reader.exchanges(), 1);
        let outcome = read_auth_certificate(&mut first());
        assert_eq!(outcome.err(), Some(CardError::NotMyNumberCard));
        take_off(&desk, on_reader, Slot::First);
    }
    assert_eq!(seen.len(), 3);

    let on_reader = put_on(&desk, card("ordinary"), Slot::First, Faults::default());
    let id = contactless_id(&mut first());
    assert_eq!(id.err(), Some(CardError::IdNotStable));
    assert_eq!(on_reader.exchanges(), 0, "its number is not even asked for");
    let tap = || {
        let certificate = read_auth_certificate(&mut first()).ok()?;
        Some(CardKey::of_certificate(&key, &certificate).to_bytes())
    };
    let once = tap();
    assert!(once.is_some_and(|once| seen.insert(once)));
    let ordinary = take_off(&desk, on_reader, Slot::First);
    let on_reader = put_on(&desk, card("foreign"), Slot::First, Faults::default());
    assert!(tap().is_some_and(|other| seen.insert(other)));
    take_off(&desk, on_reader, Slot::First);
    let on_reader = put_on(&desk, ordinary, Slot::First, Faults::default());
    assert!(tap() == once, "the same card comes again");
    take_off(&desk, on_reader, Slot::First);
}

#[test]
fn two_readers_are_two_cards() {
    let desk = Desk::take();
    let (one, two) = (resident("ordinary"), resident("foreign"));
    let left = put_on(&desk, issue(&one), Slot::First, Faults::default());
    let right = put_on(&desk, issue(&two), Slot::Second, Faults::default());
    let both = readers().expect("pcscd");
    assert!(
        both.iter()
            .all(|reader| reader.card == CardPresence::Present)
    );
    let mut right_channel = connect(SECOND).expect("the second card");
    let mut left_channel = first();
    assert_eq!(presence(FIRST), Some(CardPresence::InUse));
    for (channel, person) in [(&mut left_channel, &one), (&mut right_channel, &two)] {
        let info = read_basic_info(channel, &pin_of(person), LastTry::Refuse);
        assert!(info.is_ok_and(|info| is_that_of(&info, person)));
    }
    drop((left_channel, right_channel));
    take_off(&desk, left, Slot::First);
    take_off(&desk, right, Slot::Second);
}

#[test]
fn a_card_held_by_another_program_is_waited_for_and_then_in_use() {
    let desk = Desk::take();
    let on_reader = put_on(&desk, card("ordinary"), Slot::First, Faults::default());
    let other_program = || {
        let context = pcsc::Context::establish(pcsc::Scope::User).expect("pcscd");
        let reader = CString::new(FIRST).expect("a name");
        context
            .connect(&reader, pcsc::ShareMode::Shared, pcsc::Protocols::ANY)
            .expect("a card")
    };
    let held = other_program();
    let start = Instant::now();
    assert_eq!(connect(FIRST).err(), Some(ChannelError::ReaderInUse));
    let waited = start.elapsed();
    assert!(waited > Duration::from_millis(1500) && waited < Duration::from_secs(5));
    drop(held);

    let held = other_program();
    let lets_go = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(600));
        drop(held);
    });
    assert!(connect(FIRST).is_ok());
    lets_go.join().expect("the other program");
    take_off(&desk, on_reader, Slot::First);
}

#[test]
fn what_cannot_be_connected_says_why() {
    let desk = Desk::take();
    assert_eq!(connect(FIRST).err(), Some(ChannelError::NoCard));
    assert_eq!(
        connect("no such reader").err(),
        Some(ChannelError::ReaderGone)
    );
    drop(desk);
}

#[test]
fn the_watcher_tells_each_change_once() {
    let desk = Desk::take();
    let mut watcher = Watcher::new();
    let mut card_on_first = || -> Option<CardPresence> {
        let told = watcher.wait(Duration::from_secs(5)).expect("pcscd")?;
        let first = told.into_iter().find(|reader| reader.name == FIRST);
        first.map(|reader| reader.card)
    };
    assert_eq!(card_on_first(), Some(CardPresence::Absent));
    let inserted = virtual_card::insert(card("ordinary"), Slot::First, Faults::default());
    assert_eq!(card_on_first(), Some(CardPresence::Present));
    let channel = first();
    assert_eq!(card_on_first(), Some(CardPresence::InUse));
    drop(channel);
    assert_eq!(card_on_first(), Some(CardPresence::Present));
    inserted.expect("vpcd").remove();
    assert_eq!(card_on_first(), Some(CardPresence::Absent));
    let start = Instant::now();
    assert_eq!(watcher.wait(Duration::from_millis(300)), Ok(None));
    assert!(start.elapsed() < Duration::from_secs(2));
    wait_for(|| presence(FIRST) == Some(CardPresence::Absent));
    drop(desk);
}
