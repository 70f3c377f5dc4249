//! A clock that somebody put right stays right after a restart. A process of its own, since a PC has one clock.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

use jiff::civil::date;
use shelter::plain::Moment;
use shelter_desk::{Folder, ShelterDesk, moment};

const HOUR: i64 = Moment::HOUR;

fn near(one: Moment, other: Moment) -> bool {
    one.0.abs_diff(other.0) < 30_000
}

#[test]
fn a_corrected_clock_is_kept_beside_the_list_and_looked_at_after_a_restart() {
    let today = date(2026, 11, 21);
    let pc = tempfile::tempdir().unwrap();
    let of_pc = moment();
    let mut desk = ShelterDesk::start(pc.path(), today);
    desk.switch_over(true).unwrap();
    // Told before there is a list.
    desk.set_true_time(Moment(of_pc.0 + 3 * HOUR)).unwrap();
    desk.without_preparation(today).unwrap();
    let code = desk.code_to_keep().unwrap().to_owned();
    desk.code_kept();
    desk.open_shelter("見本小学校", "見本町1", "80", false, today)
        .unwrap();
    assert!(!desk.clock_was_taken_up());
    let file = Folder::new(pc.path(), false).clock();
    assert!(file.is_file());
    drop(desk);

    // As another run of the program finds it.
    let mut desk = ShelterDesk::start(pc.path(), today);
    assert!(near(moment(), Moment(of_pc.0 + 3 * HOUR)));
    assert!(desk.clock_was_taken_up(), "somebody has to look at it");
    desk.clock_is_right();
    assert!(!desk.clock_was_taken_up());
    let _ = desk.code(&code, today);

    // The PC's own clock was put right: what is told is what it says, and nothing is kept any more.
    desk.set_true_time(Moment(of_pc.0)).unwrap();
    assert!(!file.exists());
    assert!(near(moment(), of_pc));
    drop(desk);
    let desk = ShelterDesk::start(pc.path(), today);
    assert!(!desk.clock_was_taken_up());
    assert!(near(moment(), of_pc));
}
