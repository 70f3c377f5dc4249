//! What the clerk does next, by what the screen shows.

use std::collections::BTreeSet;

use polling::booth::{Act, Handing, HandingPaper, Output, Page, Staff, Stage, Stop};
use polling::claim::Lot;
use polling::election::SlipMode;
use polling::elector::Already;
use polling::fact::{AbsenteeStep, Means, WithdrawnBecause};
use polling::plain::{Actor, BallotId, ClaimId};
use polling::role::Role;

use crate::desk::Write;
use crate::person::{Envelopes, Vote};
use crate::world::World;

const CLERK: Staff = Staff {
    actor: Actor([1; 8]),
    role: Role::Clerk,
};
const OFFICER: Staff = Staff {
    actor: Actor([2; 8]),
    role: Role::Officer,
};

impl World {
    pub fn clerk(&mut self, at: usize) {
        let Some(flow) = &self.desks[at].flow else {
            return;
        };
        if flow.is_storing() {
            return;
        }
        let unfinished = flow.unfinished();
        let still = flow.still_at_desk().next().cloned();
        match flow.stage().clone() {
            Stage::Waiting => {
                if let Some(handing) = still {
                    self.act(at, Act::Choose(handing.elector));
                } else if let (Some(elector), true) =
                    (unfinished.first(), self.first_after_start(at))
                {
                    self.act(at, Act::Recover(*elector));
                } else {
                    self.next_person(at);
                }
            }
            Stage::Found { candidates, .. } => {
                self.act(at, Act::Choose(candidates[0]));
            }
            Stage::Page(page) => self.page(at, &page),
            Stage::Asking(_) => {
                if self.calm {
                    return;
                }
                self.leave_early(at);
            }
            Stage::Voice(asking) => {
                if !self.calm && self.dice.in_thousand(600) {
                    self.leave_early(at);
                    return;
                }
                let mut code = self.telephone(&asking);
                if self.dice.in_thousand(100) {
                    code = Some("1234-5678".to_owned());
                }
                match code {
                    Some(code) => self.act(at, Act::VoiceCode(code)),
                    None => self.act(at, Act::Close),
                };
            }
            Stage::Stopped(stopped) => {
                if stopped.waiting.is_some() && self.dice.in_thousand(700) {
                    return;
                }
                if let (Stop::SendTo(home), Some(person)) =
                    (&stopped.why, self.desks[at].person.take())
                    && !self.calm
                {
                    let number = self.booths.iter().position(|booth| booth == home).unwrap();
                    self.queues[number].push_back(person.elector);
                }
                self.act(at, Act::Close);
                self.desks[at].person = None;
            }
            Stage::Accepted(handing) => self.hand_out(at, &handing),
        }
    }

    /// The claims that a crash left are asked for before anybody else is served, but not for ever.
    fn first_after_start(&mut self, at: usize) -> bool {
        self.desks[at].person.is_none() && (self.calm || self.dice.in_thousand(500))
    }

    fn next_person(&mut self, at: usize) {
        // Whoever stood here when the PC went down starts anew.
        let here = self.desks[at].person.as_ref().map(|one| one.elector);
        let Some(elector) = here.or_else(|| self.queues[at].pop_front()) else {
            return;
        };
        if here.is_none() {
            self.desks[at].person = Some(self.arrive(elector));
        }
        let candidates = vec![elector];
        let means = Means::Spoken;
        self.act(at, Act::Found { candidates, means });
    }

    fn page(&mut self, at: usize, page: &Page) {
        let want = &page.want;
        if want.is_empty() {
            self.act(at, Act::Close);
            self.desks[at].person = None;
            return;
        }
        if page.slip.is_none() {
            if want.len() > 1 && self.dice.in_thousand(150) {
                let one = want.iter().take(1).cloned().collect();
                self.act(at, Act::Want(one));
            }
            self.act(at, Act::Reason(1));
            self.act(at, Act::SlipInHand(SlipMode::Signed));
            return;
        }
        if !self.calm && self.dice.in_thousand(40) {
            let hold = self.draw();
            let note = "確認中".to_owned();
            self.act(at, Act::Hold { hold, note });
            self.desks[at].person = None;
            return;
        }
        // What must be confirmed is confirmed: the simulation does not rely on a clerk who asks well.
        let elector = self.desks[at]
            .flow
            .as_ref()
            .and_then(|flow| flow.stage().elector());
        if let Some(elector) = elector {
            let gate = polling::booth::Local::gate(&self.desks[at].disk, &elector);
            for what in gate
                .unconfirmed(want, page.absentee, &[])
                .unwrap_or_default()
            {
                self.act(at, Act::Confirm(what, OFFICER));
            }
        }
        let lot = Lot::of(self.dice.bits());
        let by = if page.absentee { OFFICER } else { CLERK };
        if !self.act(at, Act::Accept { lot, by }) {
            self.act(at, Act::Close);
            self.desks[at].person = None;
        }
    }

    fn leave_early(&mut self, at: usize) {
        let Some(person) = &self.desks[at].person else {
            return;
        };
        if self.now > person.came + person.patience {
            self.act(at, Act::Close);
            self.desks[at].person = None;
        }
    }

    fn hand_out(&mut self, at: usize, handing: &Handing) {
        let here = self.desks[at]
            .person
            .as_ref()
            .is_some_and(|person| person.elector == handing.elector && !person.gone);
        let in_hand = |world: &Self, ballot: &BallotId| {
            world.desks[at].person.as_ref().is_some_and(|person| {
                person.elector == handing.elector && person.papers.contains(ballot)
            })
        };
        for (ballot, paper) in &handing.papers {
            match paper {
                HandingPaper::Offered if in_hand(self, ballot) => {
                    // Somebody else was first, as the screen says now: the paper is taken out of the hand.
                    if here
                        && handing.is_contested(ballot)
                        && let Some(person) = &mut self.desks[at].person
                    {
                        person.papers.remove(ballot);
                        self.withdraw(at, ballot, WithdrawnBecause::Returned);
                        return;
                    }
                    self.act(at, Act::WasIssued(ballot.clone(), OFFICER));
                    return;
                }
                HandingPaper::Offered if !here => {
                    self.withdraw(at, ballot, WithdrawnBecause::Returned);
                    return;
                }
                HandingPaper::Offered if handing.is_contested(ballot) => {
                    self.withdraw(at, ballot, WithdrawnBecause::Returned);
                    return;
                }
                HandingPaper::Offered if self.dice.in_thousand(80) => {
                    self.act(at, Act::Decline(ballot.clone()));
                    return;
                }
                HandingPaper::Offered => {
                    // Out of the clerk's hand first, then into the program: the worse order.
                    if let Some(person) = &mut self.desks[at].person {
                        person.papers.insert(ballot.clone());
                        person.claim = Some(handing.claim);
                        person.absentee = handing.absentee;
                    }
                    if self.dice.in_thousand(900) {
                        self.act(at, Act::Issue(ballot.clone()));
                    }
                    return;
                }
                HandingPaper::Issued if here && self.dice.in_thousand(40) => {
                    if let Some(person) = &mut self.desks[at].person {
                        person.papers.remove(ballot);
                    }
                    if !self.withdraw(at, ballot, WithdrawnBecause::WrongKind) {
                        self.faults
                            .push("a paper at the desk could not be taken back".into());
                    }
                    return;
                }
                _ => {}
            }
        }
        if self.act(at, Act::LeaveWithBallots) {
            self.cast_papers(at);
            self.desks[at].person = None;
        }
    }

    fn withdraw(&mut self, at: usize, ballot: &BallotId, because: WithdrawnBecause) -> bool {
        let ballots = BTreeSet::from([ballot.clone()]);
        let note = "窓口で返還".to_owned();
        self.act(
            at,
            Act::Withdraw {
                ballots,
                because,
                note,
                by: CLERK,
                second: OFFICER,
            },
        )
    }

    /// The person goes to the box with what is in hand. Nobody can take that back.
    pub fn cast_papers(&mut self, at: usize) {
        let Some(person) = &mut self.desks[at].person else {
            return;
        };
        if person.gone {
            return;
        }
        person.gone = true;
        let envelopes = person.absentee && !person.papers.is_empty();
        if let Some(claim) = person.claim.filter(|_| envelopes) {
            let voted = self.dice.in_thousand(600);
            self.envelopes.push(Envelopes {
                elector: person.elector,
                claim,
                papers: person.papers.clone(),
                voted,
            });
            if !voted {
                return;
            }
        }
        for ballot in &person.papers {
            self.votes.push(Vote {
                elector: person.elector,
                ballot: ballot.clone(),
                claim: person.claim.unwrap(),
                booth: at,
                absentee: person.absentee,
            });
        }
    }

    /// An officer of any booth that knows of absentee papers writes what became of them.
    pub fn envelopes(&mut self, at: usize) {
        let busy = |desk: &crate::desk::Desk| !desk.writing.is_empty() || desk.flow.is_none();
        if busy(&self.desks[at]) || !(self.calm || self.dice.in_thousand(200)) {
            return;
        }
        let mut step = None;
        let disk = &self.desks[at].disk;
        self.envelopes.retain(|one| {
            let state = disk.state(&one.elector);
            let Some(claim) = state.claim(&one.claim).filter(|claim| claim.left) else {
                return true;
            };
            let written = one.papers.iter().all(|paper| {
                if one.voted {
                    claim.handed_in.contains(paper)
                } else {
                    !claim.stands_for(paper)
                }
            });
            if !written {
                step = Some(one.clone());
            }
            !written
        });
        let Some(one) = step else {
            return;
        };
        let step = AbsenteeStep {
            ballots: one.papers.into_iter().collect(),
            step: if one.voted {
                Already::AbsenteeVoted
            } else {
                Already::AbsenteeReturned
            },
            claim: Some(one.claim),
        };
        let (elector, by) = (one.elector, OFFICER);
        self.act(at, Act::AbsenteeStep { elector, step, by });
    }

    /// Two people: a hold somewhere is released.
    pub fn release_something(&mut self, at: usize) {
        let Some((elector, hold)) = self.held.last().copied() else {
            return;
        };
        let known = self.desks[at].disk.state(&elector);
        if known.holds().iter().all(|one| one.hold != hold) {
            return;
        }
        let note = "名簿を確認した".to_owned();
        let by = OFFICER;
        let release = Act::Release {
            elector,
            hold,
            note,
            by,
        };
        self.act(at, release);
    }

    /// Whether the desk did it.
    pub fn act(&mut self, at: usize, act: Act) -> bool {
        let now = self.now;
        match self.desks[at].act(now, act) {
            Some(outputs) => {
                self.carry_out(at, outputs);
                true
            }
            None => false,
        }
    }

    fn draw(&mut self) -> ClaimId {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&self.dice.bits().to_be_bytes());
        ClaimId(id)
    }

    pub fn carry_out(&mut self, at: usize, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Append {
                    token,
                    elector,
                    facts,
                } => {
                    let due = self.now + self.dice.below(4) * 50;
                    let copy_of = self.desks[at].fresh;
                    self.desks[at].writing.push_back(Write {
                        due,
                        token,
                        elector,
                        facts,
                        copy_of,
                    });
                }
                Output::Send(message) => {
                    let parcel = crate::net::Parcel::Up(at, message);
                    self.net.send(self.now, parcel, &mut self.dice);
                }
                Output::PrintSlip { .. } => {}
            }
        }
    }
}
