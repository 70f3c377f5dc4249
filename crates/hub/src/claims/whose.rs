//! Whose a claim or a hold is: a booth gives back and releases its own, and another's by a signed record only.
//!
//! A claim of another booth is free again when that booth's own records say that nothing was handed out on it, or when
//! an officer wrote at any booth that its absentee papers came back. A hold of another booth ends when an officer of the
//! asking one wrote that its reason was found out. Whoever has no such record is told to ask again, as the record may
//! still be on its way.

use std::collections::{BTreeMap, BTreeSet};

use ledger::StreamId;
use polling::claim::{Rows, ToAuthority};
use polling::elector::Already;
use polling::fact::{AbsenteeStep, Fact};
use polling::plain::{BallotId, BoothId, ClaimId};

/// Whose what a message ends is, as the claims know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whose {
    /// The asking booth's, or nobody's any more.
    Own,
    /// This other booth's.
    Of(BoothId),
    /// It has not come yet. Names are drawn at random, so that none can be guessed.
    Unknown,
}

impl Whose {
    /// What the message ends; anything else is asked for the booth itself.
    pub(super) fn of(message: &ToAuthority, own: &BoothId, rows: &Rows) -> Self {
        let booth = match message {
            ToAuthority::GiveBack { claim, .. } => {
                let row = rows.claims.get(claim);
                row.and_then(|row| row.asked.as_ref())
                    .map(|asked| &asked.booth)
            }
            ToAuthority::Release { hold } => match rows.holds.get(hold) {
                Some(Some((_, booth))) => Some(booth),
                Some(None) => return Self::Own,
                None => None,
            },
            _ => return Self::Own,
        };
        match booth {
            Some(booth) if booth == own => Self::Own,
            Some(booth) => Self::Of(booth.clone()),
            None => Self::Unknown,
        }
    }
}

/// What the booths' records say of it. A record counts for the booth into whose stream it was written.
#[derive(Default)]
pub(super) struct OnRecord {
    /// By whom a claim or hold was asked for; `None`: more than one booth says so, and is believed by nobody.
    holders: BTreeMap<ClaimId, Option<StreamId>>,
    absentee: BTreeSet<ClaimId>,
    given_up: BTreeMap<ClaimId, Vec<GivenUp>>,
    released: BTreeSet<(ClaimId, StreamId)>,
}

struct GivenUp {
    by: StreamId,
    /// `None`: all of them.
    ballot: Option<BallotId>,
    /// Papers of an absentee vote that came back: at whichever booth.
    came_back: bool,
}

impl OnRecord {
    /// The next fact, in any order.
    pub(super) fn learn(&mut self, stream: StreamId, fact: &Fact) {
        let gone = |ballot: &BallotId| Some(ballot.clone());
        match fact {
            Fact::Asked(one) => self.held_by(one.claim, stream, one.absentee),
            Fact::Accepted(one) => self.held_by(one.claim, stream, one.absentee),
            Fact::Held(one) => self.held_by(one.hold, stream, false),
            Fact::Dropped(one) => self.gave_up(one.claim, stream, [None], false),
            Fact::Declined(one) => self.gave_up(one.claim, stream, [gone(&one.ballot)], false),
            Fact::Withdrawn(one) => {
                self.gave_up(one.claim, stream, one.ballots.iter().map(gone), false);
            }
            Fact::AbsenteeStep(AbsenteeStep {
                ballots,
                step: Already::AbsenteeReturned,
                claim: Some(claim),
            }) => self.gave_up(*claim, stream, ballots.iter().map(gone), true),
            Fact::Released(one) => {
                self.released.insert((one.hold, stream));
            }
            _ => {}
        }
    }

    fn held_by(&mut self, claim: ClaimId, stream: StreamId, absentee: bool) {
        let holder = self.holders.entry(claim).or_insert(Some(stream));
        if *holder != Some(stream) {
            *holder = None;
        }
        if absentee {
            self.absentee.insert(claim);
        }
    }

    fn gave_up(
        &mut self,
        claim: ClaimId,
        by: StreamId,
        ballots: impl IntoIterator<Item = Option<BallotId>>,
        came_back: bool,
    ) {
        let of_claim = self.given_up.entry(claim).or_default();
        of_claim.extend(ballots.into_iter().map(|ballot| GivenUp {
            by,
            ballot,
            came_back,
        }));
    }

    /// Whether the booth of this stream may end it. `holder`: whose it is, where the claims know.
    pub(super) fn allow(
        &self,
        message: &ToAuthority,
        own: StreamId,
        holder: Option<StreamId>,
    ) -> bool {
        let (ToAuthority::GiveBack { claim: named, .. } | ToAuthority::Release { hold: named }) =
            message
        else {
            return true;
        };
        let told = self.holders.get(named).copied();
        let holder = match (holder, told) {
            (Some(known), _) | (None, Some(Some(known))) => known,
            (None, Some(None)) => return false,
            (None, None) => return true,
        };
        if holder == own {
            return true;
        }
        match message {
            ToAuthority::GiveBack { claim, ballots } => {
                let absentee = self.absentee.contains(claim);
                let given_up = self.given_up.get(claim).map_or(&[][..], Vec::as_slice);
                let counts = |one: &&GivenUp| one.by == holder || (one.came_back && absentee);
                ballots.iter().all(|ballot| {
                    let mut given_up = given_up.iter().filter(counts);
                    given_up.any(|one| one.ballot.as_ref().is_none_or(|gone| gone == ballot))
                })
            }
            ToAuthority::Release { hold } => self.released.contains(&(*hold, own)),
            _ => true,
        }
    }
}
