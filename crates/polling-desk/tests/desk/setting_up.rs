//! From a package to an open booth.

use polling_desk::{ClaimsAt, Phase, PollingDesk};
use roll::{Mapping, Scope};

use crate::common::{
    accept, administrators_code, alone, asking, booth, hand_out, import, is_activating,
    officers_code, pc, prepared, refused, roll_csv, today,
};

#[test]
fn only_an_administrator_sets_the_desk_up_and_only_at_a_booth_of_the_file() {
    let pc = pc();
    let prepared = prepared("stop");
    let mut desk = asking(&prepared, pc.path());
    assert!(is_activating(&desk));
    desk.code(&officers_code(&prepared), today()).unwrap();
    assert!(matches!(desk.phase(), Phase::SettingUp(_)));
    let set_up = |desk: &mut PollingDesk, name: &str| {
        desk.set_up(&booth(name), ClaimsAt::ThisPc, false, today())
    };
    assert_eq!(
        refused(set_up(&mut desk, "city-hall")),
        "polling-not-allowed"
    );
    desk.switch_over(false).unwrap();
    desk.switch_over(true).unwrap();
    desk.code(&administrators_code(&prepared), today()).unwrap();
    assert_eq!(refused(set_up(&mut desk, "nowhere")), "polling-no-booth");
    set_up(&mut desk, "city-hall").unwrap();
    let working = desk.working_mut().unwrap();
    assert_eq!(refused(working.open_booth(today())), "polling-not-allowed");
    assert!(working.roll().is_none());
}

#[test]
fn a_desk_without_roll_opens_for_nobody_and_a_roll_is_in_use_only_after_it_was_looked_at() {
    let pc = pc();
    let prepared = prepared("stop");
    let mut desk = asking(&prepared, pc.path());
    desk.code(&administrators_code(&prepared), today()).unwrap();
    desk.set_up(&booth("city-hall"), ClaimsAt::ThisPc, false, today())
        .unwrap();
    desk.code(&officers_code(&prepared), today()).unwrap();
    let working = desk.working_mut().unwrap();
    assert_eq!(refused(working.open_booth(today())), "polling-no-roll");
    assert_eq!(refused(working.number("1001")), "polling-no-roll");
    assert_eq!(refused(working.roll_job()), "polling-not-allowed");

    desk.code(&administrators_code(&prepared), today()).unwrap();
    let working = desk.working_mut().unwrap();
    let mapping = Mapping::ours();
    let read = |csv: &str, working: &polling_desk::Working| {
        let job = working.roll_job().unwrap();
        job.run(&mut csv.as_bytes(), &mapping, Scope::Whole, &mut |_| {})
    };
    let dropped = read(&roll_csv(3), working).unwrap();
    assert_eq!(dropped.imported().electors, 15);
    drop(dropped);
    assert!(!working.folder().roll().exists());
    let ready = read(&roll_csv(0), working).unwrap();
    assert_eq!(
        refused(working.apply_roll(ready, [0; 8])),
        "polling-other-roll"
    );
    import(working, &roll_csv(0)).unwrap();
    assert_eq!(working.roll().unwrap().count(), 12);

    // A supplement is compared first; a broken one changes nothing.
    let before = working.roll().unwrap().hash();
    assert!(read("選挙人番号\n1", working).is_err());
    assert_eq!(working.roll().unwrap().hash(), before);
    import(working, &roll_csv(2)).unwrap();
    assert_eq!(working.roll().unwrap().count(), 14);
    assert_ne!(working.roll().unwrap().hash(), before);
}

#[test]
fn after_a_restart_the_desk_is_locked_and_everything_is_there() {
    let pc = pc();
    let prepared = prepared("stop");
    let mut ready = alone(&prepared, pc.path());
    accept(ready.working(), "1001").unwrap();
    hand_out(ready.working()).unwrap();
    let records = ready.working().book().stats().unwrap().events;
    let clerk = ready.clerk;
    drop(ready.desk);

    let mut desk = PollingDesk::start(pc.path(), today());
    assert!(
        desk.working()
            .is_none_or(|working| working.operator().is_none())
    );
    desk.code(&officers_code(&prepared), today()).unwrap();
    let working = desk.working_mut().unwrap();
    assert!(working.book().stats().unwrap().events > records);
    assert_eq!(working.roll().unwrap().count(), 12);
    working.badge(&clerk).unwrap();
    accept(working, "1001").unwrap_err();
    working.close().unwrap();
    accept(working, "1002").unwrap();
    hand_out(working).unwrap();
    assert!(
        working
            .book()
            .state(
                working
                    .roll()
                    .unwrap()
                    .by_number("1002")
                    .unwrap()
                    .unwrap()
                    .id
            )
            .is_ok()
    );
}

#[test]
fn another_elections_code_opens_nothing() {
    let (pc, mine, other) = (pc(), prepared("stop"), prepared("stop"));
    let ready = alone(&mine, pc.path());
    drop(ready.desk);
    let mut desk = PollingDesk::start(pc.path(), today());
    assert_eq!(
        refused(desk.code(&administrators_code(&other), today())),
        "package-wrong-code"
    );
    other
        .package
        .save(&polling_desk::Folder::new(pc.path(), false).package())
        .unwrap();
    let mut desk = PollingDesk::start(pc.path(), today());
    assert!(desk.code(&administrators_code(&other), today()).is_err());
    assert!(
        desk.working()
            .is_none_or(|working| working.operator().is_none())
    );
}
