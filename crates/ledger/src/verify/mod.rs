//! Checking a whole ledger: every byte that was signed, and every row that was derived.

mod apart;
mod chain;
mod file;
mod report;
mod states;

use std::collections::BTreeSet;

use crate::error::Fault;
use crate::rows::DeviceRow;
use crate::{Have, Ledger, LedgerError, Projection, SubjectId, rows};

pub use report::{Place, Problem, Report, What};

/// A check under way.
struct Check<'a, P: Projection> {
    ledger: &'a Ledger<P>,
    erased: BTreeSet<SubjectId>,
    keyless: BTreeSet<SubjectId>,
    events: u64,
    problems: Vec<Problem>,
}

impl<P: Projection> Ledger<P> {
    /// Walks all that is kept and names each thing that is not as it was written.
    ///
    /// A device's last events, cut off together with the note of where its chain ends, leave no trace
    /// in the file itself: [`Self::verify_against`] finds that.
    pub fn verify(&self) -> Result<Report, LedgerError> {
        self.verify_against(&Have::new())
    }

    /// As [`Self::verify`], with what a witness saw: a hub's, a neighbour's or a printed [`Self::have`].
    pub fn verify_against(&self, witness: &Have) -> Result<Report, LedgerError> {
        let mut check = Check {
            ledger: self,
            erased: BTreeSet::new(),
            keyless: BTreeSet::new(),
            events: 0,
            problems: Vec::new(),
        };
        check.file()?;
        let walked = self.reading(|| {
            check.erased = rows::every_erased(&self.db)?.into_iter().collect();
            check.chains()?;
            check.apart()?;
            if self.projection.projects() {
                check.states()?;
            }
            check.witness(witness)
        });
        match walked {
            Ok(()) => {}
            // Said below, with all that was found before it.
            Err(LedgerError::Damaged { .. }) => check.found(Place::File, What::Damaged),
            Err(other) => return Err(other),
        }
        let mut problems = check.problems;
        problems.sort_unstable();
        problems.dedup();
        Ok(Report {
            events: check.events,
            problems,
        })
    }
}

impl<P: Projection> Check<'_, P> {
    fn found(&mut self, place: Place, what: What) {
        self.problems.push(Problem { place, what });
    }

    fn expect(&mut self, holds: bool, place: Place, what: What) {
        if !holds {
            self.found(place, what);
        }
    }

    fn witness(&mut self, witness: &Have) -> Result<(), Fault> {
        for (device, (seq, hash)) in witness {
            let known = DeviceRow::find(&self.ledger.db, *device)?;
            let known = known.filter(|known| *seq <= known.seq);
            let here = known.map(|known| rows::event_at(&self.ledger.db, known.event(*seq)));
            let here = here.transpose()?.flatten();
            let same = here.is_some_and(|here| here.hash() == *hash);
            self.expect(same, Place::Event(*device, *seq), What::WitnessDiffers);
        }
        Ok(())
    }
}
