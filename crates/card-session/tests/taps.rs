//! Cards recognised without a secret, and what follows.

mod common;

use advice::Advise;
use card_session::{CardEffect, CardInput, CardSession, CardStage, Session, Step, Tap};
use common::{FULL, Reader, card, key, person, tap_asked, tries_asked};
use mynacard::{CardError, CardFile, ChannelError, Problem, SecretKind, TapKey};
use static_assertions::assert_not_impl_any;
use zeroize::Zeroizing;

assert_not_impl_any!(Tap: std::fmt::Debug);
assert_not_impl_any!(CardSession: std::fmt::Debug, Clone);

/// A desk that waits, and on whose reader this card was tapped.
fn tapped(tap: Tap) -> (Reader, Session) {
    let mut reader = Reader::new(true);
    assert!(reader.session.begin().is_none());
    let session = reader.places();
    assert!(reader.does(CardInput::Tapped(session, Ok(tap))).is_none());
    (reader, session)
}

fn rests_with(reader: &Reader, tap: Tap) -> bool {
    matches!(reader.session.stage(), CardStage::Tapped(stands) if *stands == tap)
        && reader.session.tap() == Some(tap)
}

#[test]
fn a_tap_comes_first_and_rests_until_the_desk_decides() {
    let (mut reader, _) = tapped(card(1));
    assert!(rests_with(&reader, card(1)));
    for input in [
        CardInput::Press(1),
        CardInput::Done,
        CardInput::UseSecret(SecretKind::FaceCode),
        CardInput::Taken,
        CardInput::Placed,
    ] {
        assert!(reader.does(input).is_none());
    }
    assert!(rests_with(&reader, card(1)), "the tap outlives the card");
}

#[test]
fn people_in_a_queue_tap_one_after_the_other() {
    let (mut reader, first) = tapped(card(1));
    reader.session.finish();
    assert!(matches!(reader.session.stage(), CardStage::Idle));
    assert!(
        reader.session.begin().is_none(),
        "their card still lies there"
    );
    assert!(reader.session.card_left());
    assert!(reader.does(CardInput::Taken).is_none());
    let second = reader.places();
    assert!(first != second);
    reader.does(CardInput::Tapped(first, Ok(card(1))));
    assert!(
        matches!(reader.session.stage(), CardStage::Tapping),
        "an answer of the tap before is nobody's"
    );
    reader.does(CardInput::Tapped(second, Ok(card(2))));
    assert!(rests_with(&reader, card(2)));

    // The third one is quicker than the clerk.
    reader.does(CardInput::Taken);
    reader.does(CardInput::Placed);
    reader.session.finish();
    let third = tap_asked(reader.session.begin());
    reader.does(CardInput::Tapped(third, Ok(card(3))));
    assert!(rests_with(&reader, card(3)));
}

#[test]
fn an_unknown_card_goes_on_to_its_pin_and_is_read_with_its_tap() {
    let (mut reader, _) = tapped(card(1));
    let session = tries_asked(reader.session.go_on_with_secret());
    reader.does(CardInput::TriesKnown(session, Ok(FULL)));
    assert!(matches!(reader.session.stage(), CardStage::Entering { .. }));
    let read = reader.reads("見本　花子");
    assert!(read.info.name() == "見本　花子" && read.by == SecretKind::Pin);
    assert!(read.tap == Some(card(1)));
    assert!(matches!(reader.session.stage(), CardStage::Idle));
    reader.session.finish();
    assert!(reader.session.tap().is_none());
}

#[test]
fn a_card_lifted_before_its_pin_is_recognised_anew() {
    let (mut reader, _) = tapped(card(1));
    reader.does(CardInput::Taken);
    assert!(reader.session.go_on_with_secret().is_none());
    assert!(matches!(reader.session.stage(), CardStage::Awaiting));
    let session = reader.places();
    let tries = reader.does(CardInput::Tapped(session, Ok(card(2))));
    let session = tries_asked(tries);
    reader.does(CardInput::TriesKnown(session, Ok(FULL)));
    reader.does(CardInput::Press(4));
    // And once more, with the pad open.
    reader.does(CardInput::Taken);
    let session = reader.places();
    let session = tries_asked(reader.does(CardInput::Tapped(session, Ok(card(3)))));
    reader.does(CardInput::TriesKnown(session, Ok(FULL)));
    let read = reader.reads("見本　太郎");
    assert!(read.tap == Some(card(3)), "the card that was read");
}

#[test]
fn a_card_exchanged_while_it_is_asked_is_asked_from_the_start() {
    let (mut reader, _) = tapped(card(1));
    let session = tries_asked(reader.session.go_on_with_secret());
    reader.does(CardInput::Taken);
    reader.does(CardInput::Placed);
    let again = reader.does(CardInput::TriesKnown(session, Ok(FULL)));
    let session = tap_asked(again);
    assert!(reader.session.tap().is_none());
    tries_asked(reader.does(CardInput::Tapped(session, Ok(card(2)))));
    assert!(reader.session.tap() == Some(card(2)));
}

#[test]
fn a_card_exchanged_while_it_is_read_loses_its_tap() {
    let (mut reader, _) = tapped(card(1));
    let session = tries_asked(reader.session.go_on_with_secret());
    reader.does(CardInput::TriesKnown(session, Ok(FULL)));
    assert!(reader.types("4826").is_some());
    reader.does(CardInput::Taken);
    reader.does(CardInput::Placed);
    let Step::Read(read) = reader.step(CardInput::Read(session, Ok(person("見本　花子"))))
    else {
        panic!("what was read is handed over");
    };
    assert!(read.tap.is_none());
    tap_asked(reader.session.begin());
}

#[test]
fn a_card_that_was_read_is_not_read_again_for_the_next_person() {
    let (mut reader, _) = tapped(card(1));
    let session = tries_asked(reader.session.go_on_with_secret());
    reader.does(CardInput::TriesKnown(session, Ok(FULL)));
    reader.reads("見本　花子");
    assert!(reader.session.begin().is_none());
    assert!(reader.session.card_left());
    reader.does(CardInput::Taken);
    reader.places();
}

#[test]
fn a_transit_card_is_recognised_and_never_asked_for_a_pin() {
    let transit = Tap::Contactless(key(7));
    let (mut reader, _) = tapped(transit);
    assert!(!transit.takes_secret() && transit.key() == Some(key(7)));
    assert!(reader.session.go_on_with_secret().is_none());
    assert!(rests_with(&reader, transit));

    // Nor in place of the card whose PIN was to come.
    let (mut reader, _) = tapped(card(1));
    reader.does(CardInput::Taken);
    reader.session.go_on_with_secret();
    let session = reader.places();
    assert!(
        reader
            .does(CardInput::Tapped(session, Ok(transit)))
            .is_none()
    );
    let CardStage::Problem(problem) = reader.session.stage() else {
        panic!("another card is needed");
    };
    assert_eq!(problem.advice.code, "not-my-number-card");
    reader.does(CardInput::Taken);
    let session = reader.places();
    tries_asked(reader.does(CardInput::Tapped(session, Ok(card(1)))));
}

#[test]
fn a_card_without_certificate_can_still_be_read() {
    let key = TapKey::new(Zeroizing::new([1; 32]));
    for error in [
        CardError::CertificateAbsent,
        CardError::Malformed {
            file: CardFile::AuthCertificate,
            problem: Problem::NotACertificate,
        },
    ] {
        let tap = Tap::of_certificate(&key, Err(error));
        let Ok(tap @ Tap::WithoutCertificate) = tap else {
            panic!("the card can be read all the same");
        };
        assert!(tap.key().is_none());
        let (mut reader, _) = tapped(tap);
        tries_asked(reader.session.go_on_with_secret());
    }
    let lifted = CardError::from(ChannelError::CardRemoved);
    assert_eq!(Tap::of_certificate(&key, Err(lifted)).err(), Some(lifted));
}

#[test]
fn a_tap_that_fails_says_why_and_the_next_card_is_asked() {
    for error in [
        CardError::IdNotStable,
        CardError::IdNotGiven,
        CardError::Channel(ChannelError::CardRemoved),
    ] {
        let mut reader = Reader::new(true);
        reader.session.begin();
        let session = reader.places();
        reader.does(CardInput::Tapped(session, Err(error)));
        let CardStage::Problem(problem) = reader.session.stage() else {
            panic!("the clerk is told");
        };
        assert_eq!(problem.advice.code, error.advice().code);
        reader.does(CardInput::Taken);
        reader.places();
    }
}

#[test]
fn a_desk_without_taps_asks_for_the_tries_at_once() {
    let mut reader = Reader::new(false);
    reader.session.begin();
    let session = tries_asked(reader.does(CardInput::Placed));
    reader.does(CardInput::Tapped(session, Ok(card(1))));
    assert!(matches!(reader.session.stage(), CardStage::Checking));
    reader.does(CardInput::TriesKnown(session, Ok(FULL)));
    assert!(reader.reads("見本　花子").tap.is_none());
}

#[test]
fn no_card_after_all() {
    let (mut reader, _) = tapped(card(1));
    assert!(reader.session.cancel());
    assert!(!reader.session.cancel(), "nothing is left to give up");
    reader.does(CardInput::Taken);
    reader.session.begin();
    let session = reader.places();
    assert!(!reader.session.cancel(), "the card is at work");
    reader.does(CardInput::Tapped(session, Ok(card(1))));
    let session = tries_asked(reader.session.go_on_with_secret());
    reader.does(CardInput::TriesKnown(session, Ok(FULL)));
    let Some(CardEffect::ReadBasicInfo { .. }) = reader.types("4826") else {
        panic!("the card is read");
    };
    assert!(!reader.session.cancel(), "the card is at work");
}
