//! The marked roll of a desk, on disk and stick.

use std::path::Path;
use std::sync::Arc;

use paper::{FontFile, FontRole, Fonts};
use polling_desk::ClaimsAt;

use crate::common::{accept, hand_out, pc, prepared, quick};

fn fonts() -> Fonts {
    let font = |role, family: &str, path: &str| FontFile {
        role,
        family: family.into(),
        bytes: Arc::from(std::fs::read(Path::new("/usr/share/fonts").join(path)).unwrap()),
        index: 0,
    };
    let label = "truetype/bizud-gothic/BIZUDGothic-Regular.ttf";
    let bold = "truetype/bizud-gothic/BIZUDGothic-Bold.ttf";
    Fonts::from_files(vec![
        font(
            FontRole::Personal,
            "NotoSerifCJKjp",
            "opentype/noto/NotoSerifCJK-Regular.ttc",
        ),
        font(FontRole::Label, "BIZUDGothic", label),
        font(FontRole::LabelBold, "BIZUDGothic-Bold", bold),
    ])
    .unwrap()
}

#[test]
fn the_marked_roll_is_made_anew_only_where_somebody_was_accepted_and_gates_on_paper() {
    let (place, stick) = (pc(), pc());
    let mut desk = quick(
        &prepared("stop"),
        place.path(),
        "city-hall",
        ClaimsAt::ThisPc,
    );
    let working = &mut desk.working;
    let mut marked = working.marked_roll(fonts());
    let first = working.paper_roll().unwrap();
    let report = first.write(&mut marked, stick.path()).unwrap();
    assert_eq!(report.electors(), 12);
    assert_eq!(report.written, 5, "districts 001 to 005");
    let used = |report: &polling::papers::MarkedRollReport| {
        let districts = report.districts.iter();
        districts.map(|one| one.used).sum::<usize>()
    };
    assert_eq!(used(&report), 0);

    let changes = working.changes();
    assert_eq!(first.changes(), changes);
    accept(working, "1003").unwrap();
    hand_out(working).unwrap();
    assert_ne!(working.changes(), changes);
    let report = working
        .paper_roll()
        .unwrap()
        .write(&mut marked, stick.path())
        .unwrap();
    assert_eq!(report.written, 1, "district 002 only");
    assert_eq!(used(&report), 1);
    for district in &report.districts {
        assert!(stick.path().join(&district.file).is_file());
    }

    // The stick is a new one: everything is there at once.
    let other = pc();
    let mut on_other = working.marked_roll(fonts());
    let snapshot = working.paper_roll().unwrap();
    // While the desk goes on, another thread writes.
    let report = std::thread::spawn(move || snapshot.write(&mut on_other, other.path()).unwrap())
        .join()
        .unwrap();
    assert_eq!(report.written, 5);
    assert_eq!(used(&report), 1);
}
