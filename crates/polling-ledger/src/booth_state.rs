//! What is known of one booth: its days, officers, tallies, badges, and how far it has come.

use std::collections::BTreeMap;

use jiff::civil::Date;
use polling::fact::{
    BadgeIssued, BoardReceived, Duty, Fact, Frozen, OutageBegan, PaperTally, Written,
};
use polling::plain::{Actor, BallotId, DeviceId, Moment};
use polling::role::Role;
use serde::{Deserialize, Serialize};

/// The fold of a booth's facts in the ledger's order.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoothState {
    days: BTreeMap<Date, Day>,
    officers: Vec<Officer>,
    badges: BTreeMap<Actor, BadgeState>,
    rolls: BTreeMap<DeviceId, RollInUse>,
    outages: BTreeMap<DeviceId, Outage>,
    ballots: BTreeMap<Date, BTreeMap<u8, BTreeMap<BallotId, u32>>>,
    slips: BTreeMap<Date, BTreeMap<u8, u32>>,
    papers: BTreeMap<Date, BTreeMap<BallotId, PaperTally>>,
    frozen: Option<(Moment, Frozen)>,
    received: Option<BTreeMap<DeviceId, u64>>,
}

/// One day of a booth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// 開所.
    pub opened: Option<Moment>,
    /// 閉所; none while it is open.
    pub closed: Option<Moment>,
}

/// Somebody with a duty at the booth. The name stands in the record of voting; no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Which duty.
    pub duty: Duty,
    /// The name.
    pub name: String,
    /// Since when.
    pub since: Moment,
    /// Until when; none while it lasts.
    pub until: Option<Moment>,
}

/// A badge that was issued (名札).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadgeState {
    /// What it allows.
    pub role: Role,
    /// As it stands on the badge.
    pub label: String,
    /// It opens nothing any more.
    pub revoked: bool,
}

/// The roll that a PC has in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollInUse {
    /// Its hash.
    pub hash: [u8; 8],
    /// 1 is the first; each supplement makes the next.
    pub edition: u32,
    /// Since when.
    pub since: Moment,
}

/// The cut that a PC of the booth is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// Since when.
    pub since: Moment,
    /// As it was written.
    pub began: OutageBegan,
}

impl BoothState {
    /// Takes the next fact in. A fact of a newer kind changes nothing.
    pub fn apply(&mut self, fact: &Fact, written: &Written) {
        match fact {
            Fact::Opened(opened) => {
                let day = self.days.entry(opened.day).or_default();
                day.opened = day.opened.or(Some(written.at()));
                // Opened again: it was needed after all.
                day.closed = None;
            }
            Fact::Closed(closed) => {
                self.days.entry(closed.day).or_default().closed = Some(written.at());
            }
            Fact::OfficerChanged(change) => {
                for officer in &mut self.officers {
                    let ends = officer.duty == change.duty && officer.name == change.name;
                    if ends && officer.until.is_none() {
                        officer.until = Some(written.at());
                    }
                }
                if change.on {
                    self.officers.push(Officer {
                        duty: change.duty,
                        name: change.name.clone(),
                        since: written.at(),
                        until: None,
                    });
                }
            }
            Fact::BadgeIssued(BadgeIssued { badge, role, label }) => {
                let badge = self.badges.entry(*badge).or_insert(BadgeState {
                    role: *role,
                    label: label.clone(),
                    revoked: false,
                });
                // One that was revoked anywhere stays so.
                badge.role = *role;
            }
            Fact::BadgeRevoked(revoked) => {
                if let Some(badge) = self.badges.get_mut(&revoked.badge) {
                    badge.revoked = true;
                }
            }
            Fact::RollLoaded(loaded) => {
                self.use_roll(loaded.roll, written);
            }
            Fact::Supplement(supplement) => {
                self.use_roll(supplement.to, written);
            }
            Fact::OutageBegan(began) => {
                let outage = Outage {
                    since: written.at(),
                    began: began.clone(),
                };
                self.outages.insert(written.device, outage);
            }
            Fact::OutageEnded(_) => {
                self.outages.remove(&written.device);
            }
            Fact::HourTally(tally) => {
                let hours = self.ballots.entry(tally.day).or_default();
                let hour = hours.entry(tally.hour).or_default();
                hour.insert(tally.ballot.clone(), tally.issued);
            }
            Fact::SlipTally(tally) => {
                let hours = self.slips.entry(tally.day).or_default();
                hours.insert(tally.hour, tally.slips);
            }
            Fact::PaperTally(tally) => {
                let day = self.papers.entry(tally.day).or_default();
                day.insert(tally.ballot.clone(), tally.clone());
            }
            Fact::Frozen(frozen) => self.frozen = Some((written.at(), frozen.clone())),
            Fact::BoardReceived(BoardReceived { have }) => self.received = Some(have.clone()),
            _ => {}
        }
    }

    /// A day, if anything happened on it.
    pub fn day(&self, day: Date) -> Day {
        self.days.get(&day).copied().unwrap_or_default()
    }

    /// Days on which it is open: opened, and not closed since.
    pub fn open_days(&self) -> impl Iterator<Item = Date> {
        let open = |day: &Day| day.opened.is_some() && day.closed.is_none();
        self.days
            .iter()
            .filter(move |(_, day)| open(day))
            .map(|(date, _)| *date)
    }

    /// PCs that are cut off, each with its cut.
    pub fn outages(&self) -> impl Iterator<Item = (&DeviceId, &Outage)> {
        self.outages.iter()
    }

    /// Whether electors are let in on that day.
    pub fn is_open(&self, day: Date) -> bool {
        let day = self.day(day);
        day.opened.is_some() && day.closed.is_none()
    }

    /// Everybody who had a duty, in the order in which they took it up.
    pub fn officers(&self) -> &[Officer] {
        &self.officers
    }

    /// Who has a duty now.
    pub fn on_duty(&self, duty: Duty) -> impl Iterator<Item = &Officer> {
        self.officers
            .iter()
            .filter(move |officer| officer.duty == duty && officer.until.is_none())
    }

    /// Badges that were issued here.
    pub fn badges(&self) -> impl Iterator<Item = (&Actor, &BadgeState)> {
        self.badges.iter()
    }

    /// A badge that opens the desk.
    pub fn badge(&self, actor: Actor) -> Option<&BadgeState> {
        self.badges.get(&actor).filter(|badge| !badge.revoked)
    }

    /// The roll that a PC of the booth has in use.
    pub fn roll(&self, device: DeviceId) -> Option<RollInUse> {
        self.rolls.get(&device).copied()
    }

    fn use_roll(&mut self, hash: [u8; 8], written: &Written) {
        let before = self.rolls.get(&written.device);
        let roll = RollInUse {
            hash,
            edition: before.map_or(1, |before| before.edition + 1),
            since: written.at(),
        };
        self.rolls.insert(written.device, roll);
    }

    /// The cut that a PC is in.
    pub fn outage(&self, device: DeviceId) -> Option<&Outage> {
        self.outages.get(&device)
    }

    /// Ballot papers as counted up to the end of an hour, by hour and kind.
    pub fn ballots_counted(&self, day: Date) -> Option<&BTreeMap<u8, BTreeMap<BallotId, u32>>> {
        self.ballots.get(&day)
    }

    /// Slips as counted up to the end of an hour.
    pub fn slips_counted(&self, day: Date) -> Option<&BTreeMap<u8, u32>> {
        self.slips.get(&day)
    }

    /// Ballot papers of a day for the record of voting.
    pub fn papers(&self, day: Date) -> impl Iterator<Item = &PaperTally> {
        self.papers.get(&day).into_iter().flat_map(BTreeMap::values)
    }

    /// What was frozen last.
    pub fn frozen(&self) -> Option<&Frozen> {
        self.frozen.as_ref().map(|(_, frozen)| frozen)
    }

    /// When that was.
    pub fn frozen_at(&self) -> Option<Moment> {
        self.frozen.as_ref().map(|(at, _)| *at)
    }

    /// Whether the board said that it has all this, and more may not have come since.
    pub fn board_has(&self, heads: &BTreeMap<DeviceId, u64>) -> bool {
        let received = self.received.as_ref();
        received.is_some_and(|have| {
            let has = |(device, seq): (&DeviceId, &u64)| have.get(device) >= Some(seq);
            heads.iter().all(has)
        })
    }
}
