//! The card on the real virtual reader: insertion, removal, speed and faults, seen by a PC/SC client.

mod parts;

use std::time::{Duration, Instant};

use parts::{READER, card, card_present, put_on, service, wait_for};
use virtual_card::{Faults, InsertError, Slot, VirtualCard};

const SELECT: &[u8] = &[
    0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08,
];
const READ_FREE_FILE: &[u8] = &[0x00, 0xB0, 0x85, 0x00, 0x20];

fn connect() -> pcsc::Card {
    let context = pcsc::Context::establish(pcsc::Scope::User).expect("pcscd");
    let mode = pcsc::ShareMode::Exclusive;
    let mut last = None;
    // pcscd needs a moment to power a card that has just come.
    for _ in 0..50 {
        match context.connect(READER, mode, pcsc::Protocols::ANY) {
            Ok(card) => return card,
            Err(error) => last = Some(error),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("no connection: {last:?}")
}

/// The answer, none when there was none: vpcd gives an empty one when the card leaves during the command.
fn transmit(card: &pcsc::Card, command: &[u8]) -> Option<Vec<u8>> {
    let mut buffer = [0; 300];
    let answer = card.transmit(command, &mut buffer).ok()?;
    (!answer.is_empty()).then(|| answer.to_vec())
}

#[test]
fn the_second_slot_is_a_reader_of_its_own() {
    let _service = service();
    let first = put_on(card("ordinary"), Faults::default());
    let second = virtual_card::insert(card("foreign"), Slot::Second, Faults::default());
    let second = second.expect("vpcd");
    assert!(second.wait_until_seen(Duration::from_secs(5)));
    assert!(first.is_present() && second.is_present());
    assert_eq!(Slot::First.reader_name().as_bytes(), READER.to_bytes());
    let context = pcsc::Context::establish(pcsc::Scope::User).expect("pcscd");
    let names = context.list_readers_owned().expect("readers");
    assert!(
        names
            .iter()
            .any(|name| name.to_bytes() == Slot::Second.reader_name().as_bytes())
    );
}

#[test]
fn a_second_card_on_the_same_slot_is_not_seen_until_the_first_leaves() {
    let _service = service();
    let first = put_on(card("ordinary"), Faults::default());
    let second = virtual_card::insert(card("foreign"), Slot::First, Faults::default());
    let second = second.expect("the kernel takes the connection");
    assert!(!second.wait_until_seen(Duration::from_secs(1)));
    first.remove();
    assert!(second.wait_until_seen(Duration::from_secs(5)));
}

#[test]
fn removal_takes_milliseconds_and_the_counters_stay_with_the_card() {
    let _service = service();
    let inserted = put_on(card("ordinary"), Faults::default());
    let reader = connect();
    transmit(&reader, SELECT).expect("answered");
    let wrong = [0x00, 0x20, 0x00, 0x91, 0x04, b'0', b'0', b'0', b'0'];
    assert_eq!(transmit(&reader, &wrong).expect("answered"), [0x63, 0xC2]);
    let log = inserted.log();
    assert_eq!(log[1].header, [0x00, 0x20, 0x00, 0x91]);
    assert_eq!((log[1].command_length, log[1].status_word), (9, 0x63C2));
    let start = Instant::now();
    let taken = inserted.remove();
    assert!(
        start.elapsed() < Duration::from_millis(50),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(taken.tries_left().pin, 2);
    assert!(
        transmit(&reader, SELECT).is_none(),
        "nothing answers without a card"
    );
    drop(reader);
    wait_for("the removal in pcscd", || !card_present());
    let again = put_on(taken, Faults::default());
    assert_eq!(again.exchanges(), 0);
    assert_eq!(again.remove().tries_left().pin, 2);
}

#[test]
fn an_exchange_does_not_wait_for_a_delayed_acknowledgement() {
    let _service = service();
    let _inserted = put_on(card("ordinary"), Faults::default());
    let reader = connect();
    transmit(&reader, SELECT).expect("answered");
    let mut times: Vec<_> = (0..101)
        .map(|_| {
            let start = Instant::now();
            transmit(&reader, READ_FREE_FILE).expect("answered");
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    assert!(
        times[50] < Duration::from_millis(10),
        "median {:?}",
        times[50]
    );
}

#[test]
fn a_card_is_gone_after_exactly_the_wanted_number_of_answers() {
    let _service = service();
    for answers in 0..4 {
        let faults = Faults {
            gone_after: Some(answers),
            ..Faults::default()
        };
        let inserted = put_on(card("ordinary"), faults);
        let reader = connect();
        let mut whole = 0;
        while whole < 10 && transmit(&reader, SELECT).is_some() {
            whole += 1;
        }
        assert_eq!(whole, answers);
        assert!(!inserted.is_present());
        assert_eq!(inserted.exchanges(), answers as usize);
        drop(reader);
        let card = inserted.remove();
        wait_for("the removal in pcscd", || !card_present());
        put_on(card, Faults::default()).remove();
        wait_for("the removal in pcscd", || !card_present());
    }
}

#[test]
fn one_answer_is_garbled_and_the_next_is_whole_again() {
    let _service = service();
    for place in 1..3 {
        let faults = Faults {
            garble_after: Some(place),
            ..Faults::default()
        };
        let inserted = put_on(card("ordinary"), faults);
        let reader = connect();
        for _ in 0..place {
            assert_eq!(transmit(&reader, SELECT).expect("whole"), [0x90, 0x00]);
        }
        let garbled = transmit(&reader, READ_FREE_FILE);
        let whole = transmit(&reader, READ_FREE_FILE).expect("whole");
        assert_eq!(whole.len(), 0x22);
        assert_ne!(garbled, Some(whole));
        drop(reader);
        inserted.remove();
        wait_for("the removal in pcscd", || !card_present());
    }
}

#[test]
fn a_slow_card_is_slow_and_still_leaves_at_once() {
    let _service = service();
    let faults = Faults {
        delay: Some(Duration::from_millis(300)),
        ..Faults::default()
    };
    let inserted = put_on(card("ordinary"), faults);
    let reader = connect();
    let start = Instant::now();
    transmit(&reader, SELECT).expect("answered");
    assert!(start.elapsed() >= Duration::from_millis(300));
    let (taken, lifted) = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| transmit(&reader, SELECT));
        std::thread::sleep(Duration::from_millis(100));
        let start = Instant::now();
        let card = inserted.remove();
        let taken = start.elapsed();
        let _: VirtualCard = card;
        (taken, waiting.join().expect("no panic"))
    });
    assert!(taken < Duration::from_millis(50), "{taken:?}");
    assert_eq!(lifted, None);
}

/// A port on which nothing listens is what a machine without pcscd looks like; here the error alone is shown.
#[test]
fn the_error_for_a_missing_reader_says_what_to_do() {
    use advice::Advise;
    let advice = InsertError::NoVirtualReader.advice();
    assert_eq!(advice.code, "no-virtual-reader");
    assert!(advice.next.en.contains("pcscd") && advice.next.ja.contains("pcscd"));
}
