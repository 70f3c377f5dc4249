//! Three booths, one authority, a network that is cut: the rules on real files; rule 3 is in `voice`.

use polling::booth::{Stage, Stop};
use polling::claim::{FromAuthority, ToAuthority};
use polling_desk::{ClaimsAt, Link, Working};
use tempfile::TempDir;
use vault::Prepared;

use crate::common::{
    Quick, accept, ballot, hand_out, offered, open_page, pc, prepared, quick, refused, wait_until,
};
use crate::network::Network;

/// The city hall and the east branch, connected; both open.
fn two_booths(prepared: &Prepared, network: &Network, pcs: &[TempDir; 2]) -> [Quick; 2] {
    let booths = ["city-hall", "east-branch"];
    [0, 1].map(|number| {
        let mut desk = quick(
            prepared,
            pcs[number].path(),
            booths[number],
            ClaimsAt::Elsewhere,
        );
        let working = &mut desk.working;
        working.connect(network.wire(number), network.key).unwrap();
        wait_until(working, |working| !working.is_cut());
        desk
    })
}

fn stopped(working: &Working) -> &Stop {
    match working.stage() {
        Stage::Stopped(stopped) => &stopped.why,
        _ => panic!("the desk is not stopped"),
    }
}

#[test]
fn the_booth_across_town_knows_before_the_ballot_is_in_the_hand() {
    let (network, pcs) = (Network::new(), [pc(), pc()]);
    let [mut hall, mut branch] = two_booths(&prepared("stop"), &network, &pcs);
    accept(&mut hall.working, "1001").unwrap();
    assert_eq!(offered(&hall.working).len(), 4);
    // The ballots are not even handed over yet.
    accept(&mut branch.working, "1001").unwrap();
    let Stop::Taken(taken) = stopped(&branch.working) else {
        panic!("taken");
    };
    assert!(taken.iter().all(|one| one.booth.as_str() == "city-hall"));
    assert!(offered(&branch.working).is_empty());
    assert_eq!(
        refused(branch.working.issue(&ballot("review"))),
        "polling-desk-not-accepted"
    );
    hand_out(&mut hall.working).unwrap();
}

#[test]
fn rule_1_stops_by_itself_and_goes_on_with_the_same_claim_when_the_network_is_back() {
    let (network, pcs) = (Network::new(), [pc(), pc()]);
    let [mut hall, mut branch] = two_booths(&prepared("stop"), &network, &pcs);
    network.cut(0, true);
    accept(&mut hall.working, "1001").unwrap();
    assert!(matches!(stopped(&hall.working), Stop::UntilItIsBack));
    assert!(hall.working.is_cut());
    network.cut(0, false);
    wait_until(&mut hall.working, |working| !offered(working).is_empty());
    assert!(!hall.working.is_cut());
    hand_out(&mut hall.working).unwrap();
    assert_eq!(network.claims.lock().unwrap().granted(), 4);
    // The other booth never stopped.
    accept(&mut branch.working, "1002").unwrap();
    hand_out(&mut branch.working).unwrap();
}

#[test]
fn rule_2_lets_each_booth_accept_its_own_electors_and_no_others() {
    let (network, pcs) = (Network::new(), [pc(), pc()]);
    let [mut hall, mut branch] = two_booths(&prepared("home-booth"), &network, &pcs);
    // Signing on is answered before anything is cut.
    wait_until(&mut hall.working, Working::is_signed_on);
    wait_until(&mut branch.working, Working::is_signed_on);
    network.cut(0, true);
    network.cut(1, true);
    accept(&mut hall.working, "1001").unwrap();
    assert_eq!(offered(&hall.working).len(), 4, "of district 001");
    hand_out(&mut hall.working).unwrap();
    accept(&mut branch.working, "1001").unwrap();
    assert!(
        matches!(stopped(&branch.working), Stop::SendTo(booth) if booth.as_str() == "city-hall")
    );
    branch.working.close().unwrap();
    accept(&mut branch.working, "1004").unwrap();
    hand_out(&mut branch.working).unwrap();
    assert_eq!(hall.working.link().accepted, 1);

    network.cut(0, false);
    network.cut(1, false);
    for desk in [&mut hall, &mut branch] {
        wait_until(&mut desk.working, |working| {
            !working.is_cut() && working.unconfirmed() == 0
        });
        assert_eq!(desk.working.open_incidents().unwrap(), 0);
    }
    assert_eq!(network.claims.lock().unwrap().granted(), 8);
}

#[test]
fn rule_4_goes_on_and_the_doubles_inside_one_cut_are_exactly_those_reported() {
    let (network, pcs) = (Network::new(), [pc(), pc()]);
    let [mut hall, mut branch] = two_booths(&prepared("go-on"), &network, &pcs);
    accept(&mut hall.working, "1003").unwrap();
    hand_out(&mut hall.working).unwrap();
    network.cut(0, true);
    network.cut(1, true);
    for number in ["1001", "1002"] {
        accept(&mut hall.working, number).unwrap();
        hand_out(&mut hall.working).unwrap();
    }
    // With intent: the same elector at the other booth, inside the same cut.
    let double = accept(&mut branch.working, "1001").unwrap();
    hand_out(&mut branch.working).unwrap();
    assert_eq!(branch.working.link().accepted, 1);

    network.cut(0, false);
    network.cut(1, false);
    for desk in [&mut hall, &mut branch] {
        wait_until(&mut desk.working, |working| {
            !working.is_cut() && working.unconfirmed() == 0
        });
    }
    // What each booth has goes to the other by stick: the incident is there, and only that one.
    let stick = pc();
    for desk in [&mut hall, &mut branch] {
        desk.working.badge(&desk.officer).unwrap();
    }
    let file = branch.working.write_bundle(stick.path()).unwrap();
    assert_eq!(hall.working.take_bundle(&file).unwrap().refused, 0);
    let incidents = hall.working.incidents().unwrap();
    assert_eq!(incidents.len(), 4, "each of four ballots");
    assert!(incidents.iter().all(|one| one.elector == double));
    assert!(
        incidents
            .iter()
            .all(|one| one.contradiction.claims.len() == 2)
    );

    // A named person settles each; both acceptances stay.
    for incident in &incidents {
        let ballot = &incident.contradiction.ballot;
        hall.working
            .settle(
                double,
                ballot,
                "同一人が二か所で受付",
                "選挙管理委員会委員長",
            )
            .unwrap();
    }
    assert_eq!(hall.working.open_incidents().unwrap(), 0);
    assert_eq!(hall.working.incidents().unwrap().len(), 4);
    let file = hall.working.write_bundle(stick.path()).unwrap();
    branch.working.take_bundle(&file).unwrap();
    assert_eq!(
        branch.working.open_incidents().unwrap(),
        0,
        "settled there too"
    );
}

#[test]
fn an_authority_that_hangs_never_stops_the_desk() {
    struct Hangs;
    impl Link for Hangs {
        fn say(&mut self, _: &ToAuthority) -> Option<FromAuthority> {
            std::thread::sleep(std::time::Duration::from_hours(1));
            None
        }
    }
    let (network, place) = (Network::new(), pc());
    let mut desk = quick(
        &prepared("go-on"),
        place.path(),
        "city-hall",
        ClaimsAt::Elsewhere,
    );
    desk.working.connect(Box::new(Hangs), network.key).unwrap();
    accept(&mut desk.working, "1001").unwrap();
    assert!(desk.working.is_cut());
    hand_out(&mut desk.working).unwrap();
    assert_eq!(desk.working.unconfirmed(), 1);
}

#[test]
fn whoever_is_held_at_one_desk_is_accepted_at_none_until_released() {
    let (network, pcs) = (Network::new(), [pc(), pc()]);
    let [mut hall, mut branch] = two_booths(&prepared("stop"), &network, &pcs);
    // Shiki 2019: while two discuss, a third hands the ballots over.
    let elector = open_page(&mut hall.working, "1001").unwrap();
    hall.working.hold("抹消の照会中").unwrap();
    wait_until(&mut hall.working, |working| !working.owes());
    accept(&mut branch.working, "1001").unwrap();
    assert!(matches!(stopped(&branch.working), Stop::Held(_)));
    branch.working.close().unwrap();
    let waiting = hall.working.held().unwrap();
    assert_eq!(waiting.len(), 1);
    let hold = waiting[0].holds[0].hold;
    assert_eq!(
        refused(hall.working.release(elector, hold, "名簿に残っている")),
        "polling-not-allowed"
    );
    hall.working.badge(&hall.officer).unwrap();
    hall.working
        .release(elector, hold, "名簿に残っている")
        .unwrap();
    wait_until(&mut hall.working, |working| !working.owes());
    assert!(hall.working.held().unwrap().is_empty());
    accept(&mut branch.working, "1001").unwrap();
    hand_out(&mut branch.working).unwrap();
}
