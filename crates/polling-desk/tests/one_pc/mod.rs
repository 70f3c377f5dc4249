//! One PC that accepts electors until it is interrupted, and the proof that each is stored and claimed, or neither.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeMap;
use std::path::Path;

use polling::booth::{HandingPaper, Stage};
use polling::claim::ClaimRequest;
use polling::election::SlipMode;
use polling::plain::{ClaimId, ElectorId};
use polling::role::Role;
use polling_desk::{ClaimStore, ClaimsAt, DeskError, Folder, Working};
use vault::{Badge, Key};

use crate::common::{self, booth, import, open_page, prepared, roll_csv, today};

/// The same for every run; the phases that wrap a random one are tested elsewhere.
fn key() -> Key {
    Key::from_bytes(&[5; 32])
}

/// The usual place of the files.
pub fn folder(place: &Path) -> Folder {
    Folder::new(place, false)
}

/// A booth that is open, with so many electors besides the usual ones.
pub fn make(folder: &Folder, electors: usize) {
    let prepared = prepared("stop");
    let kept = common::kept(&prepared);
    let (city_hall, here) = (booth("city-hall"), ClaimsAt::ThisPc);
    let mut working =
        Working::create(folder.clone(), &kept, &key(), &city_hall, here, today()).unwrap();
    working.code_holder("administrator:選管").unwrap();
    import(&mut working, &roll_csv(electors)).unwrap();
    let officer = working.issue_badge(Role::Officer, "管理者").unwrap();
    working.badge(&officer).unwrap();
    working.open_booth(today()).unwrap();
    std::fs::write(badge_file(folder), officer.to_qr().as_bytes()).unwrap();
}

/// What the officer carries; beside the desk's files, so that copies of them open.
fn badge_file(folder: &Folder) -> std::path::PathBuf {
    folder.root().join("badge")
}

/// Opens what an interruption left, and logs the officer in.
pub fn open(folder: &Folder) -> Result<Working, DeskError> {
    let mut working = Working::open(folder.clone(), &key(), today())?;
    let badge = std::fs::read_to_string(badge_file(folder)).unwrap();
    working.badge(&Badge::parse(&badge).unwrap())?;
    Ok(working)
}

/// Whoever was at the desk at the interruption is finished with: their ballots are handed out.
pub fn finish(working: &mut Working) {
    common::answered(working);
    if !matches!(working.stage(), Stage::Accepted(_) | Stage::Waiting) {
        working.close().unwrap();
    }
    if matches!(working.stage(), Stage::Accepted(_)) {
        hand_out(working);
    }
    for handing in working.still_at_desk() {
        working.resume(handing.elector).unwrap();
        hand_out(working);
    }
}

pub fn hand_out(working: &mut Working) {
    let Stage::Accepted(handing) = working.stage() else {
        return;
    };
    let offered: Vec<_> = handing.in_state(HandingPaper::Offered).cloned().collect();
    for ballot in offered {
        working.issue(&ballot).unwrap();
    }
    working.left_desk().unwrap();
}

/// Accepts one elector; the line that confirms it as soon as ballots are offered: elector and claim.
pub fn accept(working: &mut Working, number: &str) -> String {
    offer(working, number);
    let Stage::Accepted(handing) = working.stage() else {
        panic!("nothing else stops an elector who comes for the first time");
    };
    let line = line(handing.elector, handing.claim);
    hand_out(working);
    line
}

/// Finds an elector and accepts; gives the time from the act until ballots are offered.
pub fn offer(working: &mut Working, number: &str) -> std::time::Duration {
    open_page(working, number).unwrap();
    working.reason(1).unwrap();
    working.slip_in_hand(SlipMode::Signed).unwrap();
    let start = std::time::Instant::now();
    working.accept(None).unwrap();
    common::answered(working);
    start.elapsed()
}

fn line(elector: ElectorId, claim: ClaimId) -> String {
    format!("{} {}", number(&elector.0), number(&claim.0))
}

/// A name of 16 bytes as one number.
fn number(bytes: &[u8]) -> String {
    u128::from_be_bytes(bytes.try_into().unwrap()).to_string()
}

/// Opens the desk, lets it recover, and checks: the chain is whole; every confirmed acceptance is there; what is
/// accepted has its claim with a good receipt, what is claimed is accepted; no claim waits; nobody has two.
///
/// Gives the number of acceptances.
pub fn check(folder: &Folder, confirmed: &[&str]) -> Result<usize, String> {
    let told = |error: DeskError| error.to_string();
    let mut working = open(folder).map_err(told)?;
    finish(&mut working);
    let mut accepted = BTreeMap::new();
    for (elector, state) in working.book().states().map_err(|it| it.to_string())? {
        if state.pending().next().is_some() {
            return Err("a claim has no outcome after the recovery".to_owned());
        }
        if !state.contradictions().is_empty() {
            return Err("somebody was accepted twice".to_owned());
        }
        for (claim, state) in state.claims() {
            if !state.acceptances.is_empty() {
                let ballots: Vec<_> = state.papers.keys().cloned().collect();
                accepted.insert(line(elector, *claim), (elector, *claim, ballots));
            }
        }
    }
    let report = working.verify().map_err(told)?;
    if !report {
        return Err("the chain of the ledger is broken".to_owned());
    }
    drop(working);
    if let Some(lost) = confirmed.iter().find(|line| !accepted.contains_key(**line)) {
        return Err(format!("{lost} was confirmed and is lost"));
    }
    claimed(folder, &accepted)?;
    Ok(accepted.len())
}

/// The claims on the disk are those of the ledger, ballot for ballot.
fn claimed(
    folder: &Folder,
    accepted: &BTreeMap<String, (ElectorId, ClaimId, Vec<polling::plain::BallotId>)>,
) -> Result<(), String> {
    use polling::claim::{Authority, ClaimAnswer};
    let mut claims = ClaimStore::open(&folder.claims(), &Working::claims_key(&key()))
        .map_err(|error| error.to_string())?;
    let mut ballots = 0;
    for (elector, claim, of_claim) in accepted.values() {
        ballots += of_claim.len();
        for ballot in of_claim {
            if claims.owner(*elector, ballot) != Some(*claim) {
                return Err("somebody was accepted without a claim".to_owned());
            }
        }
        let again = ClaimRequest {
            id: *claim,
            elector: *elector,
            ballots: of_claim.clone(),
            booth: booth("city-hall"),
            home: None,
            term: 1,
            afterwards: false,
        };
        let ClaimAnswer::Granted(receipt) = claims.claim(&again) else {
            return Err("the claim is answered otherwise than before".to_owned());
        };
        let key = claims.verifying_key();
        receipt
            .check(&key, &again, 1)
            .map_err(|it| it.to_string())?;
    }
    if claims.granted() != ballots as u64 {
        return Err("a ballot is claimed for somebody who was not accepted".to_owned());
    }
    Ok(())
}
