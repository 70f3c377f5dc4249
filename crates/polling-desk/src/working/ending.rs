//! The end: the early voters are frozen, the board has everything, and the roll leaves the PC.

use std::collections::BTreeMap;
use std::path::Path;

use polling::fact::{BoardReceived, Fact};
use polling::plain::DeviceId;
use polling::role::Action;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Working;
use crate::{DeskError, clock};
use polling_ledger::NewFact;

/// What stays on a PC whose roll is gone: when it went, and what the board held then. Nothing of an elector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Farewell {
    /// The election's name.
    pub election: String,
    /// The booth.
    pub booth: String,
    /// Whether it was training.
    pub training: bool,
    /// When the keys were destroyed, `YYYY-MM-DDTHH:MM`, Japan's time.
    pub ended: String,
    /// Hash of the roll that was in use, hexadecimal; empty if there was none.
    pub roll: String,
    /// Hash of the election's file, hexadecimal.
    pub file: String,
    /// The check words that the board read back; empty for training.
    pub check_words: String,
    /// How many records there were.
    pub records: u64,
    /// SHA-256 of the frozen list of early voters, hexadecimal; empty if none was frozen.
    pub frozen: String,
}

impl Farewell {
    /// Writes it whole or not at all.
    pub(crate) fn save(&self, file: &Path) -> Result<(), DeskError> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        super::put(file, &text)
    }
}

/// How far the board holds what this PC has.
pub struct Handover {
    /// Words that change with every record: the board, having taken the records in, reads the same ones.
    pub check_words: Zeroizing<String>,
    /// Whether the board has confirmed every record.
    pub board_has_all: bool,
}

/// Whether a record is part of what the board confirms: not looks, badges, and the confirmation itself.
fn is_told_to_the_board(kind: &str) -> bool {
    let of_the_desk = ["audit.", "badge.", "board."];
    !of_the_desk.iter().any(|start| kind.starts_with(start))
}

impl Working {
    /// What of this PC's records the board holds. Reads every record, so that whoever needs both asks once.
    pub fn handover(&self) -> Result<Handover, DeskError> {
        let heads = self.heads()?;
        Ok(Handover {
            check_words: self.words_of(&heads),
            board_has_all: !heads.is_empty() && self.booth_state().board_has(&heads),
        })
    }

    /// Words that change with every record: the board, having taken the records in, reads the same ones.
    pub fn check_words(&self) -> Result<Zeroizing<String>, DeskError> {
        Ok(self.words_of(&self.heads()?))
    }

    fn words_of(&self, heads: &BTreeMap<DeviceId, u64>) -> Zeroizing<String> {
        let named = heads
            .iter()
            .map(|(device, seq)| (custody::hex(&device.0), *seq));
        custody::check_words(&self.tokens, named)
    }

    /// The board read the words back: it has everything up to here.
    pub fn board_received(&mut self, said: &str) -> Result<(), DeskError> {
        self.allow(Action::Exchange)?;
        let have = self.heads()?;
        if !custody::reads_the_same(said, &self.words_of(&have)) {
            return Err(DeskError::OtherCheck);
        }
        let received = Fact::BoardReceived(BoardReceived { have });
        self.write(&[NewFact::of_booth(received)])
    }

    /// What stays after the end, if the end may come now. Training may end at any time.
    pub(crate) fn farewell(&self) -> Result<Farewell, DeskError> {
        self.allow(Action::Destroy)?;
        let booth = self.booth_state();
        let mut check_words = String::new();
        if !self.is_training() {
            if booth.frozen().is_none() {
                return Err(DeskError::NotFrozen);
            }
            let handover = self.handover()?;
            if !handover.board_has_all || self.owes() {
                return Err(DeskError::NotHandedOver);
            }
            check_words.push_str(&handover.check_words);
        }
        Ok(Farewell {
            election: self.election.name.clone(),
            booth: self.booth.to_string(),
            training: self.is_training(),
            ended: super::minute(clock::moment()),
            roll: self
                .roll_hash()
                .map_or(String::new(), |roll| custody::hex(&roll)),
            file: custody::hex(&self.election_hash),
            check_words,
            records: self.book.stats()?.events,
            frozen: booth
                .frozen()
                .map_or(String::new(), |frozen| custody::hex(&frozen.list)),
        })
    }

    /// How far each PC's records reach, leaving out what says nothing of the election.
    fn heads(&self) -> Result<BTreeMap<DeviceId, u64>, DeskError> {
        let mut heads = BTreeMap::new();
        self.book.each_event(|event| {
            if is_told_to_the_board(&event.header.kind) {
                let device = DeviceId(event.header.device.0);
                let head = heads.entry(device).or_insert(0);
                *head = event.header.seq.max(*head);
            }
        })?;
        Ok(heads)
    }
}
