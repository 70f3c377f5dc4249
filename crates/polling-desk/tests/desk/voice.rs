//! Outage rule 3: a booth that is cut off reads a number out, and the commission's PC answers it.

use std::collections::BTreeSet;

use polling::booth::{Stage, Stop};
use polling::claim::{Call, NoCode, Said};
use polling::counts::Part;
use polling::plain::{BallotId, ElectorId};
use polling_desk::{ClaimsAt, Working};
use tempfile::TempDir;

use crate::common::{
    Quick, accept, ballot, ballots, booth, hand_out, offered, open_page, pc, prepared, quick,
    refused, today, wait_until,
};
use crate::network::Network;

const BRANCH: usize = 0;
const BUS: usize = 1;

/// The commission's PC with the claims, and two booths on a network of their own.
struct City {
    network: Network,
    centre: Quick,
    branch: Quick,
    bus: Quick,
    _pcs: [TempDir; 3],
}

fn city() -> City {
    let (prepared, pcs) = (prepared("voice"), [pc(), pc(), pc()]);
    let mut centre = quick(&prepared, pcs[0].path(), "city-hall", ClaimsAt::ThisPc);
    centre.working.badge(&centre.officer).unwrap();
    let network = Network::to(&centre);
    let away = |number: usize, name| {
        let place = pcs[number + 1].path();
        let mut desk = quick(&prepared, place, name, ClaimsAt::Elsewhere);
        let working = &mut desk.working;
        working.connect(network.wire(number), network.key).unwrap();
        wait_until(working, |working| !working.is_cut());
        desk
    };
    let (branch, bus) = (away(BRANCH, "east-branch"), away(BUS, "bus"));
    City {
        network,
        centre,
        branch,
        bus,
        _pcs: pcs,
    }
}

impl City {
    fn granted(&self) -> u64 {
        self.network.claims.lock().unwrap().granted()
    }
}

/// What the booth reads out for the elector at its desk.
fn read_out(working: &Working) -> String {
    let Stage::Voice(asking) = working.stage() else {
        panic!("nothing is to be read out");
    };
    working.read_out(asking)
}

fn four() -> BTreeSet<BallotId> {
    ballots(&["house-single", "house-proportional", "review", "governor"])
}

/// The officer finds the elector as always, and types what the booth reads out.
fn answer(centre: &mut Working, number: &str, at: &str, read_out: &str) -> ElectorId {
    let elector = open_page(centre, number).unwrap();
    centre.answer_call(&booth(at), &four(), read_out).unwrap();
    told(centre);
    elector
}

fn told(centre: &mut Working) {
    wait_until(centre, |centre| {
        let said = centre.call().map(Call::said);
        said.is_none_or(|said| *said != Said::Nothing)
    });
}

fn no(centre: &Working) -> &NoCode {
    match centre.call().unwrap().said() {
        Said::Refused(why) => why,
        _ => panic!("no refusal"),
    }
}

#[test]
fn rule_3_takes_the_code_that_the_centre_reads_back_and_no_other() {
    let mut city = city();
    city.network.cut(BRANCH, true);
    accept(&mut city.branch.working, "1001").unwrap();
    assert!(city.branch.working.is_cut());
    let number = read_out(&city.branch.working);

    let centre = &mut city.centre.working;
    open_page(centre, "1001").unwrap();
    let calling = centre.calling_booths().unwrap();
    let names: Vec<&str> = calling.iter().map(|one| one.booth.as_str()).collect();
    assert_eq!(names, ["east-branch", "bus"], "not the centre's own");
    assert!(calling.iter().all(|one| one.ballots == four()));
    centre
        .answer_call(&booth("east-branch"), &four(), &number)
        .unwrap();
    told(centre);
    let code = centre.code_of_call().unwrap();
    // It stays on the screen until the page is closed, and nobody is accepted here meanwhile.
    assert_eq!(
        refused(centre.answer_call(&booth("bus"), &four(), &number)),
        "polling-not-now"
    );
    assert!(centre.hear_anew().is_err() && centre.accept(None).is_err());
    assert_eq!(refused(centre.ticket("T1002")), "polling-not-now");
    assert_eq!(centre.code_of_call().unwrap(), code);

    // The booth takes this code, and no other.
    let branch = &mut city.branch.working;
    assert_eq!(
        refused(branch.voice_code("1234-5678")),
        "polling-code-check"
    );
    assert!(offered(branch).is_empty());
    branch.voice_code(&code).unwrap();
    assert_eq!(offered(branch).len(), 4);
    hand_out(branch).unwrap();

    // The line was bad: the same number gets the same code, also when the desk was locked meanwhile.
    let centre = &mut city.centre.working;
    centre.lock().unwrap();
    assert!(centre.call().is_none() && centre.code_of_call().is_none());
    centre.badge(&city.centre.officer).unwrap();
    answer(centre, "1001", "east-branch", &number);
    assert_eq!(centre.code_of_call().unwrap(), code);
    centre.close().unwrap();
    assert_eq!(city.granted(), 4, "one claim, not two");
}

#[test]
fn after_a_call_no_other_booth_gets_the_elector_and_all_records_agree_on_one_acceptance() {
    let mut city = city();
    city.network.cut(BRANCH, true);
    accept(&mut city.branch.working, "1001").unwrap();
    let number = read_out(&city.branch.working);
    let elector = answer(&mut city.centre.working, "1001", "east-branch", &number);
    let code = city.centre.working.code_of_call().unwrap();
    city.branch.working.voice_code(&code).unwrap();
    hand_out(&mut city.branch.working).unwrap();

    // The bus asks the authority; the centre's own desk knows without asking.
    accept(&mut city.bus.working, "1001").unwrap();
    let Stage::Stopped(stopped) = city.bus.working.stage() else {
        panic!("the bus is stopped");
    };
    let Stop::Taken(taken) = &stopped.why else {
        panic!("taken");
    };
    assert!(taken.iter().all(|one| one.booth == booth("east-branch")));
    let centre = &mut city.centre.working;
    centre.close().unwrap();
    assert_eq!(
        accept(centre, "1001").unwrap_err().to_string(),
        "something must be confirmed first"
    );
    centre.close().unwrap();

    // The line is back: the booth's own question is about the same claim.
    city.network.cut(BRANCH, false);
    let branch = &mut city.branch.working;
    wait_until(branch, |branch| {
        !branch.is_cut() && branch.unconfirmed() == 0 && !branch.owes()
    });
    assert_eq!(branch.open_incidents().unwrap(), 0);
    assert_eq!(city.granted(), 4);

    // Each booth's records go to the other by stick, and are counted where the elector stood.
    let stick = pc();
    city.branch.working.badge(&city.branch.officer).unwrap();
    let of_branch = city.branch.working.write_bundle(stick.path()).unwrap();
    let centre = &mut city.centre.working;
    assert_eq!(centre.take_bundle(&of_branch).unwrap().refused, 0);
    let of_centre = centre.write_bundle(stick.path()).unwrap();
    let branch = &mut city.branch.working;
    assert_eq!(branch.take_bundle(&of_centre).unwrap().refused, 0);
    for working in [&mut city.centre.working, &mut city.branch.working] {
        let state = working.book().state(elector).unwrap();
        assert_eq!(state.claims().count(), 1);
        let claim = state.claims().next().unwrap().1;
        assert_eq!(claim.acceptances.len(), 1);
        assert!(working.incidents().unwrap().is_empty());
        for (name, people) in [("city-hall", 0), ("east-branch", 1), ("bus", 0)] {
            let part = Part {
                booth: Some(booth(name)),
                ..Part::default()
            };
            let counts = working.counts().unwrap();
            assert_eq!(counts.people(&part).accepted, people, "{name}");
            assert_eq!(counts.figures(&part).refused, 0, "{name}");
        }
    }
}

#[test]
fn a_number_of_another_elector_booth_or_ballots_claims_nothing_at_all() {
    let mut city = city();
    city.network.cut(BRANCH, true);
    accept(&mut city.branch.working, "1008").unwrap();
    let number = read_out(&city.branch.working);
    let centre = &mut city.centre.working;
    // The namesake of the same birth date.
    open_page(centre, "1009").unwrap();
    let mut ask = |at: &str, ballots: &BTreeSet<BallotId>, number: &str| {
        refused(centre.answer_call(&booth(at), ballots, number))
    };
    let other = "polling-code-other-claim";
    assert_eq!(ask("east-branch", &four(), &number), other);
    let mut wrong = number.clone().into_bytes();
    wrong[0] = if wrong[0] == b'9' { b'0' } else { wrong[0] + 1 };
    let wrong = String::from_utf8(wrong).unwrap();
    assert_eq!(ask("east-branch", &four(), &wrong), "polling-code-check");
    assert_eq!(ask("east-branch", &four(), "1234"), "polling-code-form");
    let none = BTreeSet::new();
    assert_eq!(
        ask("east-branch", &none, &number),
        "polling-desk-nothing-wanted"
    );
    // Of the east's districts only.
    let council = ballots(&["council"]);
    assert_eq!(ask("east-branch", &council, &number), "polling-desk-shut");
    assert_eq!(ask("city-hall", &four(), &number), "polling-not-now");
    centre.close().unwrap();
    open_page(centre, "1008").unwrap();
    let mut ask = |at: &str, ballots: &BTreeSet<BallotId>| {
        refused(centre.answer_call(&booth(at), ballots, &number))
    };
    assert_eq!(ask("bus", &four()), other);
    assert_eq!(ask("east-branch", &ballots(&["governor"])), other);
    assert!(centre.call().is_none());
    assert_eq!(city.granted(), 0);
    // And what is right is right, in full width and without hyphens too.
    let centre = &mut city.centre.working;
    let wide: String = number
        .chars()
        .filter(char::is_ascii_digit)
        .map(|digit| char::from_u32(u32::from(digit) + 0xfee0).unwrap())
        .collect();
    centre
        .answer_call(&booth("east-branch"), &four(), &wide)
        .unwrap();
    told(centre);
    let code = centre.code_of_call().unwrap();
    city.branch.working.voice_code(&code).unwrap();
}

#[test]
fn a_booth_that_began_anew_is_told_so_and_gets_the_elector_once_it_has_given_back() {
    let mut city = city();
    city.network.cut(BRANCH, true);
    accept(&mut city.branch.working, "1001").unwrap();
    let first = read_out(&city.branch.working);
    answer(&mut city.centre.working, "1001", "east-branch", &first);
    assert!(city.centre.working.code_of_call().is_some());
    city.centre.working.close().unwrap();
    // The caller hung up and closed the page; then the same elector once more, under another number.
    city.branch.working.close().unwrap();
    accept(&mut city.branch.working, "1001").unwrap();
    let second = read_out(&city.branch.working);
    assert_ne!(first, second);
    let centre = &mut city.centre.working;
    answer(centre, "1001", "east-branch", &second);
    assert!(centre.code_of_call().is_none());
    let NoCode::Taken(taken) = no(centre) else {
        panic!("taken");
    };
    assert!(centre.call().unwrap().is_own(taken));
    // The first number is answered as before: it is the booth that does not want it any more.
    centre.hear_anew().unwrap();
    centre
        .answer_call(&booth("east-branch"), &four(), &first)
        .unwrap();
    told(centre);
    let old = centre.code_of_call().unwrap();
    assert_eq!(
        refused(city.branch.working.voice_code(&old)),
        "polling-code-other-claim"
    );
    city.centre.working.close().unwrap();
    city.branch.working.close().unwrap();
    assert_eq!(city.granted(), 4);

    // Only the booth gives back, by itself, when the line is there.
    city.network.cut(BRANCH, false);
    wait_until(&mut city.branch.working, |branch| !branch.owes());
    assert_eq!(city.granted(), 0);
    accept(&mut city.branch.working, "1001").unwrap();
    hand_out(&mut city.branch.working).unwrap();
    assert_eq!(city.branch.working.open_incidents().unwrap(), 0);
}

#[test]
fn whoever_is_taken_or_held_elsewhere_gets_no_code() {
    let mut city = city();
    city.network.cut(BRANCH, true);
    accept(&mut city.branch.working, "1001").unwrap();
    let number = read_out(&city.branch.working);
    accept(&mut city.bus.working, "1001").unwrap();
    hand_out(&mut city.bus.working).unwrap();
    open_page(&mut city.bus.working, "1002").unwrap();
    city.bus.working.hold("照会中").unwrap();
    wait_until(&mut city.bus.working, |bus| !bus.owes());

    let centre = &mut city.centre.working;
    answer(centre, "1001", "east-branch", &number);
    let NoCode::Taken(taken) = no(centre) else {
        panic!("taken");
    };
    assert!(taken.iter().all(|one| one.booth == booth("bus")));
    assert!(!centre.call().unwrap().is_own(taken));
    centre.close().unwrap();
    city.branch.working.close().unwrap();
    accept(&mut city.branch.working, "1002").unwrap();
    let number = read_out(&city.branch.working);
    answer(centre, "1002", "east-branch", &number);
    assert_eq!(*no(centre), NoCode::Held(booth("bus")));
    assert_eq!(centre.code_of_call(), None);
}

#[test]
fn only_an_officer_of_the_pc_that_has_the_claims_answers_and_only_under_this_rule() {
    let mut city = city();
    city.network.cut(BRANCH, true);
    accept(&mut city.branch.working, "1001").unwrap();
    let number = read_out(&city.branch.working);
    // A clerk of the centre.
    let centre = &mut city.centre.working;
    centre.badge(&city.centre.clerk).unwrap();
    open_page(centre, "1001").unwrap();
    assert!(centre.calling_booths().unwrap().is_empty());
    assert_eq!(
        refused(centre.answer_call(&booth("east-branch"), &four(), &number)),
        "polling-not-allowed"
    );
    // An officer of another booth.
    city.bus.working.badge(&city.bus.officer).unwrap();
    let bus = &mut city.bus.working;
    open_page(bus, "1001").unwrap();
    assert!(!bus.answers_calls() && bus.calling_booths().unwrap().is_empty());
    assert_eq!(
        refused(bus.answer_call(&booth("east-branch"), &four(), &number)),
        "polling-not-now"
    );
    // No page is open.
    centre.badge(&city.centre.officer).unwrap();
    assert_eq!(
        refused(centre.answer_call(&booth("east-branch"), &four(), &number)),
        "polling-not-now"
    );
    assert_eq!(city.granted(), 0);
    let place = pc();
    let other = crate::common::prepared("stop");
    let stop = quick(&other, place.path(), "city-hall", ClaimsAt::ThisPc);
    assert!(!stop.working.answers_calls());
}

#[test]
fn an_answered_call_is_an_outcome_of_the_look_and_a_page_closed_without_one_is_not() {
    let mut city = city();
    city.network.cut(BRANCH, true);
    accept(&mut city.branch.working, "1001").unwrap();
    let number = read_out(&city.branch.working);
    let centre = &mut city.centre.working;
    answer(centre, "1001", "east-branch", &number);
    centre.close().unwrap();
    let curious = open_page(centre, "1002").unwrap();
    centre.close().unwrap();
    let looks = centre.looks_without_acceptance().unwrap();
    let who: Vec<_> = looks.iter().map(|look| look.elector).collect();
    assert_eq!(who, [curious]);
}

#[test]
fn a_claim_whose_code_was_read_back_outlives_the_claims_file() {
    let mut city = city();
    city.network.cut(BRANCH, true);
    accept(&mut city.branch.working, "1001").unwrap();
    let number = read_out(&city.branch.working);
    answer(&mut city.centre.working, "1001", "east-branch", &number);
    let code = city.centre.working.code_of_call().unwrap();
    city.branch.working.voice_code(&code).unwrap();
    hand_out(&mut city.branch.working).unwrap();
    // The booth's records have not come yet when the file is lost. Its log is left, as others have it open.
    let City {
        centre,
        branch: _branch,
        bus: _bus,
        network: _network,
        _pcs,
        ..
    } = city;
    let (folder, key, officer) = (centre.folder, centre.key, centre.officer);
    drop(centre.working);
    std::fs::remove_file(folder.claims()).unwrap();
    let mut centre = Working::open(folder.clone(), &key, today()).unwrap();
    assert!(centre.claims_were_rebuilt());
    centre.badge(&officer).unwrap();
    let elector = open_page(&mut centre, "1001").unwrap();
    let claims =
        polling_desk::ClaimStore::open(&folder.claims(), &Working::claims_key(&key)).unwrap();
    assert_eq!(claims.granted(), 4);
    assert!(claims.owner(elector, &ballot("governor")).is_some());
    // The same number is still answered with the same code.
    centre
        .answer_call(&booth("east-branch"), &four(), &number)
        .unwrap();
    told(&mut centre);
    assert_eq!(centre.code_of_call().unwrap(), code);
}
