//! The real pcscd with virtual readers, and virtual cards to put on them.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mynacard::pcsc::{CardPresence, PcscChannel, connect, readers};
use mynacard::{FaceCode, Pin, Secret};
use virtual_card::{
    Chip, Faults, Inserted, Resident, Slot, TrainingCa, VirtualCard, builtin, insert,
};

pub const FIRST: &str = "Virtual PCD 00 00";
pub const SECOND: &str = "Virtual PCD 00 01";

/// The one pcscd of this machine, for one test at a time.
pub struct Desk {
    _lock: File,
}

impl Desk {
    #[expect(clippy::zombie_processes, reason = "pcscd stays for the other tests")]
    /// Waits for the other tests, and starts pcscd when none runs; it is left running.
    pub fn take() -> Self {
        let lock =
            File::create(std::env::temp_dir().join("kazashi-pcscd.lock")).expect("lock file");
        lock.lock().expect("lock");
        if readers().is_err() {
            std::fs::create_dir_all("/run/pcscd").expect("folder of pcscd's socket");
            let mut pcscd = Command::new("pcscd");
            pcscd.arg("--foreground").stdin(Stdio::null());
            pcscd.stdout(Stdio::null()).stderr(Stdio::null());
            std::os::unix::process::CommandExt::process_group(&mut pcscd, 0);
            pcscd.spawn().expect("package pcscd");
        }
        for reader in [FIRST, SECOND] {
            wait_for(|| presence(reader) == Some(CardPresence::Absent));
        }
        Self { _lock: lock }
    }
}

pub fn put_on<C: Chip>(_desk: &Desk, card: C, slot: Slot, faults: Faults) -> Inserted<C> {
    let inserted = insert(card, slot, faults).expect("vpcd");
    wait_for(|| presence(slot.reader_name()) == Some(CardPresence::Present));
    inserted
}

/// Takes the card off and waits until the reader has noticed.
pub fn take_off<C>(_desk: &Desk, card: Inserted<C>, slot: Slot) -> C {
    let card = card.remove();
    wait_for(|| presence(slot.reader_name()) == Some(CardPresence::Absent));
    card
}

pub fn presence(reader: &str) -> Option<CardPresence> {
    let found = readers()
        .ok()?
        .into_iter()
        .find(|state| state.name == reader);
    found.map(|state| state.card)
}

pub fn wait_for(mut there: impl FnMut() -> bool) {
    let start = Instant::now();
    while !there() {
        assert!(start.elapsed() < Duration::from_secs(15), "waited in vain");
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub fn resident(id: &str) -> Resident {
    let found = builtin().into_iter().find(|resident| resident.id() == id);
    found.expect("a built-in resident")
}

pub fn issue(resident: &Resident) -> VirtualCard {
    // Shared with the other tests: keys take seconds to make.
    let ca = TrainingCa::open_or_create(&std::env::temp_dir().join("kazashi-test-ca"));
    let today = jiff::civil::date(2026, 11, 21);
    VirtualCard::issue(resident, &ca.expect("training CA"), today).expect("issued")
}

pub fn card(id: &str) -> VirtualCard {
    issue(&resident(id))
}

pub fn pin_of(resident: &Resident) -> Secret {
    Secret::Pin(Pin::from_digits(resident.pin().as_bytes()).expect("digits"))
}

pub fn face_code_of(resident: &Resident) -> Secret {
    Secret::FaceCode(FaceCode::from_digits(resident.face_code().as_bytes()).expect("digits"))
}

pub fn wrong_pin() -> Secret {
    Secret::Pin(Pin::from_digits(b"0001").expect("digits"))
}

pub fn first() -> PcscChannel {
    connect(FIRST).expect("a card on the first reader")
}

/// How many secrets, not queries, the card was sent.
pub fn secrets_sent(card: &Inserted) -> usize {
    let log = card.log();
    log.iter()
        .filter(|exchange| exchange.header[1] == 0x20 && exchange.command_length > 4)
        .count()
}
