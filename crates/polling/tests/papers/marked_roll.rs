//! The marked roll in a folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use advice::Advise;
use polling::papers::{
    Heading, MarkedLine, MarkedRoll, MarkedRollError, MarkedRollReport, RollPart, Unreadable,
};

use crate::invented::{self, Roll};
use crate::{fonts, text_of};

const DISTRICTS: u32 = 3;
const ELECTORS: u32 = 70;
const COVER: &str = "00_はじめに読む.pdf";

struct Kept {
    folder: tempfile::TempDir,
    roll: Roll,
    marked: MarkedRoll,
}

impl Kept {
    fn new() -> Self {
        let election = invented::election(DISTRICTS);
        let heading = invented::heading(&election);
        Self {
            folder: tempfile::tempdir().unwrap(),
            roll: Roll::new(DISTRICTS, ELECTORS),
            marked: MarkedRoll::new(heading, "かざし市役所", fonts().clone()),
        }
    }

    fn write(&mut self, minute: u32) -> MarkedRollReport {
        let roll = &self.roll;
        let parts = (0..DISTRICTS).map(|district| RollPart {
            district: invented::district(district),
            version: roll.version(district),
            lines: roll.lines(district).map(Ok),
        });
        self.marked
            .write(self.folder.path(), parts, invented::at(minute))
            .unwrap_or_else(|error| panic!("{error}"))
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).unwrap()
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn every_elector_stands_in_the_file_of_the_district_and_the_cover_leads_there() {
    let mut kept = Kept::new();
    let report = kept.write(24);
    assert_eq!(
        report.electors(),
        usize::try_from(DISTRICTS * ELECTORS).unwrap()
    );
    assert_eq!(report.written, 3);
    let mut files: BTreeSet<String> = report
        .districts
        .iter()
        .map(|district| district.file.clone())
        .collect();
    files.insert(COVER.to_owned());
    assert_eq!(names(kept.folder.path()), files, "and no unfinished file");
    for (number, district) in (0..).zip(&report.districts) {
        assert_eq!((district.missing, district.cut), (0, 0));
        let text = text_of(&kept.bytes(&district.file));
        for line in kept.roll.lines(number) {
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            let person = &line.elector.person;
            let (page, on_page) = line.elector.page_line;
            let number = &line.elector.number;
            let wanted = format!("{page}-{on_page}{number}{}", plain(&person.name));
            assert!(text.contains(&wanted), "{wanted}");
            assert!(text.contains(&plain(&person.address)));
        }
        assert!(text.contains("令和8年11月21日10:24までの印"));
        assert!(text.contains("県外転出9/31/4抹消"), "{text}");
        assert_eq!(
            text.matches("11/20").count(),
            district.used * 3,
            "a day for each used ballot"
        );
    }
    let cover = text_of(&kept.bytes(COVER));
    for file in &report.districts {
        assert!(cover.contains(&file.file));
    }
    for wanted in ["10:24現在", "黒い四角", "規則1", "210人"] {
        assert!(cover.contains(wanted), "{wanted} in {cover}");
    }
}

#[test]
fn only_districts_that_changed_are_made_anew_and_the_cover_is_of_the_minute() {
    let mut kept = Kept::new();
    kept.write(24);
    let old: Vec<Vec<u8>> = (0..DISTRICTS)
        .map(|district| kept.bytes(&format!("投票区_{}.pdf", invented::district(district))))
        .collect();
    kept.roll.vote(1, 2);
    let report = kept.write(25);
    assert_eq!(report.written, 1);
    assert_eq!(report.districts.len(), 3);
    for (number, old) in (0..).zip(&old) {
        let name = format!("投票区_{}.pdf", invented::district(number));
        assert_eq!(kept.bytes(&name) == *old, number != 1, "{name}");
    }
    assert!(text_of(&kept.bytes("投票区_002.pdf")).contains("11/21"));
    let cover = text_of(&kept.bytes(COVER));
    assert!(cover.contains("10:25現在") && cover.contains("10:24"));
}

#[test]
fn a_new_day_and_a_file_that_is_gone_are_made_anew() {
    let mut kept = Kept::new();
    kept.write(24);
    fs::remove_file(kept.folder.path().join("投票区_003.pdf")).unwrap();
    assert_eq!(kept.write(25).written, 1);
    let roll = &kept.roll;
    let parts = (0..DISTRICTS).map(|district| RollPart {
        district: invented::district(district),
        version: roll.version(district),
        lines: roll.lines(district).map(Ok),
    });
    let tomorrow = jiff::civil::date(2026, 11, 22).at(8, 30, 0, 0);
    let report = kept
        .marked
        .write(kept.folder.path(), parts, tomorrow)
        .unwrap();
    assert_eq!(report.written, 3);
}

#[test]
fn a_roll_that_cannot_be_read_leaves_the_old_file_whole_and_is_tried_again() {
    let mut kept = Kept::new();
    kept.write(24);
    let old = kept.bytes("投票区_001.pdf");
    kept.roll.vote(0, 2);
    let broken = |roll: &Roll| {
        let some: Vec<Result<MarkedLine, Unreadable>> = roll
            .lines(0)
            .take(5)
            .map(Ok)
            .chain([Err(Unreadable)])
            .collect();
        vec![RollPart {
            district: invented::district(0),
            version: roll.version(0),
            lines: some,
        }]
    };
    let parts = broken(&kept.roll);
    let result = kept
        .marked
        .write(kept.folder.path(), parts, invented::at(25));
    assert!(
        matches!(result, Err(MarkedRollError::Unreadable(district)) if district.as_str() == "001")
    );
    assert!(kept.bytes("投票区_001.pdf") == old);
    assert!(text_of(&kept.bytes(COVER)).contains("10:24現在"));
    assert_eq!(kept.write(26).written, 1);
    assert!(text_of(&kept.bytes("投票区_001.pdf")).contains("10:26までの印"));
}

#[test]
fn a_folder_that_takes_no_file_is_told() {
    let mut kept = Kept::new();
    let file = kept.folder.path().join("no-folder");
    fs::write(&file, "x").unwrap();
    let parts: Vec<RollPart<Vec<Result<MarkedLine, Unreadable>>>> = Vec::new();
    let result = kept.marked.write(&file, parts, invented::at(1));
    assert!(matches!(result, Err(MarkedRollError::NotWritten(_))));
}

#[test]
fn a_character_that_no_font_has_is_printed_as_a_mark_and_told_on_the_cover() {
    let mut kept = Kept::new();
    let mut elector = invented::elector(0, 1);
    elector.person.name.push('\u{10FFFD}');
    let line = MarkedLine {
        elector,
        boxes: Vec::new(),
    };
    let parts = [RollPart {
        district: invented::district(0),
        version: 1,
        lines: [Ok(line)],
    }];
    let report = kept
        .marked
        .write(kept.folder.path(), parts, invented::at(1))
        .unwrap();
    assert_eq!(report.districts[0].missing, 1);
    assert!(text_of(&kept.bytes("投票区_001.pdf")).contains('〓'));
    assert!(text_of(&kept.bytes(COVER)).contains("〓1"));
}

#[test]
fn a_training_roll_says_so_on_every_sheet() {
    let election = invented::election(1);
    let heading = Heading {
        election: &election,
        training: true,
    };
    let folder = tempfile::tempdir().unwrap();
    let roll = Roll::new(1, ELECTORS);
    let mut marked = MarkedRoll::new(heading, "かざし市役所", fonts().clone());
    let parts = [RollPart {
        district: invented::district(0),
        version: 1,
        lines: roll.lines(0).map(Ok),
    }];
    let report = marked.write(folder.path(), parts, invented::at(1)).unwrap();
    let read = |name: &str| text_of(&fs::read(folder.path().join(name)).unwrap());
    assert_eq!(
        read("投票区_001.pdf").matches("訓練").count(),
        report.sheets()
    );
    assert_eq!(read(COVER).matches("訓練").count(), 1);
}

#[test]
fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
    let mut codes = BTreeSet::new();
    for error in MarkedRollError::every_error() {
        let advice = error.advice();
        assert!(codes.insert(advice.code));
        for text in [&advice.what, &advice.next] {
            assert!(!text.ja.is_empty() && text.en.is_ascii());
        }
    }
    assert_eq!(codes.len(), 4);
}
