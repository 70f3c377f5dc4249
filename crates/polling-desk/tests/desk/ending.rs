//! The end of an election on this PC, and training beside it.

use std::fs;

use polling_desk::{ClaimsAt, Farewell, Folder, Phase, PollingDesk};

use crate::common::{
    accept, administrators_code, alone, answered, hand_out, officers_code, open_page, pc, prepared,
    ready, refused, today,
};

/// In the polling station: no reason and no slip.
fn accept_on_the_day(working: &mut polling_desk::Working, number: &str) {
    open_page(working, number).unwrap();
    working.accept(None).unwrap();
    answered(working);
}

#[test]
fn the_roll_leaves_only_when_the_period_is_frozen_and_the_board_holds_everything() {
    let (pc, stick) = (pc(), pc());
    let prepared = prepared("stop");
    let mut ready = alone(&prepared, pc.path());
    accept(ready.working(), "1001").unwrap();
    hand_out(ready.working()).unwrap();
    let mut desk = ready.desk;
    assert_eq!(refused(desk.end()), "polling-not-allowed");
    desk.code(&administrators_code(&prepared), today()).unwrap();
    assert_eq!(refused(desk.end()), "polling-not-frozen");

    desk.code(&officers_code(&prepared), today()).unwrap();
    let working = desk.working_mut().unwrap();
    working.close_booth(today()).unwrap();
    let after = jiff::civil::date(2026, 2, 8);
    working.tick(std::time::Duration::ZERO, after);
    let frozen = working.freeze(stick.path()).unwrap();
    assert_eq!(working.early_voters().unwrap().electors(), 1);
    // On election day: nobody is accepted without the list, and with it nobody of it.
    working.open_booth(after).unwrap();
    open_page(working, "1002").unwrap();
    assert_eq!(refused(working.accept(None)), "polling-no-early-voters");
    working.close().unwrap();
    assert_eq!(working.take_early_voters(&frozen).unwrap(), 1);
    let mut changed = fs::read(&frozen).unwrap();
    *changed.last_mut().unwrap() ^= 1;
    let forged = stick.path().join("forged");
    fs::write(&forged, changed).unwrap();
    assert!(working.take_early_voters(&forged).is_err());
    open_page(working, "1001").unwrap();
    let today_1001 = working.ballots_today().unwrap();
    assert!(today_1001.iter().all(|one| !one.decision.lets_claim(&[])));
    working.close().unwrap();
    accept_on_the_day(working, "1002");
    hand_out(working).unwrap();
    working.close_booth(after).unwrap();
    desk.code(&administrators_code(&prepared), today()).unwrap();
    assert_eq!(refused(desk.end()), "polling-not-handed-over");
    let working = desk.working_mut().unwrap();
    working.write_bundle(stick.path()).unwrap();
    let words = working.check_words().unwrap();
    assert!(!working.handover().unwrap().board_has_all);
    let other = words.replace(|it: char| it.is_ascii_digit(), "1");
    for wrong in [other.as_str(), "", "見本", &words[..4]] {
        assert_eq!(
            refused(working.board_received(wrong)),
            "polling-other-check"
        );
    }
    // As somebody says them on the telephone.
    working.board_received(&words.replace('-', "　")).unwrap();
    let handover = working.handover().unwrap();
    assert!(handover.board_has_all && *handover.check_words == *words);
    assert_eq!(
        *working.check_words().unwrap(),
        *words,
        "the receipt is no part"
    );
    let folder = working.folder().clone();
    let ledger = fs::read(folder.ledger()).unwrap();
    let roll = fs::read(folder.roll()).unwrap();
    let records = working.book().stats().unwrap().events;

    let farewell = desk.end().unwrap();
    assert!(matches!(desk.phase(), Phase::Off));
    assert!(!folder.root().exists() && !folder.reserve().exists());
    let text = fs::read(folder.farewell()).unwrap();
    let kept: Farewell = serde_json::from_slice(&text).unwrap();
    assert_eq!(kept, farewell);
    assert_eq!(kept.records, records);
    assert_eq!(kept.check_words, *words);
    let text = String::from_utf8(text).unwrap();
    assert!(!text.contains("架空") && !text.contains("1001"));

    // Somebody had copied the files: they open for nobody.
    fs::create_dir_all(folder.root()).unwrap();
    fs::write(folder.ledger(), ledger).unwrap();
    fs::write(folder.roll(), roll).unwrap();
    let desk = PollingDesk::start(pc.path(), today());
    assert!(matches!(desk.phase(), Phase::Off));
}

#[test]
fn training_shares_nothing_with_the_election_and_may_end_at_any_time() {
    let (one, two, stick) = (pc(), pc(), pc());
    let prepared = prepared("stop");
    let mut drill = ready(&prepared, one.path(), "city-hall", ClaimsAt::ThisPc, true);
    let mut real = alone(&prepared, two.path());
    accept(drill.working(), "1001").unwrap();
    hand_out(drill.working()).unwrap();
    assert!(drill.working().is_training() && !real.working().is_training());
    let (of_drill, of_real) = (&drill.officer, &real.officer);
    let practising = drill.desk.working_mut().unwrap();
    let voting = real.desk.working_mut().unwrap();
    practising.badge(of_drill).unwrap();
    voting.badge(of_real).unwrap();
    let drilled = practising.write_bundle(stick.path()).unwrap();
    let voted = voting.write_bundle(stick.path()).unwrap();
    assert!(drilled.to_string_lossy().contains("kunren"));
    assert!(practising.take_bundle(&voted).is_err());
    assert!(voting.take_bundle(&drilled).is_err());
    assert_eq!(voting.book().electors().count(), 0);

    let mut desk = drill.desk;
    desk.code(&administrators_code(&prepared), today()).unwrap();
    desk.end().unwrap();
    assert!(!Folder::new(one.path(), true).root().exists());
    let real = alone(&prepared, one.path());
    assert!(!real.desk.working().unwrap().is_training());
}
