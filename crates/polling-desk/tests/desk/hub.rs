//! The city's hub is the authority, and no PC is.

use polling::booth::Stage;
use polling_desk::{ClaimsAt, Working};
use sync::client::{Keeper, Replica};
use tempfile::TempDir;

use crate::common::{
    Quick, accept, ballots, booth, hand_out, offered, open_page, pc, prepared, quick, today,
    wait_until,
};
use crate::network::Network;

const OFFICE: usize = 0;
const BRANCH: usize = 1;

/// The office and a branch that have reached the hub.
fn at_hub(rule: &str, pcs: &[TempDir; 2], network: &Network) -> [Quick; 2] {
    let prepared = prepared(rule);
    [(OFFICE, "city-hall"), (BRANCH, "east-branch")].map(|(number, name)| {
        let mut desk = quick(&prepared, pcs[number].path(), name, ClaimsAt::Hub);
        let working = &mut desk.working;
        assert!(!working.answers_calls(), "the hub was not reached yet");
        working.connect(network.wire(number), network.key).unwrap();
        wait_until(working, |working| !working.is_cut());
        desk
    })
}

#[test]
fn an_officer_of_a_pc_that_reaches_the_hub_answers_the_call_of_a_booth_that_does_not() {
    let (pcs, network) = ([pc(), pc()], Network::new());
    let [mut office, mut branch] = at_hub("voice", &pcs, &network);
    assert!(office.working.answers_calls() && !office.working.is_authority());
    network.cut(BRANCH, true);
    accept(&mut branch.working, "1001").unwrap();
    assert!(!branch.working.answers_calls());
    let Stage::Voice(asking) = branch.working.stage() else {
        panic!("nothing is to be read out");
    };
    let number = branch.working.read_out(asking);

    let centre = &mut office.working;
    centre.badge(&office.officer).unwrap();
    open_page(centre, "1001").unwrap();
    let four = ballots(&["house-single", "house-proportional", "review", "governor"]);
    let calling = booth("east-branch");
    centre.answer_call(&calling, &four, &number).unwrap();
    wait_until(centre, |centre| centre.code_of_call().is_some());
    let code = centre.code_of_call().unwrap();
    branch.working.voice_code(&code).unwrap();
    assert_eq!(offered(&branch.working).len(), 4);
    hand_out(&mut branch.working).unwrap();
    assert_eq!(
        network.claims.lock().unwrap().granted(),
        4,
        "one claim, not two"
    );
    // Cut off as well, it answers nobody.
    network.cut(OFFICE, true);
    centre.close().unwrap();
    wait_until(centre, Working::is_cut);
    assert!(!centre.answers_calls());
}

#[test]
fn the_key_of_the_hubs_receipts_is_known_after_a_restart_without_a_network() {
    let (prepared, place, network) = (prepared("voice"), pc(), Network::new());
    let mut desk = quick(&prepared, place.path(), "east-branch", ClaimsAt::Hub);
    desk.working
        .connect(network.wire(BRANCH), network.key)
        .unwrap();
    let Quick {
        folder,
        key,
        working,
        ..
    } = desk;
    drop(working);
    let again = Working::open(folder, &key, today()).unwrap();
    assert_eq!(again.claims_at(), ClaimsAt::Hub);
    assert_eq!(again.authority_key(), Some(network.key));
}

#[test]
fn what_a_hub_gives_counts_at_once_also_where_more_follows() {
    let (pcs, network) = ([pc(), pc()], Network::new());
    let [mut office, mut branch] = at_hub("stop", &pcs, &network).map(|desk| desk.working);
    accept(&mut office, "1001").unwrap();
    hand_out(&mut office).unwrap();
    // The branch's own record of this elector is later than what it does not know yet.
    accept(&mut branch, "1002").unwrap();
    hand_out(&mut branch).unwrap();
    accept(&mut branch, "1001").unwrap();
    assert!(matches!(branch.stage(), Stage::Stopped(_)));
    branch.close().unwrap();

    let have = branch.book().ledger().have().unwrap();
    let given = office.book().ledger().events_after(&have, 1_000).unwrap();
    branch.book_mut().take_part(given, 0).unwrap();
    let ledger = branch.book().ledger();
    assert!(!ledger.is_behind() && ledger.verify().unwrap().is_sound());
}
