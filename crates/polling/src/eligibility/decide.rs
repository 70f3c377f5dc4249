//! The decision.

use jiff::civil::Date;

use crate::elector::Already;
use crate::status::{Absentee, BallotStatus, Spot};

use super::{
    AbsenteeBecause, Age, Case, Confirmation, Decision, Place, Reason, Rules, UsedHow,
    last_day_after_move,
};

impl Case<'_> {
    /// Decides. What was done already is told first, then what can never be, then what is not today, so that the one
    /// reason that is shown is the one that counts.
    pub fn decide(&self) -> Decision {
        let Some(rules) = Rules::of(self.election.rules) else {
            return Decision::Refuse(Reason::RulesUnknown(self.election.rules));
        };
        let status = self.status();
        if let Some(used) = used(&status, self.visit.day) {
            return used;
        }
        if let Some(booth) = self.state.held_at() {
            return Decision::Refuse(Reason::Held(booth.clone()));
        }
        let mut confirm = Vec::new();
        let refused = self
            .by_marks(rules, &mut confirm)
            .into_iter()
            .next()
            .or_else(|| self.on_roll(rules))
            .or_else(|| self.scope())
            .or_else(|| self.when_and_where())
            .or_else(|| papers_out(&status));
        if let Some(reason) = refused {
            return Decision::Refuse(reason);
        }
        match &status {
            BallotStatus::Declined { .. } => confirm.push(Confirmation::DeclinedBefore),
            BallotStatus::Asked { at, .. } => {
                confirm.push(Confirmation::AskedAt(at.booth.clone()));
            }
            _ => {}
        }
        self.age(rules, confirm)
    }

    /// The status of this very ballot.
    pub fn status(&self) -> BallotStatus {
        self.state.ballot(&self.ballot.id, self.roll_says())
    }

    fn roll_says(&self) -> Option<Already> {
        self.elector.already.get(&self.ballot.id).copied()
    }

    /// Whether the elector is on the roll on the day; that is asked of no other day, not even of election day.
    pub(super) fn on_roll(&self, rules: &Rules) -> Option<Reason> {
        let day = self.visit.day;
        if let Some(from) = self.elector.registered_on.filter(|from| *from > day) {
            return Some(Reason::RegisteredFrom(from));
        }
        let off = self.strike_off(rules)?;
        (off <= day).then_some(Reason::StruckOff(off))
    }

    /// From which day on the elector is not on the roll: as the roll says, else counted from the move.
    pub fn struck_off_on(&self) -> Option<Date> {
        self.strike_off(Rules::of(self.election.rules)?)
    }

    /// Of several moves the first one counts: it is the one out of this city.
    fn strike_off(&self, rules: &Rules) -> Option<Date> {
        self.elector.strike_off_on.or_else(|| {
            let moved = self.elector.moves().filter_map(|mark| mark.since).min()?;
            let last = last_day_after_move(moved, rules.struck_off_after_months)?;
            last.tomorrow().ok()
        })
    }

    fn scope(&self) -> Option<Reason> {
        let elector = self.elector;
        if let Some(named) = &elector.ballots {
            return (!named.contains(&self.ballot.id)).then_some(Reason::NotNamed);
        }
        let districts = &self.ballot.districts;
        (!districts.is_empty() && !districts.contains(&elector.district))
            .then(|| Reason::OtherDistrict(elector.district.clone()))
    }

    fn when_and_where(&self) -> Option<Reason> {
        let day = self.visit.day;
        match &self.visit.place {
            Place::Early if day < self.ballot.early_from => {
                Some(Reason::NotBegun(self.ballot.early_from))
            }
            Place::Early if day > self.ballot.early_to => Some(Reason::Over(self.ballot.early_to)),
            Place::Early => None,
            Place::Station(_) if day != self.election.day => {
                Some(Reason::NotElectionDay(self.election.day))
            }
            Place::Station(districts) => {
                let own = &self.elector.district;
                (!districts.is_empty() && !districts.contains(own))
                    .then(|| Reason::OtherStation(own.clone()))
            }
        }
    }

    fn age(&self, rules: &Rules, mut confirm: Vec<Confirmation>) -> Decision {
        let (birth, years) = (self.elector.person.birth, rules.voting_age);
        if Age::surely_not_on(self.election.day, birth, years) {
            return Decision::Refuse(Reason::UnderAge);
        }
        match Age::on(self.visit.day, birth, years) {
            Age::Reached => {}
            Age::Unknown => confirm.push(Confirmation::Age),
            Age::From(day) => return self.absentee(rules, day, confirm),
        }
        if confirm.is_empty() {
            Decision::Issue
        } else {
            Decision::Confirm(confirm)
        }
    }

    /// An absentee vote needs the right on election day, so the elector must be on the roll then.
    fn absentee(&self, rules: &Rules, of_age: Date, confirm: Vec<Confirmation>) -> Decision {
        match self.strike_off(rules) {
            Some(off) if off <= self.election.day => Decision::Refuse(Reason::StruckOff(off)),
            _ => Decision::Absentee {
                because: AbsenteeBecause::OfAgeFrom(of_age),
                confirm,
            },
        }
    }
}

/// What was accepted on an earlier day is gone from the desk, also if nobody wrote that the elector left.
fn used(status: &BallotStatus, today: Date) -> Option<Decision> {
    let is_today = |at: &Option<Spot>| {
        let day = at.as_ref().and_then(Spot::local);
        day.is_none_or(|at| at.date() == today)
    };
    let (how, at) = match status {
        BallotStatus::Accepted { at, .. } | BallotStatus::Issued { at, .. } if is_today(at) => {
            (UsedHow::AtDesk, at.clone())
        }
        BallotStatus::Accepted { at, on_day, .. }
        | BallotStatus::Issued { at, on_day, .. }
        | BallotStatus::LeftDesk { at, on_day, .. } => (voted(*on_day), at.clone()),
        BallotStatus::VotedByRoll { on_day } => (voted(*on_day), None),
        BallotStatus::Absentee(Absentee::Voted) => (UsedHow::Absentee, None),
        _ => return None,
    };
    Some(Decision::Already { how, at })
}

fn voted(on_day: bool) -> UsedHow {
    if on_day {
        UsedHow::OnDay
    } else {
        UsedHow::Early
    }
}

fn papers_out(status: &BallotStatus) -> Option<Reason> {
    match status {
        BallotStatus::Absentee(Absentee::Requested) => Some(Reason::AbsenteeRequested),
        BallotStatus::Absentee(Absentee::Issued) => Some(Reason::AbsenteeIssued),
        _ => None,
    }
}
