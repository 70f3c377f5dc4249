//! What leaves the program (持ち出し): recorded with its purpose before a byte of it is written.

use ledger::LedgerError;
use polling::fact::{Exported, Fact};
use polling::plain::{Actor, Moment};
use polling::role::Action;

use super::Working;
use crate::DeskError;
use polling_ledger::{NewFact, fact_of};

/// What an own act of the program is for; a list that somebody asks for has a purpose in words of that person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outgoing {
    /// Records for other booths and the board.
    Bundle,
    /// A backup of the records.
    Backup,
    /// Who voted early, signed, for the polling stations.
    Frozen,
}

impl Outgoing {
    fn code(self) -> &'static str {
        match self {
            Self::Bundle => "records",
            Self::Backup => "backup",
            Self::Frozen => "frozen-list",
        }
    }

    fn purpose(self) -> &'static str {
        match self {
            Self::Bundle => "ほかの投票所・選挙管理委員会との記録の受け渡し",
            Self::Backup => "記録の控え",
            Self::Frozen => "投票日の投票所で使う、確定した期日前投票者の一覧",
        }
    }
}

/// One thing that left the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// When.
    pub at: Moment,
    /// By whose badge.
    pub actor: Actor,
    /// What, for what and how many electors.
    pub exported: Exported,
}

impl Working {
    /// A list leaves the program: recorded with its purpose before it is written.
    pub fn exported(&mut self, what: &str, purpose: &str, electors: u64) -> Result<(), DeskError> {
        self.allow(Action::Export)?;
        if purpose.trim().is_empty() {
            return Err(DeskError::NotNow);
        }
        self.leaves(what, purpose.trim(), electors)
    }

    /// A copy leaves the program. A disk without room for the record of it keeps no copy back: the stick may be what
    /// saves the records.
    pub(super) fn copy_leaves(&mut self, copy: Outgoing, electors: u64) -> Result<(), DeskError> {
        match self.leaves(copy.code(), copy.purpose(), electors) {
            Err(DeskError::Ledger(LedgerError::DiskFull { .. })) => Ok(()),
            written => written,
        }
    }

    /// How many electors have records here.
    pub(super) fn electors_on_record(&self) -> u64 {
        self.book.electors().count() as u64
    }

    fn leaves(&mut self, what: &str, purpose: &str, electors: u64) -> Result<(), DeskError> {
        let exported = Fact::Exported(Exported {
            what: what.to_owned(),
            purpose: purpose.to_owned(),
            electors,
        });
        self.write(&[NewFact::of_booth(exported)])
    }

    /// What left this booth's PCs, the latest first: for the officer and the board.
    pub fn left(&self) -> Result<Vec<Left>, DeskError> {
        self.allow(Action::SeeLooks)?;
        let here = self.book.ledger.stream();
        let mut left = Vec::new();
        self.book.each_event(|event| {
            if event.header.stream != here {
                return;
            }
            if let Some(Ok(Fact::Exported(exported))) = fact_of(&event) {
                left.push(Left {
                    at: Moment(event.header.wall_ms),
                    actor: Actor(event.header.actor.0),
                    exported,
                });
            }
        })?;
        left.reverse();
        Ok(left)
    }
}
