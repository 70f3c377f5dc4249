//! The flow of one elector, from the page to the ballot box: what the machine asks for is done here.

use std::collections::BTreeSet;

use polling::booth::{Act, Handing, Input, PaperAcceptance, Staff, Stage};
use polling::claim::Lot;
use polling::counts::Hour;
use polling::election::SlipMode;
use polling::elector::Elector;
use polling::eligibility::{Case, Confirmation, Decision, Place, Reason, Visit};
use polling::fact::{Fact, Means, Refused, WithdrawnBecause};
use polling::outage::Shown;
use polling::plain::{BallotId, ClaimId, ElectorId, Moment};
use polling::role::Action;
use polling::status::ElectorState;
use rand_core::{OsRng, RngCore};
use vault::Badge;

use super::Working;
use crate::DeskError;
use polling_ledger::NewFact;

/// A slip (宣誓書) that is to be printed now.
pub struct SlipToPrint {
    /// For whom.
    pub elector: Elector,
    /// Number of the reason that is ticked, if it is known.
    pub reason: Option<u8>,
    /// In which way.
    pub mode: SlipMode,
}

/// An acceptance made on paper, to be entered.
pub struct PaperEntry {
    /// Who.
    pub elector: ElectorId,
    /// The ballots that were handed out.
    pub ballots: Vec<BallotId>,
    /// How the elector was found.
    pub means: Means,
    /// Number of the reason (号).
    pub reason: Option<u8>,
    /// How the slip came about.
    pub slip: Option<SlipMode>,
    /// 代理投票.
    pub proxy: bool,
    /// 点字投票.
    pub braille: bool,
    /// When it happened.
    pub occurred: Moment,
}

impl Working {
    /// Where the desk stands: ballots may be handed out in [`Stage::Accepted`], and nowhere else.
    pub fn stage(&self) -> &Stage {
        self.flow.stage()
    }

    /// What the screen says all the time: rule, age of the copy, how many since the cut.
    pub fn link(&self) -> Shown {
        self.flow.outage().shown(self.now())
    }

    /// Whether the outage rule is in force.
    pub fn is_cut(&self) -> bool {
        self.flow.outage().is_cut()
    }

    /// How many acceptances the authority has not confirmed yet.
    pub fn unconfirmed(&self) -> usize {
        self.flow.debts().unconfirmed()
    }

    /// Whether the authority has still to be told something.
    pub fn owes(&self) -> bool {
        !self.flow.debts().is_empty()
    }

    /// Outage rule 2: whether this booth may accept its own electors while it is cut off.
    pub fn is_signed_on(&self) -> bool {
        self.flow.is_signed_on()
    }

    /// Whether an elector is at the desk.
    pub fn has_elector(&self) -> bool {
        self.flow.stage().elector().is_some()
    }

    /// Acceptances of before the last start whose ballots have not left the desk, as far as anybody knows.
    pub fn still_at_desk(&self) -> Vec<Handing> {
        self.flow.still_at_desk().cloned().collect()
    }

    /// Slips that were asked for since the last call.
    pub fn slips_to_print(&mut self) -> Vec<SlipToPrint> {
        std::mem::take(&mut self.slips)
    }

    /// The ballots that the elector wants today.
    pub fn want(&mut self, ballots: BTreeSet<BallotId>) -> Result<(), DeskError> {
        self.at_booth(Act::Want(ballots))
    }

    /// The reason that the elector gives, by its number (号).
    pub fn reason(&mut self, number: u8) -> Result<(), DeskError> {
        self.at_booth(Act::Reason(number))
    }

    /// The slip is to be made; it stands in [`Working::slips_to_print`].
    pub fn print_slip(&mut self, mode: SlipMode) -> Result<(), DeskError> {
        self.at_booth(Act::PrintSlip(mode))
    }

    /// The slip is in hand, filled and signed as its mode asks.
    pub fn slip_in_hand(&mut self, mode: SlipMode) -> Result<(), DeskError> {
        self.at_booth(Act::SlipInHand(mode))
    }

    /// 代理投票.
    pub fn proxy(&mut self, proxy: bool) -> Result<(), DeskError> {
        self.at_booth(Act::Proxy(proxy))
    }

    /// 点字投票.
    pub fn braille(&mut self, braille: bool) -> Result<(), DeskError> {
        self.at_booth(Act::Braille(braille))
    }

    /// Something was confirmed; with an officer's badge where a clerk alone may not.
    pub fn confirm(&mut self, what: Confirmation, badge: Option<&Badge>) -> Result<(), DeskError> {
        let by = self.staff_with(badge)?;
        self.at_booth(Act::Confirm(what, by))
    }

    /// The elector is accepted (受付): the authority is asked. With an officer's badge, or by who is logged in.
    pub fn accept(&mut self, badge: Option<&Badge>) -> Result<(), DeskError> {
        let by = self.staff_with(badge)?;
        if self.call.is_some() {
            return Err(DeskError::NotNow);
        }
        if !self.booth_state().is_open(self.today) {
            return Err(DeskError::NotOpen);
        }
        self.in_period()?;
        self.at_booth(Act::Accept { lot: lot(), by })
    }

    /// Whether anybody may be let in at all: the list of early voters is here, or not closed yet.
    pub(super) fn in_period(&self) -> Result<(), DeskError> {
        if !self.knows_early_voters() {
            return Err(DeskError::NoEarlyVoters);
        }
        if self.booth_state().frozen().is_some() && self.visit().place == Place::Early {
            return Err(DeskError::Frozen);
        }
        Ok(())
    }

    /// Outage rule 3: the code that was read back.
    pub fn voice_code(&mut self, typed: &str) -> Result<(), DeskError> {
        self.at_booth(Act::VoiceCode(typed.to_owned()))
    }

    /// This ballot was handed over.
    pub fn issue(&mut self, ballot: &BallotId) -> Result<(), DeskError> {
        self.at_booth(Act::Issue(ballot.clone()))
    }

    /// This ballot had been handed over before it was known that somebody else was first with it; an officer says so.
    pub fn was_issued(
        &mut self,
        ballot: &BallotId,
        badge: Option<&Badge>,
    ) -> Result<(), DeskError> {
        let by = self.staff_with(badge)?;
        self.at_booth(Act::WasIssued(ballot.clone(), by))
    }

    /// The elector does not want this ballot (棄権).
    pub fn decline(&mut self, ballot: &BallotId) -> Result<(), DeskError> {
        self.at_booth(Act::Decline(ballot.clone()))
    }

    /// A spoiled paper was exchanged (書損).
    pub fn exchange(&mut self, ballot: &BallotId) -> Result<(), DeskError> {
        self.at_booth(Act::Exchange(ballot.clone()))
    }

    /// The elector goes to the ballot box: nothing can be taken back from now on.
    pub fn left_desk(&mut self) -> Result<(), DeskError> {
        self.at_booth(Act::LeaveWithBallots)
    }

    /// The elector is put away; nothing was accepted.
    pub fn close(&mut self) -> Result<(), DeskError> {
        self.allow(Action::Look)?;
        self.note_refusals()?;
        self.candidates.clear();
        self.at_booth(Act::Close)
    }

    /// Ballots are taken back while they are at the desk, by two persons of whom one is an officer.
    pub fn withdraw(
        &mut self,
        ballots: BTreeSet<BallotId>,
        because: WithdrawnBecause,
        note: &str,
        second: &Badge,
    ) -> Result<(), DeskError> {
        let by = self.staff()?;
        let second = self.staff_with(Some(second))?;
        self.at_booth(Act::Withdraw {
            ballots,
            because,
            note: note.trim().to_owned(),
            by,
            second,
        })
    }

    /// "Wait, we are asking" (留保): no desk accepts the elector at this one until it is released.
    pub fn hold(&mut self, note: &str) -> Result<(), DeskError> {
        let mut hold = [0; 16];
        OsRng.fill_bytes(&mut hold);
        self.at_booth(Act::Hold {
            hold: ClaimId(hold),
            note: note.trim().to_owned(),
        })
    }

    /// A held elector is released.
    pub fn release(
        &mut self,
        elector: ElectorId,
        hold: ClaimId,
        note: &str,
    ) -> Result<(), DeskError> {
        let by = self.staff()?;
        self.at_booth(Act::Release {
            elector,
            hold,
            note: note.trim().to_owned(),
            by,
        })
    }

    /// An acceptance of before the last start is opened again, to be finished.
    pub fn resume(&mut self, elector: ElectorId) -> Result<(), DeskError> {
        self.at_booth(Act::Choose(elector))
    }

    /// An acceptance that was made on paper is entered, as a claim.
    pub fn enter_paper(&mut self, entry: PaperEntry) -> Result<(), DeskError> {
        let by = self.staff()?;
        let mut ballots = entry.ballots;
        ballots.sort();
        ballots.dedup();
        let line = self
            .in_use()?
            .by_id(entry.elector)?
            .ok_or(DeskError::NotOnRoll)?;
        let absentee = self.was_absentee(&line, entry.occurred);
        self.entering = Some(entry.occurred);
        let entered = self.at_booth(Act::EnterPaper(Box::new(PaperAcceptance {
            elector: entry.elector,
            ballots,
            means: entry.means,
            reason: entry.reason,
            slip: entry.slip,
            proxy: entry.proxy,
            braille: entry.braille,
            absentee,
            lot: lot(),
            by,
        })));
        self.entering = None;
        entered
    }

    /// Whether what was handed out on paper was for an absentee vote: as roll and day say, whatever happened since.
    fn was_absentee(&self, line: &Elector, occurred: Moment) -> bool {
        let visit = Visit::early(Hour::of(occurred).day);
        let state = ElectorState::default();
        self.election.ballots.iter().any(|ballot| {
            let case = Case {
                elector: line,
                state: &state,
                ballot,
                election: &self.election,
                visit: &visit,
            };
            matches!(case.decide(), Decision::Absentee { .. })
        })
    }

    /// Everything that other booths wrote until now was taken in.
    pub(crate) fn taken_in(&mut self) -> Result<(), DeskError> {
        self.changes += 1;
        self.run(Input::CopyIsFresh)
    }

    pub(super) fn staff(&self) -> Result<Staff, DeskError> {
        let operator = self.operator.as_ref().ok_or(DeskError::Locked)?;
        Ok(Staff {
            actor: operator.actor,
            role: operator.role,
        })
    }

    fn staff_with(&self, badge: Option<&Badge>) -> Result<Staff, DeskError> {
        let Some(badge) = badge else {
            return self.staff();
        };
        let holder = self.holder_of(badge)?;
        Ok(Staff {
            actor: holder.actor,
            role: holder.role,
        })
    }

    /// Whatever a clerk or officer does with an elector.
    pub(super) fn at_booth(&mut self, act: Act) -> Result<(), DeskError> {
        self.allow(match &act {
            Act::Hold { .. } => Action::Hold,
            Act::AbsenteeStep { .. } => Action::Absentee,
            Act::Release { .. } => Action::Release,
            Act::EnterPaper(_) => Action::EnterPaper,
            Act::Found { .. } | Act::Choose(_) | Act::Close => Action::Look,
            _ => Action::Accept,
        })?;
        self.in_use()?;
        self.run(Input::Act(act))
    }

    /// The desk is left: an elector with whom nothing has begun is put away. A claim that is on its way and ballots that
    /// are out stay where they are, for whoever comes next.
    pub(super) fn put_away(&mut self) -> Result<(), DeskError> {
        self.candidates.clear();
        let begun = match self.flow.stage() {
            Stage::Waiting | Stage::Found { .. } | Stage::Page(_) => false,
            Stage::Stopped(stopped) => stopped.waiting.is_some(),
            Stage::Asking(_) | Stage::Voice(_) | Stage::Accepted(_) => true,
        };
        if begun {
            return Ok(());
        }
        self.note_refusals()?;
        self.run(Input::Act(Act::Close))
    }

    /// An elector was stopped at the desk: for counts, and as the outcome of the look.
    fn note_refusals(&mut self) -> Result<(), DeskError> {
        if !matches!(self.flow.stage(), Stage::Page(_)) || self.at_desk.is_none() {
            return Ok(());
        }
        // Whoever a booth calls about does not stand before this desk.
        if self.call.is_some() {
            return Ok(());
        }
        let elector = self.at_desk.as_ref().map(|elector| elector.id);
        let of_today = |decision: &Decision| match decision {
            Decision::Refuse(reason) => !matches!(
                reason,
                Reason::NotBegun(_) | Reason::Over(_) | Reason::OtherDistrict(_) | Reason::NotNamed
            ),
            Decision::Already { .. } => true,
            Decision::Issue | Decision::Confirm(_) | Decision::Absentee { .. } => false,
        };
        let stopped = self.ballots_today()?.into_iter();
        let refused: Vec<NewFact> = stopped
            .filter(|one| of_today(&one.decision))
            .map(|one| NewFact {
                elector,
                basis: Vec::new(),
                occurred: None,
                fact: Fact::Refused(Refused {
                    ballot: one.ballot,
                    booth: self.booth.clone(),
                    reason: one.decision.code().to_owned(),
                }),
            })
            .collect();
        if refused.is_empty() {
            return Ok(());
        }
        self.write(&refused)
    }
}

/// Drawn for one acceptance.
fn lot() -> Lot {
    Lot::of(OsRng.next_u64())
}
