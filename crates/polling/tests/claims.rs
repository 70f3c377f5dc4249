//! What every authority must answer, shown on the book in memory.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use polling::claim::{
    Authority, ClaimAnswer, ClaimBook, ClaimRequest, CodeError, HoldAnswer, HoldRequest, Lot,
    NotServed, Receipt, ReceiptError, Standing, VoiceKey,
};
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId};

fn ballots(names: &[&str]) -> Vec<BallotId> {
    names
        .iter()
        .map(|name| BallotId::new(*name).unwrap())
        .collect()
}

fn booth(name: &str) -> BoothId {
    BoothId::new(name).unwrap()
}

fn request(lot: u64, elector: u8, names: &[&str], at: &str) -> ClaimRequest {
    let elector = ElectorId([elector; 16]);
    ClaimRequest::drawn(Lot::of(lot), elector, ballots(names), booth(at), None, 1)
}

fn book() -> ClaimBook {
    ClaimBook::new(SigningKey::from_bytes(&[5; 32]), 1)
}

fn receipt(answer: ClaimAnswer) -> Receipt {
    match answer {
        ClaimAnswer::Granted(receipt) => receipt,
        other => panic!("{other:?}"),
    }
}

fn is_granted(answer: &ClaimAnswer) -> bool {
    matches!(answer, ClaimAnswer::Granted(_))
}

#[test]
fn the_signed_bytes_of_a_receipt_stay_as_they_are() {
    let request = request(1, 2, &["a-1", "b"], "hall");
    let bytes = Receipt::canonical(&request, 3);
    let expected = "6b617a6173686920636c61696d207265636569707420318d38d1b1b65ea0fdda59e0677bdfd9f3";
    let rest = "0000000000000003020202020202020202020202020202020468616c6c03612d310162";
    assert_eq!(HEXLOWER.encode(&bytes), format!("{expected}{rest}"));
    let signed = Receipt::sign(&SigningKey::from_bytes(&[5; 32]), &request, 3);
    // Calculated by another program after RFC 8032.
    assert_eq!(
        HEXLOWER.encode(&signed.signature[..16]),
        "1f22651c6acf6b9722c5e19b37c6fd0c"
    );
}

#[test]
fn a_receipt_holds_for_its_claim_its_key_and_no_older_term() {
    let mut book = book();
    let one = request(1, 1, &["a", "b"], "hall");
    let granted = receipt(book.claim(&one));
    let key = book.verifying_key();
    assert_eq!(granted.check(&key, &one, 1), Ok(()));
    assert_eq!(granted.check(&key, &one, 2), Err(ReceiptError::OldTerm));
    let other = request(2, 1, &["a", "b"], "hall");
    assert_eq!(
        granted.check(&key, &other, 1),
        Err(ReceiptError::OtherClaim)
    );
    for change in [
        |one: &mut ClaimRequest| one.elector = ElectorId([9; 16]),
        |one: &mut ClaimRequest| one.ballots = ballots(&["a"]),
        |one: &mut ClaimRequest| one.booth = booth("branch"),
    ] {
        let mut changed = one.clone();
        change(&mut changed);
        assert_eq!(
            granted.check(&key, &changed, 1),
            Err(ReceiptError::NotSigned)
        );
    }
    let foreign = SigningKey::from_bytes(&[6; 32]).verifying_key();
    assert_eq!(
        granted.check(&foreign, &one, 1),
        Err(ReceiptError::NotSigned)
    );
}

#[test]
fn all_ballots_or_none_and_who_has_them_is_told() {
    let mut book = book();
    book.at_hour(480_000);
    assert!(is_granted(&book.claim(&request(1, 1, &["a"], "hall"))));
    match book.claim(&request(2, 1, &["a", "b"], "branch")) {
        ClaimAnswer::Taken(taken) => {
            assert_eq!(taken.len(), 1);
            assert_eq!((taken[0].booth.as_str(), taken[0].hour), ("hall", 480_000));
        }
        other => panic!("{other:?}"),
    }
    // The second kind is still free: who comes for the review comes rightly.
    assert!(is_granted(&book.claim(&request(3, 1, &["b"], "branch"))));
}

#[test]
fn a_claim_has_one_answer_however_often_it_is_asked() {
    let mut book = book();
    let one = request(1, 1, &["a"], "hall");
    let two = request(2, 1, &["a"], "branch");
    let first = book.claim(&one);
    let refused = book.claim(&two);
    assert_eq!(book.claim(&one), first);
    assert!(book.give_back(one.id, &one.ballots));
    // Late copies of old questions: neither the one nor the other gets the ballot now.
    assert_eq!(book.claim(&two), refused);
    assert_eq!(
        book.claim(&one),
        ClaimAnswer::NotServed(NotServed::GivenBack)
    );
    assert!(is_granted(&book.claim(&request(3, 1, &["a"], "branch"))));
}

#[test]
fn an_id_for_something_else_is_not_served() {
    let mut book = book();
    let one = request(1, 1, &["a"], "hall");
    book.claim(&one);
    let mut other = request(2, 2, &["a"], "hall");
    other.id = one.id;
    let answer = ClaimAnswer::NotServed(NotServed::OtherContents);
    assert_eq!(book.claim(&other), answer);
    let mut nothing = request(3, 3, &["a"], "hall");
    nothing.ballots.clear();
    let answer = ClaimAnswer::NotServed(NotServed::Malformed);
    assert_eq!(book.claim(&nothing), answer);
}

#[test]
fn what_is_given_back_before_it_came_is_never_granted() {
    let mut book = book();
    let one = request(1, 1, &["a"], "hall");
    assert!(book.give_back(one.id, &one.ballots));
    let answer = ClaimAnswer::NotServed(NotServed::GivenBack);
    assert_eq!(book.claim(&one), answer);
    assert_eq!(book.owner(one.elector, &one.ballots[0]), None);
}

#[test]
fn one_ballot_is_given_back_and_the_other_stays() {
    let mut book = book();
    let one = request(1, 1, &["a", "b"], "hall");
    book.claim(&one);
    assert!(book.give_back(one.id, &ballots(&["b"])));
    assert!(is_granted(&book.claim(&request(2, 1, &["b"], "branch"))));
    assert!(!is_granted(&book.claim(&request(3, 1, &["a"], "branch"))));
    // Again, late: the other claim keeps what it got.
    assert!(book.give_back(one.id, &ballots(&["b"])));
    assert_ne!(book.owner(one.elector, &ballots(&["b"])[0]), None);
}

#[test]
fn nobody_gets_a_held_elector_until_the_release() {
    let mut book = book();
    let hold = HoldRequest {
        id: ClaimId([7; 16]),
        elector: ElectorId([1; 16]),
        booth: booth("hall"),
    };
    assert_eq!(book.hold(&hold), HoldAnswer::Held(Vec::new()));
    let answer = ClaimAnswer::Held(booth("hall"));
    assert_eq!(book.claim(&request(1, 1, &["a"], "branch")), answer);
    assert_eq!(book.claim(&request(2, 1, &["a"], "hall")), answer);
    assert!(book.release(hold.id));
    assert!(is_granted(&book.claim(&request(3, 1, &["a"], "branch"))));
    // The hold comes once more, late.
    assert_eq!(book.hold(&hold), HoldAnswer::Over);
    assert!(is_granted(&book.claim(&request(4, 1, &["b"], "branch"))));
}

#[test]
fn who_came_second_has_the_ballot_once_the_first_gives_it_back() {
    let mut book = book();
    let one = request(1, 1, &["a"], "hall");
    book.claim(&one);
    let mut second = request(2, 1, &["a", "b"], "branch");
    second.afterwards = true;
    let taken = book.claim(&second);
    assert!(matches!(&taken, ClaimAnswer::Taken(taken) if taken.len() == 1));
    assert_eq!(book.claim(&second), taken);
    assert_eq!(
        book.owner(one.elector, &ballots(&["b"])[0]),
        Some(second.id)
    );
    assert!(book.give_back(one.id, &one.ballots));
    let granted = receipt(book.claim(&second));
    assert_eq!(granted.check(&book.verifying_key(), &second, 1), Ok(()));
    // A late copy of the first question changes nothing.
    assert!(!is_granted(&book.claim(&one)));
    assert_eq!(receipt(book.claim(&second)), granted);
    assert_eq!(
        book.owner(one.elector, &ballots(&["a"])[0]),
        Some(second.id)
    );
}

#[test]
fn a_home_booth_is_asked_before_another_one_gets_its_electors() {
    let mut book = book();
    assert_eq!(book.sign_on(&booth("hall"), 1), Some(Vec::new()));
    let mut one = request(1, 1, &["a"], "branch");
    one.home = Some(booth("hall"));
    let waiting = ClaimAnswer::AwaitingHome(booth("hall"));
    assert_eq!(book.claim(&one), waiting);
    assert_eq!(book.notices(&booth("hall")).len(), 1);
    book.consent(&booth("branch"), one.id, true);
    assert_eq!(book.claim(&one), waiting);
    book.consent(&booth("hall"), one.id, true);
    assert!(is_granted(&book.claim(&one)));
    // The home booth goes before a claim that only waits.
    let mut two = request(2, 2, &["a"], "branch");
    two.home = Some(booth("hall"));
    book.claim(&two);
    let mut own = request(3, 2, &["a"], "hall");
    own.home = Some(booth("hall"));
    assert!(is_granted(&book.claim(&own)));
    assert_eq!(book.claim(&two), ClaimAnswer::WithBooth(booth("hall")));
    // Signed off, nobody has to be asked; a late message of an old turn changes nothing.
    assert!(book.sign_off(&booth("hall"), 2));
    book.sign_on(&booth("hall"), 1);
    let mut three = request(4, 3, &["a"], "branch");
    three.home = Some(booth("hall"));
    assert!(is_granted(&book.claim(&three)));
    // Signing on again tells what others have.
    assert_eq!(book.sign_on(&booth("hall"), 3).unwrap().len(), 2);
}

#[test]
fn what_only_waits_for_a_home_booth_stands_back_from_who_has_accepted_already() {
    let mut book = book();
    book.sign_on(&booth("hall"), 1);
    let mut waits = request(1, 1, &["a"], "branch");
    waits.home = Some(booth("hall"));
    book.claim(&waits);
    book.claim(&request(2, 1, &["b"], "bus"));
    let mut accepted = request(3, 1, &["a", "b"], "station");
    accepted.afterwards = true;
    assert!(matches!(book.claim(&accepted), ClaimAnswer::Taken(taken) if taken.len() == 1));
    // The home booth's word comes too late.
    book.consent(&booth("hall"), waits.id, true);
    let refused = ClaimAnswer::WithBooth(booth("station"));
    assert_eq!(book.claim(&waits), refused);
    let owner = book.owner(waits.elector, &ballots(&["a"])[0]);
    assert_eq!(owner, Some(accepted.id));
}

#[test]
fn an_authority_that_hears_of_a_higher_term_grants_nothing_any_more() {
    let mut book = book();
    let mut newer = request(1, 1, &["a"], "hall");
    newer.term = 2;
    let answer = ClaimAnswer::NotServed(NotServed::Superseded);
    assert_eq!(book.claim(&newer), answer);
    assert_eq!(book.claim(&request(2, 2, &["a"], "hall")), answer);
}

#[test]
fn a_book_made_anew_from_receipts_knows_who_has_what_and_names_what_contradicts() {
    let mut old = book();
    let one = request(1, 1, &["a", "b"], "hall");
    let granted = receipt(old.claim(&one));
    let unchecked = request(2, 1, &["b"], "branch");
    let mut forged = granted.clone();
    forged.claim = request(3, 2, &["a"], "hall").id;
    let standing = |request: &ClaimRequest, receipt: Option<Receipt>| Standing {
        request: request.clone(),
        ballots_left: request.ballots.clone(),
        receipt,
        hour: 480_000,
    };
    let three = request(3, 2, &["a"], "hall");
    let all = vec![
        standing(&unchecked, None),
        standing(&three, Some(forged)),
        standing(&one, Some(granted.clone())),
        standing(&one, Some(granted)),
    ];
    let former = old.verifying_key();
    let anew = |all: Vec<Standing>| {
        let key = SigningKey::from_bytes(&[6; 32]);
        ClaimBook::rebuilt(key, 2, &former, all, BTreeMap::new())
    };
    let mut rebuilt = anew(all.clone());
    let contested: Vec<_> = rebuilt
        .misfits
        .contested
        .iter()
        .map(|(one, _)| one.id)
        .collect();
    assert_eq!(contested, [unchecked.id]);
    assert_eq!(rebuilt.misfits.doubtful.len(), 1);
    assert_eq!(
        rebuilt.book.owner(one.elector, &one.ballots[1]),
        Some(one.id)
    );
    assert!(!is_granted(&rebuilt.book.claim(&request(
        9,
        1,
        &["a"],
        "bus"
    ))));
    // The same claim asked once more gets a receipt of the new term.
    assert_eq!(receipt(rebuilt.book.claim(&one)).term, 2);
    let mut turned = all;
    turned.reverse();
    let again = anew(turned);
    assert_eq!(again.book.owner(one.elector, &one.ballots[1]), Some(one.id));
}

#[test]
fn what_came_second_and_gave_one_ballot_back_is_asked_about_the_others_only() {
    let mut book = book();
    let one = request(1, 1, &["a"], "hall");
    book.claim(&one);
    let mut second = request(2, 1, &["a", "b"], "branch");
    second.afterwards = true;
    assert!(!is_granted(&book.claim(&second)));
    assert!(book.give_back(second.id, &ballots(&["b"])));
    assert!(is_granted(&book.claim(&request(3, 1, &["b"], "bus"))));
    assert!(book.give_back(one.id, &one.ballots));
    assert!(is_granted(&book.claim(&second)));
}

#[test]
fn a_ballot_that_was_withdrawn_takes_none_from_another_claim_when_the_book_is_made_anew() {
    let standing = |request: &ClaimRequest, left: &[&str]| Standing {
        request: request.clone(),
        ballots_left: ballots(left),
        receipt: None,
        hour: 480_000,
    };
    // The claims' names decide the order in which they are read: of several, some stand the one way, some the other.
    for lot in 1..9 {
        let one = request(lot, 1, &["b"], "hall");
        let two = request(lot, 1, &["a", "b"], "branch");
        let all = [standing(&two, &["a"]), standing(&one, &["b"])];
        let key = SigningKey::from_bytes(&[6; 32]);
        let former = book().verifying_key();
        let rebuilt = ClaimBook::rebuilt(key, 2, &former, all, BTreeMap::new());
        assert!(rebuilt.misfits.contested.is_empty());
        let owner = |name| rebuilt.book.owner(one.elector, &ballots(&[name])[0]);
        assert_eq!((owner("a"), owner("b")), (Some(two.id), Some(one.id)));
    }
}

#[test]
fn a_code_read_back_holds_for_its_claim_only() {
    let key = VoiceKey::new([3; 32]);
    let one = request(1, 1, &["a", "b"], "hall");
    let code = key.code(&one);
    assert_eq!(key.check(&one, &code.replace('-', " ")), Ok(code.clone()));
    for other in [
        request(2, 1, &["a", "b"], "hall"),
        request(1, 2, &["a", "b"], "hall"),
        request(1, 1, &["a"], "hall"),
        request(1, 1, &["a", "b"], "branch"),
    ] {
        assert_eq!(key.check(&other, &code), Err(CodeError::OtherClaim));
    }
    let foreign = VoiceKey::new([4; 32]);
    assert_eq!(foreign.check(&one, &code), Err(CodeError::OtherClaim));
    let mut digits: Vec<char> = code.chars().collect();
    digits.swap(0, 1);
    let swapped: String = digits.iter().collect();
    if swapped != code {
        assert_eq!(key.check(&one, &swapped), Err(CodeError::Check));
    }
    assert_eq!(key.check(&one, "12"), Err(CodeError::Form));
}
