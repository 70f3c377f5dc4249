//! Whatever people do with their cards, and whenever answers come, what is read belongs to the card that was tapped.

mod common;

use card_session::{CardEffect, CardInput, CardStage, Step, Tap};
use common::{FULL, Reader, card, key, person};
use mynacard::{CardError, ChannelError, LastTry, SecretKind, TriesLeft};
use proptest::prelude::*;

/// Cards 0 to 2 are My Number Cards; this one is a transit card.
const TRANSIT: u8 = 3;

#[derive(Debug, Clone, Copy)]
enum Move {
    Lift,
    Place(u8),
    /// The card on the reader does what it was asked; the answer is on its way.
    CardAnswers,
    AnswerArrives,
    TypeAndDone,
    AllowLastTry,
    UseFaceCode,
    Begin,
    GoOn,
    Finish,
    End,
    TryAgain,
    Cancel,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    use Move::{
        AllowLastTry, AnswerArrives, Begin, Cancel, CardAnswers, End, Finish, GoOn, Lift, Place,
        TryAgain, TypeAndDone, UseFaceCode,
    };
    let one = prop_oneof![
        4 => Just(Lift),
        6 => (0..=TRANSIT).prop_map(Place),
        9 => Just(CardAnswers),
        9 => Just(AnswerArrives),
        6 => Just(TypeAndDone),
        2 => Just(AllowLastTry),
        1 => Just(UseFaceCode),
        4 => Just(Begin),
        5 => Just(GoOn),
        1 => Just(Finish),
        1 => Just(End),
        1 => Just(TryAgain),
        1 => Just(Cancel),
    ];
    prop::collection::vec(one, 1..120)
}

/// The reader, and the answers on their way; no card is ever locked or refuses, which would only end the walk.
struct World {
    reader: Reader,
    /// The card and the how many-eth time that any card was put on.
    lying: Option<(u8, u32)>,
    placed: u32,
    /// Which time was asked last.
    asked_time: Option<u32>,
    /// Which time was read or finished with: that card must not be asked again.
    done_with: Option<u32>,
    asked: Vec<CardEffect>,
    answers: Vec<(CardInput, Option<u8>)>,
    one_try_left: bool,
    agreed: bool,
    read: u32,
}

impl World {
    fn new(one_try_left: bool) -> Self {
        Self {
            reader: Reader::new(true),
            lying: None,
            placed: 0,
            asked_time: None,
            done_with: None,
            asked: Vec::new(),
            answers: Vec::new(),
            one_try_left,
            agreed: false,
            read: 0,
        }
    }

    fn moves(&mut self, what: Move) {
        match what {
            Move::Lift => {
                if self.lying.take().is_some() {
                    self.input(CardInput::Taken, None);
                }
            }
            Move::Place(card) => {
                if self.lying.is_none() {
                    self.placed += 1;
                    self.lying = Some((card, self.placed));
                    self.input(CardInput::Placed, None);
                }
            }
            Move::CardAnswers => {
                if let Some(effect) = self.asked.pop() {
                    self.answers.push(self.answer(&effect));
                }
            }
            Move::AnswerArrives => {
                if !self.answers.is_empty() {
                    let (answer, of) = self.answers.remove(0);
                    self.input(answer, of);
                }
            }
            Move::TypeAndDone => {
                let face_code = matches!(
                    self.reader.session.stage(),
                    CardStage::Entering { pad, .. } if pad.kind() == SecretKind::FaceCode
                );
                let digits = if face_code { "02040120351234" } else { "4826" };
                for digit in digits.bytes() {
                    self.input(CardInput::Press(digit - b'0'), None);
                }
                self.input(CardInput::Done, None);
            }
            Move::AllowLastTry => {
                self.agreed |= matches!(
                    self.reader.session.stage(),
                    CardStage::ConfirmingLastTry { .. }
                );
                self.input(CardInput::AllowLastTry(true), None);
            }
            Move::UseFaceCode => self.input(CardInput::UseSecret(SecretKind::FaceCode), None),
            Move::Begin => {
                let effect = self.reader.session.begin();
                self.asks(effect);
            }
            Move::GoOn => {
                let effect = self.reader.session.go_on_with_secret();
                self.asks(effect);
            }
            Move::Finish => {
                let time = self.lying.map(|(_, time)| time);
                let tapped = matches!(self.reader.session.stage(), CardStage::Tapped(_));
                if tapped && time == self.asked_time {
                    self.done_with = time;
                }
                self.reader.session.finish();
            }
            Move::End => {
                self.done_with = self.lying.map(|(_, time)| time);
                self.reader.session.end();
            }
            Move::TryAgain => {
                let effect = self.reader.session.try_again();
                self.asks(effect);
            }
            Move::Cancel => {
                self.reader.session.cancel();
            }
        }
    }

    fn asks(&mut self, effect: Option<CardEffect>) {
        if let Some(effect) = effect {
            let time = self.lying.map(|(_, time)| time);
            assert!(time.is_some(), "no card lies there");
            self.asked_time = time;
            assert_ne!(time, self.done_with, "that card had its turn");
            if let CardEffect::ReadBasicInfo { last_try, .. } = &effect {
                assert_eq!(
                    *last_try == LastTry::Allow,
                    self.agreed && self.one_try_left
                );
                self.agreed = false;
            }
            self.asked.push(effect);
        }
    }

    fn answer(&self, effect: &CardEffect) -> (CardInput, Option<u8>) {
        let lying = self.lying.map(|(card, _)| card);
        let there = lying.ok_or(CardError::Channel(ChannelError::CardRemoved));
        let my_number = there.and_then(|card| match card {
            TRANSIT => Err(CardError::NotMyNumberCard),
            card => Ok(card),
        });
        let input = match effect {
            CardEffect::ReadTap(session) => CardInput::Tapped(*session, there.map(tap_of)),
            CardEffect::QueryTries(session) => {
                let tries = TriesLeft {
                    pin: if self.one_try_left { 1 } else { 3 },
                    ..FULL
                };
                CardInput::TriesKnown(*session, my_number.map(|_| tries))
            }
            CardEffect::ReadBasicInfo { session, .. } => {
                CardInput::Read(*session, my_number.map(|card| person(&card.to_string())))
            }
        };
        (input, lying)
    }

    fn input(&mut self, input: CardInput, of: Option<u8>) {
        let leaves = matches!(input, CardInput::Taken | CardInput::UseSecret(_));
        match self.reader.step(input) {
            Step::Nothing => {}
            Step::Ask(effect) => self.asks(Some(effect)),
            Step::Read(read) => {
                let of = of.expect("a card was read");
                assert_eq!(read.info.name(), of.to_string());
                assert!(read.tap.is_none_or(|tap| tap == tap_of(of)), "another card");
                self.read += 1;
                if read.tap.is_some() {
                    self.done_with = self.lying.map(|(_, time)| time);
                }
            }
        }
        if leaves {
            self.agreed = false;
        }
        let entering = matches!(self.reader.session.stage(), CardStage::Entering { .. });
        self.agreed &= entering;
    }
}

fn tap_of(number: u8) -> Tap {
    match number {
        TRANSIT => Tap::Contactless(key(number)),
        number => card(number),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tap_and_reading_are_of_one_card(moves in moves(), one_try_left: bool) {
        let mut world = World::new(one_try_left);
        for what in moves {
            world.moves(what);
        }
    }
}

/// The walk above is worth something only if people get to the end of it.
#[test]
fn the_straight_way_through_the_walk_reads_a_card() {
    use Move::{AllowLastTry, AnswerArrives, Begin, CardAnswers, GoOn, Place, TypeAndDone};
    for one_try_left in [false, true] {
        let mut world = World::new(one_try_left);
        for what in [
            Begin,
            Place(1),
            CardAnswers,
            AnswerArrives,
            GoOn,
            CardAnswers,
            AnswerArrives,
            AllowLastTry,
            TypeAndDone,
            CardAnswers,
            AnswerArrives,
        ] {
            world.moves(what);
        }
        assert_eq!(world.read, 1);
    }
}
