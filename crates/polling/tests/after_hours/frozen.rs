//! The signed list of early voters.

use ed25519_dalek::SigningKey;
use polling::elector::{Already, Elector};
use polling::eligibility::{Case, Decision, Place, UsedHow, Visit};
use polling::fact::Authority;
use polling::frozen::{FrozenError, FrozenLine, FrozenList};
use polling::status::ElectorState;

use super::{NINE, accepted, ballot, election, elector, issued, written};

#[test]
fn who_voted_early_is_refused_in_the_polling_station_by_the_signed_list_alone() {
    let election = election();
    let mut lines = Vec::new();
    for number in [3, 1, 5] {
        let mut state = ElectorState::default();
        state.apply(
            &accepted(number, "city-hall", Authority::Unchecked),
            &written(NINE, 1),
        );
        state.apply(&issued(number, "house-single"), &written(NINE, 2));
        let elector = elector(number);
        let line = FrozenLine::of(&elector, &state, &election).unwrap();
        lines.push((elector.district.clone(), line));
    }
    let untouched = elector(7);
    assert!(FrozenLine::of(&untouched, &ElectorState::default(), &election).is_none());
    let list = FrozenList::new(election.hash(), lines.clone());
    lines.reverse();
    let key = SigningKey::from_bytes(&[1; 32]);
    let file = list.seal(&key).unwrap();
    assert!(file == FrozenList::new(election.hash(), lines).seal(&key).unwrap());
    assert_eq!(list.fact().unwrap().electors, 3);

    let read = FrozenList::open(&file, &key.verifying_key(), election.hash())
        .map_err(|error| error.to_string())
        .unwrap();
    let mut voted = elector(3);
    read.mark(&mut voted);
    let decide = |elector: &Elector| {
        let visit = Visit {
            day: election.day,
            place: Place::Station([elector.district.clone()].into()),
        };
        Case {
            elector,
            state: &ElectorState::default(),
            ballot: &election.ballots[0],
            election: &election,
            visit: &visit,
        }
        .decide()
    };
    assert!(matches!(
        decide(&voted),
        Decision::Already {
            how: UsedHow::Early,
            ..
        }
    ));
    let mut free = elector(7);
    read.mark(&mut free);
    assert_eq!(decide(&free), Decision::Issue);

    let pages: Vec<_> = read
        .district(&voted.district)
        .iter()
        .map(|line| line.page_line)
        .collect();
    assert_eq!(pages, [(1, 95), (1, 97), (1, 99)]);
    let csv = read.csv(&election);
    assert!(csv.starts_with("投票区,頁,行,選挙人番号,小選挙区,比例代表\r\n"));
    assert!(csv.contains("002,1,97,0000003,期日前,期日前\r\n"));
    assert_eq!(voted.already[&ballot("house-single")], Already::VotedEarly);
}

#[test]
fn a_list_that_was_changed_cut_off_or_is_of_another_election_is_not_taken() {
    let election = election();
    let mut state = ElectorState::default();
    state.apply(
        &accepted(1, "city-hall", Authority::Unchecked),
        &written(NINE, 1),
    );
    let elector = elector(1);
    let line = FrozenLine::of(&elector, &state, &election).unwrap();
    let list = FrozenList::new([1; 8], [(elector.district.clone(), line)]);
    let key = SigningKey::from_bytes(&[1; 32]);
    let file = list.seal(&key).unwrap();
    let open = |file: &[u8], election| {
        FrozenList::open(file, &key.verifying_key(), election)
            .map(|_| ())
            .err()
    };
    assert_eq!(open(&file, [1; 8]), None);
    assert_eq!(open(&file, [2; 8]), Some(FrozenError::OtherElection));
    for at in 0..file.len() {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(open(&changed, [1; 8]).is_some(), "byte {at}");
        assert!(open(&file[..at], [1; 8]).is_some(), "cut at {at}");
    }
    let foreign = SigningKey::from_bytes(&[2; 32]);
    let file = list.seal(&foreign).unwrap();
    assert_eq!(open(&file, [1; 8]), Some(FrozenError::NotSigned));
}
