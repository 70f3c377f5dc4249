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
/// Hash of the roll.
const ROLL: u64 = 0x4347_c2b1_e483_42c8;
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
            roll: ROLL,
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
    files.extend(report.districts.iter().map(|it| it.index.file.clone()));
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
        let marks = "停止12/31まで県外転出9/31/4抹消";
        assert!(text.contains(marks), "a suspension beside a move: {text}");
        assert_eq!(
            text.matches("11/20").count(),
            district.used * 3,
            "a day for each used ballot"
        );
    }
    let cover = text_of(&kept.bytes(COVER));
    for file in &report.districts {
        assert!(cover.contains(&file.file) && cover.contains(&file.index.file));
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
fn the_index_leads_from_every_reading_to_page_and_line() {
    let mut kept = Kept::new();
    let report = kept.write(24);
    for (number, district) in (0..).zip(&report.districts) {
        assert_eq!(district.index.missing_or_cut, 0);
        assert_eq!(
            district.index.file,
            format!("かな索引_{}.pdf", district.district)
        );
        let text = text_of(&kept.bytes(&district.index.file));
        for line in kept.roll.lines(number) {
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            let elector = &line.elector;
            let (page, on_page) = elector.page_line;
            let wanted = [
                plain(&elector.person.kana),
                plain(&elector.person.name),
                format!("{page}-{on_page}{}", elector.number),
            ];
            assert!(wanted.iter().all(|part| text.contains(part)), "{wanted:?}");
        }
        assert!(text.contains("名簿の照合値4347c2b1e48342c8"), "{text}");
        for of_the_roll in ["までの印", "抹消", "停止", "□", "11/20"] {
            assert!(!text.contains(of_the_roll), "{of_the_roll}");
        }
    }
    let cover = text_of(&kept.bytes(COVER));
    let sheets = report.index_sheets();
    assert!(cover.contains(&format!("かな索引が{sheets}枚")), "{cover}");
}

/// A sheet has 37 rows, and names run down its columns: who is 38th stands at the head of the second one.
#[test]
fn the_index_stands_in_the_order_of_kana_and_runs_down_its_columns() {
    let mut kept = Kept::new();
    let in_order = [
        "アオキ",
        "カトウ",
        "ガトウ",
        "サトウ",
        "ハットリ",
        "ワダ",
        "",
    ];
    let mut electors: Vec<_> = (0..40)
        .map(|number| {
            let mut elector = invented::elector(0, number);
            elector.person.kana = "ヤマダ　タロウ".into();
            elector
        })
        .collect();
    for (number, kana) in (0..).zip(in_order.iter().rev()) {
        let mut elector = invented::elector(0, 100 + number);
        elector.person.kana = (*kana).into();
        elector.person.name = format!("順番{}", 6 - number);
        electors.push(elector);
    }
    let lines = electors.into_iter().map(|elector| {
        let boxes = Vec::new();
        Ok(MarkedLine { elector, boxes })
    });
    let parts = [RollPart {
        district: invented::district(0),
        version: 1,
        roll: ROLL,
        lines,
    }];
    let written = kept
        .marked
        .write(kept.folder.path(), parts, invented::at(1));
    let index = kept.bytes(&written.unwrap().districts[0].index.file);
    let (first, second) = (column_of(&index, 0), column_of(&index, 1));
    let expected = "【ア】アオキ順番0【カ】カトウ順番1ガトウ順番2【サ】サトウ順番3【ハ】ハットリ順番4【ヤ】ヤマダタロウ";
    let kana_and_name = |text: &str| -> String {
        let other = |c: char| !c.is_ascii_digit() && !"昭平令大.-初元－".contains(c);
        text.chars().filter(|c| other(*c)).collect()
    };
    let plain: String = expected.chars().filter(|c| !c.is_ascii_digit()).collect();
    assert!(kana_and_name(&first).contains(&plain), "{first}");
    assert_eq!(first.matches("ヤマダタロウ").count(), 37 - 10);
    assert_eq!(second.matches("ヤマダタロウ").count(), 13);
    let tail = kana_and_name(&second);
    let tail = &tail[tail.rfind("ヤマダ").unwrap()..];
    let (wada, none) = (
        tail.find("【ワ】ワダ順番"),
        tail.find("【フリガナなし】順番"),
    );
    assert!(wada.unwrap() < none.unwrap(), "{second}");
}

/// What poppler reads in one of the three columns of names of the first sheet, without blanks.
fn column_of(pdf: &[u8], column: u32) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.pdf");
    fs::write(&file, pdf).unwrap();
    // In points of 1/72 inch, from the left margin.
    let left = (28 + column * 261).to_string();
    let output = std::process::Command::new("pdftotext")
        .args([
            "-raw", "-l", "1", "-x", &left, "-y", "70", "-W", "261", "-H", "520",
        ])
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect()
}

#[test]
fn no_vote_and_no_new_day_changes_an_index_and_a_new_roll_does() {
    let mut kept = Kept::new();
    let report = kept.write(24);
    let index = &report.districts[1].index.file;
    let path = kept.folder.path().join(index);
    let stamp = || fs::metadata(&path).unwrap().modified().unwrap();
    let (bytes, time) = (kept.bytes(index), stamp());
    kept.roll.vote(1, 2);
    assert_eq!(kept.write(25).written, 1);
    assert_eq!(stamp(), time, "not written again");
    let mut of_roll = |number: u64, day: i8| {
        let roll = &kept.roll;
        let parts = (0..DISTRICTS).map(|district| RollPart {
            district: invented::district(district),
            version: roll.version(district),
            roll: number,
            lines: roll.lines(district).map(Ok),
        });
        let at = jiff::civil::date(2026, 11, day).at(10, 30, 0, 0);
        let written = kept.marked.write(kept.folder.path(), parts, at);
        written.unwrap_or_else(|error| panic!("{error}")).written
    };
    assert_eq!(of_roll(ROLL, 22), 3, "what may be issued is of the day");
    assert_eq!(stamp(), time);
    assert_eq!(of_roll(ROLL + 1, 22), 3);
    assert_ne!(fs::read(&path).unwrap(), bytes, "the hash of the roll");
    fs::remove_file(&path).unwrap();
    assert_eq!(of_roll(ROLL, 22), 3);
    assert_eq!(
        fs::read(&path).unwrap(),
        bytes,
        "the same roll, the same index"
    );
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
        roll: ROLL,
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
            roll: ROLL,
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
        roll: ROLL,
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
        roll: ROLL,
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
