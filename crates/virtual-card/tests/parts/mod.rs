//! What the tests with real parts share: the lock, pcscd, a card, programs.

use std::ffi::CStr;
use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use virtual_card::{Faults, Inserted, Resident, Slot, TrainingCa, VirtualCard, builtin, insert};

/// The first slot as PC/SC names it.
pub const READER: &CStr = c"Virtual PCD 00 00";

/// The one pcscd of this machine, ours until this is dropped.
pub struct Service {
    _lock: File,
}

/// Waits for the other tests, and starts pcscd when none runs; it is left running.
pub fn service() -> Service {
    let lock = File::create(std::env::temp_dir().join("kazashi-pcscd.lock")).expect("lock file");
    lock.lock().expect("lock");
    if pcsc::Context::establish(pcsc::Scope::User).is_err() {
        std::fs::create_dir_all("/run/pcscd").expect("folder of pcscd's socket");
        // The shell ends at once, and pcscd stays for the tests that follow.
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "pcscd --foreground >/dev/null 2>&1 &"])
            .stdin(Stdio::null());
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        assert!(shell.status().expect("sh").success());
    }
    wait_for("vpcd in pcscd", || {
        pcsc::Context::establish(pcsc::Scope::User)
            .and_then(|context| context.list_readers_owned())
            .is_ok_and(|readers| readers.iter().any(|name| name.as_c_str() == READER))
    });
    // A card of an earlier test may not have left the slot yet.
    wait_for("an empty slot", || !card_present());
    Service { _lock: lock }
}

pub fn wait_for(what: &str, mut there: impl FnMut() -> bool) {
    let start = Instant::now();
    while !there() {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "waited for {what}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether pcscd reports a card on the first slot.
pub fn card_present() -> bool {
    let context = pcsc::Context::establish(pcsc::Scope::User).expect("pcscd");
    let mut states = [pcsc::ReaderState::new(READER, pcsc::State::UNAWARE)];
    context
        .get_status_change(Duration::ZERO, &mut states)
        .is_ok()
        && states[0].event_state().contains(pcsc::State::PRESENT)
}

pub fn resident(id: &str) -> Resident {
    let found = builtin().into_iter().find(|resident| resident.id() == id);
    found.expect("a built-in resident")
}

pub fn card(id: &str) -> VirtualCard {
    let folder = std::env::temp_dir().join("kazashi-training-ca");
    let ca = TrainingCa::open_or_create(&folder).expect("training CA");
    VirtualCard::issue(&resident(id), &ca, jiff::Zoned::now().date()).expect("issued")
}

/// Puts a card on the first slot and waits until pcscd reports it.
pub fn put_on(card: VirtualCard, faults: Faults) -> Inserted {
    let inserted = insert(card, Slot::First, faults).expect("vpcd");
    assert!(inserted.wait_until_seen(Duration::from_secs(5)));
    wait_for("the card in pcscd", card_present);
    inserted
}
