//! What happens to the booths from outside: who comes, which line is cut, which PC crashes, who closes.

use polling::booth::Act;
use polling::election::OutageRule;
use polling::fact::{Fact, Word};
use polling::plain::ElectorId;

use crate::world::{ELECTORS, World};

impl World {
    /// Who goes where: everybody once, many a second time, some at two booths at the same moment.
    pub fn plan(&mut self) {
        for number in 1..=ELECTORS {
            let visits = 1 + self.dice.below(3);
            for _ in 0..visits {
                let booth = usize::try_from(self.dice.below(3)).unwrap();
                let place = self.dice.below(self.queues[booth].len() as u64 + 1);
                let place = usize::try_from(place).unwrap();
                self.queues[booth].insert(place, ElectorId([number; 16]));
            }
        }
        if self.rule == OutageRule::HomeBooth {
            for at in 0..3 {
                self.act(at, Act::SignOn);
            }
        }
    }

    pub fn weather(&mut self) {
        for at in 0..3 {
            let chance = if self.net.up[at] { 12 } else { 25 };
            if self.dice.in_thousand(chance) {
                self.net.up[at] = !self.net.up[at];
            }
            if self.desks[at].flow.is_some() && self.dice.in_thousand(6) {
                self.crash(at);
            }
        }
        if self.dice.in_thousand(4) {
            self.net.up = [false; 3];
        }
    }

    fn crash(&mut self, at: usize) {
        if self.tells {
            println!("{} {at}: crash", self.now);
        }
        let keep = self.dice.in_thousand(500);
        let until = self.now + 200 + self.dice.below(2_000);
        let (entries, copy_of) = self.desks[at].crash(self.now, until, keep);
        self.written(at, &entries, copy_of);
        // The person stays, or goes with what is in hand.
        if self.dice.in_thousand(500) {
            let has_papers = self.desks[at]
                .person
                .as_ref()
                .is_some_and(|person| !person.papers.is_empty());
            self.cast_papers(at);
            if !has_papers {
                self.desks[at].person = None;
            }
        }
    }

    /// The booth closes and opens again; holds are released.
    pub fn doors(&mut self, at: usize) {
        if self.calm || self.dice.in_thousand(60) {
            self.release_something(at);
        }
        if self.rule != OutageRule::HomeBooth || self.calm || !self.dice.in_thousand(15) {
            return;
        }
        let on = !self.desks[at].signs;
        if self.act(at, if on { Act::SignOn } else { Act::SignOff }) {
            self.desks[at].signs = on;
        }
    }
}

/// One fact in a few words.
pub fn told(fact: &Fact) -> String {
    match fact {
        Fact::Asked(one) => format!("asked {:02x?} {}", &one.claim.0[..2], one.ballots.len()),
        Fact::Dropped(one) => format!("dropped {:02x?} {:?}", &one.claim.0[..2], one.because),
        Fact::Accepted(one) => format!(
            "accepted {:02x?} {:?} {}",
            &one.claim.0[..2],
            polling::status::Ground::from(&one.authority),
            one.ballots.len()
        ),
        Fact::Yielded(one) => format!("yielded {:02x?}", &one.claim.0[..2]),
        Fact::Withdrawn(one) => format!("withdrawn {:02x?} {:?}", &one.claim.0[..2], one.ballots),
        Fact::Declined(one) => format!("declined {:02x?} {:?}", &one.claim.0[..2], one.ballot),
        Fact::AbsenteeStep(one) => format!("{:?} {:?}", one.step, one.ballots),
        Fact::Told(one) => format!(
            "told {:02x?} {}",
            &one.claim.0[..2],
            match &one.word {
                Word::Granted(_) => "granted",
                Word::Contested(_) => "contested",
                Word::NotServed => "not served",
                Word::GivenBack(_) => "given back",
                Word::Held => "held",
                Word::Released => "released",
            }
        ),
        other => format!("{other:?}"),
    }
}
