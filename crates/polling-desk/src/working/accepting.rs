//! The flow of one elector, from the page to the ballot box: what the machine asks for is done here.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use jiff::civil::Date;
use polling::booth::{Act, Gate, Handing, Input, Local, Output, PaperAcceptance, Staff, Stage};
use polling::claim::{Lot, ToAuthority, VoiceKey};
use polling::election::{Election, OutageRule, SlipMode};
use polling::elector::Elector;
use polling::eligibility::{Confirmation, Decision, Place, Reason, Visit};
use polling::fact::{Fact, LedTo, Looked, Means, Refused, WithdrawnBecause};
use polling::frozen::FrozenLine;
use polling::outage::Shown;
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId, Mark, Moment};
use polling::role::Action;
use rand_core::{OsRng, RngCore};
use roll::Roll;
use vault::Badge;

use super::Working;
use crate::projection::NewFact;
use crate::{Book, DeskError};

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

    /// Outage rule 3: the secret under which the centre makes the code that it reads back.
    pub fn voice_key(&self) -> VoiceKey {
        self.voice.clone()
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
        let booth = self.booth_state();
        if !booth.is_open(self.today) {
            return Err(DeskError::NotOpen);
        }
        if !self.knows_early_voters() {
            return Err(DeskError::NoEarlyVoters);
        }
        if booth.frozen().is_some() && self.visit().place == Place::Early {
            return Err(DeskError::Frozen);
        }
        self.at_booth(Act::Accept { lot: lot(), by })
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
        self.in_use()?
            .by_id(entry.elector)?
            .ok_or(DeskError::NotOnRoll)?;
        self.entering = Some(entry.occurred);
        let entered = self.at_booth(Act::EnterPaper(Box::new(PaperAcceptance {
            elector: entry.elector,
            ballots,
            means: entry.means,
            reason: entry.reason,
            slip: entry.slip,
            proxy: entry.proxy,
            braille: entry.braille,
            lot: lot(),
            by,
        })));
        self.entering = None;
        entered
    }

    /// Everything that other booths wrote until now was taken in.
    pub(crate) fn taken_in(&mut self) -> Result<(), DeskError> {
        self.changes += 1;
        self.run(Input::CopyIsFresh)
    }

    fn staff(&self) -> Result<Staff, DeskError> {
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

    /// An elector was stopped at the desk: for counts, and as the outcome of the look.
    fn note_refusals(&mut self) -> Result<(), DeskError> {
        if !matches!(self.flow.stage(), Stage::Page(_)) || self.at_desk.is_none() {
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
    fn pay_first(&mut self) {
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
            self.run(Input::Heard(answer))?;
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

/// So much of what is owed goes out before a claim; more only piles up while the authority is away.
const MOST_OWED: usize = 16;

/// Drawn for one acceptance.
fn lot() -> Lot {
    Lot::of(OsRng.next_u64())
}
