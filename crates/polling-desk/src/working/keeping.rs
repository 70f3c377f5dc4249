//! What the booth keeps beside its electors: opening, officers, tallies, ballot papers.

use jiff::civil::Date;
use polling::booth::{Act, Input};
use polling::fact::{Closed, Duty, Fact, HourTally, OfficerChanged, Opened, PaperTally, SlipTally};
use polling::plain::BallotId;
use polling::role::Action;

use super::Working;
use crate::DeskError;
use polling_ledger::BoothState;
use polling_ledger::NewFact;

impl Working {
    /// The booth's own facts.
    pub fn booth_state(&self) -> BoothState {
        self.book.booth()
    }

    /// 開所: electors are let in from now on.
    pub fn open_booth(&mut self, today: Date) -> Result<(), DeskError> {
        self.allow(Action::OpenOrClose)?;
        if self.booth_state().is_open(today) {
            return Err(DeskError::NotNow);
        }
        let opened = Opened {
            booth: self.booth.clone(),
            day: today,
            roll: self.roll_hash()?,
            election: self.election_hash,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        self.write(&[NewFact::of_booth(Fact::Opened(opened))])?;
        // Outage rule 2: from now on nobody else gets this booth's electors without its consent.
        self.signing_lost = false;
        self.run(Input::Act(Act::SignOn))
    }

    /// 閉所: nobody is let in any more today.
    pub fn close_booth(&mut self, today: Date) -> Result<(), DeskError> {
        self.allow(Action::OpenOrClose)?;
        if !self.booth_state().is_open(today) || self.has_elector() {
            return Err(DeskError::NotNow);
        }
        let closed = Closed {
            booth: self.booth.clone(),
            day: today,
        };
        self.write(&[NewFact::of_booth(Fact::Closed(closed))])?;
        self.run(Input::Act(Act::SignOff))
    }

    /// Somebody takes a duty up. Of a duty that one person has, the one before lays it down with it.
    pub fn take_duty(&mut self, duty: Duty, name: &str) -> Result<(), DeskError> {
        self.allow(Action::ChangeOfficers)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(DeskError::NotNow);
        }
        let booth = self.booth_state();
        let alone = matches!(duty, Duty::Manager | Duty::Deputy);
        let changed = |name: &str, on| {
            NewFact::of_booth(Fact::OfficerChanged(OfficerChanged {
                duty,
                name: name.to_owned(),
                badge: None,
                on,
            }))
        };
        let before = booth.on_duty(duty).filter(|one| alone && one.name != name);
        let mut facts: Vec<NewFact> = before.map(|one| changed(&one.name, false)).collect();
        facts.push(changed(name, true));
        self.write(&facts)
    }

    /// Somebody lays a duty down.
    pub fn leave_duty(&mut self, duty: Duty, name: &str) -> Result<(), DeskError> {
        self.allow(Action::ChangeOfficers)?;
        if !self.booth_state().on_duty(duty).any(|one| one.name == name) {
            return Err(DeskError::NotNow);
        }
        self.write(&[NewFact::of_booth(Fact::OfficerChanged(OfficerChanged {
            duty,
            name: name.to_owned(),
            badge: None,
            on: false,
        }))])
    }

    /// What dispensers or hands counted up to the end of an hour, kind by kind, and the slips.
    pub fn tally(
        &mut self,
        day: Date,
        hour: u8,
        issued: &[(BallotId, u32)],
        slips: Option<u32>,
    ) -> Result<(), DeskError> {
        self.allow(Action::Tally)?;
        if hour > 23 || issued.iter().any(|(ballot, _)| !self.has_ballot(ballot)) {
            return Err(DeskError::NotNow);
        }
        let booth = &self.booth;
        let of_ballots = issued.iter().map(|(ballot, issued)| {
            NewFact::of_booth(Fact::HourTally(HourTally {
                booth: booth.clone(),
                ballot: ballot.clone(),
                day,
                hour,
                issued: *issued,
            }))
        });
        let of_slips = slips.map(|slips| {
            NewFact::of_booth(Fact::SlipTally(SlipTally {
                booth: booth.clone(),
                day,
                hour,
                slips,
            }))
        });
        let facts: Vec<NewFact> = of_ballots.chain(of_slips).collect();
        self.write(&facts)
    }

    /// The ballot papers of a day for the record of voting (投票録).
    pub fn count_papers(&mut self, tally: PaperTally) -> Result<(), DeskError> {
        self.allow(Action::Tally)?;
        if tally.booth != self.booth || !self.has_ballot(&tally.ballot) {
            return Err(DeskError::NotNow);
        }
        self.write(&[NewFact::of_booth(Fact::PaperTally(tally))])
    }

    fn has_ballot(&self, ballot: &BallotId) -> bool {
        self.election.ballots.iter().any(|one| one.id == *ballot)
    }
}
