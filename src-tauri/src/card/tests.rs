//! Cards on the real card service, recognised as a desk with taps has them recognised.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use card_session::Tap;
use mynacard::pcsc::{self, CardPresence};
use mynacard::{CardError, CardKey, TapKey};
use virtual_card::{Chip, Faults, Inserted, Slot, TrainingCa, TransitCard, VirtualCard};
use zeroize::Zeroizing;

use super::{ask_each, tap};

const SLOTS: [Slot; 2] = [Slot::First, Slot::Second];

fn presence(slot: Slot) -> Option<CardPresence> {
    let mut readers = pcsc::readers().ok()?.into_iter();
    let reader = readers.find(|reader| reader.name == slot.reader_name())?;
    Some(reader.card)
}

fn wait_for(slot: Slot, wanted: CardPresence) {
    let start = Instant::now();
    while presence(slot) != Some(wanted) {
        assert!(
            start.elapsed() < Duration::from_secs(15),
            "waited in vain for {wanted:?}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The one card service of this machine, for one test at a time; it is started when none runs, and left running.
fn card_service() -> File {
    let lock = File::create(std::env::temp_dir().join("kazashi-pcscd.lock")).unwrap();
    lock.lock().unwrap();
    if pcsc::readers().is_err() {
        std::fs::create_dir_all("/run/pcscd").unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", "pcscd --foreground >/dev/null 2>&1 &"]);
        shell.stdin(Stdio::null());
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        assert!(shell.status().unwrap().success());
    }
    for slot in SLOTS {
        wait_for(slot, CardPresence::Absent);
    }
    lock
}

fn card_of(id: &str) -> VirtualCard {
    let residents = virtual_card::builtin().into_iter();
    let resident = residents.into_iter().find(|resident| resident.id() == id);
    // Shared with the other tests: keys take seconds to make.
    let ca = TrainingCa::open_or_create(&std::env::temp_dir().join("kazashi-test-ca")).unwrap();
    VirtualCard::issue(&resident.unwrap(), &ca, jiff::civil::date(2026, 11, 21)).unwrap()
}

fn put_on<C: Chip>(card: C, slot: Slot) -> Inserted<C> {
    let inserted = virtual_card::insert(card, slot, Faults::default()).unwrap();
    wait_for(slot, CardPresence::Present);
    inserted
}

fn take_off<C>(card: Inserted<C>, slot: Slot) {
    card.remove();
    wait_for(slot, CardPresence::Absent);
}

/// Taps the cards on these slots, the first one first; the reader that answered, and those with a card of no use.
fn tapped(slots: &[Slot]) -> (Result<Tap, CardError>, Option<String>, Vec<String>) {
    let key = TapKey::new(Zeroizing::new([5; 32]));
    let readers: Vec<_> = slots
        .iter()
        .map(|slot| slot.reader_name().to_owned())
        .collect();
    let asked = ask_each(&readers, |card| tap(card, &key));
    (asked.answer, asked.answered, asked.not_mine)
}

fn tapped_key(slot: Slot) -> Option<CardKey> {
    tapped(&[slot]).0.ok()?.key()
}

#[test]
fn each_kind_of_card_is_recognised_in_its_own_way() {
    let _service = card_service();
    let first = Slot::First;
    let mut keys = Vec::new();

    let transit = put_on(TransitCard::builtin().remove(0), first);
    assert!(matches!(tapped(&[first]).0, Ok(Tap::Contactless(_))));
    keys.extend(tapped_key(first));
    take_off(transit, first);

    let resident = put_on(card_of("ordinary"), first);
    assert!(matches!(tapped(&[first]).0, Ok(Tap::MyNumberCard(_))));
    keys.extend(tapped_key(first));
    assert!(
        tapped_key(first) == keys.last().copied(),
        "each time the same"
    );
    take_off(resident, first);
    assert!(keys.len() == 2 && keys[0] != keys[1]);

    let child = put_on(card_of("no-certificate"), first);
    assert!(matches!(tapped(&[first]).0, Ok(Tap::WithoutCertificate)));
    take_off(child, first);

    let other = put_on(VirtualCard::without_applications(), first);
    let (answer, answered, not_mine) = tapped(&[first]);
    assert_eq!(answer.err(), Some(CardError::IdNotStable));
    assert_eq!((answered, not_mine.len()), (None, 1));
    take_off(other, first);
}

#[test]
fn a_card_of_no_use_is_passed_over_for_the_one_that_can_be_recognised() {
    let _service = card_service();
    let of_no_use = put_on(VirtualCard::without_applications(), Slot::First);
    let transit = put_on(TransitCard::builtin().remove(1), Slot::Second);
    let (answer, answered, not_mine) = tapped(&SLOTS);
    assert!(matches!(answer, Ok(Tap::Contactless(_))));
    assert_eq!(answered.as_deref(), Some(Slot::Second.reader_name()));
    assert_eq!(not_mine, [Slot::First.reader_name()]);
    take_off(of_no_use, Slot::First);
    take_off(transit, Slot::Second);
}
