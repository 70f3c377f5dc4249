//! How much at once, and how often.

use sync::client::{Backoff, Do, Lane, Pace};
use sync::{Ask, MOST_OFFERED, ProblemCode};

use crate::desk::{Desk, problem, stored, waits};

/// Sends so many events over a link where each offer takes so long; gives the sizes of the offers.
fn sizes(events: usize, took_ms: u64) -> Vec<usize> {
    let mut desk = Desk::new();
    desk.write(events);
    let mut sizes = Vec::new();
    while sizes.iter().sum::<usize>() < events {
        match desk.next() {
            Do::Wait { until_ms } => desk.now = until_ms,
            Do::Ask(asking) if waits(&asking.ask) => {}
            Do::Ask(asking) => {
                if let Ask::Offer(offer) = &asking.ask {
                    sizes.push(offer.events.len());
                    desk.now += took_ms;
                }
                let answer = desk.answer(&asking);
                desk.heard(asking.lane, answer);
            }
        }
    }
    sizes
}

#[test]
fn offers_begin_with_fifty_and_double_up_to_five_hundred() {
    assert_eq!(sizes(2_000, 5), [50, 100, 200, 400, 500, 500, 250]);
}

#[test]
fn offers_shrink_on_a_slow_link() {
    let sizes = sizes(400, 11_000);
    assert_eq!(&sizes[..5], [50, 25, 12, 6, 3]);
}

#[test]
fn offers_take_about_eight_seconds_by_the_measured_rate() {
    let mut pace = Pace::new(50, MOST_OFFERED, 1 << 20);
    assert_eq!(pace.bytes(), 1 << 20);
    // 64 kbit/s.
    pace.arrived(32_000, 4_000);
    assert_eq!(pace.bytes(), 64_000);
    // A part that is too small says nothing.
    pace.arrived(100, 4_000);
    assert_eq!(pace.bytes(), 64_000);
    pace.arrived(64_000, 12_000);
    assert_eq!(pace.items(), 100);
    for _ in 0..20 {
        pace.failed();
    }
    assert_eq!(pace.items(), 1);
    assert!(pace.bytes() >= 16 * 1024);
}

#[test]
fn a_failed_offer_is_sent_again_in_half() {
    let mut desk = Desk::new();
    desk.write(200);
    let Ask::Offer(first) = desk.until(|ask| matches!(ask, Ask::Offer(_))) else {
        unreachable!()
    };
    desk.failed(Lane::Up);
    let Ask::Offer(second) = desk.until(|ask| matches!(ask, Ask::Offer(_))) else {
        unreachable!()
    };
    assert_eq!((first.events.len(), second.events.len()), (50, 25));
    assert_eq!(first.events[0].hash(), second.events[0].hash());
}

#[test]
fn waits_are_drawn_by_lot_and_grow_to_five_minutes() {
    let mut rng = <rand_chacha::ChaCha8Rng as rand_core::SeedableRng>::seed_from_u64(3);
    let mut longest = [0_u64; 12];
    for _ in 0..400 {
        let mut backoff = Backoff::default();
        let mut now = 0;
        for (failures, longest) in longest.iter_mut().enumerate() {
            backoff.failed(now, 0, &mut rng);
            let wait = backoff.not_before().saturating_sub(now);
            assert!(wait <= (1_000 << failures).min(300_000));
            *longest = wait.max(*longest);
            now = backoff.not_before().max(now);
        }
    }
    // Every wait is drawn from the whole span.
    for (failures, longest) in longest.into_iter().enumerate() {
        assert!(longest > (1_000 << failures).min(300_000) * 9 / 10);
    }
}

#[test]
fn what_the_hub_asks_for_is_the_shortest_wait() {
    for seconds in [5, 60, 600] {
        let mut desk = Desk::new();
        desk.ask(Lane::Up);
        let refused = desk.now;
        desk.heard(Lane::Up, problem(ProblemCode::Busy, Some(seconds)));
        // Something new here does not make it sooner.
        desk.write(1);
        assert!(desk.waits_until() >= refused + u64::from(seconds) * 1000);
    }
    let mut desk = Desk::new();
    desk.ask(Lane::Up);
    desk.heard(Lane::Up, problem(ProblemCode::Busy, Some(u32::MAX)));
    assert!(desk.waits_until() <= desk.now + 900_000);
}

/// How many questions go out in an hour, when each is answered so.
fn asked_in_an_hour(mut answers: impl FnMut(&mut Desk, sync::client::Asking)) -> u32 {
    let mut desk = Desk::new();
    desk.write(20);
    let mut asked = 0;
    while desk.now < 3_600_000 {
        match desk.next() {
            Do::Wait { until_ms } => desk.now = until_ms,
            Do::Ask(asking) => {
                asked += 1;
                desk.now += 1;
                answers(&mut desk, *asking);
            }
        }
    }
    asked
}

#[test]
fn no_hub_whatever_it_answers_makes_a_desk_ask_without_end() {
    let fails = asked_in_an_hour(|desk, asking| desk.failed(asking.lane));
    assert!(fails < 80, "{fails}");
    for code in ProblemCode::ALL {
        let asked = asked_in_an_hour(|desk, asking| match asking.ask {
            Ask::Hello(_) | Ask::Challenge | Ask::Prove(_) => {
                let answer = desk.answer(&asking);
                desk.heard(asking.lane, answer);
            }
            _ => desk.heard(asking.lane, problem(code, None)),
        });
        assert!(asked < 800, "{code:?}: {asked}");
    }
    // One that answers every question with another's answer.
    let garbage = asked_in_an_hour(|desk, asking| {
        desk.heard(
            asking.lane,
            sync::Answer::Reported(sync::Reported { time_ms: 0 }),
        );
    });
    assert!(garbage < 80, "{garbage}");
    // One that stores nothing, and one whose long polls come back at once.
    let idle = asked_in_an_hour(|desk, asking| {
        let answer = match &asking.ask {
            Ask::Offer(offer) => {
                let mut nothing = stored(offer);
                nothing.have.clear();
                nothing.new = 0;
                sync::Answer::Stored(nothing)
            }
            _ => desk.answer(&asking),
        };
        desk.heard(asking.lane, answer);
    });
    assert!(idle < 6_000, "{idle}");
    // One that at each look lacks another key, which nobody has.
    let mut looks = 0_u8;
    let lacks = asked_in_an_hour(|desk, asking| {
        let mut answer = desk.answer(&asking);
        if let sync::Answer::Has(has) = &mut answer {
            looks = looks.wrapping_add(1);
            has.lacks_keys = vec![ledger::SubjectId([looks; 16])];
        }
        desk.heard(asking.lane, answer);
    });
    assert!(lacks < 9_000, "{lacks}");
    // One that has less after each offer than it said before.
    let own = |desk: &Desk, seq| (desk.ledger.device(), (seq, [0; 32]));
    let forgets = asked_in_an_hour(|desk, asking| {
        let mut answer = desk.answer(&asking);
        match &mut answer {
            sync::Answer::Has(has) => has.have.extend([own(desk, 10)]),
            sync::Answer::Stored(stored) => stored.have.extend([own(desk, 5)]),
            _ => {}
        }
        desk.heard(asking.lane, answer);
    });
    assert!(forgets < 9_000, "{forgets}");
}

#[test]
fn two_questions_are_under_way_and_no_more() {
    let mut desk = Desk::new();
    desk.settle();
    desk.write(5);
    assert!(matches!(desk.next(), Do::Ask(asking) if asking.lane == Lane::Up));
    assert!(matches!(desk.next(), Do::Wait { .. }));
    desk.write(5);
    assert!(matches!(desk.next(), Do::Wait { .. }));
}
