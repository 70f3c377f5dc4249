//! The machine of the booth, driven: what it asks for is written, sent and printed here.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use jiff::civil::Date;
use polling::booth::{Act, Gate, Input, Local, Output, Stage};
use polling::claim::ToAuthority;
use polling::election::{Election, OutageRule};
use polling::eligibility::Visit;
use polling::fact::{Fact, LedTo, Looked};
use polling::frozen::FrozenLine;
use polling::plain::{BoothId, ElectorId, Mark};
use roll::Roll;

use super::Working;
use super::accepting::SlipToPrint;
use crate::{Book, DeskError};
use polling_ledger::NewFact;

/// So much of what is owed goes out before a claim; more only piles up while the authority is away.
const MOST_OWED: usize = 16;

/// This desk's own copy of roll and facts.
struct Copy<'a> {
    book: &'a Book,
    roll: Option<&'a Roll>,
    early: &'a BTreeMap<ElectorId, FrozenLine>,
    election: &'a Election,
    visit: Visit,
    booth: &'a BoothId,
}

impl Local for Copy<'_> {
    /// Everything shut for whoever cannot be read: an error never opens a gate.
    fn gate(&self, elector: &ElectorId) -> Gate {
        let read = || -> Option<Gate> {
            let line = super::frozen::line(self.roll?, self.early, *elector).ok()??;
            let state = self.book.state(*elector).ok()?;
            Some(Gate::of(
                &line,
                &state,
                self.election,
                &self.visit,
                self.booth,
            ))
        };
        read().unwrap_or_default()
    }
}

impl Working {
    /// After a start, and whenever the desk is free: a claim that was asked for and whose outcome nobody wrote is asked
    /// for again, under the same name.
    pub(super) fn recover(&mut self) -> Result<(), DeskError> {
        if matches!(self.flow.stage(), Stage::Waiting)
            && let Some(elector) = self.flow.unfinished().first()
        {
            self.run(Input::Act(Act::Recover(*elector)))?;
        }
        self.sign_on_again()
    }

    /// Outage rule 2: the booth is open, and whether the authority knows was lost with the last start or link.
    fn sign_on_again(&mut self) -> Result<(), DeskError> {
        let free = matches!(self.flow.stage(), Stage::Waiting);
        if !self.signing_lost || !free || self.election.outage != OutageRule::HomeBooth {
            return Ok(());
        }
        if self.flow.is_signed_on() || !self.booth_state().is_open(self.today) {
            return Ok(());
        }
        self.signing_lost = false;
        self.run(Input::Act(Act::SignOn))
    }

    /// One step of the machine, and all that follows from it at once.
    ///
    /// An append that failed is told to the machine and then to the caller: what waited for it has not happened.
    pub(super) fn run(&mut self, input: Input) -> Result<(), DeskError> {
        let mut inputs = VecDeque::from([input]);
        let mut failed = None;
        while let Some(input) = inputs.pop_front() {
            let now = self.now();
            let copy = Copy {
                book: &self.book,
                roll: self.roll.as_ref(),
                early: &self.early,
                election: &self.election,
                visit: self.visit(),
                booth: &self.booth,
            };
            let outputs = self.flow.step(now, input, &copy)?;
            for output in outputs {
                match output {
                    Output::Append {
                        token,
                        elector,
                        facts,
                    } => match self.append(elector, facts) {
                        Ok(()) => inputs.push_back(Input::Stored(token)),
                        Err(error) => {
                            inputs.push_back(Input::NotStored(token));
                            failed = failed.or(Some(error));
                        }
                    },
                    Output::Send(message) => {
                        if matches!(message, ToAuthority::Claim(_)) {
                            self.pay_first();
                        }
                        self.line.send(message);
                    }
                    Output::PrintSlip {
                        elector,
                        reason,
                        mode,
                    } => {
                        let elector = self.elector(elector)?;
                        self.slips.push(SlipToPrint {
                            elector,
                            reason,
                            mode,
                        });
                    }
                }
            }
        }
        self.look()?;
        failed.map_or(Ok(()), Err)
    }

    /// Ballots that this very desk gave back must be free before it claims them again.
    pub(super) fn pay_first(&mut self) {
        for (_, owed) in self.flow.debts().messages(0, MOST_OWED, |_| false) {
            self.line.send(owed);
        }
    }

    fn append(&mut self, elector: Option<ElectorId>, facts: Vec<Fact>) -> Result<(), DeskError> {
        let mut drafts = Vec::with_capacity(facts.len());
        for fact in facts {
            let basis = match elector {
                Some(elector) => self.basis(elector, &fact)?,
                None => Vec::new(),
            };
            let occurred = self.entering.filter(|_| elector.is_some());
            drafts.push(NewFact {
                elector,
                basis,
                occurred,
                fact,
            });
        }
        self.write(&drafts)
    }

    /// What a fact settles that stands at this moment.
    fn basis(&self, elector: ElectorId, fact: &Fact) -> Result<Vec<Mark>, DeskError> {
        Ok(match fact {
            Fact::LeftDesk(left) => self.book.state(elector)?.left_basis(&left.claim),
            Fact::AbsenteeStep(step) => {
                let state = self.book.state(elector)?;
                let steps = step.ballots.iter();
                steps
                    .flat_map(|ballot| state.absentee_basis(ballot))
                    .collect()
            }
            _ => Vec::new(),
        })
    }

    /// Whoever's page is open was looked at: on the disk before anything of the elector is shown.
    pub(super) fn look(&mut self) -> Result<(), DeskError> {
        let shown = self.flow.stage().elector();
        // At a locked desk nothing is shown; whoever comes next looks.
        let shown = shown.filter(|_| self.operator.is_some() && self.roll.is_some());
        if shown == self.at_desk.as_ref().map(|elector| elector.id) {
            return Ok(());
        }
        self.at_desk = None;
        self.call = None;
        let Some(elector) = shown else {
            return Ok(());
        };
        let looked = Fact::Looked(Looked {
            means: self.means,
            led_to: LedTo::Nothing,
        });
        self.write(&[NewFact::of(elector, looked)])?;
        self.at_desk = Some(self.elector(elector)?);
        Ok(())
    }

    /// Takes answers in and lets time pass, for as long as that at most. True if the stage may have changed.
    pub(super) fn work(&mut self, patience: Duration) -> Result<bool, DeskError> {
        let mut heard = false;
        let mut patience = patience;
        while let Some(answer) = self.line.answer_within(patience) {
            heard = true;
            patience = Duration::ZERO;
            let taken_down = self.take_down(&answer);
            self.run(Input::Heard(answer))?;
            taken_down?;
        }
        let changes = self.changes;
        self.run(Input::Tick)?;
        self.recover()?;
        Ok(heard || self.changes != changes)
    }

    /// Waits for the authority until an answer was taken in or that time is over; for callers without a clock of
    /// their own.
    pub fn wait(&mut self, patience: Duration) -> Result<bool, DeskError> {
        self.work(patience)
    }

    /// Looks at the clocks, takes answers in, and locks a desk that nobody has touched. True if anything changed.
    pub fn tick(&mut self, uptime: Duration, today: Date) -> bool {
        self.clock_set |= self.book.clock.jump().is_some();
        let new_day = today != self.today && !self.has_elector();
        if new_day {
            self.today = today;
            // Rules and periods are of the day; the machine learns its own facts anew.
            let _ = self.begin_flow();
        }
        // What could not be written is shown by the next act; the desk goes on.
        let worked = self.work(Duration::ZERO).unwrap_or(true);
        let locked = self.lock_when_left(uptime);
        worked || locked || new_day
    }
}
