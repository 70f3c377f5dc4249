//! What must be true at the end, told from what really happened.

use std::collections::{BTreeMap, BTreeSet};

use polling::election::OutageRule;
use polling::fact::Authority;
use polling::plain::{BallotId, ClaimId, ElectorId};

use crate::world::{ELECTORS, Story, World};

pub struct Verdict {
    pub faults: Vec<String>,
    pub votes: usize,
    pub doubles: usize,
    pub envelopes: usize,
}

pub fn judge(world: &World) -> Verdict {
    let mut faults = world.faults.clone();
    let mut boxes: BTreeMap<(ElectorId, BallotId), BTreeSet<ClaimId>> = BTreeMap::new();
    let mut papers: BTreeMap<(ElectorId, BallotId), usize> = BTreeMap::new();
    for vote in &world.votes {
        let key = (vote.elector, vote.ballot.clone());
        boxes.entry(key.clone()).or_default().insert(vote.claim);
        *papers.entry(key).or_default() += 1;
    }
    let mut doubles = BTreeSet::new();
    for (key, count) in papers {
        if count > boxes[&key].len() {
            faults.push("two papers of one kind on one claim".to_owned());
        }
        if count > 1 {
            doubles.insert(key);
        }
    }
    if world.rule != OutageRule::GoOn && !doubles.is_empty() {
        faults.push(format!("{} ballots were cast twice", doubles.len()));
    }
    for double in &doubles {
        judge_double(world, &boxes[double], &mut faults);
    }
    judge_booths(world, &boxes, &mut faults);
    Verdict {
        votes: world.votes.len(),
        envelopes: world.votes.iter().filter(|vote| vote.absentee).count(),
        doubles: doubles.len(),
        faults,
    }
}

/// Each pair must lie inside one cut, and be told of.
fn judge_double(world: &World, claims: &BTreeSet<ClaimId>, faults: &mut Vec<String>) {
    let stories: Vec<&Story> = claims
        .iter()
        .filter_map(|claim| world.stories.get(claim))
        .collect();
    let unchecked = |story: &Story| story.ground == Authority::Unchecked;
    for (at, one) in stories.iter().enumerate() {
        for other in &stories[at + 1..] {
            if !unchecked(one) && !unchecked(other) {
                faults.push("a double without anybody going on unchecked".to_owned());
            }
            // From when a booth's copy could not know of the other, until everybody could know of it.
            let span = |story: &Story| {
                let from = if unchecked(story) {
                    story.copy_of
                } else {
                    story.accepted
                };
                let known = story.at_hub.unwrap_or(u64::MAX);
                (from, known.max(story.told.unwrap_or(u64::MAX)))
            };
            let ((from, to), (other_from, other_to)) = (span(one), span(other));
            if from > other_to || other_from > to {
                faults.push("a double outside one cut".to_owned());
            }
        }
    }
    if !stories.iter().any(|story| story.contested) {
        faults.push("the authority did not report a double".to_owned());
    }
}

fn judge_booths(
    world: &World,
    boxes: &BTreeMap<(ElectorId, BallotId), BTreeSet<ClaimId>>,
    faults: &mut Vec<String>,
) {
    let ballots: Vec<BallotId> = world.desks[0]
        .disk
        .election
        .ballots
        .iter()
        .map(|ballot| ballot.id.clone())
        .collect();
    for number in 1..=ELECTORS {
        let elector = ElectorId([number; 16]);
        let states: Vec<_> = world
            .desks
            .iter()
            .map(|desk| desk.disk.state(&elector))
            .collect();
        if states.iter().any(|state| *state != states[0]) {
            faults.push("booths do not agree".to_owned());
        }
        for ballot in &ballots {
            let standing: BTreeSet<ClaimId> = states[0]
                .claims()
                .filter(|(_, claim)| claim.stands_for(ballot))
                .map(|(id, _)| *id)
                .collect();
            let cast = boxes.get(&(elector, ballot.clone()));
            if cast.is_some_and(|cast| !cast.is_subset(&standing)) {
                faults.push("a ballot was cast on an acceptance that is not there".to_owned());
            }
            let reported = states[0].contradiction(ballot, None).is_some();
            if standing.len() > 1 && !reported {
                faults.push("a contradiction is not shown".to_owned());
            }
            if reported && (world.rule != OutageRule::GoOn || standing.len() < 2) {
                faults.push("a contradiction is shown that is none".to_owned());
            }
            match world.book.owner(elector, ballot) {
                _ if world.tells => println!(
                    "{number} {ballot}: owner {:02x?}, standing {:02x?}, reported {reported}",
                    world.book.owner(elector, ballot).map(|one| one.0[0]),
                    standing.iter().map(|one| one.0[0]).collect::<Vec<_>>()
                ),
                Some(owner) if !standing.contains(&owner) => {
                    faults.push("a ballot is claimed and nobody was accepted on it".to_owned());
                }
                None if !standing.is_empty() => {
                    faults.push("an acceptance of which the authority knows nothing".to_owned());
                }
                _ => {}
            }
        }
    }
}
