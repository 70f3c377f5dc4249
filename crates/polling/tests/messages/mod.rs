//! Messages of all kinds, about few electors and few claims, so that everything meets everything.

use polling::claim::{ClaimRequest, HoldRequest, ToAuthority};
use polling::plain::{BallotId, BoothId, ClaimId, ElectorId};
use proptest::prelude::*;

const BOOTHS: [&str; 3] = ["city-hall", "east-branch", "bus"];
const BALLOTS: [&str; 3] = ["house-pr", "house-single", "review"];

pub fn booth(number: usize) -> BoothId {
    BoothId::new(BOOTHS[number % 3]).unwrap()
}

/// Those of the set's bits.
pub fn ballots(set: usize) -> Vec<BallotId> {
    let chosen = BALLOTS.iter().enumerate();
    chosen
        .filter(|(place, _)| set & (1 << place) != 0)
        .map(|(_, name)| BallotId::new(*name).unwrap())
        .collect()
}

fn elector() -> impl Strategy<Value = ElectorId> {
    (0..3_u8).prop_map(|number| ElectorId([number; 16]))
}

fn id() -> impl Strategy<Value = ClaimId> {
    (0..6_u8).prop_map(|number| ClaimId([number; 16]))
}

fn request() -> impl Strategy<Value = ClaimRequest> {
    let who = (id(), elector(), 0..8_usize, 0..3_usize);
    let how = (
        prop::option::weighted(0.5, 0..3_usize),
        0..60_u64,
        prop::bool::weighted(0.3),
    );
    (who, how).prop_map(
        |((id, elector, set, place), (home, term, afterwards))| ClaimRequest {
            id,
            elector,
            ballots: ballots(set),
            booth: booth(place),
            home: home.map(booth),
            // A higher term ends everything, so it is rare.
            term: if term == 59 { 2 } else { 1 },
            afterwards,
        },
    )
}

pub fn message() -> impl Strategy<Value = ToAuthority> {
    let turn = (0..3_usize, 0..4_u64);
    prop_oneof![
        8 => request().prop_map(ToAuthority::Claim),
        3 => (id(), 0..8_usize).prop_map(|(claim, set)| ToAuthority::GiveBack {
            claim,
            ballots: ballots(set),
        }),
        1 => (id(), elector(), 0..3_usize).prop_map(|(id, elector, place)| {
            ToAuthority::Hold(HoldRequest { id, elector, booth: booth(place) })
        }),
        1 => id().prop_map(|hold| ToAuthority::Release { hold }),
        3 => turn.clone().prop_map(|(place, turn)| ToAuthority::SignOn { booth: booth(place), turn }),
        1 => turn.prop_map(|(place, turn)| ToAuthority::SignOff { booth: booth(place), turn }),
        1 => (0..3_usize).prop_map(|place| ToAuthority::Notices { booth: booth(place) }),
        3 => (0..3_usize, id(), any::<bool>()).prop_map(|(place, claim, yields)| {
            ToAuthority::Consent { booth: booth(place), claim, yields }
        }),
    ]
}

/// A claim of one elector: the number names both.
pub fn claim(number: u32, of: u16, place: usize) -> ClaimRequest {
    let mut id = [0; 16];
    id[..4].copy_from_slice(&number.to_be_bytes());
    id[4..6].copy_from_slice(&of.to_be_bytes());
    let mut elector = [7; 16];
    elector[..2].copy_from_slice(&of.to_be_bytes());
    ClaimRequest {
        id: ClaimId(id),
        elector: ElectorId(elector),
        ballots: ballots(7),
        booth: booth(place),
        home: None,
        term: 1,
        afterwards: false,
    }
}
