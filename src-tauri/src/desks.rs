//! Which desk hears what: cards and clock are shared, and the answer goes to the desk that asked.

use std::sync::Arc;

use card_session::CardInput;
use counter::Input;
use mynacard::TapKey;

use crate::engine::Engine;
use crate::presence::Change;
use crate::view::ResidentView;

/// The desks (窓口業務) of this program. Each has a card session of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskKind {
    /// 書かない窓口.
    Counter,
    /// 避難所.
    Shelter,
    /// 期日前投票.
    Polling,
}

impl DeskKind {
    /// Every desk, whichever is on the screen.
    const ALL: [Self; 3] = [Self::Counter, Self::Shelter, Self::Polling];
}

impl Engine {
    /// Hands a card's answer, or a key of the resident's, to the desk that it belongs to.
    pub(crate) fn card_input(&self, desk: DeskKind, input: CardInput) {
        match desk {
            DeskKind::Counter => self.input(input.into()),
            DeskKind::Shelter => self.shelter_card(input),
            DeskKind::Polling => self.polling_card(input),
        }
    }

    /// Every desk hears of cards that come and go: what lies there when the desk is changed is known to it.
    pub(crate) fn card_changed(&self, change: Change) {
        for desk in DeskKind::ALL {
            self.card_input(
                desk,
                match change {
                    Change::Placed => CardInput::Placed,
                    Change::Taken => CardInput::Taken,
                },
            );
        }
    }

    /// A key of the resident's window, for the desk on the screen.
    pub(crate) fn resident_input(&self, input: CardInput) {
        let front = self.with_state(|state| state.front);
        self.card_input(front, input);
    }

    /// The city's key under which this desk recognises cards (仮名識別子); none where it takes no taps.
    pub(crate) fn tap_key(&self, desk: DeskKind) -> Option<Arc<TapKey>> {
        match desk {
            // An election keeps nothing of the card.
            DeskKind::Counter | DeskKind::Polling => None,
            DeskKind::Shelter => self.with_shelter(|shelter| shelter.tap_key()),
        }
    }

    /// Time goes by for every desk.
    pub(crate) fn tick(&self) {
        self.hub_tick(DeskKind::Shelter);
        self.hub_tick(DeskKind::Polling);
        for desk in DeskKind::ALL {
            match desk {
                DeskKind::Counter => self.input(Input::Tick),
                DeskKind::Shelter => self.shelter_tick(),
                DeskKind::Polling => self.polling_tick(),
            }
        }
    }

    pub(crate) fn make_resident_view(&self) -> ResidentView {
        let (front, language) = self.with_state(|state| (state.front, state.language));
        match front {
            DeskKind::Counter => self.with_state(|state| ResidentView::of(&state.desk, language)),
            DeskKind::Shelter => self.with_shelter(|shelter| shelter.resident_view(language)),
            DeskKind::Polling => self.with_polling(|polling| polling.resident_view(language)),
        }
    }
}
