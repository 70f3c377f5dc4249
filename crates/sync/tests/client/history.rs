//! What the hub has, and how its log is followed.

use ledger::{Have, SubjectId};
use sync::client::{Client, Follow, Gives, Lane, MOST_MARKS, Marks, Options, Replica, State};
use sync::{Answer, Ask, Item, Mark, Page, Problem, ProblemCode, SealedKeys};

use crate::desk::{Desk, options, problem, stored};

fn mark(position: u64, history: u8) -> Mark {
    Mark {
        position,
        history: [history; 32],
    }
}

#[test]
fn marks_are_many_of_late_and_fewer_of_long_ago() {
    let mut marks = Marks::default();
    for position in 1..=10_000 {
        marks.push(mark(position, 1));
    }
    let held = marks.descending();
    assert!(held.len() <= MOST_MARKS);
    assert_eq!(held[0].position, 10_000);
    // Wherever the common past ends, less than a quarter of what came since is fetched again.
    for common in [9_990, 9_000, 5_000, 100] {
        let reached = held.iter().find(|it| it.position <= common);
        let again = common - reached.map_or(0, |it| it.position);
        assert!(again <= 1 + (10_000 - common) / 4, "{common}: {again}");
    }
    let back = held[10];
    marks.go_back(back);
    assert_eq!(marks.last(), back);
    marks.go_back(Mark::START);
    assert_eq!(marks.last(), Mark::START);
}

/// Items that erase somebody each: the simplest that a log can hold.
fn page(from: Mark, people: std::ops::Range<u8>) -> Page {
    let items: Vec<_> = people
        .map(|it| Item::Erased(SubjectId([it + 100; 16])))
        .collect();
    let next = items.iter().fold(from, |at, it| at.after(&it.hash()));
    Page {
        items,
        keys: SealedKeys::none(),
        next,
        head: next,
    }
}

#[test]
fn a_page_is_taken_in_and_followed_from_there() {
    let mut desk = Desk::new();
    let first = page(Mark::START, 1..4);
    desk.until(|ask| matches!(ask, Ask::After(_)));
    desk.heard(Lane::Down, Answer::Page(first.clone()));
    assert_eq!(desk.ledger.erased().unwrap().len(), 3);
    // A program that starts anew goes on from there; another device begins at the start.
    let kept = desk.client.changed_state().unwrap().clone();
    let bytes = serde_json::to_vec(&StateAsKept(&kept).pairs()).unwrap();
    assert!(!bytes.is_empty());
    let who = desk.ledger.who();
    desk.client = Client::new(options(), kept.clone(), who);
    let Ask::After(after) = desk.until(|ask| matches!(ask, Ask::After(_))) else {
        unreachable!()
    };
    assert_eq!(after.marks, [first.next]);
    let mut other = Desk::new();
    let mut who = other.ledger.who();
    who.device = ledger::DeviceId([9; 16]);
    other.client = Client::new(options(), kept, who);
    let Ask::After(after) = other.until(|ask| matches!(ask, Ask::After(_))) else {
        unreachable!()
    };
    assert_eq!(after.marks, []);
}

/// That a state goes through CBOR as it is kept.
struct StateAsKept<'a>(&'a State);

impl StateAsKept<'_> {
    fn pairs(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        ciborium::into_writer(self.0, &mut bytes).unwrap();
        let back: State = ciborium::from_reader(&bytes[..]).unwrap();
        assert_eq!(&back, self.0);
        bytes
    }
}

#[test]
fn a_page_that_does_not_add_up_is_not_taken_in() {
    let mut desk = Desk::new();
    desk.until(|ask| matches!(ask, Ask::After(_)));
    let mut skipping = page(Mark::START, 1..4);
    skipping.items.remove(1);
    desk.heard(Lane::Down, Answer::Page(skipping));
    assert_eq!(desk.ledger.erased().unwrap().len(), 0);
    let Ask::After(after) = desk.until(|ask| matches!(ask, Ask::After(_))) else {
        unreachable!()
    };
    assert_eq!(after.marks, []);
}

#[test]
fn another_history_is_followed_from_the_common_mark_and_what_the_hub_lacks_is_asked_for() {
    let mut desk = Desk::new();
    desk.until(|ask| matches!(ask, Ask::After(_)));
    let first = page(Mark::START, 1..4);
    desk.heard(Lane::Down, Answer::Page(first.clone()));
    let mut at = first.next;
    // The log of the own stream comes back empty, then the realm's own log grew.
    let second = page(at, 4..9);
    let Ask::After(after) = desk.until(|ask| matches!(ask, Ask::After(it) if !it.marks.is_empty()))
    else {
        unreachable!()
    };
    assert_eq!(after.marks, [first.next]);
    desk.heard(Lane::Down, Answer::Page(second.clone()));
    at = second.next;
    assert!(at.position == 8);
    let wanted = |ask: &Ask| matches!(ask, Ask::After(it) if !it.marks.is_empty());
    desk.until(wanted);
    let mut differs = problem(ProblemCode::HistoryDiffers, None);
    if let Answer::Problem(Problem { common, .. }) = &mut differs {
        *common = Some(first.next);
    }
    desk.heard(Lane::Down, differs);
    // What else it may have lost is asked for at once.
    let before = desk.now;
    desk.until(|ask| matches!(ask, Ask::Have(_)));
    assert_eq!(desk.now, before);
    let has = desk.hub_has();
    desk.heard(Lane::Up, Answer::Has(has));
    let Ask::After(after) = desk.until(wanted) else {
        unreachable!()
    };
    assert_eq!(after.marks, [first.next]);
}

#[test]
fn a_common_mark_that_was_never_here_is_not_believed() {
    let mut desk = Desk::new();
    desk.until(|ask| matches!(ask, Ask::After(_)));
    let mut differs = problem(ProblemCode::HistoryDiffers, None);
    if let Answer::Problem(Problem { common, .. }) = &mut differs {
        *common = Some(mark(77, 7));
    }
    desk.heard(Lane::Down, differs);
    let Ask::After(after) = desk.until(|ask| matches!(ask, Ask::After(_))) else {
        unreachable!()
    };
    assert_eq!(after.marks, []);
}

#[test]
fn what_the_hub_has_is_not_sent_again_and_what_it_lost_is() {
    let mut desk = Desk::new();
    desk.write(5);
    desk.has = desk.ledger.have().unwrap();
    assert!(!desk.settle().contains(&"offer"));
    // The next session asks anew, and finds a hub that was restored.
    desk.has = Have::new();
    desk.now += 600_000;
    let Ask::Offer(offer) = desk.until(|ask| matches!(ask, Ask::Offer(_))) else {
        unreachable!()
    };
    assert_eq!(offer.events.len(), 5);
}

#[test]
fn an_erasure_that_the_hub_does_not_know_is_told() {
    let mut desk = Desk::new();
    let mut batch = ledger::Batch::empty(crate::desk::REALM);
    batch.erased = vec![SubjectId([4; 16])];
    desk.ledger.import(batch, 0).unwrap();
    desk.until(|ask| matches!(ask, Ask::Have(_)));
    let mut has = desk.hub_has();
    (has.erased, has.erased_sum) = (0, [0; 32]);
    desk.heard(Lane::Up, Answer::Has(has));
    let Ask::Offer(offer) = desk.until(|ask| matches!(ask, Ask::Offer(_))) else {
        unreachable!()
    };
    assert_eq!(offer.erased, [SubjectId([4; 16])]);
}

#[test]
fn a_hub_that_only_fetches_tells_who_is_erased_and_gives_no_record() {
    let mut inner = Desk::new();
    let only_fetches = Options {
        gives: Gives::Decisions,
        follow: Follow::All,
        ..options()
    };
    inner.client = Client::new(only_fetches, State::default(), Replica::who(&inner.ledger));
    inner.write(5);
    let mut batch = ledger::Batch::empty(crate::desk::REALM);
    batch.erased = vec![SubjectId([4; 16])];
    inner.ledger.import(batch, 0).unwrap();
    inner.until(|ask| matches!(ask, Ask::Have(_)));
    let mut has = inner.hub_has();
    (has.erased, has.erased_sum) = (0, [0; 32]);
    has.lacks_keys = vec![SubjectId(crate::desk::STREAM.0)];
    has.lacks_payloads = vec![(inner.ledger.device(), 2)];
    inner.heard(Lane::Up, Answer::Has(has));
    let Ask::Offer(offer) = inner.until(|ask| matches!(ask, Ask::Offer(_))) else {
        unreachable!()
    };
    assert_eq!(offer.erased, [SubjectId([4; 16])]);
    assert!(offer.events.is_empty() && offer.cards.is_empty());
    let keys = offer.keys.open(&inner.hub).unwrap();
    assert!(keys.is_empty());
    inner.heard(Lane::Up, Answer::Stored(stored(&offer)));
    assert!(!inner.settle().contains(&"offer"));
    assert_eq!(inner.client.view().waiting, 0);
}

#[test]
fn keys_and_payloads_that_the_hub_lacks_are_given() {
    let mut desk = Desk::new();
    desk.write(2);
    desk.has = desk.ledger.have().unwrap();
    desk.until(|ask| matches!(ask, Ask::Have(_)));
    let mut has = desk.hub_has();
    has.lacks_keys = vec![SubjectId(crate::desk::STREAM.0)];
    has.lacks_payloads = vec![(desk.ledger.device(), 2)];
    desk.heard(Lane::Up, Answer::Has(has));
    let Ask::Offer(offer) = desk.until(|ask| matches!(ask, Ask::Offer(_))) else {
        unreachable!()
    };
    assert_eq!(offer.events.len(), 1);
    assert!(offer.events[0].payload.is_some());
    assert_eq!(offer.keys.open(&crate::desk::hub_key()).unwrap().len(), 1);
}
