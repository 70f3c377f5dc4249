//! A virtual card of an invented resident, put on and taken off by the test.

use std::path::PathBuf;

use virtual_card::{Exchange, Faults, Inserted, Resident, Slot, TrainingCa, VirtualCard};

/// A card that lies on the virtual reader.
pub struct Card {
    inserted: Inserted,
}

impl Card {
    /// Issues a card for the resident with this id and puts it on.
    pub fn put_on(resident: &str, faults: Faults) -> Self {
        Self::put_back(Self::issue(resident), faults)
    }

    /// Issues a card and keeps it off the reader.
    pub fn issue(resident: &str) -> VirtualCard {
        let ca = TrainingCa::open_or_create(&ca_folder()).unwrap();
        VirtualCard::issue(&person(resident), &ca, jiff::Zoned::now().date()).unwrap()
    }

    /// Puts a card on the first slot.
    pub fn put_back(card: VirtualCard, faults: Faults) -> Self {
        Self {
            inserted: virtual_card::insert(card, Slot::First, faults).unwrap(),
        }
    }

    /// What the card was asked since it was put on; headers and lengths only.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.inserted.log()
    }

    /// Takes it off; tries stay as they are.
    pub fn take_off(self) -> VirtualCard {
        self.inserted.remove()
    }
}

/// The invented resident with this id.
pub fn person(id: &str) -> Resident {
    virtual_card::builtin()
        .into_iter()
        .find(|resident| resident.id() == id)
        .unwrap()
}

/// Keys are made once a machine, not once a test.
fn ca_folder() -> PathBuf {
    std::env::temp_dir().join("kazashi-test-ca")
}
