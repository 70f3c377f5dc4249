//! A virtual card of an invented resident, put on and taken off by the test.

use std::path::PathBuf;

use virtual_card::{Exchange, Faults, Inserted, Resident, Slot, TrainingCa, VirtualCard};

/// A card that lies on the virtual reader.
pub struct Card {
    inserted: Inserted,
}

impl Card {
    /// Issues a card to this resident and puts it on.
    pub fn of(resident: &Resident) -> Self {
        Self::put_on(Self::issue(resident), Faults::default())
    }

    /// Issues a card and keeps it off the reader.
    pub fn issue(resident: &Resident) -> VirtualCard {
        let ca = TrainingCa::open_or_create(&ca_folder()).unwrap();
        VirtualCard::issue(resident, &ca, jiff::Zoned::now().date()).unwrap()
    }

    /// Puts a card on the first slot.
    pub fn put_on(card: VirtualCard, faults: Faults) -> Self {
        Self {
            inserted: virtual_card::insert(card, Slot::First, faults).unwrap(),
        }
    }

    /// What the card was asked since it was put on; headers and lengths only.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.inserted.log()
    }

    /// Whether it still lies there: false after a fault lifted it.
    pub fn is_present(&self) -> bool {
        self.inserted.is_present()
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

/// An invented resident whom only the tests know: the program itself holds the training residents.
pub fn marked() -> Resident {
    Resident::parse(include_str!("../fixtures/marked.toml")).unwrap()
}

/// Keys are made once a machine, not once a test.
fn ca_folder() -> PathBuf {
    std::env::temp_dir().join("kazashi-test-ca")
}
