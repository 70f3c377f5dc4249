//! One session from the first click to the paper, and everything that can come between.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test stops where it goes wrong"
)]

mod common;

use std::time::Duration;

use common::{A_MOMENT, Counter, FORM, FULL, IDLE, pages, person, print};
use counter::{CardEffect, CardInput, CardStage, Effect, Input, Known, PrintState, Stage};
use jiff::civil::date;
use mynacard::{
    BasicInfo, BirthDate, CardError, ChannelError, LastTry, SecretKind, Sex, TriesLeft,
};

#[test]
fn from_the_card_to_the_paper() {
    let mut counter = Counter::new();
    let session = counter.filled();
    let effects = counter.does(print());
    let [Effect::Print { pdf, title, .. }] = effects.as_slice() else {
        panic!("the pages go to the printer");
    };
    assert_eq!(Some(pdf.to_vec()), pages(&counter.desk));
    assert!(!title.contains("花子"));
    counter.does(CardInput::Taken);
    let effects = counter.does(Input::PrintEnded(session, Ok(())));
    let [Effect::Record(visit)] = effects.as_slice() else {
        panic!("a visit is counted");
    };
    assert_eq!(
        (visit.forms.as_slice(), visit.people),
        ([FORM.to_owned()].as_slice(), 1)
    );
    assert_eq!(visit.known, Known::ByPin);
    let took = visit.card_to_paper.unwrap();
    assert!(took > Duration::ZERO && took < Duration::from_secs(1));
    assert!(matches!(counter.desk.stage(), Stage::Printed(_)));
    counter.waits(Duration::from_secs(7));
    assert!(matches!(counter.desk.stage(), Stage::Choosing));
}

#[test]
fn the_secret_goes_out_once_and_only_when_complete() {
    let mut counter = Counter::new();
    counter.card_with(FULL);
    assert!(counter.types("482").is_empty());
    let effects = counter.types("6");
    let [Effect::Card(CardEffect::ReadBasicInfo { last_try, .. })] = effects.as_slice() else {
        panic!("the card is read");
    };
    assert_eq!(*last_try, LastTry::Refuse);
    assert!(
        counter.does(CardInput::Done).is_empty(),
        "nothing is sent twice"
    );
}

#[test]
fn a_wrong_pin_shows_the_tries_and_waits() {
    let mut counter = Counter::new();
    let session = counter.card_with(FULL);
    counter.types("0000");
    let wrong = CardError::WrongSecret {
        secret: SecretKind::Pin,
        tries_left: 2,
    };
    assert!(
        counter
            .does(CardInput::Read(session, Err(wrong)))
            .is_empty()
    );
    let CardStage::Entering {
        pad,
        tries_left,
        wrong_before,
        ..
    } = counter.desk.card().stage()
    else {
        panic!("the resident may type again");
    };
    assert_eq!((pad.count(), *tries_left, *wrong_before), (0, 2, true));
}

#[test]
fn the_last_try_needs_the_residents_yes_each_time() {
    let mut counter = Counter::new();
    let one = TriesLeft { pin: 1, ..FULL };
    counter.card_with(one);
    assert!(matches!(
        counter.desk.card().stage(),
        CardStage::ConfirmingLastTry {
            secret: SecretKind::Pin,
            ..
        }
    ));
    assert!(counter.types("4826").is_empty());
    counter.does(CardInput::AllowLastTry(true));
    // The second tap of a double tap would land on a digit of the pad.
    counter.does(CardInput::Press(7));
    counter.waits(A_MOMENT);
    let effects = counter.types("4826");
    let [Effect::Card(CardEffect::ReadBasicInfo { last_try, .. })] = effects.as_slice() else {
        panic!("the resident agreed");
    };
    assert_eq!(*last_try, LastTry::Allow);

    let mut counter = Counter::new();
    counter.card_with(one);
    counter.does(CardInput::AllowLastTry(true));
    counter.does(CardInput::Taken);
    let effects = counter.does(CardInput::Placed);
    let [Effect::Card(CardEffect::QueryTries(session))] = effects.as_slice() else {
        panic!("another card may lie there");
    };
    let session = *session;
    counter.does(CardInput::TriesKnown(session, Ok(one)));
    assert!(matches!(
        counter.desk.card().stage(),
        CardStage::ConfirmingLastTry {
            secret: SecretKind::Pin,
            ..
        }
    ));
}

#[test]
fn a_wrong_pin_that_leaves_one_try_says_so_before_it_asks() {
    let mut counter = Counter::new();
    let session = counter.card_with(TriesLeft { pin: 2, ..FULL });
    counter.types("0000");
    let secret = SecretKind::Pin;
    let wrong = CardError::WrongSecret {
        secret,
        tries_left: 1,
    };
    counter.does(CardInput::Read(session, Err(wrong)));
    assert!(matches!(
        counter.desk.card().stage(),
        CardStage::ConfirmingLastTry {
            wrong_before: true,
            face_code_left: true,
            ..
        }
    ));
}

#[test]
fn a_wrong_pin_of_a_card_that_is_away_is_not_taken_for_a_locked_one() {
    let mut counter = Counter::new();
    let session = counter.card_with(FULL);
    counter.types("0000");
    counter.does(CardInput::Taken);
    let wrong = CardError::WrongSecret {
        secret: SecretKind::Pin,
        tries_left: 2,
    };
    counter.does(CardInput::Read(session, Err(wrong)));
    assert!(matches!(counter.desk.card().stage(), CardStage::Awaiting));
    let effects = counter.does(CardInput::Placed);
    assert!(matches!(
        effects.as_slice(),
        [Effect::Card(CardEffect::QueryTries(_))]
    ));
}

#[test]
fn a_card_left_lying_is_given_back_before_the_next_resident() {
    let mut counter = Counter::new();
    counter.card_with(FULL);
    counter.does(Input::End);
    assert!(counter.desk.card().card_left());
    assert!(
        counter.does(Input::ChooseForm(FORM.to_owned())).is_empty(),
        "the card of the resident before is not asked"
    );
    assert!(matches!(counter.desk.card().stage(), CardStage::Awaiting));
    counter.does(CardInput::Taken);
    assert!(!counter.desk.card().card_left());
    let effects = counter.does(CardInput::Placed);
    assert!(matches!(
        effects.as_slice(),
        [Effect::Card(CardEffect::QueryTries(_))]
    ));
}

#[test]
fn pages_at_the_printer_are_taken_back_when_the_session_ends() {
    let mut counter = Counter::new();
    let session = counter.filled();
    counter.does(print());
    let effects = counter.does(Input::End);
    let [Effect::CancelPrint(of), Effect::Record(visit)] = effects.as_slice() else {
        panic!("the pages are taken back, and the visit was given up");
    };
    assert_eq!((*of == session, visit.card_to_paper), (true, None));
    assert!(counter.does(Input::End).is_empty(), "once");
}

#[test]
fn a_name_that_no_font_has_can_be_left_for_the_hand() {
    let mut counter = Counter::new();
    let session = counter.card_with(FULL);
    counter.types("4826");
    let person = BasicInfo::new(
        "見本　\u{F0000}子".to_owned(),
        "試験県架空市見本町１丁目２番３号".to_owned(),
        BirthDate::Known(date(1990, 4, 1)),
        Sex::Female,
    );
    counter.does(CardInput::Read(session, Ok(person)));
    assert!(pages(&counter.desk).is_none());
    counter.does(Input::LeaveForHand("person.address".to_owned()));
    assert!(pages(&counter.desk).is_none(), "nothing is wrong with it");
    counter.does(Input::LeaveForHand("person.name".to_owned()));
    assert!(pages(&counter.desk).is_some());
}

#[test]
fn no_to_the_last_try_leads_to_the_face_code() {
    let mut counter = Counter::new();
    counter.card_with(TriesLeft { pin: 1, ..FULL });
    counter.does(CardInput::AllowLastTry(false));
    assert!(matches!(
        counter.desk.card().stage(),
        CardStage::Entering { pad, .. } if pad.kind() == SecretKind::FaceCode
    ));
}

#[test]
fn a_locked_pin_still_leaves_the_face_code() {
    let mut counter = Counter::new();
    counter.card_with(TriesLeft { pin: 0, ..FULL });
    assert!(matches!(
        counter.desk.card().stage(),
        CardStage::Locked {
            face_code_left: true,
            ..
        }
    ));
    counter.does(CardInput::UseSecret(SecretKind::FaceCode));
    counter.waits(A_MOMENT);
    assert_eq!(counter.types("02040120351234").len(), 1);
}

#[test]
fn lifting_the_card_wipes_the_digits_and_asks_for_it_again() {
    let mut counter = Counter::new();
    counter.card_with(FULL);
    counter.does(CardInput::Press(4));
    counter.does(CardInput::Taken);
    assert!(matches!(counter.desk.card().stage(), CardStage::Awaiting));
    counter.does(CardInput::Placed);
    assert!(matches!(counter.desk.card().stage(), CardStage::Checking));
}

#[test]
fn a_card_lifted_with_its_last_answer_gets_no_pad() {
    let mut counter = Counter::new();
    counter.does(Input::ChooseForm(FORM.to_owned()));
    let effects = counter.does(CardInput::Placed);
    let [Effect::Card(CardEffect::QueryTries(session))] = effects.as_slice() else {
        panic!("the card is asked for its tries");
    };
    counter.does(CardInput::Taken);
    counter.does(CardInput::TriesKnown(*session, Ok(FULL)));
    assert!(matches!(counter.desk.card().stage(), CardStage::Awaiting));
}

#[test]
fn a_card_error_keeps_the_form_and_lets_try_again() {
    let mut counter = Counter::new();
    let session = counter.card_with(FULL);
    counter.types("4826");
    let lifted = CardError::Channel(ChannelError::CardRemoved);
    counter.does(CardInput::Read(session, Err(lifted)));
    let CardStage::Problem(problem) = counter.desk.card().stage() else {
        panic!("the clerk is told");
    };
    assert_eq!(problem.advice.code, "card-removed");
    assert_eq!(
        counter.desk.case().unwrap().forms()[0].definition().id(),
        FORM
    );
    let effects = counter.does(CardInput::Placed);
    assert!(matches!(
        effects.as_slice(),
        [Effect::Card(CardEffect::QueryTries(_))]
    ));
}

#[test]
fn an_answer_that_comes_after_the_end_is_dropped() {
    let mut counter = Counter::new();
    let session = counter.card_with(FULL);
    counter.types("4826");
    counter.does(Input::End);
    counter.does(CardInput::Read(session, Ok(person())));
    assert!(matches!(counter.desk.stage(), Stage::Choosing));

    counter.does(CardInput::Taken);
    counter.does(Input::ChooseForm(FORM.to_owned()));
    counter.does(CardInput::Placed);
    counter.does(CardInput::Read(session, Ok(person())));
    counter.does(CardInput::TriesKnown(session, Ok(FULL)));
    assert!(matches!(counter.desk.card().stage(), CardStage::Checking));
}

#[test]
fn a_session_nobody_touches_is_wiped() {
    let mut counter = Counter::new();
    counter.filled();
    counter.waits(IDLE.saturating_sub(Duration::from_secs(1)));
    assert!(matches!(counter.desk.stage(), Stage::Filling));
    counter.waits(Duration::from_secs(2));
    assert!(matches!(counter.desk.stage(), Stage::Choosing));
}

#[test]
fn a_printer_out_of_paper_is_waited_for() {
    let mut counter = Counter::new();
    let session = counter.filled();
    counter.does(print());
    let empty = advice::Advice::new(
        "printer-out-of-paper",
        advice::Bilingual::new("用紙がありません。", "No paper."),
        advice::Bilingual::new("入れてください。", "Add some."),
    );
    counter.does(Input::PrintProgress(session, PrintState::Waiting(empty)));
    counter.waits(IDLE * 2);
    assert!(matches!(counter.desk.stage(), Stage::Filling));
    assert!(counter.does(print()).is_empty(), "one job at a time");
}

#[test]
fn a_failed_print_keeps_the_pages_for_another_try() {
    let mut counter = Counter::new();
    let session = counter.filled();
    counter.does(print());
    let off = advice::Advice::new(
        "printer-connection-refused",
        advice::Bilingual::new("つながりません。", "No connection."),
        advice::Bilingual::new("電源を確かめてください。", "Check its power."),
    );
    counter.does(Input::PrintEnded(session, Err(off)));
    assert_eq!(counter.does(print()).len(), 1);
}

#[test]
fn only_what_the_form_asks_can_be_answered() {
    let mut counter = Counter::new();
    counter.filled();
    let before = pages(&counter.desk);
    let mut answers = |name: &str, value: &str| {
        counter.does(Input::Answer {
            name: name.to_owned(),
            value: value.to_owned(),
        });
        pages(&counter.desk)
    };
    assert_eq!(answers("city.mayor", "別市長"), before, "the city's own");
    assert_eq!(answers("agent.name", "別人"), before, "nobody is there");
    assert_eq!(answers("koseki-request/request.copies", "3"), before);
    let after = answers("juminhyo-request/request.copies", "3");
    assert_ne!(after, before, "the pages follow the answer");
}
