//! Outage rule 3 by telephone: what is read out, what the centre makes of it, and what follows for the elector.

#![allow(clippy::unwrap_used, reason = "a test")]

mod invented;

use ed25519_dalek::SigningKey;
use invented::{Story, accepted, ballot_id, booth_id, claim, moment};
use polling::claim::{
    Authority, Call, ClaimAnswer, ClaimBook, ClaimRequest, CodeError, FromAuthority, HoldRequest,
    Lot, NoCode, NotServed, Question, ReceiptError, Said, ToAuthority, VoiceKey,
};
use polling::fact::{Answer, Answered, Dropped, DroppedBecause, Fact};
use polling::plain::{ClaimId, ElectorId};
use polling::status::BallotStatus;

const HOUSE: &str = "house-single";

fn key() -> VoiceKey {
    VoiceKey::new([3; 32])
}

fn book() -> ClaimBook {
    ClaimBook::new(SigningKey::from_bytes(&[5; 32]), 1)
}

fn request(lot: u64, elector: u8, ballots: &[&str], booth: &str) -> ClaimRequest {
    let ballots = ballots.iter().map(|name| ballot_id(name)).collect();
    let elector = ElectorId([elector; 16]);
    ClaimRequest::drawn(Lot::of(lot), elector, ballots, booth_id(booth), None, 0)
}

/// The call of a booth that reads out its number for what it has.
fn call(lot: u64, of: &ClaimRequest) -> Call {
    let question = Question::heard(&key().question(Lot::of(lot), of)).unwrap();
    let (ballots, booth) = (of.ballots.clone(), of.booth.clone());
    let asked = key().asked(question, of.elector, ballots, booth, 1);
    Call::new(question.lot, asked.unwrap())
}

/// The authority is asked, and the answer written down.
fn answered(call: &mut Call, book: &mut ClaimBook) -> Answered {
    let word = call.message().put(book);
    let answered = call.heard(&word, &book.verifying_key()).unwrap().clone();
    call.written();
    answered
}

fn no(call: &Call) -> &NoCode {
    match call.said() {
        Said::Refused(why) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_number_comes_back_however_it_is_typed() {
    for number in [0, 12_345_678, 99_999_999] {
        let read_out = key().question(Lot::of(number), &request(number, 1, &[HOUSE], "bus"));
        assert_eq!(read_out.len(), "1234-5678-9012".len());
        let heard = Question::heard(&read_out).unwrap();
        assert_eq!(heard.lot, Lot::of(number));
        assert_eq!(Question::heard(&read_out.replace('-', "")), Ok(heard));
        let wide: String = read_out
            .chars()
            .map(|letter| match letter {
                '0'..='9' => char::from_u32(u32::from(letter) + 0xfee0).unwrap(),
                _ => '　',
            })
            .collect();
        assert_eq!(Question::heard(&wide), Ok(heard));
    }
    for short in ["", "1234-5678", "1234-5678-901x", "1234-5678-9012-3"] {
        assert_eq!(Question::heard(short), Err(CodeError::Form), "{short}");
    }
}

#[test]
fn one_wrong_digit_and_two_exchanged_neighbours_are_told_while_typing() {
    for number in [0, 12_345_678, 90_909_090, 99_999_999] {
        let read_out = key().question(Lot::of(number), &request(number, 1, &[HOUSE], "bus"));
        let digits: Vec<char> = read_out.chars().filter(char::is_ascii_digit).collect();
        let heard = |digits: &[char]| Question::heard(&digits.iter().collect::<String>());
        for at in 0..digits.len() {
            for other in '0'..='9' {
                let mut wrong = digits.clone();
                wrong[at] = other;
                assert_eq!(heard(&wrong).is_ok(), other == digits[at]);
            }
        }
        for at in 1..digits.len() {
            let mut wrong = digits.clone();
            wrong.swap(at - 1, at);
            assert_eq!(heard(&wrong).is_ok(), wrong == digits);
        }
    }
}

#[test]
fn another_elector_ballot_booth_or_city_on_the_page_is_told_before_anything_is_claimed() {
    let one = request(1, 1, &["a", "b"], "bus");
    let question = Question::heard(&key().question(Lot::of(1), &one)).unwrap();
    let asked = |key: &VoiceKey, of: &ClaimRequest| {
        key.asked(
            question,
            of.elector,
            of.ballots.clone(),
            of.booth.clone(),
            1,
        )
    };
    assert_eq!(asked(&key(), &one).unwrap().id, one.id);
    for other in [
        request(1, 2, &["a", "b"], "bus"),
        request(1, 1, &["a"], "bus"),
        request(1, 1, &["a", "c"], "bus"),
        request(1, 1, &["a", "b"], "hall"),
    ] {
        assert_eq!(asked(&key(), &other), Err(CodeError::OtherClaim));
    }
    let foreign = VoiceKey::new([4; 32]);
    assert_eq!(asked(&foreign, &one), Err(CodeError::OtherClaim));
    // Three digits let one mistake of a thousand through; not many more.
    let of_electors = (0..=u8::MAX).flat_map(|elector| {
        (0..20).map(move |lot| (lot, request(lot, elector, &["a", "b"], "bus")))
    });
    let fits = of_electors.filter(|(lot, of)| {
        let question = Question::heard(&key().question(Lot::of(lot + 100), of)).unwrap();
        let other = ElectorId([of.elector.0[0].wrapping_add(1); 16]);
        let asked = key().asked(question, other, of.ballots.clone(), of.booth.clone(), 1);
        asked.is_ok()
    });
    assert!(fits.count() < 20, "of 5,120");
}

#[test]
fn the_centre_makes_the_booths_own_claim_and_the_same_number_gets_the_same_code() {
    let mut book = book();
    let one = request(7, 1, &["a", "b"], "bus");
    // Granted before the cut, and the answer was lost: no second claim.
    assert!(matches!(book.claim(&one), ClaimAnswer::Granted(_)));
    let codes = [(); 2].map(|()| {
        let mut call = call(7, &one);
        assert_eq!(call.request().id, one.id);
        answered(&mut call, &mut book);
        call.code(&key()).unwrap()
    });
    assert_eq!(codes[0], codes[1]);
    assert_eq!(key().check(&one, &codes[0]), Ok(codes[0].clone()));
    assert_eq!(book.granted(), 2, "two ballots of one claim");
}

#[test]
fn nothing_is_told_to_the_caller_before_it_is_written() {
    let mut book = book();
    let mut call = call(7, &request(7, 1, &["a"], "bus"));
    assert_eq!(call.code(&key()), None);
    let authority = book.verifying_key();
    let word = call.message().put(&mut book);
    let other = FromAuthority::Claim {
        id: ClaimId([9; 16]),
        afterwards: false,
        answer: ClaimAnswer::Held(booth_id("hall")),
    };
    let not_known = FromAuthority::Claim {
        id: call.request().id,
        afterwards: false,
        answer: ClaimAnswer::Unknown,
    };
    for nothing in [other, not_known, FromAuthority::AskAgain] {
        assert_eq!(call.heard(&nothing, &authority), None);
    }
    let fact = call.heard(&word, &authority).unwrap().clone();
    assert!(matches!(fact.answer, Answer::Granted(_)));
    assert_eq!((&fact.booth, fact.lot), (&booth_id("bus"), Lot::of(7)));
    assert_eq!(call.code(&key()), None, "not written yet");
    // The disk was full: the answer is asked for again.
    call.not_written();
    assert_eq!(*call.said(), Said::Nothing);
    answered(&mut call, &mut book);
    assert!(call.code(&key()).is_some());
    // What comes late changes nothing.
    assert_eq!(call.heard(&word, &authority), None);
}

#[test]
fn each_no_has_its_reason_and_no_code() {
    let mut book = book();
    answered(&mut call(1, &request(1, 1, &["a", "b"], "hall")), &mut book);
    // Somebody else has one of the ballots.
    let mut second = call(2, &request(2, 1, &["b", "c"], "bus"));
    answered(&mut second, &mut book);
    let NoCode::Taken(taken) = no(&second) else {
        panic!("taken");
    };
    assert_eq!((taken.len(), &taken[0].booth), (1, &booth_id("hall")));
    assert!(!second.is_own(taken));
    // The calling booth itself, under another number.
    let mut anew = call(3, &request(3, 1, &["a", "b"], "hall"));
    answered(&mut anew, &mut book);
    assert!(matches!(no(&anew), NoCode::Taken(taken) if anew.is_own(taken)));
    // Held.
    book.hold(&HoldRequest {
        id: ClaimId([8; 16]),
        elector: ElectorId([2; 16]),
        booth: booth_id("hall"),
    });
    let mut held = call(4, &request(4, 2, &["a"], "bus"));
    answered(&mut held, &mut book);
    assert_eq!(*no(&held), NoCode::Held(booth_id("hall")));
    // Given back before.
    let gone = request(5, 3, &["a"], "bus");
    book.give_back(gone.id, &gone.ballots);
    let mut late = call(5, &gone);
    answered(&mut late, &mut book);
    assert_eq!(*no(&late), NoCode::NotServed(NotServed::GivenBack));
    // Signed by somebody else.
    let mut forged = call(6, &request(6, 4, &["a"], "bus"));
    let word = forged.message().put(&mut book);
    let other = SigningKey::from_bytes(&[6; 32]).verifying_key();
    forged.heard(&word, &other).unwrap();
    forged.written();
    assert_eq!(*no(&forged), NoCode::Receipt(ReceiptError::NotSigned));
    for call in [second, anew, held, late, forged] {
        assert_eq!(call.code(&key()), None);
        assert!(matches!(call.message(), ToAuthority::Claim(_)));
    }
}

fn told(answer: Answer) -> Fact {
    Fact::Answered(Answered {
        claim: claim(1),
        ballots: vec![ballot_id(HOUSE)],
        booth: booth_id("bus"),
        lot: Lot::of(1),
        answer,
    })
}

fn granted() -> Fact {
    let mut book = book();
    let mut call = call(1, &request(1, 1, &[HOUSE], "bus"));
    told(answered(&mut call, &mut book).answer)
}

#[test]
fn what_was_answered_is_the_calling_booths_claim_and_nobody_elses() {
    let noon = moment(2026, 2, 3, 12);
    let mut story = Story::default();
    story.write(1, noon, &[], granted());
    let state = story.state();
    let status = state.ballot(&ballot_id(HOUSE), None);
    let BallotStatus::Asked { at, .. } = status else {
        panic!("{status:?}");
    };
    assert_eq!(at.booth, booth_id("bus"));
    // The booth's own records come in later, also before: one claim, one acceptance, no contradiction.
    for booth_first in [false, true] {
        let mut story = Story::default();
        if booth_first {
            story.write(2, noon, &[], accepted(1, "bus", &[HOUSE]));
        }
        story.write(1, noon, &[], granted());
        if !booth_first {
            story.write(2, noon, &[], accepted(1, "bus", &[HOUSE]));
        }
        let state = story.state();
        assert_eq!(state.claims().count(), 1);
        assert_eq!(state.claim(&claim(1)).unwrap().acceptances.len(), 1);
        assert!(state.contradictions().is_empty());
        assert!(state.ballot(&ballot_id(HOUSE), None).is_used());
    }
    // Or the caller hung up, and the booth dropped it.
    story.write(
        2,
        noon,
        &[],
        Fact::Dropped(Dropped {
            claim: claim(1),
            because: DroppedBecause::Left,
        }),
    );
    let status = story.state().ballot(&ballot_id(HOUSE), None);
    assert_eq!(status, BallotStatus::Open);
}

#[test]
fn a_no_on_the_telephone_changes_nothing_for_the_elector() {
    for answer in [
        Answer::Taken(Vec::new()),
        Answer::Held(booth_id("hall")),
        Answer::WithHome(booth_id("hall")),
        Answer::NotServed(NotServed::GivenBack),
        Answer::NotBelieved(ReceiptError::OldTerm),
    ] {
        let mut story = Story::default();
        story.write(1, moment(2026, 2, 3, 12), &[], told(answer));
        let status = story.state().ballot(&ballot_id(HOUSE), None);
        assert_eq!(status, BallotStatus::Open);
    }
}
